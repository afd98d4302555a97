"""Tables: the claims, one a row, as CSV or TSV; the concepts and the claims as a folder of CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from graph import cells
from graph.export import provenance
from graph.export.flow import CLAIM_COLUMNS, NODE_COLUMNS, Flow, Row

ORIGIN_COLUMNS = ("selection", "data_version", "data_date", "license", "notice")
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_AT_ONCE = 1_000


def claims_csv(flow: Flow) -> Iterator[bytes]:
    """Give the claims as CSV, labels beside CURIEs, each row with where it came from; no cell can run as a formula."""
    return comma_separated((*CLAIM_COLUMNS, *ORIGIN_COLUMNS), _with_origin(flow))


def claims_tsv(flow: Flow) -> Iterator[bytes]:
    """Give the claims as TSV: every cell exact, without quotes; tab, line ends and backslash with a backslash."""
    return tab_separated((*CLAIM_COLUMNS, *ORIGIN_COLUMNS), _with_origin(flow))


def folder_csv(flow: Flow) -> dict[str, Iterable[bytes]]:
    """Give concepts, claims and metadata, as a folder."""
    return {
        "nodes.csv": comma_separated(NODE_COLUMNS, flow.concepts()),
        "claims.csv": comma_separated(CLAIM_COLUMNS, flow.claims()),
        "metadata.json": provenance.metadata(flow.about, flow.counts),
    }


def comma_separated(columns: Iterable[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write CSV as RFC 4180 has it; a cell that could run as a formula gets a leading ``'``."""
    return _table(columns, rows, cells.harmless)


def exact(columns: Iterable[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write CSV of which every cell is exact, for programs alone."""
    return _table(columns, rows, str)


def tab_separated(columns: Iterable[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write TSV as its media type has it: no quotes, so tabs and line ends are escaped."""
    return _table(columns, rows, _escaped, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)


def _with_origin(flow: Flow) -> Iterator[Row]:
    return ({**row, **flow.about} for row in flow.claims())


def _table(columns: Iterable[str], rows: Iterable[Row], cell: Callable[[str], str], **dialect: Any) -> Iterator[bytes]:
    text = io.StringIO()
    names = list(columns)
    writer = csv.writer(text, **dialect)
    writer.writerow(names)
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        writer.writerows([cell(_text(row.get(name))) for name in names] for row in some)
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    if text.tell():
        yield text.getvalue().encode()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _escaped(text: str) -> str:
    return text.translate(_TSV_ESCAPES)
