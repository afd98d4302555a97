"""What a picture is, without drawing it: boxes for concepts, lines for claims. Lengths are in px, y grows downward."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import atan2, comb, cos, hypot, pi, sin
from textwrap import wrap as _wrap
from typing import Literal, NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]

_STEPS = 40
_WEIGHTS = {
    count: [
        tuple(comb(count - 1, i) * (step / _STEPS) ** i * (1 - step / _STEPS) ** (count - 1 - i) for i in range(count))
        for step in range(_STEPS + 1)
    ]
    for count in (3, 4)
}


class Box(NamedTuple):
    """A concept in a picture: the center, the size, and the lines of its label."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    def meets(self, start: Point, end: Point, margin: float = 0.0) -> bool:
        """Whether a straight stretch touches the box, or comes closer to it than `margin`."""
        first, last = 0.0, 1.0
        (left, top), (right, bottom) = self.corners()
        for begin, finish, low, high in ((start[0], end[0], left, right), (start[1], end[1], top, bottom)):
            length = finish - begin
            if length == 0:
                if not low - margin <= begin <= high + margin:
                    return False
                continue
            enter, leave = sorted(((low - margin - begin) / length, (high + margin - begin) / length))
            first, last = max(first, enter), min(last, leave)
        return first <= last

    def corners(self) -> tuple[Point, Point]:
        """Give the corner with the least and the corner with the greatest coordinates."""
        half_width, half_height = self.width / 2, self.height / 2
        return (self.x - half_width, self.y - half_height), (self.x + half_width, self.y + half_height)


class Line(NamedTuple):
    """How a claim runs from the center of one box to that of another.

    A ``wave`` leaves and arrives level: `bend` is how far its control points lie along the way. An ``arc`` bulges to
    one side, for a negative `bend` to the other: its control point lies at (1 + |bend|) / 2 of the distance, turned
    by bend / 2 of a half turn. With bend 0 it is straight.
    """

    shape: Literal["arc", "wave"]
    bend: float

    def points(self, start: Box, end: Box) -> list[Point]:
        """Give 41 points, from center to center; vis-network draws the same curve."""
        first, last = (start.x, start.y), (end.x, end.y)
        dx, dy = end.x - start.x, end.y - start.y
        if self.shape == "wave":
            controls = [first, (start.x + self.bend * dx, start.y), (end.x - self.bend * dx, end.y), last]
        else:
            angle = atan2(-dy, dx) + (self.bend + 1) / 2 * pi
            reach = (abs(self.bend) + 1) / 2 * hypot(dx, dy)
            controls = [first, (start.x + reach * sin(angle), start.y + reach * cos(angle)), last]
        return [_weighted(weights, controls) for weights in _WEIGHTS[len(controls)]]


@dataclass(frozen=True)
class View:
    """One picture of a part of a network: a box a concept and a line a claim, by their CURIEs.

    A claim of the part that has no line has no way that keeps clear of other boxes. The `frame` is left, top, right and
    bottom of all that is drawn.
    """

    boxes: Mapping[str, Box]
    lines: Mapping[str, Line]
    frame: tuple[float, float, float, float]


def broken(text: str, most: int) -> tuple[str, ...]:
    """Break words into lines of at most `most` characters, as few and as equally long as they go.

    >>> broken("opens the way to more", 16)
    ('opens the', 'way to more')
    """
    wrap = partial(_wrap, break_on_hyphens=False)
    fewest = wrap(text, most)
    longest_word = max(map(len, text.split()), default=0)
    narrower = (wrap(text, length) for length in range(max(longest_word, 1), most))
    return tuple(next((lines for lines in narrower if len(lines) == len(fewest)), fewest))


def _weighted(weights: tuple[float, ...], controls: list[Point]) -> Point:
    pairs = list(zip(weights, controls, strict=True))
    return sum(w * x for w, (x, _) in pairs), sum(w * y for w, (_, y) in pairs)
