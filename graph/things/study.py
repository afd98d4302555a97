"""The pages of a study, of a cohort, of a reading of how a study bears on a claim, and of a figure."""

from graph import cite, effects, figures, publications, sentences, standing
from graph.claims import Estimate, EvidenceLine, Study
from graph.things import markup, pictures
from graph.things.parts import Fact, Group, Thing, Value
from graph.things.values import Values, fact, facts, group, groups
from graph.things.words import MEASURED, STANCE, WORDS
from graph.vocabulary import PREFIXES, local_name

_READER = f"{PREFIXES['prov']}wasAttributedTo"
_PARTS = {"subject": "subject", "outcome": "outcome", "condition": "condition", "age": "age"}
_PARTS |= {"population": "population", "comparator": "comparator"}


def page(found: Study, values: Values) -> Thing:
    """Make the page of a study."""
    known = values.known
    finding = [Value(found.finding)] if found.finding else []
    return Thing(
        known.addresses[found.iri],
        found.title or found.label,
        WORDS["study"],
        found.iri,
        found.label if found.title else found.name,
        lead=(*finding, Value(sentences.study(found, known.findings))),
        facts=_facts(found, values),
        picture=pictures.study(found.iri, found.label, values),
        groups=_groups(found.iri, values),
        cite=cite.study(found) if publications.is_publication(found) else cite.dataset(known.findings),
        markup=markup.study(found, known),
    )


def cohort(iri: str, values: Values) -> Thing:
    """Make the page of a cohort: people followed over time, of which several studies report."""
    known = values.known
    name = known.label(iri)
    return Thing(
        known.addresses[iri],
        name,
        WORDS["cohort"],
        iri,
        local_name(iri),
        picture=pictures.study(iri, name, values),
        groups=_groups(iri, values),
        cite=cite.dataset(known.findings),
        markup=markup.thing(iri, name, WORDS["cohort"], known),
    )


def line(found: EvidenceLine, values: Values) -> Thing:
    """Make the page of a reading: a curator's, dated, never a fact of the source."""
    known = values.known
    claim = values.claim_at(found.about)
    study = known.label(found.study)
    stance = STANCE.get(local_name(found.stance), local_name(found.stance))
    measured = ", ".join(known.label(iri) for iri in found.measured)
    matter = "" if standing.is_direct(found) else f", {MEASURED.format(concepts=measured or 'something else')}"
    said = f"{study} {stance}{matter}: {claim.text}"
    lead = [Value(said)]
    lead += [Value(f"The claim is {claim.note}.", certainty=claim.certainty)] if claim.note else []
    lead += [Value(found.why if found.why.endswith(".") else f"{found.why}.")] if found.why else []
    return Thing(
        known.addresses[found.iri],
        WORDS["bears_on"].format(study=study),
        WORDS["evidence"],
        found.iri,
        found.name,
        lead=tuple(lead),
        facts=facts(
            fact(WORDS["study"], [values.thing(found.study)]),
            fact(WORDS["claim"], [claim]),
            fact(WORDS["stance"], [Value(stance, values.href(found.stance))]),
            fact(WORDS["differs_in"], [_PARTS.get(local_name(iri), local_name(iri)) for iri in found.differs_in]),
            fact(WORDS["measured"], values.things(found.measured)),
            fact(WORDS["read_by"], values.things(known.values(found.iri, _READER))),
            fact(WORDS["read"], [found.created]),
        ),
        picture=pictures.line(found, values),
        groups=groups(group(WORDS["figures_read"], _named_figures(found, values))),
        cite=cite.dataset(known.findings),
        markup=markup.thing(found.iri, said, WORDS["evidence"], known),
    )


def figure(found: Estimate, values: Values) -> Thing:
    """Make the page of a figure: as reported, sign and all, and on the scale of r where it may be converted."""
    known = values.known
    said, direction = figures.reported(found), figures.direction(found)
    common = figures.on_common_scale(found, known.findings.concepts)
    title = figures.subject_matter(found, known.findings)
    scale = effects.in_words(common) if common else "never converted, or not between groups this unequal"
    ends = found.exposure and found.exposure != found.result
    words = ", ".join(filter(None, (said, direction)))
    return Thing(
        known.addresses[found.iri],
        title,
        WORDS["estimate"],
        found.iri,
        found.name,
        lead=(Value(f"{known.label(found.study)} reports {words or 'no value'}."),),
        facts=facts(
            fact(WORDS["exposure"], [values.thing(found.exposure)] if found.exposure else []),
            fact(WORDS["result"], [values.thing(found.result)]),
            fact(WORDS["reported"], [Value(said, "", found.label)]),
            fact(WORDS["direction"], [direction]),
            fact(WORDS["scale"], [scale]),
            fact(WORDS["measure"], [values.thing(found.measure)]),
            fact(WORDS["sample"], [_people(found.size, found.samples)]),
            fact(WORDS["subgroup"], found.subgroup),
            fact(WORDS["adjustment"], [found.adjustment]),
            fact(WORDS["reported_by"], [values.thing(found.study)]),
            fact(WORDS["notes"], found.notes),
        ),
        picture=pictures.figure(found.exposure or "", found.result, words, values) if ends else None,
        groups=groups(group(WORDS["lines_naming"], map(values.line, known.lines_naming[found.iri]))),
        cite=cite.dataset(known.findings),
        markup=markup.thing(found.iri, f"{title}: {words}", WORDS["estimate"], known),
    )


def _facts(found: Study, values: Values) -> tuple[Fact, ...]:
    work = publications.from_study(found)
    where = ", ".join(filter(None, (found.venue, found.volume_pages)))
    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{found.pmid}/" if (found.pmid or "").isdecimal() else ""
    links = [Value(work.url, work.url)] if work.url else []
    links += [Value(f"PubMed {found.pmid}", pubmed)] if pubmed else []
    return facts(
        fact(WORDS["authors"], [found.authors]),
        fact(WORDS["published"], [" · ".join(filter(None, (found.issued, where)))]),
        fact(WORDS["read"], links),
        fact(WORDS["design"], _designs(found, values)),
        fact(WORDS["population"], [*values.things(found.populations), found.population_text]),
        fact(WORDS["sample"], [_people(found.size, found.samples) or found.size_text]),
        fact(WORDS["cohort"], values.things(found.cohorts)),
        fact(WORDS["unchecked"], publications.unchecked(found)),
        fact(WORDS["notes"], [] if found.result_seen else [WORDS["not_seen"]]),
    )


def _groups(iri: str, values: Values) -> tuple[Group, ...]:
    known = values.known
    return groups(
        group(WORDS["named_for"], map(values.claim, known.named_for[iri])),
        group(WORDS["borne"], map(values.line, known.lines_of[iri])),
        group(WORDS["figures"], map(values.figure, known.figures_of[iri])),
        group(WORDS["reports"], (values.thing(study.iri, study.title or "") for study in known.reports_of[iri])),
    )


def _designs(found: Study, values: Values) -> list[Value]:
    """Give the designs by their terms, and the words that were recorded where these say more."""
    named = [*values.things(found.designs)]
    is_said = (found.design_text or "") in {value.text for value in named}
    return named if is_said else [*named, Value(found.design_text or "")]


def _people(size: int | None, samples: int | None) -> str:
    return ", ".join(f"{name} = {count}" for name, count in (("N", size), ("k", samples)) if count is not None)


def _named_figures(found: EvidenceLine, values: Values) -> list[Value]:
    estimates = values.known.literature.estimates
    return [values.figure(estimates[iri]) for iri in found.estimates if iri in estimates]
