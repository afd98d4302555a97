"""Promises of the endpoint: each of the 34 tests of the SPARQL 1.1 Protocol of the W3C, by its name, read-only.

A query is answered, a bad one refused with 4XX, and every update refused: what the suite's updates would change stays.
The graphs of the suite are those that are there: of shortcuts, and of standings.
"""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlencode

import pytest

from graph.vocabulary import SHORTCUTS, STANDINGS_GRAPH, TERM

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
ROWS = ("application/sparql-results+xml", "application/sparql-results+json", "text/tab-separated-values", "text/csv")
GRAPHS = ("application/rdf+xml", "text/turtle", "application/n-triples", "text/html")
DEFAULT = [("default-graph-uri", SHORTCUTS), ("default-graph-uri", STANDINGS_GRAPH)]
NAMED = [("named-graph-uri", SHORTCUTS), ("named-graph-uri", STANDINGS_GRAPH)]
IN_DEFAULT = f"ASK {{ ?claim <{TERM.standing}> ?standing }}"
IN_NAMED = f"ASK {{ GRAPH ?g {{ ?claim <{TERM.standing}> ?standing }} }}"
IN_BOTH = f"ASK {{ ?a ?b ?c GRAPH ?g {{ ?claim <{TERM.standing}> ?standing }} }}"
USING = [("using-graph-uri", SHORTCUTS), ("using-graph-uri", STANDINGS_GRAPH)]
USING_NAMED = [("using-named-graph-uri", SHORTCUTS)]
INSERT = "CLEAR ALL ; INSERT DATA { <urn:a> <urn:b> <urn:c> }"


class Case(NamedTuple):
    """A request, and what is expected: a status, and one of some media types."""

    status: int
    method: str
    content_type: str
    body: str | list[tuple[str, str]]
    asked: Sequence[tuple[str, str]] = ()
    media_types: tuple[str, ...] = ROWS
    encoding: str = "utf-8"


def get(query: str, *graphs: tuple[str, str], media_types: tuple[str, ...] = ROWS) -> Case:
    return Case(200, "GET", "", "", [("query", query), *graphs], media_types)


def update(body: str | list[tuple[str, str]], asked: Sequence[tuple[str, str]] = (), status: int = 403) -> Case:
    return Case(status, "POST", UPDATE if isinstance(body, str) else FORM, body, asked)


CASES = {
    "query_post_form": Case(200, "POST", FORM, [("query", "ASK {}")]),
    "query_dataset_default_graphs_get": get(IN_DEFAULT, *DEFAULT),
    "query_dataset_default_graphs_post": Case(200, "POST", QUERY, IN_DEFAULT, DEFAULT),
    "query_dataset_named_graphs_post": Case(200, "POST", QUERY, IN_NAMED, NAMED),
    "query_dataset_named_graphs_get": get(IN_NAMED, *NAMED),
    "query_dataset_full": Case(200, "POST", QUERY, IN_BOTH, [DEFAULT[0], NAMED[1]]),
    "query_multiple_dataset": Case(
        200, "POST", QUERY, IN_DEFAULT.replace("{", f"FROM <{SHORTCUTS}> {{", 1), [DEFAULT[1]]
    ),
    "query_get": get("ASK {}"),
    "query_content_type_select": get("SELECT (1 AS ?value) {}"),
    "query_content_type_ask": get("ASK {}", media_types=ROWS[:2]),
    "query_content_type_describe": get(f"DESCRIBE <{TERM.Claim}>", media_types=GRAPHS),
    "query_content_type_construct": get("CONSTRUCT { <urn:s> <urn:p> 1 } WHERE {}", media_types=GRAPHS),
    "update_dataset_default_graph": update(INSERT, USING[:1]),
    "update_dataset_default_graphs": update([("update", INSERT), *USING]),
    "update_dataset_named_graphs": update([("update", INSERT), *USING_NAMED]),
    "update_dataset_full": update([("update", INSERT), *USING, *USING_NAMED]),
    "update_post_form": update([("update", "CLEAR ALL")]),
    "update_post_direct": update("CLEAR ALL"),
    "update_base_uri": update("CLEAR GRAPH <http://example.org/> ; INSERT DATA { <test> <urn:b> <urn:c> }"),
    "query_post_direct": Case(200, "POST", QUERY, "ASK {}"),
    "bad_query_method": Case(405, "PUT", "", "", [("query", "ASK {}")]),
    "bad_multiple_queries": Case(400, "GET", "", "", [("query", "ASK {}"), ("query", "SELECT * {}")]),
    "bad_query_wrong_media_type": Case(415, "POST", "text/plain", "ASK {}"),
    "bad_query_missing_form_type": Case(415, "POST", "", [("query", "ASK {}")]),
    "bad_query_missing_direct_type": Case(415, "POST", "", "ASK {}"),
    "bad_query_non_utf8": Case(400, "POST", QUERY, "ASK {}", encoding="utf-16"),
    "bad_query_syntax": Case(400, "GET", "", "", [("query", "ASK {")]),
    "bad_update_get": Case(400, "GET", "", "", [("update", "CLEAR ALL")]),
    "bad_multiple_updates": update([("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")], status=400),
    "bad_update_wrong_media_type": Case(415, "POST", "text/plain", "CLEAR NAMED"),
    "bad_update_missing_form_type": Case(415, "POST", "", [("update", "CLEAR NAMED")]),
    "bad_update_non_utf8": update("CLEAR NAMED", status=400)._replace(encoding="utf-16"),
    "bad_update_syntax": update([("update", "CLEAR XYZ")]),
    "bad_update_dataset_conflict": update(
        [("using-named-graph-uri", SHORTCUTS), ("update", "DELETE { ?s ?p ?o } USING <urn:x> WHERE { ?s ?p ?o }")]
    ),
}


def test_they_are_all_there() -> None:
    """As many as the suite has."""
    assert 34 == len(CASES)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_protocol_is_kept(server, case: Case) -> None:
    """With the status and one of the media types that the suite wants, and nothing changed."""
    count = b"SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    before = server.post(count).body
    body = case.body if isinstance(case.body, str) else urlencode(case.body)
    headers = {"Content-Type": case.content_type} if case.content_type else {}
    sent = body.encode(case.encoding) if case.method == "POST" else None
    got = server.get(f"/sparql?{urlencode(case.asked)}" if case.asked else "/sparql", headers, sent, case.method)
    assert case.status == got.status, got.body
    media_type = got.headers["Content-Type"].partition(";")[0]
    assert media_type in (case.media_types if got.status == 200 else ("application/json",))
    if media_type.endswith("results+json") and b'"boolean"' in got.body:
        assert got.json()["boolean"]
    assert before == server.post(count + b" #").body
