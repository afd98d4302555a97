"""Promises of checking: every fault of the model is found, at its line, in words that say what to do; no others are."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from graph import places, questions, rdf, resources, shapes, store
from graph.shapes import Problem
from graph.vocabulary import PREFIXES, TERM, shorten

CHECKS = questions.list_all(os.path.join(resources.QUERIES, "checks"))
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
VALID = f"""concept:a a skos:Concept ;
	skos:prefLabel "reading aloud"@en ;
	f:kind f:Caregiving .
concept:b a skos:Concept ;
	skos:prefLabel "vocabulary size"@en ;
	f:kind f:Outcome .
concept:c a skos:Concept ;
	skos:prefLabel "joy"@en ;
	f:kind f:Capacity .
source:t a fabio:Article ;
	dcterms:title "A test article"@en .
passage:t-01-1-1 a f:Passage ;
	oa:hasSource source:t ;
	schema:sha256 "{DIGEST}" ;
	f:section 1 ;
	f:paragraph 1 ;
	f:sentence 1 .
study:s a f:Study ;
	rdfs:label "A study"@en ;
	f:design f:Longitudinal ;
	f:years 30 .
claim:t-01-a a f:Claim ;
	rdfs:label "Those who are read to know more words."@en ;
	prov:wasDerivedFrom passage:t-01-1-1 ;
	f:basis eco:0000034 ;
	f:certainty f:Stated ;
	f:outcome concept:b ;
	f:reading f:Correlational ;
	f:relation f:withMore ;
	f:subject concept:a .
claim:t-01-b a f:Claim ;
	rdfs:label "Words may lead to reading."@en ;
	prov:wasDerivedFrom passage:t-01-1-1 ;
	f:basis f:UnnamedResearch ;
	f:certainty f:Hedged ;
	f:hedge f:Modal ;
	f:outcome concept:a ;
	f:reading f:Causal ;
	f:relation f:withMore ;
	f:subject concept:b .
gap:t-01-a a f:Gap ;
	rdfs:label "How it comes about is not known."@en ;
	prov:wasDerivedFrom passage:t-01-1-1 ;
	f:about claim:t-01-a ;
	f:lacks f:Mechanism .
remark:t-01-a a f:Remark ;
	rdfs:label "Reading is praised."@en ;
	prov:wasDerivedFrom passage:t-01-1-1 ;
	f:about concept:a ;
	f:basis f:ClaimedKnown ;
	f:certainty f:Stated .
"""
A, B = "claim:t-01-a", "claim:t-01-b"


class Fault(NamedTuple):
    """A change to the valid graph, and the problems it makes: (text that ends on the line, item, what)."""

    name: str
    changes: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str, str], ...]


def _at(subject: str) -> str:
    """Give the opening line of a subject."""
    return next(line for line in VALID.splitlines() if line.startswith(f"{subject} a "))


def _after(subject: str, *properties: str) -> tuple[str, str]:
    """Give the change that adds properties to a subject, each on a line of its own."""
    return _at(subject), "\n".join([_at(subject), *(f"\t{added} ;" for added in properties)])


def _added(name: str, subject: str, added: str, what: str) -> Fault:
    """Make a fault of one added property, found on its line."""
    return Fault(name, (_after(subject, added),), ((f"{_at(subject)}\n\t{added}", subject, what),))


def _without(name: str, subject: str, line: str, what: str) -> Fault:
    """Make a fault of one property that is taken out, found where the subject opens."""
    return Fault(name, ((f"\t{line} ;\n", ""),), ((_at(subject), subject, what),))


def _turned(name: str, subject: str, before: str, after: str, *what: str) -> Fault:
    """Make a fault of one property that is changed, found on its line."""
    return Fault(name, ((before, after),), tuple((after.strip(), subject, one) for one in what))


LABEL = 'rdfs:label "Those who are read to know more words."@en'
CLAIM_FAULTS = [
    _without("no label", A, LABEL, "a claim has exactly one label"),
    _added("two labels", A, 'rdfs:label "Wer liest, hat Worte."@de', "a claim has exactly one label"),
    Fault(
        "no certainty",
        (("f:certainty f:Stated ;\n\tf:outcome", "f:outcome"),),
        ((_at(A), A, "a claim has exactly one certainty"),),
    ),
    _added("two subjects", A, "f:subject concept:c", "a claim has exactly one subject"),
    _added("two outcomes", A, "f:outcome concept:c", "a claim has exactly one outcome"),
    _added("two relations", A, "f:relation f:linkedTo", "a claim has exactly one relation"),
    _added("two readings", A, "f:reading f:Causal", "a claim has exactly one reading"),
    _added("two certainties", A, "f:certainty f:Reported", "a claim has exactly one certainty"),
    _turned(
        "subject is a text",
        A,
        "f:subject concept:a .",
        'f:subject "reading" .',
        "the subject is not a concept of this graph: reading",
    ),
    _turned(
        "outcome is a text",
        A,
        "f:outcome concept:b ;",
        'f:outcome "words" ;',
        "the outcome is not a concept of this graph: words",
    ),
    _turned(
        "subject is no concept",
        A,
        "f:subject concept:a .",
        "f:subject concept:none .",
        "the subject is not a concept of this graph: concept:none",
    ),
    _turned(
        "outcome is no concept",
        A,
        "f:outcome concept:b ;",
        "f:outcome source:t ;",
        "the outcome is not a concept of this graph: source:t",
    ),
    _added("unknown hedge", A, "f:hedge f:Stated", "unknown hedge: f:Stated"),
    _added(
        "population is no concept",
        A,
        "f:population concept:none",
        "a population is not a concept of this graph: concept:none",
    ),
    _added("age is no concept", A, "f:age concept:none", "an age is not a concept of this graph: concept:none"),
    _added(
        "subject age is no concept",
        A,
        "f:subjectAge concept:none",
        "an age of the subject is not a concept of this graph: concept:none",
    ),
    _added(
        "condition is no concept",
        A,
        "f:condition concept:none",
        "a condition is not a concept of this graph: concept:none",
    ),
    _added(
        "comparator is no concept",
        A,
        "f:comparator concept:none",
        "a comparator is not a concept of this graph: concept:none",
    ),
    _added(
        "mediator is no concept",
        A,
        "f:mediator concept:none",
        "a mediator is not a concept of this graph: concept:none",
    ),
    _added("explains no claim", A, "f:explains concept:a", "explains does not name a claim of this graph: concept:a"),
    _added(
        "disputes no claim", A, "cito:disputes concept:a", "disputes does not name a claim of this graph: concept:a"
    ),
    _added(
        "withdrawn twice",
        A,
        'prov:invalidatedAtTime "2026-05-01"^^xsd:date , "2026-05-02"^^xsd:date',
        "a claim is withdrawn once, on a date",
    ),
    _added(
        "revises no claim",
        A,
        "prov:wasRevisionOf concept:a",
        "a revision of something that is not a claim of this graph: concept:a",
    ),
    _added("cut off by a text", A, 'f:cutOff "yes"', "cut-off must be true or false: yes"),
    Fault(
        "no passage",
        ((f"{LABEL} ;\n\tprov:wasDerivedFrom passage:t-01-1-1 ;", f"{LABEL} ;"),),
        ((_at(A), A, "a claim without a passage"),),
    ),
    Fault(
        "passage is none",
        ((f"{LABEL} ;\n\tprov:wasDerivedFrom passage:t-01-1-1 ;", f"{LABEL} ;\n\tprov:wasDerivedFrom passage:none ;"),),
        (("passage:none", A, "a claim without a passage: passage:none"),),
    ),
    Fault("no basis", (("\tf:basis eco:0000034 ;\n", ""),), ((_at(A), A, "a claim without a basis"),)),
    Fault("no subject", ((" ;\n\tf:subject concept:a .", " ."),), ((_at(A), A, "a claim has exactly one subject"),)),
    Fault(
        "unknown relation",
        (("f:relation f:withMore ;\n\tf:subject concept:a", "f:relation f:causes ;\n\tf:subject concept:a"),),
        (("f:causes", A, "unknown relation: f:causes"), (_at(A), A, "not in the vocabulary: f:causes")),
    ),
    Fault(
        "unknown reading",
        (("f:reading f:Correlational", "f:reading f:Certainty"),),
        (("f:reading f:Certainty", A, "unknown reading: f:Certainty"),),
    ),
    Fault(
        "unknown certainty",
        (("f:certainty f:Stated ;\n\tf:outcome", "f:certainty f:Modal ;\n\tf:outcome"),),
        (("f:certainty f:Modal", A, "unknown certainty: f:Modal"),),
    ),
    Fault(
        "supported by an article",
        (_after(A, "cito:isSupportedBy source:t", "f:basis eco:0000033"),),
        (("cito:isSupportedBy", A, "supported by something that is not a study: source:t"),),
    ),
]
OTHER_FAULTS = [
    _added(
        "text in a passage",
        "passage:t-01-1-1",
        'schema:text "The words."',
        "text or another property in a passage: it holds only where a sentence stands: The words.",
    ),
    _turned("digest too short", "passage:t-01-1-1", DIGEST, DIGEST[:-1], f"a broken digest: {DIGEST[:-1]}"),
    _turned("digest in capitals", "passage:t-01-1-1", DIGEST, DIGEST.upper(), f"a broken digest: {DIGEST.upper()}"),
    _without("no digest", "passage:t-01-1-1", f'schema:sha256 "{DIGEST}"', "a broken digest"),
    _without("no section", "passage:t-01-1-1", "f:section 1", "a passage has exactly one section, a whole number"),
    _turned(
        "section is a text",
        "passage:t-01-1-1",
        "f:section 1",
        'f:section "1"',
        "a passage has exactly one section, a whole number: 1",
    ),
    _turned(
        "paragraph is negative",
        "passage:t-01-1-1",
        "f:paragraph 1",
        "f:paragraph -1",
        "a passage has exactly one paragraph, a whole number: -1",
    ),
    _added("two sentences", "passage:t-01-1-1", "f:sentence 2", "a passage has exactly one sentence, a whole number"),
    _without("no source", "passage:t-01-1-1", "oa:hasSource source:t", "a passage has exactly one source"),
    _without(
        "concept without a label",
        "concept:a",
        'skos:prefLabel "reading aloud"@en',
        "a concept without a label, or with two in one language",
    ),
    _added(
        "two labels in one language",
        "concept:a",
        'skos:prefLabel "reading"@en',
        "a concept without a label, or with two in one language",
    ),
    _turned("unknown kind", "concept:a", "f:kind f:Caregiving", "f:kind f:Good", "unknown kind of concept: f:Good"),
    _added("unknown valence", "concept:a", "f:valence f:Outcome", "unknown valence: f:Outcome"),
    _added(
        "broader is no concept",
        "concept:a",
        "skos:broader source:t",
        "the broader concept is not a concept of this graph: source:t",
    ),
    _added("plural is a text", "concept:a", 'f:plural "yes"', "plural must be true or false: yes"),
    _added("from-age is a whole number", "concept:a", "f:fromAge 13", "from-age is a number of years: 13"),
    _added("to-age is a text", "concept:a", 'f:toAge "19"', "to-age is a number of years: 19"),
    Fault(
        "source without a title",
        (('source:t a fabio:Article ;\n\tdcterms:title "A test article"@en .', "source:t a fabio:Article ."),),
        (("source:t a fabio:Article .", "source:t", "a source without a title"),),
    ),
    Fault(
        "book without a title",
        (("source:t a fabio:Article ;", "source:u a fabio:Book .\nsource:t a fabio:Article ;"),),
        (("source:u", "source:u", "a source without a title"),),
    ),
    _without("study without a label", "study:s", 'rdfs:label "A study"@en', "a study without a label"),
    _turned(
        "unknown design", "study:s", "f:design f:Longitudinal", "f:design f:Causal", "unknown study design: f:Causal"
    ),
    _turned("years are a text", "study:s", "f:years 30", 'f:years "30"', "years is a whole number: 30"),
    _turned(
        "gap about a concept",
        "gap:t-01-a",
        "f:about claim:t-01-a",
        "f:about concept:b",
        "a gap is about claims of this graph: concept:b",
    ),
    _turned(
        "gap lacks something else",
        "gap:t-01-a",
        "f:lacks f:Mechanism",
        "f:lacks f:Good",
        "a gap lacks a link, a mechanism or a size: f:Good",
    ),
    _without(
        "gap without a label", "gap:t-01-a", 'rdfs:label "How it comes about is not known."@en', "a gap without a label"
    ),
    _turned(
        "remark about a claim",
        "remark:t-01-a",
        "f:about concept:a",
        "f:about claim:t-01-b",
        "a remark is about a concept of this graph: claim:t-01-b",
    ),
    _without("remark without a basis", "remark:t-01-a", "f:basis f:ClaimedKnown", "a remark without a basis"),
    _without(
        "remark without a label", "remark:t-01-a", 'rdfs:label "Reading is praised."@en', "a remark without a label"
    ),
]
RULES = {
    "hedged-without-doubt": Fault(
        "hedged without a doubt",
        (("\tf:hedge f:Modal ;\n", ""),),
        ((_at(B), B, "hedged or guessed, and no doubt says why: f:Hedged"),),
    ),
    "firmer-than-doubt": Fault(
        "firmer than its doubt",
        (_after(A, "f:hedge f:OpenGuess"),),
        ((_at(A), A, "firmer than this doubt allows: f:OpenGuess"),),
    ),
    "traceable-without-study": Fault(
        "traceable basis without a study",
        (("f:basis eco:0000034", "f:basis eco:0000033"),),
        ((_at(A), A, "the basis is a traceable reference, and no study is named: eco:0000033"),),
    ),
    "study-without-traceable-basis": Fault(
        "study without a traceable basis",
        (_after(A, "cito:isSupportedBy study:s"),),
        ((_at(A), A, "a study is named, and the basis is not a traceable reference: study:s"),),
    ),
    "inference-without-premises": Fault(
        "inference without premises",
        (("f:basis eco:0000034", "f:basis eco:0006185"),),
        ((_at(A), A, "the author's inference, and no premise: eco:0006185"),),
    ),
    "firmer-than-premise": Fault(
        "inference firmer than its weakest premise",
        (("f:basis eco:0000034", "f:basis eco:0006185"), _after(A, f"f:premise {B}")),
        ((_at(A), A, f"firmer than this premise: {B}"),),
    ),
    "withdrawn-without-date": Fault(
        "withdrawn at no date",
        (_after(A, 'prov:invalidatedAtTime "last spring"'),),
        ((_at(A), A, "prov:invalidatedAtTime is no date: last spring"),),
    ),
    "withdrawn-no-claim": Fault(
        "a withdrawn concept",
        (_after("concept:c", 'prov:invalidatedAtTime "2026-05-01"^^xsd:date'),),
        ((_at("concept:c"), "concept:c", "only a claim can be withdrawn: 2026-05-01"),),
    ),
    "revised-and-standing": Fault(
        "a revised claim that stands",
        (_after(B, f"prov:wasRevisionOf {A}"),),
        ((_at(A), A, f"it was revised and still stands beside its revision: {B}"),),
    ),
    "rests-on-withdrawn": Fault(
        "a claim that explains a withdrawn one",
        (_after(B, f"f:explains {A}"), _after(A, 'prov:invalidatedAtTime "2026-05-01"^^xsd:date')),
        ((_at(B), B, f"it points to a claim that has been withdrawn: {A}"),),
    ),
    "circles": Fault(
        "a circle of premises",
        (_after(A, f"f:explains {B}"), _after(B, f"f:explains {A}")),
        (
            (_at(A), A, "comes back to itself by way of this property: f:explains"),
            (_at(B), B, "comes back to itself by way of this property: f:explains"),
        ),
    ),
    "subject-is-outcome": Fault(
        "subject equals outcome",
        (("f:outcome concept:b", "f:outcome concept:a"),),
        ((_at(A), A, "the subject is the outcome: concept:a"),),
    ),
    "unknown-terms": Fault(
        "a term that is not in the vocabulary",
        (_after(A, "f:strength 3"),),
        ((_at(A), A, "not in the vocabulary: f:strength"),),
    ),
    "unknown-basis": Fault(
        "a basis that is none",
        (("f:basis eco:0000034", "f:basis eco:0000001"),),
        ((_at(A), A, "unknown basis: eco:0000001"),),
    ),
    "belief-asserted": Fault(
        "a popular belief that is asserted",
        (("f:basis eco:0000034", "f:basis f:PopularBelief"),),
        ((_at(A), A, "a popular belief is f:Reported: f:Stated"),),
    ),
    "holder-of-asserted": Fault(
        "a holder of an asserted claim",
        (_after(A, "f:heldBy concept:a"),),
        ((_at(A), A, "f:heldBy is for f:Reported claims: concept:a"),),
    ),
    "reading-and-relation": Fault(
        "constitutive without part of",
        (("f:reading f:Correlational", "f:reading f:Constitutive"),),
        ((_at(A), A, "f:Constitutive goes with f:partOf and f:definedAs, and only with them: f:withMore"),),
    ),
    "weaker-without-hedge": Fault(
        "weaker without the hedge",
        (_after(A, f"f:weakerThan {B}"),),
        ((_at(A), A, f"f:weakerThan goes with the hedge f:WeakerResult: {B}"),),
    ),
    "one-way-alternatives": Fault(
        "an either-or one way",
        (_after(A, f"f:alternativeTo {B}"),),
        ((_at(B), B, f"an either-or goes both ways: {A}"),),
    ),
    "one-way-opposites": Fault(
        "an opposite one way",
        (_after("concept:a", "f:opposite concept:b"),),
        ((_at("concept:b"), "concept:b", "an opposite goes both ways: concept:a"),),
    ),
    "restates-another": Fault(
        "a restatement of another claim",
        (_after(A, f"f:restates {B}"),),
        ((_at(A), A, f"it restates a claim that has another subject, outcome or relation: {B}"),),
    ),
    "cut-off-whole-passage": Fault(
        "cut off in a whole passage",
        (_after(A, "f:cutOff true"),),
        ((_at(A), A, "the claim is cut off and its passage is not: passage:t-01-1-1"),),
    ),
    "same-label": Fault(
        "two concepts of one label",
        (("vocabulary size", "reading aloud"),),
        ((_at("concept:a"), "concept:a", "another concept has the same label: concept:b"),),
    ),
    "same-place": Fault(
        "two passages of one place",
        (
            (
                "study:s a f:Study ;",
                f'passage:t-01-1-2 a f:Passage ;\n\toa:hasSource source:t ;\n\tschema:sha256 "{DIGEST}" ;\n'
                "\tf:section 1 ; f:paragraph 1 ; f:sentence 1 .\nstudy:s a f:Study ;",
            ),
        ),
        (
            (
                _at("passage:t-01-1-1"),
                "passage:t-01-1-1",
                "another passage has the same source, section, paragraph and sentence: passage:t-01-1-2",
            ),
        ),
    ),
}
LITERAL_FAULTS = [
    _added("bad decimal", "concept:a", 'skos:note "abc"^^xsd:decimal', '"abc" at skos:note is no xsd:decimal'),
    _added(
        "bad date", "source:t", 'dcterms:issued "21.9.2019"^^xsd:date', '"21.9.2019" at dcterms:issued is no xsd:date'
    ),
    _added(
        "control character", A, 'skos:note "a\\u0007b"', "a control or bidirectional character in the text at skos:note"
    ),
    _added(
        "bidirectional character",
        A,
        'skos:note "a\\u202Eb"',
        "a control or bidirectional character in the text at skos:note",
    ),
    _added(
        "script as a link",
        "source:t",
        "schema:url <javascript:alert(1)>",
        "a link at schema:url that is no web address",
    ),
    _added(
        "file as a link",
        "source:t",
        "rdfs:seeAlso <file:///etc/passwd>",
        "a link at rdfs:seeAlso that is no web address",
    ),
]


@pytest.fixture
def check(tmp_path: Path, head: str) -> Callable[[str], tuple[str, list[Problem]]]:
    """A function that checks Turtle in a file and gives the file's text and its problems."""

    def call(turtle: str, most: int = shapes.MOST_FOR_PYSHACL) -> tuple[str, list[Problem]]:
        file = tmp_path / "x.ttl"
        file.write_text(head + turtle, encoding="utf-8")
        graph = store.from_files([file], withdrawn=True)
        return str(file), shapes.check(graph, graph.files, CHECKS, most)

    return call


def _line(text: str, needle: str) -> int:
    """Give the number of the line on which a text ends that stands there once; the line of prefixes is the first."""
    assert text.count(needle) == 1, needle
    return text[: text.index(needle) + len(needle)].count("\n") + 2


def _broken(fault: Fault) -> str:
    text = VALID
    for before, after in fault.changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def test_a_valid_graph_has_no_problem(check: Callable[[str], tuple[str, list[Problem]]]) -> None:
    """A claim, a hedged one, a gap, a remark, a study."""
    assert [] == check(VALID)[1]


def test_the_shipped_graph_has_no_problem(shipped: store.FileStore) -> None:
    """What we ship is what we ask of others."""
    assert [] == shapes.check(shipped, shipped.files, CHECKS)


@pytest.mark.parametrize(
    "fault",
    [*CLAIM_FAULTS, *OTHER_FAULTS, *RULES.values(), *LITERAL_FAULTS],
    ids=lambda fault: fault.name,
)
def test_a_fault_is_found_at_its_line_and_no_other_is(
    fault: Fault, check: Callable[..., tuple[str, list[Problem]]]
) -> None:
    """One problem a fault: the file, the line, the item, what is wrong; by pyshacl, and by the shapes as questions."""
    text = _broken(fault)
    for most in (shapes.MOST_FOR_PYSHACL, 0):
        file, problems = check(text, most)
        expected = {(file, _line(text, needle), item, what) for needle, item, what in fault.problems}
        assert expected == {(p.place.file, p.place.line, shorten(p.item), p.what) for p in problems}


def test_every_check_has_a_fault_that_it_finds() -> None:
    """A check that nothing is known to trip is no check."""
    assert {question.name for question in CHECKS} == set(RULES)


@pytest.mark.parametrize("property_name", ["premise", "weakerThan", "restates", "explains"])
def test_a_circle_is_found_in_each_property_between_claims(
    property_name: str, make_store: Callable[[str], store.FileStore]
) -> None:
    """However long it is."""
    links = " ".join(f"claim:{a} f:{property_name} claim:{b} ." for a, b in ("ab", "bc", "ca"))
    question = next(question for question in CHECKS if question.name == "circles")
    assert ["a", "b", "c"] == [row["item"][-1] for row in make_store(links).select(question.text).dicts()]


def test_a_circle_of_broader_concepts_is_found(make_store: Callable[[str], store.FileStore]) -> None:
    """A concept that is broader than itself would never end."""
    question = next(question for question in CHECKS if question.name == "circles")
    graph = make_store("concept:a skos:broader concept:b . concept:b skos:broader concept:a .")
    assert 2 == len(graph.select(question.text).rows)


@pytest.mark.parametrize(
    "fault", [*CLAIM_FAULTS, *OTHER_FAULTS, *RULES.values(), *LITERAL_FAULTS], ids=lambda fault: fault.name
)
def test_a_fault_is_found_at_its_column(fault: Fault, check: Callable[[str], tuple[str, list[Problem]]]) -> None:
    """What stands at line and column is the value at fault, its property, or the subject that lacks one."""
    file, problems = check(_broken(fault))
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    assert problems
    for problem in problems:
        assert problem.place.line
        assert problem.place.column
        there = lines[problem.place.line - 1][problem.place.column - 1 :]
        value = problem.what.rpartition(": ")[2]
        starts = (shorten(problem.item), shorten(problem.path), value, f'"{value}', f"<{value}")
        literal = ('"', "<") if fault in LITERAL_FAULTS else ()
        assert there.startswith((*filter(None, starts), *literal)), (there, problem)


def test_every_problem_comes_with_a_cure(check: Callable[[str], tuple[str, list[Problem]]]) -> None:
    """What to do is said for each."""
    problems = [p for fault in (CLAIM_FAULTS[0], RULES["circles"], LITERAL_FAULTS[0]) for p in check(_broken(fault))[1]]
    assert len(problems) == 4
    assert [] == [problem for problem in problems if not problem.cure]


def test_a_problem_reads_as_file_line_item_what_and_cure(check: Callable[[str], tuple[str, list[Problem]]]) -> None:
    """An editor can jump to it, and a person can mend it."""
    file, (problem,) = check(_broken(RULES["unknown-basis"]))
    line = _line(VALID, _at(A))
    expected = f"{file}:{line}:1: {A}: unknown basis: eco:0000001\n  try: use one of the terms of the class f:Basis"
    assert expected == str(problem)


def test_problems_come_in_the_order_of_lines(check: Callable[[str], tuple[str, list[Problem]]]) -> None:
    """So that a file is mended from top to bottom."""
    text = VALID.replace(" ;\n\tf:kind f:Caregiving", " ;\n\tf:kind f:Good").replace(
        "f:relation f:withMore", "f:relation f:causes"
    )
    lines = [problem.place.line for problem in check(text)[1]]
    assert len(lines) > 3
    assert sorted(lines) == lines


def test_a_node_without_a_name_is_found(check: Callable[[str], tuple[str, list[Problem]]]) -> None:
    """At the line that points to it; its own properties are not taken for those of others."""
    node = 'f:condition [ a skos:Concept ; skos:prefLabel "rain"@en ]'
    _, problems = check(VALID.replace(_at(A), f"{_at(A)}\n\t{node} ;"))
    places = {
        (p.place.line, p.item and shorten(p.item)) for p in problems if p.what.startswith("a node without a name")
    }
    assert {(_line(VALID, _at(A)) + 1, A), (None, "")} == places


@pytest.mark.parametrize(
    ("turtle", "what"),
    [
        ("", "empty: no triples, so no claims"),
        ('concept:a a skos:Concept ; skos:prefLabel "reading"@en .', "no claims in it"),
    ],
    ids=["no triples", "no claim"],
)
def test_a_graph_without_claims_is_a_problem(
    turtle: str, what: str, check: Callable[[str], tuple[str, list[Problem]]]
) -> None:
    """Nothing to check is not the same as nothing wrong."""
    file, problems = check(turtle)
    assert [(file, what)] == [(problem.place.file, problem.what) for problem in problems]


def test_a_fault_of_one_file_is_told_with_that_file(tmp_path: Path, head: str) -> None:
    """Claims may stand in one file and concepts in another."""
    claims, concepts = VALID[VALID.index("source:t a") :], VALID[: VALID.index("source:t a")]
    (tmp_path / "claims.ttl").write_text(head + claims, encoding="utf-8")
    (tmp_path / "concepts.ttl").write_text(
        head + concepts.replace("f:kind f:Outcome", "f:kind f:Good"), encoding="utf-8"
    )
    graph = store.from_files([tmp_path / "claims.ttl", tmp_path / "concepts.ttl"])
    (problem,) = shapes.check(graph, graph.files, CHECKS)
    assert (str(tmp_path / "concepts.ttl"), 7) == (problem.place.file, problem.place.line)


def test_what_two_files_say_otherwise_is_told_with_both_places(tmp_path: Path, head: str) -> None:
    """Two kinds of one concept: which, and where each stands."""
    one, other = tmp_path / "one.ttl", tmp_path / "other.ttl"
    one.write_text(head + VALID, encoding="utf-8")
    other.write_text(f"{head}concept:b a skos:Concept ;\n\tf:kind f:Capacity .\n", encoding="utf-8")
    graph = store.from_files([one, other])
    (problem,) = shapes.check(graph, graph.files, CHECKS)
    line = next(n for n, text in enumerate((head + VALID).splitlines(), 1) if "f:kind f:Outcome" in text)
    last = len(head.splitlines()) + 2
    said = f"more than one kind of one concept: f:Outcome in {one}:{line}:9, f:Capacity in {other}:{last}:9"
    assert said == problem.what


def test_lines_are_found_with_any_prefix_or_none(check: Callable[[str], tuple[str, list[Problem]]]) -> None:
    """Full IRIs and prefixes of one's own."""
    text = _broken(RULES["unknown-basis"]).replace(
        "claim:t-01-a a f:Claim", "<https://w3id.org/findings-graph/claim/t-01-a> a f:Claim"
    )
    mine = _broken(RULES["unknown-basis"]).replace(
        "claim:t-01-a a f:Claim", "@prefix my: <https://w3id.org/findings-graph/claim/> .\nmy:t-01-a a f:Claim"
    )
    assert [_line(text, "/t-01-a> a f:Claim")] == [p.place.line for p in check(text)[1]]
    assert [_line(mine, "my:t-01-a a")] == [p.place.line for p in check(mine)[1]]


def test_the_places_of_many_faults_are_found_in_one_reading(tmp_path: Path, head: str) -> None:
    """Ten thousand claims, each with a fault: seconds, where looking through the file for each takes minutes."""
    count = 10_000
    claims = (f"claim:t-{n} a f:Claim ;\n\tf:certainty 1 ;\n\tf:basis 2 .\n" for n in range(count))
    path = tmp_path / "many.ttl"
    path.write_text(head + "".join(claims), encoding="utf-8")
    finder = places.Finder({str(path): rdf.read(str(path))})
    begun = time.monotonic()
    found = [finder.place(f"{PREFIXES['claim']}t-{n}", TERM.basis).line for n in range(count)]
    missing = {finder.place(f"{PREFIXES['claim']}none-{n}", TERM.certainty).line for n in range(count)}
    assert time.monotonic() - begun < 10
    assert [4 + 3 * n for n in range(count)] == found
    assert {3} == missing
