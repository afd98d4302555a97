"""From what ``--data`` names to a store: a folder that was loaded, or RDF files."""

import os
from collections.abc import Sequence

from graph.errors import DataError, Place, UsageError
from graph.store.answering import GraphStore
from graph.store.memory import from_files


def from_data(data: Sequence[str | os.PathLike[str]] = (), layer: str = "all") -> GraphStore:
    """Open what is named: RDF files and their folders together, or one folder that `graph.store.load` made.

    Parameters
    ----------
    data : sequence of str
        Paths; the shipped graph if there are none.
    layer : {"all", "article"}
        "article" leaves out what other literature says.

    Raises
    ------
    FileError, DataError
        If something cannot be read.
    UsageError
        If a loaded folder is named together with something else.
    """
    from graph.store import disk

    names = [os.fspath(name) for name in data]
    loaded = [name for name in names if disk.is_loaded(name)]
    if not loaded:
        for name in filter(disk.is_unfinished, names):
            raise DataError("a load into this folder was not finished", Place(name), "findings load the files again")
        return from_files(names, layer)
    if len(names) > 1:
        raise UsageError(f"{loaded[0]} was loaded, and stands alone", advice="load the files together into one folder")
    return disk.DiskStore(loaded[0], layer)
