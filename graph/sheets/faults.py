"""What is wrong with sheets: each fault with its cell, its value and the cure; all are told at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph.errors import DataError, Place

MOST_VALUES = 50
"""Of more wrong values than these in one column, the rest are told together, by their cells."""
_LONGEST = 60


class Spot(NamedTuple):
    """A cell: its sheet, and row and column counted from 1; column 0 is the whole row, row 0 the whole sheet."""

    sheet: str
    row: int = 0
    column: int = 0


class Fault(NamedTuple):
    """One thing that is wrong."""

    spot: Spot
    value: str
    what: str
    cure: str


class SheetError(DataError):
    """Sheets have faults, so that nothing is written.

    Parameters
    ----------
    file : str
        What was read.
    faults : sequence of Fault
        All of them; alike ones are told together, with the cells of each. Of one fault in one column, no more than
        `MOST_VALUES` values are told one by one.
    """

    def __init__(self, file: str, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}; nothing is written"
        super().__init__("\n".join([count, *_lines(faults)]), Place(file))


def column_letter(number: int) -> str:
    """Give the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cells(sheet: str, spots: Iterable[Spot]) -> str:
    """Give the cells of one column of a sheet: ``claims!F7:F9, F12``; ``row 7`` and the sheet alone likewise."""
    ordered = sorted(set(spots))
    runs: list[list[Spot]] = []
    for spot in ordered:
        if runs and spot.row == runs[-1][-1].row + 1 and spot.column == runs[-1][-1].column:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    if ordered[0].row == 0:
        return f"sheet '{sheet}'"
    return f"{sheet}!{', '.join(_run(run) for run in runs)}"


def _run(run: list[Spot]) -> str:
    letter = column_letter(run[0].column)
    ends = [f"{letter}{spot.row}" if letter else str(spot.row) for spot in (run[0], run[-1])]
    text = ends[0] if len(run) == 1 else ":".join(ends)
    return text if letter else f"row {text}"


def _lines(faults: Sequence[Fault]) -> list[str]:
    groups: dict[tuple[str, int, str, str, str], list[Spot]] = {}
    for fault in sorted(faults, key=lambda f: (f.spot.sheet, f.spot.row, f.spot.column)):
        key = (fault.spot.sheet, fault.spot.column, fault.value, fault.what, fault.cure)
        groups.setdefault(key, []).append(fault.spot)
    lines: list[str] = []
    told: dict[tuple[str, int, str], int] = defaultdict(int)
    rest: dict[tuple[str, int, str], list[Spot]] = defaultdict(list)
    for (sheet, column, value, what, cure), spots in groups.items():
        kind = sheet, column, what if value else cure
        told[kind] += 1
        if told[kind] > MOST_VALUES:
            rest[kind] += spots
            continue
        shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
        quoted = f"'{shown}': " if shown else ""
        lines.append(f"  {cells(sheet, spots)}: {quoted}{what}")
        if cure:
            lines.append(f"    try: {cure}")
    for kind, spots in rest.items():
        lines.append(f"  {cells(kind[0], spots)}: {told[kind] - MOST_VALUES:,} more: {kind[2]}")
    return lines
