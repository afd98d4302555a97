"""`findings new`: a folder for a source of one's own: a sheet to fill in, and the coding guide."""

from typing import Any

import click

README = """# {title}

1. Read `coding-guide.md` once from top to bottom.
2. Fill in {filled}, sentence by sentence: the sheet `claims`, and in `concepts` what they are about.
3. `findings import {sheet} -o {name}.ttl` tells every fault with its cell, and writes when all is right.
   The names that it makes are public: write them into the sheet, or go on from what `findings export -f sheet` gives.
4. `findings check {name}.ttl`, then `findings page --data {name}.ttl -o {name}.html`.
5. `findings verify COPY --data {name}.ttl` holds the graph against a copy.

The words of the source stay with you: the column `words` of the sheet `passages` is for reading. Take it out before you
give the sheet to others, unless the license of the source allows it.
"""


@click.command(name="new")
@click.argument("source", metavar="SOURCE")
@click.option("--title", required=True, help="As it is printed.")
@click.option("--creator", multiple=True, metavar="PERSON", help="Who wrote it; repeatable.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--issued", metavar="DATE", help="When it appeared: 2019-09-21, 2019-09 or 2019.")
@click.option("--modified", metavar="DATE", help="When it was last changed.")
@click.option("--url", metavar="URL", help="Its web address.")
@click.option("--doi", metavar="DOI", help="10.1234/abc.")
@click.option("--rights", metavar="TEXT", help="Its copyright line.")
@click.option("--type", "type_", type=click.Choice(["article", "book"]), default="article", help="What it is.")
@click.option("--coder", multiple=True, metavar="PERSON", help="Who codes it: you; repeatable.")
@click.option("--license", "license_", metavar="URL", help="The license that you give to your data.")
@click.option("--copy", type=click.Path(), metavar="COPY", help="Your copy: its sentences are listed in the sheet.")
@click.option("-o", "--output", metavar="FOLDER", help="Where; a new folder with the name of the source if not given.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV files instead of a workbook.")
def command(
    source: str,
    output: str | None,
    as_csv: bool,
    copy: str | None,
    creator: tuple[str, ...],
    coder: tuple[str, ...],
    license_: str | None,
    type_: str,
    **given: Any,
) -> None:
    """Start SOURCE, the short name of an article or book: a folder with a sheet to fill in and the coding guide.

    \b
    Examples:
      findings new reading-aloud --title "Reading Aloud at Home" --creator "Ada Example" --issued 2024-05-01
      findings new reading-aloud --title "Reading Aloud at Home" --copy my-copy.md --csv
    """
    import os

    from graph import naming, passages, writing
    from graph.commands.passages import listed
    from graph.commands.sheet_files import guide
    from graph.errors import FileError, Place
    from graph.sheets import beginning, building
    from graph.sheets import writing as sheets
    from graph.sheets.faults import SheetError
    from graph.sheets.tables import Book

    name = naming.source_name(source)
    folder = output or name
    if os.path.exists(folder):
        raise FileError("it exists already, and is left alone", Place(folder), "-o ANOTHER-FOLDER")
    rows = listed(copy, name) if copy else []
    tables = beginning.begin(name, {**given, "type": type_, "coder license": license_}, creator, coder, rows)
    built = building.build(Book(tables, [], []), passages.digest)
    if built.faults:
        raise SheetError("what was given", built.faults)
    lines = guide()
    sheet = "." if as_csv else f"{name}.xlsx"
    filled = "the CSV files in this folder" if as_csv else f"`{sheet}`"
    files = sheets.to_csv(tables) if as_csv else {sheet: sheets.to_xlsx(tables, f"findings new {name}", lines)}
    files["coding-guide.md"] = ("\n".join(lines) + "\n").encode()
    files["README.md"] = README.format(title=given["title"], sheet=sheet, filled=filled, name=name).encode()
    for path in writing.write_folder(folder, files):
        click.echo(f"wrote {path}", err=True)
