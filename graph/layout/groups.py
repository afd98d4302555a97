"""A large network as groups of concepts, each a disc round its most connected concept.

Groups are found by the Louvain method [1]_. Of 20,000 concepts and 40,000 claims made by ``benchmarks/synthetic.py`` it
took 3.0 s and left 89 % of the claims inside 100 groups. Label propagation took 0.6 to 1.6 s but left 46 to 61 %
inside, in 2,191 to 5,097 groups: too many to read.

References
----------
.. [1] V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre (2008). Fast unfolding of communities in large
   networks. Journal of Statistical Mechanics P10008. https://doi.org/10.1088/1742-5468/2008/10/P10008
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from graph.groupings import Group, Grouping, Tie
from graph.layout.board import board
from graph.views import Point

if TYPE_CHECKING:
    import networkx as nx

MOST, FEWEST = 300, 4
"""More groups, and smaller ones, are gathered into one."""
SPACING, MARGIN = 26.0, 40.0
_SEED = 1
_GOLDEN = pi * (3 - sqrt(5))


class Disc(NamedTuple):
    """A round area: its center and its radius."""

    x: float
    y: float
    radius: float


def grouped(network: "nx.MultiDiGraph[str]") -> Grouping:
    """Part a network into groups and place every concept.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes carry ``label``; each edge is a claim.

    Returns
    -------
    Grouping
        At most `MOST` groups and one of what is left over. The same network gives the same groups and places. No
        two concepts are closer than `SPACING` px.
    """
    nodes = sorted(network)
    number = {node: place for place, node in enumerate(nodes)}
    pairs = Counter(tuple(sorted((number[one], number[other]))) for one, other in network.edges())
    degree = dict(network.degree())

    def order(place: int) -> tuple[int, str, str]:
        node = nodes[place]
        return -degree[node], network.nodes[node].get("label", node).casefold(), node

    kept, rest = _parted(len(nodes), pairs)
    parts = [sorted(part, key=order) for part in (*kept, *([rest] if rest else []))]
    kept_parts = sorted(parts[: len(kept)], key=lambda part: (-len(part), order(part[0])))
    parts = [*kept_parts, *parts[len(kept) :]]
    home = {place: group for group, part in enumerate(parts) for place in part}
    inside: Counter[int] = Counter()
    between: Counter[tuple[int, ...]] = Counter()
    for (one, other), claims in pairs.items():
        if home[one] == home[other]:
            inside[home[one]] += claims
        else:
            between[tuple(sorted((home[one], home[other])))] += claims
    outside: Counter[int] = Counter()
    for ends, claims in between.items():
        outside.update(dict.fromkeys(ends, claims))
    groups = tuple(
        Group(
            network.nodes[nodes[part[0]]].get("label", nodes[part[0]]),
            tuple(nodes[place] for place in part),
            inside[group],
            outside[group],
            gathered=group >= len(kept),
        )
        for group, part in enumerate(parts)
    )
    ties = tuple(Tie(one, other, claims) for (one, other), claims in sorted(between.items()))
    discs = packed([_radius(len(group.members)) for group in groups])
    places = {
        node: place
        for group, disc in zip(groups, discs, strict=True)
        for node, place in zip(group.members, _spiral(disc, len(group.members)), strict=True)
    }
    return Grouping(groups, ties, places, board(groups, ties))


def packed(radii: Sequence[float]) -> list[Disc]:
    """Place discs side by side, the first in the middle, each later one in the notch nearest to the middle.

    Parameters
    ----------
    radii : sequence of float
        In the order in which they are placed.

    Returns
    -------
    list of Disc
        In the same order; none overlaps another.
    """
    placed: list[Disc] = []
    notches: list[tuple[Disc, Disc]] = []
    for radius in radii:
        if len(placed) < 2:
            x = placed[0].radius + radius if placed else 0.0
            placed.append(Disc(x, 0.0, radius))
            if len(placed) == 2:
                notches += [(placed[0], placed[1]), (placed[1], placed[0])]
            continue
        offers = [(_touching(one, other, radius), place) for place, (one, other) in enumerate(notches)]
        filled = set()
        for disc, place in sorted(offers, key=lambda offer: (round(hypot(offer[0].x, offer[0].y), 6), offer[1])):
            filled.add(place)
            if not any(_overlap(disc, other) for other in reversed(placed)):
                one, other = notches[place]
                notches += [(one, disc), (disc, other)]
                placed.append(disc)
                break
        notches = [notch for place, notch in enumerate(notches) if place not in filled]
    return placed


def _parted(count: int, pairs: "Counter[tuple[int, ...]]") -> tuple[list[Collection[int]], list[int]]:
    """Find groups worth showing, and all concepts that are in none. Numbers, as a set of them has one order always."""
    import networkx as nx

    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(range(count))
    plain.add_weighted_edges_from((one, other, n) for (one, other), n in sorted(pairs.items()) if one != other)
    found = nx.community.louvain_communities(plain, seed=_SEED) if plain.size() else [{n} for n in plain]
    found = sorted(found, key=lambda part: (-len(part), min(part)))
    kept: list[Collection[int]] = [part for part in found[:MOST] if len(part) >= FEWEST]
    return kept, [place for part in found[len(kept) :] for place in part]


def _radius(members: int) -> float:
    return SPACING * sqrt(members) + MARGIN


def _spiral(disc: Disc, count: int) -> Iterator[Point]:
    """Give places evenly spread over a disc, from its center outward, as the seeds of a sunflower stand."""
    for place in range(count):
        reach, angle = SPACING * sqrt(place), _GOLDEN * place
        yield disc.x + reach * cos(angle), disc.y + reach * sin(angle)


def _touching(one: Disc, other: Disc, radius: float) -> Disc:
    """Place a disc so that it touches two that touch each other, to the left as one looks from the first."""
    along, across = other.x - one.x, other.y - one.y
    apart = hypot(along, across)
    near, far = one.radius + radius, other.radius + radius
    ahead = (near**2 - far**2 + apart**2) / (2 * apart)
    aside = sqrt(max(near**2 - ahead**2, 0.0))
    x, y = along / apart, across / apart
    return Disc(one.x + ahead * x - aside * y, one.y + ahead * y + aside * x, radius)


def _overlap(one: Disc, other: Disc) -> bool:
    return hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius - 1e-6
