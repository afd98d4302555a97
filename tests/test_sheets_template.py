"""Promises of the sheet to fill in: every column and word of the model, explained, to choose from, as text."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from openpyxl import load_workbook

from graph import vocabulary
from graph.sheets import columns, values, writing
from graph.sheets.columns import SHEETS, headers

Run = Callable[..., CompletedProcess[str]]
F = vocabulary.PREFIXES["f"]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The empty sheet, opened again."""
    path = tmp_path_factory.mktemp("template") / "sheet.xlsx"
    path.write_bytes(writing.to_xlsx(writing.empty(), "test", ["# The coding guide"]))
    return load_workbook(path)


def _choices(workbook: Any, sheet: str, header: str) -> list[str]:
    """Give the words of the drop-down below a header."""
    letter = next(cell.column_letter for cell in workbook[sheet][1] if cell.value == header)
    (found,) = (v for v in workbook[sheet].data_validations.dataValidation if f"{letter}2" in str(v.sqref).split(":"))
    name, _, cells = found.formula1.partition("!")
    return [row[0].value for row in workbook[name][cells.replace("$", "")]]


def test_every_sheet_has_its_headers(workbook: Any) -> None:
    """The name of the row first."""
    for sheet in SHEETS.values():
        assert headers(sheet) == [cell.value for cell in workbook[sheet.name][1]]


@pytest.mark.parametrize(
    ("sheet", "header", "names"),
    [
        ("claims", "relation", vocabulary.RELATIONS),
        ("claims", "reading", vocabulary.READINGS),
        ("claims", "certainty", vocabulary.CERTAINTIES),
        ("claims", "hedge", (*vocabulary.DOUBTS, *vocabulary.LIMITS)),
        ("concepts", "kind", vocabulary.KINDS),
        ("concepts", "valence", vocabulary.VALENCES),
        ("gaps", "lacks", vocabulary.LACKS),
        ("studies", "design", vocabulary.DESIGNS),
    ],
)
def test_a_drop_down_has_every_word_of_the_model(
    sheet: str, header: str, names: tuple[str, ...], workbook: Any
) -> None:
    """By its label in the vocabulary, and no other word."""
    assert [values.vocabulary()[F + name][0] for name in names] == _choices(workbook, sheet, header)


@pytest.mark.parametrize("rows", [0, 3000])
def test_every_list_is_as_long_as_what_it_is_chosen_from(rows: int) -> None:
    """And is headed by the label where there is one, which is there before a name is: no more rows, no fewer."""
    import io

    tables = writing.empty()
    for table in tables:
        table.rows.update({row: {1: writing.Cell("x"), 2: writing.Cell("y")} for row in range(2, rows + 2)})
    found = load_workbook(io.BytesIO(writing.to_xlsx(tables)))
    tried = 0
    for sheet in SHEETS.values():
        for choice in found[sheet.name].data_validations.dataValidation:
            if not choice.formula1:
                continue
            name, _, cells = choice.formula1.replace("$", "").partition("!")
            listed = found[name][cells]
            assert str(choice.sqref).endswith(str(max(2000, rows + 500)))
            if name == "lists":
                assert all(row[0].value for row in listed)
                assert found[name].cell(listed[-1][0].row + 1, listed[0][0].column).value is None
            else:
                head = found[name].cell(1, listed[0][0].column).value
                assert head == ("label" if "label" in headers(SHEETS[name]) else SHEETS[name].key)
                assert (2, max(2000, rows + 500)) == (listed[0][0].row, listed[-1][0].row)
            tried += 1
    assert tried > 50


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_the_same_graph(tmp_path: Path, run: Run) -> None:
    """As a workbook, in which the lists are kept, and as CSV, one file a sheet."""
    example = Path(__file__).parent.parent / "docs" / "example" / "reading-aloud.ttl"
    run("export", "--data", str(example), "-f", "sheet", "-o", "before.xlsx")
    every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    office = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"]
    for form, folder in (("xlsx", "workbook"), (every, "csv")):
        words = [*office, "--convert-to", form, "--outdir", folder, "before.xlsx"]
        subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
        done = run("import", folder, "-o", f"{folder}.ttl")
        assert 0 == done.returncode, done.stderr
        assert example.read_bytes() == (tmp_path / f"{folder}.ttl").read_bytes()
    before, after = load_workbook(tmp_path / "before.xlsx"), load_workbook(tmp_path / "workbook" / "before.xlsx")
    for sheet in SHEETS:
        found = [w[sheet].data_validations.dataValidation for w in (before, after)]
        lists = [
            {(str(v.sqref).split(":")[0], v.formula1, v.showErrorMessage) for v in one if v.type == "list"}
            for one in found
        ]
        assert lists[0] == lists[1]
    assert ["hidden", "hidden"] == [w["lists"].sheet_state for w in (before, after)]


def test_concepts_and_passages_are_chosen_from_their_sheets(workbook: Any) -> None:
    """What is filled in there can be chosen here."""
    formulas = {v.formula1 for v in workbook["claims"].data_validations.dataValidation}
    assert {"concepts!$B$2:$B$2000", "passages!$A$2:$A$2000", "claims!$B$2:$B$2000"} <= formulas


def test_every_cell_is_text(workbook: Any) -> None:
    """So that no spreadsheet makes a date of 2.1.1."""
    for sheet in SHEETS.values():
        for cell in workbook[sheet.name][1]:
            assert "@" == cell.number_format
            assert "@" == workbook[sheet.name].column_dimensions[cell.column_letter].number_format


def test_every_column_and_word_is_explained(workbook: Any) -> None:
    """In a sheet that is only for reading, with the definitions of the vocabulary and the coding guide."""
    guide = "\n".join(str(row[0].value) for row in workbook["guide"].iter_rows() if row and row[0].value)
    for sheet in SHEETS.values():
        for column in sheet.columns:
            assert f"  {column.header}: {column.help}." in guide
            for iri in column.choices:
                label, definition = values.vocabulary()[iri]
                assert definition
                assert f"{label}: {definition}" in guide
    assert "# The coding guide" in guide


def test_the_column_of_names_is_explained_where_it_is_filled_in(workbook: Any) -> None:
    """In every sheet: when to leave it empty, and when not to."""
    for sheet in SHEETS.values():
        prompts = {str(v.sqref).split(":")[0]: v.prompt for v in workbook[sheet.name].data_validations.dataValidation}
        assert "leave it empty, and it is made" in prompts["A2"]


def test_words_of_a_column_are_told_apart() -> None:
    """No two terms of a column have one word; each is read by label, name, CURIE and IRI in any case."""
    from graph.sheets.directory import Directory

    tried = 0
    for column in {column for sheet in SHEETS.values() for column in sheet.columns if column.choices}:
        for iri in column.choices:
            for word in (values.term_label(iri), vocabulary.local_name(iri), vocabulary.shorten(iri), iri):
                assert iri == values.decode(column, word.upper() if "/" not in word else word, Directory()).value
                tried += 1
    assert tried > 150


def test_every_property_of_a_claim_has_a_column() -> None:
    """A property that the shapes know of claims, concepts, passages, gaps, remarks and studies is in their sheet."""
    import re

    text = (Path(__file__).parent.parent / "data" / "shapes.ttl").read_text(encoding="utf-8")
    paths = dict(re.findall(r"(shape:[\w-]+) a sh:PropertyShape ;(?:(?!\.\n).)*?sh:path (\S+) [;.]", text, re.DOTALL))
    for name in ("claim", "concept", "passage", "gap", "remark", "study"):
        wanted = {vocabulary.expand(iri) for shape, iri in paths.items() if shape.startswith(f"shape:{name}-")}
        sheet = next(sheet for sheet in SHEETS.values() if sheet.key == name)
        assert wanted
        assert set() == wanted - {column.iri for column in sheet.columns}


def test_the_template_is_a_workbook_or_a_folder(run: Run, tmp_path: Path) -> None:
    """For a spreadsheet, or for a text editor."""
    assert 0 == run("template", "-o", "sheet.xlsx").returncode
    assert 0 == run("template", "-o", "sheets/").returncode
    assert sorted(f"{name}.csv" for name in SHEETS) == sorted(p.name for p in (tmp_path / "sheets").iterdir())
    assert 2 == run("template", "-o", "sheet.doc").returncode


def test_an_empty_template_has_no_claims(run: Run, tmp_path: Path) -> None:
    """Which is said, and nothing is written."""
    run("template", "-o", "sheet.xlsx")
    done = run("import", "sheet.xlsx", "-o", "x.ttl")
    assert (1, False) == (done.returncode, (tmp_path / "x.ttl").exists())


def test_a_new_source_has_what_was_told_of_it(run: Run, tmp_path: Path) -> None:
    """Title, people, dates, identifiers, rights, license; a sheet, the coding guide, and what to do."""
    words = ["--title", "A Title", "--creator", "Ann One", "--creator", "Bo Two", "--issued", "2024-05", "--doi"]
    words += ["10.1234/x", "--url", "https://example.org/a", "--rights", "© Ann One", "--coder", "Cy Three"]
    done = run("new", "a-title", *words, "--license", "https://example.org/license", "--publisher", "Press")
    assert 0 == done.returncode, done.stderr
    folder = tmp_path / "a-title"
    workbook = load_workbook(folder / "a-title.xlsx")
    row = {head.value: cell.value for head, cell in zip(workbook["sources"][1], workbook["sources"][2], strict=True)}
    assert ("a-title", "article", "A Title", "Ann One|Bo Two", "Press", "2024-05") == tuple(
        row[name] for name in ("source", "type", "title", "creator", "publisher", "issued")
    )
    assert ("https://example.org/a", "https://doi.org/10.1234/x", "© Ann One") == (
        row["url"], row["identifier"], row["rights"],
    )  # fmt: skip
    assert ["Ann One", "Bo Two", "Cy Three", "Press"] == [cell.value for cell in workbook["people"]["C"][1:]]
    assert "https://example.org/license" in [cell.value for cell in workbook["data"][2]]
    assert (folder / "coding-guide.md").read_text(encoding="utf-8").startswith("# The coding guide")
    assert "findings import a-title.xlsx" in (folder / "README.md").read_text(encoding="utf-8")


def test_a_copy_without_headings_is_told(run: Run, tmp_path: Path) -> None:
    """Plain text has none unless they are marked, and then every passage is of section 0."""
    (tmp_path / "copy.txt").write_text("On Naps\n\nNaps calm.\n", encoding="utf-8")
    for words in (("passages", "copy.txt"), ("new", "naps", "--title", "On Naps", "--copy", "copy.txt", "--csv")):
        assert "no headings below a title, so everything is in section 0" in run(*words).stderr
    assert "the CSV files in this folder" in (tmp_path / "naps" / "README.md").read_text(encoding="utf-8")
    (tmp_path / "copy.txt").write_text("# On Naps\n\n## What naps do\n\nNaps calm.\n", encoding="utf-8")
    assert "" == run("passages", "copy.txt").stderr


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (["a b", "--title", "X"], 1, "'a b' cannot name a source"),
        (["a", "--title", "X", "--issued", "1.5.2024"], 1, "sources!F2: '1.5.2024': no date"),
        (["a", "--title", "X", "--url", "here"], 1, "no address"),
        (["there", "--title", "X"], 4, "it exists already"),
        (["a"], 2, "--title"),
    ],
)
def test_a_new_source_with_a_fault_is_not_begun(
    words: list[str], code: int, reason: str, run: Run, tmp_path: Path
) -> None:
    """No folder is made, and none that is there is touched."""
    (tmp_path / "there").mkdir()
    done = run("new", *words)
    assert (code, True) == (done.returncode, reason in done.stderr), done.stderr
    assert ["there"] == [path.name for path in tmp_path.iterdir()]
    assert [] == list((tmp_path / "there").iterdir())


def test_without_openpyxl_csv_still_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the message for XLSX has the command that installs it."""
    import sys

    from graph.errors import MissingExtraError

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'findings-graph\[curate\]'"):
        writing.to_xlsx(writing.empty())
    assert {f"{name}.csv" for name in SHEETS} == set(writing.to_csv(writing.empty()))
    assert columns.MORE not in SHEETS


def test_the_guide_has_the_word_of_a_sheet_beside_each_code() -> None:
    """So that a curator who read the guide finds the word in the drop-down."""
    import re

    text = (Path(__file__).parent.parent / "data" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w:]+)`(?: \(\d\))? \| ([^|]+) \|", text, re.MULTILINE)
    told = {(code if ":" in code else f"f:{code}"): word for code, word in rows}
    claims = [column for column in SHEETS["claims"].columns if column.choices]
    words = {vocabulary.shorten(iri): values.term_label(iri) for column in claims for iri in column.choices}
    doubts = {f"f:{name}" for name in vocabulary.DOUBTS}
    assert {code: word for code, word in words.items() if code not in doubts} == told
