"""What may be wrong in sheets and need not be: told beside a graph that is written."""

import re
from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.sheets.building import Built
from graph.sheets.columns import CONCEPTS
from graph.sheets.faults import Spot, cells
from graph.vocabulary import TERM

_SINGULAR = ("ss", "us", "is", "ics")
_BEFORE_OTHERS = re.compile(r" (?:of|to|on|with|for|from|in|about|at|by) ")
_DOING = re.compile(r"\w+ing\b.")


def hints(built: Built) -> Iterator[str]:
    """Give a line a table of concepts that look plural, where sentences need to know it and no cell says so."""
    needed = _with_number(built)
    found: dict[str, list[Spot]] = defaultdict(list)
    for iri, row in built.rows.items():
        column = row.headed.number("plural") if row.headed.sheet is CONCEPTS and iri in needed else 0
        label = row.headed.cell(row.number, "label")
        if column and label and not row.headed.cell(row.number, "plural") and _looks_plural(label.text.strip()):
            found[row.headed.table.title].append(Spot(row.headed.table.title, row.number, column))
    for title, spots in found.items():
        yield f"{cells(title, spots)}: a label that ends in s: true if a verb after it takes the plural, else false"


def _looks_plural(label: str) -> bool:
    head = _BEFORE_OTHERS.split(label)[0]
    return head.endswith("s") and not head.endswith(_SINGULAR) and not _DOING.match(head)


def _with_number(built: Built) -> set[str]:
    """Give the concepts after which a verb stands, or before which it is "fewer" or "less", "among" or "for"."""
    falling = {t.subject for t in built.triples if t.object == NamedNode(TERM.withLess)}
    return {
        t.object.value
        for t in built.triples
        if isinstance(t.object, NamedNode)
        if t.predicate.value in {TERM.subject, TERM.population}
        or (t.predicate.value == TERM.outcome and t.subject in falling)
    }
