"""The first sheets of a new source: what it is, who made it, who codes it, and where its sentences stand."""

from collections.abc import Mapping, Sequence

from graph.sheets import columns, writing
from graph.sheets.columns import SHEETS, headers
from graph.sheets.tables import Cell, Table

_DOI = ("https://doi.org/", "http://doi.org/", "doi:")


def begin(
    name: str,
    said: Mapping[str, str | None],
    creators: Sequence[str],
    coders: Sequence[str],
    passages: Sequence[Mapping[str, object]],
) -> list[Table]:
    """Give every sheet, with the rows of a new source.

    Parameters
    ----------
    name : str
        The plain name of the source.
    said : mapping
        What is known of it, by header of the sheet of sources; ``doi`` and ``coder license`` besides.
    creators, coders : sequence of str
        The names of those who wrote the source, and of those who code it.
    passages : sequence of mapping
        Rows for the sheet of passages, by header.
    """
    people = [{"label": person, "type": "person"} for person in dict.fromkeys((*creators, *coders))]
    if said.get("publisher"):
        people.append({"label": str(said["publisher"]), "type": "organization"})
    source = {"source": name, "creator": "|".join(creators), "identifier": _link(said.get("doi")), **said}
    data = {"data set": name, "title": f"Claims of {said['title']}", "creator": "|".join(coders), "version": "0.1.0"}
    data |= {"license": said.get("coder license") or "", "source": name}
    rows: dict[str, Sequence[Mapping[str, object]]] = {
        columns.PEOPLE.name: people,
        columns.SOURCES.name: [source],
        columns.DATA.name: [data],
        columns.PASSAGES.name: passages,
    }
    return [_filled(table, rows.get(table.name, [])) for table in writing.empty()]


def _link(doi: str | None) -> str:
    """Give a DOI as the link that it is."""
    plain = doi or ""
    for prefix in _DOI:
        plain = plain.removeprefix(prefix)
    return f"{_DOI[0]}{plain}" if plain else ""


def _filled(table: Table, rows: Sequence[Mapping[str, object]]) -> Table:
    number = {header: column for column, header in enumerate(headers(SHEETS[table.name]), 1)}
    for row, said in enumerate(rows, 2):
        table.rows[row] = {number[h]: Cell(_text(word)) for h, word in said.items() if h in number and _text(word)}
    return table


def _text(word: object) -> str:
    if isinstance(word, bool):
        return "true" if word else ""
    return "" if word is None else str(word)
