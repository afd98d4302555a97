"""`findings page`: an interactive HTML page of everything or of a subgraph."""

from typing import TYPE_CHECKING, Any

import click

from graph.commands.options import data_options, open_store, select, selection_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from graph.claims import Claim, Findings, Literature
    from graph.commands.options import Chosen
    from graph.evidence import Row
    from graph.page import Bearing, Evidence, Pictures

MOST_IN_OVERVIEW, MOST_CONCEPTS = 400, 2000
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
    from graph import network, page, records, writing

    findings = records.read(chosen.graph, chosen.claims)
    made = network.from_findings(findings, chosen.graph.version(), chosen.description)
    whole = findings if chosen.claims is None else records.read(chosen.graph)
    said = of_literature(findings.claims.values(), whole, records.read_literature(chosen.graph))
    heading = title or whole.declared("title") or UNTITLED
    if made.number_of_nodes() > MOST_CONCEPTS:
        write_large(output, made, findings, heading, said, explore=explore)
        return
    if made.number_of_nodes() > page.CROWDED:
        click.echo(
            f"{made.number_of_nodes()} concepts are more than a picture can show well; "
            "try --about CONCEPT, --section N or --outcome CONCEPT",
            err=True,
        )
    drawn = pictures(made, findings, explore=explore)
    rendered = page.render(made, findings, drawn, heading, said, citations(findings)).encode()
    if output == "-":
        click.echo(rendered, nl=False)
        return
    writing.write(output, rendered)
    click.echo(f"wrote {output}", err=True)


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


def write_large(
    output: str,
    made: "nx.MultiDiGraph[str]",
    findings: "Findings",
    title: str,
    said: "Mapping[str, Evidence]",
    *,
    explore: bool = True,
) -> None:
    """Write a page of groups and, unless it goes into a pipe, every claim as a table beside it."""
    from os.path import basename, splitext

    from graph import layout, writing
    from graph.page import large

    beside = "" if output == "-" else f"{splitext(output)[0]}-claims.csv"
    click.echo(
        f"{made.number_of_nodes()} concepts are too many for one picture: the page shows groups of them; "
        "for less, try --about CONCEPT, --section N or --outcome CONCEPT",
        err=True,
    )
    groups = layout.grouped(made)
    rendered = large.render_large(made, findings, groups, title, said, basename(beside), explore=explore).encode()
    if output == "-":
        click.echo(rendered, nl=False)
        return
    writing.write_all({output: rendered, beside: large.table(findings)})
    click.echo(f"wrote {output} and {beside}", err=True)


def of_literature(
    claims: "Iterable[Claim]", findings: "Findings", literature: "Literature"
) -> "Mapping[str, Evidence]":
    """Say what the literature says of each claim, for `page.render`: nothing of any, where it has no line of evidence.

    Parameters
    ----------
    claims : iterable of Claim
        Those on the page.
    findings, literature : Findings, Literature
        All that the graph holds, so that a part of it shows the same evidence as the whole.
    """
    return {claim.iri: _evidence(claim, findings, literature) for claim in claims} if literature.lines else {}


def _evidence(claim: "Claim", findings: "Findings", literature: "Literature") -> "Evidence":
    from itertools import groupby

    from graph import evidence, page, standing

    rows = evidence.of_claim(claim, findings, literature)
    name = standing.of_claim(claim, literature.about(claim.iri), literature.studies).name
    if not rows:
        return page.Evidence(name, "")
    bearings = groupby(rows, key=lambda row: (row.study.iri, row.is_direct, row.measured))
    pooling = ""
    if sum(bool(row.figure) for row in rows) > 1:
        pooling = evidence.why_not_pooled(rows) or f"Some of it may be pooled: findings evidence {claim.name} does."
    studies = tuple(_bearing(list(found)) for _, found in bearings)
    return page.Evidence(name, evidence.explain_standing(claim, literature), studies, pooling)


def _bearing(rows: "Sequence[Row]") -> "Bearing":
    from graph import effects, page

    row = rows[0]
    figures = []
    for of in (row for row in rows if row.figure):
        in_r = effects.in_words(of.common).removeprefix("r = ") if of.common else ""
        people = of.figure and of.figure.size and f"N = {of.figure.size}"
        known = f" ({people})" if people and people not in row.size.split(", ") else ""
        is_r = of.reported.startswith("r = ")
        scale = "" if is_r else f"r = {in_r}" if in_r else "not on the scale of r"
        said = ", ".join(part for part in (f"{of.reported}{known}", of.direction, scale) if part)
        figures.append(page.Figure(f"{of.subject_matter}: {said}", of.common, in_r, of.weight))
    design = ", ".join(part for part in (row.design, row.size.replace(" = ", "\u00a0=\u00a0")) if part)
    measured = f"{'measured' if row.counts else 'on'} {row.directness}"
    return page.Bearing(
        row.label, row.study.doi or "", design, row.stance, measured, row.is_direct is not False, row.counts, row.why,
        tuple(figures),
    )  # fmt: skip
