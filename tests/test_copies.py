"""Promises of copies: the same article has the same sentences and places as text, Markdown, HTML and PDF."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from graph import copies, passages
from graph.errors import FileError, MissingExtraError

PLACES = [
    (0, 0, 1, "A Title"),
    (0, 1, 1, "By Nobody."),
    (1, 0, 1, "1. First"),
    (1, 1, 1, "One sentence goes on to a second line."),
    (1, 1, 2, "Another one."),
    (1, 2, 1, "A second paragraph, with an em dash."),
    (2, 0, 1, "2. Second"),
    (2, 1, 1, "The end of it."),
]
MARKDOWN = """# A Title

By *Nobody*.

## 1. First

One sentence goes on
to a [second line](http://e/x). Another one.

A second paragraph, with an em dash.

## 2. Second

The end of it.
"""
HTML = """<!doctype html><html><head><title>Site</title><style>p { color: red }</style></head><body>
<nav><p>Menu. Home.</p></nav><h1>A Title</h1><p>By <em>Nobody</em>.
<h2>1. First</h2><div><p>One sentence goes on
to a <a href="http://e/x">second line</a>. Another&nbsp;one.<p>A second paragraph, with an em&#32;dash.</div>
<script>document.write("<p>No.</p>")</script><form><p>Subscribe.</p></form>
<h2>2. Second</h2><ul><li>The end of it.</ul><footer><p>Copyright.</p></footer></body></html>
"""
PDF = [
    (24, ["A Title"]),
    (11, ["By Nobody."]),
    (18, ["1. First"]),
    (11, ["One sentence goes on", "to a second line. Another one."]),
    (11, ["A second paragraph, with an em dash."]),
    (18, ["2. Second"]),
    (11, ["The end of it."]),
]


NUMBERED = """A Title

By Nobody.

1. First

One sentence goes on
to a second line. Another one.

A second paragraph, with an em dash.

2. Second

The end of it.
"""
NO_SECTIONS = {
    "a list below a line": "Warm the milk.\n\n1. Read daily\n\n2. Read slowly\n\nThat is all.\n",
    "a list at the end": "Read so.\n\n1. Daily\n\nEach day.\n\n2. Slowly\n",
    "a lone number": "It was so.\n\n3. Third\n\nOne more.\n",
    "numbers with a gap": "It was so.\n\n1. First\n\nOne.\n\n3. Third\n\nThree.\n",
    "numbers within a paragraph": "It was so:\n1. First\nand then\n2. Second\n\nThe end.\n",
    "short lines": "A Title\n\nBy Nobody\n\nThe evening\n\nIt is calm.\n",
}


def _places(path: Path) -> list[tuple[int, int, int, str]]:
    return [tuple(sentence) for sentence in passages.from_file(str(path))]


@pytest.mark.parametrize("name", NO_SECTIONS)
def test_what_may_be_a_list_opens_no_section(name: str, tmp_path: Path) -> None:
    """A line that is no certain heading leaves the places of all that follows as they are."""
    (tmp_path / "copy.txt").write_text(NO_SECTIONS[name], encoding="utf-8")
    assert {0} == {section for section, *_ in _places(tmp_path / "copy.txt")}


def test_text_that_marks_a_heading_is_read_by_its_marks_alone(tmp_path: Path) -> None:
    """Numbered lines in it are what Markdown takes them for."""
    (tmp_path / "copy.txt").write_text(f"The Title\n=========\n\n{NUMBERED}", encoding="utf-8")
    assert {0} == {section for section, *_ in _places(tmp_path / "copy.txt")}
    (tmp_path / "copy.txt").write_text("The Title\n=====\n\nSo.\n\nFirst\n-----\n\nOne.\n", encoding="utf-8")
    assert [0, 0, 1, 1] == [section for section, *_ in _places(tmp_path / "copy.txt")]


def test_a_copy_without_headings_is_told_of(tmp_path: Path, run: Callable[..., CompletedProcess[str]]) -> None:
    """With what to do, beside the sentences and not among them."""
    (tmp_path / "copy.txt").write_text(NO_SECTIONS["short lines"], encoding="utf-8")
    done = run("passages", "copy.txt", "-f", "csv")
    assert (0, 5) == (done.returncode, len(done.stdout.splitlines()))
    assert "everything is in section 0: in text, begin each with ##" in done.stderr
    (tmp_path / "copy.txt").write_text(NUMBERED, encoding="utf-8")
    assert "" == run("passages", "copy.txt", "-f", "csv").stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("copy.md", MARKDOWN),
        ("numbered.txt", NUMBERED),
        ("numbered", NUMBERED),
        ("copy.txt", MARKDOWN),
        ("copy", MARKDOWN),
        ("copy.html", HTML),
        ("copy.HTM", HTML),
    ],
)
def test_a_copy_has_the_same_places_in_each_kind(name: str, text: str, tmp_path: Path) -> None:
    """Menus, forms, footers and scripts are no part of an article."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert PLACES == _places(tmp_path / name)


def test_a_pdf_has_the_same_places(make_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    """Paragraphs by their distance, headings by their size."""
    (tmp_path / "copy.pdf").write_bytes(make_pdf(PDF))
    assert PLACES == _places(tmp_path / "copy.pdf")


def test_a_sentence_that_a_page_parts_is_one(make_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    """What stands on every page, and its number, are left out; a hyphen at the end of a line is none."""
    head, foot = (9, ["Journal of Examples 7"]), (9, ["12"])
    pages = [
        [head, (20, ["A Title"]), (11, ["It begins here and is con-", "tinued on the"]), foot],
        [head, (11, ["next page. And more."]), foot],
        [head, (11, ["The third page."]), foot],
    ]
    (tmp_path / "copy.pdf").write_bytes(make_pdf(*pages))
    assert [
        (0, 0, 1, "A Title"),
        (0, 1, 1, "It begins here and is continued on the next page."),
        (0, 1, 2, "And more."),
        (0, 2, 1, "The third page."),
    ] == _places(tmp_path / "copy.pdf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_encodings_that_tell_themselves(encoding: str, tmp_path: Path) -> None:
    """UTF-8, and what is marked."""
    (tmp_path / "copy.txt").write_bytes("Ein Müßiggang.".encode(encoding))
    assert [(0, 1, 1, "Ein Müßiggang.")] == _places(tmp_path / "copy.txt")


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    """As browsers do."""
    text = '<html><head><meta charset="iso-8859-1"></head><body><p>Ein Müßiggang.</p></body></html>'
    (tmp_path / "copy.html").write_bytes(text.encode("latin-1"))
    assert [(0, 1, 1, "Ein Müßiggang.")] == _places(tmp_path / "copy.html")


def test_an_indented_paragraph_is_not_lost(tmp_path: Path) -> None:
    """Plain text often begins a paragraph with spaces, which Markdown takes for code."""
    (tmp_path / "copy.txt").write_text("    One. Two.\n\n    Three.\n", encoding="utf-8")
    assert [(0, 1, 1, "One."), (0, 1, 2, "Two."), (0, 2, 1, "Three.")] == _places(tmp_path / "copy.txt")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("x.txt", "caf\u00e9".encode("latin-1"), "x.txt:1: not UTF-8"),
        ("x.txt", b"a\0b", "zero bytes"),
        ("x.docx", b"PK", "'.docx' is no kind of copy"),
        ("x.pdf", b"hello", "no PDF"),
        ("x.pdf", b"%PDF-1.4\nnothing", "a PDF"),
        ("none.md", None, "no such file"),
    ],
)
def test_what_is_no_copy_is_refused(name: str, data: bytes | None, reason: str, tmp_path: Path) -> None:
    """With the file, and what to do."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError, match=reason) as raised:
        copies.read(str(tmp_path / name))
    assert raised.value.advice


def test_a_pdf_without_words_is_told(make_pdf: Callable[..., bytes], tmp_path: Path) -> None:
    """A scan is no text."""
    (tmp_path / "x.pdf").write_bytes(make_pdf([]))
    with pytest.raises(FileError, match="without words"):
        copies.read(str(tmp_path / "x.pdf"))


def test_what_is_missing_for_a_pdf_is_said(
    make_pdf: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it."""
    import sys

    monkeypatch.setitem(sys.modules, "pdfminer.high_level", None)
    (tmp_path / "x.pdf").write_bytes(make_pdf(PDF))
    with pytest.raises(MissingExtraError, match=r"pip install 'findings-graph\[curate\]'"):
        copies.read(str(tmp_path / "x.pdf"))


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("It ends.", False),
        ("It ends?\u201d", False),
        ("It breaks", True),
        ("it begins in the middle.", True),
        ("(It ends.)", False),
    ],
)
def test_a_sentence_that_seems_cut_off_is_marked(text: str, is_cut: bool) -> None:
    """No mark at its end, or a small letter at its beginning; a heading needs no mark."""
    assert is_cut == passages.is_cut_off(passages.Sentence(1, 1, 1, text))
    assert not passages.is_cut_off(passages.Sentence(1, 0, 1, text))
