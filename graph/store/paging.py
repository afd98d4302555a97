"""A query in pieces: how many rows there are in all, a page of them in a lasting order, and triples made of rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph import sparql

_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s+[\w.-]*\s*:\s*<[^>]*>|BASE\s*<[^>]*>|#[^\n]*\n))*", re.IGNORECASE)
_CLAUSE = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<[^>]*>|[\w.-]*:[\w.-]*)", re.IGNORECASE)
_CONSTRUCT = re.compile(r"\s*CONSTRUCT", re.IGNORECASE)
_LIMITS = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)
_ORDER = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_VALUES = re.compile(r"\bVALUES\b", re.IGNORECASE)


class Parts(NamedTuple):
    """A SELECT taken apart: declarations, ``FROM`` clauses, and the rest, which can stand inside another."""

    prologue: str
    dataset: str
    select: str


def taken_apart(query: str) -> Parts:
    """Take a SELECT apart.

    >>> taken_apart("PREFIX a: <b> SELECT * FROM <g> { ?s ?p ?o }")
    Parts(prologue='PREFIX a: <b>', dataset='FROM <g>', select=' SELECT *  { ?s ?p ?o }')
    """
    end = _PROLOGUE.match(query).end()  # type: ignore[union-attr]  # it matches anything
    rest = query[end:]
    brace = sparql.skeleton(rest).find("{")
    head, body = rest[:brace], rest[brace:]
    clauses = _CLAUSE.findall(head)
    return Parts(query[:end], " ".join(clauses), _CLAUSE.sub("", head) + body)


def count(query: str) -> str:
    """Ask how many rows a SELECT has, as ``?n``."""
    prologue, dataset, select = taken_apart(query)
    return f"{prologue}\nSELECT (COUNT(*) AS ?n) {dataset} WHERE {{ {{ {select}\n}} }}"


def page(query: str, variables: Sequence[str], offset: int, size: int) -> str:
    """Ask for some rows of a SELECT.

    The order is made inside and the page is cut outside: there are engines that sort no more than a few thousand rows
    if both stand together. What the query does not order is ordered by its variables, and so are its ties.

    Parameters
    ----------
    query : str
        SPARQL with its prefixes.
    variables : sequence of str
        Those of its rows.
    offset, size : int
        The first row, counted from 0, and how many.
    """
    prologue, dataset, select = taken_apart(query)
    wanted = " ".join(f"?{variable}" for variable in variables)
    return (
        f"{prologue}\nSELECT {wanted} {dataset} WHERE {{ {{ {_ordered(select, wanted)}\n}} }}"
        f" LIMIT {size} OFFSET {offset}"
    )


def of_construct(query: str) -> tuple[str, str]:
    """Give the SELECT of all that a CONSTRUCT is made of, and its template.

    >>> of_construct("PREFIX a: <b> CONSTRUCT { ?s a:p ?o } WHERE { ?s ?p ?o } LIMIT 5")
    ('PREFIX a: <b>SELECT *  WHERE { ?s ?p ?o } LIMIT 5', '{ ?s a:p ?o }')
    """
    end = _PROLOGUE.match(query).end()  # type: ignore[union-attr]  # it matches anything
    prologue, rest = query[:end], query[end:]
    bare = sparql.skeleton(rest)
    word = _CONSTRUCT.match(bare)
    after = word.end() if word else 0
    start = bare.index("{", after)
    close = bare.index("}", start) + 1
    template = rest[start:close]
    short = bare[after:start].strip()  # CONSTRUCT WHERE { … }: the pattern is the template
    return f"{prologue}SELECT * {rest[after:] if short else rest[close:]}", template


def _ordered(select: str, wanted: str) -> str:
    """Have the rows of a SELECT in an order without ties, unless a limit of its own says which rows they are."""
    outer = _outermost(select)
    tail = outer.index("}") + 1 if "}" in outer else 0
    if _LIMITS.search(outer, tail):
        return select
    end = _VALUES.search(outer, tail)
    cut = end.start() if end else len(select)
    keys = wanted if _ORDER.search(outer, tail) else f"ORDER BY {wanted}"
    return f"{select[:cut]}\n{keys} {select[cut:]}"


def _outermost(select: str) -> str:
    """Blank out what stands in braces or brackets, keeping every position."""
    depth, kept = 0, []
    for character in sparql.skeleton(select):
        depth -= character in "})"
        kept.append(character if depth == 0 else " ")
        depth += character in "{("
    return "".join(kept)
