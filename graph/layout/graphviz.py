"""A drawing for Graphviz to lay out: boxes of given sizes in px, whatever fonts the machine has."""

from typing import Any

_POINTS_PER_INCH = 72.0


def drawing(direction: str, splines: str, across: float, down: float) -> Any:
    """Begin a drawing.

    Parameters
    ----------
    direction : str
        ``LR`` or ``TB``: where claims run to.
    splines : str
        How lines are led, in the words of Graphviz.
    across, down : float
        The gaps between layers and within a layer, in px.

    Raises
    ------
    GraphError
        If pygraphviz is not installed.
    """
    try:
        import pygraphviz
    except ImportError as error:
        from graph.errors import GraphError

        raise GraphError("a picture needs pygraphviz", advice="pip install pygraphviz") from error
    begun = pygraphviz.AGraph(directed=True, strict=False, rankdir=direction, splines=splines)
    begun.graph_attr.update(nodesep=down / _POINTS_PER_INCH, ranksep=across / _POINTS_PER_INCH)
    return begun


def add_box(begun: Any, name: str, width: float, height: float) -> None:
    """Add a box that stays as large as it is, in px."""
    inches = {"width": width / _POINTS_PER_INCH, "height": height / _POINTS_PER_INCH}
    begun.add_node(name, label="", shape="box", fixedsize="true", **inches)
