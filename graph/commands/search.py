"""`findings search`: claims, concepts and studies whose words match, nearest first."""

import click

from graph.commands.options import data_options, open_store


@click.command(name="search")
@click.argument("text", nargs=-1, required=True)
@click.option("-n", "--most", type=click.IntRange(1), default=20, help="How many to show.")
@data_options
def command(text: tuple[str, ...], most: int, data: tuple[str, ...], layer: str) -> None:
    """Find what matches TEXT, nearest first. Spelling may be a little off.

    \b
    Examples:
      findings search anxiety
      findings search "physical health" -n 5
    """
    from graph import search
    from graph.errors import visible
    from graph.vocabulary import local_name

    hits = search.search(open_store(data, layer), " ".join(text), most)
    for hit in hits:
        click.echo(visible(f"{hit.kind:8} {local_name(hit.iri):32} {hit.words}"))
    if not hits:
        click.echo("nothing matches; try fewer or other words", err=True)
