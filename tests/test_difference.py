"""Promises of diff: what came, went and changed is said in the words of the model; exit codes 0, 1 and 4."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
EXAMPLE = (Path(__file__).parent.parent / "docs" / "example" / "reading-aloud.ttl").read_text(encoding="utf-8")
ONE = "claim:reading-aloud-01-d a f:Claim"


def _without(text: str, name: str) -> str:
    start = text.index(f"{name} a ")
    return text[:start] + text[text.index(" .\n", start) + 3 :]


CHANGES = {
    "nothing": (EXAMPLE, ["no difference"]),
    "a claim removed": (
        _without(EXAMPLE, "claim:reading-aloud-02-c"),
        ["1 claim removed", 'claim removed: reading-aloud-02-c "A story at bedtime leads to fewer quarrels."'],
    ),
    "a certainty": (
        EXAMPLE.replace("f:certainty f:Hedged", "f:certainty f:Stated"),
        ["1 claim changed", "certainty of reading-aloud-01-d: hedged → stated"],
    ),
    "a concept": (
        EXAMPLE.replace("f:outcome concept:sleep", "f:outcome concept:vocabulary"),
        ["1 claim changed", "outcome of reading-aloud-02-b: sleep → vocabulary"],
    ),
    "a value that goes": (
        EXAMPLE.replace("\tf:hedge f:Modal ;\n", ""),
        ["1 claim changed", "hedge of reading-aloud-01-d: modal → nothing"],
    ),
    "a name": (
        EXAMPLE.replace("claim:reading-aloud-02-c", "claim:reading-aloud-02-z"),
        [
            "1 claim renamed",
            'claim renamed: reading-aloud-02-c → reading-aloud-02-z "A story at bedtime leads to fewer quarrels."',
        ],
    ),
    "a lexical form": (
        EXAMPLE.replace("f:years 2", "f:years 02"),
        ["1 study changed", 'years of example-town: "2" → "02"'],
    ),
    "a datatype": (
        EXAMPLE.replace('"2024-05-02"^^xsd:date', '"2024-05-02"'),
        [
            "1 data set changed",
            "modified of <https://w3id.org/findings-graph/dataset/reading-aloud>: "
            '"2024-05-02"^^<http://www.w3.org/2001/XMLSchema#date> → "2024-05-02"',
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_difference_is_said_in_words(name: str, run: Run, tmp_path: Path) -> None:
    """A line of counts, then one a thing or property; exit 1, or 0 if there is none."""
    new, lines = CHANGES[name]
    (tmp_path / "old.ttl").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "new.ttl").write_text(new, encoding="utf-8")
    done = run("diff", "old.ttl", "new.ttl")
    shown = [line.replace("<https://w3id.org", "https://w3id.org").replace("aloud>", "aloud") for line in lines]
    told = [line.replace("<https://w3id.org", "https://w3id.org").replace("aloud>", "aloud") for line in
            done.stdout.splitlines()]  # fmt: skip
    assert (0 if name == "nothing" else 1, shown) == (done.returncode, told)


def test_added_is_removed_the_other_way_round(run: Run, tmp_path: Path) -> None:
    """With its label."""
    (tmp_path / "old.ttl").write_text(_without(EXAMPLE, "concept:sleep"), encoding="utf-8")
    (tmp_path / "new.ttl").write_text(EXAMPLE, encoding="utf-8")
    done = run("diff", "old.ttl", "new.ttl")
    assert ["1 concept added", 'concept added: sleep "sleep"'] == done.stdout.splitlines()


def test_a_difference_is_data_for_programs(run: Run, tmp_path: Path) -> None:
    """IRIs in full, values as Turtle writes them."""
    (tmp_path / "old.ttl").write_text(EXAMPLE, encoding="utf-8")
    (tmp_path / "new.ttl").write_text(CHANGES["a certainty"][0], encoding="utf-8")
    done = run("diff", "old.ttl", "new.ttl", "-f", "json")
    terms = "https://w3id.org/findings-graph/terms#"
    assert {
        "added": [],
        "removed": [],
        "renamed": [],
        "changed": [
            {
                "kind": "claim",
                "iri": "https://w3id.org/findings-graph/claim/reading-aloud-01-d",
                "property": f"{terms}certainty",
                "old": [f"<{terms}Hedged>"],
                "new": [f"<{terms}Stated>"],
            }
        ],
    } == json.loads(done.stdout)


@pytest.mark.parametrize("text", [None, "<a", ""], ids=["missing", "broken", "no format"])
def test_what_cannot_be_read_is_told_from_a_difference(text: str | None, run: Run, tmp_path: Path) -> None:
    """Exit code 4."""
    (tmp_path / "old.ttl").write_text(EXAMPLE, encoding="utf-8")
    name = "new.doc" if text == "" else "new.ttl"
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert 4 == run("diff", "old.ttl", name).returncode


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with two revisions of data/x.ttl."""
    (tmp_path / "data").mkdir()

    def git(*words: str) -> None:
        identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for text in (CHANGES["a certainty"][0], EXAMPLE):
        (tmp_path / "data" / "x.ttl").write_text(text, encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", "x")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["git:HEAD~1:data/x.ttl", "data/x.ttl"],
        ["git:HEAD~1:data", "git:HEAD:data"],
        ["--rev", "HEAD~1", "data/x.ttl"],
    ],
    ids=["revision and file", "folders of two revisions", "--rev"],
)
def test_revisions_of_git_are_compared(words: list[str], repository: Path, run: Run) -> None:
    """As they are kept there."""
    done = run("diff", *words)
    assert (1, "certainty of reading-aloud-01-d: stated → hedged") == (done.returncode, done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("place", "code", "reason"),
    [
        ("git:HEAD~9:data/x.ttl", 4, "HEAD~9"),
        ("git:HEAD:none.ttl", 4, "none.ttl"),
        ("git:HEAD", 2, "names no revision and path"),
        ("git:--help:x", 2, "names no revision and path"),
    ],
)
def test_a_revision_that_is_not_there_is_told(place: str, code: int, reason: str, repository: Path, run: Run) -> None:
    """In git's own words; nothing that begins like an option reaches it."""
    done = run("diff", place, "data/x.ttl")
    assert (code, True) == (done.returncode, reason in done.stderr), done.stderr


def test_without_git_it_is_said(repository: Path, run: Run) -> None:
    """Two files can be compared all the same."""
    done = run("diff", "--rev", "HEAD~1", "data/x.ttl", env={"PATH": "/nonexistent"})
    assert (4, True) == (done.returncode, "git is not installed" in done.stderr)
