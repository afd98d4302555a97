"""Promises of loading: ready for questions, alike to files in memory, and the old or the new whatever befalls it."""

import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph import queries, questions, records, standing, store, subgraph
from graph.errors import DataError, FileError, GraphError, LimitError, UsageError
from graph.store import derived, disk, loading, opening
from graph.vocabulary import SHORTCUTS, STANDINGS_GRAPH, TERM

ROOT = Path(__file__).parent.parent
CLAIM = (
    "claim:{0} a f:Claim ; f:subject concept:a ; f:relation f:withMore ; f:outcome concept:b ; f:certainty f:Stated ; "
    'f:reading f:Causal ; rdfs:label "x"@en .\n'
)
COUNT = f"SELECT (COUNT(*) AS ?n) {{ ?c a <{TERM.Claim}> }}"


def _file(path: Path, head: str, claims: int) -> Path:
    path.write_text(head + "".join(CLAIM.format(f"t-{n}") for n in range(claims)), encoding="utf-8")
    return path


def _count(folder: Path) -> int:
    graph = store.from_data([folder])
    assert isinstance(graph, disk.DiskStore)
    try:
        return int(graph.select(COUNT).dicts()[0]["n"])
    finally:
        graph.close()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> disk.DiskStore:
    """The shipped graph, loaded."""
    folder = tmp_path_factory.mktemp("loaded")
    loading.load([], folder)
    return disk.DiskStore(str(folder))


@pytest.mark.parametrize("name", [question.name for question in questions.list_all()])
def test_a_loaded_folder_answers_every_question_as_the_files_do(
    name: str, loaded: disk.DiskStore, examples: Callable[[questions.Question], dict[str, queries.Given]]
) -> None:
    """Row for row, in the same order, by layer."""
    question = questions.find(name)
    layer = question.layer or "all"
    files, folder = store.from_files(layer=layer), store.from_data([loaded.name], layer)
    given = examples(question)
    expected = queries.tidy(question, files.select(queries.bind(question, given, files)))
    assert expected == queries.tidy(question, folder.select(queries.bind(question, given, folder)))


def test_what_is_read_of_a_loaded_folder_is_what_the_files_hold(loaded: disk.DiskStore) -> None:
    """Claims, and all that they refer to."""
    assert records.read(store.from_files()) == records.read(loaded)


def test_what_is_derived_is_there_and_follows_the_rule_of_standings(loaded: disk.DiskStore) -> None:
    """One standing a claim, as `graph.standing` works it out of whole records; none for a definition."""
    findings, literature = records.read(loaded), records.read_literature(loaded)
    expected = {
        iri: standing.of_claim(claim, literature.about(iri), literature.studies).name
        for iri, claim in findings.claims.items()
    }
    rows = loaded.select(f"SELECT ?c ?s {{ GRAPH <{STANDINGS_GRAPH}> {{ ?c f:standing ?s }} }}").dicts()
    got = {row["c"]: row["s"].rsplit("#")[-1] for row in rows}
    assert len(rows) == len(got)
    assert {i: n.title().replace(" ", "") for i, n in expected.items() if n != standing.NONE} == got


def test_shortcuts_are_the_same_on_disk_and_in_memory(loaded: disk.DiskStore) -> None:
    """There are some, and they are the same."""
    query = f"SELECT ?s ?p ?o {{ GRAPH <{SHORTCUTS}> {{ ?s ?p ?o }} }}"
    assert loaded.select(query).rows
    assert store.from_files().select(query) == loaded.select(query)


def test_a_layer_of_a_loaded_folder_leaves_the_literature_out(loaded: disk.DiskStore) -> None:
    """As it does with files."""
    article = store.from_data([loaded.name], "article")
    assert article.answer("ASK { ?claim a f:Claim }")
    assert not article.answer("ASK { ?line a f:EvidenceLine }")


def test_the_triples_of_a_claim_are_found(loaded: disk.DiskStore) -> None:
    """The same subjects and properties as from the files; the forms of numbers are the store's own."""
    iri = "https://w3id.org/findings-graph/claim/nine-ways-02-d"
    files = {(t.subject, t.predicate) for t in subgraph.triples(store.from_files(), [iri])}
    assert files == {(t.subject, t.predicate) for t in subgraph.triples(loaded, [iri])}


def test_it_says_that_forms_may_differ(loaded: disk.DiskStore) -> None:
    """A loaded folder says so, and files have nothing to say."""
    assert "0.3" in loaded.forms
    assert "" == store.from_files().forms


def test_the_marker_says_what_was_loaded(tmp_path: Path, head: str) -> None:
    """Claims, triples, files, and a digest that is another for other content."""
    one = loading.load([_file(tmp_path / "one.ttl", head, 3)], tmp_path / "store")
    assert (3, disk.read_marker(str(tmp_path / "store"))) == (one.claims, one)
    assert str(tmp_path / "one.ttl") in one.files
    assert one.digest != loading.load([_file(tmp_path / "one.ttl", head, 4)], tmp_path / "store").digest


@pytest.mark.parametrize("suffix", ["nt", "nq", "trig", "jsonld", "rdf", "ttl"])
def test_every_format_is_loaded_into_one_graph(suffix: str, tmp_path: Path) -> None:
    """Whatever graph a file names, its quads are in the default one, as with files in memory."""
    texts = {
        "nt": "<http://e/s> <http://e/p> <http://e/o> .",
        "nq": "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .",
        "trig": "<http://e/g> { <http://e/s> <http://e/p> <http://e/o> }",
        "ttl": "\ufeff<http://e/s> <http://e/p> <http://e/o> .",
        "jsonld": '{"@id": "http://e/s", "http://e/p": {"@id": "http://e/o"}}',
        "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        '<rdf:Description rdf:about="http://e/s"><e:p rdf:resource="http://e/o"/></rdf:Description></rdf:RDF>',
    }
    (tmp_path / f"x.{suffix}").write_text(texts[suffix], encoding="utf-8")
    loading.load([tmp_path / f"x.{suffix}"], tmp_path / "store")
    assert store.from_data([tmp_path / "store"]).answer("ASK { <http://e/s> <http://e/p> <http://e/o> }")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.ttl", b"<http://e/s> <http://e/p> <http://e/o> .\n<http://e/s> <http://e/p> oops .", "bad.ttl:2:"),
        ("bad.nt", b"\xff\xfe<", "bad.nt"),
        ("zero.ttl", b"<http://e/s> <http://e/p> 1 .\0", "zero bytes"),
        ("bomb.rdf", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "DOCTYPE"),
        ("deep.jsonld", b'{"@graph":' + b"[" * 5000 + b"]" * 5000 + b"}", "nested deeper"),
        ("what.txt", b"", "unknown format"),
        ("none.ttl", None, "no such file"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_told_and_leaves_the_old(
    name: str, content: bytes | None, said: str, tmp_path: Path, head: str
) -> None:
    """With its place; the folder answers as before."""
    folder = tmp_path / "store"
    loading.load([_file(tmp_path / "good.ttl", head, 2)], folder)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError) as caught:
        loading.load([tmp_path / "good.ttl", tmp_path / name], folder)
    assert said in str(caught.value)
    assert 2 == _count(folder)


def test_a_folder_that_holds_other_things_is_not_loaded_into(tmp_path: Path, head: str) -> None:
    """Nobody's files are mixed with ours, or removed."""
    good = _file(tmp_path / "good.ttl", head, 1)
    with pytest.raises(UsageError, match=r"holds other things: good\.ttl"):
        loading.load([good], tmp_path)
    assert ["good.ttl"] == os.listdir(tmp_path)


def test_two_loads_into_one_folder_do_not_meet(tmp_path: Path, head: str) -> None:
    """The second is refused while the first is at work."""
    folder = tmp_path / "store"
    good = _file(tmp_path / "good.ttl", head, 1)
    refused = []

    def again(progress: loading.Progress) -> None:
        with pytest.raises(FileError, match="another load"):
            loading.load([good], folder)
        refused.append(progress)

    loading.load([good], folder, tell=again)
    assert refused
    assert 1 == _count(folder)


def test_a_reader_keeps_what_it_opened_while_it_is_replaced(tmp_path: Path, head: str) -> None:
    """It answers from the old to its end; the next load removes that."""
    folder = tmp_path / "store"
    loading.load([_file(tmp_path / "a.ttl", head, 2)], folder)
    reader = disk.DiskStore(str(folder))
    old = folder / reader.marker.generation
    loading.load([_file(tmp_path / "a.ttl", head, 5)], folder)
    assert (2, 5) == (reader.select(COUNT).dicts()[0]["n"], _count(folder))
    assert old.is_dir()
    reader.close()
    loading.load([_file(tmp_path / "a.ttl", head, 6)], folder)
    assert not old.exists()


def test_progress_goes_from_nothing_to_everything(tmp_path: Path, head: str) -> None:
    """In bytes of the files, never backward."""
    told: list[loading.Progress] = []
    loading.load([_file(tmp_path / "a.ttl", head, 500)], tmp_path / "store", tell=told.append)
    done = [progress.done for progress in told]
    assert sorted(done) == done
    assert told[-1].done == told[-1].total > 500


# Killed, or out of room


LOADING = """
import sys
from graph.store import loading
loading.load([sys.argv[1]], sys.argv[2], tell=lambda progress: print(progress.step, flush=True))
"""


def _begin(file: Path, folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", LOADING, file, folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
    )


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory, head: str) -> Path:
    """Enough claims that a load takes a while."""
    return _file(tmp_path_factory.mktemp("much") / "much.ttl", head, 20_000)


@pytest.fixture(scope="module")
def length(much: Path, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long that load takes, in seconds."""
    begun = time.monotonic()
    process = _begin(much, tmp_path_factory.mktemp("whole") / "store")
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - begun


@pytest.mark.parametrize("moment", range(20))
def test_killed_at_any_moment_it_has_the_old_or_the_new(
    moment: int, much: Path, length: float, tmp_path: Path, head: str
) -> None:
    """Kill -9 at twenty moments of a load: all of two claims or all of 20,000, and the next load is not in its way."""
    folder = tmp_path / "store"
    loading.load([_file(tmp_path / "old.ttl", head, 2)], folder)
    process = _begin(much, folder)
    time.sleep(random.Random(moment).uniform(moment / 20, (moment + 1) / 20) * length)
    process.kill()
    process.communicate()
    assert _count(folder) in {2, 20_000}
    loading.load([_file(tmp_path / "new.ttl", head, 3)], folder)
    assert 3 == _count(folder)
    generations = [name for name in os.listdir(folder) if name.startswith("generation-")]
    assert [disk.read_marker(str(folder)).generation] == generations


@pytest.mark.parametrize("step", ["reading", "putting", "shortcuts", "writing"])
def test_killed_at_each_step_it_has_the_old(step: str, much: Path, tmp_path: Path, head: str) -> None:
    """Before the marker is replaced, nothing of the new is seen."""
    folder = tmp_path / "store"
    loading.load([_file(tmp_path / "old.ttl", head, 2)], folder)
    process = _begin(much, folder)
    assert process.stdout
    for line in process.stdout:
        if line.decode().startswith(step):
            break
    process.kill()
    process.communicate()
    assert _count(folder) == 2


def test_a_first_load_that_was_killed_leaves_no_data_and_says_so(much: Path, tmp_path: Path) -> None:
    """The folder is not taken for one with data, nor for an empty one."""
    process = _begin(much, tmp_path / "store")
    assert process.stdout
    process.stdout.readline()
    process.kill()
    process.communicate()
    with pytest.raises(DataError, match="was not finished"):
        store.from_data([tmp_path / "store"])
    loading.load([much], tmp_path / "store")
    assert 20_000 == _count(tmp_path / "store")


@pytest.mark.parametrize("room", [1000, 100_000, 1_000_000])
def test_out_of_room_it_has_the_old(room: int, much: Path, tmp_path: Path, head: str) -> None:
    """No file may grow over a size: an error is told, and the old answers."""
    folder = tmp_path / "store"
    loading.load([_file(tmp_path / "old.ttl", head, 2)], folder)

    def narrow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [Path(sys.executable).with_name("findings"), "load", much, "--into", folder],
        capture_output=True, preexec_fn=narrow, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr
    assert 2 == _count(folder)


def test_on_a_full_disk_it_has_the_old_and_says_so(much: Path, tmp_path: Path, head: str) -> None:
    """A file system of a few megabytes, really filled."""
    mounted, command = tmp_path / "small", [Path(sys.executable).with_name("findings"), "load"]
    mounted.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", mounted], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no small file system can be made here: {done.stderr.decode().strip()}")
    try:
        folder = mounted / "store"
        subprocess.run([*command, _file(tmp_path / "old.ttl", head, 2), "--into", folder], check=True)
        done = subprocess.run([*command, much, "--into", folder], capture_output=True, check=False)
        assert (4, True) == (done.returncode, b"the disk is full" in done.stderr)
        count = [command[0], "query", COUNT, "--data", folder]
        assert b"n\n2\n" == subprocess.run(count, capture_output=True, check=True).stdout
    finally:
        subprocess.run(["umount", mounted], check=True)


def test_an_engine_that_fails_midway_leaves_the_old(tmp_path: Path, head: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is derived cannot be written: the error is told, the old answers."""
    folder = tmp_path / "store"
    loading.load([_file(tmp_path / "old.ttl", head, 2)], folder)

    def fail(graph: object) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(derived, "quads", fail)
    with pytest.raises(FileError, match="the disk is full"):
        loading.load([_file(tmp_path / "new.ttl", head, 4)], folder)
    assert 2 == _count(folder)


# Opening


def test_a_loaded_folder_stands_alone(loaded: disk.DiskStore, tmp_path: Path) -> None:
    """Files beside it would not be in its index."""
    with pytest.raises(UsageError, match="stands alone"):
        store.from_data([loaded.name, tmp_path / "x.ttl"])


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": 1}', "no JSON"])
def test_a_marker_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    """In words, with what to do."""
    (tmp_path / disk.MARKER).write_text(text)
    with pytest.raises(DataError, match=r"marker|version"):
        store.from_data([tmp_path])


def test_a_folder_of_another_version_is_refused(tmp_path: Path, head: str) -> None:
    """It says which version, and to load again."""
    loading.load([_file(tmp_path / "a.ttl", head, 1)], tmp_path / "store")
    marker = tmp_path / "store" / disk.MARKER
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "format": 99}))
    with pytest.raises(DataError, match="format 99, not 1"):
        store.from_data([tmp_path / "store"])


def test_a_loaded_folder_is_held_in_memory_unless_it_is_too_large(
    loaded: disk.DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For what goes through everything again and again, as the server does."""
    held = store.in_memory(loaded)
    assert set(loaded.quads) == set(held.quads)
    assert held is store.in_memory(held)
    monkeypatch.setattr(opening, "MOST_QUADS", 10)
    with pytest.raises(LimitError, match="too many to be held in memory"):
        store.in_memory(loaded)


def test_the_index_of_a_folder_is_read_only(loaded: disk.DiskStore) -> None:
    """Nothing that asks can change it."""
    index = loaded.index()
    assert isinstance(index, Store)
    with pytest.raises(RuntimeError, match="read-write"):
        index.update("DELETE WHERE { ?s ?p ?o }")


def test_files_without_a_claim_do_not_take_the_place_of_claims(tmp_path: Path) -> None:
    """Somebody named the wrong ones; what was loaded answers as before, and nothing half made is left."""
    (tmp_path / "empty.ttl").write_bytes(b"")
    loading.load([tmp_path / "empty.ttl"], tmp_path / "new")
    folder = tmp_path / "store"
    before = loading.load([ROOT / "data" / "claims.ttl"], folder)
    with pytest.raises(DataError, match="no claim in these files"):
        loading.load([tmp_path / "empty.ttl"], folder)
    (tmp_path / "broken.ttl").write_bytes(b"<a> <b> .")
    with pytest.raises(DataError):
        loading.load([tmp_path / "broken.ttl"], folder)
    assert [before.generation] == [path.name for path in folder.glob("generation-*")]
    assert before == disk.read_marker(str(folder))
