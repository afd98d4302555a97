"""Rows that are no answer of SPARQL, written in the same formats and to the same places as those that are."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

FORMS = ("table", "csv", "tsv", "json", "md")
SUFFIXES = {".csv": "csv", ".tsv": "tsv", ".json": "json", ".md": "md", ".txt": "table"}
Command = TypeVar("Command", bound=Callable[..., Any])


def listing_options(command: Command) -> Command:
    """Add ``-f`` and ``-o``."""
    output = click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; - is the pipe.")
    form = click.option("-f", "--format", "form", type=click.Choice(FORMS), help="A table on a terminal, else csv.")
    return output(form(command))


def write(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], output: str, form: str | None) -> None:
    """Write rows to a file or to standard output.

    Parameters
    ----------
    columns : sequence of str
        In order.
    rows : sequence of mapping
        Text, whole numbers, truth values or None by column. JSON keeps them as such.
    output : str
        A path, or ``-``.
    form : str, optional
        One of `FORMS`; else the suffix of `output` tells, else it is a table on a terminal and CSV in a pipe.
    """
    told = form or SUFFIXES.get(os.path.splitext(output)[1].lower())
    text = render(columns, rows, told or ("table" if output == "-" and sys.stdout.isatty() else "csv"))
    write_text(text, output)


def write_text(text: str, output: str) -> None:
    """Write text to a file, whole or not at all, or to standard output."""
    if output == "-":
        click.echo(text, nl=False)
        return
    from graph import writing

    writing.write(output, text.encode())
    click.echo(f"wrote {output}", err=True)


def render(columns: Sequence[str], rows: Sequence[Mapping[str, Any]], form: str) -> str:
    """Give rows as text in one of `FORMS`."""
    if form == "json":
        import json

        found = [{name: row.get(name) for name in columns} for row in rows]
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if form == "tsv":
        escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
        lines = [columns, *([_text(row.get(name)).translate(escapes) for name in columns] for row in rows)]
        return "".join("\t".join(line) + "\n" for line in lines)
    from pyoxigraph import Literal

    from graph import tables
    from graph.ask import Solutions, Term

    def term(found: object) -> Term | None:
        return Literal(_text(found)) if _text(found) else None

    solutions = Solutions(tuple(columns), [tuple(term(row.get(name)) for name in columns) for row in rows])
    return tables.FORMATS[form](solutions, {})


def _text(found: object) -> str:
    if isinstance(found, bool):
        return "true" if found else ""
    return "" if found is None else str(found)
