"""Promises of path data: it draws the way that was given, to a pixel, in whole numbers."""

import re
from itertools import pairwise
from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.drawings import Way
from graph.page import strokes

PLACES = st.tuples(st.floats(0, 1200), st.floats(0, 800))


def _paired(numbers: list[float]) -> Way:
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _followed(path: str) -> Way:
    """Follow path data as SVG defines it: a start, and two control points and an end for each curve or stretch."""
    x, y = map(float, re.findall(r"-?\d+", path)[:2])
    found = [(x, y)]
    for sign, said in re.findall(r"([hvlc])([^hvlc]+)", path):
        numbers = [float(number) for number in re.findall(r"-?\d+", said)]
        pairs = ((numbers[0], 0.0),) if sign == "h" else ((0.0, numbers[0]),) if sign == "v" else _paired(numbers)
        ends = [(x + across, y + down) for across, down in pairs]
        found += ends if sign == "c" else [(x, y), ends[-1], ends[-1]]
        x, y = ends[-1]
    return tuple(found)


def _points(way: Way, steps: int) -> list[tuple[float, float]]:
    found = [way[0]]
    for place in range(0, len(way) - 1, 3):
        for t in (step / steps for step in range(1, steps + 1)):
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
            parts = list(zip(weights, way[place : place + 4], strict=True))
            found.append((sum(w * x for w, (x, _) in parts), sum(w * y for w, (_, y) in parts)))
    return found


def _from_stretch(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    (x, y), (across, down) = start, (end[0] - start[0], end[1] - start[1])
    length = across * across + down * down
    along = ((point[0] - x) * across + (point[1] - y) * down) / length if length else 0.0
    share = min(1.0, max(0.0, along))
    return dist(point, (x + share * across, y + share * down))


def _far(one: Way, other: Way) -> float:
    """Give how far the points of one way are at most from the other."""
    stretches = list(pairwise(_points(other, 100))) or [(other[0], other[0])]
    return max(min(_from_stretch(point, *stretch) for stretch in stretches) for point in _points(one, 20))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 3).flatmap(lambda curves: st.lists(PLACES, min_size=3 * curves + 1, max_size=3 * curves + 1)))
def test_a_curve_is_drawn_where_it_runs(way: list[tuple[float, float]]) -> None:
    """Whatever its control points: no point of it, nor of what is drawn, is further than rounding from the other."""
    moved = tuple((x + strokes.MARGIN, y + strokes.MARGIN) for x, y in way)
    drawn = _followed(strokes.curve(tuple(way)))
    assert _far(moved, drawn) < 2
    assert _far(drawn, moved) < 2


@pytest.mark.parametrize(
    ("way", "path"),
    [
        (((0, 0), (0, 5), (0, 10), (0, 15)), "M2,2v15"),
        (((0, 0), (4, 2), (8, 4), (12, 6)), "M2,2l12,6"),
        (((0, 0), (-4, 0), (16, 0), (12, 0)), "M2,2c-4,0,16,0,12,0"),
        (((8, 8), (0, 0), (16, 0), (8, 8)), "M10,10c-8-8,8-8,0,0"),
        (((8, 8), (8, 8), (8, 8), (8, 8)), "M10,10"),
    ],
    ids=["upright", "slanting", "beyond its ends", "a loop", "a point"],
)
def test_only_what_is_straight_is_drawn_straight(way: Way, path: str) -> None:
    """A curve along the stretch between its ends is that stretch; one that leaves it, or goes beyond, stays a curve."""
    assert strokes.curve(way) == path


@given(st.lists(PLACES, min_size=2, max_size=6))
def test_stretches_keep_their_corners(way: list[tuple[float, float]]) -> None:
    """Every corner is where it was, to half a pixel; what does not move is left out."""
    corners = [(round(x) + strokes.MARGIN, round(y) + strokes.MARGIN) for x, y in way]
    kept = [corner for place, corner in enumerate(corners) if place == 0 or corner != corners[place - 1]]
    assert list(_followed(strokes.straight(way)))[::3] == kept
