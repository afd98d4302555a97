"""Promises of what flows: the same bytes as from memory, and as from a table; nothing is lost and little is held."""

import runpy
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest

from graph import export, network, rdf, records, store
from graph.claim_table import ClaimTable
from graph.commands import export as command
from graph.errors import FileError, LimitError
from graph.export import flow, parquet
from graph.store import FileStore, loading

ROOT = Path(__file__).parent.parent
FLOWING = [chosen for chosen in export.FORMATS.values() if chosen.flows]
SOURCES = ROOT / "tests" / "other-sources.ttl"


def _made(sources: FileStore | None = None) -> FileStore:
    text = "".join(runpy.run_path(str(ROOT / "scripts" / "generate.py"))["turtle"](300))
    return store.from_quads(rdf.from_bytes(text.encode(), rdf.FORMATS[".ttl"], "made.ttl"))


GRAPHS: dict[str, Callable[[], FileStore]] = {
    "article": lambda: store.from_files(layer="article"),
    "several sources": lambda: store.from_files([ROOT / "data", SOURCES]),
    "made up": _made,
}


@pytest.fixture(scope="module", params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> FileStore:
    """A graph of one source, and graphs of several."""
    return GRAPHS[request.param]()


@pytest.fixture(scope="module", params=["all", "some"])
def claims(request: pytest.FixtureRequest, graph: FileStore) -> list[str] | None:
    """Everything, and a selection."""
    if request.param == "all":
        return None
    return sorted(str(row["c"]) for row in graph.select("SELECT ?c { ?c a f:Claim }").dicts())[5:60:3]


def _whole(flowing: object) -> dict[str, bytes]:
    bits = flowing if isinstance(flowing, dict) else {"": flowing}
    return {name: b"".join(some) for name, some in bits.items()}


def _from_memory(chosen: export.Format, graph: FileStore, claims: list[str] | None) -> dict[str, bytes]:
    findings = records.read(graph, claims)
    made = network.from_findings(findings, findings.declared("version"), "some")
    rendered = chosen.render(export.Selected(findings, [], made, "some"))
    return rendered if isinstance(rendered, dict) else {"": rendered}


@pytest.mark.parametrize("chosen", FLOWING, ids=lambda chosen: chosen.name)
def test_what_flows_is_the_same_as_what_is_held(
    chosen: export.Format, graph: FileStore, claims: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, however small the parts in which it is read."""
    monkeypatch.setattr("graph.parts.CLAIMS_AT_ONCE", 7)
    monkeypatch.setattr("graph.parts.MOST_KEPT", 30)
    assert chosen.flows
    assert _from_memory(chosen, graph, claims) == _whole(chosen.flows(flow.of_store(graph, claims, "some")))


@pytest.mark.parametrize("chosen", FLOWING, ids=lambda chosen: chosen.name)
def test_what_flows_from_a_table_is_the_same(
    chosen: export.Format, graph: FileStore, claims: list[str] | None, tmp_path: Path
) -> None:
    """Byte for byte."""
    path = tmp_path / "claims.parquet"
    path.write_bytes(b"".join(parquet.claims_parquet(flow.of_store(graph, None, "everything"))))
    table = ClaimTable(str(path))
    assert chosen.flows
    flowing = _whole(chosen.flows(flow.of_table(graph, table, claims, "some")))
    assert _whole(chosen.flows(flow.of_store(graph, claims, "some"))) == flowing


def test_the_formats_of_rows_flow() -> None:
    """Those that a large graph is taken away in."""
    assert {"csv", "csv-folder", "tsv", "graphml", "parquet", "kgx", "neo4j"} == {chosen.name for chosen in FLOWING}


def test_a_flow_that_fails_midway_leaves_what_was_there(tmp_path: Path) -> None:
    """All of the new file, or the old one."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"old")
    good = flow.of_store(store.from_files(layer="article"), None, "everything")

    def broken() -> object:
        yield from list(good.claims())[:5]
        raise OSError(5, "Input/output error")

    failing = flow.Flow(good.about, good.datasets, good.counts, good.concepts, broken)  # type: ignore[arg-type]
    with pytest.raises(FileError):
        export.save_flowing(failing, str(path), export.FORMATS["csv"])
    assert {path: b"old"} == {file: file.read_bytes() for file in tmp_path.iterdir()}


def test_what_was_read_is_told_as_it_flows() -> None:
    """From nothing to all of it, never backward."""
    told: list[tuple[int, int]] = []
    rows = flow.of_store(store.from_files(layer="article"), None, "everything", tell=lambda *far: told.append(far))
    assert len(list(rows.claims())) == 144
    assert told == sorted(told)
    assert told[-1] == (144, 144)


def test_parquet_has_lists_numbers_and_truths_as_such(tmp_path: Path) -> None:
    """And the columns of the CSV, so that what is known of the one holds for the other."""
    import duckdb

    path = tmp_path / "claims.parquet"
    path.write_bytes(b"".join(parquet.claims_parquet(flow.of_store(store.from_files(), None, "everything"))))
    with duckdb.connect() as connection:
        found = connection.read_parquet(str(path))
        kinds = dict(zip(found.columns, map(str, found.types), strict=True))
        asked = "claim, hedge, section, cut_off FROM found WHERE claim = 'claim:nine-ways-02-m'"
        row = connection.execute(f"SELECT {asked}").fetchone()
    assert {*flow.CLAIM_COLUMNS} < {*kinds}
    assert ("VARCHAR[]", "INTEGER", "BOOLEAN", "VARCHAR") == tuple(
        kinds[name] for name in ("hedge", "section", "cut_off", "label")
    )
    text = (ROOT / "data" / "claims.ttl").read_text(encoding="utf-8")
    said = text.split("claim:nine-ways-02-m a f:Claim")[1].split(" .\n")[0]
    assert row is not None
    assert ("claim:nine-ways-02-m", 2) == (row[0], row[2])
    assert [one for one in row[1] if one not in said] == []
    assert bool(row[3]) == ("f:cutOff true" in said)


def test_values_flow_once_for_each_time_they_are_asked_for() -> None:
    """A flow is no iterator that is used up."""
    rows = flow.of_store(store.from_files(layer="article"), None, "everything")
    assert list(rows.claims()) == list(rows.claims())
    assert list(chain(rows.concepts())) == list(rows.concepts())
    assert {"claims": 144, "concepts": len(list(rows.concepts()))} == rows.counts


def test_a_format_of_all_at_once_refuses_more_than_memory_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it reads them, with the formats that flow; those take any number."""
    loading.load([ROOT / "data" / "claims.ttl"], tmp_path / "loaded")
    monkeypatch.setattr(command, "MOST_HELD", 100)
    monkeypatch.chdir(tmp_path)
    loaded = ["--data", "loaded"]
    with pytest.raises(LimitError, match="144 claims are too many for gml") as raised:
        command.command.main(["-o", "x.gml", *loaded], standalone_mode=False)
    assert "csv" in raised.value.advice
    assert not (tmp_path / "x.gml").exists()
    command.command.main(["-o", "x.csv", *loaded], standalone_mode=False)
    command.command.main(["-o", "x.gml", "--section", "9", *loaded], standalone_mode=False)
    assert {"x.csv", "x.gml"} < {file.name for file in tmp_path.iterdir()}
