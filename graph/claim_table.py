"""The table of claims, a row a claim, as Parquet: what DuckDB counts, ranks and searches where SPARQL takes long.

It follows from the claims and is never the truth: it says of which content of the data it was made, and is made again
when that is another.
"""

import gc
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from graph.ask import Solutions, Term, value
from graph.errors import DataError, MissingExtraError, Place
from graph.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
CONTENT = "findings_content"
"""What the file says of the content of the data of which it was made, under this name."""
_AT_ONCE, _BIT = 2_000, 1 << 20
_IRI, _WORDS = chr(1), chr(2)
"""How a cell begins that is a resource, or words in English; the macros put it there."""
_PREFIXES = ", ".join(f"'{prefix}': '{namespace}'" for prefix, namespace in PREFIXES.items())
_MACROS = f"""
CREATE MACRO namespace(curie) AS map_extract(MAP {{{_PREFIXES}}}, split_part(curie, ':', 1))[1];
CREATE MACRO full_iri(curie) AS coalesce(namespace(curie) || substr(curie, strpos(curie, ':') + 1), curie);
CREATE MACRO iri(curie) AS chr(1) || full_iri(curie);
CREATE MACRO words(label) AS chr(2) || label;
CREATE MACRO names(curies) AS array_to_string(list_sort([split_part(curie, ':', 2) FOR curie IN curies]), '|');
"""


class ClaimTable:
    """A table of claims in a file.

    Parameters
    ----------
    path : str
        The file.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    DataError
        If the file is no such table.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._connection: duckdb.DuckDBPyConnection = _duckdb().connect()
        try:
            self._connection.read_parquet(path).create_view("claims")
            self._connection.execute(_MACROS)
        except _duckdb().Error as error:
            raise DataError(f"no table of claims: {error}", Place(path), "findings load the files again") from error

    def answer(self, sql: str, given: Mapping[str, Term | None]) -> Solutions:
        """Answer a question in SQL.

        Parameters
        ----------
        sql : str
            It asks the view ``claims``. ``iri(…)`` makes a CURIE a resource, ``words(…)`` a label a text in English,
            ``names(…)`` a list of CURIEs their names, joined with ``|``.
        given : mapping of str to term
            What stands for ``$name``; a resource as its CURIE.

        Raises
        ------
        DataError
            If the table has not the columns that are asked for.
        """
        values = {name: _given(term) for name, term in given.items()}
        try:
            found = self._connection.execute(sql, values) if values else self._connection.execute(sql)
            with _uncollected():
                rows = found.fetchall()
                terms = [map(_Terms().__getitem__, column) for column in zip(*rows, strict=True)]
                answer = list(zip(*terms, strict=True))
        except _duckdb().Error as error:
            raise DataError(f"the table cannot answer: {error}", Place(self.path)) from error
        return Solutions(tuple(column[0] for column in found.description or ()), answer)

    def content(self) -> str:
        """Give the content of the data of which it was made, or an empty string."""
        said = self._connection.execute("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [self.path])
        return str(dict(said.fetchall()).get(CONTENT, ""))

    def named(self, column: str, iris: Collection[str] | None = None) -> list[str]:
        """Give, in order, every CURIE that stands in a column of the rows of some claims, or of all."""
        kind = self._columns()[column]
        one = f"unnest({column})" if kind.endswith("[]") else column
        found = self._connection.execute(f"SELECT DISTINCT {one} AS one FROM claims{self._wanted(iris)} ORDER BY one")
        return [curie for (curie,) in found.fetchall()]

    def rows(self, iris: Collection[str] | None = None) -> Iterator[Row]:
        """Give the rows of some claims, or of all, in order of CURIE; lists are joined with ``|``."""
        columns = self._columns()
        chosen = (f"{_joined(name, kind)} AS {name}" for name, kind in columns.items())
        order = "" if iris is None else " ORDER BY claim"  # the file is in that order
        found = self._connection.execute(f"SELECT {', '.join(chosen)} FROM claims{self._wanted(iris)}{order}")
        names = list(columns)
        while some := found.fetchmany(_AT_ONCE):
            for row in some:
                yield {name: cell for name, cell in zip(names, row, strict=True) if cell not in (None, "")}

    def texts(self, macros: str, select: str) -> Iterator[list[str]]:
        """Give what SQL makes of each row, many at a time, in order of CURIE.

        Parameters
        ----------
        macros : str
            What is to be run before, as often as it comes.
        select : str
            Asks ``written`` for one column; there every cell is text, and lists are joined with ``|``.

        Raises
        ------
        DataError
            If the table has not the columns that are asked for.
        """
        written = ", ".join(f"{_text(name, kind)} AS {name}" for name, kind in self._columns().items())
        try:
            # Every thread would hold a group of long rows.
            self._connection.execute(f"SET threads = 1; {macros}")
            found = self._connection.execute(f"WITH written AS (SELECT {written} FROM claims) {select}")
            while some := found.fetchmany(_AT_ONCE):
                yield [text for (text,) in some]
        except _duckdb().Error as error:
            raise DataError(f"the table cannot be written: {error}", Place(self.path)) from error

    def _columns(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT column_name, column_type FROM (DESCRIBE claims)").fetchall())

    def _wanted(self, iris: Collection[str] | None) -> str:
        if iris is None:
            return ""
        self._connection.execute("CREATE OR REPLACE TEMP TABLE wanted AS SELECT unnest(?) AS iri", [list(iris)])
        return " SEMI JOIN wanted USING (iri)"

    def bits(self) -> Iterator[bytes]:
        """Give the file as it is, bit by bit."""
        with open(self.path, "rb") as file:
            while bit := file.read(_BIT):
                yield bit

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles while rows are made, which have none: it takes as long as making them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError("duckdb", "scale", "the table of claims") from error
    return duckdb


def _joined(name: str, kind: str) -> str:
    return f"array_to_string({name}, '|')" if kind.endswith("[]") else name


def _text(name: str, kind: str) -> str:
    return _joined(name, kind) if kind.startswith("VARCHAR") else f"CAST({name} AS VARCHAR)"


def _given(term: Term | None) -> Any:
    if term is None:
        return None
    return shorten(term.value) if isinstance(term, NamedNode) else value(term)


class _Terms(dict[Any, "Term | None"]):
    """The term of each cell of a column, made once: most cells of a long answer are like others."""

    def __missing__(self, cell: Any) -> Term | None:
        found = self[cell] = _term(cell)
        return found


def _term(cell: Any) -> Term | None:
    if cell is None:
        return None
    if not isinstance(cell, str):
        return Literal(cell)
    if cell.startswith(_IRI):
        return NamedNode(cell[1:])
    return Literal(cell[1:], language="en") if cell.startswith(_WORDS) else Literal(cell)
