"""Sections as sheets: what hangs together is drawn together, and as much as can be read at once stands on a sheet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.claims import section_name
from graph.drawings import Drawing
from graph.layout.routed import HEIGHT, WIDTH, routed
from graph.vocabulary import expand

if TYPE_CHECKING:
    import networkx as nx

GAP_ACROSS, GAP_DOWN = 56.0, 34.0
MOST_CONCEPTS, MOST_CLAIMS = 30, 45
"""More in one piece are a map, not a slide: no sheet is drawn of them."""


def sections(network: "nx.MultiDiGraph[str]") -> dict[str, "nx.MultiDiGraph[str]"]:
    """Split a network by the section in which each claim is first made, named as `graph.claims.section_name` does."""
    claims: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for subject, outcome, key, claim in network.edges(keys=True, data=True):
        if "section" in claim:
            claims[expand(claim.get("in_source", "")), int(claim["section"])].append((subject, outcome, key))
    return {section_name(*place): network.edge_subgraph(claims[place]) for place in sorted(claims)}


def sheets(network: "nx.MultiDiGraph[str]", words: Mapping[str, Sequence[str]]) -> list[Drawing]:
    """Draw a section on sheets of at most `WIDTH` by `HEIGHT` px where its pieces allow it.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        The claims of the section; nodes carry ``label``.
    words : mapping of str to sequence of str
        The lines of words on each claim, by CURIE.

    Returns
    -------
    list of Drawing
        In the order in which the section first speaks of each piece. Empty if a piece has more than `MOST_CONCEPTS`
        or `MOST_CLAIMS`, or cannot be drawn without a line behind a box that its claim is not about.
    """
    import networkx as nx

    first: dict[str, str] = {}
    for subject, outcome, key in sorted(network.edges(keys=True), key=lambda claim: claim[2]):
        first.setdefault(subject, key)
        first.setdefault(outcome, key)
    pieces = sorted(nx.weakly_connected_components(network), key=lambda piece: min(first[node] for node in piece))
    parts = [network.subgraph(piece) for piece in pieces]
    if any(len(part) > MOST_CONCEPTS or part.number_of_edges() > MOST_CLAIMS for part in parts):
        return []
    drawn = [routed(part, words) for part in parts]
    if any(piece.strangers() for piece in drawn):
        return []
    return [_together(sheet) for sheet in _packed(drawn)]


@dataclass
class _Sheet:
    pieces: list[Drawing] = field(default_factory=list)
    taken: list[tuple[float, float, float]] = field(default_factory=list)

    def place(self, piece: Drawing) -> tuple[float, float]:
        """Give the place as far up, and then as far left, as the piece goes: its left and its top."""
        starts = [0.0, *(right for _, right, _ in self.taken if right + piece.width <= WIDTH)]
        return min(((x, self._low(x, x + piece.width + GAP_ACROSS)) for x in starts), key=lambda place: place[::-1])

    def has_room(self, piece: Drawing) -> bool:
        return not self.pieces or self.place(piece)[1] + piece.height <= HEIGHT

    def add(self, piece: Drawing) -> None:
        left, top = self.place(piece)
        self.pieces.append(piece.moved(left, top))
        self.taken.append((left, left + piece.width + GAP_ACROSS, top + piece.height + GAP_DOWN))

    def _low(self, left: float, right: float) -> float:
        return max((low for a, b, low in self.taken if a < right and left < b), default=0.0)


def _packed(pieces: Sequence[Drawing]) -> list[list[Drawing]]:
    """Put each piece on the first sheet that has room for it."""
    sheets: list[_Sheet] = []
    for piece in pieces:
        if not any(sheet.has_room(piece) for sheet in sheets):
            sheets.append(_Sheet())
        next(sheet for sheet in sheets if sheet.has_room(piece)).add(piece)
    return [sheet.pieces for sheet in sheets]


def _together(pieces: Sequence[Drawing]) -> Drawing:
    return Drawing(
        max(piece.width for piece in pieces),
        max(piece.height for piece in pieces),
        {name: box for piece in pieces for name, box in piece.concepts.items()},
        {claim: box for piece in pieces for claim, box in piece.words.items()},
        {claim: ways for piece in pieces for claim, ways in piece.ways.items()},
    )
