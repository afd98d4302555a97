"""What is written on the line of a claim, in a picture: how it is worded and what limits it, in few words."""

from graph.claims import Claim
from graph.views import broken
from graph.vocabulary import local_name

LINE_LENGTH = 14
VERBS = {
    "affect": ("affects", "affect"),
    "Causal": ("leads to", "lead to"),
    "Enabling": ("opens the way to", "open the way to"),
    "Necessary": ("is needed for", "be needed for"),
    "Correlational": ("goes with", "go with"),
    "linkedTo": ("is linked with", "be linked with"),
    "notLinkedTo": ("no link found to", "no link found to"),
    "partOf": ("is part of", "be part of"),
    "definedAs": ("is said to be", "be said to be"),
}
"""Plainly, and after "may" or "can"."""

AMOUNT = {"withMore": "more", "withLess": "less"}
LIMITS = {
    "PartialCause": "in part",
    "NotAll": "for some",
    "WeakerResult": "weaker result",
    "OpenGuess": "a guess",
    "Supposition": "if so",
    "UnknownMechanism": "how is unknown",
}
DOUBTED, POSSIBLE, REPORTED = "worded with a doubt", "can be so", "not asserted"
CONDITION, CUT = "on a condition", "cut off"


def short(said: Claim) -> tuple[str, str]:
    """Say how a claim is worded and, apart, what limits it.

    No relation stands there without its hedge.

    >>> from graph.vocabulary import TERM
    >>> short(Claim("x:c", "", "x:a", "x:b", TERM.withMore, TERM.Causal, TERM.Guessed, hedges=(TERM.OpenGuess,)))
    ('may lead to more', 'a guess')
    """
    relation, reading = local_name(said.relation), local_name(said.reading)
    certainty, hedges = local_name(said.certainty), [local_name(iri) for iri in said.hedges]
    if relation == "notLinkedTo":
        return VERBS[relation][0], _limits(said)
    verb = _verb(relation, reading)
    modal = "may" if certainty in {"Hedged", "Guessed"} else "can" if "CanHappen" in hedges else ""
    amount = "" if reading == "Necessary" and relation == "withMore" else AMOUNT.get(relation)
    return " ".join(filter(None, (modal, verb[bool(modal)], amount))), _limits(said)


def _verb(relation: str, reading: str) -> tuple[str, str]:
    if relation == "linkedTo":
        return VERBS[{"Causal": "affect", "Necessary": "Necessary"}.get(reading, relation)]
    usual = VERBS["Correlational"] if relation in AMOUNT else (relation, relation)
    return VERBS.get(relation) or VERBS.get(reading, usual)


def lines(said: Claim, most: int = LINE_LENGTH) -> tuple[str, ...]:
    """Give the same in lines of at most `most` characters where words allow it."""
    return tuple(line for part in short(said) for line in broken(part, most))


def _limits(said: Claim) -> str:
    certainty, hedges = local_name(said.certainty), [local_name(iri) for iri in said.hedges]
    limits = [LIMITS[name] for name in hedges if name in LIMITS]
    if local_name(said.relation) == "notLinkedTo":
        is_doubted = certainty in {"Hedged", "Guessed"} and "OpenGuess" not in hedges
        limits += [DOUBTED] * is_doubted + [POSSIBLE] * ("CanHappen" in hedges)
    limits += [REPORTED] * (certainty == "Reported")
    limits += [CONDITION] * bool(said.conditions) + [CUT] * said.cut_off
    return ", ".join(limits)
