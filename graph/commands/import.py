# ruff: noqa: N999 - a command is called as its module is, and this one is called import
"""`findings import`: sheets that curators fill in, as a graph; all faults are told, and none of them is written."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Quad, Triple

    from graph.sheets.building import Built
    from graph.sheets.faults import Fault
    from graph.sheets.tables import Book

    Files = Mapping[str, list[Quad]]

NAMED = 12


@click.command(name="import")
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET...", type=click.Path())
@click.option("-o", "--output", metavar="FILE.ttl", default="-", help="Where to write; - is the pipe.")
@click.option("--copy", type=click.Path(), metavar="COPY", help="Your copy: passages get their digests from it.")
@click.option("--source", metavar="SOURCE", help="What the copy is of, where the sheets have several sources.")
@click.option("--data", multiple=True, type=click.Path(), metavar="PATH", help="Graphs to which cells may refer.")
@click.option("--replace", is_flag=True, help="Take out of FILE.ttl what has no row any more.")
def command(
    sheets: tuple[str, ...], output: str, copy: str | None, source: str | None, data: tuple[str, ...], replace: bool
) -> None:
    """Turn SHEETs (.xlsx, .csv, .tsv, or a folder of them) into canonical Turtle.

    Every fault is told with its cell and the cure, all at once, and nothing is written until all is right. Rows
    without a name get one: source, section, letter. They keep it when the sheet is imported again.

    \b
    Examples:
      findings import reading-aloud.xlsx -o reading-aloud.ttl
      findings import claims.csv concepts.csv sources.csv --copy my-copy.md -o reading-aloud.ttl
    """
    import os

    from graph import rdf, writing
    from graph.sheets.faults import SheetError

    before = rdf.read(output) if output.endswith(".ttl") and os.path.exists(output) else []
    others = _others(data)
    built = _built(sheets, (copy, source), others, rdf.to_triples(before))
    faults = built.faults or _problems(built, output, others)
    if faults:
        raise SheetError(", ".join(sheets), faults)
    if before and not replace:
        _refuse_losses(rdf.to_triples(before), built, output)
    _tell_names(built, {str(triple.subject) for triple in before})
    rendered = rdf.canonical(built.triples)
    if output == "-":
        click.echo(rendered, nl=False)
    elif before and open(output, "rb").read() == rendered:  # noqa: SIM115
        click.echo(f"{output} is as it was", err=True)
    else:
        writing.write(output, rendered)
        click.echo(f"wrote {output}", err=True)


def _built(
    sheets: tuple[str, ...], copied: tuple[str | None, str | None], others: "Files", before: "list[Triple]"
) -> "Built":
    """Read the sheets and the copy of a source, and let go of them: the graph may be large."""
    from graph import passages
    from graph.sheets import building, directory, reading

    book = reading.read(sheets)
    if copied[0]:
        _add_copy(book, copied[0], copied[1])
    known = directory.from_triples(quad for quads in others.values() for quad in quads)
    built = building.build(book, passages.digest, known, before)
    for note in book.notes:
        click.echo(f"findings: {note}", err=True)
    return built


def _add_copy(book: "Book", copy: str, source: str | None) -> None:
    from graph import naming, passages
    from graph.errors import DataError
    from graph.sheets import copying

    names = [source] if source else copying.only_source(book)
    if len(names) != 1:
        which = f"the sheets have {len(names)} sources: {', '.join(names)}" if names else "the sheets have no source"
        raise DataError(f"{which}; --copy is of one", advice="--source NAME, or a row in the sheet sources")
    sentences = [(s.section, s.paragraph, s.sentence, s.digest) for s in passages.from_file(copy)]
    copying.add_copy(book, sentences, naming.source_name(names[0]), copy)


def _others(data: tuple[str, ...]) -> "Files":
    from graph import store

    return store.from_files(data, withdrawn=True).files if data else store.from_quads([], "").files


def _problems(built: "Built", output: str, others: "Files") -> "list[Fault]":
    """Check what was built as `findings check` does, and tell each problem with the cell that it came from."""
    import os

    from pyoxigraph import Quad

    from graph import questions, resources, shapes, store
    from graph.errors import visible
    from graph.sheets.faults import Fault, Spot
    from graph.vocabulary import shorten

    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in built.triples]
    graph = store.FileStore({output: quads, **{name: found for name, found in others.items() if name}})
    checks = questions.list_all(os.path.join(resources.QUERIES, "checks"))
    found = []
    for problem in shapes.check(graph, graph.files, checks):
        spot = built.spot(problem.item, problem.path)
        if spot or not problem.item:
            what = visible(f"{shorten(problem.item)}: {problem.what}" if problem.item else problem.what)
            found.append(Fault(spot or Spot("claims"), "", what, problem.cure))
    return found


def _refuse_losses(before: "list[Triple]", built: "Built", output: str) -> None:
    """Refuse to drop what the file describes and no row does: a sheet of part of a graph must not undo the rest."""
    from graph.errors import DataError, Place
    from graph.vocabulary import shorten

    kept = {str(triple.subject) for triple in built.triples}
    lost = sorted({str(triple.subject) for triple in before} - kept)
    if lost:
        shown = ", ".join(shorten(name.strip("<>")) for name in lost[:NAMED])
        more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
        what = f"{len(lost)} things in it have no row in the sheets: {shown}{more}"
        raise DataError(what, Place(output), "--replace takes them out; or write to another file")


def _tell_names(built: "Built", before: set[str]) -> None:
    """Tell which claims were given a name now; those that have had it since an earlier import are known."""
    from graph.vocabulary import shorten

    claims = [shorten(iri) for iri in built.named if f"<{iri}>" not in before and shorten(iri).startswith("claim:")]
    if claims:
        more = ", …" if len(claims) > NAMED else ""
        click.echo(
            f"named {len(claims)} claim{'s' if len(claims) > 1 else ''}: {', '.join(claims[:NAMED])}{more}", err=True
        )
