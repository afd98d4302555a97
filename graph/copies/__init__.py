"""A reader's own copy of a source as blocks of words: plain text, Markdown, HTML or PDF, told by the suffix."""

import os
from typing import NamedTuple

from graph.errors import FileError, Place

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf")
LARGEST = 64 * 1024**2


class Block(NamedTuple):
    """A heading or a paragraph, reduced to its words."""

    is_heading: bool
    words: str


def read(path: str) -> list[Block]:
    """Read a copy, block by block, in reading order.

    Parameters
    ----------
    path : str
        Its suffix tells what it is: `SUFFIXES`; without a suffix it is read as text.

    Raises
    ------
    FileError
        If it cannot be read, is larger than `LARGEST` bytes, or is not what its suffix says.
    LimitError
        If a PDF takes too long or too much memory.
    MissingExtraError
        If it is a PDF and pdfminer.six is not installed.
    """
    from graph.copies import hypertext, markdown, plain, portable

    suffix = os.path.splitext(path)[1].lower()
    if suffix and suffix not in SUFFIXES:
        raise FileError(f"'{suffix}' is no kind of copy", Place(path), f"save it as one of {', '.join(SUFFIXES)}")
    data = read_bytes(path)
    if suffix == ".pdf":
        return portable.blocks(data, path)
    if suffix in {".html", ".htm", ".xhtml"}:
        return hypertext.blocks(hypertext.decode(data, path))
    text = decode(data, path)
    return markdown.blocks(text if suffix in {".md", ".markdown"} else plain.mark(text))


def read_bytes(path: str) -> bytes:
    """Read a file of at most `LARGEST` bytes.

    Raises
    ------
    FileError
        If it cannot be read or is larger.
    """
    try:
        if os.path.getsize(path) > LARGEST:
            raise FileError(f"larger than {LARGEST // 1024**2} MB", Place(path), "give the article alone")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
        raise FileError(reason, Place(path or "an empty path"), "give a text, Markdown, HTML or PDF file") from error
    except ValueError as error:
        raise FileError(str(error), Place(path), "check the path") from error


def decode(data: bytes, name: str) -> str:
    """Give the text of UTF-8, or of UTF-16 that says so with its first two bytes.

    Raises
    ------
    FileError
        If it is neither; the message names the line.
    """
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1 if encoding == "utf-8-sig" else None
        label = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
        raise FileError(f"not {label}", Place(name, line), "save the copy in the encoding UTF-8") from error
    if "\0" in text:
        raise FileError("zero bytes: no text", Place(name), "save the copy as text in the encoding UTF-8")
    return text
