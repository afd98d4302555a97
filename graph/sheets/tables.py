"""Tables of cells, as read from files or filled from a graph, and what stands above their columns."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.errors import nearest
from graph.sheets import columns
from graph.sheets.columns import SHEETS, Column, Sheet, headers, type_header
from graph.sheets.faults import Fault, Spot

_LANGUAGE = re.compile(r"[a-z]{1,8}(?:-[a-z0-9]{1,8})*")
OWN = "#"
_MISSPELLED = 0.75
_MISREAD = "\ufeff".encode().decode("cp1252")


class Cell(NamedTuple):
    """What stands in a cell as text; `made` says what a spreadsheet made of it: day, number, formula or error."""

    text: str
    made: str = ""


class Table(NamedTuple):
    """A sheet: headers by column, and rows by number, each with the cells that are not empty, by column from 1."""

    name: str
    title: str
    headers: dict[int, str]
    rows: dict[int, dict[int, Cell]]


class Book(NamedTuple):
    """Tables, the faults met in reading them, and what was left unread, in words."""

    tables: list[Table]
    faults: list[Fault]
    notes: list[str]


class Headed(NamedTuple):
    """A table of which every column is known: those of its sheet with their languages, the key and the type."""

    table: Table
    sheet: Sheet
    columns: dict[int, tuple[Column, str]]
    key: int
    type: int

    def cell(self, row: int, header: str) -> Cell | None:
        """Give a cell by its header, if it is not empty."""
        number = self.number(header)
        return self.table.rows[row].get(number) if number else None

    def number(self, header: str) -> int:
        """Give the number of the column with that header, or 0."""
        wanted = (c for c, (known, language) in self.columns.items() if (known.header, language) == (header, "en"))
        return next(wanted, 0)


def head(table: Table, faults: list[Fault]) -> Headed:
    """Find out what the columns of a table are; unknown and double headers, and missing ones, are faults."""
    sheet = SHEETS[table.name]
    known: dict[int, tuple[Column, str]] = {}
    special = {sheet.key: 0, type_header(sheet): 0}
    seen: dict[str, int] = {}
    for number, title in table.headers.items():
        word = " ".join(title.lower().replace("_", " ").split())
        if title.startswith(OWN):
            continue
        if word in seen:
            faults.append(
                Fault(Spot(table.title, 1, number), title, "a header that is there twice", "keep one of them")
            )
            continue
        seen[word] = number
        if word in special and word:
            special[word] = number
        elif found := _column(sheet, word):
            known[number] = found
        else:
            faults.append(_unknown(table, sheet, number, title))
    headed = Headed(table, sheet, known, special[sheet.key], special[type_header(sheet)])
    faults.extend(_missing(headed))
    return headed


def head_more(table: Table, faults: list[Fault]) -> dict[str, list[int]]:
    """Give the columns of the sheet of other triples; a long value goes on in further columns "value"."""
    found: dict[str, list[int]] = {}
    for number, title in table.headers.items():
        word = title.lower().strip().rstrip("0123456789 ")
        if title.startswith(OWN):
            continue
        if word not in columns.MORE_COLUMNS:
            cure = f"use {', '.join(columns.MORE_COLUMNS)}"
            faults.append(Fault(Spot(table.title, 1, number), title, "an unknown column", cure))
        found.setdefault(word, []).append(number)
    missing = [name for name in columns.MORE_COLUMNS if name not in found]
    if missing:
        faults.append(Fault(Spot(table.title, 1), "", f"no column {', '.join(missing)}", "add it"))
    return found


def misspelled(name: str) -> str:
    """Give the sheet that a name is nearly that of, as the end of a sentence; nothing for a name of one's own."""
    return "" if name.startswith(OWN) else nearest(name, (*SHEETS, columns.MORE), most=1, alike=_MISSPELLED)


def of_sheet(tables: list[Table], name: str) -> Iterator[Table]:
    """Give the tables of one sheet."""
    return (table for table in tables if table.name == name)


def _column(sheet: Sheet, word: str) -> tuple[Column, str] | None:
    header, at, language = word.partition("@")
    column = sheet.column(header.strip())
    if column is None or (at and (column.kind != columns.TEXT or not _LANGUAGE.fullmatch(language.strip()))):
        return None
    return column, language.strip() or columns.LANGUAGE


def _unknown(table: Table, sheet: Sheet, number: int, title: str) -> Fault:
    if title.startswith(_MISREAD):
        what = "UTF-8 that a program read in another encoding, so that letters may be wrong"
        return Fault(Spot(table.title, 1, number), title, what, "open the CSV file again, as Unicode (UTF-8)")
    near = nearest(title.lower(), headers(sheet))
    own = f"begin it with {OWN} for a column of your own, which is not read"
    cure = f"{near}; or {own}" if near else own
    return Fault(Spot(table.title, 1, number), title, "an unknown column", cure)


def _missing(headed: Headed) -> Iterator[Fault]:
    there = {column.header for column, _ in headed.columns.values()}
    needed = [column.header for column in headed.sheet.columns if column.required]
    if type_header(headed.sheet) and not headed.type:
        needed.insert(0, "type")
    missing = [header for header in needed if header not in there and (header != "type" or not headed.type)]
    if missing and headed.table.rows:
        what = f"no column {', '.join(missing)}"
        yield Fault(
            Spot(headed.table.title, 1), "", what, f"add {'it' if len(missing) == 1 else 'them'} to the headers"
        )
