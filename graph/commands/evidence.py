"""`findings evidence`: what studies found on a claim or a concept, on one scale, and how the claim stands by a rule."""

import os
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from graph.commands.options import ANYTHING, data_options, open_store

if TYPE_CHECKING:
    from graph.claims import Claim, Findings, Literature
    from graph.evidence import Row

FORMS = ("text", "md", "csv", "tsv", "json", "svg")
COLUMNS = (
    "study", "year", "design", "study_size", "stance", "directness", "counts", "measured", "reported", "n", "k",
    "direction", "r", "r_low", "r_high", "why", "doi",
)  # fmt: skip
_PIPE_WIDTH = 100


class _Report(NamedTuple):
    title: str
    claims: "list[Claim]"
    rows: "list[Row]"
    findings: "Findings"
    literature: "Literature"


@click.command(name="evidence")
@click.argument("name", type=ANYTHING)
@click.option("-f", "--format", "form", type=click.Choice(FORMS), help="Default: text, or what the suffix of -o tells.")
@click.option("-o", "--output", metavar="FILE", default="-", help="Write to a file: .svg is the forest plot.")
@data_options
def command(name: str, form: str | None, output: str, data: tuple[str, ...], layer: str) -> None:
    """Show what studies found on NAME, a claim or a concept: each figure as reported and on one scale.

    \b
    Examples:
      findings evidence nine-ways-02-e
      findings evidence secure-attachment -f csv
      findings evidence nine-ways-08-a -o forest.svg
    """
    from graph import writing
    from graph.errors import visible

    form = form or _form_of(output)
    if layer == "article":
        click.echo("the literature is left out (--layer article): there is no evidence to show", err=True)
    rendered = _render(_report(name, data, layer), form, layer)
    if output == "-":
        click.echo(visible(rendered) if form in {"text", "md"} else rendered, nl=False)
    else:
        writing.write(output, rendered.encode())
        click.echo(f"wrote {output}", err=True)


def _form_of(output: str) -> str:
    suffix = os.path.splitext(output)[1].lower().lstrip(".")
    form = {"": "text", "txt": "text"}.get(suffix, suffix)
    if form not in FORMS:
        raise click.BadParameter(f"no format '{suffix}'; one of .{', .'.join(FORMS[1:])}, .txt", param_hint="-o")
    return form


def _report(name: str, data: tuple[str, ...], layer: str) -> _Report:
    from graph import around, evidence, names, records, sentences
    from graph.errors import NotFoundError

    graph = open_store(data, layer)
    kind, iri = names.find(graph, name)
    if kind not in {"claim", "concept"}:
        raise NotFoundError(f"'{name}' is a {kind}, not a claim or a concept", advice=f"findings show {name}")
    findings, literature = around.read(graph, kind, iri)
    records.require(findings, kind, iri)
    if kind == "claim":
        claim = findings.claims[iri]
        rows = evidence.of_claim(claim, findings, literature)
        return _Report(sentences.claim(claim, findings), [claim], rows, findings, literature)
    about = {line.about for line in literature.lines.values()}
    claims = [c for c in findings.claims.values() if c.iri in about and iri in {c.subject, c.outcome}]
    rows = evidence.of_concept(iri, findings, literature) or _on(claims, findings, literature)
    return _Report(findings.label(iri), claims, rows, findings, literature)


def _on(claims: "list[Claim]", findings: "Findings", literature: "Literature") -> "list[Row]":
    """Give what was held against claims, once each: of a concept that itself was not measured."""
    from graph import evidence

    rows = (row for claim in claims for row in evidence.of_claim(claim, findings, literature))
    return list({(row.study.iri, row.figure and row.figure.iri): row for row in rows}.values())


def _render(report: _Report, form: str, layer: str) -> str:
    from graph import forest

    if form == "svg":
        return forest.svg(report.rows, report.title)
    if form == "text":
        return _text(report, layer)
    if form == "json":
        return _json(report, layer)
    return _table(report, form)


def _text(report: _Report, layer: str) -> str:
    from graph import evidence, forest, sentences

    width = shutil.get_terminal_size((_PIPE_WIDTH, 0)).columns
    lines = [report.title, ""]
    if layer == "article":
        lines += ["The literature is left out (--layer article): no standing and no figures.", "", sentences.NOTICE]
        return "\n".join(lines) + "\n"
    lines += _standings(report)
    lines += ["", "What studies found", *(evidence.text(report.rows) or ["Nothing is recorded."])]
    plot = forest.text(report.rows, width).splitlines()
    lines += ["", "Forest plot", *plot] if plot else []
    lines += ["", _pooling(report.rows), *_assumptions(report.rows), "", sentences.NOTICE]
    return "\n".join(lines) + "\n"


def _standings(report: _Report) -> list[str]:
    from graph import evidence, sentences

    if not report.claims:
        return ["No claim about it has evidence."]
    said = [(claim, evidence.explain_standing(claim, report.literature)) for claim in report.claims]
    if len(said) == 1 and report.title == sentences.claim(said[0][0], report.findings):
        return [f"Standing: {said[0][1]}", evidence.RULE]
    return [
        "Claims with evidence, and how they stand",
        *(f"- {sentences.claim(claim, report.findings)} ({claim.name})\n    {standing}" for claim, standing in said),
        evidence.RULE,
    ]


def _pooling(rows: "list[Row]") -> str:
    from graph import evidence, pooling
    from graph.effects import Interval
    from graph.errors import MissingExtraError

    said = []
    for found in evidence.poolable(rows):
        pairs = [pair for pair in map(evidence.as_z, found) if pair]
        try:
            pooled = pooling.random_effects([z for z, _ in pairs], [variance for _, variance in pairs])
        except MissingExtraError as error:
            return f"{len(found)} studies could be pooled; {error}"
        said.append(evidence.pooled_in_words(found, Interval(*pooled[:3]), pooled.tau2, pooled.i2))
    return "\n".join(said) or evidence.why_not_pooled(rows)


def _assumptions(rows: "list[Row]") -> list[str]:
    from graph import effects

    if not any(row.figure for row in rows):
        return []
    return ["", "How figures were put on the scale of r", effects.ASSUMPTIONS, f"Source: {effects.SOURCE}"]


def _record(row: "Row") -> dict[str, Any]:
    figure, common = row.figure, row.common
    values = (
        row.label, row.year, row.design, row.size, row.stance, row.directness,
        row.counts if row.stance else None, row.subject_matter, row.reported, figure and figure.size,
        figure and figure.samples, row.direction, common and common.value, common and common.low,
        common and common.high, row.why, row.study.doi,
    )  # fmt: skip
    return dict(zip(COLUMNS, (value or None if isinstance(value, str) else value for value in values), strict=True))


def _table(report: _Report, form: str) -> str:
    from pyoxigraph import Literal

    from graph import tables
    from graph.ask import Solutions

    def term(value: Any) -> Literal | None:
        return None if value is None else Literal(round(value, 4) if isinstance(value, float) else value)

    rows = [tuple(term(value) for value in _record(row).values()) for row in report.rows]
    return tables.FORMATS[form](Solutions(COLUMNS, list(rows)), {})


def _json(report: _Report, layer: str) -> str:
    import json

    from graph import effects, evidence, sentences

    claims = [
        {
            "claim": claim.curie,
            "sentence": sentences.claim(claim, report.findings),
            "standing": evidence.explain_standing(claim, report.literature) if layer != "article" else None,
        }
        for claim in report.claims
    ]
    record = {
        "about": report.title,
        "claims": claims,
        "rows": [_record(row) for row in report.rows],
        "pooling": _pooling(report.rows),
        "assumptions": effects.ASSUMPTIONS,
        "source": effects.SOURCE,
        "notice": sentences.NOTICE,
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"
