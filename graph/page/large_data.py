"""A large network for the script: concepts by number, claims by the number of their subject, repeated words once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph import phrases
from graph.claims import Claim, Findings
from graph.groupings import Grouping
from graph.page.literature import Evidence
from graph.page.marks import DASHES, ENDS
from graph.vocabulary import local_name

if TYPE_CHECKING:
    import networkx as nx


def packed(
    network: "nx.MultiDiGraph[str]",
    findings: Findings,
    grouping: Grouping,
    literature: Mapping[str, Evidence],
    others: "Mapping[str, Sequence[tuple[str, str]]] | None" = None,
) -> dict[str, Any]:
    """Give plain values that `large.js` unpacks.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes are concepts; each edge is a claim.
    findings : Findings
        The claims of the edges.
    grouping : Grouping
        As `graph.layout.grouped` gives it.
    literature : mapping of str to Evidence
        What the literature says of each claim, by IRI.
    others : mapping of str to sequence, optional
        What claims of other sources say of each claim, by IRI: a sentence and the IRI of the other claim, each.

    Returns
    -------
    dict
        ``groups``, each its name, how many concepts, claims inside and outside, and 1 if gathered. ``concepts``, group
        by group and the most connected first, each its label, address (0 if that is the label with hyphens) and
        synonyms. ``x`` and ``y`` in px. ``starts``, how many claims each concept is the subject of; and for each of
        these claims in turn ``ends``, the number of its outcome, ``looks`` and ``names``. ``kinds`` of looks, each
        words, limits, certainty, the end of its line for vis-network and how the literature stands. ``others``, where
        other sources say something of a claim, sentences by the number of the claim.
    """
    members = [node for group in grouping.groups for node in group.members]
    number = {node: place for place, node in enumerate(members)}
    kinds: dict[tuple[str, ...], int] = {}
    starts: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    told: dict[str, list[str]] = {}
    for subject, outcome, key, claim in network.edges(keys=True, data=True):
        look = _look(findings.claims[claim["iri"]], literature)
        starts[subject].append((number[outcome], key, kinds.setdefault(look, len(kinds))))
        if said := (others or {}).get(claim["iri"]):
            told[key] = [sentence for sentence, _ in said]
    claims = [claim for node in members for claim in sorted(starts[node])]
    return {
        "groups": [[g.name, len(g.members), g.inside, g.outside, int(g.gathered)] for g in grouping.groups],
        "concepts": [_concept(node, network.nodes[node]) for node in members],
        "x": [round(grouping.places[node][0]) for node in members],
        "y": [round(grouping.places[node][1]) for node in members],
        "starts": [len(starts[node]) for node in members],
        "ends": [end for end, _, _ in claims],
        "names": [key.removeprefix("claim:") for _, key, _ in claims],
        "looks": [look for _, _, look in claims],
        "kinds": list(kinds),
        "others": {n: told[key] for n, (_, key, _) in enumerate(claims) if key in told},
        "dashes": DASHES,
    }


def address(node: str) -> str:
    """Give what stands after ``#concept=`` for a concept."""
    return node.removeprefix("concept:")


def _concept(node: str, attributes: Mapping[str, Any]) -> list[Any]:
    label = attributes.get("label", node)
    name = address(node)
    facts = [label, 0 if name == label.replace(" ", "-") else name, attributes.get("synonyms", 0)]
    while facts[-1] == 0:
        facts.pop()
    return facts


def _look(claim: Claim, literature: Mapping[str, Evidence]) -> tuple[str, ...]:
    words, limits = phrases.short(claim)
    relation = local_name(claim.relation)
    end = ENDS[relation].vis if relation in ENDS else "arrow"
    said = literature.get(claim.iri)
    return words or relation, limits, local_name(claim.certainty), end, said.standing if said else ""
