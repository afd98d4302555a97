"""Claims as a `networkx.MultiDiGraph`: nodes are concepts, edges are claims, parallel claims stay apart."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from graph.claims import CONTEXTS, Claim, Concept, Findings
from graph.vocabulary import shorten

if TYPE_CHECKING:
    import networkx as nx

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


def from_findings(findings: Findings, data_version: str = "", selection: str = "everything") -> "nx.MultiDiGraph[str]":
    """Make the network of a selection.

    Parameters
    ----------
    findings : Findings
        The claims and what they refer to.
    data_version : str
        Version of the data, kept in ``network.graph["data_version"]``.
    selection : str
        What was selected, in words, kept in ``network.graph["selection"]``.

    Returns
    -------
    networkx.MultiDiGraph
        A node a concept that is the subject or outcome of a claim, named by its CURIE; an edge a claim, its key the
        CURIE of the claim. Every attribute is a str, an int or a bool: lists are joined with ``|`` and
        what is not given is left out, so that every file format can hold it. Title (``name``) and license are those
        that the data declares.

    Examples
    --------
    >>> from graph import network, records, store
    >>> network.from_findings(records.read(store.from_files())).has_node("concept:secure-attachment")
    True
    """
    import networkx as nx

    declared = _given({"name": findings.declared("title"), "license": findings.declared("license")})
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(data_version=data_version, selection=selection, **declared)
    for iri in sorted({iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}):
        network.add_node(shorten(iri), **_node(findings.concepts.get(iri) or Concept(iri, findings.label(iri))))
    for claim in sorted(findings.claims.values(), key=lambda claim: claim.iri):
        network.add_edge(
            shorten(claim.subject), shorten(claim.outcome), key=claim.curie, **_edge(claim, findings)
        )  # fmt: skip
    return network


def _node(concept: Concept) -> dict[str, Any]:
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


def _edge(claim: Claim, findings: Findings) -> dict[str, Any]:
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
