"""Promises of the page of a large network in a browser: still, quiet, and anybody can read and work it."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from benchmarks import synthetic
from graph import layout, network
from graph.claims import Claim, Concept, Findings
from graph.page.large import render_large
from graph.vocabulary import BASE, TERM

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOSTILE = "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>\"'`\u2028\u202e&amp;"
CONCEPTS = 2100
SHIFTS = """() => new Promise((resolve) => {
  const seen = [];
  new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(seen), 600);
})"""


def _write(findings: Findings, folder: Path, title: str) -> Path:
    made = network.from_findings(findings)
    path = folder / "large.html"
    path.write_text(
        render_large(made, findings, layout.grouped(made), title, beside="large-claims.csv"), encoding="utf-8"
    )
    return path


@pytest.fixture(scope="module")
def made() -> Findings:
    """Make a network that is just too large for one picture."""
    return synthetic.findings(CONCEPTS)


@pytest.fixture(scope="module")
def large(made: Findings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write its page."""
    return _write(made, tmp_path_factory.mktemp("large"), "A made-up literature")


@pytest.fixture
def start(open_page: Open, large: Path) -> Open:
    """Give a function that opens the page and may start the network."""

    def started(address: str = "", *, explore: bool = False, **options: Any) -> Any:
        opened = open_page(address, path=options.pop("path", large), **options)
        if explore:
            opened.page.click("#start")
            opened.wait_for_picture()
        return opened

    return started


def _violations(opened: Any) -> list[tuple[str, list[str]]]:
    opened.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    result = opened.page.evaluate("(tags) => axe.run({ runOnly: tags, resultTypes: ['violations'] })", TAGS)
    assert len(result["passes"]) > 20
    return [(found["id"], [node["html"][:200] for node in found["nodes"]]) for found in result["violations"]]


def test_nothing_is_asked_of_anybody_and_nothing_is_logged(start: Open, large: Path) -> None:
    """In any state the page makes one request, itself, and its policy has nothing to stop."""
    opened = start("#group=2", explore=True)
    opened.page.fill("#search", "sleep")
    opened.page.wait_for_timeout(200)
    assert [url for url in opened.requests if not url.startswith(large.as_uri())] == []
    assert opened.violations() == []
    assert opened.messages == []


def test_nothing_is_drawn_before_it_is_asked_for(start: Open) -> None:
    """Neither is the drawing script run nor are the claims unpacked."""
    opened = start()
    assert opened.page.evaluate("document.querySelectorAll('canvas').length") == 0
    assert opened.page.evaluate("document.querySelectorAll('#claims li').length") == 0
    assert opened.page.evaluate("Boolean(window.__network)") is False


def test_nothing_moves_after_the_first_paint(start: Open) -> None:
    """No part of the page shifts; and the network stands still once it is drawn."""
    assert start().page.evaluate(SHIFTS) == []
    opened = start(explore=True)
    places = "JSON.stringify([window.__network.getPositions(), window.__network.getScale()])"
    before = opened.page.evaluate(places)
    opened.page.wait_for_timeout(500)
    assert opened.page.evaluate(places) == before


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"color_scheme": "dark"},
        {"width": 320, "height": 700},
        {"width": 390, "height": 844, "color_scheme": "dark"},
    ],
    ids=["light", "dark", "320", "phone-dark"],
)
def test_no_rule_of_accessibility_is_broken(start: Open, options: dict[str, Any]) -> None:
    """Neither at rest nor with everything open."""
    opened = start(**options)
    assert _violations(opened) == []
    opened.page.evaluate("location.hash = '#group=1'")
    opened.page.fill("#search", "sleep")
    opened.page.click("#start")
    opened.wait_for_picture()
    assert _violations(opened) == []


def test_print_breaks_no_rule_and_hides_what_needs_a_hand(start: Open) -> None:
    """On paper there is no search."""
    opened = start("#group=1")
    opened.page.emulate_media(media="print")
    assert _violations(opened) == []
    assert not opened.page.is_visible("#find")
    assert opened.page.is_visible("#claims li >> nth=0")


def test_nothing_is_wider_than_a_narrow_window(start: Open) -> None:
    """At 320 px only the still picture scrolls, in its own frame."""
    opened = start("#group=1", explore=True, width=320, height=700)
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") == 320


def test_without_scripts_the_groups_can_be_read(start: Open) -> None:
    """The picture, the table and the advice; what needs scripts is not offered."""
    opened = start(java_script_enabled=False)
    assert opened.page.locator("#groups tbody tr").count() > 5
    assert opened.page.locator("#board a").count() > 5
    assert not opened.page.is_visible("#find")
    assert not opened.page.is_visible("#explore")
    assert opened.page.is_visible("noscript")


def test_a_word_finds_concepts_as_it_is_typed(start: Open, made: Findings) -> None:
    """All of them are counted; of many the most connected are listed; each leads to its claims."""
    opened = start()
    opened.page.fill("#search", "SLEEP infáncy")
    fitting = [c for c in made.concepts.values() if "sleep" in c.label and "infancy" in c.label]
    assert opened.page.locator("#found a").count() == len(fitting) > 2
    assert opened.page.inner_text("#count").startswith(f"{len(fitting)} of 2,100")
    name = opened.page.locator("#found a").first.inner_text()
    opened.page.locator("#found a").first.click()
    assert opened.page.inner_text("#panel-heading") == name
    opened.page.fill("#search", "qqq")
    assert opened.page.inner_text("#count") == "No concept fits."


def test_a_concept_lists_all_its_claims_in_words(start: Open, made: Findings) -> None:
    """Those that lead to it first, each with subject, words, outcome, line and name."""
    concept = next(iter(made.concepts.values()))
    own = {claim.name: claim for claim in made.claims.values() if concept.iri in {claim.subject, claim.outcome}}
    opened = start(f"#concept={concept.name}")
    items = opened.page.locator("#claims li")
    assert items.count() == min(100, len(own))
    for item in items.all():
        claim = own[item.locator("small").inner_text().split("; ")[-1]]
        ends = [link.inner_text() for link in item.locator("a").all()]
        assert ends == [made.label(claim.subject), made.label(claim.outcome)]
        assert item.locator("use").get_attribute("href") == f"#line-{claim.certainty.rsplit('#')[-1].rsplit('/')[-1]}"


def test_the_claims_of_a_group_come_by_hundreds(start: Open, made: Findings) -> None:
    """Forward and back, and every claim once."""
    opened = start("#group=1")
    group = layout.grouped(network.from_findings(made)).groups[0]
    seen: list[str] = []
    while True:
        seen += [small.split("; ")[-1] for small in opened.page.locator("#claims small").all_inner_texts()]
        if not opened.page.is_visible("#next"):
            break
        opened.page.click("#next")
    assert len(seen) == len(set(seen)) == group.inside + group.outside
    opened.page.click("#previous")
    assert opened.page.locator("#claims li").count() == 100


def test_the_keyboard_is_enough(start: Open) -> None:
    """A group of the picture, its claims, back with Escape to where one was; and the network with arrows and signs."""
    opened = start()
    opened.page.locator("#board a").nth(2).focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "panel-heading"
    assert opened.page.evaluate("location.hash") == "#group=3"
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#panel")
    assert opened.page.evaluate("document.activeElement.getAttribute('href')") == "#group=3"
    opened.page.locator("#start").focus()
    opened.page.keyboard.press("Enter")
    opened.wait_for_picture()
    assert opened.page.evaluate("document.activeElement.id") == "draw"
    opened.page.locator("#stage").focus()
    scale, place = (opened.page.evaluate(f"window.__network.{get}()") for get in ("getScale", "getViewPosition"))
    opened.page.keyboard.press("+")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("window.__network.getScale()") > scale
    assert opened.page.evaluate("window.__network.getViewPosition()")["x"] > place["x"]


def test_links_of_a_group_show_when_the_keyboard_comes_to_it(start: Open) -> None:
    """One group's at a time."""
    opened = start()
    seen = "getComputedStyle(way).visibility === 'visible'"
    shown = f"[...document.querySelectorAll('#board .ways')].filter((way) => {seen}).length"
    assert opened.page.evaluate(shown) == 0
    opened.page.locator(".sheet").focus()
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.getAttribute('href')") == "#group=1"
    assert opened.page.evaluate(shown) == 1


def test_the_network_draws_a_group_or_all(start: Open, made: Findings) -> None:
    """Where Python placed them, physics off, lines broken by certainty."""
    opened = start("#group=2", explore=True)
    groups = layout.grouped(network.from_findings(made)).groups
    assert len(opened.page.evaluate("Object.keys(window.__network.getPositions())")) == len(groups[1].members)
    assert opened.page.evaluate("window.__network.body.data.edges.length") == groups[1].inside
    opened.page.select_option("#draw", "all")
    assert len(opened.page.evaluate("Object.keys(window.__network.getPositions())")) == CONCEPTS
    assert opened.page.evaluate("window.__network.physics.options.enabled") is False
    hedged = sum(claim.certainty != TERM.Stated for claim in made.claims.values())
    dashed = opened.page.evaluate("window.__network.body.data.edges.get({ filter: (edge) => edge.dashes }).length")
    assert 0 < dashed < hedged


def test_hostile_strings_stay_text(start: Open, tmp_path: Path) -> None:
    """In every state."""
    concepts = [Concept(f"{BASE}concept/{n}{HOSTILE}", f"{n}{HOSTILE}", (HOSTILE,)) for n in range(5)]
    pairs = [(a, b) for a in concepts for b in concepts if a != b]
    claims = [
        Claim(f"{BASE}claim/{n}{HOSTILE}", HOSTILE, a.iri, b.iri, HOSTILE, HOSTILE, HOSTILE, hedges=(HOSTILE,))
        for n, (a, b) in enumerate(pairs)
    ]
    findings = Findings({claim.iri: claim for claim in claims}, {concept.iri: concept for concept in concepts})
    opened = start("#group=1", explore=True, path=_write(findings, tmp_path, HOSTILE))
    opened.page.fill("#search", "script")
    opened.page.locator("#found a").first.click()
    opened.page.wait_for_timeout(200)
    assert opened.page.inner_text("#panel-heading").endswith("&amp;")
    assert opened.page.locator("#claims li").count() == 8
    assert opened.page.evaluate("window.__pwned") is None
    assert opened.violations() == []
    assert opened.messages == []
