"""Promises of scripts/conformance: a suite in the W3C's form is run, and what fails is told by name."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "conformance"
HEAD = """
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix rdft: <http://www.w3.org/ns/rdftest#> .
"""
SYNTAX = f"""{HEAD}
<> a mf:Manifest ; mf:entries ( <#right> <#wrong> <#bad> <#not-bad> ) .
<#right> a rdft:TestTurtleEval ; mf:action <right.ttl> ; mf:result <right.nt> .
<#wrong> a rdft:TestTurtleEval ; mf:action <right.ttl> ; mf:result <wrong.nt> .
<#bad> a rdft:TestTurtleNegativeSyntax ; mf:action <bad.ttl> .
<#not-bad> a rdft:TestTurtleNegativeSyntax ; mf:action <right.ttl> .
"""
QUERIES = f"""{HEAD}
<> a mf:Manifest ; mf:entries ( <#rows> <#other-rows> <#other-order> <#refused> <#update> <#again> ) .
<#rows> a mf:QueryEvaluationTest ; mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <rows.tsv> .
<#other-rows> a mf:QueryEvaluationTest ; mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <one.tsv> .
<#other-order> a mf:QueryEvaluationTest ;
  mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <order.ttl> .
<#refused> a mf:NegativeSyntaxTest11 ; mf:action <bad.rq> .
<#update> a mf:UpdateEvaluationTest ; mf:action <rows.rq> .
<#again> a mf:QueryEvaluationTest ; mf:action [ qt:query <graph.rq> ; qt:graphData <data.ttl> ] ; mf:result <rows.tsv> .
"""
ORDER = """@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> .
[] a rs:ResultSet ; rs:resultVariable "o" ;
  rs:solution [ rs:binding [ rs:variable "o" ; rs:value 2 ] ; rs:index 1 ] ,
    [ rs:binding [ rs:variable "o" ; rs:value 10 ] ; rs:index 2 ] ,
    [ rs:binding [ rs:variable "o" ; rs:value _:b ] ; rs:index 3 ] .
"""
FILES = {
    "turtle/manifest.ttl": SYNTAX,
    "turtle/right.ttl": "<a> <b> [ <c> 01 ] .",
    "turtle/right.nt": '_:x <http://www.w3.org/2013/TurtleTests/c> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
    "<http://www.w3.org/2013/TurtleTests/a> <http://www.w3.org/2013/TurtleTests/b> _:x .\n",
    "turtle/wrong.nt": "<http://www.w3.org/2013/TurtleTests/a> <http://www.w3.org/2013/TurtleTests/b> _:x .\n",
    "turtle/bad.ttl": "<a> <b> .",
    "bind/manifest.ttl": QUERIES,
    "bind/data.ttl": "<a> <p> 2 , 10 , _:b .",
    "bind/rows.rq": "SELECT ?o { <a> <p> ?o } ORDER BY ?o",
    "bind/graph.rq": "SELECT ?o { GRAPH <data.ttl> { <a> <p> ?o } }",
    "bind/rows.tsv": "?o\n10\n2\n_:other\n",
    "bind/one.tsv": "?o\n10\n_:other\n_:another\n",
    "bind/order.ttl": ORDER,
    "bind/bad.rq": "SELECT {",
}


def run(*folders: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, str(SCRIPT), *map(str, folders)]
    return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite of one syntax and of queries."""
    folder = tmp_path_factory.mktemp("suite")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_fails_is_told_by_name_and_the_rest_is_counted(suite: Path) -> None:
    """Other triples, what should be refused, other rows, another order; updates are left out; nothing runs twice."""
    done = run(suite, suite)
    failed = {line.split(": ")[1]: line for line in done.stdout.splitlines() if line.startswith("FAIL")}
    assert {"turtle/wrong", "turtle/not-bad", "bind/other-rows", "bind/other-order"} == set(failed)
    assert failed["bind/other-order"].endswith("other order")
    assert ["SPARQL 1.1 query: 3/5", "Turtle: 2/4", "left out: updates and the like: 1"] == done.stdout.splitlines()[
        -3:
    ]
    assert (1, "") == (done.returncode, done.stderr)


def test_a_folder_without_manifests_is_no_suite_that_passed(tmp_path: Path) -> None:
    """Silence is not success."""
    done = run(tmp_path)
    assert (2, "") == (done.returncode, done.stdout)
    assert "no manifest found" in done.stderr
