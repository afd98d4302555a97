"""Promises of the pictures: nothing overlaps, no line runs behind a stranger, the same input gives the same place."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from math import dist
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import layout, network, phrases, rdf, records, store
from graph.claims import Findings
from graph.commands.page import KINDS
from graph.drawings import Drawing, Overview, points
from graph.errors import GraphError
from graph.layout import free, metrics, routed
from graph.layout.overview import LINE, MARK_WIDTH, SIZE
from graph.views import Box, Line, View, broken

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """
from graph import layout, network, phrases, rdf, records, store
findings = records.read(store.FileStore({"claims.ttl": rdf.read("data/claims.ttl")}))
made = network.from_findings(findings)
words = {claim.curie: phrases.lines(claim) for claim in findings.claims.values()}
parts = [part for number, part in layout.sections(made).items() if number in ("0", "6")]
print(layout.views(made), layout.overview(made, ("f:Context",)), [layout.sheets(part, words) for part in parts])
"""
HOSTILE = "</script>\"'`{{7*7}}\\N\\l\\\\ %s\u2028\u202e&amp;<b>;->[]"
SHORT = ("leads to", "more")

Network = nx.MultiDiGraph


@pytest.fixture(scope="module")
def read() -> Findings:
    """Read the article's layer."""
    return records.read(store.FileStore({"claims.ttl": rdf.read(ROOT / "data" / "claims.ttl")}))


@pytest.fixture(scope="module")
def article(read: Findings) -> Network:
    """Make the network of the article."""
    return network.from_findings(read)


@pytest.fixture(scope="module")
def views(article: Network) -> dict[str, View]:
    """Make every picture of the article to explore."""
    return layout.views(article)


@pytest.fixture(scope="module")
def sheets(article: Network, read: Findings) -> dict[int, list[Drawing]]:
    """Draw every section of the article."""
    words = {claim.curie: phrases.lines(claim) for claim in read.claims.values()}
    return {number: layout.sheets(part, words) for number, part in layout.sections(article).items()}


@pytest.fixture(scope="module")
def everything(article: Network) -> Overview:
    """Draw the map of the article."""
    return layout.overview(article, KINDS)


def _network(*claims: tuple[str, str]) -> Network:
    made: Network = nx.MultiDiGraph()
    for i, (subject, outcome) in enumerate(claims):
        made.add_node(subject, label=subject)
        made.add_node(outcome, label=outcome)
        made.add_edge(subject, outcome, key=f"claim:{i:03}", section=1)
    return made


def _sheets(made: Network, words: Sequence[str] = SHORT) -> list[Drawing]:
    return layout.sheets(made, {key: words for *_, key in made.edges(keys=True)})


def _overlap(one: Box, other: Box) -> bool:
    apart = (
        abs(one.x - other.x) >= (one.width + other.width) / 2 or abs(one.y - other.y) >= (one.height + other.height) / 2
    )
    return not apart


def _ends(made: Network) -> dict[str, tuple[str, str]]:
    return {key: (subject, outcome) for subject, outcome, key in made.edges(keys=True)}


def _strangers(made: Network, view: View) -> list[tuple[str, str]]:
    """List (claim, concept) where the line of the claim runs behind the box of a concept it is not about."""
    ends = _ends(made)
    return [
        (key, node)
        for key, line in view.lines.items()
        for node, box in view.boxes.items()
        if node not in ends[key]
        and any(box.meets(*stretch) for stretch in pairwise(line.points(*(view.boxes[end] for end in ends[key]))))
    ]


def _behind(ends: Mapping[str, tuple[str, str]], drawn: Drawing) -> list[tuple[str, str]]:
    """List the same for a drawing, words of other claims included, from the network and not from where lines end."""
    boxes = {**drawn.concepts, **drawn.words}
    return [
        (claim, name)
        for claim, halves in drawn.ways.items()
        for name, box in boxes.items()
        if name not in {claim, *ends[claim]}
        and any(box.meets(*stretch) for way in halves for stretch in pairwise(points(way)))
    ]


def _joined(words: Iterable[str]) -> str:
    """Put lines together: a line may end at a hyphen as well as at a space."""
    return "".join(words).replace(" ", "")


def _keys(drawn: Iterable[Drawing]) -> list[str]:
    return sorted(key for one in drawn for key in one.ways)


# The sheets of a section


def test_every_claim_of_a_section_stands_on_one_of_its_sheets(
    article: Network, sheets: Mapping[int, list[Drawing]]
) -> None:
    """Exactly once, with its words, and both of its concepts on the same sheet."""
    for number, part in layout.sections(article).items():
        assert _keys(sheets[number]) == sorted(key for *_, key in part.edges(keys=True))
        assert {node for drawn in sheets[number] for node in drawn.concepts} == set(part)
        for drawn in sheets[number]:
            assert drawn.words.keys() == drawn.ways.keys()
            assert {end for key in drawn.ways for end in _ends(part)[key]} == drawn.concepts.keys()


def test_a_sheet_has_no_overlap_no_stranger_and_two_crossings_at_most(
    article: Network, sheets: Mapping[int, list[Drawing]]
) -> None:
    """No claim that nobody made is shown, by the drawing's own judgement and by that of the network."""
    drawn = [(number, one) for number, of in sheets.items() for one in of]
    assert len(drawn) > 10
    assert [(number, one.overlaps()) for number, one in drawn if one.overlaps()] == []
    assert [(number, one.strangers()) for number, one in drawn if one.strangers()] == []
    assert [(number, _behind(_ends(article), one)) for number, one in drawn if _behind(_ends(article), one)] == []
    assert [(number, one.crossings()) for number, one in drawn if one.crossings() > 2] == []


def test_a_claim_runs_from_its_subject_through_its_words_to_its_outcome(
    article: Network, sheets: Mapping[int, list[Drawing]]
) -> None:
    """Its line starts at the edge of the one, ends at the edge of the other, and meets its words in between."""
    ends = _ends(article)
    for drawn in (one for of in sheets.values() for one in of):
        for key, (first, last) in drawn.ways.items():
            subject, outcome = (drawn.concepts[end] for end in ends[key])
            said = drawn.words[key]
            assert subject.meets(first[0], first[0], 2)
            assert said.meets(first[-1], first[-1], 2)
            assert said.meets(last[0], last[0], 2)
            assert outcome.meets(last[-1], last[-1], 2)


def test_a_sheet_fits_a_screen(sheets: Mapping[int, list[Drawing]]) -> None:
    """On 1280 px nothing is scaled down: at most 1180 px wide; and not higher than a slide by much."""
    drawn = [one for of in sheets.values() for one in of]
    assert max(one.width for one in drawn) <= routed.WIDTH == 1180
    assert max(one.height for one in drawn) <= 600
    for one in drawn:
        inside = [corner for box in (*one.concepts.values(), *one.words.values()) for corner in box.corners()]
        inside += [point for halves in one.ways.values() for way in halves for point in points(way)]
        assert all(-0.1 <= x <= one.width + 0.1 and -0.1 <= y <= one.height + 0.1 for x, y in inside)


def test_words_on_a_sheet_fit_their_boxes(
    article: Network, read: Findings, sheets: Mapping[int, list[Drawing]]
) -> None:
    """Labels at 20 px with room for the mark of their kind, the words of claims at 18 px; nothing is left out."""
    said = {claim.curie: phrases.lines(claim) for claim in read.claims.values()}
    assert (routed.CONCEPT_SIZE, routed.WORDS_SIZE) == (20, 18)
    for drawn in (one for of in sheets.values() for one in of):
        for node, box in drawn.concepts.items():
            assert _joined(box.lines) == _joined(article.nodes[node]["label"])
            assert metrics.widest(box.lines, 20) + routed.MARK_WIDTH <= box.width
            assert len(box.lines) * routed.CONCEPT_LINE <= box.height
        for key, box in drawn.words.items():
            assert box.lines == said[key]
            assert metrics.widest(box.lines, 18) <= box.width
            assert len(box.lines) * routed.WORDS_LINE <= box.height


def test_pieces_stand_in_the_order_of_the_section() -> None:
    """What a section speaks of first stands on the first sheet, and pieces on one sheet keep clear of each other."""
    made = _network(*((f"{letter}{i}", f"{letter}{i + 1}") for letter in "zya" for i in range(3)))
    drawn = _sheets(made, ("leads, given much time, to more",))
    assert _keys(drawn) == sorted(key for *_, key in made.edges(keys=True))
    assert "z0" in drawn[0].concepts
    assert [one.overlaps() for one in drawn if one.overlaps()] == []


def test_hostile_names_labels_and_words_are_drawn() -> None:
    """Names that mean something to Graphviz, to HTML or to a formatter are names; words stay as they are."""
    made: Network = nx.MultiDiGraph()
    for name in "ab":
        made.add_node(f"{name}{HOSTILE}", label=f"{name} {HOSTILE}")
    claims = (("a", "b"), ("b", "a"), ("a", "b"))
    for i, (subject, outcome) in enumerate(claims):
        made.add_edge(f"{subject}{HOSTILE}", f"{outcome}{HOSTILE}", key=f"{i}{HOSTILE}", section=1)
    (drawn,) = _sheets(made, (HOSTILE, "", HOSTILE))
    assert drawn.concepts.keys() == set(made)
    assert drawn.words.keys() == {key for *_, key in made.edges(keys=True)}
    assert {box.lines for box in drawn.words.values()} == {(HOSTILE, "", HOSTILE)}
    assert (drawn.overlaps(), drawn.strangers()) == ([], [])


@pytest.mark.parametrize(
    "claims",
    [
        [("a", "a")],
        [("a", "b"), ("a", "a"), ("b", "b")],
        [("a", "b"), ("b", "a")],
        [("a", "b")] * 4,
        [("a", "b"), ("b", "a")] * 3,
        [("a", "b"), ("b", "c"), ("c", "a")],
    ],
    ids=["oneself", "oneself and another", "there and back", "parallel", "parallel both ways", "round"],
)
def test_claims_in_parallel_in_return_and_about_oneself_are_kept(claims: list[tuple[str, str]]) -> None:
    """Each has a line and words of its own, clear of the others."""
    made = _network(*claims)
    (drawn,) = _sheets(made)
    assert _keys([drawn]) == sorted(key for *_, key in made.edges(keys=True))
    assert len({(box.x, box.y) for box in drawn.words.values()}) == len(claims)
    assert (drawn.overlaps(), drawn.strangers(), _behind(_ends(made), drawn)) == ([], [], [])


@pytest.mark.parametrize(
    "claims",
    [[("a", "a")] * 4, [("b", "b"), ("b", "a"), ("b", "a"), ("b", "a"), ("a", "b")]],
    ids=["four about one", "one about itself among four of a pair"],
)
def test_many_claims_about_oneself_keep_clear_of_each_other(claims: list[tuple[str, str]]) -> None:
    """No line runs behind the words of another, also where several claims are about one concept alone."""
    assert [drawn.strangers() for drawn in _sheets(_network(*claims)) if drawn.strangers()] == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(*[st.sampled_from(["a", "secure bond", "a very long name of a concept", "d", "e", "f"])] * 2).filter(
            lambda pair: pair[0] != pair[1]
        ),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from([SHORT, ("goes with",), ("may open the", "way to more", "on a condition")]),
)
def test_any_small_section_keeps_the_promises(claims: list[tuple[str, str]], words: tuple[str, ...]) -> None:
    """Whatever the claims of different concepts: all are drawn, nothing overlaps, no line runs behind a stranger."""
    made = _network(*claims)
    drawn = _sheets(made, words)
    assert _keys(drawn) == sorted(key for *_, key in made.edges(keys=True))
    assert [one.overlaps() for one in drawn if one.overlaps()] == []
    assert [one.strangers() for one in drawn if one.strangers()] == []
    assert [found for one in drawn if (found := _behind(_ends(made), one))] == []


def test_a_piece_too_large_to_be_read_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A section with one such piece has no sheet at all, rather than one that leaves claims out; empty has none."""
    monkeypatch.setattr(sys.modules["graph.layout.sheets"], "MOST_CONCEPTS", 4)
    assert len(_sheets(_network(("a", "b"), ("b", "c"), ("c", "d"), ("x", "y")))) > 0
    assert _sheets(_network(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("x", "y"))) == []
    assert _sheets(nx.MultiDiGraph()) == []


# The map


def test_the_map_holds_every_concept_and_every_claim(article: Network, everything: Overview) -> None:
    """Each once, within the frame."""
    assert everything.concepts.keys() == set(article)
    assert everything.ways.keys() == {key for *_, key in article.edges(keys=True)}
    drawn = [corner for box in everything.concepts.values() for corner in box.corners()]
    drawn += [point for way in everything.ways.values() for point in way]
    assert all(0 <= x <= everything.width <= 1180 and 0 <= y <= everything.height for x, y in drawn)


def test_no_two_boxes_of_the_map_overlap(everything: Overview) -> None:
    """Every label can be read."""
    assert [pair for pair in combinations(everything.concepts.values(), 2) if _overlap(*pair)] == []


def test_no_way_of_the_map_touches_a_box_but_its_ends(article: Network, everything: Overview) -> None:
    """A way leaves its subject and comes to its outcome; between them it keeps clear of these two as well."""
    assert _touched(article, everything) == []


def _touched(made: Network, drawn: Overview) -> list[tuple[str, str]]:
    found = []
    for key, (subject, outcome) in _ends(made).items():
        first, *between, last = pairwise(drawn.ways[key])
        for name, box in drawn.concepts.items():
            allowed = [first] * (name == subject) + [last] * (name == outcome)
            if any(box.meets(*part) for part in (first, *between, last) if part not in allowed):
                found.append((key, name))
    return found


def test_a_way_behind_a_box_of_the_map_would_be_noticed() -> None:
    """The check above has teeth: a straight way through a third box is found."""
    boxes = {name: Box(x, 10.0, 40.0, 20.0, (name,)) for name, x in (("a", 20.0), ("b", 120.0), ("c", 220.0))}
    drawn = Overview(240.0, 20.0, (), boxes, {"claim:000": ((40.0, 10.0), (100.0, 10.0), (200.0, 10.0))})
    assert ("claim:000", "b") in _touched(_network(("a", "c")), drawn)


def test_ways_of_the_map_run_level_or_upright_and_end_where_they_should(article: Network, everything: Overview) -> None:
    """From the right edge of the subject to the upper edge of the outcome, in straight stretches."""
    ends = _ends(article)
    for key, way in everything.ways.items():
        subject, outcome = (everything.concepts[end] for end in ends[key])
        assert way[0] == pytest.approx((subject.x + subject.width / 2, subject.y))
        assert way[-1][1] == pytest.approx(outcome.y - outcome.height / 2)
        assert abs(way[-1][0] - outcome.x) < outcome.width / 2
        assert all(a[0] == pytest.approx(b[0]) or a[1] == pytest.approx(b[1]) for a, b in pairwise(way))


def test_kinds_stand_in_bands_in_the_order_given(article: Network, everything: Overview) -> None:
    """Each concept stands in the band of its kind; bands do not overlap."""
    bands = {band.kind: band for band in everything.bands}
    assert list(bands) == [kind for kind in KINDS if kind in bands]
    for node, box in everything.concepts.items():
        band = bands[article.nodes[node]["kind"]]
        assert band.top <= box.y - box.height / 2
        assert box.y + box.height / 2 <= band.bottom
    assert all(above.bottom < below.top for above, below in pairwise(everything.bands))


def test_labels_of_the_map_fit_their_boxes(article: Network, everything: Overview) -> None:
    """At 13 px, whole, with room for the mark of the kind."""
    assert SIZE == 13
    for node, box in everything.concepts.items():
        assert _joined(box.lines) == _joined(article.nodes[node]["label"])
        assert metrics.widest(box.lines, SIZE) + MARK_WIDTH <= box.width
        assert len(box.lines) * LINE <= box.height


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 19)] * 2), max_size=30),
    st.lists(st.tuples(st.sampled_from(["a", "secure bond", "W" * 40, ""]), st.sampled_from("xyz")), min_size=20),
)
def test_any_map_keeps_the_promises(claims: list[tuple[int, int]], nodes: list[tuple[str, str]]) -> None:
    """Whatever concepts, kinds and claims, in parallel or about oneself: no overlap, and no way behind a box."""
    made: Network = nx.MultiDiGraph()
    for i, (label, kind) in enumerate(nodes):
        made.add_node(f"n{i}", label=label, kind=kind)
    for i, (subject, outcome) in enumerate(claims):
        made.add_edge(f"n{subject}", f"n{outcome}", key=f"claim:{i:03}")
    drawn = layout.overview(made, ("y", "x"))
    assert drawn.ways.keys() == set(_ends(made))
    assert not any(_overlap(*pair) for pair in combinations(drawn.concepts.values(), 2))
    assert _touched(made, drawn) == []


def test_parallel_claims_of_the_map_end_apart() -> None:
    """Up to three claims of the same two concepts come in beside each other."""
    drawn = layout.overview(_network(*[("a", "b")] * 3), ())
    assert len({way[-1] for way in drawn.ways.values()}) == 3


# The pictures to explore


def test_a_view_for_every_section_and_the_whole(article: Network, views: dict[str, View]) -> None:
    """A page can show each section and everything."""
    sections = {f"section={claim['section']}" for *_, claim in article.edges(data=True)}
    assert views.keys() == {*sections, "all"}


def test_every_claim_of_a_section_is_drawn(article: Network, views: dict[str, View]) -> None:
    """In the picture of a section no claim is left out."""
    for number, part in layout.sections(article).items():
        view = views[f"section={number}"]
        assert view.lines.keys() == {key for *_, key in part.edges(keys=True)}
        assert view.boxes.keys() == set(part)


def test_sections_divide_the_claims(article: Network) -> None:
    """Each claim belongs to exactly one section."""
    counted = Counter(key for part in layout.sections(article).values() for *_, key in part.edges(keys=True))
    assert counted == Counter(key for *_, key in article.edges(keys=True))


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


def test_everything_drawn_lies_in_the_frame(article: Network, views: dict[str, View]) -> None:
    """A picture that shows its frame cuts nothing off."""
    ends = _ends(article)
    for view in views.values():
        left, top, right, bottom = view.frame
        drawn = [corner for box in view.boxes.values() for corner in box.corners()]
        drawn += [p for key, line in view.lines.items() for p in line.points(*(view.boxes[e] for e in ends[key]))]
        assert all(left - 0.1 <= x <= right + 0.1 and top - 0.1 <= y <= bottom + 0.1 for x, y in drawn)


def test_labels_fit_their_boxes(article: Network, views: dict[str, View]) -> None:
    """A box holds its whole label, line by line, with room for the mark of its kind."""
    for node, box in views["all"].boxes.items():
        assert _joined(box.lines) == _joined(article.nodes[node]["label"])
        assert metrics.widest(box.lines, free.FONT_SIZE) + free.MARK_WIDTH <= box.width
        assert len(box.lines) * free.LINE_HEIGHT <= box.height


def test_same_place_whatever_the_hash_seed() -> None:
    """The same network is laid out the same way in every run: to explore, as a map and on sheets."""
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
    """What nobody could read is not drawn; a section that can be read still is."""
    chain = _network(*((f"c{i}", f"c{i + 1}") for i in range(free.MOST_CONCEPTS)))
    chain.add_edge("c0", "c1", key="claim:x", section=2)
    assert layout.views(chain).keys() == {"section=2"}


def test_claims_both_ways_and_about_oneself_do_not_stop_a_picture() -> None:
    """Neither a claim in return nor one about a single concept stops a picture."""
    made = layout.views(_network(("a", "b"), ("b", "a"), ("a", "a")))["all"]
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
    view = layout.views(made)["all"]
    assert not any(_overlap(*pair) for pair in combinations(view.boxes.values(), 2))
    assert _strangers(made, view) == []


def test_missing_graphviz_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pygraphviz the error says what to install."""
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    for draw in (layout.views, _sheets):
        with pytest.raises(GraphError, match="pygraphviz"):
            draw(_network(("a", "b")))


def test_words_are_broken_evenly() -> None:
    """Lines are as few as can be, and then about equally long; no word is cut that need not be."""
    assert broken("emotional security", 16) == ("emotional", "security")
    assert broken("one", 16) == ("one",)
    assert broken("", 16) == ()
    assert broken("a supercalifragilistic word", 10) == ("a supercal", "ifragilist", "ic word")
