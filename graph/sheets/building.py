"""Tables to triples: every row gets its name, every cell its terms; whatever is wrong is told with its cell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.sheets import columns, more, numbering, renaming, values
from graph.sheets.columns import BUILT_IN_ORDER, MORE, Column
from graph.sheets.directory import Directory
from graph.sheets.faults import Fault, Spot
from graph.sheets.tables import Book, Cell, head, of_sheet
from graph.vocabulary import PREFIXES

Digest = Callable[[str], str]
_TYPE = NamedNode(columns.TYPE)
_PASSAGE = f"{PREFIXES['prov']}wasDerivedFrom"


@dataclass
class Built:
    """What tables give: triples, the cell of each property of each thing, faults, and the names that were given."""

    triples: set[Triple] = field(default_factory=set)
    origins: dict[tuple[str, str], Spot] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    named: dict[str, Spot] = field(default_factory=dict)
    known: dict[tuple[str, str, Cell], list[NamedNode | Literal]] = field(default_factory=dict)
    rows: "dict[str, numbering.Row]" = field(default_factory=dict)

    def spot(self, item: str, property_: str = "") -> Spot | None:
        """Give the cell that a property of a thing came from, the empty one below its header, or that of the name."""
        return self.origins.get((item, property_)) or self._empty(item, property_) or self.origins.get((item, ""))

    def _empty(self, item: str, property_: str) -> Spot | None:
        row = self.rows.get(item)
        known = row.headed.columns.items() if row else ()
        wanted = (n for n, (column, language) in known if (column.iri, language) == (property_, columns.LANGUAGE))
        number = next(wanted, 0) if property_ else 0
        return Spot(row.headed.table.title, row.number, number) if row and number else None


def build(book: Book, digest: Digest, known: Directory | None = None, earlier: Iterable[Triple] = ()) -> Built:
    """Turn tables into triples.

    Parameters
    ----------
    book : Book
        What was read.
    digest : callable
        Gives the digest of the words of a sentence.
    known : Directory, optional
        What is known from elsewhere and may be referred to.
    earlier : iterable of Triple
        What the same sheets gave before: a claim that has no name yet keeps the one it was given then.
    """
    built = Built(faults=list(book.faults))
    headed = [head(t, built.faults) for sheet in BUILT_IN_ORDER for t in of_sheet(book.tables, sheet.name)]
    names = known or Directory()
    before = list(earlier)
    rows = built.rows = numbering.name_rows(headed, names, numbering.Earlier(before), built.faults)
    built.named.update({iri: found.spot for iri, found in rows.items() if found.is_new})
    for iri, row in rows.items():
        _add_row(built, names, iri, row, digest)
    for table in of_sheet(book.tables, MORE):
        for triple, spot in more.read(table, built.faults):
            built.triples.add(triple)
            if isinstance(triple.subject, NamedNode):
                built.origins.setdefault((triple.subject.value, triple.predicate.value), spot)
                built.origins.setdefault((triple.subject.value, ""), spot)
    built.faults.extend(renaming.reworded(rows, built.triples, before))
    _leave_out_unused_passages(built, rows)
    return built


def _add_row(built: Built, names: Directory, iri: str, row: "numbering.Row", digest: Digest) -> None:
    table, sheet = row.headed.table, row.headed.sheet
    built.origins[iri, ""] = row.spot
    subject = NamedNode(iri)
    for type_iri in _types(row, built.faults):
        built.triples.add(Triple(subject, _TYPE, NamedNode(type_iri)))
    for number, (column, language) in row.headed.columns.items():
        cell = table.rows[row.number].get(number)
        spot = Spot(table.title, row.number, number)
        if cell is None:
            if column.required and language == columns.LANGUAGE:
                built.faults.append(Fault(spot, "", f"no {column.header}", column.help))
            continue
        if column.kind == columns.WORDS:
            continue
        built.origins[iri, column.iri] = spot
        predicate = NamedNode(column.iri)
        built.triples.update(Triple(subject, predicate, t) for t in _seen(cell, column, language, names, spot, built))
    if sheet is columns.PASSAGES:
        _add_digest(built, row, subject, digest)


def _types(row: "numbering.Row", faults: list[Fault]) -> Iterator[str]:
    sheet = row.headed.sheet
    if len(sheet.types) == 1:
        yield sheet.types[0]
        return
    words = {values.type_word(found): found for found in sheet.types}
    cell = row.headed.table.rows[row.number].get(row.headed.type) if row.headed.type else None
    word = cell.text.strip() if cell else ""
    if word.lower() in words:
        yield words[word.lower()]
    elif row.headed.type:
        spot = Spot(row.headed.table.title, row.number, row.headed.type)
        faults.append(Fault(spot, word, "no type" if word else "no type given", f"one of {', '.join(words)}"))


def _seen(
    cell: Cell, column: Column, language: str, names: Directory, spot: Spot, built: Built
) -> Iterable[NamedNode | Literal]:
    """Give the terms of a cell; the same words below the same header are looked up once."""
    if column.kind in {columns.TEXT, columns.STRING}:
        return _terms(cell, column, language, names, spot, built.faults)
    key = (column.header, column.iri + column.sheet, cell)
    if key not in built.known:
        before = len(built.faults)
        found = list(_terms(cell, column, language, names, spot, built.faults))
        if len(built.faults) > before:
            return found
        built.known[key] = found
    return built.known[key]


def _terms(
    cell: Cell, column: Column, language: str, names: Directory, spot: Spot, faults: list[Fault]
) -> Iterator[NamedNode | Literal]:
    if cell.made in {"formula", "error"}:
        return
    if cell.made == "day" and column.kind != columns.DATE:
        faults.append(
            Fault(spot, cell.text, "a date, made by the spreadsheet", "format the cell as text, type it again")
        )
        return
    words = [word.strip() for word in cell.text.split("|")] if column.is_split else [cell.text.strip()]
    words = [word for word in words if word]
    if not column.many and len(words) > 1:
        cure = "make a row of its own for each" if column.required else "keep one"
        faults.append(Fault(spot, cell.text, f"{len(words)} values; a row has one {column.header}", cure))
        return
    for word in words:
        try:
            yield values.decode(column, word, names, language)
        except values.ValueFaultError as fault:
            faults.append(Fault(spot, word, fault.what, fault.cure))


def _add_digest(built: Built, row: "numbering.Row", subject: NamedNode, digest: Digest) -> None:
    """Take the digest from the words if it is not given, and see that it is theirs if it is."""
    words, given = row.headed.cell(row.number, "words"), row.headed.cell(row.number, "sha256")
    spot = Spot(row.headed.table.title, row.number, row.headed.number("sha256") or row.headed.number("words"))
    if words and given and digest(words.text) != given.text.strip():
        built.faults.append(Fault(spot, given.text, "not the digest of the words in this row", "leave the cell empty"))
    elif words and not given:
        sha256 = NamedNode(f"{PREFIXES['schema']}sha256")
        built.triples.add(Triple(subject, sha256, Literal(digest(words.text))))
    elif not words and not given:
        built.faults.append(Fault(spot, "", "no sha256", "findings passages COPY gives it; or fill in the words"))


def _leave_out_unused_passages(built: Built, rows: "Mapping[str, numbering.Row]") -> None:
    passages = {NamedNode(iri) for iri, row in rows.items() if row.headed.sheet is columns.PASSAGES}
    used: set[NamedNode | BlankNode | Literal | Triple] = {t.object for t in built.triples}
    unused = passages - used
    if unused:
        built.triples = {triple for triple in built.triples if triple.subject not in unused}
