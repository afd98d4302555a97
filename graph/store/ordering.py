"""A plain ORDER BY at the end of a query, done here: an engine on disk looks names up again at each comparison.

Only what is of one kind is sorted here: names and words by their characters, exact numbers by their value, false before
true, and what is not bound before any of them. The rest is asked of the engine once more, which then orders it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode

from graph import sparql
from graph.ask import Term
from graph.vocabulary import PREFIXES

Row = tuple[Term | None, ...]
_EXACT = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_PLAIN = r"(?i)\bORDER\s+BY((?:\s*[?$]\w+)+)\s*\Z"


class Ordered(NamedTuple):
    """A query without its ORDER BY, and the variables by which that orders its rows."""

    query: str
    variables: tuple[str, ...]


def taken_off(query: str) -> Ordered | None:
    """Take a plain ORDER BY off a query: variables alone, and nothing after it; None if there is no such.

    >>> taken_off("SELECT ?c { ?c a f:Claim } ORDER BY ?c")
    Ordered(query='SELECT ?c { ?c a f:Claim } ', variables=('c',))
    >>> taken_off("SELECT ?c { ?c a f:Claim } ORDER BY DESC(?c)")
    """
    if not sparql.is_ordered(query) or sparql.form(query) != "SELECT":
        return None
    found = re.search(_PLAIN, sparql.skeleton(query))
    return Ordered(query[: found.start()], tuple(re.findall(r"\w+", found[1]))) if found else None


def in_order(rows: list[Row], variables: Sequence[str], by: Sequence[str]) -> list[Row] | None:
    """Give rows in the order of some of their variables, or None where only the engine knows the order.

    Parameters
    ----------
    rows : list of tuple
        The rows of a query without its ORDER BY.
    variables : sequence of str
        The name of each column.
    by : sequence of str
        Which of them they are ordered by.
    """
    keys = []
    for name in by:
        place = variables.index(name)
        key = _keys([row[place] for row in rows])
        if key is None:
            return None
        keys.append(key)
    ranked = list(zip(*keys, strict=True))
    return [rows[number] for number in sorted(range(len(rows)), key=ranked.__getitem__)]


def _keys(column: list[Term | None]) -> list[Any] | None:
    """Give what to sort a column by, if all that is bound in it is of one kind."""
    kinds = set(map(type, column)) - {type(None)}
    if kinds <= {NamedNode}:
        return ["" if term is None else term.value for term in column]
    made = _maker(column) if kinds == {Literal} else None
    if made is None:
        return None
    if None in column:
        return [(False,) if term is None else (True, made(term.value)) for term in column]
    return [made(term.value) for term in column if term is not None]


def _maker(column: list[Term | None]) -> Callable[[str], Any] | None:
    """Give what makes a key of the characters of each literal."""
    literals = [term for term in column if isinstance(term, Literal)]
    said = {(term.datatype.value, term.language) for term in literals}
    types = {datatype.removeprefix(PREFIXES["xsd"]) for datatype, _ in said}
    if len(said) == 1 and types <= {"string", f"{PREFIXES['rdf']}langString"}:
        return str
    if types == {"boolean"} and {term.value for term in literals} <= {"true", "false"}:
        return "true".__eq__
    if types <= {"integer", "decimal"} and all(_EXACT.fullmatch(term.value) for term in literals):
        from decimal import Decimal

        return Decimal
    return None
