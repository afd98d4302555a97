"""Read claims, and all that they refer to, from whatever answers SPARQL."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from itertools import chain
from typing import Any, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from graph import properties
from graph.ask import Ask, is_iri, value, values
from graph.claims import Claim, DataSet, Findings, Gap, Legs, Literature, Part, Remark, Source, datasets_on
from graph.errors import DataError
from graph.lookup import AT_ONCE, Lookup, blocks, in_order, labels
from graph.properties import Properties
from graph.vocabulary import DATASET, PREFIXES, TERM, local_name

Made = TypeVar("Made")
_CONCEPT, _TYPE = f"{PREFIXES['skos']}Concept", f"{PREFIXES['rdf']}type"
_CREATOR = f"{PREFIXES['dcterms']}creator"
MOST_ASKED = 2_000
# In two parts that share two variables: an engine holds each once, and not each claim against each.
_WHOLE = "a f:Claim ; f:reading ?any_reading ; f:certainty ?any_certainty ; rdfs:label ?any_label"
_ALL_LEGS = f"""
SELECT DISTINCT ?s ?m ?r {{
  {{ SELECT DISTINCT ?s ?m {{ ?by a f:Claim ; f:subject ?s ; f:mediator ?m }} }}
  {{ SELECT ?claim ?s ?m ?r {{ ?claim a f:Claim ; f:subject ?s ; f:outcome ?m ; f:relation ?r }} }}
  FILTER EXISTS {{ ?claim {_WHOLE} }}
}}
"""


def read(
    ask: Ask,
    iris: Collection[str] | None = None,
    others: Collection[str] = (),
    labeled: Collection[str] = (),
    *,
    with_remarks: bool = True,
) -> Findings:
    """Read claims and everything they refer to.

    Parameters
    ----------
    ask : Ask
        What answers.
    iris : collection of str, optional
        The claims wanted; all of them if not given.
    others : collection of str
        What is wanted beside the claims: concepts, studies, passages, gaps, remarks, and what is said of them.
    labeled : collection of str
        What only words are wanted for.
    with_remarks : bool
        Whether remarks on subjects and outcomes of the claims are wanted too; those on `others` always are.

    Returns
    -------
    Findings
        Claims that lack a subject, an outcome or another necessary part are left out: `findings check` tells of them.
    """
    if iris is not None:
        return _selected(ask, iris, others, labeled, with_remarks=with_remarks)
    claims = _made(ask, TERM.Claim, properties.claim, properties.is_claim)
    concepts = _made(ask, _CONCEPT, properties.concept, properties.is_concept)
    passages = _made(ask, TERM.Passage, properties.passage)
    studies = _made(ask, TERM.Study, properties.study)
    gaps = _made(ask, TERM.Gap, properties.gap)
    remarks = _made(ask, TERM.Remark, properties.remark)
    sources = _sources(Lookup(ask), {p.source for p in passages.values() if p.source})
    return Findings(claims, concepts, passages, studies, sources, gaps, remarks, labels(ask), read_datasets(ask))


def _selected(
    ask: Ask, iris: Collection[str], beside: Collection[str], labeled: Collection[str], *, with_remarks: bool
) -> Findings:
    """Read some claims, and no more of the rest than they refer to: the graph may be large."""
    lookup = Lookup(ask)
    known = lookup.described(iris)
    claims = _whole(known, TERM.Claim, properties.claim, properties.is_claim)
    about = {iri for claim in claims.values() for iri in (claim.subject, claim.outcome)} if with_remarks else set()
    about |= {*beside}
    open_ones = _pointing(ask, TERM.Gap, {*claims, *beside})
    others = lookup.described([*beside, *open_ones, *_pointing(ask, TERM.Remark, about)])
    gaps = _whole(others, TERM.Gap, properties.gap)
    remarks = _whole(others, TERM.Remark, properties.remark)
    said: list[Gap | Remark] = [*gaps.values(), *remarks.values()]
    found = _around(lookup, claims, {*beside} | {iri for one in said for iri in one.passages})
    shown = _mentioned(known) | _mentioned(others) | {*labeled}
    words = {**found.labels, **lookup.labels(shown)}
    selected = replace(
        found,
        gaps=gaps,
        remarks=remarks,
        labels=dict(sorted(words.items())),
        datasets=datasets_on(read_datasets(ask), found.sources),
    )
    pairs = {(claim.subject, between) for claim in claims.values() for between in claim.mediators}
    return Part.of(selected, legs(ask, pairs), of_one_source=selected.is_of_one_source)


def legs(ask: Ask, pairs: Collection[tuple[str, str]] | None = None) -> Legs:
    """Read how subjects of claims stand to what lies between these and their outcomes, by whatever claims say so.

    Parameters
    ----------
    ask : Ask
        What answers.
    pairs : collection of (str, str), optional
        Subjects and mediators; those of all claims if not given.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for query in [_ALL_LEGS] if pairs is None or len(pairs) > MOST_ASKED else _asking_for(pairs):
        for row in ask.select(query).rows:
            subject, between, relation = map(value, row)
            if pairs is None or (subject, between) in pairs:
                found[subject, between].add(relation)
    return {ends: frozenset(relations) for ends, relations in found.items()}


def _asking_for(pairs: Collection[tuple[str, str]]) -> Iterator[str]:
    known = sorted((subject, thing) for subject, thing in pairs if is_iri(subject) and is_iri(thing))
    for start in range(0, len(known), AT_ONCE):
        some = known[start : start + AT_ONCE]
        subjects = values("s", {subject for subject, _ in some})
        between = ", ".join(str(NamedNode(thing)) for thing in sorted({thing for _, thing in some}))
        ends = f"{subjects} ?claim f:subject ?s ; f:outcome ?m FILTER(?m IN ({between}))"
        yield f"SELECT DISTINCT ?s ?m ?r {{ {ends} ?claim f:relation ?r ; {_WHOLE} }}"


def read_some(lookup: Lookup, iris: Iterable[str]) -> Findings:
    """Read claims with what they refer to, and no more: neither gaps and remarks on them nor data sets.

    Parameters
    ----------
    lookup : Lookup
        What is asked; it keeps what it was told.
    iris : iterable of str
        The claims.
    """
    return _around(lookup, _whole(lookup.described(iris), TERM.Claim, properties.claim, properties.is_claim), ())


def _around(lookup: Lookup, claims: Mapping[str, Claim], beside: Iterable[str]) -> Findings:
    """Give claims with what they refer to, and with what is wanted beside them."""
    used = {iri for claim in claims.values() for iri in _references(claim)}
    things = lookup.described({*used, *beside})
    passages = _whole(things, TERM.Passage, properties.passage)
    sources = _sources(lookup, {p.source for p in passages.values() if p.source})
    terms = (term for c in claims.values() for term in (c.relation, c.reading, c.certainty))
    shown = {*claims, *terms} | _mentioned(things) | _parts(sources.values())
    concepts = _whole(things, _CONCEPT, properties.concept, properties.is_concept)
    studies = _whole(things, TERM.Study, properties.study)
    return Findings(claims, concepts, passages, studies, sources, labels=lookup.labels(shown))


def read_literature(ask: Ask, claims: Collection[str] | None = None, studies: Collection[str] = ()) -> Literature:
    """Read what studies say of claims: nothing, where the graph is the article's layer alone.

    Parameters
    ----------
    ask : Ask
        What answers.
    claims : collection of str, optional
        The claims wanted, or studies, or concepts that figures were measured on; everything if not given. Of the
        studies that bear on them, every figure is read.
    studies : collection of str
        Studies wanted besides, and cohorts, of which the reports are wanted; not what these bear on.
    """
    if claims is not None:
        return _literature_on(ask, claims, studies)
    lines = _made(ask, TERM.EvidenceLine, properties.line, properties.is_line)
    studies = _made(ask, TERM.Study, properties.study)
    estimates = _made(ask, TERM.Estimate, properties.estimate, properties.is_estimate)
    return Literature(lines, studies, estimates)


def _literature_on(ask: Ask, iris: Collection[str], named: Collection[str]) -> Literature:
    lines_on = (_pointing(ask, TERM.EvidenceLine, iris, part) for part in (TERM.about, TERM.study))
    figures_on = (_pointing(ask, TERM.Estimate, iris, part) for part in (TERM.exposure, TERM.result))
    bearing = described(ask, chain(*lines_on, *figures_on))
    lines = _whole(bearing, TERM.EvidenceLine, properties.line, properties.is_line)
    estimates = _whole(bearing, TERM.Estimate, properties.estimate, properties.is_estimate)
    read = {line.study for line in lines.values()} | {estimate.study for estimate in estimates.values()}
    reports = _pointing(ask, TERM.Study, named, TERM.cohort)
    studies = _whole(described(ask, {*read, *reports, *named, *iris}), TERM.Study, properties.study)
    figures = described(ask, _pointing(ask, TERM.Estimate, studies, TERM.study))
    estimates |= _whole(figures, TERM.Estimate, properties.estimate, properties.is_estimate)
    is_part = bool(ask.answer(f"ASK {{ ?line a <{TERM.EvidenceLine}> }}"))
    return Literature(lines, studies, dict(sorted(estimates.items())), is_part)


def read_datasets(ask: Ask) -> tuple[DataSet, ...]:
    """Read what the data says of itself: who made it, its title, version, date and license, on what sources.

    Parameters
    ----------
    ask : Ask
        What answers.

    Returns
    -------
    tuple of DataSet
        One for each ``schema:Dataset``, in order of IRI. Nothing that is not declared is filled in.
    """
    declared = {
        value(iri) for (iri,) in ask.select("SELECT DISTINCT ?s { ?s a schema:Dataset FILTER(isIRI(?s)) }").rows
    }
    texts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in sorted(ask.describe({DATASET, *declared}), key=_by_language):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            texts[triple.subject.value][triple.predicate.value].append(triple.object.value)
    words = labels(ask, {creator for p in texts.values() for creator in p.get(_CREATOR, ())})
    return tuple(properties.dataset(iri, p, words) for iri, p in sorted(texts.items()))


def described(ask: Ask, iris: Iterable[str]) -> dict[str, Properties]:
    """Give every property of some resources, in order of IRI: IRI → property → values.

    Parameters
    ----------
    ask : Ask
        What answers.
    iris : iterable of str
        Those wanted; of which nothing is known are not in the answer, nor is what is no IRI.
    """
    return Lookup(ask).described(iris)


def require(findings: Findings, kind: str, iri: str) -> None:
    """Refuse what was left out of `findings` because a necessary part of it is missing.

    Raises
    ------
    DataError
        If the claim or concept is not there.
    """
    if (kind == "claim" and iri not in findings.claims) or (kind == "concept" and iri not in findings.concepts):
        what = f"the {kind} '{local_name(iri)}' lacks a necessary part"
        raise DataError(what, advice="findings check says which, with the same --data")


def _pointing(ask: Ask, type_iri: str, iris: Iterable[str], predicate: str = TERM.about) -> list[str]:
    """Give the resources of a type that point to one of `iris`, by ``f:about`` unless told otherwise."""
    pattern = f"?from <{predicate}> ?s ; a <{type_iri}>"
    return [
        value(found)
        for block in blocks(filter(is_iri, iris))
        for (found,) in ask.select(f"SELECT DISTINCT ?from {{ {block} {pattern} }}").rows
    ]


def _made(
    ask: Ask,
    type_iri: str,
    make: Callable[[str, Properties], Made],
    is_whole: Callable[[Properties], bool] = bool,
) -> dict[str, Made]:
    """Make a value of every resource of a type that is whole, by IRI."""
    return {iri: make(iri, p) for iri, p in _grouped(ask, f"?s a <{type_iri}> ; ?p ?o").items() if is_whole(p)}


def _whole(
    known: Mapping[str, Properties],
    type_iri: str,
    make: Callable[[str, Properties], Made],
    is_whole: Callable[[Properties], bool] = bool,
) -> dict[str, Made]:
    """Make a value of each known resource that is of a type and whole, by IRI."""
    return {iri: make(iri, p) for iri, p in known.items() if type_iri in p.get(_TYPE, ()) and is_whole(p)}


def _mentioned(known: Mapping[str, Properties]) -> set[str]:
    """Give resources with all that their properties point to."""
    return {str(thing) for p in known.values() for things in p.values() for thing in things} | set(known)


def _parts(records: Iterable[Source]) -> set[str]:
    return {iri for one in records for iri in _references(one)} | {one.publisher or "" for one in records}


def _grouped(ask: Ask, pattern: str) -> dict[str, Properties]:
    terms: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, thing in ask.select(f"SELECT ?s ?p ?o {{ {pattern} }}").rows:
        terms[value(subject)][value(predicate)].append(thing)
    return {iri: {name: in_order(found) for name, found in known.items()} for iri, known in sorted(terms.items())}


def _sources(known: Lookup, iris: set[str]) -> dict[str, Source]:
    return {iri: properties.source(iri, p) for iri, p in known.described(iris).items()}


def _references(record: Claim | Source) -> Iterable[str]:
    if isinstance(record, Claim):
        yield from (record.subject, record.outcome)
    for part in fields(record):
        content = getattr(record, part.name)
        if isinstance(content, tuple):
            yield from content


def _by_language(triple: Triple) -> tuple[bool, str]:
    thing = triple.object
    return isinstance(thing, Literal) and thing.language not in {None, "en"}, str(thing)
