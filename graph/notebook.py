"""Parts of a graph as a notebook shows them: a picture with its words, drawn as on the page.

``%load_ext graph.notebook`` makes a notebook show every network of claims as a picture; rows show themselves as tables.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph.ask import Ask
from graph.claims import Claim
from graph.sentences import NOTICE
from graph.vocabulary import expand

if TYPE_CHECKING:
    import networkx as nx

    from graph.page.still import Panel

_MOST_SENTENCES = 30


class Part:
    """Claims as a notebook shows them: the picture of a network, and its claims in sentences where none can be shown.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        As `graph.network.from_findings` makes it, or a part of that.

    Examples
    --------
    >>> from graph import notebook, store
    >>> part = notebook.select(store.from_files(), about="physical-health")
    >>> part.network.number_of_nodes() > 1, part.svg().startswith("<svg")
    (True, True)
    """

    def __init__(self, network: "nx.MultiDiGraph[str]") -> None:
        self.network = network
        self._svg: str | None = None

    def svg(self) -> str:
        """Give the picture as SVG; empty if nothing of it can be drawn so that it can be read."""
        if self._svg is None:
            from graph.page import still

            panels = list(_panels(self.network))
            self._svg = still.svg(self.network, panels, [*self._caption(panels), NOTICE]) if panels else ""
        return self._svg

    def __str__(self) -> str:
        claims = sorted(self.network.edges(keys=True, data=True), key=lambda edge: edge[2])
        said = [claim["label"] for *_, claim in claims[:_MOST_SENTENCES]]
        if len(said) < len(claims):
            said.append(f"({len(said)} of {len(claims)} claims; .network has all of them)")
        return "\n".join((self._title(), *said, NOTICE))

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Give picture and text, for the notebook to choose from."""
        svg = self.svg()
        if not svg:
            too_many = "More than one picture can show: select less, as by about=, section= or outcome="
            return {"text/plain": f"{self}\n{too_many}"}
        return {"image/svg+xml": svg, "text/plain": str(self)}

    def _title(self) -> str:
        nodes, edges = self.network.number_of_nodes(), self.network.number_of_edges()
        selection = self.network.graph.get("selection", "a part")
        version = self.network.graph.get("data_version")
        return f"{_counted(edges, 'claim')} on {_counted(nodes, 'concept')}: {selection}" + (
            f" (data {version})" if version else ""
        )

    def _caption(self, panels: "list[Panel]") -> Iterator[str]:
        yield self._title()
        left_out = self.network.number_of_edges() - sum(len(panel.drawing.ways) for panel in panels)
        if left_out:
            yield f"Not drawn, as it could not be read: {_counted(left_out, 'claim')}."


def select(graph: Ask, **wanted: Any) -> Part:
    """Select a part of a graph as the options of ``findings export`` do, to be shown.

    Parameters
    ----------
    graph : Ask
        What answers, as `graph.store.from_files` opens it.
    **wanted
        What `graph.subgraph.named` takes: ``about="anxiety", radius=2``, ``between=("attachment", "anxiety")``,
        ``section=2``, …

    Returns
    -------
    Part
        A notebook shows it; ``.network`` is the network.

    Raises
    ------
    NotFoundError
        If a name names nothing, or nothing is selected.
    """
    from graph import network, records, subgraph
    from graph.errors import NotFoundError

    selection = subgraph.named(graph, **wanted)
    claims = None if selection.is_everything() else subgraph.claims(graph, selection)
    if claims == []:
        raise NotFoundError(f"no claim is selected by {selection.describe()}", advice="widen it, or leave a part out")
    findings = records.read(graph, claims)
    return Part(network.from_findings(findings, findings.declared("version"), selection.describe()))


def load_ipython_extension(shell: Any) -> None:
    """Let a notebook show networks of claims as pictures: what ``%load_ext graph.notebook`` calls."""
    formatter = shell.display_formatter.mimebundle_formatter
    formatter.for_type_by_name("networkx.classes.multidigraph", "MultiDiGraph", _bundle)


def _bundle(network: "nx.MultiDiGraph[str]", include: object = None, exclude: object = None) -> Any:
    claims = list(network.edges(data=True))
    is_of_claims = claims and all({"iri", "label", "relation", "certainty"} <= claim.keys() for *_, claim in claims)
    return Part(network)._repr_mimebundle_() if is_of_claims else None


def _panels(network: "nx.MultiDiGraph[str]") -> "Iterator[Panel]":
    """Draw all in one where that can be read, else each section by itself, leaving out those that cannot."""
    from graph import layout, phrases
    from graph.page.still import Panel

    words = {key: phrases.lines(_claim(u, v, claim)) for u, v, key, claim in network.edges(keys=True, data=True)}
    whole = layout.sheets(network, words)
    if whole:
        yield from (Panel("", drawing) for drawing in whole)
        return
    for number, part in layout.sections(network).items():
        for place, drawing in enumerate(layout.sheets(part, words)):
            yield Panel("" if place else f"Section {number}", drawing)


def _claim(subject: str, outcome: str, edge: Mapping[str, Any]) -> Claim:
    """Make a claim again of what the edge says of it, as far as words in a picture need it."""

    def listed(name: str) -> tuple[str, ...]:
        return tuple(map(expand, filter(None, edge.get(name, "").split("|"))))

    relation, reading, certainty = (expand(edge.get(name, "")) for name in ("relation", "reading", "certainty"))
    return Claim(
        edge["iri"], edge["label"], expand(subject), expand(outcome), relation, reading, certainty,
        hedges=listed("hedge"), conditions=listed("condition"), cut_off=bool(edge.get("cut_off")),
    )  # fmt: skip


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
