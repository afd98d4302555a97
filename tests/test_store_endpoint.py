"""Promises of one request: patience within bounds, credentials from the environment alone, refusals in words."""

import base64
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from graph import store
from graph.errors import DataError, FileError, GraphError, LimitError, QueryError, UsageError
from graph.store import endpoint
from graph.store.remote import RemoteStore

TRUE = b'{"head":{},"boolean":true}'
ROWS = "application/sparql-results+json"
Reply = tuple[int, dict[str, str], bytes]


class Served:
    """A server of this process that gives the replies it was told, one after the other, the last one for ever."""

    def __init__(self) -> None:
        self.replies: list[Reply] = [(200, {"Content-Type": ROWS}, TRUE)]
        self.asked: list[tuple[dict[str, str], dict[str, list[str]], str]] = []
        self.wait = 0.0
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                served.asked.append((dict(self.headers), parse_qs(body), self.path))
                time.sleep(served.wait)
                status, headers, content = served.replies[min(len(served.asked), len(served.replies)) - 1]
                self.send_response(status)
                for name, text in ({"Content-Length": str(len(content))} | headers).items():
                    self.send_header(name, text)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server that answers true, and an environment without credentials."""
    for name in ("TOKEN", "USER", "PASSWORD", "TIMEOUT"):
        monkeypatch.delenv(f"FINDINGS_{name}", raising=False)
    one = Served()
    yield one
    one.server.shutdown()
    one.server.server_close()


def test_a_query_is_posted_as_a_form_with_its_prefixes(served: Served) -> None:
    """As SPARQL 1.1 Protocol says; what stands in the address besides goes along."""
    assert RemoteStore(f"{served.address}?key=1").answer("ASK { ?c a f:Claim }") is True
    ((headers, fields, path),) = served.asked
    assert ("application/x-www-form-urlencoded", ROWS) == (headers["Content-Type"], headers["Accept"])
    assert ["PREFIX f: <https://w3id.org/findings-graph/terms#> ASK { ?c a f:Claim }"] == fields["query"]
    assert "/sparql?key=1" == path


def test_a_graph_of_the_address_is_asked_with_the_derived_ones_beside_it(served: Served) -> None:
    """default-graph-uri goes into the form."""
    RemoteStore(f"{served.address}?default-graph-uri=http://e/g").answer("ASK {}")
    ((_, fields, path),) = served.asked
    assert (["http://e/g"], 3, "/sparql") == (fields["default-graph-uri"], len(fields["named-graph-uri"]), path)


@pytest.mark.parametrize("status", [503, 429])
def test_a_busy_endpoint_is_asked_again_when_it_says(status: int, served: Served) -> None:
    """Not before the seconds of Retry-After are over."""
    served.replies = [(status, {"Retry-After": "1"}, b""), *served.replies]
    begun = time.monotonic()
    assert RemoteStore(served.address).answer("ASK {}") is True
    assert 2 == len(served.asked)
    assert time.monotonic() - begun >= 1


def test_patience_has_an_end(served: Served) -> None:
    """Four tries, then it is said."""
    served.replies = [(503, {"Retry-After": "0"}, b"")]
    with pytest.raises(LimitError, match="still too busy after 4 tries") as caught:
        RemoteStore(served.address).answer("ASK {}")
    assert (4, 3) == (len(served.asked), caught.value.exit_code)


def test_an_endpoint_cannot_have_us_wait_for_long(monkeypatch: pytest.MonkeyPatch, served: Served) -> None:
    """A Retry-After of hours counts as the longest wait."""
    monkeypatch.setattr(endpoint, "LONGEST_WAIT", 0.2)
    served.replies = [(503, {"Retry-After": "100000"}, b""), *served.replies]
    begun = time.monotonic()
    assert RemoteStore(served.address).answer("ASK {}") is True
    assert time.monotonic() - begun < 10


def test_an_answer_that_does_not_come_is_not_waited_for(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """FINDINGS_TIMEOUT says how long; it is asked once only, for it may be at work."""
    monkeypatch.setenv("FINDINGS_TIMEOUT", "0.3")
    served.wait = 2
    with pytest.raises(LimitError, match=r"no answer within 0\.3 seconds"):
        RemoteStore(served.address).answer("ASK {}")
    assert 1 == len(served.asked)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"FINDINGS_TOKEN": "abc"}, "Bearer abc"),
        ({"FINDINGS_USER": "me", "FINDINGS_PASSWORD": "p:w"}, "Basic " + base64.b64encode(b"me:p:w").decode()),
        ({}, None),
    ],
)
def test_credentials_come_from_the_environment(
    environment: dict[str, str], expected: str | None, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token, or a user and a password."""
    for name, text in environment.items():
        monkeypatch.setenv(name, text)
    RemoteStore(served.address).answer("ASK {}")
    assert expected == served.asked[0][0].get("Authorization")


def test_credentials_are_not_sent_in_clear_over_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only with https, or to this machine."""
    monkeypatch.setenv("FINDINGS_TOKEN", "secret")
    with pytest.raises(UsageError, match="not sent in clear") as caught:
        RemoteStore("http://example.org/sparql")
    assert "secret" not in str(caught.value)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    """It would stand in histories and logs."""
    with pytest.raises(UsageError) as caught:
        RemoteStore("https://me:secret@example.org/sparql")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "headers", "kind", "said"),
    [
        (400, {}, QueryError, "does not take the query: no such function"),
        (401, {}, FileError, "wants credentials"),
        (403, {}, FileError, "access is denied"),
        (404, {}, FileError, "no SPARQL endpoint"),
        (302, {"Location": "https://e.org/new"}, FileError, "--data https://e.org/new"),
        (504, {}, LimitError, "gave up"),
        (500, {}, FileError, "failed: no such function"),
        (200, {"Content-Type": "text/html"}, FileError, "no answer of SPARQL, but text/html"),
        (200, {"Content-Type": ROWS}, DataError, "cannot be read"),
        (200, {"Content-Type": ROWS, "Content-Length": "900"}, FileError, "broke before the answer was whole"),
    ],
)
def test_a_refusal_is_told_with_the_address_and_what_next(
    status: int, headers: dict[str, str], kind: type[GraphError], said: str, served: Served
) -> None:
    """Never half an answer, never an empty one instead."""
    served.replies = [(status, headers, b"<p>no such function</p>")]
    with pytest.raises(kind) as caught:
        RemoteStore(served.address).answer("ASK {}")
    assert said in str(caught.value)
    assert "try: " in str(caught.value)


def test_an_endpoint_that_is_not_there_is_told() -> None:
    """Nothing listens at this port."""
    with pytest.raises(FileError, match="nothing listens there"):
        RemoteStore("http://127.0.0.1:1/sparql").answer("ASK {}")


def test_an_answer_that_is_too_large_is_refused(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than filling the memory."""
    monkeypatch.setattr(endpoint, "LARGEST", 10)
    with pytest.raises(LimitError, match="the answer is larger"):
        RemoteStore(served.address).answer("ASK {}")


@pytest.mark.parametrize("query", ["DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }"])
def test_nothing_is_sent_that_could_change_or_reach_elsewhere(query: str, served: Served) -> None:
    """Updates and SERVICE are refused here."""
    with pytest.raises(QueryError):
        RemoteStore(served.address).answer(query)
    assert [] == served.asked


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "inf", "nan"])
def test_a_time_that_is_none_is_refused(seconds: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the setting that it came from."""
    monkeypatch.setenv("FINDINGS_TIMEOUT", seconds)
    with pytest.raises(UsageError, match="FINDINGS_TIMEOUT"):
        RemoteStore("https://example.org/")


@pytest.mark.parametrize("address", ["http://", "https:///x"])
def test_an_address_without_a_host_is_refused(address: str) -> None:
    """Before anything is asked."""
    with pytest.raises(UsageError, match="no host"):
        RemoteStore(address)


def test_an_endpoint_stands_alone() -> None:
    """It is not joined with files."""
    with pytest.raises(UsageError, match="stands alone"):
        store.from_data(["https://example.org/", "x.ttl"])


def test_an_address_in_the_environment_is_one_address(
    served: Served, run: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    """Although there is a colon in it, which parts paths."""
    done = run("query", "ASK { }", env={"FINDINGS_DATA": served.address})
    assert (0, "true\n", "") == (done.returncode, done.stdout, done.stderr)


def test_that_an_endpoint_cannot_leave_out_what_was_withdrawn_is_said(
    served: Served, run: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    """It answers all the same."""
    done = run("query", "ASK { }", "--withdrawn", "--data", served.address)
    assert (0, "true\n") == (done.returncode, done.stdout)
    assert done.stderr == "findings: an endpoint answers with all it holds; --withdrawn changes nothing there\n"


def test_asking_files_loads_no_library_of_the_network() -> None:
    """Neither urllib3 nor what it needs."""
    code = "import sys\nfrom graph.cli import main\ntry: main(['query', 'ASK {}'])\nexcept SystemExit: pass\n"
    code += "print([name for name in sys.modules if name.startswith(('urllib3', 'ssl', 'http.client'))])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert done.stdout.endswith("[]\n")
