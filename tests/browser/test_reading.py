"""Promises of what is read: sections, the map, around a concept, a path, the panel of a claim, the tour for a class."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from graph import cite, phrases, sentences
from graph.claims import Claim, Findings
from graph.page.marks import DASHES
from graph.vocabulary import BASE, TERM, local_name

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
Point = tuple[float, float]
CLAIM, CONCEPT, STUDIED = "nine-ways-02-d", "secure-attachment", "nine-ways-08-a"
TWO_PASSAGES = "nine-ways-09-n"
SEEN = """
const at = (element) => { const { left, top, right, bottom } = element.getBoundingClientRect(); return [left, top, right, bottom]; };
const words = (text) => [text.firstChild.data, ...[...text.querySelectorAll("tspan")].map((part) => part.textContent)].join(" ");
const boxed = (link) => {
  const text = link.querySelector("text");
  const scale = text.getScreenCTM().a * (text.currentCSSZoom || 1) / (text.currentCSSZoom || 1);
  return { href: decodeURIComponent(link.getAttribute("href").slice(1)), box: at(link.querySelector("rect")), text: at(text),
    size: parseFloat(getComputedStyle(text).fontSize) * scale, words: words(text) };
};
const traced = (path) => {
  const matrix = path.getScreenCTM();
  const length = path.getTotalLength();
  const steps = Math.max(12, Math.ceil(length / 4));
  const points = Array.from({ length: steps + 1 }, (unused, step) => {
    const { x, y } = path.getPointAtLength(length * step / steps).matrixTransform(matrix);
    return [x, y];
  });
  const { strokeDasharray, markerEnd } = getComputedStyle(path);
  return { points, dash: strokeDasharray, end: markerEnd };
};
"""
SHEETS = f"""() => {{ {SEEN}
  return [...document.querySelectorAll(".step:not([hidden]) svg.sheet")].filter((svg) => svg.checkVisibility()).map((svg) => ({{
    frame: at(svg),
    concepts: [...svg.querySelectorAll("a.k")].map(boxed),
    claims: [...svg.querySelectorAll("a.c")].map((link) => ({{ ...boxed(link), ways: [...link.querySelectorAll("path")].map(traced) }})),
  }}));
}}"""
CHART = f"""() => {{ {SEEN}
  const svg = document.querySelector("svg.chart");
  const claims = [...svg.querySelectorAll("g > .ways > path")];
  return {{
    sizes: [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a),
    concepts: [...svg.querySelectorAll("a.k")].map(boxed),
    ways: claims.map((path) => ({{ id: path.id, from: boxed(path.closest("g.ways").parentElement.querySelector("a")).href, ...traced(path) }})),
    ending: [...svg.querySelectorAll(".ways > use")].map((use) => [use.getAttribute("href").slice(1), boxed(use.closest("g.ways").parentElement.querySelector("a")).href]),
  }};
}}"""
VISIBLE_WAYS = """() => [...document.querySelectorAll("#map .ways > *")]
  .filter((way) => getComputedStyle(way).visibility === "visible").map((way) => way.id || way.getAttribute("href").slice(1))"""
TRIO = """() => [...document.querySelectorAll(".trio ul")].map((list) => [...list.querySelectorAll("li:has(.say)")].map((item) => {
  const say = item.querySelector(".say");
  const line = say.querySelector("line");
  return { claim: say.getAttribute("href"), words: say.firstChild.data, other: item.querySelector(".box").textContent,
    dash: getComputedStyle(line).strokeDasharray, end: line.getAttribute("marker-end") };
}))"""
SECTIONS = range(11)


def _name(claim: Claim) -> str:
    return f"claim={claim.name}"


def _dash(claim: Claim) -> str:
    return ", ".join(f"{length}px" for length in DASHES[local_name(claim.certainty)]) or "none"


def _said(claim: Claim) -> str:
    return "; ".join(filter(None, phrases.short(claim)))


def _apart(one: list[float], two: list[float], slack: float = 0.5) -> bool:
    return one[2] <= two[0] + slack or two[2] <= one[0] + slack or one[3] <= two[1] + slack or two[3] <= one[1] + slack


def _inside(inner: list[float], outer: list[float], slack: float = 0.5) -> bool:
    left, top, right, bottom = outer
    return (
        inner[0] >= left - slack and inner[1] >= top - slack and inner[2] <= right + slack and inner[3] <= bottom + slack
    )


def _holds(box: list[float], point: Point, slack: float) -> bool:
    return _inside([*point, *point], box, slack)


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(one: list[Point], two: list[Point]) -> bool:
    """Tell whether two lines cross away from a common end."""
    spans = [[min(x for x, _ in line), min(y for _, y in line), max(x for x, _ in line), max(y for _, y in line)] for line in (one, two)]
    if _apart(*spans, slack=0):
        return False
    return any(
        _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0
        for a, b in pairwise(one)
        for c, d in pairwise(two)
    )


# A section


@pytest.fixture(params=SECTIONS)
def section(request: Any, look: Open) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Measure the pictures of a section as they are really drawn, at 1280 by 720."""
    yield request.param, look(f"#section={request.param}").page.evaluate(SHEETS)


def test_a_section_is_drawn_so_that_it_can_be_read(section: Any) -> None:
    """No word is smaller than 18 px, none runs out of its box, and no two boxes overlap."""
    for sheet in section[1]:
        boxes = [*sheet["concepts"], *sheet["claims"]]
        assert [box for box in boxes if box["size"] < 17.99] == []
        assert [box for box in boxes if not _inside(box["text"], box["box"], 1)] == []
        assert [(a["words"], b["words"]) for a, b in combinations(boxes, 2) if not _apart(a["box"], b["box"])] == []
        assert all(0 <= box["box"][0] and box["box"][2] <= 1280 for box in boxes)


def test_a_section_shows_each_of_its_claims_once_in_words(section: Any, findings: Findings) -> None:
    """All claims of the section, each with its wording and its hedge; concepts by their names."""
    number, sheets = section
    drawn = {claim["href"]: claim["words"] for sheet in sheets for claim in sheet["claims"]}
    expected = [claim for claim in findings.claims.values() if findings.place(claim)[0] == number]
    assert sorted(drawn) == sorted(map(_name, expected))
    assert sum(len(sheet["claims"]) for sheet in sheets) == len(drawn)
    for claim in expected:
        assert drawn[_name(claim)] == " ".join(filter(None, phrases.short(claim)))
        if claim.certainty in {TERM.Hedged, TERM.Guessed}:
            assert re.search(r"\bmay\b|doubt", drawn[_name(claim)])
        if claim.certainty == TERM.Reported:
            assert "not asserted" in drawn[_name(claim)]
    labels = {f"concept={concept.name}": concept.label for concept in findings.concepts.values()}
    shown = [(concept["href"], concept["words"]) for sheet in sheets for concept in sheet["concepts"]]
    assert [(href, words) for href, words in shown if words != labels[href]] == []


def test_a_line_runs_from_its_subject_through_its_words_to_its_outcome(section: Any, findings: Findings) -> None:
    """Broken by certainty, ended by relation, behind no box of anything else, and hardly ever across another line."""
    known = {_name(claim): claim for claim in findings.claims.values()}
    crossings = 0
    for sheet in section[1]:
        concepts = {concept["href"]: concept["box"] for concept in sheet["concepts"]}
        everything = concepts | {claim["href"]: claim["box"] for claim in sheet["claims"]}
        for drawn in sheet["claims"]:
            claim = known[drawn["href"]]
            subject, outcome = (f"concept={findings.concepts[iri].name}" for iri in (claim.subject, claim.outcome))
            first, last = drawn["ways"]
            assert _holds(concepts[subject], first["points"][0], 3)
            assert _holds(concepts[outcome], last["points"][-1], 4)
            assert _holds(drawn["box"], first["points"][-1], 8)
            assert _holds(drawn["box"], last["points"][0], 8)
            assert {first["dash"], last["dash"]} == {_dash(claim)}
            assert (first["end"], last["end"]) == ("none", f'url("#end-{local_name(claim.relation)}")')
            strangers = everything.keys() - {subject, outcome, drawn["href"]}
            points = [*first["points"], *last["points"]]
            behind = [other for other in strangers if any(_holds(everything[other], point, -0.5) for point in points)]
            assert behind == []
        lines = [(claim["href"], way["points"]) for claim in sheet["claims"] for way in claim["ways"]]
        crossings += sum(_cross(one, two) for (a, one), (b, two) in combinations(lines, 2) if a != b)
    assert crossings <= 2


def test_a_section_asks_something_and_counts(section: Any, look: Open, findings: Findings) -> None:
    """A step has its question on what stands in it, and says how many of its claims are how firm."""
    number = section[0]
    shown = look(f"#section={number}").read(f"[id='section={number}']")
    here = [claim for claim in findings.claims.values() if findings.place(claim)[0] == number]
    assert "To think about:" in shown
    assert f"{len(here)} claims:" in shown
    for iri, words in ((f"{TERM}{name}", words) for name, words in sentences.CERTAINTY.items()):
        count = sum(claim.certainty == iri for claim in here)
        assert (f"{count} {words}" in shown) == bool(count)


def test_next_and_previous_go_through_the_steps(open_page: Open) -> None:
    """In the order of the article, by button or arrow key, the map last; each step has its address."""
    opened = open_page()
    for number in SECTIONS:
        assert opened.page.locator(f"[id='section={number}']").is_visible()
        assert number == 0 or opened.page.url.endswith(f"#section={number}")
        opened.page.click("#next")
    assert opened.page.url.endswith("#map")
    opened.page.keyboard.press("Tab")
    opened.page.click("#previous")
    assert opened.page.url.endswith("#section=10")
    opened.page.locator("h2:visible").first.focus()
    opened.page.keyboard.press("ArrowLeft")
    assert opened.page.url.endswith("#section=9")


# The map


def test_the_map_can_be_read(look: Open, findings: Findings) -> None:
    """Every concept once, 12 px or larger, inside its box, and no two boxes overlap."""
    chart = look("#map").page.evaluate(CHART)
    assert min(chart["sizes"]) >= 12
    used = {iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}
    assert sorted(box["href"] for box in chart["concepts"]) == sorted(f"concept={findings.concepts[i].name}" for i in used)
    assert [box for box in chart["concepts"] if not _inside(box["text"], box["box"], 1)] == []
    pairs = combinations(chart["concepts"], 2)
    assert [(a["words"], b["words"]) for a, b in pairs if not _apart(a["box"], b["box"])] == []


def test_no_line_of_the_map_passes_behind_another_concept(look: Open, findings: Findings) -> None:
    """Each runs from its subject to its outcome through nothing."""
    chart = look("#map").page.evaluate(CHART)
    boxes = {box["href"]: box["box"] for box in chart["concepts"]}
    ends = dict(chart["ending"])
    drawn = []
    for way in chart["ways"]:
        own = (way["from"], ends.get(way["id"], way["from"]))
        drawn.append(own)
        assert _holds(boxes[own[0]], way["points"][0], 3)
        assert _holds(boxes[own[1]], way["points"][-1], 4)
        strangers = (box for href, box in boxes.items() if href not in own)
        assert not any(_holds(box, point, -0.5) for box in strangers for point in way["points"])
    names = {iri: f"concept={concept.name}" for iri, concept in findings.concepts.items()}
    assert sorted(drawn) == sorted((names[claim.subject], names[claim.outcome]) for claim in findings.claims.values())


def test_the_map_shows_the_lines_of_one_concept_at_a_time(look: Open, findings: Findings) -> None:
    """None at first, all claims of the one that is pointed at or focused, and none of any other."""
    opened = look("#map")
    assert opened.page.evaluate(VISIBLE_WAYS) == []
    for name in (CONCEPT, "insecure-attachment"):
        iri = f"{BASE}concept/{name}"
        expected = sum(iri in (claim.subject, claim.outcome) for claim in findings.claims.values())
        concept = opened.page.locator(f"svg.chart a[href='#concept={name}']")
        for act in (concept.hover, concept.focus):
            opened.page.evaluate("document.activeElement.blur()")
            opened.page.mouse.move(0, 0)
            act()
            ways = opened.page.evaluate(VISIBLE_WAYS)
            assert len(set(ways)) == len(ways) == expected
    opened.page.evaluate("document.activeElement.blur()")
    opened.page.mouse.move(0, 0)
    assert opened.page.evaluate(VISIBLE_WAYS) == []


# Around a concept


@pytest.mark.parametrize("name", [CONCEPT, "insecure-attachment", "social-competence"])
def test_around_a_concept_stand_its_claims(look: Open, findings: Findings, name: str) -> None:
    """Left those that lead to it, right those that lead on, each with words, hedge, dash and end, and the other concept."""
    iri = f"{BASE}concept/{name}"
    opened = look(f"#concept={name}")
    assert opened.read("#around-heading") == findings.label(iri)
    for column, end, other in zip(opened.page.evaluate(TRIO), ("outcome", "subject"), ("subject", "outcome"), strict=True):
        expected = {f"#{_name(claim)}": claim for claim in findings.claims.values() if getattr(claim, end) == iri}
        assert {row["claim"] for row in column} == expected.keys()
        for row in column:
            claim = expected[row["claim"]]
            assert row["other"] == findings.label(getattr(claim, other))
            assert row["words"] == _said(claim)
            assert row["dash"] == _dash(claim)
            assert row["end"] == f"url(#end-{local_name(claim.relation)})"


def test_the_concept_is_in_sight_of_its_claims(look: Open) -> None:
    """However many lead on, the name in the middle and what leads to it stand in the window at first."""
    opened = look(f"#concept={CONCEPT}")
    for selector in (".trio > .box span", ".trio ul >> nth=0 >> .box >> nth=0"):
        box = opened.page.locator(selector).bounding_box()
        assert box["y"] + box["height"] <= 720


def test_around_a_concept_stands_what_is_known_of_it(look: Open, findings: Findings) -> None:
    """Kind, synonyms, and the claims in which it plays another part."""
    concept = findings.concepts[f"{BASE}concept/{CONCEPT}"]
    shown = look(f"#concept={CONCEPT}").read("#around")
    assert all(synonym in shown for synonym in concept.synonyms)
    context = next(iri for claim in findings.claims.values() for iri in claim.conditions)
    shown = look(f"#concept={findings.concepts[context].name}").read("#around")
    around = [claim for claim in findings.claims.values() if context in claim.conditions]
    assert [claim for claim in around if sentences.claim(claim, findings) not in shown] == []


# A path


def _chains(findings: Findings) -> dict[tuple[str, str], list[list[Claim]]]:
    """List the chains of two claims by their ends, the firmest of parallel claims in each."""
    firm = list(DASHES)
    best: dict[tuple[str, str], Claim] = {}
    for claim in findings.claims.values():
        ends = (claim.subject, claim.outcome)
        if ends not in best or firm.index(local_name(claim.certainty)) < firm.index(local_name(best[ends].certainty)):
            best[ends] = claim
    found: dict[tuple[str, str], list[list[Claim]]] = {}
    for (start, via), first in best.items():
        for (middle, end), second in best.items():
            if via == middle and end not in (start, via) and start != via:
                found.setdefault((start, end), []).append([first, second])
    return {ends: chains for ends, chains in found.items() if ends not in best}


def _path(findings: Findings, ends: tuple[str, str]) -> str:
    return "#path=" + "/".join(findings.concepts[iri].name for iri in ends)


def test_a_path_names_its_weakest_link(look: Open, findings: Findings) -> None:
    """Each hop has its words and its hedge; the weakest claim and its certainty stand before the chain."""
    firm = list(DASHES)
    mixed = [
        (ends, chain)
        for ends, chains in _chains(findings).items()
        for chain in chains
        if len(chains) == 1 and len({claim.certainty for claim in chain}) == 2
    ]
    assert len(mixed) > 2
    for ends, chain in mixed[:3]:
        opened = look(_path(findings, ends))
        weakest = max(chain, key=lambda claim: firm.index(local_name(claim.certainty)))
        shown = opened.page.locator(".path").first
        head = shown.locator(".weakest").inner_text()
        assert sentences.CERTAINTY[local_name(weakest.certainty)] in head
        assert sentences.claim(weakest, findings) in head
        assert "Chaining links is not proof." in head
        hops = shown.locator(".say").evaluate_all("(all) => all.map((say) => [say.getAttribute('href'), say.firstChild.data])")
        assert hops == [[f"#{_name(claim)}", _said(claim)] for claim in chain]
        boxes = shown.locator(".box").all_inner_texts()
        assert boxes == [findings.label(iri) for iri in (chain[0].subject, chain[0].outcome, chain[1].outcome)]


def test_where_no_path_leads_the_other_way_round_is_offered(open_page: Open, findings: Findings) -> None:
    """It is said that none does, and the link shows what there is."""
    linked = {(claim.subject, claim.outcome) for claim in findings.claims.values()}
    sources = {start for start, _ in linked} - {end for _, end in linked}
    ends = next(ends for ends in _chains(findings) if ends[0] in sources)
    opened = open_page(_path(findings, ends[::-1]))
    assert "No chain" in opened.read("#paths")
    opened.page.click("#paths a")
    assert opened.page.url.endswith(_path(findings, ends))
    assert opened.page.locator(".path").count() > 0


def test_a_path_is_asked_for_by_names(open_page: Open, findings: Findings) -> None:
    """A label or a synonym in any case will do; a word that is no concept is told; the answer has an address."""
    (start, end) = next(ends for ends in _chains(findings) if findings.concepts[ends[0]].synonyms)
    opened = open_page("#path")
    opened.page.fill("#from", findings.concepts[start].synonyms[0].upper())
    opened.page.fill("#to", "no such thing")
    opened.page.click("#ends button")
    assert "No concept is called “no such thing”" in opened.read("#paths")
    opened.page.fill("#to", findings.label(end))
    opened.page.keyboard.press("Enter")
    assert opened.page.url.endswith(_path(findings, (start, end)))
    assert opened.page.locator(".path .say").count() >= 2


@pytest.mark.parametrize("address", ["#path=nothing/trust", "#path=secure-attachment/%"])
def test_a_path_of_an_unknown_concept_says_so(open_page: Open, address: str) -> None:
    """Also where it comes from an old link."""
    opened = open_page(address)
    assert "No concept is called" in opened.read("#path")
    assert opened.messages == []


# The panel


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
    focused = "(start) => document.activeElement === start"
    assert opened.page.locator(start).evaluate("(start) => document.activeElement === start"), focused


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
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.__text = text; } } })"
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


# The tour

SHEET = "document.querySelector('.step:not([hidden]) .scroll.now')"
STATE = f"""() => [location.hash, [...document.querySelectorAll(".step:not([hidden]) .scroll")].indexOf({SHEET}),
  document.documentElement.classList.contains("present")]"""


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
    assert [stop[:2] for stop in stops] == [("#tour=1", 0), ("#tour=1", 1), ("#tour=2", 0), ("#tour=2", 1), ("#tour=3", 0)]
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
    """Each sheet whole, with heading and question, at 1280 by 720, 16 px or larger, and nothing covers anything."""
    opened = open_page("#tour=0")
    number = 0
    seen = []
    while (state := _state(opened))[0].startswith("#tour=") and state not in seen:
        seen.append(state)
        step = opened.page.locator(".step:visible")
        assert step.count() == 1
        assert step.locator(".scroll:visible").count() == 1
        assert opened.page.locator("#claims:visible, #legend:visible, #find:visible, footer:visible").count() == 0
        (sheet,) = opened.page.evaluate(SHEETS)
        boxes = [*sheet["concepts"], *sheet["claims"]]
        parts = [[*(part := one.bounding_box()).values()] for one in step.locator("h2, .question").all()]
        parts = [[x, y, x + width, y + height] for x, y, width, height in parts]
        controls = opened.page.locator("#views").bounding_box()
        bar = [controls["x"], controls["y"], controls["x"] + controls["width"], controls["y"] + controls["height"]]
        assert [box for box in boxes if not _inside(box["box"], [0, 0, 1280, 720], 0)] == []
        assert [box["words"] for box in boxes for part in (*parts, bar) if not _apart(box["box"], part)] == []
        assert [part for part in parts if not _inside(part, [0, 0, 1280, 720])] == []
        assert all(_apart(part, bar) for part in parts)
        assert min(box["size"] for box in boxes) >= 16
        assert "To think about:" in step.inner_text()
        number += 1
        opened.page.keyboard.press("ArrowRight")
    assert number > 11
    assert opened.page.evaluate("document.scrollingElement.scrollHeight") <= 720


def test_the_tour_shows_nothing_too_small_to_read(open_page: Open) -> None:
    """After the last section, too, no word is smaller than 12 px."""
    opened = open_page("#tour=10")
    opened.page.keyboard.press("ArrowRight")
    assert all(
        size >= 12
        for size in opened.page.evaluate(
            """() => [...document.querySelectorAll(".step:not([hidden]) svg text")].filter((text) => text.checkVisibility())
              .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
        )
    )


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
    opened.page.click(f"svg.sheet a[href='#claim={STUDIED}']")
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
    rows = "[...document.querySelectorAll('#claims tbody tr')].filter((row) => row.checkVisibility()).map((r) => r.dataset.name)"
    here = [claim.name for claim in findings.claims.values() if findings.place(claim)[0] == 3]
    assert sorted(opened.page.evaluate(rows)) == sorted(here)
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.page.click("#print-all", force=True) if opened.page.is_visible("#print-all") else None
    assert opened.page.evaluate(steps) != ["section=3"]
