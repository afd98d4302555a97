"""Options that are the same on every command: which data, which part of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from graph.store import GraphStore
    from graph.subgraph import Selection

Command = TypeVar("Command", bound=Callable[..., Any])
_WITHDRAWN = "graph.withdrawn"


class Completed(click.ParamType[str]):
    """A name that the shell completes with what the shipped graph holds."""

    def __init__(self, kind: str) -> None:
        self.name = kind

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Give the names that begin as typed."""
        from click.shell_completion import CompletionItem

        if self.name == "question":
            from graph import questions

            known = [(question.name, question.summary) for question in questions.list_all()]
        elif self.name == "term":
            from graph.vocabulary import CERTAINTIES, READINGS

            known = [(name, "") for name in (*READINGS, *CERTAINTIES)]
        else:
            from graph import names, store

            known = names.listed(store.from_files(), self.name)
        return [CompletionItem(name, help=text) for name, text in known if name.startswith(incomplete)]


CONCEPT, STUDY, SOURCE, TERM, QUESTION, ANYTHING = (
    Completed(kind) for kind in ("concept", "study", "source", "term", "question", "anything")
)


class _Data(click.ParamType[str]):
    """A path, or the address of an endpoint, which has the character in it that separates paths in the environment."""

    name = "path"

    def split_envvar_value(self, rv: str) -> list[str]:
        """Take an address as a whole, and paths one by one."""
        from os import pathsep

        return [rv] if rv.startswith(("http://", "https://")) else [path for path in rv.split(pathsep) if path]

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Have the shell complete paths."""
        return click.Path().shell_complete(ctx, param, incomplete)


_DATA = _Data()
LAYER = click.option(
    "--layer",
    type=click.Choice(["all", "article"]),
    default="all",
    envvar="FINDINGS_LAYER",
    help="'article' leaves out what other literature says.",
)


def data_options(command: Command) -> Command:
    """Add ``--data``, ``--layer`` and ``--withdrawn``, which `open_store` heeds without being handed it."""
    data = click.option(
        "--data",
        multiple=True,
        type=_DATA,
        metavar="PATH|URL",
        envvar="FINDINGS_DATA",
        help="File, folder or SPARQL endpoint to ask instead of the shipped graph; files are repeatable.",
    )
    withdrawn = click.option(
        "--withdrawn",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Claims that were withdrawn, too; else they are left out.",
    )
    return data(LAYER(withdrawn(command)))


def _keep(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    ctx.meta[_WITHDRAWN] = wanted


def with_withdrawn() -> bool:
    """Whether ``--withdrawn`` was given to the command that runs."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_WITHDRAWN))


def selection_options(command: Command) -> Command:
    """Add the options that select a part of the graph."""
    options = (
        click.option("--about", type=CONCEPT, metavar="CONCEPT", help="Claims around a concept."),
        click.option("--radius", type=click.IntRange(1, 20), default=1, help="How many claims away from it."),
        click.option("--between", type=(CONCEPT, CONCEPT), default=None, metavar="A B", help="Claims on paths A to B."),
        click.option("--study", type=STUDY, metavar="STUDY", help="Claims for which a study is named."),
        click.option("--section", type=click.IntRange(0), help="Claims of a section; 0 is the introduction."),
        click.option("--source", type=SOURCE, metavar="SOURCE", help="Claims of a source, where there are several."),
        click.option("--outcome", type=CONCEPT, metavar="CONCEPT", help="Claims with this outcome."),
        click.option("--certainty", type=TERM, metavar="TERM", help="Stated, Hedged, Guessed or Reported."),
        click.option("--reading", type=TERM, metavar="TERM", help="Causal, Enabling, Necessary, …"),
        click.option("--construct", metavar="FILE.rq", help="What a CONSTRUCT query gives."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def open_store(data: tuple[str, ...], layer: str, of_question: str = "", *, withdrawn: bool = False) -> "GraphStore":
    """Open what ``--data`` and ``--layer`` name.

    A question may be of a layer, where that can be told from the rest. Withdrawn claims answer if ``--withdrawn`` or
    the command asks.
    """
    from graph import store

    if with_withdrawn() and any(map(store.is_address, data)):
        click.echo("findings: an endpoint answers with all it holds; --withdrawn changes nothing there", err=True)
    strict, withdrawn = layer == "article", withdrawn or with_withdrawn()
    return store.from_data(data, of_question or layer, strict=strict, withdrawn=withdrawn)


class Chosen(NamedTuple):
    """A selection made: the graph, its claims (None for all), the words for it, and what a CONSTRUCT gave."""

    graph: "GraphStore"
    claims: list[str] | None
    description: str
    triples: "list[Triple] | None" = None


def select(graph: "GraphStore", given: dict[str, Any]) -> Chosen:
    """Turn the options of `selection_options` into a selection, names looked up.

    Raises
    ------
    NotFoundError
        If a name names nothing, or nothing is selected.
    """
    from graph import subgraph
    from graph.errors import NotFoundError

    wanted = _selection(graph, given)
    path = given.get("construct")
    if wanted.is_everything() and not path:
        return Chosen(graph, None, _with_flag("everything"))
    claims, description, triples = subgraph.claims(graph, wanted), wanted.describe(), None
    if path:
        triples = _constructed(graph, path)
        named = set(subgraph.in_triples(graph, triples))
        claims = sorted(named.intersection(claims))
        triples = subgraph.without(triples, named.difference(claims))
        description = " ".join(part for part in (description.replace("everything", ""), f"--construct {path}") if part)
    if not claims and not triples:
        raise NotFoundError(f"no claim is selected by {description}", advice="widen the selection, or leave a part out")
    return Chosen(graph, claims, _with_flag(description), triples)


def _with_flag(description: str) -> str:
    """Say of a selection that it has withdrawn claims, where it may have."""
    return f"{description} --withdrawn" if with_withdrawn() else description


def _constructed(graph: "GraphStore", path: str) -> "list[Triple]":
    from graph import bounded, questions, rdf
    from graph.errors import Place, QueryError

    question = questions.read(path)

    def work() -> bytes:
        answer = graph.answer_file(question.text, path)
        if not isinstance(answer, list):
            raise QueryError("not a CONSTRUCT", Place(path), "begin the query with CONSTRUCT { … } WHERE { … }")
        return rdf.canonical(answer)

    return rdf.to_triples(rdf.from_bytes(bounded.run(work), rdf.FORMATS[".ttl"], path))


def _selection(graph: "GraphStore", given: dict[str, Any]) -> "Selection":
    from graph import subgraph

    if given["radius"] != 1 and not given.get("about"):
        raise click.UsageError("--radius goes with --about CONCEPT")
    return subgraph.named(graph, **{name: content for name, content in given.items() if name != "construct"})
