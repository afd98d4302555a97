"""Promises of the page to everybody: no rule of accessibility is broken, the keyboard is enough, any window will do."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.claims import Findings

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
CLAIM, CONCEPT, STUDIED = "nine-ways-02-d", "secure-attachment", "nine-ways-02-e"
WIDER_THAN_WINDOW = "document.scrollingElement.scrollWidth > innerWidth"
DARK: dict[str, Any] = {"color_scheme": "dark"}
FORCED: dict[str, Any] = {"forced_colors": "active"}
NARROW: dict[str, Any] = {"width": 320, "height": 640}
FOCUS = """() => {
  const focused = document.activeElement;
  const inSvg = focused.closest("svg");
  const shown = inSvg ? focused.querySelector("rect") : focused;
  const box = shown.getBoundingClientRect();
  const line = shown.getClientRects()[0];
  const style = getComputedStyle(shown);
  const over = document.elementFromPoint(line.left + Math.min(line.width / 2, 12), line.top + line.height / 2);
  return {
    name: focused.getAttribute("href") || focused.id || focused.name || focused.textContent.trim(),
    place: inSvg ? "svg" : focused.closest("nav") ? "nav" : focused.closest("section, form, header, footer")?.id || "",
    outlined: inSvg ? style.stroke !== "none" && parseFloat(style.strokeWidth) >= 3
      : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && Boolean(over) && focused.contains(over),
    end: focused === document.body,
  };
}"""


def _tabbed(opened: Any, most: int = 1500) -> list[dict[str, Any]]:
    """Go through the whole page by Tab."""
    stops = []
    for _ in range(most):
        opened.page.keyboard.press("Tab")
        focus = opened.page.evaluate(FOCUS)
        if focus["end"]:
            break
        stops.append(focus)
    return stops


# Axe


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("#section=2", {}),
        ("#section=2", DARK),
        ("#section=2", FORCED),
        ("#section=2", NARROW),
        (f"#claim={CLAIM}", {}),
        (f"#claim={CLAIM}", NARROW),
        (f"#evidence={STUDIED}", DARK),
        (f"#evidence={STUDIED}", FORCED),
        (f"#evidence={STUDIED}", NARROW),
        ("#map", {}),
        ("#map", DARK),
        ("#map", NARROW),
        (f"#concept={CONCEPT}", {}),
        (f"#concept={CONCEPT}", DARK),
        (f"#concept={CONCEPT}", FORCED),
        (f"#concept={CONCEPT}", NARROW),
        (f"#path={CONCEPT}/behavior-problems", {}),
        (f"#path={CONCEPT}/behavior-problems", NARROW | DARK),
        ("#explore", {}),
        ("#explore", NARROW | DARK),
        ("#tour=2", {}),
        ("#tour=2", DARK),
        ("?embed#section=2", {}),
        (f"?embed#claim={CLAIM}", NARROW),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else None,
)
def test_axe_finds_nothing(open_page: Open, look: Open, part: Path, address: str, options: dict[str, Any]) -> None:
    """No rule of WCAG 2.0 to 2.2 A and AA, nor of good practice, is broken in any state."""
    opened = (look if address.startswith("#") else open_page)(address, part, **options)
    if address == "#explore":
        opened.wait_for_picture()
    assert opened.broken_rules(whole=address == "#section=2") == []


def test_axe_finds_nothing_with_everything_open(open_page: Open, part: Path) -> None:
    """With words found, filters set, the table sorted and every part unfolded."""
    opened = open_page("#section=2", part)
    opened.page.select_option("#filter-kind", index=1)
    opened.page.click("#claims th button >> nth=0")
    opened.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    opened.page.fill("#search", "attachment")
    assert opened.page.locator("#found a").count() > 1
    assert opened.broken_rules() == []


def test_axe_finds_nothing_on_the_whole_page(open_page: Open) -> None:
    """The article's page, too, breaks no rule."""
    assert open_page().broken_rules() == []


def test_axe_finds_nothing_without_scripts(open_page: Open, part: Path, tmp_path: Path) -> None:
    """Nor without the page's own scripts, when noscript is read as any element; axe itself needs some."""
    bare = tmp_path / "bare.html"
    text, count = re.subn(r"<script>.*?</script>", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert count == 1
    bare.write_text(re.sub("</?noscript>", "", text), encoding="utf-8")
    opened = open_page(path=bare)
    assert opened.page.is_visible("#map")
    assert opened.broken_rules() == []


@pytest.mark.parametrize("address", ["#section=2", "#tour=2", f"#claim={CLAIM}"])
def test_axe_finds_nothing_on_paper(open_page: Open, part: Path, address: str) -> None:
    """Printed, as a whole or as the handout of a tour."""
    opened = open_page(address, part)
    opened.page.emulate_media(media="print")
    assert opened.broken_rules() == []


# Keyboard


def test_the_keyboard_reaches_everything_and_focus_is_seen(open_page: Open, findings: Findings) -> None:
    """Tab goes to every control, claim and concept, each visibly marked and on the screen, in the order of reading."""
    opened = open_page("#section=2")
    opened.page.evaluate("document.querySelector('#views a').focus()")
    stops = _tabbed(opened)
    assert [stop for stop in stops if not (stop["outlined"] and stop["seen"])] == []
    reached = {stop["name"] for stop in stops}
    used = {iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}
    wanted = {f"#claim={claim.name}" for claim in findings.claims.values()}
    wanted |= {f"#concept={findings.concepts[iri].name}" for iri in used}
    wanted |= {f"#section={number}" for number in range(1, 11)} | {"#map", "#path", "#explore"}
    wanted |= {f"filter-{name}" for name in ("section", "kind", "certainty", "reading", "literature")}
    wanted |= {"previous", "next", "present", "save-svg", "save-png", "save-csv", "print"}
    assert wanted - reached == set()
    order = list(dict.fromkeys(stop["place"] for stop in stops))
    assert [place for place in order if place in {"nav", "svg", "find", "claims", "literature", "concepts"}] == [
        "nav", "svg", "find", "claims", "literature", "concepts",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "selector"),
    [
        ("#section=2", "svg.sheet a"),
        ("#map", "svg.chart a"),
        (f"#concept={CONCEPT}", "#around .trio a"),
        (f"#path={CONCEPT}/behavior-problems", "#paths a"),
        (f"#claim={STUDIED}", "#panel a"),
    ],
)
@pytest.mark.parametrize("options", [{}, FORCED, NARROW], ids=["", "forced", "narrow"])
def test_every_link_of_a_view_is_reached_and_its_focus_seen(
    look: Open, part: Path, address: str, selector: str, options: dict[str, Any]
) -> None:
    """In pictures, too, in forced colors, and in a narrow window, where the picture scrolls along."""
    opened = look(address, part, **options)
    opened.page.locator(selector).first.wait_for()
    wanted = opened.page.eval_on_selector_all(selector, "(all) => all.map((link) => link.getAttribute('href'))")
    opened.page.locator(selector).first.focus()
    opened.page.keyboard.press("Shift+Tab")
    stops = _tabbed(opened, len(wanted) + 3)
    assert set(wanted) <= {stop["name"] for stop in stops}
    assert [stop for stop in stops if stop["name"] in wanted and not (stop["outlined"] and stop["seen"])] == []


# Windows, text, color, paper


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize(
    "address",
    [
        "", "#section=3", f"#claim={CLAIM}", f"#concept={CONCEPT}", f"#evidence={STUDIED}", "#map", "#explore",
        f"#path={CONCEPT}/behavior-problems", "?embed#section=3",
    ],
)  # fmt: skip
def test_a_narrow_window_needs_no_sideways_scrolling(open_page: Open, look: Open, width: int, address: str) -> None:
    """On a telephone the page is one column; only pictures scroll, each in its own frame."""
    opened = (look if address.startswith("#") else open_page)(
        address, width=width, height=844, has_touch=True, is_mobile=True
    )
    if address == "#explore":
        opened.wait_for_picture()
    assert opened.page.evaluate("innerWidth") == width
    assert not opened.page.evaluate(WIDER_THAN_WINDOW)
    assert opened.page.evaluate(
        """() => [...document.querySelectorAll(".step:not([hidden]) svg.sheet, .step:not([hidden]) svg.chart")]
          .every((svg) => svg.getBoundingClientRect().width <= svg.parentElement.clientWidth + 1
            || getComputedStyle(svg.parentElement).overflowX === "auto")"""
    )


def test_large_text_does_not_break_the_page(open_page: Open) -> None:
    """At twice the text size nothing runs out of a 1280 px window, in no view."""
    opened = open_page(f"#claim={CLAIM}")
    opened.page.evaluate("document.documentElement.style.fontSize = '200%'")
    for address in (
        f"#claim={CLAIM}",
        f"#concept={CONCEPT}",
        f"#path={CONCEPT}/behavior-problems",
        "#map",
        "#section=1",
    ):
        opened.go(address)
        assert not opened.page.evaluate(WIDER_THAN_WINDOW)
    assert opened.page.is_visible("#claims tbody tr >> nth=0")


def test_dark_and_light_follow_the_reader(open_page: Open) -> None:
    """The page, its pictures and the network take the colors of the reader's scheme, also when it changes."""
    opened = open_page("#explore")
    opened.wait_for_picture()
    light = opened.page.locator("#canvas").screenshot()
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_timeout(300)
    assert opened.page.locator("#canvas").screenshot() != light
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 25, 28)"
    opened.go("#section=2")
    assert (
        opened.page.evaluate("getComputedStyle(document.querySelector('svg.sheet text')).fill") == "rgb(236, 233, 226)"
    )


def test_forced_colors_leave_nothing_out(open_page: Open) -> None:
    """Marks, lines and their ends are drawn in the reader's own colors, apart from the ground."""
    opened = open_page("#section=2", forced_colors="active")
    colors = opened.page.evaluate(
        """() => {
          const look = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
          return { ground: look("body", "backgroundColor"), ink: look("svg.sheet text", "fill"),
            line: look("svg.sheet a.c path", "stroke"), box: look("svg.sheet a.k rect", "stroke"),
            mark: look("marker[id^=mark] path", "fill") };
        }"""
    )
    assert all(color not in {colors["ground"], "none"} for name, color in colors.items() if name != "ground")
    here = opened.page.locator("#views [aria-current]").evaluate(
        "(link) => ['color', 'backgroundColor', 'forcedColorAdjust'].map((name) => getComputedStyle(link)[name])"
    )
    assert here[0] != here[1]
    assert here[2] == "none"


def test_nothing_moves_by_itself(open_page: Open) -> None:
    """No animation and no transition, whether the reader asks for less motion or not."""
    opened = open_page("#section=2", reduced_motion="reduce")
    opened.page.hover("[id='section=2'] svg.sheet a.k >> nth=0")
    opened.page.click("#present")
    assert opened.page.evaluate("document.getAnimations().length") == 0
    opened.page.emulate_media(reduced_motion="no-preference")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("document.getAnimations().length") == 0


def test_on_paper_there_is_what_can_be_read(open_page: Open) -> None:
    """Heading, notice, legend, pictures, table and every study, also those that are folded; black on white."""
    opened = open_page("#section=2", color_scheme="dark")
    opened.page.emulate_media(media="print")
    hidden = ("#canvas", "#find", "#searching", "#views", "#tools")
    assert [selector for selector in hidden if opened.page.locator(selector).is_visible()] == []
    assert all(
        opened.page.locator(s).first.is_visible() for s in ("h1", ".notice", "#legend", "#claims tbody tr", "#map")
    )
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    heights = opened.page.eval_on_selector_all(
        "#literature figure", "(all) => all.map((plot) => plot.getBoundingClientRect().height)"
    )
    assert len(heights) > 20
    assert min(heights) > 50
    assert opened.page.pdf()[:5] == b"%PDF-"
