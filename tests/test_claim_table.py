"""Promises of the table of claims: the same rows as SPARQL gives, made again when the data is another."""

import os
import runpy
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph import claim_table, queries, questions, rdf, resources, store
from graph.claim_table import ClaimTable
from graph.commands import claim_tables, query
from graph.errors import DataError, MissingExtraError, QueryError
from graph.export import flow, parquet
from graph.questions import Question
from graph.store import FileStore, loading
from graph.store.disk import DiskStore

ROOT = Path(__file__).parent.parent
ASKED = [question.name for question in questions.list_all() if question.table]
TABLE = ("--engine", "table")
Run = Callable[..., subprocess.CompletedProcess[str]]


@contextmanager
def _table(graph: FileStore, folder: Path) -> Iterator[ClaimTable]:
    path = folder / "claims.parquet"
    path.write_bytes(b"".join(parquet.claims_parquet(flow.of_store(graph, None, "everything"))))
    table = ClaimTable(str(path))
    try:
        yield table
    finally:
        table.close()


@pytest.fixture(scope="module")
def made() -> FileStore:
    """A thousand made-up claims of the whole model."""
    text = "".join(runpy.run_path(str(ROOT / "scripts" / "generate.py"))["turtle"](1000))
    return store.from_quads(rdf.from_bytes(text.encode(), rdf.FORMATS[".ttl"], "made.ttl"))


@pytest.fixture(scope="module", params=["shipped", "made"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[FileStore, ClaimTable]]:
    """A graph and its table: the article's, and a made-up one of many sources."""
    graph = request.getfixturevalue(request.param)
    with _table(graph, tmp_path_factory.mktemp("table")) as table:
        yield graph, table


def _given(question: Question, graph: FileStore, examples: Callable[[Question], dict[str, queries.Given]]) -> object:
    """Give the example's values, or the first concept with a claim where the graph knows none of them."""
    given = examples(question)
    if "concept" in given and not graph.select("ASK { concept:secure-attachment ?p ?o }"):
        subjects = graph.select("SELECT ?s { ?c a f:Claim ; f:subject ?s } GROUP BY ?s ORDER BY DESC(COUNT(*)) LIMIT 1")
        given = {"concept": str(subjects.dicts()[0]["s"])}
    if "words" in given:
        given = {"words": "IN"}
    return given


@pytest.mark.parametrize("name", ASKED)
def test_both_ways_give_the_same_rows(
    name: str, both: tuple[FileStore, ClaimTable], examples: Callable[[Question], dict[str, queries.Given]]
) -> None:
    """Term for term, in the same order."""
    graph, table = both
    question = questions.find(name)
    given = _given(question, graph, examples)
    expected = queries.tidy(question, graph.select(queries.bind(question, given, graph)))  # type: ignore[arg-type]
    assert expected == table.answer(questions.sql(question), queries.terms(question, given, graph))  # type: ignore[arg-type]
    assert expected.rows


def test_counting_ranking_searching_and_long_tables_take_that_way() -> None:
    """The head of a question declares it, and each file of SQL belongs to a question."""
    assert {"counts", "most-claimed", "claims-saying", "hedged-claims"} < {*ASKED}
    files = {path.name for path in Path(resources.QUERIES).glob("*.sql")}
    assert {questions.find(name).table for name in ASKED} == files


def test_a_question_without_sql_says_so() -> None:
    """It is not answered in another way than was asked for."""
    with pytest.raises(QueryError, match="not asked of the table"):
        questions.sql(questions.find("chains"))


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """The article's claims, loaded."""
    folder = tmp_path / "store"
    loading.load([ROOT / "data" / "claims.ttl"], folder)
    return folder


def _kept(folder: Path) -> Path:
    return next(folder.glob(f"generation-*/{claim_tables.NAME}"))


def test_it_is_made_once_beside_a_loaded_folder(loaded: Path, run: Run) -> None:
    """The second question finds what the first has made."""
    first = run("query", "counts", "--data", str(loaded), *TABLE)
    was = _kept(loaded).stat()
    second = run("query", "counts", "--data", str(loaded), *TABLE)
    assert first.stdout == second.stdout == run("query", "counts", "--data", str(loaded)).stdout
    assert (was.st_ino, was.st_mtime_ns) == (_kept(loaded).stat().st_ino, _kept(loaded).stat().st_mtime_ns)
    assert "Causal" in first.stdout


@pytest.mark.parametrize("content", [b"no Parquet", b""])
def test_one_that_is_stale_or_broken_is_made_again(content: bytes, loaded: Path, run: Run) -> None:
    """It is never the truth: what does not fit the loaded content is thrown away."""
    expected = run("query", "counts", "--data", str(loaded), *TABLE).stdout
    right = _kept(loaded).read_bytes()
    _kept(loaded).write_bytes(content)
    assert expected == run("query", "counts", "--data", str(loaded), *TABLE).stdout
    assert right == _kept(loaded).read_bytes()
    _kept(loaded).write_bytes(b"".join(parquet.claims_parquet(_nothing(), {claim_table.CONTENT: "another"})))
    assert expected == run("query", "counts", "--data", str(loaded), *TABLE).stdout


def _nothing() -> flow.Flow:
    return flow.of_store(store.from_quads([]), None, "everything")


def test_a_new_load_has_a_new_table(loaded: Path, run: Run) -> None:
    """The rows are those of what was loaded last."""
    before = run("query", "counts", "--data", str(loaded), *TABLE).stdout
    loading.load([ROOT / "docs" / "example" / "reading-aloud.ttl"], loaded)
    after = run("query", "counts", "--data", str(loaded), *TABLE)
    assert before != after.stdout == run("query", "counts", "--data", str(loaded)).stdout


def test_of_many_claims_on_disk_it_is_what_answers(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of few, and of a question that looks up a concept, SPARQL does."""
    graph, counts, lookup = store.from_data([loaded]), questions.find("counts"), questions.find("outcomes-of")
    assert not query._has_table(counts, graph)
    monkeypatch.setattr(query, "FEWEST_FOR_TABLE", 144)
    assert query._has_table(counts, graph)
    assert not query._has_table(lookup, graph)
    assert not query._has_table(counts, store.from_files())
    assert not query._has_table(counts, store.from_data([loaded], withdrawn=True))


def test_files_have_a_table_if_it_is_asked_for(run: Run) -> None:
    """To try a question of one's own in both ways."""
    asked = ("query", "most-claimed", "--layer", "article")
    assert run(*asked).stdout == run(*asked, "--engine", "table").stdout != ""


def test_a_question_of_ones_own_brings_its_own_sql(tmp_path: Path, run: Run) -> None:
    """The head names the file beside it."""
    (tmp_path / "mine.rq").write_text("#+ table: mine.sql\nSELECT (COUNT(*) AS ?n) { ?c a f:Claim }", encoding="utf-8")
    (tmp_path / "mine.sql").write_text("SELECT count(*) AS n FROM claims", encoding="utf-8")
    both_ways = [run("query", str(tmp_path / "mine.rq"), "--engine", engine).stdout for engine in ("sparql", "table")]
    assert both_ways[0] == both_ways[1] == "n\n144\n"


def test_without_duckdb_questions_are_asked_in_sparql(monkeypatch: pytest.MonkeyPatch, loaded: Path) -> None:
    """And what cannot do without it says how to install it."""
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    monkeypatch.setattr(claim_tables, "is_installed", lambda: False)
    assert claim_tables.kept(store.from_data([loaded])) is None
    with pytest.raises(MissingExtraError, match="scale"), claim_tables.opened(store.from_data([loaded])):
        pass


def test_a_table_that_is_none_is_told(tmp_path: Path) -> None:
    """What, where, what next."""
    (tmp_path / "x.parquet").write_bytes(b"nothing")
    with pytest.raises(DataError, match="no table of claims"):
        ClaimTable(str(tmp_path / "x.parquet"))


def test_withdrawn_claims_are_not_in_a_kept_table(loaded: Path) -> None:
    """With them the graph is another, which has no table beside it."""
    graph = store.from_data([loaded], withdrawn=True)
    with claim_tables.opened(graph) as table:
        assert len(list(table.rows())) == 144
    assert not list(loaded.glob(f"generation-*/{claim_tables.NAME}"))


def test_rows_of_some_claims_are_theirs_alone(both: tuple[FileStore, ClaimTable]) -> None:
    """In order, and what stands in their columns too."""
    graph, table = both
    known = sorted(str(row["c"]) for row in graph.select("SELECT ?c { ?c a f:Claim }").dicts())
    some = known[3:40:6]
    rows = list(table.rows(some))
    assert some == [row["iri"] for row in rows]
    assert sorted({row["subject"] for row in rows}) == table.named("subject", some)
    assert sorted({one for row in rows for one in row["basis"].split("|")}) == table.named("basis", some)
    assert len(known) == len(list(table.rows()))


def test_a_folder_that_cannot_be_written_is_told(loaded: Path, run: Run) -> None:
    """In SPARQL it answers all the same."""
    generation = next(loaded.glob("generation-*"))
    (generation / claim_tables.NAME).mkdir()
    failed = run("query", "counts", "--data", str(loaded), *TABLE)
    assert failed.returncode == 4
    assert "cannot write" in failed.stderr
    assert run("query", "counts", "--data", str(loaded)).stdout
    assert os.listdir(generation / claim_tables.NAME) == []


def test_disk_stores_alone_keep_one(shipped: FileStore) -> None:
    """Files that are read each time have none beside them."""
    assert not isinstance(shipped, DiskStore)
    assert claim_tables.kept(shipped) is None


def test_the_table_is_what_is_exported_where_it_is_there(loaded: Path, run: Run, tmp_path: Path) -> None:
    """Everything as Parquet is that file; a part of it is made."""
    run("query", "counts", "--data", str(loaded), *TABLE)
    run("export", "--data", str(loaded), "-o", "all.parquet")
    run("export", "--data", str(loaded), "--section", "9", "-o", "part.parquet")
    assert _kept(loaded).read_bytes() == (tmp_path / "all.parquet").read_bytes()
    whole, part = (len(list(ClaimTable(str(tmp_path / f"{name}.parquet")).rows())) for name in ("all", "part"))
    assert whole == 144
    assert 0 < part < 144
