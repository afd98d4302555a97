"""Promises of tables: rows in the W3C forms, nothing lost on the way, and nothing in them that a reader would run."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, parse_query_results
from rdflib.query import Result

from graph import tables
from graph.ask import Solutions, Term
from graph.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]
CONCEPT = NamedNode("https://w3id.org/findings-graph/concept/anxiety")
CLAIM = NamedNode("https://w3id.org/findings-graph/claim/t-01-a")
STATED = NamedNode("https://w3id.org/findings-graph/terms#Stated")
LABELS = {CONCEPT.value: "Anxiety", CLAIM.value: "A claim.", STATED.value: "stated"}
RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def _typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + kind))


TERMS: list[Term | None] = [
    NamedNode("http://e/x"),
    BlankNode("b0"),
    Literal("plain"),
    Literal("", language="en"),
    Literal("chat", language="fr"),
    _typed("0.30", "decimal"),
    _typed("false", "boolean"),
    _typed("0", "integer"),
    Literal('tab\tquote"line\nback\\slash, comma'),
    Literal("a\rb\r\nc"),
    Literal("<b>&amp;</b>"),
    None,
]
EVERY = Solutions(("x", "y"), [(term, Literal("other")) for term in TERMS])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _back(text: str, form: QueryResultsFormat) -> list[tuple[Term | None, ...]]:
    return [tuple(row) for row in parse_query_results(text.encode(), format=form)]


def test_csv_is_a_header_and_plain_values() -> None:
    """SPARQL 1.1 CSV: names without question marks, values without quotes, IRIs or types."""
    solutions = Solutions(
        ("claim", "n"),
        [(NamedNode("http://e/a"), _typed("0.30", "decimal")), (BlankNode("b"), None), (Literal("x,y"), None)],
    )
    assert 'claim,n\nhttp://e/a,0.30\n_:b,\n"x,y",\n' == tables.to_csv(solutions, {})


def test_tsv_is_a_header_of_variables_and_terms_in_full() -> None:
    """SPARQL 1.1 TSV: question marks, angle brackets, quotes, types."""
    solutions = Solutions(
        ("claim", "n"), [(NamedNode("http://e/a"), _typed("0.30", "decimal")), (None, Literal("x\ty"))]
    )
    expected = f'?claim\t?n\n<http://e/a>\t"0.30"^^<{XSD}decimal>\n\t"x\\ty"\n'
    assert expected == tables.to_tsv(solutions, {})


def test_json_is_that_of_the_standard() -> None:
    """SPARQL 1.1 JSON: head, results, and a binding only for what is bound."""
    row = (NamedNode("http://e/a"), Literal("chat", language="fr"), _typed("0", "integer"), BlankNode("b"), None)
    expected = {
        "head": {"vars": ["i", "t", "n", "b", "none"]},
        "results": {
            "bindings": [
                {
                    "i": {"type": "uri", "value": "http://e/a"},
                    "t": {"type": "literal", "value": "chat", "xml:lang": "fr"},
                    "n": {"type": "literal", "value": "0", "datatype": f"{XSD}integer"},
                    "b": {"type": "bnode", "value": "b"},
                }
            ]
        },
    }
    assert expected == json.loads(tables.to_json(Solutions(("i", "t", "n", "b", "none"), [row]), {}))


def test_xml_is_that_of_the_standard() -> None:
    """SPARQL XML: variables in the head, a typed binding each."""
    row = (NamedNode("http://e/a"), Literal("chat", language="fr"), _typed("false", "boolean"), None)
    root = ElementTree.fromstring(tables.to_xml(Solutions(("i", "t", "f", "none"), [row]), {}))
    assert ["i", "t", "f", "none"] == [found.get("name") for found in root.iter(f"{RESULTS}variable")]
    uri, text, false = (binding[0] for binding in root.iter(f"{RESULTS}binding"))
    assert (f"{RESULTS}uri", "http://e/a") == (uri.tag, uri.text)
    assert ("fr", "chat") == (text.get("{http://www.w3.org/XML/1998/namespace}lang"), text.text)
    assert (f"{XSD}boolean", "false") == (false.get("datatype"), false.text)


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
@pytest.mark.parametrize("place", range(len(TERMS)))
def test_pyoxigraph_reads_the_same_terms_back(form: str, place: int) -> None:
    """Every kind of term, `false`, `0` and the empty text among them."""
    one = Solutions(EVERY.variables, [EVERY.rows[place]])
    assert one.rows == _back(tables.FORMATS[form](one, {}), getattr(QueryResultsFormat, form.upper()))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_reads_as_many_values_back(form: str) -> None:
    """A second reader: every bound value is there, lexical forms included."""
    read = Result.parse(io.BytesIO(tables.FORMATS[form](EVERY, {}).encode()), format=form)
    expected = [None if term is None else "plain" if term == Literal("plain") else term.value for term in TERMS]
    got = [None if row.x is None else str(row.x) for row in read]
    assert [text for text in expected if text != "b0"] == [
        text for text, term in zip(got, TERMS, strict=True) if not isinstance(term, BlankNode)
    ]


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_any_text_survives_csv_but_for_the_guard(rows: list[tuple[str, str]]) -> None:
    """Read by Python's csv, each cell is the text, or the text after one apostrophe."""
    solutions = Solutions(("a", "b"), [(Literal(a), Literal(b)) for a, b in rows])
    header, *got = _rows(tables.to_csv(solutions, {}))
    assert ["a", "b"] == header
    assert len(rows) == len(got)
    for texts, cells in zip(rows, got, strict=True):
        assert all(cell in (text, f"'{text}") for text, cell in zip(texts, cells, strict=True))


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), st.sampled_from(["json", "tsv"]))
def test_any_text_survives_json_and_tsv(rows: list[tuple[str, str]], form: str) -> None:
    """Character for character."""
    solutions = Solutions(("a", "b"), [(Literal(a), Literal(b)) for a, b in rows])
    assert solutions.rows == _back(tables.FORMATS[form](solutions, {}), getattr(QueryResultsFormat, form.upper()))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://evil","x")',
        "+cmd|' /C calc'!A0",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "-",
        "=",
        "+-1x",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    """By one apostrophe before it."""
    assert [f"'{text}"] == _rows(tables.to_csv(Solutions(("a",), [(Literal(text),)]), {}))[1]


@pytest.mark.parametrize("text", ["-1", "+5", "-0.30", "3", "a=b", "x@y", "'quoted", "", "1-2"])
def test_a_plain_number_or_text_is_left_alone(text: str) -> None:
    """No apostrophe where nothing would be run."""
    assert [text] == _rows(tables.to_csv(Solutions(("a",), [(Literal(text),)]), {}))[1]


@pytest.mark.parametrize("form", ["tsv", "json"])
def test_formats_for_programs_stay_exact(form: str) -> None:
    """The guard is for spreadsheets only."""
    solutions = Solutions(("a",), [(Literal("=1+1"),)])
    assert solutions.rows == _back(tables.FORMATS[form](solutions, {}), getattr(QueryResultsFormat, form.upper()))


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe"], ids=ascii)
def test_xml_stays_readable_whatever_the_text(character: str) -> None:
    """What XML cannot hold becomes the replacement character."""
    root = ElementTree.fromstring(tables.to_xml(Solutions(("a",), [(Literal(f"a{character}b"),)]), {}))
    assert "a\ufffdb" == next(root.iter(f"{RESULTS}literal")).text


@pytest.mark.parametrize("form", ["table", "md"])
@pytest.mark.parametrize("character", ["\x1b", "\x07", "\r", "\t", "\u202e", "\x9b"], ids=ascii)
def test_a_table_for_people_steers_no_terminal(form: str, character: str) -> None:
    """Control and bidirectional characters are shown as escapes."""
    text = tables.FORMATS[form](Solutions(("a",), [(Literal(f"x{character}y"),)]), {})
    assert f"x\\u{ord(character):04x}y" in text


def test_markdown_is_a_pipe_table() -> None:
    """A header, a rule, a line a row; bars escaped, line breaks gone."""
    solutions = Solutions(("a", "b"), [(Literal("x|y"), Literal("two\nlines")), (None, _typed("0", "integer"))])
    assert "| a | b |\n| --- | --- |\n| x\\|y | two lines |\n|  | 0 |\n" == tables.to_md(solutions, {})


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (CONCEPT, "Anxiety (concept:anxiety)"),
        (CLAIM, "claim:t-01-a"),
        (STATED, "stated"),
        (NamedNode("http://purl.org/spar/cito/disputes"), "cito:disputes"),
        (NamedNode("http://e/x_(y)"), "http://e/x_(y)"),
        (Literal("text", language="en"), "text"),
    ],
)
def test_an_iri_is_shown_with_its_label(term: Term, shown: str) -> None:
    """A concept with both, a term by its label, a claim by its name, an unknown IRI as it is."""
    assert f"| {shown} |" == tables.to_md(Solutions(("a",), [(term,)]), LABELS).splitlines()[2]


@pytest.mark.parametrize(
    ("term", "shown"),
    [(CONCEPT, "Anxiety concept:anxiety"), (CLAIM, "claim:t-01-a"), (NamedNode("http://e/x_(y)"), "http://e/x_(y)")],
)
def test_a_table_shows_label_and_name_apart(term: Term, shown: str) -> None:
    """The name beside the label, without losing a character."""
    lines = [line.strip() for line in tables.to_table(Solutions(("a",), [(term,)]), LABELS).splitlines()]
    assert shown in lines


@pytest.mark.parametrize(("count", "expected"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
def test_a_table_ends_with_the_number_of_rows(count: int, expected: str) -> None:
    """So that no rows is said aloud."""
    assert expected == tables.to_table(Solutions(("a",), [(Literal("x"),)] * count), {}).splitlines()[-1]


def test_a_column_without_values_is_named_below_the_table() -> None:
    """It takes no room, and is not passed over in silence."""
    lines = tables.to_table(Solutions(("full", "hollow"), [(Literal("x"), None)]), {}).splitlines()
    assert ["full", "x", "1 row; without values: hollow"] == [word for line in lines if (word := line.strip(" ─"))]


def test_no_brackets_of_a_text_are_taken_for_colors() -> None:
    """`[red]` in a label is text."""
    assert "[red]x[/red]" in tables.to_table(Solutions(("a",), [(Literal("[red]x[/red]"),)]), {})


@pytest.mark.parametrize("form", tables.FORMATS)
def test_an_empty_answer_still_names_its_columns(form: str) -> None:
    """No rows is an answer, not an empty file."""
    assert "claim" in tables.FORMATS[form](Solutions(("claim",), []), {})


def test_numbers_stay_numbers_and_formulas_do_not_run() -> None:
    """In CSV: a sign alone makes no formula, two signs do."""
    cells = ("-1e-300", "+.5", "+-+1", "=1+1")
    rows = [tuple(Literal(cell) for cell in cells)]
    assert "-1e-300,+.5,'+-+1,'=1+1" == tables.to_csv(Solutions(("a", "b", "c", "d"), rows), {}).splitlines()[1]


@pytest.mark.parametrize("text", ["back\\slash", "ends in \\", "a \\| b", "a | b", "\\\\", "\\\\x", "x\\u009by", "\\*"])
def test_a_markdown_cell_reads_as_what_it_holds(text: str) -> None:
    """A reader of Markdown tables gives back backslashes and bars, each in its own cell."""
    from markdown_it import MarkdownIt

    table = tables.to_md(Solutions(("x", "y"), [(Literal(text), Literal("other"))]), {})
    cells = [t.children or [] for t in MarkdownIt("commonmark").enable("table").parse(table) if t.type == "inline"]
    assert ["x", "y", text, "other"] == ["".join(part.content for part in cell) for cell in cells]
