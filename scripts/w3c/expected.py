"""What a suite expects of a query, and whether an answer is that.

Literals are compared as they are written, numbers and truth values by datatype and value; the order of rows only where
the suite numbers them.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from w3c.manifests import Test, one, path_of, stored

from graph import rdf

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RESULTS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
Row = dict[str, Any]
Rows = tuple[list[str], list[Row], bool]


def canonical(quads: Iterable[Quad]) -> set[str]:
    """Give quads with blank nodes named by what is said of them."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def quads_of(iri: str) -> list[Quad]:
    """Read a file by our reader; blank nodes of two files are never the same."""
    path = path_of(iri)
    quads = rdf.from_bytes(path.read_bytes(), rdf.FORMATS[path.suffix], path.name, iri)
    names: dict[BlankNode, BlankNode] = defaultdict(BlankNode)

    def apart(term: Any) -> Any:
        return names[term] if isinstance(term, BlankNode) else term

    return [Quad(apart(q.subject), q.predicate, apart(q.object), q.graph_name) for q in quads]


def compared(test: Test, answer: bytes, media_type: str) -> str:
    """Compare an answer with what the suite expects."""
    assert test.result
    if media_type == "application/n-triples":
        expected = quads_of(test.result.as_uri())
        return "" if canonical(parse(answer, RdfFormat.N_TRIPLES)) == canonical(expected) else "other triples"
    if test.result.suffix == ".csv":
        got, wanted = (_csv(text) for text in (answer, test.result.read_bytes()))
    else:
        form = next(form for form in RESULTS.values() if form.media_type.partition(";")[0] == media_type)
        got = _results(parse_query_results(answer, form))
        wanted = _expected(test.result)
    if isinstance(got, bool) or isinstance(wanted, bool):
        return "" if got == wanted else f"{got}, not {wanted}"
    if not set(wanted[0]) <= set(got[0]):
        return f"variables {got[0]}, not {wanted[0]}"
    if canonical(_as_quads(got[1], test.is_lax)) != canonical(_as_quads(wanted[1], test.is_lax)):
        return f"{len(got[1])} rows, not these {len(wanted[1])}: {_difference(got[1], wanted[1])}"
    return "other order" if wanted[2] and _order(got[1]) != _order(wanted[1]) else ""


def _difference(got: list[Row], wanted: list[Row]) -> str:
    one, other = (Counter(map(str, _order(rows))) for rows in (got, wanted))
    return f"got {next(iter(one - other), 'none')} too much, {next(iter(other - one), 'none')} is missing"


def _results(found: Any) -> Rows | bool:
    if not isinstance(found, QuerySolutions):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return names, [{name: row[name] for name in names if row[name] is not None} for row in found], False


def _expected(path: Path) -> Rows | bool:
    if path.suffix in RESULTS:
        return _results(parse_query_results(path.read_bytes(), RESULTS[path.suffix]))
    store = stored(rdf.from_bytes(path.read_bytes(), rdf.FORMATS[path.suffix], path.name, path.as_uri()))
    whole = next(q.subject for q in store.quads_for_pattern(None, None, NamedNode(f"{RS}ResultSet")))
    truth = one(store, whole, f"{RS}boolean")
    if truth is not None:
        return bool(truth.value == "true")
    names = [q.object.value for q in store.quads_for_pattern(whole, NamedNode(f"{RS}resultVariable"), None)]
    rows: list[tuple[int, Row]] = []
    for solution in store.quads_for_pattern(whole, NamedNode(f"{RS}solution"), None):
        place = one(store, solution.object, f"{RS}index")
        bindings = [q.object for q in store.quads_for_pattern(solution.object, NamedNode(f"{RS}binding"), None)]
        row = {one(store, b, f"{RS}variable").value: one(store, b, f"{RS}value") for b in bindings}
        rows.append((int(place.value) if place else 0, row))
    return names, [row for _, row in sorted(rows, key=lambda row: row[0])], any(place for place, _ in rows)


def _csv(text: bytes) -> Rows:
    names, *rows = csv.reader(io.StringIO(text.decode(), newline=""))
    return names, [dict(zip(names, map(_cell, row), strict=True)) for row in rows], False


def _cell(text: str) -> Any:
    try:
        return Literal(repr(float(text)))
    except ValueError:
        return BlankNode(text[2:]) if text.startswith("_:") else Literal(text)


def _as_quads(rows: list[Row], is_lax: bool) -> Iterator[Quad]:
    """Give rows as a graph, so that blank nodes can be compared: a node a distinct row, with how often it occurs."""
    counted = Counter(tuple((name, _value(row[name])) for name in sorted(row)) for row in rows)
    for row, count in counted.items():
        node = BlankNode()
        yield Quad(node, NamedNode("urn:count"), Literal(1 if is_lax else count))
        for name, term in row:
            yield Quad(node, NamedNode(f"urn:variable:{name}"), term)


def _value(term: Any) -> Any:
    """Give a term, and a number in one form for each value."""
    if not isinstance(term, Literal):
        return term
    kind = term.datatype.value.rpartition("#")[2]
    if kind == "boolean" and term.value in {"0", "1"}:
        return Literal(term.value == "1")
    try:
        if kind in {"integer", "decimal"}:
            return Literal(str(Decimal(term.value).normalize() + 0), datatype=term.datatype)
        if kind in {"double", "float"}:
            return Literal(repr(float(term.value)), datatype=term.datatype)
    except (InvalidOperation, ValueError):
        return term
    return term


def _order(rows: list[Row]) -> list[Any]:
    return [
        {name: "_:" if isinstance(row[name], BlankNode) else str(_value(row[name])) for name in sorted(row)}
        for row in rows
    ]
