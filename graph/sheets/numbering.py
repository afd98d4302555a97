"""Which thing each row is: by the name in its first column, or else by a name that is made for it."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from graph import naming
from graph.sheets import columns, values
from graph.sheets.columns import CLAIMS, GAPS, PASSAGES, REMARKS, Sheet
from graph.sheets.directory import Directory, folded
from graph.sheets.faults import Fault, Spot
from graph.sheets.tables import Headed
from graph.vocabulary import shorten

_NUMBERED = (CLAIMS, GAPS, REMARKS)
_PLACE = re.compile(r"(.+)-(\d{2,})-(\d+)-(\d+)")
_LETTERED = re.compile(r"(.+-\d{2,})-([a-z]+)")


class Row(NamedTuple):
    """A row of a table and the cell of its name; new, where the name was made."""

    headed: Headed
    number: int
    spot: Spot
    is_new: bool


class Earlier:
    """What the same sheets gave before: the names of claims, gaps and remarks by their labels."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        kinds = {sheet.types[0]: sheet.name for sheet in _NUMBERED}
        labels: dict[str, str] = {}
        sheets: dict[str, str] = {}
        for triple in triples:
            subject, predicate, thing = triple.subject, triple.predicate.value, triple.object
            if isinstance(subject, NamedNode) and predicate == columns.TYPE and isinstance(thing, NamedNode):
                sheets[subject.value] = kinds.get(thing.value, "")
            elif isinstance(subject, NamedNode) and predicate == CLAIMS.label and isinstance(thing, Literal):
                labels[subject.value] = thing.value
        self.names = [iri for iri, sheet in sheets.items() if sheet]
        self.by_label: dict[tuple[str, str], list[str]] = defaultdict(list)
        for iri in sorted(sheets):
            if sheets[iri]:
                self.by_label[sheets[iri], folded(labels.get(iri, ""))].append(iri)


def name_rows(tables: list[Headed], names: Directory, earlier: Earlier, faults: list[Fault]) -> dict[str, Row]:
    """Name every row, and make it known with its label and synonyms.

    Names that are written down are taken first, so that none is given twice; numbered ones come last, since they
    are made of the section of a passage.

    Returns
    -------
    dict of str to Row
        By IRI, sheet by sheet, in the order of rows. A row that cannot be named has an IRI that is none, so that its
        other faults are found, too.
    """
    named: dict[str, Row] = {}
    waiting: list[tuple[Headed, int]] = []
    for headed in tables:
        for number in headed.table.rows:
            if headed.key and headed.key in headed.table.rows[number]:
                _take(named, names, headed, number, faults)
            else:
                waiting.append((headed, number))
    letters = _Letters([*named, *earlier.names])
    for headed, number in waiting:
        spot = Spot(headed.table.title, number, headed.key)
        iri = _made(headed, number, named, names, earlier, letters, faults)
        if iri:
            _know(named, names, iri, Row(headed, number, spot, is_new=True), faults)
        else:
            named[nameless(spot)] = Row(headed, number, spot, is_new=False)
    order = {sheet.name: place for place, sheet in enumerate(columns.BUILT_IN_ORDER)}
    return dict(sorted(named.items(), key=lambda item: (order[item[1].headed.sheet.name], item[1].number)))


def nameless(spot: Spot) -> str:
    """Give what stands for the IRI of a row that has none."""
    return f"urn:row:{quote(spot.sheet)}:{spot.row}"


def _take(named: dict[str, Row], names: Directory, headed: Headed, number: int, faults: list[Fault]) -> None:
    sheet = headed.sheet
    word = headed.table.rows[number][headed.key].text.strip()
    spot = Spot(headed.table.title, number, headed.key)
    try:
        iri = values.row_iri(sheet, word)
    except values.ValueFaultError as fault:
        made = naming.from_words(word)
        cure = f"{made}; or leave it empty, and a name is made" if made else fault.cure
        faults.append(Fault(spot, word, f"no name for a {sheet.key}", cure))
        named[nameless(spot)] = Row(headed, number, spot, is_new=False)
        return
    _know(named, names, iri, Row(headed, number, spot, is_new=False), faults)


def _know(named: dict[str, Row], names: Directory, iri: str, row: Row, faults: list[Fault]) -> None:
    sheet, cells = row.headed.sheet, row.headed.table.rows[row.number]
    if iri in named:
        first = named[iri].spot
        word = cells[row.headed.key].text if row.headed.key in cells else shorten(iri)
        what = f"the name of row {first.row} in {first.sheet}"
        spot = row.spot if row.spot.column else Spot(row.spot.sheet, row.number)
        faults.append(Fault(spot, word, what, "give each row a name of its own"))
        named[nameless(row.spot)] = row
        return
    named[iri] = row
    label = row.headed.cell(row.number, "title" if sheet.column("title") and not sheet.column("label") else "label")
    synonyms = [
        word.strip()
        for column, (found, language) in row.headed.columns.items()
        if sheet.synonyms and found.iri == sheet.synonyms and language == columns.LANGUAGE and column in cells
        for word in cells[column].text.split("|")
    ]
    names.add(sheet.name, iri, label.text.strip() if label else "", synonyms)
    if sheet is PASSAGES and (place := _ordinals(row.headed, row.number)):
        names.add_place(".".join(map(str, place)), iri)


def _made(
    headed: Headed,
    number: int,
    named: dict[str, Row],
    names: Directory,
    earlier: Earlier,
    letters: "_Letters",
    faults: list[Fault],
) -> str:
    sheet = headed.sheet
    if sheet is PASSAGES:
        return _passage_name(headed, number, faults)
    if sheet in _NUMBERED:
        return _numbered(headed, number, named, names, earlier, letters, faults)
    label = headed.cell(number, "label") or headed.cell(number, "title")
    name = naming.from_words(label.text) if label else ""
    if label and not name:
        cure = f"write a name in the column {sheet.key}, of letters, digits and hyphens"
        faults.append(
            Fault(Spot(headed.table.title, number, headed.key), label.text, "no name can be made of it", cure)
        )
    return sheet.namespace + name if name else ""


def _ordinals(headed: Headed, number: int) -> tuple[int, int, int] | None:
    cells = [headed.cell(number, header) for header in ("section", "paragraph", "sentence")]
    texts = [cell.text.strip() for cell in cells if cell and cell.text.strip().isdecimal()]
    return (int(texts[0]), int(texts[1]), int(texts[2])) if len(texts) == 3 else None


def _passage_name(headed: Headed, number: int, faults: list[Fault]) -> str:
    source, place = headed.cell(number, "source"), _ordinals(headed, number)
    name = source.text.strip().removeprefix("source:") if source else ""
    if place and naming.is_plain(name):
        return PASSAGES.namespace + naming.passage(name, *place)
    what = "a passage without source, section, paragraph or sentence"
    faults.append(Fault(Spot(headed.table.title, number), "", what, "fill them in: findings passages COPY gives them"))
    return ""


def _numbered(
    headed: Headed,
    number: int,
    named: dict[str, Row],
    names: Directory,
    earlier: Earlier,
    letters: "_Letters",
    faults: list[Fault],
) -> str:
    """Give the name that the same label had before, or source, section and the next letter."""
    sheet, title = headed.sheet, headed.table.title
    label = headed.cell(number, "label")
    before = earlier.by_label[sheet.name, folded(label.text)] if label else []
    kept = next((iri for iri in before if iri not in named), "")
    if kept:
        return kept
    passage = headed.cell(number, "passage")
    word = passage.text.split("|")[0].strip() if passage else ""
    found = names.find("passages", word) if word else []
    place = _PLACE.fullmatch(found[0].removeprefix(PASSAGES.namespace)) if len(found) == 1 else None
    if not place:
        if not found:
            return ""  # a passage that is missing or unknown is told of where it stands
        cure = f"write a name in the column {sheet.key}, or a passage that is in the sheet passages"
        faults.append(Fault(Spot(title, number, headed.key), word, "no name can be made of its passage", cure))
        return ""
    return f"{sheet.namespace}{letters.next(sheet, f'{place[1]}-{place[2]}')}"


class _Letters:
    """The last letter given in each section of each source, for claims, gaps and remarks apart."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._last: dict[tuple[str, str], str] = {}
        for iri in taken:
            for sheet in _NUMBERED:
                if parts := _LETTERED.fullmatch(iri.removeprefix(sheet.namespace)):
                    key = (sheet.name, parts[1])
                    self._last[key] = max(parts[2], self._last.get(key, ""))

    def next(self, sheet: Sheet, section: str) -> str:
        """Give the next name in a section."""
        letter = self._last[sheet.name, section] = naming.next_letter(self._last.get((sheet.name, section), ""))
        return f"{section}-{letter}"
