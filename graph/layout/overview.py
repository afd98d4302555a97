"""Everything at once: concepts in rows by kind, and ways that run only in the gaps between rows and columns."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from graph.drawings import Band, Overview
from graph.layout.metrics import widest
from graph.views import Box, Point, broken

if TYPE_CHECKING:
    import networkx as nx

SIZE, LINE, LETTERS = 13.0, 16.0, (17, 13, 9)
WIDTH, MARGIN, COLUMNS = 1180.0, 160.0, 6
GUTTER, GAP, GAP_BETWEEN = 20.0, 14.0, 18.0
MARK_WIDTH, PADDING = 16.0, 7.0
APART = 12.0


class _Row(NamedTuple):
    kind: str
    nodes: list[str]
    top: float
    height: float


def overview(network: "nx.MultiDiGraph[str]", kinds: Sequence[str]) -> Overview:
    """Place every concept of a network, by kind, and lead its claims between the boxes.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes carry ``label`` and may carry ``kind``; the key of an edge is the CURIE of its claim.
    kinds : sequence of str
        The kinds in the order in which they are to stand; others follow in alphabetical order.

    Returns
    -------
    Overview
        Labels are at 13 px. Each way runs in gaps alone, so none passes behind a box.
    """
    pitch = (WIDTH - MARGIN) / COLUMNS
    rows = _rows(network, kinds)
    boxes: dict[str, Box] = {}
    for row in rows:
        for place, node in enumerate(row.nodes):
            lines = _lines(network, node)
            height = len(lines) * LINE + PADDING
            width = min(widest(lines, SIZE) + MARK_WIDTH + 2 * PADDING, pitch - GUTTER)
            boxes[node] = Box(MARGIN + place * pitch + width / 2, row.top + row.height / 2, width, height, lines)
    gaps = {node: row.top - GAP / 2 for row in rows for node in row.nodes}
    gutters = {node: MARGIN + (place + 1) * pitch - GUTTER / 2 for row in rows for place, node in enumerate(row.nodes)}
    ways = {}
    entered: dict[tuple[str, str], int] = defaultdict(int)
    for subject, outcome, key in sorted(network.edges(keys=True), key=lambda claim: claim[2]):
        aside = _aside(entered[subject, outcome], boxes[outcome])
        entered[subject, outcome] += 1
        ways[key] = _way(boxes[subject], gutters[subject], boxes[outcome], gaps[outcome], aside)
    bottom = max((row.top + row.height for row in rows), default=0.0) + GAP
    return Overview(WIDTH, bottom, _bands(rows), boxes, ways)


def _rows(network: "nx.MultiDiGraph[str]", kinds: Sequence[str]) -> list[_Row]:
    found: dict[str, list[str]] = defaultdict(list)
    for node in sorted(network, key=lambda node: (str(network.nodes[node].get("label", node)).casefold(), node)):
        found[network.nodes[node].get("kind", "")].append(node)
    rows, top = [], GAP
    for kind in [*(kind for kind in kinds if kind in found), *sorted(found.keys() - set(kinds))]:
        for start in range(0, len(found[kind]), COLUMNS):
            nodes = found[kind][start : start + COLUMNS]
            height = max(len(_lines(network, node)) for node in nodes) * LINE + PADDING
            rows.append(_Row(kind, nodes, top, height))
            top += height + GAP
        top += GAP_BETWEEN
    return rows


def _bands(rows: Sequence[_Row]) -> tuple[Band, ...]:
    tops: dict[str, float] = {}
    bottoms: dict[str, float] = {}
    for row in rows:
        tops.setdefault(row.kind, row.top)
        bottoms[row.kind] = row.top + row.height
    return tuple(Band(kind, top, bottoms[kind]) for kind, top in tops.items())


def _lines(network: "nx.MultiDiGraph[str]", node: str) -> tuple[str, ...]:
    room = (WIDTH - MARGIN) / COLUMNS - GUTTER - MARK_WIDTH - 2 * PADDING
    ways = [broken(network.nodes[node].get("label", node), letters) or ("",) for letters in LETTERS]
    return next((lines for lines in ways if widest(lines, SIZE) <= room), ways[-1])


def _aside(earlier: int, end: Box) -> float:
    """Give how far from the middle of the outcome a claim ends that has `earlier` ones of the same two concepts."""
    step = (earlier + 1) // 2 * APART % (end.width / 2 - APART)
    return step if earlier % 2 else -step


def _way(start: Box, gutter: float, end: Box, gap: float, aside: float) -> tuple[Point, ...]:
    """Leave to the right, go along the gutter to the gap above the outcome, and along it, and down."""
    x = end.x + aside
    return (start.x + start.width / 2, start.y), (gutter, start.y), (gutter, gap), (x, gap), (x, end.y - end.height / 2)
