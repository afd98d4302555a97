"""Claims, concepts and the picture for the script: what the document does not say, each repeated word by its number."""

from collections.abc import Mapping
from typing import Any

_Facts = Mapping[str, Mapping[str, Any]]


def packed(claims: _Facts, concepts: _Facts, model: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give plain values that `page.js` and `explore.js` unpack.

    Parameters
    ----------
    claims, concepts : mapping of str to mapping
        As `Entries.claim_facts` and `Entries.concept_facts` give them: in the order of the document, which has the
        names of both, and the labels of concepts.
    model : mapping, optional
        As `picture.model` gives it.

    Returns
    -------
    dict
        ``pool``, the repeated words, the first of them empty; ``concepts``, each its kind, synonyms and id; ``claims``,
        each its label, subject, outcome, relation, reading, certainty, standing, section, context, premises, id,
        citation and the name of its relation; ``picture``, where there is one. Zeros at the end are left out.
    """
    pool = _Pool()
    concept_places = {name: place for place, name in enumerate(concepts)}
    claim_places = {name: place for place, name in enumerate(claims)}
    made: dict[str, Any] = {
        "concepts": [_concept(facts, pool) for facts in concepts.values()],
        "claims": [_claim(facts, pool, concept_places, claim_places) for facts in claims.values()],
    }
    if model:
        nodes = {facts.get("id", f"concept:{name}"): concept_places[name] for name, facts in concepts.items()}
        edges = {facts.get("id", f"claim:{name}"): claim_places[name] for name, facts in claims.items()}
        made["picture"] = {
            "marks": model["marks"],
            "options": model["options"],
            "nodes": [[nodes[node["id"]], node["label"], *_size(node)] for node in model["nodes"]],
            "edges": [_edge(edge, edges, pool) for edge in model["edges"]],
            "views": {name: _view(view) for name, view in model["views"].items()},
        }
    return made | {"pool": list(pool.places)}


class _Pool:
    def __init__(self) -> None:
        self.places = {"": 0}

    def at(self, word: str) -> int:
        return self.places.setdefault(word, len(self.places))


def _concept(facts: Mapping[str, Any], pool: _Pool) -> list[Any]:
    return _short([pool.at(facts["kind"]), facts["synonyms"] or 0, facts.get("id", 0)])


def _claim(facts: Mapping[str, Any], pool: _Pool, concepts: Mapping[str, int], claims: Mapping[str, int]) -> list[Any]:
    context = {word: [concepts[other] for other in others] for word, others in facts["context"].items()}
    return _short(
        [
            facts["label"],
            concepts[facts["subject"]],
            concepts[facts["outcome"]],
            *(pool.at(facts[part]) for part in ("relation", "reading", "certainty", "standing")),
            pool.at(facts["section"]),
            context or 0,
            [claims[other] for other in facts["premises"]] or 0,
            facts.get("id", 0),
            pool.at(facts["cite"]),
            pool.at(facts["ends"]),
        ]
    )


def _size(node: Mapping[str, Any]) -> tuple[int, int]:
    return node["widthConstraint"]["minimum"], node["heightConstraint"]["minimum"]


def _edge(edge: Mapping[str, Any], edges: Mapping[str, int], pool: _Pool) -> list[Any]:
    arrows = edge.get("arrows")
    end = arrows["to"]["type"] if isinstance(arrows, dict) else ""
    return _short([edges[edge["id"]], pool.at(edge["label"]), pool.at(end), edge.get("dashes", 0)])


def _view(view: Mapping[str, Any]) -> list[Any]:
    places = [number for place in view["places"] for number in place]
    ways = [number for index, shape, bend in view["ways"] for number in (index, _bent(shape, bend))]
    return [view["frame"], places, ways]


def _bent(shape: str, bend: float) -> int:
    """Give the bend of a line in hundredths, and 100 more for a wave: an arc bends by less than that."""
    return round(bend * 100) + 100 * (shape == "wave")


def _short(values: list[Any]) -> list[Any]:
    while values and values[-1] == 0:
        values.pop()
    return values
