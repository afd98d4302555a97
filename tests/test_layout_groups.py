"""Promises of the groups of a large network: found alike each time, placed without overlap, counted rightly."""

import os
import subprocess
import sys
from itertools import combinations
from math import hypot
from pathlib import Path

import networkx as nx
import pytest

from graph.groupings import Board, Grouping
from graph.layout.groups import FEWEST, MOST, SPACING, grouped, packed
from graph.layout.metrics import text_width

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """
from tests.test_layout_groups import _cliques
from graph.layout.groups import grouped
print(repr(grouped(_cliques(40, 8))))
"""


def _cliques(count: int, size: int) -> "nx.MultiDiGraph[str]":
    """Make cliques, each joined to the next by one claim; member 0 of each also claims twice of member 1."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = [[f"concept:c{group}-{member}" for member in range(size)] for group in range(count)]
    for group, members in enumerate(names):
        for node in members:
            network.add_node(node, label=f"label of {node}")
        for one, other in combinations(members, 2):
            network.add_edge(one, other, key=f"claim:{one}{other}")
        network.add_edge(members[0], members[1], key=f"claim:again{group}")
        if group:
            network.add_edge(names[group - 1][0], members[0], key=f"claim:bridge{group}")
    return network


@pytest.fixture(scope="module")
def grouping() -> Grouping:
    """Group 40 cliques of 8."""
    return grouped(_cliques(40, 8))


def test_what_hangs_together_is_a_group(grouping: Grouping) -> None:
    """40 cliques that single claims join are 40 groups."""
    found = {frozenset(node.split("-")[0] for node in group.members) for group in grouping.groups}
    assert found == {frozenset({f"concept:c{number}"}) for number in range(40)}


def test_claims_are_counted_inside_and_outside(grouping: Grouping) -> None:
    """A clique of 8 has 28 pairs and one claim twice; those at the ends of the chain have one bridge, others two."""
    assert {group.inside for group in grouping.groups} == {29}
    assert sorted(group.outside for group in grouping.groups) == [1, 1] + [2] * 38
    assert sum(tie.claims for tie in grouping.ties) == 39


def test_a_group_is_named_after_its_most_connected_concept(grouping: Grouping) -> None:
    """Member 0 has the bridges."""
    assert all(group.members[0].endswith("-0") for group in grouping.groups)
    assert all(group.name == f"label of {group.members[0]}" for group in grouping.groups)


def test_every_concept_has_one_group_and_one_place(grouping: Grouping) -> None:
    """None is lost and none is twice."""
    members = [node for group in grouping.groups for node in group.members]
    assert sorted(members) == sorted(_cliques(40, 8))
    assert grouping.places.keys() == set(members)


def test_no_two_concepts_are_close(grouping: Grouping) -> None:
    """Everywhere, also between groups."""
    gaps = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(grouping.places.values(), 2)]
    assert min(gaps) >= SPACING - 1e-6


def test_discs_do_not_overlap() -> None:
    """Neither those of one size nor those of many."""
    for radii in ([30.0] * 60, [300 / (n + 1) + 5 for n in range(120)], [7.0], []):
        discs = packed(radii)
        assert [disc.radius for disc in discs] == radii
        for one, other in combinations(discs, 2):
            assert hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius - 1e-3


def test_small_and_many_groups_are_gathered() -> None:
    """A table of thousands of pairs says nothing: what is left over stands together, at the end, and is marked."""
    network = _cliques(3, 6)
    for number in range(400):
        network.add_edge(f"concept:left{number}", f"concept:right{number}", key=f"claim:pair{number}")
    groups = grouped(network).groups
    assert [group.gathered for group in groups] == [False, False, False, True]
    assert len(groups[-1].members) == 800
    assert groups[-1].inside == 400
    assert min(len(group.members) for group in groups) >= FEWEST
    assert len(grouped(_many()).groups) == MOST + 1


def _many() -> "nx.MultiDiGraph[str]":
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(MOST + 20):
        for member in range(FEWEST):
            network.add_edge(
                f"concept:m{number}-{member}",
                f"concept:m{number}-{(member + 1) % FEWEST}",
                key=f"claim:{number}-{member}",
            )
    return network


def test_nothing_and_one_concept_are_grouped_too() -> None:
    """Without a claim to join them, concepts are left over."""
    assert grouped(nx.MultiDiGraph()).groups == ()
    alone: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    alone.add_edge("concept:a", "concept:a", key="claim:itself")
    assert [(group.members, group.inside) for group in grouped(alone).groups] == [(("concept:a",), 1)]


def test_the_same_network_gives_the_same_groups() -> None:
    """Whatever the hash seed of the process."""
    given = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert given[0]
    assert given[0] == given[1]


# The board


@pytest.fixture(scope="module")
def board(grouping: Grouping) -> Board:
    """Take the still picture."""
    return grouping.board


def test_the_thirty_largest_groups_are_boxes_that_do_not_touch(board: Board) -> None:
    """More are no picture."""
    assert len(board.boxes) == 30
    for one, other in combinations(board.boxes, 2):
        assert abs(one.x - other.x) >= one.width or abs(one.y - other.y) >= one.height


def test_no_line_touches_the_box_of_another_group(board: Board) -> None:
    """It would read as a claim that nobody made."""
    assert board.bars
    drawn = [(None, bar.other, bar) for bar in board.bars]
    drawn += [(group, way.other, way) for group, ways in enumerate(board.ways) for way in ways]
    for group, other, way in drawn:
        touched = {
            place
            for place, box in enumerate(board.boxes)
            for start, end in zip(way.points, way.points[1:], strict=False)
            if box.meets(start, end, 1.0)
        }
        assert len(touched) == 2
        assert {group, other} <= touched | {None}


def test_labels_fit_their_boxes(board: Board) -> None:
    """However long a name is."""
    network = _cliques(2, 8)
    nx.set_node_attributes(network, dict.fromkeys(network, "Donaudampfschifffahrtsgesellschaft " * 5), "label")
    for box in (*board.boxes, *grouped(network).board.boxes):
        assert len(box.lines) <= 3
        assert all(text_width(line, 16.5) <= box.width - 24 for line in box.lines)


def test_linked_groups_stand_beside_each_other(board: Board) -> None:
    """Of a chain of groups, most links are between neighbors."""
    links = {tuple(sorted((group, way.other))) for group, ways in enumerate(board.ways) for way in ways}
    assert len(board.bars) >= 0.7 * len(links)
