"""The named questions: a question is a .rq file with a head of ``#+`` lines that says what it asks and answers."""

import os
import re
from typing import NamedTuple

from graph import names, resources
from graph.errors import FileError, NotFoundError, Place, QueryError, nearest

KINDS = (*names.KINDS, "integer", "decimal", "text", "copy")
_PARTS = (
    "summary", "description", "layer", "table", "parameters", "columns", "example", "problem", "solution", "property"
)  # fmt: skip
_ENTRY = re.compile(r"(\w+)\s*(?:\((\w+)(,\s*optional)?\))?\s*:\s*(.*)")


class Parameter(NamedTuple):
    """What a question asks for: a name, one of `KINDS`, and whether it may be left out."""

    name: str
    kind: str
    optional: bool
    description: str


class Column(NamedTuple):
    """A column of the answer; a list column holds several values joined with ``|``."""

    name: str
    is_list: bool
    description: str


class Question(NamedTuple):
    """A named question and its head; ``layer`` is "article" where what other literature says has no part in it.

    ``table`` is the file beside it with the same question in SQL, where the table of claims can answer it. Of a check,
    ``property`` is the property to change, or ``detail`` where that column names it.
    """

    name: str
    text: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: str
    problem: str
    solution: str
    layer: str = ""
    table: str = ""
    property: str = ""


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


def sql(question: Question, folder: str = resources.QUERIES) -> str:
    """Read the same question in SQL, of the table of claims.

    Raises
    ------
    QueryError
        If it has none.
    FileError
        If the file cannot be read.
    """
    if not question.table:
        raise QueryError(f"'{question.name}' is not asked of the table of claims", advice="leave --engine table out")
    path = os.path.join(folder, os.path.basename(question.table))
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Place(path)) from error


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
        layer=" ".join(head["layer"]),
        table=" ".join(head["table"]),
        property=" ".join(head["property"]),
    )


def _head(text: str) -> dict[str, list[str]]:
    head: dict[str, list[str]] = {key: [] for key in _PARTS}
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
