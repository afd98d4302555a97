"""Names of new things: source, section and letter for a claim, so that names sort; its words for a concept."""

import re
import unicodedata

from graph.errors import DataError
from graph.vocabulary import PREFIXES

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._~-]*[A-Za-z0-9_~-])?")
_LONGEST = 60


def is_plain(name: str) -> bool:
    """Whether a name can stand after a prefix without being changed."""
    return bool(_PLAIN.fullmatch(name))


def source_name(name: str) -> str:
    """Take ``source:`` off, and refuse a name that cannot begin those of claims.

    Raises
    ------
    DataError
        If it is not of letters, digits and hyphens.
    """
    plain = name.removeprefix(PREFIXES["source"]).removeprefix("source:")
    if not is_plain(plain):
        advice = from_words(name)
        raise DataError(
            f"'{name}' cannot name a source", advice=f"use letters, digits and hyphens{': ' + advice if advice else ''}"
        )
    return plain


def from_words(words: str) -> str:
    """Make a name of words, ``behavior-problems`` of ``Behavior problems``; nothing if they have no Latin letters."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return name if len(name) <= _LONGEST else name[:_LONGEST].rpartition("-")[0]


def passage(source: str, section: int, paragraph: int, sentence: int) -> str:
    """Name a passage: ``nine-ways-02-3-1``."""
    return f"{source}-{section:02d}-{paragraph}-{sentence}"


def next_letter(last: str) -> str:
    """Give the letter after `last`, or the first: a to z, then zaa to zyz, zzaaa and so on, which sort as given.

    >>> [next_letter(last) for last in ("", "a", "y", "z", "zaa", "zaz", "zyz")]
    ['a', 'b', 'z', 'zaa', 'zab', 'zba', 'zzaaa']
    """
    if not last:
        return "a"
    rest = last.lstrip("z")
    depth = len(last) - len(rest)
    if depth == 0:
        return chr(ord(rest[0]) + 1)
    letters = (rest + "a" * (depth + 1))[: depth + 1]
    if "z" * depth + letters <= last:
        letters = _successor(letters)
    return "z" * depth + letters if letters[0] != "z" else "z" * (depth + 1) + "a" * (depth + 2)


def _successor(letters: str) -> str:
    stem = letters.rstrip("z")
    return f"{stem[:-1]}{chr(ord(stem[-1]) + 1)}{'a' * (len(letters) - len(stem))}"
