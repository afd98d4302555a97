"""Promises of rows in a notebook: every text is escaped, labels stand beside IRIs, what is left out is said."""

from lxml import html as lxml_html
from pyoxigraph import BlankNode, Literal, NamedNode

from graph import queries, questions, rows
from graph.ask import Solutions

CONCEPT = NamedNode("https://w3id.org/findings-graph/concept/anxiety")
HOSTILE = "<script>alert(1)</script>\u202e\"'&"


def cells(markup: str) -> list[list[str]]:
    return [[cell.text_content() for cell in row.iter("th", "td")] for row in lxml_html.fromstring(markup).iter("tr")]


def test_a_label_stands_beside_its_iri(shipped) -> None:
    """What answered is asked for the labels of what is shown."""
    table = shipped.select("SELECT ?o { claim:nine-ways-09-q f:outcome ?o }")._repr_html_()
    assert [["o"], ["physical health (concept:physical-health)"]] == cells(table)
    assert 'title="https://w3id.org/findings-graph/concept/physical-health"' in table


def test_rows_without_labels_have_curies() -> None:
    """As where an answer was made by hand."""
    assert [["c"], ["concept:anxiety"]] == cells(Solutions(("c",), [(CONCEPT,)])._repr_html_())


def test_nothing_in_a_row_is_markup() -> None:
    """Whether it stands in a name, a text, a label or an IRI; what would turn the line round is shown as an escape."""
    iri = NamedNode("http://e.org/'&")
    table = rows.to_html(("a", "<b>"), [(Literal(HOSTILE), iri)], 1, {iri.value: HOSTILE})
    shown = "<script>alert(1)</script>\\u202e\"'&"
    assert [["a", "<b>"], [shown, f"{shown} (http://e.org/'&)"]] == cells(table)
    assert {"div", "table", "thead", "tbody", "tr", "th", "td", "bdi", "p"} >= {
        element.tag for element in lxml_html.fromstring(table).iter()
    }


def test_what_is_left_out_is_said() -> None:
    """Sixty rows, and how many there are."""
    many = Solutions(("n",), [(Literal(n),) for n in range(144)])
    table = many._repr_html_()
    assert 61 == len(cells(table))
    assert "60 of 144 rows" in table
    assert "1 row<" in Solutions(("n",), many.rows[:1])._repr_html_()
    assert "0 rows<" in Solutions(("n",), [])._repr_html_()


def test_numbers_stand_to_the_right_and_what_is_missing_is_empty() -> None:
    """Blank nodes as in Turtle."""
    table = rows.to_html(("x", "y", "z"), [(Literal(3), None, BlankNode("b"))], 1, {})
    assert ["3", "", "_:b"] == cells(table)[1]
    assert 1 == table.count("text-align:right")


def test_a_tidied_answer_keeps_its_labels(shipped) -> None:
    """As that of a named question, whose list columns are sorted."""
    of_lists = (found for found in questions.list_all() if any(column.is_list for column in found.columns))
    question = next(found for found in of_lists if shipped.select(queries.bind(found, {}, shipped)).rows)
    found = shipped.select("SELECT ?o { claim:nine-ways-09-q f:outcome ?o }").with_rows([(CONCEPT,)])
    assert "anxiety (concept:anxiety)" in found._repr_html_()
    solutions = shipped.select(queries.bind(question, {}, shipped))
    assert queries.tidy(question, solutions)._repr_html_().count("<bdi>") == solutions._repr_html_().count("<bdi>") > 0


def test_labels_do_not_make_answers_differ(shipped) -> None:
    """Two answers with the same rows are equal, whoever answered."""
    found = shipped.select("SELECT ?o { claim:nine-ways-09-q f:outcome ?o }")
    assert Solutions(found.variables, found.rows) == found
