"""Where concepts stand in the picture that a reader explores, and how its renderer is to bend each claim.

No line passes behind the box of a concept that its claim is not about: it would read as a claim that nobody made.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Any

from graph.layout import graphviz
from graph.layout.metrics import widest
from graph.layout.sheets import sections
from graph.views import Box, Line, Point, View, broken

if TYPE_CHECKING:
    import networkx as nx

FONT_SIZE = 16.0
LINE_HEIGHT = 20.0
LINE_LENGTH = 16
PADDING = 10.0
MARK_WIDTH = 20.0
GAP_ACROSS, NARROW_GAP = 144.0, 112.0
GAP_DOWN = 26.0
CLEARANCE = 5.0
APART = 23.0
TOLD_APART = 16.0
SHEET_WIDTH = 1080.0
MOST_CONCEPTS, MOST_CLAIMS = 400, 800
_GENTLE = (Line("wave", 0.5), *(Line("arc", bend) for bend in (0.12, -0.12, 0.24, -0.24)))
_OTHER = (
    *(Line("wave", bend) for bend in (0.9, 0.7, 0.3)),
    *(Line("arc", b) for b in (0.36, -0.36, 0.5, -0.5, 0.7, -0.7)),
)
_LABEL_WIDTH, _LABEL_HEIGHT = 104.0, 34.0


def views(network: "nx.MultiDiGraph[str]") -> dict[str, View]:
    """Make every picture that a page offers.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes carry ``label``; edges may carry ``section`` and ``in_source``.

    Returns
    -------
    dict of str to View
        ``section=N`` a section, ``all`` the whole network; none of more than `MOST_CONCEPTS` or `MOST_CLAIMS`.

    Raises
    ------
    GraphError
        If pygraphviz is not installed.
    """
    wholes: dict[str, nx.MultiDiGraph[str]] = {f"section={n}": part for n, part in sections(network).items()}
    wholes["all"] = network
    return {name: view(part) for name, part in wholes.items() if len(part) > 0 and _is_drawn(part)}


def _is_drawn(network: "nx.MultiDiGraph[str]") -> bool:
    return len(network) <= MOST_CONCEPTS and network.number_of_edges() <= MOST_CLAIMS


def view(network: "nx.MultiDiGraph[str]") -> View:
    """Lay a network out in layers and lead its claims between the boxes."""
    return _framed(network, boxes(network))


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
    GraphError
        If pygraphviz is not installed.
    """
    import networkx as nx

    order = {node: place for place, node in enumerate(_in_order(network))}
    parts = sorted(nx.weakly_connected_components(network), key=lambda part: min(map(order.__getitem__, part)))
    return _packed([_layered(network.subgraph(part)) for part in parts])


def lines(network: "nx.MultiDiGraph[str]", placed: Mapping[str, Box], apart: float) -> dict[str, Line]:
    """Find a way for each claim that keeps clear of the boxes of other concepts and of other claims of the same two.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Its edges are the claims.
    placed : mapping of str to Box
        Where its nodes stand.
    apart : float
        How far the middles of two lines, where the words stand, are kept from each other if possible.

    Returns
    -------
    dict of str to Line
        A line a claim, by the key of its edge. A claim for which no clear way was found is left out.
    """
    found: dict[str, Line] = {}
    taken: list[Point] = []
    parallel: dict[frozenset[str], list[list[Point]]] = defaultdict(list)
    for subject, outcome, key in _claims(network):
        start, end = placed[subject], placed[outcome]
        others = [box for name, box in placed.items() if name not in {subject, outcome}]
        same = parallel[frozenset((subject, outcome))]
        ways = ((line, line.points(start, end)) for line in (*_GENTLE, *_OTHER))
        clear = ((line, way) for line, way in ways if _is_apart(way, same) and _is_clear(way, others))
        line, way = _roomiest(clear, placed.values(), taken, apart)
        if line:
            found[key] = line
            taken.append(_middle(way))
            same.append(way)
    return found


def _framed(network: "nx.MultiDiGraph[str]", placed: dict[str, Box]) -> View:
    found = lines(network, placed, APART)
    ends = {key: (placed[subject], placed[outcome]) for subject, outcome, key in _claims(network)}
    words = [Box(*_middle(line.points(*ends[key])), _LABEL_WIDTH, _LABEL_HEIGHT, ()) for key, line in found.items()]
    drawn = [corner for box in (*placed.values(), *words) for corner in box.corners()]
    drawn += [point for key, line in found.items() for point in line.points(*ends[key])]
    (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*drawn, strict=True))
    return View(placed, found, (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def _roomiest(
    ways: Iterable[tuple[Line, list[Point]]], placed: Iterable[Box], taken: Iterable[Point], apart: float
) -> tuple[Line | None, list[Point]]:
    """Give the first gentle way with room for its words, or else the first way, or else none."""
    first: tuple[Line | None, list[Point]] = (None, [])
    for line, way in ways:
        if line in _GENTLE and _has_room(way, placed, taken, apart):
            return line, way
        if first[0] and line not in _GENTLE:
            break
        first = first if first[0] else (line, way)
    return first


def _is_apart(way: list[Point], parallel: Iterable[list[Point]]) -> bool:
    """Whether a way can be told from those of other claims of the same two concepts, in either direction."""
    either = [other for known in parallel for other in (known, known[::-1])]
    return all(
        max(hypot(a[0] - b[0], a[1] - b[1]) for a, b in zip(way, other, strict=True)) > TOLD_APART for other in either
    )


def _is_clear(way: list[Point], others: Iterable[Box]) -> bool:
    left, right = min(x for x, _ in way) - CLEARANCE, max(x for x, _ in way) + CLEARANCE
    low, high = min(y for _, y in way) - CLEARANCE, max(y for _, y in way) + CLEARANCE
    near = (
        box
        for box in others
        if abs(2 * box.x - left - right) <= right - left + box.width
        and abs(2 * box.y - low - high) <= high - low + box.height
    )
    return not any(box.meets(*stretch, CLEARANCE) for box in near for stretch in pairwise(way))


def _has_room(way: list[Point], placed: Iterable[Box], taken: Iterable[Point], apart: float) -> bool:
    """Whether the words in the middle of a line stand clear of boxes and of the words of other lines."""
    x, y = middle = _middle(way)
    words = Box(x, y, _LABEL_WIDTH, _LABEL_HEIGHT, ())
    clear = not any(
        abs(box.x - x) < (box.width + words.width) / 2 and abs(box.y - y) < (box.height + words.height) / 2
        for box in placed
    )
    return clear and all(
        abs(other[0] - middle[0]) > _LABEL_WIDTH or abs(other[1] - middle[1]) > apart for other in taken
    )


def _middle(way: list[Point]) -> Point:
    return way[len(way) // 2]


def _packed(parts: list[dict[str, Box]]) -> dict[str, Box]:
    """Put parts, whose boxes start at (0, 0), on one sheet: each as far up, and then as far left, as it goes."""
    rooms: list[tuple[float, float, float]] = []
    placed = {}
    for part in parts:
        width = max(box.x + box.width / 2 for box in part.values()) + 2 * GAP_DOWN
        height = max(box.y + box.height / 2 for box in part.values()) + 2 * GAP_DOWN
        starts = [0.0, *(right for _, right, _ in rooms if right + width <= SHEET_WIDTH)]
        drop, left = min((max((low for a, b, low in rooms if a < x + width and x < b), default=0.0), x) for x in starts)
        rooms.append((left, left + width, drop + height))
        placed.update({node: _box(box.x + left, box.y + drop, *box[2:]) for node, box in part.items()})
    return placed


def _claims(network: "nx.MultiDiGraph[str]") -> list[tuple[str, str, str]]:
    return sorted(network.edges(keys=True), key=lambda claim: claim[2])


def _in_order(network: "nx.MultiDiGraph[str]") -> list[str]:
    """Give the concepts in the order in which claims first speak of them."""
    return list(dict.fromkeys([*(end for claim in _claims(network) for end in claim[:2]), *sorted(network)]))


def _label(network: "nx.MultiDiGraph[str]", node: str) -> tuple[float, float, tuple[str, ...]]:
    words = broken(network.nodes[node].get("label", node), LINE_LENGTH) or ("",)
    return widest(words, FONT_SIZE) + MARK_WIDTH + 2 * PADDING, len(words) * LINE_HEIGHT + PADDING, words


def _box(x: float, y: float, width: float, height: float, words: tuple[str, ...]) -> Box:
    return Box(round(x, 1), round(y, 1), round(width, 1), round(height, 1), words)


def _layered(network: "nx.MultiDiGraph[str]") -> dict[str, Box]:
    """Lay out what hangs together, its boxes from (0, 0) on; closer together where it would be wider than a sheet."""
    wide = _spaced(network, GAP_ACROSS)
    too_wide = max(box.x + box.width / 2 for box in wide.values()) > SHEET_WIDTH
    return _spaced(network, NARROW_GAP) if too_wide else wide


def _spaced(network: "nx.MultiDiGraph[str]", gap: float) -> dict[str, Box]:
    drawn = _drawn(network, gap)
    labels = {node: _label(network, node) for node in _in_order(network)}
    where = {node: [float(part) for part in drawn.get_node(node).attr["pos"].split(",")] for node in labels}
    left = min(x - labels[node][0] / 2 for node, (x, _) in where.items())
    top = max(y + labels[node][1] / 2 for node, (_, y) in where.items())
    return {node: _box(x - left, top - y, *labels[node]) for node, (x, y) in where.items()}


def _drawn(network: "nx.MultiDiGraph[str]", gap: float) -> Any:
    begun = graphviz.drawing("LR", "false", gap, GAP_DOWN)
    for node in _in_order(network):
        graphviz.add_box(begun, node, *_label(network, node)[:2])
    for subject, outcome, key in _claims(network):
        begun.add_edge(subject, outcome, key=key)
    begun.layout("dot")
    return begun
