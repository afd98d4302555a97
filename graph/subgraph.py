"""The part of a graph around a concept, between two, of a study or of a section: which claims belong to it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from graph import names
from graph.ask import Ask, Triples, value
from graph.lookup import blocks
from graph.vocabulary import PREFIXES, TERM, local_name

LONGEST_PATH = 4
_KINDS = {"study": "study", "source": "source", "outcome": "concept", "certainty": "term", "reading": "term"}
_CLAIM = NamedNode(TERM.Claim)
_TYPE = NamedNode(f"{PREFIXES['rdf']}type")


@dataclass(frozen=True)
class Selection:
    """What is wanted. Each given part narrows the rest; IRIs are full.

    ``radius`` counts claims from the concept ``about``; ``between`` takes paths of at most `LONGEST_PATH` claims.
    """

    about: str | None = None
    radius: int = 1
    between: tuple[str, str] | None = None
    study: str | None = None
    section: int | None = None
    source: str | None = None
    outcome: str | None = None
    certainty: str | None = None
    reading: str | None = None

    def is_everything(self) -> bool:
        """Whether nothing narrows it."""
        return all(getattr(self, part.name) is None for part in fields(self) if part.name != "radius")

    def describe(self) -> str:
        """Say the selection as the options of the command line."""
        parts = []
        if self.about:
            parts += [f"--about {local_name(self.about)}", f"--radius {self.radius}"]
        if self.between:
            parts.append(f"--between {' '.join(map(local_name, self.between))}")
        for name in ("study", "section", "source", "outcome", "certainty", "reading"):
            given = getattr(self, name)
            if given is not None:
                parts.append(f"--{name} {local_name(given) if isinstance(given, str) else given}")
        return " ".join(parts) or "everything"


def named(
    ask: Ask,
    *,
    about: str | None = None,
    radius: int = 1,
    between: tuple[str, str] | None = None,
    section: int | None = None,
    **words: str | None,
) -> Selection:
    """Make a selection from the names that people type.

    Parameters
    ----------
    ask : Ask
        What knows the names.
    about, between : str, pair of str
        Concepts.
    radius, section : int
        As `Selection` has them.
    **words : str
        ``study``, ``source``, ``outcome`` (a concept), ``certainty`` and ``reading`` (terms).

    Raises
    ------
    NotFoundError
        If a name names nothing.
    """
    unknown = words.keys() - _KINDS.keys()
    if unknown:
        raise TypeError(f"a selection has no {', '.join(sorted(unknown))}: it has {', '.join(_KINDS)}")
    pair = (names.resolve(ask, between[0], "concept"), names.resolve(ask, between[1], "concept")) if between else None
    found = {name: names.resolve(ask, word, _KINDS[name]) for name, word in words.items() if word}
    center = names.resolve(ask, about, "concept") if about else None
    return Selection(about=center, radius=radius, between=pair, section=section, **found)


class _Edge(NamedTuple):
    claim: str
    subject: str
    outcome: str


def claims(ask: Ask, selection: Selection) -> list[str]:
    """Give the IRIs of the claims of a selection, in order.

    Parameters
    ----------
    ask : Ask
        What answers.
    selection : Selection
        What is wanted.
    """
    patterns = [
        f"?claim f:outcome {NamedNode(selection.outcome)} ." if selection.outcome else "",
        f"?claim f:certainty {NamedNode(selection.certainty)} ." if selection.certainty else "",
        f"?claim f:reading {NamedNode(selection.reading)} ." if selection.reading else "",
        f"?claim cito:isSupportedBy {NamedNode(selection.study)} ." if selection.study else "",
        _place(selection),
    ]
    wanted = " ".join(filter(None, patterns))
    if not selection.about and not selection.between:
        return sorted({edge.claim for edge in _edges(ask, wanted)})
    parts = []
    if selection.about:
        parts.append(_around(ask, selection.about, selection.radius))
    if selection.between:
        parts.append(_between(_on_the_way(ask, *selection.between), *selection.between))
    keep = set.intersection(*parts)
    if wanted:
        keep = {edge.claim for block in blocks(keep, "claim") for edge in _edges(ask, f"{wanted} {block}")}
    return sorted(keep)


def _place(selection: Selection) -> str:
    """Ask for one passage that has all that is wanted of a place: section 2 of this source, not of another."""
    parts = [
        f"f:section {selection.section:d}" if selection.section is not None else "",
        f"oa:hasSource {NamedNode(selection.source)}" if selection.source else "",
    ]
    wanted = " ; ".join(filter(None, parts))
    return f"?claim prov:wasDerivedFrom ?passage . ?passage {wanted} ." if wanted else ""


def _edges(ask: Ask, patterns: str) -> list[_Edge]:
    rows = ask.select(
        f"SELECT DISTINCT ?claim ?subject ?outcome {{ {patterns} "
        "?claim a f:Claim ; f:subject ?subject ; f:outcome ?outcome }"
    ).rows
    return [_Edge(value(claim), value(subject), value(outcome)) for claim, subject, outcome in rows]


def in_triples(ask: Ask, triples: Triples) -> list[str]:
    """Give the claims that the triples of a CONSTRUCT name, as subject or object.

    Parameters
    ----------
    ask : Ask
        What knows the claims.
    triples : list of Triple
        The answer of a CONSTRUCT.
    """
    nodes = [node for triple in triples for node in (triple.subject, triple.object)]
    named = {node.value for node in nodes if isinstance(node, NamedNode)}
    asked = (f"SELECT DISTINCT ?claim {{ {block} ?claim a f:Claim }}" for block in blocks(named, "claim"))
    found = {value(claim) for query in asked for (claim,) in ask.select(query).rows}
    return sorted(found | {t.subject.value for t in triples if isinstance(t.subject, NamedNode) and t.object == _CLAIM})


def without(triples: Triples, claims: Collection[str]) -> Triples:
    """Leave out the triples that name one of `claims`, as subject or object."""
    left_out = {NamedNode(iri) for iri in claims}
    return [triple for triple in triples if not left_out & {triple.subject, triple.object}]


def triples(ask: Ask, iris: Iterable[str], depth: int = 3) -> list[Triple]:
    """Give the triples about claims and about what they refer to, in the lexical forms of the source.

    Parameters
    ----------
    ask : Ask
        What answers.
    iris : iterable of str
        Claims, gaps, remarks or anything else to begin with.
    depth : int
        How many steps to follow to things of the graph: passages, their source, its people. Claims that are only
        referred to are not followed.
    """
    known: set[str] = set()
    found: list[Triple] = []
    wave = set(iris)
    for _ in range(depth + 1):
        wave -= known
        if not wave:
            break
        known |= wave
        new = ask.describe(wave)
        found += new
        wave = {t.object.value for t in new if isinstance(t.object, NamedNode) and t.predicate != _TYPE}
        wave = {iri for iri in wave - known if not iri.startswith(PREFIXES["f"])}
        asked = (f"SELECT ?c {{ {block} ?c a f:Claim }}" for block in blocks(wave, "c"))
        wave -= {value(claim) for query in asked for (claim,) in ask.select(query).rows}
    return found


def _around(ask: Ask, center: str, radius: int) -> set[str]:
    """Go outward claim by claim; each step asks for the claims of the concepts that the last one reached."""
    seen, front, kept = {center}, {center}, set()
    for _ in range(radius):
        reached = [edge for part in ("subject", "outcome") for edge in _touching(ask, part, front)]
        kept |= {edge.claim for edge in reached}
        front = {concept for edge in reached for concept in (edge.subject, edge.outcome)} - seen
        seen |= front
    return kept


def _on_the_way(ask: Ask, start: str, end: str) -> list[_Edge]:
    """Give every claim that a path of at most `LONGEST_PATH` can have: half of it onward, the other half backward."""
    found: set[_Edge] = set()
    for part, other, concept in (("subject", "outcome", start), ("outcome", "subject", end)):
        front = {concept}
        for _ in range((LONGEST_PATH + 1) // 2):
            reached = _touching(ask, part, front)
            found.update(reached)
            front = {getattr(edge, other) for edge in reached} - front
    return sorted(found)


def _touching(ask: Ask, part: str, concepts: Iterable[str]) -> list[_Edge]:
    return [edge for block in blocks(concepts, part) for edge in _edges(ask, block)]


def _between(edges: list[_Edge], start: str, end: str) -> set[str]:
    onward, back = defaultdict(set), defaultdict(set)
    for edge in edges:
        onward[edge.subject].add(edge.outcome)
        back[edge.outcome].add(edge.subject)
    left = _distances(end, back.__getitem__)
    steps: set[tuple[str, str]] = set()
    paths: list[tuple[str, ...]] = [(start,)]
    for length in range(1, LONGEST_PATH + 1):
        going = [(*path, reached) for path in paths for reached in onward[path[-1]]]
        steps |= {step for path in going if path[-1] == end for step in pairwise(path)}
        paths = [
            path
            for path in going
            if path[-1] != end
            and path[-1] not in path[:-1]
            and length + left.get(path[-1], LONGEST_PATH) <= LONGEST_PATH
        ]
    return {edge.claim for edge in edges if (edge.subject, edge.outcome) in steps}


def _distances(start: str, step: Callable[[str], Iterable[str]]) -> dict[str, int]:
    distances, front = {start: 0}, [start]
    for distance in range(1, LONGEST_PATH + 1):
        front = [reached for concept in front for reached in step(concept) if reached not in distances]
        distances |= dict.fromkeys(front, distance)
    return distances
