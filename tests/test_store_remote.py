"""Promises of asking an endpoint: on two real servers, whatever is asked is answered as from the files."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph import names, queries, questions, records, shapes, store
from graph.claims import Findings
from graph.errors import LimitError, QueryError, UsageError
from graph.store import derived, remote
from graph.store.remote import RemoteStore
from graph.vocabulary import LITERATURE_GRAPH, SHORTCUTS, TERM
from tests import servers

Examples = Callable[[questions.Question], dict[str, queries.Given]]
ROOT = Path(__file__).parent.parent
ENGINES = ("oxigraph", "virtuoso")
QUESTIONS = [question.name for question in questions.list_all()]
FEW_ROWS = 1500


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """A function that gives the address of a server with the shipped data, started when it is first asked for."""
    file = servers.dump(tmp_path_factory.mktemp("data"))
    running: dict[str, str] = {}
    with ExitStack() as stack:

        def address(engine: str) -> str:
            if reason := getattr(servers, f"why_no_{engine}")():
                if os.environ.get("FINDINGS_REQUIRE_SERVERS"):
                    pytest.fail(reason)
                pytest.skip(reason)
            if engine not in running:
                more = {"most": FEW_ROWS} if engine == "virtuoso" else {}
                start = getattr(servers, engine)
                running[engine] = stack.enter_context(start(tmp_path_factory.mktemp(engine), file, **more))
            return running[engine]

        yield address


@pytest.fixture(params=ENGINES)
def address(request: pytest.FixtureRequest, begin: Callable[[str], str]) -> str:
    """The address of one server after the other."""
    return begin(request.param)


@pytest.fixture
def endpoint(address: str) -> RemoteStore:
    """That server, asked for the article and the literature together."""
    return RemoteStore(address + servers.BOTH)


OF_OTHER_DATA = {
    *("across-agreements", "across-contradictions", "across-differences", "other-sources", "repeated-claims"),
    *("replicated-findings", "withdrawn-claims"),
}
"""Questions of several sources, or of withdrawn claims: the shipped graph has one source, and nothing withdrawn."""


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_named_question_is_answered_as_from_the_files(
    name: str, address: str, shipped: store.FileStore, examples: Examples
) -> None:
    """Row for row, in the same order, by the layer that the question is of."""
    question = questions.find(name)
    files = store.from_files(layer=question.layer) if question.layer else shipped
    there = store.from_data([address + servers.BOTH], question.layer or "all")
    given = examples(question)
    expected = queries.tidy(question, files.select(queries.bind(question, given, files)))
    got = queries.tidy(question, there.select(queries.bind(question, given, there)))
    assert expected.variables == got.variables
    assert expected.rows or name in OF_OTHER_DATA
    assert servers.rows(expected) == servers.rows(got)


def test_records_are_those_of_the_files(endpoint: RemoteStore, findings: Findings) -> None:
    """Claims and all that they refer to, more rows than an answer may have; forms of numbers aside."""
    got = records.read(endpoint)
    for part in ("claims", "concepts", "passages", "sources", "gaps", "remarks", "datasets"):
        assert getattr(findings, part) == getattr(got, part), part
    assert findings.studies.keys() == got.studies.keys()


def test_an_endpoint_of_the_shipped_data_has_no_problem(endpoint: RemoteStore, shipped: store.FileStore) -> None:
    """Shapes and checks pass there too: every triple was fetched."""
    checks = questions.list_all(str(Path(__file__).parent.parent / "queries" / "checks"))
    assert len({(q.subject, q.predicate) for q in shipped.quads}) == len(
        {(q.subject, q.predicate) for q in endpoint.quads}
    )
    assert [] == shapes.check(endpoint, endpoint.files, checks)


def test_what_is_derived_from_an_endpoint_is_what_is_derived_from_the_files(
    endpoint: RemoteStore, shipped: store.FileStore
) -> None:
    """So that it can be loaded where it is missing."""
    assert set(derived.quads(shipped)) == set(derived.quads(endpoint))


def test_an_answer_longer_than_a_page_is_whole_and_in_order(endpoint: RemoteStore, shipped: store.FileStore) -> None:
    """Ordered or not; Virtuoso is told to give no more than 1,500 rows at a time."""
    for query in ("SELECT ?s ?p { ?s ?p ?o }", "SELECT DISTINCT ?s ?p { ?s ?p ?o } ORDER BY DESC(STR(?p)) ?s"):
        expected = shipped.select(query)
        assert len(expected.rows) > 2 * FEW_ROWS
        assert servers.rows(expected) == servers.rows(endpoint.select(query))


def test_a_limit_of_the_query_is_kept(endpoint: RemoteStore) -> None:
    """A thousand and one rows where that many are wanted."""
    assert 1001 == len(endpoint.select("SELECT ?s ?p { ?s ?p ?o } ORDER BY ?s ?p LIMIT 1001").rows)


def test_truth_is_told(endpoint: RemoteStore) -> None:
    """ASK is answered with true and false, also beside VALUES."""
    assert endpoint.answer("ASK { VALUES ?s { concept:anxiety } ?s a skos:Concept }") is True
    assert endpoint.answer("ASK { VALUES ?s { claim:nine-ways-02-d } ?s a skos:Concept }") is False
    assert ("claim", f"{TERM.Claim.split('terms')[0]}claim/nine-ways-02-d") == names.find(endpoint, "nine-ways-02-d")


def test_a_construct_is_answered_with_triples(endpoint: RemoteStore, shipped: store.FileStore) -> None:
    """The same ones."""
    query = "CONSTRUCT { ?s f:withMore ?o } WHERE { ?c f:subject ?s ; f:outcome ?o ; f:relation f:withMore }"
    assert shipped.construct(query) == endpoint.construct(query)


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isIRI(?o)) }",
        "CONSTRUCT { ?o <http://e/of> ?s } WHERE { ?s ?p ?o FILTER(isIRI(?o)) } ORDER BY ?s ?p ?o LIMIT 1700",
        "CONSTRUCT WHERE { ?s rdfs:label ?o }",
    ],
)
def test_a_long_construct_is_whole(query: str, endpoint: RemoteStore, shipped: store.FileStore) -> None:
    """Virtuoso cuts triples without a word; a part is never taken for the whole."""
    expected = shipped.construct(query)
    assert expected
    assert expected == endpoint.construct(query)


def test_a_fault_in_a_query_is_placed_as_with_files(endpoint: RemoteStore) -> None:
    """Line and column, whatever the endpoint says of it."""
    with pytest.raises(QueryError, match=r"mine\.rq:2:\d"):
        endpoint.answer_file("SELECT *\nFOO", "mine.rq")


def test_without_the_derived_graph_a_question_on_it_is_refused(address: str) -> None:
    """No rows would be taken for an answer; what to do is said."""
    bare = RemoteStore(f"{address}?default-graph-uri=http://nowhere.example/")
    assert [] == bare.select("SELECT ?s { ?s ?p ?o }").rows
    bare._derived = set()
    with pytest.raises(QueryError, match=r"export --derived"):
        bare.select(f"SELECT ?s {{ GRAPH <{SHORTCUTS}> {{ ?s ?p ?o }} }}")


def test_a_layer_is_told_by_the_graph_of_the_literature(address: str) -> None:
    """Left out where the address names it; a fault where it does not, unless only a question would rather."""
    article = RemoteStore(address + servers.BOTH, "article")
    assert not article.answer("ASK { ?line a f:EvidenceLine }")
    assert article.answer("ASK { ?claim a f:Claim }")
    with pytest.raises(UsageError, match=LITERATURE_GRAPH):
        RemoteStore(address, "article")
    assert RemoteStore(address, "article", strict=False).endpoint.graphs == []


def test_more_than_can_be_read_as_a_whole_is_refused(endpoint: RemoteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is fetched."""
    monkeypatch.setattr(remote, "MOST_QUADS", 100)
    with pytest.raises(LimitError, match="too many to be read as a whole"):
        list(endpoint.quads)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_endpoint_of_several_sources_compares_them_as_files_do(
    engine: str, tmp_path: Path, examples: Examples
) -> None:
    """What is derived was loaded there; without it, the question is refused rather than answered with nothing."""
    if reason := getattr(servers, f"why_no_{engine}")():
        pytest.skip(reason)
    paths = (str(ROOT / "data"), str(ROOT / "tests" / "other-sources.ttl"))
    files = store.from_files(paths)
    with getattr(servers, engine)(tmp_path, servers.dump(tmp_path, paths)) as address:
        endpoint = RemoteStore(address + servers.BOTH)
        for name in sorted(OF_OTHER_DATA - {"withdrawn-claims"}):
            question = questions.find(name)
            text = queries.bind(question, examples(question), files)
            expected = queries.tidy(question, files.select(text)).dicts()
            assert expected == queries.tidy(question, endpoint.select(text)).dicts(), name
            assert expected or name != "across-differences"


def test_without_what_is_derived_an_endpoint_of_several_sources_refuses_to_compare(tmp_path: Path) -> None:
    """No rows would say that no source agrees with another."""
    if reason := servers.why_no_oxigraph():
        pytest.skip(reason)
    file = servers.dump(tmp_path, (str(ROOT / "data"), str(ROOT / "tests" / "other-sources.ttl")))
    file.write_bytes(b"\n".join(line for line in file.read_bytes().splitlines() if b"/across>" not in line))
    with servers.oxigraph(tmp_path, file) as address, pytest.raises(QueryError, match="derived from the claims"):
        RemoteStore(address + servers.BOTH).select(questions.find("across-agreements").text)
