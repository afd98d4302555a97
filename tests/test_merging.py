"""Promises of merging: nothing is joined unasked, no name says two things, and both places are told."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from graph import rdf

Run = Callable[..., CompletedProcess[str]]
A = 'concept:a a skos:Concept ;\n\tskos:prefLabel "reading aloud"@en ;\n\tf:kind f:Caregiving .\n'
SAME = {
    "label": 'concept:b a skos:Concept ; skos:prefLabel "Reading  Aloud"@en .',
    "synonym": 'concept:b a skos:Concept ; skos:prefLabel "story"@en ; skos:altLabel "reading aloud"@en .',
    "identifier": 'concept:b a skos:Concept ; skos:prefLabel "story"@en ; skos:exactMatch <http://e/1> .',
}


@pytest.fixture
def two(tmp_path: Path, head: str) -> Callable[[str, str], None]:
    """A function that writes a.ttl and b.ttl."""

    def write(one: str, other: str) -> None:
        (tmp_path / "a.ttl").write_text(head + one, encoding="utf-8")
        (tmp_path / "b.ttl").write_text(head + other, encoding="utf-8")

    return write


@pytest.mark.parametrize("why", SAME)
def test_what_may_be_the_same_is_proposed_and_not_joined(
    why: str, two: Callable[[str, str], None], run: Run, tmp_path: Path
) -> None:
    """By label, synonym or shared identifier; both stay, every triple of both."""
    two(A.replace(" .\n", " ;\n\tskos:exactMatch <http://e/1> .\n"), SAME[why])
    done = run("merge", "a.ttl", "b.ttl", "-o", "both.ttl")
    assert 0 == done.returncode, done.stderr
    assert "the same concept? concept:b and concept:a" in done.stderr
    both = {str(quad) for name in ("a.ttl", "b.ttl") for quad in rdf.read(tmp_path / name)}
    assert both == {str(quad) for quad in rdf.read(tmp_path / "both.ttl")}


def test_what_is_not_alike_is_not_proposed(two: Callable[[str, str], None], run: Run) -> None:
    """Nor what stands in one file, which is the business of findings check."""
    two(A + 'concept:c a skos:Concept ; skos:prefLabel "reading aloud"@en .', "concept:b a skos:Concept .")
    assert "" == run("merge", "a.ttl", "b.ttl").stderr


def test_what_a_person_joins_is_one(two: Callable[[str, str], None], run: Run, tmp_path: Path) -> None:
    """Its label becomes a synonym, and what pointed to it points to the other."""
    two(A, SAME["synonym"] + " claim:x f:subject concept:b .")
    done = run("merge", "a.ttl", "b.ttl", "--join", "concept:b=concept:a", "-o", "both.ttl")
    assert (0, "wrote both.ttl\n") == (done.returncode, done.stderr)
    text = (tmp_path / "both.ttl").read_text(encoding="utf-8")
    assert "concept:b" not in text
    assert "f:subject concept:a" in text
    assert 'skos:prefLabel "reading aloud"@en' in text
    assert 'skos:altLabel "reading aloud"@en , "story"@en' in text


def test_decisions_are_read_from_the_table_of_proposals(
    two: Callable[[str, str], None], run: Run, tmp_path: Path
) -> None:
    """'join' joins, 'apart' is not proposed again, nothing leaves it open."""
    two(A, SAME["label"])
    assert 0 == run("merge", "a.ttl", "b.ttl", "-o", "both.ttl", "--proposals", "p.csv").returncode
    table = (tmp_path / "p.csv").read_text(encoding="utf-8")
    row = "concept:b,concept:a,concept,both are called 'reading aloud',"
    assert ["join,keep,kind,why,decision", row] == table.splitlines()
    (tmp_path / "p.csv").write_text(table.replace(row, f"{row}apart"), encoding="utf-8")
    assert "wrote both.ttl\n" == run("merge", "a.ttl", "b.ttl", "-o", "both.ttl", "--decisions", "p.csv").stderr
    assert "concept:b" in (tmp_path / "both.ttl").read_text(encoding="utf-8")
    (tmp_path / "p.csv").write_text(table.replace(row, f"{row}join"), encoding="utf-8")
    assert 0 == run("merge", "a.ttl", "b.ttl", "-o", "both.ttl", "--decisions", "p.csv").returncode
    assert "concept:b" not in (tmp_path / "both.ttl").read_text(encoding="utf-8")


def test_a_name_that_says_two_things_is_refused_with_both_places(
    two: Callable[[str, str], None], run: Run, tmp_path: Path
) -> None:
    """File, line and column of each; nothing is written."""
    two(A, 'concept:a a skos:Concept ;\n\tskos:prefLabel "talking"@en .')
    done = run("merge", "a.ttl", "b.ttl", "-o", "both.ttl")
    assert 1 == done.returncode
    assert "concept:a says two things of its prefLabel" in done.stderr
    assert '  a.ttl:3:17: "reading aloud"@en' in done.stderr
    assert '  b.ttl:3:17: "talking"@en' in done.stderr
    assert not (tmp_path / "both.ttl").exists()


@pytest.mark.parametrize(
    ("one", "other", "is_refused"),
    [
        pytest.param("claim:x a f:Claim ; f:hedge f:Modal .", "claim:x a f:Claim .", True, id="claims must be equal"),
        pytest.param(A, 'concept:a skos:altLabel "reading to children"@en .', False, id="synonyms are added"),
        pytest.param(A, 'concept:a skos:prefLabel "Vorlesen"@de .', False, id="labels of two languages"),
        pytest.param(A, "concept:a f:kind f:Outcome .", True, id="one kind"),
        pytest.param(A, A, False, id="the same twice"),
    ],
)
def test_what_can_be_said_once_is_said_once(
    one: str, other: str, is_refused: bool, two: Callable[[str, str], None], run: Run
) -> None:
    """A claim is as it is; other things may be described in two places, if they agree."""
    two(one, other)
    assert int(is_refused) == run("merge", "a.ttl", "b.ttl").returncode


@pytest.mark.parametrize(
    ("join", "words"),
    [
        (["concept:none=concept:a"], "nothing here is called concept:none"),
        (["concept:b=concept:a", "concept:a=concept:b"], "joined to itself in a circle"),
        (["concept:d=concept:a"], "concept:d and concept:a say two things of their kind"),
    ],
    ids=["unknown", "circle", "contradiction"],
)
def test_a_join_that_cannot_be_is_refused(
    join: list[str], words: str, two: Callable[[str, str], None], run: Run
) -> None:
    """In words; nothing is written."""
    two(A, SAME["label"] + ' concept:d a skos:Concept ; skos:prefLabel "tv"@en ; f:kind f:Context .')
    done = run("merge", "a.ttl", "b.ttl", *(word for pair in join for word in ("--join", pair)))
    assert (1, "", True) == (done.returncode, done.stdout, words in done.stderr), done.stderr
