"""What a page of a thing is made of: words and addresses, no RDF and no markup."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.page.drawn import Sheet
from graph.page.literature import Bearing, Evidence, Plot


class Value(NamedTuple):
    """Words, with an address if there is one, what is to be said after them, and the certainty that a line shows."""

    text: str
    href: str = ""
    note: str = ""
    certainty: str = ""


class Fact(NamedTuple):
    """Something that is recorded of a thing."""

    name: str
    values: tuple[Value, ...]


class Group(NamedTuple):
    """Things that belong to it, under a heading; ``left_out`` counts those that are not listed."""

    heading: str
    values: tuple[Value, ...]
    left_out: int = 0
    anchor: str = ""


class Picture(NamedTuple):
    """Sheets to be seen, what they show, for those who do not see them, and what is to be said below them."""

    sheets: tuple[Sheet, ...]
    label: str
    caption: str = ""


class Read(NamedTuple):
    """A study as it bears on a claim, with the address of its page and the readings behind it."""

    bearing: Bearing
    href: str
    lines: tuple[Value, ...]


class Weighed(NamedTuple):
    """What the literature says of a claim, with the plot of the figures on the scale of r."""

    evidence: Evidence
    studies: tuple[Read, ...]
    plot: Plot | None = None
    unplotted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thing:
    """A page.

    ``path`` is its address, ``iri`` empty for a section or an index; ``crumbs`` lead to it; ``lead`` is what is said of
    it first; ``markup`` is what it is in the terms of schema.org; ``forms`` are the formats of its data.
    """

    path: str
    title: str
    kind: str
    iri: str = ""
    name: str = ""
    crumbs: tuple[Value, ...] = ()
    lead: tuple[Value, ...] = ()
    facts: tuple[Fact, ...] = ()
    picture: Picture | None = None
    groups: tuple[Group, ...] = ()
    weighed: Weighed | None = None
    cite: str = ""
    further: tuple[Value, ...] = ()
    markup: Mapping[str, Any] = field(default_factory=dict)
    forms: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
