"""Promises of errors: what is wrong, where, and what to try, in words that no terminal obeys."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import errors
from graph.errors import (
    DataError,
    FileError,
    GraphError,
    LimitError,
    MissingExtraError,
    NotFoundError,
    Place,
    QueryError,
    UsageError,
    nearest,
    visible,
)

ORDINARY = (GraphError, DataError, QueryError, NotFoundError, UsageError, LimitError, FileError)
STEERING = "\x00\x07\x08\t\x0b\x1b\x1f\x7f\x85\x9f\u202a\u202e\u2066\u2069"


@pytest.mark.parametrize(
    ("place", "expected"),
    [(Place("a.ttl"), "a.ttl"), (Place("a.ttl", 3), "a.ttl:3"), (Place("a.ttl", 3, 7), "a.ttl:3:7")],
)
def test_a_place_reads_as_file_line_column_as_far_as_known(place: Place, expected: str) -> None:
    """An editor can jump to FILE:LINE:COLUMN."""
    assert expected == str(place)


def test_a_message_gives_place_source_caret_and_advice() -> None:
    """What, where, the line with a caret under the place, and what to try."""
    error = DataError("a dot is missing", Place("a.ttl", 2, 4, "a b c"), "add a dot")
    assert "a.ttl:2:4: a dot is missing\n  a b c\n     ^\n  try: add a dot" == str(error)


def test_a_message_without_place_or_advice_is_one_line() -> None:
    """Nothing is made up for what is not known."""
    assert "too large" == str(GraphError("too large"))


@pytest.mark.parametrize("before", ["\t\t", "\x1b[31m", "x" * 300], ids=["tabs", "escape", "long line"])
def test_the_caret_stands_under_the_column(before: str) -> None:
    """Tabs, hidden characters and a long beginning do not shift the caret."""
    error = DataError("bad", Place("a.ttl", 1, len(before) + 1, f"{before}Z rest"))
    _, shown, caret = str(error).split("\n")
    assert "Z" == shown[caret.index("^")]


def test_a_long_line_is_shown_around_the_place() -> None:
    """A line of a megabyte does not fill the screen."""
    error = DataError("bad", Place("a.ttl", 1, 500_001, "x" * 500_000 + "Z" + "y" * 500_000))
    assert max(map(len, str(error).split("\n"))) < 120


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(GraphError, 1), (DataError, 1), (QueryError, 1), (NotFoundError, 1), (LimitError, 3), (FileError, 4)],
)
def test_each_kind_of_error_has_its_exit_code(kind: type[GraphError], expected: int) -> None:
    """1 data or query or name, 3 a limit, 4 reading or writing."""
    assert expected == kind("x").exit_code


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_error_crosses_from_a_child_process_whole(kind: type[GraphError]) -> None:
    """Pickled and back, an error keeps kind, message, place and advice."""
    sent = kind("what", Place("a.ttl", 3, 7, "source"), "advice")
    got = pickle.loads(pickle.dumps(sent))
    assert (kind, "what", sent.place, "advice") == (type(got), got.what, got.place, got.advice)


def test_an_error_with_its_own_constructor_crosses_too() -> None:
    """`MissingExtraError` takes other arguments, and still comes back as it was."""
    sent = MissingExtraError("pandas", "pandas", "a data frame")
    assert str(sent) == str(pickle.loads(pickle.dumps(sent)))


def test_a_missing_package_is_met_with_the_install_command() -> None:
    """The reader can copy the command."""
    expected = "a data frame needs pandas\n  try: pip install 'findings-graph[pandas]'"
    assert expected == str(MissingExtraError("pandas", "pandas", "a data frame"))


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_a_steering_character_is_shown_as_an_escape(character: str) -> None:
    """Control and bidirectional characters become backslash, u and four digits."""
    assert f"a\\u{ord(character):04x}b" == visible(f"a{character}b")


def test_line_breaks_and_letters_of_any_script_stay() -> None:
    """Only what steers a terminal is changed."""
    assert "é 안녕\n10\u202f000 عربي" == visible("é 안녕\n10\u202f000 عربي")


@given(st.text())
def test_no_message_can_steer_a_terminal(text: str) -> None:
    """Whatever goes into an error, nothing that moves, colors or reorders comes out."""
    error = str(GraphError(text, Place(text, 1, 1, text.replace("\n", "")), text))
    assert not set(error) & (set(STEERING) | {chr(code) for code in range(32)}) - {"\n"}


def test_the_nearest_word_comes_first() -> None:
    """A slip of the fingers is met with what was meant."""
    assert "nearest: anxiety" == nearest("anxeity", ["depression", "anxiety"], 1)


def test_no_word_is_suggested_twice() -> None:
    """A concept whose name is its label is one suggestion."""
    assert "nearest: anxiety" == nearest("anxeity", ["anxiety", "anxiety"])


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    """A far-fetched suggestion is worse than none."""
    assert "" == nearest("xyzzy", ["anxiety", "depression"])


def test_every_error_is_a_graph_error() -> None:
    """Whoever catches `GraphError` catches all that this package raises."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert {*ORDINARY, MissingExtraError} == set(kinds)
    assert all(issubclass(kind, GraphError) for kind in kinds)
