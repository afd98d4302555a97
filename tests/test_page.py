"""Promises of the HTML page: complete, self-contained, safe whatever the data says, and the same bytes each time."""

import base64
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

from graph import layout, network, page, rdf, records, sentences, store
from graph.claims import Claim, Concept, Findings, Gap, Passage, Remark, Source, Study
from graph.page import marks, picture, words
from graph.page.document import as_json
from graph.page.entries import unique_names
from graph.views import View
from graph.vocabulary import BASE, TERM, local_name

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = (
    "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>\"'`{{7*7}}\u2028\u2029\u202e&amp;"
)
SCRIPT = """
import hashlib
from graph import layout, network, page, rdf, records, store
findings = records.read(store.FileStore({"claims.ttl": rdf.read("data/claims.ttl")}))
made = network.from_findings(findings)
print(hashlib.sha256(page.render(made, findings, layout.views(made)).encode()).hexdigest())
"""
LICENSE = ("@license", "Apache 2.0", "MIT License", "Almende", "visjs contributors")
DEFAULT = "https://w3id.org/findings-graph/"


def _render(findings: Findings, **options: Any) -> str:
    made = network.from_findings(findings)
    return page.render(made, findings, layout.views(made), **options)


@pytest.fixture(scope="module")
def findings() -> Findings:
    """Read the article's claims."""
    return records.read(store.FileStore({"claims.ttl": rdf.read(ROOT / "data" / "claims.ttl")}))


@pytest.fixture(scope="module")
def text(findings: Findings) -> str:
    """Render the article's page."""
    return _render(findings)


@pytest.fixture(scope="module")
def document(text: str) -> html.HtmlElement:
    """Parse the article's page."""
    return html.document_fromstring(text)


@pytest.fixture(scope="module")
def plain(findings: Findings) -> html.HtmlElement:
    """Parse the article's page without the interactive picture."""
    return html.document_fromstring(_render(findings, explore=False))


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
    return html.document_fromstring(_render(_hostile(), title=HOSTILE))


def _content(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _rows(document: html.HtmlElement) -> dict[str, html.HtmlElement]:
    return {row.get("id").removeprefix("claim="): row for row in document.xpath("//section[@id='claims']//tbody/tr")}


def _data(document: html.HtmlElement) -> Any:
    return json.loads(document.get_element_by_id("data").text)


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


def test_policy_allows_exactly_the_scripts_and_the_style_of_the_page(document: html.HtmlElement) -> None:
    """Nothing is allowed but what stands in the file, by hash, and no request at all."""
    policy = _policy(document)
    scripts = [script.text for script in document.xpath("//script[not(@type)]")]
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert policy["script-src"] == [_hash(script) for script in scripts]
    assert policy["style-src"] == [_hash(style.text) for style in document.xpath("//style")]
    assert policy["img-src"] == ["data:"]
    assert len(scripts) == 3


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
    assert {address for address in addresses if not address.startswith(("#mark-", "#line-"))} == {"data:,"}
    assert not re.search(r"@import|url\(", document.xpath("//style")[0].text)


def test_no_style_or_handler_stands_in_an_attribute(document: html.HtmlElement) -> None:
    """The policy would stop them."""
    assert document.xpath("//@style | //@*[starts-with(name(), 'on')]") == []


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
    said += [sentences.study(study, findings) for study in findings.studies.values()]
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


def test_addresses_lead_to_rows_without_scripts(document: html.HtmlElement) -> None:
    """``#claim=…`` and ``#concept=…`` are ids in the document, and every link inside the page has its goal."""
    ids = document.xpath("//@id")
    goals = {href[1:] for href in document.xpath("//a/@href") if href.startswith("#")}
    assert {"claim=nine-ways-02-d", "concept=secure-attachment"} <= goals
    assert len(ids) == len(set(ids))
    assert goals - set(ids) == set()


def test_picture_keeps_every_claim_as_an_edge_of_its_own(document: html.HtmlElement, findings: Findings) -> None:
    """Each edge has the CURIE of its claim as id; parallel claims stay apart."""
    drawn = _data(document)["picture"]
    assert sorted(edge["id"] for edge in drawn["edges"]) == sorted(claim.curie for claim in findings.claims.values())
    for view in drawn["views"].values():
        ways = [(drawn["edges"][i]["from"], drawn["edges"][i]["to"], shape, bend) for i, shape, bend in view["ways"]]
        assert len(ways) == len(set(ways))


def test_picture_does_not_move(document: html.HtmlElement) -> None:
    """Positions are given, physics is off, and nothing can be dragged out of place."""
    drawn = _data(document)["picture"]
    assert drawn["options"]["physics"] == {"enabled": False}
    assert drawn["options"]["interaction"]["dragNodes"] is False
    assert {i for view in drawn["views"].values() for i, *_ in view["places"]} == set(range(len(drawn["nodes"])))


def test_no_line_is_written_on_without_its_hedge(findings: Findings) -> None:
    """A doubt, a guess, a limit or a condition stands on the line itself."""
    named = {claim.name: picture.words_on_line(claim).replace("\n", " ") for claim in findings.claims.values()}
    assert named["nine-ways-02-d"] == "goes with less on a condition"
    assert named["nine-ways-09-q"] == "may lead to more a guess"
    assert named["nine-ways-00-f"] == "may lead to more"
    assert named["nine-ways-00-b"] == "is needed for"
    for claim in findings.claims.values():
        words_on_line = named[claim.name]
        hedges = {local_name(iri) for iri in claim.hedges}
        certainty = local_name(claim.certainty)
        assert ("may" in words_on_line.split()) == (certainty in {"Hedged", "Guessed"})
        assert (words.SHORT_REPORTED in words_on_line) == (certainty == "Reported")
        assert (words.SHORT_CONDITION in words_on_line) == bool(claim.conditions)
        assert [h for h in hedges & words.SHORT_LIMITS.keys() if words.SHORT_LIMITS[h] not in words_on_line] == []


def test_nothing_is_told_by_color_alone(document: html.HtmlElement) -> None:
    """Each kind has a shape, each certainty a line, each relation an end of its own; legend and picture agree."""
    shapes = (marks.MARKS.values(), marks.DASHES.values(), [end.path for end in marks.ENDS.values()])
    assert all(len(set(shape)) == len(shape) for shape in map(list, shapes))
    assert len({end.vis for end in marks.ENDS.values()}) == len(marks.ENDS)
    drawn = {tuple(edge.get("dashes", ())) for edge in _data(document)["picture"]["edges"]}
    assert drawn == set(marks.DASHES.values())
    legend = document.xpath("//symbol[starts-with(@id, 'line-')]/path")
    assert [path.get("stroke-dasharray", "") for path in legend] == [
        " ".join(map(str, d)) for d in marks.DASHES.values()
    ]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_in_the_picture_stand_out(scheme: int) -> None:
    """On the tint of every kind a label has a contrast of 7 to 1, the words on a line 4.5 to 1, a line 3 to 1."""
    style = (ROOT / "graph" / "assets" / "page.css").read_text("utf-8")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in style.split("@media")[:2]]
    colors = found[scheme]
    tints = [color for name, color in colors.items() if name.startswith("tint-")]
    assert len(tints) == len(marks.MARKS)
    assert min(_contrast(colors["ink"], tint) for tint in tints) >= 7
    assert _contrast(colors["muted"], colors["paper"]) >= 4.5
    assert _contrast(colors["line"], colors["paper"]) >= 3


def test_vis_network_comes_from_pyvis_with_its_license(text: str) -> None:
    """The library is inlined as installed, its license comment first, and no copy of it is in the repository."""
    assert picture.vis_script() in text
    head = picture.vis_script()[:1000]
    assert [part for part in LICENSE if part not in head] == []
    assert "sourceMappingURL" not in text
    committed = [
        path for path in ROOT.glob("graph/**/*") if path.is_file() and "Almende" in path.read_text("utf-8", "replace")
    ]
    assert committed == []


def test_vis_network_that_cannot_stand_in_a_page_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A script that would end its element early is an error, not a broken page."""
    from graph.errors import DataError

    script = tmp_path.joinpath(*picture._SCRIPT)
    script.parent.mkdir(parents=True)
    script.write_text("let a = '</SCRIPT>'", encoding="utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    with pytest.raises(DataError, match="vis-network"):
        picture.vis_script()


def test_without_explore_there_is_no_canvas_and_no_library(plain: html.HtmlElement, document: html.HtmlElement) -> None:
    """The same words, and only our own script."""
    assert plain.xpath("//*[@id='canvas' or @id='picture']") == []
    assert len(plain.xpath("//script[not(@type)]")) == 1
    assert "picture" not in _data(plain)
    assert [_content(row) for row in _rows(plain).values()] == [_content(row) for row in _rows(document).values()]


def test_without_views_there_is_no_canvas(findings: Findings) -> None:
    """A page can be made where no layout could."""
    made = network.from_findings(findings)
    assert 'id="canvas"' not in page.render(made, findings, {})


def test_size(text: str, findings: Findings) -> None:
    """The article's page takes at most 250 KB, with the picture 800 KB."""
    assert len(_render(findings, explore=False).encode()) <= 250_000
    assert len(text.encode()) <= 800_000


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
    findings: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder of pyvis is left behind, and the caller's network is untouched."""
    monkeypatch.chdir(tmp_path)
    made = network.from_findings(findings)
    before = sorted(made.edges(keys=True, data=True)), sorted(made.nodes(data=True))
    page.render(made, findings, layout.views(made))
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
    part = layout.sections(made)[6]
    shown = html.document_fromstring(page.render(part, findings, {}))
    assert set(_rows(shown)) == {key.removeprefix("claim:") for *_, key in part.edges(keys=True)}


def test_hostile_strings_add_no_element(hostile: html.HtmlElement) -> None:
    """Whatever a label, an IRI, a kind or a title holds stays text."""
    assert hostile.xpath("//img | //iframe | //@*[starts-with(name(), 'on')]") == []
    assert len(hostile.xpath("//script[not(@type)]")) == 3
    assert "49" not in _content(hostile.xpath("//h1")[0])
    assert "__pwned" in _content(hostile.xpath("//h1")[0])


def test_hostile_policy_still_matches(hostile: html.HtmlElement) -> None:
    """No string gets into a script: the scripts are the same as on any other page."""
    scripts = [script.text for script in hostile.xpath("//script[not(@type)]")]
    assert _policy(hostile)["script-src"] == [_hash(script) for script in scripts]
    assert not [script for script in scripts if "__pwned" in script]


def test_data_comes_back_as_it_was(hostile: html.HtmlElement) -> None:
    """Escaping loses nothing: labels in the data are the labels of the graph."""
    labels = {concept["label"] for concept in _data(hostile)["concepts"].values()}
    assert HOSTILE in labels


def test_json_cannot_end_its_element() -> None:
    """``<``, ``>``, ``&`` and the two line separators of JavaScript are escaped."""
    text = as_json({HOSTILE: [HOSTILE]})
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {HOSTILE: [HOSTILE]}


def test_only_web_addresses_become_links(hostile: html.HtmlElement) -> None:
    """A source with a ``javascript:`` address is named and not linked."""
    assert [href for href in hostile.xpath("//a/@href") if not href.startswith("#")] == []


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c", "http://example.org/"])
def test_links_that_leave_the_page_tell_nothing_of_it(findings: Findings, url: str) -> None:
    """A web address of a source is linked, with no opener."""
    sources = {iri: replace(source, url=url) for iri, source in findings.sources.items()}
    (link,) = html.document_fromstring(_render(replace(findings, sources=sources), explore=False)).xpath("//footer//a")
    assert link.get("href") == url
    assert "noopener" in link.get("rel")


def test_labels_cannot_turn_the_direction_of_the_page(hostile: html.HtmlElement) -> None:
    """Every text that comes from the data is isolated."""
    loose = [
        element
        for element in hostile.body.iter("*")
        if element.tag not in {"script", "bdi", "option"} and "__pwned" in (element.text or "")
    ]
    assert [element.tag for element in loose if not element.xpath("ancestor::bdi")] == []


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
    filters = {"section", "kind", "certainty", "reading"}
    columns = {f"column_{name}" for name in ("claim", "certainty", "basis", "place")}
    context = {"population", "age", "subject_age", "condition", "comparator", "mediator", "held_by"}
    unused = [word for word in words.WORDS if not re.search(rf"""(?:w|words)\.{word}\b|["']{word}["']""", sources)]
    assert set(unused) <= filters | columns | context


def test_the_script_has_the_words_it_speaks(document: html.HtmlElement) -> None:
    """Every word that a script asks for is in the data, and no other."""
    scripts = "".join(path.read_text("utf-8") for path in ROOT.glob("graph/assets/*.js"))
    context = {"population", "age", "subject_age", "condition", "comparator", "mediator", "held_by"}
    assert set(re.findall(r"\bwords\.(\w+)", scripts)) | context == set(_data(document)["words"])


def test_sections_are_named_by_the_claim_in_their_heading(document: html.HtmlElement, findings: Findings) -> None:
    """A section is offered by number and by what its heading claims, in the curator's words."""
    options = {option.get("value"): _content(option) for option in document.xpath("//select[@name='section']/option")}
    heading = findings.claims[f"{BASE}claim/nine-ways-02-a"].label.rstrip(".")
    assert options["2"] == f"Section 2: {heading}"
    assert options["0"] == words.WORDS["section_opening"]


def test_two_sources_are_named_in_each_place(findings: Findings) -> None:
    """Where there is more than one source, every place says which."""
    more = replace(findings, sources={**findings.sources, "x:other": Source("x:other", "Another article")})
    row = _rows(html.document_fromstring(_render(more, explore=False)))["nine-ways-02-d"]
    (source,) = findings.sources.values()
    assert source.title in _content(row)


def test_an_empty_selection_is_a_page(findings: Findings) -> None:
    """Nothing found is shown as nothing, not as an error."""
    nothing = Findings({}, {})
    made = network.from_findings(nothing)
    views: dict[str, View] = layout.views(made)
    assert sentences.NOTICE in page.render(made, nothing, views)
