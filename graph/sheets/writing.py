"""Tables to files: an XLSX workbook with drop-downs by the model's words, or one CSV a sheet."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.errors import MissingExtraError
from graph.sheets import columns, values
from graph.sheets.columns import GUIDE, LISTS, MORE, SHEETS, Column, Sheet, headers, type_header
from graph.sheets.faults import column_letter
from graph.sheets.tables import Cell, Table

if TYPE_CHECKING:
    from openpyxl import Workbook

_WIDE, _NARROW, _WIDEST = 40, 18, 110
_LAST_ROW, _SPARE = 2000, 500
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_LIVE = re.compile(r"'*[=+\-@\t\r]")
_KEY = "the name of the row; leave it empty, and it is made: write that name here once it is public"
_TEXT_FORMAT = "@"
_LONGEST_PROMPT = 250
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def empty() -> list[Table]:
    """Give every sheet without rows."""
    return [Table(sheet.name, sheet.name, dict(enumerate(headers(sheet), 1)), {}) for sheet in SHEETS.values()]


def to_xlsx(tables: Sequence[Table], origin: str = "", guide: Iterable[str] = ()) -> bytes:
    """Give a workbook, the same bytes each time.

    Parameters
    ----------
    tables : sequence of Table
        The sheets, in order.
    origin : str
        Where it came from; kept among the properties of the workbook.
    guide : iterable of str
        Lines for a sheet that is only for reading.

    Raises
    ------
    MissingExtraError
        If openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("openpyxl", "curate", "writing an XLSX file") from error
    workbook = Workbook(write_only=True)
    workbook.properties.title, workbook.properties.description = "Findings Graph", origin
    workbook.properties.creator = "findings-graph"
    lists = _lists()
    ends = {table.name: max(_LAST_ROW, len(table.rows) + _SPARE) for table in tables}
    for table in tables:
        _write_sheet(workbook, table, lists, ends)
    _write_guide(workbook, [*_columns_explained(), *guide])
    _write_lists(workbook, lists)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _without_time(buffer.getvalue())


def to_csv(tables: Iterable[Table]) -> dict[str, bytes]:
    """Give a file a sheet, in UTF-8 with the mark by which spreadsheets know it; no cell can run as a formula."""
    return {f"{table.name}.csv": _csv(table) for table in tables}


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.headers.values())
    for row in table.rows.values():
        writer.writerow([_harmless(row[column].text) if column in row else "" for column in table.headers])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(text: str) -> str:
    """Give a leading apostrophe to what a spreadsheet would run; reading takes exactly one off again."""
    return f"'{text}" if _LIVE.match(text) else text


def _write_sheet(workbook: "Workbook", table: Table, lists: Mapping[str, list[str]], ends: Mapping[str, int]) -> None:
    made: Any = workbook.create_sheet(table.name)
    made.freeze_panes = "B2"
    sheet = SHEETS.get(table.name)
    for number, title in table.headers.items():
        letter = column_letter(number)
        is_wide = title.partition("@")[0] in {"label", "title", "words", "value", "scope note", "note", "comment"}
        made.column_dimensions[letter].width = _WIDE if is_wide else _NARROW
        made.column_dimensions[letter].number_format = _TEXT_FORMAT
        if sheet and (validation := _drop_down(sheet, title, lists, ends)):
            validation.add(f"{letter}2:{letter}{ends[table.name]}")
            made.data_validations.append(validation)
    made.append([_text_cell(made, title, is_head=True) for title in table.headers.values()])
    for row in table.rows.values():
        made.append([_text_cell(made, row[column].text) if column in row else None for column in table.headers])


def _text_cell(sheet: Any, text: str, *, is_head: bool = False) -> Any:
    """Make a cell that stays text, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # else what begins with = is a formula
    cell.number_format = _TEXT_FORMAT
    if is_head:
        cell.font = Font(bold=True)
    return cell


def _drop_down(sheet: Sheet, title: str, lists: Mapping[str, list[str]], ends: Mapping[str, int]) -> Any:
    """Give the list to choose from below a header; where several values may stand, it only proposes."""
    from openpyxl.worksheet.datavalidation import DataValidation

    column = sheet.column(title)
    name = f"{sheet.name} {title}"
    help_ = column.help if column else f"one of {', '.join(lists[name])}" if name in lists else ""
    help_ = _KEY if title == sheet.key else help_
    formula = ""
    if name in lists:
        letter = column_letter([*lists].index(name) + 1)
        formula = f"{LISTS}!${letter}$2:${letter}${len(lists[name]) + 1}"
    elif column and column.kind == columns.NAME:
        titles = headers(SHEETS[column.sheet])  # a label is there before a name is, which may be left to be made
        letter = column_letter(titles.index("label") + 1 if "label" in titles else 1)
        formula = f"{column.sheet}!${letter}$2:${letter}${ends.get(column.sheet, _LAST_ROW)}"
    if not help_:
        return None
    is_closed = bool(name in lists and not (column and column.many))
    found = DataValidation(type="list" if formula else None, formula1=formula or None, allow_blank=True)
    found.showErrorMessage = is_closed
    found.errorTitle, found.error = "Not in the list", f"One of: {', '.join(lists.get(name, []))}"[:_LONGEST_PROMPT]
    found.showInputMessage = True
    found.promptTitle, found.prompt = title[:32], _prompt(column, help_)
    return found


def _prompt(column: Column | None, help_: str) -> str:
    return f"{help_}{'. Several: a | b' if column and column.many else ''}"[:_LONGEST_PROMPT]


def _lists() -> dict[str, list[str]]:
    """Give the words that may be chosen, by sheet and header."""
    found = {}
    for sheet in SHEETS.values():
        if kind := type_header(sheet):
            found[f"{sheet.name} {kind}"] = [values.type_word(iri) for iri in sheet.types]
        for column in sheet.columns:
            if column.choices:
                found[f"{sheet.name} {column.header}"] = [values.term_label(iri) for iri in column.choices]
            elif column.kind == columns.BOOLEAN:
                found[f"{sheet.name} {column.header}"] = ["true", "false"]
    return found


def _write_lists(workbook: "Workbook", lists: dict[str, list[str]]) -> None:
    made: Any = workbook.create_sheet(LISTS)
    made.sheet_state = "hidden"
    made.append(list(lists))
    for row in range(max(map(len, lists.values()))):
        made.append([words[row] if row < len(words) else None for words in lists.values()])


def _write_guide(workbook: "Workbook", lines: list[str]) -> None:
    made: Any = workbook.create_sheet(GUIDE)
    made.column_dimensions["A"].width = _WIDEST
    for line in lines:
        made.append([_text_cell(made, line)])


def _columns_explained() -> Iterator[str]:
    yield "Several values in a cell: a | b. A column that begins with # is your own and is not read."
    for sheet in SHEETS.values():
        yield ""
        yield f"Sheet {sheet.name}: {sheet.about}."
        yield f"  {sheet.key}: {_KEY}."
        for column in sheet.columns:
            needed = " Needed." if column.required else ""
            yield f"  {column.header}: {column.help}.{needed}"
            for iri in column.choices:
                label, definition = values.vocabulary().get(iri, (values.term_label(iri), ""))
                yield f"      {label}: {definition}"
    yield ""
    yield f"Sheet {MORE}: anything else, one triple a row, as Turtle writes it."


def _without_time(data: bytes) -> bytes:
    """Take the hour of writing out, so that the same tables give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _CHANGED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            fresh = zipfile.ZipInfo(part.filename, _FIRST_DAY)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fresh, content)
    return buffer.getvalue()


__all__ = ["Cell", "empty", "to_csv", "to_xlsx"]
