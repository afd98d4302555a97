"""Pictures as the template takes them: whole px, path data, addresses, words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.drawings import Band, Drawing, Overview, Way
from graph.views import Box, Point, View


@dataclass(frozen=True)
class Pictures:
    """Every picture of a page.

    ``sheets`` are the sheets of each section by its name, ``overview`` shows everything at once, ``explore`` are the
    pictures for the reader to explore, as `graph.layout.views` makes them.
    """

    sheets: Mapping[str, Sequence[Drawing]] = field(default_factory=dict)
    overview: Overview | None = None
    explore: Mapping[str, View] = field(default_factory=dict)


class Rect(NamedTuple):
    """A box: its left upper corner, its size, and its lines of words with the y of each."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    lines: tuple[tuple[str, int], ...]


class Line(NamedTuple):
    """A claim in a picture: its address, how it looks, its path data, and the box of its words."""

    href: str
    certainty: str
    relation: str
    first: str
    last: str
    words: Rect | None = None


class Node(NamedTuple):
    """A concept in a picture; in an overview with the claims that start from it and the ids of those that end there."""

    href: str
    kind: str
    rect: Rect
    starting: tuple[tuple[str, Line], ...] = ()
    ending: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """A routed picture of some claims."""

    width: int
    height: int
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]


class Chart(NamedTuple):
    """Everything at once; bands are kinds with the y of their words."""

    width: int
    height: int
    bands: tuple[tuple[str, int], ...]
    nodes: tuple[Node, ...]


def sheet(drawing: Drawing, line_of: Callable[[str], Line], node_of: Callable[[str], tuple[str, str]]) -> Sheet:
    """Give a drawing as whole px.

    Parameters
    ----------
    drawing : Drawing
        As `graph.layout.sheets` makes it.
    line_of : callable
        Gives the line of a claim by its CURIE, its ways and box left empty.
    node_of : callable
        Gives address and kind of a concept by its CURIE.
    """
    lines = []
    for claim, (first, last) in drawing.ways.items():
        rect = _rect(drawing.words[claim], 21, 15)
        lines.append(line_of(claim)._replace(first=_curve(first), last=_curve(last), words=rect))
    nodes = tuple(Node(*node_of(name), _rect(box, 24, 17)) for name, box in drawing.concepts.items())
    return Sheet(round(drawing.width) + 4, round(drawing.height) + 4, tuple(lines), nodes)


def chart(
    overview: Overview,
    ends: Mapping[str, tuple[str, str]],
    line_of: Callable[[str], Line],
    node_of: Callable[[str], tuple[str, str]],
    kind_words: Callable[[str], str],
) -> Chart:
    """Give an overview as whole px; `ends` are the subject and the outcome of each claim, all by CURIE."""
    ids = {claim: f"m{place}" for place, claim in enumerate(overview.ways)}
    starting: dict[str, list[tuple[str, Line]]] = {}
    ending: dict[str, list[str]] = {}
    for claim, way in overview.ways.items():
        subject, outcome = ends[claim]
        starting.setdefault(subject, []).append((ids[claim], line_of(claim)._replace(last=_straight(way))))
        if outcome != subject:
            ending.setdefault(outcome, []).append(ids[claim])
    nodes = tuple(
        Node(*node_of(name), _rect(box, 16, 12), tuple(starting.get(name, ())), tuple(ending.get(name, ())))
        for name, box in overview.concepts.items()
    )
    bands = tuple((kind_words(band.kind), _first_line(band)) for band in overview.bands)
    return Chart(round(overview.width), round(overview.height), bands, nodes)


def _first_line(band: Band) -> int:
    return round(band.top) + 17


def _rect(box: Box, line: int, first: int) -> Rect:
    left, top = round(box.x - box.width / 2) + 2, round(box.y - box.height / 2) + 2
    width, height = round(box.width), round(box.height)
    start = round(top + (height - line * len(box.lines)) / 2 + first)
    lines = tuple((words, start + place * line) for place, words in enumerate(box.lines))
    return Rect(left, top, width, height, left + width // 2, lines)


def _curve(way: Way) -> str:
    (x, y), *rest = ((round(x) + 2, round(y) + 2) for x, y in way)
    return f"M{x} {y}C" + " ".join(f"{x} {y}" for x, y in rest)


def _straight(way: Sequence[Point]) -> str:
    (x, y), *rest = ((round(x) + 2, round(y) + 2) for x, y in way)
    path = f"M{x} {y}"
    for right, down in rest:
        path += (
            ""
            if (right, down) == (x, y)
            else f"H{right}"
            if down == y
            else f"V{down}"
            if right == x
            else f"L{right} {down}"
        )
        x, y = right, down
    return path
