"""Promises of the generator: valid claims of the whole model, skewed, repeatable, in memory that does not grow."""

import runpy
import subprocess
import sys
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from graph import rdf
from graph.vocabulary import PREFIXES, TERM

SCRIPT = Path(__file__).parent.parent / "scripts" / "generate.py"
turtle = runpy.run_path(str(SCRIPT))["turtle"]
CLAIM_PROPERTIES = (
    "subject", "outcome", "relation", "reading", "certainty", "hedge", "basis", "population", "age", "subjectAge",
    "condition", "comparator", "mediator", "weakerThan", "premise", "explains", "alternativeTo", "restates", "heldBy",
    "cutOff",
)  # fmt: skip
OTHER_PROPERTIES = (
    "section", "paragraph", "sentence", "about", "lacks", "design", "opposite", "kind", "fromAge", "toAge", "study",
    "stance", "estimate", "differsIn", "measured", "exposure", "result", "measure", "ciLow", "sampleSize", "cohort",
)  # fmt: skip


def _text(claims: int, seed: int = 7) -> str:
    return "".join(turtle(claims, seed))


def test_a_thousand_claims_have_no_problem(tmp_path: Path) -> None:
    """`findings check` passes them."""
    made = tmp_path / "made.ttl"
    made.write_text(_text(1000), encoding="utf-8")
    done = subprocess.run([Path(sys.executable).with_name("findings"), "check", made], capture_output=True, check=False)
    assert (0, b"no problems in made.ttl, vocabulary.ttl\n") == (done.returncode, done.stdout)


@pytest.mark.parametrize("claims", [1, 59, 60, 61, 333])
def test_there_are_as_many_claims_as_wanted(claims: int) -> None:
    """Not one more or less, across the ends of sources."""
    quads = rdf.from_bytes(_text(claims).encode(), rdf.FORMATS[".ttl"], "made.ttl")
    assert claims == sum(getattr(quad.object, "value", "") == TERM.Claim for quad in quads)


def test_the_whole_model_occurs() -> None:
    """Each property of claims, passages, studies, figures and lines of evidence is there at 5,000 claims."""
    quads = rdf.from_bytes(_text(5000).encode(), rdf.FORMATS[".ttl"], "made.ttl")
    used = {quad.predicate.value for quad in quads}
    wanted = {getattr(TERM, name) for name in (*CLAIM_PROPERTIES, *OTHER_PROPERTIES)}
    wanted |= {f"{PREFIXES['cito']}isSupportedBy", f"{PREFIXES['cito']}disputes", f"{PREFIXES['skos']}broader"}
    assert set() == wanted - used


def test_a_few_concepts_have_most_of_the_claims() -> None:
    """The tenth of the concepts that is used most has more than half of the outcomes."""
    quads = rdf.from_bytes(_text(5000).encode(), rdf.FORMATS[".ttl"], "made.ttl")
    counts = [n for _, n in Counter(q.object for q in quads if q.predicate.value == TERM.outcome).most_common()]
    concepts = sum(getattr(quad.object, "value", "") == f"{PREFIXES['skos']}Concept" for quad in quads)
    assert sum(counts[: concepts // 10]) > sum(counts) / 2


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others() -> None:
    """It can be repeated elsewhere."""
    assert _text(200) == _text(200)
    assert _text(200) != _text(200, 8)


def test_memory_does_not_grow_with_the_number() -> None:
    """Ten times the claims take no more than one and a half times the memory."""
    peaks = []
    for claims in (2000, 20000):
        tracemalloc.start()
        for _ in turtle(claims):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0] + 100_000


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    """With exit code 2 and nothing on standard output."""
    done = subprocess.run([sys.executable, SCRIPT, number], capture_output=True, check=False)
    assert (2, b"") == (done.returncode, done.stdout)
