"""A network that is too large for one picture, as groups of concepts: values only. Lengths are in px."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from graph.views import Box, Point


class Group(NamedTuple):
    """Concepts that claims connect with each other more than with others.

    ``members`` are CURIEs, the most connected first; ``inside`` counts the claims between members, ``outside`` those
    with one end elsewhere. ``gathered`` tells that it is only what was left over from all small groups.
    """

    name: str
    members: tuple[str, ...]
    inside: int
    outside: int
    gathered: bool = False


class Tie(NamedTuple):
    """The number of claims between two groups, by their places, the lower first."""

    one: int
    other: int
    claims: int


class Way(NamedTuple):
    """How the claims between a group and another are drawn: straight stretches, and where their number stands."""

    other: int
    claims: int
    points: tuple[Point, ...]
    number: Point


@dataclass(frozen=True)
class Board:
    """A still picture of the largest groups.

    ``boxes`` are the groups in order; ``bars`` the claims between groups that stand beside each other; ``ways`` those
    of each group with any other, to be shown one group at a time.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    bars: tuple[Way, ...]
    ways: tuple[tuple[Way, ...], ...]


@dataclass(frozen=True)
class Grouping:
    """Groups, the largest first; the claims between them; and where each concept stands, by CURIE."""

    groups: tuple[Group, ...]
    ties: tuple[Tie, ...]
    places: Mapping[str, Point]
    board: Board
