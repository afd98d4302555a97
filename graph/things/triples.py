"""What is known of a thing as triples, and triples as text: the same for a server and for files."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from graph import rdf
from graph.ask import Triples
from graph.things.known import Known
from graph.vocabulary import PREFIXES, TERM

_TYPE = f"{PREFIXES['rdf']}type"
_DEFINED = f"{PREFIXES['rdfs']}isDefinedBy"
_DEPTH = 3


def of_thing(known: Known, iri: str) -> Triples:
    """Give what is said of a thing, what that refers to, what is derived of it, and what refers to it, in order."""
    return sorted({*onward(known, [iri]), *known.derived.get(iri, ()), *known.referring.get(iri, ())}, key=str)


def of_section(known: Known, source: str, number: int) -> Triples:
    """Give everything that is said in a section, with what it refers to."""
    said = [one.iri for one in known.chapters.get((source, number), ())]
    return sorted({*onward(known, said), *(t for iri in said for t in known.derived.get(iri, ()))}, key=str)


def of_terms(known: Known) -> Triples:
    """Give the vocabulary."""
    vocabularies = {of for iri in known.terms for of in known.values(iri, _DEFINED)}
    return sorted({t for iri in (*known.terms, *vocabularies) for t in known.about.get(iri, ())}, key=str)


def onward(known: Known, iris: Iterable[str]) -> list[Triple]:
    """Give what is said of things and, for three steps, of what they refer to: passages, their source, its people.

    Other claims and the terms of the vocabulary are named and not followed: the same rule as `graph.subgraph.triples`.
    """
    seen: set[str] = set()
    found: list[Triple] = []
    wave = set(iris)
    for _ in range(_DEPTH + 1):
        wave -= seen
        seen |= wave
        new = [triple for iri in wave for triple in known.about.get(iri, ())]
        found += new
        named = {t.object.value for t in new if isinstance(t.object, NamedNode) and t.predicate.value != _TYPE}
        wave = {iri for iri in named if not iri.startswith(PREFIXES["f"]) and TERM.Claim not in known.types(iri)}
    return found


def render(triples: Triples, form: RdfFormat) -> bytes:
    """Give triples in a format, in order, with the prefixes that are used."""
    if form == RdfFormat.TURTLE:
        return rdf.canonical(triples)
    if form in {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}:
        return serialize(dict.fromkeys(triples), format=form) or b""
    text = "\n".join(map(str, triples))
    prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
    return serialize(sorted(set(triples), key=str), format=form, prefixes=prefixes) or b""
