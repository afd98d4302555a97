"""Put values into a named question, and tidy its answer."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from graph import names, sparql
from graph.ask import Ask, Solutions, Term
from graph.errors import QueryError, nearest
from graph.questions import Parameter, Question
from graph.vocabulary import PREFIXES

LIST_SEPARATOR = "|"
_WHOLE_NUMBER, _NUMBER = re.compile(r"[+-]?[0-9]+"), re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
Given: TypeAlias = "str | Sequence[tuple[str, int, int, int]]"


def bind(question: Question, given: Mapping[str, Given], ask: Ask) -> str:
    """Put values into a question, as VALUES blocks and never as text.

    Parameters
    ----------
    question : Question
        Each parameter has a block ``VALUES ?name { … }`` in its text (for a copy, a block over four variables).
    given : mapping of str to str
        Values by parameter name; for a copy, (digest, section, paragraph, sentence) of each of its sentences.
    ask : Ask
        Where names of concepts, claims and studies are looked up.

    Returns
    -------
    str
        SPARQL text.

    Raises
    ------
    QueryError
        If a parameter is unknown, missing, or of the wrong kind.
    NotFoundError
        If a name names nothing.
    """
    _refuse_wrong(question, given)
    blocks: list[tuple[int, int, str]] = []
    for parameter in question.parameters:
        if parameter.name in given:
            blocks += _blocks(question.text, parameter, given[parameter.name], ask)
    text = question.text
    for start, end, block in sorted(blocks, reverse=True):
        text = text[:start] + block + text[end:]
    return text


def terms(question: Question, given: Mapping[str, Given], ask: Ask) -> dict[str, Term | None]:
    """Give the term of each parameter, None where it is left out, for an engine that takes them beside the question.

    Raises
    ------
    QueryError, NotFoundError
        As `bind` does.
    """
    _refuse_wrong(question, given)
    words = {parameter: given.get(parameter.name) for parameter in question.parameters}
    return {p.name: _term(p, word, ask) if isinstance(word, str) else None for p, word in words.items()}


def tidy(question: Question, solutions: Solutions) -> Solutions:
    """Sort what is inside list columns, which engines join in an order of their own, and drop what is empty there."""
    lists = {column.name for column in question.columns if column.is_list}
    places = [i for i, name in enumerate(solutions.variables) if name in lists]
    if not places:
        return solutions
    return solutions.with_rows([_sorted_within(row, places) for row in solutions.rows])


def _refuse_wrong(question: Question, given: Mapping[str, Given]) -> None:
    """Refuse parameters that are unknown, missing, or a range that nothing is in."""
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            advice = nearest(name, list(known)) or (
                f"it takes {', '.join(known)}" if known else "it takes no parameters"
            )
            raise QueryError(f"'{question.name}' has no parameter '{name}'", advice=advice)
    _refuse_reversed(question, given)
    for parameter in question.parameters:
        if parameter.name not in given and not parameter.optional:
            raise QueryError(
                f"'{question.name}' needs -p {parameter.name}=… ({parameter.description})",
                advice=f"findings query {question.name} {question.example}",
            )


def _refuse_reversed(question: Question, given: Mapping[str, Given]) -> None:
    """Refuse a range ``from`` more ``to`` less, which nothing is in."""
    kinds = {parameter.name: parameter.kind for parameter in question.parameters}
    if {kinds.get("from"), kinds.get("to")} <= {"integer", "decimal"}:
        from decimal import Decimal

        start, end = (str(given.get(name, "")).strip() for name in ("from", "to"))
        if all(map(_NUMBER.fullmatch, (start, end))) and Decimal(start) > Decimal(end):
            raise QueryError(f"from={start} is more than to={end}", advice=f"-p from={end} -p to={start}")


def _sorted_within(row: tuple[Term | None, ...], places: list[int]) -> tuple[Term | None, ...]:
    cells = list(row)
    for place in places:
        cell = cells[place]
        if isinstance(cell, Literal) and LIST_SEPARATOR in cell.value:
            parts = {part for part in cell.value.split(LIST_SEPARATOR) if part}
            cells[place] = Literal(LIST_SEPARATOR.join(sorted(parts)))
    return tuple(cells)


def _blocks(text: str, parameter: Parameter, given: Given, ask: Ask) -> list[tuple[int, int, str]]:
    """Give (start, end, new content) of each block of a parameter, so that no value is read as part of a question."""
    if parameter.kind == "copy":
        if isinstance(given, str):
            raise QueryError(f"parameter '{parameter.name}' takes the sentences of a copy")
        rows = " ".join(f"({Literal(d)} {s} {p} {n})" for d, s, p, n in given)
        block, pattern = f"{{ {rows} }}", r"VALUES\s*\((?:\s*\?\w+){4}\s*\)\s*(\{[^}]*\})"
    else:
        if not isinstance(given, str):
            raise QueryError(f"parameter '{parameter.name}' takes one value")
        block, pattern = f"{{ {_term(parameter, given, ask)} }}", rf"VALUES\s+\?{parameter.name}\s*(\{{[^}}]*\}})"
    found = [(*match.span(1), block) for match in re.finditer(pattern, sparql.skeleton(text))]
    if not found:
        raise QueryError(f"the question has no VALUES block for '{parameter.name}'")
    return found


def _term(parameter: Parameter, word: str, ask: Ask) -> Term:
    if parameter.kind in names.KINDS:
        return NamedNode(names.resolve(ask, word, parameter.kind))
    if parameter.kind == "text":
        return Literal(word)
    pattern = _WHOLE_NUMBER if parameter.kind == "integer" else _NUMBER
    if not pattern.fullmatch(word.strip()):
        what = "a whole number" if parameter.kind == "integer" else "a number"
        raise QueryError(f"parameter '{parameter.name}' takes {what}, not '{word}'", advice=parameter.description)
    return Literal(word.strip(), datatype=NamedNode(PREFIXES["xsd"] + parameter.kind))
