"""`findings diff`: what two versions of a graph differ in, in words, or as JSON."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph.difference import Described


@click.command(name="diff")
@click.argument("old", metavar="OLD", type=click.Path())
@click.argument("new", metavar="NEW", required=False, type=click.Path())
@click.option("--rev", metavar="REVISION", help="Compare FILE with what it was: findings diff --rev HEAD~1 FILE.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Words, or JSON.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; - is the pipe.")
def command(old: str, new: str | None, rev: str | None, form: str, output: str) -> int:
    """Say what NEW has, lacks or says otherwise than OLD: files, folders, or git:REVISION:PATH.

    Exit 0 if they say the same, 1 if they differ, 4 if one of them cannot be read.

    \b
    Examples:
      findings diff my-claims.ttl other-claims.ttl
      findings diff my-claims.ttl other-claims.ttl -f json
    """
    import json

    from graph import difference
    from graph.commands.listing import write_text
    from graph.errors import visible

    if bool(new) == bool(rev):
        raise click.UsageError("give OLD and NEW, or --rev REVISION FILE")
    before = _described(*_in_revision(old, rev)) if rev else _described(old)
    after = _described(new or old)
    found = difference.compare(before, after)
    if form == "json":
        text = json.dumps(difference.as_data(found, before, after), ensure_ascii=False, indent=1)
    else:
        text = visible("\n".join(difference.words(found, before, after, _terms())))
    write_text(f"{text}\n", output)
    return 1 if found else 0


def _described(place: str, folder: str = ".") -> "Described":
    """Read one version; whatever is wrong with it, it cannot be compared: exit code 4."""
    from graph import difference, nameless, revisions
    from graph.errors import FileError, GraphError, UsageError

    try:
        files = nameless.apart(revisions.read(place, folder))
        return difference.describe(nameless.named_alike(quad for quads in files.values() for quad in quads))
    except UsageError:
        raise
    except GraphError as error:
        raise FileError(error.what, error.place, error.advice) from error


def _in_revision(path: str, revision: str) -> tuple[str, str]:
    """Name a file as it was in a revision, and the folder where git is to be asked."""
    import os

    folder, name = os.path.split(os.path.abspath(path))
    return f"git:{revision}:./{name}", folder


def _terms() -> "Described":
    import os

    from graph import difference, rdf, resources

    vocabulary = rdf.read(os.path.join(resources.DATA, "vocabulary.ttl"))
    return difference.describe(rdf.to_triples(vocabulary))
