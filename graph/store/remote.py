"""A SPARQL 1.1 endpoint somewhere else, asked through the same questions as files are."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from graph import sparql
from graph.ask import Answer, Solutions, Term, Triples, value, values
from graph.errors import DataError, FileError, LimitError, Place, QueryError, UsageError
from graph.store import derived, paging
from graph.store.answering import MOST_QUADS, GraphStore, in_order
from graph.store.endpoint import ROWS, TRIPLES, Endpoint, Reply
from graph.vocabulary import ACROSS, LITERATURE_GRAPH, PREFIXES, SHORTCUTS, STANDINGS_GRAPH

PAGE = 10_000
SUSPICIOUS = 1_000
AT_ONCE = 100
DERIVED = (SHORTCUTS, STANDINGS_GRAPH, ACROSS)
_BOOLEAN = NamedNode(f"{PREFIXES['xsd']}boolean")


class RemoteStore(GraphStore):
    """An endpoint.

    Parameters
    ----------
    address : str
        Where it takes queries; ``?default-graph-uri=…``, repeatable, names the graphs to ask, if not the default one.
    layer : {"all", "article"}
        "article" leaves out the graph `LITERATURE_GRAPH`.
    strict : bool
        Whether it is a fault if the address does not name that graph; else the endpoint is asked for all it holds.

    Raises
    ------
    UsageError
        If the address or a setting of the environment is not right, or the layer cannot be told from the rest.
    """

    forms = "numbers and dates come as the endpoint writes them: 0.30 may come as 0.3"

    def __init__(self, address: str, layer: str = "all", *, strict: bool = True) -> None:
        self.endpoint = Endpoint(address, _seconds())
        if layer == "article":
            kept = [(name, iri) for name, iri in self.endpoint.graphs if iri != LITERATURE_GRAPH]
            if strict and kept == self.endpoint.graphs:
                raise UsageError(
                    "the literature cannot be told from the rest of this endpoint",
                    advice=f"load it into a graph of its own and add &default-graph-uri={LITERATURE_GRAPH}",
                )
            self.endpoint.graphs = kept
        self._derived: set[str] | None = None

    @property
    def files(self) -> Mapping[str, Iterable[Quad]]:
        """What its default graph holds, under its address, read page by page as it is asked for."""
        return {self.endpoint.address: _Quads(self)}

    def answer_file(self, query: str, name: str) -> Answer:
        """Answer a query, with `name` as the file that messages speak of.

        Raises
        ------
        QueryError
            If it is not valid, or asks for what is derived and the endpoint does not hold that.
        LimitError, FileError
            If the endpoint gives up, cannot be reached, or is none.
        """
        sparql.refuse_hazards(query, name)
        text = sparql.with_prefixes(query)
        self._require_derived(query, name)
        try:
            if sparql.form(query) in {"CONSTRUCT", "DESCRIBE"}:
                return self._triples(query, text, name)
            return self._rows(query, text, name)
        except QueryError:
            _refuse_invalid(query, text, name)
            raise

    def describe(self, iris: Collection[str]) -> Triples:
        """Give every triple about `iris`, in the forms of the endpoint."""
        known = sorted(iris)
        found: Triples = []
        for start in range(0, len(known), AT_ONCE):
            block = values("s", known[start : start + AT_ONCE])
            rows = self.select(f"SELECT DISTINCT ?s ?p ?o {{ {block} ?s ?p ?o }}").rows
            found += [Triple(*cast("tuple[NamedNode, NamedNode, Term]", row)) for row in rows]
        return found

    def _require_derived(self, query: str, name: str) -> None:
        wanted = [graph for graph in DERIVED if graph in query] if sparql.uses_named_graphs(query) else []
        if not wanted:
            return
        derived.refuse_uncompared(self, query)
        if self._derived is None:
            asked = " UNION ".join(f"{{ GRAPH <{graph}> {{ ?s ?p ?o }} BIND(<{graph}> AS ?g) }}" for graph in DERIVED)
            reply = self._ask(f"SELECT DISTINCT ?g {{ {asked} }}", ROWS, "query")
            self._derived = {value(row[0]) for row in self._solutions(reply).rows}
        for graph in wanted:
            if graph not in self._derived and (graph != ACROSS or derived.has_sources(self)):
                raise QueryError(
                    f"the endpoint has no graph <{graph}>, which is derived from the claims",
                    Place(name),
                    "findings export --derived -o derived.nq with the same --data, and load that file there",
                )

    def _ask(self, text: str, accept: str, name: str) -> Reply:
        graphs = tuple(("named-graph-uri", graph) for graph in DERIVED)
        return self.endpoint.ask(text, accept, name, graphs)

    def _rows(self, query: str, text: str, name: str) -> Solutions | bool:
        result = self._parsed(self._ask(text, ROWS, name))
        if isinstance(result, bool):
            return result
        if sparql.form(query) == "ASK":  # there are engines that give the row 1 for true and no row for false
            return bool(result.rows)
        if len(result.rows) >= SUSPICIOUS:
            result = self._whole(text, name, result)
        return result if sparql.is_ordered(query) else Solutions(result.variables, in_order(result.rows))

    def _whole(self, text: str, name: str, first: Solutions) -> Solutions:
        """See whether an answer is whole, which many endpoints do not say, and get the rest of it in pages."""
        counted = self._solutions(self._ask(paging.count(text), ROWS, name)).rows[0][0]
        total = int(value(counted))
        if len(first.rows) == total:
            return first
        rows: list[tuple[Term | None, ...]] = []
        while len(rows) < total:
            asked = paging.page(text, first.variables, len(rows), PAGE)
            more = self._solutions(self._ask(asked, ROWS, name)).rows
            if not more:
                raise LimitError(
                    f"the endpoint gives {len(rows)} of {total} rows", Place(self.endpoint.address), "ask for less"
                )
            rows += more
        return Solutions(first.variables, rows)

    def _solutions(self, reply: Reply) -> Solutions:
        found = self._parsed(reply)
        if isinstance(found, bool):
            raise self._none(reply)
        return found

    def _parsed(self, reply: Reply) -> Solutions | bool:
        form = QueryResultsFormat.from_media_type(reply.media_type)
        if form is None:
            raise self._none(reply)
        try:
            result = parse_query_results(reply.body, form)
            if isinstance(result, QueryBoolean):
                return bool(result)
            rows = [tuple(map(_canonical, row)) for row in result]
            return Solutions(tuple(v.value for v in result.variables), rows)
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(error) from error

    def _triples(self, query: str, text: str, name: str) -> Triples:
        reply = self._ask(text, TRIPLES, name)
        form = RdfFormat.from_media_type(reply.media_type)
        if form is None:
            raise self._none(reply)
        try:
            found = {Triple(q.subject, q.predicate, q.object) for q in parse(reply.body, form)}
        except (SyntaxError, ValueError) as error:
            raise self._unreadable(error) from error
        if len(found) >= SUSPICIOUS and sparql.form(query) == "CONSTRUCT":
            found = self._made_of_rows(text, name)
        return sorted(found, key=str)

    def _made_of_rows(self, text: str, name: str) -> set[Triple]:
        """Make the triples of a CONSTRUCT here, of rows that are known to be whole: endpoints cut triples unsaid."""
        select, template = paging.of_construct(text)
        rows = self._rows(select, select, name)
        if isinstance(rows, bool):
            return set()
        if any(isinstance(term, BlankNode) for row in rows.rows for term in row):
            place = Place(self.endpoint.address)
            raise LimitError("a long CONSTRUCT over nodes without names may be cut short", place, "ask with SELECT")
        prologue = paging.taken_apart(text).prologue
        names, maker = " ".join(f"?{variable}" for variable in rows.variables), Store()
        made: set[Triple] = set()
        for start in range(0, len(rows.rows), PAGE):
            part = rows.rows[start : start + PAGE]
            cells = "\n".join(f"({' '.join('UNDEF' if t is None else str(t) for t in row)})" for row in part)
            query = f"{prologue}\nCONSTRUCT {template} WHERE {{ VALUES ({names}) {{ {cells} }} }}"
            made.update(cast("Iterable[Triple]", maker.query(query)))
        return made

    def _unreadable(self, error: Exception) -> DataError:
        place = Place(self.endpoint.address)
        return DataError(f"an answer that cannot be read: {error}", place, "ask again, or look into its log")

    def _none(self, reply: Reply) -> FileError:
        return FileError(
            f"no answer of SPARQL, but {reply.media_type or 'something without a type'}", Place(self.endpoint.address),
            "check the path: often it ends with /sparql or /query",
        )  # fmt: skip


class _Quads(Iterable[Quad]):
    """Everything in the default graph of an endpoint, property by property."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Quad]:
        """Read it."""
        store, default = self._store, DefaultGraph()
        place = Place(store.endpoint.address)
        (counted,) = store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").dicts()
        if counted["n"] > MOST_QUADS:
            raise LimitError(
                f"{counted['n']} triples are too many to be read as a whole",
                place,
                "check the files before they are loaded",
            )
        for (predicate,) in store.select("SELECT DISTINCT ?p { ?s ?p ?o }").rows:
            for subject, thing in store.select(f"SELECT ?s ?o {{ ?s {predicate} ?o }}").rows:
                yield Quad(cast("NamedNode", subject), cast("NamedNode", predicate), cast("Term", thing), default)


def _canonical(term: Term | None) -> Term | None:
    """Write a truth value as other engines do, where one writes it as 0 or 1."""
    if isinstance(term, Literal) and term.datatype == _BOOLEAN and term.value in {"0", "1"}:
        return Literal("true" if term.value == "1" else "false", datatype=_BOOLEAN)
    return term


def _seconds() -> float:
    given = os.environ.get("FINDINGS_TIMEOUT", "60")
    try:
        seconds = float(given)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise UsageError(f"FINDINGS_TIMEOUT is '{given}', which is no number of seconds", advice="FINDINGS_TIMEOUT=60")
    return seconds


def _refuse_invalid(query: str, text: str, name: str) -> None:
    """Say where a query that an endpoint refused is not SPARQL 1.1, as an engine of our own reads it."""
    try:
        Store().query(text)
    except SyntaxError as error:
        raise sparql.located(error, query, name) from error
