"""Promises of sheets and back: nothing is lost, not a lexical form; importing twice changes nothing."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from graph import passages, rdf
from graph.sheets import building, filling, reading, writing
from graph.sheets.columns import SHEETS, TYPE
from graph.sheets.tables import Book, Table
from graph.vocabulary import PREFIXES, TERM

DATA = Path(__file__).parent.parent / "data"
CLAIMS = DATA / "claims.ttl"
XSD = PREFIXES["xsd"]
HOSTILE = [
    ("0.30", "decimal"), ("5.50", "decimal"), ("-0.0", "decimal"), ("01", "integer"), ("+5", "integer"),
    ("3", "positiveInteger"), ("1.0E0", "double"), ("0.30", "double"), ("1e3", "double"), ("INF", "double"),
    ("1.50", "float"), ("1", "boolean"), ("2019-09-21T24:00:00", "dateTime"), ("P1Y0M", "duration"),
]  # fmt: skip
TEXTS = [
    "=1+1",
    "'=1",
    "+x",
    "a|b",
    " a",
    "a ",
    "a\nb",
    "a\r\nb",
    "\u0007",
    "\u202e",
    "_x0041_",
    "'",
    '"',
    "",
    "x" * 70_000,
]
NAMES = st.sampled_from(["a", "b", "c-1", "ü", "x/y"])
NODES = st.builds(
    lambda sheet, name: NamedNode(SHEETS[sheet].namespace + name), st.sampled_from([*SHEETS]), NAMES
) | st.sampled_from([NamedNode("http://e/x"), NamedNode(TERM.Stated), NamedNode(TERM.withMore), NamedNode(TERM.age)])
LITERALS = st.one_of(
    st.sampled_from([Literal(text, datatype=NamedNode(XSD + kind)) for text, kind in HOSTILE]),
    st.sampled_from([Literal(text, language="en") for text in TEXTS]),
    st.builds(lambda text, tag: Literal(text, language=tag), st.text(max_size=9), st.sampled_from(["en", "de-at"])),
    st.text(max_size=9).map(Literal),
    st.sampled_from(["2019", "2019-09", "2019-09-21", "2019-13-01"]).map(
        lambda text: Literal(text, datatype=NamedNode(f"{XSD}date"))
    ),
)
PROPERTIES = sorted({column.iri for sheet in SHEETS.values() for column in sheet.columns if column.iri})
TYPES = [iri for sheet in SHEETS.values() for iri in sheet.types]
TRIPLES = st.lists(
    st.builds(Triple, NODES, st.just(NamedNode(TYPE)), st.sampled_from(TYPES).map(NamedNode))
    | st.builds(Triple, NODES, st.sampled_from(PROPERTIES).map(NamedNode), NODES | LITERALS),
    max_size=25,
)
Run = Callable[..., CompletedProcess[str]]


def _back(tables: list[Table]) -> set[Triple]:
    built = building.build(Book(tables, [], []), passages.digest)
    assert [] == built.faults
    return built.triples


def _through(triples: list[Triple], folder: Path, *, as_csv: bool) -> set[Triple]:
    """Send triples through files and back."""
    tables = filling.fill(triples)
    if as_csv:
        for name, data in writing.to_csv(tables).items():
            (folder / name).write_bytes(data)
        book = reading.read([str(folder)])
    else:
        (folder / "x.xlsx").write_bytes(writing.to_xlsx(tables))
        book = reading.read([str(folder / "x.xlsx")])
    assert ([], []) == (book.faults, book.notes)
    return _back(book.tables)


@pytest.mark.parametrize("name", ["claims.ttl", "literature.ttl", "vocabulary.ttl", "shapes.ttl"])
@pytest.mark.parametrize("as_csv", [False, True], ids=["xlsx", "csv"])
def test_every_shipped_file_comes_back_byte_for_byte(name: str, as_csv: bool, tmp_path: Path) -> None:
    """Whatever it holds: claims in columns, all else in the sheet "more"."""
    found = _through(rdf.to_triples(rdf.read(DATA / name)), tmp_path, as_csv=as_csv)
    assert (DATA / name).read_bytes() == rdf.canonical(found)


def test_the_claims_are_in_columns_and_not_in_the_rest() -> None:
    """There are as many rows as things; only the two triples of the list of concepts have no column."""
    tables = {table.name: table for table in filling.fill(rdf.to_triples(rdf.read(CLAIMS)))}
    text = CLAIMS.read_text(encoding="utf-8")
    assert 2 == len(tables["more"].rows)
    for name, kind in (("claims", "f:Claim"), ("concepts", "skos:Concept"), ("passages", "f:Passage")):
        assert text.count(f" a {kind} ;") == len(tables[name].rows)


@given(TRIPLES)
def test_any_graph_comes_back_from_tables(triples: list[Triple]) -> None:
    """However badly formed: a value that no cell can hold exactly is kept in another way."""
    assert set(triples) == _back(filling.fill(triples))


@pytest.mark.parametrize("as_csv", [False, True], ids=["xlsx", "csv"])
def test_hostile_values_come_back_from_files(as_csv: bool, tmp_path: Path) -> None:
    """14 lexical forms, formulas, line ends, control characters, long texts: in a column that they almost fit."""
    node = NamedNode(f"{PREFIXES['concept']}a")
    values = [Literal(text, datatype=NamedNode(XSD + kind)) for text, kind in HOSTILE]
    values += [Literal(text, language=tag) for text in TEXTS for tag in ("en", "de")]
    places = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['skos']}altLabel", TERM.fromAge, TERM.plural)
    triples = [Triple(node, NamedNode(place), value) for place in places for value in values]
    triples += [
        Triple(node, NamedNode(TYPE), NamedNode(f"{PREFIXES['skos']}Concept")),
        Triple(node, NamedNode(f"{PREFIXES['skos']}prefLabel"), Literal("plain", language="en")),
    ]
    assert set(triples) == _through(triples, tmp_path, as_csv=as_csv)


@pytest.mark.parametrize(("text", "kind"), HOSTILE)
def test_each_lexical_form_is_kept(text: str, kind: str, tmp_path: Path) -> None:
    """14 of 14, each alone."""
    triple = Triple(NamedNode("http://e/s"), NamedNode(TERM.fromAge), Literal(text, datatype=NamedNode(XSD + kind)))
    assert {triple} == _through([triple], tmp_path, as_csv=False)


def test_the_same_graph_gives_the_same_workbook() -> None:
    """Byte for byte, whenever it is written."""
    tables = filling.fill(rdf.to_triples(rdf.read(CLAIMS)))
    first = writing.to_xlsx(tables, "here")
    assert b"1980" not in first[:4]
    assert first == writing.to_xlsx(tables, "here")


def test_export_and_import_give_the_claims_back(run: Run, tmp_path: Path) -> None:
    """By the commands; and the second import says that nothing is changed."""
    assert 0 == run("export", "--data", str(CLAIMS), "-f", "sheet", "-o", "claims.xlsx").returncode
    first = run("import", "claims.xlsx", "-o", "claims.ttl")
    assert (0, "wrote claims.ttl\n") == (first.returncode, first.stderr)
    assert CLAIMS.read_bytes() == (tmp_path / "claims.ttl").read_bytes()
    again = run("import", "claims.xlsx", "-o", "claims.ttl")
    assert (0, "claims.ttl is as it was\n") == (again.returncode, again.stderr)
    assert CLAIMS.read_bytes() == (tmp_path / "claims.ttl").read_bytes()


def test_a_selection_is_exported_as_a_sheet_with_where_it_came_from(run: Run, tmp_path: Path) -> None:
    """The claims selected, and no others; the selection is among the properties of the workbook."""
    import openpyxl

    assert 0 == run("export", "--section", "2", "-f", "sheet", "-o", "two.xlsx").returncode
    workbook = openpyxl.load_workbook(tmp_path / "two.xlsx")
    names = [cell.value for cell in workbook["claims"]["A"][1:]]
    assert names
    assert [] == [name for name in names if not name.startswith(("nine-ways-02-", "nine-ways-01-d"))]
    assert "--section 2" in workbook.properties.description


def test_the_sheet_is_among_the_formats(run: Run) -> None:
    """So that it can be found."""
    assert "\nsheet " in run("export", "--formats").stdout
