"""The network of a selection with its provenance, as the formats of networks start from it."""

from typing import TYPE_CHECKING, Any

from graph.export import characters
from graph.export.provenance import provenance
from graph.export.selected import Selected

if TYPE_CHECKING:
    import networkx as nx


def described(selected: Selected) -> "nx.MultiDiGraph[str]":
    """Copy the network, with the provenance as its attributes."""
    network = selected.network.copy()
    network.graph = dict(provenance(selected))
    return network


def printable(network: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Replace, in place, the characters that XML cannot hold in any attribute."""
    _clean(network.graph)
    for _, attributes in network.nodes(data=True):
        _clean(attributes)
    for *_, attributes in network.edges(data=True):
        _clean(attributes)
    return network


def _clean(attributes: dict[str, Any]) -> None:
    attributes.update({k: characters.printable(v) for k, v in attributes.items() if isinstance(v, str)})
