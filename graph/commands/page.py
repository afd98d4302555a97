"""`findings page`: an interactive HTML page of everything or of a subgraph."""

from typing import TYPE_CHECKING, Any

import click

from graph.commands.options import data_options, open_store, select, selection_options
from graph.things.literature import of_literature

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from graph.claims import Findings, Literature
    from graph.commands.options import Chosen
    from graph.page import Evidence, Pictures

MOST_IN_OVERVIEW, MOST_CONCEPTS, MOST_CLAIMS = 400, 2000, 50_000
MOST_TO_READ = 3000
"""A page of more claims is groups that open: written out, each takes 3 KB."""
UNTITLED = "Claims"
KINDS = (
    "f:Caregiving", "f:AttachmentPattern", "f:InnerProcess", "f:Capacity", "f:Outcome", "f:Stressor", "f:BodySystem",
    "f:Context", "f:LifeStage",
)  # fmt: skip


@click.command(name="page")
@click.option("-o", "--output", metavar="FILE", default="findings.html", help="Where to write; - is the pipe.")
@click.option("--title", help="The heading of the page; else what the data calls itself.")
@click.option("--no-explore", is_flag=True, help="Leave the interactive picture out: a smaller file.")
@click.option("--open", "then_open", is_flag=True, help="Open it in the browser.")
@selection_options
@data_options
def command(
    output: str,
    title: str | None,
    no_explore: bool,
    then_open: bool,
    data: tuple[str, ...],
    layer: str,
    **given: Any,
) -> None:
    """Write one HTML file that opens anywhere, offline: the claims, how firm each is, and a picture of them.

    \b
    Examples:
      findings page -o findings.html
      findings page --about anxiety --radius 2 --title "Anxiety" -o anxiety.html
    """
    write(output, select(open_store(data, layer), given), title, explore=not no_explore)
    if then_open and output != "-":
        from pathlib import Path
        from webbrowser import open as open_in_browser

        open_in_browser(Path(output).resolve().as_uri())


def write(output: str, chosen: "Chosen", title: str | None = None, *, explore: bool = True) -> None:
    """Render a selection as a page and write it; say so where it is too large to be read."""
    from graph import writing

    files = rendered(output, chosen, title, explore=explore)
    if output == "-":
        click.echo(files[output], nl=False)
        return
    writing.write_all(files)
    click.echo(f"wrote {' and '.join(files)}", err=True)


def rendered(output: str, chosen: "Chosen", title: str | None = None, *, explore: bool = True) -> dict[str, bytes]:
    """Render a selection as a page: its file and, where it is too large to be read at once, one of claims beside it."""
    from graph import network, page
    from graph.store import derived

    compared = derived.is_comparable(chosen.graph)
    findings, whole, literature = _read(chosen, around=compared)
    made = network.from_findings(findings, chosen.graph.version(), chosen.description)
    said = of_literature(findings.claims.values(), whole, literature)
    heading = title or whole.declared("title") or UNTITLED
    others = of_other_sources(whole, literature) if compared else {}
    if not compared and derived.has_sources(chosen.graph):
        said_of = f"more than {derived.MOST_COMPARED} claims are not held against each other"
        click.echo(f"{said_of}: the page does not say what other sources say", err=True)
    if made.number_of_nodes() > MOST_CONCEPTS or made.number_of_edges() > MOST_TO_READ:
        return _rendered_large(output, made, findings, heading, said, others, explore=explore)
    if made.number_of_nodes() > page.CROWDED:
        click.echo(
            f"{made.number_of_nodes()} concepts are more than a picture can show well; "
            "try --about CONCEPT, --section N or --outcome CONCEPT",
            err=True,
        )
    drawn = pictures(made, findings, explore=explore)
    return {output: page.render(made, findings, drawn, heading, said, citations(findings), others).encode()}


def _read(chosen: "Chosen", *, around: bool) -> "tuple[Findings, Findings, Literature]":
    """Read a selection, what it is told with, and the literature: of a large graph no more than that of the selection.

    Raises
    ------
    LimitError
        If all of a graph is wanted that is too large for a page.
    """
    from graph import records
    from graph.around import with_literature
    from graph.errors import LimitError
    from graph.store import derived

    graph = chosen.graph
    if chosen.claims is None and (count := derived.claims(graph)) > MOST_CLAIMS:
        raise LimitError(
            f"{count} claims are too many for a page: at most {MOST_CLAIMS}",
            advice="select a part: --about CONCEPT, --source SOURCE or --outcome CONCEPT",
        )
    findings = records.read(graph, chosen.claims)
    if chosen.claims is None or around:
        return findings, findings if chosen.claims is None else records.read(graph), records.read_literature(graph)
    studies = {iri for claim in findings.claims.values() for iri in claim.studies}
    literature = records.read_literature(graph, findings.claims, studies)
    return findings, with_literature(graph, findings, literature), literature


def pictures(made: "nx.MultiDiGraph[str]", findings: "Findings", *, explore: bool = True) -> "Pictures":
    """Draw all that a page of a network shows; of too large a network what can still be read."""
    from graph import layout, page, phrases

    words = {claim.curie: phrases.lines(claim) for claim in findings.claims.values()}
    few = len(made) <= MOST_IN_OVERVIEW
    return page.Pictures(
        {name: layout.sheets(part, words) for name, part in layout.sections(made).items()},
        layout.overview(made, KINDS) if few else None,
        layout.views(made) if explore else {},
    )


def citations(findings: "Findings") -> dict[str, str]:
    """Give a line to cite each claim by, by IRI."""
    from graph import cite

    return {claim.iri: cite.claim(claim, findings) for claim in findings.claims.values()}


def of_other_sources(findings: "Findings", literature: "Literature") -> "dict[str, tuple[tuple[str, str], ...]]":
    """Say what claims of other sources say of each claim, for `page.render`, from all that the graph holds."""
    from graph import across, sentences

    compared = across.by_claim(across.compare(findings, literature.estimates.values()))
    return {
        iri: tuple((sentences.comparison(c, findings.claims[iri], findings), c.opposite(iri)) for c in found)
        for iri, found in compared.items()
    }


def _rendered_large(
    output: str,
    made: "nx.MultiDiGraph[str]",
    findings: "Findings",
    title: str,
    said: "Mapping[str, Evidence]",
    others: "Mapping[str, tuple[tuple[str, str], ...]]",
    *,
    explore: bool = True,
) -> dict[str, bytes]:
    """Render a page of groups and, unless it goes into a pipe, every claim as a table beside it."""
    from os.path import basename, splitext

    from graph import layout
    from graph.page import large

    beside = "" if output == "-" else f"{splitext(output)[0]}-claims.csv"
    click.echo(
        f"{made.number_of_nodes()} concepts and {made.number_of_edges()} claims are too many for one picture: "
        "the page shows groups of them; "
        "for less, try --about CONCEPT, --section N or --outcome CONCEPT",
        err=True,
    )
    groups = layout.grouped(made)
    text = large.render_large(made, findings, groups, title, said, basename(beside), others, explore=explore)
    return {output: text.encode()} | ({beside: large.table(findings, others)} if beside else {})
