"""Promises of passages: a sentence is known by its words, however it is set, and by its place in the text."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import passages
from graph.errors import FileError
from graph.passages import Sentence, digest, normalize

WORDS = st.lists(st.text("abcdefgxyzéñüÅß0123456789,.;:!?()'\"-", min_size=1, max_size=8), min_size=1, max_size=8)
SPACES = st.sampled_from([" ", "  ", "\n", "\t", "\u00a0", " \r\n "])
CURLY = str.maketrans({"'": "’", '"': "“", "-": "–"})


def _places(text: str) -> list[tuple[int, int, int, str]]:
    return [tuple(sentence) for sentence in passages.from_copy(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ﬁne", "fine", id="NFKC: ligatures"),
        pytest.param("e\u0301", "é", id="NFKC: accents composed"),
        pytest.param("x²", "x2", id="NFKC: superscripts"),
        pytest.param("parent’s ‘own’", "parent's 'own'", id="single curly quotes"),
        pytest.param("“so” „so‟", '"so" "so"', id="double curly quotes"),
        pytest.param("a–b—c‐d−e", "a-b-c-d-e", id="dashes"),
        pytest.param("wait…", "wait...", id="ellipsis"),
        pytest.param("  a \n\t b\u00a0c  ", "a b c", id="white space"),
        pytest.param("Secure STRASSE Straße", "secure strasse strasse", id="case folded"),
    ],
)
def test_each_rule_of_normalization(text: str, expected: str) -> None:
    """NFKC, curly quotes and dashes to ASCII, white space collapsed, case folded."""
    assert expected == normalize(text)


def test_a_digest_is_the_sha_256_of_the_normalized_words() -> None:
    """Anyone can make it with other tools."""
    assert hashlib.sha256(b"a parent's care").hexdigest() == digest("A parent’s  care")
    assert digest("A parent’s  care") == Sentence(1, 1, 1, "A parent’s  care").digest


@given(WORDS, st.data())
def test_a_digest_does_not_depend_on_spacing_case_or_curls(words: list[str], data: st.DataObject) -> None:
    """The same words set in another way have the same digest."""
    spaced = "".join(data.draw(SPACES) + word for word in words) + data.draw(SPACES)
    assert digest(" ".join(words)) == digest(spaced)
    assert digest(" ".join(words)) == digest(spaced.upper())
    assert digest(" ".join(words)) == digest(spaced.translate(CURLY))


@pytest.mark.parametrize(
    "other", ["A child needs care", "A child needs cares.", "Child a needs care.", "A child needscare."]
)
def test_other_words_have_another_digest(other: str) -> None:
    """A missing point, a letter, an order, a space between words: each tells."""
    assert digest("A child needs care.") != digest(other)


def test_a_copy_is_listed_by_section_paragraph_and_sentence() -> None:
    """The title is section 0, paragraph 0; a heading opens the section of its number."""
    text = "# Title\n\nOne. Two.\n\nThree.\n\n## 1. First\n\nFour.\n\n## 2) Second\n\nFive.\n"
    expected = [
        (0, 0, 1, "Title"),
        (0, 1, 1, "One."),
        (0, 1, 2, "Two."),
        (0, 2, 1, "Three."),
        (1, 0, 1, "1. First"),
        (1, 1, 1, "Four."),
        (2, 0, 1, "2) Second"),
        (2, 1, 1, "Five."),
    ]
    assert expected == _places(text)


def test_a_heading_without_a_number_opens_the_next_section() -> None:
    """The closing comes after the last numbered section."""
    places = _places("# Title\n\n## 9. Ninth\n\nX.\n\n## Closing\n\nY.\n")
    assert [(10, 0, 1, "Closing"), (10, 1, 1, "Y.")] == places[-2:]


def test_a_repeated_title_counts_once() -> None:
    """Pages often print it twice."""
    assert [(0, 0, 1, "Title"), (0, 1, 1, "X.")] == _places("# Title\n\n# Title\n\nX.\n")


@pytest.mark.parametrize("line", ["ADVERTISEMENT", "Advertisement", "**ADVERTISEMENT**", "## ADVERTISEMENT"])
def test_a_line_that_only_says_advertisement_is_not_counted(line: str) -> None:
    """Paragraphs after it keep their numbers."""
    assert [(0, 0, 1, "Title"), (0, 1, 1, "X."), (0, 2, 1, "Y.")] == _places(f"# Title\n\nX.\n\n{line}\n\nY.\n")


def test_a_sentence_about_advertisements_is_counted() -> None:
    """Only the bare word is an interruption."""
    assert (0, 1, 1, "Advertisement works.") in _places("# Title\n\nAdvertisement works.\n")


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("By [Scientific Board](#) and [all](http://e/x).", "By Scientific Board and all."),
        ("A *secure* and **firm** _base_.", "A secure and firm base."),
        ("With `code` in it.", "With code in it."),
        ("Two\nlines.", "Two lines."),
        ("A \\*star\\*.", "A *star*."),
        ("Less &amp; more.", "Less & more."),
    ],
    ids=["links", "emphasis", "code", "line breaks", "escapes", "entities"],
)
def test_markup_is_reduced_to_its_words(markdown: str, words: str) -> None:
    """A digest is of the words, not of the markup."""
    assert [(0, 1, 1, words)] == _places(markdown)


def test_plain_text_is_read_like_markdown() -> None:
    """Paragraphs are what empty lines part."""
    assert [(0, 1, 1, "One."), (0, 2, 1, "Two."), (0, 2, 2, "Three.")] == _places("One.\n\n\n\nTwo. Three.\n")


@pytest.mark.parametrize("text", ["", "\n\n", "ADVERTISEMENT\n"])
def test_a_copy_without_sentences_has_none(text: str) -> None:
    """And is no error."""
    assert [] == _places(text)


def test_an_abbreviation_ends_no_sentence() -> None:
    """Sentences are told by a segmenter that knows English."""
    assert [(0, 1, 1, "Dr. Hoffman wrote it."), (0, 1, 2, "We read it.")] == _places(
        "Dr. Hoffman wrote it. We read it."
    )


def test_a_copy_is_read_as_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    """What Windows editors put before the first letter is no word."""
    (tmp_path / "copy.txt").write_bytes(b"\xef\xbb\xbfcaf\xc3\xa9")
    assert "café" == passages.read(str(tmp_path / "copy.txt"))


@pytest.mark.parametrize(
    ("name", "reason"), [("none.txt", "no such file"), ("latin.txt:1", "not UTF-8"), ("folder", "is a directory")]
)
def test_a_copy_that_cannot_be_read_is_named_with_the_reason(name: str, reason: str, tmp_path: Path) -> None:
    """Missing, in another encoding, or a folder."""
    (tmp_path / "latin.txt").write_bytes("café".encode("latin-1"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError, match=f"{name}: {reason}"):
        passages.read(str(tmp_path / name.partition(":")[0]))
