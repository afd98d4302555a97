"""The short way: a query by GET, from its bytes to the bytes of the answer, without routing.

What is not plainly such a query goes the usual way, through `application`; both answer alike.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from graph.serve import cache, guard, policy, protocol
from graph.serve.jobs import Query, Reply
from graph.serve.pool import Asked, Pool
from graph.serve.refusal import RefusedError
from graph.serve.served import Served

Headers = Sequence[tuple[bytes, bytes]]
_START = b"/sparql?query="
_OTHER_WAY = {b"content-length", b"transfer-encoding", b"expect", b"upgrade", b"if-none-match"}
_LONGEST, _MOST_KNOWN, _PART = 4096, 4096, 64 * 1024
_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_ALWAYS = b"".join(
    name + b": " + value + b"\r\n"
    for name, value in (*guard.HEADERS, (b"content-security-policy", policy.NOTHING.encode()))
)


class Asking:
    """A query by GET on its connection, in the place of uvicorn's own cycle of request and response.

    Parameters
    ----------
    query_string, accept : bytes
        What it asks, and what the client takes.
    client : str
        Who asks.
    keep_alive : bool
        Whether the connection stays.
    """

    more_body = True
    disconnected = False
    message_event = asyncio.Event()

    def __init__(self, query_string: bytes, accept: bytes, client: str, *, keep_alive: bool) -> None:
        self.query_string, self.accept, self.client, self.keep_alive = query_string, accept, client, keep_alive
        self.began = time.perf_counter()
        self.response_complete = False
        self.job: Query | None = None
        self.asked: Asked | None = None
        self.tag = ""
        self.noted: dict[str, object] = {}


def read(method: bytes, url: bytes, headers: Headers, peer: str, *, keep_alive: bool) -> Asking | None:
    """Give the query by GET that a head is, or None if it goes the usual way."""
    if method != b"GET" or not url.startswith(_START) or b"#" in url:
        return None
    accept = None
    for name, value in headers:
        if name == b"accept":
            if accept is not None:
                return None
            accept = value
        elif name in _OTHER_WAY or (name == b"x-forwarded-for" and b"," in value):
            return None
        elif name == b"x-forwarded-for" and peer == "127.0.0.1":
            peer = value.decode("latin-1").strip()
    return Asking(url.partition(b"?")[2], accept or b"", peer, keep_alive=keep_alive)


class Express:
    """Answers queries by GET.

    Parameters
    ----------
    served : Served
        The data.
    kept : Cache
        The answers that are kept.
    pool : Pool
        The workers.
    log : callable
        Takes the record of each request.
    with_queries : bool
        Whether the record has the query.
    """

    def __init__(
        self, served: Served, kept: cache.Cache, pool: Pool, log: guard.Log, *, with_queries: bool = False
    ) -> None:
        self.served, self.kept, self.pool, self.log, self.with_queries = served, kept, pool, log, with_queries
        self._tags: OrderedDict[tuple[bytes, bytes], str] = OrderedDict()

    def renew(self, served: Served) -> None:
        """Answer from other data from now on."""
        self.served = served
        self._tags.clear()

    def take(self, asking: Asking, connection: Any) -> None:
        """Answer at once what is kept, and the rest when a worker has answered it."""
        try:
            reply = self._kept(asking)
            if reply is not None:
                self._give(asking, connection, reply)
                return
            asking.asked = self.pool.submit(asking.job or self._job(asking))
            asking.asked.add_done_callback(lambda asked: self._answered(asking, connection, asked))
        except RefusedError as refused:
            self._refuse(asking, connection, refused)

    def leave(self, asking: Asking) -> None:
        """End what nobody waits for any more."""
        if asking.asked and not asking.response_complete:
            self.pool.leave(asking.asked)
            self._note(asking, 0, 0)

    def _kept(self, asking: Asking) -> Reply | None:
        """Give the answer that is kept; the tag of bytes that came before is known."""
        key = asking.query_string, asking.accept
        tag = self._tags.get(key)
        if tag is None or self.with_queries:
            asking.job = self._job(asking)
            tag = cache.tag(asking.job, self.served.digest)
            if len(asking.query_string) + len(asking.accept) <= _LONGEST:
                self._tags[key] = tag
                if len(self._tags) > _MOST_KNOWN:
                    self._tags.popitem(last=False)
        asking.tag = tag
        reply = self.kept.find(tag)
        asking.noted["cache"] = "miss" if reply is None else "hit"
        return reply

    def _job(self, asking: Asking) -> Query:
        asked = protocol.read("GET", asking.query_string, "", b"")
        assert asked  # the address has a query
        if self.with_queries:
            asking.noted["query"] = asked.query
        return Query(asked, asking.accept.decode("latin-1"))

    def _answered(self, asking: Asking, connection: Any, asked: Asked) -> None:
        if asked.cancelled():
            return
        error = asked.exception()
        if isinstance(error, RefusedError):
            self._refuse(asking, connection, error)
            return
        reply = asked.result()
        self.kept.keep(asking.tag, reply)
        self._give(asking, connection, reply)

    def _give(self, asking: Asking, connection: Any, reply: Reply) -> None:
        named = [*reply.headers, ("vary", "Accept")]
        if reply.status == 200 and reply.steady:
            named += [("etag", asking.tag), ("cache-control", "public, no-cache")]
        else:
            named.append(("cache-control", "no-store"))
        self._send(asking, connection, reply.status, reply.media_type, reply.body, named)

    def _refuse(self, asking: Asking, connection: Any, refused: RefusedError) -> None:
        named = [("cache-control", "no-store"), *refused.headers.items()]
        self._send(asking, connection, refused.status, "application/json", refused.body(), named)

    def _send(
        self, asking: Asking, connection: Any, status: int, media_type: str, body: bytes, named: list[tuple[str, str]]
    ) -> None:
        charset = "; charset=utf-8" if media_type.startswith("text/") else ""
        own = "".join(f"{name}: {value}\r\n" for name, value in named)
        close = "" if asking.keep_alive else "connection: close\r\n"
        said = f"content-type: {media_type}{charset}\r\ncontent-length: {len(body)}\r\n{own}{close}\r\n"
        default = b"".join(name + b": " + value + b"\r\n" for name, value in connection.server_state.default_headers)
        head = b"".join((_LINES[status], default, _ALWAYS, said.encode("latin-1")))
        self._note(asking, status, len(body))
        if len(body) <= _PART:
            connection.transport.write(head + body)
            self._end(asking, connection)
        else:
            connection.sending = asyncio.ensure_future(self._send_parts(asking, connection, head, body))

    async def _send_parts(self, asking: Asking, connection: Any, head: bytes, body: bytes) -> None:
        """Send as fast as the client takes it; one that is too slow is cut off by its connection."""
        connection.transport.write(head)
        for start in range(0, len(body), _PART):
            if connection.transport.is_closing():
                break
            connection.transport.write(body[start : start + _PART])
            await connection.flow.drain()
        self._end(asking, connection)

    def _end(self, asking: Asking, connection: Any) -> None:
        asking.response_complete = True
        if not asking.keep_alive:
            connection.transport.close()
        connection.on_response_complete()

    def _note(self, asking: Asking, status: int, count: int) -> None:
        self.log(guard.record(asking.client, "GET", "/sparql", status, count, asking.began, asking.noted))
