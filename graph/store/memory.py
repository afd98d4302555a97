"""RDF files, held in memory: the files are the truth, and an index over them answers."""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from pyoxigraph import NamedNode, Quad, Store

from graph import nameless, rdf, resources, sparql, withdrawal
from graph.ask import Answer, Triples
from graph.errors import DataError, FileError, Place
from graph.store.answering import GraphStore, evaluated
from graph.vocabulary import WITHDRAWN

LITERATURE = "literature.ttl"
_NO_DATA = ("shapes.ttl",)


class FileStore(GraphStore):
    """RDF files, indexed in memory, with what is derived (shortcuts, standings, comparisons) in graphs of their own.

    Parameters
    ----------
    files : dict of str to list of Quad
        What each file holds, by its name; it all answers.
    withdrawn : list of Quad
        What was said of withdrawn claims: in a graph of its own, which answers only when it is named.
    """

    def __init__(self, files: dict[str, list[Quad]], withdrawn: list[Quad] | None = None) -> None:
        self._files = files
        self._withdrawn = withdrawn or []
        self._store: Store | None = None
        self._has_derived = False

    @property
    def files(self) -> Mapping[str, list[Quad]]:
        """What each file holds, by its name, lexical forms as written."""
        return self._files

    @property
    def withdrawn(self) -> list[Quad]:
        """What was said of withdrawn claims, lexical forms as written."""
        return self._withdrawn

    def whole(self) -> "FileStore":
        """Give a store in which what was withdrawn answers like the rest."""
        return FileStore(self._files | {WITHDRAWN: self._withdrawn}) if self._withdrawn else self

    def answer_file(self, query: str, name: str) -> Answer:
        """Answer a query, with `name` as the file that messages speak of."""
        self._refuse(query, name)
        return evaluated(self._index(derived_too=sparql.uses_named_graphs(query)), query, name, labels=self.labels)

    def describe(self, iris: Collection[str]) -> Triples:
        """Give every triple about `iris`, from the files, lexical forms as written."""
        return rdf.to_triples(quad for iri in iris for quad in self._subjects.get(iri, ()))

    @cached_property
    def _subjects(self) -> dict[str, list[Quad]]:
        found: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            if isinstance(quad.subject, NamedNode):
                found[quad.subject.value].append(quad)
        return dict(found)

    def index(self) -> Store:
        """Everything, what is derived too, as the one store that answers."""
        return self._index(derived_too=True)

    def _index(self, *, derived_too: bool) -> Store:
        if self._store is None:
            self._store = Store()
            for quads in self._files.values():
                self._store.extend(rdf.in_default_graph(quads))
        if derived_too and not self._has_derived:
            from graph.store import derived

            self._has_derived = True
            gone = (Quad(q.subject, q.predicate, q.object, NamedNode(WITHDRAWN)) for q in self._withdrawn)
            self._store.extend([*gone, *derived.quads(self)])
        return self._store


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
    return _opened({name: rdf.read(name) for name in names_of(paths, layer)}, withdrawn=withdrawn)


def names_of(paths: Sequence[str | os.PathLike[str]] = (), layer: str = "all") -> list[str]:
    """Give the files that paths stand for, each once, the shipped vocabulary too if none of them is one.

    Raises
    ------
    FileError, DataError
        If a folder cannot be read, or nothing is left to read.
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
    return list(dict.fromkeys(names))


def from_quads(quads: Iterable[Quad], name: str = "memory", *, withdrawn: bool = False) -> FileStore:
    """Open quads that are already in memory, with the shipped vocabulary; withdrawn claims are as in `from_files`."""
    vocabulary = os.path.join(resources.DATA, "vocabulary.ttl")
    return _opened({name: list(quads), vocabulary: rdf.read(vocabulary)}, withdrawn=withdrawn)


def _opened(files: dict[str, list[Quad]], *, withdrawn: bool) -> FileStore:
    own = nameless.apart(files)
    return FileStore(own) if withdrawn else FileStore(*withdrawal.split(own))


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
