"""Promises of the page of a large network: complete, small, safe whatever the data says, and the same each time."""

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from benchmarks import synthetic
from graph import layout, network, page, records, store
from graph.claims import Claim, Concept, Findings
from graph.commands import page as command
from graph.commands.options import Chosen, select
from graph.commands.page import write
from graph.errors import LimitError
from graph.page import large_words, shell
from graph.page.large import render_large, table
from graph.store import derived, loading
from graph.vocabulary import BASE, TERM

HOSTILE = "</script><script>window.__pwned=1</script><img src=x onerror=window.__pwned=1>\"'`{{7*7}}\u2028\u202e&amp;"
CONCEPTS = 2100
ROOT = Path(__file__).parent.parent
NOTHING = {
    "about": None, "radius": 1, "between": None, "study": None, "section": None, "source": None, "outcome": None,
    "certainty": None, "reading": None,
}  # fmt: skip


def _render(findings: Findings, **options: Any) -> str:
    made = network.from_findings(findings)
    return render_large(made, findings, layout.grouped(made), **options)


def _hostile() -> Findings:
    concepts = [Concept(f"{BASE}concept/{n}{HOSTILE}", f"{n}{HOSTILE}", (HOSTILE,)) for n in range(5)]
    made = [
        Claim(f"{BASE}claim/{n}{HOSTILE}", HOSTILE, a.iri, b.iri, HOSTILE, HOSTILE, HOSTILE, hedges=(HOSTILE,))
        for n, (a, b) in enumerate((a, b) for a in concepts for b in concepts if a != b)
    ]
    return Findings({claim.iri: claim for claim in made}, {concept.iri: concept for concept in concepts})


@pytest.fixture(scope="module")
def findings() -> Findings:
    """Make a network that is just too large for one picture."""
    return synthetic.findings(CONCEPTS)


@pytest.fixture(scope="module")
def text(findings: Findings) -> str:
    """Render its page."""
    return _render(findings, title="Made", beside="made-claims.csv")


@pytest.fixture(scope="module")
def document(text: str) -> html.HtmlElement:
    """Parse it."""
    return html.document_fromstring(text)


def _data(document: html.HtmlElement) -> Any:
    return json.loads(document.get_element_by_id("data").text)


def test_it_says_how_much_there_is_and_what_to_choose(document: html.HtmlElement) -> None:
    """Without scripts."""
    lead = " ".join(document.get_element_by_id("lead").text_content().split())
    assert "2,100 concepts and 4,200 claims are too many for one picture" in lead
    assert all(option in lead for option in ("--about CONCEPT", "--section N", "--outcome CONCEPT"))
    assert document.xpath("//a[@href='./made-claims.csv']")


def test_every_group_is_in_the_table_with_its_concepts(document: html.HtmlElement, findings: Findings) -> None:
    """Without scripts, and each can be reached by its address."""
    groups = layout.grouped(network.from_findings(findings)).groups
    rows = document.xpath("//section[@id='groups']//tbody/tr")
    assert [row.get("id") for row in rows] == [f"group={number + 1}" for number in range(len(groups))]
    for row, group in zip(rows, groups, strict=True):
        cells = [cell.text_content() for cell in row]
        assert cells[:4] == [group.name, str(len(group.members)), str(group.inside), str(group.outside)]
        assert group.name in cells[4]
    assert sum(len(group.members) for group in groups) == CONCEPTS
    claims = sum(group.inside for group in groups) + sum(group.outside for group in groups) // 2
    assert claims == len(findings.claims)


def test_every_claim_is_in_the_data_once(document: html.HtmlElement, findings: Findings) -> None:
    """With its subject, its outcome and its words."""
    data = _data(document)
    labels = [concept[0] for concept in data["concepts"]]
    subjects = [label for label, count in zip(labels, data["starts"], strict=True) for _ in range(count)]
    ends = [labels[end] for end in data["ends"]]
    told = sorted(zip(data["names"], subjects, ends, strict=True))
    assert told == sorted(
        (c.name, findings.label(c.subject), findings.label(c.outcome)) for c in findings.claims.values()
    )
    assert len(data["x"]) == len(data["y"]) == len(labels) == CONCEPTS
    kinds = {data["names"][n]: data["kinds"][look] for n, look in enumerate(data["looks"])}
    hedged = {claim.name for claim in findings.claims.values() if claim.certainty == TERM.Hedged}
    assert {name for name, kind in kinds.items() if kind[2] == "Hedged"} == hedged


def test_the_drawing_script_is_inert_and_everything_has_its_hash(document: html.HtmlElement) -> None:
    """One script runs; the two that draw are text until a reader starts them, and the policy knows all three."""
    scripts = {script.get("type"): script for script in document.xpath("//script")}
    assert [script.get("type") for script in document.xpath("//script")] == [
        "application/json", "text/plain", "text/plain", None,
    ]  # fmt: skip
    policy = document.xpath("//meta[@http-equiv]")[0].get("content")
    texts = [script.text for script in document.xpath("//script[not(@type='application/json')] | //style")]
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}
    assert set(re.findall(r"'sha256-[^']+'", policy)) == hashes
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert scripts[None].text.startswith('"use strict"')


def test_without_explore_the_drawing_script_is_left_out(findings: Findings, text: str) -> None:
    """The file is smaller by it."""
    plain = _render(findings, explore=False)
    assert "vis-network" not in plain
    assert 'id="explore"' not in plain
    assert len(plain) < len(text) - 400_000


def test_nothing_is_asked_of_anybody(document: html.HtmlElement) -> None:
    """No attribute loads anything; links lead to places on the page or to the file beside it."""
    assert document.xpath("//@src | //@srcset | //@style") == []
    links = {href for href in document.xpath("//@href") if not href.startswith("#")}
    assert links == {"data:,", "./made-claims.csv"}


def test_the_still_picture_is_of_words_at_least_twelve_px_high(text: str) -> None:
    """Never drawn smaller than it is: below, its frame scrolls."""
    sizes = [float(size) for size in re.findall(r"#board[^{]*\{[^}]*?(?:font: 600 |font-size: )(\d+)px", text)]
    width = float(re.search(r'viewBox="-3 0 (\d+)', text[text.index('id="board"') :]).group(1))  # type: ignore[union-attr]
    least = float(re.search(r"#board \{[^}]*min-width: (\d+)rem", text).group(1)) * 16  # type: ignore[union-attr]
    assert sizes
    assert min(sizes) * min(1, least / width) >= 12


def test_the_same_input_gives_the_same_page(findings: Findings, text: str) -> None:
    """Also where the claims come in another order."""
    turned = replace(findings, claims=dict(reversed(findings.claims.items())))
    assert _render(turned, title="Made", beside="made-claims.csv") == text


def test_hostile_strings_are_text() -> None:
    """In every field."""
    text = _render(_hostile(), title=HOSTILE, beside=HOSTILE, literature={})
    document = html.document_fromstring(text)
    assert document.xpath("//img | //*[@onerror]") == []
    assert len(document.xpath("//script")) == 4
    assert document.xpath("//title")[0].text == HOSTILE
    assert {concept[0] for concept in _data(document)["concepts"]} == {f"{n}{HOSTILE}" for n in range(5)}
    assert all(href.startswith(("#", "./", "data:,")) for href in document.xpath("//@href"))


def test_the_literature_stands_beside_a_claim() -> None:
    """Its standing, in a word."""
    findings = synthetic.findings(20)
    iri = min(findings.claims)
    data = _data(html.document_fromstring(_render(findings, literature={iri: page.Evidence("contested", "")})))
    assert [kind[4] for kind in data["kinds"]].count("contested") == 1


def test_no_word_of_the_page_is_unused(text: str) -> None:
    """Each is in the template or spoken by the script."""
    template = shell.asset("large.html.j2")
    scripts = shell.asset("large.js") + shell.asset("large_explore.js")
    for name in large_words.WORDS:
        spoken = name in large_words.SPOKEN_BY_SCRIPT
        assert re.search(rf"words\.{name}\b", scripts) if spoken else re.search(rf"\bw\.{name}\b", template), name


# The table beside it


def test_the_table_has_every_claim_in_words(findings: Findings) -> None:
    """And no cell of it can run as a formula."""
    rows = list(csv.DictReader(io.StringIO(table(findings).decode(), newline="")))
    assert [row["iri"] for row in rows] == sorted(findings.claims)
    assert rows[0]["subject_label"] == findings.label(findings.claims[rows[0]["iri"]].subject)
    assert rows[0]["words"].endswith(".")
    formula = "=HYPERLINK(1)"
    claim = replace(next(iter(findings.claims.values())), label=formula)
    assert f",'{formula}," in table(replace(findings, claims={claim.iri: claim})).decode()


# The switch


def test_above_2000_concepts_the_command_writes_groups_and_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make_store: Callable[[str], store.FileStore]
) -> None:
    """And says so; of 2,000 it writes the ordinary page."""
    large, small = (make_store(_chain(claims)) for claims in (2000, 1999))
    write(str(tmp_path / "large.html"), Chosen(large, None, "everything"), explore=False)
    said = capsys.readouterr().err
    assert "2001 concepts and 2000 claims are too many for one picture" in said
    assert "--about CONCEPT" in said
    assert "large-claims.csv" in said
    assert 'id="groups"' in (tmp_path / "large.html").read_text(encoding="utf-8")
    assert len((tmp_path / "large-claims.csv").read_text(encoding="utf-8").splitlines()) == 2001
    write(str(tmp_path / "small.html"), Chosen(small, None, "everything"), explore=False)
    assert 'id="groups"' not in (tmp_path / "small.html").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["large-claims.csv", "large.html", "small.html"]


def _chain(claims: int) -> str:
    return "\n".join(
        f'claim:c{n} a f:Claim ; rdfs:label "c{n}"@en ; f:subject concept:x{n} ; f:relation f:withMore ; '
        f"f:outcome concept:x{n + 1} ; f:reading f:Causal ; f:certainty f:Stated ."
        for n in range(claims)
    )


def test_what_other_sources_say_stands_beside_a_claim_and_in_the_table(
    tmp_path: Path, make_store: Callable[[str], store.FileStore]
) -> None:
    """As on the page of a small network: a claim of another source that goes against it is told with it."""
    place = "passage:{0} a f:Passage ; oa:hasSource source:{0} . source:{0} a fabio:Article ; dcterms:title '{0}'@en . "
    against = _chain(1).replace("claim:c0", "claim:against").replace("withMore", "withLess")
    read = "claim:c0 prov:wasDerivedFrom passage:s . claim:against prov:wasDerivedFrom passage:t ."
    graph = make_store(f"{_chain(2000)} {against} {place.format('s')} {place.format('t')} {read}")
    write(str(tmp_path / "large.html"), Chosen(graph, None, "everything"), explore=False)
    data = _data(html.parse(tmp_path / "large.html").getroot())
    told = {data["names"][int(claim)]: said for claim, said in data["others"].items()}
    assert told.keys() == {"c0", "against"}
    assert told["c0"][0].startswith('Another source, "t", says the contrary: ')
    rows = csv.DictReader(io.StringIO((tmp_path / "large-claims.csv").read_text(encoding="utf-8"), newline=""))
    assert {row["claim"]: row["other_sources"] for row in rows if row["other_sources"]} == {
        f"claim:{name}": said[0] for name, said in told.items()
    }


@pytest.fixture
def several(tmp_path: Path) -> store.GraphStore:
    """A loaded folder of several sources."""
    loading.load([ROOT / "data", ROOT / "tests" / "other-sources.ttl"], tmp_path / "several")
    return store.from_data([tmp_path / "several"])


def test_of_a_large_graph_a_page_reads_its_selection_alone(
    several: store.GraphStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the literature on it, and it is said that nothing is held against other sources."""
    monkeypatch.setattr(derived, "MOST_COMPARED", 10)
    read = records.read

    def of_some(ask: object, iris: object = None, *more: object, **named: object) -> object:
        assert iris is not None, "everything was read"
        return read(ask, iris, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(records, "read", of_some)
    (text,) = command.rendered("x.html", select(several, {**NOTHING, "about": "confidence"})).values()
    assert "nine-ways-06-a" in text.decode()
    assert "the page does not say what other sources say" in capsys.readouterr().err


def test_more_claims_than_a_page_can_hold_are_refused(
    several: store.GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before they are read, with what to select."""
    monkeypatch.setattr(command, "MOST_CLAIMS", 100)
    with pytest.raises(LimitError, match="too many for a page: at most 100") as raised:
        command.rendered("x.html", select(several, NOTHING))
    assert "--about CONCEPT" in raised.value.advice
    assert raised.value.exit_code == 3
