"""`findings load`: RDF files into a folder on disk, ready for questions."""

from typing import TYPE_CHECKING

import click

from graph.commands.options import LAYER

if TYPE_CHECKING:
    from graph.commands.progress import Line
    from graph.store.loading import Progress, Tell


@click.command(name="load")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option("--into", "folder", required=True, metavar="DIR", help="An empty, a new, or a loaded folder.")
@LAYER
def command(files: tuple[str, ...], folder: str, layer: str) -> None:
    """Load FILES into a folder, so that questions to a large graph need not read the files each time.

    All or nothing: until the load is done, and if it fails or is killed, the folder answers as it did before.

    \b
    Examples:
      findings load my-claims.ttl --into my-store
    """
    from graph.commands import progress
    from graph.store import loading

    with progress.line() as line:
        made = loading.load(files, folder, layer, _told(line) if line else None)
    click.echo(f"loaded {made.claims} claims, {made.triples} triples; ask with --data {folder}")
    if not made.claims:
        click.echo("findings: none of these files has a claim", err=True)


def _told(line: "Line") -> "Tell":
    def tell(found: "Progress") -> None:
        line.tell(found.step, found.done if found.step.startswith("reading") else 0, found.total)

    return tell
