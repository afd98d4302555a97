"""A network that is too large for one picture as one self-contained HTML page: groups first, the rest on demand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graph.claims import Findings
from graph.groupings import Grouping
from graph.page import large_data, large_words, shell
from graph.page.large_table import table
from graph.page.literature import Evidence
from graph.page.picture import vis_script

if TYPE_CHECKING:
    import networkx as nx

_CONNECTED = 3
__all__ = ["render_large", "table"]


def render_large(
    network: "nx.MultiDiGraph[str]",
    findings: Findings,
    groups: Grouping,
    title: str = "Findings Graph",
    literature: Mapping[str, Evidence] | None = None,
    beside: str = "",
    others: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    *,
    explore: bool = True,
) -> str:
    """Give a large network as one self-contained HTML page.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Its edges are the claims that are shown.
    findings : Findings
        The claims and what they refer to.
    groups : Grouping
        As `graph.layout.grouped` makes them.
    title : str
        The heading of the page.
    literature : mapping of str to Evidence, optional
        What the literature says of each claim, by IRI.
    beside : str
        The name of the file in the same folder that holds `table`; empty if there is none.
    others : mapping of str to sequence, optional
        What claims of other sources say of each claim, by IRI: a sentence and the IRI of the other claim, each.
    explore : bool
        Whether the page holds the script that draws the network.

    Returns
    -------
    str
        HTML that asks nothing of any server. The groups can be read without scripts; the drawing script stands in it
        as text until a reader starts it. The same input gives the same text.
    """
    data = large_data.packed(network, findings, groups, literature or {}, others)
    filled: str = shell.template("large.html.j2", w=large_words.WORDS).render(
        title=title,
        groups=groups.groups,
        board=groups.board,
        connected=[_connected(network, group.members) for group in groups.groups],
        concepts=len(network),
        claims=network.number_of_edges(),
        sources=[source for _, source in sorted(findings.sources.items())],
        unsaid=(len(findings.gaps), len(findings.remarks)),
        graph=network.graph,
        license=shell.license_of(findings),
        beside=beside and f"./{quote(beside)}",
        beside_name=beside,
        **_active(data, explore=explore),
    )
    return filled


def _active(data: Mapping[str, Any], *, explore: bool) -> dict[str, Any]:
    """Give style, scripts and their data, and the policy that lets these alone run."""
    spoken = {name: text for name, text in large_words.WORDS.items() if name in large_words.SPOKEN_BY_SCRIPT}
    style = f"{shell.asset('palette.css')}\n{shell.asset('large.css')}"
    script = shell.asset("large.js")
    waiting = {"vis": shell.as_script(vis_script()), "drawing": shell.asset("large_explore.js")} if explore else {}
    return {
        "policy": shell.policy([style], [script, *waiting.values()]),
        "style": shell.markup(style),
        "data": shell.markup(shell.as_json({**data, "words": spoken})),
        "script": shell.markup(script),
        "waiting": {name: shell.markup(text) for name, text in waiting.items()},
    }


def _connected(network: "nx.MultiDiGraph[str]", members: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give label and address of the most connected concepts of a group."""
    return [
        (network.nodes[node].get("label", node), f"#concept={quote(large_data.address(node), safe='')}")
        for node in members[:_CONNECTED]
    ]
