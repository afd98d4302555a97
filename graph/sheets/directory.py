"""From the word in a cell to the one thing it names: by name, IRI, label or synonym, and the nearest to it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.errors import nearest
from graph.naming import is_plain
from graph.sheets.columns import LANGUAGE, SHEETS, TYPE, Sheet
from graph.vocabulary import expand, shorten

_MOST_NEAR = 200


class Directory:
    """What is known of each sheet: names, labels and synonyms."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = defaultdict(dict)
        self._by_label: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._by_synonym: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._near: dict[tuple[str, str], str] = {}
        self._places: dict[tuple[str, str], set[str]] = defaultdict(set)

    def add(self, sheet: str, iri: str, label: str = "", synonyms: Iterable[str] = ()) -> None:
        """Make a thing known."""
        self._labels[sheet].setdefault(iri, label)
        if label:
            self._by_label[sheet][folded(label)].add(iri)
        for synonym in synonyms:
            self._by_synonym[sheet][folded(synonym)].add(iri)

    def add_place(self, place: str, iri: str) -> None:
        """Let ``2.3.1`` name a passage."""
        self._places["passages", place].add(iri)

    def has(self, sheet: str, iri: str) -> bool:
        """Whether a thing of that sheet is known."""
        return iri in self._labels[sheet]

    def find(self, sheet: str, word: str) -> list[str]:
        """Give the IRIs that a word names, in order; a name comes before a label, a label before a synonym."""
        known = self._labels[sheet]
        for iri in (SHEETS[sheet].namespace + word, expand(word), word.strip("<>")):
            if iri in known:
                return [iri]
        for found in (self._by_label[sheet], self._by_synonym[sheet]):
            if folded(word) in found:
                return sorted(found[folded(word)])
        return sorted(self._places.get((sheet, word), ()))

    def word(self, sheet: str, iri: str) -> str:
        """Give the word that names a thing: its label where that is unambiguous, else its name."""
        label = self._labels[sheet].get(iri, "")
        if SHEETS[sheet].shows_labels and label and self.find(sheet, label) == [iri] and "|" not in label:
            return label
        return row_name(SHEETS[sheet], iri)

    def near(self, sheet: str, word: str) -> str:
        """Give the nearest words that name something, as the end of a sentence; of many wrong words, for the first."""
        key = (sheet, folded(word))
        if key not in self._near:
            self._near[key] = self._nearest(sheet, word) if len(self._near) < _MOST_NEAR else ""
        return self._near[key]

    def _nearest(self, sheet: str, word: str) -> str:
        words = list(self._words(sheet))
        exact = [known for known in words if folded(known) == folded(word)]
        return nearest(word, exact or words) or nearest(folded(word), [folded(known) for known in words])

    def _words(self, sheet: str) -> Iterator[str]:
        for iri, label in self._labels[sheet].items():
            yield label if label and SHEETS[sheet].shows_labels else row_name(SHEETS[sheet], iri)
        yield from self._by_synonym[sheet]


def folded(word: str) -> str:
    """Give a word as it is compared: without case, white space collapsed."""
    return " ".join(word.split()).casefold()


def row_name(sheet: Sheet, iri: str) -> str:
    """Give what stands in the first column of a row: the plain name, or else the IRI, shortened where it can be."""
    name = iri.removeprefix(sheet.namespace)
    return name if name != iri and is_plain(name) else shorten(iri)


def from_triples(triples: Iterable[Triple | Quad]) -> Directory:
    """Give a directory of everything in a graph that could be a row."""
    kinds = {iri: sheet for sheet in SHEETS.values() for iri in sheet.types}
    found: dict[str, Sheet] = {}
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for triple in triples:
        subject, predicate, thing = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if predicate == TYPE and isinstance(thing, NamedNode) and thing.value in kinds:
            found.setdefault(subject.value, kinds[thing.value])
        elif isinstance(thing, Literal) and thing.language in {None, LANGUAGE}:
            words[subject.value, predicate].append(thing.value)
    directory = Directory()
    for iri, sheet in found.items():
        labels = words.get((iri, sheet.label), [""])
        directory.add(sheet.name, iri, labels[0], words.get((iri, sheet.synonyms), ()))
    return directory
