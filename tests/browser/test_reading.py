"""Promises of what is read: sections, the map, around a concept, a path, the panel of a claim, the tour for a class."""

import re
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import pytest

from graph import phrases, records, sentences, standing, store
from graph.claims import Claim, Concept, Findings
from graph.page.marks import DASHES
from graph.vocabulary import BASE, TERM, local_name

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
Point = tuple[float, float]
CONCEPT = "secure-attachment"
VISIBLE_WAYS = """() => [...document.querySelectorAll("#map g > path, #map g > use")]
  .filter((way) => getComputedStyle(way).visibility === "visible")
  .map((way) => way.id || way.getAttribute("href").slice(1))"""
HOPS = """(all) => all.map((path) => [...path.querySelectorAll(".say")].map((say) => {
  const line = say.querySelector("line");
  const look = [getComputedStyle(line).strokeDasharray, line.getAttribute("marker-end")];
  return [say.getAttribute("href"), say.firstChild.data, ...look];
}))"""
TRIO = """() => [...document.querySelectorAll(".trio ul")].map((list) => {
  const items = [...list.querySelectorAll("li:has(.say)")];
  return items.map((item) => {
    const say = item.querySelector(".say");
    const line = say.querySelector("line");
    return { claim: say.getAttribute("href"), words: say.firstChild.data, other: item.querySelector(".box").textContent,
      dash: getComputedStyle(line).strokeDasharray, end: line.getAttribute("marker-end"),
      standing: say.querySelector("small").textContent };
  });
})"""
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
        inner[0] >= left - slack
        and inner[1] >= top - slack
        and inner[2] <= right + slack
        and inner[3] <= bottom + slack
    )


def _holds(box: list[float], point: Point, slack: float) -> bool:
    return _inside([*point, *point], box, slack)


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _span(line: list[Point]) -> list[float]:
    across, down = zip(*line, strict=True)
    return [min(across), min(down), max(across), max(down)]


def _cross(one: list[Point], two: list[Point]) -> bool:
    """Tell whether two lines cross away from a common end."""
    if _apart(_span(one), _span(two), slack=0):
        return False
    return any(
        _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0
        for a, b in pairwise(one)
        for c, d in pairwise(two)
    )


# A section


@pytest.fixture(params=SECTIONS)
def section(request: Any, look: Open) -> tuple[int, list[dict[str, Any]]]:
    """Measure the pictures of a section as they are really drawn, at 1280 by 720."""
    return request.param, look(f"#section={request.param}").sheets()


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
    assert [(href, words) for href, words in shown if words.replace("- ", "-") != labels[href]] == []


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
            assert last["end"] == f'url("#end-{local_name(claim.relation)}")'
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
        assert bool(re.search(rf"\b{count} {words}", shown)) == bool(count)


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
    chart = look("#map").chart()
    assert min(chart["sizes"]) >= 12
    used = {iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}
    assert sorted(box["href"] for box in chart["concepts"]) == sorted(
        f"concept={findings.concepts[i].name}" for i in used
    )
    assert [box for box in chart["concepts"] if not _inside(box["text"], box["box"], 1)] == []
    pairs = combinations(chart["concepts"], 2)
    assert [(a["words"], b["words"]) for a, b in pairs if not _apart(a["box"], b["box"])] == []


def test_no_line_of_the_map_passes_behind_another_concept(look: Open, findings: Findings) -> None:
    """Each runs from its subject to its outcome through nothing."""
    chart = look("#map").chart()
    boxes = {box["href"]: box["box"] for box in chart["concepts"]}
    ends = dict(chart["ending"])
    drawn = []
    for way in chart["ways"]:
        own = (way["from"], ends.get(way["id"], way["from"]))
        drawn.append(own)
        assert _holds(boxes[own[0]], way["points"][0], 3)
        assert _holds(boxes[own[1]], way["points"][-1], 4)
        span = _span(way["points"])
        near = [box for href, box in boxes.items() if href not in own and not _apart(box, span)]
        assert not any(_holds(box, point, -0.5) for box in near for point in way["points"])
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
    looks = (
        "(all) => [...new Set(all.map((way) => `${getComputedStyle(way).fill} ${getComputedStyle(way).strokeWidth}`))]"
    )
    assert opened.page.eval_on_selector_all("#map g > path, #map g > use", looks) == ["none 2px"]
    opened.page.evaluate("document.activeElement.blur()")
    opened.page.mouse.move(0, 0)
    assert opened.page.evaluate(VISIBLE_WAYS) == []


# Around a concept


@pytest.mark.parametrize("name", [CONCEPT, "insecure-attachment", "social-competence"])
def test_around_a_concept_stand_its_claims(look: Open, findings: Findings, name: str) -> None:
    """Left to it, right on from it: each with words, hedge, dash, end, the other concept, and how it stands."""
    literature = records.read_literature(store.from_files())
    iri = f"{BASE}concept/{name}"
    opened = look(f"#concept={name}")
    assert opened.read("#around-heading") == findings.label(iri)
    for column, end, other in zip(
        opened.page.evaluate(TRIO), ("outcome", "subject"), ("subject", "outcome"), strict=True
    ):
        expected = {f"#{_name(claim)}": claim for claim in findings.claims.values() if getattr(claim, end) == iri}
        assert {row["claim"] for row in column} == expected.keys()
        for row in column:
            claim = expected[row["claim"]]
            assert row["other"] == findings.label(getattr(claim, other))
            assert row["words"] == _said(claim)
            assert row["dash"] == _dash(claim)
            assert row["end"] == f"url(#end-{local_name(claim.relation)})"
            lines = literature.about(claim.iri)
            found = standing.of_claim(claim, lines, literature.studies).name
            is_open = found == standing.UNTESTED and not lines
            assert row["standing"].rstrip(".").lower() == (standing.NOT_HELD if is_open else found)


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


def _chains(findings: Findings) -> dict[tuple[str, str], list[tuple[Claim, Claim]]]:
    """List the chains of two claims between concepts that no claim links at once, by their ends."""
    claims = [claim for claim in findings.claims.values() if claim.subject != claim.outcome]
    linked = {(claim.subject, claim.outcome) for claim in claims}
    found: dict[tuple[str, str], list[tuple[Claim, Claim]]] = {}
    for first in claims:
        for second in (claim for claim in claims if claim.subject == first.outcome):
            ends = (first.subject, second.outcome)
            if ends not in linked and ends[0] != ends[1]:
                found.setdefault(ends, []).append((first, second))
    return found


def _hop(claim: Claim) -> list[str]:
    return [f"#{_name(claim)}", _said(claim), _dash(claim), f"url(#end-{local_name(claim.relation)})"]


def _path(findings: Findings, ends: tuple[str, str]) -> str:
    return "#path=" + "/".join(findings.concepts[iri].name for iri in ends)


@pytest.fixture(scope="module")
def linked() -> Findings:
    """Make claims of each certainty, one after the other, and beside the first another that is less firm."""
    concepts = {
        iri: Concept(iri, f"the {iri[-1].upper()}") for iri in (f"{BASE}concept/{letter}" for letter in "abcde")
    }
    certainties = (TERM.Stated, TERM.Hedged, TERM.Guessed, TERM.Reported)
    hops = zip(pairwise(concepts), certainties, strict=True)
    claims = [
        Claim(f"{BASE}claim/hop-{place}", f"Hop {place}.", *ends, TERM.withMore, TERM.Causal, certainty)
        for place, (ends, certainty) in enumerate(hops)
    ]
    a, b, *_ = concepts
    claims.append(Claim(f"{BASE}claim/beside", "Beside.", a, b, TERM.withLess, TERM.Causal, TERM.Guessed))
    return Findings({claim.iri: claim for claim in claims}, concepts)


@pytest.mark.parametrize(("end", "weakest"), [("b", "hop-0"), ("c", "hop-1"), ("d", "hop-2"), ("e", "hop-3")])
def test_a_path_names_its_weakest_link(look: Open, linked: Findings, write_page: Any, end: str, weakest: str) -> None:
    """Each hop has its words and hedge, the firmest where there are two; the weakest is named with its certainty."""
    opened = look(f"#path=a/{end}", path=write_page(linked))
    path = opened.page.locator(".path")
    assert path.count() == 1
    claim = linked.claims[f"{BASE}claim/{weakest}"]
    head = path.locator(".weakest").inner_text()
    assert sentences.CERTAINTY[local_name(claim.certainty)] in head
    assert sentences.claim(claim, linked) in head
    assert ("Chaining links is not proof." in head) == (end != "b")
    (hops,) = path.evaluate_all(HOPS)
    assert hops == [_hop(linked.claims[f"{BASE}claim/hop-{place}"]) for place in range(len(hops))]
    assert len(hops) == "abcde".index(end)
    assert path.locator(".box").all_inner_texts() == [f"the {letter}" for letter in "ABCDE"[: len(hops) + 1]]


def test_every_hop_of_a_path_is_shown(look: Open, findings: Findings) -> None:
    """Of the article, too: for some pairs each chain of two claims, with its words."""
    for ends, chains in [*_chains(findings).items()][::40]:
        shown = look(_path(findings, ends)).page.locator(".path").evaluate_all(HOPS)
        expected = [[_hop(claim) for claim in chain] for chain in chains]
        of_two = [hops for hops in shown if len(hops) == 2]
        assert len(of_two) == len({first.outcome for first, _ in chains})
        assert [hops for hops in of_two if hops not in expected] == []


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
