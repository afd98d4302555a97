"""Blocks of an HTML page: the words of its headings, paragraphs, list items and cells; nothing is fetched."""

import re
from html.parser import HTMLParser

from graph import copies
from graph.copies import Block

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_BLOCKS = _HEADINGS | {
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
_NO_WORDS = {
    "aside", "button", "canvas", "dialog", "footer", "form", "head", "iframe", "nav", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096


def blocks(text: str) -> list[Block]:
    """Give the blocks of a page; menus, forms, footers and scripts have none."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_block()
    return page.blocks


def decode(data: bytes, name: str) -> str:
    """Give the text of a page in the encoding that it declares, or else in UTF-8.

    Raises
    ------
    FileError
        If its bytes are not in that encoding.
    """
    declared = _CHARSET.search(data[:_HEAD])
    if declared and data[:2] not in {b"\xff\xfe", b"\xfe\xff"} and not data.startswith(b"\xef\xbb\xbf"):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return copies.decode(data, name)


class _Page(HTMLParser):
    """Collects words until a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._is_heading = False
        self._without: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NO_WORDS:
            self.end_block()
            self._without.append(tag)
        elif tag == "br":
            self._words.append(" ")
        elif tag in _BLOCKS:
            self.end_block()
            self._is_heading = tag in _HEADINGS
            if tag == "body":
                self._without.clear()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _NO_WORDS:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._without:
            del self._without[self._without.index(tag) :]
        elif tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self._without:
            self._words.append(data)

    def end_block(self) -> None:
        """Close the block that is open, if it has words."""
        words = " ".join("".join(self._words).split())
        if words:
            self.blocks.append(Block(self._is_heading, words))
        self._words, self._is_heading = [], False
