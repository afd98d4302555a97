"""Files to tables: CSV, TSV and XLSX, or a folder of them, in whatever state spreadsheets leave them."""

import os
from collections.abc import Iterable, Iterator

from graph.errors import DataError, FileError, Place
from graph.sheets import columns, text_files, workbooks
from graph.sheets.columns import MORE, SHEETS, headers
from graph.sheets.faults import Fault, Spot
from graph.sheets.tables import OWN, Book, Cell, Table, misspelled

_SUFFIXES = (".xlsx", ".csv", ".tsv")
_MADE = {
    "formula": ("a formula", "paste it as a value"),
    "error": ("an error of the spreadsheet", "write the value"),
}
Rows = Iterable[tuple[int, list[Cell]]]


def read(paths: Iterable[str]) -> Book:
    """Read sheets from files and folders.

    Parameters
    ----------
    paths : iterable of str
        ``.xlsx``, ``.csv``, ``.tsv``, or a folder, of which all such files are read.

    Raises
    ------
    FileError
        If one cannot be read.
    DataError
        If one is of no known kind.
    LimitError
        If one is too large.
    MissingExtraError
        If one is XLSX and openpyxl is not installed.
    """
    book = Book([], [], [])
    named = {name: name == given for given in paths for name in _files(given)}
    for path, is_named in named.items():
        suffix = os.path.splitext(path)[1].lower()
        if not is_named and os.path.basename(path).startswith(OWN):
            book.notes.append(f"{path}: is not read")
        elif suffix == ".xlsx":
            for title, rows in workbooks.read(path, book.faults, book.notes).items():
                _add(book, title.strip().lower(), title, rows)
        elif suffix in _SUFFIXES:
            name, rows = text_files.read(path)
            if is_named or _is_read(name, path, book):
                _add(book, name or columns.CLAIMS.name, os.path.basename(path), rows)
        else:
            what = f"'{suffix}' is no kind of sheet" if suffix else "no suffix tells what kind of sheet it is"
            raise DataError(what, Place(path), f"save it as one of {', '.join(_SUFFIXES)}")
    return book


def _files(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Place(path)) from error
    found = [n for n in names if n.lower().endswith(_SUFFIXES) and not n.startswith(("~$", "."))]
    if not found:
        raise DataError("no sheets in this folder", Place(path), f"put one of {', '.join(_SUFFIXES)} there")
    return [os.path.join(path, name) for name in found]


def _is_read(name: str, path: str, book: Book) -> bool:
    """Tell whether a file of a folder is a sheet of the model; another is left alone, a misspelled one is a fault."""
    title = os.path.basename(path)
    stem = os.path.splitext(title)[0].strip().lower()
    if stem.rpartition("-")[2] in {columns.GUIDE, columns.LISTS} and not name:
        return False
    if not name and (near := misspelled(stem)):
        cure = f"{near}; or begin its name with {OWN}"
        book.faults.append(Fault(Spot(title), "", "no header that is known, and no name of a sheet", cure))
    elif not name:
        book.notes.append(f"{path}: is not read, having no header of a sheet")
    return bool(name)


def _add(book: Book, name: str, title: str, rows: Rows) -> None:
    ordered = iter(rows)
    number, first = next(ordered, (0, []))
    titles = {column: cell.text.strip() for column, cell in enumerate(first, 1) if cell.text.strip()}
    if not titles:
        known = headers(SHEETS[name]) if name != MORE else columns.MORE_COLUMNS
        book.faults.append(Fault(Spot(title), "", "empty: no headers", f"begin with {', '.join(known)}"))
        return
    table = Table(name, title, titles, {})
    for row, cells in ordered:
        kept = {column: cell for column, cell in enumerate(cells, 1) if cell.text.strip()}
        if kept:
            table.rows[row] = kept
    book.faults.extend(_loose(table, number))
    book.tables.append(table)


def _loose(table: Table, header_row: int) -> Iterator[Fault]:
    """Tell of cells that cannot be taken for what they show."""
    for row, cells in table.rows.items():
        for column, cell in cells.items():
            spot = Spot(table.title, row, column)
            if column not in table.headers:
                yield Fault(spot, cell.text, "no header above it", f"write one in row {header_row}")
            elif cell.made in _MADE:
                yield Fault(spot, cell.text, *_MADE[cell.made])
