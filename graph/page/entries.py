"""Claims, concepts, gaps, remarks and sources as the template and the script take them: words and addresses, no RDF."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import phrases, sentences
from graph.claims import CONTEXTS, Claim, Concept, Findings, Gap, Remark, Source
from graph.page.literature import Evidence, Plot, plot
from graph.page.marks import OTHER, kind_of
from graph.page.places import short_names, unique_names
from graph.page.words import WORDS
from graph.vocabulary import local_name

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Entry:
    """Something said, in words, with the place where it stands: a claim, a gap or a remark."""

    id: str
    place: str
    text: str
    places: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    certainty: str = ""
    firmness: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    basis: str = ""
    evidence: Evidence | None = None
    evidence_id: str = ""

    @property
    def unplotted(self) -> tuple[str, ...]:
        """The studies that have no figure on the scale of r."""
        studies = self.evidence.studies if self.evidence else ()
        return tuple(study.study for study in studies if not any(figure.common for figure in study.figures))

    @property
    def plot(self) -> Plot | None:
        """The figures on the scale of r."""
        return plot(self.evidence) if self.evidence else None


class Neighbor(NamedTuple):
    """A claim beside one of its concepts: its address, the other concept, and the words on its line."""

    href: str
    other: str
    words: str


@dataclass(frozen=True)
class ConceptEntry:
    """A concept, in words."""

    id: str
    place: str
    label: str
    kind: str
    kind_words: str
    lines: tuple[str, ...]
    leads_here: tuple[Neighbor, ...] = ()
    leads_on: tuple[Neighbor, ...] = ()


@dataclass(frozen=True)
class SourceEntry:
    """An article or book, in words; `url` is empty unless a reader's browser may follow it."""

    title: str
    url: str
    details: tuple[str, ...]


class Entries:
    """Everything on a page, in reading order.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Its edges are the claims that are shown, its nodes their concepts.
    findings : Findings
        Claims, concepts and what else they refer to.
    literature : mapping of str to Evidence
        What the literature says of each claim, by IRI; empty if it is left out.
    others : mapping of str to tuple
        What claims of other sources say of each claim, by IRI: a sentence and the IRI of the other claim, each.
    """

    def __init__(
        self,
        network: "nx.MultiDiGraph[str]",
        findings: Findings,
        literature: Mapping[str, Evidence] | None = None,
        others: "Mapping[str, tuple[tuple[str, str], ...]] | None" = None,
    ) -> None:
        self.literature, self._others = literature or {}, others or {}
        shown = {claim["iri"] for _, _, claim in network.edges(data=True)}
        self.findings = findings
        self.records = sorted((c for iri, c in findings.claims.items() if iri in shown), key=self._order)
        used = {iri for claim in self.records for iri in _concepts_of(claim)}
        used |= {iri for remark in findings.remarks.values() for iri in remark.about}
        concepts = (findings.concepts.get(iri) or Concept(iri, findings.label(iri)) for iri in used)
        by_label = sorted(concepts, key=lambda concept: (concept.label.casefold(), concept.iri))
        self._concepts = {concept.iri: concept for concept in by_label}
        self._ending, self._starting = defaultdict(list), defaultdict(list)
        for claim in self.records:
            self._ending[claim.outcome].append(claim)
            self._starting[claim.subject].append(claim)
        self._claim_names = unique_names(claim.iri for claim in self.records)
        self._concept_names = unique_names(self._concepts)
        ids = [*map(_claim_id, self._claim_names.values()), *map(_concept_id, self._concept_names.values())]
        self._places_of = short_names(ids)
        one_source = len(findings.sources) == 1
        self._placing = replace(findings, sources={}) if one_source else findings

    def claims(self) -> list[Entry]:
        """Give the claims in the order of the source."""
        return [self._claim(claim) for claim in self.records]

    def concepts(self) -> list[ConceptEntry]:
        """Give the concepts in alphabetical order."""
        return [self._concept(concept) for concept in self._concepts.values()]

    def gaps(self) -> list[Entry]:
        """Give what is said to be unknown, each with the claims it leaves open."""
        found = sorted(self.findings.gaps.values(), key=self._order)
        return [self._said(gap, sentences.gap(gap), self._claim_links(gap.about)) for gap in found]

    def remarks(self) -> list[Entry]:
        """Give what is said of one concept alone."""
        found = sorted(self.findings.remarks.values(), key=self._order)
        texts = [sentences.remark(remark, self.findings) for remark in found]
        return [
            self._said(remark, text, tuple((self._label(iri), self.concept_href(iri)) for iri in remark.about))
            for remark, text in zip(found, texts, strict=True)
        ]

    def studies(self) -> list[str]:
        """Describe the studies that the source names."""
        named = {iri for claim in self.findings.claims.values() for iri in claim.studies}
        studies = sorted(self.findings.studies.items())
        return [sentences.study(study, self.findings) for iri, study in studies if iri in named]

    def sources(self) -> list[SourceEntry]:
        """Describe the sources."""
        return [self._source(source) for _, source in sorted(self.findings.sources.items())]

    def sections(self) -> dict[str, str]:
        """Say of each section, by its name, what a claim in its heading says, and which source it is of."""
        said: dict[str, str] = {}
        for claim in self.records:
            section, (number, paragraph, _) = self.findings.section(claim), self.findings.place(claim)
            if not section or section in said:
                continue
            titled = {"number": number, "title": claim.label.rstrip(".")}
            words = WORDS["part_titled" if paragraph == 0 else "part"].format_map(titled)
            said[section] = self.of_source(claim, words if number else WORDS["section_opening"])
        return said

    def of_source(self, claim: Claim, words: str) -> str:
        """Give words with the source of a claim before them, if there are several sources."""
        source = self.source(claim)
        return WORDS["of_source"].format(source=source, words=words) if source else words

    def source(self, claim: Claim | Gap | Remark) -> str:
        """Give the title of the source of what is said, if there are several sources and this one is known."""
        source = self.findings.chapter(claim)[0]
        return "" if self.findings.is_of_one_source or not source else self._source_title(source)

    def _source_title(self, iri: str) -> str:
        return self.findings.sources[iri].title if iri in self.findings.sources else self._label(iri)

    def claim_facts(self, citations: Mapping[str, str]) -> dict[str, dict[str, Any]]:
        """Give, by name, what the script needs of each claim beside the words in the table.

        A citation is given with ``{name}``, ``{label}`` and ``{place}`` for what differs from claim to claim.
        """
        return {
            self._claim_names[claim.iri]: self._claim_facts(claim) | {"cite": self._pattern(claim, citations)}
            for claim in self.records
        }

    def concept_facts(self) -> dict[str, dict[str, Any]]:
        """Give, by name, what the script needs of each concept."""
        return {
            self._concept_names[iri]: {
                **_id_unless(f"concept:{self._concept_names[iri]}", concept.curie),
                "kind": _kind(concept),
                "synonyms": list(concept.synonyms),
            }
            for iri, concept in self._concepts.items()
        }

    def kind(self, iri: str) -> str:
        """Give the kind of a concept that has a mark."""
        return _kind(self._concepts[iri])

    def concept_href(self, iri: str) -> str:
        """Give the address of a concept in the document, or an empty string."""
        return f"#{self._places_of[_concept_id(self._concept_names[iri])]}" if iri in self._concept_names else ""

    def _order(self, said: Claim | Gap | Remark) -> tuple[str, tuple[int, int, int], str]:
        passages = [self.findings.passages[p] for p in said.passages if p in self.findings.passages]
        first = min(((p.place, p.source or "") for p in passages), default=((-1, -1, -1), ""))
        return first[1], first[0], said.iri

    def _claim(self, claim: Claim) -> Entry:
        certainty, reading = local_name(claim.certainty), local_name(claim.reading)
        said = (sentences.CERTAINTY.get(certainty, certainty), sentences.READING.get(reading, reading))
        related = (
            *(*claim.weaker_than, *claim.explains, *claim.alternatives, *claim.restates, *claim.disputes),
            *claim.revises,
        )
        linked = [*zip(sentences.links(claim, self.findings), related, strict=True), *self._others.get(claim.iri, ())]
        return Entry(
            (name := _claim_id(self._claim_names[claim.iri])),
            self._places_of[name],
            sentences.claim(claim, self.findings),
            self._places(claim),
            tuple((text, self.claim_href(iri)) for text, iri in linked),
            certainty,
            said,
            tuple(sentences.limits(claim)),
            sentences.basis(claim, self.findings),
            self.literature.get(claim.iri),
            f"evidence={self._claim_names[claim.iri]}",
        )

    def _said(self, record: Gap | Remark, text: str, links: tuple[tuple[str, str], ...]) -> Entry:
        return Entry(record.curie, "", text, self._places(record), links)

    def _places(self, said: Claim | Gap | Remark) -> tuple[str, ...]:
        known = [self.findings.passages[p] for p in said.passages if p in self.findings.passages]
        return tuple(sentences.passage(p, self._placing) for p in sorted(known, key=lambda p: (p.place, p.iri)))

    def claim_href(self, iri: str) -> str:
        """Give the address of a claim in the document, or an empty string."""
        return f"#{self._places_of[_claim_id(self._claim_names[iri])]}" if iri in self._claim_names else ""

    def _claim_links(self, iris: Iterable[str]) -> tuple[tuple[str, str], ...]:
        claims = self.findings.claims
        return tuple(
            (sentences.claim(claims[iri], self.findings), self.claim_href(iri)) for iri in iris if iri in claims
        )

    def _label(self, iri: str) -> str:
        return self.findings.label(iri)

    def _concept(self, concept: Concept) -> ConceptEntry:
        name = _concept_id(self._concept_names[concept.iri])
        kind = local_name(concept.kind or "")
        lines = tuple(sentences.concept(concept, self.findings)[1:])
        words = sentences.KIND.get(kind, kind) or WORDS["other_kind"]
        leads_here = self._neighbors(self._ending[concept.iri], "subject")
        leads_on = self._neighbors(self._starting[concept.iri], "outcome")
        return ConceptEntry(
            name, self._places_of[name], concept.label, _kind(concept), words, lines, leads_here, leads_on
        )

    def _neighbors(self, claims: Iterable[Claim], end: str) -> tuple[Neighbor, ...]:
        return tuple(
            Neighbor(
                self.claim_href(claim.iri),
                self._label(getattr(claim, end)),
                "; ".join(filter(None, phrases.short(claim))),
            )
            for claim in claims
        )

    def _pattern(self, claim: Claim, citations: Mapping[str, str]) -> str:
        cited = citations.get(claim.iri, "")
        if "{" in cited:
            return cited
        places = self._places(claim)
        known = {claim.label.rstrip("."): "{label}", claim.name: "{name}", places[0] if places else "": "{place}"}
        for text, name in known.items():
            cited = cited.replace(text, name) if text else cited
        return cited

    def _source(self, source: Source) -> SourceEntry:
        people = ", ".join(map(self._label, source.creators))
        known: Mapping[str, tuple[str, str | None]] = {
            "by": ("creators", people),
            "published": ("publisher", source.publisher and self._label(source.publisher)),
            "modified": ("date", source.modified),
            "reviewed": ("date", source.reviewed),
        }
        details = tuple(WORDS[word].format_map({name: text}) for word, (name, text) in known.items() if text)
        url = source.url or ""
        return SourceEntry(source.title, url if url.startswith(("https://", "http://")) else "", details)

    def _claim_facts(self, claim: Claim) -> dict[str, Any]:
        context = {
            word: [self._concept_names[iri] for iri in getattr(claim, field)]
            for word, field in CONTEXTS.items()
            if getattr(claim, field)
        }
        relation = local_name(claim.relation)
        return {
            **_id_unless(f"claim:{self._claim_names[claim.iri]}", claim.curie),
            "label": claim.label,
            "subject": self._concept_names[claim.subject],
            "outcome": self._concept_names[claim.outcome],
            "relation": sentences.RELATION.get(relation, relation),
            "ends": relation,
            "reading": local_name(claim.reading),
            "certainty": local_name(claim.certainty),
            "standing": self.literature[claim.iri].standing if claim.iri in self.literature else "",
            "section": self.findings.section(claim),
            "context": context,
            "premises": [self._claim_names[iri] for iri in claim.premises if iri in self._claim_names],
        }


def _kind(concept: Concept) -> str:
    return kind_of(local_name(concept.kind or OTHER))


def _id_unless(usual: str, curie: str) -> dict[str, str]:
    """Give the id that the picture has for something, unless it is the usual one."""
    return {} if curie == usual else {"id": curie}


def _claim_id(name: str) -> str:
    return f"claim={name}"


def _concept_id(name: str) -> str:
    return f"concept={name}"


def _concepts_of(claim: Claim) -> Iterable[str]:
    yield from (claim.subject, claim.outcome)
    for field in CONTEXTS.values():
        yield from getattr(claim, field)
