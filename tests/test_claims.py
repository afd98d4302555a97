"""Promises of records: frozen values that know their short names, their words and their places."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from graph.claims import CONTEXTS, Claim, Concept, Findings, Passage, Record
from graph.vocabulary import expand

CLAIM = Claim(expand("claim:t-02-d"), "A claim.", "s", "o", "r", "g", "c")


def _passage(name: str, *place: int | None) -> Passage:
    return Passage(name, "source", *place)


def test_a_record_knows_its_short_names() -> None:
    """With prefix and without."""
    assert ("claim:t-02-d", "t-02-d") == (CLAIM.curie, CLAIM.name)


def test_a_record_of_no_known_prefix_has_its_iri_for_a_name() -> None:
    """Nothing is made up."""
    assert "https://example.org/x" == Record("https://example.org/x").curie


def test_a_record_cannot_be_changed() -> None:
    """What was read stays what the source says."""
    with pytest.raises(FrozenInstanceError):
        CLAIM.certainty = "f:Stated"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("place", "expected"), [((2, 3, 1), (2, 3, 1)), ((0, 0, 1), (0, 0, 1)), ((2, None, None), (2, -1, -1))]
)
def test_a_place_sorts_also_where_a_part_is_missing(
    place: tuple[int | None, ...], expected: tuple[int, int, int]
) -> None:
    """Zero is a place, nothing is before all places."""
    assert expected == _passage("p", *place).place


@pytest.mark.parametrize(
    ("iri", "expected"),
    [("x:a", "reading aloud"), ("x:s", "A study"), ("https://example.org/other-thing", "other-thing")],
)
def test_there_are_words_for_any_iri(iri: str, expected: str) -> None:
    """The label of the concept, of whatever else, or the last part."""
    findings = Findings({}, {"x:a": Concept("x:a", "reading aloud")}, labels={"x:s": "A study", "x:a": "another"})
    assert expected == findings.label(iri)


def test_the_place_of_a_claim_is_the_earliest_of_its_passages() -> None:
    """Where it is first said."""
    passages = {name: _passage(name, *place) for name, place in {"late": (2, 1, 1), "early": (1, 9, 9)}.items()}
    claim = Claim("c", "", "s", "o", "r", "g", "c", passages=("late", "early", "unknown"))
    assert (1, 9, 9) == Findings({}, {}, passages).place(claim)


def test_a_claim_without_a_known_passage_stands_before_all_others() -> None:
    """It sorts, and is found."""
    assert (-1, -1, -1) == Findings({}, {}).place(CLAIM)


def test_every_context_is_a_field_of_a_claim() -> None:
    """So that network, explanation and page cannot ask for one that is not there."""
    assert len(CONTEXTS) > 5
    assert set(CONTEXTS.values()) <= {field.name for field in fields(Claim)}


def test_reading_order_is_one_source_after_the_other() -> None:
    """Two sources with sections of the same numbers are not mixed; a source alone is told by its numbers."""
    places = {"a1": ("a", 1), "a2": ("a", 2), "b1": ("b", 1)}
    passages = {name: Passage(name, source, number, 1, 1) for name, (source, number) in places.items()}
    claims = [replace(CLAIM, iri=f"c-{name}", passages=(name,)) for name in ("b1", "a2", "a1")]
    found = Findings({claim.iri: claim for claim in claims}, {}, passages)
    assert ["c-a1", "c-a2", "c-b1"] == [claim.iri for claim in sorted(claims, key=found.order)]
    assert [("b", 1), ("a", 2), ("a", 1)] == [found.chapter(claim) for claim in claims]
    assert not found.is_of_one_source
    assert replace(found, passages={"b1": passages["b1"]}).is_of_one_source
    assert ("", -1) == found.chapter(CLAIM)
