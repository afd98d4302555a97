"""A selection that is too large to be held, read in parts: so many claims at a time, each with what it refers to."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from graph import properties, records
from graph.ask import Ask, value
from graph.claims import DataSet, Findings, Legs, Part, datasets_on
from graph.lookup import Lookup, blocks
from graph.vocabulary import shorten

CLAIMS_AT_ONCE, MOST_KEPT = 2_000, 60_000


class Survey(NamedTuple):
    """What is to be known of the whole of a selection before a part of it can be told.

    Parameters
    ----------
    claims, concepts : list of str
        The claims, and their subjects and outcomes, in order of CURIE. Claims that lack a necessary part are among
        them, and are left out when they are read.
    of_one_source : bool
        Whether a section is told by its number alone.
    legs : mapping
        What `records.legs` gives.
    datasets : tuple of DataSet
        What the data says of itself.
    """

    claims: list[str]
    concepts: list[str]
    of_one_source: bool
    legs: Legs
    datasets: tuple[DataSet, ...]


def survey(ask: Ask, iris: Collection[str] | None = None) -> Survey:
    """Look over a selection.

    Parameters
    ----------
    ask : Ask
        What answers.
    iris : collection of str, optional
        The claims wanted; all of them if not given.
    """
    known = _distinct(ask, "?claim a f:Claim", "?claim", iris)
    ends = (_distinct(ask, f"?claim {end} ?end", "?end", iris) for end in ("f:subject", "f:outcome"))
    read_in = "?passage oa:hasSource ?source" if iris is None else "?claim prov:wasDerivedFrom/oa:hasSource ?source"
    sources = _distinct(ask, read_in, "?source", iris)
    datasets = records.read_datasets(ask)
    return Survey(
        sorted(known, key=shorten),
        sorted(set().union(*ends), key=shorten),
        len(sources) <= 1,
        records.legs(ask, None if iris is None else _mediated(ask, iris)),
        datasets if iris is None else datasets_on(datasets, sources),
    )


class Reader:
    """Reads some claims of a selection at a time, and keeps what several of them refer to.

    Parameters
    ----------
    ask : Ask
        What answers.
    whole : Survey
        The selection.
    """

    def __init__(self, ask: Ask, whole: Survey) -> None:
        self._lookup = Lookup(ask)
        self._of_one_source, self._legs = whole.of_one_source, whole.legs

    def read(self, iris: list[str]) -> Part:
        """Read some claims, with what they refer to."""
        part = records.read_some(self._lookup, iris)
        self._lookup.forget({*part.claims, *part.passages})
        self._lookup.trim(MOST_KEPT)
        return Part.of(part, self._legs, of_one_source=self._of_one_source)


def slices(iris: list[str]) -> Iterator[list[str]]:
    """Give IRIs, so many at a time as are read together."""
    for start in range(0, len(iris), CLAIMS_AT_ONCE):
        yield iris[start : start + CLAIMS_AT_ONCE]


def read_concepts(ask: Ask, concepts: list[str]) -> Iterator[tuple[list[str], Findings]]:
    """Read concepts, part by part: IRIs in the order in which they are given, and what is known of them."""
    lookup = Lookup(ask)
    for iris in slices(concepts):
        known = lookup.described(iris)
        made = {iri: properties.concept(iri, p) for iri, p in known.items() if properties.is_concept(p)}
        shown = {*iris, *(term for one in made.values() for term in (one.kind or "", one.valence or ""))}
        shown |= {other for one in made.values() for other in (*one.broader, *one.opposites)}
        yield iris, Findings({}, made, labels=lookup.labels(shown))


def _distinct(ask: Ask, pattern: str, variable: str, iris: Collection[str] | None) -> set[str]:
    asked = [""] if iris is None else blocks(iris, "claim")
    rows = (ask.select(f"SELECT DISTINCT {variable} {{ {block} {pattern} }}").rows for block in asked)
    return {value(found) for some in rows for (found,) in some}


def _mediated(ask: Ask, claims: Collection[str]) -> set[tuple[str, str]]:
    pattern = "?claim a f:Claim ; f:mediator ?m ; f:subject ?s"
    rows = (ask.select(f"SELECT DISTINCT ?s ?m {{ {block} {pattern} }}").rows for block in blocks(claims, "claim"))
    return {(value(subject), value(between)) for some in rows for subject, between in some}
