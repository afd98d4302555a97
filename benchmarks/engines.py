"""The engines that are compared: each loads the same claims, and answers the tasks in its own language."""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
import servers  # noqa: E402

from graph.vocabulary import PREFIXES, expand  # noqa: E402

servers.SECONDS = 600
PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
Rows = frozenset[tuple[str, ...]]


class Task(NamedTuple):
    """What is asked, in SPARQL and, where the table has it, in SQL; ``{claim}`` and others stand for names."""

    sparql: str
    sql: str = ""


TASKS = {
    "one claim": Task("SELECT ?p ?o {{ <{claim}> ?p ?o }}"),
    "outcomes of one concept": Task(
        "SELECT ?c ?o {{ ?c f:subject <{concept}> ; f:outcome ?o }}",
        "SELECT claim, outcome FROM claims WHERE subject = '{curie}'",
    ),
    "count by outcome and certainty": Task(
        "SELECT ?o ?s (COUNT(*) AS ?n) {{ ?c f:outcome ?o ; f:certainty ?s }} GROUP BY ?o ?s",
        "SELECT outcome, certainty, count(*) FROM claims GROUP BY ALL",
    ),
    "every narrower concept": Task("SELECT DISTINCT ?c {{ ?c skos:broader+ <{wide}> }}"),
    "two steps from a concept": Task(
        "SELECT DISTINCT ?b {{ ?x f:subject <{concept}> ; f:outcome ?a . ?y f:subject ?a ; f:outcome ?b }}",
        "SELECT DISTINCT y.outcome FROM claims x JOIN claims y ON x.outcome = y.subject WHERE x.subject = '{curie}'",
    ),
    "claims without a study": Task(
        "SELECT (COUNT(*) AS ?n) {{ ?c a f:Claim MINUS {{ ?c cito:isSupportedBy ?study }} }}",
        "SELECT count(*) FROM claims WHERE len(study) = 0",
    ),
    "words in a sentence": Task(
        'SELECT ?c {{ ?c a f:Claim ; rdfs:label ?l FILTER(CONTAINS(LCASE(STR(?l)), "curiosity at night")) }}',
        "SELECT claim FROM claims WHERE contains(lower(label), 'curiosity at night')",
    ),
    "the 20 most claimed pairs": Task(
        "SELECT ?s ?o (COUNT(*) AS ?n) {{ ?c f:subject ?s ; f:outcome ?o }} "
        "GROUP BY ?s ?o ORDER BY DESC(?n) ?s ?o LIMIT 20",
        "SELECT subject, outcome, count(*) AS n FROM claims GROUP BY ALL ORDER BY n DESC, subject, outcome LIMIT 20",
    ),
}


class Engine:
    """One that is timed: `load` makes what it needs of a file of Turtle, `ask` answers a task."""

    name = ""
    most = 1_000_000
    slow: ClassVar[dict[str, int]] = {}
    """Tasks that it is not given of more claims than this."""

    def load(self, turtle: Path, folder: Path) -> None:
        """Make ready."""

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        """Answer, as the engine gives it; None where it has no way to."""

    def rows(self, answer: Any) -> Rows:
        """Give an answer as text, to be compared with others."""
        return frozenset(tuple(_text(cell) for cell in row) for row in answer)

    def clock(self) -> float:
        """CPU seconds so far, of whoever does the work."""
        return time.process_time()

    def close(self) -> None:
        """Let go."""


class Ours(Engine):
    """A loaded folder through the Python API."""

    name = "findings, SPARQL"

    def load(self, turtle: Path, folder: Path) -> None:
        from graph import store
        from graph.store import loading

        if not (folder / "findings-store.json").exists():
            loading.load([turtle], folder)
        self._graph = store.from_data([folder])

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        return self._graph.answer(task.sparql.format(**names)).rows  # type: ignore[union-attr]


class OursTable(Engine):
    """The table of claims beside a loaded folder, through the Python API."""

    name = "findings, table"

    def load(self, turtle: Path, folder: Path) -> None:
        from graph import store
        from graph.commands import claim_tables

        self._graph = store.from_data([folder])
        self._held = contextlib.ExitStack()
        self._table = self._held.enter_context(claim_tables.opened(self._graph))

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        return self._table.answer(task.sql.format(**names), {}).rows if task.sql else None

    def close(self) -> None:
        self._held.close()


class Raw(Engine):
    """pyoxigraph itself, on disk."""

    name = "pyoxigraph"

    def load(self, turtle: Path, folder: Path) -> None:
        from pyoxigraph import RdfFormat, Store

        if not folder.exists():
            store = Store(str(folder))
            store.bulk_load(path=str(turtle), format=RdfFormat.TURTLE)
            store.bulk_load(path=str(ROOT / "data" / "vocabulary.ttl"), format=RdfFormat.TURTLE)
            store.optimize()
            store.flush()
            del store
        self._store = Store.read_only(str(folder))

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        return list(self._store.query(PROLOGUE + task.sparql.format(**names)))


class Rdflib(Engine):
    """rdflib, in memory: at a million claims it would need more than twenty gigabytes."""

    name = "rdflib"
    most = 100_000
    slow: ClassVar[dict[str, int]] = {"claims without a study": 10_000}  # it holds each row against each: 79 s

    def load(self, turtle: Path, folder: Path) -> None:
        import rdflib

        self._graph = rdflib.Graph()
        self._graph.parse(turtle, format="turtle")
        self._graph.parse(ROOT / "data" / "vocabulary.ttl", format="turtle")

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        return list(self._graph.query(PROLOGUE + task.sparql.format(**names)))


class Duck(Engine):
    """DuckDB itself, on the file of the table."""

    name = "DuckDB"

    def load(self, turtle: Path, folder: Path) -> None:
        import duckdb

        self._connection = duckdb.connect()
        self._connection.read_parquet(str(next(folder.glob("generation-*/claims.parquet")))).create_view("claims")

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        return self._connection.execute(task.sql.format(**names)).fetchall() if task.sql else None


class Networkx(Engine):
    """networkx, its edges read from the table."""

    name = "networkx"

    def load(self, turtle: Path, folder: Path) -> None:
        import duckdb
        import networkx as nx

        with duckdb.connect() as connection:
            table = connection.read_parquet(str(next(folder.glob("generation-*/claims.parquet"))))
            edges = table.project("subject, outcome, claim").fetchall()
        self._network = nx.MultiDiGraph()
        self._network.add_edges_from(edges)

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        if task is not TASKS["two steps from a concept"]:
            return None
        near = set(self._network.successors(names["curie"]))
        return [(reached,) for reached in {far for one in near for far in self._network.successors(one)}]


class Server(Engine):
    """A SPARQL server on this machine, asked over HTTP."""

    def load(self, turtle: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._held = contextlib.ExitStack()
        self._address = self._held.enter_context(self._started(folder, turtle))

    def ask(self, task: Task, names: dict[str, str]) -> Any:
        text = PROLOGUE + task.sparql.format(**names)
        body = urllib.parse.urlencode({"query": text, **self.named()}).encode()
        request = urllib.request.Request(
            self._address,
            body,
            {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"},
        )
        with urllib.request.urlopen(request, timeout=600) as reply:
            found = json.load(reply)
        variables = found["head"]["vars"]
        return [[row.get(name, {}).get("value", "") for name in variables] for row in found["results"]["bindings"]]

    def named(self) -> dict[str, str]:
        """Give the graphs that are asked."""
        return {}

    def clock(self) -> float:
        """CPU seconds of this process and of the server's."""
        ended = os.times()
        return time.process_time() + ended.children_user + ended.children_system + sum(map(_cpu, _children()))

    def close(self) -> None:
        self._held.close()

    def _started(self, folder: Path, turtle: Path) -> contextlib.AbstractContextManager[str]:
        raise NotImplementedError


class Oxigraph(Server):
    """The server of the oxigraph package."""

    name = "oxigraph server"

    def _started(self, folder: Path, turtle: Path) -> contextlib.AbstractContextManager[str]:
        return servers.oxigraph(folder, turtle)


class Virtuoso(Server):
    """Virtuoso 7, the server of Debian."""

    name = "Virtuoso"

    def _started(self, folder: Path, turtle: Path) -> contextlib.AbstractContextManager[str]:
        return servers.virtuoso(folder, turtle, most=2_000_000, buffers=400_000)

    def named(self) -> dict[str, str]:
        return {"default-graph-uri": servers.ARTICLE_GRAPH}


def all_engines() -> list[Engine]:
    """Give those that can be started here; the first is what the others must agree with."""
    found: list[Engine] = [Ours(), Raw(), OursTable(), Duck(), Networkx(), Rdflib()]
    found += [] if servers.why_no_oxigraph() else [Oxigraph()]
    found += [] if servers.why_no_virtuoso() else [Virtuoso()]
    return found


def names_in(graph: Any) -> dict[str, str]:
    """Choose what is asked for: a claim, a concept that is neither rare nor frequent, and a wide one."""
    from graph.vocabulary import shorten

    subjects = "SELECT ?s (COUNT(*) AS ?n) { ?c f:subject ?s } GROUP BY ?s ORDER BY DESC(?n) ?s"
    ranked = [row["s"] for row in graph.select(subjects).dicts()]
    wide = "SELECT ?w (COUNT(*) AS ?n) { ?c skos:broader ?w } GROUP BY ?w ORDER BY DESC(?n) ?w LIMIT 1"
    (broad,) = graph.select(wide).dicts()
    claim = graph.select("SELECT ?c { ?c a f:Claim } LIMIT 1").dicts()[0]["c"]
    concept = ranked[len(ranked) // 10]
    return {"claim": claim, "concept": concept, "curie": shorten(concept), "wide": broad["w"]}


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    text = str(getattr(cell, "value", cell))
    return expand(text) if text.split(":", maxsplit=1)[0] in PREFIXES else text


def _children() -> Iterator[int]:
    found: dict[int, list[int]] = defaultdict(list)
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parts = place.read_text().rsplit(")", 1)[1].split()
            found[int(parts[1])].append(int(place.parent.name))
    front = list(found.get(os.getpid(), ()))
    while front:
        number = front.pop()
        yield number
        front += found.get(number, [])


def _cpu(number: int) -> float:
    try:
        parts = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


# A process begins with the memory of the one that starts it, so a small one starts what is measured.
_MEASURE = """
import resource, subprocess, sys, time
begun = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def measured(words: list[str]) -> tuple[float, float, float]:
    """Run a command: its seconds, its CPU seconds, and the most memory it held, in MB."""
    done = subprocess.run([sys.executable, "-c", _MEASURE, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr}")
    wall, cpu, memory = map(float, done.stdout.split())
    return wall, cpu, memory
