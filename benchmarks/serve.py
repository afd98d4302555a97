"""Load on `findings serve`, on the server of Oxigraph and on rdflib-endpoint, in one run on the same data.

    .venv/bin/python benchmarks/serve.py [SECONDS] [CLIENTS]

Peers are taken where they are installed (``pip install oxigraph rdflib-endpoint``, in any environment on the path).
Every client asks, reads the whole answer and asks again. "new" queries differ each time, so that no cache helps; "same"
are taken from a few dozen. All servers and clients share this machine, and each server is asked in turn.

All clients come at once, and a client waits from when it comes: one that is not let in, or has no answer at the end,
has waited until then, and counts with that among the latencies. "clients" is how many had an answer within the time.
"""

import asyncio
import shutil
import socket
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from graph import sparql

ROOT = Path(__file__).resolve().parent.parent
FILES = [str(ROOT / "data" / name) for name in ("claims.ttl", "literature.ttl", "vocabulary.ttl")]
FINDINGS = str(Path(sysconfig.get_path("scripts")) / "findings")
CONCEPTS = ("secure-attachment", "anxiety-disorders", "physical-health", "attachment", "emotion-regulation")
SHAPES = (
    "SELECT ?claim ?says {{ ?claim f:subject concept:{0} ; rdfs:label ?says }} ORDER BY ?claim",
    "SELECT ?outcome (COUNT(?claim) AS ?n) {{ ?claim f:subject concept:{0} ; f:outcome ?outcome }} GROUP BY ?outcome",
    "ASK {{ ?claim f:outcome concept:{0} ; f:certainty f:Stated }}",
    "SELECT ?a ?b {{ ?a f:outcome concept:{0} ; f:subject ?s . ?b f:outcome ?s }} LIMIT 50",
    "CONSTRUCT {{ ?claim ?p ?o }} WHERE {{ ?claim f:subject concept:{0} ; ?p ?o }} LIMIT 100",
    "SELECT ?c ?l {{ ?c a skos:Concept ; skos:prefLabel ?l FILTER NOT EXISTS {{ ?x f:subject ?c }} }} LIMIT 20",
)
QUERIES = [quote(sparql.with_prefixes(shape.format(concept))) for shape in SHAPES for concept in CONCEPTS]

WIDTHS = (9, 9, 9, 7, 8, 8)


class Measured(NamedTuple):
    """Requests a second, latencies in milliseconds, errors, clients with an answer, memory of all processes in MB."""

    rate: float
    median: float
    p99: float
    errors: int
    clients: int
    memory: float


class Asking(NamedTuple):
    """Where to ask, and whether each query differs from all before."""

    port: int
    path: str
    is_new: bool


class Client(asyncio.Protocol):
    """One client that asks again and again until a time."""

    def __init__(self, asking: "Asking", end: float, number: int, latencies: list[float], errors: list[int]) -> None:
        self.asking, self.end, self.number = asking, end, number
        self.latencies, self.errors = latencies, errors
        self.buffer = b""
        self.began = time.perf_counter()
        self.done = asyncio.get_running_loop().create_future()
        self.answered = self.turn = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask first."""
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        """Send the next query."""
        self.turn += 1
        query = QUERIES[(self.number * 7 + self.turn) % len(QUERIES)]
        if self.asking.is_new:
            query += f"%23{self.number}-{self.turn}-{self.end}"
        self.buffer = b""
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        head = f"GET {self.asking.path}?query={query} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n"
        self.transport.write(head.encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """Read on, and ask again when the answer is whole."""
        self.buffer += data
        head, between, body = self.buffer.partition(b"\r\n\r\n")
        if not between or not _is_whole(head.lower(), body):
            return
        now = time.perf_counter()
        if now > self.end:
            self.transport.close()
            return
        self.answered += 1
        self.latencies.append(now - self.began)
        if not head.startswith(b"HTTP/1.1 200"):
            self.errors.append(1)
        self.began = now
        self.ask()

    def give_up(self) -> None:
        """Count how long it has waited in vain, and leave."""
        self.latencies.append(self.end - self.began)
        if hasattr(self, "transport"):
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it as an error if it was not we who ended."""
        if time.perf_counter() < self.end:
            self.errors.append(1)
        if not self.done.done():
            self.done.set_result(None)


def _is_whole(head: bytes, body: bytes) -> bool:
    if b"transfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(body) >= int(length or 0)


async def load(asking: Asking, seconds: float, clients: int) -> tuple[list[float], int, int]:
    """Let clients ask for some seconds; give all latencies, how many errors, and how many clients had an answer."""
    latencies: list[float] = []
    errors: list[int] = []
    end = time.perf_counter() + seconds
    loop = asyncio.get_running_loop()
    made = [Client(asking, end, number, latencies, errors) for number in range(clients)]
    coming = [
        asyncio.ensure_future(loop.create_connection(lambda client=client: client, "127.0.0.1", asking.port))
        for client in made
    ]
    await asyncio.sleep(end - time.perf_counter())
    for connecting in coming:
        connecting.cancel()
    for client in made:
        client.give_up()
    await asyncio.gather(*coming, return_exceptions=True)
    return latencies, len(errors), sum(client.answered > 0 for client in made)


def measure(name: str, asking: Asking, process: int, seconds: float, clients: int) -> Measured:
    """Warm a server up, then load it."""
    asyncio.run(load(asking, 1, 4))
    latencies, errors, answered = asyncio.run(load(asking, seconds, clients))
    ordered = sorted(latencies) or [0.0]
    rate, p99 = (len(latencies) - clients) / seconds, ordered[int(len(ordered) * 0.99)] * 1000
    found = Measured(rate, statistics.median(ordered) * 1000, p99, errors, answered, _memory(process))
    shown = (f"{found.rate:.0f}", f"{found.median:.1f}", f"{p99:.1f}", errors, answered, f"{found.memory:.0f}")
    columns = (f"{value:>{width}}" for value, width in zip(shown, WIDTHS, strict=True))
    print(f"{name:18} {'new' if asking.is_new else 'same':5}", *columns, flush=True)
    return found


def _memory(process: int) -> float:
    """Give the proportional memory of a process and its children, in MB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    total = 0
    for number in (process, *children):
        with suppress(OSError):  # a worker may be replaced meanwhile
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
            total += int(rollup.split("\nPss:")[1].split()[0])
    return total / 1024


def free_port() -> int:
    """Give a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(name: str, folder: str) -> Iterator[tuple[int, int]]:
    """Start a server and give its port and process."""
    port = free_port()
    if name == "findings":
        words = [FINDINGS, "serve", "--port", str(port)]
    elif name == "oxigraph":
        subprocess.run(["oxigraph", "load", "--location", folder, "--file", *FILES], check=True, capture_output=True)
        words = ["oxigraph", "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}"]
    else:
        words = ["rdflib-endpoint", "serve", "--host", "127.0.0.1", "--port", str(port), *FILES]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(1)
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def main() -> None:
    """Load each server in turn and print what came of it."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    clients = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    print(f"{clients} clients, {seconds:g} s each")
    columns = ("req/s", "median ms", "p99 ms", "errors", "clients", "MB")
    print(f"{'server':18} {'query':5}", *(f"{name:>{width}}" for name, width in zip(columns, WIDTHS, strict=True)))
    found: dict[tuple[str, bool], Measured] = {}
    for name in ("findings", "oxigraph", "rdflib-endpoint"):
        if name != "findings" and not shutil.which(name):
            print(f"{name:18} not installed")
            continue
        with tempfile.TemporaryDirectory() as folder, served(name, folder) as (port, process):
            for is_new in (True, False):
                asking = Asking(port, "/" if name == "rdflib-endpoint" else "/sparql", is_new)
                found[name, is_new] = measure(name, asking, process, seconds, clients)
    for peer in ("oxigraph", "rdflib-endpoint"):
        if (peer, True) in found:
            new, same = (found["findings", kind].rate / found[peer, kind].rate for kind in (True, False))
            print(f"findings is {new:.2f} x {peer} with new queries, {same:.2f} x with the same")
    print("goals: 0.8 x oxigraph new, 1.8 x same, p99 not above its, no errors")


if __name__ == "__main__":
    main()
