"""Promises of a drawing's own judgement: a stranger, a crossing and an overlap are seen, and nothing else is."""

import pytest

from graph.drawings import Drawing, Way, points
from graph.views import Box, Point

_SIDE = 20.0


def _box(x: float, y: float) -> Box:
    return Box(x, y, _SIDE, _SIDE, ("a",))


def _straight(start: Point, end: Point) -> Way:
    """Give a straight stretch as a cubic curve."""
    thirds = [(start[0] + (end[0] - start[0]) * t / 3, start[1] + (end[1] - start[1]) * t / 3) for t in range(4)]
    return tuple(thirds)


def _drawing(concepts: dict[str, Point], words: dict[str, Point], ends: dict[str, tuple[str, str]]) -> Drawing:
    """Draw claims as straight lines from box to words to box, from edge to edge in x."""
    boxes = {name: _box(*middle) for name, middle in concepts.items()}
    said = {claim: _box(*middle) for claim, middle in words.items()}
    ways = {}
    for claim, (subject, outcome) in ends.items():
        start, middle, end = boxes[subject], said[claim], boxes[outcome]
        first = _straight((start.x + _SIDE / 2, start.y), (middle.x - _SIDE / 2, middle.y))
        last = _straight((middle.x + _SIDE / 2, middle.y), (end.x - _SIDE / 2, end.y))
        ways[claim] = (first, last)
    return Drawing(400.0, 400.0, boxes, said, ways)


@pytest.fixture
def clean() -> Drawing:
    """Draw one claim with nothing in its way."""
    return _drawing({"a": (10, 10), "b": (210, 10)}, {"c1": (110, 10)}, {"c1": ("a", "b")})


def test_a_clean_drawing_has_no_fault(clean: Drawing) -> None:
    """A claim that runs through its own words between its own boxes is no fault."""
    assert (clean.strangers(), clean.crossings(), clean.overlaps()) == ([], 0, [])


def test_a_line_behind_another_concept_is_noticed() -> None:
    """A box that stands between a concept and the words of its claim is named, with the claim."""
    drawn = _drawing({"a": (10, 10), "b": (310, 10), "x": (60, 10)}, {"c1": (160, 10)}, {"c1": ("a", "b")})
    assert drawn.strangers() == [("c1", "x")]


def test_a_line_behind_the_words_of_another_claim_is_noticed() -> None:
    """Words that stand on a line that is not theirs would be read as that line's."""
    drawn = _drawing(
        {"a": (10, 10), "b": (310, 10), "u": (10, 100), "v": (310, 100)},
        {"c1": (160, 10), "c2": (240, 10)},
        {"c1": ("a", "b"), "c2": ("u", "v")},
    )
    assert ("c1", "c2") in drawn.strangers()


def test_a_curve_is_followed_and_not_its_chord() -> None:
    """A stranger at the top of an arc is met, one on the chord below it is not."""
    boxes = {"a": _box(10, 110), "b": _box(310, 110), "low": _box(90, 110), "high": _box(90, 56)}
    arc: Way = ((20, 110), (60, 40), (120, 40), (150, 110))
    drawn = Drawing(400, 400, boxes, {"c1": _box(160, 110)}, {"c1": (arc, _straight((170, 110), (300, 110)))})
    assert drawn.strangers() == [("c1", "high")]


def test_lines_that_cross_are_counted() -> None:
    """Two claims whose lines form an X cross once; two that run side by side do not."""
    places = {"a": (10.0, 10.0), "b": (10.0, 110.0), "c": (310.0, 10.0), "d": (310.0, 110.0)}
    crossed = _drawing(places, {"c1": (270, 110), "c2": (250, 10)}, {"c1": ("a", "d"), "c2": ("b", "c")})
    beside = _drawing(places, {"c1": (160, 10), "c2": (160, 110)}, {"c1": ("a", "c"), "c2": ("b", "d")})
    assert (crossed.crossings(), beside.crossings()) == (1, 0)


def test_lines_that_cross_in_their_exact_middle_are_counted() -> None:
    """An X that is quite even is a crossing too."""
    places = {"a": (10.0, 10.0), "b": (10.0, 110.0), "c": (310.0, 10.0), "d": (310.0, 110.0)}
    crossed = _drawing(places, {"c1": (270, 110), "c2": (270, 10)}, {"c1": ("a", "d"), "c2": ("b", "c")})
    assert crossed.crossings() == 1


def test_lines_from_a_common_concept_do_not_cross() -> None:
    """Claims that part at the concept they start from only meet there."""
    drawn = _drawing(
        {"a": (10, 60), "b": (310, 10), "c": (310, 110)},
        {"c1": (160, 10), "c2": (160, 110)},
        {"c1": ("a", "b"), "c2": ("a", "c")},
    )
    assert drawn.crossings() == 0


@pytest.mark.parametrize(("x", "touching"), [(25.0, True), (31.0, False)])
def test_boxes_that_overlap_are_noticed(x: float, touching: bool) -> None:
    """Concept on concept, in every order: named as a pair; side by side they are free."""
    drawn = Drawing(100, 100, {"a": _box(10, 10), "b": _box(x, 10)}, {}, {})
    assert (drawn.overlaps() == [("a", "b")]) is touching


def test_words_on_a_concept_are_an_overlap() -> None:
    """The words of a claim may not cover a concept, nor other words."""
    drawn = Drawing(100, 100, {"a": _box(10, 10)}, {"c1": _box(15, 12), "c2": _box(18, 14)}, {})
    assert drawn.overlaps() == [("a", "c1"), ("a", "c2"), ("c1", "c2")]


def test_a_drawing_that_is_moved_keeps_its_shape() -> None:
    """Boxes, words and ways move together, the frame grows, and what was wrong stays wrong."""
    drawn = _drawing({"a": (10, 10), "b": (310, 10), "x": (60, 10)}, {"c1": (160, 10)}, {"c1": ("a", "b")})
    moved = drawn.moved(30, 50)
    assert (moved.width, moved.height) == (430, 450)
    assert (moved.concepts["a"].x, moved.concepts["a"].y) == (40, 60)
    assert moved.words["c1"].x == 190
    assert moved.ways["c1"][0][0] == (50, 60)
    assert moved.strangers() == drawn.strangers()


def test_points_of_a_way_begin_and_end_with_it() -> None:
    """Two curves end to end give their common point once, and the middle of a straight one is its middle."""
    way: Way = (*_straight((0, 0), (30, 0)), *_straight((30, 0), (30, 60))[1:])
    found = points(way)
    assert (found[0], found[-1]) == ((0, 0), (30, 60))
    assert [sum(one == pytest.approx(corner) for one in found) for corner in ((0, 0), (30, 0), (30, 60))] == [1, 1, 1]
    assert all(y == pytest.approx(0) or x == pytest.approx(30) for x, y in found)
    assert len(found) > 12
