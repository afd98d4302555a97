#!/usr/bin/env python3
"""Write made-up claims in the model of the project, as many as wanted, as Turtle on standard output.

The same number and seed give the same bytes. Memory does not grow with the number. Skew is that of real data: a few
concepts and studies have most of the claims (the law of Zipf and Mandelbrot), and everything the model has occurs.
No sentence says anything true; nothing of it is evidence for anything.
"""

import argparse
import hashlib
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from graph.vocabulary import PREFIXES

WHAT = (
    *("attachment", "sleep", "reading", "memory", "attention", "play", "stress", "sharing", "language", "trust"),
    *("grief", "praise", "anxiety", "empathy", "self-control", "curiosity", "friendship", "cortisol", "screen time"),
    *("exercise", "nutrition", "bullying", "schooling", "divorce", "poverty", "warmth", "discipline", "temperament"),
)
WHOSE = (
    *("maternal", "paternal", "early", "late", "secure", "chronic", "daily", "perceived", "reported", "social"),
    *("emotional", "physical", "verbal", "shared", "lasting", "mild", "severe", "observed", "typical", "joint"),
)
WHERE = ("at home", "at school", "in groups", "at night", "in clinics", "in cities", "on holiday", "in the country")
KINDS = ("Caregiving", "AttachmentPattern", "InnerProcess", "Capacity", "Outcome", "Stressor", "Context", "BodySystem")
STAGES = {
    "infancy": (0, 1),
    "toddlerhood": (1, 3),
    "childhood": (4, 11),
    "adolescence": (12, 17),
    "adulthood": (18, 99),
}
DESIGNS = (
    *("Longitudinal", "CrossSectional", "CrossSectional", "Experimental", "MetaAnalysis", "RandomizedTrial"),
    *("TwinStudy", "PrePost", "Review"),
)
RELATIONS = {
    "withMore": "goes with more",
    "withLess": "goes with less",
    "linkedTo": "is linked to",
    "notLinkedTo": "is not linked to",
}
CERTAINTIES = {"Stated": 3, "Hedged": 2, "Guessed": 1, "Reported": 0}
MODEST = ("eco:0000034", "f:UnnamedResearch", "f:ClaimedKnown", "f:ExpertAgreement", "f:ConventionalWisdom")
PARTS = {"subject": 1, "outcome": 1, "age": 3, "population": 2, "condition": 1}
A_SOURCE = 60
FEWEST_CONCEPTS = 24
FLATTENED = 400


class Sizes(NamedTuple):
    """How many of each: concepts grow as the claims to the power 0.6, as words do in a growing text."""

    claims: int
    concepts: int
    studies: int
    cohorts: int


class Made(NamedTuple):
    """What a later claim of the same source may refer to."""

    name: str
    firmness: int
    subject: int
    outcome: int
    relation: str


@dataclass
class Article:
    """The source being written, and where in it we are: section, paragraph, sentence."""

    name: str
    chance: Random
    place: tuple[int, int, int] = (0, 1, 0)
    recent: "deque[Made]" = field(default_factory=lambda: deque(maxlen=8))

    def go_on(self) -> None:
        """Take the next sentence; sometimes that begins a paragraph or a section."""
        section, paragraph, sentence = self.place
        step = self.chance.random()
        if step < 0.1:
            self.place = (section + 1, 1, 1)
        elif step < 0.35:
            self.place = (section, paragraph + 1, 1)
        else:
            self.place = (section, paragraph, sentence + 1)


def main(words: Sequence[str] | None = None) -> None:
    """Write to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=int, help="how many claims, from 1")
    parser.add_argument("--seed", type=int, default=7, help="another seed gives other claims")
    given = parser.parse_args(words)
    if given.claims < 1:
        parser.error("at least one claim")
    try:
        for text in turtle(given.claims, given.seed):
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()


def turtle(claims: int, seed: int = 7) -> Iterator[str]:
    """Give the text in pieces: prefixes, data set, concepts, studies, then one source after the other."""
    size = Sizes(claims, max(FEWEST_CONCEPTS, int(4 * claims**0.6)), max(8, claims // 20), max(2, claims // 400))
    chance = Random(seed)
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    yield from _described(size, seed)
    yield from (_concept(number, size, chance) for number in range(size.concepts))
    for number in range(size.studies):
        yield from _study(number, size, chance)
    for first in range(0, claims, A_SOURCE):
        yield from _source(first, min(claims, first + A_SOURCE), size, chance)


def _described(size: Sizes, seed: int) -> Iterator[str]:
    yield _node(
        f"<https://w3id.org/findings-graph/made-{seed}-{size.claims}>", "schema:Dataset",
        ("dcterms:title", f'"Made-up findings: {size.claims} claims, seed {seed}"@en'),
        ("schema:version", '"1"'), ("dcterms:creator", "agent:nobody"),
        ("dcterms:license", "<https://creativecommons.org/publicdomain/zero/1.0/>"),
    )  # fmt: skip
    yield _node("agent:nobody", "schema:Person", ("rdfs:label", '"Nobody"@en'))
    for name, (start, end) in STAGES.items():
        yield _node(
            f"concept:{name}", "skos:Concept", ("skos:prefLabel", f'"{name}"@en'), ("f:kind", "f:LifeStage"),
            ("f:fromAge", f"{start}.0"), ("f:toAge", f"{end}.0"),
        )  # fmt: skip
    for number in range(size.cohorts):
        yield _node(f"study:cohort-{number}", "f:Cohort", ("rdfs:label", f'"Made-up cohort {number}"@en'))


def _label(number: int) -> str:
    rest, what = divmod(number, len(WHAT))
    rest, whose = divmod(rest, len(WHOSE))
    again, where = divmod(rest, len(WHERE))
    return f"{WHOSE[whose]} {WHAT[what]} {WHERE[where]}" + (f" {again + 1}" if again else "")


def _concept_name(number: int) -> str:
    return f"concept:{_label(number).replace(' ', '-')}"


def _concept(number: int, size: Sizes, chance: Random) -> str:
    properties = [("skos:prefLabel", f'"{_label(number)}"@en'), ("f:kind", f"f:{chance.choice(KINDS)}")]
    if number >= len(WHAT) and chance.random() < 0.6:
        properties.append(("skos:broader", _concept_name(number % len(WHAT))))
    if chance.random() < 0.2:
        properties.append(("skos:altLabel", f'"{_label(number)}, another word"@en'))
    if number % 40 in {1, 2} and number // 40 * 40 + 2 < size.concepts:
        properties.append(("f:opposite", _concept_name(number + (1 if number % 40 == 1 else -1))))
    return _node(_concept_name(number), "skos:Concept", *properties)


def _study(number: int, size: Sizes, chance: Random) -> Iterator[str]:
    name = f"study:made-{number}"
    people = int(20 * 10 ** (chance.random() * 3))
    properties = [
        ("rdfs:label", f'"Made-up study {number}"@en'), ("f:design", f"f:{chance.choice(DESIGNS)}"),
        ("dcterms:issued", f'"{1970 + number % 55}"^^xsd:gYear'), ("f:sampleSize", str(people)),
    ]  # fmt: skip
    if chance.random() < 0.3:
        properties.append(("f:cohort", f"study:cohort-{_zipf(size.cohorts, chance)}"))
    if chance.random() < 0.05:
        properties.append(("f:resultSeen", "false"))
    yield _node(name, "f:Study", *properties)
    for place in range(number % 3):
        yield _estimate(f"estimate:made-{number}-{place}", name, people, size, chance)


def _estimate(name: str, study: str, people: int, size: Sizes, chance: Random) -> str:
    value = round(chance.gauss(0.2, 0.2), 2)
    return _node(
        name, "f:Estimate", ("f:study", study), ("f:exposure", _concept_name(_zipf(size.concepts, chance))),
        ("f:result", _concept_name(_zipf(size.concepts, chance))), ("f:measure", f"f:{chance.choice('RDG')}"),
        ("f:relation", "f:withMore" if value >= 0 else "f:withLess"), ("rdf:value", f"{abs(value):.2f}"),
        ("f:ciLow", f"{abs(value) - 0.1:.2f}"), ("f:ciHigh", f"{abs(value) + 0.1:.2f}"), ("f:ciLevel", "95"),
        ("f:sampleSize", str(people)), ("rdfs:label", f'"Figure of made-up study {study.rsplit("-", 1)[1]}"@en'),
    )  # fmt: skip


def _source(first: int, end: int, size: Sizes, chance: Random) -> Iterator[str]:
    article = Article(f"made-{first // A_SOURCE}", chance)
    yield _node(
        f"source:{article.name}", "fabio:Article", ("dcterms:title", f'"Made-up article {first // A_SOURCE}"@en'),
        ("dcterms:creator", "agent:nobody"), ("dcterms:issued", f'"{1970 + first // A_SOURCE % 55}-01-01"^^xsd:date'),
    )  # fmt: skip
    for number in range(first, end):
        yield from _said(number, article, size)


def _said(number: int, article: Article, size: Sizes) -> Iterator[str]:
    """Give one claim with its passage, its evidence, and now and then a gap or a remark."""
    chance = article.chance
    article.go_on()
    is_cut = chance.random() < 0.002
    yield _passage(article, is_cut=is_cut)
    yield _claim(number, article, size, is_cut=is_cut)
    if chance.random() < 0.25:
        for line in range(1 + int(chance.expovariate(1.2))):
            yield _evidence(f"{number}-{line}", number, size, chance)
    if chance.random() < 0.01:
        yield _node(
            f"gap:made-{number}", "f:Gap", ("rdfs:label", '"Made up: this is not known."@en'),
            ("f:about", f"claim:made-{number}"), ("f:lacks", f"f:{chance.choice(('Link', 'Mechanism', 'Size'))}"),
            ("prov:wasDerivedFrom", _passage_name(article)),
        )  # fmt: skip
    if chance.random() < 0.01:
        yield _node(
            f"remark:made-{number}", "f:Remark", ("rdfs:label", '"Made up: it is spoken of."@en'),
            ("f:about", _concept_name(_zipf(size.concepts, chance))), ("f:certainty", "f:Stated"),
            ("f:basis", "eco:0000034"), ("prov:wasDerivedFrom", _passage_name(article)),
        )  # fmt: skip


def _passage_name(article: Article) -> str:
    section, paragraph, sentence = article.place
    return f"passage:{article.name}-{section:02}-{paragraph}-{sentence}"


def _passage(article: Article, *, is_cut: bool) -> str:
    section, paragraph, sentence = article.place
    name = _passage_name(article)
    properties = [
        ("oa:hasSource", f"source:{article.name}"), ("f:section", str(section)), ("f:paragraph", str(paragraph)),
        ("f:sentence", str(sentence)), ("schema:sha256", f'"{hashlib.sha256(name.encode()).hexdigest()}"'),
    ]  # fmt: skip
    return _node(name, "f:Passage", *properties, *([("f:cutOff", "true")] if is_cut else []))


def _claim(number: int, article: Article, size: Sizes, *, is_cut: bool) -> str:
    chance = article.chance
    again = bool(article.recent) and chance.random() < 0.03
    like = chance.choice(article.recent) if again else _fresh(size, chance)
    certainty = chance.choices(tuple(CERTAINTIES), (62, 24, 6, 8))[0]
    made = Made(f"claim:made-{number}", CERTAINTIES[certainty], like.subject, like.outcome, like.relation)
    properties = [
        ("rdfs:label", f'"Made up: {_label(made.subject)} {_words(made.relation)} {_label(made.outcome)}."@en'),
        ("f:subject", _concept_name(made.subject)), ("f:outcome", _concept_name(made.outcome)),
        ("f:relation", f"f:{made.relation}"), ("f:certainty", f"f:{certainty}"),
        ("f:reading", f"f:{_reading(made.relation, chance)}"), ("prov:wasDerivedFrom", _passage_name(article)),
        *_hedges(certainty, chance), *_basis(made, article, size), *_circumstances(certainty, size, chance),
        *([("f:cutOff", "true")] if is_cut else []), *([("f:restates", like.name)] if again else []),
        *_ties(made, article),
    ]  # fmt: skip
    text = _node(made.name, "f:Claim", *properties)
    if article.recent and chance.random() < 0.004:  # an either-or is said at both ends
        other = article.recent[-1].name
        text += f"{made.name} f:alternativeTo {other} .\n{other} f:alternativeTo {made.name} .\n"
    article.recent.append(made)
    return text


def _fresh(size: Sizes, chance: Random) -> Made:
    subject, outcome = _zipf(size.concepts, chance), _zipf(size.concepts, chance)
    if outcome == subject:
        outcome = (outcome + 1) % size.concepts
    relation = chance.choices((*RELATIONS, "partOf", "definedAs"), (55, 25, 12, 4, 3, 1))[0]
    return Made("", 0, subject, outcome, relation)


def _words(relation: str) -> str:
    return RELATIONS.get(relation, "is part of" if relation == "partOf" else "is defined as")


def _reading(relation: str, chance: Random) -> str:
    if relation not in RELATIONS:
        return "Constitutive"
    return chance.choices(("Correlational", "Causal", "Enabling", "Necessary"), (45, 35, 15, 5))[0]


def _hedges(certainty: str, chance: Random) -> list[tuple[str, str]]:
    found = {"Hedged": ["Modal"], "Guessed": ["OpenGuess"], "Reported": ["Supposition"]}.get(certainty, [])
    found += [limit for limit in ("CanHappen", "PartialCause", "NotAll", "LinkVerb") if chance.random() < 0.05]
    return [("f:hedge", f"f:{name}") for name in found]


def _basis(made: Made, article: Article, size: Sizes) -> list[tuple[str, str]]:
    chance = article.chance
    firm = [other.name for other in article.recent if other.firmness >= made.firmness]
    kind = chance.random()
    if kind < 0.35:
        return [("f:basis", "eco:0000033"), ("cito:isSupportedBy", f"study:made-{_zipf(size.studies, chance)}")]
    if kind < 0.5 and firm:
        premises = sorted(set(chance.choices(firm, k=chance.randint(1, 3))))
        return [("f:basis", "eco:0006185"), *(("f:premise", name) for name in premises)]
    if made.firmness == 0 and kind < 0.8:
        return [("f:basis", "f:PopularBelief")]
    return [("f:basis", MODEST[_zipf(len(MODEST), chance)])]


def _circumstances(certainty: str, size: Sizes, chance: Random) -> list[tuple[str, str]]:
    shares = {"population": 0.1, "condition": 0.12, "comparator": 0.06, "mediator": 0.06}
    if certainty == "Reported":
        shares["heldBy"] = 0.3
    found = [(f"f:{p}", _concept_name(_zipf(size.concepts, chance))) for p, s in shares.items() if chance.random() < s]
    stages = list(STAGES)
    found += [(f"f:{p}", f"concept:{chance.choice(stages)}") for p in ("age", "subjectAge") if chance.random() < 0.15]
    return found


def _ties(made: Made, article: Article) -> list[tuple[str, str]]:
    chance = article.chance
    if not article.recent:
        return []
    other = chance.choice(article.recent).name
    tie = chance.random()
    if tie < 0.03:
        return [("f:explains", other)]
    if tie < 0.04:
        return [("f:weakerThan", other), ("f:hedge", "f:WeakerResult")]
    return [("cito:disputes", other)] if tie < 0.045 else []


def _evidence(name: str, claim: int, size: Sizes, chance: Random) -> str:
    study = _zipf(size.studies, chance)
    stance = chance.choices(("cito:supports", "cito:qualifies", "cito:disputes", "f:Background"), (50, 25, 15, 10))[0]
    properties = [
        ("f:about", f"claim:made-{claim}"), ("f:study", f"study:made-{study}"), ("f:stance", stance),
        ("f:why", '"Made up."@en'), ("prov:wasAttributedTo", "agent:nobody"),
        ("dcterms:created", '"2026-01-01"^^xsd:date'),
    ]  # fmt: skip
    if study % 3:
        properties.append(("f:estimate", f"estimate:made-{study}-{chance.randrange(study % 3)}"))
    if chance.random() < 0.3:
        part = chance.choices(tuple(PARTS), tuple(PARTS.values()))[0]
        properties += [("f:differsIn", f"f:{part}"), ("f:measured", _concept_name(_zipf(size.concepts, chance)))]
    return _node(f"evidence:made-{name}", "f:EvidenceLine", *properties)


def _zipf(count: int, chance: Random) -> int:
    """Give 0 … count - 1; the chance of a rank falls off as 1 over the rank and a shift (the law of Mandelbrot)."""
    shift = 1 + count / FLATTENED
    return min(count - 1, int(shift * ((count + shift) / shift) ** chance.random() - shift))


def _node(name: str, kind: str, *properties: tuple[str, str]) -> str:
    return f"{name} a {kind} ;\n\t" + " ;\n\t".join(f"{name} {value}" for name, value in properties) + " .\n"


if __name__ == "__main__":
    main()
