"""A claim in plain, grammatical words, made from its structure: hedge, age, condition and source included.

All English wording of the package's answers about claims stands here.
"""

import re
from collections.abc import Iterable, Sequence

from graph import across
from graph.across import Comparison
from graph.claims import Claim, Concept, Findings, Gap, Passage, Remark, Study
from graph.vocabulary import local_name

CERTAINTY = {
    "Stated": "stated as a fact",
    "Hedged": "worded with a doubt",
    "Guessed": "announced as a guess",
    "Reported": "mentioned, not asserted by the source",
}
READING = {
    "Causal": "worded as a cause",
    "Enabling": "worded as opening the way",
    "Necessary": "worded as needed",
    "Correlational": "worded as going together, not as a cause",
    "Constitutive": "a part or a definition",
}
RELATION = {
    "withMore": "more of it",
    "withLess": "less of it",
    "linkedTo": "linked, no direction stated",
    "notLinkedTo": "no link found",
    "partOf": "part of it",
    "definedAs": "defined as it",
}
HEDGE = {
    "Modal": "the wording doubts it (may, might, seems)",
    "OpenGuess": "it is called a guess",
    "Supposition": "it hangs on an if that is left open",
    "CanHappen": "it can happen, not that it always does",
    "PartialCause": "it is one cause among several",
    "NotAll": "it is said of some or many, not of all",
    "WeakerResult": "it is a weaker result than another",
    "LinkVerb": "only a link is spoken of",
    "UnknownMechanism": "how it comes about is said to be unknown",
}
BASIS = {
    "ECO_0000033": "a study that the source names",
    "ECO_0000034": "nothing: no source is given",
    "ECO_0006185": "the author's own inference",
    "UnnamedResearch": "research that is not named",
    "ExpertAgreement": "agreement of experts, not named",
    "ConventionalWisdom": "conventional wisdom",
    "PopularBelief": "a belief of people",
    "ClaimedKnown": "the author's word that it is known",
    "ClaimedObvious": "the author's word that it is obvious",
    "ByDefinition": "a definition",
}
LACK = {"Link": "whether there is a link", "Mechanism": "how it comes about", "Size": "how large it is"}
KIND = {
    "Caregiving": "caregiving",
    "AttachmentPattern": "attachment pattern",
    "InnerProcess": "inner process",
    "Capacity": "capacity",
    "Outcome": "outcome",
    "Stressor": "stressor",
    "BodySystem": "body system",
    "Context": "context",
    "LifeStage": "life stage",
}
PROPERTY = {
    "relation": "the direction",
    "weakerThan": "what it is weaker than",
    "subject": "the subject",
    "condition": "the condition",
    "age": "the age",
}
PART = {
    "subjectAge": "age of the subject",
    "comparator": "comparison",
    "readIn": "what is implied and not worded",
    "certainty": "how firmly it is said",
    "hedge": "how much it is said of",
    "reading": "how it is worded",
    "relation": "direction, which only one of them states",
}
ACCORD = {
    across.AGREES: "says the same",
    across.IN_PART: "says so too, but differs in {differing}",
    across.CONTRADICTS: "says the contrary",
    across.OTHERWISE: "says otherwise, but differs in {differing}, so that both may hold",
}
INDEPENDENCE = {
    across.OWN_STUDIES: " Each rests on a study that the other does not name.",
    across.SAME_ORIGIN: " Both go back to the same study or work: that is one finding, said twice.",
}
_DATED = re.compile(r"(?:the\b|about\b|around\b|\d{4}(?!s)|\w+ \d{4}(?!s)|\d+ \w+ \d{4}(?!s))", re.IGNORECASE)
NOTICE = "A map of what an article and studies say. Not medical advice."


def claim(said: Claim, findings: Findings) -> str:
    """Say a claim in one sentence, with its hedge and context.

    >>> from graph.claims import Concept
    >>> a, b = Concept("x:a", "reading aloud"), Concept("x:b", "vocabulary")
    >>> terms = [f"x:{name}" for name in ("withMore", "Causal", "Hedged")]
    >>> claim(Claim("x:c", "", "x:a", "x:b", *terms), Findings({}, {"x:a": a, "x:b": b}))
    'Reading aloud may lead to more vocabulary.'
    """
    sentence = _core(said, findings) + _context(said, findings)
    certainty = local_name(said.certainty)
    if certainty == "Guessed":
        sentence = f"the author guesses that {sentence}"
    elif certainty == "Reported":
        holders = _listed(findings.label(iri) for iri in said.held_by)
        is_if = "Supposition" in {local_name(iri) for iri in said.hedges}
        others = f"according to {holders or 'others'}, not the author"
        opening = "as an if that the author leaves open" if is_if and not holders else others
        sentence = f"{opening}: {sentence}"
    return f"{_capital(sentence)}."


def limits(said: Claim) -> list[str]:
    """Give the reasons of a claim's hedge, and what is missing or implied in it, as clauses."""
    clauses = [f"it was withdrawn on {said.withdrawn}"] if said.withdrawn else []
    clauses += [HEDGE.get(local_name(iri), local_name(iri)) for iri in said.hedges]
    if said.cut_off:
        clauses.append("its sentence is cut off in the copy that was read")
    if said.read_in:
        parts = _listed(PROPERTY.get(local_name(iri), local_name(iri)) for iri in said.read_in)
        clauses.append(f"{parts} {'is' if len(said.read_in) == 1 else 'are'} implied, not worded")
    return clauses


def firmness(said: Claim) -> str:
    """Say how firmly a claim is made and how it is worded, in one sentence."""
    certainty, reading = local_name(said.certainty), local_name(said.reading)
    sentence = f"It is {CERTAINTY.get(certainty, certainty)} and {READING.get(reading, reading)}"
    reasons = limits(said)
    return f"{sentence}; {'; '.join(reasons)}." if reasons else f"{sentence}."


def basis(said: Claim | Remark, findings: Findings) -> str:
    """Say what a claim rests on, in one sentence."""
    grounds = _listed(BASIS.get(local_name(iri), findings.label(iri)) for iri in said.basis)
    sentence = f"It rests on {grounds or 'nothing that is recorded'}"
    if isinstance(said, Claim):
        if said.studies:
            sentence += f": {_listed(findings.label(iri) for iri in said.studies)}"
        if said.premises:
            sentence += f", drawn from: {_listed(_quoted(iri, findings) for iri in said.premises)}"
    return f"{sentence}."


def links(said: Claim, findings: Findings) -> list[str]:
    """Say how a claim stands to others of its source, one sentence a link."""
    kinds = (
        ("It was reported as weaker than", said.weaker_than),
        ("It is a step in explaining", said.explains),
        ("It is one side of an either-or with", said.alternatives),
        ("It says again", said.restates),
        ("It is set against", said.disputes),
        ("It takes the place of", said.revises),
    )
    return [f"{opening} {_quoted(iri, findings)}." for opening, iris in kinds for iri in iris]


def withdrawal(said: Claim, findings: Findings) -> list[str]:
    """Say that a claim was withdrawn, when, and what took its place; nothing of one that stands."""
    if not said.withdrawn:
        return []
    instead = _listed(_quoted(c.iri, findings) for c in findings.claims.values() if said.iri in c.revises)
    return [f"Withdrawn on {said.withdrawn}. {f'In its place: {instead}' if instead else 'Nothing took its place'}."]


def comparison(found: Comparison, said: Claim, findings: Findings) -> str:
    """Say what the claim of another source says of a claim, and in what it differs.

    >>> a, b = Concept("x:a", "reading aloud"), Concept("x:b", "vocabulary")
    >>> terms = [f"x:{name}" for name in ("withMore", "Causal", "Stated")]
    >>> one, other = (Claim(iri, "Reading aloud helps.", "x:a", "x:b", *terms) for iri in ("x:c", "x:d"))
    >>> findings = Findings({"x:c": one, "x:d": other}, {"x:a": a, "x:b": b}, labels={"x:d": other.label})
    >>> comparison(Comparison("x:c", "x:d", "Contradicts"), one, findings)
    'Another source says the contrary: "Reading aloud helps" (d).'
    """
    other = findings.claims[found.opposite(said.iri)]
    titles = [findings.label(iri) for iri in sorted(across.sources(other, findings))]
    source = f', "{_listed(titles)}",' if titles else ""
    differing = _listed(_difference(name, said, other, findings) for name in found.differs_in)
    accord = ACCORD[found.accord].format(differing=differing)
    grounds = INDEPENDENCE.get(found.independence, "")
    if found.repeating:
        grounds = " It only repeats this one." if found.repeating == other.iri else " This one only repeats it."
    return f"Another source{source} {accord}: {_quoted(other.iri, findings)}.{grounds}"


def _difference(name: str, said: Claim, other: Claim, findings: Findings) -> str:
    """Name a part in which two claims differ, with what the other has and what this one has."""
    words = PART.get(name, name)
    if name in across.CONTEXT:
        there, here = (_words(across.part(name, one, findings), findings) or "not said" for one in (other, said))
    elif name in {"subject", "outcome"}:
        there, here = (_phrase(getattr(one, name), findings) for one in (other, said))
    else:
        return words
    return f"{words} ({there} there, {here} here)"


def passage(where: Passage, findings: Findings) -> str:
    """Say where a sentence stands: "section 2, paragraph 2, sentence 1"."""
    if where.paragraph == 0:
        place = "the title" if where.section == 0 else f"section {where.section}, heading"
    else:
        place = f"section {where.section}, paragraph {where.paragraph}, sentence {where.sentence}"
    title = findings.sources[where.source].title if where.source and where.source in findings.sources else ""
    cut = " (cut off in the copy that was read)" if where.cut_off else ""
    return f"{title}, {place}{cut}" if title else f"{place}{cut}"


def of_source(words: str, iri: str, findings: Findings) -> str:
    """Say of which source something is, where there is more than one: ``Section 2 of "A talk"``."""
    return words if findings.is_of_one_source or not iri else f'{words} of "{findings.label(iri)}"'


def gap(unknown: Gap) -> str:
    """Say what a source calls unknown."""
    lacks = _listed(LACK.get(local_name(iri), local_name(iri)) for iri in unknown.lacks)
    return f"Said to be unknown: {lacks or 'something'}. {unknown.label}"


def remark(said: Remark, findings: Findings) -> str:
    """Say a remark with how firmly it is made and what it rests on."""
    certainty = local_name(said.certainty or "")
    return f"{said.label} It is {CERTAINTY.get(certainty, 'recorded')}. {basis(said, findings)}"


def study(found: Study, findings: Findings) -> str:
    """Describe a study by what is recorded of it."""
    parts = [_listed(_spaced(local_name(iri)) for iri in found.designs)]
    if found.years is not None:
        parts.append(f"{found.years} years")
    if found.start:
        parts.append(f"begun in {_time(found.start)}")
    if found.issued and not (found.authors or found.title):
        parts.append(f"published in {found.issued}")
    if found.institutions:
        parts.append(f"at the {_listed(findings.label(iri) for iri in found.institutions)}")
    if found.populations:
        parts.append(f"of {_listed(findings.label(iri) for iri in found.populations)}")
    known = ", ".join(part for part in parts if part)
    return f"{found.label}: {known}." if known else f"{found.label}."


def concept(thing: Concept, findings: Findings) -> list[str]:
    """Describe a concept: kind, synonyms, hierarchy, opposites, ages and notes, one sentence each."""
    kind = local_name(thing.kind or "")
    lines = [f"{_capital(thing.label)}: {KIND.get(kind, _spaced(kind))}." if kind else f"{_capital(thing.label)}."]
    if thing.synonyms:
        lines.append(f"Also called {_listed(thing.synonyms)}.")
    if thing.broader:
        lines.append(f"A kind of {_listed(findings.label(iri) for iri in thing.broader)}.")
    if thing.opposites:
        lines.append(f"Opposite: {_listed(findings.label(iri) for iri in thing.opposites)}.")
    if thing.from_age is not None or thing.to_age is not None:
        start = f"{thing.from_age:g} " if thing.from_age is not None else ""
        end = f"to {thing.to_age:g} years" if thing.to_age is not None else "years and over"
        lines.append(f"Ages {start}{end}{', read by the curator' if thing.ages_implied else ''}.")
    return lines + [note if note.endswith(".") else f"{note}." for note in thing.notes]


def _core(said: Claim, findings: Findings) -> str:
    subject, outcome = _subject(said, findings), _phrase(said.outcome, findings)
    plural = _is_plural(said.subject, findings)
    relation, reading = local_name(said.relation), local_name(said.reading)
    changed = {"withMore": _more, "withLess": _less}.get(relation, _phrase)(said.outcome, findings)
    if relation in {"partOf", "definedAs"}:
        return f"{subject} {_be(said, plural)} {'part of' if relation == 'partOf' else 'said to be'} {outcome}"
    if relation == "notLinkedTo":
        modal = _modal(said)
        return f"{f'there {modal} be no link' if modal else 'no link was found'} between {subject} and {outcome}"
    if reading == "Necessary":
        return f"{subject} {_be(said, plural)} needed for {changed if relation == 'withLess' else outcome}"
    if relation == "linkedTo":
        if reading == "Causal":
            return f"{subject} {_verb('affect', said, plural)} {outcome}"
        return f"{subject} {_be(said, plural)} linked with {outcome}"
    verb, link = {"Causal": ("lead", "to"), "Enabling": ("open", "the way to")}.get(reading, ("go", "with"))
    return f"{subject} {_verb(verb, said, plural)} {link} {changed}"


def _subject(said: Claim, findings: Findings) -> str:
    subject = _phrase(said.subject, findings)
    ages = () if said.subject_ages == said.ages else said.subject_ages
    return f"{subject} in {_words(ages, findings)}" if ages else subject


def _context(said: Claim, findings: Findings) -> str:
    text = ""
    if said.populations:
        one = not _is_plural(said.populations[-1], findings)
        text += f" {'for' if one else 'among'} {_words(said.populations, findings)}"
    if said.ages:
        text += f" in {_words(said.ages, findings)}"
    if said.mediators:
        text += f", by way of {_listed(_mediator(iri, said, findings) for iri in said.mediators)}"
    if said.conditions:
        text += f", given {_words(said.conditions, findings)}"
    if said.comparators:
        text += f", compared with {_words(said.comparators, findings)}"
    return f"{text}, in a direction that is not stated" if local_name(said.relation) == "linkedTo" else text


def _mediator(iri: str, said: Claim, findings: Findings) -> str:
    """Say a mediator with the direction that the source itself gives for its first leg."""
    falls = {local_name(relation) for relation in findings.legs.get((said.subject, iri), ())} == {"withLess"}
    return _less(iri, findings) if falls else _phrase(iri, findings)


def _words(iris: Sequence[str], findings: Findings) -> str:
    return _listed(_phrase(iri, findings) for iri in iris)


def _phrase(iri: str, findings: Findings) -> str:
    thing = findings.concepts.get(iri)
    return thing.phrase if thing and thing.phrase else findings.label(iri)


def _modal(said: Claim) -> str:
    certainty, hedges = local_name(said.certainty), {local_name(iri) for iri in said.hedges}
    if certainty in {"Hedged", "Guessed"}:
        return "may"
    return "can" if "CanHappen" in hedges else ""


def _verb(verb: str, said: Claim, plural: bool) -> str:
    modal = _modal(said)
    if modal:
        return f"{modal} {verb}"
    return verb if plural else f"{verb}{'es' if verb.endswith('o') else 's'}"


def _be(said: Claim, plural: bool) -> str:
    modal = _modal(said)
    if modal:
        return f"{modal} be"
    return "are" if plural else "is"


def _is_plural(iri: str, findings: Findings) -> bool:
    return iri in findings.concepts and findings.concepts[iri].plural


def _more(iri: str, findings: Findings) -> str:
    thing = findings.concepts.get(iri)
    return thing.more if thing and thing.more else f"more {findings.label(iri)}"


def _less(iri: str, findings: Findings) -> str:
    thing = findings.concepts.get(iri)
    if thing and thing.less:
        return thing.less
    return f"{'fewer' if thing and thing.plural else 'less'} {findings.label(iri)}"


def _quoted(iri: str, findings: Findings) -> str:
    label = findings.labels.get(iri)
    return f'"{label.rstrip(".")}" ({local_name(iri)})' if label else local_name(iri)


def _listed(words: Iterable[str]) -> str:
    items = list(words)
    return items[0] if len(items) == 1 else " and ".join((", ".join(items[:-1]), items[-1])) if items else ""


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _time(words: str) -> str:
    """Give a time as it stands after "in": a decade or a part of something with its article."""
    return words if _DATED.match(words) else f"the {words}"


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
