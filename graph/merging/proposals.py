"""Two names that may be of one thing: proposed to a person, never joined unasked."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from graph.merging.things import IDENTIFIERS, TYPE, WORDS, Said, Values
from graph.vocabulary import PREFIXES, TERM

_JOINABLE = {
    f"{PREFIXES['skos']}Concept": "concept",
    TERM.Study: "study",
    f"{PREFIXES['fabio']}Article": "source",
    f"{PREFIXES['fabio']}Book": "source",
    f"{PREFIXES['schema']}Person": "person",
    f"{PREFIXES['schema']}Organization": "organization",
}


class Proposal(NamedTuple):
    """Two names that may be of one thing: the one to join to the one to keep, and why."""

    join: str
    keep: str
    kind: str
    why: str


def propose(said: Said) -> list[Proposal]:
    """Give the pairs of things, one in each of two files, that share a label, a synonym or an identifier."""
    order = {item: place for place, item in enumerate(dict.fromkeys(i for things in said.values() for i in things))}
    first_file: dict[str, str] = {}
    shared: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for name, things in said.items():
        for item, found in things.items():
            first_file.setdefault(item, name)
            for kind in _kinds(found):
                for why, key in _keys(found):
                    shared[kind, why, key][item] = None
    proposals: dict[tuple[str, str], Proposal] = {}
    for (kind, why, key), items in shared.items():
        for keep, join in combinations(sorted(items, key=order.__getitem__), 2):
            if first_file[keep] != first_file[join]:
                proposals.setdefault((join, keep), Proposal(join, keep, kind, f"{why} '{key}'"))
    return [proposals[pair] for pair in sorted(proposals)]


def _kinds(found: Values) -> list[str]:
    return sorted({_JOINABLE[node.value] for node in found.get(TYPE, ()) if node.value in _JOINABLE})


def _keys(found: Values) -> Iterable[tuple[str, str]]:
    for name in WORDS:
        for node in found.get(name, ()):
            yield "both are called", " ".join(node.value.split()).casefold()
    for name in IDENTIFIERS:
        for node in found.get(name, ()):
            yield "both have the identifier", node.value
