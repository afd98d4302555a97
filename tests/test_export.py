"""Promises of every export format: provenance, the same bytes each time, valid files, nothing lost on failure."""

import csv
import errno
import html
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse

from graph import export, network, rdf, records, store
from graph.claims import Claim, Concept, DataSet, Findings, Literature, Passage
from graph.errors import DataError, FileError, GraphError, UsageError

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT / "data" / "claims.ttl"
VERSION, DATE = "9.8.7", "2025-03-04"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
NOTICE = "Not medical advice."
DATASET = DataSet("https://example.org/set", "Findings Graph", VERSION, DATE, LICENSE)
SECTION_9 = re.findall(r"^claim:(nine-ways-09-\w+) a f:Claim", CLAIMS.read_text(encoding="utf-8"), re.MULTILINE)
OLD = b"what was there before"


def _selected(
    findings: Findings, triples: list[Triple], description: str, literature: Literature | None = None
) -> export.Selected:
    dated = replace(findings, datasets=(DATASET,))
    made = network.from_findings(dated, VERSION, description)
    return export.Selected(dated, triples, made, description, literature or Literature())


@pytest.fixture(scope="module")
def files() -> store.FileStore:
    """Read the article's claims as they stand in the file."""
    return store.FileStore({"claims.ttl": rdf.read(CLAIMS)})


@pytest.fixture(scope="module")
def literature() -> Literature:
    """Read what other literature says."""
    return records.read_literature(store.from_files())


@pytest.fixture(scope="module")
def everything(files: store.FileStore, literature: Literature) -> export.Selected:
    """Select all claims, and all of the literature."""
    return _selected(records.read(files), rdf.to_triples(files.quads), "everything", literature)


@pytest.fixture(scope="module")
def section(files: store.FileStore, literature: Literature) -> export.Selected:
    """Select the claims of section 9, and the literature on them."""
    iris = [f"https://w3id.org/findings-graph/claim/{name}" for name in SECTION_9]
    findings = records.read(files, iris)
    return _selected(findings, files.describe(iris), "--section 9", export.narrowed(literature, findings))


def _nasty(label: str) -> export.Selected:
    """Make two concepts and one claim that bear a label."""
    base = "https://w3id.org/findings-graph/"
    concepts = {f"{base}concept/{name}": Concept(f"{base}concept/{name}", label, (label,)) for name in "ab"}
    more, causal, stated = (f"{base}terms#{name}" for name in ("withMore", "Causal", "Stated"))
    claim = Claim(f"{base}claim/c", label, f"{base}concept/a", f"{base}concept/b", more, causal, stated)
    return _selected(Findings({claim.iri: claim}, concepts), [], "nasty")


def _text(chosen: export.Format, content: bytes) -> str:
    """Give what a file holds as text: of Parquet what DuckDB reads in it, rows and what it says of itself."""
    if chosen.name != "parquet":
        return html.unescape(content.decode())
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file, duckdb.connect() as connection:
        file.write(content)
        file.flush()
        said = connection.execute(
            "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [file.name]
        ).fetchall()
        return f"{said}\n{connection.read_parquet(file.name).fetchall()}"


def _files(chosen: export.Format, selected: export.Selected) -> dict[str, bytes]:
    rendered = chosen.render(selected)
    return rendered if isinstance(rendered, dict) else {_file_name(chosen): rendered}


def _file_name(chosen: export.Format) -> str:
    return f"x{(*chosen.suffixes, '.txt')[0]}"


def _rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def _tab_rows(text: bytes) -> list[dict[str, str]]:
    header, *lines = [line.split("\t") for line in text.decode().split("\n")[:-1]]
    return [dict(zip(header, line, strict=True)) for line in lines]


ALL = pytest.mark.parametrize("chosen", export.FORMATS.values(), ids=export.FORMATS)
OF_CLAIMS = [chosen for chosen in export.FORMATS.values() if chosen.holds == "claims"]
OF_STUDIES = [chosen for chosen in export.FORMATS.values() if chosen.holds == "studies"]
TEXTUAL = [chosen for chosen in OF_CLAIMS if chosen.name != "png"]


def test_every_promised_format_is_there() -> None:
    """The formats of the command line's design, apart from those of other stages, are all known."""
    promised = (
        "ttl nt trig jsonld rdf graphml gexf gml dot cytoscape json csv csv-folder tsv kgx neo4j parquet svg png md"
    )
    assert {*promised.split(), "nanopub", "rocrate"} == {chosen.name for chosen in OF_CLAIMS}
    assert {"bib", "ris", "csl"} == {chosen.name for chosen in OF_STUDIES}


@ALL
def test_a_format_is_found_by_its_name_and_each_suffix(chosen: export.Format) -> None:
    """`-f NAME`, `-o FILE.SUFFIX` and `-f SUFFIX` mean the same; upper case too."""
    assert chosen is export.format_for("file.txt", chosen.name)
    for suffix in chosen.suffixes:
        assert chosen is export.format_for(f"some.folder/file{suffix.upper()}")
        assert chosen is export.format_for("file.txt", suffix[1:])


@pytest.mark.parametrize(
    ("path", "found"),
    [("x.csv", "csv"), ("-", "csv"), ("x.txt", "csv"), ("x", "csv-folder"), ("x.y/", "csv-folder")],
)
def test_csv_is_a_file_or_a_folder_by_its_path(path: str, found: str) -> None:
    """`-o DIR -f csv` is a folder, `-o X.csv` and a pipe are a table."""
    assert found == export.format_for(path, "csv").name


def test_csv_into_a_folder_that_is_there_is_a_folder(tmp_path: Path) -> None:
    """A folder whose name has a dot is still a folder."""
    (tmp_path / "data.v1").mkdir()
    assert export.format_for(str(tmp_path / "data.v1"), "csv").name == "csv-folder"


@pytest.mark.parametrize(
    ("path", "name", "near"),
    [("x.grapml", None, "graphml"), ("x", "turtel", "ttl"), ("x.jsnld", None, "jsonld"), ("x", None, "-f")],
)
def test_an_unknown_format_is_told_with_the_nearest(path: str, name: str | None, near: str) -> None:
    """What, and what to try; as a fault of usage, whichever command it is told to."""
    with pytest.raises(UsageError) as raised:
        export.format_for(path, name)
    assert near in raised.value.advice
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("name", ["kgx", "neo4j", "csv-folder"])
def test_a_folder_does_not_go_down_a_pipe(name: str) -> None:
    """Several files cannot be written to standard output."""
    with pytest.raises(UsageError, match="several files"):
        export.format_for("-", name)


@ALL
def test_an_export_says_where_it_came_from(chosen: export.Format, section: export.Selected, tmp_path: Path) -> None:
    """Selection, data version, date, license and notice are in the file, or in one of the folder."""
    paths = export.save(section, str(tmp_path / "x"), chosen)
    assert all(Path(path).is_file() for path in paths)
    written = b"".join(Path(path).read_bytes() for path in paths)
    if chosen.name == "png":
        assert written.startswith(b"\x89PNG\r\n\x1a\n")
        return
    text = _text(chosen, written)
    for said in ("--section 9", VERSION, DATE, NOTICE):
        assert said in text
    assert LICENSE in text or "CC BY 4.0" in text


@pytest.mark.parametrize("chosen", TEXTUAL, ids=lambda chosen: chosen.name)
def test_an_export_of_data_that_declares_nothing_claims_nothing(
    chosen: export.Format, section: export.Selected
) -> None:
    """No title, license or data set of this project stands in what a reader's own data gives."""
    undeclared = replace(section.findings, datasets=())
    mine = replace(section, findings=undeclared, triples=[], network=network.from_findings(undeclared))
    text = _text(chosen, b"".join(_files(chosen, mine).values()))
    assert NOTICE in text
    ours = ("Findings Graph", "creativecommons", "CC BY", "/dataset", "infores")
    assert [said for said in ours if said in text] == []


@pytest.mark.parametrize("chosen", TEXTUAL, ids=lambda chosen: chosen.name)
def test_an_export_names_each_data_set_that_was_read(chosen: export.Format, section: export.Selected) -> None:
    """Two data sets: both versions and both licenses are told."""
    other = DataSet("https://example.org/other", "Other claims", "77.1", "2024-01-02", "All rights reserved")
    both = replace(section.findings, datasets=(DATASET, other))
    mine = replace(section, findings=both, network=network.from_findings(both))
    text = _text(chosen, b"".join(_files(chosen, mine).values()))
    assert [said for said in (VERSION, "77.1", "All rights reserved") if said not in text] == []


@pytest.mark.parametrize("form", ["md", "svg", "csv"])
def test_a_license_is_told_of_the_data_set_that_declares_it(form: str, section: export.Selected) -> None:
    """Of a data set beside it that declares none, that is said."""
    findings = replace(section.findings, datasets=(DATASET, DataSet("https://example.org/other", "Other claims")))
    text = _text(
        export.FORMATS[form], b"".join(_files(export.FORMATS[form], replace(section, findings=findings)).values())
    )
    assert "no license declared (Other claims)" in text
    assert f"{LICENSE if form == 'csv' else 'CC BY 4.0'} (Findings Graph)" in text.replace(f"]({LICENSE})", "").replace(
        "[", ""
    )


def test_sections_of_two_sources_are_apart_in_markdown() -> None:
    """Two articles have a section 1 each: the headings name them."""
    passages = {name: Passage(name, name, 1, 1, 1) for name in ("x:a", "x:b")}
    one = next(iter(_nasty("plain").findings.claims.values()))
    claims = {f"{one.iri}{iri[-1]}": replace(one, iri=f"{one.iri}{iri[-1]}", passages=(iri,)) for iri in passages}
    found = Findings(claims, _nasty("plain").findings.concepts, passages, labels={"x:a": "A talk", "x:b": "A *book*"})
    text = export.FORMATS["md"].render(_selected(found, [], "both"))
    assert isinstance(text, bytes)
    headings = [line for line in text.decode().splitlines() if line.startswith("## ")]
    assert ['## Section 1 of "A talk"', '## Section 1 of "A \\*book\\*"'] == headings


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_each_row_of_a_table_says_where_it_came_from(name: str, section: export.Selected, tmp_path: Path) -> None:
    """Nothing but the table is written, and a row that is pasted elsewhere keeps its selection and data version."""
    path = str(tmp_path / f"x.{name}")
    assert [path] == export.save(section, path, export.FORMATS[name])
    assert [f"x.{name}"] == [found.name for found in tmp_path.iterdir()]
    header, *rows = Path(path).read_text(encoding="utf-8").splitlines()
    assert header.endswith(("selection,data_version,data_date,license,notice", "license\tnotice"))
    assert len(SECTION_9) == len(rows)
    assert all("--section 9" in row and VERSION in row for row in rows)


@pytest.mark.parametrize("chosen", OF_CLAIMS, ids=lambda chosen: chosen.name)
def test_an_export_has_every_claim(chosen: export.Format, section: export.Selected) -> None:
    """Each claim of section 9, as counted in the data file, is in each format by its name."""
    if chosen.name == "png":
        return
    assert len(SECTION_9) > 10
    contents = _text(chosen, b"".join(_files(chosen, section).values()))
    tail = r"(?![\w-])"
    assert [name for name in SECTION_9 if not re.search(name + tail, contents)] == []


@pytest.mark.parametrize("chosen", OF_STUDIES, ids=lambda chosen: chosen.name)
def test_an_export_of_studies_has_every_study(chosen: export.Format, section: export.Selected) -> None:
    """Each study of a line of evidence about a claim of section 9, as the data file has it, is there by its name."""
    claims = "|".join(map(re.escape, SECTION_9))
    text = (ROOT / "data" / "literature.ttl").read_text(encoding="utf-8")
    lines = re.findall(rf"f:about claim:(?:{claims}) ;.*?f:study study:(\S+)", text, re.DOTALL)
    assert len(set(lines)) > 5
    contents = b"".join(_files(chosen, section).values()).decode()
    assert [name for name in sorted(set(lines)) if not re.search(rf"\b{name}\b", contents)] == []


@pytest.mark.parametrize("chosen", OF_STUDIES, ids=lambda chosen: chosen.name)
def test_a_selection_without_studies_is_told(chosen: export.Format) -> None:
    """A file of no references is none: it says so, and what to try."""
    with pytest.raises(GraphError, match="no studies in this selection") as raised:
        chosen.render(_selected(Findings({}, {}), [], "nothing"))
    assert "widen" in raised.value.advice


@pytest.mark.parametrize("chosen", TEXTUAL, ids=lambda chosen: chosen.name)
def test_an_empty_selection_is_a_valid_file(chosen: export.Format) -> None:
    """Nothing selected gives a file without claims, not an error."""
    assert all(_files(chosen, _selected(Findings({}, {}), [], "nothing")).values())


def test_the_same_selection_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever order Python's hashes give, every format writes the same."""
    program = (
        "import hashlib, json, sys; sys.path.insert(0, sys.argv[1])\n"
        "from graph import export, network, rdf, records, store\n"
        "files = store.FileStore({'claims.ttl': rdf.read(sys.argv[2])})\n"
        "claims = [f'https://w3id.org/findings-graph/claim/{name}' for name in sys.argv[3:]]\n"
        "findings = records.read(files, claims)\n"
        "made = network.from_findings(findings)\n"
        "studies = records.read_literature(store.from_files())\n"
        "selected = export.Selected(findings, rdf.to_triples(files.quads), made, 'all', studies)\n"
        "digest = lambda text: hashlib.sha256(repr(text).encode()).hexdigest()\n"
        "print(json.dumps({name: digest(chosen.render(selected)) for name, chosen in export.FORMATS.items()}))"
    )
    arguments = [sys.executable, "-c", program, str(ROOT), str(CLAIMS), *SECTION_9]
    first, second = (
        subprocess.run(
            arguments, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    )
    assert json.loads(first) == json.loads(second)
    assert set(export.FORMATS) == set(json.loads(first))


def test_nothing_heavy_is_loaded_to_choose_a_format() -> None:
    """networkx, pygraphviz, rdflib, pandas, bibtexparser and rispy come only when they are needed."""
    heavy = {"networkx", "pygraphviz", "rdflib", "pandas", "bibtexparser", "rispy"}
    program = f"import sys; from graph import export; print(*{heavy} & {{*sys.modules}})"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert done.stdout.strip() == b""


def _failing(call: Callable[..., object], at: int) -> Callable[..., object]:
    uses = iter(range(1, 1000))

    def use(*arguments: object, **named: object) -> object:
        if next(uses) == at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return call(*arguments, **named)

    return use


def _number_of_files(chosen: export.Format) -> int:
    return 4 if chosen.name == "rocrate" else 3 if chosen.is_folder else 1


FAULTS = [
    pytest.param(chosen, call, at, id=f"{chosen.name}-{call}-{at}")
    for chosen in export.FORMATS.values()
    for call in ("open", "fsync", "replace")
    for at in range(1, _number_of_files(chosen) + (2 if call == "fsync" else 1))
]


@pytest.fixture(scope="module")
def once(section: export.Selected) -> Callable[[export.Format], export.Format]:
    """A function that gives a format which renders the section at its first use alone."""
    rendered: dict[str, Any] = {}

    def of(chosen: export.Format) -> export.Format:
        if chosen.name not in rendered:
            rendered[chosen.name] = chosen.render(section)
        return replace(chosen, render=lambda _: rendered[chosen.name])

    return of


@pytest.mark.parametrize(("chosen", "call", "at"), FAULTS)
def test_a_failed_export_leaves_what_was_there(
    chosen: export.Format,
    call: str,
    at: int,
    section: export.Selected,
    once: Callable[[export.Format], export.Format],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a full disk, at whichever file, the old ones are as they were and no temporary file is left."""
    chosen = once(chosen)
    path = tmp_path / "x" if chosen.is_folder else tmp_path / _file_name(chosen)
    kept = [Path(file) for file in export.save(section, str(path), chosen)]
    assert _number_of_files(chosen) == len(kept)
    for file in kept:
        file.write_bytes(OLD)
    with monkeypatch.context() as patched:
        patched.setattr(os, call, _failing(getattr(os, call), at))
        with pytest.raises(FileError, match="the disk is full"):
            export.save(section, str(path), chosen)
    assert dict.fromkeys(kept, OLD) == {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}


RDF = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("name", RDF)
def test_rdf_is_what_the_file_says_plus_the_provenance(name: str, everything: export.Selected) -> None:
    """Every triple is there, in its lexical form, and about the export itself what the design lists."""
    found = set(parse(_files(export.FORMATS[name], everything)[f"x.{name}"], format=RDF[name]))
    assert {DefaultGraph()} == {quad.graph_name for quad in found}
    triples = set(rdf.to_triples(found))
    about = {t for t in triples if t.subject == NamedNode("https://w3id.org/findings-graph/export")}
    assert set(rdf.to_triples(rdf.read(CLAIMS))) == triples - about
    said = {(t.predicate.value, getattr(t.object, "value", "")) for t in about}
    assert said >= {
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "https://schema.org/Dataset"),
        ("http://www.w3.org/ns/prov#wasDerivedFrom", "https://example.org/set"),
        ("http://purl.org/dc/terms/license", LICENSE),
        ("http://purl.org/dc/terms/modified", DATE),
        ("https://schema.org/version", VERSION),
    }


@pytest.mark.parametrize("name", RDF)
@pytest.mark.parametrize("form", ["0.30", "5.50", "-0.0", "01", "+5"])
def test_numbers_keep_their_form(name: str, form: str) -> None:
    """A number is exported as it was written: 0.30 is not 0.3."""
    kind = "decimal" if "." in form else "integer"
    written = f'<http://x/s> <http://x/p> "{form}"^^<http://www.w3.org/2001/XMLSchema#{kind}> .'
    triples = rdf.to_triples(rdf.from_bytes(written.encode(), RdfFormat.N_TRIPLES, "x"))
    selected = replace(_nasty("x"), triples=triples)
    found = rdf.to_triples(parse(_files(export.FORMATS[name], selected)[f"x.{name}"], format=RDF[name]))
    assert triples[0] in found


def test_rdf_xml_is_xml_whatever_a_label_holds() -> None:
    """Control characters are replaced, a carriage return comes back."""
    label = 'a\\u0001b\\r\\nc ]]> & < \\"'
    triples = rdf.to_triples(rdf.from_bytes(f'<http://x/s> <http://x/p> "{label}" .'.encode(), RdfFormat.TURTLE, "x"))
    text = _files(export.FORMATS["rdf"], replace(_nasty("x"), triples=triples))["x.rdf"]
    values = [element.text for element in ElementTree.fromstring(text).iter("{http://x/}p")]
    assert values == ['a\ufffdb\r\nc ]]> & < "']


def test_a_property_that_rdf_xml_cannot_name_is_told() -> None:
    """No file that others cannot read is written; another format is named."""
    triple = Triple(NamedNode("http://x/s"), NamedNode("http://x/1"), NamedNode("http://x/o"))
    with pytest.raises(DataError, match="http://x/1") as raised:
        export.FORMATS["rdf"].render(replace(_nasty("x"), triples=[triple]))
    assert "ttl" in raised.value.advice


def test_turtle_is_canonical(everything: export.Selected) -> None:
    """Read and written again, the Turtle is the same, as the files of the project are."""
    text = _files(export.FORMATS["ttl"], everything)["x.ttl"]
    assert text == rdf.canonical(parse(text, format=RdfFormat.TURTLE))


def test_the_table_of_claims_has_labels_beside_names(section: export.Selected) -> None:
    """The row of claim 09-l says what the data file says, with words for each name."""
    row = next(r for r in _rows(_files(export.FORMATS["csv"], section)["x.csv"]) if r["claim"].endswith("09-l"))
    expected = {
        "claim": "claim:nine-ways-09-l",
        "iri": "https://w3id.org/findings-graph/claim/nine-ways-09-l",
        "subject": "concept:supportive-interactions",
        "subject_label": "supportive interactions with others",
        "relation": "f:withLess",
        "outcome": "concept:wear-and-tear",
        "outcome_label": "bodily wear and tear",
        "certainty": "f:Stated",
        "certainty_label": "stated as a fact",
        "basis": "f:ClaimedKnown",
        "basis_label": "the author's word that it is known",
        "section": "9",
        "paragraph": "2",
        "passage": "passage:nine-ways-09-2-1",
        "passage_label": "Nine Ways Children Benefit From Secure Attachment, section 9, paragraph 2, sentence 1",
    }
    assert expected == {name: row[name] for name in expected}


def test_lists_in_a_table_are_joined_with_a_bar(section: export.Selected) -> None:
    """The guess of section 9 rests on two claims, and its words doubt it twice."""
    row = next(r for r in _rows(_files(export.FORMATS["csv"], section)["x.csv"]) if r["claim"].endswith("09-q"))
    assert (row["premise"], row["hedge"]) == ("claim:nine-ways-09-o|claim:nine-ways-09-p", "f:Modal|f:OpenGuess")


def test_the_table_leaves_nothing_of_a_claim_out(everything: export.Selected) -> None:
    """Whatever the network knows of a claim is a column."""
    known = {name for *_, attributes in everything.network.edges(data=True) for name in attributes}
    columns = _rows(_files(export.FORMATS["csv"], everything)["x.csv"])[0].keys()
    assert set() == known - columns
    assert set() == {name for _, found in everything.network.nodes(data=True) for name in found} - (
        _rows(_files(export.FORMATS["csv-folder"], everything)["nodes.csv"])[0].keys()
    )


def test_a_table_row_is_a_claim_of_the_file(everything: export.Selected) -> None:
    """As many rows as the data file has claims, each once, in order."""
    names = re.findall(r"^(claim:[\w-]+) a f:Claim", CLAIMS.read_text(encoding="utf-8"), re.MULTILINE)
    rows = [row["claim"] for row in _rows(_files(export.FORMATS["csv"], everything)["x.csv"])]
    assert len(names) > 100
    assert sorted(names) == rows
    assert rows == [row["claim"] for row in _tab_rows(_files(export.FORMATS["tsv"], everything)["x.tsv"])]
    assert rows == [row["claim"] for row in _rows(_files(export.FORMATS["csv-folder"], everything)["claims.csv"])]


@pytest.mark.parametrize("label", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"])
@pytest.mark.parametrize("name", ["csv", "csv-folder", "neo4j"])
def test_no_cell_of_a_csv_runs_as_a_formula(name: str, label: str) -> None:
    """Spreadsheets take a cell that begins with one of = + - @ tab CR for a formula."""
    for file, text in _files(export.FORMATS[name], _nasty(label)).items():
        if not file.endswith(".csv"):
            continue
        cells = [cell for line in csv.reader(io.StringIO(text.decode(), newline="")) for cell in line]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
        assert any(cell.strip("'").strip() == label.strip() for cell in cells)


@pytest.mark.parametrize("label", ["-5", "+0.5", "-1e-3", "plain", "a=b", "'", "5%"])
def test_a_number_or_a_harmless_cell_stays_as_it_is(label: str) -> None:
    """Only what could run is changed."""
    assert label == _rows(_files(export.FORMATS["csv"], _nasty(label))["x.csv"])[0]["label"]


NASTY = ['say "x"', "two\nlines", "tab\there", "back\\slash\\n", "=1", "é ☃ 𝔘", "a,b;c", "\r", "'", "<b>&amp;"]


@pytest.mark.parametrize("label", NASTY)
def test_a_tsv_cell_is_exact(label: str) -> None:
    """With the four escapes undone, a label is what it was, also one that begins with = or a quote."""
    cell = _tab_rows(_files(export.FORMATS["tsv"], _nasty(label))["x.tsv"])[0]["label"]
    undone = re.sub(r"\\([tnr\\])", lambda found: {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}[found[1]], cell)
    assert label == undone


@pytest.mark.parametrize("label", [label for label in NASTY if not label.startswith("=")])
def test_a_csv_cell_that_is_no_formula_is_exact(label: str) -> None:
    """Quotes, commas and line ends come back."""
    expected = f"'{label}" if label == "\r" else label
    assert expected == _rows(_files(export.FORMATS["csv"], _nasty(label))["x.csv"])[0]["label"]


BIOLINK = {
    *("id", "category", "name", "subject", "predicate", "object"),
    *("knowledge_level", "agent_type", "primary_knowledge_source"),
}


def test_kgx_has_the_columns_that_biolink_needs(everything: export.Selected) -> None:
    """Nodes and edges carry what KGX requires, and each edge joins two nodes of the file."""
    files = _files(export.FORMATS["kgx"], everything)
    nodes, edges = _tab_rows(files["nodes.tsv"]), _tab_rows(files["edges.tsv"])
    assert {"nodes.tsv", "edges.tsv", "metadata.json"} == set(files)
    assert {*nodes[0], *edges[0]} >= BIOLINK
    assert {edge[end] for edge in edges for end in ("subject", "object")} <= {node["id"] for node in nodes}
    assert {"biolink:NamedThing"} == {node["category"] for node in nodes}
    assert all(edge["predicate"].startswith("biolink:") for edge in edges)


def test_kgx_never_says_more_than_the_wording(everything: export.Selected) -> None:
    """What is guessed or only reported is no Biolink assertion; a link without direction gets none."""
    edges = _tab_rows(_files(export.FORMATS["kgx"], everything)["edges.tsv"])
    loose = [edge for edge in edges if edge["certainty"] in {"f:Guessed", "f:Reported"}]
    assert loose
    assert {("biolink:related_to", "not_provided")} == {(e["predicate"], e["knowledge_level"]) for e in loose}
    linked = [e for e in edges if e["relation"] == "f:linkedTo" and e["reading"] == "f:Correlational"]
    assert {"biolink:associated_with"} == {edge["predicate"] for edge in linked}
    assert not [e for e in edges if "correlated" in e["predicate"] and e["reading"] != "f:Correlational"]


def test_neo4j_headers_are_those_of_its_importer(everything: export.Selected) -> None:
    """Ids, labels, ends and types are named as neo4j-admin reads them; arrays and numbers are typed."""
    files = _files(export.FORMATS["neo4j"], everything)
    nodes, edges = _rows(files["nodes.csv"]), _rows(files["relationships.csv"])
    assert {"id:ID", ":LABEL", "label", "synonyms:string[]"} <= nodes[0].keys()
    assert {":START_ID", ":END_ID", ":TYPE", "id", "premise:string[]", "section:int", "cut_off:boolean"} <= edges[
        0
    ].keys()
    assert {e[end] for e in edges for end in (":START_ID", ":END_ID")} <= {node["id:ID"] for node in nodes}
    guess = next(edge for edge in edges if edge["id"] == "claim:nine-ways-09-q")
    assert (guess["premise:string[]"], guess[":TYPE"]) == ("claim:nine-ways-09-o;claim:nine-ways-09-p", "WITH_MORE")


def test_neo4j_has_no_line_end_within_a_cell() -> None:
    """The importer refuses them unless it is told."""
    for text in _files(export.FORMATS["neo4j"], _nasty("two\nlines")).values():
        if not text.startswith(b"{"):
            assert len(list(csv.reader(io.StringIO(text.decode(), newline="")))) == text.count(b"\n")


def test_markdown_says_how_firm_a_claim_is_and_what_it_rests_on(section: export.Selected) -> None:
    """The guess of section 9 is told as a guess, with its hedge, its premises and its place; the gap is told."""
    text = _files(export.FORMATS["md"], section)["x.md"].decode()
    claim = text[text.index("nine-ways-09-q`") - 120 : text.index("nine-ways-09-r`")]
    for said in (
        "guesses that",
        "announced as a guess",
        "may, might, seems",
        "own inference",
        "section 9, paragraph 3",
    ):
        assert said in claim
    assert "## Section 9\n" in text
    assert "## Said to be unknown\n" in text
    assert NOTICE in text[-300:]


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "`code` *x* _y_", "# x"])
def test_markdown_shows_a_label_and_never_runs_it(label: str) -> None:
    """No label makes markup."""
    from markdown_it import MarkdownIt

    page = MarkdownIt("commonmark").render(_files(export.FORMATS["md"], _nasty(label))["x.md"].decode())
    assert not re.search(r"<(script|em)\b|href=\"javascript", page)
    assert page.count("<h1>") == 1
