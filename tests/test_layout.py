"""Promises of the pictures: nothing overlaps, no line runs behind a stranger, the same input gives the same place."""

import os
import subprocess
import sys
from itertools import combinations, pairwise
from math import dist
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import layout, network, rdf, records, store
from graph.errors import GraphError
from graph.views import Box, Line, View, broken

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """
from graph import layout, network, rdf, records, store
findings = records.read(store.FileStore({"claims.ttl": rdf.read("data/claims.ttl")}))
print(layout.views(network.from_findings(findings)))
"""

Network = nx.MultiDiGraph


@pytest.fixture(scope="module")
def article() -> Network:
    """Make the network of the article."""
    return network.from_findings(records.read(store.FileStore({"claims.ttl": rdf.read(ROOT / "data" / "claims.ttl")})))


@pytest.fixture(scope="module")
def views(article: Network) -> dict[str, View]:
    """Make every picture of the article."""
    return layout.views(article)


def _network(*claims: tuple[str, str]) -> Network:
    made: Network = nx.MultiDiGraph()
    for i, (subject, outcome) in enumerate(claims):
        made.add_node(subject, label=subject)
        made.add_node(outcome, label=outcome)
        made.add_edge(subject, outcome, key=f"claim:{i:03}", section=1)
    return made


def _overlap(one: Box, other: Box) -> bool:
    apart = (
        abs(one.x - other.x) >= (one.width + other.width) / 2 or abs(one.y - other.y) >= (one.height + other.height) / 2
    )
    return not apart


def _strangers(made: Network, view: View) -> list[tuple[str, str]]:
    """List (claim, concept) where the line of the claim runs behind the box of a concept it is not about."""
    ends = {key: (subject, outcome) for subject, outcome, key in made.edges(keys=True)}
    return [
        (key, node)
        for key, line in view.lines.items()
        for node, box in view.boxes.items()
        if node not in ends[key]
        and any(box.meets(*stretch) for stretch in pairwise(line.points(*(view.boxes[end] for end in ends[key]))))
    ]


def test_a_view_for_every_section_and_concept_and_the_whole(article: Network, views: dict[str, View]) -> None:
    """A page can show each section, what stands around each concept, and everything."""
    sections = {f"section={claim['section']}" for *_, claim in article.edges(data=True)}
    assert views.keys() == {*sections, "all", *(f"concept={node}" for node in article)}


def test_every_claim_of_a_section_is_drawn(article: Network, views: dict[str, View]) -> None:
    """In the picture of a section no claim is left out."""
    for number, part in layout.sections(article).items():
        view = views[f"section={number}"]
        assert view.lines.keys() == {key for *_, key in part.edges(keys=True)}
        assert view.boxes.keys() == set(part)


def test_every_claim_around_a_concept_is_drawn(article: Network, views: dict[str, View]) -> None:
    """In the picture around a concept stand all its claims, parallel ones too."""
    for node in article:
        expected = {key for *ends, key in article.edges(keys=True) if node in ends}
        assert views[f"concept={node}"].lines.keys() == expected


def test_no_two_boxes_overlap(views: dict[str, View]) -> None:
    """Every label can be read."""
    overlapping = [
        (name, pair)
        for name, view in views.items()
        for pair in combinations(sorted(view.boxes), 2)
        if _overlap(view.boxes[pair[0]], view.boxes[pair[1]])
    ]
    assert overlapping == []


def test_no_line_runs_behind_another_concept(article: Network, views: dict[str, View]) -> None:
    """No picture shows a claim that nobody made."""
    assert [(name, _strangers(article, view)) for name, view in views.items() if _strangers(article, view)] == []


def test_a_line_behind_another_concept_would_be_noticed() -> None:
    """The check above has teeth: a straight line through three boxes in a row is found."""
    boxes = {name: Box(x, 0.0, 40.0, 20.0, (name,)) for name, x in (("a", 0.0), ("b", 100.0), ("c", 200.0))}
    view = View(boxes, {"claim:000": Line("arc", 0.0)}, (0, 0, 0, 0))
    assert _strangers(_network(("a", "c")), view) == [("claim:000", "b")]


def test_parallel_claims_are_told_apart(article: Network, views: dict[str, View]) -> None:
    """Two claims of the same two concepts have lines that part by more than a line's width."""
    seen = 0
    for view in views.values():
        for (a, b, first), (c, d, second) in combinations(article.edges(keys=True), 2):
            if {a, b} != {c, d} or not {first, second} <= view.lines.keys():
                continue
            one = view.lines[first].points(view.boxes[a], view.boxes[b])
            other = view.lines[second].points(view.boxes[c], view.boxes[d])
            seen += 1
            assert max(min(dist(point, near) for near in other) for point in one) > 4
    assert seen > 0


def test_what_leads_to_a_concept_stands_left_of_it(article: Network, views: dict[str, View]) -> None:
    """Around a concept, subjects stand on its left and outcomes on its right, none in between."""
    node = "concept:emotion-regulation"
    boxes = views[f"concept={node}"].boxes
    right_edge = boxes[node].x + boxes[node].width / 2
    assert set(article.predecessors(node))
    assert all(boxes[name].x < boxes[node].x for name in article.predecessors(node))
    assert all(boxes[name].x - boxes[name].width / 2 > right_edge for name in article.successors(node))


def test_everything_drawn_lies_in_the_frame(article: Network, views: dict[str, View]) -> None:
    """A picture that shows its frame cuts nothing off."""
    ends = {key: (subject, outcome) for subject, outcome, key in article.edges(keys=True)}
    for view in views.values():
        left, top, right, bottom = view.frame
        drawn = [corner for box in view.boxes.values() for corner in box.corners()]
        drawn += [p for key, line in view.lines.items() for p in line.points(*(view.boxes[e] for e in ends[key]))]
        assert all(left - 0.1 <= x <= right + 0.1 and top - 0.1 <= y <= bottom + 0.1 for x, y in drawn)


def test_labels_fit_their_boxes(article: Network, views: dict[str, View]) -> None:
    """A box holds its whole label, line by line, with room for the mark of its kind."""
    for node, box in views["all"].boxes.items():
        assert " ".join(box.lines) == article.nodes[node]["label"]
        assert max(map(layout.text_width, box.lines)) + layout.MARK_WIDTH <= box.width
        assert len(box.lines) * layout.LINE_HEIGHT <= box.height


def test_same_place_whatever_the_hash_seed() -> None:
    """The same network is laid out the same way in every run."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1


def test_a_very_large_network_has_no_picture_of_everything() -> None:
    """What nobody could read is not drawn; what stands around each concept still is."""
    chain = _network(*((f"c{i}", f"c{i + 1}") for i in range(layout.MOST_CONCEPTS)))
    made = layout.views(chain)
    assert "all" not in made
    assert "section=1" not in made
    assert "concept=c7" in made


def test_claims_both_ways_and_about_oneself_are_kept() -> None:
    """Neither a claim in return nor one about a single concept stops a picture."""
    made = layout.view(_network(("a", "b"), ("b", "a"), ("a", "a")))
    assert {"claim:000", "claim:001"} <= made.lines.keys()
    assert made.boxes.keys() == {"a", "b"}


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.sampled_from("abcdefgh")] * 2).filter(lambda pair: pair[0] != pair[1]), min_size=1, max_size=14
    )
)
def test_any_small_network_keeps_the_promises(claims: list[tuple[str, str]]) -> None:
    """Whatever the claims: no overlap, and no line behind another concept."""
    made = _network(*claims)
    view = layout.view(made)
    assert not any(_overlap(*pair) for pair in combinations(view.boxes.values(), 2))
    assert _strangers(made, view) == []


def test_missing_graphviz_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pygraphviz the error says what to install."""
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    with pytest.raises(GraphError, match="pygraphviz"):
        layout.view(_network(("a", "b")))


def test_words_are_broken_evenly() -> None:
    """Lines are as few as can be, and then about equally long; no word is cut that need not be."""
    assert broken("emotional security", 16) == ("emotional", "security")
    assert broken("one", 16) == ("one",)
    assert broken("", 16) == ()
    assert broken("a supercalifragilistic word", 10) == ("a supercal", "ifragilist", "ic word")
