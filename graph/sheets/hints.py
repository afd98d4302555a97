"""What may be wrong in sheets and need not be: told beside a graph that is written."""

from collections import defaultdict
from collections.abc import Iterator

from graph.sheets.building import Built
from graph.sheets.columns import CONCEPTS
from graph.sheets.faults import Spot, cells

_SINGULAR = ("ss", "us", "is")


def hints(built: Built) -> Iterator[str]:
    """Give a line a table of concepts whose labels look plural and whose cells do not say whether they are."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for row in built.rows.values():
        column = row.headed.number("plural") if row.headed.sheet is CONCEPTS else 0
        label = row.headed.cell(row.number, "label")
        text = label.text.strip() if label else ""
        if column and text.endswith("s") and not text.endswith(_SINGULAR) and not row.headed.cell(row.number, "plural"):
            found[row.headed.table.title].append(Spot(row.headed.table.title, row.number, column))
    for title, spots in found.items():
        yield f"{cells(title, spots)}: a label that ends in s: true if a verb after it takes the plural, else false"
