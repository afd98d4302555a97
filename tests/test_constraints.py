"""Promises of the shapes as questions: the faults that pyshacl finds, and nothing in a shape is passed over."""

import os
from collections.abc import Callable

import pytest

from graph import constraints, rdf, resources, shapes, store
from graph.errors import DataError
from graph.vocabulary import PREFIXES

SHAPES = rdf.read(os.path.join(resources.DATA, "shapes.ttl"))
SH = PREFIXES["sh"]
FAULTY = """
claim:none a f:Claim .
claim:twice a f:Claim ; rdfs:label "One."@en , "Two."@en , "Zwei."@de ; f:subject concept:a , concept:b , "text" ;
    f:outcome concept:nowhere ; f:relation f:withMore , f:Stated ; f:reading 1 ; f:certainty f:Hedged ;
    f:basis eco:0000034 ; f:hedge f:Modal , f:Good , "may" ; f:age passage:p ; f:cutOff "yes" , 1 , true ;
    prov:wasDerivedFrom passage:none , "there" ; cito:isSupportedBy source:s ; f:premise concept:a ; f:readIn "age" .
passage:p a f:Passage ; oa:hasSource "s" ; f:section -1 , 0.5 , "x"^^xsd:integer , 01 ; f:paragraph "1" ;
    f:sentence 1 , 2 ; schema:sha256 "abc" , 1 ; f:words "words" ; rdfs:label "text".
concept:a a skos:Concept ; skos:prefLabel "a" , "b" ; f:kind f:Good , "kind" ; f:fromAge "old" , 3 ; f:toAge 7 .
concept:b a skos:Concept ; skos:prefLabel "a"@en , "b"@en , "c"@EN , "d"@de ; f:opposite claim:none .
f:Own rdfs:subClassOf f:Claim . claim:own a f:Own ; rdfs:label "Mine."@en .
f:Idea rdfs:subClassOf skos:Concept . concept:own a f:Idea ; skos:broader concept:b , source:s .
study:s a f:Study ; f:years "thirty" , 30.5 ; f:design f:Modal ; f:population "children" .
gap:g a f:Gap ; f:about concept:a ; f:lacks f:Stated . remark:r a f:Remark ; f:about claim:none ; f:certainty 3 .
source:s a fabio:Article . source:b a fabio:Book ; dcterms:title "Title" .
"""


def test_many_faults_at_once_are_those_that_pyshacl_finds(make_store: Callable[[str], store.FileStore]) -> None:
    """Texts for things, things for texts, ill-typed numbers, classes of one's own, twice, and not at all."""
    graph = make_store(FAULTY)
    by_pyshacl, by_questions = (
        {(p.item, p.path, p.what, p.cure) for p in shapes.check(graph, graph.files, [], most)}
        for most in (shapes.MOST_FOR_PYSHACL, 0)
    )
    assert len(by_pyshacl) > 60
    assert by_pyshacl == by_questions


def test_every_constraint_of_the_shapes_is_asked() -> None:
    """One question for each component of each property of a class, and for each closed class."""
    inner = [quad for quad in SHAPES if quad.predicate.value == f"{SH}property"]
    kinds = {"class", "datatype", "in", "maxCount", "minCount", "minInclusive", "nodeKind", "pattern", "uniqueLang"}
    counted = sum(
        quad.predicate.value.removeprefix(SH) in kinds for one in inner for quad in SHAPES if quad.subject == one.object
    )
    closed = sum(quad.predicate.value == f"{SH}closed" for quad in SHAPES)
    assert counted > 80
    assert counted + closed == len(constraints.of_shapes(SHAPES))


@pytest.mark.parametrize(
    ("added", "what"),
    [
        ("shape:claim-label sh:maxLength 9 .", "shape:claim-label: sh:maxLength is not known"),
        ("shape:claim-label sh:datatype xsd:date .", "shape:claim-label: sh:datatype xsd:date is not known"),
        ("shape:claim-label sh:path rdfs:comment .", "shape:claim-label: sh:2 values of path is not known"),
        ("shape:claim sh:targetClass f:Gap .", "shape:claim: sh:2 values of targetClass is not known"),
        ("shape:claim sh:xone rdf:nil .", "shape:claim: sh:xone is not known"),
    ],
)
def test_what_is_not_known_is_refused(added: str, what: str, head: str) -> None:
    """A shape that is passed over would look like a graph without faults."""
    more = rdf.from_bytes((head + added).encode(), rdf.FORMATS[".ttl"], "more.ttl")
    with pytest.raises(DataError, match=what):
        constraints.of_shapes([*SHAPES, *more])
