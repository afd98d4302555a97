"""Promises of addresses: an IRI keeps its path, no two share a file, nothing leads outside the folder."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import writing
from graph.errors import GraphError
from graph.things.addresses import Addresses, Linker, in_folder
from graph.things.files import checked_base
from graph.vocabulary import BASE, TERM

ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.sets(st.tuples(st.sampled_from(["claim/", "concept/", "", "../", "a/b/"]), ODD), max_size=12))
def test_every_thing_has_a_file_of_its_own(names: set[tuple[str, str]]) -> None:
    """Whatever its IRI is: with plain names, told apart in any case of letters, and found again by its path."""
    iris = {f"{BASE}{folder}{name}" for folder, name in names}
    addresses = Addresses(iris)
    paths = [addresses[iri] for iri in sorted(iris)]
    assert len(iris) == len({path.casefold() for path in paths})
    assert [] == [path for path in paths for part in path.split("/") if writing.plain_name(part) != part]
    assert sorted(iris) == [addresses.iris[path] for path in paths]


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (f"{BASE}claim/nine-ways-02-d", "claim/nine-ways-02-d"),
        (f"{BASE}dataset", "dataset"),
        (f"{BASE}study/smith2001.b", "study/smith2001.b"),
    ],
)
def test_an_iri_of_the_graph_keeps_its_path(iri: str, path: str) -> None:
    """So that redirecting it is one rule."""
    assert path == Addresses([iri])[iri]


@pytest.mark.parametrize(
    "iri",
    [
        "https://example.org/claims/1",
        f"{BASE}index",
        f"{BASE}404",
        f"{BASE}section/nine-ways",
        f"{BASE}other/x",
        f"{BASE}claim/x.ttl",
        f"{BASE}claim/con",
        f"{BASE}claim/",
        f"{BASE}claim/../../etc/passwd",
        f"{BASE}claim/a b",
        f"{BASE}claim/ä",
    ],
)
def test_what_cannot_keep_its_path_stands_elsewhere(iri: str) -> None:
    """By its last part and a digest, the same whatever else there is."""
    path = Addresses([iri])[iri]
    assert path.startswith("other/")
    assert path == Addresses([iri, f"{BASE}claim/a"])[iri]


def test_a_term_has_an_anchor_on_the_page_of_terms() -> None:
    """Its name, or its short IRI if it is of elsewhere."""
    eco = "http://purl.obolibrary.org/obo/ECO_0000033"
    addresses = Addresses([], [TERM.Hedged, eco])
    assert ("terms#Hedged", "terms#eco:0000033") == (addresses[TERM.Hedged], addresses[eco])


def test_a_section_is_told_by_source_and_number() -> None:
    """Only where something is said in it, and sources of one name are told apart."""
    one, two = f"{BASE}source/talk", "https://example.org/talk"
    addresses = Addresses([], [], [(one, 2), (two, 2), ("", 0), (one, -1)])
    paths = {addresses.section(one, 2), addresses.section(two, 2), addresses.section("", 0)}
    assert 3 == len(paths)
    assert {"section/talk/2", "section/unknown/0"} < paths
    assert ("", "") == (addresses.section(one, -1), addresses.section(one, 3))
    assert {(one, 2), (two, 2), ("", 0)} == {addresses.section_at(path) for path in paths}
    assert addresses.section_at("section/talk/3") is None


@given(st.integers(0, 3), st.integers(0, 3))
def test_links_of_a_folder_lead_to_the_file(depth: int, other: int) -> None:
    """From any depth to any other, wherever the folder is."""
    start, end = "d/" * depth + "a", "e/" * other + "b"
    link = in_folder(start).page(end)
    assert not link.startswith("/")
    assert f"{end}.html" == posixpath.normpath(posixpath.join(posixpath.dirname(start), link))


def test_a_link_keeps_the_anchor_behind_the_suffix() -> None:
    """On a server there is no suffix."""
    assert "../terms.html#Hedged" == in_folder("claim/x").page("terms#Hedged")
    assert "/terms#Hedged" == Linker().page("terms#Hedged")
    assert ("", "") == (Linker().page(""), in_folder("claim/x").page(""))


@pytest.mark.parametrize(
    ("given", "base"),
    [("https://example.org/f", "https://example.org/f/"), ("http://localhost:8000/", "http://localhost:8000/")],
)
def test_the_address_of_a_site_ends_with_a_slash(given: str, base: str) -> None:
    """Whether or not it was given with one."""
    assert base == checked_base(given)


@pytest.mark.parametrize(
    "given",
    ["example.org", "ftp://example.org/", "https://", "https://e.org/?q", "https://e.org/#x", "javascript:alert(1)",
     "https://e.org/<b>", "https://e.org/a b", 'https://e.org/"', "http://[", "https://ä.org/"],
)  # fmt: skip
def test_what_is_no_address_of_a_site_is_refused(given: str) -> None:
    """As wrong usage, with an example."""
    with pytest.raises(GraphError, match=r"no address.*(\n.*)*--base https") as error:
        checked_base(given)
    assert 2 == error.value.exit_code
