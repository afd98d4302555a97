"""What studies found on a claim or a concept, one row a figure; how a claim stands, in words; what may be pooled."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from graph import effects, figures, standing
from graph.claims import Claim, Estimate, EvidenceLine, Findings, Literature, Study
from graph.effects import Interval
from graph.vocabulary import local_name

STANCE = {"supports": "supports", "qualifies": "qualifies", "disputes": "disputes", "Background": "background"}
STANDING = {
    standing.SUPPORTED: "supported: {votes}, all in support",
    standing.IN_PART: "supported in part: {votes}",
    standing.CONTESTED: "contested: {votes}, {tally}",
    standing.NOT_SUPPORTED: "not supported: {votes}, {tally}",
    standing.ELSEWHERE: "measured something else, {direction}: {all_votes}, none on subject and outcome themselves",
    standing.UNTESTED: "untested: no study that counts bears on it",
    standing.NONE: "by definition: a part or a definition has no standing",
}
LACKING = {
    standing.AGREEMENT: "{qualifies} of them {qualify}",
    standing.REPLICATION: "no meta-analysis and no second cohort",
    standing.RANDOMIZATION: "no randomized trial behind a wording that asserts more than a link",
}
RULE = (
    "Only empirical designs whose result was seen count (reviews, theory, critiques and policy are shown); a study has "
    "one vote, and so has a cohort; a vote is direct if the claim's own subject and outcome were measured."
)


class Row(NamedTuple):
    """A study with one of its figures, or with none, and how it bears on a claim.

    ``stance`` is empty and ``is_direct`` None where no claim is meant. ``reported`` has value and bounds as reported;
    ``common`` is on the scale of r, the sign as reported too, None where the figure is never converted.
    """

    study: Study
    design: str
    stance: str = ""
    is_direct: bool | None = None
    measured: tuple[str, ...] = ()
    why: str = ""
    counts: bool = False
    figure: Estimate | None = None
    subject_matter: str = ""
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
        """The study's people (N) and samples (k), as recorded: "N = 5947, k = 69"."""
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
        return "the claim itself" if self.is_direct else f"{', '.join(self.measured) or 'something else'} instead"


def sizes(people: int | None, samples: int | None) -> str:
    """Say how many people and samples: "N = 5947, k = 69"."""
    return ", ".join(f"{name} = {count}" for name, count in (("N", people), ("k", samples)) if count is not None)


def of_claim(claim: Claim, findings: Findings, literature: Literature) -> list[Row]:
    """Give the rows of a claim: what counts before what is only shown, direct before indirect, older before newer.

    Lines of one study that measured the same are taken together, their stances joined. A figure stands in one row only.
    """
    groups: dict[tuple[str, bool, tuple[str, ...]], list[EvidenceLine]] = {}
    for line in literature.about(claim.iri):
        groups.setdefault((line.study, standing.is_direct(line), line.measured), []).append(line)
    rows: list[Row] = []
    shown: set[str] = set()
    for (iri, _, _), lines in sorted(groups.items(), key=lambda item: (item[0][0], not item[0][1])):
        study = literature.studies.get(iri) or Study(iri, local_name(iri))
        found = [f for f in figures.of_lines(lines, claim, findings, literature) if f.iri not in shown]
        shown |= {figure.iri for figure in found}
        bare = _bearing(study, lines, findings)
        rows += [_with_figure(bare, figure, findings) for figure in found] or [bare]
    return sorted(rows, key=lambda row: (not row.counts, not row.is_direct, row.year, row.label))


def of_concept(iri: str, findings: Findings, literature: Literature) -> list[Row]:
    """Give one row a figure whose exposure or result is the concept, in order of what was measured."""
    rows = [
        _with_figure(Row(study, _design(study, findings)), figure, findings)
        for figure in literature.estimates.values()
        if iri in {figure.exposure, figure.result} and (study := literature.studies.get(figure.study))
    ]
    return sorted(rows, key=lambda row: (row.subject_matter, row.year, row.label))


def explain_standing(claim: Claim, literature: Literature) -> str:
    """Say the standing of a claim and why by the rule: "supported in part: 3 direct votes, 2 of them qualify"."""
    lines = literature.about(claim.iri)
    found = standing.of_claim(claim, lines, literature.studies)
    if found.name == standing.UNTESTED and not lines:
        return f"{standing.UNTESTED}: {standing.NOT_HELD}."
    direct = [vote for vote in found.votes if vote.is_direct]
    count = {name: sum(vote.stance == name for vote in direct) for name in standing.STANCES}
    sides = (("supports", "in support"), ("disputes", "against"), ("qualifies", "with reservations"))
    words = {
        "votes": _counted(len(direct), "direct vote"),
        "all_votes": _counted(len(found.votes), "vote"),
        "tally": ", ".join(f"{count[name]} {side}" for name, side in sides if count[name]),
        "direction": found.direction,
        "qualifies": str(count["qualifies"]),
        "qualify": "qualifies" if count["qualifies"] == 1 else "qualify",
    }
    reasons = [STANDING[found.name]]
    if found.name == standing.IN_PART:
        reasons += [LACKING[name] for name in standing.lacking(claim, direct, literature.studies)]
    return f"{', '.join(reasons).format(**words)}."


def poolable(rows: Sequence[Row]) -> list[list[Row]]:
    """Give the sets of rows that it is sound to pool.

    Returns
    -------
    list of list of Row
        Each has two figures or more, of primary studies of different cohorts, that share exposure, result, age or
        subgroup (recorded, not merely missing) and adjustment, all with a variance and a sign that is that of the
        direction. A set with one figure that fails is not pooled without it: that would select results.
    """
    return [found for found in _alike(rows) if _are_independent(found) and all(as_z(row) for row in found)]


def may_pool(rows: Sequence[Row]) -> bool:
    """Whether there is anything that it is sound to pool."""
    return bool(poolable(rows))


def why_not_pooled(rows: Sequence[Row]) -> str:
    """Say why nothing is pooled; an empty string where something may be."""
    if may_pool(rows):
        return ""
    if not any(row.figure for row in rows):
        return "Nothing is pooled: no figure is recorded."
    reason = "no two of the primary studies share exposure, outcome and age"
    if _alike(rows):
        reason = (
            "primary studies that share exposure, outcome and age share a cohort, or lack a direction or a variance"
        )
    syntheses = {row.study.iri for row in rows if row.figure and _has_design(row.study, {"MetaAnalysis"})}
    if len(syntheses) > 1:
        return f"Nothing is pooled: {reason}, and the {len(syntheses)} meta-analyses overlap (they share studies)."
    return f"Nothing is pooled: {reason}{', and the meta-analysis is pooled already' if syntheses else ''}."


def as_z(row: Row) -> tuple[float, float] | None:
    """Give Fisher's z of a row and its variance, for pooling; None if its direction or its variance is not known."""
    return figures.as_z(row.figure, row.common) if row.figure else None


def pooled_in_words(rows: Sequence[Row], pooled: Interval, tau2: float, i2: float) -> str:
    """Say a pooled Fisher's z as r, with what it was pooled from."""
    studies = ", ".join(row.label for row in rows)
    value = effects.in_words(
        Interval(math.tanh(pooled.value), *(z and math.tanh(z) for z in (pooled.low, pooled.high)))
    )
    spread = f"tau² {tau2:.3f} on Fisher's z, I² {i2:.0f} %"
    return (
        f"Pooled over {studies} ({rows[0].subject_matter}; random effects, DerSimonian and Laird): {value}, {spread}."
    )


def text(rows: Sequence[Row]) -> list[str]:
    """Give the table as plain lines: each study once, its figures below it."""
    lines: list[str] = []
    before = None
    for row in rows:
        bearing = (row.study.iri, row.stance, row.measured, row.counts)
        if bearing != before:
            lines.append(_heading(row))
            lines += [f"    {row.why}"] if row.why else []
        before = bearing
        if row.figure:
            people = sizes(row.figure.size, row.figure.samples)
            known = f" ({people})" if people and people != row.size else ""
            on_scale = effects.in_words(row.common) if row.common else "not on the scale of r"
            parts = (f"{row.reported}{known}", row.direction, on_scale)
            lines.append(f"  - {row.subject_matter}: {', '.join(part for part in parts if part)}")
    return lines


def _heading(row: Row) -> str:
    bearing = f"{row.stance}; {'measured' if row.counts else 'on'} {row.directness}" if row.stance else ""
    shown = "shown, not counted" if row.stance and not row.counts else ""
    return f"{row.label}: " + "; ".join(part for part in (row.design, row.size, bearing, shown) if part)


def _alike(rows: Sequence[Row]) -> list[list[Row]]:
    sets: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        figure = row.figure
        if figure and figure.exposure and figure.subgroup and _is_primary(row.study) and not figure.is_restated:
            key = (figure.exposure, figure.result, frozenset(figure.subgroup), figure.adjustment)
            sets.setdefault(key, []).append(row)
    return [found for found in sets.values() if len(found) > 1]


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
    return row._replace(
        figure=figure,
        subject_matter=figures.subject_matter(figure, findings),
        reported=figures.reported(figure),
        direction=figures.direction(figure),
        common=figures.on_common_scale(figure, findings.concepts),
    )


def _design(study: Study, findings: Findings) -> str:
    return ", ".join(findings.label(iri) for iri in study.designs) or "design not recorded"


def _has_design(study: Study, wanted: set[str]) -> bool:
    return bool({local_name(iri) for iri in study.designs} & wanted)


def _is_primary(study: Study) -> bool:
    is_empirical = _has_design(study, standing.EMPIRICAL) and not _has_design(study, {"MetaAnalysis", "Review"})
    return is_empirical and study.result_seen


def _are_independent(rows: Iterable[Row]) -> bool:
    cohorts = [cohort for row in rows for cohort in (row.study.cohorts or (row.study.iri,))]
    return len(cohorts) == len(set(cohorts))


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
