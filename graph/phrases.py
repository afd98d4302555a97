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
DOUBTED, REPORTED, CONDITION, CUT = "worded with a doubt", "not asserted", "on a condition", "cut off"


def short(said: Claim) -> tuple[str, str]:
    """Say how a claim is worded and, apart, what limits it.

    No relation stands there without its hedge.

    >>> from graph.vocabulary import TERM
    >>> short(Claim("x:c", "", "x:a", "x:b", TERM.withMore, TERM.Causal, TERM.Guessed, hedges=(TERM.OpenGuess,)))
    ('may lead to more', 'a guess')
    """
    relation, reading = local_name(said.relation), local_name(said.reading)
    certainty, hedges = local_name(said.certainty), [local_name(iri) for iri in said.hedges]
    if relation == "linkedTo":
        verb = VERBS["affect" if reading == "Causal" else relation]
    else:
        verb = VERBS.get(relation) or VERBS.get(reading, ("", ""))
    if relation == "notLinkedTo":
        return VERBS[relation][0], _limits(said)
    modal = "may" if certainty in {"Hedged", "Guessed"} else "can" if "CanHappen" in hedges else ""
    amount = "" if reading == "Necessary" and relation == "withMore" else AMOUNT.get(relation)
    return " ".join(filter(None, (modal, verb[bool(modal)], amount))), _limits(said)


def lines(said: Claim, most: int = LINE_LENGTH) -> tuple[str, ...]:
    """Give the same in lines of at most `most` characters where words allow it."""
    return tuple(line for part in short(said) for line in broken(part, most))


def _limits(said: Claim) -> str:
    certainty = local_name(said.certainty)
    limits = [LIMITS[name] for name in map(local_name, said.hedges) if name in LIMITS]
    doubt = certainty == "Hedged" and local_name(said.relation) == "notLinkedTo"
    limits += [DOUBTED] * doubt + [REPORTED] * (certainty == "Reported")
    limits += [CONDITION] * bool(said.conditions) + [CUT] * said.cut_off
    return ", ".join(limits)
