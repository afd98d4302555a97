"""Promises of names: what a person types finds the one thing it names, or says what is near."""

from collections.abc import Callable

import pytest

from graph import names
from graph.errors import NotFoundError
from graph.store import FileStore
from graph.vocabulary import PREFIXES, expand

DATA = """
concept:secure-attachment a skos:Concept ; skos:prefLabel "secure attachment"@en ; skos:altLabel "Security"@en .
concept:anxiety a skos:Concept ; skos:prefLabel "Anxiety"@en .
claim:t-01-a a f:Claim ; rdfs:label "A claim."@en .
study:minnesota a f:Study ; rdfs:label "Minnesota study"@en .
passage:t-01-1-1 a f:Passage .
gap:t-01-a a f:Gap ; rdfs:label "A gap."@en .
remark:t-01-b a f:Remark ; rdfs:label "A remark."@en .
"""
SECURE = "https://w3id.org/findings-graph/concept/secure-attachment"
TERMS = "https://w3id.org/findings-graph/terms#"
HOSTILE = [
    "",
    " ",
    ">",
    "a b",
    "x> } UNION { ?s ?p ?o",
    "concept:a> ?p ?o . <b",
    "\n",
    "\x00",
    "'",
    '"',
    "é" * 500,
    "http:// x",
]


@pytest.fixture(scope="module")
def graph(make_store: Callable[[str], FileStore]) -> FileStore:
    """One thing of each kind."""
    return make_store(DATA)


@pytest.mark.parametrize(
    "word",
    [
        "secure-attachment",
        "concept:secure-attachment",
        SECURE,
        "secure attachment",
        "Secure Attachment",
        "  secure   attachment ",
        "Secure-Attachment",
        "security",
    ],
)
def test_a_concept_is_found_by_any_of_its_names(word: str, graph: FileStore) -> None:
    """Last part, CURIE, IRI, label in any case and spacing, synonym."""
    assert SECURE == names.resolve(graph, word, "concept")


@pytest.mark.parametrize(
    ("word", "kind", "short"),
    [
        ("t-01-a", "claim", "claim:t-01-a"),
        ("minnesota", "study", "study:minnesota"),
        ("minnesota study", "study", "study:minnesota"),
        ("t-01-1-1", "passage", "passage:t-01-1-1"),
        ("t-01-a", "gap", "gap:t-01-a"),
        ("t-01-b", "remark", "remark:t-01-b"),
    ],
)
def test_every_kind_of_thing_can_be_named(word: str, kind: str, short: str, graph: FileStore) -> None:
    """The kind decides between things of one name."""
    prefix, local = short.split(":")
    assert PREFIXES[prefix] + local == names.resolve(graph, word, kind)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Stated", f"{TERMS}Stated"),
        ("f:Stated", f"{TERMS}Stated"),
        (f"{TERMS}Stated", f"{TERMS}Stated"),
        ("stated", f"{TERMS}Stated"),
        ("WITHMORE", f"{TERMS}withMore"),
        ("eco:0000033", "http://purl.obolibrary.org/obo/ECO_0000033"),
        ("http://purl.obolibrary.org/obo/ECO_0000033", "http://purl.obolibrary.org/obo/ECO_0000033"),
        ("cito:disputes", "http://purl.org/spar/cito/disputes"),
    ],
)
def test_a_term_is_found_by_any_of_its_names(word: str, expected: str, graph: FileStore) -> None:
    """Our own in any case, those of others by CURIE or IRI."""
    assert expected == names.resolve(graph, word, "term")


@pytest.mark.parametrize("word", ["Statd", "f:Statd", f"{TERMS}Statd"])
def test_a_misspelled_term_is_met_with_the_nearest(word: str, graph: FileStore) -> None:
    """Also with our prefix before it: it would select nothing, silently."""
    with pytest.raises(NotFoundError) as caught:
        names.resolve(graph, word, "term")
    assert caught.value.advice.startswith("nearest: Stated")


def test_a_misspelled_concept_is_met_with_the_nearest(graph: FileStore) -> None:
    """By its name or its label."""
    with pytest.raises(NotFoundError) as caught:
        names.resolve(graph, "anxeity", "concept")
    assert "no concept 'anxeity'" == caught.value.what
    assert caught.value.advice.startswith("nearest: anxiety")


def test_where_nothing_is_near_a_search_is_proposed(graph: FileStore) -> None:
    """There is always a next step."""
    with pytest.raises(NotFoundError) as caught:
        names.resolve(graph, "xyzzy", "concept")
    assert "findings search 'xyzzy'" == caught.value.advice


def test_a_thing_of_another_kind_is_not_taken(graph: FileStore) -> None:
    """A claim is no concept."""
    with pytest.raises(NotFoundError):
        names.resolve(graph, "claim:t-01-a", "concept")


@pytest.mark.parametrize("kind", names.KINDS)
@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_word_names_nothing(word: str, kind: str, graph: FileStore) -> None:
    """It raises like any unknown name, and is never a part of a query."""
    with pytest.raises(NotFoundError):
        names.resolve(graph, word, kind)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("secure attachment", "concept"),
        ("claim:t-01-a", "claim"),
        ("minnesota", "study"),
        ("gap:t-01-a", "gap"),
        ("t-01-b", "remark"),
    ],
)
def test_a_name_is_found_with_its_kind(word: str, kind: str, graph: FileStore) -> None:
    """For `findings show`, which is not told the kind."""
    assert kind == names.find(graph, word)[0]


def test_a_name_of_no_kind_is_met_with_the_nearest(graph: FileStore) -> None:
    """Over all kinds."""
    with pytest.raises(NotFoundError) as caught:
        names.find(graph, "minesota")
    assert ("nothing is called 'minesota'", "nearest: minnesota") == (caught.value.what, caught.value.advice)


def test_names_are_listed_with_labels_for_completion(graph: FileStore) -> None:
    """In order of name."""
    expected = [("anxiety", "anxiety"), ("secure-attachment", "secure attachment")]
    assert expected == names.listed(graph, "concept")


def test_anything_is_concepts_claims_and_studies(graph: FileStore) -> None:
    """What a reader may want to be shown."""
    expected = ["anxiety", "minnesota", "secure-attachment", "t-01-a"]
    assert expected == [name for name, _ in names.listed(graph, "anything")]


def test_a_label_comes_before_the_synonym_of_another(make_store: Callable[[str], FileStore]) -> None:
    """Although the other comes first in the alphabet."""
    graph = make_store(
        'concept:a a skos:Concept ; skos:prefLabel "speech"@en ; skos:altLabel "command of words"@en . '
        'concept:z a skos:Concept ; skos:prefLabel "command of words"@en .'
    )
    assert expand("concept:z") == names.resolve(graph, "Command of  words", "concept")


@pytest.mark.parametrize("word", ["talk", "source:talk", "a TALK"])
def test_a_source_is_what_a_passage_stands_in(word: str, make_store: Callable[[str], FileStore]) -> None:
    """Whatever its class, by name or title; one that no passage stands in is not asked for."""
    graph = make_store(
        'passage:p oa:hasSource source:talk . source:talk dcterms:title "A talk" . '
        'source:other a fabio:Article ; dcterms:title "Other" .'
    )
    assert expand("source:talk") == names.resolve(graph, word, "source")
    with pytest.raises(NotFoundError, match="no source 'other'"):
        names.resolve(graph, "other", "source")


@pytest.mark.parametrize(
    ("word", "kind", "iri"),
    [
        ("ExpertAgreement", "basis", "f:ExpertAgreement"),
        ("eco:0000033", "basis", "eco:0000033"),
        ("modal", "hedge", "f:Modal"),
        ("NotAll", "hedge", "f:NotAll"),
        ("Causal", "reading", "f:Causal"),
        ("Contested", "standing", "f:Contested"),
    ],
)
def test_a_term_is_taken_for_what_the_vocabulary_says_it_is(word: str, kind: str, iri: str, shipped: FileStore) -> None:
    """And for nothing else: the message names the terms that would do."""
    assert expand(iri) == names.resolve(shipped, word, kind)
    with pytest.raises(NotFoundError, match=f"'Stated' is no {kind}") as caught:
        names.resolve(shipped, "Stated", kind)
    assert iri.removeprefix("f:") in caught.value.advice


def test_a_cohort_is_found_by_the_name_of_its_study(shipped: FileStore) -> None:
    """And a study that is no cohort is refused as such."""
    assert expand("study:minnesota") == names.resolve(shipped, "minnesota", "cohort")
    with pytest.raises(NotFoundError, match="'study:fearon2010' is a study, not a cohort"):
        names.resolve(shipped, "study:fearon2010", "cohort")


# Where there are many


@pytest.mark.parametrize(
    "word", ["secure-attachment", "concept:secure-attachment", "secure attachment", "Secure attachment"]
)
def test_a_name_is_found_among_many(word: str, shipped: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """By an index, without going through all of them; a label as written, in small letters or with a capital."""
    monkeypatch.setattr(names, "MANY", 0)
    assert names.find(shipped, word) == ("concept", f"{PREFIXES['concept']}secure-attachment")


def test_a_name_that_none_of_many_has_is_told(shipped: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the search, which finds words that are a little off."""
    monkeypatch.setattr(names, "MANY", 0)
    for kind in ("concept", "claim"):
        with pytest.raises(NotFoundError, match=f"no {kind} 'anxeity'") as caught:
            names.resolve(shipped, "anxeity", kind)
        assert "findings search 'anxeity'" in caught.value.advice
    with pytest.raises(NotFoundError, match="nothing is called 'anxeity'"):
        names.find(shipped, "anxeity")
