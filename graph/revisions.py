"""RDF files as they are on disk, or as they were in a revision that git keeps: ``git:HEAD~1:data/claims.ttl``."""

import os
import subprocess

from pyoxigraph import Quad

from graph import rdf
from graph.errors import DataError, FileError, Place, UsageError

PREFIX = "git:"
_SECONDS = 60
_NO_DATA = ("shapes.ttl",)


def read(place: str, folder: str = ".") -> dict[str, list[Quad]]:
    """Read a file, the RDF files of a folder, or either of them from a revision.

    Parameters
    ----------
    place : str
        A path, or ``git:REVISION:PATH``; PATH is from the top of the repository, ``./PATH`` from `folder`.
    folder : str
        Where git is asked.

    Returns
    -------
    dict of str to list of Quad
        What each file holds, by its name.

    Raises
    ------
    FileError
        If it cannot be read, git is missing, or the revision does not have it.
    DataError
        If it is no well-formed RDF.
    """
    if place.startswith(PREFIX):
        return _from_git(place, folder)
    if not os.path.isdir(place):
        return {place: rdf.read(place)}
    try:
        names = sorted(os.listdir(place))
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Place(place)) from error
    return {name: rdf.read(name) for name in (os.path.join(place, n) for n in _rdf(names, place))}


def _from_git(place: str, folder: str) -> dict[str, list[Quad]]:
    revision, colon, path = place.removeprefix(PREFIX).partition(":")
    if not colon or not revision or revision.startswith("-"):
        raise UsageError(f"'{place}' names no revision and path", advice="git:HEAD~1:data/claims.ttl")
    if _git(["cat-file", "-t", f"{revision}:{path}"], place, folder).strip() == b"tree":
        listed = _git(["ls-tree", "--name-only", "-z", f"{revision}:{path}"], place, folder).decode("utf-8", "replace")
        above = path.rstrip("/") + "/" if path else ""
        names = [above + name for name in _rdf(listed.split("\0"), place)]
    else:
        names = [path]
    return {f"{PREFIX}{revision}:{name}": _parsed(revision, name, folder) for name in names}


def _parsed(revision: str, path: str, folder: str) -> list[Quad]:
    name = f"{PREFIX}{revision}:{path}"
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in rdf.FORMATS:
        raise DataError(f"unknown format '{suffix}'", Place(name), f"use one of {', '.join(rdf.FORMATS)}")
    return rdf.from_bytes(_git(["cat-file", "blob", f"{revision}:{path}"], name, folder), rdf.FORMATS[suffix], name)


def _git(words: list[str], place: str, folder: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", folder, *words], capture_output=True, check=False, timeout=_SECONDS)
    except FileNotFoundError as error:
        raise FileError("git is not installed", Place(place), "install git, or compare two files") from error
    except subprocess.TimeoutExpired as error:
        raise FileError(f"git gave no answer within {_SECONDS} seconds", Place(place)) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ").rstrip(".") if said else "git failed"
        raise FileError(reason, Place(place), "git log --oneline -- PATH lists the revisions of a file")
    return done.stdout


def _rdf(names: list[str], place: str) -> list[str]:
    found = [n for n in names if os.path.splitext(n)[1].lower() in rdf.FORMATS and n not in _NO_DATA]
    if not found:
        raise DataError("no RDF files in this folder", Place(place), "name a file")
    return found
