"""Promises of names: the code knows exactly the terms that vocabulary.ttl defines, and a slip of spelling raises."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import rdf, resources, vocabulary
from graph.vocabulary import PREFIXES, TERM, expand, local_name, shorten

DEFINED = rdf.read(os.path.join(resources.DATA, "vocabulary.ttl"))
SUBJECTS = {quad.subject.value for quad in DEFINED}
KINDS = ("concept", "claim", "study", "source", "passage", "estimate", "evidence", "gap")
TYPE = f"{PREFIXES['rdf']}type"


def _of_class(name: str) -> set[str]:
    return {
        quad.subject.value.removeprefix(PREFIXES["f"])
        for quad in DEFINED
        if quad.predicate.value == TYPE and quad.object.value == PREFIXES["f"] + name
    }


def test_the_terms_are_those_that_the_vocabulary_defines() -> None:
    """Neither the code nor vocabulary.ttl has a term that the other lacks."""
    defined = {iri.removeprefix(PREFIXES["f"]) for iri in SUBJECTS if iri.startswith(PREFIXES["f"])}
    assert defined == set(TERM)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (vocabulary.RELATIONS, "Relation"),
        (vocabulary.READINGS, "Reading"),
        (vocabulary.CERTAINTIES, "Certainty"),
        (vocabulary.DOUBTS, "Doubt"),
        (vocabulary.LIMITS, "Limit"),
        (vocabulary.KINDS, "Kind"),
        (vocabulary.DESIGNS, "Design"),
        (vocabulary.LACKS, "Lack"),
        (vocabulary.VALENCES, "Valence"),
    ],
)
def test_each_group_of_names_is_a_class_of_the_vocabulary(names: tuple[str, ...], kind: str) -> None:
    """A relation in the code is an f:Relation in the file, and so on."""
    assert _of_class(kind) == set(names)


def test_the_bases_are_the_projects_own_and_three_of_eco() -> None:
    """The model takes three grounds from ECO and adds seven."""
    eco = {f"{PREFIXES['eco']}{number}" for number in ("0000033", "0000034", "0006185")}
    assert _of_class("Basis") == set(vocabulary.BASES) | eco


def test_a_term_is_its_full_iri() -> None:
    """`TERM.subject` can be put into any query."""
    assert "https://w3id.org/findings-graph/terms#subject" == TERM.subject


def test_a_misspelled_term_raises_with_the_nearest() -> None:
    """A typing error is an exception, not an empty answer."""
    with pytest.raises(AttributeError, match=r"no term 'subejct'; nearest: subject"):
        _ = TERM.subejct


def test_whether_there_is_a_term_can_be_asked() -> None:
    """`in` knows the names, and only them."""
    assert ("Stated" in TERM, "Statd" in TERM) == (True, False)


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [
        ("f", "https://w3id.org/findings-graph/terms#"),
        *((kind, f"https://w3id.org/findings-graph/{kind}/") for kind in KINDS),
        ("cito", "http://purl.org/spar/cito/"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("eco", "http://purl.obolibrary.org/obo/ECO_"),
        ("fabio", "http://purl.org/spar/fabio/"),
        ("oa", "http://www.w3.org/ns/oa#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("schema", "https://schema.org/"),
        ("sh", "http://www.w3.org/ns/shacl#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ],
)
def test_a_prefix_stands_for_the_namespace_of_the_model(prefix: str, namespace: str) -> None:
    """The prefixes are a contract: other people's queries depend on them."""
    assert namespace == PREFIXES[prefix]


@pytest.mark.parametrize(
    ("short", "iri"),
    [
        ("concept:secure-attachment", "https://w3id.org/findings-graph/concept/secure-attachment"),
        ("f:Claim", "https://w3id.org/findings-graph/terms#Claim"),
        ("eco:0000033", "http://purl.obolibrary.org/obo/ECO_0000033"),
        ("claim:nine-ways-02-c", "https://w3id.org/findings-graph/claim/nine-ways-02-c"),
    ],
)
def test_a_curie_and_its_iri_stand_for_each_other(short: str, iri: str) -> None:
    """Shortening and expanding undo each other."""
    assert (iri, short) == (expand(short), shorten(iri))


@pytest.mark.parametrize("word", ["secure-attachment", "unknown:thing", "https://example.org/x", ""])
def test_what_has_no_known_prefix_is_not_expanded(word: str) -> None:
    """Nothing is guessed."""
    assert word == expand(word)


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/x",
        "https://w3id.org/findings-graph/concept/a/b",
        "https://w3id.org/findings-graph/concept/a#b",
        "https://w3id.org/findings-graph/concept/",
        "https://w3id.org/findings-graph/concept/a.",
    ],
)
def test_what_is_no_plain_name_in_a_namespace_is_not_shortened(iri: str) -> None:
    """A short form that could be read in two ways is not made."""
    assert iri == shorten(iri)


@given(st.sampled_from(sorted(PREFIXES.values())), st.text(max_size=12))
def test_shortening_loses_nothing(namespace: str, local: str) -> None:
    """Whatever an IRI is, its short form expands to it."""
    assert namespace + local == expand(shorten(namespace + local))


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        ("https://w3id.org/findings-graph/concept/anxiety", "anxiety"),
        ("https://w3id.org/findings-graph/terms#Stated", "Stated"),
        ("https://example.org/a/", "a"),
        ("anxiety", "anxiety"),
    ],
)
def test_the_local_name_is_the_last_part(iri: str, expected: str) -> None:
    """After the last slash or hash."""
    assert expected == local_name(iri)
