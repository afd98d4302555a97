"""A small network laid out and routed by Graphviz: no line passes behind a box that its claim is not about.

The words of a claim are a box of their own on its way, so that lines keep clear of words as well.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.drawings import Drawing, Way
from graph.layout import graphviz
from graph.layout.metrics import widest
from graph.views import Box, broken

if TYPE_CHECKING:
    import networkx as nx

CONCEPT_SIZE, WORDS_SIZE = 20.0, 18.0
CONCEPT_LINE, WORDS_LINE = 24.0, 21.0
MARK_WIDTH = 22.0
GAP = 26.0
LINE_LENGTHS = (14, 18, 23)
WIDTH, HEIGHT = 1180.0, 530.0
"""What stands on one sheet, at the size at which its words can be read from the last row."""


class _Try(NamedTuple):
    direction: str
    length: int


class _Size(NamedTuple):
    width: float
    height: float
    lines: tuple[str, ...]


def routed(network: "nx.MultiDiGraph[str]", words: Mapping[str, Sequence[str]]) -> Drawing:
    """Draw what hangs together in the way that is best to read: nothing crossed, not wider than a sheet, small.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes carry ``label``; the key of an edge is the CURIE of its claim. Some dozen nodes at most.
    words : mapping of str to sequence of str
        The lines of words on each claim, by CURIE.

    Returns
    -------
    Drawing
        Words of claims are at `WORDS_SIZE`, labels at `CONCEPT_SIZE`.

    Raises
    ------
    GraphError
        If pygraphviz is not installed.
    """
    directions = ("LR", "TB") if len(network) > 2 else ("LR",)
    tries = [_Try(direction, length) for direction, length in product(directions, LINE_LENGTHS)]
    drawings = sorted((_drawn(network, words, way) for way in tries), key=_room)
    flaws: list[tuple[tuple[int, int], Drawing]] = []
    for drawing in drawings:
        found = len(drawing.strangers()), drawing.crossings()
        if not any(found):
            return drawing
        flaws.append((found, drawing))
    return min(flaws, key=lambda flaw: flaw[0])[1]


def _room(drawing: Drawing) -> float:
    """Give the area that a drawing takes, and more if it does not fit on a sheet."""
    too_large = max(drawing.width / WIDTH, 1.0) ** 8 * max(drawing.height / HEIGHT, 1.0) ** 2
    return too_large * drawing.width * drawing.height


def _drawn(network: "nx.MultiDiGraph[str]", words: Mapping[str, Sequence[str]], way: _Try) -> Drawing:
    claims = sorted(network.edges(keys=True), key=lambda claim: claim[2])
    sizes: dict[str, _Size] = {}
    for node in dict.fromkeys(end for claim in claims for end in claim[:2]):
        lines = broken(network.nodes[node].get("label", node), way.length) or ("",)
        sizes[node] = _Size(widest(lines, CONCEPT_SIZE) + MARK_WIDTH + 18, len(lines) * CONCEPT_LINE + 14, lines)
    for *_, key in claims:
        lines = tuple(words[key])
        sizes[key] = _Size(widest(lines, WORDS_SIZE) + 14, len(lines) * WORDS_LINE + 4, lines)
    # Graphviz is given numbers, not names: a name may hold anything.
    number = {name: str(place) for place, name in enumerate(sizes)}
    drawing = graphviz.drawing(way.direction, "spline", GAP, GAP * 0.7)
    drawing.graph_attr["mclimit"] = 8
    drawing.edge_attr["arrowhead"] = "none"
    for name, size in sizes.items():
        graphviz.add_box(drawing, number[name], size.width, size.height)
    halves = {key: ((number[u], number[key]), (number[key], number[v])) for u, v, key in claims}
    for both in halves.values():
        drawing.add_edges_from(both)
    drawing.layout("dot")
    boxes = {name: _box(drawing, number[name], size) for name, size in sizes.items()}
    ways = {key: (_way(drawing, first), _way(drawing, last)) for key, (first, last) in halves.items()}
    return _framed(boxes, ways)


def _framed(boxes: Mapping[str, Box], ways: Mapping[str, tuple[Way, Way]]) -> Drawing:
    drawn = [corner for box in boxes.values() for corner in box.corners()]
    drawn += [point for halves in ways.values() for way in halves for point in way]
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*drawn, strict=True))
    concepts = {name: box for name, box in boxes.items() if name not in ways}
    words = {name: box for name, box in boxes.items() if name in ways}
    return Drawing(right, bottom, concepts, words, ways).moved(-left, -top)


def _box(drawing: Any, number: str, size: _Size) -> Box:
    ((x, y),) = _points(drawing.get_node(number).attr["pos"])
    return Box(x, y, size.width, size.height, size.lines)


def _way(drawing: Any, ends: tuple[str, str]) -> Way:
    return _points(drawing.get_edge(*ends).attr["pos"])


def _points(position: str) -> Way:
    pairs = (pair.split(",") for pair in position.replace("\\\n", "").split())
    return tuple((float(x), -float(y)) for x, y in pairs)
