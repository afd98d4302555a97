"""Promises of the tour for a class: sheet by sheet in one window, as clickers do, and on paper a handout."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.claims import Findings

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
STUDIED = "nine-ways-08-a"
SECTIONS = range(11)
SHEET = "document.querySelector('.step:not([hidden]) .scroll.now')"
STATE = f"""() => [location.hash, [...document.querySelectorAll(".step:not([hidden]) .scroll")].indexOf({SHEET}),
  document.documentElement.classList.contains("present")]"""


def _apart(one: list[float], two: list[float], slack: float = 0.5) -> bool:
    return one[2] <= two[0] + slack or two[2] <= one[0] + slack or one[3] <= two[1] + slack or two[3] <= one[1] + slack


def _inside(inner: list[float], outer: list[float], slack: float = 0.5) -> bool:
    (left, top, right, bottom), (l2, t2, r2, b2) = inner, outer
    return left >= l2 - slack and top >= t2 - slack and right <= r2 + slack and bottom <= b2 + slack


def _box(part: Any) -> list[float]:
    x, y, width, height = part.bounding_box().values()
    return [x, y, x + width, y + height]


def _state(opened: Any) -> tuple[str, int, bool]:
    hash_, sheet, is_tour = opened.page.evaluate(STATE)
    return hash_, sheet, is_tour


def test_the_tour_goes_sheet_by_sheet_as_clickers_do(open_page: Open) -> None:
    """Forward by arrow, page and space, back by arrow and page, Home to the first, Escape out of it."""
    opened = open_page("#section=1")
    opened.page.click("#present")
    stops = [_state(opened)]
    assert stops[0] == ("#tour=1", 0, True)
    for key in ("ArrowRight", "PageDown", "ArrowRight", "PageDown"):
        opened.page.keyboard.press(key)
        stops.append(_state(opened))
    assert [stop[:2] for stop in stops] == [
        ("#tour=1", 0),
        ("#tour=1", 1),
        ("#tour=2", 0),
        ("#tour=2", 1),
        ("#tour=3", 0),
    ]
    for key, stop in zip(("ArrowLeft", "PageUp", "ArrowLeft"), stops[-2::-1], strict=False):
        opened.page.keyboard.press(key)
        assert _state(opened) == stop
    opened.page.keyboard.press("Home")
    assert _state(opened) == ("#tour=0", 0, True)
    opened.page.keyboard.press(" ")
    assert _state(opened) == ("#tour=1", 0, True)
    opened.page.keyboard.press("Escape")
    assert _state(opened)[0::2] == ("#section=1", False)
    assert opened.page.is_visible("#claims")


def test_in_the_tour_everything_is_in_the_window(open_page: Open) -> None:
    """Each sheet whole, with heading and question, at 1280 by 720, 18 px or larger, and nothing covers anything."""
    opened = open_page("#tour=0")
    number = 0
    seen = []
    while (state := _state(opened))[0].startswith("#tour=") and state not in seen:
        seen.append(state)
        step = opened.page.locator(".step:visible")
        assert step.count() == 1
        assert step.locator(".scroll:visible").count() == 1
        assert opened.page.locator("#claims:visible, #legend:visible, #find:visible, footer:visible").count() == 0
        (sheet,) = opened.sheets()
        boxes = [*sheet["concepts"], *sheet["claims"]]
        parts = [_box(part) for part in step.locator("h2, .question").all()]
        bar = _box(opened.page.locator("#views"))
        assert [box for box in boxes if not _inside(box["box"], [0, 0, 1280, 720], 0)] == []
        assert [box["words"] for box in boxes for part in (*parts, bar) if not _apart(box["box"], part)] == []
        assert [part for part in parts if not _inside(part, [0, 0, 1280, 720])] == []
        assert all(_apart(part, bar) for part in parts)
        assert min(box["size"] for box in boxes) > 17.99
        assert "To think about:" in step.inner_text()
        number += 1
        opened.page.keyboard.press("ArrowRight")
    assert number > 11
    assert opened.page.evaluate("document.scrollingElement.scrollHeight") <= 720


def test_the_tour_shows_nothing_too_small_to_read(open_page: Open) -> None:
    """After the last section, too, no word is smaller than 12 px."""
    opened = open_page("#tour=10")
    opened.page.keyboard.press("ArrowRight")
    sizes = opened.page.evaluate(
        """() => [...document.querySelectorAll(".step:not([hidden]) svg text")]
          .filter((text) => text.checkVisibility())
          .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
    )
    assert sizes
    assert min(sizes) >= 12


def test_another_address_ends_the_tour(open_page: Open) -> None:
    """What is shown follows from the address: the back button leads out of the tour."""
    opened = open_page("#section=2")
    opened.page.click("#present")
    assert _state(opened)[2]
    opened.page.go_back()
    opened.until("location.hash === '#section=2'")
    assert not _state(opened)[2]


def test_a_claim_can_be_opened_in_the_tour(open_page: Open) -> None:
    """The panel stands beside the picture, the tour goes on after it."""
    opened = open_page("#tour=8")
    opened.page.click(f"svg.sheet a[href='#claim={STUDIED}'] rect")
    assert opened.page.is_visible("#panel")
    assert _state(opened)[2]
    box = opened.page.locator("#panel").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 720
    opened.page.keyboard.press("Escape")
    assert not opened.page.is_visible("#panel")
    assert _state(opened)[2]


@pytest.mark.parametrize("address", ["#tour=3", "#section=3"])
def test_the_tour_is_printed_as_a_handout(open_page: Open, address: str) -> None:
    """Each section's heading, question, pictures and lines to write on; of the tour no table."""
    opened = open_page(address)
    opened.page.emulate_media(media="print")
    for number in SECTIONS:
        step = opened.page.locator(f"[id='section={number}']")
        assert all(step.locator(part).first.is_visible() for part in ("h2", ".question", "svg.sheet", ".answer"))
        assert step.locator("svg.sheet:visible").count() == step.locator("svg.sheet").count()
        assert step.locator(".answer").bounding_box()["height"] > 60
    assert opened.page.is_visible("#claims") == address.startswith("#section")
    assert not any(opened.page.is_visible(selector) for selector in ("#views", "#find", "#tools", "#searching"))
    assert opened.page.is_visible("#legend")


def test_one_section_is_printed_as_a_handout(open_page: Open, findings: Findings) -> None:
    """The section that is shown, and of the table the claims in it; afterwards the page is whole again."""
    opened = open_page("#section=3")
    opened.page.evaluate("window.print = () => {}")
    opened.page.click("#print")
    opened.page.emulate_media(media="print")
    steps = "[...document.querySelectorAll('.step')].filter((step) => step.checkVisibility()).map((step) => step.id)"
    assert opened.page.evaluate(steps) == ["section=3"]
    rows = opened.page.eval_on_selector_all(
        "#claims tbody tr", "(all) => all.filter((row) => row.checkVisibility()).map((row) => row.dataset.name)"
    )
    here = [claim.name for claim in findings.claims.values() if findings.place(claim)[0] == 3]
    assert sorted(rows) == sorted(here)
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert set(opened.page.evaluate(steps)) > {"section=3", "section=4"}
