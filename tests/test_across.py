"""Promises of comparing sources by the rule of docs/sources.md: who agrees, who contradicts, what is neither."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import across, questions, records, store
from graph.across import Comparison
from graph.errors import LimitError
from graph.store import derived
from graph.vocabulary import ACROSS

Make = Callable[[str], store.FileStore]
OTHERS = Path(__file__).with_name("other-sources.ttl")
CONCEPTS = "".join(f'concept:{name} a skos:Concept ; skos:prefLabel "{name}"@en .\n' for name in "abcdefg")
SOURCES = "".join(
    f'source:{name} a fabio:Article ; dcterms:title "{name}"@en . '
    f"passage:{name} a f:Passage ; oa:hasSource source:{name} ; f:section 1 ; f:paragraph 1 ; f:sentence 1 .\n"
    for name in ("s", "t")
)
STUDIES = "".join(f'study:{name} a f:Study ; rdfs:label "{name}"@en .\n' for name in "xyz")


def said(source: str, **given: str) -> str:
    """A stated, correlational claim of a source that a goes with more b, unless told otherwise."""
    codes = {"subject": "concept:a", "outcome": "concept:b", "relation": "f:withMore", "reading": "f:Correlational"}
    codes |= {"certainty": "f:Stated", "basis": "eco:0000034"} | given
    more = codes.pop("more", "")
    parts = " ; ".join(f"f:{name} {value}" for name, value in codes.items())
    head = f'claim:{source} a f:Claim ; rdfs:label "{source} says"@en ; prov:wasDerivedFrom passage:{source}'
    return f"{head} ; {parts} {more} .\n"


def compared(turtle: str, make_store: Make) -> list[Comparison]:
    """Compare the claims of a small graph."""
    graph = make_store(CONCEPTS + SOURCES + STUDIES + turtle)
    return across.compare(records.read(graph), records.read_literature(graph).estimates.values())


def one(turtle: str, make_store: Make) -> tuple[str, tuple[str, ...]]:
    """Give what the two claims of a small graph say of each other, and in what they differ."""
    (found,) = compared(turtle, make_store)
    return found.accord, found.differs_in


def test_the_same_said_twice_agrees(make_store: Make) -> None:
    """Same subject, outcome, direction, wording and context."""
    assert ("Agrees", ()) == one(said("s") + said("t"), make_store)


@pytest.mark.parametrize(
    ("first", "second"),
    [("withMore", "withLess"), ("withMore", "notLinkedTo"), ("withLess", "notLinkedTo"), ("linkedTo", "notLinkedTo")],
)
def test_opposite_directions_and_nothing_else_contradict(first: str, second: str, make_store: Make) -> None:
    """More against less, and any link against none."""
    turtle = said("s", relation=f"f:{first}") + said("t", relation=f"f:{second}")
    assert ("Contradicts", ()) == one(turtle, make_store)


@pytest.mark.parametrize("name", ["age", "subjectAge", "population", "condition", "comparator", "mediator"])
def test_another_context_is_no_contradiction(name: str, make_store: Make) -> None:
    """Neither if both say which, nor if only one does."""
    against = said("t", relation="f:withLess", **{name: "concept:d"})
    assert ("SaysOtherwise", (name,)) == one(said("s", **{name: "concept:c"}) + against, make_store)
    assert ("SaysOtherwise", (name,)) == one(said("s") + against, make_store)


def test_the_population_of_a_source_is_that_of_its_claims(make_store: Make) -> None:
    """A source states its population once; a claim, only where it is narrower."""
    against = said("s") + said("t", relation="f:withLess")
    assert ("SaysOtherwise", ("population",)) == one(against + "source:s f:population concept:c .", make_store)
    both = "source:s f:population concept:c . source:t f:population concept:c ."
    assert ("Contradicts", ()) == one(against + both, make_store)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"reading": "f:Causal"}, "reading"),
        ({"certainty": "f:Hedged", "hedge": "f:Modal"}, "certainty"),
        ({"hedge": "f:CanHappen"}, "hedge"),
        ({"hedge": "f:NotAll"}, "hedge"),
        ({"readIn": "f:relation"}, "readIn"),
    ],
)
def test_another_wording_is_no_contradiction(given: dict[str, str], part: str, make_store: Make) -> None:
    """A cause and a mere link, a doubt, some cases only, or a direction that is not worded."""
    assert ("SaysOtherwise", (part,)) == one(said("s", **given) + said("t", relation="f:withLess"), make_store)


def test_two_that_both_doubt_do_not_contradict(make_store: Make) -> None:
    """Two may-bes stand beside each other."""
    doubt = {"certainty": "f:Hedged", "hedge": "f:Modal"}
    turtle = said("s", **doubt) + said("t", relation="f:withLess", **doubt)
    assert ("SaysOtherwise", ("certainty",)) == one(turtle, make_store)


def test_another_measure_is_no_contradiction(make_store: Make) -> None:
    """Where the studies that both name found it by measures that have nothing in common."""
    figures = "".join(
        f"estimate:{study} a f:Estimate ; f:study study:{study} ; f:measure {by} ; "
        "f:exposure concept:a ; f:result concept:b .\n"
        for study, by in (("x", "f:R"), ("y", "f:OddsRatio"))
    )
    turtle = said("s", more="; cito:isSupportedBy study:x")
    turtle += said("t", relation="f:withLess", more="; cito:isSupportedBy study:y")
    assert ("SaysOtherwise", ("measure",)) == one(turtle + figures, make_store)
    assert ("Contradicts", ()) == one(turtle, make_store)


@pytest.mark.parametrize(
    "given",
    [
        {"certainty": "f:Reported"},
        {"more": "; f:alternativeTo claim:z"},
        {"more": "; f:cutOff true"},
    ],
)
def test_what_a_source_does_not_assert_is_not_compared(given: dict[str, str], make_store: Make) -> None:
    """A belief of others, one half of an either-or, half a sentence."""
    assert [] == compared(said("s", **given) + said("t", relation="f:withLess"), make_store)


def test_an_exact_match_is_the_same_concept(make_store: Make) -> None:
    """Also by way of an identifier that both have."""
    same = "concept:a skos:exactMatch <https://example.org/1> . concept:c skos:exactMatch <https://example.org/1> .\n"
    against = said("s") + said("t", subject="concept:c", relation="f:withLess")
    assert ("Contradicts", ()) == one(against + same, make_store)
    assert [] == compared(against + same.replace("exactMatch", "closeMatch"), make_store)


@pytest.mark.parametrize("end", ["subject", "outcome"])
def test_something_broader_can_agree_in_part_and_never_contradict(end: str, make_store: Make) -> None:
    """However far up; what holds of the narrower need not hold of all."""
    up = "concept:c skos:broader concept:d . concept:d skos:broader concept:a , concept:b .\n"
    assert ("AgreesInPart", (end,)) == one(said("s") + said("t", **{end: "concept:c"}) + up, make_store)
    against = said("s") + said("t", relation="f:withLess", **{end: "concept:c"})
    assert ("SaysOtherwise", (end,)) == one(against + up, make_store)


def test_one_narrower_in_the_subject_and_wider_in_the_outcome_is_not_compared(make_store: Make) -> None:
    """Neither of the two speaks of a case of the other."""
    up = "concept:c skos:broader concept:a . concept:b skos:broader concept:d .\n"
    assert [] == compared(said("s") + said("t", subject="concept:c", outcome="concept:d") + up, make_store)


def test_the_other_end_of_a_scale_agrees_when_the_direction_is_turned(make_store: Make) -> None:
    """And where it is not turned, it is no contradiction: the middle may have least."""
    ends = "concept:a f:opposite concept:c .\n"
    turned = said("s") + said("t", subject="concept:c", relation="f:withLess")
    assert ("AgreesInPart", ("subject",)) == one(turned + ends, make_store)
    assert ("SaysOtherwise", ("subject",)) == one(said("s") + said("t", subject="concept:c") + ends, make_store)


def test_a_link_without_a_direction_agrees_in_part(make_store: Make) -> None:
    """It does not say which way."""
    assert ("AgreesInPart", ("relation",)) == one(said("s") + said("t", relation="f:linkedTo"), make_store)


def test_a_part_is_no_direction(make_store: Make) -> None:
    """That a is part of b says nothing of more or less."""
    part = {"relation": "f:partOf", "reading": "f:Constitutive"}
    assert [] == compared(said("s", **part) + said("t"), make_store)
    assert ("Agrees", ()) == one(said("s", **part) + said("t", **part), make_store)


def test_claims_of_one_source_are_not_compared(make_store: Make) -> None:
    """What a source says of itself is told by f:restates and cito:disputes."""
    assert [] == compared(said("s") + said("t").replace("passage:t", "passage:s"), make_store)


NAMES_X, NAMES_Y = "; cito:isSupportedBy study:x", "; cito:isSupportedBy study:y"
DRAWN = "source:t prov:wasDerivedFrom source:s .\n"


@pytest.mark.parametrize(
    ("first", "second", "more", "expected"),
    [
        (NAMES_X, NAMES_Y, "", ("OwnStudies", "")),
        (NAMES_X, NAMES_X, "", ("SameOrigin", "")),
        (NAMES_X, NAMES_Y, "study:x f:cohort study:z . study:y f:cohort study:z .\n", ("SameOrigin", "")),
        ("", "", "", ("", "")),
        (NAMES_X, "", "", ("", "")),
        ("", "", DRAWN, ("Repeated", "t")),
        (NAMES_X, NAMES_X, DRAWN, ("Repeated", "t")),
        (NAMES_X, "", DRAWN, ("Repeated", "t")),
        (NAMES_X, NAMES_Y, DRAWN, ("OwnStudies", "")),
        ("", "; f:restates claim:s", "", ("Repeated", "t")),
        ("; f:restates claim:t", "", "", ("Repeated", "s")),
        (
            "",
            "",
            "source:s prov:wasDerivedFrom source:z . source:t prov:wasDerivedFrom source:z .\n",
            ("SameOrigin", ""),
        ),
    ],
)
def test_two_findings_are_told_from_one_that_is_said_twice(
    first: str, second: str, more: str, expected: tuple[str, str], make_store: Make
) -> None:
    """By the studies and cohorts that are named, and by what a source was drawn from."""
    (found,) = compared(said("s", more=first) + said("t", more=second) + more, make_store)
    assert expected == (found.independence, found.repeating.rsplit("/", 1)[-1])


CODES = {
    "relation": ("f:withMore", "f:withLess", "f:linkedTo", "f:notLinkedTo"),
    "reading": ("f:Correlational", "f:Causal"),
    "certainty": ("f:Stated", "f:Hedged", "f:Guessed"),
    "subject": ("concept:a", "concept:c"),
    "age": ("concept:d", "concept:e"),
    "condition": ("concept:d", "concept:e"),
    "hedge": ("f:CanHappen", "f:LinkVerb"),
}
CLAIMS = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in CODES.items()})


@settings(max_examples=50)
@given(first=CLAIMS, second=CLAIMS)
def test_a_contradiction_differs_in_nothing_and_an_exchange_changes_nothing(
    first: dict[str, str], second: dict[str, str], make_store: Make
) -> None:
    """The law of the rule: two claims contradict each other only where all but the direction is the same."""
    ends = "concept:a f:opposite concept:c .\n"
    found = compared(said("s", **first) + said("t", **second) + ends, make_store)
    turned = compared(said("s", **second) + said("t", **first) + ends, make_store)
    assert [(c.accord, c.differs_in) for c in found] == [(c.accord, c.differs_in) for c in turned]
    for comparison in found:
        if comparison.accord in {"Contradicts", "Agrees"}:
            assert comparison.differs_in == ()
        if comparison.accord == "Contradicts":
            assert {n for n in CODES if first[n] != second[n]} <= {"relation", "hedge"}
            assert "f:CanHappen" not in {first["hedge"], second["hedge"]}


@pytest.fixture(scope="module")
def beside() -> store.FileStore:
    """The article with two invented sources beside it."""
    from graph import resources

    return store.from_files([resources.DATA, str(OTHERS)])


def test_the_article_alone_has_nothing_to_be_held_against(shipped: store.FileStore) -> None:
    """One source makes no comparison."""
    assert [] == across.compare(records.read(shipped))


def test_the_questions_answer_by_the_same_rule(beside: store.FileStore) -> None:
    """What Python works out lies in the graph that SPARQL asks, pair by pair."""
    rows = beside.select(
        "SELECT ?one ?other ?accord { GRAPH <https://w3id.org/findings-graph/across> "
        "{ ?c f:about ?one , ?other ; f:accord ?accord FILTER(STR(?one) < STR(?other)) } }"
    ).dicts()
    asked = {(row["one"], row["other"], row["accord"].rsplit("#", 1)[-1]) for row in rows}
    found = across.compare(records.read(beside), records.read_literature(beside).estimates.values())
    assert asked == {(c.one, c.other, c.accord) for c in found}
    assert {accord for *_, accord in asked} == {"Agrees", "Contradicts", "SaysOtherwise"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nine-ways-06-b", '"A talk that was never given (an example)", says the same: "Whoever is confident'),
        ("nine-ways-06-a", "says the contrary: "),
        (
            "nine-ways-01-a",
            "says otherwise, but differs in age (fourth grade there, not said here), so that both may hold",
        ),
        ("nine-ways-01-a", "It only repeats this one."),
        ("nine-ways-02-d", "Each rests on a study that the other does not name."),
        ("confidence", "What several sources say\n"),
    ],
)
def test_show_says_what_another_source_says(name: str, expected: str, run: Callable[..., object]) -> None:
    """Of a claim and of a concept."""
    from graph import resources

    shown = run("show", name, "--data", resources.DATA, "--data", str(OTHERS)).stdout  # type: ignore[attr-defined]
    assert "Another source" in shown
    assert expected in shown


def test_the_page_says_what_another_source_says(run: Callable[..., object]) -> None:
    """In the entry of the claim, which stands in the document without scripts, with a link to the other claim."""
    from lxml import html

    from graph import resources

    made = run("page", "-o", "-", "--no-explore", "--data", resources.DATA, "--data", str(OTHERS)).stdout  # type: ignore[attr-defined]
    document = html.fromstring(made)
    (row,) = document.xpath('//tr[@id="claim=nine-ways-06-a"]')
    (link,) = row.xpath('.//ul[contains(@class, "links")]//a[contains(., "says the contrary")]')
    (place,) = document.xpath(f'//*[@id="{link.get("href")[1:]}"]')
    assert "claim=example-talk-01-b" in [around.get("id") for around in place.iterancestors()]


def test_too_many_claims_are_not_compared_and_that_is_said(monkeypatch: pytest.MonkeyPatch, make_store: Make) -> None:
    """Rather than no rows, which would say that no source agrees with another; of one source there are none to say."""
    monkeypatch.setattr(derived, "MOST_COMPARED", 1)
    graph = make_store(CONCEPTS + SOURCES + STUDIES + said("s") + said("t"))
    for name in ("across-agreements", "across-contradictions", "replicated-findings"):
        with pytest.raises(LimitError, match="2 claims are too many") as raised:
            graph.select(questions.find(name).text)
        assert "findings show CLAIM" in raised.value.advice
    assert [] == [quad for quad in derived.quads(graph) if quad.graph_name.value == ACROSS]  # type: ignore[union-attr]
    assert graph.select(questions.find("counts").text).rows
    alone = make_store(CONCEPTS + SOURCES.split("source:t")[0] + said("s"))
    assert [] == alone.select(questions.find("across-agreements").text).rows


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same, in a loaded folder."""
    from graph import resources
    from graph.store import loading

    folder = tmp_path_factory.mktemp("loaded") / "both"
    loading.load([resources.DATA, OTHERS], folder)
    return str(folder)


def test_what_was_compared_is_read_back_as_it_was(beside: store.FileStore) -> None:
    """Of all claims, and of some."""
    from graph.store import derived

    found = across.compare(records.read(beside), records.read_literature(beside).estimates.values())
    assert found == derived.recorded(beside)
    one = found[0].one
    assert [c for c in found if one in {c.one, c.other}] == derived.recorded(beside, [one])
    assert {c.independence for c in found} == {"", "OwnStudies", "SameOrigin", "Repeated"} - {"SameOrigin"}


@pytest.mark.parametrize("name", ["nine-ways-06-a", "nine-ways-01-a", "nine-ways-02-d", "confidence", "nine-ways-03-a"])
def test_show_says_the_same_of_a_loaded_folder(name: str, loaded: str, run: Callable[..., object]) -> None:
    """What any other source says, not only what stands around a claim."""
    from graph import resources

    of_files = run("show", name, "--data", resources.DATA, "--data", str(OTHERS)).stdout  # type: ignore[attr-defined]
    of_folder = run("show", name, "--data", loaded).stdout  # type: ignore[attr-defined]
    assert of_files == of_folder
    assert ("Another source" in of_files) == (name != "nine-ways-03-a")


def test_the_page_of_a_claim_says_what_another_source_says(beside: store.FileStore) -> None:
    """On the site and on the server, with a link to that claim."""
    from graph.things import pages
    from graph.things.addresses import Linker
    from graph.things.known import Known

    made = pages.page(Known(beside), "claim/nine-ways-06-a", Linker())
    (found,) = (group for group in made.groups if group.heading == "What other sources say")
    assert [value.href for value in found.values if "says the contrary" in value.text] == ["/claim/example-talk-01-b"]
