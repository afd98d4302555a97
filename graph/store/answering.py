"""What every store is: something that answers SPARQL, and says which version of the data it holds."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import ClassVar, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, Store, Triple

from graph import rdf, sparql
from graph.ask import Answer, Labels, Solutions, Term, Triples, labelled
from graph.store import ordering
from graph.vocabulary import ACROSS, WITHDRAWN

MOST_QUADS = 2_000_000


_Graphs = list[NamedNode | BlankNode | DefaultGraph]
_WITHDRAWN = NamedNode(WITHDRAWN)


class GraphStore(ABC):
    """Whatever holds a graph and answers SPARQL 1.1 for it: an implementation of `graph.ask.Ask`.

    Attributes
    ----------
    forms : str
        What is to be said of numbers and dates that leave it; nothing where they keep the form in which they were
        written ("0.30" stays "0.30").
    """

    forms: ClassVar[str] = ""

    def answer(self, query: str) -> Answer:
        """Answer any query form; rows without ORDER BY are sorted.

        Raises
        ------
        QueryError
            If the query is not valid SPARQL, or is an update, or calls SERVICE.
        """
        return self.answer_file(query, "query")

    @abstractmethod
    def answer_file(self, query: str, name: str) -> Answer:
        """Answer a query, with `name` as the file that messages speak of."""

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""
        return cast("Solutions", self.answer(query))

    def construct(self, query: str) -> Triples:
        """Answer a CONSTRUCT or DESCRIBE."""
        return cast("Triples", self.answer(query))

    @abstractmethod
    def describe(self, iris: Collection[str]) -> Triples:
        """Give every triple whose subject is one of `iris`."""

    def _refuse(self, query: str, name: str) -> None:
        """Refuse what is not to be asked, and comparisons where there are too many claims to make them."""
        sparql.refuse_hazards(query, name)
        if ACROSS in query:
            from graph.store import derived

            derived.refuse_uncompared(self, query)

    @property
    @abstractmethod
    def files(self) -> Mapping[str, Iterable[Quad]]:
        """What each file, or whatever it was read from, holds, by its name: everything but what is derived."""

    @property
    def withdrawn(self) -> Collection[Quad]:
        """What was said of withdrawn claims, if it is kept apart."""
        return ()

    def whole(self) -> "GraphStore":
        """Give a store in which what was withdrawn answers like the rest."""
        return self

    def labels(self, iris: Collection[str]) -> Mapping[str, str]:
        """Give the words for some IRIs, where there are any."""
        from graph import lookup

        return lookup.labels(self, iris)

    @property
    def quads(self) -> Iterable[Quad]:
        """Every quad of the files."""
        return (quad for quads in self.files.values() for quad in quads)

    def version(self) -> str:
        """The version that the data says it has, or an empty string."""
        return self._declared("version")

    def date(self) -> str:
        """The ISO date that the data says it was changed, or an empty string."""
        return self._declared("date")

    def _declared(self, part: str) -> str:
        from graph import records
        from graph.claims import Findings

        return Findings({}, {}, datasets=records.read_datasets(self)).declared(part)


class IndexStore(GraphStore):
    """An Oxigraph store of this process, that everything is asked of.

    Parameters
    ----------
    store : pyoxigraph.Store
        It holds the files in its default graph, and what is derived in graphs of their own.
    name : str
        What it is called where something is said of its content.
    is_whole : bool
        Whether withdrawn claims, which stand in a graph of their own, answer like the rest.
    """

    forms = "numbers and dates come as the store writes them: 0.30 may come as 0.3"

    def __init__(self, store: Store, name: str, *, is_whole: bool = False) -> None:
        self.name = name
        self._store = store
        self.is_whole = is_whole
        self._graphs: _Graphs = [DefaultGraph(), _WITHDRAWN] if is_whole else [DefaultGraph()]

    @property
    def withdrawn(self) -> Collection[Quad]:
        """What was said of withdrawn claims, unless it answers like the rest."""
        return [] if _WITHDRAWN in self._graphs else list(self._store.quads_for_pattern(None, None, None, _WITHDRAWN))

    def whole(self) -> "IndexStore":
        """Give a store in which what was withdrawn answers like the rest."""
        return IndexStore(self._store, self.name, is_whole=True)

    @property
    def files(self) -> Mapping[str, Iterable[Quad]]:
        """What it holds, under its name, read as it is asked for."""
        return {self.name: _Quads(self._store, self._graphs)}

    def answer_file(self, query: str, name: str) -> Answer:
        """Answer a query, with `name` as the file that messages speak of."""
        self._refuse(query, name)
        return evaluated(
            self._store, query, name, labels=self.labels, graphs=self._graphs if len(self._graphs) > 1 else None
        )

    def describe(self, iris: Collection[str]) -> Triples:
        """Give every triple about `iris`, in the forms of the store."""
        found = (self._store.quads_for_pattern(NamedNode(iri), None, None, g) for iri in iris for g in self._graphs)
        return [triple for quads in found for triple in rdf.to_triples(quads)]

    def index(self) -> Store:
        """Everything, what is derived too, as the one store that answers."""
        return self._store


class _Quads(Iterable[Quad]):
    """The quads of the files, as often as they are asked for."""

    def __init__(self, store: Store, graphs: _Graphs) -> None:
        self._store, self._graphs = store, graphs

    def __iter__(self) -> Iterator[Quad]:
        """Read them."""
        return chain.from_iterable(self._store.quads_for_pattern(None, None, None, graph) for graph in self._graphs)


def evaluated(
    index: Store,
    query: str,
    name: str,
    *,
    sort: bool = True,
    labels: Labels | None = None,
    graphs: _Graphs | None = None,
) -> Answer:
    """Answer a query by an Oxigraph store of this process.

    Parameters
    ----------
    index : pyoxigraph.Store
        What answers.
    query : str
        SPARQL whose hazards were refused before.
    name : str
        The file that messages speak of.
    sort : bool
        Whether triples, and rows that the query does not order, come in an order of ours rather than the engine's.
    labels : callable, optional
        Gives the words for some IRIs.
    graphs : list of DefaultGraph or NamedNode, optional
        Which graphs together are asked, where a query names none.

    Raises
    ------
    QueryError
        If the query is not valid SPARQL.
    """
    asked = None if graphs is None or sparql.dataset(query) else graphs
    ordered = ordering.taken_off(query)
    rows = _ordered_here(index, ordered, asked) if ordered else None
    if rows is not None:
        return labelled(rows, labels) if labels else rows
    try:
        result = index.query(sparql.with_prefixes(query), default_graph=asked)
    except SyntaxError as error:
        raise sparql.located(error, query, name) from error
    if isinstance(result, QueryBoolean):
        return bool(result)
    if isinstance(result, QuerySolutions):
        found = _rows(result)
        if sort and not sparql.is_ordered(query):
            found = found.with_rows(in_order(found.rows))
        return labelled(found, labels) if labels else found
    triples = cast("Iterable[Triple]", result)
    return sorted(triples, key=str) if sort else list(triples)


def _ordered_here(index: Store, asked: ordering.Ordered, graphs: _Graphs | None) -> Solutions | None:
    """Answer a query that was freed of its ORDER BY; None where the engine must order, or refuse, it."""
    try:
        result = index.query(sparql.with_prefixes(asked.query), default_graph=graphs)
    except SyntaxError:
        return None
    solutions = cast("QuerySolutions", result)
    if not {*asked.variables} <= {variable.value for variable in solutions.variables}:
        return None
    names = tuple(variable.value for variable in solutions.variables)
    rows = [tuple(row) for row in islice(solutions, 1)]
    if ordering.in_order(rows, names, asked.variables) is None:  # what cannot be ordered here need not be read twice
        return None
    rows += [tuple(row) for row in solutions]
    ordered = ordering.in_order(rows, names, asked.variables)
    return None if ordered is None else Solutions(names, ordered)


def _rows(found: QuerySolutions) -> Solutions:
    return Solutions(tuple(variable.value for variable in found.variables), [tuple(row) for row in found])


def in_order(rows: list[tuple[Term | None, ...]]) -> list[tuple[Term | None, ...]]:
    """Sort rows by their terms, so that no engine has a say in their order."""
    return sorted(rows, key=lambda row: tuple("" if term is None else str(term) for term in row))
