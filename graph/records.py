"""Read claims, and all that they refer to, from whatever answers SPARQL."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from graph.ask import Ask, value, values
from graph.claims import (
    Claim,
    Concept,
    DataSet,
    Estimate,
    EvidenceLine,
    Findings,
    Gap,
    Literature,
    Passage,
    Remark,
    Source,
    Study,
    datasets_on,
)
from graph.errors import DataError
from graph.vocabulary import DATASET, EXPORT, PREFIXES, TERM, local_name

_SKOS, _RDFS, _PROV = PREFIXES["skos"], PREFIXES["rdfs"], PREFIXES["prov"]
_LABEL = f"{_SKOS}prefLabel"
_DCTERMS, _CITO, _SCHEMA, _OA = PREFIXES["dcterms"], PREFIXES["cito"], PREFIXES["schema"], PREFIXES["oa"]
_FABIO = PREFIXES["fabio"]
_RDF_VALUE = f"{PREFIXES['rdf']}value"

_FOREIGN = '(LANG({0}) NOT IN ("", "en"))'

_Properties = Mapping[str, list[Any]]


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
    found = {iri: _claim(iri, p) for iri, p in _records(ask, TERM.Claim, iris).items() if _is_whole(p)}
    every = iris is None
    concepts = {iri: _concept(iri, p) for iri, p in _records(ask, f"{_SKOS}Concept").items() if _LABEL in p}
    passages = {iri: _passage(iri, p) for iri, p in _records(ask, TERM.Passage).items()}
    studies = {iri: _study(iri, p) for iri, p in _records(ask, TERM.Study).items()}
    gaps = {iri: _gap(iri, p) for iri, p in _records(ask, TERM.Gap).items()}
    remarks = {iri: _remark(iri, p) for iri, p in _records(ask, TERM.Remark).items()}
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
    lines = {iri: _line(iri, p) for iri, p in _records(ask, TERM.EvidenceLine).items() if _bears(p)}
    studies = {iri: _study(iri, p) for iri, p in _records(ask, TERM.Study).items()}
    estimates = {iri: _estimate(iri, p) for iri, p in _records(ask, TERM.Estimate).items() if _estimates(p)}
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
    return tuple(_dataset(iri, p, words) for iri, p in sorted(texts.items()))


def labels(ask: Ask) -> dict[str, str]:
    """Give the words for every IRI that has any: a label before a title, English before another language."""
    rows = ask.select(
        "SELECT ?s ?label { VALUES (?p ?rank) { (skos:prefLabel 1) (rdfs:label 2) (dcterms:title 3) } ?s ?p ?label "
        f"}} ORDER BY ?s DESC({_FOREIGN.format('?label')}) DESC(?rank) DESC(?label)"
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


def _records(ask: Ask, type_iri: str, iris: Collection[str] | None = None) -> dict[str, _Properties]:
    """Give every property of every resource of a type: IRI → property → values."""
    wanted = "" if iris is None else values("s", iris)
    return _grouped(ask, f"{wanted} ?s a <{type_iri}> ; ?p ?o")


def _grouped(ask: Ask, pattern: str) -> dict[str, _Properties]:
    records: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    order = f"ORDER BY ?s ?p {_FOREIGN.format('?o')} ?o"
    for subject, predicate, thing in ask.select(f"SELECT ?s ?p ?o {{ {pattern} }} {order}").rows:
        records[value(subject)][value(predicate)].append(value(thing))
    return {iri: dict(properties) for iri, properties in records.items()}


def _sources(ask: Ask, iris: set[str]) -> dict[str, Source]:
    if not iris:
        return {}
    return {iri: _source(iri, p) for iri, p in _grouped(ask, f"{values('s', iris)} ?s ?p ?o").items()}


def _is_whole(p: _Properties) -> bool:
    needed = (TERM.subject, TERM.outcome, TERM.relation, TERM.reading, TERM.certainty, f"{_RDFS}label")
    return all(name in p for name in needed)


def _references(claim: Claim) -> Iterable[str]:
    yield claim.subject
    yield claim.outcome
    for part in fields(claim):
        content = getattr(claim, part.name)
        if isinstance(content, tuple):
            yield from content


def _bears(p: _Properties) -> bool:
    return all(name in p for name in (TERM.about, TERM.study, TERM.stance))


def _estimates(p: _Properties) -> bool:
    return all(name in p for name in (TERM.study, TERM.result, TERM.measure))


def _first(p: _Properties, *names: str) -> Any:
    return next((p[name][0] for name in names if name in p), None)


def _all(p: _Properties, *names: str) -> tuple[str, ...]:
    return tuple(str(thing) for name in names for thing in p.get(name, ()))


def _integer(p: _Properties, name: str) -> int | None:
    found = _first(p, name)
    return found if isinstance(found, int) else None


def _number(p: _Properties, name: str) -> float | None:
    found = _first(p, name)
    return float(found) if isinstance(found, int | float) else None


def _text(p: _Properties, *names: str) -> str | None:
    found = _first(p, *names)
    return None if found is None else str(found)


def _given(p: _Properties, name: str) -> str:
    return str(p[name][0])


def _claim(iri: str, p: _Properties) -> Claim:
    return Claim(
        iri,
        label=_given(p, f"{_RDFS}label"),
        subject=_given(p, TERM.subject),
        outcome=_given(p, TERM.outcome),
        relation=_given(p, TERM.relation),
        reading=_given(p, TERM.reading),
        certainty=_given(p, TERM.certainty),
        hedges=_all(p, TERM.hedge),
        basis=_all(p, TERM.basis),
        populations=_all(p, TERM.population),
        ages=_all(p, TERM.age),
        subject_ages=_all(p, TERM.subjectAge),
        conditions=_all(p, TERM.condition),
        comparators=_all(p, TERM.comparator),
        mediators=_all(p, TERM.mediator),
        weaker_than=_all(p, TERM.weakerThan),
        premises=_all(p, TERM.premise),
        explains=_all(p, TERM.explains),
        alternatives=_all(p, TERM.alternativeTo),
        restates=_all(p, TERM.restates),
        disputes=_all(p, f"{_CITO}disputes"),
        studies=_all(p, f"{_CITO}isSupportedBy"),
        held_by=_all(p, TERM.heldBy),
        read_in=_all(p, TERM.readIn),
        cut_off=bool(_first(p, TERM.cutOff)),
        passages=_all(p, f"{_PROV}wasDerivedFrom"),
    )


def _concept(iri: str, p: _Properties) -> Concept:
    return Concept(
        iri,
        label=_given(p, _LABEL),
        synonyms=_all(p, f"{_SKOS}altLabel"),
        kind=_text(p, TERM.kind),
        valence=_text(p, TERM.valence),
        plural=bool(_first(p, TERM.plural)),
        phrase=_text(p, TERM.phrase),
        more=_text(p, TERM.moreLabel),
        less=_text(p, TERM.lessLabel),
        broader=_all(p, f"{_SKOS}broader"),
        opposites=_all(p, TERM.opposite),
        related=_all(p, f"{_SKOS}related"),
        notes=_all(p, f"{_SKOS}scopeNote", f"{_SKOS}definition"),
        from_age=_number(p, TERM.fromAge),
        to_age=_number(p, TERM.toAge),
    )


def _passage(iri: str, p: _Properties) -> Passage:
    return Passage(
        iri,
        source=_text(p, f"{_OA}hasSource"),
        section=_integer(p, TERM.section),
        paragraph=_integer(p, TERM.paragraph),
        sentence=_integer(p, TERM.sentence),
        digest=_text(p, f"{_SCHEMA}sha256"),
        cut_off=bool(_first(p, TERM.cutOff)),
    )


def _study(iri: str, p: _Properties) -> Study:
    return Study(
        iri,
        label=_text(p, f"{_RDFS}label", f"{_DCTERMS}title") or local_name(iri),
        designs=_all(p, TERM.design),
        populations=_all(p, TERM.population),
        years=_integer(p, TERM.years),
        start=_text(p, TERM.startText),
        institutions=_all(p, f"{_PROV}wasAssociatedWith"),
        title=_text(p, f"{_DCTERMS}title"),
        authors=_text(p, TERM.authors),
        issued=_text(p, f"{_DCTERMS}issued"),
        venue=_text(p, TERM.venue),
        volume_pages=_text(p, TERM.volumePages),
        doi=_text(p, TERM.doi),
        pmid=_text(p, f"{_FABIO}hasPubMedId"),
        pmcid=_text(p, f"{_FABIO}hasPubMedCentralId"),
        design_text=_text(p, TERM.designText),
        population_text=_text(p, TERM.populationText),
        finding=_text(p, TERM.finding),
        size=_integer(p, TERM.sampleSize),
        samples=_integer(p, TERM.samples),
        size_text=_text(p, TERM.sizeText),
        cohorts=_all(p, TERM.cohort),
        own_authors=_all(p, TERM.author),
        unchecked=_all(p, TERM.unchecked),
        result_seen=_first(p, TERM.resultSeen) is not False,
    )


def _source(iri: str, p: _Properties) -> Source:
    return Source(
        iri,
        title=_text(p, f"{_DCTERMS}title", f"{_RDFS}label") or local_name(iri),
        creators=_all(p, f"{_DCTERMS}creator"),
        publisher=_text(p, f"{_DCTERMS}publisher"),
        issued=_text(p, f"{_DCTERMS}issued"),
        modified=_text(p, f"{_DCTERMS}modified"),
        reviewed=_text(p, f"{_SCHEMA}lastReviewed"),
        reviewers=_all(p, f"{_SCHEMA}reviewedBy"),
        derived_from=_all(p, f"{_PROV}wasDerivedFrom"),
        populations=_all(p, TERM.population),
        url=_text(p, f"{_SCHEMA}url"),
    )


def _dataset(iri: str, p: Mapping[str, list[str]], words: Mapping[str, str]) -> DataSet:
    """Take texts as written: a version 1.10 is not the number 1.1. An export stands for what it was taken from."""
    creators = _all(p, f"{_DCTERMS}creator")
    return DataSet(
        (_text(p, f"{_PROV}wasDerivedFrom") or "") if iri == EXPORT else iri,
        title=_text(p, f"{_DCTERMS}title", f"{_RDFS}label") or "",
        version=_text(p, f"{_SCHEMA}version") or "",
        date=_text(p, f"{_DCTERMS}modified", f"{_DCTERMS}issued") or "",
        license=_text(p, f"{_DCTERMS}license") or "",
        creators=tuple(dict.fromkeys(words.get(creator, creator) for creator in creators)),
        sources=_all(p, f"{_DCTERMS}source"),
    )


def _by_language(triple: Triple) -> tuple[bool, str]:
    thing = triple.object
    return isinstance(thing, Literal) and thing.language not in {None, "en"}, str(thing)


def _gap(iri: str, p: _Properties) -> Gap:
    return Gap(
        iri,
        label=_text(p, f"{_RDFS}label") or local_name(iri),
        about=_all(p, TERM.about),
        lacks=_all(p, TERM.lacks),
        passages=_all(p, f"{_PROV}wasDerivedFrom"),
    )


def _remark(iri: str, p: _Properties) -> Remark:
    return Remark(
        iri,
        label=_text(p, f"{_RDFS}label") or local_name(iri),
        about=_all(p, TERM.about),
        certainty=_text(p, TERM.certainty),
        basis=_all(p, TERM.basis),
        passages=_all(p, f"{_PROV}wasDerivedFrom"),
    )


def _line(iri: str, p: _Properties) -> EvidenceLine:
    return EvidenceLine(
        iri,
        about=_given(p, TERM.about),
        study=_given(p, TERM.study),
        stance=_given(p, TERM.stance),
        why=_text(p, TERM.why),
        differs_in=_all(p, TERM.differsIn),
        measured=_all(p, TERM.measured),
        estimates=_all(p, TERM.estimate),
        created=_text(p, f"{_DCTERMS}created"),
    )


def _estimate(iri: str, p: _Properties) -> Estimate:
    return Estimate(
        iri,
        study=_given(p, TERM.study),
        label=_text(p, f"{_RDFS}label") or local_name(iri),
        exposure=_text(p, TERM.exposure),
        result=_given(p, TERM.result),
        measure=_given(p, TERM.measure),
        value=_text(p, _RDF_VALUE),
        relation=_text(p, TERM.relation),
        ci_low=_text(p, TERM.ciLow),
        ci_high=_text(p, TERM.ciHigh),
        ci_level=_integer(p, TERM.ciLevel),
        significant=_first(p, TERM.significant),
        treated=_text(p, TERM.treated),
        control=_text(p, TERM.control),
        size=_integer(p, TERM.sampleSize),
        samples=_integer(p, TERM.samples),
        subgroup=_all(p, TERM.subgroup),
        adjustment=_text(p, TERM.adjustment),
        notes=_all(p, f"{_SKOS}note"),
        is_restated=bool(_first(p, TERM.restated)),
    )
