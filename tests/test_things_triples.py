"""Promises of the data of a thing: everything about it, lexical forms kept, the same from a server and in a file."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from graph import store, subgraph
from graph.things import pages, triples
from graph.things.known import Known
from graph.vocabulary import BASE, TERM


@pytest.fixture(scope="module")
def known(shipped: store.FileStore) -> Known:
    """Give the shipped graph as pages are made of it."""
    return Known(shipped)


def test_a_thing_is_described_with_what_it_refers_to(known: Known, shipped: store.FileStore) -> None:
    """By the rule of `graph.subgraph`, for things of every kind."""
    addresses = known.addresses.iris
    drawn = [iri for path, iri in sorted(addresses.items())][::40]
    assert len(drawn) > 15
    for iri in drawn:
        assert {*subgraph.triples(shipped, [iri])} <= {*triples.of_thing(known, iri)}
        assert {str(t) for t in subgraph.triples(shipped, [iri])} == {str(t) for t in triples.onward(known, [iri])}


def test_what_refers_to_a_thing_belongs_to_it(known: Known) -> None:
    """And how a claim stands, which is derived."""
    iri = f"{BASE}concept/anxiety-disorders"
    found = triples.of_thing(known, iri)
    node = NamedNode(iri)
    expected = len(known.starting[iri]) + len(known.ending[iri])
    assert expected == sum(t.object == node and t.predicate.value in {TERM.subject, TERM.outcome} for t in found)
    claim = triples.of_thing(known, f"{BASE}claim/nine-ways-10-a")
    assert [TERM.Contested] == [t.object.value for t in claim if t.predicate.value == TERM.standing]


def test_a_section_holds_all_its_claims(known: Known) -> None:
    """Each whole."""
    found = {*pages.data(known, "section/nine-ways/2")}
    claims = [one for one in known.chapters[f"{BASE}source/nine-ways", 2] if one.iri in known.findings.claims]
    assert 17 == len(claims)
    assert all({*known.about[claim.iri]} <= found for claim in claims)


def test_the_vocabulary_is_given_whole(known: Known, shipped: store.FileStore) -> None:
    """As it stands in its file, with what other files say of its terms, and of nothing else."""
    file = next(quads for name, quads in shipped.files.items() if name.endswith("vocabulary.ttl"))
    found = {*pages.data(known, "terms")}
    assert {quad.triple for quad in file} <= found
    assert {triple.subject.value for triple in found} == {*known.terms, f"{BASE}terms"}


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.JSON_LD, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML])
def test_every_format_reads_back_as_the_same(known: Known, form: RdfFormat) -> None:
    """Lexical forms too."""
    found = pages.data(known, "estimate/anderson2011-1")
    text = triples.render(found, form)
    assert {str(triple) for triple in found} == {str(quad.triple) for quad in parse(text, form)}
