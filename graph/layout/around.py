"""One thing in the middle, what leads to it on its left, what it leads to on its right: rows that nothing crosses."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.drawings import Drawing, Way
from graph.layout.metrics import widest
from graph.layout.routed import CONCEPT_LINE, CONCEPT_SIZE, MARK_WIDTH, WORDS_LINE, WORDS_SIZE
from graph.views import Box, broken

CENTER = "center"
LENGTH, CENTER_LENGTH, SENTENCE_LENGTH = 16, 14, 40
_STUB = 34.0
_GAP_DOWN, _ROW_GAP = 18.0, 12.0


class Spoke(NamedTuple):
    """A line between the middle and a box beside it: its name, the name of the box, and whether it runs inward."""

    name: str
    other: str
    inward: bool = False


class _Row(NamedTuple):
    spoke: Spoke
    lines: tuple[str, ...]
    height: float


class _Column(NamedTuple):
    """The boxes of one side with their rows, from top to bottom, and what they measure."""

    boxes: tuple[tuple[str, tuple[str, ...], tuple[_Row, ...], float], ...]
    width: float
    words: float
    height: float


def around(
    center: str,
    left: Sequence[Spoke],
    right: Sequence[Spoke],
    labels: Mapping[str, str],
    words: Mapping[str, Sequence[str]],
    length: int = LENGTH,
) -> Drawing:
    """Draw a thing between its neighbors, every line level, so that no line can pass behind a box not its own.

    Parameters
    ----------
    center : str
        The name of the thing in the middle.
    left, right : sequence of Spoke
        The lines to each side, in order. Lines to the same neighbor share its box.
    labels : mapping of str to str
        The words in each box, by name.
    words : mapping of str to sequence of str
        The lines of words on each line, by its name.
    length : int
        How many characters a line of a neighbor's label takes where words allow it.

    Returns
    -------
    Drawing
        Its boxes are named `CENTER`, ``left`` or ``right`` and, after a space, the name that was given: a neighbor may
        stand on both sides. See `named`.
    """
    columns = {side: _column(spokes, labels, words, length) for side, spokes in (("left", left), ("right", right))}
    middle = broken(labels[center], CENTER_LENGTH) or ("",)
    width, height = _size(middle)
    height = max(height, *(column.height for column in columns.values()))
    start = columns["left"].width + columns["left"].words
    box = Box(start + width / 2, height / 2, width, height, middle)
    concepts: dict[str, Box] = {f"{CENTER} {center}": box}
    said: dict[str, Box] = {}
    ways: dict[str, tuple[Way, Way]] = {}
    for side, column in columns.items():
        _place(side, column, box, concepts, said, ways)
    whole = start + width + columns["right"].width + columns["right"].words
    return Drawing(whole, height, concepts, said, ways)


def named(box: str) -> str:
    """Give the name that a box of `around` was given.

    >>> named("left concept:x")
    'concept:x'
    """
    return box.split(" ", 1)[1]


def _size(lines: Sequence[str]) -> tuple[float, float]:
    return widest(lines, CONCEPT_SIZE) + MARK_WIDTH + 18, len(lines) * CONCEPT_LINE + 14


def _column(
    spokes: Sequence[Spoke], labels: Mapping[str, str], words: Mapping[str, Sequence[str]], length: int
) -> _Column:
    if not spokes:
        return _Column((), 0.0, 0.0, 0.0)
    groups: dict[str, list[_Row]] = {}
    for spoke in spokes:
        lines = tuple(words[spoke.name])
        groups.setdefault(spoke.other, []).append(_Row(spoke, lines, len(lines) * WORDS_LINE + 4 + _ROW_GAP))
    boxes = []
    width = 0.0
    for other, rows in groups.items():
        label = broken(labels[other], length) or ("",)
        wide, high = _size(label)
        width = max(width, wide)
        boxes.append((other, label, tuple(rows), max(high, sum(row.height for row in rows))))
    widest_words = max(widest(row.lines, WORDS_SIZE) for rows in groups.values() for row in rows) + 14
    height = sum(high for *_, high in boxes) + _GAP_DOWN * (len(boxes) - 1)
    return _Column(tuple(boxes), width, widest_words + 2 * _STUB, height)


def _place(
    side: str,
    column: _Column,
    center: Box,
    concepts: dict[str, Box],
    said: dict[str, Box],
    ways: dict[str, tuple[Way, Way]],
) -> None:
    """Put a column's boxes beside the middle, and lead each line level through its words."""
    direction = -1 if side == "left" else 1
    near = center.x + direction * center.width / 2
    far = near + direction * column.words
    top = (center.height - column.height) / 2
    for other, label, rows, height in column.boxes:
        x = far + direction * column.width / 2
        concepts[f"{side} {other}"] = Box(x, top + height / 2, column.width, height, label)
        down = top + (height - sum(row.height for row in rows)) / 2
        for row in rows:
            y, middle = down + row.height / 2, (near + far) / 2
            half = (widest(row.lines, WORDS_SIZE) + 14) / 2
            said[row.spoke.name] = Box(middle, y, 2 * half, row.height - _ROW_GAP, row.lines)
            begin, end = (far, near) if row.spoke.inward else (near, far)
            turn = half if end > begin else -half
            ways[row.spoke.name] = (_level(begin, middle - turn, y), _level(middle + turn, end, y))
            down += row.height
        top += height + _GAP_DOWN


def _level(start: float, end: float, y: float) -> Way:
    third = (end - start) / 3
    return ((start, y), (start + third, y), (end - third, y), (end, y))
