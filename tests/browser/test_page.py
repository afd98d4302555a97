"""Promises of the page in a browser: it asks for nothing, anybody can read and work it, it runs no foreign script."""

from collections.abc import Callable
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graph import sentences
from graph.claims import Findings
from graph.vocabulary import BASE

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
CLAIM, CONCEPT, STUDIED = "nine-ways-02-d", "secure-attachment", "nine-ways-08-a"
OPEN_ALL = "document.querySelectorAll('#literature details').forEach((part) => { part.open = true; })"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDER_THAN_WINDOW = "document.scrollingElement.scrollWidth > innerWidth"
SHOWN = "[...document.querySelectorAll('#claims tbody tr')].filter((row) => !row.hidden).map((row) => row.dataset.name)"
FOCUS = """() => {
  const focused = document.activeElement;
  const box = focused.getBoundingClientRect();
  const lines = focused.getClientRects();
  const style = getComputedStyle(focused);
  const over = document.elementFromPoint(lines[0].left + lines[0].width / 2, lines[0].top + lines[0].height / 2);
  return {
    name: focused.getAttribute("href") || focused.id || focused.name || focused.textContent.trim(),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && Boolean(over) && focused.contains(over),
    end: focused === document.body,
  };
}"""
BOX = """(id) => {
  const corner = window.__network.body.nodes[id].options.shapeProperties.borderRadius;
  const { left, right, top, bottom } = window.__network.getBoundingBox(id);
  return [left + corner, top + corner, right - corner, bottom - corner];
}"""
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
BOXES = f"() => Object.keys(window.__network.getPositions()).map({BOX})"
EDGES = "() => window.__network.body.data.edges.getIds()"


def _read(opened: Any, selector: str) -> str:
    text: str = opened.page.locator(selector).inner_text()
    return " ".join(text.split())


def _section_values(opened: Any) -> list[str]:
    values: list[str] = opened.page.eval_on_selector_all("#view option", "(all) => all.map((option) => option.value)")
    return values


def _violations(opened: Any) -> list[tuple[str, list[str]]]:
    """List the rules that axe finds broken, each with the elements."""
    opened.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    result = opened.page.evaluate("(tags) => axe.run({ runOnly: tags, resultTypes: ['violations'] })", TAGS)
    assert len(result["passes"]) > 20
    return [(found["id"], [node["html"][:200] for node in found["nodes"]]) for found in result["violations"]]


# Alone and quiet


def test_nothing_is_asked_of_anybody(open_page: Open, article: Path) -> None:
    """Opened from a file, with everything shown, the page makes one request: itself."""
    opened = open_page(f"#claim={CLAIM}")
    opened.wait_for_picture()
    opened.page.fill("#search", "stress")
    opened.page.wait_for_timeout(300)
    assert [url for url in opened.requests if not url.startswith(article.as_uri())] == []


def test_the_policy_has_nothing_to_stop_and_nothing_is_logged(open_page: Open) -> None:
    """No violation, no error and no warning, in any state."""
    opened = open_page()
    opened.wait_for_picture()
    for address in (f"#claim={CLAIM}", f"#concept={CONCEPT}", "#section=9"):
        opened.page.evaluate("(hash) => { location.hash = hash; }", address)
        opened.page.wait_for_timeout(100)
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


def test_nothing_moves_after_the_first_picture(open_page: Open) -> None:
    """A second later every pixel of the picture is where it was."""
    opened = open_page()
    opened.wait_for_picture()
    first = opened.page.locator("#canvas").screenshot()
    opened.page.wait_for_timeout(1000)
    assert opened.page.locator("#canvas").screenshot() == first


def test_table_and_panel_work_when_the_picture_cannot(open_page: Open, browser: Any) -> None:
    """A browser in which the picture fails still shows the claim that was asked for."""
    opened = open_page()
    opened.page.add_init_script(
        "Object.defineProperty(window.vis, 'Network', { get() { throw new Error('no'); }, set() {} })"
    )
    opened.page.goto(opened.page.url + f"#claim={CLAIM}")
    opened.page.reload()
    opened.page.wait_for_selector("#panel:not([hidden])")
    assert len(opened.page.evaluate(SHOWN)) > 100


# Without scripts


def test_everything_can_be_read_without_scripts(open_page: Open, findings: Findings) -> None:
    """Heading, notice, legend, all claims with certainty, basis and place, gaps, remarks and concepts are shown."""
    opened = open_page(java_script_enabled=False)
    shown = " ".join(opened.page.locator("body").inner_text().split())
    for claim in findings.claims.values():
        assert sentences.claim(claim, findings) in shown
        assert sentences.basis(claim, findings) in shown
    assert sentences.NOTICE in shown
    assert all(sentences.gap(gap) in shown for gap in findings.gaps.values())
    assert all(sentences.remark(remark, findings) in shown for remark in findings.remarks.values())
    assert all(words in shown for words in (*sentences.CERTAINTY.values(), *sentences.RELATION.values()))


def test_what_needs_scripts_is_not_offered_without(open_page: Open) -> None:
    """No dead search box, filter, panel or picture."""
    opened = open_page(java_script_enabled=False)
    assert not any(opened.page.locator(selector).is_visible() for selector in ("#find", "#panel", "#picture"))


def test_addresses_work_without_scripts(open_page: Open) -> None:
    """``#claim=…`` leads to the row, which is marked."""
    opened = open_page(f"#claim={CLAIM}", java_script_enabled=False)
    box = opened.page.locator(f"[id='claim={CLAIM}']").bounding_box()
    assert 0 <= box["y"] < 720


# Claims, concepts, addresses


def test_an_address_opens_a_claim(open_page: Open, findings: Findings) -> None:
    """The panel says the claim in a sentence, how firmly, in which context, on what grounds, and where it stands."""
    claim = findings.claims[f"{BASE}claim/{CLAIM}"]
    opened = open_page(f"#claim={CLAIM}")
    shown = _read(opened, "#panel")
    expected = [
        sentences.claim(claim, findings),
        claim.label,
        sentences.CERTAINTY["Stated"],
        sentences.READING["Correlational"],
        "fourth grade",
        "major family stress",
        "children without a history of secure attachment",
        sentences.basis(claim, findings),
        "section 2, paragraph 2, sentence 1",
        *sentences.links(claim, findings),
    ]
    assert [words for words in expected if words not in shown] == []


def test_the_panel_of_a_claim_shows_the_reasons_of_its_hedge(open_page: Open, findings: Findings) -> None:
    """Never a relation without its doubt, limit or premise."""
    claim = findings.claims[f"{BASE}claim/nine-ways-09-q"]
    opened = open_page("#claim=nine-ways-09-q")
    shown = _read(opened, "#panel")
    assert claim.premises
    assert [clause for clause in sentences.limits(claim) if clause not in shown] == []
    premises = [sentences.claim(findings.claims[iri], findings) for iri in claim.premises]
    assert [premise for premise in premises if premise not in shown] == []


def test_an_address_opens_a_concept(open_page: Open, findings: Findings) -> None:
    """The panel lists the claims that lead to a concept and those that start from it, limits included."""
    iri = f"{BASE}concept/{CONCEPT}"
    opened = open_page(f"#concept={CONCEPT}")
    shown = _read(opened, "#panel")
    about = [claim for claim in findings.claims.values() if iri in (claim.subject, claim.outcome)]
    assert len(about) > 20
    for claim in about:
        assert sentences.claim(claim, findings) in shown
        assert [clause for clause in sentences.limits(claim) if clause not in shown] == []
    assert all(synonym in shown for synonym in findings.concepts[iri].synonyms)


def test_addresses_are_followed_when_they_change(open_page: Open) -> None:
    """A changed address and the back button change the panel."""
    opened = open_page(f"#claim={CLAIM}")
    first = _read(opened, "#panel-heading")
    opened.page.evaluate("(hash) => { location.hash = hash; }", f"#concept={CONCEPT}")
    opened.until("(first) => document.querySelector('#panel-heading').textContent !== first", first)
    opened.page.go_back()
    opened.until("(first) => document.querySelector('#panel-heading').textContent.includes(first.slice(0, 20))", first)


@pytest.mark.parametrize(
    "address", ["#claim=nothing", "#concept=constructor", "#claim=__proto__", "#claim=%", "#claims"]
)
def test_an_unknown_address_is_ignored(open_page: Open, address: str) -> None:
    """What is not on the page opens nothing and breaks nothing."""
    opened = open_page(address)
    opened.wait_for_picture()
    assert not opened.page.locator("#panel").is_visible()
    assert opened.messages == []


def test_choosing_a_claim_gives_an_address_to_share(open_page: Open) -> None:
    """Following a claim in the table changes the address, moves the focus to the panel, and marks the row."""
    opened = open_page()
    opened.page.click(f"#claims a[href='#claim={CLAIM}'] >> nth=0")
    assert opened.page.url.endswith(f"#claim={CLAIM}")
    assert opened.page.evaluate("document.activeElement.id") == "panel-heading"
    assert opened.page.locator("#claims [aria-current]").count() == 1


def test_closing_the_panel_returns_to_where_one_was(open_page: Open) -> None:
    """Escape closes the panel and gives the focus back."""
    opened = open_page()
    opened.page.focus(f"#claims a[href='#claim={CLAIM}'] >> nth=0")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#panel").is_visible()
    opened.page.keyboard.press("Escape")
    assert not opened.page.locator("#panel").is_visible()
    assert opened.page.evaluate("document.activeElement.getAttribute('href')") == f"#claim={CLAIM}"


def test_a_link_can_be_copied_by_hand(open_page: Open) -> None:
    """Where the clipboard is closed the address is shown, selected."""
    opened = open_page()
    opened.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened.page.click(f"#claims a[href='#claim={CLAIM}'] >> nth=0")
    opened.page.click("#copy")
    assert opened.page.input_value("#address").endswith(f"#claim={CLAIM}")
    assert opened.page.evaluate("getSelection().toString()").endswith(f"#claim={CLAIM}")


# What the literature says


def test_the_panel_shows_the_studies_of_a_claim(open_page: Open, said: Any) -> None:
    """Standing, every study with design, N, stance and figures, the plot, and why nothing is pooled."""
    opened = open_page(f"#claim={STUDIED}")
    shown = _read(opened, "#panel")
    known = said[f"{BASE}claim/{STUDIED}"]
    assert len(known.studies) > 5
    expected = [known.explained.partition(":")[2].strip(), known.pooling]
    for study in known.studies:
        expected += [study.study, " ".join(study.design.split()), study.directness, study.why]
        expected += [figure.words for figure in study.figures]
    assert [words for words in expected if words not in shown] == []
    assert "Supported in part" in shown
    assert opened.page.locator("#panel figure svg").count() == 1
    assert opened.page.get_by_role("img", name="Forest plot").first.is_visible()


def test_the_plot_can_be_read_in_a_narrow_panel(open_page: Open) -> None:
    """At 320 px no words of the plot run into each other or out of it, and none is smaller than 9 px."""
    opened = open_page(f"#claim={STUDIED}", width=320, height=640)
    boxes = opened.page.evaluate(
        """() => [...document.querySelectorAll("#panel figure text, #panel figure tspan")]
          .filter((part) => part.tagName === "tspan" || !part.classList.contains("ticks"))
          .map((part) => {
            const range = document.createRange();
            range.selectNodeContents(part.tagName === "text" ? part.firstChild : part);
            const { left, right, top, bottom } = range.getBoundingClientRect();
            return [left, top, right, bottom, parseFloat(getComputedStyle(part).fontSize)];
          })"""
    )
    scale = opened.page.evaluate("document.querySelector('#panel figure svg').getBoundingClientRect().width / 300")
    assert len(boxes) > 10
    assert min(size for *_, size in boxes) * scale >= 9
    assert all(left >= 0 and right <= 320 for left, _, right, _, _ in boxes)
    for (left, top, right, bottom, _), (l2, t2, r2, b2, _) in combinations(boxes, 2):
        assert right <= l2 + 1 or r2 <= left + 1 or bottom <= t2 + 3 or b2 <= top + 3


def test_a_claim_without_studies_says_so(open_page: Open, said: Any) -> None:
    """Silence is told as silence."""
    iri = next(iri for iri, known in said.items() if not known.studies)
    opened = open_page(f"#claim={iri.rpartition('/')[2]}")
    assert "No study that was read bears on it." in _read(opened, "#panel")


def test_a_standing_leads_to_the_studies(open_page: Open) -> None:
    """With scripts the panel opens at the studies, and Escape leads back; without, the part of the page opens."""
    opened = open_page()
    opened.page.focus(f"#claims a[href='#evidence={STUDIED}']")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_timeout(200)
    assert 0 <= opened.page.locator("#panel .standing").bounding_box()["y"] < 720
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.getAttribute('href')") == f"#evidence={STUDIED}"
    plain = open_page(f"#evidence={STUDIED}", java_script_enabled=False)
    assert plain.page.locator(f"[id='evidence={STUDIED}']").is_visible()


def test_links_of_studies_are_reached_by_keyboard(open_page: Open) -> None:
    """In the panel each study with a DOI is a link that Tab reaches, with the focus in sight."""
    opened = open_page(f"#claim={STUDIED}")
    links = "(all) => all.map((link) => link.getAttribute('href'))"
    wanted = set(opened.page.eval_on_selector_all("#panel .studies a", links))
    assert len(wanted) > 3
    reached = set()
    for _ in range(30):
        opened.page.keyboard.press("Tab")
        focus = opened.page.evaluate(FOCUS)
        if focus["name"] in wanted:
            reached.add(focus["name"])
            assert focus["outlined"]
            assert focus["seen"]
    assert reached == wanted


def test_the_standing_filter_acts_on_table_picture_and_studies(open_page: Open, said: Any) -> None:
    """Only the claims of one standing stay, in all three."""
    opened = open_page()
    opened.wait_for_picture()
    opened.page.select_option("#view", "all")
    opened.page.select_option("#filter-literature", "supported in part")
    expected = {iri.rpartition("/")[2] for iri, known in said.items() if known.standing == "supported in part"}
    assert len(expected) > 3
    assert set(opened.page.evaluate(SHOWN)) == expected
    drawn = {name.removeprefix("claim:") for name in opened.page.evaluate(EDGES)}
    assert drawn
    assert drawn <= expected
    assert opened.page.locator("#literature details:visible").count() == len(expected)
    opened.page.click("button[type=reset]")
    opened.until("document.querySelectorAll('#claims tbody tr[hidden]').length === 0")


def test_on_paper_the_studies_are_open(open_page: Open) -> None:
    """Print shows every study and plot, also those that are folded on the screen."""
    opened = open_page()
    opened.page.emulate_media(media="print")
    heights = opened.page.eval_on_selector_all(
        "#literature figure", "(all) => all.map((plot) => plot.getBoundingClientRect().height)"
    )
    assert len(heights) > 20
    assert min(heights) > 50
    assert _violations(opened) == []


def test_the_article_alone_has_nothing_of_the_literature(open_page: Open, alone: Path) -> None:
    """Panel, table and filters work without it."""
    opened = open_page(f"#claim={STUDIED}", alone)
    assert "literature" not in _read(opened, "#panel").lower()
    assert opened.page.locator("#filter-literature").count() == 0
    opened.page.select_option("#filter-section", "8")
    assert STUDIED in opened.page.evaluate(SHOWN)
    assert opened.messages == []


# Search, filters, sorting


def test_search_finds_claims_by_a_synonym(open_page: Open, findings: Findings) -> None:
    """A word that is only a synonym of a concept finds the claims about it, and the concept."""
    said = "\n".join(sentences.claim(c, findings) + c.label for c in findings.claims.values()).lower()
    subjects = {claim.subject for claim in findings.claims.values()}
    iri, synonym = min((i, word) for i in subjects for word in findings.concepts[i].synonyms if word not in said)
    opened = open_page()
    opened.page.fill("#search", synonym.upper())
    expected = {c.name for c in findings.claims.values() if iri in (c.subject, c.outcome, *c.conditions, *c.mediators)}
    assert set(opened.page.evaluate(SHOWN)) == expected
    assert findings.concepts[iri].label in _read(opened, "#found")


def test_search_wants_every_word(open_page: Open) -> None:
    """Words are looked for together, in any order and any case."""
    opened = open_page()
    opened.page.fill("#search", "PROBLEMS fourth  behavior")
    assert opened.page.evaluate(SHOWN) == [CLAIM]


def test_filters_act_on_table_and_picture_alike(open_page: Open, findings: Findings) -> None:
    """Section, kind, certainty and reading narrow both, and the picture goes to the section."""
    opened = open_page()
    opened.wait_for_picture()
    opened.page.select_option("#filter-section", "9")
    opened.page.select_option("#filter-reading", "Enabling")
    expected = {
        claim.name
        for claim in findings.claims.values()
        if findings.place(claim)[0] == 9 and claim.reading.endswith("#Enabling")
    }
    assert expected
    assert set(opened.page.evaluate(SHOWN)) == expected
    assert {name.removeprefix("claim:") for name in opened.page.evaluate(EDGES)} == expected
    opened.page.select_option("#filter-certainty", "Guessed")
    assert opened.page.evaluate(EDGES) == []
    assert opened.page.locator("#none-found").is_visible()


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


def test_the_count_is_told_and_reset_brings_everything_back(open_page: Open, findings: Findings) -> None:
    """How many claims are shown is a live status; Reset shows all."""
    opened = open_page()
    every = len(findings.claims)
    status = opened.page.get_by_role("status").filter(has_text="claims")
    opened.page.select_option("#filter-certainty", "Guessed")
    opened.page.wait_for_timeout(400)
    assert status.inner_text() == f"1 of {every} claims"
    opened.page.click("button[type=reset]")
    opened.page.wait_for_timeout(400)
    assert status.inner_text() == f"{every} of {every} claims"
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


# The picture


def test_the_browser_draws_no_claim_behind_another_concept(open_page: Open) -> None:
    """In every section, as vis-network really draws it, no line runs behind a box it has nothing to do with."""
    opened = open_page()
    opened.wait_for_picture()
    sections = [value for value in _section_values(opened) if value.startswith("section=")]
    assert len(sections) > 9
    for value in sections:
        opened.page.select_option("#view", value)
        assert opened.page.evaluate(BEHIND) == []


def test_no_two_boxes_overlap_as_drawn(open_page: Open) -> None:
    """With the fonts of this machine, too, every label has its place."""
    opened = open_page()
    opened.wait_for_picture()
    for value in _section_values(opened):
        opened.page.select_option("#view", value)
        opened.page.wait_for_timeout(50)
        boxes = opened.page.evaluate(BOXES)
        assert boxes
        for (left, top, right, bottom), (l2, t2, r2, b2) in combinations(boxes, 2):
            assert right <= l2 or r2 <= left or bottom <= t2 or b2 <= top


def test_labels_are_large_enough(open_page: Open) -> None:
    """In the picture of a section at 1280 by 720 no label is smaller than 11 px, and the picture is whole."""
    opened = open_page()
    opened.wait_for_picture()
    for value in (value for value in _section_values(opened) if value.startswith("section=")):
        opened.page.select_option("#view", value)
        scale = opened.page.evaluate("window.__network.getScale()")
        assert scale * 16 >= 11
        corners = opened.page.evaluate(BOXES)
        size = opened.page.locator("#canvas").bounding_box()
        ends = opened.page.evaluate(
            "(points) => points.map(([x, y]) => window.__network.canvasToDOM({ x, y }))",
            [corner for box in corners for corner in (box[:2], box[2:])],
        )
        assert all(0 <= point["x"] <= size["width"] and 0 <= point["y"] <= size["height"] for point in ends)


def test_a_click_in_the_picture_chooses(open_page: Open) -> None:
    """A box opens its concept; the picture then shows what stands around it."""
    opened = open_page()
    opened.wait_for_picture()
    opened.page.select_option("#view", "section=2")
    place = opened.page.evaluate(
        "() => window.__network.canvasToDOM(window.__network.getPosition('concept:insecure-attachment'))"
    )
    opened.page.locator("#canvas canvas").click(position=place)
    opened.page.wait_for_selector("#panel:not([hidden])")
    assert opened.page.url.endswith("#concept=insecure-attachment")
    assert opened.page.input_value("#view") == "concept=concept:insecure-attachment"


def test_the_picture_has_words_beside_it(open_page: Open) -> None:
    """Whoever does not see the picture hears what it is of, and can open its claims as a list of links."""
    opened = open_page("#section=2")
    opened.wait_for_picture()
    assert opened.page.get_by_role("img", name="Section 2").count() == 1
    opened.page.click("details summary")
    listed = opened.page.eval_on_selector_all("#claims-here a", "(all) => all.map((link) => link.getAttribute('href'))")
    drawn = {name.replace("claim:", "#claim=") for name in opened.page.evaluate(EDGES)}
    assert set(listed) == drawn
    assert len(drawn) > 10


def test_what_is_left_out_of_the_whole_is_told(open_page: Open, findings: Findings) -> None:
    """In the picture of everything, claims without a clear way are counted, and drawn when their concept is chosen."""
    opened = open_page()
    opened.wait_for_picture()
    opened.page.select_option("#view", "all")
    drawn = opened.page.evaluate(EDGES)
    missing = len(findings.claims) - len(drawn)
    assert str(missing) in _read(opened, "#left-out")
    assert 0 < missing < 10


def test_a_picture_that_is_too_large_is_scrolled_by_keyboard(open_page: Open) -> None:
    """Enlarged, the picture scrolls in its own frame, with the arrow keys too, and the page stays as wide as it was."""
    opened = open_page("#section=3")
    opened.wait_for_picture()
    for _ in range(4):
        opened.page.click("#larger")
    assert not opened.page.evaluate(WIDER_THAN_WINDOW)
    opened.page.focus("#sheet")
    opened.page.keyboard.press("ArrowRight")
    opened.until("document.querySelector('#sheet').scrollLeft > 0")
    opened.page.click("#fit")
    assert opened.page.get_attribute("#sheet", "tabindex") is None


# Everybody


@pytest.mark.parametrize(
    ("address", "options", "act"),
    [
        ("", {}, None),
        ("", {"color_scheme": "dark"}, None),
        ("", {"forced_colors": "active"}, None),
        (f"#claim={CLAIM}", {}, None),
        (f"#concept={CONCEPT}", {"color_scheme": "dark"}, None),
        ("#section=2", {}, "details summary"),
        ("#section=2", {"color_scheme": "dark"}, "#claims th button"),
        ("", {"width": 320, "height": 640}, None),
        (f"#claim={CLAIM}", {"width": 320, "height": 640}, "#toggle"),
        ("", {"java_script_enabled": True, "reduced_motion": "reduce"}, "#toggle"),
        ("#evidence=nine-ways-02-e", {}, "#literature summary"),
        ("#evidence=nine-ways-02-e", {"color_scheme": "dark"}, "#literature summary"),
        ("#evidence=nine-ways-02-e", {"forced_colors": "active"}, "#literature summary"),
        ("#evidence=nine-ways-02-e", {"width": 320, "height": 640}, "#literature summary"),
    ],
    ids=[
        "light",
        "dark",
        "forced",
        "claim",
        "concept dark",
        "words",
        "sorted dark",
        "320",
        "320 open",
        "shut",
        "evidence",
        "evidence dark",
        "evidence forced",
        "evidence 320",
    ],
)
def test_axe_finds_nothing(open_page: Open, part: Path, address: str, options: dict[str, Any], act: str | None) -> None:
    """No rule of WCAG 2.0 to 2.2 A and AA, nor of good practice, is broken in any state."""
    opened = open_page(address, part, **options)
    opened.page.wait_for_timeout(500)
    if act:
        opened.page.click(f"{act} >> nth=0")
        opened.page.wait_for_timeout(200)
    assert _violations(opened) == []


def test_axe_finds_nothing_on_the_whole_page(open_page: Open) -> None:
    """The article's page, too, breaks no rule."""
    opened = open_page()
    opened.wait_for_picture()
    assert _violations(opened) == []


def test_the_keyboard_reaches_everything_and_focus_is_seen(open_page: Open, findings: Findings) -> None:
    """Tab goes to every control, claim and concept, each visibly marked and on the screen."""
    opened = open_page()
    opened.wait_for_picture()
    reached, faults = set(), []
    for _ in range(1500):
        opened.page.keyboard.press("Tab")
        focus = opened.page.evaluate(FOCUS)
        if focus["end"]:
            break
        reached.add(focus["name"])
        if not (focus["outlined"] and focus["seen"]):
            faults.append(focus)
    assert faults == []
    used = {iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}
    wanted = {f"#claim={claim.name}" for claim in findings.claims.values()}
    wanted |= {f"#concept={findings.concepts[iri].name}" for iri in used}
    wanted |= {
        "search",
        "filter-section",
        "filter-kind",
        "filter-certainty",
        "filter-reading",
        "filter-literature",
        "view",
        "larger",
        "toggle",
    }
    assert wanted - reached == set()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("address", ["", f"#claim={CLAIM}", f"#concept={CONCEPT}", f"#evidence={STUDIED}"])
def test_a_narrow_window_needs_no_sideways_scrolling(open_page: Open, width: int, address: str) -> None:
    """On a telephone the page is one column, also with the panel and the picture open."""
    opened = open_page(address, width=width, height=844, has_touch=True, is_mobile=True)
    opened.page.click("#toggle")
    opened.wait_for_picture()
    assert not opened.page.evaluate(WIDER_THAN_WINDOW)
    assert opened.page.locator("#claims tbody tr").first.is_visible()
    assert opened.page.locator("#legend").is_visible()


def test_large_text_does_not_break_the_page(open_page: Open) -> None:
    """At twice the text size nothing runs out of a 1280 px window."""
    opened = open_page(f"#claim={CLAIM}")
    opened.page.evaluate("document.documentElement.style.fontSize = '200%'")
    opened.page.wait_for_timeout(200)
    assert not opened.page.evaluate(WIDER_THAN_WINDOW)


def test_print_shows_words_and_legend_only(open_page: Open) -> None:
    """On paper: heading, notice, legend and table; no canvas, no controls."""
    opened = open_page(color_scheme="dark")
    opened.wait_for_picture()
    opened.page.emulate_media(media="print")
    assert not any(opened.page.locator(selector).is_visible() for selector in ("#canvas", "#find", "#toggle"))
    assert all(opened.page.locator(s).first.is_visible() for s in ("h1", ".notice", "#legend", "#claims tbody tr"))
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.page.pdf()[:5] == b"%PDF-"


def test_dark_and_light_follow_the_reader(open_page: Open) -> None:
    """The page and the picture take the colors of the reader's scheme, also when it changes."""
    opened = open_page()
    opened.wait_for_picture()
    light = opened.page.locator("#canvas").screenshot()
    opened.page.emulate_media(color_scheme="dark")
    opened.page.wait_for_timeout(300)
    assert opened.page.locator("#canvas").screenshot() != light
    assert opened.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 25, 28)"


def test_hostile_strings_never_run(open_page: Open, hostile: Path) -> None:
    """Whatever a graph says, no script of it runs: in the table, the panel, the search, the picture."""
    opened = open_page(path=hostile)
    opened.wait_for_picture()
    opened.page.evaluate(OPEN_ALL)
    opened.page.click("#claims tbody a >> nth=0")
    assert opened.page.locator("#panel .studies a").count() == 1
    opened.page.fill("#search", "<img")
    opened.page.wait_for_timeout(300)
    opened.page.click("#concepts a >> nth=0")
    opened.page.wait_for_timeout(300)
    assert "__pwned" in _read(opened, "#panel")
    assert opened.page.evaluate("window.__pwned") is None
    assert opened.page.locator("img").count() == 0
    assert opened.violations() == []
    assert opened.messages == []
