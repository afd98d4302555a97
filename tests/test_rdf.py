"""Promises of RDF text: what is read is written again letter for letter, and a fault is told with its place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph import rdf
from graph.errors import DataError, FileError
from graph.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]
TTL = RdfFormat.TURTLE
EXAMPLE = b"@prefix : <http://example.org/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
ONE = Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), NamedNode("http://e/o"), DefaultGraph())

IRIS = st.text("abcXYZ09-_", min_size=1, max_size=6).map(lambda name: NamedNode(f"http://example.org/{name}"))
LITERALS = st.one_of(
    st.text(max_size=12).map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), st.text(max_size=12), st.sampled_from(["en", "de-at"])),
    st.builds(lambda text, kind: Literal(text, datatype=kind), st.text(max_size=12), IRIS),
    st.sampled_from(["0.30", "01", "1e3", "-0.0", "true"]).map(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}decimal"))
    ),
)
TRIPLES = st.lists(st.builds(Triple, IRIS, IRIS, IRIS | LITERALS), max_size=12)


def _triples(turtle: bytes) -> set[Triple]:
    return set(rdf.to_triples(rdf.from_bytes(turtle, TTL, "x.ttl")))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("0.30", "decimal"),
        ("5.50", "decimal"),
        ("-0.0", "decimal"),
        ("01", "integer"),
        ("+5", "integer"),
        ("3", "positiveInteger"),
        ("1.0E0", "double"),
        ("0.30", "double"),
        ("1e3", "double"),
        ("INF", "double"),
        ("1.50", "float"),
        ("1", "boolean"),
        ("2019-09-21T24:00:00", "dateTime"),
        ("P1Y0M", "duration"),
    ],
)
def test_a_number_or_date_stays_as_it_was_written(text: str, kind: str, tmp_path: Path) -> None:
    """Reading and writing changes no lexical form: "0.30" stays "0.30"."""
    file = tmp_path / "x.ttl"
    file.write_text(f'<http://e/s> <http://e/p> "{text}"^^<{XSD}{kind}> .', encoding="utf-8")
    (triple,) = _triples(rdf.canonical(rdf.read(file)))
    assert Literal(text, datatype=NamedNode(XSD + kind)) == triple.object


@given(TRIPLES)
def test_canonical_form_says_the_same(triples: list[Triple]) -> None:
    """Parsed again, the canonical form gives exactly the triples that went in."""
    assert set(triples) == _triples(rdf.canonical(triples))


@given(TRIPLES, st.randoms(use_true_random=False))
def test_canonical_form_does_not_depend_on_order_or_repetition(triples: list[Triple], random: object) -> None:
    """The same triples in any order, some twice, give the same bytes."""
    shuffled = [*triples, *triples[:3]]
    random.shuffle(shuffled)
    assert rdf.canonical(triples) == rdf.canonical(shuffled)


@given(TRIPLES)
def test_canonical_form_is_its_own_canonical_form(triples: list[Triple]) -> None:
    """Formatting a formatted file changes nothing."""
    once = rdf.canonical(triples)
    assert once == rdf.canonical(_triples(once))


def test_canonical_form_is_sorted_with_type_first_and_only_used_prefixes() -> None:
    """By subject; the type before other properties; no prefix that nothing uses."""
    given_text = b"""@prefix f: <https://w3id.org/findings-graph/terms#> . @prefix skos: <http://example.org/unused#> .
<http://e/b> <http://e/p> "x" . <http://e/a> <http://a.example/p> f:Claim ; a f:Claim ."""
    lines = rdf.canonical(_triples(given_text)).decode().splitlines()
    prefixes, body = set(lines[:2]), lines[2:]
    assert {f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("f", "rdf")} == prefixes
    assert ["<http://e/a> a f:Claim ;", "\t<http://a.example/p> f:Claim .", '<http://e/b> <http://e/p> "x" .'] == body


@pytest.mark.parametrize("suffix", rdf.FORMATS)
def test_a_file_is_read_by_its_suffix(suffix: str, tmp_path: Path) -> None:
    """Each format that is named is read."""
    file = tmp_path / f"x{suffix.upper()}"
    file.write_bytes(serialize([ONE], format=rdf.FORMATS[suffix]) or b"")
    assert [ONE] == rdf.read(file)


def test_a_byte_order_mark_is_accepted() -> None:
    """What Windows editors put before the first letter is no fault."""
    assert {ONE} == set(rdf.from_bytes(b"\xef\xbb\xbf<http://e/s> <http://e/p> <http://e/o> .", TTL, "x.ttl"))


@pytest.mark.parametrize(
    ("turtle", "place", "what"),
    [
        pytest.param(EXAMPLE + b":a :p :b .\n:c :p :d\n:e :p :f .\n", (5, 1), "a dot is missing", id="missing dot"),
        pytest.param(EXAMPLE + b":a :p :b .\nx:c :p :d .\n", (4, 1), "prefix 'x:' is not declared", id="prefix"),
        pytest.param(EXAMPLE + b":a :p <http://e/a b> .\n", (3, 7), "not a valid IRI", id="IRI with a space"),
        pytest.param(EXAMPLE + b"<a> :p :b .\n", (3, 1), "not a valid IRI", id="relative IRI"),
        pytest.param(EXAMPLE + b':a :p "open .\n:c :p :d .\n', (3, 7), "Unexpected end of file", id="open quote"),
        pytest.param(EXAMPLE + ':a :p "café" .\n'.encode("latin-1"), (3, None), "byte 0xe9 is not UTF-8", id="latin-1"),
        pytest.param((EXAMPLE + b":a :p :b .").decode().encode("utf-16"), (1, None), "is not UTF-8", id="UTF-16"),
        pytest.param("<a> .".encode("utf-16-le"), (None, None), "encoding other than UTF-8", id="UTF-16 without mark"),
        pytest.param(bytes(range(256)) * 40, (2, None), "byte 0x80 is not UTF-8", id="binary"),
        pytest.param(
            EXAMPLE + b":a :p\n" + b"[ :p " * 20_000 + b"1" + b" ]" * 20_000 + b" .",
            (4, None),
            "nested deeper than 200",
            id="20,000 nested",
        ),
    ],
)
def test_a_fault_is_told_with_file_line_and_column(
    turtle: bytes, place: tuple[int | None, int | None], what: str, tmp_path: Path
) -> None:
    """Where it is, as far as a position can be known, and what it is."""
    file = tmp_path / "bad.ttl"
    file.write_bytes(turtle)
    with pytest.raises(DataError) as caught:
        rdf.read(file)
    found = caught.value.place
    assert (str(file), *place) == (found.file, found.line, found.column)
    assert what in caught.value.what


@pytest.mark.parametrize(
    ("prefix", "advice"),
    [("skos", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."), ("skoss", "nearest: skos")],
)
def test_an_undeclared_prefix_is_met_with_what_to_write(prefix: str, advice: str) -> None:
    """A prefix of the project with its declaration, a slip with the nearest."""
    with pytest.raises(DataError) as caught:
        rdf.from_bytes(EXAMPLE + f"{prefix}:a :p :b .".encode(), TTL, "x.ttl")
    assert advice == caught.value.advice


def test_xml_with_a_doctype_is_refused() -> None:
    """Entities can blow up to gigabytes; none is read."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "lol">]><rdf:RDF/>'
    with pytest.raises(DataError, match="DOCTYPE"):
        rdf.from_bytes(bomb, RdfFormat.RDF_XML, "bomb.rdf")


def test_a_remote_context_is_refused() -> None:
    """JSON-LD that points elsewhere for its meaning is not followed."""
    text = b'{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "http://e/s", "p": "v"}'
    with pytest.raises(DataError, match="remote @context"):
        rdf.from_bytes(text, RdfFormat.JSON_LD, "x.jsonld")


def _nested_json(depth: int) -> bytes:
    return b'{"http://e/p": ' * depth + b"1" + b"}" * depth


def _nested_turtle(depth: int) -> bytes:
    return b"<http://e/s> <http://e/p> " + b"[ <http://e/p> " * depth + b"1" + b" ]" * depth + b" ."


@pytest.mark.parametrize(
    ("make", "form"), [(_nested_json, RdfFormat.JSON_LD), (_nested_turtle, TTL)], ids=["JSON-LD", "Turtle"]
)
def test_nesting_is_accepted_up_to_the_limit_and_no_further(make: Callable[[int], bytes], form: RdfFormat) -> None:
    """200 levels are read, 201 are refused."""
    assert rdf.from_bytes(make(rdf.DEEPEST), form, "x")
    with pytest.raises(DataError, match="nested deeper than 200"):
        rdf.from_bytes(make(rdf.DEEPEST + 1), form, "x")


@pytest.mark.parametrize(
    "turtle",
    [
        b':a :p "' + b"[" * 300 + b'" .',
        b":a :p '''\n" + b"{" * 300 + b"''' .",
        b":a :p <http://e/" + b"(" * 300 + b"> .",
        b"# " + b"[" * 300 + b"\n:a :p :b .",
        b":a :p " + b"(" * 150 + b")" * 150 + b", " + b"(" * 150 + b")" * 150 + b" .",
    ],
    ids=["text", "long text", "IRI", "comment", "closed again"],
)
def test_only_open_brackets_count_as_nesting(turtle: bytes) -> None:
    """Brackets in texts, IRIs and comments are no nesting, nor are those that are closed."""
    assert rdf.from_bytes(EXAMPLE + turtle, TTL, "x.ttl")


@pytest.mark.parametrize("name", [rb":a\#b", rb":a\'b"])
def test_an_escape_in_a_name_hides_no_nesting(name: bytes) -> None:
    """An escaped hash begins no comment, an escaped quote no text."""
    with pytest.raises(DataError, match="nested deeper than 200"):
        rdf.from_bytes(EXAMPLE + name + b" :p " + b"[ :p " * 300 + b"'x'" + b" ]" * 300 + b" .", TTL, "x.ttl")


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """No empty graph stands in for a file that is not there."""
    with pytest.raises(FileError, match=r"none\.ttl: no such file"):
        rdf.read(tmp_path / "none.ttl")


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    """The format is not guessed from the content."""
    (tmp_path / "x.docx").write_bytes(b"")
    with pytest.raises(DataError, match=r"unknown format '\.docx'\n  try: use one of \.ttl"):
        rdf.read(tmp_path / "x.docx")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Size is looked at first."""
    (tmp_path / "x.ttl").write_bytes(b"not Turtle at all")
    monkeypatch.setattr(rdf, "LARGEST", 5)
    with pytest.raises(FileError, match="larger than"):
        rdf.read(tmp_path / "x.ttl")


def test_graph_names_are_dropped_on_request() -> None:
    """Quads as triples, and quads in the default graph."""
    named = Quad(ONE.subject, ONE.predicate, BlankNode("b"), NamedNode("http://e/graph"))
    triple = Triple(ONE.subject, ONE.predicate, BlankNode("b"))
    assert [triple] == rdf.to_triples([named])
    assert [Quad(*triple, DefaultGraph())] == rdf.in_default_graph([named])
