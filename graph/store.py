"""What answers SPARQL: for now, files in memory. Another implementation of `graph.ask.Ask` fits beside it."""

import os
from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from typing import cast

from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    Store,
    Triple,
)

from graph import rdf, resources, sparql, withdrawal
from graph.ask import Answer, Solutions, Triples
from graph.errors import DataError, FileError, Place
from graph.vocabulary import ACROSS, BASE, PREFIXES, SHORTCUTS, STANDINGS_GRAPH, TERM, WITHDRAWN

LITERATURE = "literature.ttl"
_NO_DATA = ("shapes.ttl",)
_SHORTCUTS = """
CONSTRUCT { ?s ?r ?o } WHERE {
  ?claim a f:Claim ; f:subject ?s ; f:relation ?r ; f:outcome ?o ; f:certainty ?c .
  FILTER ( ?c IN (f:Stated, f:Hedged) )
  FILTER NOT EXISTS { ?claim f:condition ?any }
  FILTER NOT EXISTS { ?claim f:age|f:population|f:comparator|f:alternativeTo|f:cutOff|prov:invalidatedAtTime ?any }
  FILTER NOT EXISTS { ?claim f:hedge f:CanHappen }
  FILTER NOT EXISTS { ?other cito:disputes ?claim } }
"""


class FileStore:
    """RDF files, indexed in memory, with what is derived (shortcuts, standings, comparisons) in graphs of their own.

    Parameters
    ----------
    files : dict of str to list of Quad
        What each file holds, by its name; it all answers.
    withdrawn : list of Quad
        What was said of withdrawn claims: in a graph of its own, which answers only when it is named.
    """

    def __init__(self, files: dict[str, list[Quad]], withdrawn: list[Quad] | None = None) -> None:
        self.files = files
        self.withdrawn = withdrawn or []
        self._store: Store | None = None
        self._has_derived = False

    @property
    def quads(self) -> Iterable[Quad]:
        """Every quad of the files, lexical forms as written."""
        return (quad for quads in self.files.values() for quad in quads)

    def answer(self, query: str) -> Answer:
        """Answer any query form; rows without ORDER BY are sorted.

        Raises
        ------
        QueryError
            If the query is not valid SPARQL, or is an update, or calls SERVICE.
        """
        return self._answer(query, "query")

    def answer_file(self, query: str, name: str) -> Answer:
        """Answer a query, with `name` as the file that messages speak of."""
        return self._answer(query, name)

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""
        return cast("Solutions", self.answer(query))

    def construct(self, query: str) -> Triples:
        """Answer a CONSTRUCT or DESCRIBE."""
        return cast("Triples", self.answer(query))

    def describe(self, iris: Collection[str]) -> Triples:
        """Give every triple about `iris`, from the files, lexical forms as written."""
        wanted = {NamedNode(iri) for iri in iris}
        return rdf.to_triples(quad for quad in self.quads if quad.subject in wanted)

    def index(self) -> Store:
        """Everything, what is derived too, as the one store that answers."""
        return self._index(derived=True)

    def whole(self) -> "FileStore":
        """Give a store in which what was withdrawn answers like the rest."""
        return FileStore(self.files | {WITHDRAWN: self.withdrawn}) if self.withdrawn else self

    def version(self) -> str:
        """The version that the data says it has, or an empty string."""
        return self._declared("version")

    def date(self) -> str:
        """The ISO date that the data says it was changed, or an empty string."""
        return self._declared("date")

    def _labels(self, iris: Collection[str]) -> dict[str, str]:
        from graph import records

        return records.labels(self, iris)

    def _declared(self, part: str) -> str:
        from graph import records
        from graph.claims import Findings

        return Findings({}, {}, datasets=records.read_datasets(self)).declared(part)

    def _answer(self, query: str, name: str) -> Answer:
        sparql.refuse_hazards(query, name)
        try:
            result = self._index(derived=sparql.uses_named_graphs(query)).query(sparql.with_prefixes(query))
        except SyntaxError as error:
            raise sparql.located(error, query, name) from error
        if isinstance(result, QueryBoolean):
            return bool(result)
        if isinstance(result, QuerySolutions):
            variables = tuple(v.value for v in result.variables)
            rows = [tuple(row) for row in result]
            ordered = rows if sparql.is_ordered(query) else sorted(rows, key=_row_order)
            return Solutions(variables, ordered, self._labels)
        return sorted(cast("Iterable[Triple]", result), key=str)

    def _index(self, *, derived: bool) -> Store:
        if self._store is None:
            self._store = Store()
            for quads in self.files.values():
                self._store.extend(rdf.in_default_graph(quads))
        if derived and not self._has_derived:
            self._has_derived = True
            gone = (Quad(q.subject, q.predicate, q.object, NamedNode(WITHDRAWN)) for q in self.withdrawn)
            self._store.extend([*gone, *self._shortcuts(self._store), *self._standings(), *self._comparisons()])
        return self._store

    def _shortcuts(self, store: Store) -> Iterable[Quad]:
        graph = NamedNode(SHORTCUTS)
        for triple in cast("Iterable[Triple]", store.query(sparql.with_prefixes(_SHORTCUTS))):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)

    def _standings(self) -> Iterable[Quad]:
        from graph import records, standing

        literature = records.read_literature(self)
        graph, has = NamedNode(STANDINGS_GRAPH), NamedNode(TERM.standing)
        for claim in records.read(self).claims.values():
            found = standing.of_claim(claim, literature.about(claim.iri), literature.studies)
            if found.name != standing.NONE:
                name = found.name.title().replace(" ", "")
                yield Quad(NamedNode(claim.iri), has, NamedNode(getattr(TERM, name)), graph)

    def _comparisons(self) -> Iterable[Quad]:
        from graph import across, records

        graph = NamedNode(ACROSS)
        for found in across.compare(records.read(self), records.read_literature(self).estimates.values()):
            node = NamedNode(f"{BASE}comparison/{sha256(f'{found.one} {found.other}'.encode()).hexdigest()[:16]}")
            said = [("about", found.one), ("about", found.other), ("accord", getattr(TERM, found.accord))]
            said += [("differsIn", getattr(TERM, name)) for name in found.differs_in]
            said += [("independence", getattr(TERM, found.independence))] if found.independence else []
            said += [("repeating", found.repeating)] if found.repeating else []
            yield Quad(node, NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(TERM.Comparison), graph)
            for name, thing in said:
                yield Quad(node, NamedNode(getattr(TERM, name)), NamedNode(thing), graph)


def from_files(
    paths: Sequence[str | os.PathLike[str]] = (), layer: str = "all", *, withdrawn: bool = False
) -> FileStore:
    """Open files, or the shipped graph when no path is given.

    Parameters
    ----------
    paths : sequence of paths
        Files, or folders whose RDF files are all read (shapes aside).
    layer : {"all", "article"}
        "article" leaves out what other literature says: each file called `LITERATURE`, named or in a folder.
    withdrawn : bool
        Whether withdrawn claims answer like the rest.

    Returns
    -------
    FileStore
        The files, and the shipped vocabulary if none of them is one.

    Raises
    ------
    FileError, DataError
        If something cannot be read.
    """
    names = [name for path in paths or [resources.DATA] for name in _files(os.fspath(path), layer)]
    if not names:
        raise DataError(
            "nothing is left to read: the layer 'article' leaves the literature out",
            Place(os.fspath(paths[0])),
            "name the file of the article's claims too, or --layer all",
        )
    if not any(os.path.basename(name) == "vocabulary.ttl" for name in names):
        names.append(os.path.join(resources.DATA, "vocabulary.ttl"))
    return _opened({name: rdf.read(name) for name in dict.fromkeys(names)}, withdrawn=withdrawn)


def from_quads(quads: Iterable[Quad], name: str = "memory", *, withdrawn: bool = False) -> FileStore:
    """Open quads that are already in memory, with the shipped vocabulary; withdrawn claims are as in `from_files`."""
    vocabulary = os.path.join(resources.DATA, "vocabulary.ttl")
    return _opened({name: list(quads), vocabulary: rdf.read(vocabulary)}, withdrawn=withdrawn)


def _opened(files: dict[str, list[Quad]], *, withdrawn: bool) -> FileStore:
    return FileStore(files) if withdrawn else FileStore(*withdrawal.split(files))


def _files(path: str, layer: str) -> list[str]:
    if not os.path.isdir(path):
        return [] if layer == "article" and os.path.basename(path) == LITERATURE else [path]
    try:
        found = sorted(os.listdir(path))
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Place(path)) from error
    suited = [name for name in found if os.path.splitext(name)[1].lower() in rdf.FORMATS and name not in _NO_DATA]
    if layer == "article":
        suited = [name for name in suited if name != LITERATURE]
    if not suited:
        raise DataError("no RDF files in this folder", Place(path), f"put a file of {', '.join(rdf.FORMATS)} there")
    return [os.path.join(path, name) for name in suited]


def _row_order(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple("" if term is None else str(term) for term in row)
