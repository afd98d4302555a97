"""Connections that do not wait for ever: a client that sends or takes too slowly is cut off."""

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from graph.serve import express, guard, policy
from graph.serve.express import Asking, Express
from graph.serve.limits import Limits
from graph.serve.refusal import RefusedError

LIMITS = Limits()


class Connection(HttpToolsProtocol):
    """uvicorn's connection, with limits of time and size for a head and of time for taking an answer."""

    limits = LIMITS
    express: Express | None = None

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.sending: asyncio.Future[None] | None = None
        self._asking: Asking | None = None
        self._head_timer: asyncio.TimerHandle | None = None
        self._taking_timer: asyncio.TimerHandle | None = None
        self._head_size = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            transport.abort()
            return
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks."""
        self._stop_head_timer()
        self._stop_taking_timer()
        if self.express and self._asking:
            self.express.leave(self._asking)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, if the head that it may belong to has not grown too large."""
        if self._is_between():
            self._head_size += len(data)
            if self._head_size > self.limits.head + self.limits.body:
                self._refuse(431, "the head of the request is too large", "send a long query by POST")
                return
        super().data_received(data)
        if not self._is_between():
            self._head_size = 0
            self._stop_head_timer()
        elif self._head_size > self.limits.head:
            self._refuse(431, "the head of the request is too large", "send a long query by POST")
        elif self._head_timer is None and self._head_size:
            self._await_head()

    def on_headers_complete(self) -> None:
        """Answer a query by GET the short way, if nothing else is under way here; the rest goes the usual way."""
        self._stop_head_timer()
        asking = self._read() if self.express and self._is_between() and not self.pipeline else None
        if self.express is None or asking is None:
            super().on_headers_complete()
            return
        self.cycle = self._asking = asking  # type: ignore[assignment]  # it has what uvicorn asks of a cycle
        self.express.take(asking, self)

    def _read(self) -> Asking | None:
        if self.parser.get_http_version() != "1.1":
            return None
        keep_alive, peer = self.parser.should_keep_alive(), self.client[0] if self.client else ""
        return express.read(self.parser.get_method(), self.url, self.headers, peer, keep_alive=keep_alive)

    def on_response_complete(self) -> None:
        """Count anew for the next head."""
        self._head_size = 0
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, as every error is answered."""
        self._refuse(400, "this is not HTTP that can be read", "see docs/operate.md")

    def pause_writing(self) -> None:
        """Give the client its time to take what is there."""
        super().pause_writing()
        self._stop_taking_timer()
        self._taking_timer = self.loop.call_later(self.limits.slow, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on: the client has taken it."""
        self._stop_taking_timer()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close, and cut off what does not close."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(self.limits.slow, self.transport.abort)

    def _is_between(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(self.limits.slow, self._too_slow)

    def _too_slow(self) -> None:
        self._head_timer = None
        if self._is_between() and not self.transport.is_closing():
            self._refuse(408, f"no whole head within {self.limits.slow:g} seconds", "send faster")

    def _refuse(self, status: int, what: str, advice: str) -> None:
        if self.transport.is_closing():
            return
        body = RefusedError(status, what, advice).body()
        lines = [b"HTTP/1.1 %d %s" % (status, HTTPStatus(status).phrase.encode()), b"content-type: application/json"]
        lines += [name + b": " + value for name, value in guard.HEADERS]
        lines += [b"content-security-policy: " + policy.NOTHING.encode(), b"cache-control: no-store"]
        lines += [b"content-length: %d" % len(body), b"connection: close", b"", body]
        self.transport.write(b"\r\n".join(lines))
        self.transport.close()
        self.loop.call_later(self.limits.slow, self.transport.abort)

    def _stop_head_timer(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
            self._head_timer = None

    def _stop_taking_timer(self) -> None:
        if self._taking_timer:
            self._taking_timer.cancel()
            self._taking_timer = None


def limited(limits: Limits, express: Express | None = None) -> type[Connection]:
    """Give a kind of connection with these limits, and with a short way for queries by GET."""
    return type("Connection", (Connection,), {"limits": limits, "express": express})
