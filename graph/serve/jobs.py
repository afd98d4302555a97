"""What a worker is asked, and what it replies."""

from typing import NamedTuple

from graph.serve import protocol
from graph.serve.protocol import Asked
from graph.serve.refusal import RefusedError


class Query(NamedTuple):
    """SPARQL text, and what the client takes."""

    asked: Asked
    accept: str


class Named(NamedTuple):
    """A named question with its parameters."""

    name: str
    given: tuple[tuple[str, str], ...]
    accept: str
    form: str = ""


class Thing(NamedTuple):
    """An IRI of the graph."""

    iri: str
    accept: str
    form: str = ""


class Picture(NamedTuple):
    """The claims of an answer, or claims by name, to be drawn."""

    asked: Query | Named | None
    claims: tuple[str, ...] = ()


class Choices(NamedTuple):
    """What there is of a kind."""

    kind: str


Job = Query | Named | Thing | Picture | Choices


class Reply(NamedTuple):
    """A whole answer, or an error in its place; ``steady`` if the same job is answered alike next time."""

    status: int
    media_type: str
    body: bytes
    steady: bool = True
    headers: tuple[tuple[str, str], ...] = ()


def to_draw(query_string: bytes, content_type: str, body: bytes) -> Picture:
    """Read what shall be drawn: a query, a named question with ``p.name`` for its parameters, or claims.

    Raises
    ------
    RefusedError
        If it is none of these, or more than one.
    """
    fields = protocol.posted(protocol.parse_fields(query_string), content_type, body)
    question = next((value for name, value in fields if name == "question"), "")
    claims = tuple(value for name, value in fields if name == "claim")
    has_query = any(name in {"query", "update"} for name, _ in fields)
    if has_query + bool(question) + bool(claims) != 1:
        raise RefusedError(
            400, "not one thing to draw", "give query=, or question= with p.NAME=, or claim= as often as wanted"
        )
    if question:
        given = tuple((name[2:], value) for name, value in fields if name.startswith("p."))
        return Picture(Named(question, given, ""))
    if claims:
        return Picture(None, claims)
    asked = protocol.asked(fields, is_get=True)
    return Picture(Query(asked, "")) if asked else Picture(None)
