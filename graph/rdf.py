"""RDF text to quads and back, lexical forms untouched; a fault is told with file, line and column."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse, serialize

from graph.errors import DataError, FileError, Place, nearest
from graph.vocabulary import PREFIXES

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
LARGEST = 2 * 1024**3
DEEPEST = 200
_AT_ONCE = 10_000
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_QUOTED = (
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""' rb"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    rb'|"(?:[^"\\\n]|\\.)*"' rb"|'(?:[^'\\\n]|\\.)*'" rb"|<[^<>\s]*>|#[^\n\r]*|\\."
)  # fmt: skip
_SHEETS = (".xlsx", ".csv", ".tsv")


def read(path: str | os.PathLike[str]) -> list[Quad]:
    """Read one RDF file.

    Parameters
    ----------
    path : path
        Its suffix names the format: one of `FORMATS`.

    Raises
    ------
    FileError
        If the file cannot be read or is larger than `LARGEST` bytes.
    DataError
        If it is not UTF-8, not well-formed, nested deeper than `DEEPEST`, or of no known format.
    """
    name = os.fspath(path)
    return from_bytes(read_bytes(name), format_of(name), name)


def format_of(name: str) -> RdfFormat:
    """Give the format that the suffix of a file name tells.

    Raises
    ------
    DataError
        If it is none of `FORMATS`.
    """
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in FORMATS:
        if suffix in _SHEETS:
            raise DataError(
                "a sheet, and no graph yet", Place(name), f"findings import {name} -o FILE.ttl, then FILE.ttl"
            )
        raise DataError(f"unknown format '{suffix}'", Place(name), f"use one of {', '.join(FORMATS)}")
    return FORMATS[suffix]


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Read a file as it is.

    Raises
    ------
    FileError
        If it cannot be read or is larger than `LARGEST` bytes.
    """
    name = os.fspath(path)
    try:
        if os.path.getsize(name) > LARGEST:
            raise FileError(f"larger than {LARGEST // 1024**3} GiB", Place(name), "findings load it into a folder")
        with open(name, "rb") as file:
            return file.read()
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
        place = Place(name or "an empty path")
        raise FileError(reason, place, "check the path; --data takes a file or a folder") from error


def from_bytes(data: bytes, rdf_format: RdfFormat, name: str, base: str | None = None) -> list[Quad]:
    """Parse RDF text; `name` is the file that messages speak of, `base` the IRI that relative ones are resolved by.

    Raises
    ------
    DataError
        If the text is not UTF-8, not well-formed, or nested deeper than `DEEPEST`.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    _refuse_other_encodings(data, name)
    _refuse_hazards(data, rdf_format, name)
    try:
        return list(parse(data, format=rdf_format, base_iri=base))
    except SyntaxError as error:
        if b"\0" in data:  # in a literal of Turtle it is allowed
            raise DataError(
                "zero bytes: a binary file, or an encoding other than UTF-8", Place(name), "save it as UTF-8"
            ) from error
        raise _syntax_error(error, data.decode("utf-8", "replace"), name) from error


def canonical(triples: Iterable[Triple | Quad]) -> bytes:
    """Give Turtle in canonical form: sorted by subject, type first, with the known prefixes that are used."""
    by_subject: dict[str, list[Triple]] = defaultdict(list)
    for found in triples:
        triple = found if isinstance(found, Triple) else Triple(found.subject, found.predicate, found.object)
        by_subject[str(found.subject)].append(triple)
    ordered = [triple for subject in sorted(by_subject) for triple in sorted({*by_subject.pop(subject)}, key=_order)]
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=_used(ordered)) or b""


def first_comment(data: bytes, name: str) -> Place | None:
    """Give the place of the first comment in Turtle, if it has one."""
    for found in re.finditer(_QUOTED, data, re.DOTALL):
        if found[0].startswith(b"#"):
            line = data.count(b"\n", 0, found.start()) + 1
            before = data[data.rfind(b"\n", 0, found.start()) + 1 : found.start()].decode("utf-8", "replace")
            return Place(name, line, len(before) + 1, before + found[0].decode("utf-8", "replace").rstrip())
    return None


def to_triples(quads: Iterable[Quad]) -> list[Triple]:
    """Drop the graph names."""
    return [Triple(q.subject, q.predicate, q.object) for q in quads]


def to_quads(triples: Iterable[Triple]) -> list[Quad]:
    """Put triples into the default graph, sorted."""
    return sorted((Quad(t.subject, t.predicate, t.object) for t in triples), key=str)


def in_default_graph(quads: Iterable[Quad]) -> list[Quad]:
    """Move every quad into the default graph, where the files of a graph live."""
    default = DefaultGraph()
    return [q if q.graph_name == default else Quad(q.subject, q.predicate, q.object, default) for q in quads]


def _order(triple: Triple) -> tuple[bool, str, str]:
    predicate = str(triple.predicate)
    return predicate != _TYPE, predicate, str(triple.object)


def _used(triples: list[Triple]) -> dict[str, str]:
    """Give the known prefixes that are used: looked for in parts, for there may be millions of triples."""
    found: set[str] = set()
    for start in range(0, len(triples), _AT_ONCE):
        plain = serialize(triples[start : start + _AT_ONCE], format=RdfFormat.N_TRIPLES) or b""
        found |= {name for name, iri in PREFIXES.items() if name not in found and f"<{iri}".encode() in plain}
    return {name: iri for name, iri in PREFIXES.items() if name in found}


def _refuse_other_encodings(data: bytes, name: str) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"byte {data[error.start]:#04x} is not UTF-8", Place(name, line), "save the file in the encoding UTF-8"
        ) from error


def _refuse_hazards(data: bytes, rdf_format: RdfFormat, name: str) -> None:
    if rdf_format == RdfFormat.RDF_XML:
        if re.search(rb"<!DOCTYPE|<!ENTITY", data, re.IGNORECASE):
            raise DataError("RDF/XML with a DOCTYPE (entities) is not accepted", Place(name), "remove the DOCTYPE")
        return
    if sum(map(data.count, (b"[", b"(", b"{"))) <= DEEPEST:
        return
    depth = 0
    for number, line in enumerate(re.sub(_QUOTED, _blank, data, flags=re.DOTALL).split(b"\n"), 1):
        for bracket in re.findall(rb"[\[\({\]\)}]", line):
            depth += 1 if bracket in b"[({" else -1
            if depth > DEEPEST:
                raise DataError(
                    f"nested deeper than {DEEPEST}", Place(name, number), "give the inner nodes names of their own"
                )


def _blank(quoted: re.Match[bytes]) -> bytes:
    return b"\n" * quoted[0].count(b"\n")


def _syntax_error(error: SyntaxError, text: str, name: str) -> DataError:
    line, column = error.lineno, error.offset
    lines = text.split("\n")
    source = lines[line - 1] if line and line <= len(lines) else ""
    what = re.sub(r"^Parser error (?:at|between) .*?: |\s*\(line \d+\)$", "", error.msg)
    place = Place(name, line, column, source)
    if "LoadDocumentCallback" in what:
        return DataError("a remote @context is not loaded: no network is used", place, "write the context inline")
    prefix = re.match(r"The prefix (\S*): has not been declared", what)
    if prefix:
        known = PREFIXES.get(prefix[1])
        advice = f"@prefix {prefix[1]}: <{known}> ." if known else nearest(prefix[1], list(PREFIXES))
        return DataError(f"prefix '{prefix[1]}:' is not declared", place, advice or "declare it at the top of the file")
    if "IRI" in what:
        what = f"not a valid IRI: {what[0].lower()}{what[1:]}"
    elif "dot is expected" in what:
        return DataError("a dot is missing before this place", place, "end the statement above with ' .'")
    return DataError(what, place, "mend the line shown, or the one before it")
