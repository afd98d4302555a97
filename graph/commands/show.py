"""`findings show`: a concept, claim, study, source or section in plain sentences."""

from typing import TYPE_CHECKING

import click

from graph.commands.options import ANYTHING, SOURCE, data_options, open_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.across import Comparison
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
    from graph import around, cite, explain, names, records, store

    wanted = names.resolve(graph, source, "source") if source else ""
    findings = records.read(graph) if isinstance(graph, store.FileStore) else around.section(graph, number, wanted)
    lines = explain.section(number, findings, wanted)
    return lines, cite.article(findings, [wanted] if wanted else explain.sources_with(number, findings))


def _thing(graph: "GraphStore", name: str) -> tuple[list[str], str]:
    """Explain anything else, and give the line to cite it by."""
    from graph import around, cite, explain, names, publications, records

    whole = graph.whole()
    kind, iri = names.find(whole, name)
    if kind == "source":
        findings, counts = around.source(graph, iri)
        return explain.source(findings.sources[iri], counts, findings), cite.article(findings)
    findings, literature, compared = _read(graph, kind, iri)
    if kind == "claim" and iri not in findings.claims:
        findings, literature, compared = _read(whole, kind, iri)
    source = cite.dataset(findings)
    records.require(findings, kind, iri)
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


def _read(
    graph: "GraphStore", kind: str, iri: str
) -> "tuple[Findings, Literature, Mapping[str, Sequence[Comparison]]]":
    """Read what is told of a thing, and how its claims are held against those of other sources."""
    from graph import across, around, records, store
    from graph.store import derived

    if not derived.has_sources(graph):
        return *around.read(graph, kind, iri), {}
    if isinstance(graph, store.FileStore):  # any part of it may speak of the same, and all of it is at hand
        findings, literature = records.read(graph), records.read_literature(graph)
        about = [iri] if kind == "claim" else around.linked(graph, iri) if kind == "concept" else []
        return findings, literature, across.by_claim(across.compare(findings, literature.estimates.values(), about))
    found = _compared(graph, kind, iri)
    beside = {claim for comparison in found for claim in (comparison.one, comparison.other)}
    return *around.read(graph, kind, iri, beside), across.by_claim(found)


def _compared(graph: "GraphStore", kind: str, iri: str) -> "list[Comparison]":
    """Give what was worked out when a folder was loaded; where it was not, hold one claim against the others now."""
    from graph import across, around, records, rivals
    from graph.store import derived

    if kind not in {"claim", "concept"}:
        return []
    claims = [iri] if kind == "claim" else around.linked(graph, iri)
    if derived.has_comparisons(graph):
        return derived.recorded(graph, claims)
    findings = records.read(graph, claims, with_remarks=False)
    if kind == "claim":
        return [found for claim in findings.claims.values() for found in rivals.compare(graph, claim)]
    click.echo("findings: claims are held against those around here alone; show one, to hold it against all", err=True)
    return across.compare(findings) if len(claims) <= derived.MOST_COMPARED else []
