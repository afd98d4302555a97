# ruff: noqa: N999 - a command is called as its module is, and this one is called import
"""`findings import`: sheets that curators fill in, as a graph; all faults are told, and none of them is written."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import Quad, Triple

    from graph.shapes import Problem
    from graph.sheets.building import Built
    from graph.sheets.faults import Fault
    from graph.sheets.tables import Book

    Files = Mapping[str, list[Quad]]

NAMED = 12
MOST_BESIDE_FAULTS = 20_000
"""Triples of which the rules are tried while there are faults in cells; of more that would take long."""
_UNNAMED = "<urn:row:"


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

    Every fault is told with its cell and the cure, and nothing is written until all is right. Faults in cells are
    told at once, with those of the rules on rows that have none; the rules on the others when their cells are right.
    Rows without a name get one: source, section, letter. They keep it when the sheet is imported again.

    \b
    Examples:
      findings import reading-aloud.xlsx -o reading-aloud.ttl
      findings import sheets -o reading-aloud.ttl
      findings import sheets --copy my-copy.md --source reading-aloud -o reading-aloud.ttl
    """
    import os

    from graph import rdf, writing
    from graph.sheets import hints
    from graph.sheets.faults import SheetError

    before = rdf.read(output) if output.endswith(".ttl") and os.path.exists(output) else []
    others = _others(data)
    built, sound = _built(sheets, (copy, source), others, rdf.to_triples(before))
    if faults := [*built.faults, *_problems(built, sound, output, others)]:
        raise SheetError(", ".join(sheets), faults)
    if before and not replace:
        _refuse_losses(rdf.to_triples(before), built, output)
    for hint in hints.hints(built):
        click.echo(f"findings: {hint}", err=True)
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
) -> "tuple[Built, set[str]]":
    """Read the sheets and the copy of a source, and let go of them: the graph may be large.

    With what was built are the things of rows that no fault touches, where there are faults.
    """
    from graph import passages
    from graph.sheets import building, directory, reading, soundness

    book = reading.read(sheets)
    if copied[0]:
        _add_copy(book, copied[0], copied[1])
    known = directory.from_triples(quad for quads in others.values() for quad in quads)
    built = building.build(book, passages.digest, known, before)
    for note in book.notes:
        click.echo(f"findings: {note}", err=True)
    is_small = len(built.triples) <= MOST_BESIDE_FAULTS
    return built, soundness.sound(built, book) if built.faults and is_small else set()


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


def _problems(built: "Built", sound: set[str], output: str, others: "Files") -> "list[Fault]":
    """Check what was built as `findings check` does, and tell each problem with the cell that it came from.

    Beside faults in cells only the rules are tried, and only on the things of sound rows.
    """
    import os

    from pyoxigraph import Quad

    from graph import questions, resources, shapes, store

    if built.faults and not sound:
        return []
    quads = [Quad(t.subject, t.predicate, t.object) for t in built.triples if not str(t.subject).startswith(_UNNAMED)]
    graph = store.FileStore({output: quads, **{name: found for name, found in others.items() if name}})
    checks = questions.list_all(os.path.join(resources.QUERIES, "checks"))
    problems = shapes.check(graph, graph.files, checks, with_shapes=not built.faults)
    if built.faults:
        problems = [problem for problem in problems if problem.item in sound]
    return [_fault(problem, built) for problem in problems if not problem.item or built.spot(problem.item)]


def _fault(problem: "Problem", built: "Built") -> "Fault":
    """Give a problem as the fault of a cell, in the words of its sheet."""
    from graph.errors import visible
    from graph.sheets import wording
    from graph.sheets.faults import Fault, Spot
    from graph.vocabulary import shorten

    row = built.rows.get(problem.item)
    said, cure = (wording.in_words(text, row.headed.sheet.name if row else "") for text in (problem.what, problem.cure))
    what = visible(f"{shorten(problem.item)}: {said}" if problem.item else said)
    return Fault(built.spot(problem.item, problem.path) or Spot("claims"), "", what, cure)


def _refuse_losses(before: "list[Triple]", built: "Built", output: str) -> None:
    """Refuse to drop what the file describes and no row does: a sheet of part of a graph must not undo the rest."""
    from graph.errors import DataError, Place
    from graph.vocabulary import shorten

    kept = {str(triple.subject) for triple in built.triples}
    lost = sorted({str(triple.subject) for triple in before} - kept)
    if lost:
        shown = ", ".join(shorten(name.strip("<>")) for name in lost[:NAMED])
        more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
        counted = "1 thing in it has" if len(lost) == 1 else f"{len(lost)} things in it have"
        what = f"{counted} no row in the sheets: {shown}{more}"
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
