"""Blocks of plain text or Markdown, with links and emphasis reduced to their words."""

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.copies import Block

_EMPTY_LINES = re.compile(r"\n\s*\n")


def blocks(text: str) -> list[Block]:
    """Give the headings and paragraphs of CommonMark; an indented paragraph is one, too."""
    return [Block(is_heading, words) for is_heading, found in _inline(text) if (words := " ".join(found.split()))]


def _inline(text: str) -> Iterator[tuple[bool, str]]:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    for before, token in pairwise([None, *tokens]):
        if token is None:
            continue
        if token.type in {"code_block", "fence"}:
            yield from ((False, part) for part in _EMPTY_LINES.split(token.content))
        elif token.type == "inline":
            words = (
                " " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children or ()
            )
            yield before is not None and before.type == "heading_open", "".join(words)
