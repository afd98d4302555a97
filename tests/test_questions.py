"""Promises of questions: a .rq file with a head of #+ lines is read as it is written."""

from pathlib import Path

import pytest

from graph import questions
from graph.errors import FileError, NotFoundError
from graph.questions import Column, Parameter

TEXT = """#+ summary: What comes
#+   after this
#+ description: At length.
#+ parameters:
#+   concept (concept): where it starts
#+   section (integer, optional): a number: of a section
#+   word: any text
#+ columns:
#+   claim: the claim
#+   ages (list): when
#+ example: -p concept=anxiety
#+ problem: something is wrong
#+ solution: mend it
# an ordinary remark
SELECT ?claim { ?claim a f:Claim }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two questions, and a file that is none."""
    for name in ("outcomes-of.rq", "chains.rq", "README.md"):
        (tmp_path / name).write_text("#+ summary: x\nASK {}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("name", "mine"),
        ("text", TEXT),
        ("summary", "What comes after this"),
        ("description", "At length."),
        ("example", "-p concept=anxiety"),
        ("problem", "something is wrong"),
        ("solution", "mend it"),
        (
            "parameters",
            (
                Parameter("concept", "concept", optional=False, description="where it starts"),
                Parameter("section", "integer", optional=True, description="a number: of a section"),
                Parameter("word", "text", optional=False, description="any text"),
            ),
        ),
        ("columns", (Column("claim", is_list=False, description="the claim"), Column("ages", True, "when"))),  # noqa: FBT003
    ],
)
def test_each_part_of_a_head_is_read(part: str, expected: object) -> None:
    """Summary, description, parameters, columns, example, problem and solution."""
    assert expected == getattr(questions.from_text(TEXT, "mine"), part)


def test_a_head_is_optional() -> None:
    """Any SPARQL text is a question."""
    question = questions.from_text("ASK {}", "mine")
    assert ("ASK {}", "", ()) == (question.text, question.summary, question.parameters)


def test_questions_are_listed_by_name(folder: Path) -> None:
    """Only .rq files, in order."""
    assert ["chains", "outcomes-of"] == [question.name for question in questions.list_all(str(folder))]


def test_a_question_is_found_by_its_name(folder: Path) -> None:
    """The name of its file."""
    assert "chains" == questions.find("chains", str(folder)).name


def test_a_misspelled_question_is_met_with_the_nearest(folder: Path) -> None:
    """A slip of the fingers is met with what was meant."""
    with pytest.raises(NotFoundError, match=r"no question 'chain'\n  try: nearest: chains$"):
        questions.find("chain", str(folder))


@pytest.mark.parametrize("name", ["../secret", "sub/chains", "chains.rq", "", "/etc/passwd"])
def test_a_path_is_no_name(name: str, folder: Path) -> None:
    """Names stay inside the folder of questions."""
    (folder.parent / "secret.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(NotFoundError):
        questions.find(name, str(folder))


def test_a_byte_order_mark_is_no_part_of_a_question(tmp_path: Path) -> None:
    """What Windows editors put before the first letter is no fault."""
    (tmp_path / "x.rq").write_bytes(b"\xef\xbb\xbf#+ summary: x\nASK {}")
    assert "x" == questions.read(str(tmp_path / "x.rq")).summary


@pytest.mark.parametrize(
    ("name", "reason"), [("none.rq", "no such file"), ("latin.rq", "not utf-8"), ("folder.rq", "is a directory")]
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(name: str, reason: str, tmp_path: Path) -> None:
    """Missing, in another encoding, or a folder."""
    (tmp_path / "latin.rq").write_bytes("ASK { ?s ?p 'café' }".encode("latin-1"))
    (tmp_path / "folder.rq").mkdir()
    with pytest.raises(FileError, match=f"{name}: {reason}"):
        questions.read(str(tmp_path / name))


def test_a_missing_folder_of_questions_is_an_error(tmp_path: Path) -> None:
    """No questions is not the same as no folder."""
    with pytest.raises(FileError, match="no such file or directory"):
        questions.list_all(str(tmp_path / "none"))
