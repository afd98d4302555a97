"""Promises of the panel of a claim: all that is recorded of it, what the literature says, its address, its citation."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graph import cite, sentences
from graph.claims import Findings
from graph.vocabulary import BASE

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
CLAIM, CONCEPT, STUDIED = "nine-ways-02-d", "secure-attachment", "nine-ways-08-a"


def test_the_panel_of_a_claim_tells_all_of_it(look: Open, findings: Findings) -> None:
    """The claim in a sentence, how firmly, in which context, on what grounds, and where it stands."""
    claim = findings.claims[f"{BASE}claim/{CLAIM}"]
    shown = look(f"#claim={CLAIM}").read("#panel")
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


def test_the_panel_of_a_claim_shows_the_reasons_of_its_hedge(look: Open, findings: Findings) -> None:
    """Never a relation without its doubt, limit or premise."""
    claim = findings.claims[f"{BASE}claim/nine-ways-09-q"]
    shown = look("#claim=nine-ways-09-q").read("#panel")
    assert claim.premises
    assert [clause for clause in sentences.limits(claim) if clause not in shown] == []
    premises = [sentences.claim(findings.claims[iri], findings) for iri in claim.premises]
    assert [premise for premise in premises if premise not in shown] == []


def test_the_panel_of_a_claim_says_what_is_unknown_of_it(look: Open, findings: Findings) -> None:
    """As `findings show` does; of another claim it is not said."""
    gap = findings.gaps[f"{BASE}gap/nine-ways-09-a"]
    (left_open,) = gap.about
    assert sentences.gap(gap) in look(f"#claim={findings.claims[left_open].name}").read("#panel")
    assert sentences.gap(gap) not in look(f"#claim={CLAIM}").read("#panel")


def test_a_claim_is_cited_as_on_the_command_line(look: Open, findings: Findings) -> None:
    """Letter by letter, for a claim of each section, and for those that stand in several places."""
    several = [claim for claim in findings.claims.values() if len(claim.passages) > 1]
    assert several
    first = {findings.place(claim)[0]: claim for claim in findings.claims.values()}
    for claim in (*first.values(), *several):
        opened = look(f"#claim={claim.name}")
        assert opened.page.locator("#cite").text_content() == cite.claim(claim, findings)
    opened.page.click("#citing summary")
    assert opened.page.locator("#cite").is_visible()
    opened.page.click("#citing summary")


def test_choosing_a_claim_gives_an_address_to_share(open_page: Open) -> None:
    """Following a claim in picture or table changes the address, moves the focus to the panel, and marks both."""
    for start in (f"svg.sheet a[href='#claim={CLAIM}']", f"#claims a[href='#claim={CLAIM}'] >> nth=0"):
        opened = open_page("#section=2")
        opened.page.locator(start).focus()
        opened.page.keyboard.press("Enter")
        assert opened.page.url.endswith(f"#claim={CLAIM}")
        assert opened.page.evaluate("document.activeElement.id") == "panel-heading"
        assert opened.page.locator("svg.sheet [aria-current]").count() == 1
        assert opened.page.locator("#claims [aria-current]").count() == 1


@pytest.mark.parametrize("way", ["Escape", "#close"])
@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("#section=2", f"svg.sheet a[href='#claim={CLAIM}']"),
        ("#section=2", f"#claims a[href='#claim={CLAIM}'] >> nth=0"),
        (f"#concept={CONCEPT}", f".trio a[href='#claim={CLAIM}']"),
        (f"#path={CONCEPT}/behavior-problems", f"#paths a[href='#claim={CLAIM}']"),
    ],
    ids=["picture", "table", "concept", "path"],
)
def test_closing_the_panel_returns_to_where_one_was(open_page: Open, address: str, start: str, way: str) -> None:
    """The view stays, and the focus is again on the link that opened it."""
    opened = open_page(address)
    opened.page.locator(start).focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#panel").is_visible()
    if way == "Escape":
        opened.page.keyboard.press(way)
    else:
        opened.page.click(way)
    assert not opened.page.locator("#panel").is_visible()
    assert opened.page.url.endswith(address)
    assert opened.page.locator(start).evaluate("(start) => document.activeElement === start")


def test_a_link_can_be_copied_by_hand(open_page: Open) -> None:
    """Where the clipboard is closed the address is shown, selected."""
    opened = open_page(f"#claim={CLAIM}")
    opened.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened.page.click("#copy")
    assert opened.page.input_value("#address").endswith(f"#claim={CLAIM}")
    assert opened.page.evaluate("getSelection().toString()").endswith(f"#claim={CLAIM}")


def test_a_link_is_copied(open_page: Open) -> None:
    """Where the clipboard is open the address is in it, and it is said."""
    opened = open_page(f"#claim={CLAIM}")
    opened.page.evaluate(
        """() => {
          const value = { writeText: async (text) => { window.__text = text; } };
          Object.defineProperty(navigator, "clipboard", { value });
        }"""
    )
    opened.page.click("#copy")
    assert opened.page.get_by_role("status").filter(has_text="Link copied.").count() == 1
    assert opened.page.evaluate("window.__text") == opened.page.url


# What the literature says


def test_the_panel_shows_the_studies_of_a_claim(look: Open, said: Any) -> None:
    """Standing, every study with design, N, stance and figures, the plot, and why nothing is pooled."""
    opened = look(f"#claim={STUDIED}")
    shown = opened.read("#panel")
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


def test_the_plot_can_be_read_in_a_narrow_panel(look: Open) -> None:
    """At 320 px no words of the plot run into each other or out of it, and none is smaller than 9 px."""
    opened = look(f"#claim={STUDIED}", width=320, height=640)
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


def test_a_claim_without_studies_says_so(look: Open, said: Any) -> None:
    """Silence is told as silence."""
    iri = next(iri for iri, known in said.items() if not known.studies)
    assert "No study has been held against it yet." in look(f"#claim={iri.rpartition('/')[2]}").read("#panel")


def test_a_standing_leads_to_the_studies(open_page: Open) -> None:
    """With scripts the panel opens at the studies, and Escape leads back; without, the part of the page opens."""
    opened = open_page()
    opened.page.focus(f"#claims a[href='#evidence={STUDIED}']")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_timeout(200)
    assert 0 <= opened.page.locator("#panel .studies").bounding_box()["y"] < 720
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.getAttribute('href')") == f"#evidence={STUDIED}"
    plain = open_page(f"#evidence={STUDIED}", java_script_enabled=False)
    assert plain.page.locator(f"[id='evidence={STUDIED}']").is_visible()


def test_the_article_alone_has_nothing_of_the_literature(open_page: Open, alone: Path) -> None:
    """Panel, table and filters work without it."""
    opened = open_page(f"#claim={STUDIED}", alone)
    assert "literature" not in opened.read("#panel").lower()
    assert opened.page.locator("#filter-literature").count() == 0
    assert "What the literature says is not on this page" in opened.read("#legend")
    assert opened.messages == []
