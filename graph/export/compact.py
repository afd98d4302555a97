"""JSON-LD in the words of a context that stands inside: nothing has to be fetched, and lexical forms are kept.

rdflib's serializer turns numbers into native ones ("01" becomes 1), so what pyoxigraph writes is shortened here.
"""

import json
from collections.abc import Mapping
from typing import Any

from pyoxigraph import RdfFormat, Triple, serialize

from graph import resources
from graph.vocabulary import PREFIXES, expand, shorten

_TYPE = f"{PREFIXES['rdf']}type"
_KEYWORDS = {"@id": "id", "@type": "type", _TYPE: "type"}


def render(triples: list[Triple]) -> bytes:
    """Give triples as compact JSON-LD, one node a subject, in order."""
    with open(resources.CONTEXT, encoding="utf-8") as file:
        context = json.load(file)["@context"]
    terms = _Terms(context)
    expanded = json.loads(serialize(triples, format=RdfFormat.JSON_LD) or b"[]")
    nodes = [terms.node(node) for node in expanded]
    text = json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


class _Terms:
    """The words of a context, from IRI to term."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._terms: dict[str, str] = {}
        self._things: set[str] = set()
        for term, meant in context.items():
            iri = expand(meant if isinstance(meant, str) else meant["@id"])
            if term not in PREFIXES and not iri.startswith("@"):
                self._terms[iri] = term
                if isinstance(meant, dict) and meant.get("@type") == "@id":
                    self._things.add(iri)

    def node(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """Shorten a node: its IRI, its types, and each property with its values."""
        return {self._name(name): self._values(name, values) for name, values in node.items()}

    def _values(self, name: str, values: Any) -> Any:
        if name == "@id":
            return shorten(values)
        if name in {"@type", _TYPE}:
            found = [self._name(one if isinstance(one, str) else one["@id"]) for one in values]
        else:
            found = [self._value(name, one) for one in values]
        return found[0] if len(found) == 1 else found

    def _value(self, name: str, value: Mapping[str, Any]) -> Any:
        if "@id" in value:
            iri = shorten(value["@id"])
            return iri if name in self._things else {"id": iri}
        if set(value) == {"@value"} and isinstance(value["@value"], str) and name not in self._things:
            return value["@value"]
        return {key: shorten(said) if key == "@type" else said for key, said in value.items()}

    def _name(self, iri: str) -> str:
        return _KEYWORDS.get(iri) or self._terms.get(iri) or shorten(iri)
