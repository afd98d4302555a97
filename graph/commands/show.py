"""`findings show`: a concept, claim, study, source or section in plain sentences."""

from typing import TYPE_CHECKING

import click

from graph.commands.options import ANYTHING, SOURCE, data_options, open_store

if TYPE_CHECKING:
    from graph.claims import Findings, Literature
    from graph.store import GraphStore

LONGEST_NUMBER = 9


@click.command(name="show")
@click.argument("name", type=ANYTHING)
@click.option("--source", type=SOURCE, metavar="SOURCE", help="Of a section: that of this source, if several have one.")
@data_options
def command(name: str, source: str | None, data: tuple[str, ...], layer: str) -> None:
    """Explain NAME: a concept, claim, study, passage, gap, remark or source, or a section by its number.

    \b
    Examples:
      findings show secure-attachment
      findings show nine-ways-09-q
      findings show 2
      findings show 2 --source nine-ways
      findings show source:nine-ways
    """
    from graph import sentences
    from graph.errors import visible

    graph = open_store(data, layer)
    number = name.removeprefix("section").strip()
    if number.isdecimal() and len(number) <= LONGEST_NUMBER:
        lines, cited = _section(graph, int(number), source)
    elif source:
        raise click.UsageError("--source goes with the number of a section")
    else:
        lines, cited = _thing(graph, name)
    ending = [f"Cite: {cited}", ""] if cited else []
    click.echo(visible("\n".join([*lines, "", *ending, sentences.NOTICE])))


def _section(graph: "GraphStore", number: int, source: str | None) -> tuple[list[str], str]:
    """Explain a section, and give the line to cite it by."""
    from graph import cite, explain, names, records

    wanted = names.resolve(graph, source, "source") if source else ""
    findings = records.read(graph)
    lines = explain.section(number, findings, wanted)
    return lines, cite.article(findings, [wanted] if wanted else explain.sources_with(number, findings))


def _thing(graph: "GraphStore", name: str) -> tuple[list[str], str]:
    """Explain anything else, and give the line to cite it by."""
    from graph import across, around, cite, explain, names, publications, records

    whole = graph.whole()
    kind, iri = names.find(whole, name)
    if kind == "source":
        findings, counts = around.source(graph, iri)
        return explain.source(findings.sources[iri], counts, findings), cite.article(findings)
    findings, literature = _read(graph, kind, iri)
    if kind == "claim" and iri not in findings.claims:
        findings, literature = _read(whole, kind, iri)
    source = cite.dataset(findings)
    records.require(findings, kind, iri)
    compared = across.by_claim(across.compare(findings, literature.estimates.values()))
    if kind == "claim":
        claim = findings.claims[iri]
        lines = [*explain.claim(claim, findings), *explain.others(claim, compared.get(iri, ()), findings)]
        lines += explain.evidence(claim, literature)
        source = cite.claim(claim, findings)
    elif kind == "concept":
        thing = findings.concepts[iri]
        lines = [*explain.concept(thing, findings), *explain.across_sources(thing, compared, findings)]
    elif kind == "study":
        lines = explain.study(findings.studies[iri], findings)
        if publications.is_publication(findings.studies[iri]):
            lines += explain.bearings(findings.studies[iri], findings, literature)
            source = cite.study(findings.studies[iri])
    elif kind == "passage":
        lines = explain.passage(findings.passages[iri], findings)
    elif kind == "gap":
        lines = explain.gap(findings.gaps[iri], findings)
    else:
        lines = explain.remark(findings.remarks[iri], findings)
    return lines, source


def _read(graph: "GraphStore", kind: str, iri: str) -> "tuple[Findings, Literature]":
    """Read what is told of a thing: of files with several sources everything, since any may speak of the same."""
    from graph import around, records, store

    sources = "SELECT DISTINCT ?source { ?passage oa:hasSource ?source } LIMIT 2"
    if isinstance(graph, store.FileStore) and len(graph.select(sources).rows) > 1:
        return records.read(graph), records.read_literature(graph)
    return around.read(graph, kind, iri)
