"""Starting and stopping: a socket, the workers, the signals."""

import asyncio
import errno
import os
import resource
import signal
import socket
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from graph.errors import FileError, GraphError, MissingExtraError
from graph.serve.limits import Limits
from graph.serve.served import Served

_BACKLOG = 1024
_FILES = 4096


class Settings(NamedTuple):
    """How to serve: what a client may ask for, whom SERVICE may ask, what is logged."""

    limits: Limits
    services: Collection[str] = ()
    with_queries: bool = False
    log: Callable[[dict[str, object]], None] | None = None


def bind(host: str, port: int) -> socket.socket:
    """Take an address to listen at; port 0 takes any that is free.

    Raises
    ------
    FileError
        If the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        raise _not_bound(host, port, error) from error
    return listening


def _not_bound(host: str, port: int, error: Exception) -> FileError:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return FileError(f"port {port} of {host} is in use", advice=f"--port {port + 1}, or --port 0 for any free one")
    if number == errno.EACCES:
        return FileError(f"port {port} needs the rights of root", advice="--port 7878, behind a proxy")
    return FileError(f"cannot listen at {host}: {getattr(error, 'strerror', None) or error}", advice="--host 127.0.0.1")


def address(listening: socket.socket) -> str:
    """Give the address of a listening socket for a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(listening: socket.socket, served: Served, settings: Settings, reread: Callable[[], Served]) -> None:
    """Serve until SIGTERM or SIGINT; read the data again at SIGHUP.

    Parameters
    ----------
    listening : socket
        Where clients come.
    served : Served
        The data.
    settings : Settings
        How.
    reread : callable
        Reads the data again.

    Raises
    ------
    MissingExtraError
        If Starlette or uvicorn is not installed.
    GraphError
        If this system cannot fork.
    """
    if not hasattr(os, "fork"):
        raise GraphError("this system cannot fork processes", advice="serve from Linux or macOS (or WSL on Windows)")
    require()
    _raise_the_limit_of_files()
    with listening, asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(listening, served, settings, reread))


def require() -> None:
    """See that what serving needs is installed.

    Raises
    ------
    MissingExtraError
        If something is not.
    """
    for package in ("starlette", "uvicorn", "httptools"):
        try:
            __import__(package)
        except ImportError as error:
            raise MissingExtraError(package, "serve", "serving") from error


async def _serve(listening: socket.socket, served: Served, settings: Settings, reread: Callable[[], Served]) -> None:
    import rdflib.plugins.sparql.parser  # noqa: F401  # finds the place of a fault: loaded once, not in each worker
    from uvicorn import Config, Server

    from graph.serve import application, connections, guard
    from graph.serve.express import Express

    endpoint = application.Endpoint(served, settings.limits, settings.services)
    log = settings.log or guard.to_stderr
    app = application.make(endpoint, log, with_queries=settings.with_queries)
    short = Express(served, endpoint.cache, endpoint.pool, log, with_queries=settings.with_queries)
    endpoint.renewed.append(short.renew)
    config = Config(
        app, http=connections.limited(settings.limits, short), ws="none", lifespan="off", log_config=None,
        access_log=False, server_header=False, timeout_keep_alive=5,
        timeout_graceful_shutdown=int(settings.limits.seconds) + 1,
    )  # fmt: skip
    server = _quiet(Server)(config)

    def stop() -> None:
        endpoint.is_stopping = True
        server.handle_exit(signal.SIGTERM, None)

    def renew() -> None:
        try:
            endpoint.renew(reread())
            log({"event": "data read again", "version": endpoint.served.version, "digest": endpoint.served.digest})
        except GraphError as error:
            log({"event": "data kept as it was", "fault": str(error)})

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    loop.add_signal_handler(signal.SIGHUP, renew)
    endpoint.pool.start()
    try:
        await server.serve(sockets=[listening])
    finally:
        endpoint.pool.close()


def _quiet(server: type) -> type:
    """Give uvicorn's server without handlers of signals of its own, which end the process by the signal."""

    @contextmanager
    def capture_signals(self: object) -> Iterator[None]:
        yield

    return type("Quiet", (server,), {"capture_signals": capture_signals})


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    with suppress(ImportError):
        import uvloop

        return uvloop.new_event_loop
    return asyncio.new_event_loop


def _raise_the_limit_of_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FILES:
        most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
