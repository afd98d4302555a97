"""Every named question at a size: the same rows from a loaded folder, two servers and the table, and what it costs.

    .venv/bin/python benchmarks/questions.py [CLAIMS] [--work FOLDER]

Of each question: CPU time through the Python API as a multiple of what pyoxigraph itself takes for the same text, and
whether each server's rows are those of the folder, in the same order. A question that takes longer than a minute, or
that is refused of so many claims, is named.
"""

import argparse
import contextlib
import pickle
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
import made_up  # noqa: E402
import servers  # noqa: E402

from graph import bounded, queries, questions, sparql, store  # noqa: E402
from graph.ask import Solutions  # noqa: E402
from graph.commands import claim_tables  # noqa: E402
from graph.errors import GraphError, LimitError  # noqa: E402
from graph.questions import Question  # noqa: E402
from graph.store import GraphStore, loading  # noqa: E402

LIMIT, MEGABYTES = 60, 8_000
HEAD = "| question | rows | CPU ms | × pyoxigraph | table, CPU ms | same as the folder |\n|---|---:|---:|---:|---:|---|"


@contextlib.contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Give up after some seconds, where Python is asked in between."""

    def end(number: int, frame: Any) -> None:
        raise TimeoutError(f"more than {seconds} s")

    signal.signal(signal.SIGALRM, end)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def alone(work: Callable[[], Any]) -> Any:
    """Do it in a process of its own, which can be ended: pyoxigraph does not stop when it is told to."""
    return pickle.loads(bounded.run(lambda: pickle.dumps(work()), LIMIT, MEGABYTES))


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the median of CPU times, and what came of it."""
    times: list[float] = []
    while not times or (sum(times) < 2 and len(times) < 7):
        begun = time.process_time()
        answer = work()
        times.append(time.process_time() - begun)
    return statistics.median(times), answer


def main() -> None:
    """Ask everything of everyone, and print a row a question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", nargs="?", type=int, default=100_000)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "findings-scale")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    turtle, folder = chosen.work / f"{chosen.claims}.ttl", chosen.work / f"{chosen.claims}-ours"
    if not turtle.exists():
        made_up.write(chosen.claims, turtle)
    if not (folder / "findings-store.json").exists():
        loading.load([turtle], folder)
    graph = store.from_data([folder])
    with contextlib.ExitStack() as held:
        table = held.enter_context(claim_tables.opened(graph))
        elsewhere = _servers(held, graph, turtle)
        print(HEAD)
        ratios = [ratio for q in questions.list_all() if (ratio := _row(q, graph, table, elsewhere)) is not None]
    print(f"\nmedian of the ratios {statistics.median(ratios):.2f}, most {max(ratios):.2f}")


def _servers(held: contextlib.ExitStack, graph: GraphStore, turtle: Path) -> dict[str, GraphStore]:
    from pyoxigraph import RdfFormat, serialize

    from graph.store import derived

    follows = turtle.with_suffix(".nq")
    with follows.open("wb") as out:
        serialize(derived.quads(graph), out, RdfFormat.N_QUADS)
    files = turtle, ROOT / "data" / "vocabulary.ttl", follows
    found = {}
    for name, start, why in (
        ("oxigraph", servers.oxigraph_in_memory, servers.why_no_oxigraph()),
        ("Virtuoso", servers.virtuoso, servers.why_no_virtuoso()),
    ):
        if not why:
            place = Path(held.enter_context(tempfile.TemporaryDirectory(dir=turtle.parent)))
            more = {"most": 2_000_000, "buffers": 200_000} if name == "Virtuoso" else {}
            address = held.enter_context(start(place, *files, **more))  # type: ignore[operator]
            found[name] = store.from_data([f"{address}?default-graph-uri={servers.ARTICLE_GRAPH}"])
    return found


def _row(question: Question, graph: GraphStore, table: Any, elsewhere: dict[str, GraphStore]) -> float | None:
    """Ask a question of all, print its row, and give the ratio to pyoxigraph."""
    try:
        values = made_up.given(question, graph)
        text = queries.bind(question, values, graph)
        ours, rows = alone(lambda: _timed_rows(lambda: queries.tidy(question, graph.select(text))))
        index, full = graph.index(), sparql.with_prefixes(text)  # type: ignore[attr-defined]
        raw, _ = alone(lambda: spent(lambda: len(list(index.query(full)))))
    except GraphError as error:
        kind = "refused" if isinstance(error, LimitError) else "not asked"
        print(f"| {question.name} | | | | | {kind}: {str(error).splitlines()[0]} |", flush=True)
        return None
    by_table = ""
    if question.table:
        terms = queries.terms(question, values, graph)
        cost, found = spent(lambda: table.answer(questions.sql(question), terms))
        by_table = f"{cost * 1000:.1f}" if servers.rows(found) == rows else "OTHER ROWS"
    said = [f"{name}: {_compared(question, text, rows, other)}" for name, other in elsewhere.items()]
    cells = [question.name, str(len(rows)), f"{ours * 1000:.1f}", f"{ours / raw:.2f}", by_table, ", ".join(said)]
    print(f"| {' | '.join(cells)} |", flush=True)
    return ours / raw


def _timed_rows(ask: Callable[[], Solutions]) -> tuple[float, list[tuple[str, ...]]]:
    cost, answer = spent(ask)
    return cost, servers.rows(answer)


def _compared(question: Question, text: str, rows: Any, other: GraphStore) -> str:
    try:
        with limited(LIMIT):
            found = queries.tidy(question, other.select(text))
    except (GraphError, TimeoutError) as error:
        return f"no answer ({str(error).splitlines()[0]})"
    return "yes" if servers.rows(found) == rows else f"OTHER: {len(found.rows)} rows"


if __name__ == "__main__":
    main()
