"""The page of anything else: what is said of it, property by property, and what refers to it."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from graph import cite
from graph.things import markup
from graph.things.parts import Fact, Group, Thing, Value
from graph.things.values import MOST, Values, facts, groups
from graph.things.words import PROPERTIES, WORDS
from graph.vocabulary import PREFIXES, local_name, shorten

_TYPE = f"{PREFIXES['rdf']}type"
_NAMES = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['rdfs']}label", f"{PREFIXES['dcterms']}title")


def page(iri: str, values: Values) -> Thing:
    """Make the page of a thing of no kind that has a page of its own sort."""
    known = values.known
    title = title_of(iri, values)
    kinds = [known.label(kind) for kind in known.types(iri)]
    return Thing(
        known.addresses[iri],
        title,
        ", ".join(kinds) or WORDS["other"],
        iri,
        local_name(iri),
        facts=recorded(iri, values),
        groups=referring(iri, values),
        cite=cite.dataset(known.findings),
        markup=markup.thing(iri, title, ", ".join(kinds), known),
    )


def title_of(iri: str, values: Values) -> str:
    """Give words for a thing: a label, or the last part of its IRI."""
    return values.known.label(iri)


def recorded(iri: str, values: Values) -> tuple[Fact, ...]:
    """Give what is said of a thing, property by property, names and classes aside."""
    own = [t for t in values.known.about[iri] if t.predicate.value not in {_TYPE, *_NAMES}]
    return facts(*(Fact(name, tuple(found)) for name, found in _by_property(own, values, of_object=True)))


def referring(iri: str, values: Values) -> tuple[Group, ...]:
    """Give what refers to a thing, property by property."""
    found = _by_property(values.known.referring[iri], values, of_object=False)
    heading = WORDS["referring"]
    return groups(
        *(Group(f"{heading}: {name}", tuple(these[:MOST]), max(0, len(these) - MOST)) for name, these in found)
    )


def _by_property(triples: Iterable[Triple], values: Values, *, of_object: bool) -> list[tuple[str, list[Value]]]:
    found: dict[str, set[Value]] = {}
    for triple in triples:
        term = triple.object if of_object else triple.subject
        name = PROPERTIES.get(shorten(triple.predicate.value)) or values.thing(triple.predicate.value).text
        found.setdefault(name, set()).add(_value(term, values))
    return [(name, sorted(these)) for name, these in sorted(found.items())]


def _value(term: object, values: Values) -> Value:
    if isinstance(term, NamedNode):
        named = values.thing(term.value)
        return named._replace(text=cite.license_name(term.value)) if named.text == term.value else named
    return Value(term.value if isinstance(term, Literal) else str(term))
