"""What can go wrong, said so that a person can go on: what, where, and what to try."""

from typing import ClassVar, NamedTuple

_CONTROL = {*range(0x20), *range(0x7F, 0xA0)} - {0x0A}
_BIDIRECTIONAL = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
_HIDDEN = {code: f"\\u{code:04x}" for code in _CONTROL | _BIDIRECTIONAL}


class Place(NamedTuple):
    """Where in a file: lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    source: str = ""

    def __str__(self) -> str:
        """FILE:LINE:COLUMN, as far as known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class GraphError(Exception):
    """Anything this package refuses or cannot do.

    Parameters
    ----------
    what : str
        What is wrong, in one sentence.
    place : Place, optional
        Where.
    advice : str, optional
        What to try next.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, place: Place | None = None, advice: str = "") -> None:
        super().__init__(what)
        self.what, self.place, self.advice = what, place, advice

    def __reduce__(self) -> tuple[object, ...]:
        """Let an error cross from a child process."""
        return _rebuilt, (type(self), self.what, self.place, self.advice)

    def __str__(self) -> str:
        """Place and message, the source line with a caret, and the advice."""
        lines = [f"{self.place}: {self.what}" if self.place else self.what]
        if self.place and self.place.source:
            lines += _excerpt(self.place)
        if self.advice:
            lines.append(f"  try: {self.advice}")
        return visible("\n".join(lines))


class DataError(GraphError):
    """The data is not what it should be."""


class QueryError(GraphError):
    """The query is not what it should be."""


class NotFoundError(GraphError):
    """What was named does not exist."""


class UsageError(GraphError):
    """A command or function was asked for what it does not do."""

    exit_code = 2


class LimitError(GraphError):
    """A limit of time, memory or size was reached."""

    exit_code = 3


class FileError(GraphError):
    """Reading or writing failed."""

    exit_code = 4


class MissingExtraError(GraphError):
    """An optional package is needed and is not there."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {package}", advice=f"pip install 'findings-graph[{extra}]'")


def _rebuilt(kind: type[GraphError], what: str, place: Place | None, advice: str) -> GraphError:
    error = kind.__new__(kind, what)
    GraphError.__init__(error, what, place, advice)
    return error


def visible(text: str) -> str:
    """Show control and bidirectional characters as escapes, so that no input can steer a terminal."""
    return text.translate(_HIDDEN)


def nearest(word: str, known: list[str] | tuple[str, ...], most: int = 3, alike: float = 0.5) -> str:
    """Give the nearest known words, `alike` from 0 to 1 or more, as the end of a sentence, or an empty string."""
    from difflib import get_close_matches

    found = get_close_matches(word, dict.fromkeys(known), n=most, cutoff=alike)
    return f"nearest: {', '.join(found)}" if found else ""


def _excerpt(place: Place, width: int = 100) -> list[str]:
    column = place.column or 1
    start = max(0, column - width // 2) if len(place.source) > width else 0
    source = place.source.replace("\t", " ")
    shown = source[start : start + width].rstrip("\n")
    caret = [" " * (len(visible(source[start : column - 1])) + 2) + "^"] if place.column else []
    return [f"  {shown}", *caret]
