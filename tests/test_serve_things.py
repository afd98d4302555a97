"""Promises of addresses: named questions, every IRI of the graph, the description of the data, pages."""

import csv
import io
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graph import queries, questions, store
from graph.serve import media, policy
from graph.things import pages as things
from graph.things import triples
from graph.things.known import Known
from graph.vocabulary import BASE, DATASET, PREFIXES, TERM

KINDS = ("claim", "concept", "study", "source", "passage", "evidence", "estimate", "agent", "gap", "remark")


class Page(HTMLParser):
    """What a reader of HTML finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag == "script":
            self.scripts.append(dict(attrs).get("type") or "")
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action"}]

    def handle_data(self, data: str) -> None:
        """Note what stands between."""
        self.words.append(data)


def first(shipped, kind: str) -> str:
    """Give the first IRI of a kind."""
    return min(q.subject.value for q in shipped.quads if q.subject.value.startswith(f"{BASE}{kind}/"))


# Questions


def test_the_questions_are_listed(server) -> None:
    """With their parameters, columns and text."""
    got = server.get("/questions").json()["questions"]
    assert [question.name for question in questions.list_all()] == [one["name"] for one in got]
    chains = next(one for one in got if one["name"] == "chains")
    assert {"from", "to"} <= {parameter["name"] for parameter in chains["parameters"]}
    assert chains["parameters"][0]["kind"] == "concept"


EVERY = [q for q in questions.list_all() if all(p.kind != "copy" for p in q.parameters)]


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)
def test_every_question_is_answered_as_on_the_command_line(server, shipped, question: questions.Question) -> None:
    """With the parameters of its example, the same rows."""
    given = dict(pair.split("=", 1) for pair in re.findall(r"-p (\S+)", question.example))
    asked = "&".join(f"{name}={quote(value)}" for name, value in given.items())
    got = server.get(f"/questions/{question.name}?{asked}", {"Accept": "text/tab-separated-values"})
    assert 200 == got.status, got.body
    graph = store.from_files((), question.layer) if question.layer else shipped
    expected = queries.tidy(question, graph.select(queries.bind(question, given, graph)))
    assert len(expected.rows) == got.body.decode().count("\n") - 1
    assert "\t".join(f"?{name}" for name in expected.variables) == got.body.decode().split("\n")[0]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("outcomes", 404, "outcomes-of"),
        ("outcomes-of", 400, "needs -p concept"),
        ("outcomes-of?concept=anxeity", 404, "anxiety"),
        ("outcomes-of?concpt=anxiety", 400, "nearest: concept"),
        ("outcomes-of?concept=a&concept=b", 400, "twice"),
        ("section?section=two", 400, "whole number"),
        ("in-my-copy?copy=/etc/passwd&claim=x", 400, "file of your own"),
        ("outcomes-of?concept=%7D%20UNION%20%7B", 404, "no concept"),
        ("counts?format=docx", 406, "json, xml, csv, tsv"),
    ],
)
def test_a_wrong_question_is_told_what_is_wrong(server, path: str, status: int, said: str) -> None:
    """And what is near."""
    got = server.get(f"/questions/{path}")
    assert status == got.status
    assert said in f"{got.json()['error']} {got.json().get('try')}"


# Things


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_thing_has_an_address(server, shipped, kind: str) -> None:
    """Its IRI, by what the client takes and by suffix, holds every triple about it, lexical forms kept."""
    iri = first(shipped, kind)
    path = "/" + iri.removeprefix(BASE)
    about = {str(triple) for triple in shipped.describe([iri])}
    for offer in media.TRIPLES[:4]:
        got = server.get(path, {"Accept": offer.media_type})
        assert (200, offer.media_type) == (got.status, got.headers["Content-Type"].partition(";")[0])
        assert about <= {str(quad.triple) for quad in parse(got.body, offer.form)}
        assert got.body == server.get(f"{path}.{offer.name}").body
        assert "Accept" == got.headers["Vary"]


def test_every_iri_of_the_graph_resolves(server, shipped) -> None:
    """A hundred of them, drawn evenly, to Turtle."""
    subjects = sorted(
        {q.subject.value for q in shipped.quads if q.subject.value.startswith(BASE) and "#" not in q.subject.value}
    )
    drawn = subjects[:: len(subjects) // 100]
    assert [] == [iri for iri in drawn if server.get(f"/{iri.removeprefix(BASE)}.ttl").status != 200]


def test_a_concept_tells_which_claims_mention_it(server) -> None:
    """What refers to it belongs to it."""
    got = server.get("/concept/anxiety-disorders.nt")
    triples = [quad.triple for quad in parse(got.body, RdfFormat.N_TRIPLES)]
    anxiety = NamedNode(f"{BASE}concept/anxiety-disorders")
    assert [t for t in triples if t.object == anxiety and t.predicate.value in {TERM.subject, TERM.outcome}]


def test_a_claim_tells_how_it_stands(server) -> None:
    """What is derived is there too."""
    assert b"f:standing f:Contested" in server.get("/claim/nine-ways-10-a.ttl").body


def test_what_is_not_there_is_told_with_the_nearest(server) -> None:
    """As JSON."""
    got = server.get("/concept/anxeity-disorders")
    assert 404 == got.status
    assert "anxiety-disorders" in got.json()["try"]


# The data


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_the_data_is_described(server, shipped, path: str) -> None:
    """In VoID and DCAT: how much, by which license, where to ask, where to take it."""
    got = server.get(path, {"Accept": "application/n-triples"})
    triples = {
        (q.subject.value, q.predicate.value, q.object)
        for q in parse(got.body, RdfFormat.N_TRIPLES)
        if isinstance(q.subject, NamedNode)
    }
    void, dcat = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
    count = Literal(str(len(list(shipped.quads))), datatype=NamedNode(f"{PREFIXES['xsd']}integer"))
    root = f"http://127.0.0.1:{server.port}/"
    assert {
        (DATASET, f"{void}triples", count),
        (DATASET, f"{void}sparqlEndpoint", NamedNode(f"{root}sparql")),
        (DATASET, f"{PREFIXES['dcterms']}license", NamedNode("https://creativecommons.org/licenses/by/4.0/")),
        (DATASET, f"{dcat}distribution", NamedNode(f"{root}data.ttl")),
    } <= triples
    dumps = [o.value for _, p, o in triples if p == f"{void}dataDump"]
    assert 4 == len(dumps)
    assert {200} == {server.get(dump.removeprefix(root[:-1])).status for dump in dumps}


def test_all_data_can_be_taken(server) -> None:
    """As many triples as the endpoint counts."""
    counted = server.post(b"SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").json()["results"]["bindings"][0]["n"]["value"]
    assert int(counted) == len(list(parse(server.get("/data.nt").body, RdfFormat.N_TRIPLES)))


# Pages


@pytest.fixture(scope="module")
def patient(start):
    """Give a server that is not pressed for time: a section is laid out when it is asked for."""
    return start(seconds=30.0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_has_a_page(patient, shipped, kind: str) -> None:
    """One heading, a language, links that lead somewhere, nothing from elsewhere, nothing that runs."""
    got = patient.get("/" + first(shipped, kind).removeprefix(BASE), {"Accept": "text/html"})
    assert (200, "text/html; charset=utf-8") == (got.status, got.headers["Content-Type"])
    page = Page(got.body.decode())
    assert 1 == page.tags.count("h1")
    assert ["application/ld+json"] == page.scripts
    assert [] == [name for name in page.attributes if name.startswith("on") or name == "style"]
    inner = [link.partition("#")[0] for link in page.links if link.startswith("/")]
    assert len(inner) >= 4
    assert {200} == {patient.get(link).status for link in inner[:25]}
    assert [] == [link for link in page.links if not link.startswith(("/", "#", "https://", "http://", "data:,"))]


@pytest.mark.parametrize("path", ["/contents", "/terms", "/section/nine-ways/2", "/source/nine-ways"])
def test_there_are_pages_of_what_has_no_kind_of_its_own(patient, path: str) -> None:
    """Everything there is, the vocabulary, a section: as a page and, but for the first, as data."""
    got = patient.get(path, {"Accept": "text/html"})
    assert (200, "text/html; charset=utf-8") == (got.status, got.headers["Content-Type"])
    assert 1 == Page(got.body.decode()).tags.count("h1")
    data = patient.get(path, {"Accept": "text/turtle"})
    assert (404 if path == "/contents" else 200) == data.status
    assert (200, got.body) == tuple(patient.get(f"{path}.html"))[::2]


def test_the_data_of_a_thing_is_that_of_the_files(server, shipped) -> None:
    """To the byte: whoever follows a link to a file has what the server would give."""
    known = Known(shipped)
    for path in ("claim/nine-ways-10-a", "study/anderson2011", "terms"):
        expected = triples.render(things.data(known, path), RdfFormat.TURTLE)
        assert expected == server.get(f"/{path}.ttl").body


def test_a_page_may_use_its_own_style_alone(server) -> None:
    """By its digest."""
    got = server.get("/claim/nine-ways-02-d.html")
    style = re.search(r"<style>(.*?)</style>", got.body.decode(), re.DOTALL)
    assert style
    assert policy.hashed(style[1]) == got.headers["Content-Security-Policy"]
    assert "unsafe" not in got.headers["Content-Security-Policy"]


def test_what_the_data_says_cannot_run_in_a_page(start, tmp_path, head) -> None:
    """Markup stays text, and a link of another scheme is none."""
    file = tmp_path / "evil.ttl"
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    file.write_text(
        f'{head}concept:x a skos:Concept ; skos:prefLabel "{evil}"@en ; rdfs:seeAlso <javascript:alert(1)> .'
    )
    got = start([str(file)]).get("/concept/x.html")
    page = Page(got.body.decode())
    assert 200 == got.status
    assert ["application/ld+json"] == page.scripts
    assert "img" not in page.tags
    assert evil in "".join(page.words)
    assert [] == [link for link in page.links if link.startswith("javascript")]


def test_the_page_to_ask_from_stands_alone(server) -> None:
    """No script or style but its own and that of its editor, by digest; without script its form still asks."""
    got = server.get("/")
    text = got.body.decode()
    page = Page(text)
    allowed = got.headers["Content-Security-Policy"]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL)
    assert style
    assert script
    others = re.findall(r' integrity="([^"]+)"', text)
    assert policy.hashed(style[1], script[1], *others) == allowed
    assert [] == [link for link in page.links if "//" in link]
    assert "/sparql" in page.links
    assert 2 == page.tags.count("label")


def test_rows_of_a_question_come_in_each_format(server) -> None:
    """By what the client takes, and by the address."""
    for accept, form in (
        ("text/csv", "csv"),
        ("application/sparql-results+json", "json"),
        ("application/sparql-results+xml", "xml"),
    ):
        got = server.get("/questions/studies-of-claim?claim=nine-ways-02-d", {"Accept": accept})
        assert accept == got.headers["Content-Type"].partition(";")[0]
        assert got.body == server.get(f"/questions/studies-of-claim?claim=nine-ways-02-d&format={form}").body
    rows = list(csv.DictReader(io.StringIO(server.get("/questions/concepts?format=csv").body.decode())))
    assert len(rows) > 50
