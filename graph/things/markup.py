"""What a page is about in the terms of schema.org, as JSON-LD: for search engines and reference managers.

A claim is a ``Claim`` that appears in a source, a concept a ``DefinedTerm``, a publication a ``ScholarlyArticle``, the
data a ``Dataset``. How firmly a claim is said has no term there: it stands in its ``text``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graph import cite, publications
from graph.claims import Claim, Concept, DataSet, Source, Study
from graph.things.known import Known
from graph.things.words import LANGUAGE, WORDS
from graph.vocabulary import BASE, PREFIXES

CONTEXT = "https://schema.org"
CONCEPTS = f"{BASE}concepts"
_EXACT, _COMMENT = f"{PREFIXES['skos']}exactMatch", f"{PREFIXES['rdfs']}comment"
_PERSON, _ORGANIZATION = f"{PREFIXES['schema']}Person", f"{PREFIXES['schema']}Organization"
Node = Mapping[str, Any]


def document(node: Node, crumbs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Put what a page is about beside the way that leads to it: (name, absolute address or nothing)."""
    places = [
        _given({"@type": "ListItem", "position": at, "name": name, "item": address})
        for at, (name, address) in enumerate(crumbs, 1)
    ]
    way = {"@type": "BreadcrumbList", "itemListElement": places}
    return {"@context": CONTEXT, "@graph": [node, way] if node else [way]}


def claim(said: Claim, sentence: str, known: Known) -> Node:
    """Describe a claim: in our words, where it appears, what it is about, who read it there."""
    findings = known.findings
    sources = dict.fromkeys(findings.passages[iri].source or "" for iri in said.passages if iri in findings.passages)
    works = [source_node(findings.sources[iri], known) for iri in sources if iri in findings.sources]
    held = findings.datasets_of(said)
    return _given(
        {
            "@type": "Claim",
            "@id": said.iri,
            "url": said.iri,
            "name": said.label,
            "text": sentence,
            "inLanguage": LANGUAGE,
            "about": [_term(iri, known) for iri in dict.fromkeys((said.subject, said.outcome))],
            "appearance": works,
            "claimInterpreter": _makers(held),
            "citation": [{"@type": "CreativeWork", "@id": iri, "name": known.label(iri)} for iri in said.studies],
            "isPartOf": [_part_of(dataset) for dataset in held],
            "license": _first(dataset.license for dataset in held),
            "version": _first(dataset.version for dataset in held),
            "creditText": cite.claim(said, findings),
        }
    )


def concept(thing: Concept, known: Known) -> Node:
    """Describe a concept as a term of the graph's own set of concepts."""
    return _given(
        {
            "@type": "DefinedTerm",
            "@id": thing.iri,
            "url": thing.iri,
            "name": thing.label,
            "alternateName": list(thing.synonyms),
            "description": " ".join(thing.notes),
            "termCode": thing.name,
            "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": CONCEPTS, "name": known.label(CONCEPTS)},
            "sameAs": list(known.values(thing.iri, _EXACT)),
        }
    )


def study(found: Study, known: Known) -> Node:
    """Describe a study: a publication as the article that it is, another by its name alone."""
    if not publications.is_publication(found):
        return thing(found.iri, found.label, WORDS["study"], known)
    work = publications.from_study(found)
    kind = "Book" if work.kind == "book" else "ScholarlyArticle"
    return _given(
        {
            "@type": kind,
            "@id": found.iri,
            "url": found.iri,
            "name": work.title or found.label,
            "author": [_author(author) for author in work.authors],
            "datePublished": work.year,
            "isPartOf": {"@type": "Periodical", "name": work.venue} if work.venue else "",
            "pagination": work.pages,
            "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else "",
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": number}
                for name, number in (("DOI", work.doi), ("PMID", work.pmid), ("PMCID", work.pmcid))
                if number
            ],
            "sameAs": work.url,
        }
    )


def source(found: Source, known: Known) -> Node:
    """Describe a source with its parts."""
    sections = [section(found.iri, number, "", known) for number in known.sections(found.iri)]
    return source_node(found, known) | _given({"hasPart": sections})


def source_node(found: Source, known: Known) -> dict[str, Any]:
    """Describe a source in short."""
    return _given(
        {
            "@type": "Article",
            "@id": found.iri,
            "name": found.title,
            "author": [_agent(iri, known) for iri in found.creators],
            "publisher": _agent(found.publisher, known) if found.publisher else "",
            "datePublished": found.issued,
            "dateModified": found.modified,
            "url": found.url if (found.url or "").startswith(("https://", "http://")) else found.iri,
        }
    )


def section(iri: str, number: int, title: str, known: Known) -> Node:
    """Describe a section, which has no IRI, as a part of its source."""
    name = title or WORDS["part"].format(number=number)
    whole = known.findings.sources.get(iri)
    part = source_node(whole, known) if whole and title else ""
    return _given({"@type": "CreativeWork", "name": name, "position": number, "isPartOf": part})


def thing(iri: str, name: str, kind: str, known: Known) -> Node:
    """Describe what schema.org has no narrower class for as a work of its kind in the data."""
    held = [_part_of(dataset) for dataset in known.findings.datasets]
    return _given({"@type": "CreativeWork", "@id": iri, "url": iri, "name": name, "genre": kind, "isPartOf": held})


def dataset(found: DataSet, known: Known, files: Iterable[tuple[str, str]]) -> Node:
    """Describe a data set, with the files in which it can be had: (address, media type)."""
    return _given(
        {
            "@type": "Dataset",
            "@id": found.iri,
            "url": found.iri,
            "name": found.title,
            "description": _first(known.values(found.iri, _COMMENT)),
            "version": found.version,
            "dateModified": found.date,
            "license": found.license,
            "creator": _makers([found]),
            "isBasedOn": list(found.sources),
            "distribution": [
                {"@type": "DataDownload", "contentUrl": address, "encodingFormat": form} for address, form in files
            ],
        }
    )


def term_set(iri: str, name: str, terms: Iterable[tuple[str, str, str]]) -> Node:
    """Describe a vocabulary with its terms: (IRI, label, definition)."""
    listed = [
        _given({"@type": "DefinedTerm", "@id": term, "name": label, "description": definition})
        for term, label, definition in terms
    ]
    return _given({"@type": "DefinedTermSet", "@id": iri, "url": iri, "name": name, "hasDefinedTerm": listed})


def _term(iri: str, known: Known) -> Node:
    return {"@type": "DefinedTerm", "@id": iri, "name": known.label(iri)}


def _agent(iri: str, known: Known) -> Node:
    types = known.types(iri)
    kind = "Person" if _PERSON in types else "Organization" if _ORGANIZATION in types else "Thing"
    return {"@type": kind, "@id": iri, "name": known.label(iri)} if ":" in iri else {"@type": kind, "name": iri}


def _author(author: publications.Author) -> Node:
    if author.is_group:
        return {"@type": "Organization", "name": author.family}
    return {"@type": "Person", "familyName": author.surname, "givenName": author.given, "name": str(author)}


def _makers(datasets: Iterable[DataSet]) -> list[Node]:
    names = dict.fromkeys(name for found in datasets for name in found.creators)
    return [{"@type": "Organization", "name": name} for name in names]


def _part_of(found: DataSet) -> Node:
    return _given({"@type": "Dataset", "@id": found.iri, "name": found.title, "version": found.version})


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _given(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in ("", None, [], {})}
