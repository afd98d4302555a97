"""Promises of `findings site`: a folder for any web space, whole, the same each time, in which every link leads on."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import etree, html
from pyoxigraph import NamedNode, RdfFormat, parse

from graph import folders, store
from graph.things import document, pages, triples
from graph.things.files import Site, files
from graph.things.known import Known
from graph.vocabulary import BASE, DATASET

COMMAND = Path(sys.executable).with_name("findings")
HERE = "file:///site/"
SMALL = """
concept:a a skos:Concept ; skos:prefLabel "reading aloud"@en .
concept:b a skos:Concept ; skos:prefLabel "vocabulary"@en .
claim:c a f:Claim ; rdfs:label "It helps."@en ; f:subject concept:a ; f:outcome concept:b ; f:relation f:withMore ;
  f:reading f:Causal ; f:certainty f:Hedged ; f:hedge f:Modal ; prov:wasDerivedFrom passage:p .
passage:p a f:Passage ; oa:hasSource source:s ; f:section 1 ; f:paragraph 1 ; f:sentence 1 .
source:s dcterms:title "A talk"@en .
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site of the shipped graph by the command, once."""
    folder = tmp_path_factory.mktemp("site") / "public"
    words = [COMMAND, "site", "-o", str(folder), "--base", "https://example.org/f", "--no-explore"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stdout), done.stderr
    assert re.fullmatch(r"wrote \d+ files into .*, \d+ pages, to begin at index\.html\n", done.stderr)
    return folder


@pytest.fixture(scope="module")
def trees(site: Path) -> dict[str, html.HtmlElement]:
    """Read every page, by its path."""
    return {path.relative_to(site).as_posix(): html.parse(path).getroot() for path in site.rglob("*.html")}


@pytest.fixture
def small(tmp_path: Path, head: str) -> Path:
    """Write a small graph."""
    (tmp_path / "small.ttl").write_text(head + SMALL, encoding="utf-8")
    return tmp_path / "small.ttl"


def links(path: str, tree: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Give the links of a page that stay inside: the path that each leads to, and its anchor."""
    for href in tree.xpath("//a/@href | //link[@rel='alternate']/@href"):
        whole = urljoin(HERE + path, href)
        if whole.startswith("file:"):
            assert whole.startswith(HERE), (path, href)
            address, anchor = urldefrag(whole)
            yield unquote(address.removeprefix(HERE)), unquote(anchor)


# The whole


def test_every_link_leads_to_a_file_and_every_anchor_to_a_place(site: Path, trees) -> None:
    """In every page of the site, the page to read included."""
    ids = {path: {*tree.xpath("//@id")} for path, tree in trees.items()}
    scripted = ("#explore", "#tour", "#path")
    broken, count = [], 0
    for path, tree in trees.items():
        for target, anchor in links(path, tree):
            count += 1
            is_there = (site / target).is_file()
            if not is_there or (
                anchor and target in ids and anchor not in ids[target] and f"#{anchor}" not in scripted
            ):
                broken.append((path, target, anchor))
    assert [] == broken
    assert count > 10_000


def test_every_page_is_reached_from_the_first(trees) -> None:
    """By links alone; nothing is an island but the page for addresses that lead nowhere."""
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        new = {target for target, _ in links(path, trees[path]) if target in trees} - reached
        reached |= new
        waiting += new
    assert {"404.html"} == trees.keys() - reached


def test_every_iri_of_the_graph_has_a_page_with_its_data(site: Path, shipped: store.FileStore) -> None:
    """At its own path, in three forms."""
    iris = {q.subject.value for q in shipped.quads if q.subject.value.startswith(BASE)}
    plain = {iri.removeprefix(BASE).partition("#")[0] for iri in iris}
    assert len(plain) > 800
    assert [] == [
        f"{path}.{form}"
        for path in plain
        for form in ("html", "ttl", "jsonld")
        if not (site / f"{path}.{form}").is_file()
    ]
    sections = sorted(path.name for path in (site / "section" / "nine-ways").glob("*.html"))
    assert sorted(f"{number}.html" for number in range(11)) == sections


def test_nothing_is_asked_of_anybody(trees) -> None:
    """No script runs but those of the page to read, no style, font or picture comes from elsewhere."""
    for path, tree in trees.items():
        assert [] == tree.xpath("//link[@rel='stylesheet'] | //img | //iframe | //*[@src] | //base"), path
        if path != "reading.html":
            assert {"application/ld+json"} >= {*tree.xpath("//script/@type")}
            assert [] == tree.xpath("//script[not(@type)]")


def test_data_beside_a_page_is_what_is_known_of_it(site: Path, shipped: store.FileStore) -> None:
    """In both forms, and as a server gives it."""
    known = Known(shipped)
    for address in [*pages.addresses(known)][::50]:
        found = pages.data(known, address)
        assert triples.render(found, RdfFormat.TURTLE) == (site / f"{address}.ttl").read_bytes()
        for suffix, form in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
            read = parse((site / f"{address}.{suffix}").read_bytes(), form)
            assert {str(triple) for triple in found} == {str(quad.triple) for quad in read}


def test_all_data_can_be_taken(site: Path, shipped: store.FileStore) -> None:
    """The same triples in each form."""
    every = {str(quad.triple) for quad in shipped.quads}
    for name, form in (("ttl", RdfFormat.TURTLE), ("nt", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD)):
        assert every == {str(quad.triple) for quad in parse((site / f"data.{name}").read_bytes(), form)}


def test_the_data_describes_itself(site: Path) -> None:
    """In VoID and DCAT, with where its files are."""
    void, dcat = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#"
    for suffix, form in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
        found = {(q.subject, q.predicate.value, q.object) for q in parse((site / f"void.{suffix}").read_bytes(), form)}
        dump = NamedNode("https://example.org/f/data.ttl")
        assert (NamedNode(DATASET), f"{void}dataDump", dump) in found
        assert (NamedNode(DATASET), f"{dcat}distribution", dump) in found


def test_the_sitemap_has_every_page(site: Path, trees) -> None:
    """By its absolute address, with the date of the data."""
    root = etree.parse(site / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert f"{space}urlset" == root.tag
    found = [entry.findtext(f"{space}loc") for entry in root]
    assert {"2026-11-24"} == {entry.findtext(f"{space}lastmod") for entry in root}
    assert sorted(f"https://example.org/f/{path}" for path in trees if path != "404.html") == sorted(found)


def test_the_page_for_what_is_not_there_holds_at_any_depth(trees) -> None:
    """Its links are absolute; without an address of the site it has none."""
    hrefs = [href for href in trees["404.html"].xpath("//a/@href") if href != "#main"]
    assert len(hrefs) >= 3
    assert [] == [href for href in hrefs if not href.startswith("https://example.org/f/")]


# The same each time


def test_the_same_data_gives_the_same_bytes(tmp_path: Path, small: Path) -> None:
    """Whatever the seed of hashes."""
    found = []
    for seed in ("1", "2"):
        words = [COMMAND, "site", "-o", str(tmp_path / seed), "--data", str(small)]
        subprocess.run(words, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True)
        found.append(
            {p.relative_to(tmp_path / seed): p.read_bytes() for p in (tmp_path / seed).rglob("*") if p.is_file()}
        )
    assert found[0] == found[1]
    assert len(found[0]) > 20


# The command


def test_a_site_is_written_again_over_itself(run, tmp_path: Path, small: Path) -> None:
    """With files of others kept, and what is no longer said gone."""
    assert 0 == run("site", "-o", "out", "--data", str(small)).returncode
    (tmp_path / "out" / "CNAME").write_text("example.org")
    small.write_text(small.read_text().replace("claim:c", "claim:d"))
    assert 0 == run("site", "-o", "out", "--data", str(small)).returncode
    assert ["d.html", "d.jsonld", "d.ttl"] == sorted(path.name for path in (tmp_path / "out" / "claim").iterdir())
    assert "example.org" == (tmp_path / "out" / "CNAME").read_text()


def test_a_folder_of_others_is_refused(run, tmp_path: Path, small: Path) -> None:
    """Exit code 4, the folder named, and what to do."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    done = run("site", "-o", "out", "--data", str(small))
    assert (4, "") == (done.returncode, done.stdout)
    assert "out: this folder holds files that findings did not write" in done.stderr
    assert "try: name an empty folder" in done.stderr
    assert ["thesis.txt"] == [path.name for path in (tmp_path / "out").iterdir()]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["-o", "out", "--base", "example.org"], 2, "--base https://example.org/findings/"),
        ([], 2, "Missing option"),
        (["-o", "out", "--data", "nowhere.ttl"], 4, "no such file"),
        (["-o", "no/where"], 4, "no such folder"),
        (["-o", "small.ttl"], 4, "not a folder"),
    ],
)
def test_what_cannot_be_done_is_told(run, tmp_path: Path, small: Path, words: list[str], code: int, said: str) -> None:
    """And nothing is written."""
    more = [] if "--data" in words else ["--data", str(small)]
    done = run("site", *words, *more)
    assert (code, "") == (done.returncode, done.stdout)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert ["small.ttl"] == [path.name for path in tmp_path.iterdir()]


def test_without_the_literature_a_site_says_nothing_of_it(tmp_path: Path, run) -> None:
    """And is whole all the same."""
    assert 0 == run("site", "-o", "out", "--layer", "article").returncode
    assert not (tmp_path / "out" / "evidence").exists()
    claim = html.parse(tmp_path / "out" / "claim" / "nine-ways-10-a.html").getroot()
    assert [] == claim.xpath('//section[@aria-labelledby="literature"]')


def test_data_that_names_no_data_set_still_links_to_what_is_there(run, tmp_path: Path, small: Path) -> None:
    """Every link of it leads on."""
    run("site", "-o", "out", "--data", str(small))
    out = tmp_path / "out"
    for path in out.rglob("*.html"):
        name = path.relative_to(out).as_posix()
        assert [] == [target for target, _ in links(name, html.parse(path).getroot()) if not (out / target).is_file()]
    assert [] == [href for href in html.parse(out / "404.html").getroot().xpath("//a/@href") if href != "#main"]


def test_hostile_names_stay_inside(run, tmp_path: Path, head: str) -> None:
    """Every file lies in the folder, under a plain name, and its page is found."""
    names = ("../../../evil", "a/../../b", "CON", "x.html", "%2e%2e/%2e%2e/c", "ä", "A", "a")
    said = "\n".join(
        f'<{BASE}concept/{name}> a skos:Concept ; skos:prefLabel "x{n}"@en .' for n, name in enumerate(names)
    )
    (tmp_path / "evil.ttl").write_text(head + said, encoding="utf-8")
    assert 0 == run("site", "-o", "out", "--data", "evil.ttl").returncode
    assert ["evil.ttl", "out"] == sorted(path.name for path in tmp_path.iterdir())
    titles = {html.parse(path).getroot().findtext(".//h1/bdi") for path in (tmp_path / "out").rglob("*/*.html")}
    assert {f"x{n}" for n in range(len(names))} <= titles


def test_pages_are_made_one_at_a_time(make_store, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are: what was given is not held, and what follows is not made yet."""
    made = []
    real = document.render

    def counted(*given: object) -> str:
        made.append(given)
        return real(*given)

    monkeypatch.setattr(document, "render", counted)
    found = files(Site(Known(make_store(SMALL))))
    for pages_made in (1, 2, 2, 2, 3):  # the contents, and then a page with its data in two forms
        next(found)
        assert pages_made == len(made)


def test_a_site_of_its_own_is_known_by_its_list(site: Path) -> None:
    """Every file but the list itself stands in it."""
    listed = {line.split("  ", 1)[1] for line in (site / folders.MANIFEST).read_text().splitlines()}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert there - {folders.MANIFEST} == listed
