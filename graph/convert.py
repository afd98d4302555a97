"""Between pyoxigraph's terms and rdflib's: the one place where the two worlds meet, lexical forms kept."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

_TEXT = {"http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


def to_rdflib(triples: Iterable[Triple | Quad]) -> "rdflib.Graph":
    """Make an `rdflib.Graph` of triples; graph names are dropped, the known prefixes bound.

    Examples
    --------
    >>> from graph import convert, store
    >>> len(convert.to_rdflib(store.from_files().quads)) > 3000
    True
    """
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add((_node(triple.subject), rdflib.URIRef(triple.predicate.value), _node(triple.object)))
    return graph


def _node(term: object) -> "rdflib.term.Node":
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        datatype = None if term.datatype.value in _TEXT else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise TypeError(f"no rdflib term for {type(term).__name__}")
