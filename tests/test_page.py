"""Promises of the HTML page: complete, self-contained, safe whatever the data says, and the same bytes each time."""

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from graph import evidence, layout, network, page, phrases, rdf, records, sentences, standing, store
from graph.claims import Claim, Concept, Findings, Gap, Literature, Passage, Remark, Source, Study
from graph.commands.page import citations, of_literature, pictures
from graph.effects import Interval
from graph.errors import DataError
from graph.page import focus, literature, marks, packing, picture, words
from graph.page.entries import Entries
from graph.page.places import short_names, unique_names
from graph.page.shell import as_json
from graph.vocabulary import BASE, TERM, local_name
from tests.pages import parsed

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = (
    "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>\"'`{{7*7}}\u2028\u2029\u202e&amp;"
)
SCRIPT = """
import hashlib
from graph import network, page, records, store
from graph.commands.page import citations, of_literature, pictures
graph = store.from_files(["data"])
findings = records.read(graph)
made = network.from_findings(findings)
said = of_literature(findings.claims.values(), findings, records.read_literature(graph))
text = page.render(made, findings, pictures(made, findings), "Title", said, citations(findings))
print(hashlib.sha256(text.encode()).hexdigest())
"""
CONTEXT = {"population", "age", "subject_age", "condition", "comparator", "mediator", "held_by"}
ISOLATED = {"a", "span", "b", "i", "small", "cite", "tspan", "text"}
OF_DATA = (
    "ancestor-or-self::*[self::style or self::script or self::tbody or self::cite or @class='said' or self::details"
    " or parent::ul[parent::section[@id='concepts']] or self::a[ancestor::svg]]"
)
BLOCKS = {"p", "li", "td", "th", "h1", "h2", "figcaption", "option", "title", "desc"}
LICENSE = ("@license", "Apache 2.0", "MIT License", "Almende", "visjs contributors")
DEFAULT = "https://w3id.org/findings-graph/"


def _render(findings: Findings, *, explore: bool = True, **options: Any) -> str:
    made = network.from_findings(findings)
    return page.render(made, findings, pictures(made, findings, explore=explore), **options)


@pytest.fixture(scope="module")
def whole() -> store.FileStore:
    """Read everything: the article's claims and what the literature says of them."""
    return store.from_files([str(ROOT / "data")])


@pytest.fixture(scope="module")
def findings(whole: store.FileStore) -> Findings:
    """Read the article's claims."""
    return records.read(whole)


@pytest.fixture(scope="module")
def read(whole: store.FileStore) -> Literature:
    """Read what the literature says."""
    return records.read_literature(whole)


@pytest.fixture(scope="module")
def said(findings: Findings, read: Literature) -> Mapping[str, page.Evidence]:
    """Say what the literature says of each claim."""
    return of_literature(findings.claims.values(), findings, read)


@pytest.fixture(scope="module")
def made(findings: Findings) -> Any:
    """Make the article's network."""
    return network.from_findings(findings)


@pytest.fixture(scope="module")
def seen(made: Any, findings: Findings) -> page.Pictures:
    """Draw every picture of the article."""
    return pictures(made, findings)


@pytest.fixture(scope="module")
def text(made: Any, findings: Findings, seen: page.Pictures, said: Mapping[str, page.Evidence]) -> str:
    """Render the article's page."""
    return page.render(made, findings, seen, literature=said, citations=citations(findings))


@pytest.fixture(scope="module")
def document(text: str) -> html.HtmlElement:
    """Parse the article's page."""
    return parsed(text)


@pytest.fixture(scope="module")
def smaller(made: Any, findings: Findings, seen: page.Pictures, said: Mapping[str, page.Evidence]) -> str:
    """Render the article's page without the interactive picture."""
    return page.render(made, findings, replace(seen, explore={}), literature=said, citations=citations(findings))


@pytest.fixture(scope="module")
def plain(smaller: str) -> html.HtmlElement:
    """Parse the article's page without the interactive picture."""
    return parsed(smaller)


@pytest.fixture(scope="module")
def only() -> str:
    """Render the page of the article's layer, without the literature and without the interactive picture."""
    layer = records.read(store.FileStore({"claims.ttl": rdf.read(ROOT / "data" / "claims.ttl")}))
    return _render(layer, explore=False, citations=citations(layer))


@pytest.fixture(scope="module")
def alone(only: str) -> html.HtmlElement:
    """Parse that page."""
    return parsed(only)


@pytest.fixture(scope="module")
def drawn(made: Any, findings: Findings, seen: page.Pictures) -> Mapping[str, Any]:
    """Make the nodes, edges and views of the interactive picture."""
    return picture.model(made, findings, seen.explore)


def _hostile() -> Findings:
    """Make one of each thing, with script in every field that takes text."""
    a, b = (
        Concept(f"{BASE}concept/{name}{HOSTILE}", HOSTILE, (HOSTILE,), kind=HOSTILE, notes=(HOSTILE,)) for name in "ab"
    )
    passage = Passage("x:passage", "x:source", 1, 2, 3)
    claim = Claim(f"{BASE}claim/{HOSTILE}", HOSTILE, a.iri, b.iri, TERM.withMore, TERM.Causal, TERM.Stated)
    claim = replace(claim, hedges=(HOSTILE,), basis=(HOSTILE,), conditions=(HOSTILE,), studies=("x:study",))
    claim = replace(claim, read_in=(HOSTILE,), held_by=(HOSTILE,), passages=(passage.iri,), restates=(HOSTILE,))
    other = replace(claim, iri=f"{BASE}claim/other", relation=HOSTILE, reading=HOSTILE, certainty=HOSTILE)
    source = Source("x:source", HOSTILE, (HOSTILE,), HOSTILE, url="javascript:window.__pwned=1")
    return Findings(
        {c.iri: c for c in (claim, other)},
        {c.iri: c for c in (a, b)},
        {passage.iri: passage},
        {"x:study": Study("x:study", HOSTILE, (HOSTILE,), start=HOSTILE)},
        {source.iri: source},
        {"x:gap": Gap("x:gap", HOSTILE, (claim.iri,), (HOSTILE,), (passage.iri,))},
        {"x:remark": Remark("x:remark", HOSTILE, (a.iri,), HOSTILE, (HOSTILE,), (passage.iri,))},
        {"x:study": HOSTILE},
    )


@pytest.fixture(scope="module")
def hostile() -> html.HtmlElement:
    """Parse a page whose every string is hostile."""
    findings = _hostile()
    return parsed(
        _render(
            findings,
            title=HOSTILE,
            literature=_hostile_literature(findings),
            citations=dict.fromkeys(findings.claims, HOSTILE),
        )
    )


def _hostile_literature(findings: Findings) -> dict[str, page.Evidence]:
    """Make evidence with script in every field that takes text, and DOIs that are addresses of another kind."""
    figure = page.Figure(HOSTILE, Interval(0.2, 0.1, 0.3), HOSTILE, 50)
    dois = ("javascript:window.__pwned=1", '10.1000/"onclick=window.__pwned=1 x', f"10.1000/{HOSTILE}", "10.1\tjava/")
    bearings = (page.Bearing(HOSTILE, doi, *[HOSTILE] * 3, True, True, HOSTILE, (figure,)) for doi in dois)  # noqa: FBT003
    evidence = page.Evidence(HOSTILE, HOSTILE, tuple(bearings), HOSTILE)
    return dict.fromkeys(findings.claims, evidence)


def _joined(element: html.HtmlElement) -> str:
    return "".join(element.text_content().split())


def _content(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _rows(document: html.HtmlElement) -> dict[str, html.HtmlElement]:
    return {row.get("id").removeprefix("claim="): row for row in document.xpath("//section[@id='claims']//tbody/tr")}


def _packed(document: html.HtmlElement, name: str) -> str:
    return gzip.decompress(base64.b64decode(document.get_element_by_id(name).text, validate=True)).decode()


def _data(document: html.HtmlElement) -> Any:
    return json.loads(_packed(document, "data"))


def _scripts(document: html.HtmlElement) -> list[str]:
    (first,) = document.xpath("//script[not(@type)]")
    return [first.text, _packed(document, "script")]


def _library(document: html.HtmlElement) -> str:
    return _packed(document, "library")


def _styles(document: html.HtmlElement) -> list[str]:
    (style,) = document.xpath("//style")
    return [style.text, _packed(document, "style")]


def _style(document: html.HtmlElement) -> str:
    return "\n".join(_styles(document))


def _policy(document: html.HtmlElement) -> Mapping[str, list[str]]:
    (content,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return {name: rest for name, *rest in (directive.split() for directive in content.split(";"))}


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _contrast(one: str, other: str) -> float:
    """Give the contrast of two colors, as WCAG defines it."""

    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_policy_allows_exactly_the_scripts_and_the_style_of_the_page(
    document: html.HtmlElement, plain: html.HtmlElement
) -> None:
    """Nothing is allowed but what stands in the file, by hash, and no request at all."""
    for of, explored in ((document, True), (plain, False)):
        policy = _policy(of)
        scripts = [*_scripts(of), *([_library(of)] if explored else [])]
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
        assert policy["script-src"] == [_hash(script) for script in scripts]
        assert policy["style-src"] == [_hash(style) for style in _styles(of)]
        assert policy["img-src"] == ["data:"]
        assert {script.get("type") for script in of.xpath("//script[@type]")} == {"text/plain"}
    assert "vis.Network" in _scripts(document)[1]
    assert "vis.Network" not in _scripts(plain)[1]


def test_policy_comes_before_what_it_governs(text: str) -> None:
    """A policy in the document holds only for what follows it."""
    assert text.index("Content-Security-Policy") < min(text.index("<style"), text.index("<script"), text.index("<link"))


def test_no_element_asks_for_anything(document: html.HtmlElement) -> None:
    """No address in the page is loaded by opening it: only links that are followed by hand, and places in the page."""
    attributes = [
        (e.tag, name, e.get(name))
        for e in document.iter("*")
        for name in e.attrib
        if name in {"src", "srcset", "data", "poster", "action", "ping"}
    ]
    addresses = {e.get("href") for e in document.iter("*") if e.tag != "a" and e.get("href")}
    assert attributes == []
    assert {address for address in addresses if not address.startswith("#")} == {"data:,"}
    style = _style(document)
    assert "@import" not in style
    loaded = re.findall(r"url\(\"?([^\")]*)", style)
    assert loaded
    assert [address for address in loaded if not address.startswith(("#end-", "#mark-", "data:image/svg+xml,"))] == []


def test_no_style_or_handler_stands_in_an_attribute(document: html.HtmlElement) -> None:
    """The policy would stop them."""
    assert document.xpath("//@style | //@*[starts-with(name(), 'on')]") == []


def test_no_element_of_a_picture_points_to_nothing(document: html.HtmlElement) -> None:
    """Every mark and every line that is drawn twice is defined in the document."""
    ids = set(document.xpath("//@id"))
    used = [href[1:] for href in document.xpath("//use/@href")]
    assert used
    assert set(used) - ids == set()
    drawn = set(re.findall(r"url\(#(\w+-\w+)\)", _style(document)))
    assert drawn == {f"end-{name}" for name in marks.ENDS} | {f"mark-{name}" for name in marks.MARKS}
    assert drawn - ids == set()


def test_every_claim_is_in_the_table_in_words(document: html.HtmlElement, findings: Findings) -> None:
    """With scripts off each claim shows its sentence, certainty, reading, hedge reasons, basis and passage."""
    rows = _rows(document)
    placing = replace(findings, sources={})
    assert len(rows) == len(findings.claims) > 100
    for claim in findings.claims.values():
        content = _content(rows[claim.name])
        wanted = [
            sentences.claim(claim, findings),
            sentences.CERTAINTY[local_name(claim.certainty)],
            sentences.READING[local_name(claim.reading)],
            *sentences.limits(claim),
            sentences.basis(claim, findings),
            *sentences.links(claim, findings),
            *(sentences.passage(findings.passages[iri], placing) for iri in claim.passages),
        ]
        assert [words for words in wanted if " ".join(words.split()) not in content] == []


def test_claims_stand_in_reading_order(document: html.HtmlElement, findings: Findings) -> None:
    """The table follows the article from the title to its end."""
    places = [findings.place(findings.claims[f"{BASE}claim/{name}"]) for name in _rows(document)]
    assert places == sorted(places)


def test_heading_notice_legend_gaps_and_remarks_are_in_the_document(
    document: html.HtmlElement, findings: Findings
) -> None:
    """Nothing but the picture, the panel and the search needs scripts."""
    shown = _content(document.body)
    assert _content(document.xpath("//h1")[0]) == "Findings Graph"
    assert sentences.NOTICE in _content(document.xpath("//header")[0])
    legend = _content(document.get_element_by_id("legend"))
    assert [word for word in (*sentences.CERTAINTY.values(), *sentences.RELATION.values()) if word not in legend] == []
    said = [
        *map(sentences.gap, findings.gaps.values()),
        *(sentences.remark(r, findings) for r in findings.remarks.values()),
    ]
    named = {iri for claim in findings.claims.values() for iri in claim.studies}
    said += [sentences.study(findings.studies[iri], findings) for iri in named]
    assert said
    assert [words for words in said if words not in shown] == []


def test_every_concept_is_listed_with_its_synonyms(document: html.HtmlElement, findings: Findings) -> None:
    """Each concept of a claim can be found by name without scripts."""
    items = {item.get("id"): _content(item) for item in document.xpath("//section[@id='concepts']//li")}
    used = {iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}
    assert used
    for iri in used:
        concept = findings.concepts[iri]
        content = items[f"concept={concept.name}"]
        assert [word for word in (concept.label, *concept.synonyms) if word not in content] == []


def test_addresses_lead_to_rows_without_scripts(text: str) -> None:
    """``#claim=…`` and ``#concept=…`` are ids in the document, and every link inside the page has its goal."""
    document = html.document_fromstring(text)
    ids = document.xpath("//@id")
    goals = {href[1:] for href in document.xpath("//a[not(@hidden)]/@href") if href.startswith("#")}
    assert {"claim=nine-ways-02-d", "concept=secure-attachment"} <= set(ids)
    assert len(ids) == len(set(ids))
    assert len(goals) > 200
    assert goals - set(ids) == set()


def test_a_link_leads_to_what_it_names_without_scripts(text: str, findings: Findings) -> None:
    """A claim in a picture leads to its own row, which says it, and a concept in one to its own entry."""
    document = html.document_fromstring(text)
    for row in document.xpath("//section[@id='claims']//tbody/tr"):
        claim = findings.claims[f"{BASE}claim/{row.get('id').removeprefix('claim=')}"]
        (short,) = row.xpath("th/a/@id")
        assert _content(row.xpath("th/a")[0]) == sentences.claim(claim, findings)
        (drawn,) = document.xpath("//svg[@class='sheet']/a[@href = $place]", place=f"#{short}")
        assert _joined(drawn) == "".join("".join(filter(None, phrases.short(claim))).split())
    for item in document.xpath("//section[@id='concepts']/ul/li"):
        label, places = _joined(item.xpath("a")[0]), item.xpath("a/@id")
        drawn = document.xpath("//svg//a[@href = $place]", place=f"#{places[0]}")
        assert {_joined(link) for link in drawn} <= {label}


def test_picture_keeps_every_claim_as_an_edge_of_its_own(drawn: Mapping[str, Any], findings: Findings) -> None:
    """Each edge has the CURIE of its claim as id; parallel claims stay apart."""
    assert sorted(edge["id"] for edge in drawn["edges"]) == sorted(claim.curie for claim in findings.claims.values())
    for view in drawn["views"].values():
        ways = [(drawn["edges"][i]["from"], drawn["edges"][i]["to"], shape, bend) for i, shape, bend in view["ways"]]
        assert len(ways) == len(set(ways))


def test_picture_does_not_move(drawn: Mapping[str, Any]) -> None:
    """Positions are given, physics is off, and nothing can be dragged out of place."""
    assert drawn["options"]["physics"] == {"enabled": False}
    assert drawn["options"]["interaction"]["dragNodes"] is False
    assert {i for view in drawn["views"].values() for i, *_ in view["places"]} == set(range(len(drawn["nodes"])))


def test_nothing_is_told_by_color_alone(document: html.HtmlElement, drawn: Mapping[str, Any]) -> None:
    """Each kind has a shape, each certainty a line, each relation an end of its own; style and pictures agree."""
    shapes = (marks.MARKS.values(), marks.DASHES.values(), [end.path for end in marks.ENDS.values()])
    assert all(len(set(shape)) == len(shape) for shape in map(list, shapes))
    assert len({end.vis for end in marks.ENDS.values()}) == len(marks.ENDS)
    dashed = {tuple(edge.get("dashes", ())) for edge in drawn["edges"]}
    assert dashed == set(marks.DASHES.values())
    style = _style(document)
    for name, dashes in marks.DASHES.items():
        rule = re.search(rf"\.{marks.CLASSES[name]} path[^{{]*{{stroke-dasharray:([\d ]+)}}", style)
        assert (tuple(map(int, rule[1].split())) if rule else ()) == dashes
    for kind, path in marks.MARKS.items():
        assert document.xpath(f"string(//marker[@id='mark-{kind}']/path/@d)") == path
        rule = re.findall(rf"\.{marks.CLASSES[kind]}{{[^}}]*", style)[0]
        assert path in rule
        assert f"url(#mark-{kind})" in rule


def test_the_legend_shows_each_look_beside_its_words(document: html.HtmlElement) -> None:
    """Certainty by its line, relation by its end, kind by its mark, by the same classes as in the pictures."""
    legend = document.get_element_by_id("legend")
    lines = {item.get("class"): _content(item) for item in legend.xpath(".//li[starts-with(@class, 'f ')]")}
    assert lines == {f"f {marks.CLASSES[name]}": sentences.CERTAINTY[name] for name in marks.DASHES}
    tips = {path.get("d"): _content(path.getparent().getparent()) for path in legend.xpath(".//path[@class='tip']")}
    assert tips == {end.path: sentences.RELATION[name] for name, end in marks.ENDS.items()}
    kinds = {item.get("class"): _content(item) for item in legend.xpath(".//ul[@class='kinds']/li")}
    assert kinds == {found: sentences.KIND[name] for name in marks.MARKS if (found := marks.CLASSES[name]) in kinds}
    assert len(kinds) > 5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_in_the_picture_stand_out(scheme: int) -> None:
    """On the tint of every kind a label has a contrast of 7 to 1, the words on a line 4.5 to 1, a line 3 to 1."""
    style = (ROOT / "graph" / "assets" / "palette.css").read_text("utf-8")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in style.split("@media")[:2]]
    colors = found[scheme]
    tints = [color for name, color in colors.items() if name.startswith("tint-")]
    assert len(tints) == len(marks.MARKS)
    assert min(_contrast(colors["ink"], tint) for tint in tints) >= 7
    assert _contrast(colors["muted"], colors["paper"]) >= 4.5
    assert _contrast(colors["line"], colors["paper"]) >= 3


def test_vis_network_comes_from_pyvis_with_its_license(document: html.HtmlElement, text: str) -> None:
    """The library stands in the page as installed, its license can be read, and no copy of it is in the repository."""
    assert _library(document) == picture.vis_script()
    (comment,) = [c for c in document.xpath("//comment()") if "@license" in c.text]
    assert [part for part in LICENSE if part not in comment.text] == []
    assert "sourceMappingURL" not in text
    committed = [
        path for path in ROOT.glob("graph/**/*") if path.is_file() and "Almende" in path.read_text("utf-8", "replace")
    ]
    assert committed == []


@pytest.mark.parametrize("script", ["let a = 1", "/* a license -- > <b> --> */", "/* never closed"])
def test_a_library_without_a_license_that_can_stand_in_a_page_is_refused(script: str) -> None:
    """No license, or one that would end its comment early, is an error, not a broken page."""
    with pytest.raises(DataError, match="vis-network"):
        picture.vis_license(script)


def test_a_library_cannot_end_its_element(
    made: Any, findings: Findings, seen: page.Pictures, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever the script of the library holds, it stands there as letters and digits."""
    script = tmp_path.joinpath(*picture._SCRIPT)
    script.parent.mkdir(parents=True)
    script.write_text("/* @license */ let a = '</SCRIPT><img src=x>'", encoding="utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    shown = parsed(page.render(made, findings, seen))
    assert _library(shown) == script.read_text("utf-8")
    assert shown.xpath("//img") == []


def test_without_explore_there_is_no_canvas_and_no_library(plain: html.HtmlElement, document: html.HtmlElement) -> None:
    """The same words and the same drawn pictures, and only our own scripts."""
    assert plain.xpath("//*[@id='canvas' or @id='explore' or @id='library' or @href='#explore']") == []
    assert "picture" not in _data(plain)
    assert [_content(row) for row in _rows(plain).values()] == [_content(row) for row in _rows(document).values()]
    drawings = [[html.tostring(svg) for svg in of.xpath("//svg[@class]")] for of in (plain, document)]
    assert drawings[0] == drawings[1]


def test_without_pictures_there_is_none(made: Any, findings: Findings) -> None:
    """A page can be made where no layout could: it says so at each section, and has every claim."""
    shown = parsed(page.render(made, findings, page.Pictures()))
    assert shown.xpath("//*[@id='canvas'] | //svg[@class='sheet' or @class='chart']") == []
    assert len(_rows(shown)) == len(findings.claims)
    steps = shown.xpath("//article[starts-with(@id, 'section=')]")
    assert steps
    assert [step for step in steps if words.WORDS["no_sheet"] not in _content(step)] == []


def test_size(text: str, smaller: str, only: str) -> None:
    """With Explore the article takes at most 800 KB.

    Without it, the article alone takes at most 250 KB, and what studies say of it another 100.
    """
    assert len(text.encode()) <= 800_000
    assert len(smaller.encode()) <= 350_000
    assert len(only.encode()) <= 250_000


def test_packing_loses_nothing(
    made: Any, findings: Findings, said: Mapping[str, page.Evidence], drawn: Mapping[str, Any]
) -> None:
    """What the script unpacks is what was packed: claims, concepts, boxes, lines and their bends."""
    entries = Entries(made, findings, said)
    claims, concepts = entries.claim_facts(citations(findings)), entries.concept_facts()
    packed = packing.packed(claims, concepts, {**drawn, "marks": {}})
    pool, names = packed["pool"], list(concepts)
    for name, (label, subject, outcome, *rest) in zip(claims, packed["claims"], strict=True):
        *spoken, section, context, premises, _, cited, ends = [*rest, *[0] * (10 - len(rest))]
        facts = claims[name]
        assert (facts["label"], facts["subject"], facts["outcome"]) == (label, names[subject], names[outcome])
        parts = ("relation", "reading", "certainty", "standing", "cite", "ends")
        assert [facts[part] for part in parts] == [pool[place] for place in (*spoken, cited, ends)]
        assert facts["section"] == pool[section]
        assert facts["context"] == {word: [names[i] for i in places] for word, places in (context or {}).items()}
        assert facts["premises"] == [list(claims)[place] for place in premises or []]
    for name, concept in zip(concepts, packed["concepts"], strict=True):
        kind, synonyms, _ = [*concept, *[0] * (3 - len(concept))]
        assert (concepts[name]["kind"], concepts[name]["synonyms"]) == (pool[kind], synonyms or [])
    assert packed["picture"]["views"].keys() == drawn["views"].keys()
    for name, (frame, places, ways) in packed["picture"]["views"].items():
        view = drawn["views"][name]
        bends = [("wave", (bend - 100) / 100) if bend >= 100 else ("arc", bend / 100) for bend in ways[1::2]]
        assert (frame, places) == (view["frame"], [number for place in view["places"] for number in place])
        assert [[i, *bent] for i, bent in zip(ways[::2], bends, strict=True)] == [list(way) for way in view["ways"]]


def test_a_citation_comes_back_as_it_was(document: html.HtmlElement, findings: Findings) -> None:
    """With name, label and the first place that the table shows, the pattern gives the citation of each claim."""
    data, rows, cited = _data(document), _rows(document), citations(findings)
    assert len(data["claims"]) == len(findings.claims)
    for name, (label, *rest) in zip(rows, data["claims"], strict=True):
        pattern = data["pool"][rest[10]]
        place = rows[name].xpath("string(td[3]/p[1])").strip()
        filled = pattern.replace("{name}", name).replace("{label}", label.rstrip(".")).replace("{place}", place)
        assert filled == cited[f"{BASE}claim/{name}"]


def test_same_bytes_whatever_the_hash_seed() -> None:
    """The same claims give the same page in every run."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_rendering_writes_no_file_and_keeps_the_network(
    findings: Findings, seen: page.Pictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder of pyvis is left behind, and the caller's network is untouched."""
    monkeypatch.chdir(tmp_path)
    made = network.from_findings(findings)
    before = sorted(made.edges(keys=True, data=True)), sorted(made.nodes(data=True))
    page.render(made, findings, seen)
    assert list(tmp_path.iterdir()) == []
    assert (sorted(made.edges(keys=True, data=True)), sorted(made.nodes(data=True))) == before


def test_importing_page_loads_neither_pyvis_nor_jinja() -> None:
    """Help and queries stay fast."""
    code = "import sys; from graph import page; print({'pyvis', 'jinja2', 'networkx', 'IPython'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == "set()"


def test_only_claims_of_the_network_are_shown(findings: Findings) -> None:
    """A page of a part of the graph shows that part."""
    made = network.from_findings(findings)
    part = layout.sections(made)["6"]
    shown = parsed(page.render(part, findings, page.Pictures()))
    assert set(_rows(shown)) == {key.removeprefix("claim:") for *_, key in part.edges(keys=True)}


def test_hostile_strings_add_no_element(hostile: html.HtmlElement, document: html.HtmlElement) -> None:
    """Whatever a label, an IRI, a kind or a title holds stays text."""
    assert hostile.xpath("//img | //iframe | //@*[starts-with(name(), 'on')]") == []
    assert _scripts(hostile) == _scripts(document)
    assert "49" not in _content(hostile.xpath("//h1")[0])
    assert "__pwned" in _content(hostile.xpath("//h1")[0])
    assert len(hostile.xpath("//svg[@class='sheet' or @class='chart']")) == 2


def test_hostile_policy_still_matches(hostile: html.HtmlElement) -> None:
    """No string gets into a script: the scripts are the same as on any other page."""
    scripts = [*_scripts(hostile), _library(hostile)]
    assert _policy(hostile)["script-src"] == [_hash(script) for script in scripts]
    assert not [script for script in scripts if "__pwned" in script]


def test_hostile_strings_are_in_no_address_unescaped(hostile: html.HtmlElement) -> None:
    """Addresses inside the page are ASCII and percent-encoded; classes are names of ours or a single word of theirs."""
    inside = [href for href in hostile.xpath("//@href") if href.startswith("#")]
    assert [href for href in inside if re.search(r"[^\x21-\x7e]|[<>\"'`]", href)] == []


def test_data_comes_back_as_it_was(hostile: html.HtmlElement) -> None:
    """Escaping loses nothing: labels in the data are the labels of the graph."""
    data = _data(hostile)
    assert {word for concept in data["concepts"] for word in concept[1] or []} == {HOSTILE}
    assert {claim[0] for claim in data["claims"]} == {HOSTILE}


def test_json_cannot_end_its_element() -> None:
    """``<``, ``>``, ``&`` and the two line separators of JavaScript are escaped."""
    text = as_json({HOSTILE: [HOSTILE]})
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {HOSTILE: [HOSTILE]}


def test_only_web_addresses_become_links(hostile: html.HtmlElement) -> None:
    """A source with a ``javascript:`` address is named and not linked; a DOI leads to doi.org and nowhere else."""
    leaving = [href for href in hostile.xpath("//a/@href") if not href.startswith("#")]
    assert leaving
    assert [href for href in leaving if not href.startswith("https://doi.org/10.")] == []
    assert hostile.xpath("//@onclick") == []


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c", "http://example.org/"])
def test_links_that_leave_the_page_tell_nothing_of_it(findings: Findings, url: str) -> None:
    """A web address of a source is linked, with no opener."""
    sources = {iri: replace(source, url=url) for iri, source in findings.sources.items()}
    (link,) = parsed(_render(replace(findings, sources=sources), explore=False)).xpath("//footer//a")
    assert link.get("href") == url
    assert "noopener" in link.get("rel")


def test_labels_cannot_turn_the_direction_of_the_page(hostile: html.HtmlElement) -> None:
    """Every text that comes from the data is isolated, by the style or because it is a paragraph of its own."""
    rule = re.search(r"([\w,]+){unicode-bidi:isolate}", _style(hostile))
    assert rule
    assert set(rule[1].split(",")) == ISOLATED
    holding = [e for e in hostile.body.iter("*") if e.tag != "script" and "__pwned" in (e.text or "")]
    assert len(holding) > 50
    assert [e.tag for e in holding if e.tag not in ISOLATED | BLOCKS] == []
    following = [e.getparent() for e in hostile.body.iter("*") if "__pwned" in (e.tail or "")]
    assert [e.tag for e in following if e.tag not in ISOLATED | BLOCKS] == []
    shown = [_content(text) for text in hostile.xpath("//figure//text")]
    assert shown
    assert not [text for text in shown if "\u202e" in text]


def test_short_names_are_told_apart_and_keep_to_their_places() -> None:
    """However many places there are, each has a name of its own, which no other place gets in a smaller page."""
    many = [f"claim={number}" for number in range(5000)]
    names = short_names(many)
    assert len(set(names.values())) == 5000
    assert all(re.fullmatch("[A-Z2-7]{3,7}", name) for name in names.values())
    few = short_names(many[:300])
    assert all(names[place].startswith(name) for place, name in few.items())


def test_names_that_are_taken_are_told_apart() -> None:
    """Two claims whose IRIs end alike have two addresses."""
    assert unique_names([f"{DEFAULT}claim/a", "https://example.org/claim/a"]) == {
        "https://example.org/claim/a": "a",
        f"{DEFAULT}claim/a": "claim:a",
    }


def test_every_word_of_the_page_is_used() -> None:
    """The list of words to translate has no dead entries."""
    sources = "".join(
        path.read_text("utf-8")
        for path in [*ROOT.glob("graph/page/*.py"), *ROOT.glob("graph/assets/*.*")]
        if path.name != "words.py"
    )
    filters = {"section", "kind", "certainty", "reading", "literature"}
    columns = {f"column_{name}" for name in ("claim", "certainty", "basis", "place", "literature")}
    asked = {f"ask_{name}" for name in focus.ORDER}
    unused = [word for word in words.WORDS if not re.search(rf"""(?:w|words)\.{word}\b|["']{word}["']""", sources)]
    assert sorted(set(unused) - (filters | columns | CONTEXT | asked)) == []


def test_the_script_has_the_words_it_speaks(document: html.HtmlElement) -> None:
    """Every word that a script asks for is in the data, and no other."""
    scripts = "".join(_scripts(document))
    assert set(re.findall(r"\bwords\.(\w+)", scripts)) | CONTEXT == set(_data(document)["words"])


def test_sections_are_named_by_the_claim_in_their_heading(document: html.HtmlElement, findings: Findings) -> None:
    """A section is offered by number and by what its heading claims, in the curator's words."""
    options = {option.get("value"): _content(option) for option in document.xpath("//select[@name='section']/option")}
    heading = findings.claims[f"{BASE}claim/nine-ways-02-a"].label.rstrip(".")
    assert options["2"] == f"Section 2: {heading}"
    assert options["0"] == words.WORDS["section_opening"]


def test_two_sources_are_named_in_each_place(findings: Findings) -> None:
    """Where there is more than one source, every place says which."""
    more = replace(findings, sources={**findings.sources, "x:other": Source("x:other", "Another article")})
    row = _rows(parsed(_render(more, explore=False)))["nine-ways-02-d"]
    (source,) = findings.sources.values()
    assert source.title in _content(row)


def _of_two_sources() -> Findings:
    """Make two articles with a heading and a body each, whose sections have the same numbers, and a closing in one."""
    places = {
        "a0": ("https://x.example/a", 1, 0),
        "a1": ("https://x.example/a", 1, 1),
        "a2": ("https://x.example/a", 2, 1),
        "b0": ("https://x.example/b", 1, 0),
        "b1": ("https://x.example/b", 1, 1),
    }
    passages = {name: Passage(name, source, *place, 1) for name, (source, *place) in places.items()}
    said = {
        name: Claim(
            f"https://x.example/c-{name}",
            f"Said in {name}.",
            "x:p",
            "x:q",
            TERM.withMore,
            TERM.Causal,
            TERM.Stated,
            passages=(name,),
        )
        for name in places
    }
    sources = {
        "https://x.example/a": Source("https://x.example/a", "First article"),
        "https://x.example/b": Source("https://x.example/b", "Second article"),
    }
    concepts = {"x:p": Concept("x:p", "alpha"), "x:q": Concept("x:q", "beta")}
    return Findings({claim.iri: claim for claim in said.values()}, concepts, passages, sources=sources)


def test_a_section_with_nothing_but_a_gap_is_a_step_of_its_own(findings: Findings) -> None:
    """In its place among the others, with what is said there; a selection has no steps of other sections."""
    passage = next(p for p in findings.passages.values() if p.section == 1)
    gap = Gap("x:gap", "Nobody knows why.", (next(iter(findings.claims)),), passages=("x:place",))
    place = replace(passage, iri="x:place", section=12)
    more = replace(findings, passages={**findings.passages, "x:place": place}, gaps={"x:gap": gap})
    for selection, expected in (("everything", [*map(str, range(11)), "12"]), ("--section 1", [*map(str, range(11))])):
        made = network.from_findings(more, selection=selection)
        shown = html.document_fromstring(page.render(made, more, page.Pictures()))
        steps = shown.xpath("//article[starts-with(@id, 'section=')]")
        assert [f"section={number}" for number in expected] == [step.get("id") for step in steps]
    made = network.from_findings(more)
    (step,) = html.document_fromstring(page.render(made, more, page.Pictures())).xpath("//*[@id='section=12']")
    assert "12 Section 12" in _content(step)
    assert "Nobody knows why." in _content(step)
    assert words.WORDS["no_sheet"] not in _content(step)
    assert words.WORDS["ask"] not in _content(step)


def test_sections_of_two_sources_are_steps_of_their_own() -> None:
    """Same numbers, other sources: a step, a picture, a choice and a heading each, and its source named beside it."""
    shown = parsed(_render(_of_two_sources()))
    steps = {step.get("id"): step for step in shown.xpath("//article[starts-with(@id, 'section=')]")}
    assert list(steps) == ["section=a.1", "section=a.2", "section=b.1"]
    drawn = {name: set(step.xpath(".//a[starts-with(@class, 'c ')]/@href")) for name, step in steps.items()}
    assert drawn["section=a.1"] == {"#claim=c-a0", "#claim=c-a1"}
    assert drawn["section=b.1"] == {"#claim=c-b0", "#claim=c-b1"}
    assert [step.xpath("string(p[@class='of'])") for step in steps.values()] == [
        "First article", "First article", "Second article",
    ]  # fmt: skip
    buttons = [_content(item) for item in shown.xpath("//nav[@id='views']//li")]
    assert buttons[:5] == ["First article", "1", words.WORDS["closing"], "Second article", "1"]
    offered = {o.get("value"): _content(o) for o in shown.xpath("//select[@name='section']/option")}
    assert offered["b.1"] == "Second article: Section 1: Said in b0"
    data = _data(shown)
    sections = {name: data["pool"][claim[7]] for name, claim in zip(_rows(shown), data["claims"], strict=True)}
    assert sections["c-b1"] == "b.1"


def test_an_empty_selection_is_a_page() -> None:
    """Nothing found is shown as nothing, not as an error."""
    nothing = Findings({}, {})
    assert sentences.NOTICE in _render(nothing)


def test_terms_that_are_not_known_make_a_page() -> None:
    """A claim of other data, with a relation and a reading of its own, is drawn and told."""
    a, b = Concept("x:a", "alpha"), Concept("x:b", "beta")
    claim = Claim("x:c", "Said.", a.iri, b.iri, "x:newly", "x:newly", "x:newly", passages=("x:p",))
    passages = {"x:p": Passage("x:p", "x:s", 1, 2, 3)}
    shown = parsed(_render(Findings({claim.iri: claim}, {"x:a": a, "x:b": b}, passages)))
    assert len(_rows(shown)) == 1
    assert len(shown.xpath("//svg[@class='sheet']")) == 1


# The concepts and what stands around them


def test_each_claim_stands_around_both_of_its_concepts(plain: html.HtmlElement, findings: Findings) -> None:
    """In the list of concepts: among what leads on from its subject, and among what leads to its outcome, once each."""
    items = plain.xpath("//section[@id='concepts']/ul/li")
    found: dict[str, list[list[str]]] = {}
    for item in items:
        lists = [[a.get("href") for a in group.xpath("li/a")] for group in item.xpath("ul")]
        found[item.get("id").removeprefix("concept=")] = lists or [[], []]
    assert all(len(lists) == 2 for lists in found.values())
    for name, (here, on) in found.items():
        iri = f"{BASE}concept/{name}"
        claims = findings.claims.values()
        assert sorted(here) == sorted(f"#claim={c.name}" for c in claims if c.outcome == iri)
        assert sorted(on) == sorted(f"#claim={c.name}" for c in claims if c.subject == iri)
    assert sum(len(here) for here, _ in found.values()) == len(findings.claims)


def test_a_claim_around_a_concept_names_the_other_and_says_its_hedge(
    plain: html.HtmlElement, findings: Findings
) -> None:
    """Beside the concept stand the other concept and the words of the line, its limits included."""
    for claim in findings.claims.values():
        for end, other in (("outcome", claim.subject), ("subject", claim.outcome)):
            item = plain.get_element_by_id(f"concept={getattr(claim, end).rsplit('/', 1)[-1]}")
            (link,) = item.xpath(f"ul[{1 if end == 'outcome' else 2}]/li/a[@href='#claim={claim.name}']")
            said = "; ".join(filter(None, phrases.short(claim)))
            assert _content(link.xpath("i")[0]) == said
            assert _content(link) == " ".join([findings.label(other), said][:: 1 if end == "outcome" else -1])


# The words of the page itself


def test_no_words_of_the_page_stand_outside_the_list_of_words(
    made: Any,
    findings: Findings,
    seen: page.Pictures,
    said: Mapping[str, page.Evidence],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With every word put in brackets, no heading, button, label or notice of the page is left without.

    Words about claims stand in `graph.sentences` or the data; what the literature says comes from the caller.
    """
    for name, text in words.WORDS.items():
        monkeypatch.setitem(words.WORDS, name, f"⟦{text}⟧")
    shown = parsed(page.render(made, findings, seen, "TITLE", said, citations(findings)))
    spoken = _data(shown)["words"]
    assert [text for text in spoken.values() if not re.fullmatch("⟦.*⟧", text, re.DOTALL)] == []
    about = {"TITLE", sentences.NOTICE, *map(str, range(20))}
    for table in (sentences.CERTAINTY, sentences.READING, sentences.RELATION, sentences.KIND):
        about |= set(table.values())
    about |= {sentences.claim(claim, findings) for claim in findings.claims.values()} | set(standing.STANDINGS)
    about |= {name for source in findings.sources.values() for name in (source.title, source.publisher or "") if name}
    about = {text.casefold() for text in about}
    assert [text for text in _own(shown) if text.casefold() not in about] == []


def _own(document: html.HtmlElement) -> list[str]:
    """List what is to be read outside of what is said of claims, concepts and studies, words in brackets left out."""
    found = []
    for element in document.iter("*"):
        texts = [element.get(name) for name in ("aria-label", "title", "alt", "placeholder", "data-title")]
        texts += [text for text in element.xpath("text()") if not element.xpath(f"boolean({OF_DATA})")]
        found += [left for text in texts if text and (left := _unbracketed(text))]
    cells = document.xpath("//tbody//td[last()]")
    assert cells
    return found + [left for cell in cells if (left := _unbracketed(_content(cell)))]


def _unbracketed(text: str) -> str:
    """Give what is left without the innermost brackets, and then without the next; nothing if it has no letter."""
    while (less := re.sub("⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    return text.strip() if re.search(r"[^\W\d_]", text) else ""


# What the literature says


def _evidence(document: html.HtmlElement) -> dict[str, html.HtmlElement]:
    found = document.xpath("//section[@id='literature']//*[starts-with(@id, 'evidence=')]")
    return {element.get("id").removeprefix("evidence="): element for element in found}


def test_every_study_of_a_claim_is_in_the_document_in_words(
    plain: html.HtmlElement, findings: Findings, read: Literature
) -> None:
    """Scripts or not: study, design, size, stance, what was measured, why, and each figure as it was reported."""
    shown = _evidence(plain)
    rows = {claim.name: evidence.of_claim(claim, findings, read) for claim in findings.claims.values()}
    assert shown.keys() == {name for name, of in rows.items() if of}
    assert sum(map(len, rows.values())) > 150
    for name, element in shown.items():
        content = _content(element)
        assert evidence.explain_standing(findings.claims[f"{BASE}claim/{name}"], read) in content
        for row in rows[name]:
            parts = (row.label, row.design, row.size, row.stance, row.directness, row.why, row.reported, row.direction)
            assert [part for part in (*parts, row.subject_matter) if " ".join(part.split()) not in content] == []
        assert ("shown, not counted" in content) == any(not row.counts for row in rows[name])


def test_social_competence_has_its_evidence(plain: html.HtmlElement) -> None:
    """Groh et al. 2014: d = 0.39 [0.32, 0.47], N = 4441 in 80 samples; a review is shown and not counted."""
    content = _content(_evidence(plain)["nine-ways-08-a"])
    assert content.startswith("supported in part:")
    assert "Groh et al. 2014 meta-analysis, N = 4441, k = 80 supports; measured the claim itself" in content
    assert "d = 0.39 [0.32, 0.47], more of it" in content
    assert "Schneider et al. 2001 meta-analysis, k = 63 supports; measured peer relations instead" in content
    assert "Sroufe 2005 review supports; on the claim itself; shown, not counted" in content
    assert "Nothing is pooled: no two of the primary studies share exposure, outcome and age" in content


def test_each_row_has_its_standing(
    plain: html.HtmlElement, findings: Findings, said: Mapping[str, page.Evidence]
) -> None:
    """A claim with studies shows its standing and leads to them; any other says that no study bears on it."""
    rows = _rows(plain)
    for claim in findings.claims.values():
        cell = rows[claim.name].xpath("td[last()]")[0]
        known = said[claim.iri]
        if known.studies:
            (link,) = cell.xpath("a")
            assert (link.get("href"), _content(link)) == (f"#evidence={claim.name}", known.standing)
        else:
            assert _content(cell) == words.WORDS["no_study"]


def test_standing_is_worked_out_by_the_rule_and_can_be_chosen(
    plain: html.HtmlElement, findings: Findings, read: Literature
) -> None:
    """The filter offers the standings that occur, in their order, and the data has that of each claim."""
    found = {c.name: standing.of_claim(c, read.about(c.iri), read.studies).name for c in findings.claims.values()}
    options = [option for option in plain.xpath("//select[@name='literature']/option/@value") if option]
    assert options == [name for name in standing.STANDINGS if name in found.values()]
    data = _data(plain)
    assert {name: data["pool"][claim[6]] for name, claim in zip(_rows(plain), data["claims"], strict=True)} == found


def test_the_rule_of_a_standing_and_of_pooling_is_told_once(plain: html.HtmlElement) -> None:
    """Beside the legend: what counts, what a vote is, where the rule stands in full, what a plot shows."""
    told = _content(plain.get_element_by_id("rule"))
    assert "no rating" in told
    assert "Only empirical designs whose result was seen count" in evidence.RULE
    assert [part for part in (words.WORDS["rule"], words.WORDS["plot_lines"]) if part not in told] == []
    assert "Only empirical designs whose result was seen count" in told
    assert (ROOT / "docs" / "evidence.md").exists()


def test_plots_are_drawings_with_words(plain: html.HtmlElement, said: Mapping[str, page.Evidence]) -> None:
    """Every figure on the scale of r is in a plot, with title and description, told by shape and not by color."""
    plots = plain.xpath("//section[@id='literature']//figure/svg")
    on_scale = [[f for study in of.studies for f in study.figures if f.common] for of in said.values()]
    assert len(plots) == sum(bool(figures) for figures in on_scale) > 20
    assert sum(len(plot.xpath("text[not(@class)]")) for plot in plots) == sum(map(len, on_scale))
    for plot in plots:
        assert (plot.get("role"), plot[0].tag, plot[1].tag) == ("img", "title", "desc")
        assert plot.xpath(".//@fill | .//@style | .//@id") == []
    assert "currentColor" in plain.xpath("//style")[0].text


def test_a_plot_places_values_by_the_scale() -> None:
    """The point of a figure lies between its bounds, to the right of zero if it is positive, and in the drawing."""
    figures = (page.Figure("a", Interval(0.2, 0.1, 0.3), "0.20", 100), page.Figure("b", Interval(-0.1, None, None)))
    studies = (
        page.Bearing("One", "", "", "supports", "", is_direct=True, counts=True, figures=figures[:1]),
        page.Bearing("Two", "", "", "supports", "", is_direct=False, counts=True, figures=figures[1:]),
    )
    plot = literature.plot(page.Evidence("", "", studies))
    assert plot
    ticks = dict(plot.ticks)
    low, high = re.findall(r"M(\d+) \d+v6m0-3H(\d+)", plot.intervals)[0]
    assert (int(low), int(high)) == (ticks["0.1"], ticks["0.3"])
    (x, width), (other, _) = (re.findall(r"M(\d+) \d+h(\d+)", path)[0] for path in (plot.direct, plot.indirect))
    assert int(x) + int(width) / 2 == ticks["0.2"]
    assert int(other) + 3 == ticks["-0.1"]
    assert all(0 <= place <= literature.WIDTH for place in ticks.values())
    assert literature.plot(page.Evidence("", "", ())) is None


@pytest.mark.parametrize("doi", ["javascript:alert(1)", "https://example.org/10.1/x", "10.1", ""])
def test_what_is_no_doi_is_no_address(doi: str) -> None:
    """Only a DOI becomes a link."""
    assert page.Bearing("One", doi, "", "", "", is_direct=True, counts=True).url == ""


def test_the_layer_of_the_article_says_nothing_of_the_literature(alone: html.HtmlElement) -> None:
    """With ``--layer article`` no column, no section, no filter: a line that says so."""
    assert alone.xpath("//section[@id='literature'] | //select[@name='literature']") == []
    assert {len(row.xpath("td")) for row in _rows(alone).values()} == {3}
    assert words.WORDS["literature_left_out"] in _content(alone.get_element_by_id("legend"))
    assert words.WORDS["no_study"] not in _content(alone.body)
    assert of_literature([], Findings({}, {}), Literature()) == {}


def test_a_part_shows_the_same_evidence_as_the_whole(
    whole: store.FileStore, said: Mapping[str, page.Evidence], tmp_path: Path
) -> None:
    """What bears on a claim does not depend on which other claims are on the page."""
    from graph.commands.options import Chosen
    from graph.commands.page import write

    iri = f"{BASE}claim/nine-ways-08-a"
    write(str(tmp_path / "part.html"), Chosen(whole, [iri], "one claim"), explore=False)
    part = parsed((tmp_path / "part.html").read_text("utf-8"))
    assert list(_evidence(part)) == ["nine-ways-08-a"]
    content = _content(part.get_element_by_id("evidence=nine-ways-08-a"))
    assert [study.study for study in said[iri].studies if study.study not in content] == []
    assert [f.words for study in said[iri].studies for f in study.figures if f.words not in content] == []


def test_only_studies_that_the_source_names_are_listed_as_named(
    plain: html.HtmlElement, alone: html.HtmlElement
) -> None:
    """The literature does not slip in among them."""
    with_literature, without = (
        [_content(item) for item in document.xpath("//section[@aria-label='Studies that are named']//li")]
        for document in (plain, alone)
    )
    assert with_literature == without
    assert without
