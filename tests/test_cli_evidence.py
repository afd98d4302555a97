"""Promises of `findings evidence`: claim and concept, formats, files, and what is said where there is nothing."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graph.sentences import NOTICE

Run = Callable[..., subprocess.CompletedProcess[str]]
CLAIM = "nine-ways-02-e"
POOLABLE = """concept:a a skos:Concept ; skos:prefLabel "play"@en . concept:b a skos:Concept ; skos:prefLabel "joy"@en .
claim:t a f:Claim ; rdfs:label "Play gives joy."@en ; f:subject concept:a ; f:outcome concept:b ;
  f:relation f:withMore ; f:reading f:Correlational ; f:certainty f:Stated .
"""
STUDY = """study:{n} a f:Study ; rdfs:label "Study {n}" ; f:design f:Longitudinal .
evidence:{n} a f:EvidenceLine ; f:about claim:t ; f:study study:{n} ; f:stance cito:supports .
estimate:{n} a f:Estimate ; f:study study:{n} ; f:exposure concept:a ; f:result concept:b ; f:measure f:R ;
  rdf:value 0.5 ; f:sampleSize 103 ; f:relation f:withMore ; f:subgroup "at 6 y" .
"""


def test_a_claim_is_said_with_its_standing_its_studies_and_a_plot(run: Run) -> None:
    """In this order; what is pooled, how figures were converted, and the notice come last."""
    done = run("evidence", CLAIM)
    assert (0, "") == (done.returncode, done.stderr)
    parts = [
        "Insecure attachment is linked with psychological problems in later years",
        "Standing: supported: 4 direct votes, all in support.",
        "What studies found",
        "Groh et al. 2012: meta-analysis; N = 4614, k = 42; supports; measured the claim itself",
        "d = 0.15 [0.06, 0.25], more of it, r = 0.07 [0.03, 0.12]",
        "Forest plot",
        "Nothing is pooled: no two of the primary studies share exposure, outcome and age",
        "How figures were put on the scale of r",
        NOTICE,
    ]
    places = [done.stdout.find(part) for part in parts]
    assert -1 not in places
    assert sorted(places) == places


def test_a_concept_is_said_with_its_claims_and_figures(run: Run) -> None:
    """Each claim that has evidence, with its standing, then the figures."""
    shown = run("evidence", "self-esteem").stdout
    claims, figures = shown.split("What studies found")
    assert "True self-esteem" not in claims
    assert "(nine-ways-07-a)\n    supported in part: 2 direct votes, 1 of them qualifies" in claims
    assert "(nine-ways-07-d)\n    untested" in claims
    assert "secure attachment → self-esteem (mother): r = 0.33 [0.31, 0.35]" in figures
    assert "self-esteem → depression: beta = -0.16" in figures


def test_a_concept_that_was_not_measured_itself_shows_what_was_instead(run: Run) -> None:
    """Figures held against its claims, here on competence with peers (Groh et al. 2014), stand in."""
    figures = run("evidence", "social-competence").stdout.split("What studies found")[1]
    assert "secure attachment → social competence with peers: d = 0.39 [0.32, 0.47]" in figures
    assert (
        "Verschueren and Marcoen 1999: cross-sectional; N = 80; supports; measured internalizing symptoms instead"
        in figures
    )
    assert "Nothing is recorded." not in figures


def test_a_concept_without_evidence_says_so(run: Run) -> None:
    """Silence would read as a result."""
    shown = run("evidence", "alienation").stdout
    assert "No claim about it has evidence." in shown
    assert "Nothing is recorded." in shown
    assert "Nothing is pooled: no figure is recorded." in shown


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("anxeity", "nothing is called 'anxeity'\n  try: nearest: anxiety"),
        ("fearon2010", "'fearon2010' is a study, not a claim or a concept\n  try: findings show fearon2010"),
    ],
)
def test_another_name_is_refused(name: str, message: str, run: Run) -> None:
    """With the nearest, or with the command that knows it."""
    done = run("evidence", name)
    assert (1, "") == (done.returncode, done.stdout)
    assert message in done.stderr


def test_csv_has_reported_and_common_value_side_by_side(run: Run) -> None:
    """One row a figure; what is never converted has an empty r."""
    rows = list(csv.DictReader(io.StringIO(run("evidence", "self-esteem", "-f", "csv").stdout)))
    by_measured = {row["measured"]: row for row in rows}
    mother = by_measured["secure attachment → self-esteem (mother)"]
    assert ("r = 0.33 [0.31, 0.35]", "0.33", "0.31", "0.35") == (
        mother["reported"], mother["r"], mother["r_low"], mother["r_high"],
    )  # fmt: skip
    beta = by_measured["self-esteem → depression"]
    assert ("beta = -0.16", "", "77", "less of it") == (beta["reported"], beta["r"], beta["k"], beta["direction"])


def test_json_has_standing_rows_and_reasons(run: Run) -> None:
    """All that the text says, for a program."""
    record = json.loads(run("evidence", "nine-ways-10-a", "-f", "json").stdout)
    assert [("claim:nine-ways-10-a", "contested")] == [
        (claim["claim"], claim["standing"].split(":")[0]) for claim in record["claims"]
    ]
    trial = next(row for row in record["rows"] if row["study"] == "Cassidy et al. 2017")
    assert ("randomized trial", "disputes", True) == (trial["design"], trial["stance"], trial["counts"])
    assert record["pooling"].startswith("Nothing is pooled")
    assert "never converted" in record["assumptions"]
    assert NOTICE == record["notice"]


@pytest.mark.parametrize("form", ["md", "tsv"])
def test_the_table_can_be_had_in_other_formats(form: str, run: Run) -> None:
    """A header and one line a row."""
    rows = list(csv.reader(io.StringIO(run("evidence", CLAIM, "-f", "csv").stdout)))
    lines = run("evidence", CLAIM, "-f", form).stdout.splitlines()
    assert len(rows) + (form == "md") == len(lines)
    assert "Groh et al. 2012" in "".join(lines)


@pytest.mark.parametrize("suffix", ["svg", "csv", "tsv", "json", "md", "txt"])
def test_the_suffix_of_a_file_tells_the_format(suffix: str, tmp_path: Path, run: Run) -> None:
    """The same bytes as on stdout."""
    done = run("evidence", CLAIM, "-o", f"x.{suffix}")
    assert (0, "", f"wrote x.{suffix}\n") == (done.returncode, done.stdout, done.stderr)
    form = "text" if suffix == "txt" else suffix
    assert run("evidence", CLAIM, "-f", form).stdout == (tmp_path / f"x.{suffix}").read_text("utf-8")


def test_the_forest_plot_is_svg(tmp_path: Path, run: Run) -> None:
    """It opens, and is named after the claim."""
    run("evidence", CLAIM, "-o", "x.svg")
    image = ElementTree.parse(tmp_path / "x.svg").getroot()
    assert "Insecure attachment is linked with" in (image[0].text or "")
    assert list(image.iter("{http://www.w3.org/2000/svg}rect"))


def test_an_unknown_suffix_is_a_usage_error(tmp_path: Path, run: Run) -> None:
    """With the suffixes there are, and no file."""
    done = run("evidence", CLAIM, "-o", "x.pdf")
    assert (2, []) == (done.returncode, list(tmp_path.iterdir()))
    assert "one of .md, .csv, .tsv, .json, .svg, .txt" in done.stderr


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_layer_of_the_article_says_that_the_literature_is_left_out(form: str, run: Run) -> None:
    """So that nobody takes it for a lack of evidence."""
    done = run("evidence", CLAIM, "--layer", "article", "-f", form)
    assert 0 == done.returncode
    assert "the literature is left out (--layer article)" in done.stderr
    assert "untested" not in done.stdout
    assert "supported" not in done.stdout


def test_where_it_is_sound_figures_are_pooled(tmp_path: Path, head: str, run: Run) -> None:
    """Two cohorts of 103, r = 0.5 each: z 0.5493, SE √(0.01 / 2), so r = 0.50 [0.39, 0.60]."""
    (tmp_path / "mine.ttl").write_text(head + POOLABLE + "".join(STUDY.format(n=n) for n in "xy"), encoding="utf-8")
    shown = run("evidence", "t", "--data", "mine.ttl").stdout
    assert "Standing: supported: 2 direct votes, all in support." in shown
    assert "Pooled over Study x, Study y (play → joy (at 6 y); random effects, DerSimonian and Laird): " in shown
    assert "r = 0.50 [0.39, 0.60], tau² 0.000 on Fisher's z, I² 0 %." in shown
    assert "Nothing is pooled" not in shown


def test_a_figure_on_a_concept_counts_neither_way(run: Run) -> None:
    """Votes are on claims: the cell is empty."""
    rows = list(csv.DictReader(run("evidence", "secure-attachment", "-f", "csv").stdout.splitlines()))
    assert rows
    assert {""} == {row["counts"] for row in rows}
