"""Promises of pages: a query keeps its meaning inside another, and pages together are the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph import sparql
from graph.store import paging

DATA = [Quad(NamedNode(f"http://e/s{n % 7}"), NamedNode(f"http://e/p{n % 3}"), Literal(str(n))) for n in range(50)]
QUERIES = (
    "SELECT ?s ?o { ?s ?p ?o }",
    "PREFIX e: <http://e/>\nSELECT DISTINCT ?s { ?s e:p1 ?o } # the end",
    "SELECT ?s ?o { ?s ?p ?o } ORDER BY DESC(?s)",
    'SELECT ?s ?o { ?s ?p ?o FILTER(?o != "} LIMIT 3 {") }',
    "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o LIMIT 20 OFFSET 3",
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1)",
    "SELECT ?s ?o { ?s ?p ?o } VALUES ?s { <http://e/s1> <http://e/s2> }",
    "SELECT ?s ?o { { SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o LIMIT 30 } }",
    "# a head\nPREFIX e: <http://e/> # a prefix\nSELECT ?s { ?s e:p1 ?o }",
)


@pytest.fixture(scope="module")
def index() -> Store:
    """Fifty triples."""
    made = Store()
    made.extend(DATA)
    return made


def _rows(index: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in index.query(query)]  # type: ignore[union-attr]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_pages_together_are_the_whole(size: int, query: str, index: Store) -> None:
    """As many rows as counted, each once, and those of an ordered query in its order where that is full."""
    whole = _rows(index, query)
    ((count,),) = _rows(index, paging.count(query))
    assert str(len(whole)) in count
    variables = [variable.value for variable in index.query(query).variables]  # type: ignore[union-attr]
    pages = [
        row for start in range(0, len(whole), size) for row in _rows(index, paging.page(query, variables, start, size))
    ]
    assert sorted(whole) == sorted(pages)
    if query.endswith("DESC(?s)"):
        assert [row[0] for row in whole] == [row[0] for row in pages]


def test_from_clauses_are_taken_out_of_what_stands_inside() -> None:
    """SPARQL has none in a subquery; text that only looks like one stays."""
    parts = paging.taken_apart("SELECT ?s FROM <http://e/g> FROM NAMED <http://e/h> WHERE { ?s ?p 'FROM <x>' }")
    assert "FROM <http://e/g> FROM NAMED <http://e/h>" == parts.dataset
    assert "'FROM <x>'" in parts.select
    assert "<http://e/g>" not in parts.select


@given(st.sampled_from(QUERIES), st.integers(0, 10**6), st.integers(1, 10**5))
def test_a_page_is_valid_sparql(query: str, offset: int, size: int) -> None:
    """Whichever page of whichever query."""
    assert sparql.form(paging.page(query, ["s"], offset, size)) == "SELECT"
    Store().query(paging.page(query, ["s"], offset, size))
