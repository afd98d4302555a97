"""What tests share: the shipped graph, small graphs made for one test, and the command itself."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from pyoxigraph import RdfFormat

from graph import queries, questions, rdf, records, store
from graph.claims import Findings
from graph.vocabulary import PREFIXES

COMMAND = Path(sys.executable).with_name("findings")
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

HEAD = " ".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()) + "\n"


@pytest.fixture(scope="session")
def shipped() -> store.FileStore:
    """The graph of the article, as shipped."""
    return store.from_files()


@pytest.fixture(scope="session")
def findings(shipped: store.FileStore) -> Findings:
    """Every claim of the shipped graph, and what the claims refer to."""
    return records.read(shipped)


@pytest.fixture(scope="session")
def head() -> str:
    """One line of Turtle that declares every prefix of the project."""
    return HEAD


@pytest.fixture(scope="session")
def make_store() -> Callable[[str], store.FileStore]:
    """A function that opens Turtle text, prefixes supplied, together with the shipped vocabulary."""

    def make(turtle: str) -> store.FileStore:
        return store.from_quads(rdf.from_bytes(f"{HEAD}{turtle}".encode(), RdfFormat.TURTLE, "made.ttl"), "made.ttl")

    return make


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., bytes]:
    """A function that makes a small PDF of blocks, each a size of letters in points and its lines; one list a page."""

    def page(blocks: list[tuple[int, list[str]]]) -> bytes:
        said, y = [], 780
        for size, lines in blocks:
            for line in lines:
                escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                said.append(f"BT /F1 {size} Tf 60 {y} Td ({escaped}) Tj ET")
                y -= round(size * 1.2)
            y -= size * 2
        return "\n".join(said).encode("latin-1")

    def make(*pages: list[tuple[int, list[str]]]) -> bytes:
        kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        for number, blocks in enumerate(pages):
            content = page(blocks)
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
                "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
            )
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        out, places = b"%PDF-1.4\n", []
        for number, data in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        start = len(out)
        count = len(objects) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)

    return make


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A function that runs the real command in an empty folder, without the caller's settings."""

    def call(
        *words: str, stdin: str | bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        settings = {name: text for name, text in os.environ.items() if not name.startswith("FINDINGS_")}
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
            settings.pop(name, None)
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [COMMAND, *words],
            input=given,
            capture_output=True,
            cwd=tmp_path,
            env=settings | (env or {}),
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture(scope="session")
def examples() -> Callable[[questions.Question], dict[str, queries.Given]]:
    """A function that gives the values of the example in the head of a question; a copy has one known sentence."""

    def given(question: questions.Question) -> dict[str, queries.Given]:
        copies = {parameter.name for parameter in question.parameters if parameter.kind == "copy"}
        pairs = [part.strip().split("=", 1) for part in question.example.split("-p ") if "=" in part]
        return {name: [(_DIGEST, 0, 0, 1)] if name in copies else word for name, word in pairs}

    return given


_DIGEST = "f6574469fffa2650d204ef1b259e85ed67cc4f13d93a5885229c1392c9b1b276"
SERVER = """
import json, sys
from graph.serve import served, server
from graph.serve.limits import Limits
limits, paths, more = map(json.loads, sys.argv[1:])
listening = server.bind("127.0.0.1", 0)
print(listening.getsockname()[1], flush=True)
settings = server.Settings(Limits(**limits), **more)
server.run(listening, served.read(paths), settings, lambda: served.read(paths))
"""


class Got(NamedTuple):
    """A response, whole."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def json(self) -> dict[str, object]:
        """The body, read as JSON."""
        found: dict[str, object] = json.loads(self.body)
        return found


class Serving:
    """A server in a process of its own, at a free port of this machine.

    Parameters
    ----------
    limits : dict
        Those that differ from what is usual.
    paths : list of str
        Data to serve; none for what is shipped.
    log : path
        Where the log goes.
    more : dict
        Other settings of the server.
    """

    def __init__(self, limits: dict[str, object], paths: list[str], log: Path, more: dict[str, object]) -> None:
        self.log = log
        words = [sys.executable, "-c", SERVER, json.dumps({"workers": 2} | limits), json.dumps(paths), json.dumps(more)]
        with log.open("wb") as file:
            self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=file)
        assert self.process.stdout
        self.port = int(self.process.stdout.readline() or b"0")
        self.process.stdout.close()
        assert self.port, log.read_text("utf-8")

    def get(
        self,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        method: str = "GET",
    ) -> Got:
        """Ask, and read the whole response."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Got(response.status, response.headers, response.read())
        finally:
            connection.close()

    def post(self, body: bytes, content_type: str = "application/sparql-query", **headers: str) -> Got:
        """Post to the endpoint."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.get("/sparql", {"Content-Type": content_type} | named, body, "POST")

    def workers(self) -> list[int]:
        """Give the processes of the workers that live."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        living = [number for number in children if ") Z " not in Path(f"/proc/{number}/stat").read_text()]
        return [int(number) for number in living]

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it by a signal, and give its exit code."""
        self.process.send_signal(number)
        return self.process.wait(20)

    def well(self, seconds: float = 5) -> bool:
        """Whether it answers within a time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.get("/sparql?query=ASK%7B%7D").status == 200:
                    return True
            except OSError:
                time.sleep(0.05)
        return False


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Serving]]:
    """A function that starts a server with given limits; all are ended afterwards."""
    started: list[Serving] = []

    def begin(paths: list[str] | None = None, more: dict[str, object] | None = None, **limits: object) -> Serving:
        log = tmp_path_factory.mktemp("log") / "log"
        started.append(Serving(limits, paths or [], log, more or {}))
        return started[-1]

    yield begin
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait()


@pytest.fixture(scope="module")
def server(start: Callable[..., Serving]) -> Serving:
    """The shipped graph, served, with a time limit of a second."""
    return start(seconds=1.0)
