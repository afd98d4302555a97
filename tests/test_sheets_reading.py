"""Promises of sheets as people make them: each fault is told with cell, value and cure, and all of them at once."""

import datetime
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

EXAMPLE = Path(__file__).parent.parent / "docs" / "example"
Run = Callable[..., CompletedProcess[str]]
ROW = ",Reading aloud calms.,reading aloud,with more,sleep,causal,stated,,no traceable reference,reading-aloud-01-1-1\n"
HEADERS = "claim,label,subject,relation,outcome,reading,certainty,hedge,basis,passage\n"


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """The filled-in sheets of the example, to be spoiled."""
    return Path(shutil.copytree(EXAMPLE / "sheets", tmp_path / "sheets"))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as a workbook."""
    from graph import rdf
    from graph.sheets import filling, writing

    path = tmp_path_factory.mktemp("good") / "good.xlsx"
    triples = rdf.to_triples(rdf.read(EXAMPLE / "reading-aloud.ttl"))
    path.write_bytes(writing.to_xlsx(filling.fill(triples)))
    return path


def _spoil(good: Path, folder: Path, change: Callable[[Any], None]) -> str:
    import openpyxl

    workbook = openpyxl.load_workbook(good)
    change(workbook)
    workbook.save(folder / "x.xlsx")
    return "x.xlsx"


def _set(sheet: str, cell: str, value: object, kind: str = "") -> Callable[[Any], None]:
    def change(workbook: Any) -> None:
        workbook[sheet][cell] = value
        if kind:
            workbook[sheet][cell].data_type = kind

    return change


def _hide(workbook: Any) -> None:
    workbook["claims"].sheet_state = "hidden"


SPOILED = {
    "merged cells": (lambda w: w["claims"].merge_cells("C2:C4"), ["claims!C2: 'C2:C4': merged cells", "unmerge them"]),
    "formula": (_set("claims", "B2", '=A1&"x"'), ["claims!B2: '=A1&\"x\"': a formula", "paste it as a value"]),
    "error": (_set("claims", "C3", "#REF!", "e"), ["claims!C3: '#REF!': an error of the spreadsheet"]),
    "day as a number": (_set("sources", "F2", 45413), ["sources!F2: '45413'", "write 2024-05-01"]),
    "date by mistake": (
        _set("claims", "J2", datetime.datetime(2001, 1, 1)),
        ["claims!J2: '2001-01-01': a date, made by the spreadsheet"],
    ),
    "hidden sheet of the model": (_hide, ["sheet 'claims': a hidden sheet", "show it, or delete it"]),
    "misspelled sheet": (lambda w: w.create_sheet("Claim"), ["sheet 'Claim': no sheet that is known", "claims"]),
    "header twice": (_set("claims", "C1", "Label"), ["claims!C1: 'Label': a header that is there twice"]),
    "unknown column": (_set("claims", "D1", "subjekt"), ["claims!D1: 'subjekt': an unknown column", "subject"]),
    "no header": (_set("claims", "AZ3", "loose"), ["claims!AZ3: 'loose': no header above it"]),
    "unknown word": (_set("claims", "G2", "sated"), ["claims!G2: 'sated': no certainty", "nearest: stated"]),
    "unknown concept": (_set("claims", "C2", "raeding"), ["claims!C2: 'raeding': no concept", "reading aloud"]),
    "two outcomes": (_set("claims", "E2", "sleep|vocabulary"), ["claims!E2", "2 values", "a row of its own for each"]),
    "empty outcome": (_set("claims", "E2", None), ["claims!E2: no outcome"]),
    "name twice": (_set("claims", "A3", "reading-aloud-01-a"), ["claims!A3", "the name of row 2 in claims"]),
    "name that is none": (_set("claims", "A3", "a b"), ["claims!A3: 'a b': no name for a claim", "a-b"]),
    "no number": (_set("passages", "C2", "two"), ["passages!C2: 'two': not a whole number"]),
    "no digest": (_set("passages", "F2", "abc"), ["passages!F2: 'abc': no digest"]),
    "no address": (_set("sources", "J2", "example"), ["sources!J2: 'example': no address"]),
    "DOI without a link": (_set("sources", "K2", "10.1234/a"), ["sources!K2", "https://doi.org/10.1234/a"]),
    "no day": (_set("sources", "F2", "2019-02-30"), ["sources!F2: '2019-02-30': no day of the calendar"]),
    "no type": (_set("sources", "B2", "poem"), ["sources!B2: 'poem': no type", "article, book"]),
    "fault of a rule": (_set("claims", "H5", None), ["claims!H5: claim:reading-aloud-01-d", "why: \"hedged\""]),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_fault_is_told_with_cell_value_and_cure(name: str, good: Path, tmp_path: Path, run: Run) -> None:
    """Exit code 1; what was there before is untouched."""
    change, words = SPOILED[name]
    (tmp_path / "x.ttl").write_text("# as it was\n", encoding="utf-8")
    done = run("import", _spoil(good, tmp_path, change), "-o", "x.ttl")
    assert 1 == done.returncode, done.stderr
    assert [] == [word for word in words if word not in done.stderr]
    assert "\n    try: " in done.stderr
    assert "# as it was\n" == (tmp_path / "x.ttl").read_text(encoding="utf-8")


def test_all_faults_are_told_at_once(sheets: Path, tmp_path: Path, run: Run) -> None:
    """In order of sheet, row and column; alike ones together, with all their cells."""
    claims = HEADERS + ROW.replace("stated", "sated") * 3 + ROW.replace("reading aloud,", "raeding aloud,")
    (sheets / "claims.csv").write_text(claims + ROW.replace("causal", "").replace("sleep", "slep"), encoding="utf-8")
    (sheets / "gaps.csv").unlink()
    done = run("import", "sheets", "-o", "x.ttl")
    told = [line.strip() for line in done.stderr.splitlines() if line.startswith("  claims.csv!")]
    assert [
        "claims.csv!G2:G4: 'sated': no certainty",
        "claims.csv!C5: 'raeding aloud': no concept of that name",
        "claims.csv!E6: 'slep': no concept of that name",
        "claims.csv!F6: no reading",
    ] == told
    assert "6 faults; nothing is written" in done.stderr
    assert not (tmp_path / "x.ttl").exists()


def test_very_many_faults_are_told_by_their_cells(sheets: Path, tmp_path: Path, run: Run) -> None:
    """Fifty wrong values of a column one by one, the rest together; many claims that break one rule likewise."""
    (sheets / "gaps.csv").unlink()  # it names a claim of the example
    rows = [ROW.replace("reading aloud,", f"thing {n},", 1) for n in range(300)]
    (sheets / "claims.csv").write_text(HEADERS + "".join(rows), encoding="utf-8")
    said = run("import", "sheets", "-o", "x.ttl").stderr.splitlines()
    assert said[0].endswith(": 300 faults; nothing is written")
    assert "  claims.csv!C52:C301: 250 more: no concept of that name" == said[-1]
    assert 50 == sum("'thing " in line for line in said)
    rows = [ROW.replace("stated", "hedged").replace("calms", f"calms {n}") for n in range(60)]
    (sheets / "claims.csv").write_text(HEADERS + "".join(rows), encoding="utf-8")
    said = run("import", "sheets", "-o", "x.ttl").stderr.splitlines()
    assert said[0].endswith(": 60 faults; nothing is written")
    assert said[-1].startswith('  claims.csv!H52:H61: 10 more: add "hedge" "modal"')


def test_letters_of_another_encoding_are_told(sheets: Path, run: Run) -> None:
    """A program that reads UTF-8 as something else spoils the mark first, and then every letter with an accent."""
    text = (sheets / "claims.csv").read_text(encoding="utf-8-sig")
    (sheets / "claims.csv").write_bytes(f"\ufeff{text}".encode().decode("cp1252").encode())
    said = run("import", "sheets", "-o", "x.ttl").stderr
    assert "claims.csv!A1: '\u00ef\u00bb\u00bfclaim': UTF-8 that a program read in another encoding" in said
    assert "try: open the CSV file again, as Unicode (UTF-8)" in said


def test_what_a_spreadsheet_makes_of_plain_values_is_taken(good: Path, tmp_path: Path, run: Run) -> None:
    """A true date in a column of dates, a number, a truth value."""

    def change(workbook: Any) -> None:
        workbook["sources"]["F2"] = datetime.date(2024, 5, 1)
        workbook["studies"]["E2"] = 2.0
        workbook["concepts"]["I3"] = True

    done = run("import", _spoil(good, tmp_path, change), "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    text = (tmp_path / "x.ttl").read_text(encoding="utf-8")
    assert 'dcterms:issued "2024-05-01"^^xsd:date' in text
    assert "f:years 2 ;" in text or "f:years 2 ." in text


def test_sheets_of_ones_own_are_left_alone_and_that_is_said(good: Path, tmp_path: Path, run: Run) -> None:
    """A hidden one with another name, and one that begins with a number sign."""

    def change(workbook: Any) -> None:
        workbook.create_sheet("scratch").sheet_state = "hidden"
        workbook.create_sheet("#claims of mine")

    done = run("import", _spoil(good, tmp_path, change), "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    assert "the hidden sheet 'scratch' is not read" in done.stderr
    assert "the sheet '#claims of mine' is not read" in done.stderr
    assert (EXAMPLE / "reading-aloud.ttl").read_bytes() == (tmp_path / "x.ttl").read_bytes()


def test_a_folder_may_hold_other_files(sheets: Path, tmp_path: Path, run: Run) -> None:
    """Every sheet of a workbook saved as CSV, each named after the workbook; and files of one's own, which is said."""
    for path in sheets.glob("*.csv"):
        path.rename(sheets / f"my-claims-{path.name}")
    (sheets / "my-claims-guide.csv").write_text("Several values in a cell: a | b.\n", encoding="utf-8")
    (sheets / "my-claims-lists.csv").write_text("claims relation,claims cut off\nwith more,true\n", encoding="utf-8")
    (sheets / "notes.csv").write_text("day,done\n1,2\n", encoding="utf-8")
    (sheets / "#claims.csv").write_bytes("claim,label\n,caf\u00e9\n".encode("latin-1"))
    done = run("import", "sheets", "-o", "x.ttl")
    told = ["#claims.csv: is not read", "notes.csv: is not read, having no header of a sheet"]
    assert [f"findings: {Path('sheets', words)}" for words in told] == done.stderr.splitlines()[:-1]
    assert (EXAMPLE / "reading-aloud.ttl").read_bytes() == (tmp_path / "x.ttl").read_bytes()
    (sheets / "claim.csv").write_text("day,done\n1,2\n", encoding="utf-8")
    again = run("import", "sheets", "-o", "x.ttl")
    assert 1 == again.returncode
    assert "sheet 'claim.csv': no header that is known" in again.stderr
    assert "try: nearest: claims; or begin its name with #" in again.stderr


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("utf-16", ","), ("utf-8", ";"), ("utf-8", "\t")],
    ids=["UTF-8", "with a mark", "UTF-16", "semicolons", "tabs"],
)
def test_csv_is_read_as_spreadsheets_write_it(
    encoding: str, separator: str, sheets: Path, tmp_path: Path, run: Run
) -> None:
    """Whatever program saved it, the same graph comes out."""
    import csv
    import io

    for path in sheets.glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(rows)
        path.write_bytes(text.getvalue().encode(encoding))
    done = run("import", "sheets", "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    assert (EXAMPLE / "reading-aloud.ttl").read_bytes() == (tmp_path / "x.ttl").read_bytes()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        pytest.param("claim,label\n,caf\u00e9\n".encode("latin-1"), 1, "claims.csv:2: byte 0xe9 is not", id="latin-1"),
        pytest.param("claim\n".encode("utf-16-le"), 1, "claims.csv: zero bytes", id="UTF-16 without a mark"),
        pytest.param(b"\xff\xfea", 1, "claims.csv: broken UTF-16", id="half a UTF-16"),
        pytest.param(b'claim,label\n,"open\n', 1, "claims.csv:2: no table", id="a quote that is not closed"),
        pytest.param(b"", 1, "sheet 'claims.csv': empty: no headers", id="empty"),
        pytest.param(b"foo,bar\n1,2\n", 1, "claims.csv!A1: 'foo': an unknown column", id="foreign columns"),
        pytest.param(b"claim,label\n,x,y\n", 1, "claims.csv!C2: 'y': no header above it", id="ragged"),
    ],
)
def test_a_bad_text_file_is_refused_with_its_place(
    data: bytes, code: int, words: str, tmp_path: Path, run: Run
) -> None:
    """And with what to do."""
    (tmp_path / "claims.csv").write_bytes(data)
    done = run("import", "claims.csv", "-o", "x.ttl")
    assert (code, True) == (done.returncode, words in done.stderr), done.stderr
    assert "try: " in done.stderr
    assert len(done.stderr.splitlines()) <= 20
    assert not (tmp_path / "x.ttl").exists()


def _patched(good: Path, target: Path, change: Callable[[bytes], bytes], extra: int = 0) -> None:
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
        if extra:
            with new.open("xl/media/large.bin", "w", force_zip64=True) as stream:
                for _ in range(extra):
                    stream.write(bytes(1 << 20))


FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
BROKEN: dict[str, tuple[Callable[[bytes], bytes], int, int, str]] = {
    "entities": (
        lambda d: d.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1), 0, 4, "DOCTYPE",
    ),
    "half a sheet": (lambda d: d[: len(d) // 2], 0, 4, "cannot be read"),
    "a bomb": (lambda d: d, 600, 3, "unpacks to more than 512 MB"),
    "a cell at the far end": (lambda d: d.replace(b"</sheetData>", FAR), 0, 3, "more than 200,000 rows"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_harmful_workbook_is_refused_in_time(name: str, good: Path, tmp_path: Path, run: Run) -> None:
    """Zip bombs, entities, far cells: bounded before they cost anything."""
    change, extra, code, words = BROKEN[name]
    _patched(good, tmp_path / "x.xlsx", change, extra)
    done = run("import", "x.xlsx", "-o", "x.ttl")
    assert (code, True, False) == (done.returncode, words in done.stderr, "Traceback" in done.stderr), done.stderr


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("x.xlsx", b"PK\x03\x04 nonsense", 4, "no XLSX file, or a broken one"),
        ("x.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600, 4, "an old .xls file, or one with a password"),
        ("x.ods", b"PK", 1, "'.ods' is no kind of sheet"),
        ("none.xlsx", None, 4, "no such file"),
        ("none.csv", None, 4, "no such file"),
    ],
)
def test_what_is_no_sheet_is_refused(
    name: str, data: bytes | None, code: int, words: str, tmp_path: Path, run: Run
) -> None:
    """By what it is, not by a traceback."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run("import", name, "-o", "x.ttl")
    assert (code, True) == (done.returncode, words in done.stderr), done.stderr


def test_ten_thousand_rows_are_read_and_named_in_order(sheets: Path, tmp_path: Path) -> None:
    """Each has a name of its own, names sort as the rows stand, and none is longer than it must be."""
    from graph import passages
    from graph.sheets import building, reading

    rows = "".join(ROW.replace("calms.", f"calms {number}.") for number in range(10_000))
    (sheets / "claims.csv").write_text(HEADERS + rows, encoding="utf-8")
    (sheets / "gaps.csv").unlink()
    built = building.build(reading.read([str(sheets)]), passages.digest)
    names = [iri for iri in built.named if "/claim/" in iri]
    assert [] == built.faults
    assert 10_000 == len(names)
    assert sorted(names) == names
    assert max(map(len, names)) <= len(names[0]) + 4


def test_a_claim_keeps_its_name_when_rows_come_and_go(sheets: Path, tmp_path: Path, run: Run) -> None:
    """A name that was made once is found again by the label; a new row takes the next letter."""
    (sheets / "gaps.csv").unlink()
    one, two, three = (ROW.replace("calms.", f"calms {word}.") for word in ("one", "two", "three"))
    (sheets / "claims.csv").write_text(HEADERS + one + two, encoding="utf-8")
    assert 0 == run("import", "sheets", "-o", "x.ttl").returncode
    (sheets / "claims.csv").write_text(HEADERS + three + two + one, encoding="utf-8")
    done = run("import", "sheets", "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    text = (tmp_path / "x.ttl").read_text(encoding="utf-8")
    for letter, word in (("a", "one"), ("b", "two"), ("c", "three")):
        assert f'claim:reading-aloud-01-{letter} a f:Claim ;\n\trdfs:label "Reading aloud calms {word}."' in text


def test_sheets_that_are_named_twice_are_read_once(sheets: Path, tmp_path: Path, run: Run) -> None:
    """A folder, and a file of it besides."""
    done = run("import", "sheets", "sheets", str(Path("sheets", "claims.csv")), "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    assert (EXAMPLE / "reading-aloud.ttl").read_bytes() == (tmp_path / "x.ttl").read_bytes()


def test_what_has_no_row_is_not_dropped_unasked(sheets: Path, tmp_path: Path, run: Run) -> None:
    """A sheet of part of a graph does not undo the rest; --replace says so."""
    (tmp_path / "x.ttl").write_bytes((EXAMPLE / "reading-aloud.ttl").read_bytes())
    (sheets / "gaps.csv").unlink()
    done = run("import", "sheets", "-o", "x.ttl")
    assert 1 == done.returncode
    assert "1 thing in it has no row in the sheets: gap:reading-aloud-02-a" in done.stderr
    assert (EXAMPLE / "reading-aloud.ttl").read_bytes() == (tmp_path / "x.ttl").read_bytes()
    assert 0 == run("import", "sheets", "-o", "x.ttl", "--replace").returncode
    assert "gap:reading" not in (tmp_path / "x.ttl").read_text(encoding="utf-8")


def test_passages_come_from_a_copy(sheets: Path, tmp_path: Path, run: Run) -> None:
    """Without a sheet of passages, or with one without digests: the same graph, but for what is cut off."""
    (sheets / "passages.csv").unlink()
    done = run("import", "sheets", "--copy", str(EXAMPLE / "copy.md"), "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    whole = (EXAMPLE / "reading-aloud.ttl").read_text(encoding="utf-8")
    assert whole.replace("\tf:cutOff true ;\n", "") == (tmp_path / "x.ttl").read_text(encoding="utf-8")


def test_a_digest_of_other_words_is_a_fault(sheets: Path, tmp_path: Path, run: Run) -> None:
    """Of a copy that is not the one that was coded, and of words beside the digest."""
    other = (EXAMPLE / "copy.md").read_text(encoding="utf-8").replace("fewer quarrels", "few quarrels")
    (tmp_path / "other.md").write_text(other, encoding="utf-8")
    done = run("import", "sheets", "--copy", "other.md", "-o", "x.ttl")
    assert 1 == done.returncode
    assert "other words stand at this place of other.md" in done.stderr


def test_the_words_of_a_sentence_never_reach_the_graph(tmp_path: Path, run: Run) -> None:
    """A sheet that findings new made has them; the graph has the digest alone."""
    done = run("new", "reading-aloud", "--title", "Reading", "--copy", str(EXAMPLE / "copy.md"), "--csv")
    assert 0 == done.returncode, done.stderr
    folder = tmp_path / "reading-aloud"
    assert "quarrels at bedtime" in (folder / "passages.csv").read_text(encoding="utf-8-sig")
    for name in ("claims.csv", "concepts.csv", "studies.csv"):
        shutil.copy(EXAMPLE / "sheets" / name, folder / name)
    done = run("import", "reading-aloud", "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    text = (tmp_path / "x.ttl").read_text(encoding="utf-8")
    assert "passage:reading-aloud-02-1-2 a f:Passage" in text
    assert "What a story does lead to" not in text


def test_concepts_of_another_graph_may_be_named(sheets: Path, tmp_path: Path, run: Run) -> None:
    """With --data, by label, and they are not copied."""
    (sheets / "concepts.csv").rename(sheets.parent / "concepts.csv")
    assert 1 == run("import", "sheets", "-o", "x.ttl").returncode
    done = run("import", "sheets", "--data", str(EXAMPLE / "reading-aloud.ttl"), "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    text = (tmp_path / "x.ttl").read_text(encoding="utf-8")
    assert "f:subject concept:reading-aloud" in text
    assert "a skos:Concept" not in text


def test_rules_are_told_beside_faults_in_cells(sheets: Path, tmp_path: Path, run: Run) -> None:
    """Of rows that are right; not of what a faulty row bears on, nor of a sheet of which a column is unknown."""
    claims = (sheets / "claims.csv").read_text(encoding="utf-8")
    spoiled = claims.replace(",hedged,modal,", ",hedged,,").replace("guessed,open guess,", "guessed,opne guess,")
    (sheets / "claims.csv").write_text(spoiled, encoding="utf-8")
    told = run("import", "sheets", "-o", "x.ttl").stderr
    assert "2 faults" in told
    assert "claims.csv!G9" not in told
    assert 'claims.csv!H5: claim:reading-aloud-01-d: hedged or guessed, and no doubt says why: "hedged"' in told
    assert "claims.csv!H9: 'opne guess': no hedge" in told
    (sheets / "claims.csv").write_text(claims.replace(",hedge,", ",hegde,"), encoding="utf-8")
    told = run("import", "sheets", "-o", "x.ttl").stderr
    assert "1 fault;" in told
    assert "claims.csv!H1: 'hegde': an unknown column" in told


def test_what_another_graph_may_have_is_told_with_the_option(sheets: Path, run: Run) -> None:
    """A concept that no row has may be in another file."""
    (sheets / "concepts.csv").unlink()
    assert "or name the graph that has it: --data FILE.ttl" in run("import", "sheets", "-o", "x.ttl").stderr


def test_a_label_that_looks_plural_is_noted_and_no_fault(sheets: Path, run: Run) -> None:
    """Once a table, with the empty cells of subjects; neither of "stress" nor where the cell says it."""
    concepts = (sheets / "concepts.csv").read_text(encoding="utf-8")
    rows = "".join(f",{label},,outcome,,,,,{plural},,,,,,,,,,,,,\n" for label, plural in HINTED.items())
    (sheets / "concepts.csv").write_text(f"{concepts}{rows},rhymes,,outcome,,,,,,,,,,,,,,,,,,\n", encoding="utf-8")
    claims = "".join(ROW.replace("calms", label).replace("reading aloud,", f"{label},") for label in HINTED)
    (sheets / "claims.csv").write_text(HEADERS + claims, encoding="utf-8")
    (sheets / "gaps.csv").unlink()
    done = run("import", "sheets", "-o", "x.ttl")
    assert 0 == done.returncode, done.stderr
    assert "findings: concepts.csv!I14, I17: a label that ends in s: true if" in done.stderr


HINTED = {
    "long words": "", "stress": "", "short words": "yes", "headaches at noon": "", "lack of words": "",
    "singing songs": "", "mistakes": "false", "genetics": "",
}  # fmt: skip


def test_a_sheet_is_no_graph_and_that_is_said(sheets: Path, run: Run) -> None:
    """By every command that reads graphs."""
    done = run("check", "sheets/claims.csv")
    assert 1 == done.returncode
    assert "a sheet, and no graph yet" in done.stderr
    assert "try: findings import sheets/claims.csv -o FILE.ttl" in done.stderr
