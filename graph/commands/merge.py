"""`findings merge`: graphs put together; what may be the same is proposed, and joined only when a person says so."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph.merging import Proposal

COLUMNS = ("join", "keep", "kind", "why", "decision")
JOIN, APART = "join", "apart"


@click.command(name="merge")
@click.argument("files", nargs=-1, required=True, metavar="FILE FILE...", type=click.Path())
@click.option("-o", "--output", metavar="FILE.ttl", default="-", help="Where to write; - is the pipe.")
@click.option("--join", multiple=True, metavar="A=B", help="A is the same as B, and is called B from now on.")
@click.option("--proposals", metavar="FILE.csv", help="Write what is proposed, with a column to decide in.")
@click.option("--decisions", metavar="FILE.csv", help="That file, with 'join' or 'apart' in the column decision.")
def command(
    files: tuple[str, ...], output: str, join: tuple[str, ...], proposals: str | None, decisions: str | None
) -> None:
    """Put FILEs together; concepts that share a label, a synonym or an identifier are proposed, and not joined unasked.

    One name that says different things in two files is refused, with both places.

    \b
    Examples:
      findings merge my-claims.ttl other-claims.ttl -o both.ttl
      findings merge my-claims.ttl other-claims.ttl --join concept:c=concept:a -o both.ttl
    """
    from graph import merging, rdf, writing
    from graph.vocabulary import expand

    if len(files) < 2:
        raise click.UsageError("give two files or more")
    joins, apart = _decided(decisions) if decisions else ({}, [])
    for pair in join:
        one, equals, other = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--join takes A=B, not '{pair}'")
        joins[expand(one.strip())] = expand(other.strip())
    merged = merging.merge({name: rdf.read(name) for name in dict.fromkeys(files)}, joins, apart)
    _tell(merged.proposals)
    if proposals:
        _write_proposals(merged.proposals, proposals)
    rendered = rdf.canonical(merged.triples)
    if output == "-":
        click.echo(rendered, nl=False)
    else:
        writing.write(output, rendered)
        click.echo(f"wrote {output}", err=True)


def _tell(proposals: "list[Proposal]") -> None:
    from graph.errors import visible
    from graph.vocabulary import shorten

    for found in proposals:
        one, other = shorten(found.join), shorten(found.keep)
        click.echo(visible(f"the same {found.kind}? {one} and {other}: {found.why}; --join {one}={other}"), err=True)
    if proposals:
        count = f"{len(proposals)} proposal{'s' if len(proposals) > 1 else ''}"
        click.echo(f"{count}, none of them followed: each name stays", err=True)


def _write_proposals(proposals: "list[Proposal]", path: str) -> None:
    from graph.commands.listing import render, write_text
    from graph.vocabulary import shorten

    rows = [found._asdict() | {"join": shorten(found.join), "keep": shorten(found.keep)} for found in proposals]
    write_text(render(COLUMNS, rows, "csv"), path)


def _decided(path: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Read which proposals are to be followed, and which pairs are two things."""
    import csv
    import io

    from graph import rdf
    from graph.errors import DataError, Place
    from graph.vocabulary import expand

    text = rdf.read_bytes(path).decode("utf-8-sig", "replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    joins: dict[str, str] = {}
    apart: list[tuple[str, str]] = []
    missing = [name for name in ("join", "keep", "decision") if name not in (reader.fieldnames or ())]
    if missing:
        raise DataError(f"no column {', '.join(missing)}", Place(path, 1), "findings merge --proposals writes the file")
    for row in reader:
        pair = expand((row["join"] or "").strip()), expand((row["keep"] or "").strip())
        decision = (row["decision"] or "").strip().lower()
        if decision == JOIN:
            joins[pair[0]] = pair[1]
        elif decision == APART:
            apart.append(pair)
        elif decision:
            raise DataError(
                f"'{decision}' is no decision", Place(path, reader.line_num), f"{JOIN}, {APART}, or nothing"
            )
    return joins, apart
