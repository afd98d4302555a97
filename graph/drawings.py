"""A routed picture, without drawing it: boxes for concepts, boxes for the words of claims, ways between them.

Lengths are in px; x grows to the right, y downward, from (0, 0).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from graph.views import Box, Point

Way: TypeAlias = tuple[Point, ...]
"""Cubic Bézier curves end to end: a start, and then two control points and an end for each."""


_STEPS = 12
_WEIGHTS = {
    steps: [
        ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
        for t in (i / steps for i in range(1, steps + 1))
    ]
    for steps in (_STEPS, _STEPS + 1)
}


@dataclass(frozen=True)
class Drawing:
    """A picture of claims, each of which runs from its subject through its words to its outcome.

    ``concepts`` are boxes by CURIE, ``words`` boxes by the CURIE of the claim whose words they hold, ``ways`` the two
    halves of each claim, by its CURIE.
    """

    width: float
    height: float
    concepts: Mapping[str, Box]
    words: Mapping[str, Box]
    ways: Mapping[str, tuple[Way, Way]]

    def moved(self, right: float, down: float) -> "Drawing":
        """Give the same picture further right and down, and its frame that much larger."""
        return Drawing(
            self.width + right,
            self.height + down,
            {name: _moved(box, right, down) for name, box in self.concepts.items()},
            {claim: _moved(box, right, down) for claim, box in self.words.items()},
            {claim: (_shifted(a, right, down), _shifted(b, right, down)) for claim, (a, b) in self.ways.items()},
        )

    def strangers(self) -> list[tuple[str, str]]:
        """List (claim, name of a box) where a claim runs behind the box of a concept or of words not its own."""
        ends = {claim: self._ends(claim) for claim in self.ways}
        everything = [*self.concepts.items(), *self.words.items()]
        return [
            (claim, name)
            for claim, ways in self.ways.items()
            for name, box in everything
            if name not in ends[claim]
            if any(box.meets(*stretch) for way in ways for stretch in pairwise(points(way)))
        ]

    def crossings(self) -> int:
        """Count the pairs of halves of claims that cross away from a common end."""
        halves = [(claim, way) for claim, ways in self.ways.items() for way in ways]
        # Told apart by their steps, two lines that cross in a point of both are seen to cross.
        drawn = [(claim, points(way), points(way, _STEPS + 1)) for claim, way in halves]
        return sum(
            claim != other and _cross(one, two)
            for place, (claim, one, _) in enumerate(drawn)
            for other, _, two in drawn[place + 1 :]
        )

    def overlaps(self) -> list[tuple[str, str]]:
        """List the pairs of boxes that touch."""
        everything = [*self.concepts.items(), *self.words.items()]
        return [
            (name, other)
            for place, (name, one) in enumerate(everything)
            for other, two in everything[place + 1 :]
            if abs(one.x - two.x) < (one.width + two.width) / 2 and abs(one.y - two.y) < (one.height + two.height) / 2
        ]

    def _ends(self, claim: str) -> set[str]:
        """Name the boxes in or on which a claim starts and ends, its words among them."""
        (first, *_), (*_, last) = self.ways[claim]
        near = {
            name for name, box in self.concepts.items() if box.meets(first, first, 2.0) or box.meets(last, last, 2.0)
        }
        return near | {claim}


class Band(NamedTuple):
    """The part of an overview where the concepts of one kind stand."""

    kind: str
    top: float
    bottom: float


@dataclass(frozen=True)
class Overview:
    """Every concept of a network and, for each claim, a way of straight stretches, by CURIE."""

    width: float
    height: float
    bands: tuple[Band, ...]
    concepts: Mapping[str, Box]
    ways: Mapping[str, tuple[Point, ...]]


def points(way: Way, steps: int = _STEPS) -> list[Point]:
    """Give points along a way, `steps` a curve, both ends included."""
    weights = _WEIGHTS[steps]
    found = [way[0]]
    for place in range(0, len(way) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = way[place : place + 4]
        found += [(p * ax + q * bx + r * cx + s * dx, p * ay + q * by + r * cy + s * dy) for p, q, r, s in weights]
    return found


def _cross(one: list[Point], two: list[Point]) -> bool:
    if max(x for x, _ in one) < min(x for x, _ in two) or max(x for x, _ in two) < min(x for x, _ in one):
        return False
    return any(_meet(*a, *b) for a in pairwise(one) for b in pairwise(two))


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _moved(box: Box, right: float, down: float) -> Box:
    return Box(box.x + right, box.y + down, *box[2:])


def _shifted(way: Way, right: float, down: float) -> Way:
    return tuple((x + right, y + down) for x, y in way)
