"""Promises of selecting: the claims of a neighborhood, of paths, of a part; and the triples that tell of them."""

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph import store, subgraph
from graph.subgraph import Selection
from graph.vocabulary import PREFIXES, expand

# a → b → c → d → e → g; two claims a → b; a way round, b → h → c; a way back, c → b; an island, x → y.
EDGES = {
    "ab": ("a", "b"),
    "ab2": ("a", "b"),
    "bc": ("b", "c"),
    "cb": ("c", "b"),
    "bh": ("b", "h"),
    "hc": ("h", "c"),
    "cd": ("c", "d"),
    "de": ("d", "e"),
    "eg": ("e", "g"),
    "xy": ("x", "y"),
}
MORE = {
    "ab": "f:certainty f:Stated ; f:reading f:Causal ; cito:isSupportedBy study:s ; prov:wasDerivedFrom passage:one",
    "ab2": "f:certainty f:Hedged ; f:reading f:Causal ; prov:wasDerivedFrom passage:two",
    "bc": "f:certainty f:Stated ; f:reading f:Enabling ; prov:wasDerivedFrom passage:zero, passage:two",
}
DATA = (
    " ".join(
        f"claim:{name} a f:Claim ; f:subject concept:{s} ; f:outcome concept:{o} ; {MORE.get(name, 'f:readIn f:age')} ."
        for name, (s, o) in EDGES.items()
    )
    + """
claim:cb f:premise claim:ab .
passage:zero a f:Passage ; f:section 0 . passage:two a f:Passage ; f:section 2 .
passage:other a f:Passage ; f:section 1 ; oa:hasSource source:u . claim:de prov:wasDerivedFrom passage:other .
passage:one a f:Passage ; f:section 1 ; oa:hasSource source:t . source:t dcterms:creator agent:p .
agent:p rdfs:label "P" .
concept:a a skos:Concept ; f:fromAge 0.30 ; skos:broader concept:z . concept:z a skos:Concept . claim:broken a f:Claim .
"""
)


@pytest.fixture(scope="module")
def graph(make_store: Callable[[str], store.FileStore]) -> store.FileStore:
    """Ten claims whose neighborhoods and paths are known."""
    return make_store(DATA)


def _iri(name: str) -> str:
    return f"{PREFIXES['concept']}{name}"


def _claims(graph: store.FileStore, **parts: object) -> set[str]:
    return {iri.rsplit("/")[-1] for iri in subgraph.claims(graph, Selection(**parts))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("center", "radius", "expected"),
    [
        ("a", 1, {"ab", "ab2"}),
        ("a", 2, {"ab", "ab2", "bc", "cb", "bh"}),
        ("a", 3, {"ab", "ab2", "bc", "cb", "bh", "hc", "cd"}),
        ("g", 1, {"eg"}),
        ("g", 2, {"eg", "de"}),
        ("x", 9, {"xy"}),
        ("z", 5, set()),
    ],
)
def test_a_neighborhood_is_all_claims_within_so_many_steps(
    center: str, radius: int, expected: set[str], graph: store.FileStore
) -> None:
    """In both directions, parallels included, islands left out."""
    assert expected == _claims(graph, about=_iri(center), radius=radius)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("a", "b", {"ab", "ab2"}),
        ("a", "c", {"ab", "ab2", "bc", "bh", "hc"}),
        ("a", "e", {"ab", "ab2", "bc", "cd", "de"}),
        ("b", "e", {"bc", "bh", "hc", "cd", "de"}),
        ("a", "g", set()),
        ("b", "a", set()),
        ("a", "x", set()),
    ],
)
def test_between_two_concepts_are_the_claims_of_paths_in_their_direction(
    start: str, end: str, expected: set[str], graph: store.FileStore
) -> None:
    """Of at most four claims, no concept twice: neither the way back nor a path of five."""
    assert expected == _claims(graph, between=(_iri(start), _iri(end)))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"outcome": _iri("c")}, {"bc", "hc"}),
        ({"certainty": expand("f:Hedged")}, {"ab2"}),
        ({"reading": expand("f:Causal")}, {"ab", "ab2"}),
        ({"study": expand("study:s")}, {"ab"}),
        ({"section": 2}, {"ab2", "bc"}),
        ({"section": 0}, {"bc"}),
        ({"reading": expand("f:Causal"), "section": 2}, {"ab2"}),
        ({"about": _iri("c"), "outcome": _iri("c")}, {"bc", "hc"}),
        ({"about": _iri("a"), "between": (_iri("b"), _iri("c"))}, set()),
        ({}, set(EDGES)),
    ],
    ids=lambda part: "+".join(part) or "nothing" if isinstance(part, dict) else "",
)
def test_each_part_of_a_selection_narrows_the_rest(
    parts: dict[str, object], expected: set[str], graph: store.FileStore
) -> None:
    """Outcome, certainty, reading, study, section; together they mean and."""
    assert expected == _claims(graph, **parts)


def test_claims_come_in_order_and_once(graph: store.FileStore) -> None:
    """A claim of two passages of one section is one claim."""
    got = subgraph.claims(graph, Selection())
    assert sorted(set(got)) == got


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(), "everything"),
        (Selection(radius=3), "everything"),
        (Selection(about=_iri("anxiety"), radius=2), "--about anxiety --radius 2"),
        (Selection(between=(_iri("a"), _iri("b"))), "--between a b"),
        (Selection(section=0, certainty=expand("f:Stated")), "--section 0 --certainty Stated"),
        (Selection(study=expand("study:s"), outcome=_iri("c")), "--study s --outcome c"),
        (Selection(reading=expand("f:Causal")), "--reading Causal"),
    ],
)
def test_a_selection_is_said_as_the_options_that_make_it(selection: Selection, words: str) -> None:
    """So that whoever finds a file can make it again."""
    assert words == selection.describe()


@pytest.mark.parametrize(
    ("selection", "expected"), [(Selection(), True), (Selection(radius=2), True), (Selection(section=0), False)]
)
def test_a_selection_is_everything_where_nothing_narrows_it(selection: Selection, expected: bool) -> None:
    """A radius without a concept narrows nothing; section 0 does."""
    assert expected == selection.is_everything()


def test_the_triples_of_a_claim_reach_what_it_refers_to_and_no_other_claim(graph: store.FileStore) -> None:
    """Concepts, passages, source and people; not the claims that are only named, not the vocabulary."""
    got = {triple.subject.value for triple in subgraph.triples(graph, [expand("claim:ab")])}
    names = ("claim:ab", "concept:a", "concept:z", "passage:one", "source:t", "agent:p")
    assert {expand(name) for name in names} == got


def test_a_claim_that_is_only_referred_to_is_not_followed(graph: store.FileStore) -> None:
    """The premise is named and not told."""
    got = subgraph.triples(graph, [expand("claim:cb")])
    premise = NamedNode(expand("claim:ab"))
    assert Triple(NamedNode(expand("claim:cb")), NamedNode(expand("f:premise")), premise) in got
    assert premise not in {triple.subject for triple in got}


def test_triples_come_as_they_stand_in_the_file(graph: store.FileStore) -> None:
    """Lexical forms untouched, each triple once."""
    got = subgraph.triples(graph, [expand("claim:ab"), expand("claim:ab2")])
    assert Literal("0.30", datatype=NamedNode(f"{PREFIXES['xsd']}decimal")) in {triple.object for triple in got}
    assert len(set(got)) == len(got)


@pytest.mark.parametrize(("depth", "reached"), [(0, "claim:ab"), (1, "passage:one"), (2, "source:t"), (3, "agent:p")])
def test_depth_counts_the_steps_that_are_followed(depth: int, reached: str, graph: store.FileStore) -> None:
    """A passage is one step away, its source two, its author three."""
    nearer = {t.subject.value for t in subgraph.triples(graph, [expand("claim:ab")], depth - 1)} if depth else set()
    got = {t.subject.value for t in subgraph.triples(graph, [expand("claim:ab")], depth)}
    assert expand(reached) in got - nearer


@pytest.mark.parametrize(
    ("construct", "expected"),
    [
        ("CONSTRUCT { ?c f:outcome ?o } WHERE { ?c f:outcome ?o . FILTER(?c = claim:ab) }", {"claim:ab"}),
        ("CONSTRUCT { ?c f:premise ?p } WHERE { ?c f:premise ?p }", {"claim:ab", "claim:cb"}),
        ("CONSTRUCT { <http://e/new> a f:Claim } WHERE { }", {"http://e/new"}),
        ("CONSTRUCT { ?s f:kind 1 } WHERE { ?s skos:broader ?o }", set()),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(false) }", set()),
    ],
)
def test_a_construct_selects_the_claims_that_its_triples_name(
    construct: str, expected: set[str], graph: store.FileStore
) -> None:
    """As subject or object, known to the graph or made by the query."""
    assert {expand(name) for name in expected} == set(subgraph.in_triples(graph, graph.construct(construct)))


def test_a_section_is_that_of_the_source_that_is_wanted(graph: store.FileStore) -> None:
    """Two sources have a section 1 each; section 2 is of neither."""
    assert {"ab", "de"} == _claims(graph, section=1)
    assert {"ab"} == _claims(graph, section=1, source=expand("source:t"))
    assert {"de"} == _claims(graph, source=expand("source:u"))
    assert set() == _claims(graph, section=2, source=expand("source:t"))
    assert "--section 1 --source t" == Selection(section=1, source=expand("source:t")).describe()
