"""Drawings alone, as one SVG that carries its own look: for a notebook, where neither style nor script goes with it."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import sentences
from graph.drawings import Drawing
from graph.errors import visible
from graph.page import drawn, marks, shell, words
from graph.vocabulary import local_name

if TYPE_CHECKING:
    import networkx as nx

_GAP, _EDGE, _HEADING, _LINE = 34, 16, 40, 24
_COLOR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
_KEY_SIZE = 8.2
_SCALE = 0.8
"""A sheet is made to be read from the last row, a notebook from near."""


class Panel(NamedTuple):
    """A drawing with a heading, which may be empty."""

    heading: str
    drawing: Drawing


class _Placed(NamedTuple):
    heading: str
    y: int
    lines: list[tuple[drawn.Line, str]]
    nodes: list[tuple[drawn.Node, str]]


def svg(network: "nx.MultiDiGraph[str]", panels: Sequence[Panel], caption: Sequence[str]) -> str:
    """Give drawings, one below the other, as SVG that asks nothing of any style, script or server.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Nodes carry ``label`` and ``kind``, edges ``label``, ``relation`` and ``certainty``; keys are CURIEs of claims.
    panels : sequence of Panel
        What is drawn of it.
    caption : sequence of str
        Lines below; the first names the picture.

    Returns
    -------
    str
        Light, whatever surrounds it. Pointing at a claim or a concept shows its words.
    """
    claims = {key: claim for *_, key, claim in network.edges(keys=True, data=True)}
    placed, width, y = [], 0, _EDGE
    for heading, drawing in panels:
        sheet = drawn.sheet(drawing, lambda name: _line(claims[name]), lambda name: ("", _kind(network, name)))
        y += _HEADING if heading else 0
        placed.append(
            _Placed(
                heading,
                y,
                list(zip(sheet.lines, (claims[name]["label"] for name in drawing.ways), strict=True)),
                list(zip(sheet.nodes, (network.nodes[name]["label"] for name in drawing.concepts), strict=True)),
            )
        )
        width, y = max(width, sheet.width), y + sheet.height + _GAP
    key, key_width = _key(node.kind for one in placed for node, _ in one.nodes)
    width = max(width, key_width, *(round(len(line) * _KEY_SIZE) for line in caption))
    prefix = sha256(repr((panels, caption)).encode("utf-8", "replace")).hexdigest()[:8]
    return _filled(
        panels=placed, key=key, key_y=y, caption=[(line, y + _LINE * n) for n, line in enumerate(caption, 2)],
        width=width + 2 * _EDGE, height=y + _LINE * (len(caption) + 2), edge=_EDGE, scale=_SCALE, prefix=prefix,
        claims=claims,
    )  # fmt: skip


def _filled(**said: Any) -> str:
    template = shell.template("still.svg.j2", visible=visible, colors=_colors(), dashes=marks.DASHES)
    filled: str = template.render(said)
    return filled


def _line(claim: Mapping[str, Any]) -> drawn.Line:
    certainty, relation = (local_name(claim[name].replace(":", "/")) for name in ("certainty", "relation"))
    return drawn.Line("", certainty, relation, "", "")


def _kind(network: "nx.MultiDiGraph[str]", name: str) -> str:
    return marks.kind_of(local_name(network.nodes[name].get("kind", "").replace(":", "/")))


def _key(kinds: Any) -> tuple[list[tuple[str, str, int]], int]:
    """Give each kind that occurs with its words and place, and the width of them all."""
    found, x = [], 0
    for kind in sorted(set(kinds), key=list(marks.MARKS).index):
        said = sentences.KIND.get(kind, words.WORDS["other_kind"])
        found.append((kind, said, x))
        x += round(len(said) * _KEY_SIZE) + 44
    return found, x


@cache
def _colors() -> dict[str, str]:
    """Give the colors of the page in the light, by name: the first that its style gives each."""
    found: dict[str, str] = {}
    for name, color in _COLOR.findall(shell.asset("palette.css")):
        found.setdefault(name, color)
    return found
