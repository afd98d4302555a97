"""Promises of holding one claim against others by name: the same as if all had been read and compared."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph import across, records, resources, rivals, store
from graph.ask import Answer
from graph.store import derived

OTHERS = Path(__file__).with_name("other-sources.ttl")
SOURCES = "".join(
    f'source:{name} a fabio:Article ; dcterms:title "{name}"@en ; f:population concept:{where} . '
    f"passage:{name} a f:Passage ; oa:hasSource source:{name} ; f:section 1 ; f:paragraph 1 ; f:sentence 1 .\n"
    for name, where in (("s", "here"), ("t", "there"))
)
CONCEPTS = """
concept:here skos:exactMatch <http://e/place> . concept:there skos:exactMatch <http://e/place> .
concept:a skos:broader concept:wide . concept:wide skos:broader concept:wider .
concept:same skos:exactMatch <http://e/1> . concept:between skos:exactMatch <http://e/1> , <http://e/2> .
concept:wide skos:exactMatch <http://e/2> . concept:b f:opposite concept:c .
study:r f:design f:Review . study:d f:design f:Review .
estimate:r a f:Estimate ; f:study study:r ; f:exposure concept:a ; f:result concept:b ; f:measure f:R ; rdf:value 0.1 .
estimate:d a f:Estimate ; f:study study:d ; f:exposure concept:a ; f:result concept:b ; f:measure f:D ; rdf:value 0.1 .
"""


def _claim(name: str, source: str, subject: str, outcome: str = "b", relation: str = "withMore", more: str = "") -> str:
    return (
        f'claim:{name} a f:Claim ; rdfs:label "{name}"@en ; f:subject concept:{subject} ; f:outcome concept:{outcome} ;'
        f"f:relation f:{relation} ; f:reading f:Causal ; f:certainty f:Stated ; "
        f"prov:wasDerivedFrom passage:{source} {more}.\n"
    )


NAMES = ("a", "b", "c", "here", "there", "wide", "wider", "same", "between", "far")
MADE = "".join(
    [
        *(f'concept:{name} a skos:Concept ; skos:prefLabel "{name}"@en .\n' for name in NAMES),
        *(f'study:{name} a f:Study ; rdfs:label "{name}"@en .\n' for name in "rd"),
        *(SOURCES, CONCEPTS),
        _claim("one", "s", "a", more="; cito:isSupportedBy study:r "),
        _claim("against", "t", "a", relation="withLess"),
        _claim("measured", "t", "a", more="; cito:isSupportedBy study:d "),
        _claim("wider", "t", "wider"),
        _claim("joined", "t", "same", relation="withLess"),
        _claim("turned", "t", "a", outcome="c", relation="withLess"),
        _claim("far", "t", "far"),
        _claim("own", "s", "wide"),
    ]
)


def _all(graph: store.FileStore) -> list[across.Comparison]:
    return across.compare(records.read(graph), records.read_literature(graph).estimates.values())


@pytest.mark.parametrize("name", ["one", "against", "measured", "wider", "joined", "turned", "far", "own"])
def test_one_claim_is_compared_as_all_are(name: str, make_store: Callable[[str], store.FileStore]) -> None:
    """Wider and narrower concepts, matches in a chain, the other end of a scale, populations, measures."""
    graph = make_store(MADE)
    claims = records.read(graph).claims
    iri = next(iri for iri in claims if iri.endswith(f"/{name}"))
    expected = [found for found in _all(graph) if iri in {found.one, found.other}]
    assert expected == rivals.compare(graph, claims[iri])
    assert bool(expected) == (name != "far")


def test_the_claims_of_the_article_are_compared_as_all_are() -> None:
    """With two invented sources beside it."""
    graph = store.from_files([resources.DATA, str(OTHERS)])
    claims, found = records.read(graph).claims, _all(graph)
    tried = {iri for comparison in found for iri in (comparison.one, comparison.other)}
    assert len(tried) > 5
    for iri in tried:
        assert [c for c in found if iri in {c.one, c.other}] == rivals.compare(graph, claims[iri])


class _Counted:
    """An engine that says how many rows it gave."""

    def __init__(self, graph: store.FileStore) -> None:
        self._graph, self.rows = graph, 0

    def __getattr__(self, name: str) -> Callable[[str], Answer]:
        def call(*given: object) -> Answer:
            answer: Answer = getattr(self._graph, name)(*given)
            self.rows += len(getattr(answer, "rows", answer if isinstance(answer, list) else ()))
            return answer

        return call


def test_no_more_is_read_than_speaks_of_the_same(make_store: Callable[[str], store.FileStore]) -> None:
    """However many claims there are of other things."""
    rows = []
    for others in (0, 500):
        graph = make_store(MADE + "".join(_claim(f"x{n}", "t", f"x{n}") for n in range(others)))
        claim = next(c for iri, c in records.read(graph).claims.items() if iri.endswith("/one"))
        counted = _Counted(graph)
        assert rivals.compare(counted, claim)  # type: ignore[arg-type]
        rows.append(counted.rows)
    assert rows[0] == rows[1]


def test_a_claim_of_a_graph_too_large_to_be_compared_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded folder has no comparisons then: a claim is held against all others, a concept says that it is not."""
    from click.testing import CliRunner

    from graph.commands import show
    from graph.store import loading

    monkeypatch.setattr(derived, "MOST_COMPARED", 5)
    loading.load([resources.DATA, OTHERS], tmp_path / "folder")
    shown = CliRunner().invoke(show.command, ["nine-ways-06-a", "--data", str(tmp_path / "folder")])
    assert "says the contrary: " in shown.stdout
    shown = CliRunner().invoke(show.command, ["confidence", "--data", str(tmp_path / "folder")])
    assert "show one, to hold it against all" in shown.stderr
