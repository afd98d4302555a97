"""Things that a person said are one, under the one name that is kept."""

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import NamedNode, Triple

from graph.errors import DataError
from graph.merging.things import (
    LABEL,
    PREFERRED,
    SYNONYM,
    TITLE,
    WORDS,
    Files,
    Node,
    Said,
    Values,
    clashing,
    language,
    shown,
    word,
)
from graph.vocabulary import shorten


def joined(said: Said, joins: Mapping[str, str], files: Files) -> list[Triple]:
    """Give the triples of all files, each thing that is joined under the name that is kept.

    Its label becomes a synonym, unless the one that is kept has none in that language.

    Raises
    ------
    DataError
        If two things that are joined contradict each other in more than what they are called.
    """
    last = {join: _last(join, joins) for join in joins}
    found: dict[str, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for things in said.values():
        for item, properties in things.items():
            for name, values in properties.items():
                found[item][name] |= values
    lines = [line for join, keep in sorted(last.items()) for line in _contradictions(join, keep, found)]
    if lines:
        raise DataError("\n".join(["nothing is written", *lines]), advice="change one of the two, or keep them apart")
    triples = {_moved(Triple(q.subject, q.predicate, q.object), last) for quads in files.values() for q in quads}
    for join, keep in sorted(last.items()):
        for name in (PREFERRED, LABEL, TITLE):
            _name_once(triples, keep, name, found[keep], found[join].get(name, set()))
    return sorted(triples, key=str)


def _last(item: str, joins: Mapping[str, str]) -> str:
    """Follow joins to the name that is kept."""
    seen = {item}
    while item in joins:
        item = joins[item]
        if item in seen:
            raise DataError(f"{shorten(item)} is joined to itself in a circle", advice="keep one of the names")
        seen.add(item)
    return item


def _contradictions(join: str, keep: str, found: Mapping[str, Values]) -> list[str]:
    one, other = found[join], found[keep]
    return [
        f"{shorten(join)} and {shorten(keep)} say two things of their {word(name)}: "
        f"{', '.join(sorted(map(shown, one[name])))}; {', '.join(sorted(map(shown, other[name])))}"
        for name in clashing(other, one)
        if name not in WORDS
    ]


def _name_once(triples: set[Triple], keep: str, name: str, kept: dict[str, set[Node]], others: set[Node]) -> None:
    """Turn each label that would be a second one into a synonym."""
    subject = NamedNode(keep)
    for value in sorted(others - kept[name], key=str):
        if language(value) not in {language(node) for node in kept[name]}:
            kept[name].add(value)
            continue
        triples.discard(Triple(subject, NamedNode(name), value))
        known = {node.value.casefold() for words in (name, SYNONYM) for node in kept[words]}
        if value.value.casefold() not in known:
            kept[SYNONYM].add(value)
            triples.add(Triple(subject, NamedNode(SYNONYM), value))


def _moved(triple: Triple, joins: Mapping[str, str]) -> Triple:
    subject, thing = triple.subject, triple.object
    if isinstance(subject, NamedNode) and subject.value in joins:
        subject = NamedNode(joins[subject.value])
    if isinstance(thing, NamedNode) and thing.value in joins:
        thing = NamedNode(joins[thing.value])
    return Triple(subject, triple.predicate, thing)
