"""Blocks of a PDF: pdfminer.six finds the boxes of text, their size tells headings; scans have no words.

Other libraries that were tried give lines; this one groups them into paragraphs, and a place counts paragraphs.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from graph import bounded
from graph.copies import Block
from graph.errors import FileError, GraphError, LimitError, MissingExtraError, Place

SECONDS, MEGABYTES = 120.0, 1536
_LARGER = 1.15
_LONGEST_HEADING = 200
_ON_EVERY_PAGE = 3
_NUMBER = re.compile(r"(?:page\s*)?[\divxlc]+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"(?<=\w)[-\u00ad\u2010]\n(?=[a-zà-ÿ])")
_ENDED = re.compile(r"""[.!?:;…]["'”’)\]]*$""")


class _Box(NamedTuple):
    page: int
    size: float
    text: str


def blocks(data: bytes, name: str) -> list[Block]:
    """Give the blocks of a PDF, read in a child process within a limit of time and memory.

    Raises
    ------
    FileError
        If it is no PDF, is encrypted, or has no words.
    LimitError
        If it takes longer than `SECONDS` or more than `MEGABYTES`.
    MissingExtraError
        If pdfminer.six is not installed.
    """
    import json

    try:
        import pdfminer.high_level  # noqa: F401
    except ImportError as error:
        raise MissingExtraError("pdfminer.six", "curate", "reading a PDF") from error
    if b"%PDF-" not in data[:1024]:
        raise FileError("no PDF", Place(name), "check the suffix, or save the copy as a PDF again")
    try:
        found = bounded.run(lambda: json.dumps(_boxes(data)).encode(), SECONDS, MEGABYTES, "give the article alone")
    except LimitError:
        raise
    except GraphError as error:
        said = error.what.rpartition(": ")[2]
        raise FileError(f"a PDF that cannot be read: {said}", Place(name), "save it as HTML or text") from error
    joined = _joined(_Box(*box) for box in json.loads(found))
    if not joined:
        raise FileError("a PDF without words: pictures of pages", Place(name), "run it through text recognition first")
    return joined


def _boxes(data: bytes) -> list[tuple[int, float, str]]:
    import io
    import logging

    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer, LTTextLine

    logging.disable(logging.CRITICAL)
    found = []
    for number, page in enumerate(extract_pages(io.BytesIO(data))):
        for box in page:
            if isinstance(box, LTTextContainer) and box.get_text().strip():
                sizes = Counter(round(line.height, 1) for line in box if isinstance(line, LTTextLine))
                found.append((number, sizes.most_common(1)[0][0] if sizes else 0.0, box.get_text()))
    return found


def _joined(boxes: Iterable[_Box]) -> list[Block]:
    """Join what a page break parts, leave out what stands on every page, and tell headings by their size."""
    kept = _without_running_heads(list(boxes))
    sizes: Counter[float] = Counter()
    for box in kept:
        sizes[box.size] += len(box.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    made: list[Block] = []
    page = 0
    for box in kept:
        words = " ".join(_SOFT_BREAK.sub("", box.text).split())
        is_heading = box.size > body * _LARGER and len(words) <= _LONGEST_HEADING
        before = made[-1] if made else None
        goes_on = before and not before.is_heading and not is_heading and not _ENDED.search(before.words)
        if before and goes_on and box.page > page and words[:1].islower():
            made[-1] = Block(is_heading=False, words=f"{before.words} {words}")
        else:
            made.append(Block(is_heading, words))
        page = box.page
    return made


def _without_running_heads(boxes: list[_Box]) -> list[_Box]:
    pages: dict[str, set[int]] = {}
    for box in boxes:
        pages.setdefault(_shape(box.text), set()).add(box.page)
    running = {shape for shape, found in pages.items() if len(found) >= _ON_EVERY_PAGE}
    return [b for b in boxes if _shape(b.text) not in running and not _NUMBER.fullmatch(b.text.strip())]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).casefold()
