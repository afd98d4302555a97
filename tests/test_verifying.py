"""Promises of verifying: digest first, place second; every passage is found, moved, changed or missing."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from graph import naming, verifying
from graph.claims import Passage

Run = Callable[..., CompletedProcess[str]]
EXAMPLE = Path(__file__).parent.parent / "docs" / "example"
GRAPH = str(EXAMPLE / "reading-aloud.ttl")
COPY = (EXAMPLE / "copy.md").read_text(encoding="utf-8")


def _verdict(copy: list[tuple[str, int, int, int]]) -> tuple[str, object]:
    (found,) = verifying.verify([Passage("x:p", "x:s", 1, 2, 3, digest="d")], copy)
    return found.verdict, found.now


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        pytest.param([("d", 1, 2, 3)], ("found", (1, 2, 3)), id="where stated"),
        pytest.param([("e", 1, 2, 3), ("d", 4, 1, 1)], ("moved", (4, 1, 1)), id="the words elsewhere"),
        pytest.param([("d", 9, 1, 1), ("d", 1, 3, 1)], ("moved", (1, 3, 1)), id="the nearest of two"),
        pytest.param([("d", 0, 1, 1), ("d", 1, 2, 3)], ("found", (1, 2, 3)), id="a sentence that is there twice"),
        pytest.param([("e", 1, 2, 3)], ("changed", None), id="other words at the place"),
        pytest.param([("e", 1, 2, 4)], ("missing", None), id="neither words nor place"),
        pytest.param([], ("missing", None), id="an empty copy"),
    ],
)
def test_a_passage_is_found_moved_changed_or_missing(
    copy: list[tuple[str, int, int, int]], expected: tuple[str, object]
) -> None:
    """By its words first, by its place second."""
    assert expected == _verdict(copy)


@pytest.mark.parametrize(
    ("before", "after", "code", "counts"),
    [
        pytest.param("", "", 0, "9 passages: 9 found", id="as it was"),
        pytest.param("A story at bedtime is", "Hello.\n\nA story at bedtime is", 0, "8 found, 1 moved", id="moved"),
        pytest.param("fewer quarrels", "few quarrels", 1, "8 found, 1 changed", id="changed"),
        pytest.param("We can guess", "ADVERTISEMENT\n\n## More\n\nx", 1, "8 found, 1 missing", id="missing"),
    ],
)
def test_a_copy_is_held_against_the_graph(
    before: str, after: str, code: int, counts: str, run: Run, tmp_path: Path
) -> None:
    """Exit 1 where words have changed or are missing."""
    (tmp_path / "copy.md").write_text(COPY.replace(before, after, 1) if before else COPY, encoding="utf-8")
    done = run("verify", "copy.md", "--data", GRAPH)
    assert (code, True) == (done.returncode, counts in done.stderr), done.stderr
    assert 9 == len(list(csv.DictReader(io.StringIO(done.stdout))))


def test_what_rests_on_a_passage_is_told(run: Run, tmp_path: Path) -> None:
    """So that one sees which claims a change concerns; JSON keeps numbers as numbers."""
    (tmp_path / "copy.md").write_text(COPY, encoding="utf-8")
    rows = json.loads(run("verify", "copy.md", "--data", GRAPH, "-f", "json").stdout)
    (row,) = (row for row in rows if row["passage"] == "passage:reading-aloud-02-1-1")
    assert "claim:reading-aloud-02-b|gap:reading-aloud-02-a" == row["rests on it"]
    assert (2, 1, 1, "found", "2.1.1") == tuple(row[k] for k in ("section", "paragraph", "sentence", "verdict", "now"))


def test_of_several_sources_one_is_named(run: Run, tmp_path: Path) -> None:
    """Or the command says which there are."""
    (tmp_path / "copy.md").write_text(COPY, encoding="utf-8")
    both = ("--data", GRAPH, "--data", str(EXAMPLE / "friend.ttl"))
    done = run("verify", "copy.md", *both)
    assert (1, True) == (done.returncode, "source:reading-aloud, source:word-games" in done.stderr)
    assert 0 == run("verify", "copy.md", *both, "--source", "reading-aloud").returncode


@pytest.mark.parametrize(
    ("last", "following"),
    [("", "a"), ("a", "b"), ("y", "z"), ("z", "zaa"), ("zaa", "zab"), ("zaz", "zba"), ("zyz", "zzaaa"), ("za", "zaa")],
)
def test_letters_follow_each_other(last: str, following: str) -> None:
    """A letter, then letters that sort after it."""
    assert following == naming.next_letter(last)


def test_letters_sort_as_they_are_given() -> None:
    """A thousand of them, none twice."""
    letters = [""]
    for _ in range(1000):
        letters.append(naming.next_letter(letters[-1]))
    assert sorted(set(letters)) == letters


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Behavior problems", "behavior-problems"),
        ("A child's  self", "a-childs-self"),
        ("Élan vital!", "elan-vital"),
        ("愛着", ""),
    ],
)
def test_a_name_is_made_of_words(words: str, name: str) -> None:
    """Plain letters and hyphens, or nothing."""
    assert name == naming.from_words(words)
