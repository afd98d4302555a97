"""The questions, answered right on the article: expected values are read from its passages, not from the program."""

import pytest

from graph import passages, queries, questions, store
from graph.vocabulary import local_name

GRAPH = store.from_files()


def ask(name: str, **given: object) -> list[dict[str, object]]:
    """Answer a named question on the shipped graph, IRIs by their last part."""
    question = questions.find(name)
    solutions = queries.tidy(question, GRAPH.select(queries.bind(question, given, GRAPH)))  # type: ignore[arg-type]
    return [
        {
            key: local_name(cell) if isinstance(cell, str) and cell.startswith("http") else cell
            for key, cell in row.items()
        }
        for row in solutions.dicts()
    ]


def pairs(rows: list[dict[str, object]], *columns: str) -> set[tuple[object, ...]]:
    """The named columns of each row."""
    return {tuple(row[column] for column in columns) for row in rows}


def test_attachment_and_physical_health_stay_unmerged() -> None:
    """The heading makes way for it (9.0); a sentence says it has been linked (9.1.2): two claims, two readings."""
    rows = [row for row in ask("outcomes-of", concept="secure-attachment") if row["outcome"] == "physical-health"]
    assert pairs(rows, "relation", "reading", "certainty", "hedges") == {
        ("withMore", "Enabling", "Stated", ""),
        ("withMore", "Correlational", "Stated", "LinkVerb|UnknownMechanism"),
    }


def test_outcomes_of_secure_attachment_have_their_directions() -> None:
    """Less toxic stress (1.0), fewer behavior problems (2.2.1), development in no stated direction (2.1.2)."""
    found = pairs(ask("outcomes-of", concept="secure-attachment"), "outcome", "relation")
    assert {("toxic-stress", "withLess"), ("behavior-problems", "withLess"), ("child-development", "linkedTo")} <= found
    assert {("confidence", "withMore"), ("social-competence", "withMore"), ("self-esteem", "withMore")} <= found


def test_necessary_wording_is_what_the_text_says_is_needed() -> None:
    """Babies need it to survive, grow, become individuals, thrive (0.2.1); help, others, support, independence."""
    found = pairs(ask("strong-wording-without-experiment", reading="Necessary"), "subject", "outcome")
    expected = {
        ("secure-attachment", "survival"),
        ("secure-attachment", "growth"),
        ("secure-attachment", "individuation"),
        ("secure-attachment", "thriving-in-relationships"),
        ("help-from-others", "handling-of-emotions"),
        ("other-people", "sense-of-self"),
        ("other-people", "self-formation"),
        ("awareness-of-i-and-you", "self-recognition"),
        ("support", "individuation"),
        ("independence", "living-long"),
        ("confidence", "competence"),
        ("attributes-for-competence", "competence"),
        ("social-relationships", "health"),
        ("social-relationships", "happiness"),
    }
    assert expected == found


def test_no_causal_claim_of_the_article_names_an_experiment() -> None:
    """The only study that it names is longitudinal, and named for correlations alone."""
    rows = ask("strong-wording-without-experiment")
    assert pairs(rows, "reading") == {("Causal",), ("Enabling",), ("Necessary",)}
    assert pairs(rows, "study") == {(None,)}


def test_depression_is_the_weaker_finding() -> None:
    """Not as strong (2.3.1) as what stands before: conduct disorders and anxiety disorders (2.2.3)."""
    rows = ask("weaker-findings")
    assert pairs(rows, "claim") == {("nine-ways-02-h",), ("nine-ways-02-i",)}
    assert pairs(rows, "weakerThan") == {("nine-ways-02-f",), ("nine-ways-02-g",)}
    assert pairs(rows, "implied") == {(True,)}


def test_the_guess_rests_on_two_claims_said_to_be_known() -> None:
    """Attachment enhances relationships, relationships promote health (9.3.1): no study is named for either."""
    rows = [row for row in ask("what-guesses-rest-on") if row["certainty"] == "Guessed"]
    assert pairs(rows, "premiseCertainty", "premiseBasis", "study") == {("Stated", "ClaimedKnown", None)}
    assert len(rows) == 2


def test_conditional_findings_are_those_with_a_when() -> None:
    """Newborn (1.2.1), family stress (2.2.1), to plan (3.4.1, 3.4.2), when needed (3.4.2), when secure (4.3.2)."""
    expected = {
        "newborn-pressures",
        "major-family-stress",
        "development-to-plan",
        "need-of-co-regulation",
        "secure-attachment",
    }
    assert {row["condition"] for row in ask("conditional-claims")} == expected


def test_claims_about_the_teens_are_two() -> None:
    """Conduct disorders in adolescence, anxiety disorders as teens (2.2.3)."""
    found = {
        row["claim"] for row in ask("claims-at-age", **{"from": "13", "to": "18"}) if row["stage"] == "adolescence"
    }
    assert found == {"nine-ways-02-f", "nine-ways-02-g"}


def test_claims_about_grade_four_hold_the_finding_on_behavior_problems() -> None:
    """Around grade 4 (2.2.1)."""
    found = {
        row["claim"] for row in ask("claims-at-age", **{"from": "9", "to": "10"}) if row["stage"] == "fourth-grade"
    }
    assert found == {"nine-ways-02-d"}


def test_second_hand_is_what_others_believe_or_an_if_supposes() -> None:
    """The if of 1.1.1 and what follows from it, the belief of parents (7.1.2), the mother's word (10.1.1)."""
    found = pairs(ask("second-hand"), "claim", "heldBy")
    assert found == {
        ("nine-ways-01-b", None),
        ("nine-ways-01-c", None),
        ("nine-ways-07-b", "parents-and-other-adults"),
        ("nine-ways-07-c", "parents-and-other-adults"),
        ("nine-ways-10-b", "one-mother"),
    }


def test_what_has_no_traceable_source_leaves_out_the_minnesota_findings() -> None:
    """Everything of the study is traceable; headings are not."""
    found = {row["claim"] for row in ask("untraceable")}
    assert {"nine-ways-00-a", "nine-ways-01-a", "nine-ways-09-h"} <= found
    assert not found & {f"nine-ways-02-{letter}" for letter in "cdefghijklm"}


def test_the_one_contradiction_is_about_self_esteem() -> None:
    """Competence feeds it, against the belief that it comes from not feeling inferior (7.1.2, 7.2.1)."""
    rows = ask("contradictions")
    assert pairs(rows, "kind", "one", "other", "differsIn") == {("disputed", "nine-ways-07-d", "nine-ways-07-b", "")}


def test_no_outcome_has_a_second_source() -> None:
    """There is one article: each of its outcomes lacks another."""
    lacking = {row["outcome"] for row in ask("gaps", lacks="source")}
    every = {row["concept"] for row in ask("concepts") if isinstance(row["ends"], int) and row["ends"] > 0}
    assert lacking == every


def test_outcomes_of_the_study_do_not_lack_a_study() -> None:
    """What the Minnesota study found has one; physical health has none."""
    lacking = {row["outcome"] for row in ask("gaps", lacks="study")}
    assert not lacking & {"behavior-problems", "conduct-disorders", "anxiety-disorders", "depression", "hopelessness"}
    assert "physical-health" in lacking


def test_chain_to_physical_health_by_way_of_emotion_regulation() -> None:
    """3.0 and 3.5.1, beside the two claims that go there at once (9.0, 9.1.2)."""
    rows = ask("chains", **{"from": "secure-attachment", "to": "physical-health"})
    assert pairs(rows, "step1", "step2") == {
        ("nine-ways-09-a", None),
        ("nine-ways-09-h", None),
        ("nine-ways-03-a", "nine-ways-03-q"),
    }


def test_chain_from_attachment_takes_the_guess_as_its_weakest_step() -> None:
    """Attachment to physical health at once is a guess; by way of relationships both steps are stated (9.3.1)."""
    rows = ask("chains", **{"from": "attachment", "to": "physical-health"})
    direct = [row for row in rows if row["steps"] == 1]
    assert pairs(direct, "weakest", "certainty") == {("nine-ways-09-q", "Guessed")}
    assert ("nine-ways-09-o", "nine-ways-09-p") in pairs(rows, "step1", "step2")


def test_kinds_of_insecurity_and_what_goes_with_each() -> None:
    """Conduct disorders with one, anxiety disorders with the other, depression with both (2.2.3, 2.3.1)."""
    rows = ask("kinds-of", concept="insecure-attachment")
    assert pairs([row for row in rows if row["kind"]], "kind", "outcome", "together") == {
        ("insecurity-with-unavailable-parent", "conduct-disorders", False),
        ("insecurity-with-restricting-parent", "anxiety-disorders", False),
        ("insecurity-with-unavailable-parent", "depression", True),
        ("insecurity-with-restricting-parent", "depression", True),
    }
    assert {row["outcome"] for row in rows if not row["kind"]} == {
        "psychological-problems",
        "hopelessness",
        "alienation",
        "helplessness",
        "anxiety",
    }


@pytest.mark.parametrize(
    ("subject", "outcome", "answers"),
    [
        ("secure-attachment", "physical-health", {"linked", "said to be unknown"}),
        ("secure-attachment", "mortality-risk", {"never mentioned"}),
        ("social-relationships", "mortality-risk", {"linked"}),
    ],
)
def test_linked_unknown_and_never_mentioned(subject: str, outcome: str, answers: set[str]) -> None:
    """The pathway to physical health is not well defined (9.1.2); mortality is of relationships alone (8.1.3)."""
    assert answers == {row["answer"] for row in ask("linked-or-not", subject=subject, outcome=outcome)}


def test_the_article_reports_no_absence_of_a_link() -> None:
    """Nowhere does it say that two things are not linked."""
    assert "not linked" not in {row["answer"] for row in ask("linked-or-not", subject="secure-attachment")}


def test_where_the_finding_on_behavior_problems_stands() -> None:
    """Section 2, second paragraph, first sentence."""
    rows = ask("where-stated", claim="nine-ways-02-d")
    assert pairs(rows, "section", "paragraph", "sentence", "cutOff") == {(2, 2, 1, False)}


def test_a_copy_that_has_a_sentence_is_told_from_one_that_has_not() -> None:
    """A digest of the graph, given as a reader's sentence, is found; a copy of other words is not."""
    stated = ask("where-stated", claim="nine-ways-08-a")[0]
    given = [(stated["digest"], 8, 0, 1)]
    assert {row["status"] for row in ask("in-my-copy", claim="nine-ways-08-a", copy=given)} == {"found where stated"}
    other = [(s.digest, s.section, s.paragraph, s.sentence) for s in passages.from_copy("# Nine ways\n\nOther words.")]
    assert {row["status"] for row in ask("in-my-copy", claim="nine-ways-08-a", copy=other)} == {"missing or changed"}


@pytest.mark.parametrize(
    ("basis", "claims"),
    [
        ("f:ExpertAgreement", {"nine-ways-03-c"}),
        ("f:ConventionalWisdom", {"nine-ways-07-d"}),
        ("f:PopularBelief", {"nine-ways-07-b", "nine-ways-07-c"}),
        ("eco:0006185", {"nine-ways-01-c", "nine-ways-09-q"}),
        ("eco:0000033", {f"nine-ways-02-{letter}" for letter in "cdefghijklm"}),
        (
            "f:UnnamedResearch",
            {"nine-ways-01-f", "nine-ways-01-g", "nine-ways-01-h", "nine-ways-01-i", "nine-ways-09-h"},
        ),
    ],
)
def test_each_kind_of_basis_has_its_claims(basis: str, claims: set[str]) -> None:
    """Experts (3.1.1), conventional wisdom (7.2.1), what parents believed (7.1.2), we can guess (9.3.1), the study."""
    assert claims == {row["claim"] for row in ask("claims-by-basis", basis=basis)}


def test_what_social_competence_is_made_of() -> None:
    """Intimacy, mutual support, empathy, getting along, and all ways of benefiting from social life (8.1.2)."""
    assert {row["part"] for row in ask("part-of", concept="social-competence")} == {
        "benefit-from-social-life",
        "intimacy",
        "mutual-support",
        "empathy",
        "getting-along",
    }


def test_what_is_cut_off() -> None:
    """Pathways (1.2.1), rocking (3.2.1), caregiver (3.3.1), thought (5.2.1), the advantage (7.4.1), wear (9.3.2)."""
    places = [
        (row["section"], row["paragraph"])
        for row in ask("where-stated")
        if row["claim"] in {r["claim"] for r in ask("cut-off")}
    ]
    assert places == [(1, 2), (3, 2), (3, 3), (5, 2), (7, 4), (9, 3)]


def test_either_or_claims() -> None:
    """Hopeless or alienated against helpless or anxious (2.3.1); trouble relying on oneself or on others (6.2.1)."""
    outcomes = {
        "nine-ways-02-j",
        "nine-ways-02-k",
        "nine-ways-02-l",
        "nine-ways-02-m",
        "nine-ways-06-h",
        "nine-ways-06-i",
    }
    found = pairs(ask("alternatives"), "one", "other")
    assert {name for pair in found for name in pair} == outcomes
    assert len(found) == 5


def test_the_source_has_its_people_and_dates() -> None:
    """By Kent Hoffman, updated 2019, reviewed 2017; adapted from a book of three authors of 2017."""
    rows = ask("sources")
    assert pairs(rows, "source", "creator") == {
        ("nine-ways", "kent-hoffman"),
        ("raising-a-secure-child", "kent-hoffman"),
        ("raising-a-secure-child", "glen-cooper"),
        ("raising-a-secure-child", "bert-powell"),
    }
    article = next(row for row in rows if row["source"] == "nine-ways")
    assert (article["modified"], article["reviewed"], article["derivedFrom"]) == (
        "2019-09-21",
        "2017-04-11",
        "raising-a-secure-child",
    )
