"""Promises of the page in a browser: it asks for nothing, stays still, is read without scripts, runs no foreign one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph import sentences
from graph.claims import Findings
from graph.vocabulary import BASE
from tests.browser.conftest import repacked

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
CLAIM, CONCEPT, STUDIED = "nine-ways-02-d", "secure-attachment", "nine-ways-08-a"
EVERYWHERE = (
    f"#claim={CLAIM}", f"#concept={CONCEPT}", "#section=9", "#map", f"#path={CONCEPT}/trust", f"#evidence={STUDIED}",
    "#explore",
)  # fmt: skip
SHIFTS = """() => new Promise((resolve) => {
  const seen = [];
  new PerformanceObserver((list) => seen.push(...list.getEntries().map((entry) => entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(seen), 600);
})"""
SHOWN_STEPS = "[...document.querySelectorAll('.step')].filter((step) => step.checkVisibility()).map((step) => step.id)"
OPEN_ALL = "document.querySelectorAll('details').forEach((part) => { part.open = true; })"
VISIBLE_WAYS = """() => [...document.querySelectorAll("#map g > path, #map g > use")]
  .filter((way) => getComputedStyle(way).visibility === "visible").length"""


# Alone and quiet


def test_nothing_is_asked_of_anybody(open_page: Open, article: Path) -> None:
    """Opened from a file, wherever one goes, the page makes one request: itself."""
    opened = open_page()
    for address in EVERYWHERE:
        opened.go(address)
    opened.wait_for_picture()
    opened.page.fill("#search", "stress")
    opened.page.wait_for_timeout(300)
    assert [url for url in opened.requests if not url.startswith(article.as_uri())] == []


def test_the_picture_is_there_where_every_request_hangs(browser: Any, article: Path) -> None:
    """Behind a network that never answers the picture of a section and the network to explore are drawn as ever."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    here = context.new_page()
    own = article.as_uri()
    here.route("**/*", lambda route: route.continue_() if route.request.url.startswith(own) else None)
    here.goto(f"{own}#section=2", wait_until="load")
    here.locator("[id='section=2'] svg.sheet").first.wait_for(timeout=5000)
    here.evaluate("location.hash = '#explore'")
    here.locator("#canvas canvas").wait_for(timeout=5000)
    context.close()


def test_the_policy_has_nothing_to_stop_and_nothing_is_logged(open_page: Open) -> None:
    """No violation, no error and no warning, in any state."""
    opened = open_page()
    for address in EVERYWHERE:
        opened.go(address)
    opened.wait_for_picture()
    for button in ("#save-csv", "#larger", "#present"):
        opened.page.click(button)
    for key in ("ArrowRight", "PageUp", "Escape"):
        opened.page.keyboard.press(key)
    opened.page.wait_for_timeout(200)
    assert opened.violations() == []
    assert opened.messages == []


def test_the_policy_is_in_force(open_page: Open) -> None:
    """A script that is not of the page does not run, and a request is stopped: the check above has teeth."""
    opened = open_page()
    opened.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.__pwned = 1";
          const image = new Image();
          image.src = "https://example.invalid/x.png";
          document.body.append(script, image);
        }"""
    )
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.__pwned") is None
    assert {violation.split()[0] for violation in opened.violations()} == {"script-src-elem", "img-src"}


@pytest.mark.parametrize("address", ["", "#section=3", f"#claim={STUDIED}", f"#concept={CONCEPT}", "#map", "#tour=2"])
def test_nothing_moves_after_the_first_paint(open_page: Open, address: str) -> None:
    """From the first paint on no part of the page shifts."""
    assert open_page(address).page.evaluate(SHIFTS) == []


def test_nothing_moves_after_the_first_paint_on_a_slow_machine(open_page: Open, article: Path) -> None:
    """Nor where the scripts come late."""
    opened = open_page()
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    opened.page.goto("about:blank")
    opened.page.goto(f"{article.as_uri()}#section=3")
    assert opened.page.evaluate(SHIFTS) == []


def test_what_stands_below_the_first_step_follows_it(open_page: Open) -> None:
    """It is not laid out before the first paint, but then all of it stands there."""
    opened = open_page()
    opened.until("document.documentElement.classList.contains('whole')")
    assert opened.page.is_visible("article.step:first-of-type svg.sheet")
    assert opened.page.is_visible("#claims tbody tr")
    assert opened.page.is_visible("footer")


def test_where_scripts_cannot_begin_the_page_is_as_without(open_page: Open, article: Path, tmp_path: Path) -> None:
    """A script that somebody changed on the way is not run, and everything can still be read."""
    broken = tmp_path / "broken.html"
    text = article.read_text(encoding="utf-8")
    broken.write_text(repacked(text, "script", lambda script: f"{script} "), encoding="utf-8")
    opened = open_page("#section=3", broken)
    opened.until("!document.documentElement.classList.contains('js')")
    assert opened.page.is_visible("#claims tbody tr")
    assert opened.page.is_hidden("#find")


# Without scripts


@pytest.fixture(scope="module")
def plain(look: Open) -> Any:
    """Open the page without scripts, every part unfolded and scrolled to, as far as the browser is concerned."""
    opened = look("", java_script_enabled=False)
    opened.page.evaluate(OPEN_ALL)
    opened.page.evaluate(
        "document.querySelectorAll('main > section').forEach((part) => { part.style.contentVisibility = 'visible'; })"
    )
    return opened


@pytest.fixture(scope="module")
def places(plain: Any) -> dict[str, str]:
    """Tell what the short names stand for that links lead to without scripts."""
    known: dict[str, str] = plain.page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('[id^="claim="], [id^="concept="]')]
          .map((place) => [`#${place.querySelector("a").id}`, `#${place.id}`]))"""
    )
    return known


def test_everything_can_be_read_without_scripts(plain: Any, findings: Findings) -> None:
    """Heading, notice, legend, all claims with certainty, hedge, basis and place, gaps, remarks and concepts."""
    shown = plain.read("body")
    for claim in findings.claims.values():
        assert sentences.claim(claim, findings) in shown
        assert sentences.basis(claim, findings) in shown
        assert [limit for limit in sentences.limits(claim) if limit not in shown] == []
        for iri in claim.passages:
            assert sentences.passage(findings.passages[iri], replace(findings, sources={})) in shown
    assert sentences.NOTICE in shown
    assert all(sentences.gap(gap) in shown for gap in findings.gaps.values())
    assert all(sentences.remark(remark, findings) in shown for remark in findings.remarks.values())
    assert all(words in shown for words in (*sentences.CERTAINTY.values(), *sentences.RELATION.values()))


def test_the_row_of_a_claim_tells_its_own_hedge_without_scripts(plain: Any, findings: Findings) -> None:
    """Certainty, its reasons, basis and place stand beside the claim they belong to."""
    for claim in findings.claims.values():
        row = " ".join(plain.page.locator(f"[id='claim={claim.name}']").inner_text().split())
        wanted = [
            sentences.CERTAINTY[claim.certainty.rsplit("#")[-1].rsplit("/")[-1]],
            sentences.basis(claim, findings),
        ]
        assert [words for words in (*wanted, *sentences.limits(claim)) if words not in row] == []


def test_the_evidence_can_be_read_without_scripts(plain: Any, said: Any) -> None:
    """Every study of every claim: its name, what it measured, its figures and its bearing."""
    for iri, known in said.items():
        if not known.studies:
            continue
        shown = " ".join(plain.page.locator(f"[id='evidence={iri.rpartition('/')[2]}']").inner_text().split())
        for study in known.studies:
            wanted = [study.study, study.directness, study.why, *(figure.words for figure in study.figures)]
            assert [words for words in wanted if words and " ".join(words.split()) not in shown] == []


def test_every_picture_is_shown_without_scripts(plain: Any, places: dict[str, str], findings: Findings) -> None:
    """All sections with all their claims, and the map with all its concepts."""
    sections = {findings.place(claim)[0] for claim in findings.claims.values()}
    assert set(plain.page.evaluate(SHOWN_STEPS)) == {*(f"section={number}" for number in sections), "map"}
    links = "(all) => all.filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href'))"
    drawn = plain.page.eval_on_selector_all("svg.sheet a.c", links)
    assert sorted(places[href] for href in drawn) == sorted(f"#claim={c.name}" for c in findings.claims.values())
    used = {iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}
    mapped = plain.page.eval_on_selector_all("svg.chart a", links)
    assert sorted(places[href] for href in mapped) == sorted(f"#concept={findings.concepts[iri].name}" for iri in used)


def test_a_link_leads_to_its_row_without_scripts(plain: Any, places: dict[str, str]) -> None:
    """From a picture to the sentence, its certainty and its place, and the row is marked."""
    plain.page.locator("svg.sheet a.c").last.locator("rect").click()
    plain.page.mouse.move(0, 0)
    place = places[plain.page.evaluate("location.hash")]
    row = plain.page.locator(f"[id='{place[1:]}']")
    assert 0 <= row.bounding_box()["y"] < 720
    assert row.evaluate("(row) => getComputedStyle(row).backgroundColor") == "rgb(227, 238, 245)"


def test_the_claims_around_a_concept_are_listed_without_scripts(
    plain: Any, places: dict[str, str], findings: Findings
) -> None:
    """Beside each concept those that lead to it and those that lead on, in words."""
    for iri in {claim.outcome for claim in findings.claims.values()}:
        item = plain.page.locator(f"[id='concept={findings.concepts[iri].name}']")
        about = [claim for claim in findings.claims.values() if iri in (claim.subject, claim.outcome)]
        shown = item.locator("li a")
        assert shown.first.is_visible()
        links = shown.evaluate_all("(all) => all.map((link) => link.getAttribute('href'))")
        assert {places[href] for href in links} == {f"#claim={claim.name}" for claim in about}
        others = [findings.label(claim.subject) for claim in about] + [findings.label(claim.outcome) for claim in about]
        words = item.inner_text()
        assert all(label in words for label in others)


def test_the_map_shows_lines_on_focus_without_scripts(plain: Any, places: dict[str, str]) -> None:
    """By keyboard or pointer, one concept's at a time."""
    assert plain.page.evaluate(VISIBLE_WAYS) == 0
    (short,) = (name for name, place in places.items() if place == f"#concept={CONCEPT}")
    concept = plain.page.locator(f"svg.chart a[href='{short}']")
    concept.focus()
    plain.page.keyboard.press("Shift+Tab")
    plain.page.keyboard.press("Tab")
    assert plain.page.evaluate("document.activeElement.getAttribute('href')") == short
    assert plain.page.evaluate(VISIBLE_WAYS) > 20
    plain.page.evaluate("document.activeElement.blur()")
    assert plain.page.evaluate(VISIBLE_WAYS) == 0
    concept.hover()
    assert plain.page.evaluate(VISIBLE_WAYS) > 20
    plain.page.mouse.move(0, 0)


def test_what_needs_scripts_is_not_offered_without(plain: Any) -> None:
    """No dead search box, filter, button, panel or pane."""
    wanting = ("#find", "#searching", "#panel", "#tools", "#explore", "#path", "#around", "#present", "#next")
    assert [selector for selector in wanting if plain.page.locator(selector).is_visible()] == []
    assert [address for address in ("#path", "#explore") if plain.page.is_visible(f"#views a[href='{address}']")] == []


@pytest.mark.parametrize("name", [f"claim={CLAIM}", f"concept={CONCEPT}", "section=4", "map", f"evidence={STUDIED}"])
def test_addresses_work_without_scripts(open_page: Open, name: str) -> None:
    """Each leads to its place in the document."""
    opened = open_page(f"#{name}", java_script_enabled=False)
    box = opened.page.locator(f"[id='{name}']").bounding_box()
    assert 0 <= box["y"] < 720


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "#claim=nothing", "#concept=constructor", "#claim=__proto__", "#claim=%", "#claims", "#section=99",
        "#section=__proto__", "#tour=99", "#path=%/%", "#path=constructor/__proto__", "#explore=nothing", "#nothing",
    ],
)  # fmt: skip
def test_an_unknown_address_breaks_nothing(open_page: Open, address: str) -> None:
    """What is not on the page opens no panel; one step is shown, and the page goes on working."""
    opened = open_page(address)
    opened.page.wait_for_timeout(100)
    assert not opened.page.locator("#panel").is_visible()
    assert len(opened.page.evaluate(SHOWN_STEPS)) == 1
    if address == "#claims":
        assert 0 <= opened.page.locator("#claims-heading").bounding_box()["y"] < 720
    opened.go("#section=3")
    assert opened.page.evaluate(SHOWN_STEPS) == ["section=3"]
    assert opened.messages == []


@pytest.mark.parametrize("address", ["#claim=nothing", "#section=99"])
def test_an_address_of_nothing_is_said_to_be_one(open_page: Open, address: str) -> None:
    """When the page opens with it, and when it is followed later; the next choice is no longer spoken of so."""
    from playwright.sync_api import expect

    opened = open_page(address)
    said, seen = opened.page.locator("#hits"), opened.page.locator("#found")
    expect(said).to_contain_text(f"Nothing on this page is at {address}")
    expect(seen).to_contain_text(f"Nothing on this page is at {address}")
    expect(seen).to_be_in_viewport()
    opened.page.locator("#search").fill("anxiety")
    expect(said).not_to_contain_text("Nothing")
    opened.go(address.replace("9", "8").replace("nothing", "nowhere"))
    expect(said).to_contain_text("Nothing")


@pytest.mark.parametrize(
    ("address", "step"),
    [
        ("", "section=0"), ("#section=7", "section=7"), ("#map", "map"), (f"#concept={CONCEPT}", "around"),
        (f"#claim={CLAIM}", "section=2"), (f"#evidence={STUDIED}", "section=8"), ("#tour=5", "section=5"),
        (f"#path={CONCEPT}/trust", "path"), ("#explore", "explore"), ("#explore=section%3D2", "explore"),
    ],
)  # fmt: skip
def test_every_address_opens_from_a_file(open_page: Open, address: str, step: str) -> None:
    """A link that was shared opens just what it names."""
    opened = open_page(address)
    assert opened.page.evaluate(SHOWN_STEPS) == [step]
    assert opened.page.is_visible("#panel") == address.startswith(("#claim", "#evidence"))
    if address.startswith("#evidence"):
        assert 0 <= opened.page.locator("#panel .studies").bounding_box()["y"] < 720


def test_addresses_are_followed_when_they_change(open_page: Open) -> None:
    """A changed address and the back button change what is shown."""
    opened = open_page("#section=1")
    opened.go(f"#concept={CONCEPT}")
    assert opened.page.evaluate(SHOWN_STEPS) == ["around"]
    opened.page.go_back()
    opened.until(f"{SHOWN_STEPS}[0] === 'section=1'")
    opened.page.go_forward()
    opened.until(f"{SHOWN_STEPS}[0] === 'around'")


def test_embedded_the_page_is_the_picture(open_page: Open, article: Path) -> None:
    """In a frame of another page: the step and its panel, a link to the whole, and no link that leads nowhere."""
    opened = open_page(f"?embed#claim={CLAIM}")
    assert opened.page.evaluate(SHOWN_STEPS) == ["section=2"]
    assert opened.page.is_visible("#panel")
    hidden = ("#claims", "#find", "#legend", "footer", "#searching", "#concepts")
    assert [selector for selector in hidden if opened.page.locator(selector).is_visible()] == []
    assert opened.page.locator("#whole").evaluate("(link) => link.href.split('#')[0]") == article.as_uri()
    dead = opened.page.evaluate(
        """() => [...document.querySelectorAll("#views a")].filter((link) => link.checkVisibility())
          .map((link) => link.getAttribute("href")).filter((href) => href === "#claims")"""
    )
    assert dead == []
    assert opened.messages == []


# Foreign words


def test_hostile_strings_never_run(open_page: Open, hostile: Path) -> None:
    """Whatever a graph says, no script of it runs: in table, panel, search, pictures, path, network and downloads."""
    opened = open_page(path=hostile)
    opened.page.evaluate(OPEN_ALL)
    for selector in ("#claims tbody a", "svg.sheet a.k", "svg.chart a"):
        hash_of = opened.page.locator(selector).first.get_attribute("href")
        opened.go(hash_of)
        assert "__pwned" in opened.read("#read")
    opened.go(opened.page.locator("#claims tbody a").first.get_attribute("href"))
    assert "__pwned" in opened.read("#panel")
    assert opened.page.locator("#panel .studies a").count() == 1
    opened.page.fill("#search", "<img")
    assert opened.page.locator("#found a").count() > 1
    opened.page.keyboard.press("Escape")
    opened.go("#path")
    for end in ("#from", "#to"):
        opened.page.fill(end, "<img src=x onerror=window.__pwned=1>")
    opened.page.click("#ends button")
    assert "<img" in opened.read("#paths")
    for saved in ("#save-svg", "#save-csv", "#save-png"):
        opened.go("#section=1")
        with opened.page.expect_download() as got:
            opened.page.click(saved)
        assert "/" not in got.value.suggested_filename
    opened.go("#explore")
    opened.wait_for_picture()
    assert opened.page.evaluate("window.__pwned") is None
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("a[href^='javascript' i]").count() == 0
    assert opened.violations() == []
    assert opened.messages == []


def test_the_curators_words_can_be_read_beside_ours(open_page: Open, findings: Findings) -> None:
    """The label of a claim stands in its panel as it was given."""
    claim = findings.claims[f"{BASE}claim/{CLAIM}"]
    assert claim.label in open_page(f"#claim={CLAIM}").read("#panel")
