"""Promises of explanations: a claim, a concept, a study, a gap or a section, with all that is known of it."""

from collections.abc import Callable

import pytest

from graph import explain, records
from graph.claims import Findings
from graph.errors import NotFoundError
from graph.store import FileStore
from graph.vocabulary import expand

DATA = """
claim:t-01-a a f:Claim ; rdfs:label "Reading gives words."@en ; f:subject concept:a ; f:outcome concept:b ;
  f:relation f:withMore ;
  f:reading f:Causal ; f:certainty f:Stated ; f:basis eco:0000033 ; cito:isSupportedBy study:s ; f:age concept:g ;
  f:weakerThan claim:t-01-b ; prov:wasDerivedFrom passage:t-01-2-1 .
claim:t-01-b a f:Claim ; rdfs:label "Words may give joy."@en ; f:subject concept:b ; f:outcome concept:c ;
  f:relation f:withMore ;
  f:reading f:Causal ; f:certainty f:Hedged ; f:hedge f:Modal ; f:basis eco:0000034 ;
  prov:wasDerivedFrom passage:t-01-1-1 .
claim:t-03-a a f:Claim ; rdfs:label "Joy goes with words."@en ; f:subject concept:c ; f:outcome concept:b ;
  f:relation f:withMore ;
  f:reading f:Correlational ; f:certainty f:Stated ; f:basis f:UnnamedResearch ;
  prov:wasDerivedFrom passage:t-03-1-1 .
concept:a a skos:Concept ; skos:prefLabel "reading aloud"@en .
concept:b a skos:Concept ; skos:prefLabel "vocabulary"@en ; f:kind f:Outcome .
concept:c a skos:Concept ; skos:prefLabel "joy"@en .
concept:g a skos:Concept ; skos:prefLabel "infancy"@en .
passage:t-01-1-1 a f:Passage ; oa:hasSource source:t ; f:section 1 ; f:paragraph 1 ; f:sentence 1 .
passage:t-01-2-1 a f:Passage ; oa:hasSource source:t ; f:section 1 ; f:paragraph 2 ; f:sentence 1 .
passage:t-02-1-1 a f:Passage ; oa:hasSource source:t ; f:section 2 ; f:paragraph 1 ; f:sentence 1 .
passage:t-03-1-1 a f:Passage ; oa:hasSource source:t ; f:section 3 ; f:paragraph 1 ; f:sentence 1 .
source:t a fabio:Article ; dcterms:title "An article"@en .
study:s a f:Study ; rdfs:label "The big study"@en ; f:years 30 .
gap:t-01-a a f:Gap ; rdfs:label "How is open."@en ; f:about claim:t-01-a ; f:lacks f:Mechanism ;
  prov:wasDerivedFrom passage:t-01-2-1 .
remark:t-02-a a f:Remark ; rdfs:label "Joy is disputed."@en ; f:about concept:c ; f:certainty f:Stated ;
  f:basis f:ClaimedKnown ;
  prov:wasDerivedFrom passage:t-02-1-1 .
"""
READING = (
    "- Reading aloud leads to more vocabulary in infancy. "
    "[rests on a study that the source names: The big study] (t-01-a)"
)
JOY = (
    "- Vocabulary may lead to more joy. "
    "[worded with a doubt; the wording doubts it (may, might, seems); no source is given] (t-01-b)"
)
WORDS = "- Joy goes with more vocabulary. [rests on research that is not named] (t-03-a)"
GAP = "Said to be unknown: how it comes about. How is open."
REMARK = "Joy is disputed. It is stated as a fact. It rests on the author's word that it is known."


@pytest.fixture(scope="module")
def found(make_store: Callable[[str], FileStore]) -> Findings:
    """Three claims, a gap, a remark and a study."""
    return records.read(make_store(DATA))


def test_a_claim_is_explained_with_all_that_is_known_of_it(found: Findings) -> None:
    """Sentence, label, firmness, basis, place, links, study, gap."""
    expected = [
        "Reading aloud leads to more vocabulary in infancy.",
        "",
        "In the curator's words: Reading gives words.",
        "It is stated as a fact and worded as a cause.",
        "It rests on a study that the source names: The big study.",
        "Where: An article, section 1, paragraph 2, sentence 1.",
        'It was reported as weaker than "Words may give joy" (t-01-b).',
        "The big study: 30 years.",
        GAP,
    ]
    assert expected == explain.claim(found.claims[expand("claim:t-01-a")], found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", ["Reading aloud.", "", "What reading aloud is said to go with", READING]),
        (
            "b",
            [
                "Vocabulary: outcome.",
                "",
                "What vocabulary is said to go with",
                JOY,
                "",
                "What is said to go with vocabulary",
                READING,
                WORDS,
            ],
        ),
        ("g", ["Infancy.", "", "Where it is an age, a condition or another part of the context", READING]),
    ],
    ids=["subject", "both", "age"],
)
def test_a_concept_is_explained_by_the_claims_of_each_direction(
    name: str, expected: list[str], found: Findings
) -> None:
    """From it, to it, and where it is part of a context; groups without claims are left out."""
    assert expected == explain.concept(found.concepts[expand(f"concept:{name}")], found)


def test_a_concept_is_explained_with_the_remarks_on_it(found: Findings) -> None:
    """With their firmness and basis."""
    assert ["", "Remarked of it", f"- {REMARK} (t-02-a)"] == explain.concept(
        found.concepts[expand("concept:c")], found
    )[-3:]


def test_a_study_is_explained_by_the_claims_that_name_it(found: Findings) -> None:
    """After what is recorded of it."""
    expected = ["The big study: 30 years.", "", "Claims for which it is named", READING]
    assert expected == explain.study(found.studies[expand("study:s")], found)


def test_a_gap_is_explained_with_place_and_what_it_leaves_open(found: Findings) -> None:
    """Said to be unknown is not the same as nobody has said."""
    expected = [GAP, "Where: An article, section 1, paragraph 2, sentence 1.", "", "It leaves open", READING]
    assert expected == explain.gap(found.gaps[expand("gap:t-01-a")], found)


def test_a_remark_is_explained_with_its_place(found: Findings) -> None:
    """What is said, how firmly, and where."""
    expected = [REMARK, "Where: An article, section 2, paragraph 1, sentence 1."]
    assert expected == explain.remark(found.remarks[expand("remark:t-02-a")], found)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, ["Section 1", JOY, READING, "", "Also said here", f"- {GAP} (t-01-a)"]),
        (2, ["Section 2", "", "Also said here", f"- {REMARK} (t-02-a)"]),
        (3, ["Section 3", WORDS]),
    ],
    ids=["claims and a gap", "only a remark", "only a claim"],
)
def test_a_section_is_explained_in_the_order_of_the_text(number: int, expected: list[str], found: Findings) -> None:
    """Claims by place, then gaps and remarks; a section of a remark alone is one too."""
    assert expected == explain.section(number, found)


def test_a_section_that_is_not_there_is_met_with_those_that_are(found: Findings) -> None:
    """Nothing coded is not an empty answer."""
    with pytest.raises(NotFoundError) as caught:
        explain.section(7, found)
    assert ("no section 7", "sections: 1, 2, 3") == (caught.value.what, caught.value.advice)


def test_every_shipped_claim_concept_and_study_can_be_explained(findings: Findings) -> None:
    """Nothing None, no empty brackets, no gaps."""
    texts = [
        *(explain.claim(claim, findings) for claim in findings.claims.values()),
        *(explain.concept(concept, findings) for concept in findings.concepts.values()),
        *(explain.study(study, findings) for study in findings.studies.values()),
        *(explain.gap(gap, findings) for gap in findings.gaps.values()),
        *(explain.remark(remark, findings) for remark in findings.remarks.values()),
    ]
    assert len(texts) > 300
    assert [] == [line for text in texts for line in text if "None" in line or "[]" in line or "  " in line]


def test_a_section_is_told_source_by_source(make_store: Callable[[str], FileStore]) -> None:
    """Two articles have a section 1 each: neither is mixed into the other, and each is named."""
    other = DATA.replace("t-0", "u-0").replace("source:t", "source:u").replace("An article", "A talk")
    both = records.read(make_store(DATA + other))
    lines = explain.section(1, both)
    of_talk = lines.index('Section 1 of "A talk"')
    assert ('Section 1 of "An article"', "") == (lines[0], lines[of_talk - 1])
    assert [JOY, READING] == lines[1:3]
    assert [JOY.replace("t-01", "u-01"), READING.replace("t-01", "u-01")] == lines[of_talk + 1 : of_talk + 3]
    assert [expand("source:t"), expand("source:u")] == explain.sources_with(1, both)
    assert [] == explain.sources_with(7, both)
