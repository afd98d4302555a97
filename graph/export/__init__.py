"""A selection in a file format, chosen by suffix or name. A new format is one small module and a line in `FORMATS`."""

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from graph import writing
from graph.errors import UsageError, nearest
from graph.export import (
    citations,
    flow,
    gexf,
    gml,
    graphml,
    kgx,
    linked_data,
    markdown,
    nanopub,
    neo4j,
    network_json,
    parquet,
    picture,
    rocrate,
    tables,
)
from graph.export.flow import Flow
from graph.export.selected import Flowing, Format, Rendered, Selected, narrowed

__all__ = ["FORMATS", "Flow", "Format", "Rendered", "Selected", "format_for", "narrowed", "save", "save_flowing"]


def _of_rows(
    name: str,
    suffixes: tuple[str, ...],
    summary: str,
    flows: Callable[[Flow], Flowing],
    *,
    is_folder: bool = False,
) -> Format:
    """Make a format of rows, which gives in one piece what it gives bit by bit."""

    def render(selected: Selected) -> Rendered:
        flowing = flows(flow.of_selected(selected))
        if isinstance(flowing, dict):
            return {file: b"".join(bits) for file, bits in flowing.items()}
        return b"".join(flowing)

    return Format(name, suffixes, summary, render, is_folder, flows=flows)


_ALL = (
    Format("ttl", (".ttl",), "Turtle, in canonical form", linked_data.turtle),
    Format("nt", (".nt",), "N-Triples, sorted", linked_data.n_triples),
    Format("trig", (".trig",), "TriG, all in the default graph", linked_data.turtle),
    Format("jsonld", (".jsonld",), "JSON-LD, its context inside: nothing to fetch", linked_data.json_ld),
    Format("rdf", (".rdf",), "RDF/XML", linked_data.rdf_xml),
    _of_rows("graphml", (".graphml",), "GraphML, for Cytoscape, yEd, igraph, networkx", graphml.graphml),
    Format("gexf", (".gexf",), "GEXF 1.3, for Gephi", gexf.gexf),
    Format("gml", (".gml",), "GML, for igraph, yEd, networkx", gml.gml),
    Format("dot", (".dot", ".gv"), "DOT, for Graphviz", picture.dot),
    Format("cytoscape", (".cyjs",), "JSON for Cytoscape and Cytoscape.js", network_json.cytoscape),
    Format("json", (".json",), "node-link JSON, for networkx and D3", network_json.node_link),
    _of_rows("csv", (".csv",), "the claims as a table, for spreadsheets", tables.claims_csv),
    _of_rows("csv-folder", (), "nodes.csv, claims.csv and metadata.json", tables.folder_csv, is_folder=True),
    _of_rows("tsv", (".tsv",), "the claims as a table, every cell exact, no quotes", tables.claims_tsv),
    _of_rows("parquet", (".parquet",), "the claims as a table, for DuckDB, Spark, polars, R", parquet.claims_parquet),
    _of_rows("kgx", (), "nodes.tsv and edges.tsv in Biolink terms, for KGX", kgx.kgx, is_folder=True),
    _of_rows("neo4j", (), "nodes.csv and relationships.csv for neo4j-admin import", neo4j.neo4j, is_folder=True),
    Format("svg", (".svg",), "a picture, sharp at any size", picture.svg),
    Format("png", (".png",), "a picture", picture.png),
    Format("md", (".md", ".markdown"), "the claims in sentences, as Markdown", markdown.markdown),
    Format("nanopub", (), "a nanopublication a claim, as TriG with trusty URIs", nanopub.nanopublications),
    Format("rocrate", (), "an RO-Crate: Turtle, CSV, VoID, and what describes them", rocrate.crate, is_folder=True),
    Format("void", (), "counts and vocabularies, in VoID", rocrate.void, holds="counts"),
    Format("bib", (".bib",), "the studies as BibTeX", citations.bibtex, holds="studies"),
    Format("ris", (".ris",), "the studies as RIS, for Zotero, EndNote, Mendeley", citations.ris, holds="studies"),
    Format(
        "csl", (".csl",), "the studies as CSL-JSON, for Zotero, pandoc, citeproc", citations.csl_json, holds="studies"
    ),
)
FORMATS: Mapping[str, Format] = MappingProxyType({found.name: found for found in _ALL})
_BY_SUFFIX = {suffix: found for found in _ALL for suffix in found.suffixes}


def format_for(path: str, name: str | None = None) -> Format:
    """Find the format of a file to be written.

    Parameters
    ----------
    path : str
        Its suffix tells the format if no name is given; ``-`` is standard output. "csv" to a folder is "csv-folder".
    name : str, optional
        Name of a format, or a suffix without its dot.

    Raises
    ------
    UsageError
        If there is no such format, or it is a folder and the path is standard output.
    """
    suffix = os.path.splitext(path)[1].lower()
    found = (FORMATS.get(name) or _BY_SUFFIX.get(f".{name}")) if name else _BY_SUFFIX.get(suffix)
    if found is None:
        raise _unknown(path, name or suffix.lstrip("."))
    if found.name == "csv" and _is_folder(path):
        found = FORMATS["csv-folder"]
    if found.is_folder and path == "-":
        raise UsageError(f"{found.name} is several files, not one", advice=f"-o FOLDER -f {found.name}")
    return found


def save(selected: Selected, path: str, chosen: Format) -> list[str]:
    """Write a selection to a file or, if the format is several files, to a folder.

    Returns
    -------
    list of str
        The paths written.

    Raises
    ------
    FileError
        If writing fails; what was there before is then untouched.
    """
    return _written(chosen.render(selected), path)


def save_flowing(rows: Flow, path: str, chosen: Format) -> list[str]:
    """Write what flows, bit by bit, as `save` does what is held in memory.

    Raises
    ------
    FileError
        If writing fails; what was there before is then untouched.
    """
    if chosen.flows is None:
        raise TypeError(f"{chosen.name} is made of a selection as a whole")
    return _written(chosen.flows(rows), path)


def _written(rendered: Rendered | Flowing, path: str) -> list[str]:
    if isinstance(rendered, dict):
        return writing.write_folder(path, rendered)
    writing.write(path, rendered)
    return [path]


def _is_folder(path: str) -> bool:
    if path == "-" or (os.path.exists(path) and not os.path.isdir(path)):
        return False
    return path.endswith(("/", os.sep)) or os.path.isdir(path) or not os.path.splitext(path)[1]


def _unknown(path: str, word: str) -> UsageError:
    known = f"-f with one of {', '.join(FORMATS)}"
    if not word:
        return UsageError(f"'{path}' has no suffix that tells its format", advice=known)
    near = nearest(word, list(dict.fromkeys([*FORMATS, *(suffix[1:] for suffix in _BY_SUFFIX)])))
    return UsageError(f"unknown format '{word}'", advice=f"{near}; or {known}" if near else known)
