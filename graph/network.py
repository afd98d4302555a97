"""Claims as a `networkx.MultiDiGraph`: nodes are concepts, edges are claims, parallel claims stay apart."""

from typing import TYPE_CHECKING, Any

from graph import attributes
from graph.claims import Findings
from graph.vocabulary import shorten

if TYPE_CHECKING:
    import networkx as nx


def from_findings(findings: Findings, data_version: str = "", selection: str = "everything") -> "nx.MultiDiGraph[str]":
    """Make the network of a selection.

    Parameters
    ----------
    findings : Findings
        The claims and what they refer to.
    data_version : str
        Version of the data, kept in ``network.graph["data_version"]``.
    selection : str
        What was selected, in words, kept in ``network.graph["selection"]``.

    Returns
    -------
    networkx.MultiDiGraph
        A node a concept that is the subject or outcome of a claim, named by its CURIE; an edge a claim, its key the
        CURIE of the claim. Every attribute is a str, an int or a bool: lists are joined with ``|`` and
        what is not given is left out, so that every file format can hold it. Title (``name``) and license are those
        that the data declares.

    Examples
    --------
    >>> from graph import network, records, store
    >>> network.from_findings(records.read(store.from_files())).has_node("concept:secure-attachment")
    True
    """
    import networkx as nx

    said = {"name": findings.declared("title"), "license": findings.declared("license")}
    declared: dict[str, Any] = {name: text for name, text in said.items() if text}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(data_version=data_version, selection=selection, **declared)
    for iri in sorted({iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}):
        network.add_node(shorten(iri), **attributes.node(iri, findings))
    for claim in sorted(findings.claims.values(), key=lambda claim: claim.iri):
        network.add_edge(
            shorten(claim.subject), shorten(claim.outcome), key=claim.curie, **attributes.edge(claim, findings)
        )  # fmt: skip
    return network
