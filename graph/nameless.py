"""Nodes without a name: kept apart by file, and called the same each time, so that two readings can be compared."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple

from graph import rdf


def apart(files: Mapping[str, list[Quad]]) -> dict[str, list[Quad]]:
    """Give each file with labels of its own for nodes without a name: ``_:a`` of two files is two things.

    A label that one file alone has stays; of several files it stays in none.

    Parameters
    ----------
    files : mapping of str to list of Quad
        What each file holds, by its name.
    """
    labels = {name: _labels(found) for name, found in files.items()}
    counted = Counter(label for known in labels.values() for label in known)
    shared = {label for label, count in counted.items() if count > 1}
    if not shared:
        return dict(files)
    made: dict[str, list[Quad]] = {}
    for number, (name, found) in enumerate(files.items(), 1):
        fresh = {label: BlankNode(_unused(f"{label}-{number}", counted)) for label in sorted(labels[name] & shared)}
        made[name] = [_renamed(quad, fresh) for quad in found] if fresh else found
    return made


def named_alike(quads: Iterable[Quad | Triple]) -> list[Triple]:
    """Give the triples of a graph, nodes without a name called ``_:c14n0``, ``_:c14n1``, … as RDFC-1.0 has it.

    Raises
    ------
    LimitError
        If they are so many and so much alike that it takes too long.
    """
    triples = [Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    if not any(isinstance(node, BlankNode) for t in triples for node in (t.subject, t.object)):
        return triples
    from graph import bounded

    def work() -> bytes:
        dataset = Dataset(rdf.to_quads(triples))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return rdf.canonical(dataset)

    return rdf.to_triples(rdf.from_bytes(bounded.run(work), RdfFormat.TURTLE, "canonical form"))


def _labels(quads: Iterable[Quad]) -> set[str]:
    """Give the labels in quads; most quads have none, which must cost next to nothing."""
    plain = NamedNode | Literal
    nodes = (part for q in quads if not (type(q.subject) is NamedNode and isinstance(q.object, plain)) for part in q)
    return {node.value for part in nodes for node in _nameless(part)}


def _nameless(part: object) -> Iterator[BlankNode]:
    if isinstance(part, BlankNode):
        yield part
    elif isinstance(part, Triple):
        for inner in part:
            yield from _nameless(inner)


def _unused(label: str, known: Collection[str]) -> str:
    while label in known:
        label += "-"
    return label


def _renamed(quad: Quad, fresh: Mapping[str, BlankNode]) -> Quad:
    subject, predicate, thing, graph = (_called(part, fresh) for part in quad)
    return Quad(subject, predicate, thing, graph)


def _called(part: Any, fresh: Mapping[str, BlankNode]) -> Any:
    if isinstance(part, BlankNode):
        return fresh.get(part.value, part)
    return Triple(*(_called(inner, fresh) for inner in part)) if isinstance(part, Triple) else part
