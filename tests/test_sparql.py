"""Promises of SPARQL text: prefixes are supplied, hazards are refused however they are written, faults are located."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from graph import sparql
from graph.errors import QueryError
from graph.vocabulary import PREFIXES

PIECES = st.sampled_from(
    [
        *("'", '"', "'''", '"""', "\\", "\\'", '\\"', "\n", "\r", "#", "<", ">", "<http://e/#a>", "{", "}", "(", ")"),
        *("SELECT", "SERVICE", "?service", "f:subject", ":", " ", "a", "1", "\u00a0", "é"),
    ]
)
QUERIES = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40)


def _refusal(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        sparql.refuse_hazards(query, "x.rq")
    return caught.value


def _located(query: str) -> QueryError:
    with pytest.raises(SyntaxError) as caught:
        Store().query(sparql.with_prefixes(query))
    return sparql.located(caught.value, query, "x.rq")


@given(QUERIES)
def test_a_skeleton_keeps_every_position(query: str) -> None:
    """The same length, the same line breaks; every other character is itself or a space."""
    bare = sparql.skeleton(query)
    assert len(query) == len(bare)
    assert all(b in (a, " ") for a, b in zip(query, bare, strict=True))
    assert query.count("\n") == bare.count("\n")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a 'b' c", "a     c"),
        ('a """b\n"c" """ d', "a     \n        d"),
        ("a <http://e/#b> c", "a               c"),
        ("a # b 'c\nd", "a       \nd"),
        ("?a < ?b && ?c > ?d", "?a < ?b && ?c > ?d"),
        (r"e:it\'s 'x'", "e:it  s    "),
        (r"e:a\#b c", "e:a  b c"),
        (r"'it\'s' a", "        a"),
    ],
)
def test_a_skeleton_is_blank_in_texts_iris_and_comments(query: str, expected: str) -> None:
    """And only there."""
    assert expected == sparql.skeleton(query)


def test_prefixes_that_are_used_and_not_declared_are_supplied() -> None:
    """The projects own and the well-known ones need no declaration."""
    query = "SELECT ?c { ?c f:outcome concept:anxiety }"
    expected = f"PREFIX concept: <{PREFIXES['concept']}> PREFIX f: <{PREFIXES['f']}> {query}"
    assert expected == sparql.with_prefixes(query)


def test_supplied_prefixes_leave_line_numbers_alone() -> None:
    """They go onto the first line."""
    query = "SELECT ?c\n{ ?c a f:Claim ;\n skos:note ?n }"
    assert query.split("\n")[1:] == sparql.with_prefixes(query).split("\n")[1:]


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX f: <http://mine.example/> SELECT ?c { ?c f:outcome ?o }",
        "prefix f:<http://mine.example/> ASK { ?c a f:X }",
        "ASK { ?c ?p 'f:outcome' }",
        "ASK { ?c ?p <http://e/f:outcome> }",
        "ASK { ?c ?p ?o } # f:outcome",
        "ASK { ?c unknown:p ?o }",
        "ASK { ?f ?p ?o }",
    ],
    ids=["declared", "declared without space", "text", "IRI", "comment", "unknown", "variable"],
)
def test_no_other_prefix_is_supplied(query: str) -> None:
    """Not what the query declares itself, not what merely looks like a prefix."""
    assert query == sparql.with_prefixes(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://e/> {}' }",
        'SELECT * { ?s ?p """\nSERVICE\n""" }',
        "SELECT * { ?s <http://e/SERVICE> ?o }",
        "SELECT * { ?s ?p ?o } # SERVICE",
        "SELECT ?service { ?service ?p $SERVICE }",
        "SELECT * { ?s schema:service schema:serviceType }",
        "SELECT * { ?s ?p _:service }",
        "# INSERT\nSELECT * { ?s ?p 'DELETE' }",
        "PREFIX e: <http://e/> BASE <http://e/> SELECT * { ?s e:p ?o }",
        "ASK { ?insert ?delete ?load }",
    ],
)
def test_a_word_that_is_no_keyword_is_not_refused(query: str) -> None:
    """Texts, IRIs, comments, variables and names may say SERVICE or INSERT."""
    sparql.refuse_hazards(query)
    Store().query(sparql.with_prefixes(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://e/> {} }",
        "SELECT * { service silent <http://e/> {} }",
        "SELECT * { SERVICE ?x {} }",
        "PREFIX : <http://e/> SELECT * { SERVICE:x {} }",
        "SELECT * { ?s ?p 1SERVICE <http://e/> {} }",
        "SELECT * { ?s ?p trueSERVICE <http://e/> {} }",
        "SELECT * { ?s ?p 'x'SERVICE <http://e/> {} }",
        "SELECT * { FILTER(1<2)SERVICE <http://e/> {} FILTER(2>1) }",
        "PREFIX e: <http://e/> SELECT * { ?s ?p e:a.SERVICE <http://e/> {} }",
        r"PREFIX e: <http://e/> SELECT * { ?s e:a\#b ?o . SERVICE <http://e/> {} }",
        r"PREFIX e: <http://e/> SELECT * { ?s e:it\'s ?o . SERVICE <http://e/> {} ?s ?p 'x' }",
        r"SELECT * { ?s <http://e/\u00e9#x> ?o . SERVICE <http://e/> {} }",
        "SELECT * { ?s <http://e/\u00a0#x> ?o . SERVICE <http://e/> {} }",
        "SELECT * { # comment\rSERVICE <http://e/> {} }",
    ],
)
def test_service_is_refused_however_it_is_written(query: str) -> None:
    """No spelling that an engine takes for SERVICE reaches the network."""
    assert "SERVICE asks another server; no network is used here" == _refusal(query).what


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT"),
        ("insert { ?s ?p ?o } where { ?s ?p ?o }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://e/>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("CREATE GRAPH <http://e/>", "CREATE"),
        ("DROP ALL", "DROP"),
        ("COPY DEFAULT TO <http://e/>", "COPY"),
        ("MOVE DEFAULT TO <http://e/>", "MOVE"),
        ("ADD DEFAULT TO <http://e/>", "ADD"),
        ("WITH <http://e/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
        ("PREFIX e: <http://e/>\n# a comment\nBASE <http://e/>\nDELETE WHERE { ?s ?p ?o }", "DELETE"),
    ],
)
def test_an_update_is_refused_by_name(query: str, form: str) -> None:
    """The graph is read-only, and the message says which word it is about."""
    assert f"{form} is an update; the graph is read-only here" == _refusal(query).what


@pytest.mark.parametrize("query", ["", "  \n", "# only a comment"], ids=["nothing", "space", "comment"])
def test_an_empty_query_is_said_to_be_empty(query: str) -> None:
    """And not answered with no rows."""
    assert "an empty query" == _refusal(query).what


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_nesting_is_accepted_up_to_the_limit_and_no_further(opening: str, closing: str) -> None:
    """100 open brackets are asked, 101 refused: engines die of many."""
    sparql.refuse_hazards("ASK " + opening * 100 + closing * 100)
    assert "nested deeper than 100" == _refusal("ASK " + opening * 101 + closing * 101).what


def test_brackets_that_are_closed_or_quoted_are_no_nesting() -> None:
    """A long query is not a deep one."""
    sparql.refuse_hazards("ASK { " + "{} " * 500 + f"?s ?p '{'(' * 500}' }}")


def test_what_is_closed_before_makes_nesting_no_smaller() -> None:
    """Each closing bracket undoes one opening, not more."""
    assert "nested deeper than 100" == _refusal("ASK { " + "{} " * 60 + "{" * 100).what


def test_an_escape_in_a_name_hides_no_nesting() -> None:
    """What follows an escaped hash is no comment."""
    assert "nested deeper than 100" == _refusal(r"ASK { ?s e:a\#b ?o . " + "{" * 300 + "}" * 301).what


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * {\n ?s ?p ?o .\n SERVICE <http://e/> {} }", "x.rq:3:2"),
        ("PREFIX e: <http://e/>\n\nINSERT DATA { e:a e:b 1 }", "x.rq:3:1"),
        ("ASK\n" + "{" * 101, "x.rq:2:101"),
    ],
    ids=["service", "update", "nesting"],
)
def test_a_refusal_says_where(query: str, place: str) -> None:
    """File, line and column of the word."""
    assert place == str(_refusal(query).place)


@pytest.mark.parametrize(
    ("query", "place", "what"),
    [
        ("SELECT ?s WHERE {\n ?s ?p }\n", "x.rq:2:2", "cannot be read from '?s' on"),
        ("ASK {\n ?s ?p ?o ; }}", "x.rq:2:14", "incomplete before '}'"),
        ("SELECT * { ?s f:subject ;; }", "x.rq:1:25", "unexpected ';'"),
        ("SELECT * {\n ?s skoss:note ?o }", "x.rq:2:5", "prefix 'skoss:' is not declared"),
        ("SELECT * {\n ?s ?p ?o", "x.rq:2:9", "the query ends too early, after 'o'"),
        ("SELCT * { ?s ?p ?o }", "x.rq:1:1", "unexpected 'SELCT'"),
        ("SELECT * WHER { ?s ?p ?o }", "x.rq:1:10", "unexpected 'WHER'"),
        ("SELECT * {\n\t?s ?p ?o\n\tFLTER(?o > 3) }\nORDER BY ?s", "x.rq:3:2", "unexpected 'FLTER'"),
        ("SELECT * {\n ?s ?p ?o }\nLIMT 10", "x.rq:3:1", "unexpected 'LIMT'"),
        ("SELECT * {\n ?s ?p }\nLIMIT 10", "x.rq:2:2", "cannot be read from '?s' on"),
        ("SELECT ?s ?p\n{ ?s ?p ?o } GROUP BY ?s", "x.rq:2:24", "SELECT has a variable that GROUP BY does not allow"),
        ("ASK { ?s f:x <http://e/a b> }", "x.rq:1:14", "not a valid IRI"),
    ],
)
def test_a_fault_is_told_with_line_and_column_of_the_persons_own_text(query: str, place: str, what: str) -> None:
    """Supplied prefixes shift nothing."""
    error = _located(query)
    assert (place, what) == (str(error.place), error.what)


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("SELECT * { ?s skoss:note ?o }", "nearest: skos"),
        ("SELECT * { ?s xyzzy:note ?o }", "begin the query with PREFIX xyzzy: <…>"),
        ("SELECT * { ?s ?p ?o", "braces do not match: 1 { and 0 }"),
        ("SELCT * { ?s ?p ?o }", "nearest: SELECT"),
        ("SELECT * WHRE { ?s ?p ?o }", "nearest: WHERE"),
        ("SELECT * { FLTER(?o > 3) ?s ?p ?o }", "nearest: FILTER"),
        ("SELECT * { ?s ?p ?o } GROP BY ?s", "nearest: GROUP BY"),
        ("SELECT * { anxiety ?p ?o }", "each pattern is: subject predicate object ."),
    ],
)
def test_a_fault_is_met_with_what_to_try(query: str, advice: str) -> None:
    """The nearest prefix or form, or what does not match."""
    assert advice == _located(query).advice


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT * { ?s ?p ?o } order\n by ?s", True),
        ("SELECT * { ?s ?p ?o }", False),
        ("SELECT * { ?s ?p 'ORDER BY' }", False),
    ],
)
def test_whether_rows_have_an_order_is_known(query: str, expected: bool) -> None:
    """By the keyword, not by a text that says it."""
    assert expected == sparql.is_ordered(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT * FROM <http://e/> { ?s ?p ?o }", True),
        ("SELECT ?from { ?from ?p f:fromAge }", False),
        ("SELECT * { ?s ?p 'graph' }", False),
    ],
)
def test_whether_another_graph_is_asked_is_known(query: str, expected: bool) -> None:
    """A variable called ?from asks none."""
    assert expected == sparql.uses_named_graphs(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?c f:certainty f:Guessed }", []),
        ("SELECT * { ?c f:certainty f:Gessed ; f:certanty ?x }", ["Gessed", "certanty"]),
        ("SELECT * { ?c rdfs:label 'f:Gessed' } # f:Gessed", []),
        ("SELECT * { ?c <f:Gessed> ?f:x }", []),
        ("PREFIX f: <https://example.org/> SELECT * { ?c f:mine ?x }", []),
    ],
)
def test_terms_that_the_vocabulary_lacks_are_found(query: str, expected: list[str]) -> None:
    """A misspelt term is found, and nothing in strings, comments and IRIs or under a prefix of the reader's own."""
    assert sparql.unknown_terms(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", []),
        ("SELECT * FROM <urn:a> FROM NAMED <urn:b> { ?s ?p ?o }", [(False, "urn:a"), (True, "urn:b")]),
        ("select * from#x\n<urn:a>{ ?s ?p ?o }", [(False, "urn:a")]),
        ('SELECT * { ?from ?p "FROM <urn:a>" } # FROM <urn:b>', []),
        ("SELECT * FROM x:a { ?s ?p ?o }", [(False, "x:a")]),
    ],
)
def test_the_graphs_that_a_query_names_are_found(query: str, expected: list[tuple[bool, str]]) -> None:
    """By their clauses, not by words in names, strings and comments."""
    assert expected == [(named, iri) for named, iri in sparql.dataset(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("SELECT (now() AS ?x) {}", False), ("SELECT ?now { ?now ?p 'RAND()' }", True), ("ASK {}", True)],
)
def test_a_query_is_steady_unless_it_asks_for_time_or_chance(query: str, *, expected: bool) -> None:
    """Whatever its names and strings are."""
    assert expected is sparql.is_steady(query)


def test_service_may_ask_where_it_is_allowed() -> None:
    """And nowhere else."""
    query = "SELECT * { SERVICE SILENT <https://e.org/sparql> { ?s ?p ?o } }"
    sparql.refuse_hazards(query, services=["https://e.org/sparql"])
    with pytest.raises(QueryError, match="SERVICE"):
        sparql.refuse_hazards(query, services=["https://e.org/"])
