"""What grows with the number of claims: loading, questions, counting, exports, cold commands, against named peers.

    .venv/bin/python benchmarks/scale.py [--work FOLDER] [SIZES ...]     # 10000 100000 1000000
    .venv/bin/python benchmarks/scale.py --write [--work FOLDER]         # the tables, into docs/performance.md

Time is CPU time, user and system, of whoever does the work, a server's too, so that a neighbor on the machine weighs
little; medians of several runs. Every answer is compared with that of the first engine. Each size leaves its figures
in the work folder, so that sizes can be measured one by one.
"""

import argparse
import json
import platform
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks import engines  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- made by benchmarks/scale.py: begin -->", "<!-- end -->"
FINDINGS = str(Path(sysconfig.get_path("scripts")) / "findings")
Figures = dict[str, Any]


def measure(size: int, work: Path) -> Figures:
    """Measure one size, and give its figures."""
    turtle = work / f"{size}.ttl"
    if not turtle.exists():
        with turtle.open("wb") as file:
            subprocess.run([sys.executable, ROOT / "scripts" / "generate.py", str(size)], stdout=file, check=True)
    places = {"findings, SPARQL": "ours", "findings, table": "ours", "DuckDB": "ours", "networkx": "ours"}
    figures: Figures = {"load": {}, "tasks": {name: {} for name in engines.TASKS}}
    names: dict[str, str] = {}
    expected: dict[str, engines.Rows] = {}
    for engine in engines.all_engines():
        if size > engine.most:
            continue
        print(f"{size}: {engine.name}", file=sys.stderr)
        folder = work / f"{size}-{places.get(engine.name, engine.name.replace(' ', '-'))}"
        figures["load"][engine.name] = _loaded(engine, turtle, folder, work / f"{size}-loads.json")
        names = names or engines.names_in(engine._graph)  # type: ignore[attr-defined]
        for task, asked in engines.TASKS.items():
            if size <= engine.slow.get(task, size):
                _ask(engine, task, asked, names, expected, figures)
        engine.close()
    figures["exports"] = _exports(work / f"{size}-ours", size)
    figures["cold"] = _cold(work / f"{size}-ours", names)
    return figures


def _loaded(engine: engines.Engine, turtle: Path, folder: Path, known: Path) -> float:
    """Make an engine ready, and give what that took, now or when what it needs was made by an earlier run."""
    figures = json.loads(known.read_text()) if known.exists() else {}
    begun = engine.clock()
    engine.load(turtle, folder)
    figures[engine.name] = max(engine.clock() - begun, figures.get(engine.name, 0.0))
    known.write_text(json.dumps(figures))
    print(f"  ready: {figures[engine.name]:.1f} s", file=sys.stderr)
    return float(figures[engine.name])


def _ask(
    engine: engines.Engine,
    name: str,
    task: engines.Task,
    names: dict[str, str],
    expected: dict[str, engines.Rows],
    figures: Figures,
) -> None:
    try:
        spent, answer = _timed(engine, lambda: engine.ask(task, names))
    except Exception as error:
        print(f"  {name}: {engine.name} gave up: {error}"[:300], file=sys.stderr)
        return
    if answer is None:
        return
    rows = engine.rows(answer)
    if rows != expected.setdefault(name, rows):
        raise SystemExit(f"{engine.name} answers '{name}' otherwise: {len(rows)} rows, not {len(expected[name])}")
    figures["tasks"][name][engine.name] = spent
    print(f"  {name}: {spent * 1000:.1f} ms", file=sys.stderr)


def _timed(engine: engines.Engine, ask: Callable[[], Any]) -> tuple[float, Any]:
    """Give the median of several runs, of fewer where each takes long, and the answer."""
    times: list[float] = []
    while True:
        begun = engine.clock()
        answer = ask()
        times.append(engine.clock() - begun)
        if answer is None or sum(times) > 5 or len(times) >= (21 if times[0] < 0.05 else 5):
            return statistics.median(times), answer


def _exports(folder: Path, size: int) -> Figures:
    """Export everything from the table, against the time that writing the same rows takes when they are ready."""
    from graph import export, store
    from graph.commands import claim_tables
    from graph.export import flow

    found: Figures = {}
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        for form in ("csv", "graphml", "parquet"):
            print(f"{size}: export {form}", file=sys.stderr)
            path = f"{place}/x.{form}"
            _, spent, memory = engines.measured([FINDINGS, "export", "--data", str(folder), "-o", path])
            found[form] = {"cpu": spent, "MB": memory, "file MB": Path(path).stat().st_size / 1e6}
    graph = store.from_data([folder])
    with claim_tables.opened(graph) as table:
        whole = flow.of_table(graph, table, None, "everything")
        some = [row for row, _ in zip(whole.claims(), range(min(size, 50_000)), strict=False)]
        ready = flow.Flow(whole.about, whole.datasets, {}, list, lambda: some)
        for form in ("csv", "graphml"):
            chosen = export.FORMATS[form]
            spent, _ = _timed(engines.Engine(), lambda chosen=chosen: sum(map(len, chosen.flows(ready))))  # type: ignore[misc]
            found[form]["ready rows"] = spent * size / len(some)
    return found


def _cold(folder: Path, names: dict[str, str]) -> Figures:
    """Start commands anew, each several times."""
    data = ["--data", str(folder)]
    two = engines.TASKS["two steps from a concept"].sparql.format(**names)
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "findings --help": [FINDINGS, "--help"],
        "findings query outcomes-of": [FINDINGS, "query", "outcomes-of", "-p", f"concept={names['concept']}", *data],
        "findings query counts": [FINDINGS, "query", "counts", *data],
        "findings show CLAIM": [FINDINGS, "show", names["claim"], *data],
        "findings query, two steps": [FINDINGS, "query", two, *data],
        "findings export --about, radius 1": [FINDINGS, "export", "--about", names["concept"], "-f", "csv", *data],
    }
    found = {}
    for name, words in commands.items():
        runs = [engines.measured(words) for _ in range(5)]
        found[name] = {part: statistics.median(run[i] for run in runs) for i, part in enumerate(("wall", "cpu", "MB"))}
    return found


def machine() -> str:
    """Say what this was measured on."""
    from importlib.metadata import version

    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    known = ("pyoxigraph", "duckdb", "rdflib", "networkx")
    versions = ", ".join(f"{name} {version(name)}" for name in known)
    import os

    cores = os.cpu_count()
    return f"{cores} cores, {int(memory.split()[1]) / 1e6:.0f} GB, Python {platform.python_version()}; {versions}"


def tables(known: dict[int, Figures]) -> str:
    """Give the figures as Markdown: ratios within a size, and growth from the second size to the third."""
    sizes = sorted(known)
    lines = [
        f"Machine: {machine()}. CPU milliseconds unless it says otherwise; in brackets the ratio to pyoxigraph.",
        "",
    ]
    measured = {name for size in sizes for name in known[size]["load"]}
    every = [engine.name for engine in engines.all_engines() if engine.name in measured]
    for size in sizes:
        lines += [f"### {size:,} claims", "", f"| | {' | '.join(every)} |", f"|---|{'---:|' * len(every)}"]
        load = known[size]["load"]
        lines.append(_row("make ready, s", [f"{load[name]:.1f}" if load.get(name) else "–" for name in every]))
        for task, found in known[size]["tasks"].items():
            lines.append(_row(task, [_cell(found.get(name), found.get("pyoxigraph")) for name in every]))
        lines.append("")
    lines += [
        "### Growth",
        "",
        f"| | {' | '.join(f'{size:,}' for size in sizes)} | the last step, × |",
        f"|---|{'---:|' * (len(sizes) + 1)}",
    ]
    for task in engines.TASKS:
        for name in ("findings, SPARQL", "findings, table"):
            lines.append(
                _growth(f"{task} ({name.split(', ')[1]}), ms", [known[s]["tasks"][task].get(name) for s in sizes])
            )
    for form in ("csv", "graphml", "parquet"):
        exports = [known[size]["exports"][form] for size in sizes]
        lines.append(_growth(f"export {form}, ms", [found["cpu"] for found in exports]))
        lines.append(_row(f"export {form}, memory, MB", [f"{found['MB']:.0f}" for found in exports] + [""]))
        if form != "parquet":
            ratios = [f"{found['cpu'] / found['ready rows']:.2f}" for found in exports]
            lines.append(_row(f"export {form}, × rows that are ready", [*ratios, ""]))
    lines += [
        "",
        "### Cold commands",
        "",
        "Seconds on the clock, in brackets CPU seconds as multiples of a bare Python.",
        "",
    ]
    lines += [f"| | {' | '.join(f'{size:,}' for size in sizes)} |", f"|---|{'---:|' * len(sizes)}"]
    for command in known[sizes[0]]["cold"]:
        cells = []
        for size in sizes:
            found, bare = known[size]["cold"][command], known[size]["cold"]["python -c pass"]
            cells.append(f"{found['wall']:.2f} ({found['cpu'] / bare['cpu']:.1f})")
        lines.append(_row(command, cells))
    return "\n".join(line for line in lines if line is not None) + "\n"


def _row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _cell(spent: float | None, peer: float | None) -> str:
    if spent is None:
        return "–"
    return f"{spent * 1000:,.2f} ({spent / peer:.2f})" if peer else f"{spent * 1000:,.2f}"


def _growth(name: str, spent: list[float | None]) -> str | None:
    if None in spent:
        return None
    known = [value for value in spent if value is not None]
    step = f"{known[-1] / known[-2]:.1f}" if len(known) > 1 else ""
    return _row(name, [f"{value * 1000:,.1f}" for value in known] + [step])


def main() -> None:
    """Measure, or write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "findings-scale")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    if not given.write:
        for size in given.sizes:
            (given.work / f"scale-{size}.json").write_text(json.dumps(measure(size, given.work), indent=1))
    known = {int(path.stem.split("-")[1]): json.loads(path.read_text()) for path in given.work.glob("scale-*.json")}
    text = tables(known)
    print(text)
    if given.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
