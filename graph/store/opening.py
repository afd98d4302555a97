"""From what ``--data`` names to a store: an endpoint, a folder that was loaded, or RDF files."""

import os
from collections.abc import Sequence

from graph.errors import DataError, LimitError, Place, UsageError
from graph.store.answering import MOST_QUADS, GraphStore
from graph.store.memory import FileStore, from_files


def from_data(
    data: Sequence[str | os.PathLike[str]] = (), layer: str = "all", *, strict: bool = True, withdrawn: bool = False
) -> GraphStore:
    """Open what is named: RDF files and folders of them together, a folder that was loaded, or a SPARQL endpoint.

    Parameters
    ----------
    data : sequence of str
        Paths, or an address with http or https; the shipped graph if there are none.
    layer : {"all", "article"}
        "article" leaves out what other literature says.
    strict : bool
        Whether it is a fault if an endpoint cannot leave that out.
    withdrawn : bool
        Whether withdrawn claims answer like the rest; an endpoint answers as it is.

    Raises
    ------
    FileError, DataError
        If something cannot be read.
    UsageError
        If a loaded folder or an endpoint is named together with something else.
    """
    from graph.store import disk

    names = [os.fspath(name) for name in data]
    if any(map(is_address, names)):
        return _endpoint(names, layer, strict=strict)
    loaded = [name for name in names if disk.is_loaded(name)]
    if not loaded:
        for name in filter(disk.is_unfinished, names):
            raise DataError("a load into this folder was not finished", Place(name), "findings load the files again")
        return from_files(names, layer, withdrawn=withdrawn)
    if len(names) > 1:
        raise UsageError(f"{loaded[0]} was loaded, and stands alone", advice="load the files together into one folder")
    return disk.DiskStore(loaded[0], layer, withdrawn=withdrawn)


def in_memory(graph: GraphStore) -> FileStore:
    """Hold what a store has in memory, for work that goes through everything again and again.

    Raises
    ------
    LimitError
        If it is more than `MOST_QUADS`.
    """
    if isinstance(graph, FileStore):
        return graph
    (counted,) = graph.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").dicts()
    if counted["n"] > MOST_QUADS:
        raise LimitError(
            f"{counted['n']} triples are too many to be held in memory", Place(next(iter(graph.files))),
            "ask the store itself, or take a part of it: findings export",
        )  # fmt: skip
    return FileStore({name: list(quads) for name, quads in graph.files.items()}, list(graph.withdrawn))


def is_address(name: str) -> bool:
    """Whether what was named is the address of an endpoint, not a path."""
    return name.lower().startswith(("http://", "https://"))


def _endpoint(names: list[str], layer: str, *, strict: bool) -> GraphStore:
    from graph.store.remote import RemoteStore

    if len(names) > 1:
        raise UsageError("an endpoint stands alone", advice="ask it by itself, or load the files there")
    return RemoteStore(names[0], layer, strict=strict)
