"""The page of a claim: the sentence, how firmly, on what, where, and how it stands in the literature."""

from graph import cite, sentences
from graph.claims import CONTEXTS, Claim
from graph.page.literature import plot
from graph.things import literature, markup, pictures
from graph.things.parts import Fact, Group, Read, Thing, Value, Weighed
from graph.things.values import Values, fact, facts, group, groups
from graph.things.words import CONTEXT, WORDS
from graph.vocabulary import local_name

_LINKS = {
    "weaker_than": "this claim was reported as weaker than it",
    "explains": "this claim is a step in explaining it",
    "alternatives": "this claim is the other side of an either-or",
    "restates": "this claim says it again",
    "disputes": "this claim is set against it",
    "revises": "this claim takes its place",
}
_BACK = {
    "weaker_than": "was reported as weaker than it",
    "explains": "is a step in explaining it",
    "alternatives": "is the other side of an either-or",
    "restates": "says it again",
    "disputes": "is set against it",
    "revises": "takes its place",
}


def page(said: Claim, values: Values) -> Thing:
    """Make the page of a claim."""
    near = values.known.near(said)
    sentence = sentences.claim(said, near)
    lead = [Value(text) for text in sentences.withdrawal(said, values.known.findings)]
    lead += [Value(sentences.firmness(said), certainty=local_name(said.certainty))]
    lead += [Value(sentences.basis(said, values.known.findings)), Value(WORDS["label"].format(label=said.label))]
    return Thing(
        values.known.addresses[said.iri],
        sentence,
        WORDS["claim"],
        said.iri,
        said.name,
        lead=tuple(lead),
        facts=facts(*_facts(said, values)),
        picture=pictures.claim(said, values),
        groups=_groups(said, values),
        weighed=weighed(said, values),
        cite=cite.claim(said, values.known.findings),
        markup=markup.claim(said, sentence, values.known),
    )


def weighed(said: Claim, values: Values) -> Weighed | None:
    """Say how a claim stands in the literature; None where no literature is at hand."""
    known = values.known
    if not known.literature.lines:
        return None
    found, readings = literature.of_claim(said, known.findings, known.read_of(said))
    studies = []
    for reading in readings:
        lines = [
            line
            for line in known.lines_about[said.iri]
            if line.study == reading.study and tuple(known.label(iri) for iri in line.measured) == reading.measured
        ]
        links = tuple(Value(line.name, values.href(line.iri)) for line in lines)
        studies.append(Read(reading.bearing, values.href(reading.study), links))
    unplotted = tuple(one.study for one in found.studies if not any(figure.common for figure in one.figures))
    return Weighed(found, tuple(studies), plot(found), unplotted)


def places(passages: tuple[str, ...], values: Values) -> list[Value]:
    """Say where something stands, each place with the link to its passage."""
    known = [values.known.findings.passages[iri] for iri in passages if iri in values.known.findings.passages]
    return [
        Value(sentences.passage(found, values.known.findings), values.href(found.iri))
        for found in sorted(known, key=lambda found: (found.place, found.iri))
    ]


def sections(passages: tuple[str, ...], values: Values) -> list[Value]:
    """Name the sections in which something stands."""
    known = [values.known.findings.passages[iri] for iri in passages if iri in values.known.findings.passages]
    found = {(one.source or "", one.section if one.section is not None else -1) for one in known}
    return [value for of in sorted(found) if (value := values.section(*of)).href]


def grounds(basis: tuple[str, ...], values: Values) -> list[Value]:
    """Say what something rests on, each with the link to its term."""
    return [Value(sentences.BASIS.get(local_name(iri), values.known.label(iri)), values.href(iri)) for iri in basis]


def _facts(said: Claim, values: Values) -> list[Fact]:
    certainty, reading = local_name(said.certainty), local_name(said.reading)
    firm = Value(sentences.CERTAINTY.get(certainty, certainty), values.href(said.certainty), certainty=certainty)
    worded = Value(sentences.READING.get(reading, reading), values.href(said.reading))
    hedges = [Value(sentences.HEDGE.get(local_name(iri), local_name(iri)), values.href(iri)) for iri in said.hedges]
    bare = Claim(said.iri, "", "", "", "", "", "", cut_off=said.cut_off, read_in=said.read_in)
    hedges += [Value(text) for text in sentences.limits(bare)]
    relation = local_name(said.relation)
    outcome = f"{sentences.RELATION.get(relation, relation)}"
    return [
        fact(WORDS["subject"], [values.thing(said.subject)]),
        fact(WORDS["outcome"], [values.thing(said.outcome, outcome)]),
        *(fact(CONTEXT[word], values.things(getattr(said, part))) for word, part in CONTEXTS.items()),
        fact(WORDS["certainty"], [firm]),
        fact(WORDS["why"], hedges),
        fact(WORDS["reading"], [worded]),
        fact(WORDS["basis"], [*grounds(said.basis, values), *values.things(said.studies)]),
        fact(WORDS["place"], [*places(said.passages, values), *sections(said.passages, values)]),
    ]


def _others(said: Claim, values: Values) -> list[Value]:
    """Say what claims of other sources say of it, each with the link to that claim."""
    findings = values.known.findings
    if not values.known.is_compared:
        return [Value(WORDS["uncompared"])]
    return [
        Value(sentences.comparison(found, said, findings), values.href(found.opposite(said.iri)))
        for found in values.known.compared.get(said.iri, ())
    ]


def _groups(said: Claim, values: Values) -> tuple[Group, ...]:
    known = values.known
    own = [values.claim_at(iri, words) for part, words in _LINKS.items() for iri in getattr(said, part)]
    back = [
        values.claim(other, words)
        for other in known.linking_to[said.iri]
        for part, words in _BACK.items()
        if said.iri in getattr(other, part)
    ]
    same = [other for other in known.starting[said.subject] if other.outcome == said.outcome and other != said]
    return groups(
        group(WORDS["premises"], map(values.claim_at, said.premises)),
        group(WORDS["resting"], map(values.claim, known.resting_on[said.iri])),
        group(WORDS["links"], [*own, *back]),
        group(WORDS["other_sources"], _others(said, values)),
        group(WORDS["same_two"], map(values.claim, same)),
        group(WORDS["gaps_about"], map(values.said, known.gaps_about[said.iri])),
    )
