"""Which rows are without a fault, and untouched by the faults of others: rules may be tried on them already."""

from graph.sheets.building import Built
from graph.sheets.columns import MORE
from graph.sheets.tables import Book, of_sheet


def sound(built: Built, book: Book) -> set[str]:
    """Give the things whose rows are right, and that no faulty row points to or is pointed to by.

    None are if something is wrong with how a sheet was read or headed, or with the sheet of other triples: what is
    missing then may be anything.
    """
    more = {table.title for table in of_sheet(book.tables, MORE)}
    if book.faults or any(fault.spot.row <= 1 or fault.spot.sheet in more for fault in built.faults):
        return set()
    faulty = {(fault.spot.sheet, fault.spot.row) for fault in built.faults}
    named = {f"<{iri}>": (row.spot.sheet, row.spot.row) for iri, row in built.rows.items()}
    wrong = {name for name, place in named.items() if place in faulty}
    touched = set(wrong)
    for triple in built.triples:
        subject, thing = str(triple.subject), str(triple.object)
        if subject in wrong or thing in wrong:
            touched |= {subject, thing}
    return {name[1:-1] for name in named.keys() - touched}
