"""`findings passages`: the sentences of one's own copy, with the place and the digest of each."""

from typing import TYPE_CHECKING

import click

from graph.commands.listing import listing_options, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = ("passage", "source", "section", "paragraph", "sentence", "sha256", "cut off", "words")


@click.command(name="passages")
@click.argument("copy", metavar="COPY", type=click.Path())
@click.option("--source", metavar="SOURCE", default="", help="The name of the source: reading-aloud.")
@listing_options
def command(copy: str, source: str, output: str, form: str | None) -> None:
    """List the sentences of COPY (.txt, .md, .html or .pdf): place, digest, and whether it seems cut off.

    It is a sheet that `findings import` takes. The words are for you: none of them goes into a graph.

    \b
    Examples:
      findings passages my-copy.md
      findings passages my-copy.pdf --source reading-aloud -o passages.csv
    """
    rows = listed(copy, source)
    if not rows:
        from graph.errors import DataError, Place

        raise DataError("no sentences in it", Place(copy), "check that it is the article, and not pictures of pages")
    tell_headings(rows, copy)
    write(COLUMNS, rows, output, form)


def tell_headings(rows: "Sequence[Mapping[str, object]]", copy: str) -> None:
    """Say that a copy has no headings, and so one section; of a text, what makes a heading."""
    if any(row["paragraph"] == 0 for row in rows):
        return
    is_text = copy.lower().endswith((".txt", ".md", ".markdown")) or "." not in copy
    advice = "; in a text, # and a space before a line make it one" if is_text else ""
    click.echo(f"findings: {copy}: no headings, so that all of it is section 0{advice}", err=True)


def listed(copy: str, source: str) -> list[dict[str, object]]:
    """Give the rows of `COLUMNS`, one a sentence; names of passages only where the source is named."""
    from graph import naming, passages

    name = naming.source_name(source) if source else ""
    return [
        {
            "passage": naming.passage(name, s.section, s.paragraph, s.sentence) if name else "",
            "source": name,
            "section": s.section,
            "paragraph": s.paragraph,
            "sentence": s.sentence,
            "sha256": s.digest,
            "cut off": passages.is_cut_off(s),
            "words": s.text,
        }
        for s in passages.from_file(copy)
    ]
