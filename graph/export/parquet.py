"""Parquet: the claims as a table with columns of their own types, for programs that count."""

import os
import tempfile
from collections.abc import Iterator, Mapping

from graph import writing
from graph.errors import FileError, MissingExtraError, Place
from graph.export import in_sql
from graph.export.flow import CLAIM_COLUMNS, LISTS, Flow
from graph.export.tables import exact

FORMAT = "1"
"""It is another number when other columns are."""
COLUMNS = (*CLAIM_COLUMNS, "in_source", "source")
_TYPES = {"cut_off": "BOOLEAN", "section": "INTEGER", "paragraph": "INTEGER", "sentence": "INTEGER"}
_LISTED = {*LISTS, *(f"{name}_label" for name in LISTS), "source"}
_BIT = 1 << 20


def claims_parquet(flow: Flow, about: Mapping[str, str] | None = None) -> Iterator[bytes]:
    """Give the claims as Parquet, with the columns of the CSV: lists as lists, words repeated stored once.

    Parameters
    ----------
    flow : Flow
        The claims.
    about : mapping of str to str, optional
        What the file is to say of itself beside the provenance.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    FileError
        If there is no room for it.
    """
    place = tempfile.gettempdir()
    with writing.told(place), tempfile.TemporaryDirectory(prefix="findings-", dir=place) as folder:
        path = os.path.join(folder, "claims.parquet")
        _write(flow, path, folder, about or {})
        with open(path, "rb") as file:
            while bit := file.read(_BIT):
                yield bit


def _write(flow: Flow, path: str, folder: str, about: Mapping[str, str]) -> None:
    """Write the table to a file in a folder, where its rows stand as text until they are read."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError("duckdb", "scale", "a Parquet file") from error
    rows = os.path.join(folder, "claims.csv")
    with open(rows, "wb") as file:
        file.writelines(exact(COLUMNS, flow.claims()))
    said = {**flow.about, "findings_table": FORMAT, **about}
    noted = ", ".join(f"{in_sql.quoted(name)}: {in_sql.quoted(text)}" for name, text in said.items())
    texts = ", ".join(f"{in_sql.quoted(name)}: 'VARCHAR'" for name in COLUMNS)
    try:
        with duckdb.connect() as connection:
            connection.execute(f"SET temp_directory = {in_sql.quoted(folder)}; SET memory_limit = '500MB'")
            connection.execute(
                f"COPY (SELECT {', '.join(map(_column, COLUMNS))} FROM read_csv({in_sql.quoted(rows)}, header = true, "
                f"all_varchar = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false, "
                f"columns = {{{texts}}})) "
                f"TO {in_sql.quoted(path)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{noted}}})"
            )
    except duckdb.Error as error:
        raise FileError(f"cannot write: {error}", Place(path), "see whether the disk has room") from error
    os.unlink(rows)


def _column(name: str) -> str:
    if name in _LISTED:
        return f"coalesce(string_split({name}, '|'), []) AS {name}"
    return f"CAST({name} AS {_TYPES[name]}) AS {name}" if name in _TYPES else name
