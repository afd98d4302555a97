"""Promises of the lines to cite by."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph import cite, records, store
from graph.claims import Findings, Study
from graph.vocabulary import BASE, DATASET, TERM

ROOT = Path(__file__).resolve().parent.parent
STUDY = "https://w3id.org/findings-graph/study/"
MakeStore = Callable[[str], store.FileStore]


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
    (shipped,) = findings.datasets
    line = cite.claim(said, replace(findings, datasets=(replace(shipped, version="1.2.3", date="2025-03-04"),)))
    assert line.startswith("Findings Graph contributors (2025). Claim nine-ways-02-d: ")
    assert line.endswith(f" {said.iri}")
    assert "In Findings Graph, version 1.2.3 of 2025-03-04. CC BY 4.0." in line
    assert "Attachment, section 2, paragraph 2, sentence 1. Psych Central" in line
    assert said.label in line


def test_the_data_set_is_cited_as_its_citation_file_says(graph: store.FileStore, findings: Findings) -> None:
    """Makers, title, version and date are those of CITATION.cff."""
    line = cite.dataset(findings)
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    makers = re.findall(r'- name: "(.+)"', citation)[0]
    title = re.findall(r'^title: "(.+)"', citation, re.MULTILINE)[0]
    for said in (f"{makers} (", title, graph.version(), graph.date(), "CC BY 4.0", DATASET):
        assert said in line


MINE = """
source:mine dcterms:title "A talk" . passage:m a f:Passage ; oa:hasSource source:mine ; f:section 1 ; f:paragraph 1 ;
    f:sentence 1 . concept:a a skos:Concept ; skos:prefLabel "a" . concept:b a skos:Concept ; skos:prefLabel "b" .
claim:m a f:Claim ; rdfs:label "A goes with b." ; f:subject concept:a ; f:outcome concept:b ; f:relation f:withMore ;
    f:reading f:Causal ; f:certainty f:Stated ; prov:wasDerivedFrom passage:m .
"""
DECLARED = """<https://example.org/set> a schema:Dataset ; dcterms:title "My claims" ; schema:version 1.10 ;
    dcterms:modified "2025-03-04"^^xsd:date ; dcterms:creator "Jane Doe", agent:poe ; dcterms:source source:mine ;
    dcterms:license <https://creativecommons.org/publicdomain/zero/1.0/> . agent:poe rdfs:label "E. A. Poe" . """
CITED_MINE = "Claim m: A goes with b."
READ_IN = "Read in: A talk, section 1, paragraph 1, sentence 1. https://w3id.org/findings-graph/claim/m"


def _mine(make_store: MakeStore, turtle: str = "") -> Findings:
    return records.read(make_store(MINE + turtle))


def test_data_of_a_readers_own_is_cited_as_it_describes_itself(make_store: MakeStore) -> None:
    """Title, version as written, date, license and creators are those of its own node."""
    found = _mine(make_store, DECLARED)
    edition = "My claims, version 1.10 of 2025-03-04"
    makers = "Jane Doe, E. A. Poe (2025)."
    assert f"{makers} {edition} [data set]. CC0 1.0. https://example.org/set" == cite.dataset(found)
    (claim,) = found.claims.values()
    assert f"{makers} {CITED_MINE} In {edition}. CC0 1.0. {READ_IN}" == cite.claim(claim, found)


def test_nothing_that_data_does_not_declare_is_cited(make_store: MakeStore) -> None:
    """No title, no license, no makers are made up."""
    found = _mine(make_store)
    (claim,) = found.claims.values()
    assert ("", f"{CITED_MINE} {READ_IN}") == (cite.dataset(found), cite.claim(claim, found))
    half = _mine(
        make_store, '<x:half> a schema:Dataset ; dcterms:title "Half" ; dcterms:license "All rights reserved" .'
    )
    assert "Half [data set]. All rights reserved. x:half" == cite.dataset(half)


def test_a_claim_is_not_cited_from_a_data_set_on_another_source(make_store: MakeStore) -> None:
    """Two data sets are read together: each claim is cited from its own, and a selection names only its own."""
    other = '<x:other> a schema:Dataset ; dcterms:title "Other" ; dcterms:source source:other .'
    found = _mine(make_store, DECLARED + other)
    assert {"My claims", "Other"} == {dataset.title for dataset in found.datasets}
    (claim,) = found.claims.values()
    assert "Other" not in cite.claim(claim, found)
    selected = records.read(make_store(MINE + DECLARED + other), [claim.iri])
    assert ["My claims"] == [dataset.title for dataset in selected.datasets]


def test_an_export_that_is_read_again_is_cited_as_what_it_was_taken_from(make_store: MakeStore) -> None:
    """Its own node says of what data it was derived."""
    export = f'<{BASE}export> a schema:Dataset ; dcterms:title "Whole" ; prov:wasDerivedFrom <https://example.org/w> .'
    assert "Whole [data set]. https://example.org/w" == cite.dataset(_mine(make_store, export))


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
