"""Promises of the picture around a thing: level lines, no line behind a box not its own, every claim at its ends."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.layout import Spoke, around, named
from graph.layout.around import CENTER

NAMES = [f"concept:{letter}" for letter in "abcdefgh"]
LABELS = {name: name.removeprefix("concept:") * 9 for name in NAMES} | {"concept:m": "the middle of it all"}
WORDS = ("goes with", "leads to more\nin part", "x")


def spokes(side: str) -> st.SearchStrategy[list[Spoke]]:
    """Give lines of one side, in either direction, some to the same neighbor."""
    one = st.tuples(st.sampled_from(NAMES), st.booleans())
    return st.lists(one, max_size=9).map(
        lambda found: [Spoke(f"{side}{place}", other, inward) for place, (other, inward) in enumerate(found)]
    )


def drawn(left: list[Spoke], right: list[Spoke]):
    """Draw with words of one or two lines."""
    words = {spoke.name: WORDS[len(spoke.name + spoke.other) % 3].split("\n") for spoke in (*left, *right)}
    return around("concept:m", left, right, LABELS, words)


@given(spokes("l"), spokes("r"))
def test_nothing_is_crossed_and_nothing_overlaps(left: list[Spoke], right: list[Spoke]) -> None:
    """Whatever stands on the two sides."""
    drawing = drawn(left, right)
    assert [] == drawing.strangers()
    assert 0 == drawing.crossings()
    assert [] == drawing.overlaps()


@given(spokes("l"), spokes("r"))
def test_every_line_runs_level_from_its_subject_to_its_outcome(left: list[Spoke], right: list[Spoke]) -> None:
    """It begins on the edge of one box, passes through its words, and ends on the edge of the other."""
    drawing = drawn(left, right)
    center = drawing.concepts[f"{CENTER} concept:m"]
    for side, found in (("left", left), ("right", right)):
        for spoke in found:
            beside = drawing.concepts[f"{side} {spoke.other}"]
            start, end = (beside, center) if spoke.inward else (center, beside)
            first, last = drawing.ways[spoke.name]
            assert 1 == len({round(y, 6) for way in (first, last) for _, y in way})
            assert abs(first[0][0] - start.x) == pytest.approx(start.width / 2)
            assert abs(last[-1][0] - end.x) == pytest.approx(end.width / 2)
            assert start.meets(first[0], first[0], 0.01)
            assert end.meets(last[-1], last[-1], 0.01)
            words = drawing.words[spoke.name]
            assert words.meets(first[-1], first[-1], 0.01)
            assert words.meets(last[0], last[0], 0.01)


@given(spokes("l"), spokes("r"))
def test_everything_stands_inside_the_frame(left: list[Spoke], right: list[Spoke]) -> None:
    """So that nothing is cut off."""
    drawing = drawn(left, right)
    for box in (*drawing.concepts.values(), *drawing.words.values()):
        (x, y), (right_edge, bottom) = box.corners()
        assert min(x, y) >= -1e-6
        assert right_edge <= drawing.width + 1e-6
        assert bottom <= drawing.height + 1e-6


def test_a_neighbor_on_both_sides_has_a_box_on_each() -> None:
    """And one that several lines lead to has one."""
    drawing = drawn([Spoke("1", NAMES[0], inward=True), Spoke("2", NAMES[0], inward=True)], [Spoke("3", NAMES[0])])
    assert {f"{CENTER} concept:m", f"left {NAMES[0]}", f"right {NAMES[0]}"} == drawing.concepts.keys()
    assert {"concept:m", NAMES[0]} == {named(box) for box in drawing.concepts}


def test_left_stands_left_and_right_stands_right() -> None:
    """What leads to a thing is read before it."""
    drawing = drawn([Spoke("1", NAMES[0], inward=True)], [Spoke("2", NAMES[1])])
    order = sorted(drawing.concepts, key=lambda box: drawing.concepts[box].x)
    assert ["left", CENTER, "right"] == [box.split(" ")[0] for box in order]
    xs = [x for way in drawing.ways["1"] for x, _ in way]
    assert all(before <= after for before, after in pairwise(xs))
