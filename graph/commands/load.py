"""`findings load`: RDF files into a folder on disk, ready for questions."""

import sys
import time
from typing import TYPE_CHECKING

import click

from graph.commands.options import LAYER

if TYPE_CHECKING:
    from graph.store.loading import Progress

_SILENT = 1.0


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
    from graph.store import loading

    shown = _Line() if sys.stderr.isatty() else None
    try:
        made = loading.load(files, folder, layer, shown.tell if shown else None)
    finally:
        if shown:
            shown.clear()
    click.echo(f"loaded {made.claims} claims, {made.triples} triples; ask with --data {folder}")


class _Line:
    """One line on a terminal that says how far a load is, and how long it may take yet."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._last = self._begun
        self._step = ""

    def tell(self, progress: "Progress") -> None:
        """Show it, at most five times a second, and not for what is done at once."""
        now = time.monotonic()
        if now - self._begun < _SILENT or (progress.step == self._step and now - self._last < 0.2):
            return
        self._last, self._step = now, progress.step
        click.echo(f"\r\x1b[K{self._words(progress, now - self._begun)}", nl=False, err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._step:
            click.echo("\r\x1b[K", nl=False, err=True)

    @staticmethod
    def _words(progress: "Progress", seconds: float) -> str:
        share = progress.done / progress.total if progress.total else 1.0
        if share >= 1 or not progress.step.startswith("reading"):
            return f"{progress.step} …"
        left = seconds / share - seconds if share else 0.0
        return f"{progress.step}: {share:.0%}, about {left:.0f} s to read"
