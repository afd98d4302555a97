"""What is exported, and what a format is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import Triple

from graph.claims import Findings

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True)
class Selected:
    """A selection of claims in the three shapes that formats are made from, and where it came from.

    Parameters
    ----------
    findings : Findings
        The claims and what they refer to.
    triples : list of Triple
        The same as RDF, lexical forms as in the files.
    network : networkx.MultiDiGraph
        The same as a network: nodes are concepts, edges are claims.
    description : str
        What was selected, in words: "--about secure-attachment --radius 1", or "everything".
    version, date : str
        Version and date (ISO) of the data.
    """

    findings: Findings
    triples: list[Triple]
    network: "nx.MultiDiGraph[str]"
    description: str
    version: str
    date: str


Rendered: TypeAlias = bytes | dict[str, bytes]


@dataclass(frozen=True)
class Format:
    """A file format.

    Parameters
    ----------
    name : str
        What ``-f`` takes.
    suffixes : tuple of str
        File names that mean it, each with its dot; none for a folder.
    summary : str
        What it is, and what opens it, in a line.
    render : callable
        Gives the bytes of a selection; for a folder, those of each file by name.
    is_folder : bool
        Whether it is several files.
    """

    name: str
    suffixes: tuple[str, ...]
    summary: str
    render: Callable[[Selected], Rendered]
    is_folder: bool = False
