"""Claims, concepts, studies, gaps and remarks whose words match a text, nearest first."""

import re
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal

from graph.ask import Ask, value
from graph.vocabulary import TERM, local_name

_ENDINGS = re.compile(r"(es|s|ing|ed|ly)$")
_Text: TypeAlias = tuple[str, str, str, str]
_THINGS = "VALUES ?type { f:Claim f:Study f:Gap f:Remark skos:Concept } ?s a ?type"
_SURE = 4
MANY = 20_000
_KINDS = {TERM.Claim: "claim", TERM.Study: "study", TERM.Gap: "gap", TERM.Remark: "remark"}


class Hit(NamedTuple):
    """Something found: how well it fits (1 is best), its kind, IRI and words."""

    score: float
    kind: str
    iri: str
    words: str


def search(ask: Ask, text: str, most: int = 20) -> list[Hit]:
    """Find what matches a text.

    Parameters
    ----------
    ask : Ask
        What answers.
    text : str
        Words, in any order and form.
    most : int
        How many hits to give at most.

    Returns
    -------
    list of Hit
        Best first: all words before some, a label before a sentence, a concept before a claim.
    """
    from difflib import SequenceMatcher

    wanted = _stems(text)
    if not wanted:
        return []
    hits: dict[str, Hit] = {}
    texts = _texts(ask) if _are_few(ask) else _texts_with(ask, wanted, most)
    for iri, kind, matched, words in texts:
        stems = _stems(matched)
        fits = sum(max((SequenceMatcher(None, w, s).ratio() for s in stems), default=0.0) ** 3 for w in wanted)
        share = fits / len(wanted)
        if share < 0.6:
            continue
        score = share - 0.01 * len(stems) + (0.1 if kind == "concept" else 0.0)
        if iri not in hits or score > hits[iri].score:
            hits[iri] = Hit(round(score, 3), kind, iri, words)
    return sorted(hits.values(), key=lambda hit: (-hit.score, hit.kind, hit.iri))[:most]


def _are_few(ask: Ask) -> bool:
    counted = f"SELECT (COUNT(*) AS ?n) {{ SELECT ?s {{ {_THINGS} }} LIMIT {MANY + 1} }}"
    return bool(ask.select(counted).dicts()[0]["n"] <= MANY)


def _texts_with(ask: Ask, stems: list[str], most: int) -> list[_Text]:
    """Give texts that hold every stem, or else the first letters of each: of many texts, the engine reads all.

    Claims, of which there are most, are gone through only if there are not enough concepts.
    """
    found: list[_Text] = []
    for wanted in (stems, [stem[:_SURE] for stem in stems]):
        held = " && ".join(f"CONTAINS(?small, {Literal(stem)})" for stem in wanted)
        for properties in ("skos:prefLabel|skos:altLabel", "rdfs:label|dcterms:title"):
            inside = f"SELECT DISTINCT ?s {{ ?s {properties} ?any BIND(LCASE(STR(?any)) AS ?small) FILTER({held}) }}"
            found += _texts(ask, f"{{ {inside} LIMIT {MANY} }}")
            if len({text[0] for text in found}) >= most:
                return found
        if found:
            return found
    return []


def _texts(ask: Ask, inside: str = "") -> list[_Text]:
    """Give (IRI, kind, words to match, words to show) of everything that can be found, or of what a pattern gives."""
    rows = ask.select(
        f"SELECT ?s ?type ?label ?words {{ {inside} {_THINGS} ; rdfs:label|skos:prefLabel ?label . "
        "OPTIONAL { ?s rdfs:label|skos:prefLabel|skos:altLabel|dcterms:title ?words } }"
    ).rows
    found = []
    for subject, kind, label, words in rows:
        known = (value(subject), _KINDS.get(value(kind), "concept"))
        shown = str(value(label))
        matched = str(value(words))
        found.append((*known, matched, shown if matched == shown else f"{shown}: {matched}"))
        found.append((*known, local_name(known[0]), shown))
    return found


def _stems(text: str) -> list[str]:
    return [_ENDINGS.sub("", word) or word for word in re.findall(r"[^\W_]+", text.casefold())]
