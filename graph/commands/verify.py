"""`findings verify`: whether one's own copy still has the sentences that a graph rests on."""

import click

from graph.commands.listing import listing_options, write
from graph.commands.options import SOURCE, data_options, open_store

COLUMNS = ("passage", "section", "paragraph", "sentence", "verdict", "now", "cut off", "rests on it")


@click.command(name="verify")
@click.argument("copy", metavar="COPY", type=click.Path())
@click.option("--source", type=SOURCE, metavar="SOURCE", help="What it is a copy of, where the graph has several.")
@listing_options
@data_options
def command(copy: str, source: str | None, output: str, form: str | None, data: tuple[str, ...], layer: str) -> int:
    """Look in COPY (.txt, .md, .html or .pdf) for every passage: found where stated, moved, changed or missing.

    Words are told by digest first, by place second; what rests on a passage is told with claims that were withdrawn.
    Exit 0 if all are found or moved, 1 if any is changed or missing.

    \b
    Examples:
      findings verify my-copy.md --data my-claims.ttl
      findings verify my-copy.pdf --data my-claims.ttl --source t -f csv
    """
    from graph import passages, records, verifying

    graph = open_store(data, layer, withdrawn=True)
    findings = records.read(graph)
    wanted = _source(graph, findings.passages.values(), source)
    words = [(s.digest, s.section, s.paragraph, s.sentence) for s in passages.from_file(copy)]
    verdicts = verifying.verify(verifying.of_source(findings, wanted), words)
    resting = verifying.resting_on(findings)
    rows = [
        {
            "passage": found.passage.curie,
            "section": found.passage.section,
            "paragraph": found.passage.paragraph,
            "sentence": found.passage.sentence,
            "verdict": found.verdict,
            "now": ".".join(map(str, found.now)) if found.now else None,
            "cut off": found.passage.cut_off,
            "rests on it": "|".join(resting.get(found.passage.iri, ())),
        }
        for found in verdicts
    ]
    write(COLUMNS, rows, output, form)
    counts = [(name, sum(found.verdict == name for found in verdicts)) for name in verifying.VERDICTS]
    click.echo(
        f"{len(verdicts)} passages: " + ", ".join(f"{count} {name}" for name, count in counts if count), err=True
    )
    return 1 if any(found.verdict in {verifying.CHANGED, verifying.MISSING} for found in verdicts) else 0


def _source(graph, passages, word: str | None) -> str:  # type: ignore[no-untyped-def]  # both imported where used
    """Give the IRI of the source: the one named, or the only one."""
    from graph import names
    from graph.errors import DataError
    from graph.vocabulary import shorten

    if word:
        return names.resolve(graph, word, "source")
    sources = sorted({passage.source for passage in passages if passage.source})
    if not sources:
        raise DataError("no passages to look for", advice="give a graph with claims: --data")
    if len(sources) > 1:
        listed = ", ".join(map(shorten, sources))
        raise DataError(f"passages of {len(sources)} sources: {listed}", advice=f"--source {shorten(sources[0])}")
    return str(sources[0])
