"""Promises of the drawn pictures in the document: whole, in their frame, large enough, links with the right look."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from graph import network, page, records, sentences, store
from graph.claims import Claim, Findings
from graph.commands.page import of_literature, pictures
from graph.drawings import Band, Drawing, Overview
from graph.layout import routed
from graph.layout.overview import SIZE
from graph.page import drawn, marks
from graph.page.words import WORDS
from graph.views import Box
from graph.vocabulary import BASE, local_name
from tests.pages import parsed

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def seen(findings: Findings) -> page.Pictures:
    """Draw every picture of the article but those to explore."""
    return pictures(network.from_findings(findings), findings, explore=False)


@pytest.fixture(scope="module")
def document(shipped: store.FileStore, findings: Findings, seen: page.Pictures) -> html.HtmlElement:
    """Parse the article's page."""
    said = of_literature(findings.claims.values(), findings, records.read_literature(shipped))
    made = network.from_findings(findings)
    return parsed(page.render(made, findings, seen, literature=said))


def _content(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _joined(text: str) -> str:
    return "".join(text.split())


def _steps(document: html.HtmlElement) -> dict[int, html.HtmlElement]:
    found = document.xpath("//article[starts-with(@id, 'section=')]")
    return {int(step.get("id").removeprefix("section=")): step for step in found}


def _own(findings: Findings, number: int) -> list[str]:
    """Name the claims of a section."""
    return sorted(claim.name for claim in findings.claims.values() if findings.place(claim)[0] == number)


def _names(links: list[html.HtmlElement]) -> list[str]:
    return sorted(link.get("href").partition("=")[2] for link in links)


def _points(path: str) -> list[tuple[int, int]]:
    """Follow path data of whole numbers: where it begins, and where each stretch or curve ends."""
    assert re.fullmatch(r"(M\d+,\d+|[hv]-?\d+|[lc]-?\d+([,-]\d+)*)+", path), path
    x = y = 0
    found = []
    for sign, said in re.findall(r"([Mhvlc])([^Mhvlc]+)", path):
        numbers = [int(number) for number in re.findall(r"-?\d+", said)]
        assert len(numbers) == {"M": 2, "h": 1, "v": 1, "l": 2, "c": 6}[sign]
        across, down = (numbers[0], 0) if sign == "h" else (0, numbers[0]) if sign == "v" else numbers[-2:]
        x, y = (across, down) if sign == "M" else (x + across, y + down)
        found.append((x, y))
    return found


def _looks(claim: Claim) -> list[str]:
    return [marks.CLASSES[local_name(term)] for term in (claim.certainty, claim.relation)]


def _font(style: str, selector: str) -> float:
    (size,) = re.findall(rf"^{re.escape(selector)} {{[^}}]*font-size: ([\d.]+)px", style, re.MULTILINE)
    return float(size)


# Steps


def test_there_is_a_step_for_every_section(document: html.HtmlElement, findings: Findings) -> None:
    """In order, each with a link that leads to it."""
    numbers = sorted({findings.place(claim)[0] for claim in findings.claims.values()})
    assert list(_steps(document)) == numbers == list(range(11))
    links = document.xpath("//nav[@id='views']//a/@href")
    assert links[: len(numbers)] == [f"#section={number}" for number in numbers]


def test_what_comes_before_and_after_the_numbered_sections_has_a_name(document: html.HtmlElement) -> None:
    """The article has nine ways, numbered as it numbers them, a title before them and a part in closing."""
    links = [_content(link) for link in document.xpath("//nav[@id='views']//a")]
    assert links[:11] == [WORDS["opening"], *map(str, range(1, 10)), WORDS["closing"]]
    headings = {number: _content(step.xpath("h2")[0]) for number, step in _steps(document).items()}
    assert (headings[0], headings[10]) == (WORDS["section_opening"], WORDS["section_closing"])


def test_a_step_is_headed_by_what_its_heading_claims(document: html.HtmlElement, findings: Findings) -> None:
    """Number and sentence, in the heading as in the name of its link, with its hedge."""
    for number in range(1, 10):
        said = sentences.claim(findings.claims[f"{BASE}claim/nine-ways-{number:02}-a"], findings)
        assert _content(_steps(document)[number].xpath("h2")[0]) == f"{number} {said}"
        (link,) = document.xpath(f"//nav//a[@href='#section={number}']")
        assert said in link.get("aria-label")


def test_a_step_counts_its_claims_by_certainty(document: html.HtmlElement, findings: Findings) -> None:
    """The line below the pictures: how many claims, and how many of each certainty."""
    for number, step in _steps(document).items():
        own = [findings.claims[f"{BASE}claim/{name}"] for name in _own(findings, number)]
        counted = Counter(sentences.CERTAINTY[local_name(claim.certainty)] for claim in own)
        told = _content(step.xpath("p[@class='summary']")[0])
        assert told.startswith(f"{len(own)} claims: ")
        assert [words for words, count in counted.items() if f"{count} {words}" not in told] == []
        assert sum(map(int, re.findall(r"\d+", told.partition(":")[2]))) == len(own)


# Sheets


def test_each_claim_of_a_section_is_drawn_once_in_its_step(document: html.HtmlElement, findings: Findings) -> None:
    """As a link, over all its sheets, with the words of its line; its concepts are links too."""
    for number, step in _steps(document).items():
        links = step.xpath(".//svg[@class='sheet']/a[starts-with(@class, 'c ')]")
        assert _names(links) == _own(findings, number)
        concepts = {link.get("href").partition("=")[2] for link in step.xpath(".//a[starts-with(@class, 'k ')]")}
        own = [findings.claims[f"{BASE}claim/{name}"] for name in _own(findings, number)]
        assert concepts == {iri.rpartition("/")[2] for claim in own for iri in (claim.subject, claim.outcome)}


def test_a_claim_looks_as_firm_as_it_is(document: html.HtmlElement, findings: Findings) -> None:
    """The class of its link is its certainty and its relation, wherever it is drawn; that of a concept is its kind."""
    for link in document.xpath("//svg[@class='sheet']/a[starts-with(@class, 'c ')]"):
        claim = findings.claims[f"{BASE}claim/{link.get('href').partition('=')[2]}"]
        assert link.get("class").split() == ["c", *_looks(claim)]
    for link in document.xpath("//svg[@class='sheet']/a[starts-with(@class, 'k ')] | //svg[@class='chart']//a"):
        concept = findings.concepts[f"{BASE}concept/{link.get('href').partition('=')[2]}"]
        kind = local_name(concept.kind or marks.OTHER)
        assert (link.xpath("ancestor::g[@class]/@class") or link.get("class").split()[1:]) == [marks.CLASSES[kind]]
        assert len(link.xpath("path")) == 1
        assert _joined(link.xpath("string(text)")) == _joined(concept.label)


def test_words_are_large_enough() -> None:
    """On sheets at least 18 px, on the map at least 12; the style has the sizes that the boxes were made for."""
    style = (ROOT / "graph" / "assets" / "page.css").read_text("utf-8")
    sheet, concept, chart = (_font(style, selector) for selector in (".sheet text", ".sheet .k text", ".chart text"))
    assert min(sheet, concept) >= 18
    assert chart >= 12
    assert (sheet, concept, chart) == (routed.WORDS_SIZE, routed.CONCEPT_SIZE, SIZE)


def test_pictures_fit_a_window_of_1280_px_unscaled(document: html.HtmlElement) -> None:
    """So what the style calls 18 px is 18 px; each names what it is for those who do not see it."""
    drawings = document.xpath("//svg[@class='sheet' or @class='chart']")
    assert len(drawings) > 11
    for svg in drawings:
        assert float(svg.get("width")) <= 1190
        assert svg.get("viewbox") == f"0 0 {svg.get('width')} {svg.get('height')}"
        assert svg.get("role") == "group"
        assert svg.get("aria-label") or document.get_element_by_id(svg.get("aria-labelledby")).text


def test_everything_drawn_lies_in_its_picture(document: html.HtmlElement) -> None:
    """Boxes and lines in the document, whole px, none cut off by the frame."""
    for svg in document.xpath("//svg[@class='sheet' or @class='chart']"):
        width, height = int(svg.get("width")), int(svg.get("height"))
        for rect in svg.xpath(".//rect"):
            left, top, across, down = (int(rect.get(name)) for name in ("x", "y", "width", "height"))
            assert 0 <= left <= left + across <= width
            assert 0 <= top <= top + down <= height
        for text in svg.xpath(".//a/text/@y | .//a//tspan/@y"):
            assert 0 < int(text) < height
            for point in (point for path in svg.xpath(".//path/@d") for point in _points(path)):
                assert 0 <= point[0] <= width
                assert 0 <= point[1] <= height


# The map


def test_each_claim_has_one_line_on_the_map(document: html.HtmlElement, findings: Findings) -> None:
    """It stands with its subject and is shown again with its outcome, so that either shows it."""
    nodes = document.xpath("//svg[@class='chart']/g/g")
    paths = document.xpath("//svg[@class='chart']//path/@id")
    assert len(nodes) == len({iri for c in findings.claims.values() for iri in (c.subject, c.outcome)})
    assert len(paths) == len(set(paths)) == len(findings.claims)
    claims = Counter((c.subject, *_looks(c)) for c in findings.claims.values())
    found: Counter[tuple[str, ...]] = Counter()
    again: Counter[str] = Counter()
    for node in nodes:
        iri = f"{BASE}concept/{node.xpath('string(a/@href)').partition('=')[2]}"
        found.update((iri, *path.get("class").split()) for path in node.xpath("path"))
        again[iri] += len(node.xpath("use"))
    assert found == claims
    ended = Counter(c.outcome for c in findings.claims.values() if c.outcome != c.subject)
    assert +again == ended


def test_the_map_names_its_kinds(document: html.HtmlElement) -> None:
    """Each band has the words of its kind, in the order of the legend; the legend knows those of ages too."""
    bands = [_content(text) for text in document.xpath("//svg[@class='chart']/g/text")]
    kinds = [_content(item) for item in document.xpath("//ul[@class='kinds']/li")]
    assert [band.casefold() for band in bands] == [kind for kind in kinds if kind.capitalize() in bands]
    assert len(bands) > 5


# Pictures made for a test


def _line(name: str) -> drawn.Line:
    return drawn.Line(f"#claim={name}", "Hedged", "withLess", "", "")


def _node(name: str) -> tuple[str, str]:
    return f"#concept={name}", "Capacity"


def test_a_sheet_keeps_ways_boxes_and_words() -> None:
    """Ways keep their ends, boxes keep their size, lines of words stand below one another inside their box."""
    boxes = {"a": Box(20.4, 20, 40, 38, ("a",)), "b": Box(220, 20, 40, 62, ("b", "c"))}
    first, last = ((40.4, 20), (50, 20), (60, 20), (70, 20)), ((130, 20), (150, 20), (170, 20), (200, 20))
    made = drawn.sheet(
        Drawing(240, 51, boxes, {"c1": Box(100, 20, 60, 46, ("may", "more"))}, {"c1": (first, last)}), _line, _node
    )
    (line,) = made.lines
    assert (line.href, line.certainty, line.relation) == ("#claim=c1", "Hedged", "withLess")
    assert _points(line.first) == [(42, 22), (72, 22)]
    assert _points(line.last) == [(132, 22), (202, 22)]
    assert line.words
    assert (line.words.width, line.words.height, line.words.middle) == (60, 46, 102)
    for rect in (line.words, *(node.rect for node in made.nodes)):
        heights = [y for _, y in rect.lines]
        assert heights == sorted(set(heights))
        assert rect.y < heights[0] <= heights[-1] < rect.y + rect.height
    assert [node.href for node in made.nodes] == ["#concept=a", "#concept=b"]


def test_a_map_gives_each_way_to_its_subject_and_its_outcome() -> None:
    """Straight ways become level and upright strokes; a claim about oneself is not shown twice."""
    boxes = {"a": Box(20, 20, 40, 20, ("a",)), "b": Box(220, 80, 40, 20, ("b",))}
    ways = {"c1": ((40, 20), (50, 20), (50, 60), (220, 60), (220, 70)), "c2": ((40, 20), (50, 20), (50, 5), (20, 10))}
    made = drawn.chart(
        Overview(300, 100, (Band("f:Capacity", 10, 90),), boxes, ways),
        {"c1": ("a", "b"), "c2": ("a", "a")},
        _line,
        _node,
        str.upper,
    )
    (row,) = made.rows
    a, b = row.nodes
    assert [line.href for _, line in a.starting] == ["#claim=c1", "#claim=c2"]
    assert (a.ending, b.starting, b.ending) == ((), (), (a.starting[0][0],))
    assert _points(a.starting[0][1].last) == [(42, 22), (52, 22), (52, 62), (222, 62), (222, 72)]
    assert (row.kind, row.words) == ("Capacity", "F:CAPACITY")


def test_a_section_that_cannot_be_drawn_says_so(findings: Findings) -> None:
    """Its step has its heading, question and count, and where its claims are to be found."""
    without: Mapping[int, list[Drawing]] = {3: []}
    made = network.from_findings(findings)
    shown = parsed(page.render(made, findings, page.Pictures(without)))
    step = _content(_steps(shown)[3])
    assert WORDS["no_sheet"] in step
    assert WORDS["ask"] in step
