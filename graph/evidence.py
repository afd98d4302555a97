"""What studies found on a claim or a concept: one row a figure, as reported and on the scale of r; what may be pooled."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graph import effects, standing
from graph.claims import Claim, Concept, Estimate, EvidenceLine, Findings, Literature, Study
from graph.effects import Interval
from graph.vocabulary import PREFIXES, local_name

STANCE = {"supports": "supports", "qualifies": "qualifies", "disputes": "disputes", "Background": "background"}
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
SYNTHESES = {"MetaAnalysis", "Review"}
UNEQUAL_GROUPS = f"{PREFIXES['concept']}insecure-attachment"
_GROUP_SIZES_MATTER = {"D", "G", "OddsRatio"}
_OPPOSITE, _KIND_OF = 1, 2


class Row(NamedTuple):
    """A study with one of its figures, or with none, and how it bears on a claim (stance "" where none is meant).

    ``reported`` has the value and bounds as reported; ``common`` is on the scale of r, the sign as reported too,
    and None where the figure is never converted. ``figure_of`` says what was measured against what.
    """

    study: Study
    design: str
    stance: str = ""
    is_direct: bool | None = None
    measured: tuple[str, ...] = ()
    why: str = ""
    counts: bool = False
    figure: Estimate | None = None
    figure_of: str = ""
    reported: str = ""
    direction: str = ""
    common: Interval | None = None

    @property
    def label(self) -> str:
        """The study, as it is cited."""
        return self.study.label

    @property
    def year(self) -> str:
        """When it was published."""
        return (self.study.issued or "")[:4]

    @property
    def size(self) -> str:
        """The study's people (N) and samples (k), as recorded."""
        return sizes(self.study.size, self.study.samples) or self.study.size_text or ""

    @property
    def weight(self) -> int | None:
        """N of the figure itself."""
        return self.figure.size if self.figure else None

    @property
    def directness(self) -> str:
        """What was measured: the claim itself, or what instead."""
        if self.is_direct is None:
            return ""
        other = f" {_listed(self.measured)}" if self.measured else ""
        return "the claim itself" if self.is_direct else f"something else:{other}" if other else "something else"


def sizes(people: int | None, samples: int | None) -> str:
    """Say how many people and samples: "N = 5947, k = 69"."""
    return ", ".join(f"{name} = {count}" for name, count in (("N", people), ("k", samples)) if count is not None)


def of_claim(claim: Claim, findings: Findings, literature: Literature) -> list[Row]:
    """Give the rows of a claim: what counts before what is only shown, direct before indirect, older before newer.

    Lines of one study that measured the same are one row a figure, their stances together. A figure stands in one
    row only.
    """
    groups: dict[tuple[str, bool, tuple[str, ...]], list[EvidenceLine]] = {}
    for line in literature.about(claim.iri):
        groups.setdefault((line.study, standing.is_direct(line), line.measured), []).append(line)
    rows, shown = [], set[str]()
    for (iri, _, _), lines in sorted(groups.items(), key=lambda item: (item[0][0], not item[0][1])):
        study = literature.studies.get(iri) or Study(iri, local_name(iri))
        figures = [f for f in _figures(claim, lines, findings, literature) if f.iri not in shown]
        shown |= {figure.iri for figure in figures}
        bare = _bearing(study, lines, findings)
        rows += [_with_figure(bare, figure, findings) for figure in figures] or [bare]
    return sorted(rows, key=lambda row: (not row.counts, not row.is_direct, row.year, row.label))


def of_concept(iri: str, findings: Findings, literature: Literature) -> list[Row]:
    """Give one row a figure whose exposure or result is the concept."""
    rows = [
        _with_figure(Row(study, _design(study, findings)), figure, findings)
        for figure in literature.estimates.values()
        if iri in {figure.exposure, figure.result} and (study := literature.studies.get(figure.study))
    ]
    return sorted(rows, key=lambda row: (row.figure_of, row.year, row.label))


def reported(figure: Estimate) -> str:
    """Say a figure as it was reported: "d = 0.31 [0.23, 0.40]", the digits and the sign as they are in the data."""
    name = MEASURE.get(local_name(figure.measure), local_name(figure.measure))
    if figure.value is None:
        return f"{figure.treated} against {figure.control}" if figure.treated and figure.control else ""
    bounds = f" [{figure.ci_low}, {figure.ci_high}]" if figure.ci_low and figure.ci_high else ""
    level = f" ({figure.ci_level} % interval)" if bounds and figure.ci_level not in {None, 95} else ""
    return f"{name} = {figure.value}{bounds}{level}"


def on_common_scale(figure: Estimate, concepts: Mapping[str, Concept]) -> Interval | None:
    """Put a figure on the scale of r; None where it is never converted, or its groups are far from equal."""
    measure = local_name(figure.measure)
    value, low, high = (None if text is None else float(text) for text in (figure.value, figure.ci_low, figure.ci_high))
    is_part = figure.exposure != UNEQUAL_GROUPS and UNEQUAL_GROUPS in _above(figure.exposure or "", concepts)
    if value is None or (is_part and measure in _GROUP_SIZES_MATTER):
        return None
    return effects.on_common_scale(measure, Interval(value, low, high))


def poolable(rows: Sequence[Row]) -> list[list[Row]]:
    """Give the sets of rows that it is sound to pool.

    Returns
    -------
    list of list of Row
        Each has two figures or more, of primary studies of different cohorts, that share exposure, result, subgroup
        or age (recorded, not merely missing) and adjustment, with signs that agree with the direction and a variance.
    """
    sets: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        figure = row.figure
        if figure and figure.exposure and figure.subgroup and _is_primary(row) and _has_variance(row):
            key = (figure.exposure, figure.result, frozenset(figure.subgroup), figure.adjustment)
            sets.setdefault(key, []).append(row)
    return [found for found in sets.values() if len(found) > 1 and _are_independent(found)]


def may_pool(rows: Sequence[Row]) -> bool:
    """Whether there is anything that it is sound to pool."""
    return bool(poolable(rows))


def why_not_pooled(rows: Sequence[Row]) -> str:
    """Say why nothing is pooled; an empty string where something may be."""
    if may_pool(rows):
        return ""
    if not any(row.figure for row in rows):
        return "Nothing is pooled: no figure is recorded."
    sentence = "Nothing is pooled: no two primary studies of different cohorts share exposure, outcome and age here"
    syntheses = {row.study.iri for row in rows if row.figure and not _is_of_primary_design(row.study)}
    if len(syntheses) > 1:
        return f"{sentence}, and the {len(syntheses)} meta-analyses overlap: they share studies."
    return f"{sentence}{', and the meta-analysis is itself a pooled value' if syntheses else ''}."


def _figures(
    claim: Claim, lines: Iterable[EvidenceLine], findings: Findings, literature: Literature
) -> list[Estimate]:
    named, matched = dict[str, Estimate](), dict[str, tuple[int, Estimate]]()
    for line in lines:
        named |= {iri: literature.estimates[iri] for iri in line.estimates if iri in literature.estimates}
        for figure in literature.of_study(line.study):
            steps = _distance(figure, claim, line, findings.concepts)
            if steps is not None:
                matched[figure.iri] = (steps, figure)
    nearest = min((steps for steps, _ in matched.values()), default=0)
    return list(named.values()) or [figure for steps, figure in matched.values() if steps == nearest]


def _distance(figure: Estimate, claim: Claim, line: EvidenceLine, concepts: Mapping[str, Concept]) -> int | None:
    """How far a figure is from what a line is about; None if it is about something else."""
    differs = {local_name(part) for part in line.differs_in}
    total = 0
    for part, wanted, found in (("subject", claim.subject, figure.exposure), ("outcome", claim.outcome, figure.result)):
        if part in differs:
            near = [step for iri in line.measured if (step := _steps(iri, found, concepts)) in {0, _KIND_OF}]
            step = min(near, default=None)
            step = None if step and found not in concepts else step
        else:
            step = _steps(wanted, found, concepts)
        if step is None:
            return None
        total += step
    return total


def _steps(wanted: str, found: str | None, concepts: Mapping[str, Concept]) -> int | None:
    if found is None:
        return None
    if found == wanted:
        return 0
    if wanted in concepts and found in concepts[wanted].opposites:
        return _OPPOSITE
    return _KIND_OF if found in _above(wanted, concepts) or wanted in _above(found, concepts) else None


def _above(iri: str, concepts: Mapping[str, Concept]) -> set[str]:
    above: set[str] = set()
    waiting = [iri]
    while waiting:
        thing = concepts.get(waiting.pop())
        new = set(thing.broader) - above if thing else set()
        above |= new
        waiting += new
    return above


def _bearing(study: Study, lines: Sequence[EvidenceLine], findings: Findings) -> Row:
    stances = {local_name(line.stance) for line in lines}
    return Row(
        study,
        _design(study, findings),
        " and ".join(words for name, words in STANCE.items() if name in stances),
        standing.is_direct(lines[0]),
        tuple(findings.label(iri) for iri in lines[0].measured),
        "; ".join(dict.fromkeys(line.why for line in lines if line.why)),
        any(standing.is_counted(line, study) for line in lines),
    )


def _with_figure(row: Row, figure: Estimate, findings: Findings) -> Row:
    exposure = f"{findings.label(figure.exposure)} → " if figure.exposure else ""
    details = [*dict.fromkeys((*figure.subgroup, figure.adjustment, *(["restated"] if figure.is_restated else [])))]
    notes = ", ".join(detail for detail in details if detail)
    relation = local_name(figure.relation or "")
    return row._replace(
        figure=figure,
        figure_of=f"{exposure}{findings.label(figure.result)}{f' ({notes})' if notes else ''}",
        reported=reported(figure),
        direction=DIRECTION.get(relation, "not significant" if figure.significant is False else "direction not stated"),
        common=on_common_scale(figure, findings.concepts),
    )


def _design(study: Study, findings: Findings) -> str:
    return _listed(findings.label(iri) for iri in study.designs) or "design not recorded"


def _is_of_primary_design(study: Study) -> bool:
    designs = {local_name(iri) for iri in study.designs}
    return bool(designs & standing.EMPIRICAL) and not designs & SYNTHESES


def _is_primary(row: Row) -> bool:
    restated = row.figure is not None and row.figure.is_restated
    return _is_of_primary_design(row.study) and row.study.result_seen and not restated


def _has_variance(row: Row) -> bool:
    return as_z(row) is not None


def as_z(row: Row) -> tuple[float, float] | None:
    """Give Fisher's z of a row and its variance, if its sign is that of its direction."""
    if row.figure is None or row.common is None:
        return None
    sign = {"withMore": 1, "withLess": -1}.get(local_name(row.figure.relation or ""), 0)
    return effects.fisher_z(row.common, row.figure.size, row.figure.ci_level) if sign * row.common.value > 0 else None


def _are_independent(rows: Sequence[Row]) -> bool:
    cohorts = [cohort for row in rows for cohort in (row.study.cohorts or (row.study.iri,))]
    return len(cohorts) == len(set(cohorts))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
