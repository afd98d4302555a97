"""Load RDF files into a folder on disk, ready for questions: all of the new, or what was there before.

Everything is made in a part of the folder that nobody reads. When it is whole and on disk, the marker file is replaced,
which is one step of the file system; a process that is killed before that leaves the old, and one that is killed after
it leaves the new. What is left over is removed by the next load.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from typing import IO, NamedTuple, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph import rdf, withdrawal, writing
from graph.ask import Answer
from graph.errors import DataError, FileError, GraphError, Place, UsageError
from graph.store import derived
from graph.store.answering import IndexStore, evaluated
from graph.store.disk import IN_USE, MARKER, Marker, is_loaded, locked, read_marker
from graph.store.memory import LITERATURE, names_of
from graph.vocabulary import TERM, WITHDRAWN
from graph.withdrawal import INVALIDATED

_GENERATION = "generation-"
_LOCK = ".lock"
_STREAMED = {RdfFormat.TURTLE, RdfFormat.N_TRIPLES}
_MARK = b"\xef\xbb\xbf"


class Progress(NamedTuple):
    """How far a load is: bytes of the files read, of how many, and what is being done."""

    done: int
    total: int
    step: str


Tell = Callable[[Progress], None]


def load(
    paths: Sequence[str | os.PathLike[str]],
    folder: str | os.PathLike[str],
    layer: str = "all",
    tell: Tell | None = None,
) -> Marker:
    """Load files into a folder, which is made if only its last part is missing.

    Parameters
    ----------
    paths : sequence of paths
        Files, or folders of RDF files; the shipped graph if there are none.
    folder : path
        A folder that is empty, new, or was loaded before: then its content is replaced.
    layer : {"all", "article"}
        "article" leaves out what other literature says.
    tell : callable, optional
        Is told of the progress.

    Returns
    -------
    Marker
        What was loaded.

    Raises
    ------
    DataError, FileError, UsageError
        If a file is not well-formed, something cannot be read or written, or the folder holds other things. What was
        loaded before is then untouched.
    """
    place = os.fspath(folder)
    names = names_of(paths, layer)
    for name in names:
        rdf.format_of(name)
        with _opened(name):
            pass
    made = _Load(names, tell or _nobody)
    with writing.told(place), _alone(place):
        _clear(place)
        generation = f"{_GENERATION}{secrets.token_hex(4)}"
        os.mkdir(os.path.join(place, generation))
        try:
            marker = made.fill(place, generation)
            _refuse_nothing(place, marker)
            _sync(os.path.join(place, generation))
            writing.write(os.path.join(place, MARKER), marker.render())
        except BaseException:
            with contextlib.suppress(OSError, GraphError):
                _clear(place)
            raise
        _clear(place)
    return marker


def _refuse_nothing(place: str, marker: Marker) -> None:
    """Refuse to put files without a claim where there are claims: somebody named the wrong ones."""
    if not marker.claims and is_loaded(place) and read_marker(place).claims:
        raise DataError("no claim in these files", Place(place), "name those with claims, or load them elsewhere")


def _nobody(progress: Progress) -> None:
    """Tell nobody."""


@contextlib.contextmanager
def _alone(place: str) -> Iterator[None]:
    """Make the folder, and keep other loads out of it."""
    if not os.path.isdir(place):
        os.mkdir(place)
    others = [name for name in sorted(os.listdir(place)) if not _is_ours(name)]
    if others:
        raise UsageError(
            f"the folder {place} holds other things: {', '.join(others[:3])}", advice="--into an empty or a new folder"
        )
    with open(os.path.join(place, _LOCK), "ab") as file:
        if not locked(file.fileno(), exclusive=True):
            raise FileError("another load into this folder is at work", Place(place), "wait for it, or load elsewhere")
        yield


def _is_ours(name: str) -> bool:
    return name in {MARKER, _LOCK} or name.startswith((_GENERATION, ".findings-"))


def _clear(place: str) -> None:
    """Remove what no marker names and nobody reads: what a load left that was killed, and what was replaced."""
    wanted = {MARKER, _LOCK, read_marker(place).generation if is_loaded(place) else ""}
    for name in sorted(set(os.listdir(place)) - wanted):
        path = os.path.join(place, name)
        if os.path.isdir(path) and not _is_read(path):
            shutil.rmtree(path, ignore_errors=True)
        elif os.path.isfile(path):
            os.unlink(path)


def _is_read(generation: str) -> bool:
    try:
        with open(os.path.join(generation, IN_USE), "rb") as file:
            return not locked(file.fileno(), exclusive=True)
    except FileNotFoundError:
        return False


def _sync(folder: str) -> None:
    """Have everything on disk before it is said to be there."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(parent, name), "rb") as file:
                os.fsync(file.fileno())
        writing.sync_folder(parent)


class _Load:
    """One load: the files, what was read of them so far, and who is told."""

    def __init__(self, names: list[str], tell: Tell) -> None:
        self._names, self._tell = names, tell
        self._done, self._total = 0, sum(map(_size, names))
        self._digest = hashlib.sha256()

    def fill(self, place: str, generation: str) -> Marker:
        """Make the store of each layer, and say what is in them."""
        inside = os.path.join(place, generation)
        with open(os.path.join(inside, IN_USE), "xb"):
            pass
        whole, triples = self._store(os.path.join(inside, "all"), self._names)
        stores = dict.fromkeys(("all", "article"), f"{generation}/all")
        article = [name for name in self._names if os.path.basename(name) != LITERATURE]
        if len(article) < len(self._names):
            self._total += sum(map(_size, article))
            self._store(os.path.join(inside, "article"), article)
            stores["article"] = f"{generation}/article"
        counted = whole.select(f"SELECT (COUNT(*) AS ?n) {{ ?claim a <{TERM.Claim}> }}").dicts()[0]["n"]
        return Marker(generation, stores, tuple(self._names), counted, triples, self._digest.hexdigest()[:16])

    def _store(self, path: str, names: list[str]) -> tuple[IndexStore, int]:
        """Make a store of files: give it, and how many triples the files have."""
        store = Store(path)
        for name in names:
            self._read(store, name)
        self._tell(Progress(self._done, self._total, "putting in order"))
        store.optimize()
        filling, triples = _Filling(store, path), len(store)
        _set_apart(store)
        self._tell(Progress(self._done, self._total, "shortcuts and standings"))
        store.bulk_extend(derived.quads(filling))
        self._tell(Progress(self._done, self._total, "writing to disk"))
        store.optimize()  # words that were added late are looked for in every file that has any
        store.flush()
        return filling, triples

    def _read(self, store: Store, name: str) -> None:
        form = rdf.format_of(name)
        default = DefaultGraph()
        if form in (RdfFormat.JSON_LD, RdfFormat.RDF_XML):  # these can be traps, so they are looked at as a whole first
            store.bulk_extend(rdf.in_default_graph(rdf.read(name)))
            with _opened(name) as file:
                self._count(name, file.read())
            return
        with _opened(name) as file:
            source = cast("IO[bytes]", _Counted(file, name, self._count))
            try:
                if form in _STREAMED:
                    store.bulk_load(source, form)
                else:
                    quads = parse(source, form)
                    store.bulk_extend(Quad(q.subject, q.predicate, q.object, default) for q in quads)
            except SyntaxError as error:
                raise _located(error, name) from error

    def _count(self, name: str, part: bytes) -> None:
        self._digest.update(part)
        self._done += len(part)
        self._tell(Progress(self._done, self._total, f"reading {os.path.basename(name)}"))


def _set_apart(store: Store) -> None:
    """Move what is said of withdrawn claims into a graph of its own, as `graph.withdrawal` tells it from the rest."""
    default, gone = DefaultGraph(), NamedNode(WITHDRAWN)
    dated = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(INVALIDATED), None, default)}
    near = [quad for thing in dated for quad in store.quads_for_pattern(thing, None, None, default)]
    near += [quad for thing in dated for quad in store.quads_for_pattern(None, None, thing, default)]
    about = {quad.subject for quad in near if quad.predicate.value == TERM.about}
    near += [quad for line in about for quad in store.quads_for_pattern(line, None, None, default)]
    for quad in withdrawal.split({"": list(dict.fromkeys(near))})[1]:
        store.remove(quad)
        store.add(Quad(quad.subject, quad.predicate, quad.object, gone))


class _Filling(IndexStore):
    """The store that is being filled, asked for what is derived from it: in whichever order, for the sake of speed."""

    def answer_file(self, query: str, name: str) -> Answer:
        """Answer one of our own queries."""
        return evaluated(self.index(), query, name, sort=False)


class _Counted:
    """A file that is read from its start to its end, without the mark of its encoding, and says how far it was read."""

    def __init__(self, file: IO[bytes], name: str, tell: Callable[[str, bytes], None]) -> None:
        self._file, self._name, self._tell = file, name, tell
        self._is_first = True

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes; zero bytes are those of no text."""
        try:
            part = self._file.read(size)
        except OSError as error:
            raise _unreadable(error, self._name) from error
        self._tell(self._name, part)
        if b"\0" in part:
            raise DataError(
                "zero bytes: a binary file, or an encoding other than UTF-8", Place(self._name), "save it as UTF-8"
            )
        if self._is_first and part:
            self._is_first = False
            return part.removeprefix(_MARK) or self.read(size)
        return part


def _opened(name: str) -> IO[bytes]:
    try:
        return open(name, "rb")
    except OSError as error:
        raise _unreadable(error, name) from error


def _unreadable(error: OSError, name: str) -> FileError:
    reason = "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
    return FileError(reason, Place(name), "check the path")


def _size(name: str) -> int:
    try:
        return os.path.getsize(name)
    except OSError:
        return 0  # whoever reads it says what is wrong


def _located(error: SyntaxError, name: str) -> GraphError:
    """Say where a file is not well-formed; one that is small enough is read once more to show the line."""
    if _size(name) <= rdf.LARGEST:
        try:
            rdf.read(name)
        except GraphError as located:
            return located
    return DataError(str(error), Place(name, error.lineno, error.offset), "mend that line, or the one before it")
