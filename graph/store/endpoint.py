"""One request to a SPARQL 1.1 endpoint: sent again while it is busy, within a time, and refused in words."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from graph.errors import FileError, GraphError, LimitError, MissingExtraError, Place, QueryError, UsageError

if TYPE_CHECKING:
    import urllib3

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
LARGEST = 1024**3
TRIES = 4
LONGEST_WAIT = 60
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_BUSY = {429, 503}
_NOT_TAKEN, _GAVE_UP = {400, 422}, {408, 413, 504, 507}
_CREDENTIALS = "set FINDINGS_TOKEN, or FINDINGS_USER and FINDINGS_PASSWORD"
_OTHER_PATH = "check the path: often it ends with /sparql or /query"
_REFUSALS = {
    401: ("the endpoint wants credentials", _CREDENTIALS),
    403: ("access is denied", _CREDENTIALS),
    **dict.fromkeys((404, 405, 406, 415), ("no SPARQL endpoint", _OTHER_PATH)),
}
_GRAPHS = {"default-graph-uri", "named-graph-uri"}


@dataclass(frozen=True)
class Reply:
    """What an endpoint answered: the media type without its parameters, headers, and the whole body."""

    media_type: str
    headers: Mapping[str, str]
    body: bytes


class Endpoint:
    """An address that takes queries.

    Parameters
    ----------
    address : str
        http or https. ``default-graph-uri`` in its query part names the graph to ask, where an endpoint holds several.
    seconds : float
        How long the endpoint may take between two parts of an answer.

    Raises
    ------
    UsageError
        If the address has no host or holds a password, or credentials would be sent in clear over a network.
    MissingExtraError
        If urllib3 is not installed.
    """

    def __init__(self, address: str, seconds: float) -> None:
        parts = urlsplit(address)
        if not parts.hostname:
            raise UsageError(f"no host in the address {address}", advice="--data https://HOST/PATH")
        if parts.username or parts.password:
            raise UsageError(
                "no password goes into an address, which others can see",
                advice="set FINDINGS_USER and FINDINGS_PASSWORD",
            )
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        self.address = urlunsplit(
            (parts.scheme, parts.netloc, parts.path or "/", urlencode([p for p in pairs if p[0] not in _GRAPHS]), "")
        )
        self.graphs = [(name, iri) for name, iri in pairs if name in _GRAPHS]
        self._headers = _authorization(parts.scheme, parts.hostname)
        self._seconds = seconds
        self._pool: urllib3.PoolManager | None = None

    def ask(self, query: str, accept: str, name: str = "query", graphs: "tuple[tuple[str, str], ...]" = ()) -> Reply:
        """Send a query and give the whole answer.

        Parameters
        ----------
        query : str
            SPARQL 1.1 with its prefixes.
        accept : str
            Media types.
        name : str
            The file that messages speak of.
        graphs : tuple of pairs
            More ``named-graph-uri``; without a ``default-graph-uri`` of the address they are left out.

        Raises
        ------
        QueryError
            If the endpoint does not understand the query.
        LimitError
            If it gives up, is too busy, takes too long, or the answer is larger than `LARGEST` bytes.
        FileError
            If it cannot be reached, refuses the credentials, or is no SPARQL endpoint.
        """
        urllib3 = _library()
        fields = [("query", query), *self.graphs, *(graphs if self.graphs else ())]
        try:
            response = self._open().request(
                "POST",
                self.address,
                body=urlencode(fields),
                headers=self._headers | {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"},
                preload_content=False,
                redirect=False,
            )
            body = response.read(LARGEST + 1)
            response.release_conn()
        except urllib3.exceptions.HTTPError as error:
            raise self._unreachable(error) from error
        if len(body) > LARGEST:
            raise LimitError(f"the answer is larger than {LARGEST // 1024**3} GiB", Place(self.address), "ask for less")
        if response.status != 200:
            raise self._refused(response.status, response.headers, body, name)
        return Reply(response.headers.get("Content-Type", "").partition(";")[0].strip().lower(), response.headers, body)

    def _open(self) -> "urllib3.PoolManager":
        if self._pool is None:
            urllib3 = _library()
            self._pool = urllib3.PoolManager(
                timeout=urllib3.Timeout(connect=min(10.0, self._seconds), read=self._seconds),
                retries=_patience(),
                headers={"User-Agent": "findings-graph"},
            )
        return self._pool

    def _unreachable(self, error: "urllib3.exceptions.HTTPError") -> GraphError:
        import urllib3

        cause: Any = getattr(error, "reason", None) or error
        place = Place(self.address)
        if isinstance(cause, urllib3.exceptions.ReadTimeoutError):
            return LimitError(f"no answer within {self._seconds:g} seconds", place, "ask for less")
        if isinstance(cause, urllib3.exceptions.SSLError):
            return FileError(f"the certificate is not accepted: {cause}", place, "check the address and the clock")
        if isinstance(cause, urllib3.exceptions.ProtocolError | urllib3.exceptions.IncompleteRead):
            return FileError("the connection broke before the answer was whole", place, "ask again, or for less")
        what = "cannot be reached"
        if isinstance(cause, urllib3.exceptions.NameResolutionError):
            what = "no such host"
        elif isinstance(cause, urllib3.exceptions.NewConnectionError):
            what = "nothing listens there"
        elif isinstance(cause, urllib3.exceptions.ConnectTimeoutError):
            what = "no connection in time"
        return FileError(what, place, "check the address, and that the endpoint is up")

    def _refused(self, status: int, headers: Mapping[str, str], body: bytes, name: str) -> GraphError:
        place, said = Place(self.address), _words(body)
        if status in _NOT_TAKEN:
            return QueryError(f"the endpoint does not take the query: {said}", Place(name), "SPARQL 1.1, read only")
        if status in _BUSY:
            return LimitError(f"still too busy after {TRIES} tries ({status})", place, "ask again later")
        if status in _GAVE_UP:
            return LimitError(f"the endpoint gave up ({status}): {said}", place, "ask for less")
        if 300 <= status < 400:
            what, advice = "the endpoint has moved", f"--data {headers.get('Location', 'where it is now')}"
        else:
            what, advice = _REFUSALS.get(status, (f"the endpoint failed: {said}", "ask again, or look into its log"))
        return FileError(f"{what} ({status})", place, advice)


def _library() -> Any:
    try:
        import urllib3
    except ImportError as error:
        raise MissingExtraError("urllib3", "remote", "to ask an endpoint") from error
    return urllib3


def _patience() -> "urllib3.Retry":
    """Send again what was refused for a while, when the endpoint says and within a bound, and what never left."""
    import urllib3

    class Patience(urllib3.Retry):
        def get_retry_after(self, response: "urllib3.BaseHTTPResponse") -> float | None:
            wanted = super().get_retry_after(response)
            return None if wanted is None else min(wanted, LONGEST_WAIT)

    return Patience(
        total=TRIES - 1, connect=1, read=0, status=TRIES - 1, redirect=0, other=0, allowed_methods=None,
        status_forcelist=_BUSY, backoff_factor=0.5, raise_on_status=False, respect_retry_after_header=True,
    )  # fmt: skip


def _authorization(scheme: str, host: str) -> dict[str, str]:
    """Give the header for what the environment holds; the environment is the only place for it."""
    import base64

    token, user = os.environ.get("FINDINGS_TOKEN"), os.environ.get("FINDINGS_USER")
    if not token and not user:
        return {}
    if scheme != "https" and host not in _LOOPBACK:
        raise UsageError(
            f"credentials are not sent in clear to {host}",
            advice="use https, or unset FINDINGS_TOKEN and FINDINGS_USER",
        )
    if token:
        return {"Authorization": f"Bearer {token}"}
    pair = f"{user}:{os.environ.get('FINDINGS_PASSWORD', '')}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _words(body: bytes) -> str:
    """Give the first lines of what an endpoint says, without markup."""
    text = re.sub(r"<[^>]*>", " ", body[:2000].decode("utf-8", "replace"))
    return " ".join(text.split())[:300] or "without a word"
