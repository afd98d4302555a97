"""`findings query`: answer a named question, a .rq file, or SPARQL text."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from graph.commands.options import QUESTION, data_options, open_store
from graph.errors import visible

if TYPE_CHECKING:
    from graph.ask import Answer, Solutions
    from graph.queries import Given
    from graph.questions import Question
    from graph.store import GraphStore

FEWEST_FOR_TABLE = 20_000
OWN_SECONDS, SECONDS = 60.0, 600.0
ROWS = ("table", "csv", "tsv", "json", "xml", "md")
TRIPLES = ("turtle", "nt", "json-ld")
SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".json": "json", ".srj": "json", ".xml": "xml", ".srx": "xml", ".md": "md",
    ".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld",
}  # fmt: skip


@click.command(name="query")
@click.argument("query", type=QUESTION)
@click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="Bind a parameter; repeatable.")
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice([*ROWS, *TRIPLES]),
    help="Default: what the suffix of -o tells, else table, or csv in a pipe.",
)
@click.option("-o", "--output", metavar="FILE", help="Write to a file; - is the pipe.")
@click.option("--show", is_flag=True, help="Print the full query with prefixes instead of running it.")
@click.option(
    "--engine",
    type=click.Choice(["sparql", "table"]),
    help="What answers. Default: SPARQL; of a large loaded folder the table of claims, where the question has SQL.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    help=f"Seconds that it may take. Default: {OWN_SECONDS:g} for a query of your own, else {SECONDS:g}.",
)
@data_options
def command(
    query: str,
    parameters: tuple[str, ...],
    form: str | None,
    output: str | None,
    show: bool,
    engine: str | None,
    timeout: float | None,
    **data: Any,
) -> None:
    """Answer QUERY: the name of a question, a .rq file, - for stdin, or SPARQL text.

    \b
    Examples:
      findings query outcomes-of -p concept=secure-attachment
      findings query 'SELECT ?claim { ?claim f:certainty f:Guessed }'
      findings query chains -p from=secure-attachment -p to=physical-health -f md
    """
    from graph import queries, resources, sparql

    question, is_own = _question(query)
    graph = open_store(data["data"], data["layer"], question.layer)
    given = _given(question, parameters)
    text = queries.bind(question, given, graph)
    if show:
        click.echo(sparql.with_prefixes(text))
        return
    by_table = engine == "table" if engine else _has_table(question, graph)
    folder = os.path.dirname(query) if is_own else resources.QUERIES
    form = form or SUFFIXES.get(os.path.splitext(output or "")[1].lower())
    rows_form = "table" if sys.stdout.isatty() and not output else "csv"

    if is_own:
        _warn_of_terms(text)

    def answered(text: str, name: str) -> "Answer":
        if is_own:
            return graph.answer_file(text, name)
        from graph.commands import deadline

        with deadline.within(timeout or SECONDS, "choose other values, ask of a part, or raise --timeout"):
            return graph.answer_file(text, name)

    def work() -> bytes:
        name = query if is_own and not _is_text(query) else "query"
        answer = _of_table(question, given, graph, folder) if by_table else answered(text, name)
        chosen = form or ("turtle" if isinstance(answer, list) else rows_form)
        return _render(graph, question, answer, chosen)

    if is_own:
        from graph import bounded

        rendered = bounded.run(work, timeout or OWN_SECONDS, advice="ask for less, or raise --timeout")
    else:
        rendered = work()
    if output and output != "-":
        from graph import writing

        writing.write(output, rendered)
        click.echo(f"wrote {output}", err=True)
    else:
        click.echo(rendered, nl=False)


def _has_table(question: "Question", graph: "GraphStore") -> bool:
    """Whether a question is better asked of the table of claims: of many on disk, where SPARQL takes long to count."""
    if not question.table:
        return False
    from graph.commands import claim_tables
    from graph.store.disk import DiskStore

    is_large = isinstance(graph, DiskStore) and not graph.is_whole and graph.marker.claims >= FEWEST_FOR_TABLE
    return is_large and claim_tables.is_installed()


def _of_table(question: "Question", given: "dict[str, Given]", graph: "GraphStore", folder: str) -> "Solutions":
    from graph import queries, questions
    from graph.commands import claim_tables

    with claim_tables.opened(graph) as table:
        return table.answer(questions.sql(question, folder), queries.terms(question, given, graph))


def _warn_of_terms(query: str) -> None:
    """Say which terms are none: a query with one is valid, and silently finds nothing."""
    from graph import sparql
    from graph.errors import nearest
    from graph.vocabulary import TERM

    for name in sparql.unknown_terms(query):
        click.echo(f"warning: f:{name} is no term of the vocabulary; {nearest(name, [*TERM])}".rstrip("; "), err=True)


def _question(query: str) -> tuple["Question", bool]:
    """Give the question, and whether it is the reader's own text rather than a shipped one."""
    from graph import questions

    if query == "-":
        return questions.from_text(_standard_input(), "stdin"), True
    if _is_text(query):
        return questions.from_text(query, "query"), True
    if query.endswith((".rq", ".sparql")) or os.sep in query:
        return questions.read(query), True
    return questions.find(query), False


def _is_text(query: str) -> bool:
    form = query.lstrip().partition(" ")[0].upper()
    return "{" in query or "\n" in query or form in {"PREFIX", "BASE", "SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}


def _standard_input() -> str:
    from graph.errors import Place, QueryError

    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError("not UTF-8", Place("stdin"), "save the query in the encoding UTF-8") from error


def _given(question: "Question", parameters: tuple[str, ...]) -> "dict[str, Given]":
    copies = {parameter.name for parameter in question.parameters if parameter.kind == "copy"}
    given: dict[str, Given] = {}
    for parameter in parameters:
        name, equals, word = parameter.partition("=")
        if not equals:
            raise click.UsageError(f"-p takes NAME=VALUE, not '{visible(parameter)}'")
        if name in given:
            raise click.UsageError(f"-p {visible(name)}=… is given twice; it takes one value")
        given[name] = _sentences(word) if name in copies else word
    return given


def _sentences(path: str) -> list[tuple[str, int, int, int]]:
    from graph import passages

    return [(s.digest, s.section, s.paragraph, s.sentence) for s in passages.from_file(path)]


def _render(graph: "GraphStore", question: "Question", answer: "Answer", form: str) -> bytes:
    from graph.ask import Solutions
    from graph.errors import QueryError

    if isinstance(answer, bool):
        return _truth(answer, form).encode()
    if isinstance(answer, Solutions):
        if form in TRIPLES:
            raise QueryError(f"rows cannot be written as {form}", advice=f"use -f with one of {', '.join(ROWS)}")
        return _rows(graph, question, answer, form).encode()
    from pyoxigraph import RdfFormat, serialize

    from graph import rdf

    if form not in TRIPLES:
        raise QueryError(f"triples cannot be written as {form}", advice=f"use -f with one of {', '.join(TRIPLES)}")
    if form == "nt":
        return serialize(answer, format=RdfFormat.N_TRIPLES) or b""
    if form == "json-ld":
        return (serialize(answer, format=RdfFormat.JSON_LD) or b"") + b"\n"
    return rdf.canonical(answer)


def _truth(answer: bool, form: str) -> str:
    from graph import tables
    from graph.errors import QueryError

    if form in TRIPLES:
        raise QueryError(f"true or false cannot be written as {form}", advice=f"use -f with one of {', '.join(ROWS)}")
    return tables.truth(answer, form)


def _rows(graph: "GraphStore", question: "Question", solutions: "Solutions", form: str) -> str:
    from graph import queries, tables

    labels = {}
    if form in {"table", "md"}:
        from graph import lookup

        labels = lookup.labels(graph, {term.value for row in solutions.rows for term in row if term is not None})
    return tables.FORMATS[form](queries.tidy(question, solutions), labels)
