"""Promises of search: whoever misspells a little or uses another form of a word still finds it, the best first."""

from collections.abc import Callable

import pytest

from graph import search
from graph.store import FileStore

DATA = """
concept:anxiety a skos:Concept ; skos:prefLabel "anxiety"@en .
concept:anxiety-disorders a skos:Concept ; skos:prefLabel "anxiety disorders"@en ; skos:altLabel "phobias"@en .
concept:physical-health a skos:Concept ; skos:prefLabel "physical health"@en .
claim:t-01-a a f:Claim ; rdfs:label "Secure children have less anxiety."@en .
claim:t-01-b a f:Claim ; rdfs:label "Health habits go with relationships."@en .
study:minnesota a f:Study ; rdfs:label "Minnesota study of development"@en .
gap:t-09-a a f:Gap ; rdfs:label "The mechanism is not known."@en .
remark:t-06-a a f:Remark ; rdfs:label "The word is disputed."@en .
passage:t-01-1-1 a f:Passage ; rdfs:label "anxiety" .
"""


@pytest.fixture(scope="module")
def graph(make_store: Callable[[str], FileStore]) -> FileStore:
    """Eight things that can be found, and a passage that cannot."""
    return make_store(DATA)


def _found(graph: FileStore, text: str, most: int = 20) -> list[str]:
    return [hit.iri.rsplit("/", 1)[-1] for hit in search.search(graph, text, most)]


@pytest.mark.parametrize("text", ["anxiety", "Anxiety", "ANXIETY!", " anxiety "])
def test_a_concept_of_that_name_comes_first_and_the_claims_after_it(text: str, graph: FileStore) -> None:
    """The exact concept, then the longer one, then what mentions it; a passage never."""
    assert ["anxiety", "anxiety-disorders", "t-01-a"] == _found(graph, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anxeity", "anxiety"),
        ("phobia", "anxiety-disorders"),
        ("health physical", "physical-health"),
        ("physical-health", "physical-health"),
        ("relationship", "t-01-b"),
        ("minesota", "minnesota"),
        ("mechanisms", "t-09-a"),
        ("dispute", "t-06-a"),
    ],
)
def test_a_slip_another_form_another_order_or_a_synonym_finds_it(text: str, expected: str, graph: FileStore) -> None:
    """Whatever its kind."""
    assert expected == _found(graph, text)[0]


def test_all_words_come_before_some(graph: FileStore) -> None:
    """What has both words is nearer than what has one."""
    got = _found(graph, "health habits")
    assert "t-01-b" == got[0]


@pytest.mark.parametrize("text", ["xyzzy", "", "!?", "  "])
def test_what_is_not_there_is_not_found(text: str, graph: FileStore) -> None:
    """No far-fetched hits, none for no words."""
    assert [] == _found(graph, text)


def test_no_more_hits_than_wanted_are_given(graph: FileStore) -> None:
    """The best of them."""
    assert ["anxiety"] == _found(graph, "anxiety", 1)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("phobias", "concept", "anxiety disorders: phobias"),
        ("relationships", "claim", "Health habits go with relationships."),
        ("minnesota development", "study", "Minnesota study of development"),
        ("mechanism", "gap", "The mechanism is not known."),
        ("disputed", "remark", "The word is disputed."),
    ],
)
def test_a_hit_tells_kind_and_words(text: str, kind: str, words: str, graph: FileStore) -> None:
    """A thing found by a synonym shows the synonym."""
    hit = search.search(graph, text)[0]
    assert (kind, words) == (hit.kind, hit.words)


def test_each_thing_is_found_once(graph: FileStore) -> None:
    """However many of its names match."""
    got = _found(graph, "anxiety disorders")
    assert len(set(got)) == len(got)
    assert "anxiety-disorders" == got[0]


def test_the_same_words_find_the_same_in_the_same_order(shipped: FileStore) -> None:
    """Twice over the whole graph."""
    first = search.search(shipped, "secure attachment")
    assert 20 == len(first)
    assert first == search.search(shipped, "secure attachment")


def test_scores_fall(shipped: FileStore) -> None:
    """Nearest first."""
    scores = [hit.score for hit in search.search(shipped, "physical health")]
    assert len(scores) > 1
    assert sorted(scores, reverse=True) == scores


@pytest.mark.parametrize("text", ["anxiety", "physical health", "secure attachment"])
def test_the_same_is_found_first_among_many(text: str, shipped: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the engine looks for the words first, the best hit is the same, and it has every word."""
    expected = search.search(shipped, text)[0]
    monkeypatch.setattr(search, "MANY", 500)
    assert expected == search.search(shipped, text)[0]


def test_a_word_that_is_a_little_off_is_found_among_many(shipped: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its first letters."""
    monkeypatch.setattr(search, "MANY", 500)
    assert "anxiety" == search.search(shipped, "anxietty")[0].words
