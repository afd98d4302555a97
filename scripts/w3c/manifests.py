"""The manifests of the W3C's test suites: which tests there are, and what each is made of."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlparse

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SYNTAXES = {
    "turtle": (RdfFormat.TURTLE, "Turtle"),
    "trig": (RdfFormat.TRIG, "TriG"),
    "ntriples": (RdfFormat.N_TRIPLES, "N-Triples"),
    "nquads": (RdfFormat.N_QUADS, "N-Quads"),
}
BASES = {
    "turtle": ("http://www.w3.org/2013/TurtleTests/", "http://w3c.github.io/rdf-tests/turtle/"),
    "trig": (
        "http://www.w3.org/2013/TriGTests/",
        "http://www.w3.org/2013/TrigTests/",
        "http://w3c.github.io/rdf-tests/trig/",
    ),
}
"""The addresses that a manifest means which names none: they were moved, and copies differ."""
NOT_QUERIES = {"ProtocolTest", "ServiceDescriptionTest", "GraphStoreProtocolTest"}
LEFT_OUT = {"entailment": "reasoning", "service": "another server", "protocol": "see tests/test_serve_w3c_protocol.py"}


class Test(NamedTuple):
    """A test: its group, its name, its kind as the manifest calls it, its files, and the folder of its manifest."""

    group: str
    name: str
    kind: str
    query: Path
    data: tuple[str, ...]
    graphs: tuple[str, ...]
    result: Path | None
    bases: tuple[str, ...]
    is_lax: bool


def tests(folder: Path) -> Iterator[Test]:
    """Give the tests of every manifest in a folder."""
    for manifest in sorted(folder.rglob("manifest*.ttl")):
        store = stored(parse(manifest.read_bytes(), RdfFormat.TURTLE, base_iri=manifest.resolve().as_uri()))
        entries = {q.object for q in store.quads_for_pattern(None, NamedNode(f"{MF}entries"), None)}
        for head in sorted(entries, key=str):
            yield from filter(None, (_test(store, entry, manifest) for entry in _listed(store, head)))


def stored(quads: Iterable[Quad]) -> Store:
    """Put quads into a store in memory."""
    store = Store()
    store.extend(quads)
    return store


def _listed(store: Store, head: Any) -> Iterator[Any]:
    while head is not None and head != NamedNode(f"{RDF}nil"):
        yield one(store, head, f"{RDF}first")
        head = one(store, head, f"{RDF}rest")


def one(store: Store, subject: Any, predicate: str) -> Any:
    """Give one object of a subject and a property, or None."""
    return next((q.object for q in store.quads_for_pattern(subject, NamedNode(predicate), None)), None)


def _all(store: Store, subject: Any, predicate: str) -> tuple[str, ...]:
    found = (q.object for q in store.quads_for_pattern(subject, NamedNode(predicate), None))
    return tuple(sorted(node.value for node in found if isinstance(node, NamedNode)))


def _test(store: Store, entry: Any, manifest: Path) -> Test | None:
    kind, action = one(store, entry, f"{RDF}type"), one(store, entry, f"{MF}action")
    if kind is None:
        return None
    kind, name = kind.value.rpartition("#")[2], entry.value.rpartition("#")[2]
    group = _group(kind, manifest)
    is_file = isinstance(action, NamedNode)
    query = action if is_file or action is None else one(store, action, f"{QT}query")
    result = one(store, entry, f"{MF}result")
    assumed = [q.object.value for q in store.quads_for_pattern(None, NamedNode(f"{MF}assumedTestBase"), None)]
    bases = tuple(assumed or BASES.get(_suite(manifest), ()))
    data, graphs = ((), ()) if is_file else (_all(store, action, f"{QT}{kind_}") for kind_ in ("data", "graphData"))
    path = path_of(query.value) if isinstance(query, NamedNode) else manifest
    expected = path_of(result.value) if isinstance(result, NamedNode) else None
    is_lax = one(store, entry, f"{MF}resultCardinality") == NamedNode(f"{MF}LaxCardinality")
    return Test(group, name, kind, path, data, graphs, expected, bases, is_lax)


def _suite(path: Path) -> str:
    """Name the suite of a syntax by the folder of a manifest, however a copy spells it."""
    return path.parent.name.lower().removeprefix("rdf-").replace("-", "")


def path_of(iri: str) -> Path:
    """Give the file that an address of a manifest means."""
    return Path(unquote(urlparse(iri).path))


def _group(kind: str, manifest: Path) -> str:
    suite, of_syntax = manifest.parent.name, _suite(manifest)
    if suite in LEFT_OUT or "Update" in kind or kind in NOT_QUERIES:
        return f"left out: {LEFT_OUT.get(suite, 'updates and the like')}"
    if kind.startswith("Test") and of_syntax in SYNTAXES:
        return SYNTAXES[of_syntax][1]
    if kind not in {"QueryEvaluationTest", "CSVResultFormatTest"} and "SyntaxTest" not in kind:
        return "left out: other syntaxes"
    if suite in {"csv-tsv-res", "json-res"}:
        return "SPARQL 1.1 results"
    old = any("data-r2" in part or "DAWG" in part or "sparql10" in part for part in manifest.parts)
    return "SPARQL 1.0 query" if old else "SPARQL 1.1 query"
