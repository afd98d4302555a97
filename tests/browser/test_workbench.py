"""Promises of the page to ask from, in a browser: with YASGUI and without it, all requests to its own server alone."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from graph import queries, questions, store
from graph.serve import workbench

pytestmark = pytest.mark.browser
ATTACHED = "SELECT ?claim ?outcome { ?claim f:subject concept:secure-attachment ; f:outcome ?outcome } ORDER BY ?claim"
BROKEN = "SELECT ?claim {\n  ?claim f:subject concept:anxiety .\n  ?claim }"
CONSTRUCT = "CONSTRUCT { ?c ?p ?o } WHERE { VALUES ?c { claim:nine-ways-02-d } ?c ?p ?o }"
HEDGED = "#question=claims-about&p.concept=infancy"
SVG = "{http://www.w3.org/2000/svg}"


class Site:
    """A server, as `open_page` takes a page."""

    def __init__(self, port: int) -> None:
        self.root = f"http://127.0.0.1:{port}/"

    def as_uri(self) -> str:
        """Give its address."""
        return self.root


class Bench:
    """The page to ask from, in one of its two kinds.

    Parameters
    ----------
    opened : Opened
        The page in a browser.
    kind : str
        "tabs" with YASGUI, "plain" without.
    """

    def __init__(self, opened: Any, kind: str) -> None:
        self.opened, self.page, self.kind = opened, opened.page, kind
        self.answer = ".tabPanel.active .yasr_results" if kind == "tabs" else "#answer"
        self.until("typeof workbench === 'object' && document.getElementById('named').hidden === false")

    def until(self, expression: str) -> None:
        """Wait until an expression holds, as long as a busy machine may take."""
        for _ in range(600):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {expression}")

    def focus(self) -> None:
        """Put the cursor into the editor."""
        self.page.focus(".tabPanel.active .yasqe textarea" if self.kind == "tabs" else "#query")

    def write(self, query: str) -> None:
        """Put a query into the editor, as from the clipboard."""
        self.focus()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(query)

    def ask(self, query: str) -> None:
        """Ask a query by keyboard, and wait for what is said of the answer."""
        self.write(query)
        self.page.keyboard.press("Control+Enter")
        self.settled()

    def settled(self) -> str:
        """Wait until something other than that it works is said, and give it."""
        self.until("!/^(Nothing|Asking|Drawing)/.test(document.getElementById('status').textContent)")
        return str(self.page.text_content("#status"))

    def choose(self, name: str) -> questions.Question:
        """Choose a named question and wait for its form."""
        question = questions.find(name)
        self.page.select_option("#example", label=question.summary)
        for parameter in question.parameters:
            self.page.wait_for_selector(f"[id='p.{parameter.name}']")
        return question

    def rows(self) -> int:
        """Count the rows that are seen."""
        return int(self.page.locator(f"{self.answer} tbody tr").count())

    def draw(self) -> None:
        """Have the answer shown as a graph."""
        self.page.click(".tabPanel.active .select_graph" if self.kind == "tabs" else "text=Show as graph")
        self.page.wait_for_selector(f"{self.answer} .pictures")

    def value(self) -> str:
        """Give what stands in the editor."""
        found = "document.querySelector('.tabPanel.active .yasqe .CodeMirror').CodeMirror.getValue()"
        return str(self.page.evaluate(found if self.kind == "tabs" else "document.getElementById('query').value"))


@pytest.fixture(scope="module")
def site(start: Callable[..., Any]) -> Site:
    """The shipped graph, served; a picture has the time it takes on a busy machine."""
    return Site(start(seconds=30.0).port)


@pytest.fixture(params=["tabs", "plain"])
def kind(request: pytest.FixtureRequest) -> str:
    """Both kinds of the page."""
    if request.param == "tabs" and workbench.find_editor() is None:
        pytest.skip("scripts/workbench did not fetch YASGUI")
    return str(request.param)


@pytest.fixture
def visit(open_page: Callable[..., Any], site: Site, kind: str) -> Iterator[Callable[..., Bench]]:
    """Give a function that opens the page; afterwards, nothing was asked of others and nothing broke the policy."""
    opened: list[Any] = []

    def go(address: str = "", **options: Any) -> Bench:
        made = open_page("about:blank", Blank(), **options)
        made.page.set_default_timeout(30_000)
        if kind == "plain":
            made.page.route("**/workbench/yasgui.js*", lambda route: route.fulfill(status=404, body=""))
        made.page.goto(site.root + address)
        opened.append(made)
        return Bench(made, kind)

    yield go
    for made in opened:
        outside = [url for url in made.requests if not url.startswith((site.root, "about:", "data:", "blob:"))]
        assert [] == outside
        assert [] == made.page.evaluate("window.__violations")
        assert [] == [m for m in made.messages if "Failed to load resource" not in m and "integrity" not in m]


class Blank:
    """Nothing yet, as `open_page` takes a page."""

    def as_uri(self) -> str:
        """Give no address of its own."""
        return ""


def bound_rows(name: str, **given: str) -> int:
    """Count the rows of a named question."""
    question = questions.find(name)
    graph = store.from_files((), question.layer)
    return len(graph.select(queries.bind(question, given, graph)).rows)


# Asking


def test_a_named_question_is_asked_by_its_form(visit: Callable[..., Bench]) -> None:
    """With the value typed as a label; its rows are those of the command line, and the address says what was asked."""
    bench = visit()
    bench.choose("outcomes-of")
    bench.page.fill("[id='p.concept']", "secure attachment")
    bench.page.click("text=Ask this")
    bench.settled()
    assert bound_rows("outcomes-of", concept="secure-attachment") == bench.rows()
    assert bench.page.url.endswith("#question=outcomes-of&p.concept=secure+attachment")
    assert "VALUES ?concept { <https://w3id.org/findings-graph/concept/secure-attachment> }" in bench.value()


def test_a_form_offers_what_there_is(visit: Callable[..., Bench]) -> None:
    """Concepts by name with their labels, few choices as a list to pick from; what may be left out says so."""
    bench = visit()
    bench.choose("outcomes-of")
    label = bench.page.get_attribute("datalist option[value='secure-attachment']", "label")
    assert "secure attachment" in (label, bench.page.text_content("datalist option[value='secure-attachment']"))
    bench.choose("strong-wording-without-experiment")
    offered = bench.page.locator("select[id='p.reading'] option").all_text_contents()
    assert {"causal", "necessary"} <= set(offered)
    assert "may be left out" in bench.opened.read("#parameters")


def test_a_wrong_value_is_told_beside_the_form(visit: Callable[..., Bench]) -> None:
    """With the nearest; nothing is asked."""
    bench = visit()
    bench.choose("outcomes-of")
    bench.page.fill("[id='p.concept']", "anxeity")
    bench.page.click("text=Ask this")
    bench.page.wait_for_selector("#named-fault .bad")
    assert "anxiety" in bench.opened.read("#named-fault")


def test_a_query_of_ones_own_is_answered_with_labels(visit: Callable[..., Bench], shipped: store.FileStore) -> None:
    """Each concept has its label beside its name."""
    bench = visit()
    bench.ask(ATTACHED)
    assert len(shipped.select(ATTACHED).rows) == bench.rows()
    bench.until(f"document.querySelectorAll('{bench.answer} .label').length > 20")
    cells = bench.page.locator(f"{bench.answer} td:nth-child(2)").all_inner_texts()
    assert any(re.fullmatch(r"concept:emotion-regulation\s+emotion regulation", cell) for cell in cells)


def test_a_question_that_was_changed_is_a_query_of_ones_own(visit: Callable[..., Bench]) -> None:
    """What stands in the editor is what is asked."""
    bench = visit(HEDGED)
    bench.settled()
    bench.ask(bench.value() + "\nLIMIT 3")
    bench.until(f"document.querySelectorAll('{bench.answer} tbody tr').length === 3")
    assert "#query=" in bench.page.url


def test_yes_or_no_is_answered(visit: Callable[..., Bench]) -> None:
    """In a word."""
    bench = visit()
    bench.ask("ASK { ?c a f:Claim }")
    assert "Yes." == bench.settled()


def test_links_of_an_answer_lead_to_pages(visit: Callable[..., Bench]) -> None:
    """From a claim to what is known of it, on this server."""
    bench = visit()
    bench.ask("SELECT ?c { VALUES ?c { claim:nine-ways-02-d } }")
    bench.page.click(f"{bench.answer} td a")
    bench.page.wait_for_url("**/claim/nine-ways-02-d")
    assert "fewer behavior problems" in bench.opened.read("h1")
    bench.page.go_back()


def test_a_fault_leads_to_its_line(visit: Callable[..., Bench]) -> None:
    """What is wrong and where; a button puts the cursor there."""
    bench = visit()
    bench.ask(BROKEN)
    assert "line 3" in bench.opened.read(bench.answer)
    bench.page.click("text=Go to line 3")
    bench.page.keyboard.insert_text("X")
    assert "X" in bench.value().split("\n")[2]


# Taking away


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            ATTACHED,
            {
                "CSV": "text/csv",
                "TSV": "text/tab-separated-values",
                "JSON": "application/sparql-results+json",
                "XML": "application/sparql-results+xml",
            },
        ),
        (
            CONSTRUCT,
            {
                "Turtle": "text/turtle",
                "N-Triples": "application/n-triples",
                "JSON-LD": "application/ld+json",
                "RDF/XML": "application/rdf+xml",
            },
        ),
    ],
    ids=["rows", "triples"],
)
def test_an_answer_can_be_taken_away(visit: Callable[..., Bench], query: str, expected: dict[str, str]) -> None:
    """In each format, as a file."""
    bench = visit()
    bench.ask(query)
    links = bench.page.locator(f"{bench.answer} a[download]")
    found = {}
    for link in links.all():
        got = bench.page.request.get(f"{bench.page.url.split('#')[0].rstrip('/')}{link.get_attribute('href')}")
        assert 200 == got.status
        assert got.body()
        found[link.text_content()] = got.headers["content-type"].partition(";")[0]
    assert expected == found


def test_the_address_shows_the_same_again(visit: Callable[..., Bench]) -> None:
    """Of a query and of a question: who opens it sees the rows."""
    bench = visit()
    bench.ask(ATTACHED)
    rows, url = bench.rows(), bench.page.url
    again = visit(url[url.index("#") :])
    again.settled()
    assert rows == again.rows() > 0
    assert ATTACHED == again.value()
    question = visit(HEDGED)
    question.settled()
    assert bound_rows("claims-about", concept="infancy") == question.rows()
    assert "infancy" == question.page.input_value("[id='p.concept']")


def test_an_answer_is_shown_as_a_graph(visit: Callable[..., Bench]) -> None:
    """Each claim of the rows is a line with its words; the picture can be saved as SVG that stands alone."""
    bench = visit("#question=claims-about&p.concept=physical-health")
    bench.settled()
    wanted = set(bench.page.evaluate(
        f"[...document.querySelectorAll('{bench.answer} td:first-child a')].map((a) => a.getAttribute('href'))"
    ))  # fmt: skip
    bench.draw()
    lines = bench.page.evaluate("[...document.querySelectorAll('svg.sheet a.c')].map((a) => a.getAttribute('href'))")
    assert wanted == set(lines)
    assert "a guess" in bench.page.text_content(f"{bench.answer} svg a[href='/claim/nine-ways-09-q']")
    with bench.page.expect_download() as saved:
        bench.page.locator(f"{bench.answer} button", has_text="as SVG").first.click()
    drawn = ET.parse(Path(saved.value.path())).getroot()
    assert f"{SVG}svg" == drawn.tag
    assert drawn.find(f"{SVG}style") is not None
    hrefs = [a.get("href") for a in drawn.iter(f"{SVG}a")]
    assert hrefs
    assert all(href and href.startswith("http://127.0.0.1:") for href in hrefs)


def test_a_construct_is_shown_as_a_graph(visit: Callable[..., Bench]) -> None:
    """The claims that its triples name: this one, and the one that it is a step in explaining."""
    bench = visit()
    bench.ask(CONSTRUCT)
    bench.draw()
    drawn = bench.page.evaluate("[...document.querySelectorAll('svg.sheet a.c')].map((a) => a.getAttribute('href'))")
    assert ["/claim/nine-ways-02-c", "/claim/nine-ways-02-d"] == sorted(drawn)


def test_rows_without_a_claim_say_that_there_is_no_graph(visit: Callable[..., Bench]) -> None:
    """And what to ask instead."""
    bench = visit()
    bench.ask("SELECT ?c { ?c a skos:Concept } LIMIT 3")
    bench.page.click(".tabPanel.active .select_graph" if bench.kind == "tabs" else "text=Show as graph")
    bench.page.wait_for_selector(f"{bench.answer} .bad")
    assert "?claim" in bench.opened.read(bench.answer)


# By keyboard, by ear, in any light


def test_everything_goes_by_keyboard(visit: Callable[..., Bench]) -> None:
    """From the choice of a question over its form to the answer; the editor holds nobody."""
    bench = visit()
    bench.page.focus("#example")
    bench.page.keyboard.type("Every claim that mentions")
    bench.page.wait_for_selector("[id='p.concept']")
    bench.page.keyboard.press("Tab")
    bench.page.keyboard.press("Control+A")
    bench.page.keyboard.type("infancy")
    bench.page.keyboard.press("Enter")
    bench.settled()
    assert bench.rows() > 5
    bench.focus()
    before = bench.value()
    bench.page.keyboard.press("Tab")
    assert "TEXTAREA" != bench.page.evaluate("document.activeElement.tagName")
    assert before == bench.value()


LOOKS = [("light", 1280), ("dark", 390)]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_no_rule_of_accessibility_is_broken(visit: Callable[..., Bench], scheme: str, width: int) -> None:
    """At the start, with rows, a graph, an answer as it came, a fault; nothing runs over the side."""
    bench = visit(width=width, height=844, color_scheme=scheme)
    assert [] == bench.opened.broken_rules()
    bench.choose("claims-about")
    bench.page.click("text=Ask this")
    bench.settled()
    bench.until(f"document.querySelector('{bench.answer} .label')")
    assert [] == bench.opened.broken_rules()
    bench.draw()
    for summary in bench.page.locator(f"{bench.answer} summary").all():
        summary.click()
    assert [] == bench.opened.broken_rules()
    assert width == bench.page.evaluate("document.documentElement.scrollWidth")
    if bench.kind == "tabs":
        bench.page.click(".tabPanel.active .select_response")
        bench.page.wait_for_selector(f"{bench.answer} .CodeMirror")
        assert [] == bench.opened.broken_rules()
    bench.ask(BROKEN)
    assert [] == bench.opened.broken_rules()


def test_a_picture_by_itself_breaks_no_rule(visit: Callable[..., Bench]) -> None:
    """As a page of its own, reached from the answer."""
    bench = visit("#question=claims-about&p.concept=physical-health")
    bench.settled()
    bench.draw()
    bench.page.click("text=By itself")
    bench.page.wait_for_selector("h1:has-text('Picture of')")
    assert [] == bench.opened.broken_rules()


def test_an_answer_is_announced(visit: Callable[..., Bench]) -> None:
    """In a live region, with its size."""
    bench = visit()
    bench.ask("SELECT ?c { ?c a f:Claim } LIMIT 7")
    assert "7 rows." == bench.settled()
    assert "status" == bench.page.get_attribute("#status", "role")


def test_markup_in_an_answer_stays_text(visit: Callable[..., Bench]) -> None:
    """Nothing of it runs."""
    bench = visit()
    bench.ask('SELECT ("<img src=x onerror=window.__pwned=1><script>window.__pwned=1</script>" AS ?x) {}')
    assert "<img src=x" in bench.opened.read(f"{bench.answer} tbody")
    assert bench.page.evaluate("window.__pwned") is None


def test_a_literal_is_shown_as_it_is(visit: Callable[..., Bench]) -> None:
    """Whatever a template might take it for."""
    bench = visit()
    bench.ask('SELECT ("a {{y}} b" AS ?x) ("no" AS ?y) {}')
    assert "a {{y}} b" in bench.opened.read(f"{bench.answer} tbody")


# With YASGUI alone


ALONE = pytest.mark.parametrize("kind", ["tabs"], indirect=True)


@pytest.fixture
def tabs(visit: Callable[..., Bench]) -> Bench:
    """The page with YASGUI."""
    return visit()


def hints(bench: Bench) -> list[str]:
    """Give the completions that are shown."""
    bench.page.wait_for_selector(".CodeMirror-hint")
    return list(bench.page.locator(".CodeMirror-hint").all_inner_texts())


@ALONE
def test_a_name_is_completed_and_its_prefix_declared(tabs: Bench) -> None:
    """While it is typed, with its label; the query that comes of it can be asked anywhere."""
    tabs.write("")
    tabs.page.keyboard.type("SELECT ?c { ?c f:subject concept:anxiety-d")
    assert ["concept:anxiety-disorders anxiety disorders"] == [" ".join(hint.split()) for hint in hints(tabs)]
    assert [] == tabs.opened.broken_rules()
    tabs.page.keyboard.press("Enter")
    tabs.page.keyboard.type(" }")
    text = tabs.value()
    assert "PREFIX concept: <https://w3id.org/findings-graph/concept/>" in text
    assert "PREFIX f: <https://w3id.org/findings-graph/terms#>" in text
    assert text.endswith("concept:anxiety-disorders }")


@ALONE
def test_a_name_is_found_by_a_word_of_its_label(tabs: Bench) -> None:
    """Ctrl+Space after the word."""
    tabs.write("SELECT ?c { ?c f:subject minnesota")
    tabs.page.keyboard.press("Control+Space")
    assert any("study:minnesota" in hint for hint in hints(tabs))


@ALONE
def test_tabs_are_kept(tabs: Bench) -> None:
    """A query in a second tab is there after the page is loaded again; the last tab that is closed leaves a new one."""
    tabs.page.click("text=New tab")
    tabs.ask("SELECT ?c { ?c a f:Claim } LIMIT 2")
    tabs.page.goto("about:blank")
    tabs.page.goto(next(url for url in tabs.opened.requests if url.startswith("http")))
    tabs.until("document.querySelectorAll('.tabsList [role=tab]').length === 2")
    assert "LIMIT 2" in tabs.value()
    for _ in range(2):
        tabs.page.locator(".tabsList .active [role=tab]").press("Delete")
    tabs.until("document.querySelectorAll('.tabsList [role=tab]').length === 1")
    tabs.ask("SELECT ?c { ?c a f:Claim } LIMIT 4")
    assert 4 == tabs.rows()


@ALONE
def test_a_running_query_can_be_stopped(tabs: Bench) -> None:
    """By the button that asked it."""
    tabs.write("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    tabs.page.click(".tabPanel.active .yasqe_queryButton")
    tabs.page.wait_for_timeout(300)
    tabs.page.click(".tabPanel.active .yasqe_queryButton")
    assert "Stopped." == tabs.settled()


@ALONE
def test_nothing_of_yasgui_offers_another_server(tabs: Bench) -> None:
    """No field for an endpoint, no link to another site."""
    seen = tabs.page.evaluate(
        "[...document.querySelectorAll('#tabs input, #tabs a')].filter((node) => node.checkVisibility())"
        ".map((node) => node.href || node.value)"
    )
    assert [] == [one for one in seen if re.match(r"https?://(?!127\.0\.0\.1)", one)]
    kept = tabs.page.evaluate("JSON.stringify(localStorage)")
    assert "dbpedia" not in json.loads(json.dumps(kept))
