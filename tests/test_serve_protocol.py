"""Promises of the endpoint, SPARQL 1.1 Protocol: the cases of the W3C's test suite, in our words, read-only."""

import csv
import io
import json
from urllib.parse import urlencode

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, parse, parse_query_results

from graph.vocabulary import DATASET, SHORTCUTS, STANDINGS_GRAPH, TERM

ONE, OTHER = SHORTCUTS, STANDINGS_GRAPH
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
WITH_STANDING = f"ASK {{ ?claim <{TERM.standing}> ?standing }}"
IN_NAMED = f"ASK {{ GRAPH ?g {{ ?claim <{TERM.standing}> ?standing }} }}"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
ALL_ROWS = "SELECT ?claim ?says { ?claim a f:Claim ; rdfs:label ?says } ORDER BY ?claim LIMIT 3"
TRIPLES = "CONSTRUCT { ?claim f:outcome ?o } WHERE { ?claim f:outcome ?o }"
ROWS_TYPES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPH_TYPES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "text/n3": RdfFormat.N3,
}


def path(*pairs: tuple[str, str]) -> str:
    return f"/sparql?{urlencode(pairs)}"


def truth(got) -> bool:
    assert 200 == got.status, got.body
    found = got.json()["boolean"]
    assert isinstance(found, bool)
    return found


# query_get, query_post_form, query_post_direct, query_content_type_*


def test_a_query_by_get(server) -> None:
    """query_get."""
    assert truth(server.get(path(("query", "ASK {}"))))


def test_a_query_in_a_form(server) -> None:
    """query_post_form."""
    assert truth(server.post(urlencode({"query": "ASK {}"}).encode(), FORM))
    assert truth(server.post(urlencode({"query": "ASK {}"}).encode(), f"{FORM}; charset=UTF-8"))


def test_a_query_as_the_body(server) -> None:
    """query_post_direct."""
    assert truth(server.post(b"ASK {}"))


@pytest.mark.parametrize("media_type", ROWS_TYPES)
def test_rows_come_in_the_format_that_is_asked_for(server, media_type: str) -> None:
    """query_content_type_select: each can be read by another reader, and all hold the same."""
    got = server.get(path(("query", ALL_ROWS)), {"Accept": media_type})
    assert (200, media_type) == (got.status, got.headers["Content-Type"].partition(";")[0])
    rows = list(parse_query_results(got.body, ROWS_TYPES[media_type]))
    assert ["nine-ways-00-a", "nine-ways-00-b", "nine-ways-00-c"] == [r["claim"].value.rsplit("/")[-1] for r in rows]


def test_rows_come_as_csv(server) -> None:
    """With a row of names."""
    got = server.get(path(("query", ALL_ROWS)), {"Accept": "text/csv"})
    assert "text/csv" == got.headers["Content-Type"].partition(";")[0]
    assert [["claim", "says"], 3] == [(rows := list(csv.reader(io.StringIO(got.body.decode()))))[0], len(rows) - 1]


@pytest.mark.parametrize("media_type", [*ROWS_TYPES, "text/csv"])
def test_a_truth_value_comes_in_the_format_that_is_asked_for(server, media_type: str) -> None:
    """query_content_type_ask."""
    got = server.get(path(("query", "ASK {}")), {"Accept": media_type})
    assert (200, media_type) == (got.status, got.headers["Content-Type"].partition(";")[0])
    assert b"true" in got.body


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
@pytest.mark.parametrize("query", [TRIPLES, "DESCRIBE claim:nine-ways-02-d"], ids=["construct", "describe"])
def test_triples_come_in_the_format_that_is_asked_for(server, media_type: str, query: str) -> None:
    """query_content_type_construct, query_content_type_describe."""
    got = server.get(path(("query", query)), {"Accept": media_type})
    assert (200, media_type) == (got.status, got.headers["Content-Type"].partition(";")[0])
    plain = server.get(path(("query", query)), {"Accept": "application/n-triples"})
    expected = {str(quad) for quad in parse(plain.body, RdfFormat.N_TRIPLES)}
    assert expected == {str(quad) for quad in parse(got.body, GRAPH_TYPES[media_type])}


def test_the_favourite_of_the_client_counts(server) -> None:
    """Weights, wildcards and a format that is not there."""
    accept = "text/html, text/csv;q=0.3, application/sparql-results+xml;q=0.9, */*;q=0.1"
    got = server.get(path(("query", ALL_ROWS)), {"Accept": accept})
    assert "application/sparql-results+xml" == got.headers["Content-Type"]
    got = server.get(path(("query", ALL_ROWS)), {"Accept": "text/*"})
    assert got.headers["Content-Type"].startswith("text/csv")
    assert "application/sparql-results+json" == server.get(path(("query", ALL_ROWS))).headers["Content-Type"]


@pytest.mark.parametrize(
    ("query", "accept"), [(ALL_ROWS, "image/png"), (ALL_ROWS, "text/turtle"), (TRIPLES, "text/csv")]
)
def test_a_format_that_there_is_not_is_refused(server, query: str, accept: str) -> None:
    """With 406, and the formats that there are."""
    got = server.get(path(("query", query)), {"Accept": accept})
    assert 406 == got.status
    assert "ask for one of" in got.json()["try"]


def test_the_format_can_stand_in_the_address(server) -> None:
    """For links."""
    got = server.get(path(("query", ALL_ROWS), ("format", "tsv")))
    assert got.headers["Content-Type"].startswith("text/tab-separated-values")
    assert 406 == server.get(path(("query", ALL_ROWS), ("format", "docx"))).status


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (ALL_ROWS, "json", "application/sparql-results+json"),
        (ALL_ROWS, "xml", "application/sparql-results+xml"),
        (ALL_ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (TRIPLES, "turtle", "text/turtle"),
        (TRIPLES, "n3", "text/n3"),
        (TRIPLES, "rdf+xml", "application/rdf+xml"),
        (TRIPLES, "xml", "application/rdf+xml"),
        (TRIPLES, "json-ld", "application/ld+json"),
        (TRIPLES, "json", "application/ld+json"),
        (TRIPLES, "n-triples", "application/n-triples"),
    ],
)
def test_the_names_that_clients_have_for_formats_are_known(server, query: str, name: str, media_type: str) -> None:
    """SPARQLWrapper sends them beside its Accept, whatever the query is."""
    got = server.get(path(("query", query), ("format", name)))
    assert (200, media_type) == (got.status, got.headers["Content-Type"].partition(";")[0])


def test_a_property_that_xml_cannot_write_is_refused(server) -> None:
    """And not written wrongly."""
    query = "CONSTRUCT { <urn:a> <http://example.org/1> <urn:b> } WHERE {}"
    assert 406 == server.get(path(("query", query)), {"Accept": "application/rdf+xml"}).status


# query_dataset_*


@pytest.mark.parametrize("method", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("graphs", "query", "expected"),
    [
        ([], WITH_STANDING, False),
        ([("default-graph-uri", ONE)], WITH_STANDING, False),
        ([("default-graph-uri", OTHER)], WITH_STANDING, True),
        ([("default-graph-uri", ONE), ("default-graph-uri", OTHER)], WITH_STANDING, True),
        (
            [("default-graph-uri", DATASET), ("default-graph-uri", OTHER)],
            "ASK { ?c f:standing ?s ; f:outcome ?o }",
            True,
        ),
        ([("named-graph-uri", ONE)], IN_NAMED, False),
        ([("named-graph-uri", OTHER)], IN_NAMED, True),
        ([("named-graph-uri", ONE), ("named-graph-uri", OTHER)], IN_NAMED, True),
        ([("default-graph-uri", ONE), ("named-graph-uri", OTHER)], IN_NAMED, True),
        ([("default-graph-uri", ONE), ("named-graph-uri", OTHER)], WITH_STANDING, False),
    ],
)
def test_the_request_names_its_graphs(server, method: str, graphs: list, query: str, expected: bool) -> None:
    """query_dataset_default_graph, _default_graphs_get, _default_graphs_post, _named_graphs_get, _post, _full."""
    if method == "get":
        got = server.get(path(("query", query), *graphs))
    elif method == "form":
        got = server.post(urlencode([("query", query), *graphs]).encode(), FORM)
    else:
        got = server.get(path(*graphs), {"Content-Type": QUERY}, query.encode(), "POST")
    assert expected is truth(got)


def test_the_graphs_of_the_request_count_before_those_of_the_query(server) -> None:
    """query_multiple_dataset."""
    query = f"ASK FROM <{ONE}> {{ ?claim <{TERM.standing}> ?standing }}"
    assert not truth(server.get(path(("query", query))))
    assert truth(server.get(path(("query", query), ("default-graph-uri", OTHER))))


def test_the_query_names_its_graphs(server) -> None:
    """By FROM and FROM NAMED, and the graph of the files by its name."""
    assert truth(server.post(f"ASK FROM <{OTHER}> {{ ?claim f:standing ?standing }}".encode()))
    rows = server.post(f"SELECT DISTINCT ?g FROM NAMED <{ONE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}".encode()).json()
    assert [ONE] == [row["g"]["value"] for row in rows["results"]["bindings"]]
    assert truth(server.post(f"ASK FROM <{DATASET}> {{ ?claim a f:Claim }}".encode()))


@pytest.mark.parametrize("iri", ["file:///etc/passwd", "http://127.0.0.1:1/data.ttl", "https://example.org/x"])
@pytest.mark.parametrize("where", ["default-graph-uri", "named-graph-uri", "FROM", "FROM NAMED", "FROM#\n"])
def test_a_graph_that_is_not_here_is_refused(server, iri: str, where: str) -> None:
    """Nothing is fetched, and an answer from nothing would mislead."""
    if where.startswith("FROM"):
        got = server.post(f"SELECT * {where} <{iri}> {{ ?s ?p ?o }}".encode())
    else:
        got = server.get(path(("query", "ASK {}"), (where, iri)))
    assert 400 == got.status
    assert f"there is no graph <{iri}> here" in got.json()["error"]
    assert ONE in got.json()["try"]


# bad_query_*


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(server, method: str) -> None:
    """bad_query_method, with what is allowed."""
    got = server.get(path(("query", "ASK {}")), method=method)
    assert 405 == got.status
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(got.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),  # bad_multiple_queries
        (FORM, b"", 400),
        (FORM, b"other=1", 400),
        ("text/plain", b"ASK {}", 415),  # bad_query_wrong_media_type
        ("", b"query=ASK%7B%7D", 415),  # bad_query_missing_form_type
        ("", b"ASK {}", 415),  # bad_query_missing_direct_type
        ("multipart/form-data; boundary=x", b"--x", 415),
        (QUERY, "ASK {}".encode("utf-16"), 400),  # bad_query_non_utf8
        (f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
        (FORM, b"query=%FF", 400),
        (FORM, "query=ASK {}".encode("utf-16"), 400),
        (QUERY, b"ASK {", 400),  # bad_query_syntax
        (QUERY, b"", 400),
    ],
)
def test_what_is_not_one_query_is_refused(server, content_type: str, body: bytes, status: int) -> None:
    """With a status of the client's, and JSON that says what."""
    got = server.get("/sparql", {"Content-Type": content_type} if content_type else {}, body, "POST")
    assert status == got.status
    assert {"status", "error"} <= set(got.json())


def test_two_queries_by_get_are_refused(server) -> None:
    """bad_multiple_queries; also one in the address and one in the body."""
    assert 400 == server.get("/sparql?query=ASK%7B%7D&query=SELECT%20*%7B%7D").status
    assert 400 == server.get("/sparql?query=ASK%7B%7D", {"Content-Type": QUERY}, b"ASK {}", "POST").status


def test_a_fault_in_a_query_is_told_with_its_place(server) -> None:
    """As on the command line."""
    got = server.post(b"SELECT ?x {\n ?x ?y \n}").json()
    assert 2 == got["where"]["line"]
    assert "subject predicate object" in got["try"]


# Updates: none


UPDATES = [
    ("bad_update_get", "GET", "", b"", "?update=CLEAR%20ALL", 400),
    ("bad_multiple_updates", "POST", FORM, b"update=CLEAR%20ALL&update=CLEAR%20ALL", "", 400),
    ("bad_update_wrong_media_type", "POST", "text/plain", b"CLEAR NAMED", "", 415),
    ("bad_update_missing_form_type", "POST", "", b"update=CLEAR%20NAMED", "", 415),
    ("bad_update_non_utf8", "POST", UPDATE, "CLEAR NAMED".encode("utf-16"), "", 400),
    ("bad_update_syntax", "POST", UPDATE, b"CLEAR XYZ", "", 403),
    ("bad_update_dataset_conflict", "POST", FORM, b"using-graph-uri=urn%3Aa&update=DROP%20ALL", "", 403),
    ("update_dataset_default_graph", "POST", UPDATE, b"INSERT DATA {}", "?using-graph-uri=urn%3Aa", 403),
    ("update_dataset_default_graphs", "POST", FORM, b"using-graph-uri=urn%3Aa&update=CLEAR+ALL", "", 403),
    ("update_dataset_named_graphs", "POST", FORM, b"using-named-graph-uri=urn%3Aa&update=CLEAR+ALL", "", 403),
    ("update_dataset_full", "POST", FORM, b"using-graph-uri=urn%3Aa&using-named-graph-uri=urn%3Ab&update=A", "", 403),
    ("update_post_form", "POST", FORM, b"update=CLEAR%20ALL", "", 403),
    ("update_post_direct", "POST", UPDATE, b"CLEAR ALL", "", 403),
    ("update_base_uri", "POST", UPDATE, b"BASE <http://e.org/> CLEAR GRAPH <a>", "", 403),
    ("update as a query", "POST", QUERY, b"INSERT DATA { <urn:a> <urn:b> <urn:c> }", "", 400),
    ("load as a query", "POST", QUERY, b"LOAD <file:///etc/passwd>", "", 400),
    ("update after a query", "POST", QUERY, b"ASK {} ; CLEAR ALL", "", 400),
]


@pytest.mark.parametrize(
    ("method", "content_type", "body", "asked", "status"), [u[1:] for u in UPDATES], ids=[u[0] for u in UPDATES]
)
def test_nothing_can_be_changed(server, method: str, content_type: str, body: bytes, asked: str, status: int) -> None:
    """Every way to send an update is refused, and the data is as before."""
    before = server.get("/health").json()["data"]
    count = server.post(b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body
    headers = {"Content-Type": content_type} if content_type else {}
    got = server.get(f"/sparql{asked}", headers, body or None, method)
    assert status == got.status
    assert before == server.get("/health").json()["data"]
    assert count == server.post(b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o } #").body


# What the protocol says beside


def test_the_endpoint_describes_itself(server) -> None:
    """A GET that asks nothing gets a service description, in every graph format."""
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for media_type, form in GRAPH_TYPES.items():
        got = server.get("/sparql", {"Accept": media_type})
        triples = {(q.predicate.value, q.object) for q in parse(got.body, form)}
        assert (f"{sd}supportedLanguage", NamedNode(f"{sd}SPARQL11Query")) in triples
        assert {NamedNode(ONE), NamedNode(OTHER)} == {o for p, o in triples if p == f"{sd}name"}


def test_a_browser_that_asks_nothing_gets_the_page(server) -> None:
    """Instead of the description."""
    got = server.get("/sparql", {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert (303, "/") == (got.status, got.headers["Location"])


def test_a_head_has_no_body(server) -> None:
    """But the headers of a GET."""
    got = server.get(path(("query", "ASK {}")), method="HEAD")
    assert (200, b"") == (got.status, got.body)
    assert got.headers["Content-Length"] == server.get(path(("query", "ASK {}"))).headers["Content-Length"]


def test_pages_of_other_sites_may_read(server) -> None:
    """CORS, with what a preflight asks."""
    got = server.get("/sparql", {"Origin": "https://e.org", "Access-Control-Request-Method": "POST"}, method="OPTIONS")
    assert (204, "*") == (got.status, got.headers["Access-Control-Allow-Origin"])
    assert "POST" in got.headers["Access-Control-Allow-Methods"]
    assert "Accept" in got.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in got.headers
    assert "*" == server.post(b"ASK {").headers["Access-Control-Allow-Origin"]


def test_who_has_the_answer_is_not_sent_it_again(server) -> None:
    """ETag, one for each query, format and version of the data."""
    first = server.get(path(("query", ALL_ROWS)))
    tag = first.headers["ETag"]
    again = server.get(path(("query", ALL_ROWS)), {"If-None-Match": tag})
    assert (304, b"", tag) == (again.status, again.body, again.headers["ETag"])
    assert tag != server.get(path(("query", ALL_ROWS)), {"Accept": "text/csv"}).headers["ETag"]
    assert tag != server.get(path(("query", f"{ALL_ROWS} "))).headers["ETag"]
    assert "Accept" == first.headers["Vary"]


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_what_changes_is_not_kept(server, function: str) -> None:
    """Neither here nor by the client."""
    got = [server.post(f"SELECT ({function} AS ?x) {{}}".encode()) for _ in range(2)]
    assert got[0].body != got[1].body
    assert ("no-store", None) == (got[0].headers["Cache-Control"], got[0].headers["ETag"])


def test_an_error_is_not_kept(server) -> None:
    """It may have been the server's."""
    assert "no-store" == server.post(b"ASK {").headers["Cache-Control"]


def test_prefixes_of_the_graph_are_supplied(server) -> None:
    """As on the command line."""
    assert truth(server.post(b"ASK { claim:nine-ways-02-d a f:Claim }"))


def test_a_cell_of_a_csv_does_not_run(server) -> None:
    """What a spreadsheet would take for a formula has an apostrophe; JSON and TSV are exact."""
    query = b'SELECT ?x ?y { VALUES (?x ?y) { ("=1+1" "a,\\"b") ("-5" "@x") } }'
    assert b'x,y\r\n\'=1+1,"a,""b"\r\n-5,\'@x\r\n' == server.post(query, Accept="text/csv").body
    assert "=1+1" == json.loads(server.post(query).body)["results"]["bindings"][0]["x"]["value"]
