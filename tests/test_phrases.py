"""Promises of the words on a line: never firmer than the claim, short, and the same meaning as the whole sentence."""

from dataclasses import replace
from itertools import product

import pytest

from graph import phrases, sentences
from graph.claims import Claim, Concept, Findings
from graph.vocabulary import CERTAINTIES, DOUBTS, LIMITS, READINGS, RELATIONS, TERM, local_name

FORMS = [(one, "Constitutive") for one in ("partOf", "definedAs")]
FORMS += [form for form in product(RELATIONS[:4], READINGS[:4]) if form != ("linkedTo", "Necessary")]
LINKS = [form for form in FORMS if form[0] != "notLinkedTo"]
NAMES = {"x:a": Concept("x:a", "alpha"), "x:b": Concept("x:b", "beta")}


def _claim(relation: str, reading: str, certainty: str = "Stated", *hedges: str) -> Claim:
    terms = [f"{TERM.Claim.removesuffix('Claim')}{name}" for name in (relation, reading, certainty)]
    return Claim("x:c", "Said.", "x:a", "x:b", *terms, hedges=tuple(getattr(TERM, hedge) for hedge in hedges))


@pytest.mark.parametrize(
    ("relation", "reading", "words"),
    [
        ("withMore", "Causal", "leads to more"),
        ("withLess", "Causal", "leads to less"),
        ("linkedTo", "Causal", "affects"),
        ("withMore", "Enabling", "opens the way to more"),
        ("withMore", "Necessary", "is needed for"),
        ("withMore", "Correlational", "goes with more"),
        ("withLess", "Correlational", "goes with less"),
        ("linkedTo", "Correlational", "is linked with"),
        ("notLinkedTo", "Correlational", "no link found to"),
        ("partOf", "Constitutive", "is part of"),
        ("definedAs", "Constitutive", "is said to be"),
    ],
)
def test_each_form_of_a_claim_has_its_words(relation: str, reading: str, words: str) -> None:
    """What the vocabulary means, in few words; a claim that is stated has no limit beside it."""
    assert phrases.short(_claim(relation, reading)) == (words, "")


@pytest.mark.parametrize(("relation", "reading"), LINKS)
@pytest.mark.parametrize("certainty", CERTAINTIES)
def test_no_line_is_firmer_than_its_claim(relation: str, reading: str, certainty: str) -> None:
    """Hedged and Guessed always say "may", no other does; Reported always says "not asserted", no other does."""
    said, limits = phrases.short(_claim(relation, reading, certainty))
    assert said
    assert ("may" in said.split()) == (certainty in {"Hedged", "Guessed"})
    assert (phrases.REPORTED in limits) == (certainty == "Reported")


@pytest.mark.parametrize("certainty", CERTAINTIES)
def test_a_missing_link_is_told_with_its_certainty(certainty: str) -> None:
    """Where no verb can take "may", the doubt stands beside it; a claim that is stated has none."""
    said, limits = phrases.short(_claim("notLinkedTo", "Correlational", certainty))
    assert said == "no link found to"
    assert bool(limits) == (certainty != "Stated")


@pytest.mark.parametrize(("relation", "reading"), FORMS)
@pytest.mark.parametrize("hedge", [*DOUBTS, *LIMITS])
def test_each_hedge_leaves_a_word(relation: str, reading: str, hedge: str) -> None:
    """A hedge is told by "may" or "can", by a word beside it or, where only a link is spoken of, by the verb."""
    certainty = {"Modal": "Hedged", "OpenGuess": "Guessed", "Supposition": "Reported"}.get(hedge, "Stated")
    plain = phrases.short(_claim(relation, reading))
    said, limits = phrases.short(_claim(relation, reading, certainty, hedge))
    if hedge == "LinkVerb":
        assert (said, limits) == plain
    elif hedge in phrases.LIMITS:
        assert phrases.LIMITS[hedge] in limits.split(", ")
    elif relation == "notLinkedTo":
        assert limits
    else:
        assert said.startswith("may " if hedge == "Modal" else "can ")


def test_conditions_and_cut_sentences_are_told() -> None:
    """What holds only on a condition, or was read in a sentence that is cut off, says so."""
    said = replace(_claim("withMore", "Causal"), conditions=("x:b",), cut_off=True)
    assert phrases.short(said) == ("leads to more", "on a condition, cut off")


@pytest.mark.parametrize(("relation", "reading"), LINKS)
@pytest.mark.parametrize("certainty", ["Stated", "Hedged", "Guessed"])
def test_the_line_and_the_sentence_say_the_same(relation: str, reading: str, certainty: str) -> None:
    """The verb of the line stands in the sentence of the claim, and its "more" and "less" too."""
    claim = _claim(relation, reading, certainty)
    sentence = sentences.claim(claim, Findings({}, NAMES)).rstrip(".").split()
    assert [word for word in phrases.short(claim)[0].split() if word not in sentence] == []


def test_every_claim_of_the_article_is_told_in_short_lines(findings: Findings) -> None:
    """Lines keep to their length, nothing is lost between them, and every hedge that has a word is there."""
    assert len(findings.claims) > 100
    for claim in findings.claims.values():
        lines = phrases.lines(claim)
        assert all(0 < len(line) <= phrases.LINE_LENGTH for line in lines)
        assert " ".join(lines).split() == " ".join(phrases.short(claim)).split()
        hedges = {local_name(iri) for iri in claim.hedges}
        limits = phrases.short(claim)[1].split(", ")
        assert {phrases.LIMITS[hedge] for hedge in hedges & phrases.LIMITS.keys()} <= set(limits)
        assert (phrases.CONDITION in limits) == bool(claim.conditions)


def test_claims_of_the_article_are_worded_as_they_were_coded(findings: Findings) -> None:
    """Claims whose wording the article settles: a condition, a guess, a doubt, a need."""
    named = {claim.name: phrases.short(claim) for claim in findings.claims.values()}
    assert named["nine-ways-02-d"] == ("goes with less", "on a condition")
    assert named["nine-ways-09-q"] == ("may lead to more", "a guess")
    assert named["nine-ways-00-f"] == ("may lead to more", "")
    assert named["nine-ways-00-b"] == ("is needed for", "")
