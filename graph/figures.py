"""A figure of a study: in words as reported, on the scale of r, and which lines of evidence it belongs to."""

from collections.abc import Iterable, Mapping

from graph import effects
from graph.claims import Claim, Concept, Estimate, EvidenceLine, Findings, Literature
from graph.effects import Interval
from graph.vocabulary import PREFIXES, local_name

MEASURE = {
    "R": "r",
    "D": "d",
    "G": "g",
    "OddsRatio": "OR",
    "Beta": "beta",
    "CrossLaggedR": "cross-lagged r",
    "Kappa": "kappa",
    "Proportion": "proportion",
    "VarianceShare": "share of variance",
}
DIRECTION = {"withMore": "more of it", "withLess": "less of it", "linkedTo": "linked", "notLinkedTo": "no link found"}
UNEQUAL_GROUPS = f"{PREFIXES['concept']}insecure-attachment"
_NEED_EQUAL_GROUPS = {"D", "G", "OddsRatio"}
_SHARES = {"Proportion", "VarianceShare", "TwoProportions"}
_OPPOSITE, _KIND_OF = 1, 2
_Concepts = Mapping[str, Concept]


def subject_matter(figure: Estimate, findings: Findings) -> str:
    """Say what was measured against what, in whom: "insecure attachment → externalizing problems (boys)"."""
    exposure = f"{findings.label(figure.exposure)} → " if figure.exposure else ""
    said = (*figure.subgroup, figure.adjustment, "restated" if figure.is_restated else None)
    details = [detail for detail in dict.fromkeys(said) if detail]
    notes = "; ".join(d for d in details if not any(d in other for other in details if other != d))
    return f"{exposure}{findings.label(figure.result)}{f' ({notes})' if notes else ''}"


def reported(figure: Estimate) -> str:
    """Say a figure as it was reported, "d = 0.31 [0.23, 0.4]": the digits and the sign are those of the data."""
    name = MEASURE.get(local_name(figure.measure), local_name(figure.measure))
    if figure.value is None:
        return f"{figure.treated} against {figure.control}" if figure.treated and figure.control else ""
    bounds = f" [{figure.ci_low}, {figure.ci_high}]" if figure.ci_low and figure.ci_high else ""
    level = f" ({figure.ci_level} % interval)" if bounds and figure.ci_level not in {None, 95} else ""
    return f"{name} = {figure.value}{bounds}{level}"


def direction(figure: Estimate) -> str:
    """Say which way a figure points, which its sign alone does not tell; nothing for a share, which has none."""
    if figure.relation:
        return DIRECTION.get(local_name(figure.relation), local_name(figure.relation))
    if figure.significant is False:
        return "not significant"
    return "" if local_name(figure.measure) in _SHARES else "direction not stated"


def on_common_scale(figure: Estimate, concepts: _Concepts) -> Interval | None:
    """Put a figure on the scale of r, its sign as reported.

    Parameters
    ----------
    figure : Estimate
        As reported.
    concepts : mapping of str to Concept
        By IRI; they tell the sub-patterns of insecurity.

    Returns
    -------
    Interval or None
        None for a measure that is never converted, and where two groups are compared that are far from equal.
    """
    measure = local_name(figure.measure)
    value, low, high = (_number(text) for text in (figure.value, figure.ci_low, figure.ci_high))
    is_part = UNEQUAL_GROUPS in _above(figure.exposure or "", concepts)
    if value is None or (is_part and measure in _NEED_EQUAL_GROUPS) or (measure == "OddsRatio" and value <= 0):
        return None
    return effects.on_common_scale(measure, Interval(value, low, high))


def as_z(figure: Estimate, common: Interval | None) -> tuple[float, float] | None:
    """Give Fisher's z of a figure and its variance; None unless its sign is that of its direction."""
    sign = {"withMore": 1, "withLess": -1}.get(local_name(figure.relation or ""), 0)
    if common is None or sign * common.value <= 0:
        return None
    return effects.fisher_z(common, figure.size, figure.ci_level)


def of_lines(lines: Iterable[EvidenceLine], claim: Claim, findings: Findings, literature: Literature) -> list[Estimate]:
    """Give the figures that lines of evidence are about.

    Parameters
    ----------
    lines : iterable of EvidenceLine
        Lines of one study about one claim.
    claim : Claim
        The claim.
    findings, literature : Findings, Literature
        Where concepts and figures are.

    Returns
    -------
    list of Estimate
        Those that the lines name. If they name none, the study's figures of which both exposure and result match
        subject and outcome of the claim (the same concept, else its opposite, else a broader or narrower one), or the
        concepts measured instead (the same, else a narrower one): the nearest match alone, and nothing if none does.
    """
    named: dict[str, Estimate] = {}
    steps: dict[str, int] = {}
    for line in lines:
        named |= {iri: literature.estimates[iri] for iri in line.estimates if iri in literature.estimates}
        for figure in literature.of_study(line.study):
            distance = _distance(figure, line, claim, findings.concepts)
            if distance is not None:
                steps[figure.iri] = min(distance, steps.get(figure.iri, distance))
    nearest = min(steps.values(), default=0)
    return list(named.values()) or [literature.estimates[iri] for iri, far in steps.items() if far == nearest]


def _distance(figure: Estimate, line: EvidenceLine, claim: Claim, concepts: _Concepts) -> int | None:
    differs = {local_name(part) for part in line.differs_in}
    total = 0
    for part, wanted, found in (("subject", claim.subject, figure.exposure), ("outcome", claim.outcome, figure.result)):
        if part in differs:
            steps = [_steps_down(measured, found, concepts) for measured in line.measured]
        else:
            steps = [_steps(wanted, found, concepts)]
        possible = [step for step in steps if step is not None]
        if not possible:
            return None
        total += min(possible)
    return total


def _steps(wanted: str, found: str | None, concepts: _Concepts) -> int | None:
    if wanted in concepts and found in concepts[wanted].opposites:
        return _OPPOSITE
    return _KIND_OF if found in _above(wanted, concepts) else _steps_down(wanted, found, concepts)


def _steps_down(wanted: str, found: str | None, concepts: _Concepts) -> int | None:
    if found == wanted:
        return 0
    return _KIND_OF if wanted in _above(found or "", concepts) else None


def _above(iri: str, concepts: _Concepts) -> set[str]:
    above: set[str] = set()
    waiting = [iri]
    while waiting:
        thing = concepts.get(waiting.pop())
        new = set(thing.broader) - above if thing else set()
        above |= new
        waiting += new
    return above


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
