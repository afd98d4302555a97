"""Which page an address has: every thing of a graph by its kind, the sections, the vocabulary, the contents."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from graph.ask import Triples
from graph.errors import NotFoundError, nearest
from graph.things import anything, claim, concept, contents, dataset, source, study, triples, vocabulary
from graph.things.addresses import OTHER, SECTION, Linker
from graph.things.known import Known
from graph.things.parts import Thing, Value
from graph.things.values import Values
from graph.things.words import CLASSES, FORMATS, SERVED_FORMATS, WORDS
from graph.vocabulary import BASE, TERM, local_name, shorten

TERMS_PATH = "terms"


def find(known: Known, path: str) -> str:
    """Give the address of the page that a path, or the rest of an IRI of the graph, is of.

    Raises
    ------
    NotFoundError
        If there is none; the message gives the nearest names.
    """
    if path in known.addresses.iris or path == TERMS_PATH or known.addresses.section_at(path):
        return path
    address = known.addresses.paths.get(f"{BASE}{path}")
    if address:
        return address
    raise _unknown(known, path)


def page(known: Known, address: str, to: Linker, base: str = "") -> Thing:
    """Make the page at an address that `find` gave, or at that of the contents.

    Parameters
    ----------
    known : Known
        The graph.
    address : str
        Without a suffix: ``claim/nine-ways-02-d``.
    to : Linker
        How the page links to others.
    base : str
        The absolute address of the site, if it is known.
    """
    values = Values(known, to)
    if address == to.start:
        return _finished(contents.page(values, base), values)
    if address == TERMS_PATH:
        return _finished(vocabulary.page(values), values)
    section = known.addresses.section_at(address)
    if section:
        return _finished(source.section(*section, values), values)
    return _finished(_of(known.addresses.iris[address], values, base), values)


def data(known: Known, address: str) -> Triples:
    """Give what is known of the thing at an address that `find` gave."""
    if address == TERMS_PATH:
        return triples.of_terms(known)
    section = known.addresses.section_at(address)
    return triples.of_section(known, *section) if section else triples.of_thing(known, known.addresses.iris[address])


def addresses(known: Known) -> Iterator[str]:
    """Give the address of every page but that of the contents, in order."""
    yield from sorted({TERMS_PATH, *known.addresses.iris, *known.addresses.sections})


def _of(iri: str, values: Values, base: str) -> Thing:
    made = _said(iri, values) or _recorded(iri, values)
    if made:
        return made
    if iri in {one.iri for one in values.known.findings.datasets}:
        return dataset.page(iri, values, base)
    return study.cohort(iri, values) if TERM.Cohort in values.known.types(iri) else anything.page(iri, values)


def _said(iri: str, values: Values) -> Thing | None:
    """Make the page of what a source says, and of what it is read from."""
    findings = values.known.findings
    if iri in findings.claims:
        return claim.page(findings.claims[iri], values)
    if iri in findings.concepts:
        return concept.page(findings.concepts[iri], values)
    if iri in findings.passages:
        return source.passage(findings.passages[iri], values)
    if iri in findings.sources:
        return source.page(findings.sources[iri], values)
    if iri in findings.gaps:
        return source.gap(findings.gaps[iri], values)
    return source.remark(findings.remarks[iri], values) if iri in findings.remarks else None


def _recorded(iri: str, values: Values) -> Thing | None:
    """Make the page of what the literature says."""
    literature = values.known.literature
    if iri in literature.studies:
        return study.page(literature.studies[iri], values)
    if iri in literature.lines:
        return study.line(literature.lines[iri], values)
    return study.figure(literature.estimates[iri], values) if iri in literature.estimates else None


def _finished(made: Thing, values: Values) -> Thing:
    """Add what every page has: the way to it, the formats of its data, where it is on the page to read."""
    to, known = values.to, values.known
    is_start = made.path == to.start
    crumbs = [] if is_start else [Value(WORDS["contents"], to.page(to.start)), *_between(made, values)]
    forms = FORMATS if not to.is_served else SERVED_FORMATS
    further = list(made.further)
    if to.reading and to.has_anchors:
        further += _in_reading(made, known, to)
    links = tuple((words, to.file(f"{made.path}.{suffix}")) for suffix, words in forms if not is_start)
    return replace(made, crumbs=(*crumbs, Value(made.title)), forms=links, further=tuple(further))


def _between(made: Thing, values: Values) -> list[Value]:
    """Name what a page stands under: the source and the section for what is read there, else its kind."""
    known = values.known
    section = known.addresses.section_at(made.path)
    if section:
        return [values.thing(section[0])] if section[0] else []
    said = (
        known.findings.claims.get(made.iri) or known.findings.gaps.get(made.iri) or known.findings.remarks.get(made.iri)
    )
    chapter = known.findings.chapter(said) if said else ("", -1)
    if made.iri in known.findings.passages:
        place = known.findings.passages[made.iri]
        chapter = (place.source or "", -1 if place.section is None else place.section)
    if chapter in known.chapters and chapter[1] >= 0:
        return [*([values.thing(chapter[0])] if chapter[0] else []), values.section(*chapter)]
    kind = CLASSES.get(made.path.partition("/")[0], "")
    return [Value(kind)] if kind and made.path.partition("/")[0] not in {OTHER, SECTION} else []


def _in_reading(made: Thing, known: Known, to: Linker) -> list[Value]:
    """Link to the same on the page to read, which names things by the last part of their IRI."""
    section = known.addresses.section_at(made.path)
    if section:
        anchor = f"section={section[1]}"
    elif made.iri in known.findings.claims or known.starting.get(made.iri) or known.ending.get(made.iri):
        kind = "claim" if made.iri in known.findings.claims else "concept"
        anchor = f"{kind}={quote(local_name(made.iri), safe='')}"
    else:
        return []
    return [Value(WORDS["read_page"], f"{to.file(to.reading)}#{anchor}")]


def _unknown(known: Known, path: str) -> NotFoundError:
    folder = path[: path.rfind("/") + 1]
    names = sorted(local_name(iri) for at, iri in known.addresses.iris.items() if at.startswith(folder))
    if folder.startswith(SECTION):
        near = nearest(path, list(known.addresses.sections))
        return NotFoundError(f"there is no {path}", advice=near or "search at /")
    advice = nearest(local_name(path), names) or "search at /"
    return NotFoundError(f"nothing is known of {shorten(BASE + path)}", advice=advice)
