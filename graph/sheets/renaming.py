"""Rows that are an old thing with another label: their name would change, so that they are told and not guessed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode, Triple

from graph.sheets import columns
from graph.sheets.columns import CLAIMS, GAPS, PASSAGES, REMARKS, SHEETS, Sheet
from graph.sheets.directory import row_name
from graph.sheets.faults import Fault, column_letter
from graph.sheets.numbering import Row
from graph.vocabulary import TERM

_PLACED = (CLAIMS, GAPS, REMARKS)
_ENDS = {TERM.subject, TERM.outcome, TERM.about}
_PASSAGE = next(column.iri for column in CLAIMS.columns if column.header == "passage")


def reworded(rows: Mapping[str, Row], triples: Iterable[Triple], earlier: Sequence[Triple]) -> Iterator[Fault]:
    """Give a fault for each row without a written name that seems to be a thing of before, which has no row now.

    A claim, a gap or a remark is known by its passage and by what it is about; what is named after its label, by what
    points to it, or by being the only one of its sheet that went while this one came.

    Parameters
    ----------
    rows : mapping of str to Row
        By IRI, in the order in which sheets are built: what is pointed to comes first.
    triples : iterable of Triple
        What the rows give.
    earlier : sequence of Triple
        What the file held before.
    """
    kinds = {iri: sheet.name for sheet in SHEETS.values() for iri in sheet.types}
    before = {
        t.subject.value: kinds[t.object.value]
        for t in earlier
        if t.predicate.value == columns.TYPE and isinstance(t.object, NamedNode) and t.object.value in kinds
        if isinstance(t.subject, NamedNode)
    }
    came = {iri: row for iri, row in rows.items() if row.is_new and iri not in before}
    went = {iri: name for iri, name in before.items() if iri not in rows and name != PASSAGES.name}
    if not came or not went:
        return
    then, now = _Linked(earlier), _Linked(triples)
    went = {iri: name for iri, name in went.items() if iri not in now.subjects}
    same: dict[str, str] = {}
    for iri, row in came.items():
        sheet = row.headed.sheet
        old = [name for name in went if went[name] == sheet.name]
        is_alone = len(old) == 1 and sum(other.headed.sheet is sheet for other in came.values()) == 1
        if sheet in _PLACED:
            found = [name for name in old if _is_placed_alike(iri, name, now, then, same)]
        else:
            found = [name for name in old if then.uses[name] & now.uses[iri]] or (old if is_alone else [])
        if found:
            same[iri] = found[0]
            yield _fault(row, iri, found)


class _Linked:
    """What each thing of some triples is about, its passages, and what points to it."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.subjects: set[str] = set()
        self.ends: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.passages: dict[str, set[str]] = defaultdict(set)
        self.uses: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for triple in triples:
            subject, property_, thing = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, NamedNode):
                continue
            self.subjects.add(subject.value)
            if isinstance(thing, NamedNode):
                self.uses[thing.value].add((subject.value, property_))
                if property_ in _ENDS:
                    self.ends[subject.value].add((property_, thing.value))
                elif property_ == _PASSAGE:
                    self.passages[subject.value].add(thing.value)


def _is_placed_alike(iri: str, old: str, now: _Linked, then: _Linked, same: Mapping[str, str]) -> bool:
    ends = {(property_, same.get(thing, thing)) for property_, thing in now.ends[iri]}
    return ends == then.ends[old] and bool(now.passages[iri] & then.passages[old])


def _fault(row: Row, iri: str, found: Sequence[str]) -> Fault:
    sheet: Sheet = row.headed.sheet
    names = " or ".join(row_name(sheet, name) for name in found)
    spot = row.spot
    where = f"{column_letter(spot.column)}{spot.row}" if spot.column else f"a column {sheet.key}"
    other = f"or {row_name(sheet, iri)}, if it is another {sheet.key}"
    return Fault(spot, "", f"looks like {names} with another label", f"write {names} into {where}; {other}")
