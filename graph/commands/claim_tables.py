"""The table of claims of what `--data` names: beside a loaded folder it is kept, and made again when it is stale."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph.claim_table import ClaimTable
    from graph.store import GraphStore
    from graph.store.disk import DiskStore

NAME = "claims.parquet"
WORTH_SAYING = 20_000


@contextmanager
def opened(graph: "GraphStore") -> Iterator["ClaimTable"]:
    """Give the table of a graph, which is made if there is none or it is stale.

    Raises
    ------
    MissingExtraError
        If DuckDB is not installed.
    FileError
        If it cannot be written.
    """
    from graph.store.disk import DiskStore

    if isinstance(graph, DiskStore) and not graph.is_whole:
        table = _fresh(graph) or _made(graph, os.path.join(graph.generation, NAME))
        try:
            yield table
        finally:
            table.close()
        return
    with tempfile.TemporaryDirectory(prefix="findings-") as folder:
        table = _made(graph, os.path.join(folder, NAME))
        try:
            yield table
        finally:
            table.close()


def kept(graph: "GraphStore") -> "ClaimTable | None":
    """Give the table that stands beside a loaded folder, if it is there and of what is loaded."""
    from graph.store.disk import DiskStore

    return _fresh(graph) if isinstance(graph, DiskStore) and not graph.is_whole else None


def readers(graph: "GraphStore") -> int:
    """How many processes may share the reading of a graph: several of a loaded folder, which each can open."""
    from graph import several
    from graph.store.disk import DiskStore

    return several.processors() if isinstance(graph, DiskStore) else 1


def is_installed() -> bool:
    """Whether DuckDB is there to ask a table."""
    from importlib.util import find_spec

    return find_spec("duckdb") is not None


def _fresh(graph: "DiskStore") -> "ClaimTable | None":
    from graph import claim_table
    from graph.errors import DataError

    path = os.path.join(graph.generation, NAME)
    if not os.path.isfile(path) or not is_installed():
        return None
    try:
        table = claim_table.ClaimTable(path)
    except DataError:
        return None
    return table if table.content() == _content(graph) else None


def _made(graph: "GraphStore", path: str) -> "ClaimTable":
    from graph import claim_table, writing
    from graph.commands import progress
    from graph.export import flow, parquet
    from graph.store.disk import DiskStore

    content = _content(graph) if isinstance(graph, DiskStore) else ""
    if isinstance(graph, DiskStore) and graph.marker.claims >= WORTH_SAYING:
        click.echo("findings: making the table of claims, once; --engine sparql answers without it", err=True)
    with progress.line() as line:
        tell = (lambda done, total: line.tell("making the table of claims", done, total)) if line else None
        rows = flow.of_store(graph, None, "everything", graph.forms, tell, readers(graph))
        writing.write(path, parquet.claims_parquet(rows, {claim_table.CONTENT: content}))
    return claim_table.ClaimTable(path)


def _content(graph: "DiskStore") -> str:
    from graph.export import parquet

    return f"{graph.marker.digest} {parquet.FORMAT}"
