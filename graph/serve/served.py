"""What is served: the loaded data with its version, as the workers hold it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Store

from graph import store
from graph.errors import DataError
from graph.store import FileStore
from graph.things.known import Known
from graph.vocabulary import TERM

Paths = Sequence[str]


@dataclass(frozen=True)
class Served:
    """The data, loaded once.

    ``article`` is the data without what other literature says, which some named questions are asked of;
    ``known`` is it as pages of things are made of it; ``digest`` tells one content of the files from another.
    """

    files: FileStore
    article: FileStore
    index: Store
    known: Known
    digest: str
    version: str
    date: str
    claims: int
    triples: int


def read(paths: Paths = (), layer: str = "all", *, withdrawn: bool = False) -> Served:
    """Load the files, derived graphs and all; withdrawn claims answer like the rest if that is asked for.

    Raises
    ------
    FileError, DataError
        If something cannot be read, or there is nothing in it.
    LimitError
        If a loaded folder or an endpoint holds more than is held in memory.
    """
    files = store.in_memory(store.from_data(paths, layer, withdrawn=withdrawn))
    article = files
    if layer != "article":
        article = store.in_memory(store.from_data(paths, "article", strict=False, withdrawn=withdrawn))
    return from_stores(files, article)


def from_stores(files: FileStore, article: FileStore | None = None) -> Served:
    """Take data that is in memory already.

    Raises
    ------
    DataError
        If there are no triples beside the vocabulary.
    """
    if not any(quads for name, quads in files.files.items() if not name.endswith("vocabulary.ttl")):
        raise DataError(
            f"nothing to serve: no triples in {', '.join(files.files)}", advice="name other files by --data"
        )
    article = article or files
    index = files.index()
    article.index()
    counted = files.select(f"SELECT (COUNT(*) AS ?n) {{ ?claim a <{TERM.Claim}> }}").dicts()[0]["n"]
    triples = sum(map(len, files.files.values()))
    return Served(files, article, index, Known(files), _digest(files), files.version(), files.date(), counted, triples)


def _digest(files: FileStore) -> str:
    lines = sorted({str(quad) for quad in files.quads})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
