"""The claims that one claim may be held against, asked for by name: the graph may be too large to compare all."""

from collections.abc import Iterable, Iterator

from graph import across, around, lookup, records
from graph.across import Comparison
from graph.ask import Ask, value, values
from graph.claims import Claim

_SAME = "skos:exactMatch/^skos:exactMatch|skos:exactMatch|^skos:exactMatch"
_NEAR = (
    f"?concept (skos:broader|{_SAME})* ?near",
    f"?concept (^skos:broader|{_SAME})* ?near",
    f"?concept ({_SAME})*/(f:opposite|^f:opposite)/({_SAME})* ?near",
)


def compare(ask: Ask, claim: Claim) -> list[Comparison]:
    """Hold a claim against those of other sources, by the rule of `graph.across`, as if all had been read.

    Parameters
    ----------
    ask : Ask
        What answers.
    claim : Claim
        One that stands.

    Returns
    -------
    list of Comparison
        In order of IRI.
    """
    ends = [_near(ask, claim.subject), _near(ask, claim.outcome)]
    findings = records.read(ask, {claim.iri, *_between(ask, *ends)}, with_remarks=False)
    studies = {iri for one in findings.claims.values() for iri in one.studies}
    figures = records.read_literature(ask, [], studies).estimates.values()
    concepts = {*ends[0], *ends[1], *(iri for source in findings.sources.values() for iri in source.populations)}
    concepts |= {iri for figure in figures for iri in (figure.exposure, figure.result) if iri}
    return across.compare(around.with_concepts(ask, findings, concepts), figures, [claim.iri])


def _near(ask: Ask, concept: str) -> set[str]:
    """Give a concept with those that are the same, wider or narrower, however far, or the other end of its scale."""
    found = {concept}
    for path in _NEAR:
        query = f"SELECT DISTINCT ?near {{ {values('concept', [concept])} {path} FILTER(isIRI(?near)) }}"
        found |= {value(near) for (near,) in ask.select(query).rows}
    return found


def _between(ask: Ask, subjects: Iterable[str], outcomes: set[str]) -> Iterator[str]:
    for block in lookup.blocks(subjects, "subject"):
        for claim, outcome in ask.select(
            f"SELECT ?claim ?o {{ {block} ?claim f:subject ?subject ; f:outcome ?o }}"
        ).rows:
            if value(outcome) in outcomes:
                yield value(claim)
