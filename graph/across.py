"""What claims of different sources say of each other: by a rule, computed each time, never stored.

docs/sources.md gives the rule with its reasons. Only what both sources assert is compared, and a contradiction is never
spoken of where anything but the direction differs.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from graph.alike import NARROWER, OPPOSITE, SAME, WIDER, Alike
from graph.claims import Claim, Estimate, Findings
from graph.vocabulary import local_name

AGREES, IN_PART, CONTRADICTS, OTHERWISE = "Agrees", "AgreesInPart", "Contradicts", "SaysOtherwise"
OWN_STUDIES, SAME_ORIGIN, REPEATED = "OwnStudies", "SameOrigin", "Repeated"
CONTEXT = {
    "age": "ages",
    "subjectAge": "subject_ages",
    "population": "populations",
    "condition": "conditions",
    "comparator": "comparators",
    "mediator": "mediators",
}
"""The parts of a claim that must be the same before two claims can contradict each other: property → field."""
PARTS = ("subject", "outcome", "relation", *CONTEXT, "measure", "reading", "certainty", "hedge", "readIn")
"""Every part in which two claims can be said to differ, in the order in which it is said."""

_STRUCTURAL = {"partOf", "definedAs"}
_TURNED = {"withMore": "withLess", "withLess": "withMore"}
_SCOPE = {"CanHappen", "NotAll"}
_NEEDED = {"relation", "subject", "outcome", "condition"}


class Comparison(NamedTuple):
    """Two claims of different sources, held against each other.

    Parameters
    ----------
    one, other : str
        The claims, in order of IRI.
    accord : {"Agrees", "AgreesInPart", "Contradicts", "SaysOtherwise"}
        What they say of each other.
    differs_in : tuple of str
        The properties in which they differ beside the direction, by name; none where they agree or contradict in full.
    independence : {"OwnStudies", "SameOrigin", "Repeated", ""}
        Of claims that agree: whether each names a study that the other does not, both go back to the same, or one only
        repeats the other; empty if that is not known.
    repeating : str
        The claim that only repeats the other, or an empty string.
    """

    one: str
    other: str
    accord: str
    differs_in: tuple[str, ...] = ()
    independence: str = ""
    repeating: str = ""

    def opposite(self, iri: str) -> str:
        """Give the claim that is not `iri`."""
        return self.other if iri == self.one else self.one


def compare(
    findings: Findings, estimates: Iterable[Estimate] = (), about: Collection[str] | None = None
) -> list[Comparison]:
    """Hold the claims of each source against those of every other.

    Parameters
    ----------
    findings : Findings
        Claims of one source or of several, with concepts, studies, passages and sources.
    estimates : iterable of Estimate
        Figures of studies; they tell by which measure a study found what a claim says.
    about : collection of str, optional
        The claims to hold against the others; all if not given.

    Returns
    -------
    list of Comparison
        One for each two claims that speak of the same, in order of IRI; none if there is one source.
    """
    if findings.is_of_one_source:
        return []
    sides = _Sides(findings, list(estimates))
    found = (sides.compare(findings.claims[a], findings.claims[b]) for a, b in sorted(sides.candidates(about)))
    return [comparison for comparison in found if comparison]


def by_claim(comparisons: Iterable[Comparison]) -> dict[str, list[Comparison]]:
    """Give for each claim the comparisons with it, those in full before those in part."""
    found: dict[str, list[Comparison]] = defaultdict(list)
    for comparison in sorted(comparisons, key=lambda c: (len(c.differs_in), c.accord, c.one, c.other)):
        found[comparison.one].append(comparison)
        found[comparison.other].append(comparison)
    return dict(found)


def part(name: str, claim: Claim, findings: Findings) -> tuple[str, ...]:
    """Give what a claim has for a property of `CONTEXT`; a source's own population holds where a claim has none."""
    given: tuple[str, ...] = getattr(claim, CONTEXT[name])
    if name != "population" or given:
        return given
    known = (findings.sources[iri] for iri in sorted(sources(claim, findings)) if iri in findings.sources)
    return tuple(dict.fromkeys(iri for source in known for iri in source.populations))


def sources(claim: Claim, findings: Findings) -> set[str]:
    """Give the sources that a claim was read in."""
    passages = (findings.passages[iri] for iri in claim.passages if iri in findings.passages)
    return {passage.source for passage in passages if passage.source}


class _Sides:
    """The claims as they are held against each other."""

    def __init__(self, findings: Findings, estimates: list[Estimate]) -> None:
        self._findings, self._concepts = findings, Alike(findings.concepts)
        self._sources = {iri: sources(claim, findings) for iri, claim in findings.claims.items()}
        self._measured: dict[str, list[Estimate]] = defaultdict(list)
        for estimate in estimates:
            self._measured[estimate.study].append(estimate)

    def candidates(self, about: Collection[str] | None = None) -> set[tuple[str, str]]:
        """Give the pairs of claims of different sources whose concepts have to do with each other."""
        compared = [claim for claim in self._findings.claims.values() if self._is_asserted(claim)]
        if about is None:
            return self._pairs(compared, compared)
        some = [claim for claim in compared if claim.iri in about]
        return self._pairs(some, compared) | self._pairs(compared, some)

    def _pairs(self, claims: list[Claim], others: list[Claim]) -> set[tuple[str, str]]:
        """Give the pairs of a claim with one whose concepts are the same, wider, or the other ends of a scale."""
        at: dict[tuple[str, str], list[str]] = defaultdict(list)
        root, near = self._concepts.root, self._concepts.near
        for claim in others:
            at[root(claim.subject), root(claim.outcome)].append(claim.iri)
        return {
            (min(claim.iri, other), max(claim.iri, other))
            for claim in claims
            for subject in near(claim.subject)
            for outcome in near(claim.outcome)
            for other in at.get((subject, outcome), ())
            if not self._sources[claim.iri] & self._sources[other]
        }

    def compare(self, one: Claim, other: Claim) -> Comparison | None:
        """Hold two claims against each other; None if they do not speak of the same."""
        matches = [self._concepts.match(getattr(one, end), getattr(other, end)) for end in ("subject", "outcome")]
        relations = {local_name(one.relation), local_name(other.relation)}
        if "" in matches or {*matches} == {NARROWER, WIDER}:
            return None
        if relations & _STRUCTURAL and (len(relations) > 1 or {*matches} != {SAME}):
            return None
        agree, undirected = _direction(one, other, is_turned=matches.count(OPPOSITE) == 1)
        differing = tuple(self._differing(one, other, matches, agree=agree, undirected=undirected))
        if not agree:
            return Comparison(one.iri, other.iri, OTHERWISE if differing else CONTRADICTS, differing)
        independence, repeating = self._independence(one, other)
        return Comparison(one.iri, other.iri, IN_PART if differing else AGREES, differing, independence, repeating)

    def _is_asserted(self, claim: Claim) -> bool:
        """Whether a source makes the claim, whole and by itself."""
        is_reported = local_name(claim.certainty) == "Reported"
        return bool(self._sources[claim.iri]) and not (
            is_reported or claim.alternatives or claim.cut_off or claim.withdrawn
        )

    def _differing(
        self, one: Claim, other: Claim, matches: list[str], *, agree: bool, undirected: bool
    ) -> Iterator[str]:
        yield from (end for end, match in zip(("subject", "outcome"), matches, strict=True) if match != SAME)
        if undirected:
            yield "relation"
        yield from (name for name in CONTEXT if self._part(name, one) != self._part(name, other))
        if (first := self._measures(one)) and (second := self._measures(other)) and not first & second:
            yield "measure"
        if one.reading != other.reading:
            yield "reading"
        certainties, scopes = {local_name(one.certainty), local_name(other.certainty)}, [_scope(one), _scope(other)]
        if (agree and len(certainties) > 1) or (not agree and certainties != {"Stated"}):
            yield "certainty"
        if (agree and scopes[0] != scopes[1]) or (not agree and any(scopes)):
            yield "hedge"
        if any(local_name(iri) in _NEEDED for claim in (one, other) for iri in claim.read_in):
            yield "readIn"

    def _part(self, name: str, claim: Claim) -> set[str]:
        return {self._concepts.root(iri) for iri in part(name, claim, self._findings)}

    def _measures(self, claim: Claim) -> set[str]:
        """Give the measures by which the studies that a source names found what it claims."""
        ends = {self._concepts.root(claim.subject), self._concepts.root(claim.outcome)}
        figures = (estimate for iri in claim.studies for estimate in self._measured[iri])
        return {e.measure for e in figures if {self._concepts.root(c) for c in (e.exposure, e.result) if c} == ends}

    def _independence(self, one: Claim, other: Claim) -> tuple[str, str]:
        first, second = self._voters(one), self._voters(other)
        if one.iri in other.restates or (second <= first and self._is_drawn_from(other, one)):
            return REPEATED, other.iri
        if other.iri in one.restates or (first <= second and self._is_drawn_from(one, other)):
            return REPEATED, one.iri
        if first - second and second - first:
            return OWN_STUDIES, ""
        if first and second:
            return SAME_ORIGIN, ""
        shared = self._origins(one) & self._origins(other)
        return (SAME_ORIGIN, "") if shared and not first | second else ("", "")

    def _voters(self, claim: Claim) -> set[str]:
        """Give the studies that a source names, and instead of a report the cohort it reports on."""
        known = self._findings.studies
        return {voter for iri in claim.studies for voter in (known[iri].cohorts if iri in known else ()) or (iri,)}

    def _origins(self, claim: Claim) -> set[str]:
        """Give what the sources of a claim were drawn from, however far back."""
        found: set[str] = set()
        front = self._sources[claim.iri]
        while front:
            known = (self._findings.sources[iri] for iri in front if iri in self._findings.sources)
            front = {iri for source in known for iri in source.derived_from} - found
            found |= front
        return found

    def _is_drawn_from(self, claim: Claim, other: Claim) -> bool:
        return bool(self._origins(claim) & self._sources[other.iri])


def _direction(one: Claim, other: Claim, *, is_turned: bool) -> tuple[bool, bool]:
    """Say whether two claims do not go against each other, and whether only one of them says which way."""
    first, second = local_name(one.relation), local_name(other.relation)
    if is_turned:
        second = _TURNED.get(second, second)
    if first == second:
        return True, False
    is_half_said = "linkedTo" in {first, second} and "notLinkedTo" not in {first, second}
    return is_half_said, is_half_said


def _scope(claim: Claim) -> set[str]:
    """Give the limits that make a claim one of some cases only, which other cases do not contradict."""
    return {local_name(iri) for iri in claim.hedges} & _SCOPE
