"""RDF: Turtle, N-Triples, TriG, JSON-LD and RDF/XML, lexical forms as in the files."""

import re

from pyoxigraph import RdfFormat, Triple, serialize

from graph import rdf
from graph.errors import DataError
from graph.export import characters, provenance
from graph.export.selected import Selected
from graph.vocabulary import PREFIXES

_XML_NAME_AT_END = re.compile(r"[^\W\d][\w.-]*$")


def turtle(selected: Selected) -> bytes:
    """Give canonical Turtle, which is TriG too."""
    return rdf.canonical(_triples(selected))


def n_triples(selected: Selected) -> bytes:
    """Give N-Triples, sorted."""
    return serialize(_triples(selected), format=RdfFormat.N_TRIPLES) or b""


def json_ld(selected: Selected) -> bytes:
    """Give expanded JSON-LD: no context that would have to be fetched."""
    return (serialize(_triples(selected), format=RdfFormat.JSON_LD) or b"") + b"\n"


def rdf_xml(selected: Selected) -> bytes:
    """Give RDF/XML; control characters that XML cannot hold are replaced.

    Raises
    ------
    DataError
        If a property has no name that XML can hold.
    """
    triples = _triples(selected)
    for predicate in {triple.predicate.value for triple in triples}:
        if not _XML_NAME_AT_END.search(predicate):
            raise DataError(f"RDF/XML cannot write the property <{predicate}>", advice="choose ttl or nt")
    text = (serialize(triples, format=RdfFormat.RDF_XML, prefixes=_used(triples)) or b"").decode()
    # A bare carriage return would be read back as a newline.
    kept = "&#13;".join(characters.printable(part) for part in text.split("\r"))
    return f"{kept}\n".encode()


def _triples(selected: Selected) -> list[Triple]:
    return sorted({*selected.triples, *provenance.triples(selected)}, key=str)


def _used(triples: list[Triple]) -> dict[str, str]:
    text = "\n".join(map(str, triples))
    return {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
