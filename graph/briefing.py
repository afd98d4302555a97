"""What may be said of each point of an article, how firmly, and what should not: a briefing for educators."""

from collections.abc import Iterable

from graph import sentences, standing
from graph.claims import Claim, Findings, Literature
from graph.standing import Standing
from graph.vocabulary import local_name

HEADING = 0
_MAY = {
    standing.SUPPORTED: "Studies that measured just this agree.",
    standing.IN_PART: "Studies that measured just this agree in part: say it with the reservations below.",
    standing.CONTESTED: "Studies disagree: say so.",
    standing.NOT_SUPPORTED: "Studies that measured just this do not bear it out.",
    standing.ELSEWHERE: "Studies measured something near it, not this itself: say what was measured.",
    standing.UNTESTED: "No study that was read tested it: say it as the article's word.",
    standing.NONE: "This is a part or a definition: there is nothing to test.",
}
_EFFECTS = """## What the figures mean

- ***r***, a correlation, says how closely two things go together: 0 is not at all, 1 is in step. Of 0.1 one notices
  little in a class; 0.3 shows on average, with many exceptions. A minus: one is lower where the other is higher.
- ***d*** (or *g*) says how far apart two groups are on average, in units of the usual spread among people. With 0.2 the
  groups overlap almost wholly: knowing the group tells little of one child. 0.5 can be noticed; 0.8 is large.
- **An odds ratio** compares chances: 1 is no difference, 1.3 is odds a third higher. It says nothing of how common the
  thing is.
- **An interval** behind a figure says which values fit the data. If it holds the value of no difference, chance is not
  ruled out.
- None of them says why. That two things go together is no proof that one brings about the other."""


def render(findings: Findings, literature: Literature) -> str:
    """Give the briefing as Markdown.

    Parameters
    ----------
    findings : Findings
        The claims of the article.
    literature : Literature
        What studies say of them.
    """
    chapters = sorted({findings.chapter(claim) for claim in findings.claims.values()})
    titles = [source.title for source in findings.sources.values()]
    lines = [
        "# What may be said, and how firmly",
        "",
        f'Of "{", ".join(titles)}", point by point: made from the graph by `scripts/reference`. {sentences.NOTICE}',
        "",
    ]
    for chapter in chapters:
        lines += _point(chapter, findings, literature)
    return "\n".join([*lines, _EFFECTS, ""])


def _point(chapter: tuple[str, int], findings: Findings, literature: Literature) -> list[str]:
    source, number = chapter
    claims = [c for c in findings.claims.values() if findings.chapter(c) == chapter]
    headings = [c for c in claims if findings.place(c)[1] == HEADING]
    if not headings or number == 0:
        return []
    lines = [f"## {number}. {sentences.of_source(headings[0].label, source, findings)}", ""]
    for claim in headings:
        lines += _claim(claim, findings, literature)
    lines += _others([c for c in claims if c not in headings], findings, literature)
    return lines


def _claim(claim: Claim, findings: Findings, literature: Literature) -> list[str]:
    found = _standing(claim, literature)
    lines = [f"**May be said:** {sentences.claim(claim, findings)} ({claim.name}) {sentences.firmness(claim)} "
             f"{sentences.basis(claim, findings)} {_MAY[found.name]}", ""]  # fmt: skip
    lines += [f"- {line}" for line in _reasons(claim, literature)]
    should_not = _should_not(claim, found, literature)
    if lines[-1]:
        lines.append("")
    return [*lines, f"**Should not be said:** {' '.join(should_not)}", ""]


def _should_not(claim: Claim, found: Standing, literature: Literature) -> list[str]:
    reading = local_name(claim.reading)
    lines = []
    if reading in standing.STRONG and not _is_randomized(claim, literature):
        lines.append("That it is shown to be a cause: no randomized study that was read bears on it.")
    if found.name == standing.UNTESTED:
        lines.append("That research has shown it.")
    if found.name == standing.ELSEWHERE:
        lines.append("That studies have shown just this.")
    if found.name in {standing.CONTESTED, standing.NOT_SUPPORTED}:
        lines.append("That it is settled.")
    lines.append("That it holds for every child: what goes together on average leaves many exceptions.")
    return lines


def _others(claims: Iterable[Claim], findings: Findings, literature: Literature) -> list[str]:
    told = [c for c in claims if _standing(c, literature).name not in {standing.UNTESTED, standing.NONE}]
    if not told:
        return []
    lines = ["**Also in this section, with evidence:**", ""]
    for claim in told:
        found = _standing(claim, literature)
        name = f"{found.name} ({found.direction})" if found.direction else found.name
        lines.append(f"- {sentences.claim(claim, findings)} ({claim.name}) *{name}*")
    return [*lines, ""]


def _reasons(claim: Claim, literature: Literature) -> list[str]:
    words = {"supports": "supports it", "qualifies": "limits it", "disputes": "disputes it"}
    lines = []
    for line in literature.about(claim.iri):
        study, stance = literature.studies.get(line.study), local_name(line.stance)
        if study is not None and stance in words and standing.is_counted(line, study):
            instead = "" if standing.is_direct(line) else " (measured something else)"
            lines.append(f"{study.label} {words[stance]}{instead}{f': {line.why}' if line.why else ''}.")
    return lines


def _is_randomized(claim: Claim, literature: Literature) -> bool:
    studies = [
        literature.studies[line.study] for line in literature.about(claim.iri) if line.study in literature.studies
    ]
    return any(local_name(design) in standing.RANDOMIZED for study in studies for design in study.designs)


def _standing(claim: Claim, literature: Literature) -> Standing:
    return standing.of_claim(claim, literature.about(claim.iri), literature.studies)
