"""Promises of the forest plot: every figure in it, true positions, readable without color, nothing pooled."""

import re
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph import forest
from graph.effects import Interval
from graph.sentences import NOTICE

SVG = "{http://www.w3.org/2000/svg}"


class Row(NamedTuple):
    """A made-up row."""

    label: str = "Ames 2001"
    subject_matter: str = "play → joy"
    reported: str = "d = 0.2 [0.1, 0.3]"
    direction: str = "more of it"
    common: Interval | None = Interval(0.1, 0.05, 0.15)
    weight: int | None = None
    is_direct: bool | None = True


OFF = Row("Bell 2002", "play → sleep", "beta = -0.16", "less of it", None)


def _drawn(*rows: Row) -> ElementTree.Element:
    return ElementTree.fromstring(forest.svg(rows, "Play & joy"))


def _texts(image: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in image.iter(f"{SVG}text")]


def _ticks(image: ElementTree.Element) -> dict[float, float]:
    centered = [e for e in image.iter(f"{SVG}text") if e.get("text-anchor") == "middle"]
    return {float(e.text or ""): float(e.get("x", "")) for e in centered if re.fullmatch(r"-?[\d.]+", e.text or "")}


def test_a_figure_is_there_in_words() -> None:
    """Study, what was measured, the reported value, the value on the scale, the direction."""
    words = _texts(_drawn(Row()))
    for part in ("Ames 2001", "play → joy", "d = 0.2 [0.1, 0.3]", "r = 0.10 [0.05, 0.15]", "more of it"):
        assert part in words


def test_the_image_stands_alone() -> None:
    """No script, no link, no font, no color of its own."""
    image = forest.svg([Row(), Row(is_direct=False), OFF], "Play")
    assert not re.search(r"<script|href|url\(|@import|<image|#[0-9a-f]{3,6}\b", image.replace(SVG[1:-1], ""))
    assert "system-ui" in image
    assert {"currentColor", "none"} == set(re.findall(r'(?:fill|stroke)="([^"]+)"', image))


def test_a_screen_reader_gets_title_and_every_figure() -> None:
    """The description says what the eye sees."""
    image = _drawn(Row(), OFF)
    assert "img" == image.get("role")
    named = {element.get("id"): element.text or "" for element in image if element.get("id")}
    title, description = (named[name] for name in image.get("aria-labelledby", "").split())
    assert "Play & joy" == title
    assert "Forest plot without a pooled value. Ames 2001, play → joy: d = 0.2 [0.1, 0.3], more of it" in description
    assert "Not on this scale: Bell 2002, play → sleep: beta = -0.16, less of it." in description


@given(some.floats(-0.9, 0.9), some.floats(0.001, 0.05))
def test_points_and_intervals_stand_where_the_axis_says(value: float, half: float) -> None:
    """Measured against two ticks, to a pixel."""
    image = _drawn(Row(common=Interval(value, value - half, value + half)))
    ticks = _ticks(image)
    (low, low_x), (high, high_x) = min(ticks.items()), max(ticks.items())

    def at(r: float) -> float:
        return low_x + (r - low) / (high - low) * (high_x - low_x)

    (point,) = image.iter(f"{SVG}rect")
    assert at(value) == pytest.approx(float(point.get("x", "")) + float(point.get("width", "")) / 2, abs=1)
    ends = [(float(e.get("x1", "")), float(e.get("x2", ""))) for e in image.iter(f"{SVG}line")]
    assert any((at(value - half), at(value + half)) == pytest.approx(pair, abs=1) for pair in ends)


def test_the_line_of_no_association_is_at_zero() -> None:
    """Dashed, so that it is no interval."""
    image = _drawn(Row())
    (null,) = [e for e in image.iter(f"{SVG}line") if e.get("stroke-dasharray")]
    assert _ticks(image)[0.0] == pytest.approx(float(null.get("x1", "")))


def test_without_an_interval_there_is_a_point_alone() -> None:
    """No line is made up: the null line, the axis and its ticks are all."""
    image = _drawn(Row(common=Interval(0.1, None, None)))
    lines = [e for e in image.iter(f"{SVG}line") if not e.get("stroke-dasharray")]
    assert 1 + len(_ticks(image)) == len(lines)
    assert "r = 0.10" in _texts(image)


def test_what_is_not_on_the_scale_is_listed() -> None:
    """Below the plot, with its reported value, and without a point."""
    image = _drawn(Row(), OFF)
    words = _texts(image)
    assert "Bell 2002, play → sleep: beta = -0.16, less of it" in words[words.index("Not on this scale:") :]
    assert 1 == len(list(image.iter(f"{SVG}rect")))


def test_a_shape_tells_what_was_measured() -> None:
    """Open squares are something other than the claim, and the legend says so."""
    image = _drawn(Row(), Row(is_direct=False))
    assert ["currentColor", "none"] == [e.get("fill") for e in image.iter(f"{SVG}rect")]
    assert any("■ the claim itself, □ something else" in words for words in _texts(image))


def test_a_larger_study_has_a_larger_square() -> None:
    """And one of unknown size the smallest."""
    sides = [float(e.get("width", "")) for e in _drawn(Row(weight=8000), Row(weight=20), Row()).iter(f"{SVG}rect")]
    assert sorted(sides, reverse=True) == sides
    assert 3 == len(set(sides))


@pytest.mark.parametrize("rows", [[], [OFF], [Row(subject_matter="", common=None)]], ids=["none", "off", "no figure"])
def test_there_may_be_nothing_to_draw(rows: list[Row]) -> None:
    """Still an image, which says so."""
    assert "No figure can be put on the scale of r." in _texts(_drawn(*rows))


def test_the_image_carries_the_notice_and_no_pooled_value() -> None:
    """It may be seen without the text around it."""
    image = _drawn(Row(), Row())
    assert NOTICE in _texts(image)
    assert any("No pooled value is drawn." in words for words in _texts(image))
    assert not list(image.iter(f"{SVG}polygon")) + list(image.iter(f"{SVG}path"))


@pytest.mark.parametrize("words", ["<b>&\"'", "a\x1b[31m\u202eb", "]]>"])
def test_any_words_give_well_formed_svg(words: str) -> None:
    """Labels are text, never markup, and hidden characters are shown."""
    assert any(words[:2].strip("\x1b") in text for text in _texts(_drawn(Row(label=words))))
    assert "\x1b" not in forest.svg([Row(label=words)], words)


def test_nothing_leaves_the_image() -> None:
    """Points at the ends of the scale, and text below all of it."""
    image = _drawn(Row(common=Interval(-1.0, None, None)), Row(common=Interval(1.0, None, None)), OFF)
    assert all(0 <= float(e.get("x", "")) <= float(image.get("width", "")) for e in image.iter(f"{SVG}rect"))
    assert max(float(e.get("y", "")) for e in image.iter(f"{SVG}text")) < float(image.get("height", ""))


# Text


def _plot(*rows: Row, width: int = 80) -> list[str]:
    return forest.text(rows, width).splitlines()


@given(some.floats(-0.9, 0.9), some.integers(40, 200))
def test_a_line_is_never_wider_than_asked(value: float, width: int) -> None:
    """So that a terminal does not break it."""
    rows = [Row("A long name of a study " * 3, common=Interval(value, value - 0.1, value + 0.1)), OFF]
    assert max(map(len, _plot(*rows, width=width))) <= width


def test_a_figure_is_drawn_below_its_words() -> None:
    """Point inside interval, to the right of the line of no association."""
    lines = _plot(Row())
    assert lines[0] == "Ames 2001, play → joy: d = 0.2 [0.1, 0.3], more of it, r = 0.10 [0.05, 0.15]"
    assert re.fullmatch(r" +┊ +├─+■─+┤", lines[1])


def test_a_point_alone_and_an_open_point() -> None:
    """As in the image."""
    lines = _plot(Row(common=Interval(-0.1, None, None), is_direct=False))
    assert re.fullmatch(r" +□ +┊", lines[1])


def test_the_axis_of_the_text_plot_is_true() -> None:
    """The point of 0.2 stands above the tick of 0.2, to a character."""
    lines = _plot(Row(common=Interval(0.2, None, None)))
    ruler = next(line for line in lines if re.fullmatch(r"[ \d.-]+", line))
    assert abs(lines[1].index("■") - (ruler.index(" 0.2") + 2)) <= 1
    assert abs(lines[1].index("┊") - re.search(r" 0 ", ruler).start() - 1) <= 1  # type: ignore[union-attr]


def test_what_is_not_on_the_scale_is_listed_in_text() -> None:
    """With its reported value."""
    assert ["Not on this scale:", "Bell 2002, play → sleep: beta = -0.16, less of it"] == _plot(OFF)[-2:]


def test_nothing_gives_nothing() -> None:
    """No empty axis."""
    assert "" == forest.text([], 80)
