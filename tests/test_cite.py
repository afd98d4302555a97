"""Promises of the lines to cite by."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from graph import cite, records, store
from graph.claims import Findings, Study
from graph.export import provenance
from graph.vocabulary import DATASET, TERM

ROOT = Path(__file__).resolve().parent.parent
STUDY = "https://w3id.org/findings-graph/study/"


@pytest.fixture(scope="module")
def graph() -> store.FileStore:
    """Read the shipped graph."""
    return store.from_files()


@pytest.fixture(scope="module")
def findings(graph: store.FileStore) -> Findings:
    """Read its claims."""
    return records.read(graph)


def test_the_article_is_cited_by_author_title_publisher_and_dates(findings: Findings) -> None:
    """As printed on the article's page; it has no date of issue, and no DOI is made up."""
    assert cite.article(findings) == (
        "Kent Hoffman. Nine Ways Children Benefit From Secure Attachment. "
        "Psych Central, last modified 2019-09-21, reviewed 2017-04-11."
    )


def test_a_claim_is_cited_with_data_set_sentence_and_link(findings: Findings) -> None:
    """Who says so, in which edition, read in which sentence, and where to look it up."""
    said = findings.claims["https://w3id.org/findings-graph/claim/nine-ways-02-d"]
    line = cite.claim(said, findings, "1.2.3", "2026-11-24")
    assert line.startswith("Findings Graph contributors (2026). Claim nine-ways-02-d: ")
    assert line.endswith(f" {said.iri}")
    assert "In Findings Graph, version 1.2.3 of 2026-11-24. CC BY 4.0." in line
    assert "Attachment, section 2, paragraph 2, sentence 1. Psych Central" in line
    assert said.label in line


def test_the_data_set_is_cited_as_its_citation_file_says(graph: store.FileStore) -> None:
    """Makers, title, version, date and license are those of CITATION.cff and of every export."""
    line = cite.dataset(graph.version(), graph.date())
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    makers = re.findall(r'- name: "(.+)"', citation)[0]
    title = re.findall(r'^title: "(.+)"', citation, re.MULTILINE)[0]
    assert title == provenance.TITLE
    for said in (f"{makers} (", title, graph.version(), graph.date(), provenance.LICENSE_NAME, DATASET):
        assert said in line
    assert cite.dataset("", "") == f"Findings Graph contributors. Findings Graph [data set]. CC BY 4.0. {DATASET}"


CITED = {
    "fearon2010": "Fearon RP, Bakermans-Kranenburg MJ, van IJzendoorn MH, Lapsley A-M, Roisman GI (2010). "
    "The significance of insecure attachment and disorganization in the development of children's externalizing "
    "behavior: a meta-analytic study. Child Development, 81(2):435-456. "
    "https://doi.org/10.1111/j.1467-8624.2009.01405.x",
    "sroufe2005book": "Sroufe LA, Egeland B, Carlson EA, Collins WA (2005). The development of the person: the "
    "Minnesota study of risk and adaptation from birth to adulthood. Guilford Press, New York.",
    "madigan2013": "Madigan S, Atkinson L, Laurin K, Benoit D (2013). Attachment and internalizing behavior in early "
    "childhood: a meta-analysis. Developmental Psychology, 49(4):672-689. [unchecked: volume, issue, pages]",
    "minnesota": "Minnesota study of attachment and development.",
}


@pytest.mark.parametrize("name", CITED)
def test_a_study_is_cited_as_the_data_file_has_it(name: str, findings: Findings) -> None:
    """Authors, year, title, venue, pages and the link; what was not checked is said; a cohort has its label only."""
    assert CITED[name] == cite.study(findings.studies[STUDY + name])


def test_every_study_is_one_line_and_its_doi_a_link(findings: Findings) -> None:
    """No line end, and no DOI but as https link of the one in the data."""
    assert len(findings.studies) > 80
    for found in findings.studies.values():
        line = cite.study(found)
        assert "\n" not in line
        assert ([f"https://doi.org/{found.doi}"] if found.doi else []) == re.findall(r"\S*10\.\d{4,}/\S+", line)


def test_a_doi_that_was_not_checked_is_not_cited() -> None:
    """Marked unchecked, it is left out."""
    found = Study("x:poe", "Poe 1845", title="The raven", authors="Poe EA", issued="1845", doi="10.1234/raven")
    assert cite.study(found).endswith("https://doi.org/10.1234/raven")
    assert "Poe EA (1845). The raven." == cite.study(replace(found, unchecked=(TERM.doi,)))


def test_a_link_holds_any_doi() -> None:
    """Characters that end a link are escaped in it."""
    found = Study("x:a", "A", title="T", authors="A B", doi="10.1002/1097(199901)1:1<1::AID-X>3.0.CO;2-#")
    assert cite.study(found).endswith("https://doi.org/10.1002/1097(199901)1:1%3C1::AID-X%3E3.0.CO%3B2-%23")
