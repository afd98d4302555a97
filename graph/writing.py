"""Write files so that a failure leaves what was there before: all of the new, or all of the old."""

import contextlib
import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from graph.errors import FileError, Place

_BINARY = getattr(os, "O_BINARY", 0)
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
_REASONS = {
    errno.ENOSPC: ("the disk is full", "free some space, or write to another disk"),
    errno.EDQUOT: ("the disk quota is used up", "free some space, or write to another disk"),
    errno.EACCES: ("permission denied", "write to a folder that is yours"),
    errno.EPERM: ("permission denied", "write to a folder that is yours"),
    errno.EROFS: ("the disk can only be read", "write to another disk"),
    errno.ENOENT: ("no such folder", "make the folder first, or check the path"),
    errno.ENOTDIR: ("part of the path is a file, not a folder", "check the path"),
    errno.EISDIR: ("this is a folder", "give the name of a file"),
    errno.EEXIST: ("this is a file, not a folder", "give the name of a folder"),
    errno.ENAMETOOLONG: ("the name is too long", "choose a shorter name"),
}
_FULL = os.strerror(errno.ENOSPC)
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_.-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


Content: TypeAlias = bytes | Iterable[bytes]
"""What a file is to hold: as a whole, or bit by bit, asked for as it is written."""


def write(path: str | os.PathLike[str], data: Content) -> None:
    """Write one file: the new bytes are there in full, or the old file is untouched.

    Parameters
    ----------
    path : path
        A link is followed; what is no regular file (a pipe, ``/dev/null``) is written to as it is.
    data : bytes or iterable of bytes
        Everything that the file is to hold.

    Raises
    ------
    FileError
        If the folder is missing, or writing is refused or fails.
    """
    write_all({os.fspath(path): data})


def write_folder(folder: str | os.PathLike[str], files: Mapping[str, Content]) -> list[str]:
    """Write files into a folder, which is made if only its last part is missing: all of them, or none.

    Parameters
    ----------
    folder : path
        Where.
    files : mapping of str to bytes
        Contents by name. Names are made plain by `plain_name`, so that nothing lands outside; links are replaced.

    Returns
    -------
    list of str
        The paths written.

    Raises
    ------
    FileError
        If two names are the same when made plain, or writing fails.
    """
    name = os.fspath(folder)
    contents = {os.path.join(name, plain_name(file)): data for file, data in files.items()}
    if len(contents) < len(files):
        raise FileError("two of the files would have the same name", Place(name), "give them names that differ")
    with told(name):
        made = not os.path.isdir(name)
        if made:
            os.mkdir(name)
        done = False
        try:
            _replace_all(contents)
            done = True
        finally:
            if made and not done:
                with contextlib.suppress(OSError):
                    os.rmdir(name)
    return list(contents)


def write_all(files: Mapping[str, Content]) -> None:
    """Write several files, by path: all of them, or none.

    Raises
    ------
    FileError
        If one of them cannot be written.
    """
    regular = {}
    for path, data in files.items():
        with told(path):
            if _is_special(path):
                with open(path, "wb") as file:
                    file.writelines(_bits(data))
            else:
                regular[os.path.realpath(path) if os.path.islink(path) else path] = data
    _replace_all(regular)


def plain_name(name: str) -> str:
    """Give a file name that is plain on every system: letters, digits, ``. _ -``, no folder, not hidden, not reserved.

    >>> plain_name("../../etc/passwd")
    'passwd'
    """
    stem, suffix = os.path.splitext(re.split(r"[/\\]", name)[-1])
    plain = _NOT_PLAIN.sub("-", stem).strip(".-")[-100:] or "file"
    return ("file-" if _RESERVED.fullmatch(plain) else "") + plain + _NOT_PLAIN.sub("", suffix).rstrip(".")


def _replace_all(files: Mapping[str, Content]) -> None:
    spare: list[str] = []
    kept: dict[str, str | None] = {}
    done = False
    try:
        prepared = {path: _prepared(path, data, spare) for path, data in files.items()}
        for path, temporary in prepared.items():
            with told(path):
                kept[path] = _kept(path, spare)
                os.replace(temporary, path)
        for folder in {os.path.dirname(path) for path in files}:
            with told(folder):
                sync_folder(folder)
        done = True
    finally:
        if not done:
            _restore(kept)
        for leftover in spare:
            with contextlib.suppress(OSError):
                os.unlink(leftover)


def _prepared(path: str, data: Content, spare: list[str]) -> str:
    with told(path):
        mode = _writable_mode(path)
        temporary = _beside(path, spare)
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666), "wb") as file:
            file.writelines(_bits(data))
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            os.chmod(temporary, mode)
    return temporary


def _bits(data: Content) -> Iterable[bytes]:
    return (data,) if isinstance(data, bytes) else data


def _writable_mode(path: str) -> int | None:
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        return None
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "write-protected")
    return stat.S_IMODE(found.st_mode)


def _kept(path: str, spare: list[str]) -> str | None:
    if not os.path.lexists(path):
        return None
    copy = _beside(path, spare)
    try:
        os.link(path, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, copy, follow_symlinks=False)
    return copy


def _restore(kept: Mapping[str, str | None]) -> None:
    for path, copy in kept.items():
        with contextlib.suppress(OSError):
            if copy is None:
                os.unlink(path)
            else:
                os.replace(copy, path)


def _beside(path: str, spare: list[str]) -> str:
    spare.append(os.path.join(os.path.dirname(path), f".findings-{secrets.token_hex(8)}.tmp"))
    return spare[-1]


def _is_special(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def sync_folder(folder: str) -> None:
    """Have the names in a folder on disk."""
    if os.name == "nt":
        return
    descriptor = os.open(folder or ".", os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def told(path: str) -> Iterator[None]:
    """Say what the system refused as a `FileError`: why, at which path, and what to try.

    Raises
    ------
    FileError
        In place of an OSError, or of a ValueError about the path.
    """
    try:
        yield
    except OSError as error:
        if _FULL in str(error):  # an engine gives the words without the number
            error.errno = errno.ENOSPC
        other = ((error.strerror or str(error)).lower(), "write to another place")
        what, advice = _REASONS.get(error.errno or 0, other)
        raise FileError(f"cannot write: {what}", Place(path), advice) from error
    except ValueError as error:
        raise FileError(f"cannot write: {error}", Place(path), "check the path") from error
