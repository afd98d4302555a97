"""RDF: Turtle, N-Triples, TriG, JSON-LD and RDF/XML, lexical forms as in the files."""

import re

from pyoxigraph import RdfFormat, Triple, serialize

from graph import rdf
from graph.errors import DataError
from graph.export import characters, compact, provenance
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
    """Give compact JSON-LD with the context inside, so that none has to be fetched."""
    return compact.render(_triples(selected))


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
    text = (serialize(triples, format=RdfFormat.RDF_XML, prefixes=used_prefixes(triples)) or b"").decode()
    # A bare carriage return would be read back as a newline.
    kept = "&#13;".join(characters.printable(part) for part in text.split("\r"))
    return f"{kept}\n".encode()


def _triples(selected: Selected) -> list[Triple]:
    return sorted({*selected.triples, *provenance.triples(selected)}, key=str)


def used_prefixes(triples: list[Triple]) -> dict[str, str]:
    """Give the known prefixes that occur in triples."""
    text = "\n".join(map(str, triples))
    return {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
