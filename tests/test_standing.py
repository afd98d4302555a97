"""Promises of the standing of a claim: one made-up case for each branch of the rule."""

import pytest

from graph import records, standing
from graph.claims import Claim, EvidenceLine, Findings, Literature, Study
from graph.store import FileStore
from graph.vocabulary import PREFIXES, TERM

ABOUT = f"{PREFIXES['claim']}t"
CASES = {
    "no line": ("", "untested"),
    "a line without a stance": ("Longitudinal background", "untested"),
    "a meta-analysis": ("MetaAnalysis supports", "supported"),
    "one cohort": ("Longitudinal supports", "supported in part"),
    "two cohorts": ("Longitudinal supports, CrossSectional supports", "supported"),
    "a qualifier": ("MetaAnalysis supports, Longitudinal qualifies", "supported in part"),
    "qualifiers alone": ("MetaAnalysis qualifies", "supported in part"),
    "a dispute alone": ("Longitudinal disputes", "not supported"),
    "a dispute and a qualifier": ("Longitudinal disputes, Longitudinal qualifies", "not supported"),
    "a dispute and support": ("MetaAnalysis supports, RandomizedTrial disputes", "contested"),
    "another outcome": ("MetaAnalysis supports outcome", "measured something else"),
    "another subject": ("MetaAnalysis supports subject", "measured something else"),
    "another age": ("MetaAnalysis supports age", "supported"),
    "another population": ("MetaAnalysis supports population", "supported"),
    "indirect disputes do not contest": ("MetaAnalysis supports, Longitudinal disputes outcome", "supported"),
    "indirect support does not help": ("Longitudinal supports, Longitudinal supports outcome", "supported in part"),
}


def _line(name: str, study: str, stance: str, *differs: str) -> EvidenceLine:
    prefix = TERM.Background if stance == "background" else f"{PREFIXES['cito']}{stance}"
    return EvidenceLine(name, ABOUT, study, prefix, differs_in=tuple(getattr(TERM, part) for part in differs))


def _given(lines: str) -> tuple[list[EvidenceLine], dict[str, Study]]:
    """Read "DESIGN stance part part, …": a study of its own to each line."""
    made, studies = [], {}
    for i, words in enumerate(part.split() for part in lines.split(",") if part):
        studies[f"s{i}"] = Study(f"s{i}", f"Study {i}", (getattr(TERM, words[0]),))
        made.append(_line(f"e{i}", f"s{i}", *words[1:]))
    return made, studies


def _claim(reading: str = "Correlational") -> Claim:
    return Claim(ABOUT, "", "a", "b", TERM.withMore, getattr(TERM, reading), TERM.Stated)


def _standing(lines: str, reading: str = "Correlational") -> standing.Standing:
    return standing.of_claim(_claim(reading), *_given(lines))


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES)
def test_each_branch_of_the_rule(lines: str, expected: str) -> None:
    """A claim worded as a link."""
    assert expected == _standing(lines).name


def test_every_standing_but_one_is_among_the_cases() -> None:
    """The one left is that of definitions."""
    assert {*(expected for _, expected in CASES.values()), standing.NONE} == set(standing.STANDINGS)


def test_a_claim_by_definition_has_no_standing() -> None:
    """Whatever studies say: words cannot be measured."""
    assert standing.NONE == _standing("MetaAnalysis supports", "Constitutive").name


@pytest.mark.parametrize("reading", ["Causal", "Enabling", "Necessary"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("MetaAnalysis supports, Longitudinal supports", "supported in part"),
        ("MetaAnalysis supports, Experimental supports", "supported in part"),
        ("MetaAnalysis supports, RandomizedTrial supports", "supported"),
        ("RandomizedTrial supports", "supported in part"),
        ("MetaAnalysis supports, RandomizedTrial supports outcome", "supported in part"),
    ],
    ids=["observed", "an experiment that may not be randomized", "randomized", "one trial", "indirect trial"],
)
def test_a_strong_wording_needs_a_randomized_design(lines: str, expected: str, reading: str) -> None:
    """A cause, a way opened, a need: a link does not show it."""
    assert expected == _standing(lines, reading).name


@pytest.mark.parametrize("design", ["Review", "Theory", "Critique", "Policy"])
def test_what_is_not_empirical_is_shown_and_not_counted(design: str) -> None:
    """However many."""
    lines, studies = _given(f"{design} supports, {design} disputes")
    assert standing.UNTESTED == standing.of_claim(_claim(), lines, studies).name
    assert not any(standing.is_counted(line, studies[line.study]) for line in lines)


@pytest.mark.parametrize("design", sorted(standing.EMPIRICAL))
def test_every_empirical_design_counts(design: str) -> None:
    """It has a vote."""
    assert [("supports", True)] == [(v.stance, v.is_direct) for v in _standing(f"{design} supports").votes]


def test_a_study_whose_result_was_not_seen_does_not_count() -> None:
    """Nobody knows what it found."""
    unseen = Study("s", "A trial", (TERM.RandomizedTrial,), result_seen=False)
    assert standing.UNTESTED == standing.of_claim(_claim(), [_line("e", "s", "supports")], {"s": unseen}).name


def test_a_line_of_an_unknown_study_does_not_count() -> None:
    """Its design is not known."""
    assert standing.UNTESTED == standing.of_claim(_claim(), [_line("e", "s", "supports")], {}).name


def test_a_study_has_one_vote() -> None:
    """Two lines of one cohort study are not two cohorts."""
    study = {"s": Study("s", "A study", (TERM.Longitudinal,))}
    found = standing.of_claim(_claim(), [_line("e", "s", "supports"), _line("f", "s", "supports")], study)
    assert (standing.IN_PART, 1) == (found.name, len(found.votes))


def test_a_cohort_has_one_vote() -> None:
    """Two reports of the same children are not two cohorts."""
    studies = {name: Study(name, name, (TERM.Longitudinal,), cohorts=("c",)) for name in ("s", "t")}
    found = standing.of_claim(_claim(), [_line("e", "s", "supports"), _line("f", "t", "supports")], studies)
    assert (standing.IN_PART, [("c", ("s", "t"))]) == (found.name, [(v.voter, v.studies) for v in found.votes])


def test_a_study_of_two_cohorts_speaks_for_both() -> None:
    """What it found, it found in each."""
    studies = {"s": Study("s", "A study", (TERM.Longitudinal,), cohorts=("c", "d"))}
    found = standing.of_claim(_claim(), [_line("e", "s", "supports")], studies)
    assert (standing.SUPPORTED, ["c", "d"]) == (found.name, [vote.voter for vote in found.votes])


def test_a_study_that_supports_and_qualifies_qualifies() -> None:
    """A reservation is not outvoted by its own study."""
    studies = {"s": Study("s", "A study", (TERM.MetaAnalysis,))}
    found = standing.of_claim(_claim(), [_line("e", "s", "supports"), _line("f", "s", "qualifies")], studies)
    assert (standing.IN_PART, ["qualifies"]) == (found.name, [vote.stance for vote in found.votes])


def test_what_a_study_measured_directly_is_its_vote() -> None:
    """Its result on another outcome does not change it."""
    studies = {"s": Study("s", "A study", (TERM.MetaAnalysis,))}
    lines = [_line("e", "s", "supports"), _line("f", "s", "disputes", "outcome")]
    assert standing.SUPPORTED == standing.of_claim(_claim(), lines, studies).name


@pytest.mark.parametrize(
    ("stances", "direction"),
    [
        ("supports", "in favor"),
        ("disputes", "against"),
        ("qualifies", "with reservations"),
        ("supports qualifies", "in favor, with reservations"),
        ("disputes qualifies", "against, with reservations"),
        ("supports disputes", "mixed"),
        ("supports disputes qualifies", "mixed"),
    ],
)
def test_indirect_votes_have_a_direction(stances: str, direction: str) -> None:
    """Measured something else, and this is where it points."""
    found = _standing(", ".join(f"Longitudinal {stance} outcome" for stance in stances.split()))
    assert (standing.ELSEWHERE, direction) == (found.name, found.direction)


@pytest.mark.parametrize(
    ("lines", "reading", "expected"),
    [
        ("MetaAnalysis supports", "Correlational", ()),
        ("MetaAnalysis qualifies", "Correlational", ("agreement",)),
        ("Longitudinal supports", "Correlational", ("replication",)),
        ("MetaAnalysis supports", "Causal", ("randomization",)),
        ("Longitudinal qualifies", "Causal", ("agreement", "replication", "randomization")),
    ],
)
def test_what_is_lacking_is_named(lines: str, reading: str, expected: tuple[str, ...]) -> None:
    """So that a reader learns why a claim is supported in part only."""
    votes = _standing(lines, reading).votes
    assert expected == standing.lacking(_claim(reading), votes, _given(lines)[1])


def test_every_claim_of_the_article_has_a_standing(findings: Findings, literature: Literature) -> None:
    """And all but one of the seven occur."""
    found = {
        standing.of_claim(claim, literature.about(claim.iri), literature.studies).name
        for claim in findings.claims.values()
    }
    assert set(standing.STANDINGS) - {standing.NOT_SUPPORTED} == found


@pytest.fixture(scope="module")
def literature(shipped: FileStore) -> Literature:
    """What the shipped literature says."""
    return records.read_literature(shipped)
