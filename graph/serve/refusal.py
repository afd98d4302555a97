"""Why a request gets no answer: a status with what, where and what to try, as JSON."""

import json

from graph.errors import GraphError, LimitError, NotFoundError, Place, QueryError

RETRY = 2


class RefusedError(GraphError):
    """A request that is answered with an error.

    Parameters
    ----------
    status : int
        The HTTP status.
    what : str
        What is wrong, in one sentence.
    advice : str, optional
        What to try next.
    place : Place, optional
        Where in the query.
    headers : dict of str to str, optional
        Headers that belong to the status, as ``Allow`` or ``Retry-After``.
    """

    def __init__(
        self,
        status: int,
        what: str,
        advice: str = "",
        place: Place | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(what, place, advice)
        self.status = status
        self.headers = headers or {}

    def body(self) -> bytes:
        """Give the error as JSON."""
        said: dict[str, object] = {"status": self.status, "error": self.what}
        if self.place:
            where = {"line": self.place.line, "column": self.place.column, "text": self.place.source}
            said["where"] = {name: known for name, known in where.items() if known}
        if self.advice:
            said["try"] = self.advice
        return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def busy(what: str) -> RefusedError:
    """Refuse for now: the same request may be answered later."""
    return RefusedError(503, what, f"ask again in {RETRY} seconds", headers={"Retry-After": str(RETRY)})


def from_error(error: GraphError) -> RefusedError:
    """Give the refusal that an error of the other stages means."""
    if isinstance(error, RefusedError):
        return error
    status = 400 if isinstance(error, QueryError) else 404 if isinstance(error, NotFoundError) else 500
    if isinstance(error, LimitError):
        status = 503
    return RefusedError(status, error.what, error.advice, error.place)
