"""The page of the vocabulary: every term with its definition, at an anchor that is its name."""

from collections import defaultdict
from typing import NamedTuple

from graph import cite
from graph.things import markup
from graph.things.addresses import TERMS
from graph.things.anything import title_of
from graph.things.known import Known
from graph.things.parts import Thing, Value
from graph.things.values import Values
from graph.things.words import MATCHES, WORDS
from graph.vocabulary import PREFIXES, shorten

_SKOS = PREFIXES["skos"]
_DEFINITION, _EXAMPLE = f"{_SKOS}definition", f"{_SKOS}example"
_CLASS, _PROPERTY = f"{PREFIXES['rdfs']}Class", f"{PREFIXES['rdf']}Property"


class Term(NamedTuple):
    """A term of the vocabulary, in words."""

    anchor: str
    iri: str
    name: str
    label: str
    definition: str
    example: str
    near: tuple[Value, ...]
    used: int


class Class(NamedTuple):
    """The terms of a class, with the class itself, where it is a term too."""

    heading: str
    href: str
    terms: tuple[Term, ...]


def page(values: Values) -> Thing:
    """Make the page of the vocabulary; its terms are given by `classes`."""
    known = values.known
    title = title_of(TERMS, values) if TERMS in known.findings.labels else WORDS["terms"]
    described = [(iri, known.label(iri), _text(known, iri, _DEFINITION)) for iri in sorted(known.terms)]
    return Thing(
        "terms",
        title,
        WORDS["terms"],
        TERMS,
        "terms",
        lead=(Value(WORDS["terms_say"]),),
        cite=cite.dataset(known.findings),
        markup=markup.term_set(TERMS, title, described),
    )


def classes(values: Values) -> tuple[Class, ...]:
    """Give the terms by class: classes first, then properties, then the values of each class."""
    known = values.known
    found: dict[str, list[str]] = defaultdict(list)
    for iri in known.terms:
        kinds = sorted(known.types(iri), key=lambda kind: (kind in {_CLASS, _PROPERTY}, kind))
        found[kinds[0] if kinds else ""].append(iri)  # a relation is a property too, and stands with the relations
    order = sorted(found, key=lambda kind: (kind != _CLASS, kind != _PROPERTY, known.label(kind)))
    headings = {_CLASS: "Classes", _PROPERTY: "Properties", "": WORDS["other"]}
    return tuple(
        Class(
            headings.get(kind) or f"Of the class {known.label(kind)}",
            values.href(kind) if kind in known.terms else "",
            tuple(_term(iri, values) for iri in sorted(found[kind])),
        )
        for kind in order
    )


def _term(iri: str, values: Values) -> Term:
    known = values.known
    near = [
        values.thing(other)._replace(note=words)
        for name, words in MATCHES.items()
        for other in known.values(iri, f"{_SKOS}{name}")
    ]
    return Term(
        known.addresses[iri].partition("#")[2],
        iri,
        shorten(iri),
        known.label(iri),
        _text(known, iri, _DEFINITION),
        _text(known, iri, _EXAMPLE),
        tuple(sorted(near)),
        len(known.referring[iri]),
    )


def _text(known: Known, iri: str, predicate: str) -> str:
    return next(iter(known.values(iri, predicate)), "")
