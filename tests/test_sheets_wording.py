"""Promises of what import says of rules: columns and words of lists, no RDF."""

import os
import re

import pytest

from graph import questions, resources
from graph.sheets.columns import SHEETS
from graph.sheets.wording import in_words
from graph.vocabulary import expand

CHECKS = questions.list_all(os.path.join(resources.QUERIES, "checks"))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.name))
def test_no_rule_speaks_of_rdf_in_a_sheet(check: questions.Question) -> None:
    """Neither in what is wrong nor in what to try; terms that the vocabulary lacks have no column."""
    said = in_words(f"{check.problem}. {check.solution}", "claims")
    allowed = {"unknown-basis": {"f:Basis"}, "withdrawn-no-claim": set[str]()}.get(check.name, set())
    assert allowed == set(re.findall(r"\b(?:f|eco|cito|prov|xsd):\w+", said))


@pytest.mark.parametrize("check", [c for c in CHECKS if c.property not in {"", "detail"}], ids=lambda c: str(c.name))
def test_the_property_of_a_rule_has_a_column(check: questions.Question) -> None:
    """So that the fault is told with its cell."""
    assert expand(check.property) in {column.iri for sheet in SHEETS.values() for column in sheet.columns}


def test_a_property_is_called_as_in_its_sheet() -> None:
    """The passage of a claim, and what a source is derived from, are one property."""
    assert 'add "passage"' == in_words("add prov:wasDerivedFrom", "claims")
    assert 'add "derived from"' == in_words("add prov:wasDerivedFrom", "sources")
    assert "claim:x and https://example.org/f:Stated-x" == in_words("claim:x and https://example.org/f:Stated-x")
