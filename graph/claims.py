"""What a graph holds, as frozen values: claims, concepts, passages, studies, sources, gaps and remarks.

IRIs are full strings; `Findings.label` gives the words for any of them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TypeAlias

from graph.vocabulary import local_name, shorten

Legs: TypeAlias = Mapping[tuple[str, str], frozenset[str]]
"""Relations by subject and outcome: a claim from a subject to what lies between tells how that changes."""


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
    """A neutral noun that claims are about. Ages are in years; the source words them, or the curator implies them."""

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
    exact_matches: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    from_age: float | None = None
    to_age: float | None = None
    ages_implied: bool = False


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
    """A study that a source names or that bears on a claim; sizes in people (N) and samples (k)."""

    label: str
    designs: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    years: int | None = None
    start: str | None = None
    institutions: tuple[str, ...] = ()
    title: str | None = None
    authors: str | None = None
    issued: str | None = None
    venue: str | None = None
    volume_pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    design_text: str | None = None
    population_text: str | None = None
    finding: str | None = None
    size: int | None = None
    samples: int | None = None
    size_text: str | None = None
    cohorts: tuple[str, ...] = ()
    own_authors: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    result_seen: bool = True


@dataclass(frozen=True)
class Estimate(Record):
    """A figure that a study reports, its sign as reported."""

    study: str
    label: str
    exposure: str | None
    result: str
    measure: str
    value: str | None
    relation: str | None = None
    ci_low: str | None = None
    ci_high: str | None = None
    ci_level: int | None = None
    significant: bool | None = None
    treated: str | None = None
    control: str | None = None
    size: int | None = None
    samples: int | None = None
    subgroup: tuple[str, ...] = ()
    adjustment: str | None = None
    notes: tuple[str, ...] = ()
    is_restated: bool = False


@dataclass(frozen=True)
class EvidenceLine(Record):
    """A curator's dated reading of how a study bears on a claim: never a fact of the article."""

    about: str
    study: str
    stance: str
    why: str | None = None
    differs_in: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()
    estimates: tuple[str, ...] = ()
    created: str | None = None


@dataclass(frozen=True)
class Literature:
    """What studies say: lines of evidence, the studies they come from, and the figures these report.

    ``is_part`` is true where there are lines of evidence in the graph, whether or not any was among those read.
    """

    lines: Mapping[str, EvidenceLine] = field(default_factory=dict)
    studies: Mapping[str, Study] = field(default_factory=dict)
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    is_part: bool = False

    def about(self, iri: str) -> list[EvidenceLine]:
        """Give the lines about a claim or a source, in order of IRI."""
        return list(self._lines_about.get(iri, ()))

    def of_study(self, iri: str) -> list[Estimate]:
        """Give the figures that a study reports, in order of IRI."""
        return list(self._of_study.get(iri, ()))

    @cached_property
    def _lines_about(self) -> dict[str, list[EvidenceLine]]:
        found: dict[str, list[EvidenceLine]] = {}
        for line in self.lines.values():
            found.setdefault(line.about, []).append(line)
        return found

    @cached_property
    def _of_study(self) -> dict[str, list[Estimate]]:
        found: dict[str, list[Estimate]] = {}
        for estimate in self.estimates.values():
            found.setdefault(estimate.study, []).append(estimate)
        return found


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
class DataSet(Record):
    """What data says of itself, each part empty where it says nothing. The date is ISO.

    ``creators`` are names, ``makers`` the same as the data has them: IRIs, or names where it has no IRI.
    """

    title: str = ""
    version: str = ""
    date: str = ""
    license: str = ""
    creators: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()


CONTEXTS = {
    "population": "populations",
    "age": "ages",
    "subject_age": "subject_ages",
    "condition": "conditions",
    "comparator": "comparators",
    "mediator": "mediators",
    "held_by": "held_by",
}
"""The parts of a claim that say under what circumstances it holds, or who holds it: word for one → field of `Claim`."""


@dataclass(frozen=True)
class Claim(Record):
    """One subject, one outcome, and how the source relates them; ``withdrawn`` is the ISO date on which it was."""

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
    withdrawn: str | None = None
    revises: tuple[str, ...] = ()


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
    datasets: tuple[DataSet, ...] = ()

    def label(self, iri: str) -> str:
        """Words for any IRI: its label, its title, or the last part of it."""
        if iri in self.concepts:
            return self.concepts[iri].label
        return self.labels.get(iri) or local_name(iri)

    def place(self, record: Claim | Gap | Remark) -> tuple[int, int, int]:
        """Section, paragraph and sentence where something is first said."""
        return self.order(record)[1]

    def chapter(self, record: Claim | Gap | Remark) -> tuple[str, int]:
        """Source, empty if not known, and section where something is first said."""
        source, (section, _, _), _ = self.order(record)
        return source, section

    def section(self, record: Claim | Gap | Remark) -> str:
        """Name the section where something is first said as `section_name` does; empty if it is not known."""
        source, number = self.chapter(record)
        return section_name("" if self.is_of_one_source else source, number) if number >= 0 else ""

    def order(self, record: Claim | Gap | Remark) -> tuple[str, tuple[int, int, int], str]:
        """Source, place and IRI, to sort by in reading order, one source after the other."""
        passages = [self.passages[p] for p in record.passages if p in self.passages]
        first = min(((passage.source or "", passage.place) for passage in passages), default=("", (-1, -1, -1)))
        return *first, record.iri

    @cached_property
    def is_of_one_source(self) -> bool:
        """Whether a section is told by its number alone."""
        return len({passage.source for passage in self.passages.values()}) <= 1

    @cached_property
    def legs(self) -> Legs:
        """The relations that claims give for a subject and an outcome."""
        found: dict[tuple[str, str], set[str]] = {}
        for claim in self.claims.values():
            found.setdefault((claim.subject, claim.outcome), set()).add(claim.relation)
        return {ends: frozenset(relations) for ends, relations in found.items()}

    def declared(self, part: str) -> str:
        """Give one part of what the data sets say of themselves, joined with ``;`` where they differ."""
        return "; ".join(dict.fromkeys(filter(None, (getattr(dataset, part) for dataset in self.datasets))))

    def datasets_of(self, claim: Claim) -> tuple[DataSet, ...]:
        """Give the data sets that a claim may belong to, by its sources."""
        sources = {self.passages[p].source or "" for p in claim.passages if p in self.passages}
        return datasets_on(self.datasets, sources)


@dataclass(frozen=True)
class Part(Findings):
    """A part of what there is, with what is to be known of the whole before it can be told.

    ``of_one_source`` is `Findings.is_of_one_source` of the selection that it is a part of, ``whole_legs`` has
    `Findings.legs` of the graph, for the mediators of its claims.
    """

    of_one_source: bool = True
    whole_legs: Legs = field(default_factory=dict)

    @classmethod
    def of(cls, findings: Findings, legs: Legs, *, of_one_source: bool) -> "Part":
        """Give findings as a part."""
        held = {part.name: getattr(findings, part.name) for part in fields(Findings)}
        return cls(**held, of_one_source=of_one_source, whole_legs=legs)

    @property
    def is_of_one_source(self) -> bool:
        """Whether a section is told by its number alone."""
        return self.of_one_source

    @property
    def legs(self) -> Legs:
        """The relations that claims give for a subject and an outcome."""
        return self.whole_legs


def section_name(source: str, number: int) -> str:
    """Name a section for addresses: by its number, after the name of its source where one is given."""
    return f"{local_name(source)}.{number}" if source else str(number)


def datasets_on(datasets: Iterable[DataSet], sources: Collection[str]) -> tuple[DataSet, ...]:
    """Give the data sets on some of `sources`; a data set that names none of its own may be on any."""
    return tuple(found for found in datasets if not (found.sources and sources) or {*found.sources} & {*sources})
