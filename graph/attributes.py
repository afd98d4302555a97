"""What a concept and a claim have as a node and an edge of a network: values that every file format can hold."""

from collections.abc import Iterable
from typing import Any

from graph.claims import CONTEXTS, Claim, Concept, Findings
from graph.vocabulary import shorten

_JOINED = {
    "hedge": "hedges",
    "basis": "basis",
    **CONTEXTS,
    "weaker_than": "weaker_than",
    "premise": "premises",
    "explains": "explains",
    "alternative_to": "alternatives",
    "restates": "restates",
    "disputes": "disputes",
    "study": "studies",
    "read_in": "read_in",
    "passage": "passages",
    "revises": "revises",
}


def node(iri: str, findings: Findings) -> dict[str, Any]:
    """Give what a node has, as `graph.network` says."""
    concept = findings.concepts.get(iri) or Concept(iri, findings.label(iri))
    return _given(
        {
            "iri": concept.iri,
            "label": concept.label,
            "kind": concept.kind and shorten(concept.kind),
            "valence": concept.valence and shorten(concept.valence),
            "synonyms": "|".join(concept.synonyms),
            "broader": _curies(concept.broader),
            "opposite": _curies(concept.opposites),
        }
    )


def edge(claim: Claim, findings: Findings) -> dict[str, Any]:
    """Give what an edge has, as `graph.network` says."""
    section, paragraph, sentence = findings.place(claim)
    joined = {name: _curies(getattr(claim, field)) for name, field in _JOINED.items()}
    return _given(
        {
            "iri": claim.iri,
            "label": claim.label,
            "relation": shorten(claim.relation),
            "reading": shorten(claim.reading),
            "certainty": shorten(claim.certainty),
            **joined,
            "cut_off": claim.cut_off or None,
            "withdrawn": claim.withdrawn,
            "in_source": None if findings.is_of_one_source else shorten(findings.chapter(claim)[0]),
            "section": section if section >= 0 else None,
            "paragraph": paragraph if paragraph >= 0 else None,
            "sentence": sentence if sentence >= 0 else None,
        }
    )


def _curies(iris: Iterable[str]) -> str:
    return "|".join(shorten(iri) for iri in iris)


def _given(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: content for name, content in attributes.items() if content not in (None, "")}
