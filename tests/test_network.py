"""Promises of the network: an edge a claim, none lost, none merged, and nothing in it that a file format refuses."""

import pytest

from graph import network
from graph.claims import Claim, Concept, DataSet, Findings, Passage
from graph.vocabulary import TERM, expand

A, B, C = (expand(f"concept:{name}") for name in "abc")
CONCEPTS = {
    A: Concept(
        A, "reading aloud", ("story time", "shared reading"), TERM.Caregiving, TERM.Good, broader=(C,), opposites=(B,)
    ),
    B: Concept(B, "vocabulary"),
    C: Concept(C, "unused"),
}
PASSAGES = {"p": Passage("p", "s", 0, 2, 1)}
TERMS = (TERM.withMore, TERM.Causal, TERM.Stated)


def _claim(name: str, subject: str, outcome: str, **more: object) -> Claim:
    return Claim(expand(f"claim:{name}"), f"Claim {name}.", subject, outcome, *TERMS, **more)  # type: ignore[arg-type]


def _network(*claims: Claim, version: str = "1.2.3", selection: str = "--section 2"):  # type: ignore[no-untyped-def]
    found = Findings({claim.iri: claim for claim in claims}, CONCEPTS, PASSAGES)
    return network.from_findings(found, version, selection)


def test_an_edge_is_a_claim_from_subject_to_outcome() -> None:
    """Its key is the CURIE of the claim."""
    made = _network(_claim("one", A, B))
    assert [("concept:a", "concept:b", "claim:one")] == list(made.edges(keys=True))


def test_claims_of_one_pair_stay_apart() -> None:
    """Two sentences that differ in firmness are two edges."""
    made = _network(_claim("one", A, B), _claim("two", A, B), _claim("three", B, A))
    assert (2, 1) == (made.number_of_edges("concept:a", "concept:b"), made.number_of_edges("concept:b", "concept:a"))


def test_nodes_are_the_concepts_of_claims_and_no_others() -> None:
    """A concept that no claim starts from or ends at is not drawn."""
    assert {"concept:a", "concept:b"} == set(_network(_claim("one", A, B)).nodes)


def test_a_concept_that_the_data_does_not_describe_is_still_a_node() -> None:
    """By the last part of its name."""
    made = _network(_claim("one", A, expand("concept:unknown")))
    assert "unknown" == made.nodes["concept:unknown"]["label"]


def test_a_node_tells_of_its_concept() -> None:
    """Lists are joined with a bar."""
    expected = {
        "iri": A,
        "label": "reading aloud",
        "kind": "f:Caregiving",
        "valence": "f:Good",
        "synonyms": "story time|shared reading",
        "broader": "concept:c",
        "opposite": "concept:b",
    }
    assert expected == _network(_claim("one", A, B)).nodes["concept:a"]


def test_what_is_not_given_is_left_out() -> None:
    """No empty attributes."""
    assert {"iri": B, "label": "vocabulary"} == _network(_claim("one", A, B)).nodes["concept:b"]


def test_an_edge_tells_of_its_claim() -> None:
    """Names short, lists joined, the place as numbers, section 0 among them."""
    claim = _claim("one", A, B, hedges=(TERM.NotAll, TERM.LinkVerb), ages=(C,), cut_off=True, passages=("p",))
    expected = {
        "iri": claim.iri,
        "label": "Claim one.",
        "relation": "f:withMore",
        "reading": "f:Causal",
        "certainty": "f:Stated",
        "hedge": "f:NotAll|f:LinkVerb",
        "age": "concept:c",
        "cut_off": True,
        "passage": "p",
        "section": 0,
        "paragraph": 2,
        "sentence": 1,
    }
    assert expected == _network(claim).edges["concept:a", "concept:b", "claim:one"]


@pytest.mark.parametrize(
    ("field", "attribute"),
    [
        ("basis", "basis"),
        ("populations", "population"),
        ("subject_ages", "subject_age"),
        ("conditions", "condition"),
        ("comparators", "comparator"),
        ("mediators", "mediator"),
        ("weaker_than", "weaker_than"),
        ("premises", "premise"),
        ("explains", "explains"),
        ("alternatives", "alternative_to"),
        ("restates", "restates"),
        ("disputes", "disputes"),
        ("studies", "study"),
        ("held_by", "held_by"),
        ("read_in", "read_in"),
    ],
)
def test_no_property_of_a_claim_is_lost(field: str, attribute: str) -> None:
    """Each has an attribute of its own."""
    made = _network(_claim("one", A, B, **{field: (A, C)}))
    assert "concept:a|concept:c" == made.edges["concept:a", "concept:b", "claim:one"][attribute]


def test_a_place_is_given_as_far_as_it_is_known() -> None:
    """A passage of which only the section is known has no paragraph 0."""
    claim = _claim("one", A, B, passages=("half",))
    found = Findings({claim.iri: claim}, CONCEPTS, {"half": Passage("half", "s", 2, None, None)})
    edge = network.from_findings(found).edges["concept:a", "concept:b", "claim:one"]
    assert {"section": 2} == {name: edge[name] for name in ("section", "paragraph", "sentence") if name in edge}


def test_the_network_says_what_it_is() -> None:
    """Version of the data, selection; title and license as the data declares them, and none where it does not."""
    assert {"data_version": "1.2.3", "selection": "--section 2"} == _network(_claim("one", A, B)).graph
    mine = Findings({}, {}, datasets=(DataSet("x:set", "My claims", license="x:license"),))
    assert {
        "name": "My claims",
        "data_version": "",
        "selection": "everything",
        "license": "x:license",
    } == network.from_findings(mine).graph


def test_nothing_selected_makes_an_empty_network() -> None:
    """And no error."""
    assert (0, 0) == (_network().number_of_nodes(), _network().number_of_edges())


def test_every_shipped_claim_is_an_edge(findings: Findings) -> None:
    """None is merged into another."""
    made = network.from_findings(findings)
    assert len(findings.claims) > 100
    assert {claim.curie for claim in findings.claims.values()} == {key for _, _, key in made.edges(keys=True)}


def test_every_attribute_is_a_scalar(findings: Findings) -> None:
    """GraphML and GEXF refuse lists and None."""
    made = network.from_findings(findings)
    attributes = [
        made.graph,
        *(data for _, data in made.nodes(data=True)),
        *(data for _, _, data in made.edges(data=True)),
    ]
    kinds = {type(content) for data in attributes for content in data.values()}
    assert {str, int} <= kinds <= {str, int, float, bool}
