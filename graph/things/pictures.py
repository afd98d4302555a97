"""The picture around a thing: a concept between its neighbors, a claim between its two, a study with its claims."""

from collections.abc import Callable, Mapping, Sequence

from graph import layout, network, phrases, sentences
from graph.claims import Claim, EvidenceLine, Findings
from graph.layout import Spoke
from graph.layout.around import SENTENCE_LENGTH
from graph.page.drawn import Line, Sheet, sheet
from graph.page.marks import OTHER, kind_of
from graph.things.parts import Picture
from graph.things.values import Values
from graph.things.words import MEASURED, WORDS
from graph.views import broken
from graph.vocabulary import local_name, shorten

MOST_BESIDE = 9
"""More lines on one side of a concept than these are not a picture that can be taken in at once."""
_STANCE_LENGTH = 18
_NOW = "now"


def concept(iri: str, values: Values) -> Picture | None:
    """Draw a concept between the claims that end in it and those that start from it."""
    known = values.known
    here, on = known.ending[iri][:MOST_BESIDE], known.starting[iri][:MOST_BESIDE]
    if not here and not on:
        return None
    left = [Spoke(claim.iri, claim.subject, inward=True) for claim in here]
    right = [Spoke(claim.iri, claim.outcome) for claim in on]
    drawn, all_of = len(here) + len(on), len(known.ending[iri]) + len(known.starting[iri])
    caption = WORDS["of_concept"].format(count=all_of, drawn=drawn) if drawn < all_of else ""
    label = WORDS["picture_around"].format(label=known.label(iri), here=len(here), on=len(on))
    return Picture((_claims(iri, left, right, [*here, *on], values),), label, caption)


def claim(said: Claim, values: Values) -> Picture:
    """Draw a claim between its two concepts, with the other claims of the same two."""
    others = values.known.starting[said.subject], values.known.starting[said.outcome]
    same = [other for other in others[0] if other.outcome == said.outcome and other != said]
    same += [other for other in others[1] if other.outcome == said.subject != said.outcome]
    drawn = [said, *same[: MOST_BESIDE - 1]]
    spokes = [Spoke(one.iri, said.outcome, inward=one.subject != said.subject) for one in drawn]
    label = WORDS["picture_claim"].format(
        subject=values.known.label(said.subject), outcome=values.known.label(said.outcome)
    )
    return Picture((_claims(said.subject, [], spokes, drawn, values, said.iri if same else ""),), label)


def study(iri: str, name: str, values: Values) -> Picture | None:
    """Draw a study with the claims that it bears on, or that a source makes on its strength."""
    known = values.known
    words: dict[str, Sequence[str]] = {}
    spokes = []
    for one in known.named_for[iri][:MOST_BESIDE]:
        words[one.iri] = (WORDS["is_named"],)
        spokes.append(Spoke(one.iri, one.iri))
    lines = [line for line in known.lines_of[iri] if line.about in known.findings.claims]
    spokes += [_reading(line, words, values) for line in lines[: MOST_BESIDE - len(spokes)]]
    if not spokes:
        return None
    every = len(known.named_for[iri]) + len(lines)
    caption = WORDS["of_concept"].format(count=every, drawn=len(spokes)) if len(spokes) < every else ""
    label = WORDS["picture_study"].format(study=name, claims=len({spoke.other for spoke in spokes}))
    return Picture((_sentences(iri, name, spokes, words, values),), label, caption)


def line(found: EvidenceLine, values: Values) -> Picture | None:
    """Draw how a study bears on a claim."""
    if found.about not in values.known.findings.claims:
        return None
    words: dict[str, Sequence[str]] = {}
    name = values.known.label(found.study)
    label = WORDS["picture_evidence"].format(study=name)
    return Picture((_sentences(found.study, name, [_reading(found, words, values)], words, values),), label)


def figure(exposure: str, result: str, said: str, values: Values) -> Picture:
    """Draw a figure between what was held to lead and what was measured."""
    known = values.known
    labels = {iri: known.label(iri) for iri in (exposure, result)}
    drawing = layout.around(exposure, [], [Spoke("", result)], labels, {"": broken(said, 18) or ("",)})
    label = WORDS["picture_figure"].format(exposure=labels[exposure], result=labels[result])
    return Picture((sheet(drawing, lambda _: Line("", "", "", "", ""), _concepts(values)),), label)


def section(claims: Sequence[Claim], title: str, values: Values) -> Picture | None:
    """Draw the claims of a section as routed sheets; None where they cannot be drawn so that they can be read."""
    findings = values.known.findings
    part = Findings({one.iri: one for one in claims}, findings.concepts, findings.passages, labels=findings.labels)
    words = {one.curie: phrases.lines(one) for one in claims}
    looks = {one.curie: _line(one, values) for one in claims}
    ends = {shorten(iri): iri for one in claims for iri in (one.subject, one.outcome)}
    drawings = layout.sheets(network.from_findings(part), words) if claims else []
    if not drawings:
        return None
    sheets = tuple(sheet(one, looks.__getitem__, lambda name: _concept(ends[name], values)) for one in drawings)
    concepts = sum(len(one.nodes) for one in sheets)
    return Picture(sheets, WORDS["picture_section"].format(title=title, concepts=concepts, claims=len(claims)))


def _claims(
    center: str, left: Sequence[Spoke], right: Sequence[Spoke], claims: Sequence[Claim], values: Values, now: str = ""
) -> Sheet:
    labels = {iri: values.known.label(iri) for one in claims for iri in (one.subject, one.outcome)}
    words = {one.iri: phrases.lines(one) for one in claims}
    looks = {one.iri: _line(one, values, _NOW if one.iri == now else "") for one in claims}
    left = [spoke for spoke in left if spoke.other != center]  # a circle is drawn once
    return sheet(layout.around(center, left, right, labels, words), looks.__getitem__, _concepts(values))


def _sentences(
    iri: str, name: str, spokes: Sequence[Spoke], words: Mapping[str, Sequence[str]], values: Values
) -> Sheet:
    known = values.known
    claims = {spoke.other: known.findings.claims[spoke.other] for spoke in spokes}
    labels = {iri: name} | {one.iri: _said(one, values) for one in claims.values()}
    drawing = layout.around(iri, [], spokes, labels, words, SENTENCE_LENGTH)
    hrefs = {spoke.name: values.href(spoke.name) if spoke.name != spoke.other else "" for spoke in spokes}
    return sheet(
        drawing,
        lambda at: Line(hrefs[at], "", "", "", ""),
        lambda box: (values.href(layout.named(box)), ""),
    )


def _reading(found: EvidenceLine, words: dict[str, Sequence[str]], values: Values) -> Spoke:
    instead = ", ".join(values.known.label(iri) for iri in found.measured)
    said = f"{values.stance(found)}, {MEASURED.format(concepts=instead)}" if instead else values.stance(found)
    words[found.iri] = broken(said, _STANCE_LENGTH)
    return Spoke(found.iri, found.about)


def _said(claim: Claim, values: Values) -> str:
    """Say a claim with what limits it, which its sentence alone does not."""
    sentence, (_, limits) = sentences.claim(claim, values.known.near(claim)), phrases.short(claim)
    return f"{sentence} ({limits})" if limits else sentence


def _line(said: Claim, values: Values, also: str = "") -> Line:
    relation = " ".join(filter(None, (local_name(said.relation), also)))
    return Line(values.href(said.iri), local_name(said.certainty), relation, "", "")


def _concepts(values: Values) -> Callable[[str], tuple[str, str]]:
    return lambda box: _concept(layout.named(box), values)


def _concept(iri: str, values: Values) -> tuple[str, str]:
    found = values.known.findings.concepts.get(iri)
    return values.href(iri), kind_of(local_name(found.kind or OTHER)) if found else OTHER
