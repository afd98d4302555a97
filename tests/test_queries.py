"""Every named question: a graph on which it returns rows, one on which it must not, and the same answer on two engines."""

from typing import NamedTuple

import pytest
import rdflib

from graph import convert, queries, questions, rdf, sparql, store
from graph.ask import Solutions
from graph.errors import NotFoundError
from graph.questions import Question
from graph.vocabulary import PREFIXES, TERM

PROLOGUE = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
NAMES = [question.name for question in questions.list_all()]
COPIED = "0" * 64
ECO_BASES = ("eco:0000033", "eco:0000034", "eco:0006185")


def concept(name: str, more: str = "") -> str:
    """A concept, with further properties."""
    return f'concept:{name} a skos:Concept ; skos:prefLabel "{name}"@en {more} .\n'


def claim(name: str, subject: str = "a", outcome: str = "b", more: str = "", **codes: str) -> str:
    """A stated, correlational claim without a source, unless told otherwise."""
    relation, reading = codes.get("relation", "withMore"), codes.get("reading", "Correlational")
    certainty, basis = codes.get("certainty", "Stated"), codes.get("basis", "eco:0000034")
    return (
        f'claim:{name} a f:Claim ; rdfs:label "{name} says"@en ; f:subject concept:{subject} ; f:outcome concept:{outcome} ; '
        f"f:relation f:{relation} ; f:reading f:{reading} ; f:certainty f:{certainty} ; f:basis {basis} ; "
        f"prov:wasDerivedFrom passage:p1 {more} .\n"
    )


BASE = (
    "".join(concept(name) for name in "abcd")
    + 'source:s a fabio:Other ; dcterms:title "a source"@en .\n'
    + "passage:p1 a f:Passage ; oa:hasSource source:s ; f:section 1 ; f:paragraph 2 ; f:sentence 3 ; "
    + f'schema:sha256 "{COPIED}" .\n'
)
STUDY = 'study:s a f:Study ; rdfs:label "a study"@en ; f:design f:Longitudinal ; f:finding "it found"@en .\n'
TRIAL = 'study:t a f:Study ; rdfs:label "a trial"@en ; f:design f:Experimental .\n'
NAMED = "; cito:isSupportedBy study:s"
GAP = 'gap:g a f:Gap ; rdfs:label "not known"@en ; f:lacks f:Mechanism ; f:about claim:1 ; prov:wasDerivedFrom passage:p1 .\n'
LINE = (
    "evidence:e a f:EvidenceLine ; f:about claim:1 ; f:study study:s ; f:stance cito:supports ; "
    'f:why "because" ; prov:wasAttributedTo agent:x ; dcterms:created "2026-11-24"^^xsd:date .\n'
)
FIGURE = (
    "estimate:e a f:Estimate ; f:study study:s ; f:exposure concept:a ; f:result concept:b ; f:measure f:R ; "
    'rdf:value "0.2"^^xsd:decimal ; f:relation f:withMore .\n'
)
OTHER = (
    claim("o").replace("passage:p1", "passage:o")
    + 'source:o a fabio:Other ; dcterms:title "another"@en .\n'
    + f'passage:o a f:Passage ; oa:hasSource source:o ; f:section 1 ; f:paragraph 2 ; f:sentence 3 ; schema:sha256 "{"e" * 64}" .\n'
)
LESS = OTHER.replace("f:withMore", "f:withLess")
ON_STUDY = "; cito:isSupportedBy study:"
TEEN = concept("teen", '; f:fromAge "13"^^xsd:decimal ; f:toAge "19"^^xsd:decimal')
LATER = concept("later")


class Case(NamedTuple):
    """A graph with rows and how many, a graph without, and what is asked for."""

    yes: str
    rows: int
    no: str
    given: dict[str, object] = {}  # noqa: RUF012


A = {"concept": "a"}
CASES = {
    "across-agreements": Case(claim("1") + OTHER, 1, claim("1") + LESS),
    "across-contradictions": Case(claim("1") + LESS, 1, claim("1", more="; f:age concept:d") + LESS),
    "across-differences": Case(claim("1", more="; f:age concept:d") + LESS, 1, claim("1") + LESS),
    "other-sources": Case(claim("1") + OTHER, 1, claim("1", outcome="c") + OTHER, {"claim": "1"}),
    "repeated-claims": Case(
        STUDY + claim("1", more=f"{ON_STUDY}s") + OTHER.replace(" .\n", f" {ON_STUDY}s .\n", 1),
        1,
        STUDY + TRIAL + claim("1", more=f"{ON_STUDY}s") + OTHER.replace(" .\n", f" {ON_STUDY}t .\n", 1),
    ),
    "replicated-findings": Case(
        STUDY + TRIAL + claim("1", more=f"{ON_STUDY}s") + OTHER.replace(" .\n", f" {ON_STUDY}t .\n", 1),
        1,
        STUDY + TRIAL + claim("1", more=f"; f:age concept:d {ON_STUDY}s") + OTHER.replace(" .\n", f" {ON_STUDY}t .\n", 1),
    ),
    "withdrawn-claims": Case(claim("1", more='; prov:invalidatedAtTime "2026-05-01"^^xsd:date'), 1, claim("1")),
    "about-the-article": Case(STUDY + LINE.replace("claim:1", "source:s"), 1, STUDY + claim("1") + LINE),
    "causal-wording-by-design": Case(
        STUDY + claim("1", reading="Causal") + LINE,
        1,
        TRIAL.replace("f:Experimental", "f:RandomizedTrial") + claim("1", reading="Causal") + LINE.replace("study:s", "study:t"),
    ),
    "claims-by-standing": Case(
        STUDY + claim("1") + LINE, 1, STUDY + claim("1") + LINE.replace("supports", "disputes"), {"standing": "SupportedInPart"}
    ),
    "claims-of-study": Case(STUDY + claim("1") + LINE, 1, STUDY + TRIAL + claim("1") + LINE.replace("study:s", "study:t"), {"study": "s"}),
    "claims-saying": Case(claim("1") + claim("2"), 1, claim("1", outcome="c").replace("1 says", "3 tells"), {"words": "1 SAYS"}),
    "cohort-reports": Case(STUDY + "study:s f:cohort study:c . study:c a f:Cohort .\n", 1, STUDY + "study:c a f:Cohort .\n"),
    "disputed-or-limited": Case(STUDY + claim("1") + LINE.replace("supports", "qualifies"), 1, STUDY + claim("1") + LINE),
    "effect-sizes": Case(STUDY + FIGURE, 1, STUDY + FIGURE.replace("concept:b", "concept:c"), {"result": "b"}),
    "effects-by-age": Case(TEEN + STUDY + claim("1", more="; f:age concept:teen") + LINE + FIGURE, 1, STUDY + claim("1") + LINE + FIGURE),
    "identifiers": Case(
        'concept:a skos:exactMatch <http://id.nlm.nih.gov/mesh/D1> . <http://id.nlm.nih.gov/mesh/D1> skos:notation "MeSH:D1" ; '
        'rdfs:label "A"@en .\n',
        1,
        "concept:a skos:exactMatch <http://id.nlm.nih.gov/mesh/D1> .\n",
        {"concept": "a"},
    ),
    "if-withdrawn": Case(STUDY + claim("1") + LINE, 1, STUDY + claim("1"), {"study": "s"}),
    "own-evaluations": Case(STUDY + "study:s f:author agent:x . source:s dcterms:creator agent:x .\n", 1, STUDY + "study:s f:author agent:x .\n"),
    "studies-of-claim": Case(STUDY + claim("1") + LINE, 1, STUDY + claim("1") + claim("2") + LINE.replace("claim:1", "claim:2"), {"claim": "1"}),
    "untested-claims": Case(STUDY + claim("1") + LINE.replace("cito:supports", "f:Background"), 1, STUDY + claim("1") + LINE),
    "alternatives": Case(
        claim("1", more="; f:alternativeTo claim:2") + claim("2", outcome="c", more="; f:alternativeTo claim:1"), 1, claim("1") + claim("2", outcome="c")
    ),
    "chains": Case(
        claim("1") + claim("2", "b", "c", certainty="Hedged", more="; f:hedge f:Modal") + claim("3", "c", "a"),
        1,
        claim("1") + claim("2", "c", "b"),
        {"from": "a", "to": "c"},
    ),
    "claims-about": Case(claim("1", "b", "c", "; f:condition concept:a"), 1, claim("1", "b", "c"), A),
    "claims-at-age": Case(TEEN + claim("1", more="; f:age concept:teen"), 1, TEEN + LATER + claim("1", more="; f:age concept:later"), {"from": "19", "to": "30"}),
    "claims-by-basis": Case(claim("1", basis="f:ExpertAgreement"), 1, claim("1"), {"basis": "ExpertAgreement"}),
    "comparisons": Case(claim("1", more="; f:comparator concept:d"), 1, claim("1", more="; f:condition concept:d")),
    "concepts": Case("", 4, ""),
    "conditional-claims": Case(claim("1", more="; f:condition concept:d ; f:readIn f:condition"), 1, claim("1", more="; f:age concept:d")),
    "contradictions": Case(
        claim("1", more="; f:age concept:d") + claim("2", relation="withLess"), 1, claim("1") + claim("2", "c", relation="withLess")
    ),
    "counts": Case(claim("1") + claim("2", "b", "c"), 1, ""),
    "cut-off": Case(claim("1", more="; f:cutOff true"), 1, claim("1")),
    "explanations": Case(claim("1") + claim("2", "b", "c", "; f:explains claim:1"), 1, claim("1") + claim("2", "b", "c", "; f:restates claim:1"), {"claim": "1"}),
    "gaps": Case(STUDY + claim("1", basis="eco:0000033", more=NAMED), 1, TEEN + claim("1", more="; f:age concept:teen"), {"lacks": "age"}),
    "hedged-claims": Case(claim("1", more="; f:hedge f:PartialCause"), 1, claim("1", more="; f:hedge f:CanHappen"), {"hedge": "PartialCause"}),
    "in-my-copy": Case(claim("1") + OTHER, 1, OTHER, {"copy": [(COPIED, 1, 2, 3)], "source": "s"}),
    "kinds-of": Case(
        concept("kind", "; skos:broader concept:a") + claim("1", "kind", "b"), 1, concept("kind") + claim("1", "kind", "b"), A
    ),
    "linked-or-not": Case(claim("1") + GAP, 2, "", {"subject": "a", "outcome": "b"}),
    "most-claimed": Case(claim("1") + claim("2", certainty="Hedged") + claim("3", "a", "c"), 2, ""),
    "outcomes-by-certainty": Case(claim("1") + claim("2", certainty="Hedged") + claim("3", "c"), 2, ""),
    "mediators": Case(claim("1", more="; f:mediator concept:d"), 1, claim("1")),
    "not-known": Case(claim("1") + GAP, 1, claim("1")),
    "outcomes-of": Case(claim("1") + claim("2", certainty="Hedged", more="; f:hedge f:Modal, f:LinkVerb"), 2, claim("1", "b", "a"), A),
    "part-of": Case(claim("1", relation="partOf", reading="Constitutive"), 1, claim("1"), A),
    "read-in": Case(claim("1", more="; f:readIn f:relation"), 1, claim("1")),
    "remarks": Case(
        'remark:r a f:Remark ; rdfs:label "a wish"@en ; f:about concept:a ; f:certainty f:Stated ; f:basis eco:0000034 .\n', 1, claim("1")
    ),
    "restatements": Case(claim("1") + claim("2", more="; f:restates claim:1"), 1, claim("1") + claim("2")),
    "second-hand": Case(claim("1", certainty="Reported", basis="f:PopularBelief", more="; f:heldBy concept:d"), 1, claim("1", certainty="Hedged")),
    "section": Case(claim("1") + OTHER, 1, OTHER, {"section": "1", "source": "s"}),
    "shared-outcomes": Case(claim("1", "a", "c") + claim("2", "b", "c"), 1, claim("1", "a", "c") + claim("2", "b", "d"), {"one": "a", "other": "b"}),
    "shortcuts": Case(claim("1"), 1, claim("1", more="; f:condition concept:d")),
    "sources": Case('source:x a fabio:Article ; dcterms:title "An article"@en .\n', 1, ""),
    "strong-wording-without-experiment": Case(
        STUDY + claim("1", reading="Causal", basis="eco:0000033", more=NAMED),
        1,
        TRIAL + claim("1", reading="Causal", basis="eco:0000033", more="; cito:isSupportedBy study:t") + claim("2", reading="Necessary"),
        {"reading": "Causal"},
    ),
    "studies": Case(STUDY + claim("1", basis="eco:0000033", more=NAMED), 1, STUDY + claim("1"), {"study": "s"}),
    "two-wordings": Case(claim("1") + claim("2", reading="Causal"), 1, claim("1") + claim("2")),
    "untraceable": Case(claim("1"), 1, STUDY + claim("1", basis="eco:0000033", more=NAMED) + claim("2", certainty="Reported")),
    "vocabulary": Case("", len(list(TERM)) + len(ECO_BASES), ""),
    "weaker-findings": Case(claim("1") + claim("2", "b", "c", "; f:weakerThan claim:1 ; f:readIn f:weakerThan"), 1, claim("1")),
    "what-guesses-rest-on": Case(
        claim("1") + claim("2", "b", "c", "; f:premise claim:1", certainty="Guessed", basis="eco:0006185"), 1, claim("1") + claim("2", certainty="Hedged")
    ),
    "what-leads-to": Case(claim("1", "b", "a"), 1, claim("1", "a", "b"), A),
    "where-stated": Case(claim("1"), 1, ""),
}  # fmt: skip
EMPTY_ELSEWHERE = {
    "vocabulary": "a graph without a vocabulary has a test of its own",
    "concepts": "a graph without concepts has a test of its own",
    "linked-or-not": "says of every pair how it stands, never mentioned too",
}


def _open(turtle: str) -> store.FileStore:
    return store.from_quads(rdf.from_bytes((PROLOGUE + turtle).encode(), rdf.FORMATS[".ttl"], "test.ttl"))


def _answer(graph: store.FileStore, question: Question, given: dict[str, object]) -> Solutions:
    return queries.tidy(question, graph.select(queries.bind(question, given, graph)))  # type: ignore[arg-type]


def _answer_of_rdflib(graph: store.FileStore, question: Question, given: dict[str, object]) -> set[tuple[str, ...]]:
    text = sparql.with_prefixes(queries.bind(question, given, graph))  # type: ignore[arg-type]
    lists = {column.name for column in question.columns if column.is_list}
    found = set()
    engine = _dataset(graph) if sparql.uses_named_graphs(text) else convert.to_rdflib(graph.quads)
    for row in engine.query(text):
        cells = ["" if cell is None else str(cell) for cell in row]
        found.add(
            tuple(
                _in_order(c) if column.name in lists else c for c, column in zip(cells, question.columns, strict=True)
            )
        )
    return found


def _dataset(graph: store.FileStore) -> rdflib.Graph:
    """The same graph in rdflib, with the graphs that are derived."""
    dataset = rdflib.Dataset()
    for triple in convert.to_rdflib(graph.quads):
        dataset.add(triple)
    for name, *terms in graph.select("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }").rows:
        derived = dataset.graph(rdflib.URIRef(name.value))
        derived.add(tuple(rdflib.URIRef(term.value) for term in terms))
    return dataset


def _in_order(cell: str) -> str:
    return "|".join(sorted(part for part in cell.split("|") if part))


def _as_text(solutions: Solutions) -> set[tuple[str, ...]]:
    return {tuple("" if cell is None else cell.value for cell in row) for row in solutions.rows}


def _given(name: str) -> dict[str, object]:
    """The values of the example in the head of a question."""
    question = questions.find(name)
    pairs = [part.strip().split("=", 1) for part in question.example.split("-p ") if "=" in part]
    return {key: [(COPIED, 1, 1, 1)] if key == "copy" else word for key, word in pairs}


def test_there_are_at_least_25_questions_and_each_has_its_case() -> None:
    """No question is without a graph that returns rows and one that must not."""
    assert len(NAMES) >= 25
    assert set(NAMES) == set(CASES)


@pytest.mark.parametrize("name", NAMES)
def test_question_returns_rows_where_there_is_something_to_find(name: str) -> None:
    """The graph made for it gives the number of rows that stands beside it."""
    case = CASES[name]
    graph = _open(BASE + case.yes)
    assert case.rows == len(_answer(graph, questions.find(name), case.given).rows)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in EMPTY_ELSEWHERE])
def test_question_returns_nothing_where_there_is_nothing_to_find(name: str) -> None:
    """A graph that only comes near gives no rows."""
    case = CASES[name]
    assert [] == _answer(_open(BASE + case.no), questions.find(name), case.given).rows


def test_concepts_are_none_without_concepts() -> None:
    """A graph without concepts has none to list."""
    assert [] == _answer(_open(""), questions.find("concepts"), {}).rows


def test_vocabulary_is_none_without_a_vocabulary() -> None:
    """Terms that no vocabulary defines are not listed."""
    bare = store.FileStore({"test.ttl": rdf.from_bytes((PROLOGUE + BASE).encode(), rdf.FORMATS[".ttl"], "test.ttl")})
    assert [] == _answer(bare, questions.find("vocabulary"), {}).rows


@pytest.mark.parametrize(
    ("turtle", "answer"),
    [
        (claim("1"), "linked"),
        (claim("1", relation="notLinkedTo"), "not linked"),
        ("", "never mentioned"),
        (GAP + claim("1"), "said to be unknown"),
    ],
)
def test_not_linked_unknown_and_never_mentioned_are_three_answers(turtle: str, answer: str) -> None:
    """Each is told apart from being linked, too."""
    rows = _answer(_open(BASE + turtle), questions.find("linked-or-not"), {"subject": "a", "outcome": "b"}).dicts()
    answers = {row["answer"] for row in rows}
    assert answer in answers
    assert ("linked" in answers) == ("claim:1" in turtle and "notLinkedTo" not in turtle)


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_answer_alike_on_the_made_up_graph(name: str) -> None:
    """What pyoxigraph answers, rdflib answers, where there is something to find."""
    case, question = CASES[name], questions.find(name)
    graph = _open(BASE + case.yes)
    expected = _answer_of_rdflib(graph, question, case.given)
    assert expected
    assert expected == _as_text(_answer(graph, question, case.given))


def test_linked_or_not_is_silent_about_what_is_no_concept() -> None:
    """Without the concepts there is no pair to speak of."""
    with pytest.raises(NotFoundError, match="no concept"):
        _answer(_open(""), questions.find("linked-or-not"), {"subject": "a"})


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_answer_the_example_alike_on_the_article(name: str) -> None:
    """What pyoxigraph answers on the shipped graph, rdflib answers."""
    question = questions.find(name)
    graph = store.from_files(layer=question.layer or "all")
    given = _given(name)
    assert _answer_of_rdflib(graph, question, given) == _as_text(_answer(graph, question, given))


@pytest.mark.parametrize("name", NAMES)
def test_head_tells_what_the_question_returns(name: str) -> None:
    """Summary, description and example are there, and the columns are those of the answer."""
    question = questions.find(name)
    graph = store.from_files()
    assert question.summary
    assert question.description
    assert [column.name for column in question.columns] == list(_answer(graph, question, _given(name)).variables)


@pytest.mark.parametrize("name", NAMES)
def test_question_runs_as_it_stands_in_any_tool(name: str) -> None:
    """The file is SPARQL 1.1 with its own prefixes: rdflib's parser takes it."""
    from rdflib.plugins.sparql import prepareQuery

    assert prepareQuery(questions.find(name).text)


def test_a_condition_shows_beside_a_contradiction() -> None:
    """Two claims that differ in age are told apart from a bare contradiction."""
    turtle = TEEN + claim("1", more="; f:age concept:teen") + claim("2", relation="withLess")
    row = _answer(_open(BASE + turtle), questions.find("contradictions"), {}).dicts()[0]
    assert ("opposite directions", "age: teen", "", "age") == (
        row["kind"],
        row["oneContext"],
        row["otherContext"],
        row["differsIn"],
    )


def test_the_weakest_step_of_a_chain_is_the_least_certain() -> None:
    """A hedged step is weaker than a stated one."""
    case = CASES["chains"]
    row = _answer(_open(BASE + case.yes), questions.find("chains"), case.given).dicts()[0]
    assert (2, f"{PREFIXES['claim']}2") == (row["steps"], row["weakest"])


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ((COPIED, 1, 2, 3), "found where stated"),
        ((COPIED, 9, 9, 9), "found elsewhere"),
        (("f" * 64, 1, 2, 3), "missing or changed"),
    ],
)
def test_a_copy_tells_whether_it_still_has_a_sentence(sentence: tuple[str, int, int, int], status: str) -> None:
    """By digest first, by place second."""
    rows = _answer(_open(BASE + claim("1")), questions.find("in-my-copy"), {"copy": [sentence]}).dicts()
    assert [status] == [row["status"] for row in rows]


@pytest.mark.parametrize(
    ("name", "given"), [("section", {"section": "1"}), ("in-my-copy", {"copy": [(COPIED, 1, 2, 3)]})]
)
def test_without_a_source_each_row_says_which_it_is_of(name: str, given: dict[str, object]) -> None:
    """Two articles have a section 1 each; one has the sentence, the other has not."""
    rows = _answer(_open(BASE + claim("1") + OTHER), questions.find(name), given).dicts()
    base = PREFIXES["claim"], PREFIXES["source"]
    assert {(f"{base[0]}1", f"{base[1]}s"), (f"{base[0]}o", f"{base[1]}o")} == {(r["claim"], r["source"]) for r in rows}


def test_no_chain_goes_over_a_claim_that_found_no_link() -> None:
    """Neither first nor last."""
    question, given = questions.find("chains"), {"from": "a", "to": "c"}
    linked = _open(BASE + claim("1") + claim("2", "b", "c"))
    assert 1 == len(_answer(linked, question, given).rows)
    for turtle in (
        claim("1", relation="notLinkedTo") + claim("2", "b", "c"),
        claim("1") + claim("2", "b", "c", relation="notLinkedTo"),
    ):
        assert [] == _answer(_open(BASE + turtle), question, given).rows


def test_a_randomized_trial_is_an_experiment() -> None:
    """So a causal wording for which one is named is not listed."""
    causal = claim("1", reading="Causal", more="; cito:isSupportedBy study:t")
    question = questions.find("strong-wording-without-experiment")
    for design, count in (("RandomizedTrial", 0), ("Experimental", 0), ("Longitudinal", 1)):
        graph = _open(f"{BASE}{causal}study:t a f:Study ; f:design f:{design} .")
        assert count == len(_answer(graph, question, {}).rows)


def test_a_figure_is_one_row_though_a_study_bears_on_the_claim_twice() -> None:
    """Two lines of evidence of one study."""
    lines = LINE + LINE.replace("evidence:e", "evidence:e2")
    graph = _open(BASE + TEEN + claim("1", more="; f:age concept:teen") + STUDY + lines + FIGURE)
    assert 1 == len(_answer(graph, questions.find("effects-by-age"), {}).rows)
