"""What is exported, and what a format is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from pyoxigraph import Triple

from graph.claims import Findings, Literature

if TYPE_CHECKING:
    import networkx as nx

    from graph.export.flow import Flow


@dataclass(frozen=True)
class Selected:
    """A selection of claims in the three shapes that formats are made from, and where it came from.

    Parameters
    ----------
    findings : Findings
        The claims and what they refer to, and what the data says of itself.
    triples : list of Triple
        The same as RDF, lexical forms as in the files.
    network : networkx.MultiDiGraph
        The same as a network: nodes are concepts, edges are claims.
    description : str
        What was selected, in words: "--about secure-attachment --radius 1", or "everything".
    literature : Literature
        The studies of the selection, the lines of evidence about its claims and their figures: see `narrowed`.
    key : bytes
        The user's own private RSA key (PEM), to sign nanopublications with; empty for none.
    forms : str
        What is to be said of the form of numbers and dates, where the store does not keep that of the files.
    """

    findings: Findings
    triples: list[Triple]
    network: "nx.MultiDiGraph[str]"
    description: str
    literature: Literature = field(default_factory=Literature)
    key: bytes = field(default=b"", repr=False)
    forms: str = ""


def narrowed(literature: Literature, findings: Findings) -> Literature:
    """Give the part of the literature that belongs to claims.

    The studies of a selection are those that its claims name, those of the lines of evidence about its claims, and,
    where a claim names a cohort rather than a publication, the reports on that cohort.

    Parameters
    ----------
    literature : Literature
        All of it.
    findings : Findings
        The claims.
    """
    lines = {iri: line for iri, line in literature.lines.items() if line.about in findings.claims}
    figures = {iri for line in lines.values() for iri in line.estimates}
    named = {iri for claim in findings.claims.values() for iri in claim.studies}
    read = named | {line.study for line in lines.values()}
    return Literature(
        lines,
        {iri: study for iri, study in literature.studies.items() if iri in read or named & {*study.cohorts}},
        {iri: estimate for iri, estimate in literature.estimates.items() if iri in figures},
    )


Rendered: TypeAlias = bytes | dict[str, bytes]
Flowing: TypeAlias = Iterator[bytes] | dict[str, Iterable[bytes]]


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
    flows : callable, optional
        Gives the same of a `Flow`, bit by bit, where a selection may be larger than memory.
    is_folder : bool
        Whether it is several files.
    holds : {"claims", "studies", "counts"}
        What it is made of: all claims of the selection, its studies, or what can be counted.
    """

    name: str
    suffixes: tuple[str, ...]
    summary: str
    render: Callable[[Selected], Rendered]
    is_folder: bool = False
    holds: Literal["claims", "studies", "counts"] = "claims"
    flows: "Callable[[Flow], Flowing] | None" = None
