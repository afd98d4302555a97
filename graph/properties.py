"""Frozen values made of the properties of a thing: IRI of a property → its values."""

from collections.abc import Mapping
from typing import Any

from graph.claims import Claim, Concept, DataSet, Estimate, EvidenceLine, Gap, Passage, Remark, Source, Study
from graph.vocabulary import EXPORT, PREFIXES, TERM, local_name

_SKOS, _RDFS, _PROV = PREFIXES["skos"], PREFIXES["rdfs"], PREFIXES["prov"]
_LABEL = f"{_SKOS}prefLabel"
_DCTERMS, _CITO, _SCHEMA, _OA = PREFIXES["dcterms"], PREFIXES["cito"], PREFIXES["schema"], PREFIXES["oa"]
_FABIO = PREFIXES["fabio"]
_RDF_VALUE = f"{PREFIXES['rdf']}value"


Properties = Mapping[str, list[Any]]


def is_claim(p: Properties) -> bool:
    """Whether everything is there that a claim cannot do without."""
    needed = (TERM.subject, TERM.outcome, TERM.relation, TERM.reading, TERM.certainty, f"{_RDFS}label")
    return all(name in p for name in needed)


def is_concept(p: Properties) -> bool:
    """Whether it has a label."""
    return _LABEL in p


def is_line(p: Properties) -> bool:
    """Whether everything is there that a line of evidence cannot do without."""
    return all(name in p for name in (TERM.about, TERM.study, TERM.stance))


def is_estimate(p: Properties) -> bool:
    """Whether everything is there that an estimate cannot do without."""
    return all(name in p for name in (TERM.study, TERM.result, TERM.measure))


def _first(p: Properties, *names: str) -> Any:
    return next((p[name][0] for name in names if name in p), None)


def _all(p: Properties, *names: str) -> tuple[str, ...]:
    return tuple([str(thing) for name in names if name in p for thing in p[name]])


def _integer(p: Properties, name: str) -> int | None:
    found = _first(p, name)
    return found if isinstance(found, int) else None


def _number(p: Properties, name: str) -> float | None:
    found = _first(p, name)
    return float(found) if isinstance(found, int | float) else None


def _text(p: Properties, *names: str) -> str | None:
    found = _first(p, *names)
    return None if found is None else str(found)


def _given(p: Properties, name: str) -> str:
    return str(p[name][0])


def claim(iri: str, p: Properties) -> Claim:
    """Make a claim of its properties."""
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
        withdrawn=_text(p, f"{_PROV}invalidatedAtTime"),
        revises=_all(p, f"{_PROV}wasRevisionOf"),
    )


def concept(iri: str, p: Properties) -> Concept:
    """Make a concept of its properties."""
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
        exact_matches=_all(p, f"{_SKOS}exactMatch"),
        related=_all(p, f"{_SKOS}related"),
        notes=_all(p, f"{_SKOS}scopeNote", f"{_SKOS}definition"),
        from_age=_number(p, TERM.fromAge),
        to_age=_number(p, TERM.toAge),
        ages_implied=not {TERM.fromAge, TERM.toAge}.isdisjoint(_all(p, TERM.readIn)),
    )


def passage(iri: str, p: Properties) -> Passage:
    """Make a passage of its properties."""
    return Passage(
        iri,
        source=_text(p, f"{_OA}hasSource"),
        section=_integer(p, TERM.section),
        paragraph=_integer(p, TERM.paragraph),
        sentence=_integer(p, TERM.sentence),
        digest=_text(p, f"{_SCHEMA}sha256"),
        cut_off=bool(_first(p, TERM.cutOff)),
    )


def study(iri: str, p: Properties) -> Study:
    """Make a study of its properties."""
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


def source(iri: str, p: Properties) -> Source:
    """Make a source of its properties."""
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


def dataset(iri: str, p: Mapping[str, list[str]], words: Mapping[str, str]) -> DataSet:
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
        makers=creators,
    )


def gap(iri: str, p: Properties) -> Gap:
    """Make a gap of its properties."""
    return Gap(
        iri,
        label=_text(p, f"{_RDFS}label") or local_name(iri),
        about=_all(p, TERM.about),
        lacks=_all(p, TERM.lacks),
        passages=_all(p, f"{_PROV}wasDerivedFrom"),
    )


def remark(iri: str, p: Properties) -> Remark:
    """Make a remark of its properties."""
    return Remark(
        iri,
        label=_text(p, f"{_RDFS}label") or local_name(iri),
        about=_all(p, TERM.about),
        certainty=_text(p, TERM.certainty),
        basis=_all(p, TERM.basis),
        passages=_all(p, f"{_PROV}wasDerivedFrom"),
    )


def line(iri: str, p: Properties) -> EvidenceLine:
    """Make a line of evidence of its properties."""
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


def estimate(iri: str, p: Properties) -> Estimate:
    """Make an estimate of its properties."""
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
