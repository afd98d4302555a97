"""Promises of the endpoint under attack: each costs only itself, gets a whole error, and the next query its answer."""

import contextlib
import json
import os
import random
import signal
import socket
import string
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

RUNAWAY = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
FORM = "application/x-www-form-urlencoded"
SECURE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Access-Control-Allow-Origin": "*",
}


@pytest.fixture(scope="module")
def hasty(start):
    """A server that is in a hurry: half a second for an answer and for a slow client, short queues."""
    return start(seconds=0.6, slow=0.6, crowded=0.3, waiting=4, patience=3.0, body=100_000, answer=300_000)


def raw(server, data: bytes, seconds: float = 5) -> bytes:
    """Send bytes, and read until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=seconds) as connection:
        connection.sendall(data)
        parts = b""
        with contextlib.suppress(ConnectionError):
            while part := connection.recv(65536):
                parts += part
        return parts


def is_alive(number: int) -> bool:
    """Whether a process is there, and not only its entry."""
    stat = Path(f"/proc/{number}/stat")
    return stat.exists() and ") Z " not in stat.read_text()


def refused(got, *statuses: int) -> bool:
    """Whether it is a whole error in JSON, with the headers that are always there."""
    assert got.status in statuses, (got.status, got.body[:300])
    assert int(got.headers["Content-Length"]) == len(got.body)
    assert {"status": got.status}.items() <= got.json().items()
    assert SECURE == {name: got.headers[name] for name in SECURE}
    assert "default-src 'none'" in got.headers["Content-Security-Policy"]
    return True


# Queries


RUNAWAYS = {
    "product": RUNAWAY,
    "rows": b"SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i",
    "path": b"SELECT * { ?a (!<urn:x>)* ?b . ?c (!<urn:y>)* ?d . ?e (!<urn:z>)* ?f } ORDER BY ?f",
    "regex": b'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER regex(str(?c), "(a|aa)+$") FILTER regex(str(?f), "(.*)*x") }',
    "exists": b"SELECT * { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?a . ?i ?j ?k FILTER(?k = ?z) } } ORDER BY ?f",
    "aggregate": b"SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "never empty": b"CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_query_without_end_is_ended(hasty, query: bytes) -> None:
    """In time, and the next is answered."""
    assert hasty.well(20)
    began = time.monotonic()
    assert refused(hasty.post(query), 503, 507, 413)
    assert time.monotonic() - began < 3
    assert hasty.well()


def test_a_query_that_takes_all_memory_is_ended(start) -> None:
    """By its own limit, long before the machine has none."""
    server = start(seconds=20.0, megabytes=200)
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    query = f'SELECT (STRLEN(?x40) AS ?n) {{ BIND("0123456789" AS ?x0) {doubled} }}'
    assert refused(server.post(query.encode()), 507)
    assert refused(server.post(b"SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?f"), 507, 413)
    assert server.well()
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    assert int(status.split("VmHWM:")[1].split()[0]) < 300_000


@pytest.mark.parametrize("opening", ["{", "(", "[", "{{OPTIONAL", "!", "-", "^"], ids=lambda text: text)
@pytest.mark.parametrize("depth", [101, 5_000, 30_000])
def test_what_is_nested_deeply_is_refused(hasty, opening: str, depth: int) -> None:
    """Before an engine can break over it."""
    closing = {"{": "}", "(": ")", "[": "]", "{{OPTIONAL": "}}"}.get(opening, "")
    inner = {"{": "?s ?p ?o", "[": " ?p ?o "}.get(opening, "1")
    within = f"{opening * depth}{inner}{closing * depth}"
    query = {"{": f"SELECT * {within}", "[": f"SELECT * {{ {within} }}"}.get(opening, f"SELECT ({within} AS ?x) {{}}")
    got = hasty.post(query.encode()[:99_000])
    assert got.status in {400, 503, 507, 413} or (opening in {"!", "-"} and got.status == 200)
    assert hasty.well()


@pytest.mark.parametrize(
    "part", ["|<urn:a>", "/<urn:a>", "+1", "&&true", ";<urn:p> 1", ",1", " UNION {?s ?p ?o}", " OPTIONAL {?s ?p ?o}"]
)
def test_what_is_long_in_a_row_is_answered_or_refused(hasty, part: str) -> None:
    """And never breaks more than itself."""
    row = part * (90_000 // len(part))
    kinds = {"|": "?s <urn:b>{} ?o", "/": "?s <urn:b>{} ?o", "+": "BIND(1{} AS ?x)", "&": "FILTER(true{})"}
    pattern = kinds.get(part[0], "?s <urn:p> 1{}" if part[0] in ";," else "{{}}{}").format(row)
    assert hasty.post(f"SELECT * {{ {pattern} }}".encode()).status in {200, 400, 413, 500, 503, 507}
    assert hasty.well()


# Reaching out


@pytest.fixture
def listener():
    """A server that counts who comes."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = listening.accept()
                    with connection:
                        came.append(connection.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", came
        stop.set()
        thread.join()


REACHING = [
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{SERVICE<{0}>{{?s ?p ?o}}}}",
    "SELECT * {{ service#\n<{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{0}> AS ?g) SERVICE ?g {{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> SELECT * FROM x: {{ ?s ?p ?o }}",
    "SELECT * {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
    "DESCRIBE <{0}>",
    "LOAD <{0}>",
    "LOAD SILENT <{0}> INTO GRAPH <urn:x>",
]


@pytest.mark.parametrize("query", REACHING)
def test_no_query_reaches_out(server, listener, query: str) -> None:
    """Neither to a server nor to a file."""
    address, came = listener
    got = server.post(query.format(address).encode())
    assert got.status == 400 or b"passwd" not in got.body
    assert b"root:" not in server.post(query.format("file:///etc/passwd").encode()).body
    time.sleep(0.05)
    assert [] == came


def test_service_asks_only_where_it_is_allowed(start, listener) -> None:
    """Another address, a variable, and a prefix are refused as before."""
    address, came = listener
    server = start(more={"services": [address]}, seconds=2.0)
    assert 400 == server.post(b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status
    assert 400 == server.post(b"SELECT * { BIND(<urn:x> AS ?g) SERVICE ?g { ?s ?p ?o } }").status
    assert [] == came
    got = server.post(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}".encode())
    assert got.status in {400, 500, 503}
    assert 1 <= len(came)


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/claim/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/pyproject.toml",
        "//etc/passwd",
        "/claim/%00",
        "/questions/..%2f..%2fREADME",
        "/questions/../claims-about",
        "/claim/a%20b%3C%3E",
        "/claim/%ff",
        "/claim/" + "x" * 5000,
    ],
)
def test_no_address_reaches_a_file(server, path: str) -> None:
    """Nor anything but what the graph holds."""
    got = server.get(path)
    assert refused(got, 404, 400)
    assert b"root:" not in got.body


# Bodies and heads


def test_a_huge_body_is_refused(hasty) -> None:
    """Before it is read, if it says its size."""
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: %d\r\n\r\n"
    assert b"HTTP/1.1 413" in raw(hasty, head % 10**12 + b"ASK {}")[:20]
    assert refused(hasty.post(b"#" * 150_000), 413)
    assert hasty.well()


def test_a_huge_body_in_parts_is_refused(hasty) -> None:
    """As soon as it is too large."""
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    head += b"Transfer-Encoding: chunked\r\n\r\n"
    assert b"HTTP/1.1 413" in raw(hasty, head + (b"1000\r\n" + b"#" * 4096 + b"\r\n") * 30)[:20]
    assert hasty.well()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_packed_body_is_refused(hasty, encoding: str) -> None:
    """It may unpack to anything."""
    assert refused(hasty.post(b"\x1f\x8b", Content_Encoding=encoding), 415)


def test_very_many_fields_are_refused(hasty) -> None:
    """Reading them would cost."""
    assert refused(hasty.post(b"a=1&" * 20_000, FORM), 400)


MALFORMED = [
    b"\x00\x01\x02\x03\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    b"GET\r\n\r\n",
    b"GET /sparql HTTP/9.9\r\n\r\n",
    b"GET /spa rql HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http:// HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /sparql HTTP/1.1\r\nno colon\r\n\r\n",
    b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
]


@pytest.mark.parametrize("data", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_not_http_is_refused(hasty, data: bytes) -> None:
    """With an error that has the headers too, and the next is answered."""
    got = raw(hasty, data)
    assert got == b"" or got[9:10] == b"4", got[:100]
    assert got == b"" or b"nosniff" in got
    assert b"Traceback" not in got
    assert hasty.well()


def test_a_head_without_end_is_refused(hasty) -> None:
    """Whatever it is made of."""
    assert b"431" in raw(hasty, b"GET /sparql?query=" + b"a" * 300_000)[:20]
    assert b"431" in raw(hasty, b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 20_000)[:20]
    assert hasty.well()


def test_a_long_query_in_the_address_is_answered(hasty) -> None:
    """As long as the head may be."""
    assert 200 == hasty.get(f"/sparql?query={quote('ASK {} #' + 'x' * 20_000)}").status


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1"])
def test_a_form_of_another_site_changes_nothing(server, origin: str) -> None:
    """Whatever type a browser can send unasked."""
    for content_type in ("text/plain", FORM, "multipart/form-data; boundary=x"):
        got = server.post(urlencode({"update": "DROP ALL"}).encode(), content_type, Origin=origin)
        assert refused(got, 403, 415)


def test_a_header_cannot_be_smuggled(server) -> None:
    """Nor a script."""
    got = server.get("/sparql?query=ASK%7B%7D&format=json%0d%0aX-Evil:%201")
    assert "X-Evil" not in got.headers
    got = server.get("/claim/%3Cscript%3Ealert(1)%3C/script%3E", {"Accept": "text/html"})
    assert refused(got, 404)
    assert "application/json" == got.headers["Content-Type"]


def test_a_forged_host_stays_with_who_forged_it(server) -> None:
    """It is in no answer to another."""
    forged = server.get("/void", {"Host": 'evil.example/"><x'})
    assert b"evil" not in forged.body
    server.get("/void", {"Host": "evil.example"})
    assert b"evil" not in server.get("/void").body


# Slow clients


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /sparql HTTP/1.1\r\nHost:",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 50\r\n\r\nASK",
    ],
    ids=["nothing", "half a head", "half a body"],
)
def test_a_client_that_sends_slowly_is_cut_off(hasty, sent: bytes) -> None:
    """And told why."""
    began = time.monotonic()
    got = raw(hasty, sent)
    assert b"HTTP/1.1 408" == got[:12]
    assert 0.4 < time.monotonic() - began < 3


def test_a_head_in_single_bytes_is_cut_off(hasty) -> None:
    """The clock runs from its first byte."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", hasty.port), timeout=5) as connection, contextlib.suppress(OSError):
        for byte in b"GET /sparql HTTP/1.1\r\nX: " + b"a" * 1000:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
    assert time.monotonic() - began < 4


def test_a_client_that_takes_slowly_is_cut_off(start) -> None:
    """Its answer does not stay in memory."""
    server = start(slow=0.6)
    whole = len(server.get("/data.nt").body)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(5)
        connection.connect(("127.0.0.1", server.port))
        for _ in range(20):
            connection.sendall(b"GET /data.nt HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(2)
        taken = 0
        with contextlib.suppress(OSError):
            while part := connection.recv(65536):
                taken += len(part)
    assert taken < 10 * whole
    assert server.well()


def test_two_hundred_idle_connections_keep_nobody_out(hasty) -> None:
    """They are cut off, and answers come meanwhile."""
    with contextlib.ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(socket.create_connection(("127.0.0.1", hasty.port), timeout=5))
        assert hasty.well(1)


def test_an_answer_is_whole_or_an_error(hasty) -> None:
    """Too large a one is refused, never cut."""
    assert refused(hasty.post(b"SELECT * { ?s ?p ?o }"), 413)
    assert refused(hasty.get("/data.ttl"), 413)
    got = hasty.post(b"SELECT * { ?s ?p ?o } LIMIT 1000")
    assert 1000 == len(got.json()["results"]["bindings"])


# Pressure


def test_too_many_are_told_to_come_back(hasty) -> None:
    """With 503 and Retry-After; nothing else goes wrong."""
    with ThreadPoolExecutor(24) as many:
        got = list(many.map(lambda n: hasty.post(RUNAWAY + b"#%d" % n), range(24)))
    assert {503} == {one.status for one in got}
    told = [one for one in got if "waiting already" in one.json()["error"]]
    assert told
    assert {"2"} == {one.headers["Retry-After"] for one in told}
    assert hasty.well()


def test_a_short_query_gets_in_between_long_ones(start) -> None:
    """The oldest long one goes, once others wait."""
    server = start(seconds=8.0, crowded=0.4)
    assert server.well(20)
    with ThreadPoolExecutor(3) as many:
        long = [many.submit(server.post, RUNAWAY + b"#%d" % n) for n in range(2)]
        time.sleep(0.3)
        began = time.monotonic()
        assert 200 == server.post(b"ASK {}").status
        assert time.monotonic() - began < 3
        os.kill(server.workers()[0], signal.SIGKILL)
        os.kill(server.workers()[-1], signal.SIGKILL)
        assert {503} == {one.result().status for one in long}
    assert any("others wait" in one.result().json()["error"] for one in long)


def test_the_query_of_a_client_that_left_is_ended(start) -> None:
    """It does not run on."""
    server = start(seconds=60.0)
    assert server.well()
    before = set(server.workers())
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n")
        connection.sendall(b"Content-Length: %d\r\n\r\n" % len(RUNAWAY) + RUNAWAY)
        time.sleep(0.5)
        assert 1 == server.get("/health").json()["busy"]
    time.sleep(0.5)
    assert 0 == server.get("/health").json()["busy"]
    assert 1 == len(before - set(server.workers()))


# Death


def test_the_death_of_a_worker_costs_one_query(start) -> None:
    """Twenty times, idle and at work."""
    server = start(seconds=5.0)
    server.well()
    for turn in range(20):
        if turn % 2:
            os.kill(server.workers()[0], signal.SIGKILL)
            time.sleep(0.02)
            assert 200 == server.post(b"ASK { # %d\n}" % turn).status
            continue
        with ThreadPoolExecutor(1) as one:
            asked = one.submit(server.post, RUNAWAY + b"#%d" % turn)
            time.sleep(0.15)
            for number in server.workers():
                os.kill(number, signal.SIGKILL)
            assert refused(asked.result(), 503)
        assert server.well()
    assert 2 == server.get("/health").json()["workers"]


def test_the_workers_end_with_the_server(start) -> None:
    """Also when it is killed while they work."""
    server = start(seconds=1.0)
    with ThreadPoolExecutor(1) as one:
        asked = one.submit(server.post, RUNAWAY)
        time.sleep(0.3)
        workers = server.workers()
        server.stop(signal.SIGKILL)
        assert asked.exception()
    time.sleep(2.5)
    assert [] == [number for number in workers if is_alive(number)]


# Fuzz


WORDS = (
    "SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH SERVICE UNION OPTIONAL FILTER BIND VALUES MINUS EXISTS "
    "NOT IN AS GROUP BY HAVING ORDER LIMIT OFFSET DISTINCT REDUCED INSERT DELETE LOAD CLEAR PREFIX BASE UNDEF true "
    "false COUNT SUM CONCAT REGEX REPLACE SUBSTR IRI BNODE COALESCE IF { } ( ) [ ] < > . ; , | / ^ * + ? ! = && || "
    "\" ' # \\ @en ^^ ?x $y f:Claim claim:a <urn:a> <file:///etc/passwd> _:b 1 -1.5 1e400 \"a\" '''x''' \u202e "
    "\U0001f600 \x00 \t \n"
)
PATHS = ("/sparql", "/questions", "/claim", "/void", "/health", "/", "/data.ttl", "/concept", "/.well-known/void")


def made_up(chance: random.Random, number: int) -> tuple[str, str, dict[str, str], bytes]:
    """Give a request that hardly anyone would send."""
    text = " ".join(chance.choices(WORDS.split(" "), k=chance.randint(0, 25)))
    start = chance.choice(["", "SELECT * {", "ASK {", "SELECT (", "CONSTRUCT {"])
    body = f"{start}{text}{'}' * chance.randint(0, 2)}".encode("utf-8", "replace")
    if number % 5 == 0:
        body = bytes(chance.randbytes(chance.randint(0, 60)))
    letters = chance.choices(string.printable, k=chance.randint(0, 20))
    headers = {
        "Accept": chance.choice(
            [
                "",
                "*/*",
                "text/csv",
                "q=;;,/",
                ";".join(letters).encode("ascii", "replace").decode().translate(dict.fromkeys(range(32), 46)),
            ]
        )
    }
    kind = number % 4
    if kind == 0:
        return "GET", f"/sparql?query={quote(body)}", headers, b""
    if kind == 1:
        headers["Content-Type"] = chance.choice(
            ["application/sparql-query", FORM, "text/plain", "application/sparql-update", "/"]
        )
        return "POST", "/sparql", headers, body
    if kind == 2:
        return "GET", f"{chance.choice(PATHS)}/{quote(body[:40])}?{quote(body[:20], safe='=&')}", headers, b""
    name = chance.choice(["outcomes-of", "chains", "claims-about", "section", "untested-claims", "x"])
    return (
        "GET",
        f"/questions/{name}?concept={quote(body[:30])}&format={quote(chance.choice(['csv', 'json', '', 'x']))}",
        headers,
        b"",
    )


def test_ten_thousand_made_up_requests_are_answered_or_refused(start) -> None:
    """No crash, no traceback, no answer of the server's own mistake; with a seed."""
    import http.client

    server = start(seconds=0.5, waiting=256)
    cases = int(os.environ.get("FINDINGS_FUZZ", "10000"))
    chance = random.Random(1117)
    requests = [made_up(chance, number) for number in range(cases)]

    def ask(part: list[tuple[str, str, dict[str, str], bytes]]) -> list[tuple[int, object]]:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        wrong = []
        for request in part:
            method, path, headers, body = request
            connection.request(method, path, body or None, headers)
            response = connection.getresponse()
            content = response.read()
            if response.status == 500 or response.status not in {
                200,
                204,
                303,
                304,
                400,
                403,
                404,
                405,
                406,
                413,
                415,
                503,
                507,
            }:
                wrong.append((response.status, request))
            if response.status >= 400:
                json.loads(content)
        connection.close()
        return wrong

    with ThreadPoolExecutor(4) as many:
        wrong = [one for found in many.map(ask, [requests[n::4] for n in range(4)]) for one in found]
    assert [] == wrong[:3]
    assert "Traceback" not in server.log.read_text("utf-8")
    assert '"fault"' not in server.log.read_text("utf-8")
    assert server.well()
