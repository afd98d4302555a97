"""What is known of one IRI of the graph: as triples, and as a page to read."""

from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from graph import rdf, records, subgraph
from graph.ask import Triples
from graph.errors import nearest
from graph.sentences import NOTICE
from graph.serve import pages
from graph.serve.refusal import RefusedError
from graph.serve.served import Served
from graph.vocabulary import BASE, PREFIXES, local_name, shorten

_TYPE = f"{PREFIXES['rdf']}type"
_NAMES = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['rdfs']}label", f"{PREFIXES['dcterms']}title")
_MOST = 200


class Value(NamedTuple):
    """A value to read: its text, and an address if it has one."""

    text: str
    href: str


class Property(NamedTuple):
    """A property in words, with its values."""

    name: str
    found: list[Value]


def triples(served: Served, iri: str) -> Triples:
    """Give what is known of an IRI: what is said of it, what that refers to, and what refers to it.

    Raises
    ------
    RefusedError
        If the graph says nothing of it.
    """
    node = _node(iri)
    if not served.files.describe([iri]):
        raise _unknown(served, iri)
    quads = served.index.quads_for_pattern(node, None, None, None)
    derived = rdf.to_triples(quad for quad in quads if quad.graph_name != DefaultGraph())
    return sorted({*subgraph.triples(served.files, [iri]), *derived, *_incoming(served, node)}, key=str)


def _incoming(served: Served, node: NamedNode) -> Triples:
    return rdf.to_triples(quad for quad in served.files.quads if quad.object == node)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise RefusedError(404, "this address is no IRI", "search at /") from error


def _unknown(served: Served, iri: str) -> RefusedError:
    kind = iri[: iri.rfind("/") + 1]
    subjects = {quad.subject.value for quad in served.files.quads if isinstance(quad.subject, NamedNode)}
    names = sorted(local_name(subject) for subject in subjects if subject.startswith(kind))
    return RefusedError(404, f"nothing is known of {shorten(iri)}", nearest(local_name(iri), names) or "search at /")


def page(served: Served, iri: str) -> str:
    """Give what is known of an IRI as a page to read.

    Raises
    ------
    RefusedError
        If the graph says nothing of it.
    """
    labels = records.labels(served.files)
    node, own = _node(iri), served.files.describe([iri])
    if not own:
        raise _unknown(served, iri)
    title = next((_text(t.object, {}) for name in _NAMES for t in own if t.predicate.value == name), shorten(iri))
    incoming = _incoming(served, node)
    return pages.render(
        "thing.html.j2",
        title=title,
        kind=next((_text(t.object, labels) for t in own if t.predicate.value == _TYPE), ""),
        iri=iri,
        path=local_path(iri),
        properties=_grouped(
            [(t.predicate, t.object) for t in own if t.predicate.value not in {_TYPE, *_NAMES}], labels
        ),
        incoming=_grouped([(t.predicate, t.subject) for t in incoming[:_MOST]], labels),
        left_out=max(0, len(incoming) - _MOST),
        notice=NOTICE,
        version=served.version,
        date=served.date,
    )


def local_path(iri: str) -> str:
    """Give the address of an IRI of the graph on this server, or an empty string."""
    return "/" + quote(iri[len(BASE) :], safe="/") if iri.startswith(BASE) and "#" not in iri else ""


def _grouped(pairs: list[tuple[NamedNode, object]], labels: dict[str, str]) -> list[Property]:
    found: dict[str, list[Value]] = {}
    for predicate, term in pairs:
        found.setdefault(_text(predicate, labels), []).append(Value(_text(term, labels), _href(term)))
    return [Property(name, sorted(values)) for name, values in sorted(found.items())]


def _text(term: object, labels: dict[str, str]) -> str:
    if isinstance(term, NamedNode):
        return labels.get(term.value) or shorten(term.value)
    return term.value if isinstance(term, Literal | BlankNode) else str(term)


def _href(term: object) -> str:
    if not isinstance(term, NamedNode):
        return ""
    return local_path(term.value) or (term.value if term.value.startswith(("https://", "http://")) else "")
