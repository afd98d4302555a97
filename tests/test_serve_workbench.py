"""Promises of the page to ask from, and of what its forms, completion and pictures are made of."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from graph import names, phrases, questions, store
from graph.page.marks import look
from graph.serve import policy, served, workbench
from graph.vocabulary import BASE, TERM, expand, local_name

FORM = "application/x-www-form-urlencoded"
EVERY = [q for q in questions.list_all() if all(p.kind != "copy" for p in q.parameters)]


class Picture(HTMLParser):
    """The claims of a picture: the address, the classes and the words of each line, and what is said in words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines: dict[str, tuple[set[str], str]] = {}
        self.said: list[str] = []
        self.tags: list[str] = []
        self._line = ""
        self._list = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a line begins."""
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self._list = self._list or "said" in found.get("class", "").split()
        if tag == "a" and found.get("class", "").startswith("c "):
            self._line = found["href"]
            self.lines[self._line] = (set(found["class"].split()), "")
        elif tag == "a" and self._list:
            self.said.append(found["href"])

    def handle_endtag(self, tag: str) -> None:
        """Note where it ends."""
        self._line = "" if tag == "a" else self._line
        self._list = self._list and tag != "ul"

    def handle_data(self, data: str) -> None:
        """Note the words on it."""
        if self._line:
            classes, words = self.lines[self._line]
            self.lines[self._line] = (classes, f"{words} {data}".strip())


def picture(patient, **fields: object) -> Picture:
    """Ask for a picture that there is."""
    got = patient.get(f"/picture?{urlencode(fields, doseq=True)}")
    assert 200 == got.status, got.body
    return Picture(got.body.decode())


def example(question: questions.Question) -> dict[str, str]:
    return {
        name: value.strip("'\"") for name, value in re.findall(r"-p (\w+)=('[^']*'|\"[^\"]*\"|\S+)", question.example)
    }


@pytest.fixture(scope="module")
def patient(start):
    """The shipped graph, served by a server that gives a picture the time it takes on a busy machine."""
    return start(seconds=30.0)


# Names


@pytest.mark.parametrize("kind", names.KINDS)
def test_what_a_form_offers_is_what_a_parameter_takes(patient, shipped: store.FileStore, kind: str) -> None:
    """Every name that is offered names the thing it stands for; up to fifty of a kind, drawn evenly."""
    found = patient.get(f"/names/{kind}").json()
    offered = found["names"]
    assert found["count"] == len(offered) > 0
    for one in offered[:: len(offered) // 50 + 1]:
        assert one["iri"] == names.resolve(shipped, one["name"], kind)
        assert one["iri"] == expand(one["short"])


def test_a_kind_that_is_none_is_told_those_there_are(patient) -> None:
    """By name."""
    got = patient.get("/names/concpt")
    assert 404 == got.status
    assert "concept" in got.json()["try"]


def test_names_carry_their_labels(patient) -> None:
    """As the data writes them."""
    found = {one["name"]: one["label"] for one in patient.get("/names/cohort").json()["names"]}
    assert found["minnesota"] == "Minnesota study of attachment and development"


# Named questions as SPARQL


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)
def test_a_question_comes_as_a_query_that_answers_it(patient, shipped, question: questions.Question) -> None:
    """With the values put in, it gives the rows that the question gives."""
    given = example(question)
    got = patient.get(f"/questions/{question.name}?{urlencode({**given, 'format': 'rq'})}")
    assert (200, "application/sparql-query") == (got.status, got.headers["Content-Type"].partition(";")[0])
    graph = store.from_files((), question.layer) if question.layer else shipped
    asked = graph.select(got.body.decode())
    rows = patient.get(f"/questions/{question.name}?{urlencode({**given, 'format': 'tsv'})}").body.decode()
    assert rows.count("\n") - 1 == len(asked.rows)


@pytest.mark.parametrize("value", ["} UNION {", "anxiety> } #", '"', "concept:anxiety } ?s ?p ?o {"])
def test_no_value_is_pasted_into_a_query(patient, value: str) -> None:
    """What names nothing is refused, whatever it contains."""
    assert 404 == patient.get(f"/questions/outcomes-of?concept={quote(value)}&format=rq").status


# Pictures


def test_every_claim_of_an_answer_is_drawn_with_its_hedge(patient, findings) -> None:
    """The words on each line are those that no relation stands without; so are its certainty and its relation."""
    drawn = picture(patient, question="hedged-claims")
    assert drawn.lines
    for href, (classes, words) in drawn.lines.items():
        claim = findings.claims[BASE + href[1:]]
        assert words == " ".join(phrases.lines(claim))
        assert {look(local_name(claim.certainty)), look(local_name(claim.relation))} <= classes


def test_a_guess_is_drawn_as_one(patient) -> None:
    """The article guesses that attachment may promote physical health: the line says may, and that it is a guess."""
    ((classes, words),) = picture(patient, claim="nine-ways-09-q").lines.values()
    assert look("Guessed") in classes
    assert words.startswith("may ")
    assert "a guess" in words


def test_the_claims_of_a_query_are_found_in_any_column(patient, findings) -> None:
    """Those of section 2, asked for by ?why among others, are drawn and said: all, and no other."""
    in_2 = {iri for iri, passage in findings.passages.items() if passage.section == 2}
    wanted = {claim.iri for claim in findings.claims.values() if in_2 & set(claim.passages)}
    query = """SELECT ?says ?why { ?why prov:wasDerivedFrom ?p ; rdfs:label ?says . ?p f:section 2 . ?why a f:Claim }"""
    drawn = picture(patient, query=query)
    assert wanted == {BASE + href[1:] for href in drawn.lines}
    assert wanted == {BASE + href[1:] for href in drawn.said}


def test_a_construct_of_plain_relations_is_drawn_as_the_claims_behind_it(patient, findings) -> None:
    """Each line is a claim that relates the same two concepts; none is without its hedge."""
    query = (
        "CONSTRUCT { ?s f:withMore ?o } WHERE { GRAPH ?g { ?s f:withMore ?o } FILTER(?s = concept:secure-attachment) }"
    )
    drawn = picture(patient, query=query)
    attached = f"{BASE}concept/secure-attachment"
    wanted = {
        claim.iri
        for claim in findings.claims.values()
        if claim.subject == attached
        and claim.relation == TERM.withMore
        and claim.iri in _beside_shortcuts(findings, patient)
    }
    assert wanted
    assert wanted == {BASE + href[1:] for href in drawn.lines}


def _beside_shortcuts(findings, patient) -> set[str]:
    """Give the claims that relate two concepts which the shortcuts relate in the same way."""
    query = b"SELECT ?s ?o { GRAPH ?g { ?s f:withMore ?o } }"
    rows = patient.post(query).json()["results"]["bindings"]
    pairs = {(row["s"]["value"], row["o"]["value"]) for row in rows}
    return {claim.iri for claim in findings.claims.values() if (claim.subject, claim.outcome) in pairs}


def test_a_construct_of_claims_is_drawn(patient) -> None:
    """What it gives of a claim is enough."""
    query = "CONSTRUCT { ?c ?p ?o } WHERE { VALUES ?c { claim:nine-ways-02-d } ?c ?p ?o }"
    assert "/claim/nine-ways-02-d" in picture(patient, query=query).lines


def test_all_claims_can_be_drawn(patient) -> None:
    """Every claim of the article, on sheets that can be read."""
    drawn = picture(patient, query="SELECT ?c { ?c a f:Claim }")
    assert 144 == len(drawn.lines)
    assert 144 == len(set(drawn.said))


def test_a_long_query_can_be_posted(patient) -> None:
    """As a form, or as a query."""
    query = "SELECT ?c { VALUES ?c { claim:nine-ways-02-d } }" + " " * 70_000
    for content_type, body in ((FORM, urlencode({"query": query})), ("application/sparql-query", query)):
        got = patient.get("/picture", {"Content-Type": content_type}, body.encode(), "POST")
        assert 200 == got.status
        assert list(Picture(got.body.decode()).lines) == ["/claim/nine-ways-02-d"]


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({}, 400, "not one thing"),
        ({"query": "SELECT * {}", "claim": "nine-ways-02-d"}, 400, "not one thing"),
        ({"query": "SELECT ?c { ?c a skos:Concept }"}, 400, "no claim"),
        ({"query": "ASK {}"}, 400, "yes or no"),
        ({"query": "SELECT ?c { ?c a f:Claim"}, 400, "braces"),
        ({"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}, 400, "SERVICE"),
        ({"update": "INSERT DATA { <x:a> <x:b> <x:c> }"}, 400, "GET"),
        ({"claim": "nine-ways-02-zz"}, 404, "no claim"),
        ({"question": "outcomes-off"}, 404, "outcomes-of"),
        ({"question": "outcomes-of"}, 400, "needs -p concept"),
        ({"question": "outcomes-of", "p.concept": "anxeity"}, 404, "anxiety"),
    ],
)
def test_what_cannot_be_drawn_is_told_why(patient, fields: dict[str, str], status: int, said: str) -> None:
    """As JSON, with what to try."""
    got = patient.get(f"/picture?{urlencode(fields)}")
    assert status == got.status
    assert said in json.dumps(got.json())


def test_too_many_claims_are_not_drawn(start, tmp_path: Path, head: str) -> None:
    """It says how many there may be."""
    file = tmp_path / "many.ttl"
    claims = "".join(
        f'claim:c{n} a f:Claim ; rdfs:label "c"@en ; f:subject concept:a ; f:outcome concept:b ; '
        f"f:relation f:withMore ; f:reading f:Causal ; f:certainty f:Stated .\n"
        for n in range(301)
    )
    file.write_text(head + claims, encoding="utf-8")
    got = start([str(file)]).get(f"/picture?query={quote('SELECT ?c { ?c a f:Claim }')}")
    assert 413 == got.status
    assert "300" in got.json()["try"]


def test_a_picture_holds_nothing_that_runs(start, tmp_path: Path, head: str) -> None:
    """Markup in the data stays text; the page may use its own style alone."""
    evil = "</text></svg><script>alert(1)</script>"
    file = tmp_path / "evil.ttl"
    file.write_text(
        f'{head}concept:a a skos:Concept ; skos:prefLabel "{evil}"@en . '
        f'concept:b a skos:Concept ; skos:prefLabel "b"@en . '
        f'claim:c a f:Claim ; rdfs:label "{evil}"@en ; f:subject concept:a ; f:outcome concept:b ; '
        "f:relation f:withMore ; f:reading f:Causal ; f:certainty f:Stated .",
        encoding="utf-8",
    )
    got = start([str(file)]).get("/picture?claim=c")
    assert 200 == got.status, got.body
    drawn = Picture(got.body.decode())
    assert ["/claim/c"] == list(drawn.lines)
    assert "script" not in drawn.tags
    style = re.search(r"<style>(.*?)</style>", got.body.decode(), re.DOTALL)
    assert style
    assert policy.hashed(style[1]) == got.headers["Content-Security-Policy"]


# The page with YASGUI, and without it


@pytest.fixture(scope="module")
def data() -> served.Served:
    """What is served."""
    return served.read()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as `scripts/workbench` makes it, with a script of our own in place of YASGUI."""
    for name, text in (("yasgui.js", "var Yasgui;"), ("yasgui.css", ".yasgui{}"), ("LICENSES.txt", "MIT")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_page_takes_yasgui_by_its_digest(data: served.Served, folder: Path) -> None:
    """It names it once, and the browser may run that script and no other beside the page's own."""
    text = workbench.page(data, str(folder))
    digest = policy.digest("var Yasgui;")
    assert 1 == text.count(f'integrity="{digest}" defer')
    allowed = dict(part.partition(" ")[::2] for part in workbench.allowed(str(folder)).split("; "))
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert 1 == len(scripts)
    assert {f"'{policy.digest(scripts[0])}'", f"'{digest}'"} == set(allowed["script-src"].split())
    assert "unsafe" not in allowed["script-src"] + allowed["style-src"]
    assert ".yasgui{}" in text


@pytest.mark.parametrize("missing", ["yasgui.js", "yasgui.css", "LICENSES.txt"])
def test_without_yasgui_or_its_licenses_the_page_is_plain(data: served.Served, folder: Path, missing: str) -> None:
    """No script but its own, nothing loosened."""
    (folder / missing).unlink()
    text = workbench.page(data, str(folder))
    assert "<script src" not in text
    assert "unsafe" not in workbench.allowed(str(folder))
    assert workbench.part("yasgui.js", str(folder)) is None


def test_only_the_parts_of_yasgui_are_served(folder: Path) -> None:
    """As they are and compressed; no other file of the folder, and nothing beside it."""
    import gzip

    part = workbench.part("yasgui.js", str(folder))
    assert part
    assert b"var Yasgui;" == part.content == gzip.decompress(part.compressed)
    for name in ("yasgui.css", ".made-from", "../query.js", "", "/etc/passwd"):
        assert workbench.part(name, str(folder)) is None


def test_the_server_gives_the_script_that_the_page_names(patient) -> None:
    """With the digest that the page says, compressed for who takes it; where there is none, the page names none."""
    import gzip

    named = re.search(r'<script src="([^"]+)" integrity="([^"]+)"', patient.get("/").body.decode())
    if not workbench.find_editor():
        assert named is None
        assert 404 == patient.get("/workbench/yasgui.js").status
        return
    assert named
    plain, small = patient.get(named[1]), patient.get(named[1], {"Accept-Encoding": "gzip"})
    assert policy.digest(plain.body.decode()) == named[2]
    assert plain.body == gzip.decompress(small.body)
    assert {"text/javascript; charset=utf-8"} == {plain.headers["Content-Type"], small.headers["Content-Type"]}
    assert b"MIT" in patient.get("/workbench/LICENSES.txt").body
