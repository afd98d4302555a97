"""A browser and the pages under test. Without Chromium these tests say that they did not run."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from graph import layout, network, page, rdf, records, store
from graph.claims import Claim, Concept, Findings, Passage, Source
from graph.commands.page import of_literature
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
WATCH = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__violations.push(event.violatedDirective + " " + event.blockedURI);
});
window.vis = {};
Object.defineProperty(window.vis, "Network", {
  configurable: true,
  get() { return this.kept; },
  set(Network) {
    this.kept = class extends Network { constructor(...given) { super(...given); window.__network = this; } };
  },
});
"""


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
        for _ in range(100):
            if self.page.evaluate(expression, given):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {expression}")

    def wait_for_picture(self) -> None:
        """Wait until the interactive picture is drawn."""
        self.until("Boolean(window.__network && document.querySelector('#canvas canvas'))")
        self.page.wait_for_timeout(150)


def _executable(playwright: Any) -> str | None:
    wanted = os.environ.get("FINDINGS_CHROMIUM")
    found = [wanted, *map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium, headless, or skip."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright found: browser tests did not run")
    with playwright.sync_playwright() as started:
        path = _executable(started)
        if path is None:
            pytest.skip("no Chromium found: browser tests did not run")
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
    return _write(findings, tmp_path_factory.mktemp("article"), "Findings Graph", said)


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the article's layer, without the literature."""
    layer = records.read(store.FileStore({"claims.ttl": rdf.read(ROOT / "data" / "claims.ttl")}))
    return _write(layer, tmp_path_factory.mktemp("alone"), "Findings Graph")


@pytest.fixture(scope="session")
def part(findings: Findings, said: Said, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of one section: as varied as the article's, and quicker to look through."""
    claims = {iri: claim for iri, claim in findings.claims.items() if findings.place(claim)[0] == 2}
    return _write(replace(findings, claims=claims), tmp_path_factory.mktemp("part"), "Section 2", said)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page whose every string is hostile."""
    a, b = (Concept(f"{BASE}concept/{name}{HOSTILE}", HOSTILE, (HOSTILE,), notes=(HOSTILE,)) for name in "ab")
    claim = Claim(
        f"{BASE}claim/{HOSTILE}", HOSTILE, a.iri, b.iri, TERM.withMore, TERM.Causal, TERM.Stated,
        hedges=(HOSTILE,), basis=(HOSTILE,), conditions=(HOSTILE,), passages=("x:passage",), restates=(HOSTILE,),
    )  # fmt: skip
    passage = Passage("x:passage", "x:source", 1, 2, 3)
    source = Source("x:source", HOSTILE, (HOSTILE,), url="javascript:window.__pwned=1")
    made = Findings({claim.iri: claim}, {a.iri: a, b.iri: b}, {passage.iri: passage}, sources={source.iri: source})
    figure = page.Figure(HOSTILE, Interval(0.2, 0.1, 0.3), HOSTILE, 50)
    bearings = [
        page.Bearing(
            HOSTILE, doi, HOSTILE, HOSTILE, HOSTILE, is_direct=True, counts=False, why=HOSTILE, figures=(figure,)
        )
        for doi in ("javascript:window.__pwned=1", f"10.1000/{HOSTILE}")
    ]
    said = {claim.iri: page.Evidence(HOSTILE, HOSTILE, tuple(bearings), HOSTILE)}
    return _write(made, tmp_path_factory.mktemp("hostile"), HOSTILE, said)


@pytest.fixture
def open_page(browser: Any, article: Path) -> Iterator[Callable[..., Opened]]:
    """Give a function that opens a page from a file, with everything it asks for and says on record."""
    contexts = []

    def opened(address: str = "", path: Path = article, width: int = 1280, height: int = 720, **options: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.add_init_script(WATCH)
        made = Opened(context.new_page())
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("console", lambda message: made.messages.append(message.text))
        made.page.on("pageerror", lambda error: made.messages.append(str(error)))
        made.page.goto(path.as_uri() + address)
        return made

    yield opened
    for context in contexts:
        context.close()


def _write(findings: Findings, folder: Path, title: str, said: Said | None = None) -> Path:
    made = network.from_findings(findings)
    path = folder / "findings.html"
    path.write_text(page.render(made, findings, layout.views(made), title, literature=said), encoding="utf-8")
    return path
