"""A question for a class at each step, chosen from what stands in the section: what to notice, what to doubt."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.claims import Claim
from graph.page.literature import Evidence
from graph.page.words import WORDS
from graph.standing import CONTESTED, ELSEWHERE
from graph.vocabulary import TERM

_NO_SOURCE = "ECO_0000034"
ORDER = ("guess", "study", "contested", "causes", "elsewhere", "doubt", "reported", "bare", "plain")


def questions(
    sections: Mapping[str, Sequence[Claim]],
    headings: Mapping[str, Claim],
    said: Mapping[str, str],
    literature: Mapping[str, Evidence],
) -> dict[str, tuple[str, ...]]:
    """Give each section questions: on the claim of its heading, and one that what stands there allows for.

    The second differs from section to section as far as it can.

    Parameters
    ----------
    sections : mapping of str to sequence of Claim
        The claims of each section by its name, in reading order.
    headings : mapping of str to Claim
        The claim that stands in the heading of a section, where there is one.
    said : mapping of str to str
        The sentence of each claim, by IRI.
    literature : mapping of str to Evidence
        What the literature says of each claim, by IRI.
    """
    used: Counter[str] = Counter()
    asked = {}
    for section, claims in sections.items():
        others = [claim for claim in claims if claim is not headings.get(section)] or claims
        fitting = {name: claim for name in ORDER if (claim := _example(name, others, literature))}
        name = min(fitting, key=lambda name: (used[name], ORDER.index(name)))
        used[name] += 1
        heading = headings.get(section)
        first = (WORDS["ask_head"],) if heading else ()
        asked[section] = (*first, WORDS[f"ask_{name}"].format(claim=said[fitting[name].iri]))
    return asked


def _example(name: str, claims: Sequence[Claim], literature: Mapping[str, Evidence]) -> Claim | None:
    """Give the claim that a question of this name would be about, if the section has one."""
    tests: dict[str, Callable[[Claim], bool]] = {
        "guess": lambda c: c.certainty == TERM.Guessed,
        "study": lambda c: bool(c.studies),
        "contested": lambda c: _standing(c, literature) == CONTESTED,
        "causes": lambda c: c.reading == TERM.Causal and any(other.reading == TERM.Correlational for other in claims),
        "elsewhere": lambda c: _standing(c, literature) == ELSEWHERE,
        "doubt": lambda c: c.certainty == TERM.Hedged,
        "reported": lambda c: c.certainty == TERM.Reported,
        "bare": lambda c: any(iri.endswith(_NO_SOURCE) for iri in c.basis),
        "plain": lambda c: True,
    }
    return _first(claim for claim in claims if tests[name](claim))


def _standing(claim: Claim, literature: Mapping[str, Evidence]) -> str:
    return literature[claim.iri].standing if claim.iri in literature else ""


def _first(claims: Iterable[Claim]) -> Claim | None:
    return next(iter(claims), None)
