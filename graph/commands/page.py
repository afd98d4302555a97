"""`findings page`: an interactive HTML page of everything or of a subgraph."""

from typing import TYPE_CHECKING, Any

import click

from graph.commands.options import data_options, open_store, select, selection_options

if TYPE_CHECKING:
    from graph.commands.options import Chosen

LARGE = 300


@click.command(name="page")
@click.option("-o", "--output", metavar="FILE", default="findings.html", help="Where to write; - is the pipe.")
@click.option("--title", default="Findings Graph", help="The heading of the page.")
@click.option("--no-explore", is_flag=True, help="Leave the interactive picture out: a smaller file.")
@click.option("--open", "then_open", is_flag=True, help="Open it in the browser.")
@selection_options
@data_options
def command(
    output: str,
    title: str,
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


def write(output: str, chosen: "Chosen", title: str = "Findings Graph", *, explore: bool = True) -> None:
    """Render a selection as a page and write it; say so where it is too large to be read."""
    from graph import layout, network, page, records, writing

    findings = records.read(chosen.graph, chosen.claims)
    made = network.from_findings(findings, chosen.graph.version(), chosen.description)
    if made.number_of_nodes() > LARGE:
        click.echo(
            f"{made.number_of_nodes()} concepts are more than a picture can show well; "
            "try --about CONCEPT, --section N or --outcome CONCEPT",
            err=True,
        )
    rendered = page.render(made, findings, layout.views(made) if explore else {}, title=title, explore=explore).encode()
    if output == "-":
        click.echo(rendered, nl=False)
        return
    writing.write(output, rendered)
    click.echo(f"wrote {output}", err=True)
