"""Promises of the order of rows: it is SPARQL's, whoever does the sorting, and no question leaves any of it open."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from graph import queries, questions, sparql, store
from graph.errors import QueryError
from graph.questions import Question
from graph.store import FileStore, loading, ordering
from graph.vocabulary import expand
from tests import made_up

ROOT = Path(__file__).parent.parent
_BOOLEAN = NamedNode(expand("xsd:boolean"))
_DECIMAL = NamedNode(expand("xsd:decimal"))
_KINDS = [_BOOLEAN, _DECIMAL, NamedNode(expand("xsd:integer"))]
_ODD = ["", "yes", "TRUE", "1_000", "1e5", " 5 ", "+5", "-0", "NaN", "INF", "9" * 30, "0." + "3" * 30]
TERMS = st.one_of(
    st.sampled_from([NamedNode("http://e/a"), NamedNode("http://e/Z"), NamedNode("http://e/é"), NamedNode("urn:x")]),
    st.sampled_from([BlankNode("b"), BlankNode("a")]),
    st.sampled_from([Literal(word, datatype=kind) for kind in _KINDS for word in _ODD]),
    st.integers(-20, 20).map(Literal),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=3).map(Literal),
    st.sampled_from(
        [Literal("a", language="en"), Literal("b", language="de"), Literal(0.5), Literal("1", datatype=_BOOLEAN)]
    ),
)
EXACT = st.decimals(-9, 9, places=2).map(lambda number: Literal(str(number), datatype=_DECIMAL))
NUMBERS = st.one_of(st.integers(-20, 20).map(Literal), EXACT)
TRUTHS = st.sampled_from([Literal(word, datatype=_BOOLEAN) for word in ("true", "false", "1", "0")])
ALIKE = st.one_of(
    st.lists(st.integers(-20, 20).map(Literal), max_size=8),
    st.lists(NUMBERS, max_size=8),
    st.lists(TRUTHS, max_size=8),
    *(
        st.lists(st.sampled_from([Literal(word, datatype=kind) for word in [*_ODD, "1", "2"]]), max_size=8)
        for kind in _KINDS
    ),
    st.lists(st.text(max_size=3).map(lambda word: Literal(word, language="en")), max_size=8),
    st.lists(st.text(max_size=3).map(Literal), max_size=8),
    st.lists(st.text("ab/é\U0001f600", max_size=3).map(lambda name: NamedNode(f"http://e/{name}")), max_size=8),
)


def _store(terms: list[object]) -> Store:
    """Hold each term of a thing of its own; every third thing has a second part, the others have none."""
    found = Store()
    for number, term in enumerate(terms):
        thing = NamedNode(f"http://t/{number:03}")
        found.add(Quad(thing, NamedNode("http://p/has"), term, DefaultGraph()))  # type: ignore[arg-type]
        if number % 3 == 0:
            found.add(Quad(thing, NamedNode("http://p/more"), NamedNode(f"http://m/{number % 2}"), DefaultGraph()))
    return found


@given(st.one_of(st.lists(TERMS, max_size=8), ALIKE))
def test_rows_come_as_the_engine_itself_orders_them(terms: list[object]) -> None:
    """Whatever they hold, and whether or not every variable is bound."""
    from graph.store.answering import evaluated

    query = "SELECT ?s ?o ?m { ?s <http://p/has> ?o OPTIONAL { ?s <http://p/more> ?m } } ORDER BY ?m ?o ?s"
    index = _store(terms)
    expected = [tuple(row) for row in index.query(query)]  # type: ignore[union-attr]
    assert expected == evaluated(index, query, "query").rows  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("end", "by"),
    [
        ("ORDER BY ?s ?o", ("s", "o")),
        ("order  by\n?s $o # and no more\n", ("s", "o")),
        ("ORDER BY DESC(?s)", None),
        ("ORDER BY ?s LIMIT 3", None),
        ("ORDER BY ?s OFFSET 3", None),
        ("ORDER BY ?s VALUES ?s { <urn:x> }", None),
        ("ORDER BY STR(?s)", None),
        ("", None),
        ("# ORDER BY ?s", None),
    ],
)
def test_only_a_plain_order_at_the_end_is_taken_off(end: str, by: tuple[str, ...] | None) -> None:
    """Whatever else there is stays with the engine."""
    found = ordering.taken_off("SELECT ?s ?o { ?s ?p ?o } " + end)
    assert by == (found.variables if found else None)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s",
        'SELECT ?s { ?s ?p "ORDER BY ?s" }',
    ],
)
def test_the_order_of_a_part_or_of_triples_is_left_alone(query: str) -> None:
    """It is no order of rows."""
    assert ordering.taken_off(query) is None


def test_a_variable_that_is_not_chosen_orders_all_the_same() -> None:
    """By the engine."""
    graph = store.from_files(layer="article")
    query = "SELECT ?says { ?c a f:Claim ; rdfs:label ?says } ORDER BY ?c"
    raw = [tuple(row) for row in graph.index().query(sparql.with_prefixes(query))]  # type: ignore[union-attr]
    assert raw == graph.select(query).rows
    assert len(raw) == 144


def test_a_fault_is_told_as_ever() -> None:
    """With the place in what was written, though another text was asked first."""
    graph = store.from_files(layer="article")
    with pytest.raises(QueryError, match="query:1:"):
        graph.select("SELECT ?c { ?c a f:Claim ORDER BY ?c")


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> list[FileStore]:
    """The shipped graph with another source, and made-up claims."""
    made = tmp_path_factory.mktemp("made") / "made.ttl"
    made_up.write(1000, made)
    return [store.from_files([ROOT / "data", ROOT / "tests" / "other-sources.ttl"]), store.from_files([made])]


@pytest.mark.parametrize("question", questions.list_all(), ids=lambda question: question.name)
def test_no_question_leaves_two_rows_in_any_order(
    question: Question, graphs: list[FileStore], examples: Callable[[Question], dict[str, queries.Given]]
) -> None:
    """Rows that are alike in all by which they are ordered are alike: else two engines could give them otherwise."""
    for graph, made in zip(graphs, (False, True), strict=True):
        given = made_up.given(question, graph) if made else examples(question)
        text = queries.bind(question, given, graph)
        named = re.findall(r"\?(\w+)", sparql.skeleton(text).rpartition("ORDER BY")[2])
        shown = re.findall(r"\?(\w+)", sparql.skeleton(text).partition("SELECT")[2].partition("WHERE")[0])
        hidden = " ".join(f"?{name}" for name in named if name not in shown)
        found = graph.select(text.replace("SELECT ", f"SELECT {hidden} ", 1))
        places = [found.variables.index(name) for name in named]
        rows = {*found.rows}
        assert len(rows) == len({tuple(row[place] for place in places) for row in rows})


def test_a_loaded_folder_gives_the_same_rows(tmp_path: Path) -> None:
    """In the same order, where numbers, words and names stand side by side."""
    loading.load([ROOT / "data"], tmp_path)
    loaded, held = store.from_data([tmp_path]), store.from_files()
    query = "SELECT ?p ?o { claim:nine-ways-02-d ?p ?o } ORDER BY ?p ?o"
    assert held.select(query).rows == loaded.select(query).rows != []
