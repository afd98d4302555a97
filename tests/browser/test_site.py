"""Promises of the pages of a site to everybody: no rule of accessibility is broken, any window will do, all offline."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import folders, rdf, store
from graph.things.files import Site, files
from graph.things.known import Known
from graph.vocabulary import PREFIXES

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "contents": "index",
    "claim": "claim/nine-ways-08-a",
    "guess": "claim/nine-ways-09-q",
    "concept": "concept/secure-attachment",
    "study": "study/groh2014",
    "cohort": "study/minnesota",
    "source": "source/nine-ways",
    "section": "section/nine-ways/2",
    "passage": "passage/nine-ways-02-2-1",
    "reading": "evidence/anderson2011-1",
    "figure": "estimate/anderson2011-1",
    "gap": "gap/nine-ways-09-a",
    "remark": "remark/nine-ways-07-a",
    "agent": "agent/kent-hoffman",
    "data": "dataset",
    "terms": "terms",
    "missing": "404",
}
PICTURED = ("claim", "guess", "concept", "study", "cohort", "section", "reading", "figure")
DARK: dict[str, Any] = {"color_scheme": "dark"}
NARROW: dict[str, Any] = {"width": 390, "height": 844}
REFLOW: dict[str, Any] = {"width": 320, "height": 640}
HOSTILE = "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>'`\\u2028\\u202e&amp;"
SEEN = """() => {
  const at = (element) => { const b = element.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  return [...document.querySelectorAll("svg.sheet")].map((svg) => ({
    svg: at(svg),
    boxes: [...svg.querySelectorAll("rect")].map((rect) => at(rect)),
    texts: [...svg.querySelectorAll("text")].map((text) => [
      at(text), at(text.parentElement.querySelector("rect")),
      parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a,
    ]),
  }));
}"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site of the article, without the page to read, which has tests of its own."""
    folder = tmp_path_factory.mktemp("site") / "out"
    known = Known(store.from_files([str(ROOT / "data")]))
    folders.replace(folder, files(Site(known, "", {"reading.html": b"<!DOCTYPE html><title>Read</title>"})))
    return folder


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a site in whose data a hostile text stands wherever one can."""
    said = f'"{HOSTILE}"@en'
    text = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
    text += f"""
    concept:a a skos:Concept ; skos:prefLabel {said} ; skos:altLabel {said} ; skos:scopeNote {said} .
    concept:b a skos:Concept ; skos:prefLabel {said} .
    claim:c a f:Claim ; rdfs:label {said} ; f:subject concept:a ; f:outcome concept:b ; f:relation f:withMore ;
      f:reading f:Causal ; f:certainty f:Stated ; f:condition concept:b ; f:basis concept:a ; f:hedge concept:b ;
      cito:isSupportedBy study:s ; prov:wasDerivedFrom passage:p ; f:premise claim:c .
    passage:p a f:Passage ; oa:hasSource source:o ; f:section 1 ; f:paragraph 0 ; f:sentence 1 .
    source:o dcterms:title {said} ; dcterms:creator concept:a ; schema:url <javascript:window.__pwned=1> .
    study:s a f:Study ; rdfs:label {said} ; dcterms:title {said} ; f:authors {said} ; f:finding {said} .
    evidence:e a f:EvidenceLine ; f:about claim:c ; f:study study:s ; f:stance cito:supports ; f:why {said} ;
      f:estimate estimate:m ; f:measured concept:a ; f:differsIn f:outcome .
    estimate:m a f:Estimate ; f:study study:s ; f:exposure concept:a ; f:result concept:b ; f:measure f:R ;
      rdf:value 0.2 ; f:sampleSize 50 ; f:subgroup {said} ; skos:note {said} .
    """
    folder = tmp_path_factory.mktemp("hostile") / "out"
    quads = rdf.from_bytes(text.encode(), rdf.FORMATS[".ttl"], "hostile.ttl")
    folders.replace(folder, files(Site(Known(store.from_quads(quads)))))
    return folder


@pytest.fixture
def visit(open_page: Open, site: Path) -> Iterator[Open]:
    """Give a function that opens a page of the site from its file."""

    def opened(address: str, folder: Path = site, **options: Any) -> Any:
        return open_page(path=folder / f"{address}.html", hook=False, **options)

    return opened


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [{}, NARROW | DARK], ids=["light", "narrow and dark"])
def test_axe_finds_nothing(visit: Open, kind: str, options: dict[str, Any]) -> None:
    """No rule of WCAG 2.0 to 2.2 A and AA, nor of good practice, is broken on a page of any kind."""
    opened = visit(KINDS[kind], **options)
    assert [] == opened.broken_rules()


@pytest.mark.parametrize("kind", ["claim", "concept", "section"])
@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"media": "print"}], ids=["forced colors", "print"])
def test_axe_finds_nothing_in_other_media(visit: Open, kind: str, media: dict[str, Any]) -> None:
    """With the colors of the system, and on paper."""
    opened = visit(KINDS[kind])
    opened.page.emulate_media(**media)
    assert [] == opened.broken_rules()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_nothing_and_breaks_no_policy(visit: Open, kind: str) -> None:
    """From a file, with no message of any kind."""
    opened = visit(KINDS[kind])
    assert [opened.page.url] == opened.requests
    assert [] == opened.messages
    assert [] == opened.violations()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("options", [REFLOW, {}], ids=["320", "1280"])
def test_a_page_is_never_wider_than_the_window(visit: Open, kind: str, options: dict[str, Any]) -> None:
    """Pictures are moved inside their own frame."""
    opened = visit(KINDS[kind], **options)
    assert not opened.page.evaluate("document.scrollingElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("kind", PICTURED)
@pytest.mark.parametrize("options", [{}, NARROW], ids=["wide", "narrow"])
def test_words_in_a_picture_fit_their_boxes_and_can_be_read(visit: Open, kind: str, options: dict[str, Any]) -> None:
    """At 15 px or more, with the fonts of this machine."""
    pictures = visit(KINDS[kind], **options).page.evaluate(SEEN)
    assert pictures
    for picture in pictures:
        assert picture["texts"]
        for text, box, size in picture["texts"]:
            assert text[0] >= box[0] - 1
            assert text[2] <= box[2] + 1
            assert size >= 15


@pytest.mark.parametrize("kind", PICTURED)
def test_no_boxes_of_a_picture_overlap(visit: Open, kind: str) -> None:
    """Neither of concepts nor of words."""
    for picture in visit(KINDS[kind]).page.evaluate(SEEN):
        boxes = picture["boxes"]
        overlapping = [
            (one, other)
            for place, one in enumerate(boxes)
            for other in boxes[place + 1 :]
            if one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 1 and other[1] < one[3] - 1
        ]
        assert [] == overlapping


def test_one_can_go_through_a_site_from_a_disk(visit: Open) -> None:
    """From the contents to a claim, by its picture to a concept, and back by the way above."""
    opened = visit("index")
    opened.page.click("ul.said a[href^='claim/nine-ways-01'] >> nth=0")
    assert "Claim · nine-ways-01-" in opened.read("main")
    opened.page.click("svg a.k >> nth=0")
    assert opened.page.url.endswith("/concept/secure-attachment.html")
    assert "secure attachment" == opened.read("h1").lower()
    opened.page.click("nav.way a >> nth=0")
    assert opened.page.url.endswith("/index.html")


def test_a_term_is_shown_where_a_link_leads(visit: Open) -> None:
    """The one that is meant is marked."""
    opened = visit("claim/nine-ways-09-q")
    opened.page.click("dl >> text=announced as a guess")
    assert opened.page.url.endswith("terms.html#Guessed")
    assert "guessed f:Guessed" in opened.read(":target")


def test_the_keyboard_reaches_what_is_drawn_and_focus_is_seen(visit: Open) -> None:
    """Each box and line that leads somewhere."""
    opened = visit("claim/nine-ways-08-a")
    reached = set()
    for _ in range(40):
        opened.page.keyboard.press("Tab")
        found = opened.page.evaluate(
            """() => {
              const focused = document.activeElement, svg = focused.closest("svg");
              const style = getComputedStyle(svg ? focused.querySelector("rect") : focused);
              const seen = svg ? parseFloat(style.strokeWidth) >= 3 : style.outlineStyle !== "none";
              return [focused.getAttribute("href"), Boolean(svg), seen];
            }"""
        )
        assert found[2] or found[0] is None
        if found[1]:
            reached.add(found[0])
    assert {"../concept/secure-attachment.html", "../concept/social-competence.html"} <= reached


def test_hostile_data_runs_nothing(visit: Open, hostile: Path) -> None:
    """On the page of any kind, and nothing of it is taken for markup or turns the text around it."""
    paths = [path.relative_to(hostile).as_posix().removesuffix(".html") for path in hostile.rglob("*.html")]
    assert {"claim/c", "concept/a", "study/s", "source/o", "evidence/e", "estimate/m", "section/o/1"} <= {*paths}
    for path in paths:
        opened = visit(path, hostile)
        assert opened.page.evaluate("window.__pwned === undefined"), path
        assert [] == opened.violations(), path
        assert [] == opened.messages, path
        assert 0 == opened.page.locator("img").count()
        assert 0 == opened.page.locator("[href^='javascript']").count()
        opened.page.context.close()


def test_hostile_pages_break_no_rule_either(visit: Open, hostile: Path) -> None:
    """Nor do they become wider than the window."""
    for path in ("claim/c", "concept/a"):
        opened = visit(path, hostile, **NARROW)
        assert [] == opened.broken_rules()
        assert not opened.page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
