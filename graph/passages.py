"""The sentences of a reader's own copy of a source, by place and digest: what a passage is checked against.

A graph holds no sentence of an article, only where each stands and the SHA-256 of its normalized words.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from graph.copies import Block

_TO_ASCII = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...",
    }
)  # fmt: skip
_INTERRUPTION = re.compile(r"advertisement", re.IGNORECASE)
_ENDED = re.compile(r"""[.!?:…]["'”’)\]]*$""")
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
    `graph.copies` reads it.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_TO_ASCII)).translate(_TO_ASCII)
    return " ".join(plain.split()).casefold()


def digest(text: str) -> str:
    """SHA-256 of the normalized words, in hexadecimal."""
    return hashlib.sha256(normalize(text).encode()).hexdigest()


def from_copy(text: str) -> list[Sentence]:
    """List the sentences of a copy in plain text or Markdown, in reading order: see `from_blocks`."""
    from graph.copies import markdown

    return from_blocks(markdown.blocks(text))


def from_file(path: str) -> list[Sentence]:
    """List the sentences of a copy in a file: text, Markdown, HTML or PDF, told by its suffix.

    Raises
    ------
    FileError, LimitError, MissingExtraError
        What `graph.copies.read` raises.
    """
    from graph import copies

    return from_blocks(copies.read(path))


def from_blocks(blocks: Iterable["Block"]) -> list[Sentence]:
    """List the sentences of headings and paragraphs, in reading order.

    A numbered heading opens the section of its number, any other heading the next one; the first heading is
    section 0. A title that is repeated counts once, a line that only says "advertisement" not at all.
    """
    from sentencex import segment

    sentences: list[Sentence] = []
    section, paragraph, title = 0, 0, ""
    for is_heading, block in blocks:
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


def is_cut_off(sentence: Sentence) -> bool:
    """Guess whether words of a sentence are missing: it begins in lower case, or no mark ends it.

    A heading and a line of a list need no mark; the curator decides.
    """
    text = sentence.text
    if sentence.paragraph == 0:
        return False
    return text[:1].islower() or not _ENDED.search(text)


def read(path: str) -> str:
    """Read a copy as text.

    Raises
    ------
    FileError
        If it cannot be read, or is not UTF-8.
    """
    from graph import copies

    return copies.decode(copies.read_bytes(path), path)
