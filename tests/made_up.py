"""Made-up claims, as many as wanted, and for each named question something to ask of them."""

import subprocess
import sys
from pathlib import Path

from graph import queries
from graph.questions import Question
from graph.store import GraphStore

GENERATE = Path(__file__).parent.parent / "scripts" / "generate.py"
PATTERNS = {
    "concept": "?c f:subject ?found",
    "claim": "?found a f:Claim ; f:premise ?other",
    "study": "?line f:study ?found ; f:about ?claim",
    "source": "?passage oa:hasSource ?found",
    "cohort": "?study f:cohort ?found",
}
WORDS = {
    "basis": "ExpertAgreement", "hedge": "Modal", "reading": "Causal", "standing": "Supported", "lacks": "study",
    "integer": "2", "text": "sleep",
}  # fmt: skip


def write(claims: int, file: Path) -> None:
    """Write so many claims as Turtle."""
    with file.open("wb") as out:
        subprocess.run([sys.executable, GENERATE, str(claims)], stdout=out, check=True)


def given(question: Question, graph: GraphStore, *, narrow: bool = False) -> dict[str, queries.Given]:
    """Choose a value for each parameter: a thing that has much said of it, but not the most.

    A narrow question is given what it may do without, too.

    Between two concepts of which much is said there are millions of chains: there it is two of which little is.
    """
    found: dict[str, queries.Given] = {}
    share = 0.6 if question.name == "chains" else 0.05
    for number, parameter in enumerate(question.parameters):
        if parameter.kind in PATTERNS:
            counted = f"SELECT ?found (COUNT(*) AS ?n) {{ {PATTERNS[parameter.kind]} }}"
            rows = graph.select(f"{counted} GROUP BY ?found ORDER BY DESC(?n) ?found").rows
            if rows:
                found[parameter.name] = rows[min(len(rows) - 1, int(len(rows) * share) + number)][0].value  # type: ignore[union-attr]
        elif parameter.kind == "decimal":
            found[parameter.name] = {"from": "12", "to": "18"}.get(parameter.name, "12")
        elif parameter.kind == "copy":
            found[parameter.name] = [("0" * 64, 1, 1, 1)]
        elif narrow or not parameter.optional:
            word = WORDS.get(parameter.name, WORDS.get(parameter.kind))
            found |= {parameter.name: word} if word else {}
    return found
