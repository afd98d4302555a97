"""`findings export`: a subgraph in a file format, with where it came from."""

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from graph.commands.options import data_options, open_store, select, selection_options

if TYPE_CHECKING:
    from graph.commands.options import Chosen
    from graph.export import Format, Selected

MOST_HELD = 20_000
SMALL_PART = 2_000


@click.command(name="export")
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to write; the suffix tells the format.")
@click.option("-f", "--format", "form", metavar="FORMAT", help="The format, where the suffix does not tell it.")
@click.option("--key", metavar="FILE", help="Your private RSA key (PEM), to sign nanopublications with.")
@click.option("--formats", is_flag=True, help="List the formats.")
@click.option("--derived", is_flag=True, help="Shortcuts and standings alone, as N-Quads, for another store.")
@selection_options
@data_options
def command(
    output: str,
    form: str | None,
    key: str | None,
    formats: bool,
    derived: bool,
    data: tuple[str, ...],
    layer: str,
    **given: Any,
) -> None:
    """Write the selected claims, and all that they refer to, in a file format.

    Without a selection, everything. Folders: -f csv, kgx, neo4j or rocrate with -o FOLDER.
    The studies of a selection, to cite: -f bib, ris or csl. To publish: -f nanopub or rocrate.

    \b
    Examples:
      findings export --about anxiety --radius 2 -o anxiety.graphml
      findings export --between secure-attachment physical-health -f md
      findings export --section 2 --certainty Stated -o section-2.csv
      findings export --about anxiety -f bib
      findings export --section 2 -f sheet -o section-2.xlsx
    """
    from graph import export, store

    if formats:
        _list_formats()
        return
    if derived:
        _write_derived(output, form, data, layer, given)
        return
    form = form or {".html": "html", ".htm": "html", ".xlsx": "sheet"}.get(os.path.splitext(output)[1].lower())
    if form in {"html", "htm", "sheet"}:
        from graph.commands import page, sheet_files

        write = sheet_files.export if form == "sheet" else page.write
        write(output, select(open_store(data, layer), given))
        return
    if output == "-" and form is None:
        form = "ttl"
    chosen = export.format_for(output, form)
    if key and chosen.name != "nanopub":
        raise click.UsageError("--key goes with -f nanopub")
    signing = _read(key) if key else b""
    picked = select(open_store(data, layer), given)
    if chosen.flows and picked.triples is None and not isinstance(picked.graph, store.FileStore):
        _write_flowing(picked, output, chosen)
        return
    _refuse_too_many(picked, chosen)
    selected = replace(selected_from(picked), key=signing)
    if output == "-":
        rendered = chosen.render(selected)
        click.echo(rendered if isinstance(rendered, bytes) else b"", nl=False)
        return
    for path in export.save(selected, output, chosen):
        click.echo(f"wrote {path}", err=True)


def _refuse_too_many(picked: "Chosen", chosen: "Format") -> None:
    """Refuse to hold in memory what is too much for it, before it is read."""
    from graph import export, store
    from graph.errors import LimitError
    from graph.store import derived

    if isinstance(picked.graph, store.FileStore):
        return
    count = derived.claims(picked.graph) if picked.claims is None else len(picked.claims)
    if count > MOST_HELD:
        flowing = ", ".join(form.name for form in export.FORMATS.values() if form.flows)
        raise LimitError(
            f"{count} claims are too many for {chosen.name}, which is made of all of them at once: at most {MOST_HELD}",
            advice=f"-f with one of {flowing}, or select a part: --about CONCEPT, --source SOURCE",
        )


def _list_formats() -> None:
    from graph import export

    rows = [*((found.name, found.summary) for found in export.FORMATS.values()), ("html", "an interactive page")]
    rows.append(("sheet", "XLSX, or a folder of CSV, that findings import takes back without loss"))
    for name, summary in rows:
        click.echo(f"{name:12} {summary}")


def _write_flowing(picked: "Chosen", output: str, chosen: "Format") -> None:
    """Write, bit by bit, what may be larger than memory."""
    from graph import export
    from graph.commands import claim_tables, progress
    from graph.export import flow

    table = None if _is_quickly_read(picked) else claim_tables.kept(picked.graph)
    with progress.line() as line:
        tell = (lambda done, total: line.tell("reading claims", done, total)) if line else None
        wanted = (picked.claims, picked.description, picked.graph.forms, tell)
        if table:
            rows = flow.of_table(picked.graph, table, *wanted)
        else:
            rows = flow.of_store(picked.graph, *wanted, claim_tables.readers(picked.graph))
        if table and picked.claims is None and chosen.name == "parquet":
            chosen = replace(chosen, flows=lambda _: table.bits())  # it is that file
        if output == "-" and chosen.flows:
            for bit in chosen.flows(rows):
                click.echo(bit, nl=False)
            return
        paths = export.save_flowing(rows, output, chosen)
    for path in paths:
        click.echo(f"wrote {path}", err=True)


def _is_quickly_read(picked: "Chosen") -> bool:
    """Whether a selection is such a small part that a table, which is read from end to end, takes longer."""
    from graph.store.disk import DiskStore

    held = picked.graph.marker.claims if isinstance(picked.graph, DiskStore) else 0
    return picked.claims is not None and len(picked.claims) * SMALL_PART < held


def _read(path: str) -> bytes:
    from graph.errors import FileError, Place

    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise FileError((error.strerror or str(error)).lower(), Place(path), "name the file of your key") from error


def _write_derived(output: str, form: str | None, data: tuple[str, ...], layer: str, given: dict[str, Any]) -> None:
    """Write what follows from the claims by rule, in its named graphs."""
    from pyoxigraph import RdfFormat, serialize

    from graph import writing
    from graph.store import derived

    if form not in {None, "nq"} or (output != "-" and not output.lower().endswith(".nq")):
        raise click.UsageError("--derived writes N-Quads: -o FILE.nq")
    if any(value for name, value in given.items() if name != "radius") or given["radius"] != 1:
        raise click.UsageError("--derived is of the whole graph: leave the selection out")
    quads = sorted(derived.quads(open_store(data, layer)), key=str)
    rendered = serialize(quads, format=RdfFormat.N_QUADS) or b""
    if output == "-":
        click.echo(rendered, nl=False)
        return
    writing.write(output, rendered)
    click.echo(f"wrote {output}", err=True)


def selected_from(chosen: "Chosen") -> "Selected":
    """Give a selection in the shapes that formats are made from; everything has all of the literature."""
    from graph import network, records, subgraph
    from graph.export import Selected, narrowed

    findings = records.read(chosen.graph, chosen.claims)
    if chosen.claims is None:
        literature = records.read_literature(chosen.graph)
    else:
        named = {iri for claim in findings.claims.values() for iri in claim.studies}
        literature = narrowed(records.read_literature(chosen.graph, findings.claims, named), findings)
    triples = chosen.triples
    if triples is None:
        said = [*findings.claims, *findings.gaps, *findings.remarks]
        triples = subgraph.triples(chosen.graph, [*said, *literature.lines, *literature.studies, *literature.estimates])
    made = network.from_findings(findings, findings.declared("version"), chosen.description)
    return Selected(findings, triples, made, chosen.description, literature, forms=chosen.graph.forms)
