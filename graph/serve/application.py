"""Which address gives what."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from graph import questions
from graph.ask import Triples
from graph.serve import answers, cache, description, guard, jobs, media, pages, protocol, workbench
from graph.serve.answers import Answers
from graph.serve.jobs import Choices, Job, Named, Query, Reply, Thing
from graph.serve.limits import Limits
from graph.serve.pool import Asked, Pool
from graph.serve.refusal import RefusedError
from graph.serve.served import Served
from graph.things import dataset
from graph.things.addresses import FORMS
from graph.vocabulary import BASE

_PART = 64 * 1024
_SOON = 0.05
_ILLEGAL = re.compile(r'[\x00-\x20<>"{}|^`\\%\ud800-\udfff\ufffd]')
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Endpoint:
    """The addresses of the server, over one load of data at a time.

    Parameters
    ----------
    served : Served
        The data.
    limits : Limits
        What a client may ask for.
    services : collection of str
        Addresses that SERVICE may ask.
    """

    def __init__(self, served: Served, limits: Limits, services: Collection[str] = ()) -> None:
        self.limits, self.services = limits, services
        self.served, self.facts = served, dataset.facts(served.known)
        self.cache = cache.Cache(limits.cache)
        self.pool = Pool(self._answers(served).answer, limits)
        self.renewed: list[Callable[[Served], None]] = []
        self.began = time.monotonic()
        self.is_stopping = False

    def renew(self, served: Served) -> None:
        """Serve other data from now on."""
        self.served, self.facts = served, dataset.facts(served.known)
        self.cache.clear()
        self.pool.renew(self._answers(served).answer)
        for renew in self.renewed:
            renew(served)

    def _answers(self, served: Served) -> Answers:
        return Answers(served, self.limits.answer, self.services)

    def routes(self) -> list[Route]:
        """Give the addresses; what is none of them may be a thing of the graph."""
        reading = ["GET", "HEAD", "OPTIONS"]
        return [
            Route("/", self.editor, methods=reading),
            Route("/workbench/{name}", self.part, methods=reading),
            Route("/sparql", self.sparql, methods=[*reading, "POST"]),
            Route("/questions", self.questions, methods=reading),
            Route("/questions/{name}", self.question, methods=reading),
            Route("/names/{kind}", self.names, methods=reading),
            Route("/picture", self.picture, methods=[*reading, "POST"]),
            Route("/void", self.void, methods=reading),
            Route("/.well-known/void", self.void, methods=reading),
            Route("/health", self.health, methods=reading),
            Route("/data.{form}", self.dump, methods=reading),
            Route("/{kind}/{name:path}", self.thing, methods=reading),
            Route("/{name}", self.thing, methods=reading),
        ]

    async def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol."""
        if request.method == "OPTIONS":
            return _preflight()
        body = await self._body(request) if request.method == "POST" else b""
        method = "GET" if request.method == "HEAD" else request.method
        content_type = request.headers.get("content-type", "")
        asked = protocol.read(method, request.scope["query_string"], content_type, body)
        accept = request.headers.get("accept", "")
        if asked is None:
            offered = [*(offer.media_type for offer in media.TRIPLES), media.HTML]
            if media.choose(accept, offered) == media.HTML:
                return RedirectResponse("/", 303)
            found = description.service(self.served, f"{_root(request)}sparql")
            return _described(found, accept)
        request.state.query = asked.query
        return await self._answer(request, Query(asked, accept))

    async def questions(self, request: Request) -> Response:
        """List the named questions."""
        if request.method == "OPTIONS":
            return _preflight()
        found = [_question(question) for question in questions.list_all()]
        return _json({"questions": found})

    async def question(self, request: Request) -> Response:
        """Answer a named question."""
        if request.method == "OPTIONS":
            return _preflight()
        fields = protocol.parse_fields(request.scope["query_string"])
        form = next((value for name, value in fields if name == "format"), "")
        given = tuple((name, value) for name, value in fields if name != "format")
        return await self._answer(
            request, Named(request.path_params["name"], given, request.headers.get("accept", ""), form)
        )

    async def names(self, request: Request) -> Response:
        """List what there is of a kind."""
        if request.method == "OPTIONS":
            return _preflight()
        return await self._answer(request, Choices(request.path_params["kind"]))

    async def picture(self, request: Request) -> Response:
        """Draw the claims of an answer."""
        if request.method == "OPTIONS":
            return _preflight()
        body = await self._body(request) if request.method == "POST" else b""
        content_type = request.headers.get("content-type", "") if request.method == "POST" else protocol.FORM
        return await self._answer(request, jobs.to_draw(request.scope["query_string"], content_type, body))

    async def thing(self, request: Request) -> Response:
        """Describe a thing of the graph; a suffix chooses the format, whatever the client takes."""
        if request.method == "OPTIONS":
            return _preflight()
        path = request.scope["path"].lstrip("/")
        stem, dot, form = path.rpartition(".")
        is_suffix = bool(dot) and form in FORMS
        iri = BASE + _ILLEGAL.sub(lambda found: quote(found[0]), stem if is_suffix else path)
        job = Thing(iri, "" if is_suffix else request.headers.get("accept", ""), form if is_suffix else "")
        return await self._answer(request, job)

    async def dump(self, request: Request) -> Response:
        """Give all triples of the default graph."""
        if request.method == "OPTIONS":
            return _preflight()
        form = request.path_params["form"]
        if form not in FORMS[1:]:
            raise RefusedError(404, f"there is no data.{form}", f"data.{' data.'.join(FORMS[1:])}")
        asked = protocol.Asked("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", form=form)
        return await self._answer(request, Query(asked, ""))

    async def void(self, request: Request) -> Response:
        """Describe the data."""
        if request.method == "OPTIONS":
            return _preflight()
        found = [*self.facts, *description.access(_root(request))]
        return _described(found, request.headers.get("accept", ""))

    async def health(self, request: Request) -> Response:
        """Say how the server is: 200 if it can answer, 503 if not."""
        if request.method == "OPTIONS":
            return _preflight()
        state = self.pool.state()
        is_well = state["workers"] > 0 and not self.is_stopping
        said: dict[str, object] = {
            "status": "ok" if is_well else "stopping" if self.is_stopping else "no workers",
            "data": {"version": self.served.version, "date": self.served.date, "digest": self.served.digest},
            "claims": self.served.claims,
            **state,
            "uptime": round(time.monotonic() - self.began, 1),
        }
        return _json(said, 200 if is_well else 503)

    async def editor(self, request: Request) -> Response:
        """Give the page to ask from."""
        if request.method == "OPTIONS":
            return _preflight()
        headers = {"Content-Security-Policy": workbench.allowed(), "Cache-Control": "no-cache"}
        return Response(workbench.page(self.served), headers=headers, media_type=media.HTML)

    async def part(self, request: Request) -> Response:
        """Give a part of the page's editor; the page says which digest it must have."""
        found = workbench.part(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(found.content, headers=headers, media_type=found.media_type)
        return Response(found.compressed, headers=headers | {"Content-Encoding": "gzip"}, media_type=found.media_type)

    async def _answer(self, request: Request, job: Job) -> Response:
        tag = cache.tag(job, self.served.digest)
        if tag in request.headers.get("if-none-match", ""):
            request.state.cache = "client"
            return Response(status_code=304, headers=_caching(tag))
        reply = self.cache.find(tag)
        request.state.cache = "miss" if reply is None else "hit"
        if reply is None:
            reply = await self._unless_gone(request, self.pool.submit(job))
            self.cache.keep(tag, reply)
        return _whole(reply, tag)

    async def _unless_gone(self, request: Request, asked: Asked) -> Reply:
        """Wait for an answer as long as the client does."""
        gone: list[asyncio.Task[None]] = []

        def look() -> None:
            gone.append(asyncio.ensure_future(_gone(request)))
            gone[0].add_done_callback(lambda _: self.pool.leave(asked))

        later = asyncio.get_running_loop().call_later(_SOON, look)
        try:
            return await asked
        except asyncio.CancelledError as error:
            self.pool.leave(asked)
            raise RefusedError(400, "the client left") from error
        finally:
            later.cancel()
            for one in gone:
                one.cancel()

    async def _body(self, request: Request) -> bytes:
        """Read a body within its limits."""
        if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise RefusedError(415, "a body with a Content-Encoding", "send it as it is")
        close = {"Connection": "close"}  # the rest of the body is not read
        too_large = RefusedError(
            413, f"a body larger than {self.limits.body / 1e6:g} MB", "send a shorter query", None, close
        )
        declared = request.headers.get("content-length", "0")
        if declared.isdecimal() and int(declared[:20]) > self.limits.body:
            raise too_large
        parts = bytearray()
        try:
            async with asyncio.timeout(self.limits.slow):
                async for part in request.stream():
                    parts += part
                    if len(parts) > self.limits.body:
                        raise too_large
        except TimeoutError as error:
            slow = f"no whole body within {self.limits.slow:g} seconds"
            raise RefusedError(408, slow, "send faster", None, close) from error
        except ClientDisconnect as error:
            raise RefusedError(400, "the client left") from error
        return bytes(parts)


def make(endpoint: Endpoint, log: guard.Log, *, with_queries: bool = False) -> guard.Guard:
    """Give the ASGI application."""
    app = Starlette(routes=endpoint.routes(), exception_handlers={HTTPException: _http_error, RefusedError: _refused})
    app.router.redirect_slashes = False
    return guard.Guard(app, log, with_queries=with_queries)


async def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    allow = getattr(error, "headers", None) or {}
    if status == 405:
        return _refusal(RefusedError(405, f"{request.method} is not for this address", "use GET", headers=dict(allow)))
    return _refusal(
        RefusedError(status, "there is nothing at this address", "/, /contents, /sparql, /questions, /void, /claim/…")
    )


async def _refused(request: Request, error: Exception) -> Response:
    return _refusal(error if isinstance(error, RefusedError) else RefusedError(500, "the server made a mistake"))


def _refusal(refused: RefusedError) -> Response:
    headers = {"Cache-Control": "no-store", **refused.headers}
    return Response(refused.body(), refused.status, headers, "application/json")


def _whole(reply: Reply, tag: str) -> Response:
    headers = dict(reply.headers)
    headers |= _caching(tag) if reply.status == 200 and reply.steady else {"Cache-Control": "no-store"}
    headers["Vary"] = "Accept"
    if reply.media_type == media.HTML:
        headers.setdefault("Content-Security-Policy", pages.allowed())
    if len(reply.body) <= _PART:
        return Response(reply.body, reply.status, headers, reply.media_type)
    headers["Content-Length"] = str(len(reply.body))
    parts = (reply.body[start : start + _PART] for start in range(0, len(reply.body), _PART))
    return StreamingResponse(_each(parts), reply.status, headers, reply.media_type)


async def _each(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def _caching(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "public, no-cache", "Vary": "Accept"}


def _described(found: Triples, accept: str) -> Response:
    graph = answers.chosen(media.TRIPLES, accept, "")
    return Response(answers.render(found, graph), 200, {"Vary": "Accept"}, graph.media_type)


def _json(said: dict[str, object], status: int = 200) -> Response:
    body = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    return Response(body, status, {"Cache-Control": "no-cache"}, "application/json")


def _question(question: questions.Question) -> dict[str, object]:
    return {
        "name": question.name,
        "summary": question.summary,
        "description": question.description,
        "parameters": [parameter._asdict() for parameter in question.parameters],
        "columns": [column._asdict() for column in question.columns],
        "example": question.example,
        "query": question.text,
        "path": f"/questions/{question.name}",
    }


def _preflight() -> Response:
    return Response(status_code=204, headers={"Allow": "GET, HEAD, POST, OPTIONS", **_PREFLIGHT})


def _root(request: Request) -> str:
    """Give the address of this server as the client knows it."""
    host = request.headers.get("host", "")
    allowed = "".join(c for c in host if c.isascii() and (c.isalnum() or c in ".-:[]"))
    return f"{request.url.scheme}://{allowed if allowed == host and host else 'localhost'}/"


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
