"""Promises of a hundred thousand claims: two real servers answer every named question as the embedded store does."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from graph import queries, questions, store
from graph.errors import LimitError
from graph.questions import Question
from graph.store import FileStore, GraphStore, derived
from tests import made_up, servers

CLAIMS = 100_000
MOST_ROWS, BUFFERS = 500_000, 200_000
HELD_AGAINST_EACH_OTHER = {
    *("across-agreements", "across-contradictions", "across-differences", "other-sources", "repeated-claims"),
    "replicated-findings",
}
SLOW = {"chains", "contradictions", "two-wordings"}
"""What takes Virtuoso 17 seconds and more, chains over a minute; `benchmarks/questions.py` asks it of that, too."""
NOTHING_MADE_UP = {
    *("about-the-article", "explanations", "identifiers", "in-my-copy", "own-evaluations", "read-in"),
    *("studies-of-claim", "withdrawn-claims"),
}
"""What made-up claims have nothing of: a gap that is closed, an author who is evaluated, and the like."""


servers.SECONDS = 600


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> FileStore:
    """The claims in memory, of a file."""
    file = tmp_path_factory.mktemp("made-up") / "claims.ttl"
    made_up.write(CLAIMS, file)
    return store.from_files([file])


@pytest.fixture(scope="module")
def elsewhere(embedded: FileStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, GraphStore]]:
    """The same claims, and what is derived from them, on each server, which is given time: others work here, too."""
    for why_not in (servers.why_no_oxigraph(), servers.why_no_virtuoso()):
        if why_not and os.environ.get("FINDINGS_REQUIRE_SERVERS"):
            pytest.fail(why_not)
        if why_not:
            pytest.skip(why_not)
    files = [Path(name) for name in embedded.files]  # the claims and the vocabulary
    follows = files[0].with_suffix(".nq")
    follows.write_bytes(serialize(derived.quads(embedded), format=RdfFormat.N_QUADS) or b"")
    to_start = {
        "oxigraph": servers.oxigraph_in_memory(tmp_path_factory.mktemp("oxigraph"), *files, follows),
        "Virtuoso": servers.virtuoso(
            tmp_path_factory.mktemp("virtuoso"), *files, follows, most=MOST_ROWS, buffers=BUFFERS
        ),
    }
    with ExitStack() as stack, ThreadPoolExecutor() as at_once, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FINDINGS_TIMEOUT", str(servers.SECONDS))
        addresses = at_once.map(stack.enter_context, to_start.values())
        graphs = [store.from_data([f"{address}?default-graph-uri={servers.ARTICLE_GRAPH}"]) for address in addresses]
        yield dict(zip(to_start, graphs, strict=True))


def _asked(question: Question, given: dict[str, queries.Given], graph: GraphStore) -> list[tuple[str, ...]] | str:
    try:
        answer = queries.tidy(question, graph.select(queries.bind(question, given, graph)))
    except LimitError as error:
        return str(error).splitlines()[0]
    return servers.rows(answer)


def test_both_servers_answer_every_named_question_as_the_embedded_store(
    embedded: FileStore, elsewhere: dict[str, GraphStore]
) -> None:
    """Row for row, in the same order; what holds claims against each other is refused by all alike."""
    other, empty, refused = [], set(), set()
    with ThreadPoolExecutor() as at_once:
        for question in questions.list_all():
            given = made_up.given(question, embedded, narrow=True)
            asked = {
                name: at_once.submit(_asked, question, given, graph)
                for name, graph in elsewhere.items()
                if name != "Virtuoso" or question.name not in SLOW
            }
            expected = _asked(question, given, embedded)
            other += [(question.name, name) for name, answer in asked.items() if answer.result() != expected]
            (refused if isinstance(expected, str) else empty if not expected else set()).add(question.name)
    assert not other
    assert refused == HELD_AGAINST_EACH_OTHER
    assert empty == NOTHING_MADE_UP
