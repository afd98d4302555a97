"""SPARQL 1.1 Protocol: from a request to the one query in it, or the reason why there is none."""

from typing import NamedTuple
from urllib.parse import parse_qsl

from graph.serve.refusal import RefusedError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_MOST_FIELDS = 100
_READ_ONLY = "change the data files where they are kept, then let the server read them again"


class Asked(NamedTuple):
    """One query, the graphs it is asked of (none given: what the data is by itself), the format wanted."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str = ""


def read(method: str, query_string: bytes, content_type: str, body: bytes) -> Asked | None:
    """Read a request to the endpoint.

    Parameters
    ----------
    method : str
        GET or POST.
    query_string : bytes
        What follows ``?`` in the address.
    content_type : str
        The header of that name.
    body : bytes
        The body of a POST.

    Returns
    -------
    Asked or None
        None for a GET that asks nothing: the client wants the service description.

    Raises
    ------
    RefusedError
        If it is not one query, or an update, or not UTF-8, or of another media type.
    """
    fields = parse_fields(query_string)
    if method == "POST":
        fields = posted(fields, content_type, body)
    return asked(fields, is_get=method == "GET")


def asked(fields: list[tuple[str, str]], *, is_get: bool) -> Asked | None:
    """Find the one query among the fields of a request.

    Raises
    ------
    RefusedError
        If there is not one, or an update.
    """
    updates = [value for name, value in fields if name == "update"]
    queries = [value for name, value in fields if name == "query"]
    if updates:
        if is_get or queries or len(updates) > 1:
            raise RefusedError(
                400, "an update by GET, beside a query or twice; and nothing can be changed here", _READ_ONLY
            )
        raise RefusedError(403, "nothing can be changed here", _READ_ONLY)
    if not queries and is_get and not any(name.endswith("graph-uri") for name, _ in fields):
        return None
    if len(queries) != 1:
        raise RefusedError(400, f"{len(queries) or 'no'} queries", "send exactly one parameter 'query'")
    return Asked(
        queries[0],
        tuple(value for name, value in fields if name == "default-graph-uri"),
        tuple(value for name, value in fields if name == "named-graph-uri"),
        next((value for name, value in fields if name == "format"), ""),
    )


def parse_fields(encoded: bytes) -> list[tuple[str, str]]:
    """Decode ``name=value&…``.

    Raises
    ------
    RefusedError
        If it is not ASCII with UTF-8 in ``%xx``, or has very many fields.
    """
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise RefusedError(400, "not UTF-8", "encode the parameters as UTF-8") from error
    except ValueError as error:
        raise RefusedError(400, f"more than {_MOST_FIELDS} parameters", "send one query") from error


def posted(fields: list[tuple[str, str]], content_type: str, body: bytes) -> list[tuple[str, str]]:
    """Add what a body says to the fields of an address.

    Raises
    ------
    RefusedError
        If it is of another media type, or not UTF-8.
    """
    media_type, _, parameters = content_type.partition(";")
    media_type = media_type.strip().lower()
    charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip(' "')
    if charset not in {"", "utf-8", "utf8"}:
        raise RefusedError(415, f"a body in '{charset}'", "send UTF-8")
    if media_type == FORM:
        return fields + parse_fields(body)
    if media_type not in {QUERY, UPDATE}:
        said = f"a body of type '{media_type}'" if media_type else "a body without Content-Type"
        raise RefusedError(415, said, f"send Content-Type: {QUERY}, or {FORM}")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, "not UTF-8", "send UTF-8") from error
    return [*fields, ("query" if media_type == QUERY else "update", text)]
