"""What data can say of itself by counting, in VoID: for the endpoint, for an export, for a crate."""

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.ask import Triples
from graph.vocabulary import BASE, PREFIXES

VOID = "http://rdfs.org/ns/void#"
_TYPE = NamedNode(f"{PREFIXES['rdf']}type")
_INTEGER = NamedNode(f"{PREFIXES['xsd']}integer")
_FORMATS = "http://www.w3.org/ns/formats/"


def void(name: str) -> NamedNode:
    """Give a term of VoID."""
    return NamedNode(VOID + name)


def integer(number: int) -> Literal:
    """Give a whole number as a literal."""
    return Literal(str(number), datatype=_INTEGER)


def counted(it: NamedNode, quads: Iterable[Quad | Triple]) -> Triples:
    """Count what is said.

    Parameters
    ----------
    it : NamedNode
        The data set that is described.
    quads : iterable of Quad or Triple
        All of it.

    Returns
    -------
    list of Triple
        Counts of triples, subjects, properties and objects, the vocabularies used, formats, and entities by class.
    """
    found = list(quads)
    return [
        Triple(it, _TYPE, void("Dataset")),
        Triple(it, void("uriSpace"), Literal(BASE)),
        Triple(it, void("triples"), integer(len(found))),
        Triple(it, void("distinctSubjects"), integer(len({quad.subject for quad in found}))),
        Triple(it, void("properties"), integer(len({quad.predicate for quad in found}))),
        Triple(it, void("distinctObjects"), integer(len({quad.object for quad in found}))),
        *(Triple(it, void("vocabulary"), NamedNode(iri)) for iri in _vocabularies(found)),
        *(Triple(it, void("feature"), NamedNode(_FORMATS + name)) for name in ("Turtle", "N-Triples", "RDF_XML")),
        *_partitions(it, found),
    ]


def _partitions(it: NamedNode, quads: list[Quad | Triple]) -> Triples:
    kinds = Counter(quad.object for quad in quads if quad.predicate == _TYPE)
    found = []
    for number, (kind, count) in enumerate(sorted(kinds.items(), key=lambda item: str(item[0]))):
        part = BlankNode(f"class{number}")
        found += [
            Triple(it, void("classPartition"), part),
            Triple(part, void("class"), kind),
            Triple(part, void("entities"), integer(count)),
        ]
    return found


def _vocabularies(quads: list[Quad | Triple]) -> list[str]:
    used = {quad.predicate.value for quad in quads}
    return sorted(iri for iri in PREFIXES.values() if any(name.startswith(iri) for name in used))
