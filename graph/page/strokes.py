"""Ways as path data: whole px, one number after the other, as few signs as they take."""

from collections.abc import Sequence
from itertools import chain, pairwise

from graph.drawings import Way
from graph.views import Point

MARGIN = 2
"""Room around a picture, so that no stroke on its edge is cut off."""
_STRAIGHT = 0.75
"""A curve that is nowhere further than this from the stretch between its ends, in px, is drawn as the stretch."""

_Whole = tuple[int, int]


def curve(way: Way) -> str:
    """Give cubic Bézier curves end to end as path data.

    >>> curve(((0, 0), (10, 5), (20, 5), (30, 0)))
    'M2,2c10,5,20,5,30,0'
    """
    start, *rest = map(_whole, way)
    parts = [f"M{start[0]},{start[1]}"]
    for place in range(0, len(rest), 3):
        controls = rest[place : place + 3]
        parts.append(_stretch(start, controls[-1]) if _is_straight(start, controls) else f"c{_from(start, controls)}")
        start = controls[-1]
    return "".join(parts)


def straight(way: Sequence[Point]) -> str:
    """Give straight stretches end to end as path data.

    >>> straight(((0, 0), (10, 0), (10, 0), (10, 20)))
    'M2,2h10v20'
    """
    points = list(map(_whole, way))
    stretches = (_stretch(start, end) for start, end in pairwise(points))
    return "".join((f"M{points[0][0]},{points[0][1]}", *stretches))


def _whole(point: Point) -> _Whole:
    return round(point[0]) + MARGIN, round(point[1]) + MARGIN


def _stretch(start: _Whole, end: _Whole) -> str:
    across, down = end[0] - start[0], end[1] - start[1]
    if not down:
        return f"h{across}" if across else ""
    return f"l{_numbers((across, down))}" if across else f"v{down}"


def _is_straight(start: _Whole, controls: Sequence[_Whole]) -> bool:
    """Tell whether a curve keeps to the stretch between its ends: its control points do, and none goes back."""
    across, down = controls[-1][0] - start[0], controls[-1][1] - start[1]
    length = (across * across + down * down) ** 0.5
    if not length:
        return all(point == start for point in controls)
    along = [0.0]
    for x, y in controls:
        aside = abs(across * (y - start[1]) - down * (x - start[0]))
        if aside > _STRAIGHT * length:
            return False
        along.append(across * (x - start[0]) + down * (y - start[1]))
    return along == sorted(along)


def _from(start: _Whole, points: Sequence[_Whole]) -> str:
    return _numbers(list(chain.from_iterable((x - start[0], y - start[1]) for x, y in points)))


def _numbers(values: Sequence[int]) -> str:
    """Put numbers in a row; a minus parts two as well as a comma."""
    return ",".join(map(str, values)).replace(",-", "-")
