"""The shapes as questions: each constraint of SHACL Core that they use, in SPARQL, for graphs too large for pyshacl.

A question gives each node at fault as ``?item`` and, where one value is at fault, that as ``?value``, as SHACL defines
the component (https://www.w3.org/TR/shacl/#core-components). What is not known here is refused, never passed over.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from graph.errors import DataError, Place
from graph.vocabulary import PREFIXES, shorten

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_TYPE, _FIRST, _REST, _NIL = (NamedNode(f"{_RDF}{name}") for name in ("type", "first", "rest", "nil"))
_TRUE = Literal("true", datatype=NamedNode(f"{PREFIXES['xsd']}boolean"))
_CAST = {f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal", "boolean")}
_KINDS = {f"{_SH}IRI": "isIRI(?value)", f"{_SH}Literal": "isLiteral(?value)"}
_NO_CONSTRAINT = {"message", "description", "path", "targetClass", "property", "ignoredProperties"}
_Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


class Constraint(NamedTuple):
    """A constraint as a question; the path is empty where the question gives it as ``?path``."""

    text: str
    path: str
    message: str
    cure: str


def of_shapes(quads: Iterable[Quad], name: str = "shapes.ttl") -> list[Constraint]:
    """Give every constraint of some shapes.

    Parameters
    ----------
    quads : iterable of Quad
        The shapes: each with one target class, each property with a path of one property.
    name : str
        What they are called in messages.

    Raises
    ------
    DataError
        If a shape has something that is not known here.
    """
    shapes = _Shapes(quads, name)
    return [constraint for shape in shapes.targeted() for constraint in shapes.of(shape)]


class _Shapes:
    """What is said of shapes, by shape and property."""

    def __init__(self, quads: Iterable[Quad], name: str) -> None:
        self._name = name
        self._said: dict[object, dict[NamedNode, list[_Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self._said[quad.subject][quad.predicate].append(quad.object)

    def targeted(self) -> list[object]:
        """Give the shapes of classes."""
        shapes = [shape for shape, said in self._said.items() if NamedNode(f"{_SH}NodeShape") in said[_TYPE]]
        return sorted(shapes, key=str)

    def of(self, shape: object) -> Iterator[Constraint]:
        """Give the constraints of a shape and of its properties."""
        target = f"?kind <{PREFIXES['rdfs']}subClassOf>* {self._one(shape, 'targetClass')} . ?item a ?kind"
        inner = self._all(shape, "property")
        for component, value in self._components(shape):
            if component != "closed":
                raise self._unknown(shape, component)
            if value == _TRUE:
                known = [self._one(property_, "path") for property_ in inner]
                allowed = ", ".join(map(str, [*known, *self._listed(self._one(shape, "ignoredProperties"))]))
                body = f"?item ?path ?value FILTER(?path NOT IN ({allowed}))"
                yield self._made(shape, f"SELECT DISTINCT ?item ?path ?value {{ {target} . {body} }}")
        for property_ in inner:
            path = self._one(property_, "path")
            for component, value in self._components(property_):
                if component not in _COMPONENTS:
                    raise self._unknown(property_, component)
                members = self._listed(value) if component == "in" else [value]
                try:
                    text = _COMPONENTS[component](target, str(path), members)
                except KeyError as error:
                    raise self._unknown(property_, f"{component} {shorten(str(error.args[0]))}") from error
                yield self._made(property_, text, path)

    def _components(self, shape: object) -> Iterator[tuple[str, _Term]]:
        for predicate, found in sorted(self._said[shape].items(), key=str):
            name = predicate.value.removeprefix(_SH)
            if predicate != _TYPE and name not in _NO_CONSTRAINT:
                yield from ((name, value) for value in found)

    def _made(self, shape: object, text: str, path: _Term | None = None) -> Constraint:
        message, cure = (self._one(shape, name) for name in ("message", "description"))
        return Constraint(text, *(getattr(term, "value", "") for term in (path, message, cure)))

    def _all(self, shape: object, name: str) -> list[_Term]:
        return self._said[shape][NamedNode(f"{_SH}{name}")]

    def _one(self, shape: object, name: str) -> _Term:
        found = self._all(shape, name)
        if len(found) != 1:
            raise self._unknown(shape, f"{len(found)} values of {name}")
        return found[0]

    def _listed(self, node: object) -> list[_Term]:
        members = []
        while node != _NIL:
            members += self._said[node][_FIRST]
            (node,) = self._said[node][_REST]
        return members

    def _unknown(self, shape: object, what: str) -> DataError:
        named = shorten(getattr(shape, "value", str(shape)))
        advice = "add it to graph/constraints.py, or say it with what is known there"
        return DataError(f"{named}: sh:{what} is not known", Place(self._name), advice)


def _of_values(fault: str) -> Callable[[str, str, list[_Term]], str]:
    """Make a component by what holds of a value at fault; ``{0}`` stands for what the shape gives."""

    def text(target: str, path: str, given: list[_Term]) -> str:
        return f"SELECT DISTINCT ?item ?value {{ {target} ; {path} ?value {fault.format(given[0])} }}"

    return text


def _class(target: str, path: str, given: list[_Term]) -> str:
    is_one = f"?class <{PREFIXES['rdfs']}subClassOf>* {given[0]} . ?value a ?class"
    return f"SELECT DISTINCT ?item ?value {{ {target} ; {path} ?value MINUS {{ {is_one} }} }}"


def _datatype(target: str, path: str, given: list[_Term]) -> str:
    kind = getattr(given[0], "value", "")
    if kind not in _CAST:
        raise KeyError(kind)
    fault = f"FILTER(!COALESCE(DATATYPE(?value) = <{kind}> && <{kind}>(STR(?value)) = ?value, false))"
    return _of_values(fault)(target, path, given)


def _node_kind(target: str, path: str, given: list[_Term]) -> str:
    return _of_values(f"FILTER(!{_KINDS[getattr(given[0], 'value', '')]})")(target, path, given)


def _in(target: str, path: str, given: list[_Term]) -> str:
    members = ", ".join(map(str, given))
    return f"SELECT DISTINCT ?item ?value {{ {target} ; {path} ?value FILTER(?value NOT IN ({members})) }}"


def _fewest(target: str, path: str, given: list[_Term]) -> str:
    counted = f"GROUP BY ?item HAVING(COUNT(DISTINCT ?value) < {given[0]})"
    return f"SELECT ?item {{ {target} OPTIONAL {{ ?item {path} ?value }} }} {counted}"


def _most(target: str, path: str, given: list[_Term]) -> str:
    return f"SELECT ?item {{ {target} ; {path} ?value }} GROUP BY ?item HAVING(COUNT(DISTINCT ?value) > {given[0]})"


def _one_a_language(target: str, path: str, given: list[_Term]) -> str:
    if given[0] != _TRUE:
        raise KeyError(given[0])
    twice = "!sameTerm(?one, ?other) && LANG(?one) != '' && LCASE(LANG(?one)) = LCASE(LANG(?other))"
    return f"SELECT DISTINCT ?item {{ {target} ; {path} ?one , ?other FILTER({twice}) }}"


_COMPONENTS = MappingProxyType(
    {
        "class": _class,
        "datatype": _datatype,
        "nodeKind": _node_kind,
        "in": _in,
        "minCount": _fewest,
        "maxCount": _most,
        "minInclusive": _of_values("FILTER(!COALESCE(?value >= {0}, false))"),
        "pattern": _of_values("FILTER(isBlank(?value) || !REGEX(STR(?value), {0}))"),
        "uniqueLang": _one_a_language,
    }
)
