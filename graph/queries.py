"""The named questions: list, describe, bind and run them. A question is a .rq file with a head of ``#+`` lines."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from graph import names, resources, sparql
from graph.ask import Ask, Solutions, Term
from graph.errors import FileError, NotFoundError, Place, QueryError, nearest
from graph.vocabulary import PREFIXES

KINDS = (*names.KINDS, "integer", "decimal", "text", "copy")
LIST_SEPARATOR = "|"
Given: TypeAlias = "str | Sequence[tuple[str, int, int, int]]"
_ENTRY = re.compile(r"(\w+)\s*(?:\((\w+)(,\s*optional)?\))?\s*:\s*(.*)")


@dataclass(frozen=True)
class Parameter:
    """What a question asks for: a name, one of `KINDS`, and whether it may be left out."""

    name: str
    kind: str
    optional: bool
    description: str


@dataclass(frozen=True)
class Column:
    """A column of the answer; a list column holds several values joined with ``|``."""

    name: str
    is_list: bool
    description: str


@dataclass(frozen=True)
class Question:
    """A named question and its head."""

    name: str
    text: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: str
    problem: str
    solution: str


def list_all(folder: str = resources.QUERIES) -> list[Question]:
    """Give every question of a folder, by name.

    Raises
    ------
    FileError
        If the folder cannot be read.
    """
    return [read(os.path.join(folder, name)) for name in _files(folder)]


def find(name: str, folder: str = resources.QUERIES) -> Question:
    """Give the question of that name.

    Raises
    ------
    NotFoundError
        If there is none; the message gives the nearest.
    """
    path = os.path.join(folder, f"{name}.rq")
    if not re.fullmatch(r"[\w-]+", name) or not os.path.isfile(path):
        known = [file.removesuffix(".rq") for file in _files(folder)]
        raise NotFoundError(f"no question '{name}'", advice=nearest(name, known) or "findings queries lists them all")
    return read(path)


def read(path: str) -> Question:
    """Read a .rq file with its head.

    Raises
    ------
    FileError
        If the file cannot be read, or is not UTF-8.
    """
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or str(error) if isinstance(error, OSError) else "not UTF-8"
        raise FileError(reason.lower(), Place(path), "check the path and the encoding") from error
    return from_text(text, os.path.basename(path).removesuffix(".rq"))


def from_text(text: str, name: str) -> Question:
    """Make a question of SPARQL text; a head is optional."""
    head = _head(text)
    return Question(
        name,
        text,
        summary=" ".join(head["summary"]),
        description=" ".join(head["description"]),
        parameters=tuple(
            Parameter(m[1], m[2] or "text", bool(m[3]), m[4]) for m in map(_ENTRY.match, head["parameters"]) if m
        ),
        columns=tuple(Column(m[1], m[2] == "list", m[4]) for m in map(_ENTRY.match, head["columns"]) if m),
        example=" ".join(head["example"]),
        problem=" ".join(head["problem"]),
        solution=" ".join(head["solution"]),
    )


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
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            advice = nearest(name, list(known)) or (
                f"it takes {', '.join(known)}" if known else "it takes no parameters"
            )
            raise QueryError(f"'{question.name}' has no parameter '{name}'", advice=advice)
    text = question.text
    for parameter in question.parameters:
        if parameter.name in given:
            text = _put(text, parameter, given[parameter.name], ask)
        elif not parameter.optional:
            raise QueryError(
                f"'{question.name}' needs -p {parameter.name}=… ({parameter.description})",
                advice=f"findings query {question.name} {question.example}",
            )
    return text


def tidy(question: Question, solutions: Solutions) -> Solutions:
    """Sort what is inside list columns, which engines join in an order of their own, and drop what is empty there."""
    lists = {column.name for column in question.columns if column.is_list}
    places = [i for i, name in enumerate(solutions.variables) if name in lists]
    if not places:
        return solutions
    return Solutions(solutions.variables, [_sorted_within(row, places) for row in solutions.rows])


def _sorted_within(row: tuple[Term | None, ...], places: list[int]) -> tuple[Term | None, ...]:
    cells = list(row)
    for place in places:
        cell = cells[place]
        if isinstance(cell, Literal) and LIST_SEPARATOR in cell.value:
            parts = {part for part in cell.value.split(LIST_SEPARATOR) if part}
            cells[place] = Literal(LIST_SEPARATOR.join(sorted(parts)))
    return tuple(cells)


def _put(text: str, parameter: Parameter, given: Given, ask: Ask) -> str:
    if parameter.kind == "copy":
        rows = " ".join(f"({Literal(d)} {s} {p} {n})" for d, s, p, n in given if isinstance(d, str))
        block, pattern = f"{{ {rows} }}", r"(VALUES\s*\((?:\s*\?\w+){4}\s*\)\s*)\{[^}]*\}"
    else:
        if not isinstance(given, str):
            raise QueryError(f"parameter '{parameter.name}' takes one value")
        block, pattern = f"{{ {_term(parameter, given, ask)} }}", rf"(VALUES\s+\?{parameter.name}\s*)\{{[^}}]*\}}"
    bound, count = re.subn(pattern, lambda match: match[1] + block, text)
    if not count:
        raise QueryError(f"the question has no VALUES block for '{parameter.name}'")
    return bound


def _term(parameter: Parameter, word: str, ask: Ask) -> Term:
    if parameter.kind in names.KINDS:
        return NamedNode(names.resolve(ask, word, parameter.kind))
    if parameter.kind == "text":
        return Literal(word)
    pattern = r"[+-]?\d+" if parameter.kind == "integer" else r"[+-]?\d+(\.\d+)?"
    if not re.fullmatch(pattern, word.strip()):
        what = "a whole number" if parameter.kind == "integer" else "a number"
        raise QueryError(f"parameter '{parameter.name}' takes {what}, not '{word}'", advice=parameter.description)
    return Literal(word.strip(), datatype=NamedNode(PREFIXES["xsd"] + parameter.kind))


def _head(text: str) -> dict[str, list[str]]:
    head: dict[str, list[str]] = {
        key: [] for key in ("summary", "description", "parameters", "columns", "example", "problem", "solution")
    }
    key = ""
    for line in text.splitlines():
        if not line.startswith("#+"):
            continue
        content = line[2:].strip()
        opening = re.match(r"(\w+):\s*(.*)", content)
        if opening and opening[1] in head and not line.startswith("#+   "):
            key, content = opening[1], opening[2]
        if key and content:
            head[key].append(content)
    return head


def _files(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(".rq"))
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Place(folder)) from error


def is_text(word: str) -> bool:
    """Whether a word is SPARQL text rather than the name of a question or a file."""
    return "{" in sparql.skeleton(word)
