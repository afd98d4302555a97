"""One line on a terminal that says how far long work is, and how long it may take yet."""

import contextlib
import sys
import time
from collections.abc import Iterator

import click

_SILENT = 1.0
_OFTEN = 0.2


class Line:
    """The line; it is shown only for work of more than a second, and at most five times a second."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._last = self._begun
        self._words = ""

    def tell(self, step: str, done: int, total: int) -> None:
        """Show how far a step is; a step of which that is not known has nothing done."""
        now = time.monotonic()
        if now - self._begun < _SILENT or (self._words.startswith(step) and now - self._last < _OFTEN):
            return
        self._last, self._words = now, _words(step, done, total, now - self._begun)
        click.echo(f"\r\x1b[K{self._words}", nl=False, err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._words:
            click.echo("\r\x1b[K", nl=False, err=True)


@contextlib.contextmanager
def line() -> Iterator[Line | None]:
    """Give a line to tell, on a terminal alone, and take it away at the end."""
    shown = Line() if sys.stderr.isatty() else None
    try:
        yield shown
    finally:
        if shown:
            shown.clear()


def _words(step: str, done: int, total: int, seconds: float) -> str:
    share = done / total if total else 1.0
    if not 0 < share < 1:
        return f"{step} …"
    return f"{step}: {share:.0%}, about {seconds / share - seconds:.0f} s to go"
