"""Sheets in CSV and TSV, as spreadsheets write them: their separators, their encodings, and their apostrophes."""

import csv
import io
import os
import re

from graph.errors import DataError, FileError, LimitError, Place
from graph.sheets import columns
from graph.sheets.columns import MORE, SHEETS, headers
from graph.sheets.tables import Cell

LARGEST = 256 * 1024**2
MOST_ROWS = 200_000
_ESCAPED = re.compile(r"\A'(?='*[=+\-@\t\r])")
_LONGEST_CELL = 1 << 20


def read(path: str) -> tuple[str, list[tuple[int, list[Cell]]]]:
    """Give the name of the sheet that a file is, and its rows; the name is empty if no header tells.

    Raises
    ------
    FileError, DataError, LimitError
        If it cannot be read, is not UTF-8 nor marked as UTF-16, is no table, or is too large.
    """
    text = _decode(_read_bytes(path), path)
    separator = "\t" if path.lower().endswith(".tsv") else _separator(text.partition("\n")[0])
    rows: list[tuple[int, list[Cell]]] = []
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise LimitError(f"more than {MOST_ROWS:,} rows", Place(path), "split it, and import the parts")
            rows.append((number, [Cell(_ESCAPED.sub("", value, count=1)) for value in row]))
    except csv.Error as error:
        raise DataError(f"no table: {error}", Place(path, reader.line_num), "check the quotes in this line") from error
    first = [cell.text for cell in rows[0][1]] if rows else []
    return _sheet_of(os.path.splitext(os.path.basename(path))[0], first), rows


def _read_bytes(path: str) -> bytes:
    try:
        if os.path.getsize(path) > LARGEST:
            raise LimitError(f"larger than {LARGEST // 1024**2} MB", Place(path), "split it, and import the parts")
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
        raise FileError(reason, Place(path or "an empty path"), "check the path") from error
    except ValueError as error:
        raise FileError(str(error), Place(path), "check the path") from error


def _decode(data: bytes, path: str) -> str:
    """Give the text of UTF-8, or of UTF-16 that says so: Excel's "Unicode text" does."""
    is_wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = None if is_wide else data.count(b"\n", 0, error.start) + 1
        what = "broken UTF-16" if is_wide else f"byte {data[error.start]:#04x} is not UTF-8"
        raise DataError(what, Place(path, line), "save the sheet as 'CSV UTF-8', or as .xlsx") from error
    if "\0" in text:
        raise DataError("zero bytes: no text", Place(path), "save the sheet as 'CSV UTF-8', or as .xlsx")
    return text


def _separator(header: str) -> str:
    """Tell what parts the cells: spreadsheets write a semicolon where a comma is the decimal sign."""
    known = {name for sheet in SHEETS.values() for name in headers(sheet)} | {*columns.MORE_COLUMNS}

    def score(separator: str) -> int:
        return sum(word.strip().strip('"').lower() in known for word in header.split(separator))

    return max(",;\t", key=score)


def _sheet_of(stem: str, first: list[str]) -> str:
    """Tell which sheet a file is: by its name, or else by its headers; of several, the one that its name ends with."""
    name = stem.strip().lower()
    if name in {*SHEETS, MORE}:
        return name
    words = {word.strip().lower().partition("@")[0] for word in first}
    scores = {sheet: len(words & {*headers(known)}) for sheet, known in SHEETS.items()}
    scores[MORE] = len(words & {*columns.MORE_COLUMNS})
    best = max(scores, key=lambda sheet: (scores[sheet], name.endswith(f"-{sheet}")))
    return best if scores[best] else ""
