"""Promises of parts of a graph in a notebook: a picture that carries its look, with every claim in it."""

import networkx as nx
import pytest
from IPython.core.interactiveshell import InteractiveShell
from lxml import etree
from traitlets.config import Config

from graph import names, network, notebook, records, subgraph
from graph.errors import NotFoundError
from graph.sentences import NOTICE

SVG = "{http://www.w3.org/2000/svg}"
OUTCOME = 'concept:b a skos:Concept ; skos:prefLabel "b"@en .\n'
CLAIM = (
    'concept:{0} a skos:Concept ; skos:prefLabel "{1}"@en . claim:{0} a f:Claim ; rdfs:label "{1}" ; '
    "f:subject concept:{0} ; f:outcome concept:b ; "
    "f:relation f:withMore ; f:reading f:Causal ; f:certainty f:Stated .\n"
)


def titles(svg: str) -> list[str]:
    return [found.text or "" for found in etree.fromstring(svg.encode()).iter(f"{SVG}title")]


def test_a_part_shows_each_of_its_claims_and_concepts(shipped) -> None:
    """Pointing at a line shows the claim, at a box the concept."""
    part = notebook.select(shipped, about="physical-health")
    found = titles(part.svg())
    claims = [claim["label"] for *_, claim in part.network.edges(data=True)]
    concepts = [node["label"] for _, node in part.network.nodes(data=True)]
    assert 4 <= len(claims)
    assert sorted(claims) == sorted(set(claims) & set(found))
    assert all(any(title.startswith(label) for title in found) for label in concepts)


def test_a_guess_does_not_look_like_a_fact(shipped) -> None:
    """It is dotted, and its words say that it is a guess."""
    part = notebook.Part(notebook.select(shipped, certainty="Guessed").network)
    root = etree.fromstring(part.svg().encode())
    assert ["2 5"] == [group.get("stroke-dasharray") for group in root.iter(f"{SVG}g") if group.get("stroke-width")]
    assert {"may lead", "to more", "a guess"} <= {span.text for span in root.iter(f"{SVG}tspan")}


def test_the_selection_is_that_of_the_command_line(shipped) -> None:
    """By the same names, and told in the same words."""
    part = notebook.select(shipped, between=("secure attachment", "physical-health"))
    pair = tuple(names.resolve(shipped, name, "concept") for name in ("secure-attachment", "physical-health"))
    expected = subgraph.claims(shipped, subgraph.Selection(between=pair))
    assert expected == sorted(claim["iri"] for *_, claim in part.network.edges(data=True))
    assert "--between secure-attachment physical-health" in titles(part.svg())[0]


def test_what_is_not_there_is_said_with_what_is_near(shipped) -> None:
    """A wrong name, an empty selection, a word that selects nothing."""
    with pytest.raises(NotFoundError, match="anxeity"):
        notebook.select(shipped, about="anxeity")
    with pytest.raises(NotFoundError, match="no claim is selected"):
        notebook.select(shipped, section=77)
    with pytest.raises(TypeError, match="a selection has no color: it has study"):
        notebook.select(shipped, color="red")


def test_everything_is_drawn_by_section_and_what_is_not_is_counted(shipped) -> None:
    """Lines drawn and lines said to be missing are all claims there are."""
    part = notebook.select(shipped)
    root = etree.fromstring(part.svg().encode())
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    drawn = len([group for group in root.iter(f"{SVG}g") if group.get("text-anchor") == "middle"])
    missing = sum(int(word.split(": ")[1].split()[0]) for word in words if word.startswith("Not drawn"))
    assert 144 == part.network.number_of_edges() == drawn + missing
    assert "Section 1" in words
    assert NOTICE in words


def test_what_cannot_be_drawn_is_given_in_words(make_store) -> None:
    """Too many concepts in one piece: the claims, capped aloud, and what to do."""
    graph = make_store(
        'concept:b a skos:Concept ; skos:prefLabel "b"@en .'
        + "".join(CLAIM.format(f"a{n}", f"a{n}") for n in range(40))
    )
    part = notebook.select(graph)
    assert "" == part.svg()
    shown = part._repr_mimebundle_()
    assert ["text/plain"] == list(shown)
    assert "(30 of 40 claims" in shown["text/plain"]
    assert "select less" in shown["text/plain"]


def test_no_label_is_markup(make_store) -> None:
    """What would end an element, or control a terminal, is shown as it is spelled."""
    hostile = "</svg><script>x</script>&\\u202e\\u0007"
    graph = make_store(OUTCOME + CLAIM.format("a", hostile))
    svg = notebook.select(graph).svg()
    assert not list(etree.fromstring(svg.encode()).iter(f"{SVG}script"))
    assert hostile in titles(svg)


def test_a_picture_asks_nothing_of_anything(shipped) -> None:
    """No style from outside, no script, no address; ids that no other picture in the notebook has."""
    one, other = (notebook.select(shipped, section=number).svg() for number in (1, 2))
    for svg in (one, other):
        assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not {"script", "style", "image", "a"} & {
            etree.QName(e).localname for e in etree.fromstring(svg.encode()).iter()
        }
    ids = [{e.get("id") for e in etree.fromstring(svg.encode()).iter() if e.get("id")} for svg in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]


@pytest.fixture
def shell():
    """IPython with the extension loaded."""
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    shell.extension_manager.load_extension("graph.notebook")
    return shell


def test_the_extension_shows_networks_of_claims_and_no_others(shell, shipped) -> None:
    """What networkx makes of one, too; a network of something else stays what it was."""
    claims = network.from_findings(records.read(shipped))
    near = nx.ego_graph(claims, "concept:anxiety", undirected=True)
    assert "image/svg+xml" in shell.display_formatter.format(near)[0]
    for other in (nx.MultiDiGraph([(1, 2)]), nx.MultiDiGraph()):
        assert "image/svg+xml" not in shell.display_formatter.format(other)[0]
