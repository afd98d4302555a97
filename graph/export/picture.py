"""Pictures through Graphviz: SVG, PNG, and the DOT text that they are drawn from.

A concept's kind is its shape and tint. A claim's line is solid if stated, dashed if hedged, dotted if guessed, dotted
with a ring at its start if only reported; it ends in an arrow for more, a bar for less, and in nothing for a link
without direction.
"""

import html
import re
import textwrap
from typing import TYPE_CHECKING, Any

from graph import sentences
from graph.errors import DataError, GraphError
from graph.export import provenance
from graph.export.characters import printable
from graph.export.networks import described
from graph.export.networks import printable as printable_network
from graph.export.selected import Selected
from graph.vocabulary import expand, local_name

if TYPE_CHECKING:
    import networkx as nx

_LABEL_WIDTH = 22
_FONT = "Helvetica,Arial,sans-serif"
_SIZE = re.compile(rb'bb="[^"]*",\s*')
_GRAPH = {
    "rankdir": "LR",
    "nodesep": "0.18",
    "ranksep": "1.1",
    "splines": "true",
    "pack": "8",
    "packmode": "node",
    "outputorder": "edgesfirst",
    "fontname": _FONT,
    "fontsize": "11",
    "labelloc": "b",
    "labeljust": "l",
    "bgcolor": "white",
    "pad": "0.2",
}
_NODE = {
    "fontname": _FONT,
    "fontsize": "12",
    "shape": "box",
    "style": "filled",
    "fillcolor": "#ffffff",
    "color": "#555555",
    "margin": "0.12,0.06",
}
_EDGE = {"fontname": _FONT, "fontsize": "9", "color": "#444444", "arrowsize": "0.8", "penwidth": "1.3"}
_KINDS = {
    "Caregiving": {"shape": "box", "style": "filled,rounded", "fillcolor": "#cfe8cf"},
    "AttachmentPattern": {"shape": "ellipse", "fillcolor": "#cfe0f5", "margin": "0.04,0.03"},
    "InnerProcess": {"shape": "hexagon", "fillcolor": "#e4d7f2", "margin": "0.02,0.02"},
    "Capacity": {"shape": "tab", "fillcolor": "#fdeec2"},
    "Outcome": {"shape": "box", "fillcolor": "#ffffff"},
    "Stressor": {"shape": "octagon", "fillcolor": "#f8d3cc", "margin": "0.04,0.03"},
    "BodySystem": {"shape": "box", "peripheries": "2", "fillcolor": "#f7d9ea"},
    "Context": {"shape": "note", "fillcolor": "#e6e6e6"},
    "LifeStage": {"shape": "cds", "fillcolor": "#d3eeee"},
}
_CERTAINTIES = {
    "Stated": {"style": "solid"},
    "Hedged": {"style": "dashed"},
    "Guessed": {"style": "dotted"},
    "Reported": {"style": "dotted", "dir": "both", "arrowtail": "odot"},
}
_RELATIONS = {
    "withMore": {"arrowhead": "normal", "color": "#1b5e8c"},
    "withLess": {"arrowhead": "tee", "color": "#b03a12", "arrowsize": "1.2"},
    "linkedTo": {"arrowhead": "none", "color": "#555555"},
    "notLinkedTo": {"arrowhead": "none", "color": "#999999", "label": "no link found"},
    "partOf": {"arrowhead": "odiamond", "color": "#6a4a8c"},
    "definedAs": {"arrowhead": "none", "color": "#6a4a8c:white:#6a4a8c"},
}
_KEYS = (
    "→ more of it   ⊣ less of it   — linked, no direction stated   ◇ part of it   ═ defined as it",
    "solid: stated   dashed: worded with a doubt   dotted: guessed   dotted from a ring: reported, not asserted",
    "A line says what goes with what; whether as a cause stands in its words.",
)


def dot(selected: Selected) -> bytes:
    """Give DOT: how it is drawn, and every attribute; the words are ``name``, backslashes are doubled as DOT has it."""
    # Not `to_string`: it goes through a file, and on a full disk half of it would come back without an error.
    return _SIZE.sub(b"", _drawn(_drawing(selected), "canon"), count=1)


def svg(selected: Selected) -> bytes:
    """Give SVG; pointing at a line or a box shows its words."""
    return _drawn(_drawing(selected), "svg")


def png(selected: Selected) -> bytes:
    """Give PNG, 144 dots an inch."""
    drawing = _drawing(selected)
    drawing.graph_attr["dpi"] = "144"
    return _drawn(drawing, "png")


def _drawn(drawing: Any, image: str) -> bytes:
    try:
        drawn: bytes = drawing.draw(format=image, prog="dot")
    except ValueError as error:
        raise DataError(f"Graphviz cannot make {image}: {error}", advice="choose html or graphml") from error
    return drawn


def _drawing(selected: Selected) -> Any:
    try:
        import pygraphviz
    except ImportError as error:
        raise GraphError("a picture needs pygraphviz", advice="pip install pygraphviz") from error
    network = printable_network(described(selected))
    drawing = pygraphviz.AGraph(directed=True, strict=False, name="findings")
    drawing.graph_attr.update(_GRAPH, label=_legend(selected, network), **_escaped(network.graph))
    drawing.node_attr.update(_NODE)
    drawing.edge_attr.update(_EDGE)
    for node, attributes in network.nodes(data=True):
        drawing.add_node(node, id=node, **_node(attributes))
    for subject, outcome, claim, attributes in network.edges(keys=True, data=True):
        drawing.add_edge(subject, outcome, key=claim, id=claim, **_edge(attributes))
    return drawing


def _node(attributes: dict[str, Any]) -> dict[str, str]:
    words = attributes.get("label", "")
    kind = local_name(expand(attributes.get("kind", "")))
    lines = textwrap.wrap(words, _LABEL_WIDTH) or [""]
    tooltip = f"{words} ({sentences.KIND[kind]})" if kind in sentences.KIND else words
    shown = {"label": "\\n".join(map(_shown, lines)), "tooltip": _shown(tooltip)}
    return {**_escaped(_named(attributes)), **shown, **_KINDS.get(kind, {})}


def _edge(attributes: dict[str, Any]) -> dict[str, str]:
    relation, certainty = (local_name(expand(attributes.get(name, ""))) for name in ("relation", "certainty"))
    style = {**_RELATIONS.get(relation, {}), **_CERTAINTIES.get(certainty, {})}
    return {**_escaped(_named(attributes)), "tooltip": _shown(attributes.get("label", "")), **style}


def _named(attributes: dict[str, Any]) -> dict[str, Any]:
    return {"name" if key == "label" else key: content for key, content in attributes.items()}


def _escaped(attributes: dict[str, Any]) -> dict[str, str]:
    return {key: str(content).replace("\\", "\\\\") for key, content in attributes.items()}


def _shown(text: str) -> str:
    return html.escape(text, quote=False).replace("\\", "\\\\")


def _legend(selected: Selected, network: "nx.MultiDiGraph[str]") -> str:
    present = {local_name(expand(found["kind"])) for _, found in network.nodes(data=True) if "kind" in found}
    cells = "".join(
        f'<td bgcolor="{look["fillcolor"]}" border="1" color="#777777">{sentences.KIND[kind]}</td>'
        for kind, look in _KINDS.items()
        if kind in present
    )
    kinds = f'<table border="0" cellspacing="4" cellpadding="3"><tr>{cells}</tr></table>' if cells else ""
    source = html.escape(printable(provenance.line(selected)))
    rows = "".join(f'<tr><td align="left">{row}</td></tr>' for row in (kinds, *_KEYS, source) if row)
    return f'<<table border="0" cellspacing="2">{rows}</table>>'
