"""Promises of answers: RDF terms as the Python values a reader expects, and IRIs that go safely into a query."""

import builtins
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from graph import ask
from graph.errors import MissingExtraError
from graph.vocabulary import PREFIXES

EXAMPLE = ask.Solutions(("claim", "n"), [(NamedNode("http://e/c"), Literal(3)), (NamedNode("http://e/d"), None)])


def _typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + kind))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (None, None),
        (NamedNode("http://e/x"), "http://e/x"),
        (BlankNode("b"), "_:b"),
        (Literal("text"), "text"),
        (Literal("text", language="en"), "text"),
        (_typed("03", "integer"), 3),
        (_typed("3", "positiveInteger"), 3),
        (_typed("0", "nonNegativeInteger"), 0),
        (_typed("3", "int"), 3),
        (_typed("3", "long"), 3),
        (_typed("0.30", "decimal"), 0.3),
        (_typed("1e3", "double"), 1000.0),
        (_typed("1.50", "float"), 1.5),
        (_typed("true", "boolean"), True),
        (_typed("1", "boolean"), True),
        (_typed("false", "boolean"), False),
        (_typed("0", "boolean"), False),
        (_typed("abc", "integer"), "abc"),
        (_typed("2019-09-21", "date"), "2019-09-21"),
    ],
)
def test_a_term_becomes_the_value_a_reader_expects(term: ask.Term | None, expected: Any) -> None:
    """Numbers and truth values as such, everything else as text, in the very type."""
    got = ask.value(term)
    assert (expected, type(expected)) == (got, type(got))


def test_rows_can_be_read_as_dicts() -> None:
    """By variable, unbound as None."""
    assert [{"claim": "http://e/c", "n": 3}, {"claim": "http://e/d", "n": None}] == EXAMPLE.dicts()


def test_rows_can_be_read_as_a_frame() -> None:
    """One column a variable, in order, also where there are no rows."""
    pytest.importorskip("pandas")
    assert (2, ["claim", "n"]) == (len(EXAMPLE.frame()), list(EXAMPLE.frame().columns))
    assert ["claim", "n"] == list(ask.Solutions(("claim", "n"), []).frame().columns)


def test_without_pandas_a_frame_names_the_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """An optional package is asked for by its extra."""
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError, match=r"pip install 'findings-graph\[pandas\]'"):
        EXAMPLE.frame()


def test_iris_go_into_a_query_as_values() -> None:
    """Sorted, so that the same IRIs make the same query."""
    assert "VALUES ?c { <http://e/a> <http://e/b> }" == ask.values("c", {"http://e/b", "http://e/a"})


def test_no_iris_make_a_block_that_matches_nothing() -> None:
    """An empty selection is not everything."""
    assert [] == list(Store().query(f"SELECT ?c {{ {ask.values('c', [])} }}"))


@pytest.mark.parametrize("iri", ["http://e/a> } #", "http://e/a b", "a", "http://e/\n"])
def test_what_is_no_iri_does_not_get_into_a_query(iri: str) -> None:
    """It raises instead."""
    with pytest.raises(ValueError, match="IRI"):
        ask.values("c", [iri])
