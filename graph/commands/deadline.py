"""An end to work that cannot be interrupted: an engine goes on with a query whatever it is told."""

import contextlib
import os
from collections.abc import Iterator

import click


@contextlib.contextmanager
def within(seconds: float, advice: str) -> Iterator[None]:
    """End this process as a `LimitError` ends it, if what is done here takes longer; nothing must be half written."""
    from threading import Timer

    def end() -> None:
        from graph.errors import LimitError

        error = LimitError(f"no answer within {seconds:g} seconds", advice=advice)
        click.echo(f"findings: error: {error}", err=True)
        os._exit(error.exit_code)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
