"""`findings format`: Turtle in its one canonical form, in place, so that a diff shows science and not spacing."""

import click


@click.command(name="format")
@click.argument("files", nargs=-1, required=True, metavar="FILE.ttl...", type=click.Path())
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name each file that is not canonical.")
@click.option("--drop-comments", is_flag=True, help="Let comments go; without it a file that has one is refused.")
def command(files: tuple[str, ...], check: bool, drop_comments: bool) -> int:
    """Write each FILE in canonical Turtle: sorted, one way to say it, every lexical form as it was.

    All files are written, or none.

    \b
    Examples:
      findings format my-claims.ttl
    """
    from graph import formatting, writing

    found = {path: formatting.formatted(path, drop_comments=drop_comments or check) for path in dict.fromkeys(files)}
    changed = {path: after for path, (before, after) in found.items() if before != after}
    if not check:
        writing.write_all(changed)
    for path in changed:
        click.echo(f"{path}: {'not canonical; findings format mends it' if check else 'rewritten'}", err=True)
    return 1 if check and changed else 0
