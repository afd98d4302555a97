"""A folder that `findings load` made: an Oxigraph store on disk, opened to read alone, with what is derived in it."""

import json
import os
import weakref
from collections.abc import Mapping
from typing import Any, NamedTuple

from pyoxigraph import Store

from graph.errors import DataError, FileError, Place
from graph.store.answering import IndexStore

MARKER = "findings-store.json"
IN_USE = "in-use"
FORMAT = 1


class Marker(NamedTuple):
    """What the marker file of a loaded folder says: which part of the folder holds, and what was loaded into it.

    ``stores`` gives the folder of each layer, from the marker's own; ``digest`` tells one content of the files from
    another.
    """

    generation: str
    stores: Mapping[str, str]
    files: tuple[str, ...]
    claims: int
    triples: int
    digest: str
    format: int = FORMAT

    def render(self) -> bytes:
        """Give the content of the file."""
        return (json.dumps(self._asdict(), ensure_ascii=False, indent=2) + "\n").encode()


class DiskStore(IndexStore):
    """A loaded folder.

    Parameters
    ----------
    folder : str
        Where it is.
    layer : {"all", "article"}
        "article" leaves out what other literature says.
    withdrawn : bool
        Whether withdrawn claims answer like the rest.

    Raises
    ------
    DataError, FileError
        If it was made by another version, or cannot be opened.
    """

    def __init__(self, folder: str, layer: str = "all", *, withdrawn: bool = False) -> None:
        self.marker, lock = _held(folder)
        self._lock = weakref.finalize(self, os.close, lock)
        self._path = os.path.join(folder, self.marker.stores[layer])
        super().__init__(_opened(self._path, folder), folder, is_whole=withdrawn)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let another process ask the same content, as long as this one holds it."""
        return _again, (self._path, self.name, self.is_whole)

    @property
    def generation(self) -> str:
        """The part of the folder that holds what was loaded, and goes when that is replaced."""
        return os.path.join(self.name, self.marker.generation)

    def close(self) -> None:
        """Let the folder go, so that what was replaced in it can be removed."""
        self._lock()


def is_loaded(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder has the marker of one that was loaded."""
    return os.path.isfile(os.path.join(folder, MARKER))


def is_unfinished(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder has what a load leaves that was cut short, and no marker."""
    if is_loaded(folder) or not os.path.isdir(folder):
        return False
    return any(os.path.isfile(os.path.join(folder, name, IN_USE)) for name in os.listdir(folder))


def read_marker(folder: str) -> Marker:
    """Read what was loaded into a folder.

    Raises
    ------
    DataError, FileError
        If the marker is none, is of another version, or cannot be read.
    """
    path = os.path.join(folder, MARKER)
    try:
        with open(path, "rb") as file:
            said = json.load(file)
        if said["format"] != FORMAT:
            raise DataError(
                f"loaded by another version of this program: format {said['format']}, not {FORMAT}", Place(path),
                "load the files again",
            )  # fmt: skip
        return Marker(**{**said, "files": tuple(said["files"])})
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Place(path), "load the files again") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("not the marker of a loaded folder", Place(path), "load the files again") from error


def _opened(path: str, folder: str) -> Store:
    try:
        return Store.read_only(path)
    except OSError as error:
        raise FileError(f"the store cannot be opened: {error}", Place(folder), "load the files again") from error


def _again(path: str, folder: str, is_whole: bool) -> IndexStore:  # pickle gives no names
    return IndexStore(_opened(path, folder), folder, is_whole=is_whole)


def _held(folder: str) -> tuple[Marker, int]:
    """Read the marker and hold what it names, which a new load may replace between the two."""
    for _ in range(5):
        marker = read_marker(folder)
        try:
            return marker, shared(os.path.join(folder, marker.generation))
        except OSError:
            continue
    raise FileError("what the marker names is not there", Place(os.path.join(folder, MARKER)), "load the files again")


def shared(generation: str) -> int:
    """Hold a generation for reading, together with others, until the descriptor is closed or the process ends."""
    descriptor = os.open(os.path.join(generation, IN_USE), os.O_RDONLY)
    locked(descriptor, exclusive=False)
    return descriptor


def locked(descriptor: int, *, exclusive: bool) -> bool:
    """Lock a file without waiting; False if somebody else holds it. Where there are no locks, nobody does."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
