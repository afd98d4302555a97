"""CSV for ``neo4j-admin database import full --nodes=nodes.csv --relationships=relationships.csv``."""

import re
from collections.abc import Iterable
from typing import Any

from graph.export import provenance
from graph.export.flow import CLAIM_COLUMNS, Flow, Row
from graph.export.tables import comma_separated
from graph.vocabulary import expand, local_name

_NODE_TYPES = {
    "concept": "id:ID",
    "synonyms": "synonyms:string[]",
    "broader": "broader:string[]",
    "opposite": "opposite:string[]",
}
_NODE_COLUMNS = ("concept", "iri", "label", "kind", "valence", "synonyms", "broader", "opposite")
_ONE = {"iri", "label", "words", "relation", "reading", "certainty"}
_EDGE_TYPES = {
    "claim": "id",
    "subject": ":START_ID",
    "outcome": ":END_ID",
    "cut_off": "cut_off:boolean",
    "section": "section:int",
    "paragraph": "paragraph:int",
    "sentence": "sentence:int",
}
_EDGE_COLUMNS = tuple(name for name in CLAIM_COLUMNS if not name.endswith("_label"))


def neo4j(flow: Flow) -> dict[str, Iterable[bytes]]:
    """Give nodes.csv, relationships.csv and metadata.json; arrays are joined with ``;``, which Neo4j splits at."""
    nodes = ({**_typed(row, _node_column), ":LABEL": "Concept"} for row in flow.concepts())
    edges = ({**_typed(row, _edge_column), ":TYPE": _type(row)} for row in flow.claims())
    return {
        "nodes.csv": comma_separated([*map(_node_column, _NODE_COLUMNS), ":LABEL"], nodes),
        "relationships.csv": comma_separated([*map(_edge_column, _EDGE_COLUMNS), ":TYPE"], edges),
        "metadata.json": provenance.metadata(flow.about, flow.counts),
    }


def _node_column(name: str) -> str:
    return _NODE_TYPES.get(name, name)


def _edge_column(name: str) -> str:
    return _EDGE_TYPES.get(name) or (name if name in _ONE else f"{name}:string[]")


def _typed(row: Row, column: Any) -> dict[str, Any]:
    return {column(name): _cell(content, is_list=column(name).endswith("[]")) for name, content in row.items()}


def _cell(content: Any, *, is_list: bool) -> Any:
    if not isinstance(content, str):
        return content
    # The importer refuses line ends within a cell unless told otherwise.
    line = " ".join(content.splitlines())
    return line.replace(";", ",").replace("|", ";") if is_list else line


def _type(row: Row) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", local_name(expand(row["relation"]))).upper()
