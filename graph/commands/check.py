"""`findings check`: shapes and questions whose right answer is no rows, each problem with file and line."""

import click

from graph.commands.options import data_options, open_store

SHOWN = 9


@click.command(name="check")
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option("--all", "every", is_flag=True, help=f"Show every problem, not the first {SHOWN}.")
@data_options
def command(files: tuple[str, ...], every: bool, data: tuple[str, ...], layer: str) -> int:
    """Find the problems of FILES, or of the shipped graph: exit 0 if there are none, 1 if there are.

    \b
    Examples:
      findings check
      findings check my-claims.ttl
    """
    import os

    from graph import questions, resources, shapes, store
    from graph.errors import visible

    graph = store.in_memory(open_store((*files, *data), layer, withdrawn=True))
    checks = questions.list_all(os.path.join(resources.QUERIES, "checks"))
    problems = shapes.check(graph, graph.files, checks)
    shown = problems if every else problems[:SHOWN]
    for problem in shown:
        click.echo(visible(f"findings: {problem}"), err=True)
    if len(shown) < len(problems):
        click.echo(f"findings: {len(problems) - len(shown)} more problems; --all shows them", err=True)
    count = "no problems" if not problems else f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    click.echo(f"{count} in {', '.join(os.path.basename(name) for name in graph.files)}")
    return 1 if problems else 0
