"""The small interface that answers SPARQL 1.1, for every stage to take. No input or output happens here."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    import pandas

Term: TypeAlias = NamedNode | BlankNode | Literal
Labels: TypeAlias = Callable[[Collection[str]], Mapping[str, str]]


class Solutions(NamedTuple):
    """The answer to a SELECT: one row a solution, one term (or None) a variable."""

    variables: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def dicts(self) -> list[dict[str, Any]]:
        """Rows as dicts of Python values: IRIs and text as str, numbers and booleans as such, unbound as None."""
        return [dict(zip(self.variables, map(value, row), strict=True)) for row in self.rows]

    def frame(self) -> "pandas.DataFrame":
        """Rows as a pandas frame, one column a variable.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            from graph.errors import MissingExtraError

            raise MissingExtraError("pandas", "pandas", "a data frame") from error
        return pandas.DataFrame(self.dicts(), columns=list(self.variables))

    def with_rows(self, rows: list[tuple[Term | None, ...]]) -> "Solutions":
        """Give the same variables with other rows."""
        return Solutions(self.variables, rows)

    def _repr_html_(self) -> str:
        """Rows as a notebook shows them: a table."""
        return _table(self, None)


class Labelled(Solutions):
    """Solutions that a notebook shows with labels beside IRIs: ``labels`` gives the words for some of them."""

    labels: Labels | None = None

    def with_rows(self, rows: list[tuple[Term | None, ...]]) -> "Solutions":
        """Give the same variables with other rows."""
        return labelled(Solutions(self.variables, rows), self.labels)

    def _repr_html_(self) -> str:
        """Rows as a notebook shows them: a table, with labels."""
        return _table(self, self.labels)


def labelled(solutions: Solutions, labels: Labels | None) -> Labelled:
    """Give solutions with what has the words for their IRIs."""
    found = Labelled(*solutions)
    found.labels = labels
    return found


def _table(solutions: Solutions, labels: Labels | None) -> str:
    from graph import rows

    shown = solutions.rows[: rows.MOST]
    iris = {term.value for row in shown for term in row if isinstance(term, NamedNode)}
    return rows.to_html(solutions.variables, shown, len(solutions.rows), labels(iris) if labels else {})


Triples: TypeAlias = list[Triple]
Answer: TypeAlias = Solutions | Triples | bool


class Ask(Protocol):
    """Whatever answers SPARQL 1.1: files in memory, a store on disk, an endpoint."""

    def answer(self, query: str) -> Answer:
        """Answer any query form: rows for SELECT, triples for CONSTRUCT and DESCRIBE, a truth value for ASK."""

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""

    def construct(self, query: str) -> Triples:
        """Answer a CONSTRUCT or DESCRIBE."""

    def describe(self, iris: Collection[str]) -> Triples:
        """Give every triple whose subject is one of `iris`, in the lexical forms of the source."""


def value(term: Term | None) -> Any:
    """Turn an RDF term into the Python value a reader expects."""
    if term is None or isinstance(term, NamedNode):
        return term and term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return _number(term.value, term.datatype.value.rsplit("#", 1)[-1])


def _number(text: str, datatype: str) -> str | int | float | bool:
    try:
        if datatype in {"integer", "int", "long", "nonNegativeInteger", "positiveInteger"}:
            return int(text)
        if datatype in {"decimal", "double", "float"}:
            return float(text)
    except ValueError:
        return text
    return text in {"true", "1"} if datatype == "boolean" else text


def is_iri(word: str) -> bool:
    """Whether a word is an absolute IRI, which can stand in a query."""
    try:
        return ":" in word and bool(NamedNode(word))
    except ValueError:
        return False


def values(variable: str, iris: Collection[str]) -> str:
    """Give a VALUES block that binds a variable to IRIs, safe whatever they contain."""
    return f"VALUES ?{variable} {{ {' '.join(str(NamedNode(iri)) for iri in sorted(iris))} }}"
