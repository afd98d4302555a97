"""What a page costs to open, against the page that pyvis makes of the same network, in one run.

Of each page: its size; when the first paint was (ms after navigation began); and the CPU seconds, user and system, that
the browser's processes used from the order to open it until nothing happened any more. A page that is not at rest
after a time limit is stopped there, and its figure stands with a "more than".

Usage: python benchmarks/page.py [CONCEPTS ...]
"""

import contextlib
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from benchmarks import synthetic  # noqa: E402
from graph import layout, network, page  # noqa: E402
from graph.claims import Findings  # noqa: E402
from graph.commands.page import MOST_CONCEPTS, pictures  # noqa: E402

SIZES = (60, 1000, 5000, 20000)
ROUNDS, LIMIT = 3, 90.0
STILL, PAUSE = 0.02, 1.0
CHROMIUM = os.environ.get("FINDINGS_CHROMIUM", "/usr/bin/chromium")
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
PAINTED = "(performance.getEntriesByName('first-paint')[0] || {}).startTime || null"


class Opening(NamedTuple):
    """First paint in ms, or None; CPU seconds; whether the page came to rest."""

    paint: float | None
    cpu: float
    rests: bool


def ours(findings: Findings, path: Path) -> None:
    """Write the page as the command does: whole, or in groups."""
    made = network.from_findings(findings)
    if len(made) > MOST_CONCEPTS:
        from graph.page import large

        groups = layout.grouped(made)
        path.write_text(large.render_large(made, findings, groups, beside="claims.csv"), encoding="utf-8")
    else:
        path.write_text(page.render(made, findings, pictures(made, findings)), encoding="utf-8")


def stock(findings: Findings, path: Path) -> None:
    """Write the page of pyvis as its own documentation does, everything in one file."""
    from pyvis.network import Network

    drawn = Network(directed=True, cdn_resources="in_line")
    for concept in findings.concepts.values():
        drawn.add_node(concept.iri, label=concept.label)
    for claim in findings.claims.values():
        drawn.add_edge(claim.subject, claim.outcome, title=claim.label)
    path.write_text(drawn.generate_html(), encoding="utf-8")


def opened(started: Any, path: Path) -> Opening:
    """Open a page in a browser of its own and wait until it rests."""
    running = started.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
    with _closing(running):
        context = running.new_context(viewport={"width": 1280, "height": 720}, offline=True)
        tab = context.new_page()
        tab.goto("about:blank")
        time.sleep(PAUSE)
        before, start = _cpu(), time.monotonic()
        tab.goto(path.as_uri(), wait_until="commit")
        used, rests = before, False
        while not rests and time.monotonic() - start < LIMIT:
            time.sleep(PAUSE)
            now = _cpu()
            rests, used = now - used < STILL, now
        paint = tab.evaluate(PAINTED) if rests else None
        return Opening(paint, used - before, rests)


def main() -> None:
    """Measure each size and print a table."""
    from playwright.sync_api import sync_playwright

    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print(f"{'concepts':>8} {'page':>8} {'MB':>6} {'made in s':>9} {'first paint ms':>14} {'CPU-s':>8}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        for size in sizes:
            findings = synthetic.findings(size)
            for name, write in (("ours", ours), ("stock", stock)):
                path = Path(folder) / f"{name}.html"
                taken = _timed(write, findings, path)
                openings = _openings(started, path)
                print(f"{size:8} {name:>8} {path.stat().st_size / 1e6:6.2f} {taken:9.1f} {_row(openings)}", flush=True)


def _openings(started: Any, path: Path) -> list[Opening]:
    """Open a page some times; one that does not come to rest only once."""
    found = [opened(started, path)]
    while found[-1].rests and len(found) < ROUNDS:
        found.append(opened(started, path))
    return found


def _row(openings: list[Opening]) -> str:
    paints = [opening.paint for opening in openings if opening.paint is not None]
    paint = f"{statistics.median(paints):14.0f}" if paints else f"{'–':>14}"
    more = " " if all(opening.rests for opening in openings) else ">"
    return f"{paint} {more}{statistics.median(opening.cpu for opening in openings):7.2f}"


def _timed(write: Callable[[Findings, Path], None], findings: Findings, path: Path) -> float:
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        write(findings, path)
    return time.perf_counter() - start


def _cpu() -> float:
    """Add up the CPU seconds of every browser process that this one started; the system tells them in ``/proc``."""
    told = [_of_process(path) for path in Path("/proc").glob("[0-9]*/stat")]
    parents = {process: parent for process, parent, _, _ in told}
    return sum(used for process, _, name, used in told if "chrom" in name and _is_ours(process, parents))


def _of_process(path: Path) -> tuple[int, int, str, float]:
    """Give number, parent, name and CPU seconds of a process, or zeros if it has ended."""
    try:
        before, after = path.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)
    except (FileNotFoundError, ProcessLookupError):
        return 0, 0, "", 0.0
    fields = after.split()
    number, name = before.split(" (", 1)
    return int(number), int(fields[1]), name, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_ours(process: int, parents: Mapping[int, int]) -> bool:
    while process > 1 and process != os.getpid():
        process = parents.get(process, 0)
    return process == os.getpid()


@contextlib.contextmanager
def _closing(running: Any) -> Iterator[None]:
    try:
        yield
    finally:
        running.close()


if __name__ == "__main__":
    main()
