"""Names of new things: source, section and letter for a claim, so that names sort; its words for a concept."""

import re
import unicodedata
from collections.abc import Collection

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


def next_letter(taken: Collection[str]) -> str:
    """Give the letter after the last of `taken`: a to z, then za, zb, …, so that names sort as they were given.

    >>> next_letter([]), next_letter(["a", "c"]), next_letter(["z"]), next_letter(["zz"])
    ('a', 'd', 'za', 'zza')
    """
    if not taken:
        return "a"
    last = max(taken)
    stem, letter = last[:-1], last[-1]
    return f"{last}a" if letter == "z" else f"{stem}{chr(ord(letter) + 1)}"
