"""Promises of binding: a value is data, never a part of the query; a wrong one is met with what would be right."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from graph import queries, questions
from graph.ask import Solutions
from graph.errors import NotFoundError, QueryError
from graph.questions import Question
from graph.store import FileStore

DATA = """
concept:a a skos:Concept ; skos:prefLabel "reading aloud"@en .
concept:b a skos:Concept ; skos:prefLabel "vocabulary"@en .
claim:t-01-a a f:Claim ; f:subject concept:a ; f:outcome concept:b ; rdfs:label "one" ; f:section 2 ; f:toAge 1.5 .
claim:t-01-b a f:Claim ; f:subject concept:b ; f:outcome concept:a ; rdfs:label "two" ; f:section 3 ; f:toAge 2.5 .
"""
CLAIMS = questions.from_text(
    """#+ parameters:
#+   subject (concept): a concept
#+   outcome (concept, optional): another
#+ example: -p subject=reading-aloud
SELECT ?claim { VALUES ?subject { concept:a } VALUES ?outcome { UNDEF }
  ?claim f:subject ?subject ; f:outcome ?outcome }""",
    "claims",
)
LABELS = questions.from_text(
    """#+ parameters:
#+   first (text): a label
#+   second (text): another
SELECT ?claim { VALUES ?first { "x" } VALUES ?second { "y" }
  ?claim rdfs:label ?label FILTER(?label IN (?first, ?second)) }""",
    "labels",
)
COPY = questions.from_text(
    """#+ parameters:
#+   copy (copy): a file
SELECT ?digest ?a ?b ?c { VALUES (?digest ?a ?b ?c) { ("" 0 0 0) } }""",
    "copied",
)
HOSTILE = [
    '" } ?claim ?p ?o } #',
    "' } ?claim ?p ?o } #",
    '"""',
    "\\",
    '\\" } UNION { ?claim ?p ?o',
    "VALUES ?second { }",
    "VALUES ?second { } }",
    "} UNION { ?claim a f:Claim",
    "\n} #",
    "?claim",
    "<http://e/>",
    "\\1",
    "\x00",
]


def _one(kind: str, pattern: str) -> Question:
    return questions.from_text(
        f"#+ parameters:\n#+   n ({kind}): a number\nSELECT ?claim {{ VALUES ?n {{ 0 }} ?claim {pattern} ?n }}", "one"
    )


@pytest.fixture(scope="module")
def graph(make_store: Callable[[str], FileStore]) -> FileStore:
    """Two claims, each the other way round."""
    return make_store(DATA)


def _claims(graph: FileStore, question: Question, **given_values: str) -> list[str]:
    return [row["claim"].rsplit("/")[-1] for row in graph.select(queries.bind(question, given_values, graph)).dicts()]


@pytest.mark.parametrize(("word", "expected"), [("a", "t-01-a"), ("vocabulary", "t-01-b")])
def test_a_concept_is_bound_by_any_of_its_names(word: str, expected: str, graph: FileStore) -> None:
    """The value given takes the place of the one in the file."""
    assert [expected] == _claims(graph, CLAIMS, subject=word)


def test_an_optional_parameter_narrows_only_if_given(graph: FileStore) -> None:
    """Left out, it is free."""
    assert ["t-01-a"] == _claims(graph, CLAIMS, subject="a")
    assert [] == _claims(graph, CLAIMS, subject="a", outcome="a")


@pytest.mark.parametrize(("kind", "pattern", "number"), [("integer", "f:section", "2"), ("decimal", "f:toAge", "1.5")])
def test_a_number_is_bound_as_a_number(kind: str, pattern: str, number: str, graph: FileStore) -> None:
    """Typed, so that it equals numbers in the data."""
    assert ["t-01-a"] == _claims(graph, _one(kind, pattern), n=number)


def test_a_text_is_bound_as_a_text(graph: FileStore) -> None:
    """Two parameters, two values."""
    assert ["t-01-a", "t-01-b"] == _claims(graph, LABELS, first="one", second="two")


def test_a_parameter_is_bound_wherever_it_has_a_block(graph: FileStore) -> None:
    """A question of several branches has one in each."""
    text = "{ VALUES ?x { concept:a } ?claim f:subject ?x } UNION { VALUES ?x { concept:a } ?claim f:outcome ?x }"
    question = questions.from_text(f"#+ parameters:\n#+   x (concept): c\nSELECT ?claim {{ {text} }}", "both")
    assert ["t-01-a", "t-01-b"] == _claims(graph, question, x="b")


def test_the_rest_of_a_question_stays_letter_for_letter(graph: FileStore) -> None:
    """Only blocks change: not a remark that speaks of one, nor a text."""
    text = '# VALUES ?x { 1 }\nSELECT ?x { VALUES ?x { "}" } ?s ?p "VALUES ?x { 1 }" }'
    question = questions.from_text(f"#+ parameters:\n#+   x (text): t\n{text}", "quoted")
    assert question.text.replace('{ "}" }', '{ "new" }') == queries.bind(question, {"x": "new"}, graph)


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
@pytest.mark.parametrize("other", ["none", '" } ?claim ?p ?o } #', "} ?claim ?p ?o } #"])
def test_a_hostile_text_returns_no_row_of_its_own(word: str, other: str, graph: FileStore) -> None:
    """No label is called that: no rows, whatever the words, in either of two parameters."""
    assert [] == _claims(graph, LABELS, first=word, second=other)
    assert [] == _claims(graph, LABELS, first=other, second=word)


@given(st.text(), st.text())
def test_any_text_returns_the_rows_of_that_label_and_no_other(graph: FileStore, first: str, second: str) -> None:
    """Whatever the words: binding is the same as comparing."""
    expected = [claim for claim, label in (("t-01-a", "one"), ("t-01-b", "two")) if label in (first, second)]
    assert expected == _claims(graph, LABELS, first=first, second=second)


@pytest.mark.parametrize("word", HOSTILE, ids=ascii)
def test_a_hostile_name_names_nothing(word: str, graph: FileStore) -> None:
    """It is looked up, not written into the query."""
    with pytest.raises(NotFoundError):
        queries.bind(CLAIMS, {"subject": word}, graph)


@pytest.mark.parametrize("word", ["two", "1.5", "", "1 2", "1 } #", "٣", "1e3", "--1"])
def test_a_whole_number_is_nothing_else(word: str, graph: FileStore) -> None:
    """Digits with or without a sign."""
    with pytest.raises(QueryError, match="parameter 'n' takes a whole number"):
        queries.bind(_one("integer", "f:section"), {"n": word}, graph)


@pytest.mark.parametrize("word", ["two", "1,5", "", ".5", "1e3", "NaN"])
def test_a_number_is_nothing_else(word: str, graph: FileStore) -> None:
    """Digits, with or without a sign and a point."""
    with pytest.raises(QueryError, match="parameter 'n' takes a number"):
        queries.bind(_one("decimal", "f:toAge"), {"n": word}, graph)


def test_an_unknown_parameter_is_met_with_the_nearest(graph: FileStore) -> None:
    """A slip of the fingers is met with what was meant."""
    with pytest.raises(QueryError, match="'claims' has no parameter 'subjct'\n  try: nearest: subject"):
        queries.bind(CLAIMS, {"subjct": "a"}, graph)


@pytest.mark.parametrize(
    ("question", "advice"),
    [(CLAIMS, "it takes subject, outcome"), (questions.from_text("ASK {}", "none"), "it takes no parameters")],
)
def test_a_far_parameter_is_met_with_those_there_are(question: Question, advice: str, graph: FileStore) -> None:
    """There is always a next step."""
    with pytest.raises(QueryError) as caught:
        queries.bind(question, {"xyzzy": "a"}, graph)
    assert advice == caught.value.advice


def test_a_missing_parameter_is_named_with_an_example(graph: FileStore) -> None:
    """What to type is in the message."""
    with pytest.raises(QueryError) as caught:
        queries.bind(CLAIMS, {}, graph)
    assert "'claims' needs -p subject=… (a concept)" == caught.value.what
    assert "findings query claims -p subject=reading-aloud" == caught.value.advice


def test_a_question_without_a_block_for_its_parameter_says_so(graph: FileStore) -> None:
    """A value that went nowhere would answer another question."""
    question = questions.from_text("#+ parameters:\n#+   n (integer): n\nSELECT ?n { }", "broken")
    with pytest.raises(QueryError, match="no VALUES block for 'n'"):
        queries.bind(question, {"n": "1"}, graph)


def test_a_copy_is_bound_as_digest_and_place_of_each_sentence(graph: FileStore) -> None:
    """One row a sentence."""
    rows = [("aa", 0, 0, 1), ("bb", 1, 2, 3)]
    got = graph.select(queries.bind(COPY, {"copy": rows}, graph)).dicts()
    assert rows == [tuple(row.values()) for row in got]


def test_an_empty_copy_has_no_rows(graph: FileStore) -> None:
    """And not the row that stands in the file."""
    assert [] == graph.select(queries.bind(COPY, {"copy": []}, graph)).rows


def test_a_copy_is_no_value_for_another_parameter(graph: FileStore) -> None:
    """A list where one value is due is refused."""
    with pytest.raises(QueryError, match="parameter 'subject' takes one value"):
        queries.bind(CLAIMS, {"subject": [("aa", 0, 0, 1)]}, graph)


def test_a_list_column_is_sorted_without_gaps_or_doubles() -> None:
    """Engines join in an order of their own."""
    question = questions.from_text("#+ columns:\n#+   ages (list): when\nSELECT ?ages {}", "lists")
    got = queries.tidy(question, Solutions(("ages",), [(Literal("b||a|b"),), (Literal("c"),), (None,)]))
    assert [(Literal("a|b"),), (Literal("c"),), (None,)] == got.rows


def test_other_columns_stay_as_they_are() -> None:
    """A bar in a text is no list."""
    solutions = Solutions(("says", "iri"), [(Literal("b|a"), NamedNode("http://e/a"))])
    assert solutions == queries.tidy(questions.from_text("SELECT ?says ?iri {}", "plain"), solutions)
