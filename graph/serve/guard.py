"""Round every request: errors as JSON, headers that are always there, one line of log."""

import json
import sys
import time
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.serve import policy
from graph.serve.refusal import RefusedError

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Retry-After"),
)
_POLICY = (b"content-security-policy", policy.NOTHING.encode())
Log = Callable[[dict[str, object]], None]


class Guard:
    """An application within another: what goes out has the headers, what goes wrong is told as JSON and logged.

    Parameters
    ----------
    app : ASGI application
        What answers.
    log : callable
        Takes the record of each request.
    with_queries : bool
        Whether the record has the query.
    """

    def __init__(self, app: ASGIApp, log: Log, *, with_queries: bool = False) -> None:
        self.app, self.log, self.with_queries = app, log, with_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        sent = _Sent(send)
        try:
            await self.app(scope, receive, sent)
        except RefusedError as refused:
            await sent.refuse(refused)
        except Exception as error:  # whatever it is, the client gets no traceback and the next is served
            scope["state"]["fault"] = f"{type(error).__name__}: {error}"
            await sent.refuse(
                RefusedError(500, "the server made a mistake", "ask in another way, and tell its operator")
            )
        finally:
            self.log(self._record(scope, sent, began))

    def _record(self, scope: Scope, sent: "_Sent", began: float) -> dict[str, object]:
        state, client = scope["state"], (scope.get("client") or ("", 0))[0]
        names = ("cache", "fault", "query") if self.with_queries else ("cache", "fault")
        more = {name: state[name] for name in names if name in state}
        return record(client, scope["method"], scope["path"], sent.status, sent.count, began, more)


def record(
    client: str, method: str, path: str, status: int, count: int, began: float, more: dict[str, object]
) -> dict[str, object]:
    """Give what is logged of a request; `count` in bytes, `began` as `time.perf_counter` gives it."""
    return {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "client": client,
        "method": method,
        "path": path,
        "status": status,
        "bytes": count,
        "ms": round((time.perf_counter() - began) * 1000, 1),
        **more,
    }


class _Sent:
    """Sends on, with headers added, and remembers what it sent."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.count = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = message["headers"]
            added = HEADERS if any(name == _POLICY[0] for name, _ in own) else (*HEADERS, _POLICY)
            message["headers"] = [*own, *added]
        self.count += len(message.get("body", b""))
        await self._send(message)

    async def refuse(self, refused: RefusedError) -> None:
        if self.status:  # the answer has begun: all that is left is to break off, so that it is not taken for whole
            raise ConnectionError(refused.what)
        body = refused.body()
        named = {"content-type": "application/json", "content-length": str(len(body)), "cache-control": "no-store"}
        named |= {name.lower(): value for name, value in refused.headers.items()}
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in named.items()]
        await self({"type": "http.response.start", "status": refused.status, "headers": encoded})
        await self({"type": "http.response.body", "body": body})


def to_stderr(record: dict[str, object]) -> None:
    """Write a record as one line of JSON."""
    sys.stderr.write(json.dumps(record) + "\n")
