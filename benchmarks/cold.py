"""Cold commands, as ratios to bare Python in one run: `findings --help`, a query in a pipe, and rdflib's `sparqlquery`.

    .venv/bin/python benchmarks/cold.py

Each command is a process of its own, started in turn with the others so that all meet the same machine. Medians.
"""

import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 21
BIN = Path(sysconfig.get_path("scripts"))
QUERY = ROOT / "queries" / "outcomes-of.rq"


def commands() -> dict[str, list[str]]:
    """Give each command that is timed, by its name; the question is the same for both engines."""
    findings = str(BIN / "findings")
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        "python -c 'import click'": [sys.executable, "-c", "import click"],
        "findings --help": [findings, "--help"],
        "findings query outcomes-of": [findings, "query", "outcomes-of", "-p", "concept=secure-attachment"],
        "rdflib sparqlquery": [
            str(BIN / "sparqlquery"),
            str(ROOT / "data" / "claims.ttl"),
            "-qf",
            str(QUERY),
            "-f",
            "csv",
        ],
    }


def main() -> None:
    """Time all commands in turn and print medians with ratios."""
    times: dict[str, list[float]] = {name: [] for name in commands()}
    with tempfile.TemporaryDirectory() as elsewhere:
        for _ in range(ROUNDS):
            for name, words in commands().items():
                start = time.perf_counter()
                subprocess.run(words, stdout=subprocess.PIPE, check=True, cwd=elsewhere)
                times[name].append(time.perf_counter() - start)
    bare = statistics.median(times["python -c pass"])
    peer = statistics.median(times["rdflib sparqlquery"])
    print(f"{'command':30} {'median ms':>10} {'x bare python':>14} {'x sparqlquery':>14}")
    for name, measured in times.items():
        middle = statistics.median(measured)
        print(f"{name:30} {middle * 1000:10.1f} {middle / bare:14.1f} {middle / peer:14.2f}")
    print("goals: --help at most 6 x, query at most 8 x bare python and 0.25 x sparqlquery")


if __name__ == "__main__":
    main()
