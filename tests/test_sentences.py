"""Promises of sentences: grammatical English that keeps every hedge, age, condition and holder of a claim."""

import re
from collections.abc import Callable

import pytest

from graph import sentences
from graph.claims import Claim, Concept, Findings, Gap, Passage, Remark, Source, Study
from graph.vocabulary import RELATIONS, TERM, expand, local_name

READING, WORDS, STORIES, PROBLEMS, HEALTH, SILENCE = (f"x:{name}" for name in ("a", "b", "s", "p", "h", "n"))
CONCEPTS = {
    READING: Concept(READING, "reading aloud"),
    WORDS: Concept(WORDS, "vocabulary"),
    STORIES: Concept(STORIES, "stories", plural=True),
    PROBLEMS: Concept(PROBLEMS, "problems", plural=True, less="hardly any problems"),
    HEALTH: Concept(HEALTH, "health", more="better health", less="worse health"),
    SILENCE: Concept(SILENCE, "absence of sound", phrase="the absence of sound"),
    "x:infancy": Concept("x:infancy", "infancy"),
    "x:teens": Concept("x:teens", "the teenage years"),
    "x:children": Concept("x:children", "children", plural=True),
    "x:family": Concept("x:family", "the family"),
}
FINDINGS = Findings({}, CONCEPTS, labels={"x:claim": "Another claim.", "x:study": "The big study", "x:u": "University"})


def _claim(relation: str, reading: str, certainty: str = "Stated", **more: object) -> Claim:
    parts: dict[str, object] = {"subject": READING, "outcome": WORDS} | more
    terms = {"relation": relation, "reading": reading, "certainty": certainty}
    return Claim("x:c", "Label.", **parts, **{name: getattr(TERM, term) for name, term in terms.items()})  # type: ignore[arg-type]


def _say(relation: str, reading: str, certainty: str = "Stated", **more: object) -> str:
    return sentences.claim(_claim(relation, reading, certainty, **more), FINDINGS)


NO_DIRECTION = ", in a direction that is not stated"
FORMS = [
    ("withMore", "Causal", "leads to more vocabulary", "lead to more vocabulary", ""),
    ("withLess", "Causal", "leads to less vocabulary", "lead to less vocabulary", ""),
    ("linkedTo", "Causal", "affects vocabulary", "affect vocabulary", NO_DIRECTION),
    ("withMore", "Enabling", "opens the way to more vocabulary", "open the way to more vocabulary", ""),
    ("withLess", "Enabling", "opens the way to less vocabulary", "open the way to less vocabulary", ""),
    ("withMore", "Necessary", "is needed for vocabulary", "be needed for vocabulary", ""),
    ("withLess", "Necessary", "is needed for less vocabulary", "be needed for less vocabulary", ""),
    ("withMore", "Correlational", "goes with more vocabulary", "go with more vocabulary", ""),
    ("withLess", "Correlational", "goes with less vocabulary", "go with less vocabulary", ""),
    ("linkedTo", "Correlational", "is linked with vocabulary", "be linked with vocabulary", NO_DIRECTION),
    ("partOf", "Constitutive", "is part of vocabulary", "be part of vocabulary", ""),
    ("definedAs", "Constitutive", "is said to be vocabulary", "be said to be vocabulary", ""),
]
EVERY_FORM = pytest.mark.parametrize(("relation", "reading", "plain", "after_modal", "end"), FORMS)


def test_every_relation_has_its_form() -> None:
    """None of the six is left to chance; `notLinkedTo` has tests of its own."""
    assert set(RELATIONS) == {form[0] for form in FORMS} | {"notLinkedTo"}


@EVERY_FORM
def test_a_stated_claim_is_said_plainly(relation: str, reading: str, plain: str, after_modal: str, end: str) -> None:
    """Each relation in each reading by a verb of its own."""
    assert f"Reading aloud {plain}{end}." == _say(relation, reading)


@EVERY_FORM
def test_a_hedged_claim_says_may(relation: str, reading: str, plain: str, after_modal: str, end: str) -> None:
    """Nobody reads it as firmer than it is."""
    assert f"Reading aloud may {after_modal}{end}." == _say(relation, reading, "Hedged", hedges=(TERM.Modal,))


@EVERY_FORM
def test_what_can_happen_says_can(relation: str, reading: str, plain: str, after_modal: str, end: str) -> None:
    """A possibility is no rule."""
    assert f"Reading aloud can {after_modal}{end}." == _say(relation, reading, hedges=(TERM.CanHappen,))


@EVERY_FORM
def test_a_guess_is_called_the_authors(relation: str, reading: str, plain: str, after_modal: str, end: str) -> None:
    """And still says may."""
    expected = f"The author guesses that reading aloud may {after_modal}{end}."
    assert expected == _say(relation, reading, "Guessed", hedges=(TERM.OpenGuess,))


@EVERY_FORM
def test_a_belief_of_others_names_them(relation: str, reading: str, plain: str, after_modal: str, end: str) -> None:
    """And says that it is not the author's."""
    expected = f"According to children, not the author: reading aloud {plain}{end}."
    assert expected == _say(relation, reading, "Reported", held_by=("x:children",))


@EVERY_FORM
def test_an_open_if_is_called_one(relation: str, reading: str, plain: str, after_modal: str, end: str) -> None:
    """A supposition is not asserted."""
    expected = f"As an if that the author leaves open: reading aloud {plain}{end}."
    assert expected == _say(relation, reading, "Reported", hedges=(TERM.Supposition,))


def test_a_belief_of_nobody_named_is_not_called_an_if() -> None:
    """Only a supposition is one."""
    assert "According to others, not the author: reading aloud leads to less vocabulary." == _say(
        "withLess", "Causal", "Reported", basis=(TERM.PopularBelief,)
    )


def test_a_hedge_with_can_says_may() -> None:
    """The doubt is the stronger warning."""
    expected = "Reading aloud may lead to more vocabulary."
    assert expected == _say("withMore", "Causal", "Hedged", hedges=(TERM.Modal, TERM.CanHappen))


@pytest.mark.parametrize(
    ("certainty", "expected"),
    [
        ("Stated", "No link was found between reading aloud and vocabulary."),
        ("Hedged", "There may be no link between reading aloud and vocabulary."),
        ("Guessed", "The author guesses that there may be no link between reading aloud and vocabulary."),
    ],
)
def test_no_link_is_said_as_firmly_as_the_source_says_it(certainty: str, expected: str) -> None:
    """Also the absence of a link can be hedged."""
    assert expected == _say("notLinkedTo", "Correlational", certainty)


@pytest.mark.parametrize(
    ("relation", "reading", "expected"),
    [
        ("withMore", "Causal", "Stories lead to more vocabulary."),
        ("linkedTo", "Causal", f"Stories affect vocabulary{NO_DIRECTION}."),
        ("withMore", "Enabling", "Stories open the way to more vocabulary."),
        ("withMore", "Correlational", "Stories go with more vocabulary."),
        ("withMore", "Necessary", "Stories are needed for vocabulary."),
        ("linkedTo", "Correlational", f"Stories are linked with vocabulary{NO_DIRECTION}."),
        ("partOf", "Constitutive", "Stories are part of vocabulary."),
        ("definedAs", "Constitutive", "Stories are said to be vocabulary."),
    ],
)
def test_a_plural_subject_takes_a_plural_verb(relation: str, reading: str, expected: str) -> None:
    """Stories lead, reading leads."""
    assert expected == _say(relation, reading, subject=STORIES)


@pytest.mark.parametrize(
    ("relation", "outcome", "expected"),
    [
        ("withMore", HEALTH, "leads to better health"),
        ("withLess", HEALTH, "leads to worse health"),
        ("withLess", STORIES, "leads to fewer stories"),
        ("withLess", PROBLEMS, "leads to hardly any problems"),
        ("withMore", PROBLEMS, "leads to more problems"),
        ("withMore", SILENCE, "leads to more absence of sound"),
    ],
)
def test_more_and_less_are_said_as_the_outcome_wants_them(relation: str, outcome: str, expected: str) -> None:
    """By the words that its concept gives, else more, less and fewer."""
    assert f"Reading aloud {expected}." == _say(relation, "Causal", outcome=outcome)


def test_a_concept_with_a_phrase_is_said_by_it() -> None:
    """With its article."""
    assert "The absence of sound goes with more vocabulary." == _say("withMore", "Correlational", subject=SILENCE)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"conditions": (SILENCE,)}, "Reading aloud leads to more vocabulary, given the absence of sound."),
        ({"ages": ("x:infancy",)}, "Reading aloud leads to more vocabulary in infancy."),
        (
            {"ages": ("x:infancy", "x:teens")},
            "Reading aloud leads to more vocabulary in infancy and the teenage years.",
        ),
        ({"subject_ages": ("x:infancy",)}, "Reading aloud in infancy leads to more vocabulary."),
        (
            {"subject_ages": ("x:infancy",), "ages": ("x:teens",)},
            "Reading aloud in infancy leads to more vocabulary in the teenage years.",
        ),
        (
            {"subject_ages": ("x:infancy",), "ages": ("x:infancy",)},
            "Reading aloud leads to more vocabulary in infancy.",
        ),
        ({"populations": ("x:children",)}, "Reading aloud leads to more vocabulary among children."),
        ({"populations": ("x:family",)}, "Reading aloud leads to more vocabulary for the family."),
        ({"comparators": (STORIES,)}, "Reading aloud leads to more vocabulary, compared with stories."),
        ({"mediators": (STORIES,)}, "Reading aloud leads to more vocabulary, by way of stories."),
        (
            {
                "populations": ("x:children",),
                "ages": ("x:teens",),
                "mediators": (STORIES,),
                "conditions": (SILENCE,),
                "comparators": (HEALTH,),
            },
            "Reading aloud leads to more vocabulary among children in the teenage years, by way of stories, "
            "given the absence of sound, compared with health.",
        ),
    ],
    ids=lambda part: "+".join(part) if isinstance(part, dict) else "",
)
def test_what_a_claim_holds_for_is_said_with_it(more: dict[str, tuple[str, ...]], expected: str) -> None:
    """Ages, people, ways, conditions and comparisons are never dropped."""
    assert expected == _say("withMore", "Causal", **more)


@pytest.mark.parametrize(
    ("relation", "expected"),
    [("withLess", "by way of fewer stories"), ("withMore", "by way of stories"), ("linkedTo", "by way of stories")],
)
def test_a_mediator_that_falls_with_the_subject_is_said_to_be_less(relation: str, expected: str) -> None:
    """Where the source itself says so of the first leg."""
    leg = _claim(relation, "Causal", outcome=STORIES)
    said = _claim("withMore", "Causal", mediators=(STORIES,))
    assert sentences.claim(said, Findings({"x:leg": leg}, CONCEPTS)).endswith(f", {expected}.")


def test_a_guess_keeps_its_condition() -> None:
    """Hedge and context together."""
    expected = "The author guesses that reading aloud may lead to more vocabulary, given the absence of sound."
    assert expected == _say("withMore", "Causal", "Guessed", conditions=(SILENCE,))


def test_three_things_are_listed_with_commas_and_an_and() -> None:
    """As in: stories, health and the absence of sound."""
    said = _say("withMore", "Causal", mediators=(STORIES, HEALTH, SILENCE))
    assert said.endswith(", by way of stories, health and the absence of sound.")


# Of the shipped graph


def _shipped(findings: Findings, wanted: Callable[[Claim], bool]) -> list[tuple[Claim, str]]:
    return [(said, sentences.claim(said, findings)) for said in findings.claims.values() if wanted(said)]


def test_every_shipped_claim_is_a_clean_sentence(findings: Findings) -> None:
    """A capital, one full stop at the end, no double spaces, no gap before a comma."""
    said = _shipped(findings, lambda _: True)
    assert len(said) > 100
    unclean = [text for _, text in said if not re.fullmatch(r"[A-Z](?:[^\s.]| (?! |,))*\.", text)]
    assert [] == unclean


@pytest.mark.parametrize(
    ("certainty", "hedge"),
    [
        ("Hedged", r"\bmay\b"),
        ("Guessed", r"^The author guesses that .*\bmay\b"),
        ("Reported", r"^(According to .*, not the author|As an if that the author leaves open): "),
    ],
)
def test_every_shipped_claim_that_is_not_firm_says_so(certainty: str, hedge: str, findings: Findings) -> None:
    """No sentence is firmer than its claim."""
    said = _shipped(findings, lambda claim: local_name(claim.certainty) == certainty)
    assert said
    assert [] == [text for _, text in said if not re.search(hedge, text)]


def test_every_shipped_claim_of_what_can_happen_says_can(findings: Findings) -> None:
    """Or may, where it is hedged too."""
    said = _shipped(findings, lambda claim: TERM.CanHappen in claim.hedges)
    assert said
    assert [] == [text for _, text in said if not re.search(r"\b(can|may)\b", text)]


def test_no_shipped_claim_that_is_firm_says_may(findings: Findings) -> None:
    """Nor is a sentence weaker than its claim."""
    said = _shipped(findings, lambda claim: claim.certainty == TERM.Stated)
    assert len(said) > 100
    assert [] == [text for _, text in said if re.search(r"\bmay\b|guesses|^According|^As an if", text)]


@pytest.mark.parametrize("part", ["conditions", "ages", "populations", "comparators", "mediators", "held_by"])
def test_no_shipped_sentence_drops_what_its_claim_holds_for(part: str, findings: Findings) -> None:
    """The words of every qualifier are in the sentence."""
    said = _shipped(findings, lambda claim: bool(getattr(claim, part)))
    assert said
    for claim, text in said:
        for iri in getattr(claim, part):
            concept = findings.concepts[iri]
            assert any(words in text for words in (concept.phrase, concept.label, concept.less) if words)


# How firm, on what basis, where


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (_claim("withMore", "Causal"), "It is stated as a fact and worded as a cause."),
        (
            _claim("withMore", "Necessary", "Hedged", hedges=(TERM.Modal, TERM.NotAll)),
            "It is worded with a doubt and worded as needed; the wording doubts it (may, might, seems); "
            "it is said of some or many, not of all.",
        ),
        (
            _claim("withMore", "Causal", cut_off=True, read_in=(TERM.relation,)),
            "It is stated as a fact and worded as a cause; its sentence is cut off in the copy that was read; "
            "the direction is implied, not worded.",
        ),
        (
            _claim("withMore", "Causal", read_in=(TERM.subject, TERM.weakerThan)),
            "It is stated as a fact and worded as a cause; "
            "the subject and what it is weaker than are implied, not worded.",
        ),
    ],
    ids=["plain", "doubt and limit", "cut off, read in", "two read in"],
)
def test_firmness_gives_certainty_reading_and_every_reason(claim: Claim, expected: str) -> None:
    """In one sentence."""
    assert expected == sentences.firmness(claim)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"basis": (expand("eco:0000034"),)}, "It rests on nothing: no source is given."),
        (
            {"basis": (expand("eco:0000033"),), "studies": ("x:study",)},
            "It rests on a study that the source names: The big study.",
        ),
        (
            {"basis": (expand("eco:0006185"),), "premises": ("x:claim",)},
            'It rests on the author\'s own inference, drawn from: "Another claim" (x:claim).',
        ),
        ({"basis": (TERM.ExpertAgreement, TERM.ClaimedObvious)}, None),
        ({}, "It rests on nothing that is recorded."),
    ],
    ids=["nothing", "study", "inference", "two", "none"],
)
def test_a_basis_names_studies_and_premises(more: dict[str, object], expected: str | None) -> None:
    """How the source knows, in one sentence."""
    both = "It rests on agreement of experts, not named and the author's word that it is obvious."
    assert (expected or both) == sentences.basis(_claim("withMore", "Causal", **more), FINDINGS)


@pytest.mark.parametrize(
    ("field", "opening"),
    [
        ("weaker_than", "It was reported as weaker than"),
        ("explains", "It is a step in explaining"),
        ("alternatives", "It is one side of an either-or with"),
        ("restates", "It says again"),
        ("disputes", "It is set against"),
    ],
)
def test_each_link_between_claims_is_a_sentence(field: str, opening: str) -> None:
    """With the words of the other claim."""
    claim = _claim("withMore", "Causal", **{field: ("x:claim",)})
    assert [f'{opening} "Another claim" (x:claim).'] == sentences.links(claim, FINDINGS)


@pytest.mark.parametrize(
    ("passage", "expected"),
    [
        (Passage("p", None, 2, 3, 1), "section 2, paragraph 3, sentence 1"),
        (Passage("p", None, 2, 0, 1), "section 2, heading"),
        (Passage("p", None, 0, 0, 1), "the title"),
        (Passage("p", "s", 2, 3, 1), "A book, section 2, paragraph 3, sentence 1"),
        (
            Passage("p", None, 2, 3, 1, cut_off=True),
            "section 2, paragraph 3, sentence 1 (cut off in the copy that was read)",
        ),
    ],
    ids=["sentence", "heading", "title", "with source", "cut off"],
)
def test_a_passage_says_where_a_sentence_stands(passage: Passage, expected: str) -> None:
    """Never what it says."""
    assert expected == sentences.passage(passage, Findings({}, {}, sources={"s": Source("s", "A book")}))


def test_a_gap_says_what_is_unknown() -> None:
    """What it lacks, and the curator's words."""
    gap = Gap("x:g", "How it works is open.", lacks=(TERM.Mechanism, TERM.Size))
    assert "Said to be unknown: how it comes about and how large it is. How it works is open." == sentences.gap(gap)


def test_a_remark_says_how_firm_it_is_and_on_what_basis() -> None:
    """Like a claim."""
    remark = Remark("x:r", "A remark.", certainty=TERM.Stated, basis=(TERM.ClaimedKnown,))
    expected = "A remark. It is stated as a fact. It rests on the author's word that it is known."
    assert expected == sentences.remark(remark, FINDINGS)


@pytest.mark.parametrize(
    ("study", "expected"),
    [
        (
            Study("x:s", "The big study", (TERM.Longitudinal,), ("x:children",), 30, "mid-1970s", ("x:u",)),
            "The big study: longitudinal, 30 years, begun in the mid-1970s, at the University, of children.",
        ),
        (Study("x:s", "A study", (TERM.MetaAnalysis,)), "A study: meta analysis."),
        (Study("x:s", "A study"), "A study."),
        (Study("x:s", "A study", start="2016"), "A study: begun in 2016."),
        (Study("x:s", "A study", start="1970s"), "A study: begun in the 1970s."),
        (Study("x:s", "A study", start="May 2016"), "A study: begun in May 2016."),
        (Study("x:s", "A study", start="late 1970s"), "A study: begun in the late 1970s."),
        (Study("x:s", "A study", start="spring of 2016"), "A study: begun in the spring of 2016."),
        (Study("x:s", "A study", issued="2016"), "A study: published in 2016."),
        (Study("x:s", "A study", issued="2016", title="Title"), "A study."),
    ],
    ids=["all", "design", "nothing", "year", "decade", "month", "part", "season", "published", "publication"],
)
def test_a_study_is_described_by_what_is_recorded(study: Study, expected: str) -> None:
    """And by nothing else."""
    assert expected == sentences.study(study, FINDINGS)


@pytest.mark.parametrize(
    ("concept", "expected"),
    [
        (Concept("x:c", "calm"), ["Calm."]),
        (Concept("x:c", "calm", kind=TERM.InnerProcess), ["Calm: inner process."]),
        (Concept("x:c", "calm", ("ease", "rest")), ["Calm.", "Also called ease and rest."]),
        (Concept("x:c", "calm", broader=(HEALTH,)), ["Calm.", "A kind of health."]),
        (Concept("x:c", "calm", opposites=(PROBLEMS,)), ["Calm.", "Opposite: problems."]),
        (
            Concept("x:c", "teens", from_age=13.0, to_age=19.0, ages_implied=True),
            ["Teens.", "Ages 13 to 19 years, read by the curator."],
        ),
        (Concept("x:c", "infancy", to_age=1.5), ["Infancy.", "Ages to 1.5 years."]),
        (Concept("x:c", "adulthood", from_age=18.0), ["Adulthood.", "Ages 18 years and over."]),
        (Concept("x:c", "calm", notes=("Not sleep.", "A noun")), ["Calm.", "Not sleep.", "A noun."]),
    ],
    ids=["label", "kind", "synonyms", "broader", "opposite", "ages", "to", "from", "notes"],
)
def test_a_concept_is_described_by_what_is_recorded(concept: Concept, expected: list[str]) -> None:
    """One sentence each."""
    assert expected == sentences.concept(concept, FINDINGS)
