"""The interactive picture: pyvis makes the network and its options; positions are given and nothing moves."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph import phrases
from graph.claims import Claim, Findings
from graph.errors import DataError
from graph.page.marks import DASHES, ENDS, kind_of
from graph.views import Box, View
from graph.vocabulary import local_name

if TYPE_CHECKING:
    import networkx as nx

MARGIN = {"top": 4, "right": 8, "bottom": 4, "left": 28}
_SWITCHED_OFF = ("navigationButtons", "zoomView", "dragView", "multiselect", "selectConnectedEdges")
_SCRIPT = ("lib", "vis-9.1.2", "vis-network.min.js")


def model(network: "nx.MultiDiGraph[str]", findings: Findings, views: Mapping[str, View]) -> dict[str, Any]:
    """Give nodes, edges, options and views as plain values, for the script to hand to vis-network.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes are concepts; each edge is a claim and becomes an edge whose id is the CURIE of the claim.
    findings : Findings
        The claims of the edges.
    views : mapping of str to View
        Pictures by name, as `graph.layout.views` makes them.

    Returns
    -------
    dict
        ``nodes``, ``edges``, ``options`` as pyvis gives them; ``views``, by name, each with its ``frame``, the
        ``places`` of its nodes (index, x, y in px) and the ``ways`` of its edges (index, shape, bend).
    """
    from pyvis.network import Network

    drawn = Network(directed=True)
    boxes = {node: box for view in views.values() for node, box in view.boxes.items()}
    for node in sorted(set(network) & boxes.keys()):
        kind = kind_of(local_name(network.nodes[node].get("kind", "").replace(":", "/")))
        drawn.add_node(node, label="\n".join(boxes[node].lines), shape="box", group=kind, **_size(boxes[node]))
    for subject, outcome, key, claim in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[2]):
        if claim["iri"] in findings.claims and {subject, outcome} <= boxes.keys():
            drawn.add_edge(subject, outcome, id=key, **_look(findings.claims[claim["iri"]]))
    node_places = {node["id"]: place for place, node in enumerate(drawn.nodes)}
    edge_places = {edge["id"]: place for place, edge in enumerate(drawn.edges)}
    return {
        "nodes": drawn.nodes,
        "edges": drawn.edges,
        "options": _options(drawn),
        "views": {name: _view(view, node_places, edge_places) for name, view in views.items()},
    }


def vis_script() -> str:
    """Read vis-network, with its licence, from the installed pyvis package."""
    from importlib.resources import files

    text = files("pyvis").joinpath(*_SCRIPT).read_text(encoding="utf-8")
    return text.split("\n//# sourceMappingURL=")[0]


def vis_license(script: str) -> str:
    """Give the licence at the head of the script, to stand in the page where it can be read.

    Raises
    ------
    DataError
        If there is none.
    """
    start, end = script.find("/*"), script.find("*/")
    found = script[start + 2 : end]
    if start < 0 or end < 0 or "--" in found.replace(" -- ", ""):
        raise DataError("the vis-network of this pyvis has no licence at its head", advice="pip install pyvis==0.3.2")
    return f"<!--{found}-->"


def _size(box: Box) -> dict[str, Any]:
    width, height = box.width - MARGIN["left"] - MARGIN["right"], box.height - MARGIN["top"] - MARGIN["bottom"]
    return {"widthConstraint": {"minimum": round(width)}, "heightConstraint": {"minimum": round(height)}}


def _look(claim: Claim) -> dict[str, Any]:
    relation = local_name(claim.relation)
    end = ENDS[relation].vis if relation in ENDS else "arrow"
    dashes = list(DASHES.get(local_name(claim.certainty), ()))
    look: dict[str, Any] = {"label": "\n".join(phrases.lines(claim))}
    if end != ENDS["withMore"].vis:
        look["arrows"] = {"to": {"type": end}}
    return look | ({"dashes": dashes} if dashes else {})


def _options(drawn: Any) -> dict[str, Any]:
    from json import loads

    drawn.toggle_physics(status=False)
    drawn.toggle_drag_nodes(status=False)
    drawn.inherit_edge_colors(status=False)
    options: dict[str, Any] = loads(drawn.options.to_json())
    options["interaction"] |= dict.fromkeys(_SWITCHED_OFF, False) | {"hover": True}
    options["physics"] = {"enabled": False}
    return {**options, "autoResize": False, "layout": {"improvedLayout": False}, "nodes": {"margin": MARGIN}}


def _view(view: View, nodes: Mapping[str, int], edges: Mapping[str, int]) -> dict[str, Any]:
    boxes = {node: box for node, box in sorted(view.boxes.items()) if node in nodes}
    lines = {key: line for key, line in sorted(view.lines.items()) if key in edges}
    return {
        "frame": [round(side) for side in view.frame],
        "places": [[nodes[node], round(box.x), round(box.y)] for node, box in boxes.items()],
        "ways": [[edges[key], line.shape, line.bend] for key, line in lines.items()],
    }
