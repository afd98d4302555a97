"""Whether a reader's own copy has the passages of a graph: by digest first, by place second."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from graph.claims import Claim, Findings, Gap, Passage, Remark

Place: TypeAlias = tuple[int, int, int]
Words: TypeAlias = tuple[str, int, int, int]
FOUND, MOVED, CHANGED, MISSING = "found", "moved", "changed", "missing"
VERDICTS = (FOUND, MOVED, CHANGED, MISSING)


class Verdict(NamedTuple):
    """What became of a passage; `now` is where its words stand in the copy, if they do."""

    passage: Passage
    verdict: str
    now: Place | None = None


def verify(passages: Iterable[Passage], copy: Iterable[Words]) -> list[Verdict]:
    """Look for each passage in a copy.

    Parameters
    ----------
    passages : iterable of Passage
        Of one source.
    copy : iterable of (digest, section, paragraph, sentence)
        The sentences of the copy.

    Returns
    -------
    list of Verdict
        In the order of places. "found": the same words where stated. "moved": the same words elsewhere, the nearest
        place of several. "changed": other words where stated. "missing": neither the words nor the place.
    """
    by_digest: dict[str, set[Place]] = defaultdict(set)
    places: set[Place] = set()
    for digest, *ordinals in copy:
        place = (ordinals[0], ordinals[1], ordinals[2])
        by_digest[digest].add(place)
        places.add(place)
    ordered = sorted(passages, key=lambda passage: (passage.place, passage.iri))
    return [_verdict(passage, by_digest.get(passage.digest or "", set()), places) for passage in ordered]


def of_source(findings: Findings, source: str) -> list[Passage]:
    """Give the passages of one source."""
    return [passage for passage in findings.passages.values() if passage.source == source]


def resting_on(findings: Findings) -> dict[str, list[str]]:
    """Give the claims, gaps and remarks that were read in each passage."""
    found: dict[str, list[str]] = defaultdict(list)
    said: list[Claim | Gap | Remark] = [*findings.claims.values(), *findings.gaps.values(), *findings.remarks.values()]
    for record in said:
        for passage in record.passages:
            found[passage].append(record.curie)
    return dict(found)


def _verdict(passage: Passage, same_words: set[Place], places: set[Place]) -> Verdict:
    stated = passage.place
    if stated in same_words:
        return Verdict(passage, FOUND, stated)
    if same_words:
        return Verdict(passage, MOVED, min(same_words, key=lambda place: (_distance(place, stated), place)))
    return Verdict(passage, CHANGED if stated in places else MISSING)


def _distance(one: Place, other: Place) -> tuple[int, ...]:
    return tuple(abs(a - b) for a, b in zip(one, other, strict=True))
