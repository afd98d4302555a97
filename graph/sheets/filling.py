"""Triples to tables: whatever a column can hold exactly goes there, all else into the sheet "more"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from graph.sheets import columns, more, values
from graph.sheets.columns import BUILT_IN_ORDER, MORE, SHEETS, Column, Sheet, headers, type_header
from graph.sheets.directory import Directory, row_name
from graph.sheets.tables import Cell, Table

_TYPE = NamedNode(columns.TYPE)
_Place = tuple[str, str]


def fill(triples: Iterable[Triple]) -> list[Table]:
    """Give every sheet for a graph: empty ones too, "more" last and only if something is in it.

    `graph.sheets.building.build` of what is given here gives exactly the triples back. Therefore a thing is a row
    only if the row has all that it cannot do without; else all of it goes into "more".
    """
    by_subject: dict[NamedNode, list[Triple]] = defaultdict(list)
    rest: list[Triple] = []
    for triple in sorted(set(triples), key=str):
        if isinstance(triple.subject, NamedNode):
            by_subject[triple.subject].append(triple)
        else:
            rest.append(triple)
    used = {t.object for found in by_subject.values() for t in found} | {t.object for t in rest}
    placed = {s: sheet for s, found in by_subject.items() if (sheet := _sheet(s, found, s in used))}
    while True:
        filling = _Filling(by_subject, placed)
        incomplete = filling.incomplete()
        if not incomplete:
            break
        placed = {subject: sheet for subject, sheet in placed.items() if subject not in incomplete}
    rest += [t for subject, found in by_subject.items() if subject not in placed for t in found]
    return filling.tables(rest)


def _sheet(subject: NamedNode, triples: list[Triple], is_used: bool) -> Sheet | None:
    """Find the sheet that a thing is a row of: by its type; a passage only if something was read in it."""
    types = {t.object.value for t in triples if t.predicate == _TYPE and isinstance(t.object, NamedNode)}
    sheet = next((sheet for sheet in SHEETS.values() if types & {*sheet.types}), None)
    if sheet is None or (sheet is columns.PASSAGES and not is_used):
        return None
    try:
        return sheet if values.row_iri(sheet, row_name(sheet, subject.value)) == subject.value else None
    except values.ValueFaultError:
        return None


class _Filling:
    """Rows by sheet and thing: words by header and language, and the triples that no column could hold."""

    def __init__(self, by_subject: Mapping[NamedNode, list[Triple]], placed: Mapping[NamedNode, Sheet]) -> None:
        self._names = Directory()
        self._rest: list[Triple] = []
        self._rows: dict[str, dict[NamedNode, dict[_Place, str]]] = {name: {} for name in SHEETS}
        for subject, sheet in placed.items():
            self._make_known(sheet, subject, by_subject[subject])
        for sheet in BUILT_IN_ORDER:
            for subject in sorted((s for s, found in placed.items() if found is sheet), key=str):
                self._fill_row(sheet, subject, by_subject[subject])

    def incomplete(self) -> set[NamedNode]:
        """Give the things whose rows lack what a row cannot do without."""
        return {
            subject
            for name, rows in self._rows.items()
            for subject, row in rows.items()
            if not all((header, columns.LANGUAGE) in row for header in _needed(SHEETS[name]))
        }

    def tables(self, others: list[Triple]) -> list[Table]:
        """Give the sheets, with `others` beside what did not fit."""
        made = [_table(SHEETS[name], rows) for name, rows in self._rows.items()]
        rows = more.write([*self._rest, *others])
        if not rows:
            return made
        widest = max(max(row) for row in rows)
        titles = {1: "subject", 2: "property", 3: "value"} | {n: f"value {n - 2}" for n in range(4, widest + 1)}
        return [*made, Table(MORE, MORE, titles, dict(enumerate(rows, 2)))]

    def _make_known(self, sheet: Sheet, subject: NamedNode, triples: list[Triple]) -> None:
        """Let other rows name a thing by the label and the synonyms that its own row will show."""
        label = next(c for c in sheet.columns if c.iri == sheet.label) if sheet is not columns.PASSAGES else None
        synonyms = next((c for c in sheet.columns if sheet.synonyms and c.iri == sheet.synonyms), None)
        labels = self._words(label, triples)
        self._names.add(sheet.name, subject.value, labels[0] if labels else "", self._words(synonyms, triples))

    def _words(self, column: Column | None, triples: list[Triple]) -> list[str]:
        if column is None:
            return []
        found = (values.encode(column, t.object, self._names) for t in triples if t.predicate.value == column.iri)
        return [word for word in found if word]

    def _fill_row(self, sheet: Sheet, subject: NamedNode, triples: list[Triple]) -> None:
        row: dict[_Place, str] = {(sheet.key, ""): row_name(sheet, subject.value)}
        types = [NamedNode(iri) for iri in sheet.types]
        implied = next(t.object for t in triples if t.predicate == _TYPE and t.object in types)
        if type_header(sheet) and isinstance(implied, NamedNode):
            row[type_header(sheet), ""] = values.type_word(implied.value)
        for triple in triples:
            is_implied = triple.predicate == _TYPE and triple.object == implied
            if not is_implied and not self._put(sheet, row, triple):
                self._rest.append(triple)
        self._rows[sheet.name][subject] = row

    def _put(self, sheet: Sheet, row: dict[_Place, str], triple: Triple) -> bool:
        for column in sheet.columns:
            if column.iri != triple.predicate.value:
                continue
            place = (column.header, _language(column, triple.object))
            word = values.encode(column, triple.object, self._names, place[1]) if place[1] else None
            if word is None or (place in row and not column.many):
                continue
            joined = f"{row[place]}|{word}" if place in row else word
            if len(joined) <= values.LONGEST:
                row[place] = joined
                return True
        return False


def _language(column: Column, term: object) -> str:
    """Give the language that the header of a column has to name for a term; nothing where none can."""
    if column.kind != columns.TEXT:
        return columns.LANGUAGE
    language = (term.language or "") if isinstance(term, Literal) else ""
    return language if language == language.lower() else ""


def _needed(sheet: Sheet) -> list[str]:
    needed = [column.header for column in sheet.columns if column.required]
    return [*needed, "sha256"] if sheet is columns.PASSAGES else needed


def _table(sheet: Sheet, rows: Mapping[NamedNode, Mapping[_Place, str]]) -> Table:
    special = {sheet.key, type_header(sheet)}
    known = [(header, "" if header in special else columns.LANGUAGE) for header in headers(sheet)]
    extra = sorted({place for row in rows.values() for place in row} - {*known})
    places = [*(place for place in known if place[0] != columns.WORDS), *extra]
    titles = [header if language in {"", columns.LANGUAGE} else f"{header}@{language}" for header, language in places]
    cells = {
        number: {column: Cell(row[place]) for column, place in enumerate(places, 1) if place in row}
        for number, (_, row) in enumerate(sorted(rows.items(), key=lambda item: item[0].value), 2)
    }
    return Table(sheet.name, sheet.name, dict(enumerate(titles, 1)), cells)
