"""A made network of any size, the same for the same seed: some concepts have many claims and most have few.

Concepts fall into topics, topics differ in size, and a claim mostly stays in its topic, as in a literature.
"""

from itertools import accumulate
from random import Random

from graph.claims import Claim, Concept, Findings, Passage, Source
from graph.vocabulary import BASE, TERM

CLAIMS_A_CONCEPT = 2
_STRAYS = 0.12
_LARGEST_TOPIC = 400
_WHAT = (
    *("attachment", "sleep", "reading", "memory", "attention", "play", "stress", "sharing", "language", "trust"),
    *("grief", "praise", "anxiety", "empathy", "self-control", "curiosity", "friendship", "cortisol", "screen time"),
    *("exercise", "nutrition", "bullying", "schooling", "divorce", "poverty", "warmth", "discipline", "temperament"),
)
_WHOSE = (
    *("maternal", "paternal", "early", "late", "secure", "chronic", "daily", "perceived", "reported", "social"),
    *("emotional", "physical", "verbal", "shared", "lasting", "mild", "severe", "observed", "typical", "joint"),
)
_WHERE = ("in infancy", "in toddlers", "at school", "at home", "in adolescence", "in adults", "in groups", "at night")
_KINDS = ("Caregiving", "AttachmentPattern", "InnerProcess", "Capacity", "Outcome", "Stressor", "Context", "BodySystem")
_RELATIONS = ("withMore", "withMore", "withMore", "withLess", "withLess", "linkedTo", "notLinkedTo")
_READINGS = ("Correlational", "Correlational", "Causal", "Enabling")
_CERTAINTIES = ("Stated", "Stated", "Stated", "Hedged", "Hedged", "Guessed", "Reported")
_SECTIONS = 40


def findings(concepts: int, seed: int = 7) -> Findings:
    """Make a network.

    Parameters
    ----------
    concepts : int
        How many; there are twice as many claims.
    seed : int
        Another seed gives another network.

    Returns
    -------
    Findings
        Every concept is the subject of a claim. The number of claims of a concept falls off as a power.
    """
    chance = Random(seed)
    made = [_concept(number, chance) for number in range(concepts)]
    topics = list(_topics(concepts, chance))
    of_topic = [topic for topic in topics for _ in topic]
    weights = {topic: list(accumulate(1 / (place + 1) ** 0.8 for place in range(len(topic)))) for topic in topics}
    everything = range(concepts)
    overall = list(accumulate(1 / (place - of_topic[place].start + 1) for place in everything))
    claims = {}
    for number in range(concepts * CLAIMS_A_CONCEPT):
        subject = number % concepts
        topic = of_topic[subject]
        stray = len(topic) == 1 or chance.random() < _STRAYS
        pool, weight = (everything, overall) if stray else (topic, weights[topic])
        outcome = chance.choices(pool, cum_weights=weight)[0]
        if outcome == subject:
            outcome = pool[(pool.index(outcome) + 1) % len(pool)]
        claim = _claim(number, made[subject], made[outcome], chance)
        claims[claim.iri] = claim
    passages = {
        f"{BASE}passage/made-{n}": Passage(f"{BASE}passage/made-{n}", _SOURCE, n, 1, 1) for n in range(_SECTIONS)
    }
    source = Source(_SOURCE, "A made-up literature", ("Nobody",))
    return Findings(
        dict(sorted(claims.items())), {concept.iri: concept for concept in made}, passages, sources={_SOURCE: source}
    )


_SOURCE = f"{BASE}source/made"


def _topics(concepts: int, chance: Random) -> "list[range]":
    found, start = [], 0
    while start < concepts:
        size = min(concepts - start, _LARGEST_TOPIC, max(3, int(12 * chance.paretovariate(0.9))))
        found.append(range(start, start + size))
        start += size
    return found


def _concept(number: int, chance: Random) -> Concept:
    words = [chance.choice(_WHOSE), chance.choice(_WHAT), chance.choice(_WHERE), str(number)]
    label, kind = " ".join(words), getattr(TERM, chance.choice(_KINDS))
    return Concept(f"{BASE}concept/{label.replace(' ', '-')}", label, kind=kind)


def _claim(number: int, subject: Concept, outcome: Concept, chance: Random) -> Claim:
    relation, reading, certainty = map(chance.choice, (_RELATIONS, _READINGS, _CERTAINTIES))
    return Claim(
        f"{BASE}claim/made-{number:06}",
        f"{subject.label} and {outcome.label}",
        subject.iri,
        outcome.iri,
        getattr(TERM, relation),
        getattr(TERM, reading),
        getattr(TERM, certainty),
        passages=(f"{BASE}passage/made-{number % _SECTIONS}",),
    )
