"""`findings passages`: the sentences of one's own copy, with the place and the digest of each."""

import click

from graph.commands.listing import listing_options, write

NO_HEADINGS = "no headings below a title, so everything is in section 0: in text, begin each with ## to open a section"
COLUMNS = ("passage", "source", "section", "paragraph", "sentence", "sha256", "cut off", "words")


@click.command(name="passages")
@click.argument("copy", metavar="COPY", type=click.Path())
@click.option("--source", metavar="SOURCE", default="", help="The name of the source: reading-aloud.")
@listing_options
def command(copy: str, source: str, output: str, form: str | None) -> None:
    """List the sentences of COPY (.txt, .md, .html or .pdf): place, digest, and whether it seems cut off.

    It is a sheet that `findings import` takes. The words are for you: none of them goes into a graph. Headings open
    sections: in text and Markdown a line that begins with #, or is underlined; in text also lines "1. Title", "2. …".

    \b
    Examples:
      findings passages my-copy.md
      findings passages my-copy.pdf --source reading-aloud -o passages.csv
    """
    rows = listed(copy, source)
    if not rows:
        from graph.errors import DataError, Place

        raise DataError("no sentences in it", Place(copy), "check that it is the article, and not pictures of pages")
    write(COLUMNS, rows, output, form)


def listed(copy: str, source: str) -> list[dict[str, object]]:
    """Give the rows of `COLUMNS`, one a sentence; names of passages only where the source is named."""
    from graph import naming, passages

    name = naming.source_name(source) if source else ""
    sentences = passages.from_file(copy)
    if sentences and not any(s.section for s in sentences):
        click.echo(f"findings: {NO_HEADINGS}", err=True)
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
        for s in sentences
    ]
