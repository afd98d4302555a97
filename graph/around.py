"""One thing of a graph with all that a reader is told of it, and no more: the graph may be of any size."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from graph import lookup, properties, records
from graph.ask import Ask, value, values
from graph.claims import CONTEXTS, Claim, Findings, Gap, Literature, Part, Remark
from graph.errors import NotFoundError
from graph.properties import Properties
from graph.vocabulary import local_name

_SAID = "?said prov:wasDerivedFrom ?passage ; a ?kind FILTER(?kind IN (f:Claim, f:Gap, f:Remark))"

_WHOLE = (
    "{ ?said a f:Claim ; f:subject ?s ; f:outcome ?o ; f:relation ?r ; f:reading ?w ; f:certainty ?c ; rdfs:label ?l } "
    "UNION { ?said a ?kind FILTER(?kind IN (f:Gap, f:Remark)) }"
)


def read(ask: Ask, kind: str, iri: str, beside: Iterable[str] = ()) -> tuple[Findings, Literature]:
    """Read a thing with the claims that it points to or that point to it, and the literature on these.

    What is told of the thing is the same as if everything had been read.

    Parameters
    ----------
    ask : Ask
        What answers.
    kind : str
        What the thing is: one of those that `graph.names.find` tells.
    iri : str
        The thing.
    beside : iterable of str
        Claims wanted besides, without the literature on them.
    """
    claims = {iri} if kind == "claim" else set()
    claims |= set(linked(ask, iri))
    literature = records.read_literature(ask, [iri] if kind in {"claim", "study"} else [iri, *claims])
    findings = records.read(ask, claims.union(beside), {iri}, with_remarks=False)
    return with_literature(ask, findings, literature), literature


def with_literature(ask: Ask, findings: Findings, literature: Literature) -> Findings:
    """Add what the literature on some claims is told by: its concepts with those above them, words, and all data sets.

    Parameters
    ----------
    ask : Ask
        What answers.
    findings : Findings
        A selection.
    literature : Literature
        What studies say of it.
    """
    figures = literature.estimates.values()
    concepts = {thing for figure in figures for thing in (figure.exposure, figure.result) if thing}
    concepts |= {thing for line in literature.lines.values() for thing in line.measured}
    named = {line.about for line in literature.lines.values()}
    named |= {part for s in literature.studies.values() for part in (*s.designs, *s.cohorts, *s.populations)}
    labels = lookup.labels(ask, named - findings.labels.keys())
    return with_concepts(ask, replace(findings, labels={**findings.labels, **labels}), concepts)


def with_concepts(ask: Ask, findings: Findings, wanted: set[str]) -> Findings:
    """Add concepts, and those above them and above what was read, by which figures are matched to claims.

    Parameters
    ----------
    ask : Ask
        What answers.
    findings : Findings
        A selection.
    wanted : set of str
        Concepts.
    """
    concepts, labels = dict(findings.concepts), dict(findings.labels)
    front = wanted | {iri for concept in concepts.values() for iri in concept.broader}
    while front := front - concepts.keys():
        known: dict[str, Properties] = records.described(ask, front)
        new = {iri: properties.concept(iri, p) for iri, p in known.items() if properties.is_concept(p)}
        concepts |= new
        labels |= {iri: concept.label for iri, concept in new.items()}
        front = {iri for concept in new.values() for iri in concept.broader}
    return replace(
        findings, concepts=dict(sorted(concepts.items())), labels=labels, datasets=records.read_datasets(ask)
    )


def source(ask: Ask, iri: str) -> tuple[Findings, dict[int, Counter[str]]]:
    """Read a source with the words for what it names, and count what is said in each of its sections.

    Parameters
    ----------
    ask : Ask
        What answers.
    iri : str
        The source.

    Returns
    -------
    Findings
        The source alone.
    dict of int to Counter
        By section: how many claims, gaps and remarks are first said there, by the local name of their class.
    """
    known = lookup.Lookup(ask)
    found = properties.source(iri, known.described([iri]).get(iri, {}))
    mentioned = {*found.creators, *found.reviewers, *found.derived_from, *found.populations, found.publisher or ""}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    said = f"{values('source', [iri])} ?passage oa:hasSource ?source ; f:section ?number . {_SAID}"
    first = f"SELECT ?kind ?said (MIN(?number) AS ?section) {{ {said} }} GROUP BY ?kind ?said"
    counted = f"SELECT ?kind ?section (COUNT(?said) AS ?count) {{ {{ {first} }} }} GROUP BY ?kind ?section"
    for kind, section, count in ask.select(f"{counted} ORDER BY ?section ?kind").rows:
        counts[int(value(section))][local_name(value(kind))] = int(value(count))
    return Findings({}, {}, sources={iri: found}, labels=known.labels({iri, *mentioned})), dict(counts)


def section(ask: Ask, number: int, iri: str = "") -> Part:
    """Read what is said in a section, first or again, as a part of the whole.

    Parameters
    ----------
    ask : Ask
        What answers.
    number : int
        The section.
    iri : str
        The source that is meant; every source that has a section of that number if not given.

    Raises
    ------
    NotFoundError
        If nothing is first said there; the message has the sections that there are.
    """
    meant = f"{values('source', [iri])} ?passage oa:hasSource ?source ." if iri else ""
    kinds: dict[str, set[str]] = defaultdict(set)
    for said, kind in ask.select(
        f"SELECT DISTINCT ?said ?kind {{ {meant} ?passage f:section {number} . {_SAID} }}"
    ).rows:
        kinds[local_name(value(kind))].add(value(said))
    found = records.read(ask, kinds["Claim"], kinds["Gap"] | kinds["Remark"], with_remarks=False)
    here: list[Claim | Gap | Remark] = [*found.claims.values(), *found.gaps.values(), *found.remarks.values()]
    if not any(found.place(said)[0] == number and iri in {"", found.chapter(said)[0]} for said in here):
        raise NotFoundError(f"no section {number}", advice=f"sections: {', '.join(map(str, _sections(ask, meant)))}")
    sources = ask.select("SELECT DISTINCT ?source { ?passage oa:hasSource ?source } LIMIT 2").rows
    return Part.of(found, found.legs, of_one_source=len(sources) < 2)


def _sections(ask: Ask, meant: str) -> list[int]:
    """Give the sections in which something is first said that is whole."""
    numbered = f"{meant} ?passage f:section ?number FILTER(isNumeric(?number)) ?said prov:wasDerivedFrom ?passage"
    firsts = f"SELECT ?said (MIN(?number) AS ?first) {{ {numbered} {_WHOLE} }} GROUP BY ?said"
    rows = ask.select(f"SELECT DISTINCT ?first {{ {{ {firsts} }} }}").rows
    return sorted(number for (first,) in rows if isinstance(number := value(first), int))


def linked(ask: Ask, iri: str) -> list[str]:
    """Give the claims that a thing of the graph points to, and those that point to it.

    Parameters
    ----------
    ask : Ask
        What answers.
    iri : str
        A claim, concept, study, passage, gap or remark.
    """
    onward = f"{values('thing', [iri])} ?thing ?part ?claim . ?claim a f:Claim"
    parts = ("f:subject", "f:outcome", *(f"f:{_camel(part)}" for part in CONTEXTS), "cito:isSupportedBy")
    back = [f"{values('thing', [iri])} ?claim {part} ?thing ; a f:Claim" for part in (*parts, "prov:wasDerivedFrom")]
    return sorted(set().union(*(_claims(ask, pattern) for pattern in (onward, *back))))


def _claims(ask: Ask, pattern: str) -> set[str]:
    return {value(claim) for (claim,) in ask.select(f"SELECT DISTINCT ?claim {{ {pattern} }}").rows}


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
