"""GraphML, for Cytoscape, yEd, igraph and networkx, written as it flows."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from graph.export import in_sql
from graph.export.characters import printable
from graph.export.flow import CLAIM_COLUMNS, NODE_COLUMNS, Flow, Row

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TYPES = {"cut_off": "boolean", "section": "long", "paragraph": "long", "sentence": "long"}
_MADE = {"claim", "subject", "outcome", "words"}
NODE = tuple(name for name in NODE_COLUMNS if name != "concept" and not name.endswith("_label"))
EDGE = (*(name for name in CLAIM_COLUMNS if name not in _MADE and not name.endswith("_label")), "in_source")
_ENTITIES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_AT_ONCE = 1_000


def graphml(flow: Flow) -> Iterator[bytes]:
    """Give GraphML: the provenance is data of the graph, the id of an edge is the CURIE of its claim."""
    keys = [("graph", name) for name in flow.about] + [("node", n) for n in NODE] + [("edge", n) for n in EDGE]
    yield _HEAD.encode()
    yield "".join(
        f'  <key id="{place[0]}_{name}" for="{place}" attr.name="{name}" attr.type="{_TYPES.get(name, "string")}"/>\n'
        for place, name in keys
    ).encode()
    yield f'  <graph edgedefault="directed">\n{_data("g", flow.about, flow.about)}'.encode()
    yield from _together(
        f'    <node id="{_text(row["concept"])}">\n{_data("n", NODE, row)}    </node>\n' for row in flow.concepts()
    )
    if flow.written:
        yield from ("".join(some).encode() for some in flow.written(in_sql.MACROS, in_sql.graphml_edges(EDGE)))
    else:
        yield from _together(_edge(row) for row in flow.claims())
    yield b"  </graph>\n</graphml>\n"


def _edge(row: Row) -> str:
    ends = f'source="{_text(row["subject"])}" target="{_text(row["outcome"])}" id="{_text(row["claim"])}"'
    return f"    <edge {ends}>\n{_data('e', EDGE, row)}    </edge>\n"


def _data(place: str, names: Iterable[str], values: Row) -> str:
    given = ((name, values.get(name)) for name in names)
    return "".join(f'      <data key="{place}_{name}">{_text(v)}</data>\n' for name, v in given if v is not None)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(printable(str(value)), _ENTITIES)


def _together(parts: Iterator[str]) -> Iterator[bytes]:
    while some := list(islice(parts, _AT_ONCE)):
        yield "".join(some).encode()
