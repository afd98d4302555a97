"""Promises of the markup: terms of schema.org alone, in their classes, and nothing that ends its element."""

import json
import re
from typing import Any

import pytest

from graph import store
from graph.things import document, pages
from graph.things.addresses import in_folder
from graph.things.known import Known
from graph.vocabulary import BASE

THING = {"name", "alternateName", "description", "url", "sameAs", "identifier"}
WORK = THING | {
    "about", "author", "citation", "creator", "creditText", "dateModified", "datePublished", "genre", "hasPart",
    "inLanguage", "isBasedOn", "isPartOf", "license", "position", "publisher", "text", "version", "encodingFormat",
}  # fmt: skip
PROPERTIES = {
    "Claim": WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "DefinedTerm": THING | {"inDefinedTermSet", "termCode"},
    "DefinedTermSet": WORK | {"hasDefinedTerm"},
    "ScholarlyArticle": WORK | {"pagination"},
    "Article": WORK | {"pagination"},
    "Book": WORK,
    "Periodical": WORK,
    "CreativeWork": WORK,
    "Dataset": WORK | {"distribution"},
    "DataDownload": WORK | {"contentUrl"},
    "Person": THING | {"familyName", "givenName"},
    "Organization": THING,
    "Thing": THING,
    "PropertyValue": THING | {"propertyID", "value"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"item", "position"},
}
"""Of the classes in use, those properties in use that https://schema.org (version 30) defines for them or above."""


@pytest.fixture(scope="module")
def known(shipped: store.FileStore) -> Known:
    """Give the shipped graph as pages are made of it."""
    return Known(shipped)


def markup(known: Known, address: str, base: str = "") -> list[dict[str, Any]]:
    """Give the nodes that the one data block of a page holds."""
    to = in_folder(address)
    text = document.render(pages.page(known, address, to, base), known, to, base)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    read = json.loads(block)
    assert "https://schema.org" == read["@context"]
    found: list[dict[str, Any]] = read["@graph"]
    return found


def nodes(value: Any) -> list[dict[str, Any]]:
    """Give every node, however deep."""
    if isinstance(value, list):
        return [node for one in value for node in nodes(one)]
    if isinstance(value, dict):
        return [value, *(node for one in value.values() for node in nodes(one))]
    return []


def test_only_terms_of_schema_org_are_used(known: Known) -> None:
    """Each property on a class that has it, and nothing empty."""
    seen = set()
    for address in ["index", *pages.addresses(known)]:
        for node in nodes(markup(known, address, "https://example.org/")):
            seen.add(node["@type"])
            assert node.keys() - {"@type", "@id"} <= PROPERTIES[node["@type"]], (address, node)
            assert all(value not in ("", None, [], {}) for value in node.values())
    assert seen >= {
        "Claim",
        "DefinedTerm",
        "ScholarlyArticle",
        "Dataset",
        "DefinedTermSet",
        "Article",
        "BreadcrumbList",
    }


def test_a_claim_is_a_claim_that_appears_in_its_source(known: Known) -> None:
    """In our words with its hedge, about its two concepts, read by the makers of the data."""
    (claim, _) = markup(known, "claim/nine-ways-09-q")
    assert ("Claim", f"{BASE}claim/nine-ways-09-q") == (claim["@type"], claim["@id"])
    assert "The author guesses that attachment may go" in claim["text"] or "guesses" in claim["text"]
    assert [f"{BASE}concept/attachment", f"{BASE}concept/physical-health"] == [term["@id"] for term in claim["about"]]
    (work,) = claim["appearance"]
    assert "Nine Ways Children Benefit From Secure Attachment" == work["name"]
    assert ["Kent Hoffman"] == [author["name"] for author in work["author"]]
    assert ["Findings Graph contributors"] == [maker["name"] for maker in claim["claimInterpreter"]]
    assert "https://creativecommons.org/licenses/by/4.0/" == claim["license"]


def test_a_publication_is_an_article_with_its_doi(known: Known) -> None:
    """Its authors by name; one that was not checked has no DOI."""
    (study, _) = markup(known, "study/anderson2011")
    assert "ScholarlyArticle" == study["@type"]
    assert study["sameAs"].startswith("https://doi.org/10.")
    assert {"Person"} == {author["@type"] for author in study["author"]}
    assert {"DOI"} <= {one["propertyID"] for one in study["identifier"]}
    (named, _) = markup(known, "study/minnesota")
    assert "CreativeWork" == named["@type"]


def test_a_concept_is_a_term_of_a_set(known: Known) -> None:
    """With what it is the same as elsewhere."""
    (concept, _) = markup(known, "concept/anxiety")
    assert "DefinedTerm" == concept["@type"]
    assert ["anxious feelings", "feeling anxious"] == concept["alternateName"]
    assert "http://id.nlm.nih.gov/mesh/D001007" in concept["sameAs"]


def test_the_data_is_a_data_set_with_its_files(known: Known) -> None:
    """Where they stand, if that is known."""
    (described, _) = markup(known, "index", "https://example.org/f/")
    assert "https://example.org/f/data.ttl" in {one["contentUrl"] for one in described["distribution"]}
    (bare, _) = markup(known, "dataset")
    assert "distribution" not in bare
    assert "1.0.0" == bare["version"]


def test_the_way_to_a_page_has_absolute_addresses(known: Known) -> None:
    """Of the site if it is known, else of the graph; a section, which has no IRI, only of the site."""
    (_, way) = markup(known, "claim/nine-ways-02-d", "https://example.org/f/")
    items = [place["item"] for place in way["itemListElement"] if "item" in place]
    assert [
        "https://example.org/f/index.html",
        "https://example.org/f/source/nine-ways.html",
        "https://example.org/f/section/nine-ways/2.html",
    ] == items
    (_, way) = markup(known, "claim/nine-ways-02-d")
    items = [place.get("item", "") for place in way["itemListElement"]]
    assert [BASE, f"{BASE}source/nine-ways"] == items[:2]
    assert [1, 2, 3, 4] == [place["position"] for place in way["itemListElement"]]


def test_no_string_ends_the_block(make_store) -> None:
    """Whatever the data says."""
    known = Known(make_store('concept:a a skos:Concept ; skos:prefLabel "</script><!--<script>\\u2028"@en .'))
    (concept, _) = markup(known, "concept/a")
    assert "</script><!--<script>\u2028" == concept["name"]
