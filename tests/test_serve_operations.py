"""Promises to whoever runs the server: it says what it serves, tells what is wrong, ends well, takes new data."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph import store
from graph.commands import serve
from graph.serve.limits import Limits
from graph.serve.pool import Pool

COMMAND = Path(sys.executable).with_name("findings")
ONE = 'concept:a a skos:Concept ; skos:prefLabel "reading"@en .\n'
TWO = 'concept:b a skos:Concept ; skos:prefLabel "words"@en .\n'
LABELS = b"SELECT ?l { ?c a skos:Concept ; skos:prefLabel ?l } ORDER BY ?l"


def labels(server) -> list[str]:
    return [row["l"]["value"] for row in server.post(LABELS).json()["results"]["bindings"]]


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, "serve", *words], capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture
def mine(tmp_path: Path, head: str) -> Path:
    """A file of one concept."""
    file = tmp_path / "mine.ttl"
    file.write_text(head + ONE, encoding="utf-8")
    return file


# Beginning


def test_the_command_says_what_is_served_and_ends_well() -> None:
    """Which data, of which version, where; SIGTERM ends it with 0."""
    graph = store.from_files()
    process = subprocess.Popen([COMMAND, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr
    said = process.stderr.readline() + process.stderr.readline()
    assert f"version {graph.version()} of {graph.date()}: 144 claims" in said
    address = re.search(r"serving (http://127\.0\.0\.1:(\d+)/) \(SPARQL at \1sparql\)", said)
    assert address
    with socket.create_connection(("127.0.0.1", int(address[2])), 5) as connection:
        connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        assert b"200 OK" in connection.recv(4096)
    process.send_signal(signal.SIGTERM)
    assert 0 == process.wait(10)
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()


@pytest.mark.parametrize(
    ("name", "text", "said", "code"),
    [
        ("none.ttl", None, "no such file", 4),
        ("bad.ttl", "<urn:a> <urn:b>", "bad.ttl:1", 1),
        ("empty.ttl", "", "nothing to serve", 1),
        ("x.docx", "x", "unknown format", 1),
    ],
)
def test_it_does_not_begin_with_missing_or_bad_data(
    tmp_path: Path, name: str, text: str | None, said: str, code: int
) -> None:
    """It says which file, where and what to do, without a traceback."""
    file = tmp_path / name
    if text is not None:
        file.write_text(text, encoding="utf-8")
    done = command("--port", "0", "--data", str(file))
    assert code == done.returncode
    assert said in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said_plainly() -> None:
    """With another to try."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = command("--port", str(port))
    assert (4, "") == (done.returncode, done.stdout)
    assert f"port {port} of 127.0.0.1 is in use" in done.stderr
    assert "--port 0" in done.stderr


def test_the_examples_of_the_help_begin_to_serve(mine: Path) -> None:
    """They run until they are stopped, so they are tried here."""
    examples = [line.split()[1:] for line in (serve.command.help or "").splitlines() if " findings serve" in line]
    assert 2 <= len(examples)
    for words in examples:
        free = ["--port", "0", *(word for word in words[1:] if word not in {"--open", "--port", "8080"})]
        given = [str(mine) if word.endswith(".ttl") else word for word in free]
        process = subprocess.Popen([COMMAND, "serve", *given], stderr=subprocess.PIPE, text=True)
        assert process.stderr
        process.stderr.readline()
        assert process.stderr.readline().startswith("serving http://127.0.0.1:")
        process.kill()
        process.wait()
        process.stderr.close()


def test_an_address_of_another_machine_is_said_plainly() -> None:
    """It cannot be listened at."""
    done = command("--host", "203.0.113.7", "--port", "0")
    assert 4 == done.returncode
    assert "cannot listen at 203.0.113.7" in done.stderr


def test_the_layer_of_the_article_is_served_alone(tmp_path: Path) -> None:
    """As with every command."""
    process = subprocess.Popen(
        [COMMAND, "serve", "--port", "0", "--layer", "article"], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    said = process.stderr.readline()
    process.terminate()
    process.stderr.read()
    process.stderr.close()
    process.wait(10)
    assert int(re.search(r"(\d+) triples", said)[1]) < sum(map(len, store.from_files().files.values()))  # type: ignore[index]


# Health and log


def test_health_says_how_it_is(server) -> None:
    """And which data it has."""
    got = server.get("/health").json()
    assert ("ok", 2) == (got["status"], got["workers"])
    assert store.from_files().version() == got["data"]["version"]


def test_the_log_has_a_line_a_request_and_no_queries(start) -> None:
    """As JSON."""
    server = start()
    server.get("/sparql?query=ASK%20%7B%20%3Fsecret%20%3Fb%20%3Fc%20%7D")
    server.post(b"ASK { ?secret ?b ?c }")
    server.get("/questions/outcomes-of?concept=secret")
    server.get("/nothing/here")
    server.stop()
    text = server.log.read_text("utf-8")
    assert "secret" not in text
    records = [json.loads(line) for line in text.splitlines()]
    assert [
        ("GET", "/sparql", 200),
        ("POST", "/sparql", 200),
        ("GET", "/questions/outcomes-of", 404),
        ("GET", "/nothing/here", 404),
    ] == [(record["method"], record["path"], record["status"]) for record in records]
    assert {"time", "client", "bytes", "ms", "cache"} <= set(records[0])


def test_the_log_has_queries_if_they_are_wanted(start) -> None:
    """Each in one line, whatever is in it."""
    server = start(more={"with_queries": True})
    query = 'ASK {\n ?a ?b "\u2028\\n" }'
    server.post(query.encode())
    server.stop()
    assert [query] == [json.loads(line)["query"] for line in server.log.read_text("utf-8").split("\n") if line]


def test_a_second_answer_comes_from_the_cache(start) -> None:
    """The log says so."""
    server = start()
    got = [server.post(LABELS).body for _ in range(2)]
    server.stop()
    assert got[0] == got[1]
    assert ["miss", "hit"] == [json.loads(line)["cache"] for line in server.log.read_text("utf-8").splitlines()]


# End


def test_answers_under_way_are_given_before_the_end(start) -> None:
    """SIGTERM ends the server, not the answer."""
    server = start(seconds=2.0)
    assert server.well()
    with ThreadPoolExecutor(1) as one:
        asked = one.submit(server.post, b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")
        time.sleep(0.1)
        assert 0 == server.stop()
        assert asked.result().status in {200, 503}


def test_the_server_can_begin_again_at_once(start, mine: Path) -> None:
    """Killed twenty times, the next answers within five seconds."""
    for _ in range(20):
        server = start([str(mine)])
        assert server.well(5)
        server.stop(signal.SIGKILL)


# New data


def test_data_is_read_again_while_it_serves(start, mine: Path, head: str) -> None:
    """At SIGHUP: no request fails, and no old answer comes from the cache."""
    server = start([str(mine)])
    assert ["reading"] == labels(server)
    tag = server.post(LABELS).headers["ETag"]
    mine.write_text(head + ONE + TWO, encoding="utf-8")
    with ThreadPoolExecutor(2) as many:
        asked = [many.submit(server.post, b"ASK { # %d\n}" % n) for n in range(200)]
        server.process.send_signal(signal.SIGHUP)
        assert {200} == {one.result().status for one in asked}
    deadline = time.monotonic() + 5
    while ["reading", "words"] != labels(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    got = server.post(LABELS, If_None_Match=tag)
    assert 200 == got.status
    assert ["reading", "words"] == labels(server)


def test_bad_data_is_not_taken(start, mine: Path) -> None:
    """What was served is served on, and the log says why."""
    server = start([str(mine)])
    assert ["reading"] == labels(server)
    mine.write_text("broken", encoding="utf-8")
    server.process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    assert ["reading"] == labels(server)
    assert "data kept as it was" in server.log.read_text("utf-8")


def test_the_memory_of_all_workers_together_is_limited() -> None:
    """A gigabyte beyond the data, whatever their number."""
    limits = Limits(workers=4)
    assert 1024 == limits.megabytes
    assert 0 == Pool(lambda job: job, limits).state()["workers"]  # type: ignore[arg-type,return-value]
