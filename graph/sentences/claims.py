"""Claims in plain, grammatical words, made from their structure: hedge, age, condition and source included."""

from collections.abc import Sequence

from graph import across
from graph.across import Comparison
from graph.claims import Claim, Findings, Remark
from graph.sentences.grammar import capital, listed, quoted
from graph.sentences.terms import ACCORD, BASIS, CERTAINTY, HEDGE, INDEPENDENCE, PART, PROPERTY, READING
from graph.vocabulary import local_name


def claim(said: Claim, findings: Findings) -> str:
    """Say a claim in one sentence, with its hedge and context.

    >>> from graph.claims import Concept
    >>> from graph.vocabulary import TERM
    >>> a, b = Concept("x:a", "reading aloud"), Concept("x:b", "vocabulary")
    >>> terms = TERM.withMore, TERM.Causal, TERM.Hedged
    >>> claim(Claim("x:c", "", "x:a", "x:b", *terms), Findings({}, {"x:a": a, "x:b": b}))
    'Reading aloud may lead to more vocabulary.'
    """
    sentence = _core(said, findings) + _context(said, findings)
    certainty = local_name(said.certainty)
    if certainty == "Guessed":
        sentence = f"the author guesses that {sentence}"
    elif certainty == "Reported":
        holders = listed(findings.label(iri) for iri in said.held_by)
        is_if = "Supposition" in {local_name(iri) for iri in said.hedges}
        others = f"according to {holders or 'others'}, not the author"
        opening = "as an if that the author leaves open" if is_if and not holders else others
        sentence = f"{opening}: {sentence}"
    return f"{capital(sentence)}."


def limits(said: Claim) -> list[str]:
    """Give the reasons of a claim's hedge, and what is missing or implied in it, as clauses."""
    clauses = [f"it was withdrawn on {said.withdrawn}"] if said.withdrawn else []
    clauses += [HEDGE.get(local_name(iri), local_name(iri)) for iri in said.hedges]
    if said.cut_off:
        clauses.append("its sentence is cut off in the copy that was read")
    if said.read_in:
        parts = listed(PROPERTY.get(local_name(iri), local_name(iri)) for iri in said.read_in)
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
    grounds = listed(BASIS.get(local_name(iri), findings.label(iri)) for iri in said.basis)
    sentence = f"It rests on {grounds or 'nothing that is recorded'}"
    if isinstance(said, Claim):
        if said.studies:
            sentence += f": {listed(findings.label(iri) for iri in said.studies)}"
        if said.premises:
            sentence += f", drawn from: {listed(quoted(iri, findings) for iri in said.premises)}"
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
    return [f"{opening} {quoted(iri, findings)}." for opening, iris in kinds for iri in iris]


def withdrawal(said: Claim, findings: Findings) -> list[str]:
    """Say that a claim was withdrawn, when, and what took its place; nothing of one that stands."""
    if not said.withdrawn:
        return []
    instead = listed(quoted(c.iri, findings) for c in findings.claims.values() if said.iri in c.revises)
    return [f"Withdrawn on {said.withdrawn}. {f'In its place: {instead}' if instead else 'Nothing took its place'}."]


def comparison(found: Comparison, said: Claim, findings: Findings) -> str:
    """Say what the claim of another source says of a claim, and in what it differs.

    >>> from graph.claims import Concept
    >>> from graph.vocabulary import TERM
    >>> a, b = Concept("x:a", "reading aloud"), Concept("x:b", "vocabulary")
    >>> terms = TERM.withMore, TERM.Causal, TERM.Stated
    >>> one, other = (Claim(iri, "Reading aloud helps.", "x:a", "x:b", *terms) for iri in ("x/c", "x/d"))
    >>> findings = Findings({"x/c": one, "x/d": other}, {"x:a": a, "x:b": b}, labels={"x/d": other.label})
    >>> comparison(Comparison("x/c", "x/d", "Contradicts"), one, findings)
    'Another source says the contrary: "Reading aloud helps" (d).'
    """
    other = findings.claims[found.opposite(said.iri)]
    titles = [findings.label(iri) for iri in sorted(across.sources(other, findings))]
    source = f', "{listed(titles)}",' if titles else ""
    differing = listed(_difference(name, said, other, findings) for name in found.differs_in)
    accord = ACCORD[found.accord].format(differing=differing)
    grounds = INDEPENDENCE.get(found.independence, "")
    if found.repeating:
        grounds = " It only repeats this one." if found.repeating == other.iri else " This one only repeats it."
    return f"Another source{source} {accord}: {quoted(other.iri, findings)}.{grounds}"


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
        text += f", by way of {listed(_mediator(iri, said, findings) for iri in said.mediators)}"
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
    return listed(_phrase(iri, findings) for iri in iris)


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
