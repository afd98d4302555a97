"""What the literature says of a claim, put together for a page: standing, studies, figures, what is not pooled."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from graph import effects, evidence, page, standing
from graph.claims import Claim, Findings, Literature
from graph.evidence import Row


class Reading(NamedTuple):
    """The rows of one study that measured one thing, as one bearing on a claim, and the IRI of the study."""

    study: str
    bearing: page.Bearing
    measured: tuple[str, ...]
    is_direct: bool | None


def of_literature(claims: Iterable[Claim], findings: Findings, literature: Literature) -> Mapping[str, page.Evidence]:
    """Say what the literature says of each claim, for `page.render`: nothing of any, where it has no line of evidence.

    Parameters
    ----------
    claims : iterable of Claim
        Those on the page.
    findings, literature : Findings, Literature
        All that the graph holds, so that a part of it shows the same evidence as the whole.
    """
    return (
        {claim.iri: of_claim(claim, findings, literature)[0] for claim in claims}
        if literature.lines or literature.is_part
        else {}
    )


def of_claim(claim: Claim, findings: Findings, literature: Literature) -> tuple[page.Evidence, tuple[Reading, ...]]:
    """Say what the literature says of a claim, and which study each bearing is of, in the same order."""
    rows = evidence.of_claim(claim, findings, literature)
    name = standing.of_claim(claim, literature.about(claim.iri), literature.studies).name
    if not rows:
        return page.Evidence(name, ""), ()
    groups = [list(found) for _, found in groupby(rows, key=lambda row: (row.study.iri, row.is_direct, row.measured))]
    readings = tuple(
        Reading(found[0].study.iri, _bearing(found), found[0].measured, found[0].is_direct) for found in groups
    )
    pooling = ""
    if sum(bool(row.figure) for row in rows) > 1:
        pooling = evidence.why_not_pooled(rows) or f"Some of it may be pooled: findings evidence {claim.name} does."
    bearings = tuple(reading.bearing for reading in readings)
    return page.Evidence(name, evidence.explain_standing(claim, literature), bearings, pooling), readings


def _bearing(rows: Sequence[Row]) -> page.Bearing:
    row = rows[0]
    figures = []
    for of in (row for row in rows if row.figure):
        in_r = effects.in_words(of.common).removeprefix("r = ") if of.common else ""
        people = of.figure and of.figure.size and f"N = {of.figure.size}"
        known = f" ({people})" if people and people not in row.size.split(", ") else ""
        is_r = of.reported.startswith("r = ")
        scale = "" if is_r else f"r = {in_r}" if in_r else "not on the scale of r"
        said = ", ".join(part for part in (f"{of.reported}{known}", of.direction, scale) if part)
        figures.append(page.Figure(f"{of.subject_matter}: {said}", of.common, in_r, of.weight))
    design = ", ".join(part for part in (row.design, row.size.replace(" = ", "\u00a0=\u00a0")) if part)
    measured = f"{'measured' if row.counts else 'on'} {row.directness}"
    return page.Bearing(
        row.label, row.study.doi or "", design, row.stance, measured, row.is_direct is not False, row.counts, row.why,
        tuple(figures),
    )  # fmt: skip
