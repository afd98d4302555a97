"""Pictures as the template takes them: whole px, path data, addresses, words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.drawings import Band, Drawing, Overview
from graph.page import strokes
from graph.page.strokes import MARGIN
from graph.views import Box, View


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


class Row(NamedTuple):
    """The concepts of one kind in an overview, with the words of the kind and the y of these."""

    kind: str
    words: str
    y: int
    nodes: tuple[Node, ...]


class Chart(NamedTuple):
    """Everything at once, a row a kind."""

    width: int
    height: int
    rows: tuple[Row, ...]


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
        lines.append(line_of(claim)._replace(first=strokes.curve(first), last=strokes.curve(last), words=rect))
    nodes = tuple(Node(*node_of(name), _rect(box, 24, 17)) for name, box in drawing.concepts.items())
    return Sheet(round(drawing.width) + 2 * MARGIN, round(drawing.height) + 2 * MARGIN, tuple(lines), nodes)


def chart(
    overview: Overview,
    ends: Mapping[str, tuple[str, str]],
    line_of: Callable[[str], Line],
    node_of: Callable[[str], tuple[str, str]],
    kind_words: Callable[[str], str],
) -> Chart:
    """Give an overview as whole px.

    Parameters
    ----------
    overview : Overview
        As `graph.layout.overview` makes it.
    ends : mapping of str to tuple
        The subject and the outcome of each claim, all by CURIE, in reading order: the lines of a concept stand in it.
    line_of, node_of : callable
        As for `sheet`.
    kind_words : callable
        Gives the words of a kind by its CURIE.
    """
    ids = {claim: f"m{place}" for place, claim in enumerate(ends)}
    starting: dict[str, list[tuple[str, Line]]] = {}
    ending: dict[str, list[str]] = {}
    for claim, (subject, outcome) in ends.items():
        line = line_of(claim)._replace(last=strokes.straight(overview.ways[claim]))
        starting.setdefault(subject, []).append((ids[claim], line))
        if outcome != subject:
            ending.setdefault(outcome, []).append(ids[claim])

    def row(band: Band) -> Row:
        boxes = {name: box for name, box in overview.concepts.items() if band.top <= box.y <= band.bottom}
        nodes = [
            Node(*node_of(name), _rect(box, 16, 12), tuple(starting.get(name, ())), tuple(ending.get(name, ())))
            for name, box in boxes.items()
        ]
        return Row(nodes[0].kind, kind_words(band.kind), round(band.top) + 17, tuple(nodes))

    return Chart(round(overview.width), round(overview.height), tuple(map(row, overview.bands)))


def _rect(box: Box, line: int, first: int) -> Rect:
    left, top = round(box.x - box.width / 2) + MARGIN, round(box.y - box.height / 2) + MARGIN
    width, height = round(box.width), round(box.height)
    start = round(top + (height - line * len(box.lines)) / 2 + first)
    lines = tuple((words, start + place * line) for place, words in enumerate(box.lines))
    return Rect(left, top, width, height, left + width // 2, lines)
