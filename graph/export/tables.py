"""Tables: the claims, one a row, as CSV or TSV; the concepts and the claims as a folder of CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from graph import cells
from graph.export import in_sql, provenance
from graph.export.flow import CLAIM_COLUMNS, NODE_COLUMNS, Flow, Row

COLUMNS = (*CLAIM_COLUMNS, "source")
ORIGIN_COLUMNS = ("selection", "data_version", "data_date", "license", "notice")
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_AT_ONCE = 1_000


def claims_csv(flow: Flow) -> Iterator[bytes]:
    """Give the claims as CSV, labels beside CURIEs, each row with where it came from; no cell can run as a formula."""
    return _claims(flow, comma_separated, in_sql.csv_lines, flow.about)


def claims_tsv(flow: Flow) -> Iterator[bytes]:
    """Give the claims as TSV: every cell exact, without quotes; tab, line ends and backslash with a backslash."""
    return _claims(flow, tab_separated, in_sql.tsv_lines, flow.about)


def folder_csv(flow: Flow) -> dict[str, Iterable[bytes]]:
    """Give concepts, claims and metadata, as a folder."""
    return {
        "nodes.csv": comma_separated(NODE_COLUMNS, flow.concepts()),
        "claims.csv": _claims(flow, comma_separated, in_sql.csv_lines, {}),
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


def _claims(
    flow: Flow,
    table: Callable[[Iterable[str], Iterable[Row]], Iterator[bytes]],
    lines: Callable[[Iterable[str], str], str],
    origin: Row,
) -> Iterator[bytes]:
    """Write the claims, each with the same origin; in SQL where they stand in a table."""
    columns = (*COLUMNS, *(ORIGIN_COLUMNS if origin else ()))
    if not flow.written:
        yield from table(columns, ({**row, **origin} for row in flow.claims()))
        return
    head, _, first = b"".join(table(columns, [origin])).decode().partition("\n")
    yield f"{head}\n".encode()
    after_the_claim = first[len(COLUMNS) - 1 :]
    for some in flow.written(in_sql.MACROS, lines(COLUMNS, after_the_claim)):
        yield "".join(some).encode()


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
