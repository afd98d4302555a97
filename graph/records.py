"""Read claims, and all that they refer to, from whatever answers SPARQL."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields
from typing import Any, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from graph import properties
from graph.ask import Ask, value, values
from graph.claims import Claim, DataSet, Findings, Gap, Literature, Remark, Source, datasets_on
from graph.errors import DataError
from graph.properties import Properties
from graph.vocabulary import DATASET, PREFIXES, TERM, local_name

Made = TypeVar("Made")
_FOREIGN = '(LANG({0}) NOT IN ("", "en"))'


def read(ask: Ask, iris: Collection[str] | None = None) -> Findings:
    """Read claims and everything they refer to.

    Parameters
    ----------
    ask : Ask
        What answers.
    iris : collection of str, optional
        The claims wanted; all of them if not given.

    Returns
    -------
    Findings
        Claims that lack a subject, an outcome or another necessary part are left out: `findings check` tells of them.
    """
    found = _made(ask, TERM.Claim, properties.claim, properties.is_claim, iris)
    every = iris is None
    concepts = _made(ask, f"{PREFIXES['skos']}Concept", properties.concept, properties.is_concept)
    passages = _made(ask, TERM.Passage, properties.passage)
    studies = _made(ask, TERM.Study, properties.study)
    gaps = _made(ask, TERM.Gap, properties.gap)
    remarks = _made(ask, TERM.Remark, properties.remark)
    if not every:
        used = {iri for claim in found.values() for iri in _references(claim)}
        about = {iri for claim in found.values() for iri in (claim.subject, claim.outcome)}
        gaps = {iri: gap for iri, gap in gaps.items() if set(gap.about) & found.keys()}
        remarks = {iri: remark for iri, remark in remarks.items() if set(remark.about) & about}
        others: list[Gap | Remark] = [*gaps.values(), *remarks.values()]
        used |= {iri for said in others for iri in said.passages}
        concepts = {iri: c for iri, c in concepts.items() if iri in used}
        passages = {iri: p for iri, p in passages.items() if iri in used}
        studies = {iri: s for iri, s in studies.items() if iri in used}
    sources = _sources(ask, {p.source for p in passages.values() if p.source})
    datasets = read_datasets(ask)
    if not every:
        datasets = datasets_on(datasets, sources)
    return Findings(found, concepts, passages, studies, sources, gaps, remarks, labels(ask), datasets)


def read_literature(ask: Ask) -> Literature:
    """Read what studies say of claims: nothing, where the graph is the article's layer alone.

    Parameters
    ----------
    ask : Ask
        What answers.
    """
    lines = _made(ask, TERM.EvidenceLine, properties.line, properties.is_line)
    studies = _made(ask, TERM.Study, properties.study)
    estimates = _made(ask, TERM.Estimate, properties.estimate, properties.is_estimate)
    return Literature(lines, studies, estimates)


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
    words = labels(ask)
    return tuple(properties.dataset(iri, p, words) for iri, p in sorted(texts.items()))


def labels(ask: Ask, iris: Collection[str] | None = None) -> dict[str, str]:
    """Give the words for every IRI that has any, or for `iris`: a label before a title, English first."""
    wanted = "" if iris is None else values("s", iris)
    rows = ask.select(
        f"SELECT ?s ?label {{ {wanted} VALUES (?p ?rank) {{ (skos:prefLabel 1) (rdfs:label 2) (dcterms:title 3) }} "
        f"?s ?p ?label }} ORDER BY ?s DESC({_FOREIGN.format('?label')}) DESC(?rank) DESC(?label)"
    ).rows
    return {value(subject): str(value(label)) for subject, label in rows}


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


def _made(
    ask: Ask,
    type_iri: str,
    make: Callable[[str, Properties], Made],
    is_whole: Callable[[Properties], bool] = bool,
    iris: Collection[str] | None = None,
) -> dict[str, Made]:
    """Make a value of every resource of a type that is whole, by IRI."""
    return {iri: make(iri, p) for iri, p in _records(ask, type_iri, iris).items() if is_whole(p)}


def _records(ask: Ask, type_iri: str, iris: Collection[str] | None = None) -> dict[str, Properties]:
    """Give every property of every resource of a type: IRI → property → values."""
    wanted = "" if iris is None else values("s", iris)
    return _grouped(ask, f"{wanted} ?s a <{type_iri}> ; ?p ?o")


def _grouped(ask: Ask, pattern: str) -> dict[str, Properties]:
    records: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    order = f"ORDER BY ?s ?p {_FOREIGN.format('?o')} ?o"
    for subject, predicate, thing in ask.select(f"SELECT ?s ?p ?o {{ {pattern} }} {order}").rows:
        records[value(subject)][value(predicate)].append(value(thing))
    return {iri: dict(known) for iri, known in records.items()}


def _sources(ask: Ask, iris: set[str]) -> dict[str, Source]:
    if not iris:
        return {}
    return {iri: properties.source(iri, p) for iri, p in _grouped(ask, f"{values('s', iris)} ?s ?p ?o").items()}


def _references(claim: Claim) -> Iterable[str]:
    yield claim.subject
    yield claim.outcome
    for part in fields(claim):
        content = getattr(claim, part.name)
        if isinstance(content, tuple):
            yield from content


def _by_language(triple: Triple) -> tuple[bool, str]:
    thing = triple.object
    return isinstance(thing, Literal) and thing.language not in {None, "en"}, str(thing)
