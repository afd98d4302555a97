"""Everything but claims in plain words: places, gaps, remarks, studies, concepts."""

from graph.claims import Concept, Findings, Gap, Passage, Remark, Study
from graph.sentences.claims import basis
from graph.sentences.grammar import capital, listed, spaced, time
from graph.sentences.terms import CERTAINTY, KIND, LACK
from graph.vocabulary import local_name


def passage(where: Passage, findings: Findings) -> str:
    """Say where a sentence stands: "section 2, paragraph 2, sentence 1"."""
    if where.paragraph == 0:
        place = "the title" if where.section == 0 else f"section {where.section}, heading"
    else:
        place = f"section {where.section}, paragraph {where.paragraph}, sentence {where.sentence}"
    title = findings.sources[where.source].title if where.source and where.source in findings.sources else ""
    cut = " (cut off in the copy that was read)" if where.cut_off else ""
    return f"{title}, {place}{cut}" if title else f"{place}{cut}"


def of_source(words: str, iri: str, findings: Findings) -> str:
    """Say of which source something is, where there is more than one: ``Section 2 of "A talk"``."""
    return words if findings.is_of_one_source or not iri else f'{words} of "{findings.label(iri)}"'


def gap(unknown: Gap) -> str:
    """Say what a source calls unknown."""
    lacks = listed(LACK.get(local_name(iri), local_name(iri)) for iri in unknown.lacks)
    return f"Said to be unknown: {lacks or 'something'}. {unknown.label}"


def remark(said: Remark, findings: Findings) -> str:
    """Say a remark with how firmly it is made and what it rests on."""
    certainty = local_name(said.certainty or "")
    return f"{said.label} It is {CERTAINTY.get(certainty, 'recorded')}. {basis(said, findings)}"


def study(found: Study, findings: Findings) -> str:
    """Describe a study by what is recorded of it."""
    parts = [listed(spaced(local_name(iri)) for iri in found.designs)]
    if found.years is not None:
        parts.append(f"{found.years} years")
    if found.start:
        parts.append(f"begun in {time(found.start)}")
    if found.issued and not (found.authors or found.title):
        parts.append(f"published in {found.issued}")
    if found.institutions:
        parts.append(f"at the {listed(findings.label(iri) for iri in found.institutions)}")
    if found.populations:
        parts.append(f"of {listed(findings.label(iri) for iri in found.populations)}")
    known = ", ".join(part for part in parts if part)
    return f"{found.label}: {known}." if known else f"{found.label}."


def concept(thing: Concept, findings: Findings) -> list[str]:
    """Describe a concept: kind, synonyms, hierarchy, opposites, ages and notes, one sentence each."""
    kind = local_name(thing.kind or "")
    lines = [f"{capital(thing.label)}: {KIND.get(kind, spaced(kind))}." if kind else f"{capital(thing.label)}."]
    if thing.synonyms:
        lines.append(f"Also called {listed(thing.synonyms)}.")
    if thing.broader:
        lines.append(f"A kind of {listed(findings.label(iri) for iri in thing.broader)}.")
    if thing.opposites:
        lines.append(f"Opposite: {listed(findings.label(iri) for iri in thing.opposites)}.")
    if thing.from_age is not None or thing.to_age is not None:
        start = f"{thing.from_age:g} " if thing.from_age is not None else ""
        end = f"to {thing.to_age:g} years" if thing.to_age is not None else "years and over"
        lines.append(f"Ages {start}{end}{', read by the curator' if thing.ages_implied else ''}.")
    return lines + [note if note.endswith(".") else f"{note}." for note in thing.notes]
