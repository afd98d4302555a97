"""GEXF, for Gephi."""

from collections import Counter
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from graph.export import characters, provenance
from graph.export.networks import described, printable
from graph.export.selected import Selected
from graph.vocabulary import expand, local_name

_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def gexf(selected: Selected) -> bytes:
    """Give GEXF 1.3: the id of an edge is the CURIE of its claim, the file's date the date of the data."""
    from networkx.readwrite.gexf import GEXFWriter

    network = printable(described(selected))
    for *_, claim, attributes in network.edges(keys=True, data=True):
        attributes["id"] = claim
    writer = GEXFWriter(network, version="1.3")
    writer.xml.set("xmlns:xsi", _XSI)
    del writer.graph_element.attrib["name"]
    _describe(writer.xml.find("meta"), selected)
    _drop_keys(writer.graph_element)
    _name_kinds(writer.graph_element, network.edges(data="relation"))
    return _written(writer.write)


def _describe(meta: Element, selected: Selected) -> None:
    meta.clear()
    if dates := [dataset.date for dataset in selected.findings.datasets if dataset.date]:
        meta.set("lastmodifieddate", max(dates))
    about = {name: characters.printable(text) for name, text in provenance.provenance(selected).items()}
    if creator := " ".join(filter(None, (about.pop("name", ""), about.get("data_version")))):
        SubElement(meta, "creator").text = creator
    SubElement(meta, "description").text = "; ".join(f"{name}: {text}" for name, text in about.items())


def _drop_keys(graph: Element) -> None:
    """Take out what networkx adds to find the key of an edge: the id says it."""
    for attributes in graph.findall("attributes"):
        for attribute in attributes.findall("attribute[@title='networkx_key']"):
            attributes.remove(attribute)
            for values in graph.iterfind("edges/edge/attvalues"):
                for value in values.findall(f"attvalue[@for='{attribute.get('id')}']"):
                    values.remove(value)


def _name_kinds(graph: Element, edges: Any) -> None:
    """Give parallel edges kinds that differ: Gephi merges those of one kind."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for element, (subject, outcome, relation) in zip(graph.iterfind("edges/edge"), edges, strict=True):
        kind = local_name(expand(relation or "claim"))
        seen[subject, outcome, kind] += 1
        count = seen[subject, outcome, kind]
        element.set("kind", kind if count == 1 else f"{kind} {count}")


def _written(write: Any) -> bytes:
    buffer = BytesIO()
    write(buffer)
    return buffer.getvalue() + b"\n"
