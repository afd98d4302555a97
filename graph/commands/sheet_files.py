"""Where sheets are written, by every command that writes them: a workbook, or a folder of CSV."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph.commands.options import Chosen
    from graph.export import Selected
    from graph.sheets.tables import Table

VOCABULARY = "vocabulary.ttl"


def save(tables: "Sequence[Table]", output: str, origin: str, lines: Iterable[str] = ()) -> None:
    """Write sheets to FILE.xlsx, to a folder (a name without a suffix, or one that ends with a slash), or to a pipe.

    Raises
    ------
    UsageError
        If the name has another suffix.
    FileError
        If writing fails; what was there before is then untouched.
    """
    import os

    from graph import writing as files
    from graph.errors import UsageError
    from graph.sheets import writing

    suffix = os.path.splitext(output)[1].lower()
    if output == "-":
        click.echo(writing.to_xlsx(tables, origin, lines), nl=False)
        return
    if suffix == ".xlsx":
        files.write(output, writing.to_xlsx(tables, origin, lines))
        click.echo(f"wrote {output}", err=True)
    elif output.endswith(("/", os.sep)) or os.path.isdir(output) or not suffix:
        for path in files.write_folder(output, writing.to_csv(tables)):
            click.echo(f"wrote {path}", err=True)
    else:
        raise UsageError(f"'{output}' is no name for sheets", advice="-o FILE.xlsx, or -o FOLDER/ for CSV")


def export(output: str, chosen: "Chosen") -> None:
    """Write a selection as sheets; everything is every triple of the files but the vocabulary, withdrawn ones too."""
    from graph.commands.export import selected_from
    from graph.export import provenance
    from graph.sheets import filling

    selected = _everything(chosen) if chosen.claims is None else selected_from(chosen)
    tables = filling.fill(selected.triples)
    _tell_too_many(tables)
    save(tables, output, provenance.line(selected), guide())


def _everything(chosen: "Chosen") -> "Selected":
    """Give all triples with what the data says of itself: nothing is read of the claims, of which there may be many."""
    import os

    import networkx as nx

    from graph import rdf, records
    from graph.claims import Findings
    from graph.export import Selected

    files = chosen.graph.whole().files
    quads = (quad for name, found in files.items() if os.path.basename(name) != VOCABULARY for quad in found)
    said = Findings({}, {}, datasets=records.read_datasets(chosen.graph))
    return Selected(said, rdf.to_triples(quads), nx.MultiDiGraph(), chosen.description, forms=chosen.graph.forms)


def _tell_too_many(tables: "Sequence[Table]") -> None:
    from graph.sheets import text_files

    for table in tables:
        if len(table.rows) >= text_files.MOST_ROWS:
            said = f"{len(table.rows):,} rows are more than findings import takes ({text_files.MOST_ROWS:,})"
            click.echo(f"findings: {table.name}: {said}; take a part: --source NAME, --section N", err=True)


def guide() -> list[str]:
    """Give the lines of the coding guide, without the cases decided for one article."""
    import os

    from graph import resources

    with open(os.path.join(resources.DATA, "README.md"), encoding="utf-8") as file:
        text = file.read()
    return text[text.index("# The coding guide") : text.index("# Hard cases")].rstrip().splitlines()
