"""`findings serve`: the graph over HTTP."""

from typing import Any

import click

from graph.commands.options import data_options, with_withdrawn

PORT = 7878


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", help="Address to listen at; 127.0.0.1 is this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, help=f"Default {PORT}; 0 is any that is free.")
@click.option("--open", "then_open", is_flag=True, help="Open it in the browser.")
@click.option("--workers", type=click.IntRange(1, 64), help="Queries answered at a time; default: one a processor.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=5.0, help="Seconds for one answer.")
@click.option("--allow-service", "services", multiple=True, metavar="IRI", help="Let SERVICE ask there; repeatable.")
@click.option("--log-queries", is_flag=True, help="Write queries into the log, which otherwise has none.")
@data_options
def command(
    host: str,
    port: int,
    then_open: bool,
    workers: int | None,
    timeout: float,
    data: tuple[str, ...],
    layer: str,
    **given: Any,
) -> None:
    """Serve the graph over HTTP: SPARQL at /sparql, a page to ask from at /, a description of every IRI.

    \b
    Examples:
      findings serve
      findings serve --data my-claims.ttl --port 8080 --open
    """
    from graph.serve import served, server
    from graph.serve.limits import Limits

    server.require()
    withdrawn = with_withdrawn()

    def load() -> served.Served:
        return served.read(data, layer, withdrawn=withdrawn)

    loaded = load()
    listening = server.bind(host, port)
    address = server.address(listening)
    limits = Limits(seconds=timeout, workers=workers) if workers else Limits(seconds=timeout)
    version = f"version {loaded.version} of {loaded.date}" if loaded.version else "of no version"
    click.echo(
        f"Findings Graph {version}: {loaded.claims} claims, {loaded.triples} triples, content {loaded.digest}\n"
        f"serving {address} (SPARQL at {address}sparql) with {limits.workers} workers; Ctrl-C stops",
        err=True,
    )
    if then_open:
        from webbrowser import open as open_in_browser

        open_in_browser(address)  # the socket listens already: the browser waits until the first answer
    settings = server.Settings(limits, given["services"], with_queries=given["log_queries"])
    server.run(listening, loaded, settings, load)
