"""`findings queries`: the named questions with their parameters and an example each."""

import click


@click.command(name="queries")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the named questions, or describe the one called NAME.

    \b
    Examples:
      findings queries
      findings queries chains
    """
    from graph import questions

    if name:
        _describe(questions.find(name))
        return
    for question in questions.list_all():
        click.echo(f"{question.name}\n  {question.summary}")
        click.echo(f"  findings query {question.name} {question.example}".rstrip())


def _describe(question) -> None:  # type: ignore[no-untyped-def]  # a Question, imported where used
    click.echo(f"{question.name}: {question.summary}\n{question.description}")
    if question.parameters:
        click.echo("\nParameters")
    for parameter in question.parameters:
        optional = ", optional" if parameter.optional else ""
        click.echo(f"  {parameter.name} ({parameter.kind}{optional}): {parameter.description}")
    click.echo("\nColumns")
    for column in question.columns:
        click.echo(f"  {column.name}: {column.description}")
    click.echo(f"\nExample\n  findings query {question.name} {question.example}".rstrip())
