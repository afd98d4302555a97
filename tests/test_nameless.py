"""Promises of nodes without a name: one label in two files is two things."""

from pathlib import Path

from pyoxigraph import BlankNode, Quad, RdfFormat

from graph import nameless, rdf, store

NODE = "_:x <http://e/p> {0} . <http://e/{0}> <http://e/q> _:x ."


def _parsed(text: str) -> list[Quad]:
    return rdf.from_bytes(text.encode(), RdfFormat.TURTLE, "made.ttl")


def _labels(quads: list[Quad]) -> set[str]:
    return {part.value for quad in quads for part in (quad.subject, quad.object) if isinstance(part, BlankNode)}


def test_a_label_of_two_files_is_two_nodes(tmp_path: Path) -> None:
    """As Turtle has it: the scope of a label is its file."""
    for number in (1, 2):
        (tmp_path / f"{number}.ttl").write_text(NODE.format(number), encoding="utf-8")
    graph = store.from_files([tmp_path / "1.ttl", tmp_path / "2.ttl"])
    rows = graph.select("SELECT ?from ?n { ?from <http://e/q> ?x . ?x <http://e/p> ?n }").dicts()
    assert [{"from": "http://e/1", "n": 1}, {"from": "http://e/2", "n": 2}] == rows


def test_within_a_file_it_stays_one_node() -> None:
    """Wherever it stands in it: as a subject, as an object, within a triple that is spoken of."""
    text = f"{NODE.format(1)} <http://e/s> <http://e/says> <<( _:x <http://e/p> 1 )>> ."
    made = nameless.apart({"a": _parsed(text), "b": _parsed(NODE.format(2))})
    (label,) = _labels(made["a"])
    assert label != "x"
    assert made["a"] == _parsed(text.replace("_:x", f"_:{label}"))
    assert not _labels(made["a"]) & _labels(made["b"])


def test_a_label_that_is_free_is_found() -> None:
    """What stands in a file already is not taken."""
    made = nameless.apart({"a": _parsed("_:x <http://e/p> 1 . _:x-1 <http://e/p> 2 ."), "b": _parsed(NODE.format(2))})
    assert 2 == len(_labels(made["a"]))
    assert not _labels(made["a"]) & _labels(made["b"])


def test_what_is_not_shared_is_not_touched() -> None:
    """The same quads, called as they were."""
    files = {"a": _parsed(NODE.format(1)), "b": _parsed(NODE.format(2).replace("_:x", "_:y"))}
    assert files == nameless.apart(files)
