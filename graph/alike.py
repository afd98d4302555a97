"""Which concepts are the same, which is the wider, and which are the two ends of one scale."""

from collections import defaultdict
from collections.abc import Mapping

from graph.claims import Concept

SAME, NARROWER, WIDER, OPPOSITE = "same", "narrower", "wider", "opposite"


class Alike:
    """Concepts, held against each other; those with an exact match in common are the same.

    Parameters
    ----------
    concepts : mapping of str to Concept
        All of them, by IRI.
    """

    def __init__(self, concepts: Mapping[str, Concept]) -> None:
        self._parents: dict[str, str] = {}
        for iri, concept in concepts.items():
            for match in concept.exact_matches:
                self._join(iri, match)
        self._broader = self._links(concepts, "broader")
        self._opposites = self._links(concepts, "opposites")
        for iri, others in list(self._opposites.items()):
            for other in others:
                self._opposites[other].add(iri)

    def root(self, iri: str) -> str:
        """Give the one IRI that stands for a concept and its exact matches."""
        while iri in self._parents:
            iri = self._parents[iri]
        return iri

    def wider(self, iri: str) -> set[str]:
        """Give the roots of everything broader, however far up."""
        found: set[str] = set()
        front = {self.root(iri)}
        while front:
            front = {up for one in front for up in self._broader.get(one, ())} - found
            found |= front
        return found - {self.root(iri)}

    def opposites(self, iri: str) -> set[str]:
        """Give the roots of the other ends of the same scale."""
        return self._opposites.get(self.root(iri), set())

    def near(self, iri: str) -> set[str]:
        """Give the roots of what a claim about a concept may be held against, narrower concepts aside."""
        return {self.root(iri), *self.wider(iri), *self.opposites(iri)}

    def match(self, one: str, other: str) -> str:
        """Say how one concept is to another: the same, narrower, wider, its opposite, or an empty string."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return SAME
        if second in self.wider(one):
            return NARROWER
        if first in self.wider(other):
            return WIDER
        return OPPOSITE if second in self.opposites(one) else ""

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._parents[second] = first

    def _links(self, concepts: Mapping[str, Concept], name: str) -> dict[str, set[str]]:
        links: dict[str, set[str]] = defaultdict(set)
        for iri, concept in concepts.items():
            links[self.root(iri)] |= {self.root(other) for other in getattr(concept, name)}
        return links
