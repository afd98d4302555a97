"""`findings site`: every thing of the graph as a page and as data, in a folder for any web space."""

import sys
import time
from typing import TYPE_CHECKING

import click

from graph.commands.options import data_options, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import FileStore
    from graph.things.files import Site

_SOON, _EVERY = 1.0, 0.2


@click.command(name="site")
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder: new, empty, or written by this before.")
@click.option("--base", metavar="URL", default="", help="The address that the folder will have: adds a sitemap.")
@click.option("--title", help="The heading of the page to read; else what the data calls itself.")
@click.option("--no-explore", is_flag=True, help="Leave the interactive picture out of the page to read.")
@data_options
def command(output: str, base: str, title: str | None, no_explore: bool, data: tuple[str, ...], layer: str) -> None:
    """Write every claim, concept, study and section as a page with its data beside it, for any web space.

    The links are relative: the folder works wherever it is put, and from a disk. What is in it already is replaced as
    a whole if this command wrote it, and files of others in it are kept.

    \b
    Examples:
      findings site -o public
      findings site -o public --base https://example.org/findings/
    """
    from graph import folders, store
    from graph.things import files

    begun = time.monotonic()
    base = files.checked_base(base) if base else ""
    site = _site(store.in_memory(open_store(data, layer)), base, title, explore=not no_explore)
    tell = _progress(3 * files.count(site), begun)
    written = folders.replace(output, files.files(site), tell)
    tell(0)
    click.echo(f"wrote {written} files into {output}, {files.count(site)} pages, to begin at index.html", err=True)


def _site(graph: "FileStore", base: str, title: str | None, *, explore: bool) -> "Site":
    from graph.commands import page
    from graph.commands.options import Chosen
    from graph.things.files import READING, Site
    from graph.things.known import Known

    known = Known(graph)
    reading = page.rendered(READING, Chosen(graph, None, "everything"), title, explore=explore)
    return Site(known, base, reading, has_anchors=len(reading) == 1)


def _progress(whole: int, begun: float) -> "Callable[[int], None]":
    """Give what tells a person at a terminal how far it is, once it takes longer than a second."""
    told = [begun + _SOON - _EVERY, 0.0]

    def tell(count: int) -> None:
        now = time.monotonic()
        if count and now - told[0] >= _EVERY and sys.stderr.isatty():
            told[:] = [now, 1.0]
            click.echo(f"\r{min(count / whole, 1):4.0%} of {whole} files", nl=False, err=True)
        elif not count and told[1]:
            click.echo("\r" + " " * 30 + "\r", nl=False, err=True)

    return tell
