"""What two versions of a graph differ in, in the words of the model: what came, what went, what was changed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.vocabulary import PREFIXES, TERM, local_name, shorten

Node: TypeAlias = NamedNode | BlankNode | Literal | Triple
Described: TypeAlias = Mapping[str, Mapping[str, frozenset[Node]]]
_TYPE = f"{PREFIXES['rdf']}type"
_LABELS = (f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['rdfs']}label", f"{PREFIXES['dcterms']}title")
_KINDS = {
    TERM.Claim: "claim",
    f"{PREFIXES['skos']}Concept": "concept",
    TERM.Passage: "passage",
    TERM.Gap: "gap",
    TERM.Remark: "remark",
    TERM.Study: "study",
    TERM.EvidenceLine: "line of evidence",
    TERM.Estimate: "estimate",
    f"{PREFIXES['fabio']}Article": "source",
    f"{PREFIXES['fabio']}Book": "source",
    f"{PREFIXES['schema']}Person": "person",
    f"{PREFIXES['schema']}Organization": "organization",
    f"{PREFIXES['schema']}Dataset": "data set",
}
_PLURALS = {"study": "studies", "person": "people", "line of evidence": "lines of evidence"}
_WORDS = {
    _LABELS[0]: "label",
    f"{PREFIXES['skos']}altLabel": "synonyms",
    f"{PREFIXES['prov']}wasDerivedFrom": "passage",
    f"{PREFIXES['cito']}isSupportedBy": "study",
    f"{PREFIXES['schema']}sha256": "digest",
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
NOTHING = "nothing"


class Change(NamedTuple):
    """One property of a thing, with its values before and after."""

    item: str
    property: str
    old: frozenset[Node]
    new: frozenset[Node]


class Difference(NamedTuple):
    """What differs, each part in order of IRI; nodes without a name as ``_:c14n0``."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(self[:])


def describe(triples: Iterable[Triple]) -> Described:
    """Give the values of each property of each thing."""
    found: dict[str, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        subject = triple.subject
        name = subject.value if isinstance(subject, NamedNode) else str(subject)
        found[name][triple.predicate.value].add(triple.object)
    return {item: {p: frozenset(values) for p, values in said.items()} for item, said in found.items()}


def compare(old: Described, new: Described) -> Difference:
    """Compare two versions.

    Parameters
    ----------
    old, new : mapping
        Of `describe`.

    Returns
    -------
    Difference
        A thing that went and came again with exactly the same properties under another name is renamed.
    """
    added, removed = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    renamed = _renamed(old, new, removed, added)
    gone, come = {before for before, _ in renamed}, {after for _, after in renamed}
    changed = [
        Change(item, name, old[item].get(name, frozenset()), new[item].get(name, frozenset()))
        for item in sorted(old.keys() & new.keys())
        for name in sorted({*old[item], *new[item]})
        if old[item].get(name) != new[item].get(name)
    ]
    return Difference(
        tuple(item for item in added if item not in come),
        tuple(item for item in removed if item not in gone),
        tuple(renamed),
        tuple(changed),
    )


def kind(item: str, *graphs: Described) -> str:
    """Say what a thing is, in a word."""
    nodes = (node for graph in graphs for node in graph.get(item, {}).get(_TYPE, ()))
    types = {node.value for node in nodes if isinstance(node, NamedNode)}
    return next((word for iri, word in _KINDS.items() if iri in types), "thing")


def label(iri: str, *graphs: Described) -> str:
    """Give the label of a thing, English first, or nothing."""
    for graph in graphs:
        for name in _LABELS:
            found = [v for v in graph.get(iri, {}).get(name, ()) if isinstance(v, Literal)]
            if found:
                return min(found, key=lambda value: (value.language not in {"en", None}, value.value)).value
    return ""


def words(found: Difference, old: Described, new: Described, terms: Described) -> list[str]:
    """Say a difference: a line of counts, then a line for each thing that came or went, and each property changed.

    Parameters
    ----------
    found : Difference
        Of `compare`.
    old, new : mapping
        The two versions.
    terms : mapping
        What else gives labels: the vocabulary.
    """
    if not found:
        return ["no difference"]
    lines = [_counts(found, old, new)]
    for verb, items, graph in (("added", found.added, new), ("removed", found.removed, old)):
        lines += [f"{kind(i, graph)} {verb}: {_named(i)}{_quoted(label(i, graph))}" for i in items]
    lines += [f"{kind(a, new)} renamed: {_named(b)} → {_named(a)}{_quoted(label(a, new))}" for b, a in found.renamed]
    return lines + [_change(change, (new, old, terms)) for change in found.changed]


def as_data(found: Difference, old: Described, new: Described) -> dict[str, object]:
    """Give a difference for programs; values as Turtle writes them."""
    return {
        "added": [{"kind": kind(i, new), "iri": i, "label": label(i, new)} for i in found.added],
        "removed": [{"kind": kind(i, old), "iri": i, "label": label(i, old)} for i in found.removed],
        "renamed": [{"kind": kind(after, new), "old": before, "new": after} for before, after in found.renamed],
        "changed": [
            {
                "kind": kind(change.item, new, old),
                "iri": change.item,
                "property": change.property,
                "old": sorted(map(str, change.old)),
                "new": sorted(map(str, change.new)),
            }
            for change in found.changed
        ],
    }


def _renamed(old: Described, new: Described, removed: list[str], added: list[str]) -> list[tuple[str, str]]:
    by_content = defaultdict(list)
    for item in added:
        by_content[frozenset(new[item].items())].append(item)
    same = ((item, by_content.get(frozenset(old[item].items()), [])) for item in removed)
    return [(item, others.pop(0)) for item, others in same if others]


def _counts(found: Difference, old: Described, new: Described) -> str:
    parts = []
    changed = tuple(dict.fromkeys(change.item for change in found.changed))
    renamed = tuple(after for _, after in found.renamed)
    for verb, items in (("added", found.added), ("removed", found.removed), ("renamed", renamed), ("changed", changed)):
        counts: dict[str, int] = defaultdict(int)
        for item in items:
            counts[kind(item, new, old)] += 1
        parts += [f"{count} {word if count == 1 else _plural(word)} {verb}" for word, count in counts.items()]
    return "; ".join(parts)


def _plural(word: str) -> str:
    return _PLURALS.get(word, f"{word}s")


def _change(change: Change, graphs: tuple[Described, ...]) -> str:
    before, after = _values(change.old, graphs), _values(change.new, graphs)
    if before == after:
        before, after = (", ".join(sorted(map(str, values))) for values in (change.old, change.new))
    return f"{_property(change.property, graphs)} of {_named(change.item)}: {before} → {after}"


def _values(values: frozenset[Node], graphs: tuple[Described, ...]) -> str:
    shown = sorted(_value(node, graphs) for node in values)
    return ", ".join(shown) or NOTHING


def _value(node: Node, graphs: tuple[Described, ...]) -> str:
    if isinstance(node, NamedNode):
        is_told_by_name = kind(node.value, *graphs) in {"claim", "passage", "gap", "remark", "estimate"}
        return _named(node.value) if is_told_by_name else label(node.value, *graphs) or shorten(node.value)
    return f'"{node.value}"' if isinstance(node, Literal) else str(node)


def _property(iri: str, graphs: tuple[Described, ...]) -> str:
    return _WORDS.get(iri) or label(iri, *graphs) or _CAMEL.sub(" ", local_name(iri)).lower()


def _named(item: str) -> str:
    short = shorten(item)
    prefix, colon, name = short.partition(":")
    return name if colon and prefix in {"claim", "concept", "passage", "study", "gap", "remark"} else short


def _quoted(text: str) -> str:
    return f' "{text}"' if text else ""
