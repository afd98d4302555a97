"""Properties and words of things, asked for by name and each once: what a large graph is read with, part by part."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.ask import Ask, Term, is_iri, value, values
from graph.properties import Properties
from graph.vocabulary import PREFIXES

AT_ONCE = 200
_RANKS = {
    f"{PREFIXES['skos']}prefLabel": 1,
    f"{PREFIXES['rdfs']}label": 2,
    f"{PREFIXES['dcterms']}title": 3,
}
_ALL_WORDS = "VALUES ?p { skos:prefLabel rdfs:label dcterms:title } ?s ?p ?label"
# An engine that is given both subjects and properties may go by the properties, of which there are more.
_WORDS = "?s ?p ?label FILTER(?p IN (skos:prefLabel, rdfs:label, dcterms:title))"


class Lookup:
    """What is known so far of the things of a graph.

    Parameters
    ----------
    ask : Ask
        What answers.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._properties: dict[str, Properties] = {}
        self._words: dict[str, str] = {}
        self._asked: set[str] = set()

    def described(self, iris: Iterable[str]) -> dict[str, Properties]:
        """Give every property of some things, in order of IRI; of which nothing is known are not in the answer."""
        wanted = sorted({iri for iri in iris if is_iri(iri)})
        missing = [iri for iri in wanted if iri not in self._asked]
        if missing:
            triples = self._ask.describe(missing)
            self._asked |= {*missing}
            self._properties |= grouped(triples)
            self._words |= words_in(triples)
        return {iri: self._properties[iri] for iri in wanted if iri in self._properties}

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """Give the words for some things, as `labels` does."""
        wanted = {iri for iri in iris if iri in self._words or (iri not in self._asked and is_iri(iri))}
        missing = wanted - self._words.keys()
        if missing:
            self._words |= labels(self._ask, missing)
            self._asked_for_words(missing)
        return {iri: self._words[iri] for iri in sorted(wanted) if self._words.get(iri)}

    def forget(self, iris: Iterable[str]) -> None:
        """Let go of things that will not be asked for again."""
        for iri in iris:
            self._properties.pop(iri, None)
            self._words.pop(iri, None)
            self._asked.discard(iri)

    def trim(self, most: int) -> None:
        """Let go of everything if it is known of more things than `most`."""
        if len(self._asked) + len(self._words) > most:
            self._properties, self._words, self._asked = {}, {}, set()

    def _asked_for_words(self, iris: Iterable[str]) -> None:
        for iri in iris:
            self._words.setdefault(iri, "")


def labels(ask: Ask, iris: Collection[str] | None = None) -> dict[str, str]:
    """Give the words for every IRI that has any: a label before a title, English before another language.

    Parameters
    ----------
    ask : Ask
        What answers.
    iris : collection of str, optional
        Those whose words are wanted; all that have any if not given. What is no IRI is passed over.
    """
    best: dict[str, tuple[bool, int, str]] = {}
    for block in [""] if iris is None else blocks(filter(is_iri, iris)):
        for subject, name, label in ask.select(
            f"SELECT ?s ?p ?label {{ {block} {_WORDS if block else _ALL_WORDS} }}"
        ).rows:
            iri, text = value(subject), str(value(label))
            found = (isinstance(label, Literal) and _is_foreign(label), _RANKS[value(name)], text)
            best[iri] = min(best.get(iri, found), found)
    return {iri: words for iri, (_, _, words) in sorted(best.items())}


def blocks(iris: Iterable[str], variable: str = "s") -> Iterator[str]:
    """Give VALUES blocks for IRIs, as many in each as any engine takes."""
    known = sorted(set(iris))
    for start in range(0, len(known), AT_ONCE):
        yield values(variable, known[start : start + AT_ONCE])


def grouped(triples: Iterable[Triple]) -> dict[str, Properties]:
    """Give triples as values by property, by subject: English before other languages, IRIs before what is written."""
    terms: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | BlankNode | Literal):
            terms[triple.subject.value][triple.predicate.value].append(triple.object)
    return {iri: {name: in_order(found) for name, found in known.items()} for iri, known in terms.items()}


def words_in(triples: Iterable[Triple]) -> dict[str, str]:
    """Give the words that triples have for their subjects, as `labels` does."""
    best: dict[str, tuple[bool, int, str]] = {}
    for triple in triples:
        rank = _RANKS.get(triple.predicate.value)
        if rank and isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            found = (_is_foreign(triple.object), rank, triple.object.value)
            iri = triple.subject.value
            best[iri] = min(best.get(iri, found), found)
    return {iri: words for iri, (_, _, words) in best.items()}


def in_order(terms: list[Term]) -> list[Any]:
    """Give the values of terms, each once: English before other languages, IRIs before what is written."""
    return [value(term) for term in (sorted(dict.fromkeys(terms), key=_order) if len(terms) > 1 else terms)]


def _order(term: Term) -> tuple[bool, int, float, str]:
    """Order terms as SPARQL does, after those of a language other than English."""
    if not isinstance(term, Literal):
        return False, isinstance(term, NamedNode), 0.0, term.value
    number = value(term)
    if isinstance(number, int | float):
        return False, 2, float(number), term.value
    return _is_foreign(term), 3, 0.0, term.value


def _is_foreign(term: Literal) -> bool:
    return term.language not in {None, "en"}
