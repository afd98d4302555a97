"""The sheet of all else: one row a triple, its terms as Turtle writes them. What fits no column is kept here."""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.sheets import columns
from graph.sheets.faults import Fault, Spot
from graph.sheets.tables import Cell, Table, head_more
from graph.sheets.values import LONGEST
from graph.vocabulary import PREFIXES, shorten

_PREFIXES = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
_SIMPLE = re.compile(r"(?:[a-z]+:[A-Za-z0-9][A-Za-z0-9_-]*|<[^<>\s]+>)")
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_UNICODE = 0x10000


def read(table: Table, faults: list[Fault]) -> Iterator[tuple[Triple, Spot]]:
    """Give the triple of each row, with the cell of its value."""
    places = head_more(table, faults)
    if any(name not in places for name in columns.MORE_COLUMNS):
        return
    for number, cells in table.rows.items():
        parts = ["".join(cells[c].text for c in places[name] if c in cells).strip() for name in columns.MORE_COLUMNS]
        spot = Spot(table.title, number, places["value"][0])
        found = _triple(parts)
        if found:
            yield found, spot
        else:
            cure = 'write concept:x, <https://…>, "text"@en, 30 or "2019"^^xsd:gYear; a text on one line'
            faults.append(Fault(spot, " ".join(parts), "no triple", cure))


def write(triples: Iterable[Triple]) -> list[dict[int, Cell]]:
    """Give a row a triple, sorted; a value that is too long for a cell goes on in the next ones."""
    rows = sorted((_term(t.subject), _term(t.predicate), _term(t.object)) for t in triples)
    return [
        {1: Cell(subject), 2: Cell(property_)} | {3 + i: Cell(piece) for i, piece in enumerate(_pieces(value))}
        for subject, property_, value in rows
    ]


def _triple(parts: list[str]) -> Triple | None:
    if not all(parts) or any("\n" in part for part in parts):
        return None
    try:
        found = list(parse(f"{_PREFIXES}{' '.join(parts)} .".encode(), format=RdfFormat.TURTLE))
    except (SyntaxError, ValueError):
        return None
    return Triple(found[0].subject, found[0].predicate, found[0].object) if len(found) == 1 else None


def _term(term: object) -> str:
    if isinstance(term, NamedNode):
        short = shorten(term.value)
        return short if _SIMPLE.fullmatch(short) else str(term)
    text = str(term)
    if isinstance(term, Literal) and not term.language:
        value, datatype = text.rpartition("^^<")[0], term.datatype.value
        if value and datatype.startswith(PREFIXES["xsd"]):
            text = f"{value}^^{shorten(datatype)}"
    return _UNSAFE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04X}" if code < _UNICODE else f"\\U{code:08X}"


def _pieces(value: str) -> list[str]:
    """Cut a long value where no white space is lost at the ends of a piece."""
    return [value[start : start + LONGEST] for start in range(0, len(value), LONGEST)]
