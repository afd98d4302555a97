"""The data under test: one rule a test, and each failure names the record."""

import csv
import os
import re
from pathlib import Path

import pytest

from graph import passages, rdf
from graph.vocabulary import PREFIXES

DATA = Path(__file__).parent.parent / "data"
FILES = sorted(DATA.glob("*.ttl"))
CLAIMS = (DATA / "claims.ttl").read_text(encoding="utf-8")
LONGEST_RUN = 5
ADVERTISED = {(5, 3), (5, 4)}
WRITTEN = [DATA / "README.md", *sorted((DATA.parent / "docs").glob("*.md")), *sorted(DATA.parent.glob("*.md"))]
TITLES = """Nine Ways Children Benefit From Secure Attachment. Raising a Secure Child: How Circle of Security Parenting
Can Help You Nurture Your Child's Attachment, Emotional Resilience and Freedom to Explore"""


@pytest.fixture(scope="module")
def article() -> str:
    """A reader's copy of the article, which is not part of the project."""
    path = os.environ.get("FINDINGS_ARTICLE", "")
    if not Path(path).is_file():
        pytest.skip("no copy of the article at hand: FINDINGS_ARTICLE names none")
    return Path(path).read_text(encoding="utf-8").split("FEEDBACK:")[0]


@pytest.fixture(scope="module")
def account() -> list[dict[str, str]]:
    """The account of the sentences."""
    with (DATA / "sentences.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_data_is_in_canonical_form(path: Path) -> None:
    """Diffs show science, not spacing: `scripts/canonical` would change nothing."""
    assert path.read_bytes() == rdf.canonical(rdf.read(path)), f"run scripts/canonical to mend {path.name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_data_has_no_blank_nodes(path: Path) -> None:
    """Everything can be pointed to."""
    assert [] == [str(quad) for quad in rdf.read(path) if "_:" in f"{quad.subject} {quad.object}"[:2]]
    assert "[" not in re.sub(r'"[^"]*"', "", path.read_text(encoding="utf-8"))


def test_every_sentence_has_its_claims_or_a_reason(account: list[dict[str, str]]) -> None:
    """The account leaves no sentence out of account."""
    assert len(account) > 60
    assert [] == [row for row in account if bool(row["coded_as"]) == bool(row["reason"])]


def test_account_and_graph_tell_the_same(account: list[dict[str, str]]) -> None:
    """A claim stands in the account at the place and digest of its passage, and nowhere else."""
    from graph import records, store

    findings = records.read(store.from_files())
    said = [*findings.claims.values(), *findings.gaps.values(), *findings.remarks.values()]
    in_graph = {
        (record.curie, *findings.passages[iri].place, findings.passages[iri].digest)
        for record in said
        for iri in record.passages
    }
    in_account = {
        (name, int(row["section"]), int(row["paragraph"]), int(row["sentence"]), row["sha256"])
        for row in account
        for name in row["coded_as"].split("|")
        if name
    }
    assert in_account == in_graph


def test_account_covers_the_article(account: list[dict[str, str]], article: str) -> None:
    """Each sentence of the article stands in the account, by digest, and none that is not in the article."""
    sentences = passages.from_copy(article)
    digests = {s.digest for s in sentences if (s.section, s.paragraph) not in ADVERTISED}
    assert digests == {row["sha256"] for row in account}


@pytest.mark.parametrize(
    "name", ["claims.ttl", "literature.ttl", "vocabulary.ttl", "second-coding.csv", "directness.csv", "sentences.csv"]
)
def test_no_words_of_the_article_are_copied(name: str, article: str) -> None:
    """No run of six words is shared with the article, titles aside."""
    text = (DATA / name).read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "dcterms:title" not in line]
    values = re.findall(r'"((?:[^"\\]|\\.)*)"', "\n".join(kept)) if name.endswith(".ttl") else re.split(r"[,\n]", text)
    known = _runs(article)
    assert known
    assert [] == [value for value in values if known & _runs(value)]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_no_words_of_the_article_stand_in_the_docs(path: Path, article: str) -> None:
    """Guides and documentation share no run of six words with the article, titles aside."""
    known = _runs(article) - _runs(TITLES)
    assert set() == known & _runs(path.read_text(encoding="utf-8"))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z']+", text.lower())
    return {tuple(words[i : i + LONGEST_RUN + 1]) for i in range(len(words) - LONGEST_RUN)}


def test_passages_of_the_copy_have_their_places(article: str) -> None:
    """A passage of sections 0 to 9 is found in the copy where the graph says that it stands."""
    from graph import records, store

    findings = records.read(store.from_files())
    places = {s.digest: (s.section, s.paragraph, s.sentence) for s in passages.from_copy(article)}
    numbered = [p for p in findings.passages.values() if p.section is not None and p.section < 10]
    assert numbered
    assert [] == [p.name for p in numbered if places.get(p.digest or "") != p.place]


def test_prefixes_of_the_model_are_used() -> None:
    """The base IRI stands in one constant, and the data uses the prefixes of the model."""
    assert "<https://w3id.org/findings-graph/terms#>" in CLAIMS
    assert PREFIXES["cito"] == "http://purl.org/spar/cito/"


def test_no_attachment_type_is_named_that_the_article_does_not_name() -> None:
    """Avoidant, ambivalent, resistant and disorganized attachment are not in the article, so not in its layer."""
    assert not re.search(r"avoidant|ambivalent|resistant|disorgani[sz]ed", CLAIMS, re.IGNORECASE)


def test_nothing_is_taken_from_teasers_or_advertisements() -> None:
    """Their topics do not come up."""
    assert not re.search(
        r"fairytale|video game|roughhous|strict parent|free-range|thinkorswim|newsletter", CLAIMS, re.IGNORECASE
    )


def test_review_date_and_update_date_are_two_dates() -> None:
    """Updated on 21 September 2019, reviewed on 11 April 2017."""
    assert re.search(r'dcterms:modified "2019-09-21"\^\^xsd:date', CLAIMS)
    assert re.search(r'schema:lastReviewed "2017-04-11"\^\^xsd:date', CLAIMS)


def test_agreement_in_the_guide_is_that_of_the_codings() -> None:
    """The figures in data/README.md are what scripts/agreement prints."""
    import subprocess
    import sys

    script = DATA.parent / "scripts" / "agreement"
    printed = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout
    guide = (DATA / "README.md").read_text(encoding="utf-8")
    assert printed.strip()
    assert printed.strip() in guide


def test_every_disagreement_of_the_coders_is_decided() -> None:
    """A row on which the two codings differ carries a decision; one on which they agree needs none."""
    with (DATA / "second-coding.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = ("relation", "reading", "certainty", "basis")
    assert rows
    for row in rows:
        differs = row["found_by"] != "both" or any(row[f"{c}_first"] != row[f"{c}_second"] for c in codes)
        assert differs == bool(row["decision"]), row
