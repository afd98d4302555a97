"""Promises of reading around one thing: what is told of it is the same as if everything had been read."""

import random
import runpy
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import around, cite, evidence, explain, rdf, records, sentences, store
from graph.ask import Ask, Solutions
from graph.claims import Claim, Findings, Gap, Literature, Remark
from graph.errors import NotFoundError
from graph.vocabulary import BASE

SCRIPT = Path(__file__).parent.parent / "scripts" / "generate.py"
MOST = 40


def _claim(iri: str, findings: Findings, literature: Literature) -> list[str]:
    said = findings.claims[iri]
    rows = evidence.text(evidence.of_claim(said, findings, literature))
    standing = evidence.explain_standing(said, literature)
    told = [*explain.claim(said, findings), *explain.evidence(said, literature)]
    return [*told, cite.claim(said, findings), *rows, standing]


def _concept(iri: str, findings: Findings, literature: Literature) -> list[str]:
    rows = evidence.text(evidence.of_concept(iri, findings, literature))
    about = {line.about for line in literature.lines.values()}
    claims = [c for c in findings.claims.values() if c.iri in about and iri in {c.subject, c.outcome}]
    standings = [sentences.claim(c, findings) + evidence.explain_standing(c, literature) for c in claims]
    return [*explain.concept(findings.concepts[iri], findings), *rows, *standings]


def _study(iri: str, findings: Findings, literature: Literature) -> list[str]:
    found = findings.studies[iri]
    return [*explain.study(found, findings), *explain.bearings(found, findings, literature), cite.study(found)]


TELL: dict[str, Callable[[str, Findings, Literature], list[str]]] = {
    "claim": _claim,
    "concept": _concept,
    "study": _study,
    "passage": lambda iri, findings, literature: explain.passage(findings.passages[iri], findings),
    "gap": lambda iri, findings, literature: explain.gap(findings.gaps[iri], findings),
    "remark": lambda iri, findings, literature: explain.remark(findings.remarks[iri], findings),
}
TWO = Path(__file__).parent / "other-sources.ttl"


@pytest.fixture(scope="module")
def made() -> store.FileStore:
    """A thousand made-up claims of the whole model."""
    text = "".join(runpy.run_path(str(SCRIPT))["turtle"](1000))
    return store.from_quads(rdf.from_bytes(text.encode(), rdf.FORMATS[".ttl"], "made.ttl"))


@pytest.mark.parametrize("kind", TELL)
@pytest.mark.parametrize("which", ["shipped", "made"])
def test_what_is_told_is_the_same_as_if_everything_had_been_read(
    kind: str, which: str, request: pytest.FixtureRequest
) -> None:
    """Of up to forty things of each kind, in the article's graph and in a made-up one."""
    graph = request.getfixturevalue(which)
    findings, literature = records.read(graph), records.read_literature(graph)
    known = sorted(getattr(findings, "studies" if kind == "study" else f"{kind}s"))
    assert known
    for iri in random.Random(kind).sample(known, min(MOST, len(known))):
        part, of_part = around.read(graph, kind, iri)
        assert TELL[kind](iri, findings, literature) == TELL[kind](iri, part, of_part), iri


class _Counting:
    """An ask that counts the rows it gives."""

    def __init__(self, ask: store.FileStore) -> None:
        self._ask, self.rows = ask, 0

    def select(self, query: str) -> Solutions:
        found = self._ask.select(query)
        self.rows += len(found.rows)
        return found

    def __getattr__(self, name: str) -> object:
        return getattr(self._ask, name)


def test_no_more_is_read_than_belongs_to_the_thing(made: store.FileStore) -> None:
    """Around one claim, less than a twentieth of the rows of everything."""
    one, everything = _Counting(made), _Counting(made)
    around.read(_asked(one), "claim", f"{BASE}claim/made-500")
    records.read(_asked(everything))
    assert 0 < one.rows < everything.rows / 20


def _asked(counting: object) -> Ask:
    ask: Ask = counting  # type: ignore[assignment]  # what it does not count, it passes on
    return ask


def test_a_source_is_told_with_what_was_coded_of_each_of_its_sections(shipped: store.FileStore) -> None:
    """Counted as they are shown section by section: what is said in two sections counts in the first."""
    iri = f"{BASE}source/nine-ways"
    told, counts = around.source(shipped, iri)
    findings = records.read(shipped)
    everything: list[Claim | Gap | Remark] = [*findings.claims.values(), *findings.gaps.values()]
    everything += findings.remarks.values()
    expected: dict[int, Counter[str]] = defaultdict(Counter)
    for said in everything:
        source, section = findings.chapter(said)
        if source == iri:
            expected[section][type(said).__name__] += 1
    assert expected == counts
    lines = explain.source(told.sources[iri], counts, told)
    assert ["Nine Ways Children Benefit From Secure Attachment.", "Written by Kent Hoffman."] == lines[:2]
    assert f"- Section 2: {expected[2]['Claim']} claims" in lines
    assert "- Section 9: 21 claims, 1 gap" in lines


def test_a_section_is_that_of_one_source_where_several_have_it() -> None:
    """Of the source that is meant, and of no other."""
    graph = store.from_files([str(TWO), str(TWO.parent.parent / "data" / "claims.ttl")])
    findings = records.read(graph)
    lines = explain.section(1, findings, f"{BASE}source/example-digest")
    assert [1, 1] == [sum(line.startswith(start) for line in lines) for start in ("Section 1 of", "- ")]
    with pytest.raises(NotFoundError) as raised:
        explain.section(2, findings, f"{BASE}source/example-digest")
    assert "sections: 1" == raised.value.advice


def _sections(graph: store.FileStore) -> list[tuple[int, str]]:
    findings = records.read(graph)
    said: list[Claim | Gap | Remark] = [*findings.claims.values(), *findings.gaps.values(), *findings.remarks.values()]
    chapters = sorted({findings.chapter(one) for one in said})
    return [(number, source) for source, number in chapters] + [(number, "") for _, number in chapters[:3]]


@pytest.mark.parametrize("name", ["shipped", "two", "made up"])
def test_a_section_read_alone_is_told_as_from_everything(name: str) -> None:
    """Word for word, with its citation: of one source, of several, and of made-up claims of the whole model."""
    text = "".join(runpy.run_path(str(SCRIPT))["turtle"](400))
    made: dict[str, Callable[[], store.FileStore]] = {
        "shipped": store.from_files,
        "two": lambda: store.from_files([str(TWO), str(TWO.parent.parent / "data" / "claims.ttl")]),
        "made up": lambda: store.from_quads(rdf.from_bytes(text.encode(), rdf.FORMATS[".ttl"], "made.ttl")),
    }
    graph = made[name]()
    everything = records.read(graph)
    for number, source in _sections(graph):
        part = around.section(graph, number, source)
        assert explain.section(number, everything, source) == explain.section(number, part, source)
        meant = [source] if source else explain.sources_with(number, everything)
        assert meant == [source] or meant == explain.sources_with(number, part)
        assert cite.article(everything, meant) == cite.article(part, meant) != ""


def test_a_section_that_is_not_there_is_met_with_those_that_are(shipped: store.FileStore) -> None:
    """Without reading everything."""
    with pytest.raises(NotFoundError, match="no section 77") as raised:
        around.section(shipped, 77)
    assert "sections: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10" == raised.value.advice


@pytest.mark.parametrize("number", [2, 4, 7])
def test_a_section_where_nothing_is_first_said_is_none(
    number: int, make_store: Callable[[str], store.FileStore]
) -> None:
    """One that only repeats, one of a claim that lacks a part: as if everything had been read; "Intro" is no number."""
    rest = "f:subject concept:a ; f:outcome concept:b ; f:reading f:Causal ; f:certainty f:Stated"
    graph = make_store(
        f"""
        passage:1 a f:Passage ; f:section 1 . passage:2 a f:Passage ; f:section 2 .
        passage:3 a f:Passage ; f:section 3 .
        passage:4 a f:Passage ; f:section 4 . passage:5 a f:Passage ; f:section "Intro" .
        claim:a a f:Claim ; rdfs:label "A." ; {rest} ; f:relation f:withMore ;
          prov:wasDerivedFrom passage:1, passage:2 .
        claim:b a f:Claim ; rdfs:label "B." ; {rest} ; prov:wasDerivedFrom passage:4 .
        claim:c a f:Claim ; rdfs:label "C." ; {rest} ; f:relation f:withMore ;
          prov:wasDerivedFrom passage:5, passage:3 .
        """
    )
    with pytest.raises(NotFoundError) as raised:
        around.section(graph, number)
    assert (f"no section {number}", "sections: 1, 3") == (raised.value.what, raised.value.advice)
