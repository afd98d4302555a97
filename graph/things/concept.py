"""The page of a concept: what it is, what leads to it, what it leads to, and what studies measured of it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from graph import cite, sentences
from graph.claims import Concept
from graph.things import markup, pictures
from graph.things.parts import Thing, Value
from graph.things.values import Values, fact, facts, group, groups
from graph.things.words import WORDS
from graph.vocabulary import PREFIXES, local_name

_NOTED = {"exactMatch": "the same", "closeMatch": "close to it", "broadMatch": "broader"}
_NOTED |= {"narrowMatch": "narrower", "relatedMatch": "related"}


def page(thing: Concept, values: Values) -> Thing:
    """Make the page of a concept."""
    known = values.known
    kind = local_name(thing.kind or "")
    words = sentences.KIND.get(kind, kind)
    return Thing(
        known.addresses[thing.iri],
        thing.label,
        WORDS["concept"],
        thing.iri,
        thing.name,
        lead=tuple(Value(note if note.endswith(".") else f"{note}.") for note in thing.notes),
        facts=facts(
            fact(WORDS["kind"], [Value(words, values.href(thing.kind or ""))]),
            fact(WORDS["synonyms"], thing.synonyms),
            fact(WORDS["broader"], values.things(thing.broader)),
            fact(WORDS["opposite"], values.things(thing.opposites)),
            fact(
                WORDS["ages"], [line for line in sentences.concept(thing, known.findings) if line.startswith("Ages ")]
            ),
            fact(WORDS["elsewhere"], _matches(thing.iri, values)),
        ),
        picture=pictures.concept(thing.iri, values),
        groups=groups(
            group(WORDS["leads_here"].format(label=thing.label), map(values.claim, known.ending[thing.iri])),
            group(WORDS["leads_on"].format(label=thing.label), map(values.claim, known.starting[thing.iri])),
            group(WORDS["in_context"], map(values.claim, known.in_context[thing.iri])),
            group(WORDS["remarks_about"], map(values.said, known.remarks_about[thing.iri])),
            group(WORDS["narrower"], (values.thing(one.iri) for one in known.narrower[thing.iri])),
            group(WORDS["figures_on"], map(values.figure, known.figures_on[thing.iri])),
        ),
        cite=cite.dataset(known.findings),
        markup=markup.concept(thing, known),
    )


def _matches(iri: str, values: Values) -> Iterable[Value]:
    for name, words in _NOTED.items():
        for target in values.known.values(iri, f"{PREFIXES['skos']}{name}"):
            label = values.known.findings.labels.get(target, "")
            place = f"{urlsplit(target).netloc} {local_name(target)}"
            yield Value(f"{label} ({place})" if label else place, values.href(target), words)
