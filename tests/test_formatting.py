"""Promises of formatting: one form, in place, whole or not at all; no lexical form and no comment is lost."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from graph import formatting, rdf
from graph.errors import DataError
from graph.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]
DATA = Path(__file__).parent.parent / "data"
FORMS = [
    ("0.30", "decimal"), ("5.50", "decimal"), ("-0.0", "decimal"), ("01", "integer"), ("+5", "integer"),
    ("3", "positiveInteger"), ("1.0E0", "double"), ("0.30", "double"), ("1e3", "double"), ("INF", "double"),
    ("1.50", "float"), ("1", "boolean"), ("2019-09-21T24:00:00", "dateTime"), ("P1Y0M", "duration"),
]  # fmt: skip
Run = Callable[..., CompletedProcess[str]]
UNTIDY = b"@prefix e: <http://e/> .\n\n\ne:b e:p 1 , 2 .\ne:a   e:p e:b .\n"


@pytest.mark.parametrize(("text", "kind"), FORMS)
def test_a_lexical_form_is_kept(text: str, kind: str, run: Run, tmp_path: Path) -> None:
    """14 of 14: what was "0.30" stays "0.30"."""
    (tmp_path / "x.ttl").write_text(f'<http://e/s>   <http://e/p> "{text}"^^<{XSD}{kind}> .', encoding="utf-8")
    before = rdf.read(tmp_path / "x.ttl")
    done = run("format", "x.ttl")
    assert (0, "x.ttl: rewritten\n") == (done.returncode, done.stderr)
    assert before == rdf.read(tmp_path / "x.ttl")


def test_a_formatted_file_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    """A second time nothing is written, and nothing is said."""
    (tmp_path / "x.ttl").write_bytes(UNTIDY)
    assert 0 == run("format", "x.ttl").returncode
    once = (tmp_path / "x.ttl").read_bytes()
    again = run("format", "x.ttl")
    assert (0, "", once) == (again.returncode, again.stderr, (tmp_path / "x.ttl").read_bytes())
    assert once == rdf.canonical(rdf.read(tmp_path / "x.ttl"))


def test_check_names_the_file_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    """Exit code 1; 0 for a file that is in the form."""
    (tmp_path / "x.ttl").write_bytes(UNTIDY)
    done = run("format", "--check", "x.ttl", str(DATA / "claims.ttl"))
    assert (1, "x.ttl: not canonical; findings format mends it\n") == (done.returncode, done.stderr)
    assert UNTIDY == (tmp_path / "x.ttl").read_bytes()
    assert 0 == run("format", "--check", str(DATA / "claims.ttl")).returncode


def test_a_comment_is_not_lost_unasked(run: Run, tmp_path: Path) -> None:
    """The file is left alone, and the comment shown with its place."""
    text = b'<http://e/s> <http://e/p#x> "no # comment" . # but this\n'
    (tmp_path / "x.ttl").write_bytes(text)
    done = run("format", "x.ttl")
    assert 1 == done.returncode
    assert "x.ttl:1:46: a comment" in done.stderr
    assert text == (tmp_path / "x.ttl").read_bytes()
    assert 0 == run("format", "--drop-comments", "x.ttl").returncode
    assert b"but this" not in (tmp_path / "x.ttl").read_bytes()


def test_all_files_are_written_or_none(run: Run, tmp_path: Path) -> None:
    """A fault in the second leaves the first as it was."""
    (tmp_path / "x.ttl").write_bytes(UNTIDY)
    (tmp_path / "y.ttl").write_bytes(b"<http://e/a> <http://e/b>\n")
    done = run("format", "x.ttl", "y.ttl")
    assert (1, True) == (done.returncode, "y.ttl:" in done.stderr)
    assert UNTIDY == (tmp_path / "x.ttl").read_bytes()


def test_nodes_without_a_name_are_called_the_same_each_time(tmp_path: Path) -> None:
    """Whatever the parser calls them, so that formatting twice changes nothing."""
    path = tmp_path / "x.ttl"
    path.write_bytes(b"<http://e/a> <http://e/p> [ <http://e/q> 1 ] , [ <http://e/q> 2 ] .")
    before, once = formatting.formatted(str(path))
    assert before == path.read_bytes()
    path.write_bytes(once)
    assert (once, once) == formatting.formatted(str(path))
    assert 4 == len(rdf.read(path))


@pytest.mark.parametrize("name", ["x.nt", "x.trig", "x.rdf", "x.jsonld"])
def test_only_turtle_is_formatted(name: str, tmp_path: Path) -> None:
    """Graph names and other syntaxes would be lost."""
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(DataError, match="only Turtle"):
        formatting.formatted(str(tmp_path / name))
