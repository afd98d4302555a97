"""Promises of rows with another label: a public name never changes unasked."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import Triple

from graph import passages
from graph.sheets import building, faults, reading

EXAMPLE = Path(__file__).parent.parent / "docs" / "example" / "sheets"
Change = Callable[[list[list[str]]], object]
Again = Callable[..., list[faults.Fault]]


def _built(folder: Path, earlier: Iterable[Triple] = (), **changes: Change) -> building.Built:
    """Write the sheets of the example without written names, changed, and build them."""
    folder.mkdir()
    for path in EXAMPLE.glob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        if path.stem in {"claims", "concepts", "studies", "remarks"}:
            for row in rows[1:]:
                row[0] = ""
        if path.stem in changes:
            changes[path.stem](rows)
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return building.build(reading.read([str(folder)]), passages.digest, None, earlier)


@pytest.fixture
def again(tmp_path: Path) -> Again:
    """A function that imports the example, and then changed: it gives the faults of the second time."""
    first = _built(tmp_path / "first")
    assert [] == first.faults
    return lambda **changes: _built(tmp_path / "again", first.triples, **changes).faults


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "name"),
    [
        ("claims", 8, 1, "After a story there are fewer quarrels.", "reading-aloud-02-c"),
        ("concepts", 7, 1, "quiet evening", "calm-evening"),
        ("concepts", 13, 1, "boys and girls", "children"),
        ("studies", 2, 1, "survey of Example Town", "example-town-survey"),
        ("remarks", 2, 1, "More families should read aloud.", "reading-aloud-00-a"),
    ],
)
def test_another_label_is_told_with_the_name_to_keep(
    again: Again, sheet: str, row: int, column: int, text: str, name: str
) -> None:
    """In the cell where the name is to be written, with the way out for what is another thing."""

    def change(rows: list[list[str]]) -> None:
        if sheet == "concepts":  # what refers to it may still do so by its old label
            rows[row - 1][2] = "|".join(filter(None, (rows[row - 1][2], rows[row - 1][1])))
        rows[row - 1][column] = text

    def refer(rows: list[list[str]]) -> None:
        for cells in rows[1:]:
            cells[:] = ["survey of Example Town" if cell == "Example Town survey" else cell for cell in cells]

    found = again(**{sheet: change}, **({"claims": refer} if sheet == "studies" else {}))
    key = sheet.removesuffix("s") if sheet != "studies" else "study"
    assert [(f"{sheet}.csv", row, 1)] == [tuple(fault.spot) for fault in found]
    assert f"looks like {name} with another label" == found[0].what
    assert found[0].cure.startswith(f"write {name} into A{row}; or ")
    assert found[0].cure.endswith(f", if it is another {key}")


def test_all_rows_with_another_label_are_told_at_once(again: Again) -> None:
    """Also a claim about a concept that has another label, too."""

    def concepts(rows: list[list[str]]) -> None:
        rows[6][1:3] = ["quiet evening", "calm evening"]

    def claims(rows: list[list[str]]) -> None:
        rows[5][1], rows[7][1] = "Reading aloud brings quiet.", "A story ends quarrels."

    told = {(fault.spot.sheet, fault.spot.row) for fault in again(concepts=concepts, claims=claims)}
    assert {("claims.csv", 6), ("claims.csv", 8), ("concepts.csv", 7)} == told


def test_a_row_that_more_than_one_could_be_is_told_with_each(tmp_path: Path) -> None:
    """Neither is chosen."""

    def two(rows: list[list[str]]) -> None:
        rows.append([*rows[7][:1], "A story often leads to fewer quarrels.", *rows[7][2:]])

    def one(rows: list[list[str]]) -> None:
        rows[7][1] = "A story ends quarrels."

    before = _built(tmp_path / "first", claims=two).triples
    (fault,) = _built(tmp_path / "again", before, claims=one).faults
    assert "looks like reading-aloud-02-c or reading-aloud-02-e with another label" == fault.what


def test_a_new_row_and_a_written_name_are_no_faults(again: Again) -> None:
    """While the old row is there, a new one is new; a name that is written down is meant."""

    def claims(rows: list[list[str]]) -> None:
        rows.append([*rows[7][:1], "A story often leads to fewer quarrels.", *rows[7][2:]])
        rows[5][:2] = ["reading-aloud-02-z", "Reading aloud brings quiet."]

    def concepts(rows: list[list[str]]) -> None:
        rows.append(["", "grandparents", *[""] * (len(rows[0]) - 2)])

    assert [] == again(claims=claims, concepts=concepts)
