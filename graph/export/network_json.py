"""JSON of the network: node-link for D3 and networkx, elements for Cytoscape and Cytoscape.js."""

import json
from typing import Any

from graph.export.networks import described
from graph.export.selected import Selected
from graph.vocabulary import expand, local_name


def node_link(selected: Selected) -> bytes:
    """Give what ``networkx.node_link_graph`` reads; the provenance is under ``graph``."""
    import networkx as nx

    return _json(nx.node_link_data(described(selected), edges="edges"))


def cytoscape(selected: Selected) -> bytes:
    """Give Cytoscape's JSON: each element has an ``id``, a ``name`` and, if a claim, an ``interaction``."""
    import networkx as nx

    network = described(selected)
    content = nx.cytoscape_data(network, name="label")
    content["data"] = network.graph
    for edge in content["elements"]["edges"]:
        claim = edge["data"]
        interaction = local_name(expand(claim.get("relation", "")))
        claim.update(id=claim["key"], name=claim.get("label", ""), interaction=interaction)
    return _json(content)


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
