"""Promises of the questions for a class: each is about a claim of its section, and they differ where they can."""

from collections import Counter
from collections.abc import Mapping, Sequence
from string import Formatter

import pytest

from graph import network, page, records, sentences, store
from graph.claims import Claim, Findings
from graph.commands.page import of_literature
from graph.page import focus
from graph.page.entries import Entries
from graph.page.literature import Evidence
from graph.page.steps import Step, Steps
from graph.page.words import WORDS
from graph.vocabulary import PREFIXES, TERM

NO_SOURCE = f"{PREFIXES['eco']}0000034"
FITTING: Mapping[str, Mapping[str, object]] = {
    "guess": {"certainty": TERM.Guessed},
    "study": {"studies": ("x:study",)},
    "doubt": {"certainty": TERM.Hedged},
    "reported": {"certainty": TERM.Reported},
    "bare": {"basis": (NO_SOURCE,)},
    "plain": {},
}


def _claim(name: str, **given: object) -> Claim:
    terms = {"relation": TERM.withMore, "reading": TERM.Causal, "certainty": TERM.Stated} | given
    return Claim(f"x:{name}", f"{name}.", "x:a", "x:b", **terms)  # type: ignore[arg-type]


def _rule(question: str) -> str:
    """Name the rule that a question was made by, from the words after its quotation."""
    endings = {name: WORDS[f"ask_{name}"].partition("{claim}")[2] for name in focus.ORDER}
    (found,) = (name for name, ending in endings.items() if question.endswith(ending))
    return found


def _asked(
    sections: Mapping[int, Sequence[Claim]],
    literature: Mapping[str, Evidence] | None = None,
    headings: Mapping[int, Claim] | None = None,
) -> dict[int, tuple[str, ...]]:
    said = {claim.iri: f"It is said of {claim.label}" for claims in sections.values() for claim in claims}
    return focus.questions(sections, headings or {}, said, literature or {})


def _fits(name: str, claim: Claim, others: Sequence[Claim], literature: Mapping[str, Evidence]) -> bool:
    """Tell whether a rule may be asked of a claim, from what its question says of it."""
    standing = literature[claim.iri].standing if claim.iri in literature else ""
    return {
        "guess": claim.certainty == TERM.Guessed,
        "study": bool(claim.studies),
        "contested": standing == "contested",
        "causes": claim.reading == TERM.Causal and any(other.reading == TERM.Correlational for other in others),
        "elsewhere": standing == "measured something else",
        "doubt": claim.certainty == TERM.Hedged,
        "reported": claim.certainty == TERM.Reported,
        "bare": NO_SOURCE in claim.basis,
        "plain": True,
    }[name]


@pytest.fixture(scope="module")
def literature(shipped: store.FileStore, findings: Findings) -> Mapping[str, Evidence]:
    """Say what the literature says of each claim of the article."""
    return of_literature(findings.claims.values(), findings, records.read_literature(shipped))


@pytest.fixture(scope="module")
def steps(findings: Findings, literature: Mapping[str, Evidence]) -> list[Step]:
    """Make the steps of the article, without pictures."""
    return Steps(Entries(network.from_findings(findings), findings, literature), page.Pictures()).sections()


def test_each_rule_has_its_question_and_quotes_the_claim() -> None:
    """Each has words with one place for the claim, and no two end alike."""
    texts = [WORDS[f"ask_{name}"] for name in focus.ORDER]
    assert [[field for _, field, *_ in Formatter().parse(text) if field] for text in texts] == [["claim"]] * len(texts)
    assert len({text.partition("{claim}")[2] for text in texts}) == len(texts)


@pytest.mark.parametrize("name", FITTING)
def test_a_question_is_about_the_claim_that_it_fits(name: str) -> None:
    """Among claims that are stated plainly the one is quoted that the question is about."""
    plain = _claim("other", basis=("x:ground",))
    fitting = _claim("fitting", **{"basis": ("x:ground",), **FITTING[name]})
    (question,) = _asked({1: [fitting, plain] if name == "plain" else [plain, fitting]})[1]
    assert _rule(question) == name
    assert "“It is said of fitting.”" in question


@pytest.mark.parametrize(("standing", "name"), [("contested", "contested"), ("measured something else", "elsewhere")])
def test_a_question_can_be_about_what_studies_say(standing: str, name: str) -> None:
    """What is contested, and what was measured only nearby, is asked about; without the literature neither is."""
    claims = [_claim("one"), _claim("two")]
    (question,) = _asked({1: claims}, {"x:two": Evidence(standing, "")})[1]
    assert (_rule(question), "said of two" in question) == (name, True)
    assert _rule(_asked({1: claims})[1][0]) == "plain"


def test_causes_are_asked_about_only_beside_what_goes_together() -> None:
    """The question compares two wordings, so the section must have both; it quotes the cause."""
    cause, link = _claim("cause"), _claim("link", reading=TERM.Correlational)
    (question,) = _asked({1: [link, cause]})[1]
    assert (_rule(question), "said of cause" in question) == ("causes", True)
    assert _rule(_asked({1: [cause]})[1][0]) == _rule(_asked({1: [link]})[1][0]) == "plain"


def test_no_rule_is_used_twice_while_another_fits() -> None:
    """Sections that all have a guess and a doubt are asked about different things, until every rule was used."""
    claims = [_claim("guess", certainty=TERM.Guessed), _claim("doubt", certainty=TERM.Hedged), _claim("plain")]
    rules = [_rule(asked[-1]) for asked in _asked(dict.fromkeys(range(6), claims)).values()]
    assert set(rules[:3]) == {"guess", "doubt", "plain"}
    assert rules[3:] == rules[:3]


def test_a_heading_has_a_question_of_its_own() -> None:
    """It is asked about first, and then another claim, where there is another."""
    head, other = _claim("head", certainty=TERM.Guessed), _claim("other")
    first, second = _asked({1: [head, other]}, headings={1: head})[1]
    assert first == WORDS["ask_head"]
    assert "said of other" in second
    first, second = _asked({1: [head]}, headings={1: head})[1]
    assert first == WORDS["ask_head"]
    assert "said of head" in second


def test_every_section_of_the_article_has_a_question_about_a_claim_of_its_own(
    steps: list[Step], findings: Findings
) -> None:
    """It quotes the sentence of a claim of that very section; a heading that is a claim is asked about as well."""
    assert [step.name for step in steps] == [str(number) for number in range(11)]
    for step in steps:
        own = [c for c in findings.claims.values() if findings.section(c) == step.name]
        said = {f"“{sentences.claim(claim, findings)}”" for claim in own}
        *first, last = step.questions
        assert any(last.startswith(text) for text in said)
        heading = step.name != "0" and any(findings.place(claim)[1] == 0 for claim in own)
        assert first == ([WORDS["ask_head"]] if heading else [])


def test_questions_of_the_article_fit_and_differ(
    steps: list[Step], findings: Findings, literature: Mapping[str, Evidence]
) -> None:
    """No rule is used more often than another that fits the section, and what a question says of its claim is so."""
    used: Counter[str] = Counter()
    for step in steps:
        own = [c for c in findings.claims.values() if findings.section(c) == step.name]
        heading = [c for c in own if step.name != "0" and findings.place(c)[1] == 0]
        others = [c for c in own if c not in heading[:1]] or own
        rule = _rule(step.questions[-1])
        quoted = [c for c in own if step.questions[-1].startswith(f"“{sentences.claim(c, findings)}”")]
        assert any(_fits(rule, claim, own, literature) for claim in quoted)
        fitting = {name for name in focus.ORDER if any(_fits(name, c, others, literature) for c in others)}
        assert used[rule] == min(used[name] for name in fitting)
        used[rule] += 1
    assert len(used) >= 5
