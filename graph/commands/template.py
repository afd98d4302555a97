"""`findings template`: an empty sheet to fill in, with drop-downs by the model's words."""

import click


@click.command(name="template")
@click.option("-o", "--output", metavar="FILE", required=True, help="SHEET.xlsx, or a folder for CSV.")
def command(output: str) -> None:
    """Write an empty workbook with drop-downs and the guide, or a folder of CSV files with headers.

    \b
    Examples:
      findings template -o sheet.xlsx
      findings template -o sheets/
    """
    from graph.commands.sheet_files import guide, save
    from graph.sheets import writing

    save(writing.empty(), output, "findings template", guide())
