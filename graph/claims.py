"""What a graph holds, as frozen values: claims, concepts, passages, studies, sources, gaps and remarks.

IRIs are full strings; `Findings.label` gives the words for any of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.vocabulary import local_name, shorten


@dataclass(frozen=True)
class Record:
    """Anything with an IRI."""

    iri: str

    @property
    def curie(self) -> str:
        """The IRI with its prefix: ``claim:nine-ways-02-d``."""
        return shorten(self.iri)

    @property
    def name(self) -> str:
        """The last part of the IRI: ``nine-ways-02-d``."""
        return local_name(self.iri)


@dataclass(frozen=True)
class Concept(Record):
    """A neutral noun that claims are about. Ages are in years."""

    label: str
    synonyms: tuple[str, ...] = ()
    kind: str | None = None
    valence: str | None = None
    plural: bool = False
    phrase: str | None = None
    more: str | None = None
    less: str | None = None
    broader: tuple[str, ...] = ()
    opposites: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    from_age: float | None = None
    to_age: float | None = None


@dataclass(frozen=True)
class Passage(Record):
    """Where a sentence stands: never what it says."""

    source: str | None
    section: int | None
    paragraph: int | None
    sentence: int | None
    digest: str | None = None
    cut_off: bool = False

    @property
    def place(self) -> tuple[int, int, int]:
        """Section, paragraph and sentence, to sort by; -1 for what is not given."""
        parts = (self.section, self.paragraph, self.sentence)
        return tuple(-1 if part is None else part for part in parts)  # type: ignore[return-value]


@dataclass(frozen=True)
class Study(Record):
    """An empirical study that a source names or that bears on a claim."""

    label: str
    designs: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    years: int | None = None
    start: str | None = None
    institutions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source(Record):
    """An article or a book."""

    title: str
    creators: tuple[str, ...] = ()
    publisher: str | None = None
    issued: str | None = None
    modified: str | None = None
    reviewed: str | None = None
    reviewers: tuple[str, ...] = ()
    derived_from: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True)
class Claim(Record):
    """One subject, one outcome, and how the source relates them."""

    label: str
    subject: str
    outcome: str
    relation: str
    reading: str
    certainty: str
    hedges: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    subject_ages: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    comparators: tuple[str, ...] = ()
    mediators: tuple[str, ...] = ()
    weaker_than: tuple[str, ...] = ()
    premises: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    restates: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    held_by: tuple[str, ...] = ()
    read_in: tuple[str, ...] = ()
    cut_off: bool = False
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap(Record):
    """Something the source says is not known."""

    label: str
    about: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remark(Record):
    """What a source says that is no relation of two concepts."""

    label: str
    about: tuple[str, ...] = ()
    certainty: str | None = None
    basis: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """A selection of claims with all that they refer to, each kind by IRI and in order of IRI."""

    claims: Mapping[str, Claim]
    concepts: Mapping[str, Concept]
    passages: Mapping[str, Passage] = field(default_factory=dict)
    studies: Mapping[str, Study] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, iri: str) -> str:
        """Words for any IRI: its label, its title, or the last part of it."""
        if iri in self.concepts:
            return self.concepts[iri].label
        return self.labels.get(iri) or local_name(iri)

    def place(self, record: Claim | Gap | Remark) -> tuple[int, int, int]:
        """Section, paragraph and sentence where something is first said."""
        places = [self.passages[p].place for p in record.passages if p in self.passages]
        return min(places, default=(-1, -1, -1))
