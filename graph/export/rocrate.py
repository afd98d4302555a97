"""An RO-Crate: the selection as files that describe themselves, to hand in or archive.

After RO-Crate 1.2 (https://w3id.org/ro/crate/1.2). It is plain JSON-LD, made here: the same bytes each time, no
address is asked, and nothing is described that the data does not declare.
"""

import hashlib
import json
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, serialize

from graph import description, sentences
from graph.cite import license_name
from graph.claims import Source
from graph.export import flow, linked_data, provenance, tables
from graph.export.selected import Selected
from graph.vocabulary import EXPORT

SPECIFICATION = "https://w3id.org/ro/crate/1.2"
METADATA = "ro-crate-metadata.json"
_TURTLE, _CSV = "text/turtle", "text/csv"
Entity = dict[str, Any]


def crate(selected: Selected) -> dict[str, bytes]:
    """Give the files of a crate: Turtle, CSV, VoID, and the metadata that describes them."""
    files = {
        "claims.ttl": ("The claims and all that they refer to, as RDF", _TURTLE, linked_data.turtle(selected)),
        "claims.csv": ("The claims as a table", _CSV, b"".join(tables.claims_csv(flow.of_selected(selected)))),
        "void.ttl": ("What the data says of itself, and its counts, in VoID", _TURTLE, void(selected)),
    }
    graph = [_descriptor(), _root(selected, list(files)), *_around(selected)]
    graph += [_file(name, *described) for name, described in files.items()]
    text = json.dumps({"@context": f"{SPECIFICATION}/context", "@graph": graph}, ensure_ascii=False, indent=2)
    return {METADATA: f"{text}\n".encode()} | {name: content for name, (_, _, content) in files.items()}


def void(selected: Selected) -> bytes:
    """Give the selection's own description and its counts, as Turtle in VoID."""
    own = provenance.triples(selected)
    triples = [*own, *description.counted(NamedNode(EXPORT), selected.triples)]
    prefixes = {**linked_data.used_prefixes(triples), "void": description.VOID}
    return serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=prefixes) or b""


def _descriptor() -> Entity:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": SPECIFICATION},
        "about": {"@id": "./"},
    }


def _root(selected: Selected, files: list[str]) -> Entity:
    findings = selected.findings
    known = {
        "name": findings.declared("title"),
        "description": f"Claims of {_titles(selected)}. Selection: {selected.description}. {sentences.NOTICE}",
        "datePublished": max((dataset.date for dataset in findings.datasets), default=""),
        "version": findings.declared("version"),
        "identifier": [{"@id": f"#{name}"} for name, _ in _identifiers(selected)],
        "license": [{"@id": iri} for iri in _licenses(selected)],
        "creator": [{"@id": f"#{number}"} for number, _ in _creators(selected)],
        "isBasedOn": [{"@id": source.iri} for source in findings.sources.values()],
        "hasPart": [{"@id": name} for name in files],
    }
    return {"@id": "./", "@type": "Dataset", **{name: _single(said) for name, said in known.items() if said}}


def _around(selected: Selected) -> list[Entity]:
    """Describe what the crate refers to: licenses, makers, and the articles that the claims were read in."""
    licenses = [{"@id": iri, "@type": "CreativeWork", "name": license_name(iri)} for iri in _licenses(selected)]
    makers = [{"@id": f"#{number}", "@type": "Organization", "name": name} for number, name in _creators(selected)]
    named = [
        {"@id": f"#{name}", "@type": "PropertyValue", "name": "IRI of the data set", "value": iri}
        for name, iri in _identifiers(selected)
    ]
    sources = [_source(source, selected) for source in selected.findings.sources.values()]
    return [*licenses, *makers, *named, *sources]


def _source(source: Source, selected: Selected) -> Entity:
    label = selected.findings.label
    known = {
        "name": source.title,
        "url": source.url,
        "author": ", ".join(map(label, source.creators)),
        "publisher": label(source.publisher) if source.publisher else "",
        "dateModified": source.modified,
    }
    return {"@id": source.iri, "@type": "CreativeWork", **{name: said for name, said in known.items() if said}}


def _file(name: str, described: str, media_type: str, content: bytes) -> Entity:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": described,
        "encodingFormat": media_type,
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _titles(selected: Selected) -> str:
    sources = sorted(selected.findings.sources.values(), key=lambda source: source.iri)
    return ", ".join(f'"{source.title}"' for source in sources) or "sources that are not named"


def _licenses(selected: Selected) -> list[str]:
    licenses = dict.fromkeys(dataset.license for dataset in selected.findings.datasets)
    return [iri for iri in licenses if iri.startswith(("https://", "http://"))]


def _identifiers(selected: Selected) -> list[tuple[str, str]]:
    iris = dict.fromkeys(dataset.iri for dataset in selected.findings.datasets if dataset.iri)
    return [(f"identifier-{number}", iri) for number, iri in enumerate(iris, 1)]


def _creators(selected: Selected) -> list[tuple[str, str]]:
    names = dict.fromkeys(name for dataset in selected.findings.datasets for name in dataset.creators)
    return [(f"maker-{number}", name) for number, name in enumerate(names, 1)]


def _single(said: Any) -> Any:
    return said[0] if isinstance(said, list) and len(said) == 1 else said
