"""Promises of the store: every query form is answered, order is fixed, shortcuts are cautious, files stay the truth."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from graph import rdf, resources, store
from graph.ask import Solutions
from graph.errors import DataError, FileError, QueryError
from graph.vocabulary import BASE, PREFIXES, SHORTCUTS, TERM

MakeStore = Callable[[str], store.FileStore]
CLAIM = "claim:t-01-a a f:Claim ; f:subject concept:a ; f:relation f:withMore ; f:outcome concept:b"
SHORTCUT = f"ASK {{ GRAPH <{SHORTCUTS}> {{ concept:a f:withMore concept:b }} }}"
ARTICLE = "<http://e/article> <http://e/p> 1 ."
LITERATURE = "<http://e/literature> <http://e/p> 1 ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of data: claims, vocabulary, literature, and shapes that are no data."""
    for name, turtle in {"claims": ARTICLE, "vocabulary": "", "literature": LITERATURE, "shapes": "not Turtle"}.items():
        (tmp_path / f"{name}.ttl").write_text(turtle, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no data", encoding="utf-8")
    return tmp_path


def _names(graph: store.FileStore) -> set[str]:
    return {os.path.basename(name) for name in graph.files}


def test_a_select_is_answered_with_variables_and_rows(make_store: MakeStore) -> None:
    """Terms as they are, None for what is unbound."""
    graph = make_store('<http://e/s> <http://e/p> "x"@en .')
    expected = Solutions(("o", "none"), [(Literal("x", language="en"), None)])
    assert expected == graph.select("SELECT ?o ?none { <http://e/s> <http://e/p> ?o OPTIONAL { ?o ?p ?none } }")


def test_rows_without_an_order_are_sorted(make_store: MakeStore) -> None:
    """The same question gives the same rows in the same order, each time."""
    graph = make_store("<http://e/b> <http://e/p> 1 . <http://e/c> <http://e/p> 1 . <http://e/a> <http://e/p> 1 .")
    rows = graph.select("SELECT ?s { ?s <http://e/p> 1 }").rows
    assert [(NamedNode(f"http://e/{name}"),) for name in "abc"] == rows


def test_rows_with_an_order_keep_it(make_store: MakeStore) -> None:
    """ORDER BY is not undone."""
    graph = make_store("<http://e/b> <http://e/p> 1 . <http://e/c> <http://e/p> 1 . <http://e/a> <http://e/p> 1 .")
    rows = graph.select("SELECT ?s { ?s <http://e/p> 1 } ORDER BY DESC(?s)").rows
    assert [(NamedNode(f"http://e/{name}"),) for name in "cba"] == rows


@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . ?s <http://e/p> ?x }", "DESCRIBE <http://e/s>"]
)
def test_a_construct_and_a_describe_are_answered_with_sorted_triples(query: str, make_store: MakeStore) -> None:
    """As triples, in an order that does not depend on the engine."""
    graph = make_store("<http://e/s> <http://e/p> <http://e/2>, <http://e/1> .")
    s, p = NamedNode("http://e/s"), NamedNode("http://e/p")
    assert [Triple(s, p, NamedNode("http://e/1")), Triple(s, p, NamedNode("http://e/2"))] == graph.construct(query)


@pytest.mark.parametrize(
    ("query", "expected"), [("ASK { ?s <http://e/p> 1 }", True), ("ASK { ?s <http://e/p> 2 }", False)]
)
def test_an_ask_is_answered_with_a_truth_value(query: str, expected: bool, make_store: MakeStore) -> None:
    """True or False, nothing else."""
    assert expected is make_store("<http://e/s> <http://e/p> 1 .").answer(query)


def test_describing_keeps_numbers_as_written(make_store: MakeStore) -> None:
    """The file is the truth: "0.30" does not become 0.3 on its way out."""
    graph = make_store("<http://e/s> <http://e/p> 0.30 . <http://e/other> <http://e/p> 1 .")
    (triple,) = graph.describe(["http://e/s"])
    assert Literal("0.30", datatype=NamedNode(f"{PREFIXES['xsd']}decimal")) == triple.object


def test_an_update_is_refused(make_store: MakeStore) -> None:
    """Nothing asked of a store changes it."""
    with pytest.raises(QueryError, match="read-only"):
        make_store(ARTICLE).answer("DELETE WHERE { ?s ?p ?o }")


def test_a_file_named_by_a_query_is_not_read(make_store: MakeStore, tmp_path: Path) -> None:
    """FROM and GRAPH fetch nothing: the answer is empty, not the content of a file."""
    secret = tmp_path / "secret.nt"
    secret.write_text("<http://e/s> <http://e/p> 'secret' .", encoding="utf-8")
    for query in ("SELECT * FROM <{}> {{ ?s ?p ?o }}", "SELECT * FROM NAMED <{0}> {{ GRAPH <{0}> {{ ?s ?p ?o }} }}"):
        assert [] == make_store(ARTICLE).select(query.format(secret.as_uri())).rows


def test_a_fault_in_a_query_names_the_file_it_came_from(make_store: MakeStore) -> None:
    """`answer_file` is for .rq files."""
    with pytest.raises(QueryError, match=r"^mine\.rq:2:"):
        make_store(ARTICLE).answer_file("SELECT *\nFOO", "mine.rq")


@pytest.mark.parametrize(
    "more",
    [
        "f:certainty f:Stated",
        "f:certainty f:Hedged ; f:hedge f:Modal",
        "f:certainty f:Stated ; f:hedge f:PartialCause, f:NotAll, f:WeakerResult, f:LinkVerb, f:UnknownMechanism",
        "f:certainty f:Stated ; f:subjectAge concept:infancy ; f:mediator concept:m",
        "f:certainty f:Stated ; cito:disputes claim:t-01-b",
    ],
    ids=["stated", "hedged", "limits", "subject age and mediator", "disputes another"],
)
def test_a_firm_claim_makes_a_shortcut(more: str, make_store: MakeStore) -> None:
    """Subject, relation, outcome as one triple, in a graph of its own."""
    assert make_store(f"{CLAIM} ; {more} .").answer(SHORTCUT)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("f:certainty f:Guessed ; f:hedge f:OpenGuess .", id="a guess"),
        pytest.param("f:certainty f:Reported ; f:heldBy concept:parents .", id="a belief of others"),
        pytest.param("f:certainty f:Stated ; f:condition concept:c .", id="a condition"),
        pytest.param("f:certainty f:Stated ; f:age concept:c .", id="an age"),
        pytest.param("f:certainty f:Stated ; f:population concept:c .", id="a population"),
        pytest.param("f:certainty f:Stated ; f:comparator concept:c .", id="a comparison"),
        pytest.param("f:certainty f:Stated ; f:alternativeTo claim:t-01-b .", id="one half of an either-or"),
        pytest.param("f:certainty f:Stated ; f:cutOff true .", id="a cut-off claim"),
        pytest.param('f:certainty f:Stated ; prov:invalidatedAtTime "2026-01-01" .', id="a withdrawn claim"),
        pytest.param("f:certainty f:Stated ; f:hedge f:CanHappen .", id="what only can happen"),
        pytest.param("f:certainty f:Stated . claim:t-01-b cito:disputes claim:t-01-a .", id="a disputed claim"),
        pytest.param("f:hedge f:Modal .", id="no certainty"),
    ],
)
def test_a_claim_whose_meaning_a_triple_would_change_makes_no_shortcut(more: str, make_store: MakeStore) -> None:
    """Each exclusion of the model, one by one."""
    assert not make_store(f"{CLAIM} ; {more}").answer(SHORTCUT)


def test_shortcuts_are_in_no_other_graph(make_store: MakeStore) -> None:
    """The everyday question over the default graph finds claims alone."""
    graph = make_store(f"{CLAIM} ; f:certainty f:Stated .")
    assert graph.answer(SHORTCUT)
    assert not graph.answer("ASK { concept:a f:withMore concept:b }")


def test_the_graphs_of_a_file_are_read_as_one(tmp_path: Path) -> None:
    """The files form the default graph, whatever graph names a TriG file has."""
    (tmp_path / "x.trig").write_text("<http://e/g> { <http://e/s> <http://e/p> 1 }", encoding="utf-8")
    assert store.from_files([tmp_path / "x.trig"]).answer("ASK { <http://e/s> <http://e/p> 1 }")


def test_a_folder_is_read_whole_but_for_the_shapes(folder: Path) -> None:
    """Every RDF file of it; shapes are rules, not data."""
    assert {"claims.ttl", "vocabulary.ttl", "literature.ttl"} == _names(store.from_files([folder]))


def test_the_article_layer_of_a_folder_is_claims_and_vocabulary(folder: Path) -> None:
    """What other literature says is left out."""
    graph = store.from_files([folder], "article")
    assert [str(folder / "claims.ttl"), str(folder / "vocabulary.ttl")] == list(graph.files)
    assert (True, False) == (
        graph.answer("ASK { <http://e/article> ?p ?o }"),
        graph.answer("ASK { <http://e/literature> ?p ?o }"),
    )


def test_the_article_layer_leaves_a_literature_out_that_is_named(folder: Path) -> None:
    """By its own path as in its folder; alone, it is an error and no empty answer."""
    named = [folder / "claims.ttl", folder / "literature.ttl"]
    assert "literature.ttl" in _names(store.from_files(named))
    assert "literature.ttl" not in _names(store.from_files(named, "article"))
    with pytest.raises(DataError, match="the layer 'article' leaves the literature out"):
        store.from_files([folder / "literature.ttl"], "article")


def test_the_shipped_graph_is_what_opens_when_nothing_is_named() -> None:
    """Its claims and its vocabulary."""
    assert {"claims.ttl", "vocabulary.ttl"} <= _names(store.from_files())


def test_the_vocabulary_comes_with_a_file_that_has_none(tmp_path: Path) -> None:
    """Ranks of certainty can be asked of anyone's claims."""
    (tmp_path / "mine.ttl").write_text(ARTICLE, encoding="utf-8")
    graph = store.from_files([tmp_path / "mine.ttl"])
    assert {str(tmp_path / "mine.ttl"), os.path.join(resources.DATA, "vocabulary.ttl")} == set(graph.files)


def test_a_vocabulary_of_ones_own_is_not_doubled(folder: Path) -> None:
    """The shipped one stands in only where there is none."""
    graph = store.from_files([folder])
    assert [str(folder / "vocabulary.ttl")] == [name for name in graph.files if name.endswith("vocabulary.ttl")]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    """Naming a folder and a file in it is no mistake."""
    graph = store.from_files([folder, folder / "claims.ttl"])
    assert len(graph.files) == len(_names(graph))


def test_a_missing_file_is_not_served_as_an_empty_graph(tmp_path: Path) -> None:
    """It is an error that names the file."""
    with pytest.raises(FileError, match=r"none\.ttl: no such file"):
        store.from_files([tmp_path / "none.ttl"])


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    """Nothing to read is not the same as an empty answer."""
    with pytest.raises(DataError, match="no RDF files in this folder"):
        store.from_files([tmp_path])


def test_quads_in_memory_open_with_the_vocabulary() -> None:
    """So that a notebook can ask them."""
    quads = rdf.from_bytes(ARTICLE.encode(), RdfFormat.TURTLE, "x")
    graph = store.from_quads(quads, "mine")
    assert quads == graph.files["mine"]
    assert graph.answer(f"ASK {{ <{TERM.Stated}> rdf:value 3 }}")


def test_version_and_date_are_those_that_the_data_gives(make_store: MakeStore) -> None:
    """Of the dataset, not of today."""
    graph = make_store(f'<{BASE}dataset> schema:version "9.8.7" ; dcterms:modified "2025-03-04"^^xsd:date .')
    assert ("9.8.7", "2025-03-04") == (graph.version(), graph.date())


def test_version_and_date_are_empty_where_the_data_gives_none(make_store: MakeStore) -> None:
    """None is made up."""
    graph = make_store(ARTICLE)
    assert ("", "") == (graph.version(), graph.date())
