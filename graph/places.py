"""Where in a Turtle file something stands: line and column of a subject, of a property of it, of a value."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from graph.errors import Place

_DECLARED = re.compile(r"@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LONGEST = 60
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class _Point(NamedTuple):
    line: int
    column: int


class Finder:
    """Finds a subject, a property of it and a value of that, in the files of a graph.

    Parameters
    ----------
    quads : mapping of str to list of Quad
        What each file holds, by its name.
    """

    def __init__(self, quads: Mapping[str, list[Quad]]) -> None:
        self._owner = {
            quad.subject.value: name
            for name, found in reversed(list(quads.items()))
            for quad in reversed(found)
            if isinstance(quad.subject, NamedNode)
        }
        self._texts: dict[str, _Text] = {}
        self._first = next(iter(quads), "")

    def place(self, item: str, predicate: str = "", name: str = "", values: Iterable[str] = ()) -> Place:
        """Give file, line and column, as near as the text allows: of a value, else the property, else the subject.

        Parameters
        ----------
        item : str
            The IRI of the subject; empty for a node without a name.
        predicate : str
            The IRI of the property.
        name : str
            The file, where it is known.
        values : iterable of str
            IRIs or texts of which the first that stands after the property is meant.
        """
        file = name or self._owner.get(item, self._first)
        text = self._text(file)
        start = text.opening(item)
        point = text.first(predicate) if start is None else text.within(start, predicate, values) or start
        return Place(file, *(point or (None, None)))

    def _text(self, file: str) -> "_Text":
        if file not in self._texts:
            try:
                with open(file, encoding="utf-8-sig", errors="replace") as stream:
                    text = stream.read()
            except OSError:
                text = ""
            self._texts[file] = _Text(text)
        return self._texts[file]


class _Text:
    """The lines of a file, read once: where something opens, and where a statement ends."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._prefixes = dict.fromkeys(_DECLARED.findall(text))
        words = ((n, line, line.split(maxsplit=1)) for n, line in enumerate(self._lines, 1))
        self._openings = {
            parts[0]: _Point(n, line.index(parts[0]) + 1) for n, line, parts in reversed(list(words)) if parts
        }
        self._ends = [n for n, line in enumerate(self._lines, 1) if line.rstrip().endswith(".")]
        self._firsts: dict[str, _Point | None] = {}

    def opening(self, iri: str) -> _Point | None:
        """Give the first line that begins with an IRI."""
        found = [self._openings[name] for name in self._names(iri) if name in self._openings]
        return min(found, default=None)

    def within(self, start: _Point, predicate: str, values: Iterable[str]) -> _Point | None:
        """Give where a value of a property stands in the statement that opens at `start`, or the property."""
        place = bisect_left(self._ends, start.line)
        end = self._ends[place] if place < len(self._ends) else len(self._lines)
        after = _Point(start.line, start.column + 1)
        property_ = self._search(self._names(predicate), after, end)
        if property_ is None:
            return None
        past = _Point(property_.line, property_.column + 1)
        found = [self._search([*self._names(value), *_quoted(value)], past, end) for value in values]
        return min((point for point in found if point), default=property_)

    def first(self, iri: str) -> _Point | None:
        """Give the first place that names an IRI."""
        if iri not in self._firsts:
            self._firsts[iri] = self._search(self._names(iri), _Point(1, 1), len(self._lines))
        return self._firsts[iri]

    def _search(self, names: list[str], start: _Point, end: int) -> _Point | None:
        if not names:
            return None
        named = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?![\w-])")
        for number in range(start.line, end + 1):
            found = named.search(self._lines[number - 1], start.column - 1 if number == start.line else 0)
            if found:
                return _Point(number, found.start() + 1)
        return None

    def _names(self, iri: str) -> list[str]:
        """Give the ways in which the file may write an IRI."""
        if not iri:
            return []
        names = [f"{prefix}:{iri.removeprefix(base)}" for prefix, base in self._prefixes if iri.startswith(base)]
        return [f"<{iri}>", *names, *(["a"] if iri == _TYPE else [])]


def _quoted(value: str) -> list[str]:
    """Give the ways in which a file may write a text; its beginning will do."""
    return [f'"{value.translate(_ESCAPES)[:_LONGEST]}', value] if value else []
