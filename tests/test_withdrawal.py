"""Promises of withdrawing: what is withdrawn answers nothing, in no command and no format, unless it is asked for."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import duckdb
import pytest

from graph import export, rdf, records, resources, store, withdrawal
from graph.vocabulary import PREFIXES

Make = Callable[[str], store.FileStore]
Run = Callable[..., CompletedProcess[str]]
OTHERS = Path(__file__).with_name("other-sources.ttl")
BESIDE = ("--data", resources.DATA, "--data", str(OTHERS))
GONE = "example-talk-01-e"
INSTEAD = "example-talk-01-f"
CLAIM = f"{PREFIXES['claim']}{GONE}"


@pytest.fixture(scope="module")
def beside() -> store.FileStore:
    """The article with two invented sources, one claim of which was withdrawn."""
    return store.from_files([resources.DATA, str(OTHERS)])


def test_nothing_is_lost(beside: store.FileStore) -> None:
    """What stands and what does not are together all that the files hold."""
    whole = store.from_files([resources.DATA, str(OTHERS)], withdrawn=True)
    assert sorted(map(str, whole.quads)) == sorted(map(str, [*beside.quads, *beside.withdrawn]))
    assert beside.withdrawn


def test_links_to_a_withdrawn_claim_and_evidence_about_it_go_with_it(make_store: Make) -> None:
    """So that no question comes upon it from the other side; that something revises it stays known."""
    graph = make_store(
        'claim:w a f:Claim ; prov:invalidatedAtTime "2026-05-01"^^xsd:date . '
        "claim:v prov:wasRevisionOf claim:w ; f:premise claim:w . "
        "evidence:e a f:EvidenceLine ; f:about claim:w ; f:study study:s . "
        "evidence:g a f:EvidenceLine ; f:about claim:w , claim:v ; f:study study:s ."
    )
    left = {q.predicate.value for q in graph.quads if "claim/w" in str(q.object)}
    assert left == {f"{PREFIXES['prov']}wasRevisionOf"}
    assert not graph.answer("ASK { evidence:e ?p ?o }")
    assert graph.answer("ASK { evidence:g f:about claim:v }")


def test_a_date_on_something_else_withdraws_nothing(make_store: Make) -> None:
    """Only a claim can be withdrawn; `findings check` tells of the rest."""
    graph = make_store('concept:a a skos:Concept ; prov:invalidatedAtTime "2026-05-01"^^xsd:date .')
    assert graph.answer("ASK { concept:a a skos:Concept }")
    assert graph.withdrawn == []


def test_what_stands_is_not_copied_where_nothing_is_withdrawn(shipped: store.FileStore) -> None:
    """The shipped graph has nothing withdrawn, and is as it was read."""
    stands, gone = withdrawal.split(shipped.files)
    assert (stands, gone) == (shipped.files, [])


def test_it_can_be_asked_for_by_the_name_of_its_graph(beside: store.FileStore) -> None:
    """It is kept, and told apart."""
    asked = f"<{CLAIM}> a f:Claim"
    assert not beside.answer(f"ASK {{ {asked} }}")
    assert beside.answer(f"ASK {{ GRAPH <https://w3id.org/findings-graph/withdrawn> {{ {asked} }} }}")


COMMANDS = [
    ("query", "SELECT ?c { ?c a f:Claim }"),
    ("query", "outcomes-of", "-p", "concept=confidence"),
    ("query", "counts"),
    ("search", "sleep"),
    ("show", "confidence"),
    ("page", "--no-explore", "-o", "-"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_tells_it_unless_asked(words: tuple[str, ...], run: Run) -> None:
    """With --withdrawn the answer is another, and has it."""
    without, with_it = run(*words, *BESIDE), run(*words, *BESIDE, "--withdrawn")
    assert (without.returncode, with_it.returncode) == (0, 0)
    assert GONE not in without.stdout.replace(f"It takes the place of {GONE}.", "")
    assert with_it.stdout != without.stdout
    assert GONE in with_it.stdout or words[-1] == "counts"


def _text(file: Path) -> str:
    if file.read_bytes()[:4] != b"PAR1":
        return file.read_text("utf-8")
    with duckdb.connect() as connection:
        return str(connection.read_parquet(str(file)).fetchall())


ALL = [name for name, found in export.FORMATS.items() if found.holds == "claims" and name not in {"png", "svg", "dot"}]


@pytest.mark.parametrize("name", ALL)
def test_no_format_holds_it_unless_asked(name: str, run: Run, tmp_path: Path) -> None:
    """It may be named as what its revision takes the place of, and nothing is said of it."""
    said = "Confidence brings longer sleep"
    for flags, expected in (((), False), (("--withdrawn",), True)):
        out = tmp_path / f"out{len(flags)}"
        done = run("export", "--outcome", "physical-health", "-f", name, "-o", str(out), *BESIDE, *flags)
        assert done.returncode == 0, done.stderr
        files = [out] if out.is_file() else sorted(out.iterdir())
        text = "".join(map(_text, files))
        assert expected == ((f"(`claim:{GONE}`)" if name == "md" else said) in text)


def test_a_table_tells_which_are_withdrawn_and_that_they_were_asked_for(run: Run) -> None:
    """The day, the claim that each one revises, and the selection as it was made."""
    import csv

    done = run("export", "--outcome", "physical-health", "-f", "csv", *BESIDE, "--withdrawn")
    rows = {row["claim"]: row for row in csv.DictReader(done.stdout.splitlines())}
    gone, instead = rows[f"claim:{GONE}"], rows[f"claim:{INSTEAD}"]
    assert (gone["withdrawn"], instead["withdrawn"], instead["revises"]) == ("2026-05-01", "", f"claim:{GONE}")
    assert gone["selection"].endswith("--outcome physical-health --withdrawn")


def test_a_withdrawn_claim_is_shown_with_when_and_what_took_its_place(run: Run) -> None:
    """Whoever has its address learns what became of it."""
    shown = run("show", GONE, *BESIDE)
    assert shown.returncode == 0
    assert (
        f'Withdrawn on 2026-05-01. In its place: "Confidence goes with better physical health" ({INSTEAD}).'
        in shown.stdout
    )
    assert f"It takes the place of {GONE}." in run("show", INSTEAD, *BESIDE).stdout


def test_checking_sees_everything(run: Run, tmp_path: Path, head: str) -> None:
    """A fault in a withdrawn claim is a fault."""
    mine = tmp_path / "mine.ttl"
    mine.write_text(f'{head}claim:w a f:Claim ; prov:invalidatedAtTime "2026-05-01"^^xsd:date .\n', "utf-8")
    done = run("check", str(mine))
    assert done.returncode == 1
    assert "a claim has exactly one label" in done.stderr


def test_the_endpoint_says_that_it_is_gone(start: Callable[..., object]) -> None:
    """410 with the day and the successor; with 404 nobody would know that it ever was."""
    server = start([resources.DATA, str(OTHERS)])
    got = server.get(f"/claim/{GONE}.ttl")  # type: ignore[attr-defined]
    assert got.status == 410
    assert b"withdrawn on 2026-05-01" in got.body
    assert INSTEAD.encode() in got.body
    asked = server.get(
        "/sparql?query=ASK%7B%3Chttps%3A%2F%2Fw3id.org%2Ffindings-graph%2Fclaim%2F" + GONE + "%3E%20%3Fp%20%3Fo%7D"
    )  # type: ignore[attr-defined]
    assert asked.json()["boolean"] is False


def test_a_revision_is_read_with_what_it_revises(beside: store.FileStore) -> None:
    """The claim that stands knows which one it took the place of."""
    assert records.read(beside).claims[f"{PREFIXES['claim']}{INSTEAD}"].revises == (CLAIM,)


def test_a_sheet_of_everything_comes_back_without_loss(run: Run, tmp_path: Path) -> None:
    """The curator's own file: what was withdrawn is a row of it, with its day; a part of it has what stands."""
    mine = tmp_path / "mine.ttl"
    mine.write_bytes(rdf.canonical([*rdf.read(OTHERS), *rdf.read(Path(resources.DATA) / "claims.ttl")]))
    assert run("export", "--data", "mine.ttl", "-f", "sheet", "-o", "sheets/").returncode == 0
    assert f"\n{GONE}," in (tmp_path / "sheets" / "claims.csv").read_text("utf-8")
    again = run("import", "sheets", "-o", "mine.ttl")
    assert (0, "mine.ttl is as it was\n") == (again.returncode, again.stderr)
    part = ("export", "--data", "mine.ttl", "--source", "example-talk", "-f", "sheet", "-o")
    assert run(*part, "part/").returncode == run(*part, "whole/", "--withdrawn").returncode == 0
    there = [f"\n{GONE}," in (tmp_path / name / "claims.csv").read_text("utf-8") for name in ("part", "whole")]
    assert there == [False, True]


def test_a_claim_that_was_withdrawn_elsewhere_can_be_revised_in_a_sheet(run: Run, tmp_path: Path) -> None:
    """It takes the place of a claim of another file, which is only known there as withdrawn."""
    (tmp_path / "old.ttl").write_bytes(rdf.canonical(rdf.read(OTHERS)))
    (tmp_path / "claims.csv").write_text(
        "claim,label,subject,relation,outcome,reading,certainty,basis,passage,revises\n"
        "example-talk-01-z,Confidence goes with sleep.,confidence,with more,physical-health,correlational,stated,"
        f"no traceable reference,example-talk-01-1-1,{GONE}\n",
        encoding="utf-8",
    )
    done = run("import", "claims.csv", "--data", "old.ttl", "--data", resources.DATA, "-o", "new.ttl")
    assert done.returncode == 0, done.stderr
    assert f"prov:wasRevisionOf claim:{GONE}" in (tmp_path / "new.ttl").read_text("utf-8")


def test_verifying_sees_what_was_withdrawn(run: Run, tmp_path: Path) -> None:
    """A passage is told with every claim that was read in it."""
    (tmp_path / "copy.md").write_text("# A talk\n\n## 1. One\n\nNothing of it.\n", encoding="utf-8")
    done = run("verify", "copy.md", "--data", str(OTHERS), "--source", "example-talk", "-f", "csv")
    assert f"claim:{GONE}|" in done.stdout


def test_a_site_says_what_was_withdrawn_and_not_what_it_said(run: Run, tmp_path: Path) -> None:
    """Its address was cited: it says when it was withdrawn and what took its place, and nothing lists it."""
    from lxml import html

    data = ("--data", str(OTHERS), "--data", str(Path(resources.DATA) / "claims.ttl"))
    done = run("site", "-o", "out", "--no-explore", "--base", "https://example.org/f/", *data)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out"
    page = html.parse(out / "claim" / f"{GONE}.html").getroot()
    text = page.text_content()
    assert "withdrawn on 2026-05-01" in text
    assert "longer sleep" not in text
    assert f"../claim/{INSTEAD}.html" in page.xpath("//main//a/@href")
    assert rdf.to_triples(rdf.read(out / "claim" / f"{GONE}.ttl")) == rdf.to_triples(
        quad for quad in rdf.read(OTHERS) if quad.predicate.value.startswith(f"{PREFIXES['prov']}wasRev")
        or quad.predicate.value == withdrawal.INVALIDATED
    )  # fmt: skip
    listed = [(out / name).read_text("utf-8") for name in ("index.html", "sitemap.xml", "data.nt")]
    assert [f"claim/{GONE}.html" in text for text in listed] == [False, False, False]
    revision = html.parse(out / "claim" / f"{INSTEAD}.html").getroot()
    assert f"../claim/{GONE}.html" in revision.xpath("//main//a/@href")
