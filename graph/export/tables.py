"""Tables: the claims, one a row, as CSV or TSV; the concepts and the claims as a folder of CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graph import cells, sentences
from graph.claims import Findings
from graph.export import provenance
from graph.export.selected import Selected
from graph.vocabulary import expand, local_name

Row = Mapping[str, Any]

_WORDS = {
    "relation": sentences.RELATION,
    "reading": sentences.READING,
    "certainty": sentences.CERTAINTY,
    "hedge": sentences.HEDGE,
    "basis": sentences.BASIS,
    "read_in": sentences.PROPERTY,
    "kind": sentences.KIND,
}
_CLAIM_TERMS = ("relation", "outcome", "reading", "certainty", "hedge", "basis")
_QUALIFIERS = ("population", "age", "subject_age", "condition", "comparator", "mediator")
_LINKS = (
    *("weaker_than", "premise", "explains", "alternative_to", "restates", "disputes"),
    *("study", "held_by", "read_in", "revises"),
)
_REFERENCES = ("subject", *_CLAIM_TERMS, *_QUALIFIERS, *_LINKS)
CLAIM_COLUMNS = (
    *("claim", "iri", "label", "words"),
    *(column for name in _REFERENCES for column in (name, f"{name}_label")),
    *("cut_off", "withdrawn", "section", "paragraph", "sentence", "passage", "passage_label"),
)
_NODE_REFERENCES = ("kind", "valence", "broader", "opposite")
NODE_COLUMNS = (
    *("concept", "iri", "label", "synonyms"),
    *(column for name in _NODE_REFERENCES for column in (name, f"{name}_label")),
)
ORIGIN_COLUMNS = ("selection", "data_version", "data_date", "license", "notice")
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def claims_csv(selected: Selected) -> bytes:
    """Give the claims as CSV, labels beside CURIEs, each row with where it came from; no cell can run as a formula."""
    return comma_separated((*CLAIM_COLUMNS, *ORIGIN_COLUMNS), _with_origin(selected))


def claims_tsv(selected: Selected) -> bytes:
    """Give the claims as TSV: every cell exact, without quotes; tab, line ends and backslash with a backslash."""
    return tab_separated((*CLAIM_COLUMNS, *ORIGIN_COLUMNS), _with_origin(selected))


def folder_csv(selected: Selected) -> dict[str, bytes]:
    """Give concepts, claims and metadata, as a folder."""
    return {
        "nodes.csv": comma_separated(NODE_COLUMNS, node_rows(selected)),
        "claims.csv": comma_separated(CLAIM_COLUMNS, claim_rows(selected)),
        "metadata.json": provenance.metadata(selected),
    }


def node_rows(selected: Selected) -> list[Row]:
    """Give one row a concept of the network."""
    return [
        {"concept": node, **attributes, **_labels(attributes, _NODE_REFERENCES, selected.findings)}
        for node, attributes in selected.network.nodes(data=True)
    ]


def claim_rows(selected: Selected) -> list[Row]:
    """Give one row a claim, in order of CURIE; lists are joined with ``|``."""
    edges = sorted(selected.network.edges(keys=True, data=True), key=lambda edge: edge[2])
    return [_claim_row(edge, selected.findings) for edge in edges]


def comma_separated(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Write CSV as RFC 4180 has it; a cell that could run as a formula gets a leading ``'``."""
    return _table(columns, rows, cells.harmless)


def tab_separated(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Write TSV as its media type has it: no quotes, so tabs and line ends are escaped."""
    return _table(columns, rows, _escaped, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)


def _with_origin(selected: Selected) -> list[Row]:
    origin = provenance.provenance(selected)
    return [{**row, **origin} for row in claim_rows(selected)]


def _table(columns: Iterable[str], rows: Iterable[Row], cell: Callable[[str], str], **dialect: Any) -> bytes:
    text = io.StringIO()
    names = list(columns)
    writer = csv.writer(text, **dialect)
    writer.writerow(names)
    writer.writerows([cell(_text(row.get(name))) for name in names] for row in rows)
    return text.getvalue().encode()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    return text.translate(_TSV_ESCAPES)


def _claim_row(edge: tuple[str, str, str, dict[str, Any]], findings: Findings) -> Row:
    subject, outcome, key, attributes = edge
    row = {"claim": key, "subject": subject, "outcome": outcome, **attributes}
    claim = findings.claims.get(attributes.get("iri", ""))
    places = [findings.passages[iri] for iri in (claim.passages if claim else ()) if iri in findings.passages]
    row["words"] = sentences.claim(claim, findings) if claim else None
    row["passage_label"] = "|".join(sentences.passage(place, findings) for place in places)
    return {**row, **_labels(row, _REFERENCES, findings)}


def _labels(row: Row, names: Iterable[str], findings: Findings) -> dict[str, str]:
    return {f"{name}_label": _label(name, row[name], findings) for name in names if row.get(name)}


def _label(name: str, curies: str, findings: Findings) -> str:
    words = _WORDS.get(name, {})
    iris = [expand(curie) for curie in curies.split("|")]
    return "|".join(words.get(local_name(iri)) or findings.label(iri) for iri in iris)
