"""Promises of conversion: a pyoxigraph term becomes the same rdflib term, letter for letter."""

import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from graph import convert
from graph.vocabulary import PREFIXES

S, P = NamedNode("http://e/s"), NamedNode("http://e/p")
XSD = PREFIXES["xsd"]


def _converted(term: NamedNode | BlankNode | Literal) -> rdflib.term.Node:
    ((_, _, got),) = convert.to_rdflib([Triple(S, P, term)])
    return got


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (NamedNode("http://e/o"), rdflib.URIRef("http://e/o")),
        (BlankNode("b"), rdflib.BNode("b")),
        (Literal("text"), rdflib.Literal("text")),
        (Literal("text", language="en"), rdflib.Literal("text", lang="en")),
        (
            Literal("true", datatype=NamedNode(f"{XSD}boolean")),
            rdflib.Literal("true", datatype=rdflib.XSD.boolean),
        ),
    ],
    ids=["IRI", "blank node", "text", "text in a language", "boolean"],
)
def test_a_term_becomes_the_same_term(term: NamedNode | BlankNode | Literal, expected: rdflib.term.Node) -> None:
    """Kind, value, language and datatype."""
    got = _converted(term)
    assert (type(expected), expected) == (type(got), got)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0.30", "decimal"),
        ("01", "integer"),
        ("1e3", "double"),
        ("1", "boolean"),
        ("abc", "integer"),
        ("P1Y0M", "duration"),
    ],
)
def test_a_literal_keeps_its_lexical_form(text: str, kind: str) -> None:
    """0.30 does not become 0.3 in rdflib; what is no number stays too."""
    got = _converted(Literal(text, datatype=NamedNode(XSD + kind)))
    assert (text, f"{XSD}{kind}") == (str(got), str(got.datatype))


def test_a_plain_text_gets_no_datatype() -> None:
    """So that it equals a plain text of rdflib."""
    assert _converted(Literal("x")).datatype is None


def test_blank_nodes_keep_their_identity() -> None:
    """Two triples about one blank node still are."""
    node = BlankNode("b")
    graph = convert.to_rdflib([Triple(node, P, Literal("x")), Triple(S, P, node)])
    ((_, _, named),) = graph.triples((rdflib.URIRef("http://e/s"), None, None))
    assert [rdflib.Literal("x")] == list(graph.objects(named))


def test_graph_names_are_dropped() -> None:
    """Quads of any graph are triples of the one graph."""
    quads = [Quad(S, P, Literal(1), NamedNode("http://e/g")), Quad(S, P, Literal(1), DefaultGraph())]
    assert 1 == len(convert.to_rdflib(quads))


def test_the_prefixes_of_the_project_are_bound() -> None:
    """What rdflib writes reads well."""
    bound = {prefix: str(namespace) for prefix, namespace in convert.to_rdflib([]).namespaces()}
    assert PREFIXES.items() <= bound.items()


def test_what_rdflib_has_no_term_for_is_refused() -> None:
    """A triple term of RDF 1.2 is not silently dropped."""
    with pytest.raises(TypeError, match="no rdflib term for Triple"):
        convert.to_rdflib([Triple(S, P, Triple(S, P, S))])
