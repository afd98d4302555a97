"""The sentences of a reader's own copy of a source, by place and digest: what a passage is checked against.

A graph holds no sentence of an article, only where each stands and the SHA-256 of its normalized words.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

_TO_ASCII = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...",
    }
)  # fmt: skip
_INTERRUPTION = re.compile(r"advertisement", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d+)[.)]\s")


class Sentence(NamedTuple):
    """One sentence of a copy.

    Section 0 is the title and introduction; paragraph 0 is a heading; sentences count from 1.
    """

    section: int
    paragraph: int
    sentence: int
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the normalized words, in hexadecimal."""
        return digest(self.text)


def normalize(text: str) -> str:
    """Give the words of a sentence in the one form that digests are made of.

    NFKC, curly quotes and dashes to ASCII, white space collapsed, case folded. Markup must be gone already:
    `from_copy` reads it.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_TO_ASCII)).translate(_TO_ASCII)
    return " ".join(plain.split()).casefold()


def digest(text: str) -> str:
    """SHA-256 of the normalized words, in hexadecimal."""
    return hashlib.sha256(normalize(text).encode()).hexdigest()


def from_copy(text: str) -> list[Sentence]:
    """List the sentences of a copy in plain text or Markdown, in reading order.

    A numbered heading opens the section of its number, any other heading the next one; the first heading is
    section 0. A title that is repeated counts once, a line that only says "advertisement" not at all.
    """
    from sentencex import segment

    sentences: list[Sentence] = []
    section, paragraph, title = 0, 0, ""
    for is_heading, block in _blocks(text):
        if _INTERRUPTION.fullmatch(block):
            continue
        if is_heading:
            if block == title:
                continue
            numbered = _NUMBERED.match(block)
            section = int(numbered[1]) if numbered else section + bool(title)
            paragraph, title = 0, block
            sentences.append(Sentence(section, 0, 1, block))
            continue
        paragraph += 1
        parts = [part.strip() for part in segment("en", block) if part.strip()]
        sentences += [Sentence(section, paragraph, i, part) for i, part in enumerate(parts, 1)]
    return sentences


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Give (is a heading, words) for each block of Markdown, with links and emphasis reduced to their words."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            words = "".join(
                " " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()
            )
            if words := " ".join(words.split()):
                yield before.type == "heading_open", words


def read(path: str) -> str:
    """Read a copy as text.

    Raises
    ------
    FileError
        If it cannot be read, or is not UTF-8.
    """
    from graph.errors import FileError, Place

    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except UnicodeDecodeError as error:
        raise FileError("not UTF-8", Place(path), "save the copy in the encoding UTF-8") from error
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
        raise FileError(reason, Place(path), "give a text or Markdown file") from error
