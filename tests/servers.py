"""Real SPARQL servers on this machine with the shipped data: the article's graph, the literature's, what is derived."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from graph import store
from graph.ask import Solutions, Term, value
from graph.store import derived
from graph.vocabulary import BASE, LITERATURE_GRAPH

ARTICLE_GRAPH = f"{BASE}article"
BOTH = f"?default-graph-uri={ARTICLE_GRAPH}&default-graph-uri={LITERATURE_GRAPH}"
SECONDS = 60
_INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = {most}
MaxQueryExecutionTime = {seconds}
"""


def dump(folder: Path, paths: tuple[str, ...] = ()) -> Path:
    """Write N-Quads as an endpoint is to hold them."""
    graph = store.from_files(paths)
    quads = []
    for name, found in graph.files.items():
        into = NamedNode(LITERATURE_GRAPH if name.endswith(store.LITERATURE) else ARTICLE_GRAPH)
        quads += [Quad(quad.subject, quad.predicate, quad.object, into) for quad in found]
    file = folder / "all.nq"
    file.write_bytes(serialize([*quads, *derived.quads(graph)], format=RdfFormat.N_QUADS) or b"")
    return file


def rows(solutions: Solutions) -> list[tuple[str, ...]]:
    """Give an answer as it is meant: engines write 0.30 as 0.3."""
    return [tuple(map(_plain, row)) for row in solutions.rows]


def _plain(term: Term | None) -> str:
    found = value(term)
    return f"{found:.9g}" if isinstance(found, float) else str(found)


def free_port() -> int:
    """Give a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def why_no_oxigraph() -> str:
    """Say why that server cannot be started; nothing if it can."""
    return "" if _oxigraph() else "the oxigraph server is not installed (pip install oxigraph)"


def why_no_virtuoso() -> str:
    """Say why that server cannot be started; nothing if it can."""
    missing = [name for name in ("virtuoso-t", "isql-vt") if not shutil.which(name)]
    return f"{', '.join(missing)} not installed (apt-get install virtuoso-opensource-7-bin)" if missing else ""


@contextmanager
def oxigraph(folder: Path, file: Path) -> Iterator[str]:
    """Start the server of the oxigraph package over a file, and give its address."""
    place, port = folder / "store", free_port()
    program = _oxigraph()
    assert program
    subprocess.run([program, "load", "-l", place, "-f", file], check=True, capture_output=True)
    words = [program, "serve-read-only", "-l", place, "-b", f"127.0.0.1:{port}", "--timeout-s", f"{SECONDS}"]
    with _running(words, folder):
        address = f"http://127.0.0.1:{port}/query"
        _wait(address)
        yield address


@contextmanager
def oxigraph_in_memory(folder: Path, *files: Path) -> Iterator[str]:
    """Start that server, send it files, Turtle into the graph of the article, and give its address."""
    port, program = free_port(), _oxigraph()
    assert program
    with _running([program, "serve", "-b", f"127.0.0.1:{port}", "--timeout-s", f"{SECONDS}"], folder):
        address = f"http://127.0.0.1:{port}/query"
        _wait(address)
        for file in files:
            is_quads = file.suffix == ".nq"
            url = f"http://127.0.0.1:{port}/store{'' if is_quads else f'?graph={ARTICLE_GRAPH}'}"
            kind = {"Content-Type": "application/n-quads" if is_quads else "text/turtle"}
            with file.open("rb") as body:
                urllib.request.urlopen(urllib.request.Request(url, body, kind, method="POST")).close()
        yield address


@contextmanager
def virtuoso(folder: Path, *files: Path, most: int = 10_000, buffers: int = 20_000) -> Iterator[str]:
    """Start Virtuoso over files, Turtle into the graph of the article, and give its address.

    It gives no more than so many rows of an answer.
    """
    sql, port = free_port(), free_port()
    allowed = ", ".join(sorted({str(file.parent) for file in files}))
    said = {"sql": sql, "port": port, "folder": allowed, "most": most, "buffers": buffers, "seconds": SECONDS}
    (folder / "v.ini").write_text(_INI.format(**said))
    with _running(["virtuoso-t", "+foreground", "+configfile", "v.ini"], folder):
        address = f"http://127.0.0.1:{port}/sparql"
        _wait(address)
        script = folder / "load.sql"
        loads = [_load_into_virtuoso(file) for file in files]
        script.write_text("\n".join(["log_enable(2);", *loads, "checkpoint;", ""]))
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", script], check=True, capture_output=True, text=True
        )
        assert "Error" not in done.stdout + done.stderr, done.stdout + done.stderr
        yield address


def _load_into_virtuoso(file: Path) -> str:
    graph, flags = ("http://none", 512) if file.suffix == ".nq" else (ARTICLE_GRAPH, 0)
    # TTLP_MT, with several threads, ends in a deadlock.
    return f"DB.DBA.TTLP(file_to_string_output('{file}'), '', '{graph}', {flags});"


def _oxigraph() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextmanager
def _running(words: list[str | Path], folder: Path) -> Iterator[None]:
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(words, cwd=folder, stdout=log, stderr=log, env=os.environ | {"LC_ALL": "C"})
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _wait(address: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
