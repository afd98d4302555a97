"""What a picture is, without drawing it: boxes for concepts, lines for claims. Lengths are in px, y grows downward."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]


class Box(NamedTuple):
    """A concept in a picture: the center, the size, and the lines of its label."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point lies in the box or closer to it than `margin`."""
        dx, dy = abs(point[0] - self.x), abs(point[1] - self.y)
        return dx <= self.width / 2 + margin and dy <= self.height / 2 + margin


class Line(NamedTuple):
    """How a claim runs from the center of one box to that of another.

    A ``wave`` leaves and arrives level: `bend` is how far its control points lie along the way. An ``arc`` bulges to one
    side, for a negative `bend` to the other; its control point lies at (1 + |bend|) / 2 of the distance, turned by
    bend / 2 of a half turn. With bend 0 it is straight.
    """

    shape: Literal["arc", "wave"]
    bend: float


@dataclass(frozen=True)
class View:
    """One picture of a part of a network: a box a concept and a line a claim, by their CURIEs."""

    boxes: Mapping[str, Box]
    lines: Mapping[str, Line]
