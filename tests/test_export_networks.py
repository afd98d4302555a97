"""Promises of the network formats and pictures: every claim and attribute comes back, whatever a label holds."""

import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pygraphviz
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph import export, network, rdf, records, store
from graph.claims import Claim, Concept, DataSet, Findings, Passage

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT / "data" / "claims.ttl"
VERSION, DATE = "9.8.7", "2025-03-04"
BASE = "https://w3id.org/findings-graph/"
NASTY = [
    'say "x"', "two\nlines", "\r", "tab\there", "\\", "back\\slash\\n", "=1+1", "]]>", "<b>&amp;</b>", "é ☃ 𝔘 \u202e",
    "\x00\x0b\x1f", "\ufffe", "<table>", "{a|b}", "\\N", "-->", "'", "[x]", "a;b|c", "&#1;", " ", "\x85\u2028", "key [",
]  # fmt: skip

Network = Any


def _selected(findings: Findings, description: str) -> export.Selected:
    license_iri = "https://creativecommons.org/licenses/by/4.0/"
    dated = replace(findings, datasets=(DataSet(f"{BASE}set", "A title", VERSION, DATE, license_iri),))
    return export.Selected(dated, [], network.from_findings(dated, VERSION, description), description)


@pytest.fixture(scope="module")
def everything() -> export.Selected:
    """Select all claims of the article."""
    return _selected(records.read(store.FileStore({"claims.ttl": rdf.read(CLAIMS)})), "everything")


@pytest.fixture(scope="module")
def section(everything: export.Selected) -> export.Selected:
    """Select the claims of section 9."""
    found = everything.findings
    claims = {iri: claim for iri, claim in found.claims.items() if found.place(claim)[0] == 9}
    return _selected(Findings(claims, found.concepts, found.passages, labels=found.labels), "--section 9")


def _nasty(label: str) -> export.Selected:
    """Make two concepts and three parallel claims that bear a label, one of them cut off and with a place."""
    concepts = {f"{BASE}concept/{name}": Concept(f"{BASE}concept/{name}", label, (label, "other")) for name in "ab"}
    passage = Passage(f"{BASE}passage/p", None, 1, 2, 3)
    more, causal, guessed = (f"{BASE}terms#{name}" for name in ("withMore", "Causal", "Guessed"))
    first = Claim(f"{BASE}claim/c", label, f"{BASE}concept/a", f"{BASE}concept/b", more, causal, guessed)
    plain = [replace(first, iri=f"{BASE}claim/{name}") for name in "cde"]
    cut = replace(plain[2], cut_off=True, passages=(passage.iri,))
    claims = {claim.iri: claim for claim in (*plain, cut)}
    return _selected(Findings(claims, concepts, {passage.iri: passage}), label)


def _render(name: str, selected: export.Selected) -> bytes:
    rendered = export.FORMATS[name].render(selected)
    assert isinstance(rendered, bytes)
    return rendered


def _read(name: str, text: bytes) -> Network:
    readers: dict[str, Any] = {
        "graphml": lambda: nx.read_graphml(io.BytesIO(text)),
        "gexf": lambda: nx.read_gexf(io.BytesIO(text)),
        "gml": lambda: nx.parse_gml(text.decode("ascii")),
        "json": lambda: nx.node_link_graph(json.loads(text)),
        "cytoscape": lambda: nx.cytoscape_graph(json.loads(text)),
        "dot": lambda: _from_dot(text),
    }
    return readers[name]()


def _from_dot(text: bytes) -> Network:
    drawing = pygraphviz.AGraph(string=text.decode())
    found: Network = nx.MultiDiGraph()
    found.graph.update(_undone(drawing.graph_attr))
    for node in drawing.nodes():
        found.add_node(str(node), **_undone(node.attr))
    for edge in drawing.edges(keys=True):
        found.add_edge(str(edge[0]), str(edge[1]), edge[2], **_undone(pygraphviz.Edge(drawing, *edge).attr))
    return found


def _undone(attributes: Any) -> dict[str, str]:
    """Undo DOT's doubled backslashes."""
    return {str(key): value.replace("\\\\", "\\") for key, value in attributes.items() if value}


def _expected(name: str, attributes: dict[str, Any]) -> dict[str, Any]:
    """Give what a format promises of an attribute: the same, or without what XML cannot hold, or as text in DOT."""
    clean = {"graphml", "gexf", "dot"}
    kept = {k: _xml(v) if name in clean and isinstance(v, str) else v for k, v in attributes.items()}
    return {key: str(content) for key, content in kept.items()} if name == "dot" else kept


def _xml(text: str) -> str:
    """Put U+FFFD for every character that is not a Char of XML 1.0, and a newline for every line end."""
    return "".join(c if _is_xml(ord(c)) else "\ufffd" for c in text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_xml(code: int) -> bool:
    return code in {9, 10} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def _lost(name: str, before: Network, after: Network) -> list[object]:
    """Give each attribute of a node or a claim that did not come back with its value and type."""
    lost: list[object] = []
    words = {"gml": {"label": "name"}, "dot": {"label": "name"}}.get(name, {})
    edge_words = words if name == "dot" else {}
    pairs = [(words, content, after.nodes[node]) for node, content in before.nodes(data=True)]
    pairs += [(edge_words, content, after.edges[ends]) for *ends, content in before.edges(keys=True, data=True)]
    for renamed, content, found in pairs:
        for key, expected in _expected(name, content).items():
            actual = found.get(renamed.get(key, key))
            if expected != actual or (name != "gml" and type(expected) is not type(actual)):
                lost.append((key, expected, actual))
    return lost


NETWORKS = pytest.mark.parametrize("name", ["graphml", "gexf", "gml", "json", "cytoscape", "dot"])


@NETWORKS
def test_every_claim_comes_back(name: str, everything: export.Selected) -> None:
    """As many edges as the data file has claims, each with its name as key, parallel ones too, all nodes there."""
    names = re.findall(r"^(claim:[\w-]+) a f:Claim", CLAIMS.read_text(encoding="utf-8"), re.MULTILINE)
    found = _read(name, _render(name, everything))
    assert sorted(names) == sorted(key for *_, key in found.edges(keys=True))
    assert set(everything.network.edges(keys=True)) == set(found.edges(keys=True))
    assert set(everything.network) == set(found)
    assert max(Counter(found.edges()).values()) > 1


@NETWORKS
def test_every_attribute_comes_back(name: str, everything: export.Selected) -> None:
    """Nothing of a concept or a claim is lost or changes its type (GML has no truth values, DOT only text)."""
    assert _lost(name, everything.network, _read(name, _render(name, everything))) == []


@NETWORKS
@pytest.mark.parametrize("label", NASTY)
def test_a_nasty_label_comes_back(name: str, label: str) -> None:
    """Quotes, markup, line ends and control characters break no file; XML replaces what it cannot hold."""
    selected = _nasty(label)
    assert _lost(name, selected.network, _read(name, _render(name, selected))) == []


@settings(max_examples=60, deadline=None)
@given(label=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
@example("\x7f\x80")
@NETWORKS
def test_any_label_comes_back(name: str, label: str) -> None:
    """The same for labels nobody thought of. `()` and `[]` are the empty lists of networkx's GML."""
    if name == "gml" and label in {"()", "[]"}:
        return
    selected = _nasty(label)
    assert _lost(name, selected.network, _read(name, _render(name, selected))) == []


@pytest.mark.parametrize("name", ["graphml", "gml", "json", "cytoscape", "dot"])
def test_the_network_knows_where_it_came_from(name: str, everything: export.Selected) -> None:
    """Selection, version, date, license and notice are attributes of the graph that is read."""
    about = _read(name, _render(name, everything)).graph
    assert (about["selection"], about["data_version"], about["data_date"]) == ("everything", VERSION, DATE)
    assert "creativecommons.org/licenses/by/4.0" in about["license"]
    assert "Not medical advice" in about["notice"]


GEXF = "{http://gexf.net/1.3}"


def test_the_date_of_a_gexf_is_that_of_the_data(everything: export.Selected) -> None:
    """Not the day of the export: the same data give the same file tomorrow."""
    meta = ElementTree.fromstring(_render("gexf", everything)).find(f"{GEXF}meta")
    assert meta is not None
    assert meta.get("lastmodifieddate") == DATE
    assert "selection: everything" in (meta.findtext(f"{GEXF}description") or "")


def test_gephi_keeps_parallel_claims_apart(everything: export.Selected) -> None:
    """Gephi merges edges of one kind between two nodes, so no two there share a kind; ids are those of the claims."""
    edges = list(ElementTree.fromstring(_render("gexf", everything)).iter(f"{GEXF}edge"))
    ends = Counter((edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges)
    assert {1} == set(ends.values())
    assert {key for *_, key in everything.network.edges(keys=True)} == {edge.get("id") for edge in edges}


def test_a_gexf_has_only_what_its_schema_allows(everything: export.Selected) -> None:
    """Attributes of GEXF 1.3 and no others; what networkx adds for itself is gone."""
    text = _render("gexf", everything)
    root = ElementTree.fromstring(text)
    allowed = {
        "graph": {"defaultedgetype", "mode"}, "node": {"id", "label"}, "attvalue": {"for", "value"},
        "edge": {"id", "source", "target", "label", "kind"}, "attribute": {"id", "title", "type"},
    }  # fmt: skip
    for tag, names in allowed.items():
        found = {name for element in root.iter(GEXF + tag) for name in element.attrib}
        assert found <= names
    assert b"networkx" not in text.lower()
    assert b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' in text


def test_cytoscape_finds_ids_names_and_interactions(section: export.Selected) -> None:
    """Each element has an id of its own, edges join nodes of the file, and the network's data is an object."""
    content = json.loads(_render("cytoscape", section))
    nodes, edges = ([element["data"] for element in content["elements"][kind]] for kind in ("nodes", "edges"))
    ids = [element["id"] for element in (*nodes, *edges)]
    assert len(ids) == len(set(ids))
    assert {end for edge in edges for end in (edge["source"], edge["target"])} <= {node["id"] for node in nodes}
    guess = next(edge for edge in edges if edge["id"] == "claim:nine-ways-09-q")
    assert (guess["interaction"], guess["name"].startswith("The guess is")) == ("withMore", True)
    assert {"attachment", "physical health"} <= {node["name"] for node in nodes}
    assert isinstance(content["data"], dict)


def test_graphml_types_are_those_of_its_schema(everything: export.Selected) -> None:
    """Numbers are long, truth values boolean and in lower case, the rest strings."""
    root = ElementTree.fromstring(_render("graphml", everything))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    types = {key.get("attr.name"): key.get("attr.type") for key in root.iter(f"{space}key") if key.get("for") == "edge"}
    assert (types["section"], types["cut_off"], types["label"]) == ("long", "boolean", "string")
    booleans = {key.get("id") for key in root.iter(f"{space}key") if key.get("attr.type") == "boolean"}
    assert {"true"} == {data.text for data in root.iter(f"{space}data") if data.get("key") in booleans}


def test_an_export_leaves_the_network_as_it_was(everything: export.Selected) -> None:
    """Formats work on copies."""
    before = json.dumps(nx.node_link_data(everything.network, edges="edges"))
    for chosen in export.FORMATS.values():
        if chosen.holds == "claims":
            chosen.render(everything)
    assert before == json.dumps(nx.node_link_data(everything.network, edges="edges"))


@pytest.mark.parametrize("label", NASTY)
def test_a_picture_shows_a_label_as_it_is(label: str) -> None:
    """SVG is XML whatever a label holds, and shows it: not as markup of Graphviz or of HTML, not as an escape."""
    root = ElementTree.fromstring(_render("svg", _nasty(label)))
    shown = "".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    words = "".join(_xml(label).split())
    assert "".join(shown.split()).count(words) >= 2


def test_a_picture_shows_certainty_direction_and_kind(section: export.Selected) -> None:
    """The guess is dotted, less ends in a bar, more in an arrow, a link without direction in nothing; kinds differ."""
    drawing = pygraphviz.AGraph(string=_render("dot", section).decode())
    edges = {edge[2]: pygraphviz.Edge(drawing, *edge).attr for edge in drawing.edges(keys=True)}
    assert (edges["claim:nine-ways-09-q"]["style"], edges["claim:nine-ways-09-q"]["arrowhead"]) == ("dotted", "normal")
    assert (edges["claim:nine-ways-09-l"]["style"], edges["claim:nine-ways-09-l"]["arrowhead"]) == ("solid", "tee")
    assert edges["claim:nine-ways-09-c"]["arrowhead"] == "none"
    looks = {(node.attr["kind"], node.attr["shape"], node.attr["fillcolor"]) for node in drawing.nodes()}
    assert len(looks) == len({kind for kind, *_ in looks}) == len({tint for *_, tint in looks})


def test_every_kind_certainty_and_relation_has_its_look() -> None:
    """No two certainties share a line, no two relations an end; a new term of the vocabulary needs a look."""
    from graph.export import picture
    from graph.vocabulary import CERTAINTIES, KINDS, RELATIONS

    assert set(KINDS) == set(picture._KINDS)
    assert set(RELATIONS) == set(picture._RELATIONS)
    assert set(CERTAINTIES) == set(picture._CERTAINTIES)
    for looks in (picture._KINDS, picture._RELATIONS, picture._CERTAINTIES):
        assert len(looks) == len({json.dumps(look, sort_keys=True) for look in looks.values()})


def test_the_legend_tells_what_a_picture_means_and_where_it_came_from(section: export.Selected) -> None:
    """Lines, ends and the kinds that occur are explained; selection, version and notice are there."""
    root = ElementTree.fromstring(_render("svg", section))
    shown = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    shown = shown.replace("\u00a0", " ")
    for said in ("less of it", "dotted: guessed", "body system", "Not medical advice", "--section 9", VERSION, DATE):
        assert said in shown
    assert "stressor" not in shown


def test_pointing_at_a_line_shows_the_words_of_its_claim(section: export.Selected) -> None:
    """The SVG carries each claim's label as a title, and its name as an id to link to."""
    root = ElementTree.fromstring(_render("svg", section))
    titles = {link.get("{http://www.w3.org/1999/xlink}title") for link in root.iter("{http://www.w3.org/2000/svg}a")}
    assert {attributes["label"] for *_, attributes in section.network.edges(data=True)} <= titles
    ids = {group.get("id") for group in root.iter("{http://www.w3.org/2000/svg}g")}
    assert {key for *_, key in section.network.edges(keys=True)} <= ids


def test_a_png_is_large_enough_to_read(section: export.Selected) -> None:
    """The picture of a section is at least 1000 px wide, for 20 concepts in a few columns."""
    text = _render("png", section)
    assert text.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(text[16:20], "big") >= 1000
