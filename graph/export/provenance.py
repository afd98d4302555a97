"""Where an export came from: what was selected, of which data, under which license."""

import json

from pyoxigraph import Literal, NamedNode, Triple

from graph import sentences
from graph.export.selected import Selected
from graph.vocabulary import BASE, DATASET, PREFIXES

EXPORT = f"{BASE}export"
TITLE = "Findings Graph"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_NAME = "CC BY 4.0"


def provenance(selected: Selected) -> dict[str, str]:
    """Give title, selection, data version and date, license, dataset and notice, by name."""
    return {
        "name": TITLE,
        "selection": selected.description,
        "data_version": selected.version,
        "data_date": selected.date,
        "license": LICENSE,
        "derived_from": DATASET,
        "notice": sentences.NOTICE,
    }


def metadata(selected: Selected) -> bytes:
    """Give the provenance and the counts as JSON, for a file of its own in a folder."""
    counts = {"concepts": selected.network.number_of_nodes(), "claims": len(selected.findings.claims)}
    return (json.dumps({**provenance(selected), **counts}, ensure_ascii=False, indent=2) + "\n").encode()


def line(selected: Selected) -> str:
    """Give the provenance in one line, for people."""
    dated = f" of {selected.date}" if selected.date else ""
    source = " ".join(filter(None, (TITLE, selected.version))) + dated
    return f"{source} · {selected.description} · {LICENSE_NAME} · {sentences.NOTICE}"


def triples(selected: Selected) -> list[Triple]:
    """Give the provenance as RDF about `EXPORT`."""
    dcterms, schema = PREFIXES["dcterms"], PREFIXES["schema"]
    said: list[tuple[str, NamedNode | Literal]] = [
        (f"{PREFIXES['rdf']}type", NamedNode(f"{schema}Dataset")),
        (f"{dcterms}title", Literal(TITLE, language="en")),
        (f"{dcterms}description", Literal(f"Selection: {selected.description}", language="en")),
        (f"{dcterms}license", NamedNode(LICENSE)),
        (f"{PREFIXES['prov']}wasDerivedFrom", NamedNode(DATASET)),
        (f"{PREFIXES['rdfs']}comment", Literal(sentences.NOTICE, language="en")),
    ]
    if selected.version:
        said.append((f"{schema}version", Literal(selected.version)))
    if selected.date:
        date = NamedNode(f"{PREFIXES['xsd']}date")
        said.append((f"{dcterms}modified", Literal(selected.date, datatype=date)))
    return [Triple(NamedNode(EXPORT), NamedNode(predicate), thing) for predicate, thing in said]
