"""Where the concepts of a network stand in a picture, worked out in Python: the same input gives the same place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

POINTS_PER_INCH = 72.0
FONT_SIZE = 16.0
LINE_HEIGHT = 20.0
LINE_LENGTH = 22
PADDING = 12.0
_NARROW, _WIDE = set("fijlrtI.,:;'|!()[] "), set("mwMW")


@dataclass(frozen=True)
class Box:
    """A concept in a picture: center and size in px, y growing downward, and the lines of its label."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


def text_width(text: str) -> float:
    """Estimate the width of a text in px at `FONT_SIZE`, from above, independent of the machine's fonts."""
    share = sum(0.34 if c in _NARROW else 0.92 if c in _WIDE else 0.72 if c.isupper() else 0.6 for c in text)
    return share * FONT_SIZE


def wrap(text: str) -> tuple[str, ...]:
    """Break a label into lines of about `LINE_LENGTH` characters."""
    import textwrap

    return tuple(textwrap.wrap(text, LINE_LENGTH, break_long_words=True)) or ("",)


def boxes(network: "nx.MultiDiGraph[str]") -> dict[str, Box]:
    """Lay a network out in layers, claims running from left to right where they can.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes carry ``label``.

    Returns
    -------
    dict of str to Box
        A box a node; no two overlap.

    Raises
    ------
    MissingExtraError
        If pygraphviz is not installed.
    """
    drawn = _drawn(network)
    placed = {}
    top = max((float(drawn.get_node(node).attr["pos"].split(",")[1]) for node in network), default=0.0)
    for node, label in network.nodes(data="label"):
        lines = wrap(label)
        x, y = (float(part) for part in drawn.get_node(node).attr["pos"].split(","))
        width, height = _size(lines)
        placed[node] = Box(round(x, 1), round(top - y, 1), round(width, 1), round(height, 1), lines)
    return placed


def _drawn(network: "nx.MultiDiGraph[str]"):  # type: ignore[no-untyped-def]  # pygraphviz has no types
    try:
        import pygraphviz
    except ImportError as error:
        from graph.errors import MissingExtraError

        raise MissingExtraError("pygraphviz", "pictures", "a picture") from error
    drawing = pygraphviz.AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.25", ranksep="1.2")
    for node, label in network.nodes(data="label"):
        width, height = _size(wrap(label))
        drawing.add_node(
            node,
            label="",
            shape="box",
            fixedsize="true",
            width=width / POINTS_PER_INCH,
            height=height / POINTS_PER_INCH,
        )
    for subject, outcome, key in network.edges(keys=True):
        drawing.add_edge(subject, outcome, key=key)
    drawing.layout("dot")
    return drawing


def _size(lines: tuple[str, ...]) -> tuple[float, float]:
    return max(map(text_width, lines)) + 2 * PADDING, len(lines) * LINE_HEIGHT + PADDING
