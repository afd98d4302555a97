"""A browser and the pages under test. Without Chromium these tests say that they did not run."""

import base64
import gzip
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from graph import network, page, rdf, records, store
from graph.claims import Claim, Concept, DataSet, Findings, Gap, Passage, Remark, Source, Study
from graph.commands.page import citations, of_literature, pictures
from graph.effects import Interval
from graph.vocabulary import BASE, TERM

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
HOSTILE = "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>\"'`\u2028\u202e&amp;"
Said: TypeAlias = Mapping[str, page.Evidence]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""
HOOK = """
window.vis = {};
Object.defineProperty(window.vis, "Network", {
  configurable: true,
  get() { return this.kept; },
  set(Network) {
    this.kept = class extends Network { constructor(...given) { super(...given); window.__network = this; } };
  },
});
"""

SEEN = """
const at = (element) => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return [left, top, right, bottom];
};
const words = (text) => {
  const parts = [...text.querySelectorAll("tspan")].map((part) => part.textContent);
  return [text.firstChild.data, ...parts].join(" ");
};
const addressOf = (link) => decodeURIComponent(link.getAttribute("href").slice(1));
const sizeOf = (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
const boxed = (link) => {
  const text = link.querySelector("text");
  const box = at(link.querySelector("rect"));
  return { href: addressOf(link), box, text: at(text), size: sizeOf(text), words: words(text) };
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
// A path in pieces is measured piece by piece.
const pieces = (path) => path.getAttribute("d").match(/M[^M]+/g).map((d) => {
  const piece = path.cloneNode();
  piece.setAttribute("d", d);
  path.after(piece);
  const found = traced(piece);
  piece.remove();
  return found;
});
"""
BEGUN = """() => new Promise((resolve) => {
  const { classList } = document.documentElement;
  const look = () => (classList.contains("js") && !classList.contains("begun") ? setTimeout(look, 5) : resolve());
  look();
})"""
SHEETS = f"""() => {{ {SEEN}
  const claim = (link) => ({{ ...boxed(link), ways: pieces(link.querySelector("path")) }});
  const shown = [...document.querySelectorAll(".step:not([hidden]) svg.sheet")].filter((svg) => svg.checkVisibility());
  return shown.map((svg) => ({{
    concepts: [...svg.querySelectorAll("a.k")].map(boxed),
    claims: [...svg.querySelectorAll("a.c")].map(claim),
  }}));
}}"""
CHART = f"""() => {{ {SEEN}
  const svg = document.querySelector("svg.chart");
  const claims = [...svg.querySelectorAll("g > path")];
  const ends = [...svg.querySelectorAll("g > use")];
  const conceptOf = (way) => addressOf(way.parentElement.querySelector("a"));
  return {{
    sizes: [...svg.querySelectorAll("text")].map(sizeOf),
    concepts: [...svg.querySelectorAll("a")].map(boxed),
    ways: claims.map((path) => ({{ id: path.id, from: conceptOf(path), ...traced(path) }})),
    ending: ends.map((use) => [addressOf(use), conceptOf(use)]),
  }};
}}"""


@dataclass
class Opened:
    """A page in the browser, and what it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def violations(self) -> list[str]:
        """List what the policy of the page had to stop."""
        found: list[str] = self.page.evaluate("window.__violations")
        return found

    def until(self, expression: str, given: Any = None) -> None:
        """Wait until an expression holds. Playwright's own waiting evaluates strings, which the policy forbids."""
        for _ in range(200):
            if self.page.evaluate(expression, given):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {expression}")

    def read(self, selector: str) -> str:
        """Give the text that is seen, with single spaces."""
        return " ".join(self.page.locator(selector).inner_text().split())

    def go(self, address: str) -> None:
        """Go to another address on the page and wait until it is shown."""
        self.page.evaluate(
            """(hash) => location.hash === hash || new Promise((resolve) => {
              addEventListener("hashchange", () => requestAnimationFrame(() => resolve()), { once: true });
              location.hash = hash;
            })""",
            address,
        )

    def sheets(self) -> list[dict[str, Any]]:
        """Measure the pictures of the section that is shown, in px of the screen."""
        measured: list[dict[str, Any]] = self.page.evaluate(SHEETS)
        return measured

    def chart(self) -> dict[str, Any]:
        """Measure the map."""
        measured: dict[str, Any] = self.page.evaluate(CHART)
        return measured

    def broken_rules(self, *, whole: bool = True) -> list[tuple[str, list[str]]]:
        """List the rules that axe finds broken, each with the elements; what no view changes can be left out.

        Parts of the page that the browser has not laid out yet are, or axe would see them without any size.
        """
        self.page.evaluate(
            "document.querySelectorAll('main > *').forEach((part) => { part.style.contentVisibility = 'visible'; })"
        )
        self.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        result = self.page.evaluate(
            """([tags, exclude]) => axe.run({ include: "html", exclude },
              { runOnly: tags, resultTypes: ["violations"], preload: false })""",
            [TAGS, [] if whole else ["#claims", "#literature", "#concepts"]],
        )
        assert len(result["passes"]) > 20
        return [(found["id"], [node["html"][:200] for node in found["nodes"]]) for found in result["violations"]]

    def wait_for_picture(self) -> None:
        """Wait until the interactive picture is drawn."""
        self.until("Boolean(window.__network && document.querySelector('#canvas canvas'))")
        self.page.wait_for_timeout(150)


def repacked(text: str, part: str, change: Callable[[str], str]) -> str:
    """Change what stands packed in a page."""
    head, opening, rest = text.partition(f'id="{part}">')
    packed, end, tail = rest.partition("</script>")
    changed = change(gzip.decompress(base64.b64decode(packed)).decode())
    return head + opening + base64.b64encode(gzip.compress(changed.encode())).decode() + end + tail


def _executable(playwright: Any) -> str | None:
    wanted = os.environ.get("FINDINGS_CHROMIUM")
    found = [wanted, *map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium, headless; where there is none skip, or fail if FINDINGS_REQUIRE_BROWSER asks for these tests."""
    give_up = pytest.fail if os.environ.get("FINDINGS_REQUIRE_BROWSER") else pytest.skip
    try:
        from playwright import sync_api
    except ImportError:
        give_up("no playwright found: browser tests did not run")
    with sync_api.sync_playwright() as started:
        path = _executable(started)
        if path is None:
            give_up("no Chromium found: browser tests did not run")
        running = started.chromium.launch(executable_path=path, args=list(SWITCHES))
        yield running
        running.close()


@pytest.fixture(scope="session")
def findings() -> Findings:
    """Read the article's claims."""
    return records.read(store.from_files([str(ROOT / "data")]))


@pytest.fixture(scope="session")
def said(findings: Findings) -> Said:
    """Say what the literature says of each claim."""
    literature = records.read_literature(store.from_files([str(ROOT / "data")]))
    return of_literature(findings.claims.values(), findings, literature)


@pytest.fixture(scope="session")
def article(findings: Findings, said: Said, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the article's page, with what the literature says."""
    return _write(findings, said, tmp_path_factory.mktemp("article"), "Findings Graph")


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the article's layer, without the literature."""
    layer = records.read(store.FileStore({"claims.ttl": rdf.read(ROOT / "data" / "claims.ttl")}))
    return _write(layer, None, tmp_path_factory.mktemp("alone"), "Findings Graph")


@pytest.fixture(scope="session")
def part(findings: Findings, said: Said, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of one section: as varied as the article's, and quicker to look through."""
    claims = {iri: claim for iri, claim in findings.claims.items() if findings.place(claim)[0] == 2}
    return _write(replace(findings, claims=claims), said, tmp_path_factory.mktemp("part"), "Section 2")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page whose every string is hostile."""
    return _write(*_named(HOSTILE, "javascript:window.__pwned=1"), tmp_path_factory.mktemp("hostile"), HOSTILE)


@pytest.fixture(scope="session")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page whose every string is one that a spreadsheet would run."""
    live = '=HYPERLINK("https://example.invalid","x")'
    return _write(*_named(live, "https://example.org/"), tmp_path_factory.mktemp("formulas"), "Formulas")


@pytest.fixture(scope="session")
def write_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Findings], Path]:
    """Give a function that writes the page of claims made for a test, once."""
    known: dict[int, Path] = {}

    def written(findings: Findings) -> Path:
        if id(findings) not in known:
            known[id(findings)] = _write(findings, None, tmp_path_factory.mktemp("made"), "Made")
        return known[id(findings)]

    return written


@pytest.fixture
def open_page(browser: Any, article: Path) -> Iterator[Callable[..., Opened]]:
    """Give a function that opens a page from a file, with everything it asks for and says on record."""
    contexts: list[Any] = []

    def opened(address: str = "", path: Path = article, **options: Any) -> Opened:
        return _open(browser, contexts, path.as_uri() + address, **options)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def look(browser: Any, article: Path) -> Iterator[Callable[..., Opened]]:
    """Give a function that goes to an address on a page which the tests of a module share, so they only look at it."""
    contexts: list[Any] = []
    kept: dict[str, Opened] = {}

    def opened(address: str, path: Path = article, **options: Any) -> Opened:
        key = f"{path} {sorted(options.items())}"
        if key not in kept:
            kept[key] = _open(browser, contexts, path.as_uri() + address, **options)
        kept[key].go(address)
        return kept[key]

    yield opened
    for context in contexts:
        context.close()


def _open(
    browser: Any,
    contexts: list[Any],
    url: str,
    width: int = 1280,
    height: int = 720,
    *,
    hook: bool = True,
    **options: Any,
) -> Opened:
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    contexts.append(context)
    context.add_init_script(WATCH + HOOK * hook)
    context.set_default_timeout(20000)
    made = Opened(context.new_page())
    made.page.on("request", lambda request: made.requests.append(request.url))
    made.page.on("console", lambda message: made.messages.append(message.text))
    made.page.on("pageerror", lambda error: made.messages.append(str(error)))
    made.page.goto(url)
    made.page.evaluate(BEGUN)
    return made


def _named(text: str, url: str) -> tuple[Findings, Said]:
    """Make claims, and what the literature says of them, in which a text stands wherever one can."""
    a, b = (
        Concept(f"{BASE}concept/{name}{text}", text, (text,), kind=f"{TERM.Outcome}", notes=(text,)) for name in "ab"
    )
    passage = Passage("x:passage", "x:source", 1, 2, 3)
    claim = Claim(
        f"{BASE}claim/{text}", text, a.iri, b.iri, TERM.withMore, TERM.Causal, TERM.Stated,
        hedges=(text,), basis=(text,), conditions=(text,), studies=("x:study",), passages=(passage.iri,),
        restates=(text,),
    )  # fmt: skip
    source = Source("x:source", text, (text,), publisher=text, modified=text, url=url)
    study = Study("x:study", text, designs=(text,), institutions=(text,), authors=text, title=text)
    made = Findings(
        {claim.iri: claim},
        {a.iri: a, b.iri: b},
        {passage.iri: passage},
        studies={study.iri: study},
        sources={source.iri: source},
        gaps={"x:gap": Gap("x:gap", text, (claim.iri,), passages=(passage.iri,))},
        remarks={"x:remark": Remark("x:remark", text, (a.iri,), passages=(passage.iri,))},
        datasets=(DataSet("x:data", text, text, text, text, (text,), (source.iri,)),),
    )
    figure = page.Figure(text, Interval(0.2, 0.1, 0.3), text, 50)
    bearings = tuple(
        page.Bearing(text, doi, text, text, text, is_direct=True, counts=False, why=text, figures=(figure,))
        for doi in (url, f"10.1000/{text}")
    )
    return made, {claim.iri: page.Evidence(text, text, bearings, text)}


def _write(findings: Findings, said: Said | None, folder: Path, title: str) -> Path:
    made = network.from_findings(findings)
    path = folder / "findings.html"
    rendered = page.render(made, findings, pictures(made, findings), title, said, citations(findings))
    path.write_text(rendered, encoding="utf-8")
    return path
