"""What tests share: the shipped graph, small graphs made for one test, and the command itself."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import RdfFormat

from graph import rdf, records, store
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
