"""KGX: nodes.tsv and edges.tsv in the terms of the Biolink Model.

Biolink says less than a claim does, so its predicate is never more than the wording: what the source guesses or merely
reports is only ``related_to``. The claim's own terms stand in further columns, which KGX allows.
"""

from collections.abc import Iterable

from graph.claims import DataSet, datasets_on
from graph.export import provenance
from graph.export.flow import CLAIM_COLUMNS, Flow, Row
from graph.export.tables import tab_separated
from graph.vocabulary import DATASET, expand, local_name

_INFORES = {DATASET: "infores:findings-graph"}
_NODE_COLUMNS = ("id", "category", "name", "synonym", "iri", "kind", "valence", "broader", "opposite")
_RENAMED = {"claim", "subject", "outcome", "label"}
_OWN_COLUMNS = tuple(name for name in CLAIM_COLUMNS if not name.endswith("_label") and name not in _RENAMED)
_EDGE_COLUMNS = (
    *("id", "subject", "predicate", "object", "category", "negated", "knowledge_level", "agent_type"),
    *("primary_knowledge_source", "publications", "name", *_OWN_COLUMNS),
)
_LEAST = "biolink:related_to"
_PREDICATES = {
    ("Correlational", "withMore"): "biolink:positively_correlated_with",
    ("Correlational", "withLess"): "biolink:negatively_correlated_with",
    ("Correlational", "linkedTo"): "biolink:associated_with",
    ("Causal", "withMore"): "biolink:affects",
    ("Causal", "withLess"): "biolink:affects",
    ("Causal", "linkedTo"): "biolink:affects",
    ("Enabling", "withMore"): "biolink:contributes_to",
    ("Necessary", "withMore"): "biolink:contributes_to",
    ("Constitutive", "partOf"): "biolink:part_of",
}


def kgx(flow: Flow) -> dict[str, Iterable[bytes]]:
    """Give nodes.tsv, edges.tsv and metadata.json."""
    nodes = map(_node, flow.concepts())
    edges = (_edge(row, flow.datasets) for row in flow.claims())
    return {
        "nodes.tsv": tab_separated(_NODE_COLUMNS, nodes),
        "edges.tsv": tab_separated(_EDGE_COLUMNS, edges),
        "metadata.json": provenance.metadata(flow.about, flow.counts),
    }


def _node(row: Row) -> Row:
    names = {"id": row["concept"], "name": row.get("label"), "synonym": row.get("synonyms")}
    return {**row, **names, "category": "biolink:NamedThing"}


def _edge(row: Row, datasets: tuple[DataSet, ...]) -> Row:
    reading, relation, certainty = (local_name(expand(row[name])) for name in ("reading", "relation", "certainty"))
    predicate = _PREDICATES.get((reading, relation), _LEAST) if certainty in {"Stated", "Hedged"} else _LEAST
    return {
        **row,
        "id": row["claim"],
        "name": row.get("label"),
        "object": row["outcome"],
        "predicate": predicate,
        "category": "biolink:Association",
        "negated": relation == "notLinkedTo",
        "knowledge_level": "knowledge_assertion" if certainty == "Stated" else "not_provided",
        "agent_type": "manual_agent",
        "primary_knowledge_source": _knowledge_source(row, datasets),
        "publications": row.get("source", ""),
    }


def _knowledge_source(row: Row, datasets: tuple[DataSet, ...]) -> str:
    """Give what declares the claim: by its own IRI, where it has no name in Biolink's registry of resources."""
    sources = {expand(curie) for curie in row.get("source", "").split("|") if curie}
    declared = [dataset.iri for dataset in datasets_on(datasets, sources) if dataset.iri]
    return next((_INFORES.get(iri, iri) for iri in declared), "")
