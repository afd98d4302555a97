"""Headings of plain text that marks none: the lines of a numbered sequence, each alone above a paragraph."""

import re

_MARKED = re.compile(r"(?m)^ {0,3}#{1,6}(?:[ \t]|$)|^ {0,3}\S.*\n {0,3}(?:=+|-+)[ \t]*$")
_NUMBERED = re.compile(r"(\d{1,3})[.)] +(\S.*)")
_ENDED = re.compile(r"""[.!?:;,…]["'”’)\]]*$""")
_LONGEST = 120


def mark(text: str) -> str:
    """Give plain text with ``##`` before each numbered heading, and ``#`` before a title that stands above them.

    Only a whole sequence from 1 or 0 on is taken, of lines that stand alone, with something else below each: so that
    neither a list nor a lone number opens a section. Text that marks a heading itself is left as it is.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if _MARKED.search(plain):
        return text
    blocks = re.split(r"\n[ \t]*\n\s*", plain.strip("\n"))
    numbers = {place: int(found[1]) for place, block in enumerate(blocks) if (found := _heading(block))}
    if len(numbers) < 2 or not _is_sequence([*numbers.values()]) or _is_list(numbers, len(blocks)):
        return text
    first = min(numbers)
    if first > 0 and _is_title(blocks[0]):
        blocks[0] = f"# {blocks[0]}"
    return "\n\n".join(f"## {block}" if place in numbers else block for place, block in enumerate(blocks))


def _heading(block: str) -> re.Match[str] | None:
    return _NUMBERED.fullmatch(block) if "\n" not in block and len(block) <= _LONGEST else None


def _is_sequence(numbers: list[int]) -> bool:
    return numbers[0] in {0, 1} and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_list(numbers: dict[int, int], count: int) -> bool:
    return any(place + 1 in numbers or place + 1 == count for place in numbers)


def _is_title(block: str) -> bool:
    return "\n" not in block and len(block) <= _LONGEST and not _ENDED.search(block)
