"""Where an export came from: what was selected, of which data, under which license."""

import json
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from graph import cite, sentences
from graph.claims import DataSet, Findings
from graph.export.selected import Selected
from graph.vocabulary import EXPORT, PREFIXES


def provenance(selected: Selected) -> dict[str, str]:
    """Give title, selection, data version and date, license, data set and notice, by name, as far as declared."""
    return of_findings(selected.findings, selected.description, selected.forms)


def of_findings(findings: Findings, description: str, forms: str = "") -> dict[str, str]:
    """Give the same of claims, of which only what the data says of itself is looked at."""
    declared = findings.declared
    said = {
        "name": declared("title"),
        "selection": description,
        "data_version": declared("version"),
        "data_date": declared("date"),
        "license": "; ".join(cite.licenses(findings.datasets, str)),
        "derived_from": declared("iri"),
        "lexical_forms": forms,
        "notice": sentences.NOTICE,
    }
    return {name: text for name, text in said.items() if text}


def metadata(about: Mapping[str, str], counts: Mapping[str, int]) -> Iterator[bytes]:
    """Give provenance and counts as JSON, for the last file of a folder: they are known when the rest is written."""
    yield (json.dumps({**about, **counts}, ensure_ascii=False, indent=2) + "\n").encode()


def line(selected: Selected) -> str:
    """Give the provenance in one line, for people."""
    licenses = "; ".join(cite.licenses(selected.findings.datasets))
    return " · ".join(filter(None, (editions(selected), selected.description, licenses, sentences.NOTICE)))


def editions(selected: Selected) -> str:
    """Give title, version and date of the data sets, for people; nothing if none is declared."""
    return "; ".join(filter(None, map(_edition, selected.findings.datasets)))


def triples(selected: Selected) -> list[Triple]:
    """Give the provenance as RDF about `EXPORT`."""
    dcterms, schema = PREFIXES["dcterms"], PREFIXES["schema"]
    declared = selected.findings.declared
    said: list[tuple[str, NamedNode | Literal]] = [
        (f"{PREFIXES['rdf']}type", NamedNode(f"{schema}Dataset")),
        (f"{dcterms}description", Literal(f"Selection: {selected.description}", language="en")),
        (f"{PREFIXES['rdfs']}comment", Literal(sentences.NOTICE, language="en")),
    ]
    if selected.forms:
        said.append((f"{PREFIXES['skos']}note", Literal(_sentence(selected.forms), language="en")))
    if title := declared("title"):
        said.append((f"{dcterms}title", Literal(title, language="en")))
    if version := declared("version"):
        said.append((f"{schema}version", Literal(version)))
    date = NamedNode(f"{PREFIXES['xsd']}date")
    said += [(f"{dcterms}modified", Literal(text, datatype=date)) for text in _each(selected, "date")]
    said += [(f"{dcterms}license", _node(text)) for text in _each(selected, "license")]
    said += [(f"{PREFIXES['prov']}wasDerivedFrom", _node(iri)) for iri in _each(selected, "iri")]
    return [Triple(NamedNode(EXPORT), NamedNode(predicate), thing) for predicate, thing in said]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _edition(dataset: DataSet) -> str:
    dated = f"of {dataset.date}" if dataset.date else ""
    return " ".join(filter(None, (dataset.title, dataset.version, dated)))


def _each(selected: Selected, part: str) -> Iterable[str]:
    return dict.fromkeys(filter(None, (getattr(dataset, part) for dataset in selected.findings.datasets)))


def _node(text: str) -> NamedNode | Literal:
    try:
        return NamedNode(text)
    except ValueError:
        return Literal(text)
