"""Passages from a curator's own copy: the places and digests of its sentences, added to the sheets."""

from collections.abc import Iterable
from typing import TypeAlias

from graph.sheets.columns import PASSAGES, SOURCES, headers
from graph.sheets.faults import Fault, Spot
from graph.sheets.tables import Book, Cell, Headed, Table, head, of_sheet

Sentence: TypeAlias = tuple[int, int, int, str]
_ORDINALS = ("section", "paragraph", "sentence")


def add_copy(book: Book, sentences: Iterable[Sentence], source: str, copy: str) -> None:
    """Add the sentences of a copy to the passages of a book; a digest that is another there is a fault.

    Parameters
    ----------
    book : Book
        What was read; it is added to.
    sentences : iterable of (section, paragraph, sentence, digest)
        Of the copy.
    source : str
        The plain name of the source that it is a copy of.
    copy : str
        What the copy is called in messages.
    """
    listed: dict[tuple[str, ...], tuple[Headed, int]] = {}
    for table in of_sheet(book.tables, PASSAGES.name):
        headed = head(table, [])
        for number in table.rows:
            listed[_place(headed, number)] = (headed, number)
    titles = dict(enumerate(headers(PASSAGES), 1))
    columns = {header: column for column, header in titles.items()}
    fresh = Table(PASSAGES.name, copy, titles, {})
    for number, (*ordinals, digest) in enumerate(sentences, 1):
        place = (source, *map(str, ordinals))
        if place in listed:
            _compare(*listed[place], str(digest), copy, book.faults)
        else:
            words = zip(("source", *_ORDINALS, "sha256"), (*place, str(digest)), strict=True)
            fresh.rows[number] = {columns[header]: Cell(word) for header, word in words}
    book.tables.append(fresh)


def only_source(book: Book) -> list[str]:
    """Give the plain names of the sources in the sheets, without those that others were made from."""
    names: list[str] = []
    origins: set[str] = set()
    for table in of_sheet(book.tables, SOURCES.name):
        headed = head(table, [])
        for number in table.rows:
            name = table.rows[number].get(headed.key)
            origin = headed.cell(number, "derived from")
            names += [name.text.strip()] if name else []
            origins |= {word.strip() for word in origin.text.split("|")} if origin else set()
    return [name for name in names if name not in origins]


def _place(headed: Headed, number: int) -> tuple[str, ...]:
    cells = [headed.cell(number, header) for header in ("source", *_ORDINALS)]
    return tuple(cell.text.strip() if cell else "" for cell in cells)


def _compare(headed: Headed, number: int, digest: str, copy: str, faults: list[Fault]) -> None:
    column = headed.number("sha256")
    given = headed.cell(number, "sha256")
    if given and given.text.strip() != digest:
        spot = Spot(headed.table.title, number, column)
        what = f"other words stand at this place of {copy}"
        faults.append(Fault(spot, given.text, what, f"findings verify tells where; or leave it empty to take {digest}"))
    elif not given and column and not headed.cell(number, "words"):
        headed.table.rows[number][column] = Cell(digest)
