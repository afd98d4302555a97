"""A concept, a claim, a study or a section in plain sentences, for reading."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph import sentences, standing
from graph.across import Comparison
from graph.claims import CONTEXTS, Claim, Concept, Findings, Gap, Literature, Passage, Remark, Source, Study
from graph.errors import NotFoundError
from graph.vocabulary import local_name


def claim(said: Claim, findings: Findings) -> list[str]:
    """Explain a claim: what it says, how firmly, on what basis, where, and how it stands to others."""
    lines = [sentences.claim(said, findings), "", *sentences.withdrawal(said, findings)]
    lines.append(f"In the curator's words: {said.label}")
    lines += [sentences.firmness(said), sentences.basis(said, findings), *_where(said, findings)]
    lines += sentences.links(said, findings)
    lines += [sentences.study(findings.studies[iri], findings) for iri in said.studies if iri in findings.studies]
    lines += [sentences.gap(gap) for gap in findings.gaps.values() if said.iri in gap.about]
    return lines


def concept(thing: Concept, findings: Findings) -> list[str]:
    """Explain a concept: what it is, what it is said to go with, what leads to it, and where else it comes up."""
    lines = sentences.concept(thing, findings)
    claims = findings.claims.values()
    lines += _group(f"What {thing.label} is said to go with", (c for c in claims if c.subject == thing.iri), findings)
    lines += _group(f"What is said to go with {thing.label}", (c for c in claims if c.outcome == thing.iri), findings)
    elsewhere = (c for c in claims if any(thing.iri in getattr(c, part) for part in CONTEXTS.values()))
    lines += _group("Where it is an age, a condition or another part of the context", elsewhere, findings)
    about = [said for said in findings.remarks.values() if thing.iri in said.about]
    if about:
        lines += ["", "Remarked of it"]
        lines += [f"- {sentences.remark(said, findings)} ({said.name})" for said in about]
    return lines


def others(said: Claim, comparisons: Sequence[Comparison], findings: Findings) -> list[str]:
    """Say what the claims of other sources say of a claim."""
    return [sentences.comparison(found, said, findings) for found in comparisons]


def across_sources(thing: Concept, comparisons: Mapping[str, Sequence[Comparison]], findings: Findings) -> list[str]:
    """Say of the claims about a concept what other sources say of them; each two claims are held together once."""
    lines, told = [], set()
    for claim in findings.claims.values():
        if thing.iri in {claim.subject, claim.outcome}:
            for found in comparisons.get(claim.iri, ()):
                if found not in told:
                    told.add(found)
                    lines.append(f"- {claim.label} ({claim.name}) {sentences.comparison(found, claim, findings)}")
    return ["", "What several sources say", *lines] if lines else []


def study(found: Study, findings: Findings) -> list[str]:
    """Explain a study: what is recorded of it, and the claims for which a source names it."""
    named = (c for c in findings.claims.values() if found.iri in c.studies)
    return [sentences.study(found, findings), *_group("Claims for which it is named", named, findings)]


def bearings(found: Study, findings: Findings, literature: Literature) -> list[str]:
    """Explain how a study bears on claims: its record, its finding, and each claim with the curator's reason."""
    sizes = [f"N = {found.size}" if found.size else "", f"k = {found.samples}" if found.samples else ""]
    known = [found.title, found.design_text, found.population_text, *sizes, found.size_text, found.finding]
    lines = [f"{'; '.join(part for part in known if part)}."]
    cast = [line for line in literature.lines.values() if line.study == found.iri]
    if cast:
        lines += ["", "How it bears on claims, as a curator read it"]
    for line in cast:
        reason = f": {line.why}" if line.why else ""
        about = f"{findings.label(line.about)} ({local_name(line.about)})"
        lines.append(f"- {local_name(line.stance).lower()}{reason}. {about}")
    return lines


def evidence(said: Claim, literature: Literature) -> list[str]:
    """Say in a line what the literature says of a claim as a whole, if any of it is at hand."""
    lines = literature.about(said.iri)
    if not literature.lines and not literature.is_part:
        return []
    found = standing.of_claim(said, lines, literature.studies)
    name = f"{found.name}, {found.direction}" if found.direction else found.name
    name = f"{name}; {standing.NOT_HELD}" if found.name == standing.UNTESTED and not lines else name
    return [f"What the literature says: {name} (findings evidence {said.name})."]


def gap(unknown: Gap, findings: Findings) -> list[str]:
    """Explain a gap: what is not known, where that is said, and the claims it leaves open."""
    left_open = (findings.claims[iri] for iri in unknown.about if iri in findings.claims)
    where = _where(unknown, findings)
    return [sentences.gap(unknown), *where, *_group("It leaves open", left_open, findings)]


def passage(where: Passage, findings: Findings) -> list[str]:
    """Explain a passage: where it stands, and what was coded of it."""
    coded = (c for c in findings.claims.values() if where.iri in c.passages)
    place = sentences.passage(where, findings)
    return [f"{place[:1].upper()}{place[1:]}.", *_group("What it claims", coded, findings)]


def remark(said: Remark, findings: Findings) -> list[str]:
    """Explain a remark: what is said, how firmly, and where."""
    return [sentences.remark(said, findings), *_where(said, findings)]


def source(found: Source, counts: Mapping[int, Mapping[str, int]], findings: Findings) -> list[str]:
    """Explain a source: what it is, and how much was coded of each section, by the local names of classes."""

    def named(iris: Iterable[str]) -> str:
        return " and ".join(map(findings.label, iris))

    reviewed = f"{found.reviewed or ''}{f' by {named(found.reviewers)}' if found.reviewers else ''}"
    parts = (
        ("Written by", named(found.creators)),
        ("Published by", findings.label(found.publisher) if found.publisher else ""),
        ("Appeared", found.issued),
        ("Last changed", found.modified),
        ("Reviewed", reviewed.strip()),
        ("Made from", named(found.derived_from)),
        ("In whom", named(found.populations)),
    )
    lines = [f"{found.title}.", *(f"{opening} {words}." for opening, words in parts if words)]
    lines += [found.url] if found.url else []
    sections = [f"- {_heading(number)}: {_counted(counts[number])}" for number in sorted(counts)]
    return [*lines, "", "What was coded of it, by section", *(sections or ["- nothing"])]


def section(number: int, findings: Findings, of: str = "") -> list[str]:
    """Explain a section: its claims, gaps and remarks in the order of the text, one source after the other.

    Parameters
    ----------
    number : int
        The section.
    findings : Findings
        Everything.
    of : str
        The source that is meant; all of them if not given.

    Raises
    ------
    NotFoundError
        If nothing was coded in a section of that number.
    """
    said: dict[tuple[str, int], list[Claim | Gap | Remark]] = defaultdict(list)
    for one in _everything(findings):
        said[findings.chapter(one)].append(one)
    wanted = sorted(chapter for chapter in said if chapter[1] == number and of in {"", chapter[0]})
    if not wanted:
        known = sorted({place for iri, place in said if of in {"", iri}})
        raise NotFoundError(f"no section {number}", advice=f"sections: {', '.join(map(str, known))}")
    parts = [_section(chapter, said[chapter], findings) for chapter in wanted]
    return [line for i, lines in enumerate(parts) for line in (["", *lines] if i else lines)]


def sources_with(number: int, findings: Findings) -> list[str]:
    """Give the sources that say something in a section of that number, in order of IRI."""
    return sorted({findings.chapter(said)[0] for said in _everything(findings) if findings.place(said)[0] == number})


def _heading(number: int) -> str:
    return f"Section {number}" if number else "Section 0, title and introduction"


def _counted(counts: Mapping[str, int]) -> str:
    named = {"Claim": "claim", "Gap": "gap", "Remark": "remark"}
    words = (
        f"{counts[kind]} {word}{'' if counts[kind] == 1 else 's'}" for kind, word in named.items() if kind in counts
    )
    return ", ".join(words)


def _section(chapter: tuple[str, int], here: list[Claim | Gap | Remark], findings: Findings) -> list[str]:
    source, number = chapter
    claims = [said for said in here if isinstance(said, Claim)]
    lines = [sentences.of_source(f"Section {number}", source, findings)]
    lines += [f"- {_line(said, findings)}" for said in sorted(claims, key=findings.order)]
    if others := [said for said in here if not isinstance(said, Claim)]:
        lines += ["", "Also said here"]
        lines += [f"- {_said(said, findings)} ({said.name})" for said in others]
    return lines


def _everything(findings: Findings) -> list[Claim | Gap | Remark]:
    return [*findings.claims.values(), *findings.gaps.values(), *findings.remarks.values()]


def _said(said: Gap | Remark, findings: Findings) -> str:
    return sentences.gap(said) if isinstance(said, Gap) else sentences.remark(said, findings)


def _group(title: str, claims: Iterable[Claim], findings: Findings) -> list[str]:
    lines = [f"- {_line(said, findings)}" for said in claims]
    return ["", title, *lines] if lines else []


def _line(said: Claim, findings: Findings) -> str:
    certainty = local_name(said.certainty)
    notes = [] if certainty == "Stated" else [sentences.CERTAINTY.get(certainty, certainty)]
    notes += sentences.limits(said)
    grounds = sentences.basis(said, findings).removeprefix("It rests on ").rstrip(".")
    notes.append(grounds.removeprefix("nothing: ") if grounds.startswith("nothing: ") else f"rests on {grounds}")
    return f"{sentences.claim(said, findings)} [{'; '.join(notes)}] ({said.name})"


def _where(said: Claim | Gap | Remark, findings: Findings) -> list[str]:
    passages = [findings.passages[iri] for iri in said.passages if iri in findings.passages]
    return [f"Where: {sentences.passage(found, findings)}." for found in passages]
