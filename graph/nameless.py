"""Nodes without a name, called the same each time, so that two readings of one file can be compared."""

from collections.abc import Iterable

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple

from graph import bounded, rdf


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

    def work() -> bytes:
        dataset = Dataset(rdf.to_quads(triples))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return rdf.canonical(dataset)

    return rdf.to_triples(rdf.from_bytes(bounded.run(work), RdfFormat.TURTLE, "canonical form"))
