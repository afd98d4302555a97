"""The problems of a graph: by shapes (SHACL), by questions whose right answer is no rows, and by its literals."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from graph import constraints, convert, rdf, resources
from graph.ask import Ask
from graph.errors import Place
from graph.places import Finder
from graph.questions import Question
from graph.vocabulary import PREFIXES, TERM, expand, shorten

if TYPE_CHECKING:
    import rdflib

_LINKS = {f"{PREFIXES['schema']}url", f"{PREFIXES['rdfs']}seeAlso", f"{PREFIXES['dcterms']}identifier"}
_SCHEMES = ("http://", "https://", "doi:", "urn:")
MOST_FOR_PYSHACL = 20_000
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what is wrong, and the cure; `path` is the property at fault, where it is one."""

    place: Place
    item: str
    what: str
    cure: str
    path: str = ""

    def __str__(self) -> str:
        """FILE:LINE:COLUMN: item: what is wrong; then the cure on a line of its own."""
        about = f"{shorten(self.item)}: " if self.item else ""
        return f"{self.place}: {about}{self.what}\n  try: {self.cure}"


def check(
    ask: Ask,
    files: Mapping[str, Iterable[Quad]],
    checks: Iterable[Question],
    most: int = MOST_FOR_PYSHACL,
    *,
    with_shapes: bool = True,
) -> list[Problem]:
    """Find every problem of a graph.

    Parameters
    ----------
    ask : Ask
        Answers for the whole graph, vocabulary included.
    files : mapping of str to quads
        What each file holds, by its name; the vocabulary counts as one of them.
    checks : iterable of Question
        Questions whose right answer is no rows; each row names an ``item`` and a ``detail``.
    most : int
        For how many triples pyshacl tries the shapes. Of more they are asked as questions, which finds the same faults
        in a fraction of the time.
    with_shapes : bool
        Whether the shapes are tried, too.

    Returns
    -------
    list of Problem
        In the order of files and lines.
    """
    quads = {name: list(found) for name, found in files.items()}
    finder = Finder(quads)
    is_small = sum(map(len, quads.values())) <= most
    problems = [
        *_of_the_whole(ask, quads),
        *_of_literals(quads, finder),
        *(_shaped(ask, quads, finder, is_small=is_small) if with_shapes else ()),
        *_of_questions(ask, checks, finder),
    ]
    return sorted(set(problems), key=lambda p: (p.place.file, p.place.line or 0, p.place.column or 0, p.item, p.what))


def _shaped(ask: Ask, quads: Mapping[str, list[Quad]], finder: Finder, *, is_small: bool) -> Iterable[Problem]:
    return _of_shapes(quads, finder) if is_small else _of_constraints(ask, finder)


def _of_the_whole(ask: Ask, quads: Mapping[str, list[Quad]]) -> list[Problem]:
    if ask.answer(f"ASK {{ ?claim a <{TERM.Claim}> }}"):
        return []
    name = next(iter(quads), "")
    what = "no claims in it" if quads.get(name) else "empty: no triples, so no claims"
    return [Problem(Place(name), "", what, "begin with one claim: data/README.md says how")]


def _of_literals(quads: Mapping[str, list[Quad]], finder: Finder) -> Iterable[Problem]:
    for name, found in quads.items():
        for quad in found:
            for what, cure in _term_faults(quad):
                item = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
                predicate = quad.predicate.value
                place = finder.place(item, predicate if item else "", name, [_text_of(quad.object)])
                yield Problem(place, item, what, cure, predicate)


def _term_faults(quad: Quad) -> Iterable[tuple[str, str]]:
    predicate, thing = shorten(quad.predicate.value), quad.object
    if isinstance(quad.subject, BlankNode) or isinstance(thing, BlankNode):
        yield f"a node without a name at {predicate}", "give it an IRI: nothing can point to a blank node"
    if isinstance(thing, Literal):
        kind = shorten(thing.datatype.value)
        if kind.startswith("xsd:") and kind != "xsd:string" and _is_ill_typed(thing):
            yield f'"{thing.value}" at {predicate} is no {kind}', f"write a valid {kind}, or another datatype"
        if _STEERING.search(thing.value):
            yield f"a control or bidirectional character in the text at {predicate}", "take the character out"
    if quad.predicate.value in _LINKS and not _text_of(thing).startswith(_SCHEMES):
        yield f"a link at {predicate} that is no web address", "use http, https, doi or urn"


def _text_of(thing: object) -> str:
    return thing.value if isinstance(thing, NamedNode | Literal) else ""


def _is_ill_typed(literal: Literal) -> bool:
    import logging

    import rdflib

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    return bool(rdflib.Literal(literal.value, datatype=rdflib.URIRef(literal.datatype.value)).ill_typed)


def _of_shapes(quads: Mapping[str, list[Quad]], finder: Finder) -> Iterable[Problem]:
    import pyshacl
    from rdflib import RDF, SH

    data = convert.to_rdflib(quad for found in quads.values() for quad in found)
    shapes = convert.to_rdflib(rdf.read(_shapes()))
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    if TYPE_CHECKING:
        assert isinstance(report, rdflib.Graph)
    results = list(report.subjects(RDF.type, SH.ValidationResult))
    too_many = set(report.subjects(SH.sourceConstraintComponent, SH.MaxCountConstraintComponent))
    stated = _stated(
        quads, {(str(report.value(r, SH.focusNode)), str(report.value(r, SH.resultPath))) for r in too_many}
    )
    for result in results:
        item = str(report.value(result, SH.focusNode))
        source = report.value(result, SH.sourceShape)
        path, found = report.value(result, SH.resultPath), report.value(result, SH.value)
        what = str(shapes.value(source, SH.message) or report.value(result, SH.resultMessage))
        if found is not None:
            what += f": {shorten(str(found))}"
        cure = str(shapes.value(source, SH.description) or "see data/README.md")
        property_, value = str(path or ""), "" if found is None else str(found)
        if result in too_many:
            what += _apart(item, property_, stated[item, property_], finder)
        yield Problem(finder.place(item, property_, values=[value]), item, what, cure, property_)


def _of_constraints(ask: Ask, finder: Finder) -> Iterable[Problem]:
    for asked in constraints.of_shapes(rdf.read(_shapes()), _shapes()):
        found = ask.select(asked.text)
        for row in found.rows:
            terms = dict(zip(found.variables, row, strict=True))
            item, path = terms["item"], terms.get("path")
            if not isinstance(item, NamedNode):
                continue  # that it has no name is told, and nothing of it has a place
            property_ = path.value if path else asked.path
            value = getattr(terms.get("value"), "value", None)
            what = asked.message if value is None else f"{asked.message}: {shorten(value)}"
            place = finder.place(item.value, property_, values=[value or ""])
            yield Problem(place, item.value, what, asked.cure, property_)


def _shapes() -> str:
    return os.path.join(resources.DATA, "shapes.ttl")


def _stated(
    quads: Mapping[str, list[Quad]], wanted: set[tuple[str, str]]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Give the values of some properties of some things, each with its file."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {key: [] for key in wanted}
    for name, held in quads.items() if wanted else ():
        for quad in held:
            key = (_text_of(quad.subject), quad.predicate.value)
            if key in found:
                found[key].append((_text_of(quad.object), name))
    return found


def _apart(item: str, property_: str, values: list[tuple[str, str]], finder: Finder) -> str:
    """Say where values stand that are too many together, and are in several files."""
    if len({name for _, name in values}) < 2:
        return ""
    return (
        f": {', '.join(f'{shorten(text)} in {finder.place(item, property_, name, [text])}' for text, name in values)}"
    )


def _of_questions(ask: Ask, checks: Iterable[Question], finder: Finder) -> Iterable[Problem]:
    for question in checks:
        for row in ask.select(question.text).dicts():
            item, detail = row["item"], row["detail"]
            what = f"{question.problem}: {shorten(str(detail))}" if detail else question.problem
            path = str(detail or "") if question.property == "detail" else expand(question.property)
            yield Problem(finder.place(str(item)), str(item), what, question.solution, path)
