"""GML, for Gephi, igraph, yEd and networkx."""

from graph.export.networks import described
from graph.export.selected import Selected


def gml(selected: Selected) -> bytes:
    """Give GML: a node's ``label`` is its CURIE, which GML needs to be unique, and its ``name`` the words."""
    import networkx as nx

    network = described(selected)
    for _, attributes in network.nodes(data=True):
        attributes["name"] = attributes.pop("label", "")
    return "".join(f"{line}\n" for line in nx.generate_gml(network)).encode("ascii")
