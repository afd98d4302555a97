"""Promises of the command line: results on stdout, all else on stderr, an exit code an outcome, no traceback."""

import csv
import errno
import io
import json
import os
import pty
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from graph import cli, questions, store
from graph.claims import Findings

Run = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = Path(sys.executable).with_name("findings")
HEAVY = ("rdflib", "networkx", "pyvis", "pyshacl", "pandas", "pygraphviz", "markdown_it", "rich")
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MINE = """concept:a a skos:Concept ; skos:prefLabel "reading aloud"@en .
concept:b a skos:Concept ; skos:prefLabel "vocabulary"@en .
source:t a fabio:Article ; dcterms:title "An article"@en .
passage:t-01-1-1 a f:Passage ; oa:hasSource source:t ; f:section 1 ; f:paragraph 1 ; f:sentence 1 ;
  schema:sha256 "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" .
claim:t-01-a a f:Claim ; rdfs:label "Reading gives words."@en ; f:subject concept:a ; f:outcome concept:b ;
  f:relation f:withMore ; f:reading f:Causal ; f:certainty f:Stated ; f:basis eco:0000034 ;
  prov:wasDerivedFrom passage:t-01-1-1 .
"""


def _examples() -> list[str]:
    """Give every example of every help text."""
    commands = [cli.findings, *(import_module(f"graph.commands.{name}").command for name in cli.COMMANDS)]
    texts = [(command.help or "").split("Examples:\n")[1] for command in commands]
    lines = (line.strip() for text in texts for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line.startswith("findings ")))


@pytest.fixture
def mine(tmp_path: Path, head: str) -> Path:
    """A valid file of one claim, in the folder in which the command runs."""
    file = tmp_path / "my-claims.ttl"
    file.write_text(head + MINE, encoding="utf-8")
    return file


@pytest.fixture
def curated(mine: Path, head: str, make_pdf: Callable[..., bytes]) -> Path:
    """Beside it what a curator has: a copy as Markdown and PDF, other claims, and filled-in sheets."""
    from graph import rdf
    from graph.sheets import filling, writing

    folder = mine.parent
    example = Path(__file__).parent.parent / "docs" / "example"
    (folder / "my-copy.md").write_bytes((example / "copy.md").read_bytes() + b"\n\n## 3. More\n\ntest\n")
    (folder / "my-copy.pdf").write_bytes(make_pdf([(18, ["Title"]), (18, ["1. One"]), (11, ["test"])]))
    other = head + MINE.replace("t-01", "u-01").replace("concept:a", "concept:c").replace("source:t", "source:u")
    (folder / "other-claims.ttl").write_text(other, encoding="utf-8")
    triples = rdf.to_triples(rdf.read(example / "reading-aloud.ttl"))
    (folder / "reading-aloud.xlsx").write_bytes(writing.to_xlsx(filling.fill(triples)))
    shutil.copytree(example / "sheets", folder / "sheets")
    return mine


# Help and version


@pytest.mark.parametrize("words", [["-h"], ["--help"], []], ids=["-h", "--help", "nothing"])
def test_help_names_every_command(words: list[str], run: Run) -> None:
    """On stdout, with exit code 0."""
    done = run(*words)
    assert (0, "") == (done.returncode, done.stderr)
    assert [] == [name for name in cli.COMMANDS if f"\n  {name} " not in done.stdout]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_help_of_a_command_begins_with_examples(name: str, run: Run) -> None:
    """What to type comes before the options."""
    done = run(name, "-h")
    assert 0 == done.returncode
    assert 0 < done.stdout.find("Examples:") < done.stdout.find("Options:")


def test_there_are_examples_of_every_command() -> None:
    """At least one each."""
    assert set(cli.COMMANDS) == {shlex.split(example)[1] for example in _examples()}


@pytest.mark.parametrize("example", [line for line in _examples() if not line.startswith("findings serve")])
def test_an_example_of_a_help_text_runs(example: str, curated: Path, run: Run) -> None:
    """As it stands there; it gives something, on stdout or in the file that it names."""
    words = shlex.split(example)[1:]
    small = (
        {"FINDINGS_DATA": str(Path(__file__).parent.parent / "docs" / "example" / "reading-aloud.ttl")}
        if words[0] == "site"
        else {}
    )
    done = run(*words, env=small)
    codes = {0, 1} if words[0] in {"diff", "verify"} else {0}  # 1 tells of a difference
    assert (True, False) == (done.returncode in codes, "Traceback" in done.stderr), done.stderr
    if "-o" in words:
        assert (curated.parent / words[words.index("-o") + 1]).stat().st_size > 0
    else:
        assert (done.stdout + done.stderr).strip()


def test_the_version_names_program_and_data(run: Run, shipped: store.FileStore) -> None:
    """A result can be traced to both."""
    assert shipped.version()
    assert f"findings {version('findings-graph')}, data {shipped.version()}\n" == run("--version").stdout


# Exit codes and messages


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(["quer"], 2, "no command 'quer'; nearest: query", id="unknown command"),
        pytest.param(["query", "concepts", "--fromat", "csv"], 2, "--format", id="unknown option"),
        pytest.param(["query", "concepts", "-f", "doc"], 2, "'doc' is not one of 'table'", id="unknown format"),
        pytest.param(
            ["query", "outcomes-of", "-p", "x"], 2, "-p takes NAME=VALUE, not 'x'", id="parameter without value"
        ),
        pytest.param(["query"], 2, "Missing argument 'QUERY'", id="no query"),
        pytest.param(["export", "--about", "anxiety", "--radius", "0"], 2, "0 is not in the range", id="radius 0"),
        pytest.param(
            ["query", "outcome-of"], 1, "no question 'outcome-of'\n  try: nearest: outcomes-of", id="unknown question"
        ),
        pytest.param(
            ["query", "outcomes-of", "-p", "concpt=anxiety"],
            1,
            "'outcomes-of' has no parameter 'concpt'\n  try: nearest: concept",
            id="unknown parameter",
        ),
        pytest.param(["query", "outcomes-of"], 1, "'outcomes-of' needs -p concept=", id="missing parameter"),
        pytest.param(
            ["query", "outcomes-of", "-p", "concept=anxeity"],
            1,
            "no concept 'anxeity'\n  try: nearest: anxiety",
            id="unknown concept",
        ),
        pytest.param(["export", "-f", "xyzzy"], 2, "unknown format 'xyzzy'", id="unknown export format"),
        pytest.param(["evidence", "anxiety", "-o", "x.xyzzy"], 2, "no format 'xyzzy'", id="unknown evidence format"),
        pytest.param(
            ["query", "claims-at-age", "-p", "from=18", "-p", "to=12"],
            1,
            "from=18 is more than to=12\n  try: -p from=12 -p to=18",
            id="ages from more to less",
        ),
        pytest.param(
            ["query", "claims-about", "-p", "concept=claim:nine-ways-02-d"],
            1,
            "'claim:nine-ways-02-d' is a claim, not a concept",
            id="a claim for a concept",
        ),
        pytest.param(
            ["query", "claims-by-basis", "-p", "basis=Stated"],
            1,
            "'Stated' is no basis\n  try: one of eco:0000033, ",
            id="a certainty for a basis",
        ),
        pytest.param(["query", "section", "-p", "section=two"], 1, "takes a whole number, not 'two'", id="no number"),
        pytest.param(["query", "SELECT * { ?s skoss:note ?o }"], 1, "try: nearest: skos", id="unknown prefix"),
        pytest.param(["query", "claims-by-basis", "-p", "basis=eco:a b"], 1, "no term 'eco:a b'", id="no term"),
        pytest.param(
            ["query", "INSERT DATA { <urn:a> <urn:b> 1 }"],
            1,
            "INSERT is an update; the graph is read-only",
            id="update",
        ),
        pytest.param(["query", "SELECT * { SERVICE <http://e/> {} }"], 1, "SERVICE asks another server", id="service"),
        pytest.param(["query", "concepts", "-f", "turtle"], 1, "rows cannot be written as turtle", id="rows as Turtle"),
        pytest.param(
            ["show", "anxeity"], 1, "nothing is called 'anxeity'\n  try: nearest: anxiety", id="show an unknown name"
        ),
        pytest.param(["show", "77"], 1, "no section 77\n  try: sections: 0, 1", id="show an unknown section"),
        pytest.param(["export", "--certainty", "Statd"], 1, "no term 'Statd'", id="unknown term"),
        pytest.param(["export", "--study", "minesota"], 1, "nearest: minnesota", id="unknown study"),
        pytest.param(
            ["export", "--about", "anxiety", "--section", "1"], 1, "no claim is selected by", id="nothing selected"
        ),
        pytest.param(["query", RUNAWAY, "--timeout", "0.5"], 3, "no answer within 0.5 seconds", id="runaway"),
        pytest.param(["query", "none.rq"], 4, "none.rq: no such file", id="missing query file"),
        pytest.param(["query", "concepts", "--data", "none.ttl"], 4, "none.ttl: no such file", id="missing data"),
        pytest.param(["check", "none.ttl"], 4, "none.ttl: no such file", id="missing file to check"),
        pytest.param(["export", "--construct", "none.rq"], 4, "none.rq: no such file", id="missing construct"),
        pytest.param(["query", "concepts", "-o", "no/such/x.csv"], 4, "no such folder", id="missing folder for rows"),
        pytest.param(
            ["page", "-o", "no/such/x.html", "--no-explore"], 4, "no such folder", id="missing folder for a page"
        ),
    ],
)
def test_a_refusal_has_its_code_and_says_what_to_do(words: list[str], code: int, message: str, run: Run) -> None:
    """1 data or query wrong, 2 usage, 3 a limit, 4 reading or writing; on stderr alone, no traceback."""
    done = run(*words)
    assert (code, "") == (done.returncode, done.stdout)
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["query", "SELECT * { ?s <urn:none> ?o }"],
        ["query", "outcomes-of", "-p", "concept=anxiety"],
        ["query", "ASK { ?s <urn:none> ?o }"],
        ["search", "xyzzy"],
    ],
    ids=["no rows", "rows", "ask", "no hits"],
)
def test_an_answer_is_fine_also_if_it_is_empty(words: list[str], run: Run) -> None:
    """No rows is an answer: exit code 0."""
    assert 0 == run(*words).returncode


def test_a_fault_in_data_is_shown_with_place_line_caret_and_advice(tmp_path: Path, run: Run) -> None:
    """FILE:LINE:COLUMN, the source line, a caret, what to try."""
    (tmp_path / "bad.ttl").write_text("@prefix : <http://e/> .\n\n:a :p :b .\n\tskoss:c :p :d .\n", encoding="utf-8")
    done = run("check", "bad.ttl")
    expected = [
        "findings: error: bad.ttl:4:2: prefix 'skoss:' is not declared",
        "   skoss:c :p :d .",
        "   ^",
        "  try: nearest: skos",
    ]
    assert (1, "", expected) == (done.returncode, done.stdout, done.stderr.splitlines())


def test_a_fault_in_a_query_file_is_shown_with_its_place(tmp_path: Path, run: Run) -> None:
    """The same form as for data."""
    (tmp_path / "bad.rq").write_text("SELECT ?s\nWHER { ?s ?p ?o }\n", encoding="utf-8")
    done = run("query", "bad.rq")
    assert done.stderr.startswith("findings: error: bad.rq:2:1: unexpected 'WHER'\n  WHER { ?s ?p ?o }\n  ^\n  try: ")


def test_no_input_steers_the_terminal(run: Run) -> None:
    """An escape sequence in a name is shown, not obeyed."""
    done = run("show", "a\x1b[31mb\u202e")
    assert "a\\u001b[31mb\\u202e" in done.stderr
    assert not set(done.stderr) & {"\x1b", "\u202e"}


def test_a_traceback_is_shown_on_request_only(run: Run) -> None:
    """`--debug` is for those who mend the program."""
    assert "Traceback" in run("--debug", "query", "none").stderr
    assert "Traceback" not in run("query", "none").stderr


def test_an_interruption_is_130(tmp_path: Path) -> None:
    """Ctrl-C while the command waits for its query."""
    os.mkfifo(tmp_path / "slow.rq")
    process = subprocess.Popen(
        [COMMAND, "query", "slow.rq"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  # who runs the tests may ignore it
    )
    pipe = _open_when_read(tmp_path / "slow.rq")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    os.close(pipe)
    assert (130, False) == (process.returncode, b"Traceback" in err)


def _open_when_read(pipe: Path) -> int:
    for _ in range(400):
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(0.05)
    pytest.fail("the command does not read its query")


@pytest.mark.parametrize(
    "words", [["queries"], ["query", "concepts"], ["show", "2"], ["export", "-f", "ttl"], ["--help"]], ids=" ".join
)
def test_a_closed_pipe_is_quiet(words: list[str]) -> None:
    """Whoever reads a few lines and leaves sees no error."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([COMMAND, *words], stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(writer)
    assert b"" == done.stderr
    assert done.returncode >= 0


# Queries


def test_rows_in_a_pipe_are_csv(run: Run, shipped: store.FileStore) -> None:
    """A machine format, one line a row, with a header."""
    header, *rows = csv.reader(io.StringIO(run("query", "SELECT ?s { ?s a f:Claim }").stdout))
    assert ["s"] == header
    assert [[term.value] for (term,) in shipped.select("SELECT ?s { ?s a f:Claim }").rows] == rows


def test_rows_on_a_terminal_are_a_table() -> None:
    """For people, with the number of rows."""
    assert "1 row" in _on_a_terminal("query", "SELECT ?s { ?s a f:Gap }")


def test_no_color_is_heeded() -> None:
    """NO_COLOR takes colors out on a terminal."""
    text = _on_a_terminal("query", "SELECT ?s { ?s a f:Gap }", NO_COLOR="1")
    assert "1 row" in text
    assert not re.search(r"\x1b\[[\d;]*(3[0-8]|4[0-8]|9[0-7]|10[0-7])[\d;]*m", text)


def _on_a_terminal(*words: str, **settings: str) -> str:
    ours, theirs = pty.openpty()
    env = {"TERM": "xterm-256color", "PATH": os.environ["PATH"], "HOME": "/", **settings}
    process = subprocess.Popen([COMMAND, *words], stdout=theirs, stderr=theirs, stdin=theirs, env=env)
    os.close(theirs)
    text = b"".join(_read_all(ours))
    assert process.wait(timeout=60) == 0
    os.close(ours)
    return text.decode()


def _read_all(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            return
        if not part:
            return
        yield part


@pytest.mark.parametrize(
    ("settings", "expected"), [({}, False), ({"FORCE_COLOR": "1"}, True)], ids=["pipe", "FORCE_COLOR"]
)
def test_a_table_in_a_pipe_is_plain_unless_asked_for(settings: dict[str, str], expected: bool, run: Run) -> None:
    """Escape sequences only where they are wanted."""
    done = run("query", "SELECT ?s { ?s a f:Gap }", "-f", "table", env=settings)
    assert "1 row" in done.stdout
    assert expected == ("\x1b[" in done.stdout)


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_rows_can_be_had_in_each_standard_format(form: str, run: Run, shipped: store.FileStore) -> None:
    """Read by another reader, the same rows."""
    query = "SELECT ?s ?label { ?s a f:Gap ; rdfs:label ?label }"
    text = run("query", query, "-f", form).stdout
    got = parse_query_results(text.encode(), format=getattr(QueryResultsFormat, form.upper()))
    assert shipped.select(query).rows == [tuple(row) for row in got]


def test_rows_can_be_had_as_markdown_with_labels(run: Run) -> None:
    """Labels beside IRIs."""
    lines = run("query", "SELECT ?c { VALUES ?c { concept:anxiety } }", "-f", "md").stdout.splitlines()
    assert ["| c |", "| --- |", "| anxiety (concept:anxiety) |"] == lines


@pytest.mark.parametrize(
    ("form", "reader"), [("turtle", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("json-ld", RdfFormat.JSON_LD)]
)
def test_triples_can_be_had_in_each_format(form: str, reader: RdfFormat, run: Run, shipped: store.FileStore) -> None:
    """Read back, the same triples; the last line has its end."""
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a f:Gap ; ?p ?o }"
    text = run("query", query, "-f", form).stdout
    assert text.endswith("\n")
    got = {quad.triple for quad in parse(text.encode(), format=reader)}
    assert set(shipped.construct(query)) == got


@pytest.mark.parametrize(
    ("query", "expected"), [("ASK { ?s a f:Claim }", "true\n"), ("ASK { ?s a f:None }", "false\n")]
)
def test_an_ask_is_answered_with_a_word(query: str, expected: str, run: Run) -> None:
    """True or false."""
    assert expected == run("query", query).stdout


@pytest.mark.parametrize("way", ["name", "file", "stdin", "text"])
def test_a_query_can_be_given_in_four_ways(way: str, tmp_path: Path, run: Run) -> None:
    """The name of a question, a file, stdin, SPARQL: the same answer."""
    text = questions.find("not-known").text
    (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
    words = {"name": "not-known", "file": "mine.rq", "stdin": "-", "text": text}
    done = run("query", words[way], stdin=text if way == "stdin" else "")
    assert run("query", "not-known").stdout == done.stdout
    assert len(done.stdout.splitlines()) > 1


def test_the_full_query_can_be_shown(run: Run) -> None:
    """With prefixes and values: it can be pasted into any other tool."""
    shown = run("query", "SELECT ?o { claim:nine-ways-00-a f:outcome ?o }", "--show").stdout
    assert "PREFIX claim: <https://w3id.org/findings-graph/claim/>" in shown
    assert run("query", shown).stdout == run("query", "SELECT ?o { claim:nine-ways-00-a f:outcome ?o }").stdout
    assert (
        "{ <https://w3id.org/findings-graph/concept/anxiety> }"
        in run("query", "outcomes-of", "-p", "concept=anxiety", "--show").stdout
    )


def test_an_answer_can_be_written_to_a_file(tmp_path: Path, run: Run) -> None:
    """Nothing on stdout, the file told on stderr; the same bytes."""
    done = run("query", "concepts", "-f", "json", "-o", "x.json")
    assert (0, "", "wrote x.json\n") == (done.returncode, done.stdout, done.stderr)
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["results"]["bindings"]


@pytest.mark.parametrize(
    "words",
    [
        ["query", "SELECT * { ?s", "-o"],
        ["query", RUNAWAY, "--timeout", "0.5", "-o"],
        ["export", "--about", "anxeity", "-o"],
        ["export", "-f", "xyzzy", "-o"],
        ["page", "--about", "anxeity", "-o"],
    ],
    ids=["bad query", "limit", "unknown concept", "unknown format", "page"],
)
def test_a_refusal_leaves_the_old_file_alone(words: list[str], tmp_path: Path, run: Run) -> None:
    """Byte for byte, and no other file appears."""
    (tmp_path / "old.ttl").write_bytes(b"old")
    assert run(*words, "old.ttl").returncode in {1, 2, 3}
    assert {"old.ttl": b"old"} == {file.name: file.read_bytes() for file in tmp_path.iterdir()}


# Data


@pytest.mark.parametrize("way", ["option", "environment"])
def test_other_data_can_be_named(way: str, mine: Path, run: Run) -> None:
    """By --data or FINDINGS_DATA."""
    words, env = (["--data", str(mine)], {}) if way == "option" else ([], {"FINDINGS_DATA": str(mine)})
    done = run("query", "SELECT ?s { ?s a f:Claim }", *words, env=env)
    assert "s\nhttps://w3id.org/findings-graph/claim/t-01-a\n" == done.stdout


def test_a_parameter_given_as_an_option_is_told_how_to_give_it(run: Run) -> None:
    """A question's parameters go by -p; elsewhere an unknown option is just that."""
    assert "-p concept=VALUE" in run("query", "claims-about", "--concept=anxiety").stderr
    assert "-p " not in run("show", "--concept=anxiety").stderr


def test_an_option_is_stronger_than_the_environment(mine: Path, run: Run) -> None:
    """FINDINGS_DATA is a default."""
    done = run("query", "ASK { claim:t-01-a a f:Claim }", "--data", str(mine), env={"FINDINGS_DATA": "none.ttl"})
    assert (0, "true\n") == (done.returncode, done.stdout)


def test_data_can_be_named_more_than_once(mine: Path, tmp_path: Path, head: str, run: Run) -> None:
    """Files are read together."""
    (tmp_path / "more.ttl").write_text(f"{head}claim:t-01-b a f:Claim .", encoding="utf-8")
    done = run(
        "query", "ASK { claim:t-01-a a f:Claim . claim:t-01-b a f:Claim }", "--data", str(mine), "--data", "more.ttl"
    )
    assert "true\n" == done.stdout


@pytest.mark.parametrize(("layer", "expected"), [("article", "false\n"), ("all", "true\n")])
def test_the_layer_of_the_article_leaves_the_literature_out(
    layer: str, expected: str, mine: Path, tmp_path: Path, run: Run
) -> None:
    """By --layer or FINDINGS_LAYER."""
    folder = tmp_path / "data"
    folder.mkdir()
    mine.rename(folder / "claims.ttl")
    (folder / "literature.ttl").write_text("<urn:s> <urn:p> 1 .", encoding="utf-8")
    query = ["query", "ASK { <urn:s> <urn:p> 1 }"]
    named = ["--data", "data/claims.ttl", "--data", "data/literature.ttl"]
    for data in (["--data", "data"], named):
        assert expected == run(*query, *data, "--layer", layer).stdout
        assert expected == run(*query, *data, env={"FINDINGS_LAYER": layer}).stdout


# Check


def test_a_good_file_has_no_problems(mine: Path, run: Run) -> None:
    """Exit code 0 and one line."""
    done = run("check", mine.name)
    assert (0, "no problems in my-claims.ttl, vocabulary.ttl\n", "") == (done.returncode, done.stdout, done.stderr)


def test_each_problem_is_told_with_file_and_line(mine: Path, run: Run) -> None:
    """On stderr, with a cure; the number on stdout; exit code 1."""
    mine.write_text(
        mine.read_text(encoding="utf-8").replace("f:certainty f:Stated", "f:certainty f:Hedged"), encoding="utf-8"
    )
    done = run("check", mine.name)
    assert (1, "1 problem in my-claims.ttl, vocabulary.ttl\n") == (done.returncode, done.stdout)
    assert (
        "findings: my-claims.ttl:7:1: claim:t-01-a: hedged or guessed, and no doubt says why: f:Hedged\n  try: "
        in done.stderr
    )


def test_many_problems_are_cut_short_unless_all_are_wanted(mine: Path, run: Run) -> None:
    """A screen is not flooded, and the rest is said aloud."""
    lines = "".join(f'concept:c{n} a skos:Concept ; skos:prefLabel "c{n}"@en ; f:kind f:Good .\n' for n in range(12))
    mine.write_text(mine.read_text(encoding="utf-8") + lines, encoding="utf-8")
    some, every = run("check", mine.name), run("check", mine.name, "--all")
    assert "12 problems in my-claims.ttl, vocabulary.ttl\n" == some.stdout == every.stdout
    assert "findings: 3 more problems; --all shows them" in some.stderr
    assert (9, 12) == (some.stderr.count("unknown kind"), every.stderr.count("unknown kind"))


# Showing, searching, listing


def test_what_is_shown_ends_with_the_notice(run: Run) -> None:
    """It is a map of what is said, not medical advice."""
    assert run("show", "anxiety").stdout.endswith("\nA map of what an article and studies say. Not medical advice.\n")


@pytest.mark.parametrize(
    ("name", "opening"),
    [
        ("anxiety", "Anxiety: outcome."),
        ("2", "Section 2"),
        ("section 2", "Section 2"),
        ("minnesota", "Minnesota study"),
        ("source:nine-ways", "Nine Ways Children Benefit From Secure Attachment.\nWritten by Kent Hoffman."),
        ("nine ways children benefit from secure attachment", "Nine Ways Children Benefit"),
    ],
)
def test_a_concept_a_section_a_study_or_a_source_is_shown(name: str, opening: str, run: Run) -> None:
    """By its name or number."""
    assert run("show", name).stdout.startswith(opening)


def test_a_hit_is_a_line_of_kind_name_and_words(run: Run) -> None:
    """Nearest first."""
    assert ["concept", "anxiety", "anxiety"] == run("search", "anxeity").stdout.splitlines()[0].split()


def test_nothing_found_is_said_on_stderr(run: Run) -> None:
    """With what to try."""
    done = run("search", "xyzzy")
    assert ("", "nothing matches; try fewer or other words\n") == (done.stdout, done.stderr)


def test_every_question_is_listed_with_summary_and_example(run: Run) -> None:
    """An example that can be typed."""
    text = run("queries").stdout
    known = questions.list_all()
    assert len(known) > 20
    assert [] == [q.name for q in known if f"{q.name}\n  {q.summary}\n  findings query {q.name}" not in text]


def test_a_question_is_described_with_parameters_and_columns(run: Run) -> None:
    """All that its head says."""
    text, question = run("queries", "chains").stdout, questions.find("chains")
    assert all(f"  {parameter.name} ({parameter.kind}" in text for parameter in question.parameters)
    assert all(f"  {column.name}: {column.description}" in text for column in question.columns)


# Selections


def test_the_selection_options_are_the_same_on_export_and_page() -> None:
    """Learned once, used everywhere."""
    selections = [
        {option for parameter in import_module(f"graph.commands.{name}").command.params for option in parameter.opts}
        for name in ("export", "page")
    ]
    wanted = {
        "--about",
        "--radius",
        "--between",
        "--study",
        "--section",
        "--source",
        "--outcome",
        "--certainty",
        "--reading",
        "--construct",
    }
    assert [wanted, wanted] == [wanted & options for options in selections]


def test_a_construct_selects_the_claims_it_names(tmp_path: Path, run: Run, findings: Findings) -> None:
    """An export of exactly these."""
    (tmp_path / "mine.rq").write_text(
        "CONSTRUCT { ?c f:about concept:anxiety } WHERE { ?c f:outcome concept:anxiety }", encoding="utf-8"
    )
    assert 0 == run("export", "--construct", "mine.rq", "-o", "mine.csv").returncode
    wanted = {claim.curie for claim in findings.claims.values() if claim.outcome.endswith("/concept/anxiety")}
    assert wanted
    with (tmp_path / "mine.csv").open(encoding="utf-8", newline="") as file:
        assert wanted == {cell for row in csv.reader(file) for cell in row[:1] if cell.startswith("claim:")}


# What an odd caller may expect


def _with_stdout(words: list[str], how: str) -> subprocess.CompletedProcess[str]:
    line = f"{shlex.join([str(COMMAND), *words])} {how}"
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["--version"], ["show", "anxiety"], ["query", "concepts"]], ids=" ".join)
def test_a_full_standard_output_is_told_in_a_line(words: list[str]) -> None:
    """As any other writing that fails."""
    done = _with_stdout(words, ">/dev/full")
    assert (4, "findings: error: standard output: cannot write: no space left on device\n") == (
        done.returncode,
        done.stderr,
    )


def test_a_closed_standard_output_is_quiet() -> None:
    """As a closed pipe is."""
    done = _with_stdout(["query", "concepts"], ">&-")
    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.parametrize("words", [["show", "x"], ["show", "q"], ["evidence", "x"]], ids=" ".join)
def test_half_a_claim_or_concept_is_refused_in_words(words: list[str], run: Run, head: str, tmp_path: Path) -> None:
    """One that lacks what it needs cannot be explained."""
    half = 'claim:x a f:Claim ; rdfs:label "half"@en . concept:q a skos:Concept .'
    (tmp_path / "half.ttl").write_text(f"{head}{half}", encoding="utf-8")
    done = run(*words, "--data", "half.ttl")
    assert 1 == done.returncode
    assert "lacks a necessary part\n  try: findings check" in done.stderr


def test_a_very_long_number_is_no_section(run: Run) -> None:
    """Nor a traceback."""
    done = run("show", "9" * 5000)
    assert 1 == done.returncode
    assert done.stderr.startswith("findings: error: nothing is called '999")


@pytest.mark.parametrize(
    ("form", "expected"),
    [("json", '{"head": {}, "boolean": true}\n'), ("table", "true\n"), ("csv", "true\n")],
)
def test_a_truth_value_can_be_had_in_a_format(form: str, expected: str, run: Run) -> None:
    """JSON and XML are those of SPARQL."""
    assert (0, expected) == (run("query", "ASK {}", "-f", form).returncode, run("query", "ASK {}", "-f", form).stdout)


def test_a_truth_value_in_xml_is_read_by_others(run: Run) -> None:
    """By pyoxigraph, here; as triples it is refused."""
    done = run("query", "ASK {}", "-f", "xml")
    assert True is bool(parse_query_results(done.stdout.encode(), format=QueryResultsFormat.XML))
    assert 1 == run("query", "ASK {}", "-f", "turtle").returncode


def test_the_suffix_of_an_answer_tells_its_format(run: Run, tmp_path: Path) -> None:
    """Unless -f does."""
    assert 0 == run("query", "concepts", "-o", "concepts.json").returncode
    assert ["concept", "kind", "starts", "ends"] == json.loads((tmp_path / "concepts.json").read_text())["head"]["vars"]
    assert 0 == run("query", "concepts", "-o", "concepts.json", "-f", "csv").returncode
    assert (tmp_path / "concepts.json").read_text(encoding="utf-8").startswith("concept,kind")


def test_a_parameter_given_twice_is_refused(run: Run) -> None:
    """Rather than the last taken."""
    done = run("query", "outcomes-of", "-p", "concept=anxiety", "-p", "concept=secure-attachment")
    assert 2 == done.returncode
    assert "given twice" in done.stderr


def test_a_construct_is_narrowed_by_the_other_options(run: Run, tmp_path: Path) -> None:
    """What it says of claims that are not selected is left out."""
    (tmp_path / "c.rq").write_text("CONSTRUCT { ?c a f:Claim } { ?c a f:Claim }", encoding="utf-8")
    wanted = {row["claim"] for row in csv.DictReader(run("query", "section", "-p", "section=2").stdout.splitlines())}
    done = run("export", "--section", "2", "--construct", "c.rq", "-f", "nt")
    assert wanted
    assert wanted == set(re.findall(r"^<([^>]+/claim/[^>]+)>", done.stdout, re.MULTILINE))
    assert 1 == run("export", "--section", "99", "--construct", "c.rq", "-f", "nt").returncode


def test_a_radius_without_a_concept_is_refused(run: Run) -> None:
    """It would narrow nothing."""
    done = run("export", "--radius", "2", "-f", "md")
    assert 2 == done.returncode
    assert "--radius goes with --about" in done.stderr


# Speed and sameness


@pytest.mark.parametrize(
    "words",
    [["--help"], ["query", "-h"], ["query", "concepts"], ["query", "SELECT ?s { ?s a f:Claim }"], ["queries"]],
    ids=" ".join,
)
def test_help_and_queries_load_no_heavy_library(words: list[str], run: Run) -> None:
    """rdflib, networkx, pyvis, pyshacl, pandas and the like stay out, also of the work that a child process does."""
    script = (
        "import sys\n"
        "from graph import bounded, cli\n"
        "bounded.run = lambda work, *limits, **words: work()\n"
        "try: cli.main(sys.argv[1:])\n"
        f"finally: sys.stderr.write(' '.join(sorted(set(sys.modules) & set({HEAVY!r}))) + '.')"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)
    assert (0, ".") == (done.returncode, done.stderr)
    assert done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["query", "SELECT ?s ?p { ?s ?p ?o }"],
        ["query", "CONSTRUCT { ?s ?p ?o } WHERE { ?s a f:Claim ; ?p ?o }"],
        ["show", "secure-attachment"],
        ["search", "secure attachment"],
        ["export", "-f", "ttl"],
        ["page", "--about", "anxiety", "-o", "-"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_the_same_command_gives_the_same_bytes(words: list[str], run: Run) -> None:
    """Whatever the order in which Python keeps sets."""
    first, second = (run(*words, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2"))
    assert first
    assert first == second


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_a_command_is_described_in_the_list_of_commands_as_in_its_help(name: str) -> None:
    """Each has a sentence in both."""
    command = import_module(f"graph.commands.{name}").command
    assert isinstance(command, click.Command)
    assert name == command.name
    assert cli.COMMANDS[name].endswith(".")
    assert (command.help or "").split("\n")[0]


def test_a_misspelt_term_is_told(run: Run) -> None:
    """A query that can find nothing says why, and still answers."""
    done = run("query", "SELECT ?c { ?c f:certainty f:Gessed }")
    assert 0 == done.returncode
    assert "f:Gessed is no term of the vocabulary; nearest: Guessed" in done.stderr


def test_a_named_question_is_ended_when_its_time_is_up(tmp_path: Path) -> None:
    """With exit code 3 and what to try; an engine cannot be told to stop."""
    code = (
        "import time; from graph.commands import deadline\nwith deadline.within(0.2, 'ask for less'): time.sleep(20)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=15, check=False)
    assert (3, "findings: error: no answer within 0.2 seconds\n  try: ask for less\n") == (done.returncode, done.stderr)
    code = "from graph.commands import deadline\nwith deadline.within(0.2, ''): pass\nimport time; time.sleep(0.5)"
    assert subprocess.run([sys.executable, "-c", code], timeout=15, check=False).returncode == 0
