"""Promises of reading: every property of the model arrives in its field, and nothing that is not whole."""

from collections.abc import Callable
from typing import Any

import pytest

from graph import records, sentences
from graph.claims import Findings
from graph.export import flow
from graph.store import FileStore
from graph.vocabulary import TERM, expand

WHOLE = (
    'claim:t-01-a a f:Claim ; rdfs:label "A claim."@en ; f:subject concept:a ; f:outcome concept:b ; '
    "f:relation f:withMore ; f:reading f:Causal ; f:certainty f:Hedged"
)
DATA = f"""
{WHOLE} ; f:hedge f:Modal, f:NotAll ; f:basis eco:0000033 ; f:population concept:p ; f:age concept:g ;
  f:subjectAge concept:h ;
  f:condition concept:c ; f:comparator concept:d ; f:mediator concept:m ; f:weakerThan claim:t-01-w ;
  f:premise claim:t-01-p ;
  f:explains claim:t-01-e ; f:alternativeTo claim:t-01-x ; f:restates claim:t-01-r ; cito:disputes claim:t-01-s ;
  cito:isSupportedBy study:s ; f:heldBy concept:k ; f:readIn f:relation ; f:cutOff true ;
  prov:wasDerivedFrom passage:t-01-1-1 .
claim:t-02-a a f:Claim ; rdfs:label "Another."@en ; f:subject concept:b ; f:outcome concept:z ;
  f:relation f:withLess ; f:reading f:Causal ; f:certainty f:Stated .
concept:a a skos:Concept ; skos:prefLabel "reading aloud"@en ; skos:altLabel "shared reading"@en ; f:kind f:Caregiving ;
  f:valence f:Good ; f:phrase "the reading"@en ; f:moreLabel "more reading"@en ; f:lessLabel "less reading"@en ;
  skos:broader concept:b ; f:opposite concept:z ; skos:related concept:c ; skos:scopeNote "A note."@en ;
  f:fromAge 0.5 ; f:toAge 3.0 .
concept:b a skos:Concept ; skos:prefLabel "words"@en ; f:plural true .
concept:z a skos:Concept ; skos:prefLabel "silence"@en ; f:plural false .
concept:unused a skos:Concept ; skos:prefLabel "unused"@en .
concept:nameless a skos:Concept .
passage:t-01-1-1 a f:Passage ; oa:hasSource source:t ; f:section 1 ; f:paragraph 2 ; f:sentence 3 ;
  schema:sha256 "ab" ; f:cutOff true .
passage:t-09-1-1 a f:Passage ; oa:hasSource source:u ; f:section 9 ; f:paragraph 1 ; f:sentence 1 .
source:t a fabio:Article ; dcterms:title "A test article"@en ; dcterms:creator agent:c ; dcterms:publisher agent:p ;
  dcterms:issued "2016-01-01"^^xsd:date ; dcterms:modified "2019-09-21"^^xsd:date ;
  schema:lastReviewed "2017-04-11"^^xsd:date ;
  schema:reviewedBy agent:r ; prov:wasDerivedFrom source:book ; f:population concept:p ;
  schema:url <https://example.org/t> .
source:u a fabio:Article ; dcterms:title "Another article"@en .
study:s a f:Study ; rdfs:label "A study"@en ; f:design f:Longitudinal ; f:population concept:p ; f:years 30 ;
  f:startText "mid-1970s"@en ; prov:wasAssociatedWith agent:u .
agent:u rdfs:label "A university"@en .
gap:t-01-a a f:Gap ; rdfs:label "Not known how."@en ; f:about claim:t-01-a ; f:lacks f:Mechanism ;
  prov:wasDerivedFrom passage:t-01-1-1 .
gap:t-02-a a f:Gap ; rdfs:label "Not known whether."@en ; f:about claim:t-02-a .
remark:t-01-a a f:Remark ; rdfs:label "A remark."@en ; f:about concept:a ; f:certainty f:Stated ;
  f:basis f:ClaimedKnown ;
  prov:wasDerivedFrom passage:t-09-1-1 .
remark:t-01-b a f:Remark ; rdfs:label "Elsewhere."@en ; f:about concept:unused .
"""


@pytest.fixture(scope="module")
def graph(make_store: Callable[[str], FileStore]) -> FileStore:
    """One claim with every property of the model, and what it refers to."""
    return make_store(DATA)


@pytest.fixture(scope="module")
def everything(graph: FileStore) -> Findings:
    """All of it."""
    return records.read(graph)


@pytest.fixture(scope="module")
def selected(graph: FileStore) -> Findings:
    """The first claim alone."""
    return records.read(graph, [expand("claim:t-01-a")])


def _full(names: str | tuple[str, ...]) -> Any:
    return tuple(map(expand, names)) if isinstance(names, tuple) else expand(names)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("label", "A claim."),
        ("subject", "concept:a"),
        ("outcome", "concept:b"),
        ("relation", "f:withMore"),
        ("reading", "f:Causal"),
        ("certainty", "f:Hedged"),
        ("hedges", ("f:Modal", "f:NotAll")),
        ("basis", ("eco:0000033",)),
        ("populations", ("concept:p",)),
        ("ages", ("concept:g",)),
        ("subject_ages", ("concept:h",)),
        ("conditions", ("concept:c",)),
        ("comparators", ("concept:d",)),
        ("mediators", ("concept:m",)),
        ("weaker_than", ("claim:t-01-w",)),
        ("premises", ("claim:t-01-p",)),
        ("explains", ("claim:t-01-e",)),
        ("alternatives", ("claim:t-01-x",)),
        ("restates", ("claim:t-01-r",)),
        ("disputes", ("claim:t-01-s",)),
        ("studies", ("study:s",)),
        ("held_by", ("concept:k",)),
        ("read_in", ("f:relation",)),
        ("passages", ("passage:t-01-1-1",)),
    ],
)
def test_every_property_of_a_claim_is_read(field: str, expected: str | tuple[str, ...], everything: Findings) -> None:
    """Each into its field, IRIs in full."""
    assert _full(expected) == getattr(everything.claims[expand("claim:t-01-a")], field)


def test_what_a_claim_does_not_have_is_empty(everything: Findings) -> None:
    """No hedge, no age, no passage; not cut off."""
    claim = everything.claims[expand("claim:t-02-a")]
    assert ((), (), (), False) == (claim.hedges, claim.ages, claim.passages, claim.cut_off)
    assert everything.claims[expand("claim:t-01-a")].cut_off


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("label", "reading aloud"),
        ("synonyms", ("shared reading",)),
        ("kind", TERM.Caregiving),
        ("valence", TERM.Good),
        ("plural", False),
        ("phrase", "the reading"),
        ("more", "more reading"),
        ("less", "less reading"),
        ("broader", (expand("concept:b"),)),
        ("opposites", (expand("concept:z"),)),
        ("related", (expand("concept:c"),)),
        ("notes", ("A note.",)),
        ("from_age", 0.5),
        ("to_age", 3.0),
    ],
)
def test_every_property_of_a_concept_is_read(field: str, expected: object, everything: Findings) -> None:
    """Words, kind, hierarchy, and ages as numbers."""
    assert expected == getattr(everything.concepts[expand("concept:a")], field)


@pytest.mark.parametrize(("name", "expected"), [("b", True), ("z", False), ("a", False)])
def test_a_plural_is_one_where_the_data_says_true(name: str, expected: bool, everything: Findings) -> None:
    """`false` and nothing are both singular."""
    assert expected is everything.concepts[expand(f"concept:{name}")].plural


def test_a_passage_is_read_with_its_place(everything: Findings) -> None:
    """Section, paragraph, sentence, digest, source; that it is cut off."""
    found = everything.passages[expand("passage:t-01-1-1")]
    assert ((1, 2, 3), "ab", expand("source:t"), True) == (found.place, found.digest, found.source, found.cut_off)


def test_a_study_is_read_with_all_that_is_recorded(everything: Findings) -> None:
    """Design, population, years, start, institution."""
    found = everything.studies[expand("study:s")]
    assert ("A study", 30, "mid-1970s") == (found.label, found.years, found.start)
    expected = (TERM.Longitudinal,), (expand("concept:p"),), (expand("agent:u"),)
    assert expected == (found.designs, found.populations, found.institutions)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", "A test article"),
        ("creators", (expand("agent:c"),)),
        ("publisher", expand("agent:p")),
        ("issued", "2016-01-01"),
        ("modified", "2019-09-21"),
        ("reviewed", "2017-04-11"),
        ("reviewers", (expand("agent:r"),)),
        ("derived_from", (expand("source:book"),)),
        ("populations", (expand("concept:p"),)),
        ("url", "https://example.org/t"),
    ],
)
def test_every_property_of_a_source_is_read(field: str, expected: object, everything: Findings) -> None:
    """Issued, changed and reviewed are three dates."""
    assert expected == getattr(everything.sources[expand("source:t")], field)


def test_a_gap_and_a_remark_are_read(everything: Findings) -> None:
    """With what they are about and how firm they are."""
    gap, remark = everything.gaps[expand("gap:t-01-a")], everything.remarks[expand("remark:t-01-a")]
    assert ("Not known how.", (expand("claim:t-01-a"),), (TERM.Mechanism,)) == (gap.label, gap.about, gap.lacks)
    assert ("A remark.", (expand("concept:a"),), TERM.Stated) == (remark.label, remark.about, remark.certainty)


@pytest.mark.parametrize("missing", ["rdfs:label", "f:subject", "f:outcome", "f:relation", "f:reading", "f:certainty"])
def test_a_claim_that_lacks_a_necessary_part_is_left_out(missing: str, make_store: Callable[[str], FileStore]) -> None:
    """`findings check` tells of it; nothing else has to cope."""
    parts = [part for part in WHOLE.split(" ; ") if not part.startswith(missing)]
    assert len(parts) == len(WHOLE.split(" ; ")) - 1
    assert {} == records.read(make_store(" ; ".join(parts) + " .")).claims


def test_a_concept_without_a_label_is_left_out(everything: Findings) -> None:
    """It has no words to be shown by."""
    assert expand("concept:nameless") not in everything.concepts


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("claims", {"claim:t-01-a"}),
        ("concepts", {"concept:a", "concept:b"}),
        ("studies", {"study:s"}),
        ("gaps", {"gap:t-01-a"}),
        ("remarks", {"remark:t-01-a"}),
        ("passages", {"passage:t-01-1-1", "passage:t-09-1-1"}),
        ("sources", {"source:t", "source:u"}),
    ],
)
def test_a_selection_brings_what_its_claims_refer_to_and_no_more(
    part: str, expected: set[str], selected: Findings
) -> None:
    """Concepts, studies, gaps and remarks of these claims, and the passages of all of them."""
    assert set(map(expand, expected)) == set(getattr(selected, part))


def test_an_empty_selection_is_empty(graph: FileStore) -> None:
    """And not everything."""
    found = records.read(graph, [])
    assert ({}, {}, {}) == (found.claims, found.concepts, found.passages)


def test_claims_come_in_order(everything: Findings) -> None:
    """By IRI, so that what is made of them is the same each time."""
    assert ["claim:t-01-a", "claim:t-02-a"] == [claim.curie for claim in everything.claims.values()]


def test_labels_are_there_for_anything(everything: Findings) -> None:
    """People and institutions among them."""
    assert ("A university", "A test article", "silence") == tuple(
        map(everything.label, map(expand, ("agent:u", "source:t", "concept:z")))
    )


TWO_TONGUES = (
    'concept:a a skos:Concept ; skos:prefLabel "reading aloud"@en , "Vorlesen"@de . '
    'study:s a f:Study ; rdfs:label "Smith 2001"@en ; dcterms:title "A trial of reading"@en .'
)


def test_english_comes_before_another_language_and_a_label_before_a_title(
    make_store: Callable[[str], FileStore],
) -> None:
    """Whatever the alphabet says."""
    found = records.read(make_store(TWO_TONGUES))
    assert ("reading aloud", "Smith 2001") == tuple(found.label(expand(name)) for name in ("concept:a", "study:s"))
    assert "reading aloud" == found.labels[expand("concept:a")]


def test_a_number_where_words_belong_is_read_as_words(make_store: Callable[[str], FileStore]) -> None:
    """`findings check` tells of it; what only reads must not break over it."""
    claim = "claim:x a f:Claim ; rdfs:label 5 ; f:subject 7 ; f:outcome concept:b ; f:relation f:withMore ; "
    found = records.read(make_store(f"{claim} f:reading f:Causal ; f:certainty f:Stated ."))
    read = found.claims[expand("claim:x")]
    assert ("5", "7") == (read.label, read.subject)


def test_a_claim_that_lacks_a_part_says_nothing_of_a_mediator(make_store: Callable[[str], FileStore]) -> None:
    """In no selection, as it is left out of all; and a mediator that is no name is told by its words."""
    rest = "f:subject concept:a ; f:reading f:Causal"
    graph = make_store(
        f"""
        claim:leg a f:Claim ; rdfs:label "Leg." ; {rest} ; f:outcome concept:b ; f:relation f:withLess .
        claim:whole a f:Claim ; rdfs:label "Whole." ; {rest} ; f:outcome concept:c ; f:relation f:withMore ;
          f:mediator concept:b, "sleep" ; f:certainty f:Stated .
        """
    )
    whole = expand("claim:whole")
    expected = "A leads to more c, by way of b and sleep."
    for iris in (None, [whole]):
        findings = records.read(graph, iris)
        assert expected == sentences.claim(findings.claims[whole], findings)
        assert [expected] == [row["words"] for row in flow.of_store(graph, iris, "some").claims()]


def test_a_mediator_is_told_alike_in_any_selection(make_store: Callable[[str], FileStore]) -> None:
    """Whether the claim that says how the subject changes it was selected or not, and wherever it is read from."""
    graph = make_store(
        """
        concept:stress a skos:Concept ; skos:prefLabel "stress" .
        concept:sleep a skos:Concept ; skos:prefLabel "sleep" .
        concept:mood a skos:Concept ; skos:prefLabel "mood" .
        claim:leg a f:Claim ; rdfs:label "Stress lessens sleep." ; f:subject concept:stress ; f:outcome concept:sleep ;
          f:relation f:withLess ; f:reading f:Causal ; f:certainty f:Stated .
        claim:whole a f:Claim ; rdfs:label "Stress harms mood." ; f:subject concept:stress ; f:outcome concept:mood ;
          f:mediator concept:sleep ; f:relation f:withLess ; f:reading f:Causal ; f:certainty f:Stated .
        """
    )
    expected = "Stress leads to less mood, by way of less sleep."
    whole = expand("claim:whole")
    for findings in (records.read(graph), records.read(graph, [whole])):
        assert expected == sentences.claim(findings.claims[whole], findings)
    for iris in (None, [whole]):
        rows = {row["iri"]: row["words"] for row in flow.of_store(graph, iris, "some").claims()}
        assert expected == rows[whole]
    assert {} == records.legs(graph, [("sleep", expand("concept:sleep")), (expand("concept:stress"), "_:b")])
    many = [(f"http://e/{number}", "http://e/x") for number in range(records.MOST_ASKED + 1)]
    pair = (expand("concept:stress"), expand("concept:sleep"))
    for pairs in (None, [pair], [*many, pair]):
        assert {pair: frozenset({expand("f:withLess")})} == records.legs(graph, pairs)
