"""Sheets in an XLSX file: what is typed, and what the spreadsheet made of it."""

import re
from collections.abc import Iterator
from typing import Any

from graph.errors import DataError, FileError, LimitError, MissingExtraError, Place
from graph.sheets import archive, columns
from graph.sheets.columns import MORE, SHEETS
from graph.sheets.faults import Fault, Spot
from graph.sheets.tables import OWN, Cell, misspelled

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 200, 10_000_000
_OWN_LISTS = {columns.GUIDE, columns.LISTS}
_KNOWN = (*SHEETS, MORE)
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
_EXACT = 2**53


def read(path: str, faults: list[Fault], notes: list[str]) -> dict[str, list[tuple[int, list[Cell]]]]:
    """Give the rows of each sheet that is known, by its title; the faults and notes met are added to those given.

    Raises
    ------
    FileError, LimitError
        If it cannot be read, is no XLSX, or is too large.
    DataError
        If no sheet in it is known.
    MissingExtraError
        If openpyxl is not installed.
    """
    archive.refuse_hazards(path)
    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtraError("openpyxl", "curate", "reading an XLSX file") from error
    before = len(faults)
    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        merged = archive.merged_cells(path)
        chosen = [sheet for sheet in workbook.worksheets if _is_read(sheet, path, faults, notes)]
        faults += [_corner(s.title, found) for s in chosen for found in merged.get(s.title, [])]
        read = {sheet.title: list(_rows(sheet, path)) for sheet in chosen}
        workbook.close()
    except LimitError:
        raise
    except Exception as error:  # a broken workbook can fail anywhere within the library
        raise FileError("a workbook that cannot be read", Place(path), "save it as .xlsx again, or as CSV") from error
    if not read and len(faults) == before:
        advice = f"call the sheets {', '.join(_KNOWN)}; findings template makes one"
        raise DataError("no sheet that is known", Place(path), advice)
    return read


def _is_read(sheet: Any, path: str, faults: list[Fault], notes: list[str]) -> bool:
    """Tell whether a sheet is one of the model; another is left alone, a hidden or misspelled one is a fault."""
    name, is_hidden = sheet.title.strip().lower(), sheet.sheet_state != "visible"
    if name in _OWN_LISTS:
        return False
    if name not in _KNOWN:
        near = misspelled(name)
        if near and not is_hidden:
            faults.append(
                Fault(Spot(sheet.title), "", "no sheet that is known", f"{near}; or begin its name with {OWN}")
            )
        else:
            notes.append(f"{path}: the {'hidden ' if is_hidden else ''}sheet '{sheet.title}' is not read")
        return False
    if is_hidden:
        faults.append(Fault(Spot(sheet.title), "", "a hidden sheet", "show it, or delete it"))
    return not is_hidden


def _rows(sheet: Any, path: str) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # what a file says of its size need not be so
    blank: Any = None
    count = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        if row is blank:  # what stands for each of many missing rows
            continue
        count += len(row)
        cells = [_cell(found) for found in row[:MOST_COLUMNS]]
        is_wide = any(found.value is not None for found in row[MOST_COLUMNS:])
        if not is_wide and not any(cell.text for cell in cells):
            blank = row
        elif is_wide or number > MOST_ROWS or count > MOST_CELLS:
            most = f"{MOST_ROWS:,} rows, {MOST_COLUMNS} columns or {MOST_CELLS:,} cells"
            advice = "delete what stands far below or on the right, or split it"
            raise LimitError(f"sheet '{sheet.title}': more than {most}", Place(path), advice)
        else:
            yield number, cells


def _cell(found: Any) -> Cell:
    value, kind = found.value, found.data_type
    if value is None:
        return Cell("")
    if kind in {"f", "e"}:
        return Cell(str(getattr(value, "text", value)), "formula" if kind == "f" else "error")
    if hasattr(value, "isoformat"):
        return Cell(value.isoformat().removesuffix("T00:00:00"), "day")
    if isinstance(value, bool):
        return Cell(str(value).lower())
    if isinstance(value, int | float):
        is_whole = isinstance(value, float) and value.is_integer() and abs(value) < _EXACT
        return Cell(str(int(value) if is_whole else value), "number")
    return Cell(str(value))


def _corner(title: str, merged: str) -> Fault:
    """Tell of merged cells: only the first of them has a value, which is not what is seen."""
    from openpyxl.utils import column_index_from_string

    parts = _RANGE.fullmatch(merged)
    spot = Spot(title, int(parts[2]), column_index_from_string(parts[1])) if parts else Spot(title)
    return Fault(spot, merged, "merged cells", "unmerge them, and fill in each cell")
