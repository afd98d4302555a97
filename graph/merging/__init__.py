"""Graphs put together: one name for two things is refused with both places, two names for one thing are proposed."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from pyoxigraph import Triple

from graph.errors import DataError
from graph.merging import joining
from graph.merging.proposals import Proposal, propose
from graph.merging.things import Files, Said, clashing, described, shown, word
from graph.places import Finder
from graph.vocabulary import shorten

__all__ = ["Merged", "Proposal", "merge", "propose"]


class Merged(NamedTuple):
    """The graphs put together, and what is proposed and was not decided."""

    triples: list[Triple]
    proposals: list[Proposal]


def merge(files: Files, joins: Mapping[str, str], apart: Iterable[tuple[str, str]] = ()) -> Merged:
    """Put graphs together.

    Parameters
    ----------
    files : mapping of str to list of Quad
        What each file holds, by its name; the names of the first are kept where things are joined.
    joins : mapping of str to str
        IRIs of things to join, each to the IRI of the thing that it is: decided by a person.
    apart : iterable of (str, str)
        Pairs that a person decided are two things.

    Raises
    ------
    DataError
        If one name says different things in two files, or things are joined that contradict each other, or that
        nothing describes. All of them are told at once, with both places.
    """
    said = described(files)
    _refuse_clashes(said, files)
    _refuse_unknown(joins, said)
    known = {frozenset(pair) for pair in apart} | {frozenset(pair) for pair in joins.items()}
    proposals = [p for p in propose(said) if frozenset((p.join, p.keep)) not in known]
    return Merged(joining.joined(said, joins, files), proposals)


def _refuse_clashes(said: Said, files: Files) -> None:
    """Refuse one name that says different things: whatever differs of a claim, what can be only one of others."""
    finders = {name: Finder({name: quads}) for name, quads in files.items()}
    lines = []
    for (one, things), (other, others) in combinations(said.items(), 2):
        for item in sorted(things.keys() & others.keys()):
            for name in clashing(things[item], others[item]):
                lines.append(f"{shorten(item)} says two things of its {word(name)}:")
                for file, found in ((one, things[item]), (other, others[item])):
                    values = found.get(name, set())
                    place = finders[file].place(item, name, values=[node.value for node in values])
                    lines.append(f"  {place}: {', '.join(sorted(map(shown, values))) or 'nothing'}")
    if lines:
        raise DataError("\n".join(["nothing is written", *lines]), advice="give one of the two another name")


def _refuse_unknown(joins: Mapping[str, str], said: Said) -> None:
    known = {item for things in said.values() for item in things}
    for item in (item for pair in joins.items() for item in pair):
        if item not in known:
            raise DataError(f"nothing here is called {shorten(item)}", advice="findings merge lists what it proposes")
