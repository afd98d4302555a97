"""What the literature says, under test: figures, layer, lines of evidence, and the briefing made from it."""

import csv
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph import briefing, rdf, records, standing, store
from graph.vocabulary import PREFIXES, local_name

DATA = Path(__file__).parent.parent / "data"
GRAPH = store.from_files()
FINDINGS, LITERATURE = records.read(GRAPH), records.read_literature(GRAPH)
STANCES = {"supports": "supports", "qualifies": "qualifies", "contradicts": "disputes", "background": "Background"}
UNCHECKED = {
    "volume_pages": "volumePages",
    "authors": "authors",
    "year": "issued",
    "venue": "venue",
    "title": "title",
    "population": "populationText",
}
MEASURES = {
    "r": "R",
    "d": "D",
    "g": "G",
    "OR": "OddsRatio",
    "beta": "Beta",
    "cross-lagged r": "CrossLaggedR",
    "kappa": "Kappa",
    "proportion": "Proportion",
    "variance proportion": "VarianceShare",
    "proportion treated vs control": "TwoProportions",
}


@pytest.fixture(scope="module")
def checked() -> dict[str, Any]:
    """The checked facts, a file that stays outside the project: studies by their id."""
    path = os.environ.get("FINDINGS_STUDIES", "")
    if not Path(path).is_file():
        pytest.skip("no file of checked facts at hand: FINDINGS_STUDIES names none")
    return {study["id"]: study for study in json.loads(Path(path).read_text(encoding="utf-8"))["studies"]}


def test_every_study_is_there_with_what_was_checked(checked: dict[str, Any]) -> None:
    """Title, authors, year, identifiers, sizes: equal to the facts, and absent where they are absent."""
    ours = {study.name: study for study in LITERATURE.studies.values() if study.authors}
    assert set(checked) == set(ours)
    for name, facts in checked.items():
        study = ours[name]
        assert (facts["title"], facts["authors"], str(facts["year"])) == (study.title, study.authors, study.issued), (
            name
        )
        assert (facts.get("doi"), facts.get("pmid"), facts.get("pmcid")) == (study.doi, study.pmid, study.pmcid), name
        sizes = [facts[key] for key in ("N", "k") if isinstance(facts.get(key), int)]
        assert sizes == [size for size in (study.size, study.samples) if size is not None], name


def test_what_was_not_seen_is_marked(checked: dict[str, Any]) -> None:
    """A field that was not seen in the record carries the mark, and no other does."""
    ours = {study.name: {local_name(p) for p in study.unchecked} for study in LITERATURE.studies.values()}
    assert {name: {UNCHECKED[f] for f in facts["unchecked_fields"]} for name, facts in checked.items()} == {
        name: ours[name] for name in checked
    }


def test_every_figure_equals_the_checked_figure(checked: dict[str, Any]) -> None:
    """Measure, value, interval, N and k, for each of the 96 figures."""
    for name, facts in checked.items():
        for number, effect in enumerate(facts["effects"], 1):
            estimate = LITERATURE.estimates[f"{PREFIXES['estimate']}{name}-{number}"]
            value = estimate.value if estimate.value else f"{estimate.treated} vs {estimate.control}"
            interval = [float(b) for b in (estimate.ci_low, estimate.ci_high) if b is not None]
            expected = effect["value"]
            assert MEASURES[effect["metric"]] == local_name(estimate.measure)
            assert expected == (value if isinstance(expected, str) else float(value)), estimate.name
            assert effect.get("ci95", []) == interval, estimate.name
            assert (effect.get("n"), effect.get("k")) == (estimate.size, estimate.samples), estimate.name
            assert effect.get("restated", False) == estimate.is_restated
    assert sum(len(facts["effects"]) for facts in checked.values()) == len(LITERATURE.estimates)


def test_every_bearing_is_linked(checked: dict[str, Any]) -> None:
    """Each bearing of the facts stands on at least one of our claims, with its stance and its reason."""
    ours = {(line.study, local_name(line.stance), line.why or "") for line in LITERATURE.lines.values()}
    facts = {
        (f"{PREFIXES['study']}{name}", STANCES[bearing["relation"]], bearing["why"])
        for name, study in checked.items()
        for bearing in study["bears_on"]
    }
    assert facts == ours


def test_identifiers_are_the_checked_ones(checked: dict[str, Any]) -> None:
    """No identifier stands in the data that was not checked."""
    mappings = json.loads(Path(os.environ["FINDINGS_STUDIES"]).read_text(encoding="utf-8"))["concept_mappings"]
    known = {f"{m['scheme']}:{m['id']}" for concept in mappings for m in concept["mappings"]}
    found = {row["n"] for row in GRAPH.select("SELECT ?n { ?i skos:notation ?n }").dicts()}
    assert known == found


def test_article_layer_has_nothing_of_the_literature() -> None:
    """With the layer of the article alone there are no lines, no figures, one study, and no other attachment types."""
    article = store.from_files(layer="article")
    bare = records.read_literature(article)
    assert ({}, {}) == (bare.lines, bare.estimates)
    assert ["minnesota"] == [study.name for study in bare.studies.values()]
    assert not article.answer("ASK { concept:disorganized-attachment ?p ?o }")


def test_claims_of_the_article_are_the_same_in_both_layers() -> None:
    """Nothing leaks into what the article is said to claim."""
    assert dict(records.read(store.from_files(layer="article")).claims) == dict(FINDINGS.claims)
    literature = {quad.subject for quad in rdf.read(DATA / "literature.ttl")}
    claims = {quad.subject for quad in rdf.read(DATA / "claims.ttl") if quad.subject.value in FINDINGS.claims}
    assert claims
    assert not literature & claims


def test_every_line_is_somebodys_dated_reading() -> None:
    """A line has a study, a stance, a date and somebody it is attributed to."""
    rows = GRAPH.select(
        "SELECT ?line { ?line a f:EvidenceLine ; prov:wasAttributedTo ?who ; dcterms:created ?date ; "
        "f:stance ?stance ; f:study ?study }"
    ).rows
    assert len(LITERATURE.lines) == len(rows) > 200


def test_no_line_supports_by_the_article() -> None:
    """A line rests on a study that is not the article's own mention of one."""
    assert [] == [line.name for line in LITERATURE.lines.values() if line.study.endswith("/minnesota")]


def test_reports_of_the_minnesota_study_are_joined_to_it() -> None:
    """The study that the article names is the cohort of the publications that report it."""
    cohort = f"{PREFIXES['study']}minnesota"
    reports = {study.name for study in LITERATURE.studies.values() if cohort in study.cohorts}
    assert {"sroufe2005book", "warren1997", "carlson1998", "simpson2007", "puig2013"} <= reports


def test_directness_is_that_of_the_coders() -> None:
    """Where the two codings agree, the data says the same; where they differ, a decision stands."""
    with (DATA / "directness.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = {line.curie: {local_name(part) for part in line.differs_in} for line in LITERATURE.lines.values()}
    assert {row["evidence"]: set(filter(None, row["differs"].split("|"))) for row in rows} == lines
    same = [row for row in rows if row["differs_first"] == row["differs_second"] == row["differs"]]
    assert all(row["decision"] for row in rows if row["differs_first"] != row["differs_second"])
    assert len(same) > 190


def test_a_line_that_differs_says_what_was_measured() -> None:
    """Subject or outcome differs: the concept that was measured instead is named."""
    unsaid = [
        line.name
        for line in LITERATURE.lines.values()
        if {"subject", "outcome"} & {local_name(part) for part in line.differs_in} and not line.measured
    ]
    assert [] == unsaid


def test_no_standing_is_stored() -> None:
    """The standing is worked out, never written by hand."""
    assert "f:standing" not in (DATA / "literature.ttl").read_text(encoding="utf-8")
    assert "f:standing" not in (DATA / "claims.ttl").read_text(encoding="utf-8")


def test_standing_in_sparql_is_that_of_the_rule() -> None:
    """The derived graph says of each claim what the rule says."""
    rows = GRAPH.select("SELECT ?c ?s { GRAPH ?g { ?c f:standing ?s } }").dicts()
    expected = {}
    for claim in FINDINGS.claims.values():
        found = standing.of_claim(claim, LITERATURE.about(claim.iri), LITERATURE.studies)
        if found.name != standing.NONE:
            expected[claim.iri] = found.name.title().replace(" ", "")
    assert expected == {row["c"]: local_name(row["s"]) for row in rows}


def test_program_of_the_authors_is_contested() -> None:
    """A randomized trial found no effect on attachment; an uncontrolled study by its own authors did."""
    claim = FINDINGS.claims[f"{PREFIXES['claim']}nine-ways-10-a"]
    found = standing.of_claim(claim, LITERATURE.about(claim.iri), LITERATURE.studies)
    assert standing.CONTESTED == found.name
    assert {"cassidy2017": "disputes", "hoffman2006": "supports"}.items() <= {
        local_name(vote.voter): vote.stance for vote in found.votes
    }.items()


@pytest.mark.parametrize("number", range(1, 10))
def test_briefing_has_each_of_the_nine_points(number: int) -> None:
    """Each point says what may be said and what should not, with the claim it is made from."""
    text = briefing.render(FINDINGS, LITERATURE)
    part = text.split(f"\n## {number}. ")[1].split("\n## ")[0]
    assert "**May be said:**" in part
    assert "**Should not be said:**" in part
    assert f"(nine-ways-{number:02}-a)" in part


def test_briefing_never_drops_a_hedge() -> None:
    """A claim of a heading stands with its firmness, its basis and what studies say of it as a whole."""
    text = briefing.render(FINDINGS, LITERATURE)
    assert text.count("It is stated as a fact") >= 9
    assert "no randomized study that was read bears on it" in text


def test_briefing_keeps_the_points_of_two_sources_apart() -> None:
    """A second article with the same sections: each point is there once a source, under its name."""
    places = {f"{iri}-2": replace(place, iri=f"{iri}-2", source="x:two") for iri, place in FINDINGS.passages.items()}
    claims = {
        f"{iri}-2": replace(said, iri=f"{iri}-2", passages=tuple(f"{place}-2" for place in said.passages))
        for iri, said in FINDINGS.claims.items()
    }
    both = replace(
        FINDINGS,
        claims={**FINDINGS.claims, **claims},
        passages={**FINDINGS.passages, **places},
        labels={**FINDINGS.labels, "x:two": "A second article"},
    )
    alone, text = (briefing.render(found, LITERATURE) for found in (FINDINGS, both))
    points = [line for line in alone.splitlines() if line.startswith("## ") and line[3].isdecimal()]
    assert points
    for point in points:
        assert text.count(f'{point} of "A second article"') == 1
        assert text.count(f'{point} of "Nine Ways Children Benefit From Secure Attachment"') == 1


def test_briefing_in_the_docs_is_that_of_the_graph() -> None:
    """docs/educators.md is made from the graph as it stands."""
    written = (DATA.parent / "docs" / "educators.md").read_text(encoding="utf-8")
    assert briefing.render(FINDINGS, LITERATURE) == written
