"""The command line `findings`: its commands, loaded when called, and how its errors read."""

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import click

from graph.errors import FileError, GraphError, Place, nearest, visible

COMMANDS = {
    "query": "Answer a question: a named one, a .rq file, or SPARQL text.",
    "queries": "List the named questions.",
    "show": "Explain a concept, claim, study, source or section in plain sentences.",
    "evidence": "Show what studies found on a claim or a concept, on one scale.",
    "search": "Find claims, concepts and studies by their words.",
    "export": "Write a subgraph in a file format.",
    "page": "Write an interactive HTML page.",
    "site": "Write all pages and data as files for any web space.",
    "serve": "Serve the graph over HTTP: SPARQL, named questions, pages.",
    "check": "Find the problems of a graph.",
    "load": "Load files into a folder, for a graph that is large.",
    "new": "Start a source of your own: a folder with a sheet to fill in.",
    "passages": "List the sentences of your copy, with places and digests.",
    "template": "Write an empty sheet with drop-downs.",
    "import": "Turn sheets into a graph; every fault with its cell.",
    "format": "Write Turtle in its one canonical form.",
    "diff": "Say what two versions of a graph differ in.",
    "merge": "Put graphs together; same concepts are proposed.",
    "verify": "Look in your copy for every passage of a graph.",
}
INTERRUPTED, TERMINATED = 130, 143


class Commands(click.Group):
    """Commands that are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names, in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"graph.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; an unknown one is met with the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = nearest(args[0], list(COMMANDS)) or "findings --help lists them"
            ctx.fail(f"no command '{visible(args[0])}'; {near}")
        return super().resolve_command(ctx, args)


def _print_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    from graph import store

    click.echo(f"findings {version('findings-graph')}, data {store.from_files().version()}")
    ctx.exit()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 data or query wrong, 2 usage, 3 limit reached, 4 reading or writing failed.",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Versions.")
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def findings(debug: bool) -> None:
    """What an article and studies say, as a graph. Not medical advice.

    \b
    Examples:
      findings show secure-attachment
      findings query outcomes-of -p concept=secure-attachment
      findings export --about anxiety --radius 2 -o anxiety.graphml
      findings page -o findings.html
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stdout is None:  # closed by the caller, who wants nothing of it
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if "--debug" in words:
        sys.exit(_run(words))
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, _terminate)
    try:
        code = _run(words)
    except GraphError as error:
        code = _tell(error)
    except BrokenPipeError:
        _silence_stdout()
        code = 0
    except OSError as error:
        _silence_stdout()
        code = _tell(FileError(f"cannot write: {(error.strerror or str(error)).lower()}", Place("standard output")))
    except (KeyboardInterrupt, click.exceptions.Abort):
        click.echo("findings: stopped; nothing half done is left", err=True)
        code = INTERRUPTED
    except _Terminated:
        code = TERMINATED
    except RecursionError:
        code = _tell(GraphError("nested too deeply", advice="give the inner nodes names of their own"))
    except MemoryError:
        code = _tell(GraphError("out of memory", advice="select less"))
    gc.freeze()  # what the end of the process frees need not be looked through for cycles
    sys.exit(code)


class _Terminated(BaseException):
    """Somebody ends this process: what is half written is to be removed first, as after Ctrl-C."""


def _terminate(number: int, frame: object) -> None:
    raise _Terminated


def _run(words: list[str]) -> int:
    try:
        result: Any = findings.main(words, prog_name="findings", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        error.show()
        if isinstance(error, click.NoSuchOption) and error.ctx and error.ctx.command.name == "query":
            name = error.option_name.lstrip("-")
            click.echo(f"Is '{name}' a parameter of the question? Then: -p {name}=VALUE", err=True)
        return error.exit_code
    return result if isinstance(result, int) else 0


def _silence_stdout() -> None:
    """Let what is still buffered go nowhere, so that Python does not fail over it once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(error: GraphError) -> int:
    click.echo(f"findings: error: {error}", err=True)
    return error.exit_code
