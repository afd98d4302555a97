"""Promises of the short way for queries by GET: it answers as the usual way does, and connections behave as before."""

import contextlib
import http.client
import json
import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest

from graph.serve import express

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
USUAL = {"If-None-Match": '"another"'}
ROWS = "SELECT ?claim ?says { ?claim a f:Claim ; rdfs:label ?says } ORDER BY ?claim"
ASKED = {
    "rows": ({"query": ROWS}, "application/sparql-results+json"),
    "rows as csv": ({"query": ROWS}, "text/csv"),
    "rows as tsv by name": ({"query": ROWS, "format": "tsv"}, ""),
    "triples": ({"query": "DESCRIBE claim:nine-ways-02-d"}, "text/turtle"),
    "truth": ({"query": "ASK { ?s a f:Claim }"}, "*/*"),
    "a large answer": ({"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3000"}, "application/json"),
    "what changes": ({"query": "SELECT (1 AS ?x) { BIND(RAND() AS ?y) }"}, "text/csv"),
    "a fault": ({"query": "ASK {"}, "text/csv"),
    "a function that there is not": ({"query": "ASK { FILTER <urn:f>(1) }"}, "text/csv"),
    "an update": ({"query": "CLEAR ALL"}, "text/csv"),
    "a graph that is not here": ({"query": "ASK {}", "default-graph-uri": "urn:none"}, "text/csv"),
    "a format that there is not": ({"query": "ASK {}", "format": "docx"}, "text/csv"),
    "an Accept that is not met": ({"query": "ASK {}"}, "image/png"),
    "not UTF-8": ({"query": b"ASK { # \xff }"}, "text/csv"),
    "an update beside it": ({"query": "ASK {}", "update": "CLEAR ALL"}, "text/csv"),
}


@pytest.fixture(scope="module")
def hasty(start):
    """A server that cuts off what is slow after half a second."""
    server = start(seconds=1.0, slow=0.5)
    assert server.well(20)
    return server


@pytest.mark.parametrize(
    ("is_short", "method", "url", "headers"),
    [
        (True, b"GET", b"/sparql?query=ASK", [(b"accept", b"text/csv"), (b"user-agent", b"x"), (b"cookie", b"x")]),
        (True, b"GET", b"/sparql?query=ASK&format=csv", [(b"x-forwarded-for", b"203.0.113.9")]),
        (False, b"POST", b"/sparql?query=ASK", []),
        (False, b"HEAD", b"/sparql?query=ASK", []),
        (False, b"GET", b"/sparql", []),
        (False, b"GET", b"/sparql/?query=ASK", []),
        (False, b"GET", b"/void?query=ASK", []),
        (False, b"GET", b"/sparql?query=ASK#x", []),
        (False, b"GET", b"/sparql?query=ASK", [(b"accept", b"text/csv"), (b"accept", b"text/turtle")]),
        (False, b"GET", b"/sparql?query=ASK", [(b"if-none-match", b"x")]),
        (False, b"GET", b"/sparql?query=ASK", [(b"content-length", b"3")]),
        (False, b"GET", b"/sparql?query=ASK", [(b"transfer-encoding", b"chunked")]),
        (False, b"GET", b"/sparql?query=ASK", [(b"expect", b"100-continue")]),
        (False, b"GET", b"/sparql?query=ASK", [(b"upgrade", b"websocket")]),
        (False, b"GET", b"/sparql?query=ASK", [(b"x-forwarded-for", b"203.0.113.9, 127.0.0.1")]),
    ],
)
def test_only_what_is_plainly_a_query_takes_it(is_short: bool, method: bytes, url: bytes, headers: list) -> None:
    """A body, a condition, an upgrade, a chain of proxies take the usual way."""
    assert is_short == (express.read(method, url, headers, "127.0.0.1", keep_alive=True) is not None)


def test_who_asks_is_believed_of_this_machine_alone() -> None:
    """Another may write there what it likes."""
    headers = [(b"x-forwarded-for", b"203.0.113.9")]
    for peer, client in (("127.0.0.1", "203.0.113.9"), ("198.51.100.7", "198.51.100.7")):
        asking = express.read(b"GET", b"/sparql?query=ASK", headers, peer, keep_alive=True)
        assert asking
        assert client == asking.client


def path(**fields: str) -> str:
    return f"/sparql?{urlencode(fields)}"


@pytest.mark.parametrize(("fields", "accept"), ASKED.values(), ids=ASKED)
def test_both_ways_answer_alike(server, fields: dict[str, str | bytes], accept: str) -> None:
    """Status, headers and body, whether the answer is new or kept; a condition that is not met takes the usual way."""
    headers = {"Accept": accept} if accept else {}
    got = [server.get(path(**fields), headers | way) for way in ({}, {}, USUAL)]
    assert 1 == len({one.status for one in got})
    assert 1 == len({one.body for one in got})
    told = [{name.lower(): value for name, value in one.headers.items() if name.lower() != "date"} for one in got]
    assert told[0] == told[1] == told[2]
    assert {"etag"} <= told[0].keys() or got[0].status != 200 or "RAND" in str(fields)


def test_requests_sent_together_are_answered_in_order(hasty) -> None:
    """One after the other, on one connection; the last one closes it."""
    asked = [f"SELECT ({n} AS ?n) {{}}" for n in range(6)]
    sent = b"".join(
        f"GET {path(query=query)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n".encode()
        + (b"Connection: close\r\n\r\n" if query is asked[-1] else b"\r\n")
        for query in asked
    )
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=10) as connection:
        connection.sendall(sent)
        got = b""
        while part := connection.recv(65536):
            got += part
    bodies = [part.partition(b"\r\n\r\n")[2] for part in got.split(b"HTTP/1.1 200 OK")[1:]]
    assert [f"n\r\n{n}\r\n".encode() for n in range(6)] == bodies


def test_a_connection_in_use_is_not_cut_off(hasty) -> None:
    """However long it lasts: each head begins anew."""
    connection = http.client.HTTPConnection("127.0.0.1", hasty.port, timeout=10)
    connection.connect()
    first = connection.sock
    for _ in range(8):
        connection.request("GET", path(query="ASK {}"))
        response = connection.getresponse()
        assert (200, True) == (response.status, json.loads(response.read())["boolean"])
        time.sleep(0.2)
    assert first is connection.sock
    connection.close()


def test_a_connection_that_rests_is_closed_without_an_error(hasty) -> None:
    """Nobody asked anything that could be answered."""
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=10) as connection:
        connection.sendall(f"GET {path(query='ASK {}')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        got = b""
        while part := connection.recv(65536):
            got += part
    assert 1 == got.count(b"HTTP/1.1")


def test_half_a_head_after_an_answer_is_cut_off(hasty) -> None:
    """As the first would be."""
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=10) as connection:
        connection.sendall(f"GET {path(query='ASK {}')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.2)
        connection.recv(65536)
        connection.sendall(b"GET /sparql?query=")
        began, got = time.monotonic(), b""
        while part := connection.recv(65536):
            got += part
    assert got.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began < 4


def test_the_query_of_a_client_that_left_is_ended(start) -> None:
    """By GET too."""
    server = start(seconds=60.0)
    assert server.well(20)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(f"GET {path(query=RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(0.5)
        assert 1 == server.get("/health").json()["busy"]
    time.sleep(0.5)
    assert 0 == server.get("/health").json()["busy"]


def test_a_client_that_takes_slowly_is_cut_off(start) -> None:
    """Its answers do not stay in memory."""
    server = start(slow=0.5)
    asked = path(query="SELECT * { ?s ?p ?o }")
    whole = len(server.get(asked).body)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(5)
        connection.connect(("127.0.0.1", server.port))
        for _ in range(20):
            connection.sendall(f"GET {asked} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(2)
        taken = 0
        with contextlib.suppress(OSError):
            while part := connection.recv(65536):
                taken += len(part)
    assert taken < 10 * whole
    assert server.well()


def test_new_data_is_answered_from_after_it_was_read(start, tmp_path, head: str) -> None:
    """Not from what is known of the same bytes."""
    file = tmp_path / "mine.ttl"
    asked = path(query="SELECT ?l { ?c a skos:Concept ; skos:prefLabel ?l }")
    file.write_text(f'{head}concept:a a skos:Concept ; skos:prefLabel "before"@en .', encoding="utf-8")
    server = start([str(file)])
    got = [server.get(asked, {"Accept": "text/csv"}) for _ in range(2)]
    assert b"before" in got[1].body
    file.write_text(f'{head}concept:a a skos:Concept ; skos:prefLabel "after"@en .', encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    end = time.monotonic() + 10
    while b"after" not in (now := server.get(asked, {"Accept": "text/csv"})).body and time.monotonic() < end:
        time.sleep(0.05)
    assert b"after" in now.body
    assert got[1].headers["ETag"] != now.headers["ETag"]


def test_the_log_tells_the_same(start) -> None:
    """With whom a proxy on this machine names, and the query where that is wanted."""
    server = start(more={"with_queries": True})
    for way in ({}, {}, USUAL):
        server.get(path(query="ASK {}"), {"X-Forwarded-For": "203.0.113.9", **way})
    server.stop()
    records = [json.loads(line) for line in server.log.read_text("utf-8").splitlines()]
    assert ["miss", "hit", "hit"] == [record["cache"] for record in records]
    assert {"203.0.113.9"} == {record["client"] for record in records}
    assert {"ASK {}"} == {record["query"] for record in records}
    for record in records:
        del record["ms"], record["time"], record["cache"]
    assert records[0] == records[1] == records[2]


# Several jobs to a worker


def test_who_stands_behind_a_long_query_is_answered_by_another(start) -> None:
    """Before the long one ends."""
    server = start(seconds=6.0, crowded=60.0)
    assert server.well(20)
    with ThreadPoolExecutor(41) as many:
        short = [many.submit(server.get, path(query=f"ASK {{ }} # {n}")) for n in range(20)]
        long = many.submit(server.get, path(query=RUNAWAY))
        short += [many.submit(server.get, path(query=f"ASK {{ }} # {n}")) for n in range(20, 40)]
        assert {200} == {one.result().status for one in short}
        assert not long.done()
        assert 503 == long.result().status


def test_the_death_of_a_worker_costs_one_query_of_those_it_was_handed(start) -> None:
    """The others are answered by those that live."""
    server = start()
    assert server.well(20)
    killed = 0
    with ThreadPoolExecutor(60) as many:
        asked = [many.submit(server.get, f"/sparql?query={quote(f'ASK {{ }} # {n}')}") for n in range(600)]
        while not all(one.done() for one in asked):
            for number in server.workers()[:1]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
                    killed += 1
            time.sleep(0.1)
    statuses = [one.result().status for one in asked]
    assert {200, 503} >= set(statuses)
    assert statuses.count(503) <= killed
    assert server.well()
