"""Write a whole folder so that a failure leaves what was there before, and nothing of anybody else is ever lost."""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from graph.errors import FileError, Place
from graph.writing import plain_name, told

MANIFEST = ".findings-site.sha256"
"""Lists the files of a folder that was written by us, as ``sha256sum`` does: what is not in it is somebody else's."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def replace(
    folder: str | os.PathLike[str],
    files: Iterable[tuple[str, bytes]],
    wrote: Callable[[int], object] = lambda count: None,
) -> int:
    """Write files, one after the other, into a new folder, and put it in the place of the old one when it is whole.

    Parameters
    ----------
    folder : path
        A folder that is not there yet, that is empty, or that was written by this function and not changed since.
        Files of others in it are carried over.
    files : iterable of (str, bytes)
        Path inside the folder, with ``/``, and content. Only plain names are taken, so that nothing lands outside.
    wrote : callable
        Is told the number of files written, after each.

    Returns
    -------
    int
        How many files were written.

    Raises
    ------
    FileError
        If the folder holds what is not ours, two names are the same, or writing fails: all is then as it was.
    """
    target = os.path.realpath(os.fspath(folder))
    with told(target):
        mine = _mine(target)
        _refuse_standing_inside(target)
        fresh = f"{target}{_suffix()}"
        os.mkdir(fresh)
        try:
            written = _filled(fresh, target, files, wrote)
            if mine is None:
                os.rename(fresh, target)
            else:
                _exchange(target, fresh, mine, written)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return len(written)


def _mine(target: str) -> dict[str, str] | None:
    """Give the digests of the files that we wrote into a folder, by path; None if there is no folder.

    Raises
    ------
    FileError
        If it holds anything and was not written by us, or a file of ours was changed since.
    """
    if not os.path.lexists(target):
        return None
    if not os.path.isdir(target):
        raise FileError("cannot write: this is a file, not a folder", Place(target), "give the name of a folder")
    if not os.listdir(target):
        return {}
    listed = os.path.join(target, MANIFEST)
    advice = "name an empty folder or a new one"
    if not os.path.isfile(listed) or os.path.islink(listed):
        raise FileError("this folder holds files that findings did not write", Place(target), advice)
    with open(listed, encoding="utf-8", errors="replace") as file:
        lines = [_LINE.fullmatch(line) for line in file.read().splitlines()]
    mine = {found[2]: found[1] for found in lines if found and _is_plain(found[2])}
    if len(mine) != len(lines):
        raise FileError("this list of files is broken", Place(listed), advice)
    changed = [path for path in sorted(mine) if not _is_same(os.path.join(target, path), mine[path])]
    if changed:
        what = "this file was changed after findings wrote it, and would be lost"
        raise FileError(what, Place(os.path.join(target, changed[0])), "move it elsewhere, then write again")
    return mine


def _is_same(path: str, digest: str) -> bool:
    """Whether a file is as it was written, or is gone."""
    if not os.path.lexists(path):
        return True
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest() == digest


def _refuse_standing_inside(target: str) -> None:
    """Refuse to take the folder away under the feet of the shell that stands in it."""
    if os.path.isdir(target) and os.path.realpath(os.curdir) == target:
        raise FileError("cannot replace the folder that you stand in", Place(target), "go up: cd .., then -o its name")


def _filled(fresh: str, target: str, files: Iterable[tuple[str, bytes]], wrote: Callable[[int], object]) -> set[str]:
    digests: dict[str, str] = {}
    folded: set[str] = {MANIFEST}
    made: set[str] = {fresh}
    for path, data in files:
        if not _is_plain(path) or path.casefold() in folded:
            raise FileError(f"two files of one name, or no plain name: '{path}'", Place(target), "name things apart")
        whole = os.path.join(fresh, *path.split("/"))
        parent = os.path.dirname(whole)
        if parent not in made:
            os.makedirs(parent, exist_ok=True)
            made.add(parent)
        with open(whole, "xb") as file:
            file.write(data)
        folded.add(path.casefold())
        digests[path] = sha256(data).hexdigest()
        wrote(len(digests))
    with open(os.path.join(fresh, MANIFEST), "x", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{digests[path]}  {path}\n" for path in sorted(digests))
    if hasattr(os, "sync"):
        os.sync()  # once for all, where a sync for each of thousands of files would take minutes
    return set(digests)


def _exchange(target: str, fresh: str, mine: Mapping[str, str], written: set[str]) -> None:
    others = sorted(set(_others(target, "", {*mine, MANIFEST})))
    folded = {name.casefold() for path in written for name in (path, *_above(path))}
    taken = [path for path in others if path.casefold() in folded]
    if taken:
        what = "this is not ours, and the new site has something of that name"
        raise FileError(what, Place(os.path.join(target, taken[0])), "move it elsewhere, then write again")
    shutil.copymode(target, fresh)
    old = f"{target}{_suffix()}"
    carried: list[str] = []
    done = False
    os.rename(target, old)
    try:
        os.rename(fresh, target)
        for path in others:
            _move(os.path.join(old, path), os.path.join(target, path))
            carried.append(path)
        done = True
    finally:
        if not done:
            _undo(target, fresh, old, carried)
    _remove(old, mine)


def _others(root: str, inside: str, mine: set[str]) -> Iterator[str]:
    """Give the paths of what is not ours: a file, or a whole folder in which nothing is ours."""
    parents = {os.path.dirname(path) for path in mine}
    parents |= {parent for path in parents for parent in _above(path)}
    with os.scandir(os.path.join(root, inside)) as entries:
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.is_dir(follow_symlinks=False) and path in parents:
                yield from _others(root, path, mine)
            elif path not in mine:
                yield path


def _above(path: str) -> Iterator[str]:
    while path := os.path.dirname(path):
        yield path


def _move(start: str, end: str) -> None:
    os.makedirs(os.path.dirname(end), exist_ok=True)
    os.rename(start, end)


def _undo(target: str, fresh: str, old: str, carried: Iterable[str]) -> None:
    with contextlib.suppress(OSError):
        for path in carried:
            _move(os.path.join(target, path), os.path.join(old, path))
        if os.path.isdir(target):
            os.rename(target, fresh)
        os.rename(old, target)


def _remove(old: str, mine: Mapping[str, str]) -> None:
    """Remove exactly what we wrote, and the folders that are empty then."""
    for path in (*mine, MANIFEST):
        with contextlib.suppress(OSError):
            os.unlink(os.path.join(old, path))
    folders = {parent for path in mine for parent in _above(path)}
    for folder in (*sorted(folders, key=lambda path: -path.count("/")), ""):
        with contextlib.suppress(OSError):
            os.rmdir(os.path.join(old, folder))


def _is_plain(path: str) -> bool:
    return all(plain_name(part) == part for part in path.split("/"))


def _suffix() -> str:
    return f".findings-{secrets.token_hex(8)}.tmp"
