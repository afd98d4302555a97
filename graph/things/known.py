"""Everything that is known, ready to be looked up by any of its ends, so that a page costs what stands on it."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from graph import across, records, standing
from graph.claims import CONTEXTS, Claim, Estimate, EvidenceLine, Findings, Gap, Literature, Remark
from graph.store import FileStore, derived
from graph.things.addresses import TERMS, Addresses
from graph.vocabulary import BASE, DATASET, PREFIXES
from graph.withdrawal import INVALIDATED

Chapter = tuple[str, int]
Said = TypeVar("Said")
_TYPE = f"{PREFIXES['rdf']}type"
_DEFINED = f"{PREFIXES['rdfs']}isDefinedBy"
_DATASET = f"{PREFIXES['schema']}Dataset"


class Known:
    """A graph as pages are made of it.

    Parameters
    ----------
    files : FileStore
        The data. What is derived from it is worked out here, once. Its ``datasets`` begin with the project's own.
    """

    def __init__(self, files: FileStore) -> None:
        self.files = files
        self.findings, self.literature = records.read(files), records.read_literature(files)
        self.version, self.date = self.findings.declared("version"), self.findings.declared("date")
        self._index_triples(files)
        self._index_claims()
        self._index_rest()
        self.withdrawn = {
            quad.subject.value: Triple(quad.subject, quad.predicate, quad.object)
            for quad in files.withdrawn
            if quad.predicate.value == INVALIDATED and isinstance(quad.subject, NamedNode)
        }
        self.addresses = Addresses(self._with_pages(), self.terms, self.chapters, self.withdrawn)
        sets = (iri for iri in self.addresses.paths if _DATASET in self.types(iri))
        self.datasets = sorted(sets, key=lambda iri: (iri != DATASET, iri))

    def types(self, iri: str) -> tuple[str, ...]:
        """Give the classes of a thing, by IRI."""
        return self.values(iri, _TYPE)

    def values(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Give the IRIs and texts that a property of a thing has, in the order of the files."""
        found = (t.object for t in self.about.get(iri, ()) if t.predicate.value == predicate)
        return tuple(term.value for term in found if isinstance(term, NamedNode | Literal))

    def label(self, iri: str) -> str:
        """Give words for any IRI."""
        return self.findings.label(iri)

    def near(self, claim: Claim) -> Findings:
        """Give the findings with no more claims than those that the wording of `claim` can depend on."""
        return replace(self.findings, claims={other.iri: other for other in self.starting[claim.subject]})

    def read_of(self, claim: Claim) -> Literature:
        """Give the part of the literature that bears on a claim."""
        lines = self.lines_about[claim.iri]
        studies = {line.study for line in lines}
        figures = {iri for line in lines for iri in line.estimates}
        estimates = {figure.iri: figure for study in sorted(studies) for figure in self.figures_of[study]}
        estimates |= {iri: self.literature.estimates[iri] for iri in figures if iri in self.literature.estimates}
        known = {iri: self.literature.studies[iri] for iri in studies if iri in self.literature.studies}
        return Literature({line.iri: line for line in lines}, known, dict(sorted(estimates.items())))

    def standing_of(self, claim: Claim) -> str:
        """Say how a claim stands, in a word or two."""
        return standing.of_claim(claim, self.lines_about[claim.iri], self.literature.studies).name

    def sections(self, source: str) -> list[int]:
        """Give the numbers of the sections of a source, in order."""
        return sorted(number for of, number in self.chapters if of == source and number >= 0)

    def _index_triples(self, files: FileStore) -> None:
        self.about: dict[str, list[Triple]] = defaultdict(list)
        self.referring: dict[str, list[Triple]] = defaultdict(list)
        for quad in files.quads:
            triple = Triple(quad.subject, quad.predicate, quad.object)
            if isinstance(quad.subject, NamedNode):
                self.about[quad.subject.value].append(triple)
            if isinstance(quad.object, NamedNode) and quad.predicate.value != _TYPE:
                self.referring[quad.object.value].append(triple)
        self.derived: dict[str, list[Triple]] = defaultdict(list)
        for quad in files.index().quads_for_pattern(None, None, None, None):
            if quad.graph_name != DefaultGraph() and isinstance(quad.subject, NamedNode):
                self.derived[quad.subject.value].append(Triple(quad.subject, quad.predicate, quad.object))
        self.terms = {iri for iri in self.about if iri.startswith(f"{TERMS}#")}
        self.terms |= {iri for iri in self.about if TERMS in self.values(iri, _DEFINED)}

    def _index_claims(self) -> None:
        found = self.findings.claims.values()
        self.ending = _grouped(found, lambda claim: [claim.outcome])
        self.starting = _grouped(found, lambda claim: [claim.subject])
        self.in_context = _grouped(found, _context)
        self.named_for = _grouped(found, lambda claim: claim.studies)
        self.resting_on = _grouped(found, lambda claim: claim.premises)
        self.linking_to = _grouped(found, _linked)
        self.replacing = _grouped(found, lambda claim: claim.revises)
        self.is_compared = self.findings.is_of_one_source or len(found) <= derived.MOST_COMPARED
        self.compared = across.by_claim(derived.recorded(self.files) if self.is_compared else ())
        said: list[Claim | Gap | Remark] = [*found, *self.findings.gaps.values(), *self.findings.remarks.values()]
        self.from_passage = _grouped(said, lambda one: one.passages)
        self.chapters: dict[Chapter, list[Claim | Gap | Remark]] = defaultdict(list)
        for one in sorted(said, key=self.findings.order):
            self.chapters[self.findings.chapter(one)].append(one)
        self.headings: dict[Chapter, Claim] = {}
        for chapter, these in self.chapters.items():
            for one in these:
                if isinstance(one, Claim) and self.findings.place(one)[1] == 0:
                    self.headings.setdefault(chapter, one)

    def _index_rest(self) -> None:
        findings, literature = self.findings, self.literature
        self.gaps_about = _grouped(findings.gaps.values(), lambda gap: gap.about)
        self.remarks_about = _grouped(findings.remarks.values(), lambda remark: remark.about)
        self.narrower = _grouped(findings.concepts.values(), lambda concept: concept.broader)
        lines: Iterable[EvidenceLine] = literature.lines.values()
        self.lines_about = _grouped(lines, lambda line: [line.about])
        self.lines_of = _grouped(lines, lambda line: [line.study])
        self.lines_naming = _grouped(lines, lambda line: line.estimates)
        figures: Iterable[Estimate] = literature.estimates.values()
        self.figures_of = _grouped(figures, lambda figure: [figure.study])
        self.figures_on = _grouped(
            figures, lambda figure: filter(None, dict.fromkeys((figure.exposure, figure.result)))
        )
        self.reports_of = _grouped(literature.studies.values(), lambda study: study.cohorts)

    def _with_pages(self) -> Iterable[str]:
        """Give what has a page of its own: what the graph names, and what of elsewhere it says the class of."""
        for iri in self.about:
            if iri in self.terms or iri == TERMS or "#" in iri.removeprefix(BASE):
                continue
            if iri.startswith(BASE) or self.types(iri):
                yield iri


def _grouped(found: Iterable[Said], keys: Callable[[Said], Iterable[str]]) -> "dict[str, list[Said]]":
    grouped: dict[str, list[Said]] = defaultdict(list)
    for one in found:
        for key in keys(one):
            grouped[key].append(one)
    return grouped


def _context(claim: Claim) -> Iterable[str]:
    return dict.fromkeys(iri for part in CONTEXTS.values() for iri in getattr(claim, part))


def _linked(claim: Claim) -> Iterable[str]:
    sideways = (claim.weaker_than, claim.explains, claim.alternatives, claim.restates)
    parts = (*sideways, claim.disputes, claim.revises)
    return dict.fromkeys(iri for part in parts for iri in part)
