"""A SELECT in pieces: how many rows there are in all, and a page of them in an order that does not change."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from graph import sparql

_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s+[\w.-]*\s*:\s*<[^>]*>|BASE\s*<[^>]*>|#[^\n]*\n))*", re.IGNORECASE)
_CLAUSE = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<[^>]*>|[\w.-]*:[\w.-]*)", re.IGNORECASE)
_MODIFIERS = re.compile(r"\b(?:LIMIT|OFFSET|VALUES)\b", re.IGNORECASE)


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


def _ordered(select: str, wanted: str) -> str:
    bare = sparql.skeleton(select)
    last = bare.rfind("}")
    end = _MODIFIERS.search(bare, last) if last >= 0 else None
    if end and end[0].upper() != "VALUES":
        return select  # its own limit says which rows they are
    cut = end.start() if end else len(select)
    tail = bare[last:cut]
    keys = f" {wanted} " if re.search(r"\bORDER\s+BY\b", tail, re.IGNORECASE) else f" ORDER BY {wanted} "
    return select[:cut].rstrip() + "\n" + keys + select[cut:]
