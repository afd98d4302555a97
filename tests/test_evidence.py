"""Promises of the evidence on a claim: which figure belongs to which line, how it reads, and that nothing is pooled."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from graph import evidence, figures, records
from graph.claims import Claim, Estimate, EvidenceLine, Findings, Literature, Study
from graph.store import FileStore
from graph.vocabulary import PREFIXES, TERM, expand

DATA = Path(__file__).parent.parent / "data" / "literature.ttl"
CONCEPTS = """
concept:play a skos:Concept ; skos:prefLabel "play"@en ; f:opposite concept:idleness .
concept:idleness a skos:Concept ; skos:prefLabel "idleness"@en ; f:opposite concept:play .
concept:chess a skos:Concept ; skos:prefLabel "chess"@en ; skos:broader concept:play .
concept:joy a skos:Concept ; skos:prefLabel "joy"@en ; skos:broader concept:mood .
concept:mood a skos:Concept ; skos:prefLabel "mood"@en .
concept:glee a skos:Concept ; skos:prefLabel "glee"@en ; skos:broader concept:joy .
concept:sleep a skos:Concept ; skos:prefLabel "sleep"@en .
claim:t a f:Claim ; rdfs:label "Play gives joy."@en ; f:subject concept:play ; f:outcome concept:joy ;
  f:relation f:withMore ; f:reading f:Causal ; f:certainty f:Stated .
study:s a f:Study ; rdfs:label "Ames 2001" ; dcterms:issued "2001"^^xsd:gYear ; f:design f:Longitudinal .
study:m a f:Study ; rdfs:label "Bell 2002" ; dcterms:issued "2002"^^xsd:gYear ; f:design f:MetaAnalysis .
study:v a f:Study ; rdfs:label "Cole 2000" ; dcterms:issued "2000"^^xsd:gYear ; f:design f:Review .
"""
FIGURE = (
    "estimate:{name} a f:Estimate ; f:study study:{study} ; f:exposure concept:{exposure} ; "
    "f:result concept:{result} ; f:measure f:R ; rdf:value {value} ; f:relation f:withMore . "
)
Make = Callable[[str], FileStore]
Rows = Callable[[str], list[evidence.Row]]


@pytest.fixture
def rows(make_store: Make) -> Rows:
    """A function that adds Turtle to the made-up claim and gives the rows of the claim."""

    def of(turtle: str) -> list[evidence.Row]:
        graph = make_store(CONCEPTS + turtle)
        found = records.read(graph)
        return evidence.of_claim(found.claims[expand("claim:t")], found, records.read_literature(graph))

    return of


@pytest.fixture(scope="module")
def literature(shipped: FileStore) -> Literature:
    """What the shipped literature says."""
    return records.read_literature(shipped)


def _figure(name: str, exposure: str, result: str, value: str = "0.3", study: str = "s") -> str:
    return FIGURE.format(name=name, study=study, exposure=exposure, result=result, value=value)


def _line(name: str, study: str = "s", stance: str = "cito:supports", more: str = "") -> str:
    return f"evidence:{name} a f:EvidenceLine ; f:about claim:t ; f:study study:{study} ; f:stance {stance} {more} . "


def _names(rows: list[evidence.Row]) -> list[str]:
    return [row.figure.name if row.figure else "" for row in rows]


# Which figure belongs to which line


@pytest.mark.parametrize(
    ("exposure", "result", "expected"),
    [
        ("play", "joy", "x"), ("idleness", "joy", "x"), ("chess", "joy", "x"), ("play", "glee", "x"),
        ("play", "mood", "x"), ("play", "sleep", ""), ("sleep", "joy", ""), ("joy", "play", ""),
    ],
    ids=["same", "opposite", "a kind", "a kind of outcome", "broader", "other outcome", "other subject", "reversed"],
)  # fmt: skip
def test_a_figure_belongs_to_a_direct_line_if_both_ends_match(
    exposure: str, result: str, expected: str, rows: Rows
) -> None:
    """The same concept, its opposite, a broader or a narrower one; else the line stands without a figure."""
    assert [expected] == _names(rows(_line("l") + _figure("x", exposure, result)))


def test_the_nearest_figure_alone_is_taken(rows: Rows) -> None:
    """A kind of the subject is not shown where the subject itself was measured."""
    assert ["x"] == _names(rows(_line("l") + _figure("x", "play", "joy") + _figure("y", "chess", "joy")))


@pytest.mark.parametrize(
    ("differs", "measured", "exposure", "result", "expected"),
    [
        ("f:outcome", "concept:sleep", "play", "sleep", "x"),
        ("f:outcome", "concept:sleep", "play", "joy", ""),
        ("f:subject", "concept:sleep", "sleep", "joy", "x"),
        ("f:subject", "concept:play", "chess", "joy", "x"),
        ("f:subject", "concept:chess", "play", "joy", ""),
        ("f:subject, f:outcome", "concept:sleep, concept:mood", "sleep", "mood", "x"),
        ("f:subject, f:outcome", "concept:sleep, concept:mood", "play", "mood", ""),
    ],
    ids=["outcome", "the claim's own", "subject", "a kind", "not what is broader", "both", "one of both"],
)
def test_a_figure_belongs_to_an_indirect_line_if_it_is_of_what_was_measured(
    differs: str, measured: str, exposure: str, result: str, expected: str, rows: Rows
) -> None:
    """The concept measured instead, or a kind of it."""
    line = _line("l", more=f"; f:differsIn {differs} ; f:measured {measured}")
    assert [expected] == _names(rows(line + _figure("x", exposure, result)))


def test_a_figure_that_a_line_names_is_the_one(rows: Rows) -> None:
    """What a curator linked needs no match, and nothing is added to it."""
    line = _line("l", more="; f:estimate estimate:y")
    assert ["y"] == _names(rows(line + _figure("x", "play", "joy") + _figure("y", "sleep", "mood")))


def test_a_figure_of_another_study_does_not_belong(rows: Rows) -> None:
    """However well it matches."""
    assert [""] == _names(rows(_line("l") + _figure("x", "play", "joy", study="m")))


def test_two_stances_of_a_study_are_one_row(rows: Rows) -> None:
    """Supports and qualifies, with both reasons; the figure is not drawn twice."""
    lines = _line("a", more='; f:why "it rose"') + _line("b", stance="cito:qualifies", more='; f:why "in boys"')
    (row,) = rows(lines + _figure("x", "play", "joy"))
    assert ("supports and qualifies", "it rose; in boys") == (row.stance, row.why)


def test_a_figure_stands_in_one_row(rows: Rows) -> None:
    """The direct line has it."""
    other = _line("b", more="; f:differsIn f:subject ; f:measured concept:play")
    found = rows(_line("a") + other + _figure("x", "play", "joy"))
    assert [("x", True), ("", False)] == [(row.figure.name if row.figure else "", row.is_direct) for row in found]


def test_what_counts_comes_first_then_what_is_direct_then_what_is_older(rows: Rows) -> None:
    """A review is shown last, and said not to count."""
    indirect = "; f:differsIn f:outcome ; f:measured concept:sleep"
    found = rows(_line("a", "v") + _line("b", "m") + _line("c", "s") + _line("d", "s", more=indirect))
    assert ["Ames 2001", "Bell 2002", "Ames 2001", "Cole 2000"] == [row.label for row in found]
    assert [True, True, True, False] == [row.counts for row in found]
    assert ["the claim itself", "the claim itself", "sleep instead", "the claim itself"] == [
        row.directness for row in found
    ]


# How a figure reads


def _estimate(measure: str = "D", value: str | None = "0.31", **parts: object) -> Estimate:
    return Estimate("e", "s", "", "x:a", "x:b", getattr(TERM, measure), value, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("estimate", "expected"),
    [
        (_estimate(ci_low="0.23", ci_high="0.40", ci_level=95), "d = 0.31 [0.23, 0.40]"),
        (_estimate("OddsRatio", "1.50"), "OR = 1.50"),
        (_estimate("R", "-0.154"), "r = -0.154"),
        (_estimate("R", "0.2", ci_low="0.1", ci_high="0.3", ci_level=90), "r = 0.2 [0.1, 0.3] (90 % interval)"),
        (_estimate("TwoProportions", None, treated="0.32", control="0.57"), "0.32 against 0.57"),
        (_estimate("Beta", "-0.16"), "beta = -0.16"),
    ],
    ids=["interval", "digits kept", "sign kept", "another level", "two arms", "beta"],
)
def test_a_figure_reads_as_reported(estimate: Estimate, expected: str) -> None:
    """Digits and sign are those of the data."""
    assert expected == figures.reported(estimate)


def test_the_shipped_figures_have_the_digits_of_the_file(literature: Literature) -> None:
    """Each number of each figure stands in data/literature.ttl as it is shown."""
    number = r"-?\d+(?:\.\d+)?"
    blocks = re.findall(r"^estimate:(\S+) a f:Estimate ;\n(.*?)(?=^\S)", DATA.read_text("utf-8"), re.M | re.S)
    written = {name: set(re.findall(rf"(?<= ){number}(?= [;.]$)", block, re.M)) for name, block in blocks}
    assert len(literature.estimates) == len(written)
    for estimate in literature.estimates.values():
        shown = set(re.findall(number, figures.reported(estimate)))
        assert shown
        assert shown <= written[estimate.name]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"relation": TERM.withMore}, "more of it"),
        ({"relation": TERM.withLess}, "less of it"),
        ({"significant": False}, "not significant"),
        ({}, "direction not stated"),
    ],
)
def test_the_direction_is_said_beside_the_sign(parts: dict[str, object], expected: str) -> None:
    """Groh 2014 reports a positive d for lower competence: its sign stays, and the words say less of it."""
    assert expected == figures.direction(_estimate(**parts))


def test_a_lower_competence_keeps_its_positive_sign(findings: Findings, literature: Literature) -> None:
    """Groh 2014, resistant attachment, d = 0.29 for lower peer competence."""
    (row,) = [
        row
        for row in evidence.of_concept(expand("concept:resistant-attachment"), findings, literature)
        if row.label == "Groh et al. 2014"
    ]
    assert ("d = 0.29 [0.09, 0.48]", "less of it") == (row.reported, row.direction)


@pytest.mark.parametrize("pattern", ["avoidant", "resistant", "disorganized"])
def test_a_difference_between_unequal_groups_is_not_converted(pattern: str, findings: Findings) -> None:
    """Sub-patterns of insecurity are a small part of the children; an r of theirs stays an r."""
    exposure = expand(f"concept:{pattern}-attachment")
    given = {measure: _estimate(measure) for measure in ("D", "G", "OddsRatio", "R")}
    made = {
        name: figures.on_common_scale(Estimate(**{**vars(estimate), "exposure": exposure}), findings.concepts)
        for name, estimate in given.items()
    }
    assert ["R"] == [name for name, common in made.items() if common]


def test_insecurity_as_a_whole_is_converted(findings: Findings, literature: Literature) -> None:
    """Fearon 2010: d = 0.31 is r 0.153."""
    common = figures.on_common_scale(literature.estimates[expand("estimate:fearon2010-1")], findings.concepts)
    assert common is not None
    assert 0.153 == pytest.approx(common.value, abs=5e-4)


def test_an_impossible_odds_ratio_is_not_converted() -> None:
    """Zero has no logarithm."""
    assert figures.on_common_scale(_estimate("OddsRatio", "0"), {}) is None


# Standing in words


def _standing(stances: str, reading: str = "Correlational") -> str:
    claim = Claim("c", "", "a", "b", TERM.withMore, getattr(TERM, reading), TERM.Stated)
    lines, studies = {}, {}
    for i, words in enumerate(stances.split(", ")):
        design, stance, *differs = words.split()
        parts = tuple(getattr(TERM, part) for part in differs)
        lines[f"e{i}"] = EvidenceLine(f"e{i}", "c", f"s{i}", f"{PREFIXES['cito']}{stance}", differs_in=parts)
        studies[f"s{i}"] = Study(f"s{i}", "", (getattr(TERM, design),))
    return evidence.explain_standing(claim, Literature(lines, studies))


@pytest.mark.parametrize(
    ("stances", "reading", "expected"),
    [
        ("MetaAnalysis supports, Longitudinal supports", "Correlational", "supported: 2 direct votes, all in support."),
        (
            "MetaAnalysis supports, Longitudinal qualifies, Longitudinal qualifies",
            "Correlational",
            "supported in part: 3 direct votes, 2 of them qualify.",
        ),
        (
            "Longitudinal supports",
            "Causal",
            "supported in part: 1 direct vote, no meta-analysis and no second cohort, "
            "no randomized trial behind a wording that asserts more than a link.",
        ),
        (
            "Longitudinal supports, Longitudinal disputes",
            "Correlational",
            "contested: 2 direct votes, 1 in support, 1 against.",
        ),
        ("Longitudinal disputes", "Correlational", "not supported: 1 direct vote, 1 against."),
        (
            "Longitudinal supports outcome",
            "Correlational",
            "measured something else, in favor: 1 vote, none on subject and outcome themselves.",
        ),
        ("Review supports", "Correlational", "untested: no study that counts bears on it."),
        ("MetaAnalysis supports", "Constitutive", "by definition: a part or a definition has no standing."),
    ],
    ids=["supported", "qualified", "lacking", "contested", "not supported", "elsewhere", "untested", "by definition"],
)
def test_a_standing_is_said_with_its_reason(stances: str, reading: str, expected: str) -> None:
    """By the rule, in one sentence."""
    assert expected == _standing(stances, reading)


def test_what_no_study_was_held_against_is_said_to_be_so() -> None:
    """That nobody looked is another thing than that what was found does not count."""
    claim = Claim("c", "", "a", "b", TERM.withMore, TERM.Causal, TERM.Stated)
    assert "untested: no study has been held against it yet." == evidence.explain_standing(claim, Literature({}, {}))


# Pooling


def _row(name: str, cohort: str = "", design: str = "Longitudinal", **parts: object) -> evidence.Row:
    study = Study(name, name, (getattr(TERM, design),), cohorts=(cohort,) if cohort else ())
    given = {"size": 103, "relation": TERM.withMore, "subgroup": ("at 6 y",), **parts}
    estimate = _estimate(str(given.pop("measure", "R")), str(given.pop("value", "0.3")), **given)
    return evidence.Row(study, design, figure=estimate, common=figures.on_common_scale(estimate, {}))


def test_two_cohorts_that_measured_the_same_may_be_pooled() -> None:
    """Exposure, outcome and age are the same, direction and N known."""
    rows = [_row("s"), _row("t", value="0.5")]
    assert evidence.may_pool(rows)
    assert [rows] == evidence.poolable(rows)
    assert evidence.why_not_pooled(rows) == ""


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_row("t", design="MetaAnalysis"), id="a meta-analysis"),
        pytest.param(_row("t", design="Review"), id="a review"),
        pytest.param(_row("t", cohort="c"), id="the same cohort"),
        pytest.param(_row("s"), id="the same study"),
        pytest.param(_row("t", subgroup=("at 9 y",)), id="another age"),
        pytest.param(_row("t", subgroup=()), id="no age"),
        pytest.param(_row("t", adjustment="adjusted"), id="adjusted"),
        pytest.param(_row("t", size=None), id="no variance"),
        pytest.param(_row("t", relation=None), id="no direction"),
        pytest.param(_row("t", relation=TERM.withLess), id="a sign against its direction"),
        pytest.param(_row("t", is_restated=True), id="restated"),
        pytest.param(_row("t", measure="Beta"), id="never converted"),
    ],
)
def test_what_differs_is_not_pooled(other: evidence.Row) -> None:
    """And the reason is said."""
    rows = [_row("s", cohort="c" if other.study.cohorts else ""), other]
    assert not evidence.may_pool(rows)
    assert evidence.why_not_pooled(rows).startswith("Nothing is pooled: ")


def test_no_result_is_left_out_to_pool_the_others() -> None:
    """Two that fit and one without a direction, often one that found nothing: none is pooled."""
    assert not evidence.may_pool([_row("s"), _row("t"), _row("u", relation=None)])


def test_nothing_of_the_shipped_data_may_be_pooled(findings: Findings, literature: Literature) -> None:
    """No claim, no concept, no pair of exposure and result; and a reason is given for each."""
    every = [row for iri in findings.concepts for row in evidence.of_concept(iri, findings, literature)]
    assert {row.figure.iri for row in every if row.figure} == literature.estimates.keys()
    sets = [evidence.of_claim(claim, findings, literature) for claim in findings.claims.values()]
    sets += [evidence.of_concept(iri, findings, literature) for iri in findings.concepts]
    sets += [
        [row for row in every if row.figure and (row.figure.exposure, row.figure.result) == pair]
        for pair in {(figure.exposure, figure.result) for figure in literature.estimates.values()}
    ]
    assert [] == [rows for rows in sets if evidence.may_pool(rows)]
    assert all(evidence.why_not_pooled(rows) for rows in sets)


def test_no_two_primary_studies_share_exposure_and_outcome(literature: Literature) -> None:
    """Worked out from the records themselves: what the sentence says of the shipped data is true."""
    primary = [
        (figure.exposure, figure.result, figure.study)
        for figure in literature.estimates.values()
        if not set(literature.studies[figure.study].designs) & {TERM.MetaAnalysis, TERM.Review}
        and not figure.is_restated
    ]
    assert primary
    pairs = [(a, b) for a, b in product(primary, primary) if a[:2] == b[:2] and a[2] < b[2]]
    assert pairs == []


def test_the_sentence_says_that_meta_analyses_overlap(findings: Findings, literature: Literature) -> None:
    """The claim that insecurity goes with psychological problems has several."""
    rows = evidence.of_claim(findings.claims[expand("claim:nine-ways-02-e")], findings, literature)
    assert re.search(
        r"share exposure, outcome and age, and the \d meta-analyses overlap", evidence.why_not_pooled(rows)
    )


# The table


def test_the_table_names_each_study_once(rows: Rows) -> None:
    """Design and stance above, figures below, as reported and on the scale of r."""
    text = evidence.text(
        rows(_line("l", "m") + _figure("x", "play", "joy", "0.30", "m") + _figure("y", "play", "joy", "0.2", "m"))
    )
    assert text[0] == "Bell 2002: meta-analysis; supports; measured the claim itself"
    assert text[2] == "  - play → joy: r = 0.2, more of it, r = 0.20"
    assert len(text) == 3


def test_a_review_is_said_not_to_count(rows: Rows) -> None:
    """It is shown all the same."""
    assert ["Cole 2000: review; supports; on the claim itself; shown, not counted"] == evidence.text(
        rows(_line("l", "v"))
    )


def test_a_concept_has_the_figures_at_either_end(findings: Findings, literature: Literature) -> None:
    """Self-esteem: what goes with it, and what it goes with."""
    found = evidence.of_concept(expand("concept:self-esteem"), findings, literature)
    ends = {(row.figure.exposure, row.figure.result) for row in found if row.figure}
    assert {expand("concept:self-esteem")} == set.intersection(*map(set, ends))
    assert {1} == {end.index(expand("concept:self-esteem")) for end in ends} - {0}
