"""Promises of finding, exploring and taking away: search, filters, sorting, the network, files to save."""

import csv
import io
import struct
import zlib
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from graph import sentences
from graph.claims import Findings
from graph.vocabulary import BASE
from tests.browser.conftest import repacked

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
CLAIM, CONCEPT = "nine-ways-02-d", "secure-attachment"
SVG = "{http://www.w3.org/2000/svg}"
SHOWN = "[...document.querySelectorAll('#claims tbody tr')].filter((row) => !row.hidden).map((row) => row.dataset.name)"
EDGES = "() => window.__network.body.data.edges.getIds()"
BOX = """(id) => {
  const corner = window.__network.body.nodes[id].options.shapeProperties.borderRadius;
  const { left, right, top, bottom } = window.__network.getBoundingBox(id);
  return [left + corner, top + corner, right - corner, bottom - corner];
}"""
BOXES = f"() => Object.keys(window.__network.getPositions()).map({BOX})"
BEHIND = f"""() => {{
  const {{ edges }} = window.__network.body;
  const boxes = Object.keys(window.__network.getPositions()).map((id) => [id, ({BOX})(id)]);
  const found = [];
  Object.values(edges).forEach((edge) => {{
    for (let step = 0; step <= 200; step += 1) {{
      const {{ x, y }} = edge.edgeType.getPoint(step / 200);
      boxes.forEach(([id, [left, top, right, bottom]]) => {{
        const own = id === edge.fromId || id === edge.toId;
        if (!own && x > left && x < right && y > top && y < bottom) found.push([edge.id, id]);
      }});
    }}
  }});
  return found;
}}"""

LOOK = """(svg) => [...svg.querySelectorAll("a")].map((link) => {
  const of = (selector, ...names) => {
    const part = link.querySelector(selector);
    return part ? names.map((name) => getComputedStyle(part)[name]) : [];
  };
  const [rect, text] = [of("rect", "fill", "stroke"), of("text", "fill", "fontSize")];
  return [...rect, ...text, ...of("path", "strokeDasharray", "stroke")];
})"""


# Search


def test_search_lists_concepts_and_claims_as_one_types(open_page: Open, findings: Findings) -> None:
    """Under the box, in reach of the arrow keys; Enter takes the first, Escape closes, choosing clears the box."""
    opened = open_page("#section=2")
    opened.page.focus("#search")
    opened.page.keyboard.type("insecure att")
    links = opened.page.locator("#found a")
    hrefs = links.evaluate_all("(all) => all.map((link) => link.getAttribute('href'))")
    assert hrefs[0] == "#concept=insecure-attachment"
    assert any(href.startswith("#claim=") for href in hrefs)
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("ArrowDown")
    assert opened.page.evaluate("document.activeElement.getAttribute('href')") == hrefs[1]
    opened.page.keyboard.press("ArrowUp")
    opened.page.keyboard.press("ArrowUp")
    assert opened.page.evaluate("document.activeElement.id") == "search"
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#found")
    opened.page.fill("#search", "Insecure attach")
    assert opened.page.locator("#found a").first.get_attribute("href") == "#concept=insecure-attachment"
    opened.page.keyboard.press("Enter")
    assert opened.page.url.endswith("#concept=insecure-attachment")
    assert opened.page.input_value("#search") == ""
    assert len(opened.page.evaluate(SHOWN)) == len(findings.claims)


def test_search_finds_claims_by_a_synonym(open_page: Open, findings: Findings) -> None:
    """A word that is only a synonym of a concept finds the claims about it, and the concept."""
    said = "\n".join(sentences.claim(c, findings) + c.label for c in findings.claims.values()).lower()
    subjects = {claim.subject for claim in findings.claims.values()}
    iri, synonym = min((i, word) for i in subjects for word in findings.concepts[i].synonyms if word not in said)
    opened = open_page()
    opened.page.fill("#search", synonym.upper())
    expected = {c.name for c in findings.claims.values() if iri in (c.subject, c.outcome, *c.conditions, *c.mediators)}
    assert set(opened.page.evaluate(SHOWN)) == expected
    assert findings.concepts[iri].label in opened.read("#found")


def test_search_wants_every_word(open_page: Open) -> None:
    """Words are looked for together, in any order and any case; where nothing fits it is said."""
    opened = open_page()
    opened.page.fill("#search", "PROBLEMS fourth  behavior")
    assert opened.page.evaluate(SHOWN) == [CLAIM]
    opened.page.fill("#search", "qqq")
    assert opened.page.evaluate(SHOWN) == []
    assert opened.page.is_visible("#none-found")


# Filters and sorting


def test_filters_act_on_table_pictures_studies_and_network(open_page: Open, findings: Findings) -> None:
    """Section and certainty narrow all; the picture goes to the section, and dims what does not fit."""
    opened = open_page()
    opened.page.select_option("#filter-section", "9")
    opened.page.select_option("#filter-reading", "Enabling")
    here = {claim.name: claim for claim in findings.claims.values() if findings.place(claim)[0] == 9}
    expected = {name for name, claim in here.items() if claim.reading.endswith("#Enabling")}
    assert expected
    assert set(opened.page.evaluate(SHOWN)) == expected
    assert opened.page.locator("[id='section=9']").is_visible()
    clear = (
        "(all) => all.filter((a) => getComputedStyle(a).opacity === '1').map((a) => a.getAttribute('href').slice(7))"
    )
    drawn = opened.page.eval_on_selector_all("[id='section=9'] svg.sheet a.c", clear)
    assert set(drawn) == expected
    assert opened.page.locator("[id='section=9'] svg.sheet a.c").count() == len(here)
    boxes = opened.page.eval_on_selector_all("[id='section=9'] svg.sheet a.k", clear.replace("slice(7)", "slice(9)"))
    ends = {iri for name in expected for iri in (here[name].subject, here[name].outcome)}
    assert set(boxes) == {findings.concepts[iri].name for iri in ends}
    opened.go("#explore=section%3D9")
    opened.wait_for_picture()
    assert {name.removeprefix("claim:") for name in opened.page.evaluate(EDGES)} <= expected
    opened.page.select_option("#filter-certainty", "Guessed")
    assert opened.page.evaluate(EDGES) == []
    assert opened.page.locator("#none-found").is_visible()


def test_filters_dim_the_lines_of_the_map(open_page: Open, findings: Findings) -> None:
    """The line of a claim that does not fit is dim, drawn from its subject or again from its outcome."""
    opened = open_page("#map")
    opened.page.select_option("#filter-certainty", "Hedged")
    dim = set(
        opened.page.eval_on_selector_all(
            "svg.chart g > path", "(all) => all.filter((way) => getComputedStyle(way).opacity < 1).map((way) => way.id)"
        )
    )
    chart = opened.chart()
    ends = dict(chart["ending"])
    clear = sorted((way["from"], ends[way["id"]]) for way in chart["ways"] if way["id"] not in dim)
    names = {iri: f"concept={concept.name}" for iri, concept in findings.concepts.items()}
    fitting = [claim for claim in findings.claims.values() if claim.certainty.endswith("#Hedged")]
    assert 0 < len(fitting) < len(chart["ways"])
    assert clear == sorted((names[claim.subject], names[claim.outcome]) for claim in fitting)


def test_kind_filter_looks_at_both_ends(open_page: Open, findings: Findings) -> None:
    """A claim is of a kind if its subject or its outcome is."""
    opened = open_page()
    opened.page.select_option("#filter-kind", "BodySystem")
    kinds = {iri: concept.kind or "" for iri, concept in findings.concepts.items()}
    expected = {
        c.name
        for c in findings.claims.values()
        if any(kinds[i].endswith("#BodySystem") for i in (c.subject, c.outcome))
    }
    assert expected
    assert set(opened.page.evaluate(SHOWN)) == expected


def test_the_standing_filter_acts_on_table_and_studies(open_page: Open, said: Any) -> None:
    """Only the claims of one standing stay, in both; Reset brings all back."""
    opened = open_page()
    opened.page.select_option("#filter-literature", "supported in part")
    expected = {iri.rpartition("/")[2] for iri, known in said.items() if known.standing == "supported in part"}
    assert len(expected) > 3
    assert set(opened.page.evaluate(SHOWN)) == expected
    assert opened.page.locator("#literature details:visible").count() == len(expected)
    opened.page.click("button[type=reset]")
    opened.until("document.querySelectorAll('#claims tbody tr[hidden]').length === 0")


def test_the_count_is_told_and_reset_brings_everything_back(open_page: Open, findings: Findings) -> None:
    """How many claims are shown is a live status; Reset shows all."""
    opened = open_page()
    every = len(findings.claims)
    opened.page.select_option("#filter-certainty", "Guessed")
    opened.until("(text) => document.querySelector('#count').textContent === text", f"1 of {every} claims")
    assert opened.page.get_attribute("#count", "role") == "status"
    opened.page.click("button[type=reset]")
    opened.until("(text) => document.querySelector('#count').textContent === text", f"{every} of {every} claims")
    assert len(opened.page.evaluate(SHOWN)) == every


def test_the_table_can_be_sorted(open_page: Open, findings: Findings) -> None:
    """A heading sorts the table up, then down, and says so."""
    opened = open_page()
    button = opened.page.get_by_role("columnheader", name="Claim").get_by_role("button")
    names = "[...document.querySelectorAll('#claims tbody th > a')].map((link) => link.textContent)"
    button.click()
    ascending = opened.page.evaluate(names)
    assert opened.page.get_attribute("#claims th >> nth=0", "aria-sort") == "ascending"
    button.click()
    assert opened.page.get_attribute("#claims th >> nth=0", "aria-sort") == "descending"
    assert opened.page.evaluate(names) == ascending[::-1]
    assert ascending[0] == min(ascending, key=str.casefold)
    opened.page.get_by_role("columnheader", name="How firmly").get_by_role("button").click()
    assert opened.page.evaluate(SHOWN)[-1] in {
        c.name for c in findings.claims.values() if c.certainty.endswith("#Reported")
    }


# The network


def test_the_network_starts_only_when_it_is_opened(open_page: Open) -> None:
    """Until then the library is packed text; whoever reads pays nothing for it."""
    opened = open_page(hook=False)
    for address in ("#section=2", "#map", f"#concept={CONCEPT}", f"#claim={CLAIM}"):
        opened.go(address)
        assert opened.page.evaluate("typeof vis") == "undefined"
    opened.go("#explore")
    opened.until("typeof vis !== 'undefined' && Boolean(document.querySelector('#canvas canvas'))")
    assert opened.messages == []


def test_another_library_is_not_run(open_page: Open, part: Path, tmp_path: Path) -> None:
    """The policy knows the one that was put in; where it was changed nothing runs, and the page says so."""
    changed = tmp_path / "changed.html"
    text = part.read_text(encoding="utf-8")
    changed.write_text(repacked(text, "library", lambda library: f"{library}\nwindow.__pwned = 1;"), encoding="utf-8")
    opened = open_page("#explore", changed)
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("window.__pwned") is None
    assert [violation.split()[0] for violation in opened.violations()] == ["script-src-elem"]
    assert "cannot be drawn here" in opened.read("#explore")


@pytest.fixture(scope="module")
def network(look: Open) -> Any:
    """Open the network once."""
    opened = look("#explore")
    opened.wait_for_picture()
    return opened


def _views(opened: Any) -> list[str]:
    views: list[str] = opened.page.eval_on_selector_all("#view option", "(all) => all.map((option) => option.value)")
    return views


def test_the_network_draws_no_claim_behind_another_concept(network: Any) -> None:
    """In every section, as vis-network really draws it, and in everything at once; and no two boxes overlap."""
    views = _views(network)
    assert len(views) > 10
    for view in views:
        network.page.select_option("#view", view)
        assert network.page.evaluate(BEHIND) == []
        boxes = network.page.evaluate(BOXES)
        assert boxes
        for (left, top, right, bottom), (l2, t2, r2, b2) in combinations(boxes, 2):
            assert right <= l2 or r2 <= left or bottom <= t2 or b2 <= top


def test_nothing_moves_in_the_network(network: Any) -> None:
    """A moment later every pixel of the picture is where it was."""
    network.page.select_option("#view", "section=2")
    network.page.mouse.move(0, 0)
    network.page.wait_for_timeout(100)
    first = network.page.locator("#canvas").screenshot()
    network.page.wait_for_timeout(600)
    assert network.page.locator("#canvas").screenshot() == first


def test_the_network_has_words_beside_it(network: Any) -> None:
    """Whoever does not see the picture hears what it is of, and can open its claims as a list of links."""
    network.page.select_option("#view", "section=2")
    assert network.page.get_by_role("img", name="Section 2").count() == 1
    listed = network.page.eval_on_selector_all(
        "#claims-here a", "(all) => all.map((link) => link.getAttribute('href'))"
    )
    drawn = {name.replace("claim:", "#claim=") for name in network.page.evaluate(EDGES)}
    assert set(listed) == drawn
    assert len(drawn) > 10


def test_what_is_left_out_of_the_network_is_told(network: Any, findings: Findings) -> None:
    """In the picture of everything, claims without a clear way are counted."""
    network.page.select_option("#view", "all")
    missing = len(findings.claims) - len(network.page.evaluate(EDGES))
    assert 0 <= missing < 10
    assert (str(missing) in network.page.locator("#left-out").inner_text()) == bool(missing)


def test_a_click_in_the_network_chooses(open_page: Open, findings: Findings) -> None:
    """A box opens its concept, a line its claim, as a link in the page would; going back finds the network again."""
    opened = open_page("#explore=section%3D2")
    opened.wait_for_picture()
    assert opened.page.input_value("#view") == "section=2"
    claim = findings.claims[f"{BASE}claim/{CLAIM}"]
    middle = opened.page.evaluate(
        "(id) => window.__network.canvasToDOM(window.__network.body.edges[id].edgeType.getPoint(0.5))", claim.curie
    )
    opened.page.locator("#canvas canvas").click(position=middle)
    assert opened.page.url.endswith(f"#claim={CLAIM}")
    assert opened.page.is_visible("#panel")
    assert sentences.claim(claim, findings) in opened.read("#panel-heading")
    assert opened.page.is_visible("#canvas")
    assert opened.page.evaluate("window.__network.getSelectedEdges()") == [claim.curie]
    opened.page.keyboard.press("Escape")
    assert opened.page.is_visible("#canvas")
    place = opened.page.evaluate(
        "() => window.__network.canvasToDOM(window.__network.getPosition('concept:insecure-attachment'))"
    )
    opened.page.locator("#canvas canvas").click(position=place)
    assert opened.page.url.endswith("#concept=insecure-attachment")
    assert opened.read("#around-heading") == "insecure attachment"


def test_a_network_that_is_too_large_is_scrolled_by_keyboard(open_page: Open) -> None:
    """Enlarged, the picture scrolls in its own frame, with the arrow keys too, and the page stays as wide as it was."""
    opened = open_page("#explore=section%3D3")
    opened.wait_for_picture()
    for _ in range(4):
        opened.page.click("#larger")
    assert not opened.page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    opened.page.focus("#sheet")
    opened.page.keyboard.press("ArrowRight")
    opened.until("document.querySelector('#sheet').scrollLeft > 0")
    opened.page.click("#fit")
    assert opened.page.get_attribute("#sheet", "tabindex") is None


# Files


def _saved(opened: Any, button: str) -> bytes:
    with opened.page.expect_download() as got:
        opened.page.click(button)
    return Path(got.value.path()).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#section=2", "#map"])
def test_a_picture_is_saved_as_svg(open_page: Open, tmp_path: Path, address: str, scheme: str) -> None:
    """It stands alone: XML with all words, title and source, that any program draws as the page does."""
    opened = open_page(address, color_scheme=scheme)
    step = ".step:not([hidden])"
    labels = opened.page.eval_on_selector_all(
        f"{step} svg text",
        """(all) => all.map((text) => {
          const parts = [...text.querySelectorAll("tspan")].map((part) => part.textContent);
          return [text.firstChild.data, ...parts].join(" ");
        })""",
    )
    heading = opened.page.locator(f"{step} h2").text_content()
    shown = opened.page.locator(f"{step} svg.sheet, {step} svg.chart").first.evaluate(LOOK)
    data = _saved(opened, "#save-svg")
    root = ElementTree.fromstring(data)
    assert root.tag == f"{SVG}svg"
    said = [" ".join([text.text or "", *(part.text or "" for part in text)]) for text in root.iter(f"{SVG}text")]
    assert [label for label in labels if label not in said] == []
    assert " ".join(heading.split()) in [" ".join(text.split()) for text in said]
    assert any("Nine Ways" in text for text in said)
    assert [element.tag for element in root.iter() if element.tag in {f"{SVG}script", f"{SVG}style"}] == []
    saved = tmp_path / "saved.svg"
    saved.write_bytes(data)
    alone = open_page(path=saved, color_scheme="light")
    assert alone.page.locator("svg svg").first.evaluate(LOOK) == shown
    drawn = alone.page.evaluate(
        """() => {
          const start = getComputedStyle(document.querySelector("a > rect + path")).markerStart;
          const mark = document.querySelector(`${start.slice(5, -2)} path`);
          const ink = getComputedStyle(document.querySelector("a > rect ~ text")).fill;
          return [getComputedStyle(mark).fill, ink];
        }"""
    )
    assert drawn[0] == drawn[1]


def _pixels(data: bytes) -> tuple[int, int, int]:
    """Give width, height, and the number of different rows of a PNG."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    place, packed = 8, b""
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        packed += data[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += 12 + length
    raw = zlib.decompress(packed)
    row = len(raw) // height
    return width, height, len({raw[at * row : (at + 1) * row] for at in range(height)})


@pytest.mark.parametrize("address", ["#section=2", "#map"])
def test_a_picture_is_saved_as_png(open_page: Open, address: str) -> None:
    """Twice the size of the SVG, and not blank."""
    opened = open_page(address)
    root = ElementTree.fromstring(_saved(opened, "#save-svg"))
    width, height, rows = _pixels(_saved(opened, "#save-png"))
    assert (width, height) == (2 * float(root.attrib["width"]), 2 * float(root.attrib["height"]))
    assert rows > height / 10
    assert opened.messages == []


def test_the_network_is_saved_as_png(open_page: Open) -> None:
    """As it is drawn."""
    opened = open_page("#explore=section%3D2")
    opened.wait_for_picture()
    width, height, rows = _pixels(_saved(opened, "#save-png"))
    assert width > 500
    assert rows > height / 10


def test_claims_are_saved_as_csv(open_page: Open, findings: Findings) -> None:
    """Those of the picture that is shown and that search and filters leave, as the table has them."""
    opened = open_page("#section=2")
    head, *rows = csv.reader(io.StringIO(_saved(opened, "#save-csv").decode("utf-8-sig")))
    assert head == ["id", "Claim", "How firmly", "Rests on", "Where", "Literature"]
    here = {claim.name: claim for claim in findings.claims.values() if findings.place(claim)[0] == 2}
    assert {row[0] for row in rows} == here.keys()
    for name, said, firm, basis, *_ in rows:
        assert said == sentences.claim(here[name], findings)
        assert all(limit in firm for limit in sentences.limits(here[name]))
        assert basis == sentences.basis(here[name], findings)
    opened.go("#map")
    opened.page.select_option("#filter-certainty", "Hedged")
    opened.go("#map")
    rows = [*csv.reader(io.StringIO(_saved(opened, "#save-csv").decode("utf-8-sig")))][1:]
    assert {row[0] for row in rows} == {c.name for c in findings.claims.values() if c.certainty.endswith("#Hedged")}


def test_no_cell_runs_as_a_formula(open_page: Open, formulas: Path) -> None:
    """What a spreadsheet would run is marked as text."""
    opened = open_page("#section=1", formulas)
    rows = [*csv.reader(io.StringIO(_saved(opened, "#save-csv").decode("utf-8-sig")))]
    assert len(rows) == 2
    cells = [cell for row in rows for cell in row]
    assert any("=HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
