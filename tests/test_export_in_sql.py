"""Promises of what SQL writes: the same bytes as row by row, whatever a cell holds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.claim_table import ClaimTable
from graph.export import graphml, parquet, tables
from graph.export.flow import Flow

Cells = dict[str, str]
WRITTEN: dict[str, Callable[[Flow], Iterator[bytes]]] = {
    "csv": tables.claims_csv,
    "tsv": tables.claims_tsv,
    "folder": lambda flow: iter(tables.folder_csv(flow)["claims.csv"]),
    "graphml": graphml.graphml,
}
NAMED = {"claim": "claim:1", "subject": "concept:a", "outcome": "concept:b", "relation": "f:withMore"}
ABOUT = {"selection": 'all, "quoted"\nand broken', "license": "=1+1", "notice": "it's <so> & so"}
_cells = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0|"), max_size=8),
    st.from_regex(r"[-=+@\t\r]?[0-9.]{0,3}([eE]-?[0-9])?[,\"\\&<>\n\t]{0,2}", fullmatch=True),
)


def _flow(rows: list[Cells]) -> Flow:
    return Flow(ABOUT, (), {"concepts": 0, "claims": len(rows)}, list, lambda: rows)


@settings(max_examples=8)
@given(
    rows=st.lists(
        st.fixed_dictionaries({}, optional={"label": _cells, "words": _cells, "hedge": _cells, "iri": _cells}),
        max_size=40,
    )
)
@example(
    rows=[{"label": "=1+1"}, {"label": "-1.5e-3", "words": 'a "b", c'}, {"label": "\r\nx\ufffe\x07", "hedge": "a\\b"}]
)
@example(rows=[{"label": "Émile <b>&amp;</b>\x7f", "words": "\U0001f600 \ud7ff"}, {}])
def test_what_sql_writes_is_what_is_written_row_by_row(
    rows: list[Cells], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Formulas, quotes, line ends, markup, backslashes, what XML cannot hold: byte for byte."""
    full = [NAMED | {key: cell for key, cell in row.items() if cell} for row in rows]
    path = Path(tmp_path_factory.mktemp("table")) / "claims.parquet"
    path.write_bytes(b"".join(parquet.claims_parquet(_flow(full))))
    table = ClaimTable(str(path))
    for name, write in WRITTEN.items():
        in_sql = replace(_flow(full), written=table.texts)
        assert (name, b"".join(write(_flow(full)))) == (name, b"".join(write(in_sql)))
    table.close()
