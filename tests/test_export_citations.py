"""Promises of BibTeX, RIS and CSL-JSON: exactly the studies of a selection, and nothing lost when read back."""

import io
import json
import re
import warnings
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import bibtexparser
import networkx as nx
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string as read_pybtex
from pybtex.richtext import Text
from pylatexenc.latex2text import LatexNodes2Text
from pyoxigraph import NamedNode

from graph import export, rdf, records, store
from graph.claims import Claim, EvidenceLine, Findings, Literature, Study
from graph.commands.export import selected_from
from graph.commands.options import Chosen
from graph.errors import GraphError
from graph.vocabulary import BASE, PREFIXES, TERM

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "literature.ttl"
FIELDS = {
    **{
        name: getattr(TERM, name)
        for name in ("authors", "venue", "volumePages", "doi", "unchecked", "cohort", "designText")
    },
    **{name: f"{PREFIXES['dcterms']}{name}" for name in ("issued", "title")},
    "pmid": f"{PREFIXES['fabio']}hasPubMedId",
    "pmcid": f"{PREFIXES['fabio']}hasPubMedCentralId",
}
Recorded = dict[str, dict[str, list[str]]]


def _recorded() -> Recorded:
    """Read the publications of the data file as they stand in it: name → field → values."""
    found: Recorded = defaultdict(lambda: defaultdict(list))
    fields = {iri: name for name, iri in FIELDS.items()}
    for triple in rdf.to_triples(rdf.read(DATA)):
        subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
        if subject.startswith(f"{BASE}study/") and triple.predicate.value in fields:
            name = subject.removeprefix(f"{BASE}study/")
            found[name][fields[triple.predicate.value]].append(getattr(triple.object, "value", ""))
    return {name: dict(record) for name, record in found.items() if "authors" in record}


RECORDED = _recorded()


@dataclass
class Work:
    """A reference as a library reads it, in the words of the data file."""

    authors: list[str]
    year: str
    title: str
    venue: str
    where: str
    doi: str
    url: str
    pmid: str
    pmcid: str
    notes: str


def _name(surname: str, given: str) -> str:
    return f"{surname} {re.sub('[. ]', '', given)}".strip()


def _where(volume: str, issue: str, pages: str) -> str:
    return volume + (f"({issue})" if issue else "") + (f":{pages}" if pages else "")


def _venue(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _read_bib(text: bytes) -> dict[str, Work]:
    layers = [SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware()]
    library = bibtexparser.parse_string(text.decode(), append_middleware=layers)
    assert library.failed_blocks == []
    works = {}
    for entry in library.entries:
        got = defaultdict(str, {field.key: field.value for field in entry.fields})
        surnames = (LatexNodes2Text().latex_to_text(" ".join((*name.von, *name.last))) for name in got["author"])
        authors = [_name(surname, " ".join(n.first)) for surname, n in zip(surnames, got["author"], strict=True)]
        works[entry.key] = Work(
            ["et al." if name == "others" else name for name in authors],
            got["year"],
            got["title"],
            _venue(got["journal"], got["booktitle"], got["publisher"], got["address"]),
            _where(got["volume"], got["number"], got["pages"].replace("–", "-")),
            *(got[name] for name in ("doi", "url", "pmid", "pmcid", "annote")),
        )
    return works


def _is_whole(name: str) -> bool:
    return not re.search(r", [A-ZŚ]\.", name)


def _read_ris(text: bytes) -> dict[str, Work]:
    works = {}
    for record in rispy.loads(text.decode()):
        assert "unknown_tag" not in record
        got = defaultdict(str, record)
        pages = "-".join(filter(None, (got["start_page"], got["end_page"])))
        works[got["id"]] = Work(
            [name if _is_whole(name) else _name(*name.split(", ")[:2]) for name in got["authors"]],
            got["year"],
            got["title"],
            _venue(got["secondary_title"], got["publisher"], got["place_published"]),
            _where(got["volume"], got["number"], pages),
            got["doi"],
            "".join(got["urls"]),
            got["accession_number"],
            got["custom2"],
            "\n".join(got["notes"]),
        )
    return works


def _csl_author(name: dict[str, str]) -> str:
    if name.get("literal"):
        return "et al." if name["literal"] == "others" else name["literal"]
    return _name(f"{name.get('non-dropping-particle') or ''} {name['family']}".strip(), name["given"])


def _read_csl(text: bytes) -> dict[str, Work]:
    items = json.loads(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = CiteProcJSON(items)
    works = {}
    for item in items:
        got = defaultdict(str, {name: str(part) for name, part in read[item["id"].lower()].items()})
        works[item["id"]] = Work(
            [_csl_author(name) for name in item["author"]],
            str(item["issued"]["date-parts"][0][0]) if "issued" in item else "",
            got["title"],
            _venue(got["container_title"], got["publisher"], got["publisher_place"]),
            _where(got["volume"], got["issue"], got["page"]),
            *(got[name] for name in ("DOI", "URL", "PMID", "PMCID", "note")),
        )
    return works


READERS: dict[str, Callable[[bytes], dict[str, Work]]] = {"bib": _read_bib, "ris": _read_ris, "csl": _read_csl}
EACH = pytest.mark.parametrize("form", READERS)


def _select(claims: list[str] | None, description: str, layer: str = "all") -> export.Selected:
    files = store.from_files((), layer)
    iris = None if claims is None else [f"{BASE}claim/{name}" for name in claims]
    return selected_from(Chosen(files, iris, description))


@pytest.fixture(scope="module")
def everything() -> export.Selected:
    """Select everything."""
    return _select(None, "everything")


@pytest.fixture(scope="module")
def read_back(everything: export.Selected) -> dict[str, dict[str, Work]]:
    """Read everything back from each format."""
    return {form: _works(form, everything) for form in READERS}


def _given(*studies: Study) -> export.Selected:
    """Select studies that a test makes up."""
    literature = Literature(studies={study.iri: study for study in studies})
    return export.Selected(Findings({}, {}), [], nx.MultiDiGraph(), "made {up} by @test", literature)


def _made(name: str, **fields: object) -> Study:
    return replace(Study(f"{BASE}study/{name}", name, title="A title", authors="Poe EA"), **fields)  # type: ignore[arg-type]


def _render(form: str, selected: export.Selected) -> bytes:
    rendered = export.FORMATS[form].render(selected)
    assert isinstance(rendered, bytes)
    return rendered


def _works(form: str, selected: export.Selected) -> dict[str, Work]:
    return READERS[form](_render(form, selected))


@EACH
def test_everything_has_every_publication_of_the_data(form: str, everything: export.Selected) -> None:
    """All 85 are there, in order of key; the cohort that the article names is none of them."""
    assert 85 == len(RECORDED)
    assert sorted(RECORDED) == list(_works(form, everything))


@EACH
@pytest.mark.parametrize("name", RECORDED)
def test_nothing_is_lost_in_the_library_that_reads_it(
    form: str, name: str, read_back: dict[str, dict[str, Work]]
) -> None:
    """Authors, year, title, venue, volume, issue, pages, DOI, PMID, PMCID and design come back as the data has them."""
    record = {field: values[0] for field, values in RECORDED[name].items()}
    work = read_back[form][name]
    authors = [author.strip() for author in record["authors"].split(";")]
    assert ["et al." if author == "and colleagues" else author for author in authors] == work.authors
    assert record["issued"] == work.year
    assert record["title"] == work.title
    assert record["venue"] == work.venue
    if work.where:
        assert record["volumePages"] == work.where
    elif record["volumePages"] != "book":
        assert f"volume and pages as recorded: {record['volumePages']}" in work.notes
    assert (record.get("doi", ""), record.get("pmid", "")) == (work.doi, work.pmid)
    assert record.get("pmcid", "") == work.pmcid
    assert f"design: {record['designText']}" in work.notes


@EACH
def test_only_what_is_no_volume_stays_a_note(form: str, read_back: dict[str, dict[str, Work]]) -> None:
    """Of 85, these have no volume and pages that parse, as one sees in the data file."""
    odd = {name for name, work in read_back[form].items() if not work.where}
    assert odd == {
        *("egeland1997", "gerdtsandresen2021", "madigan2024sens", "nivison2023", "psychologist2017reply"),
        "sroufe2005book",
    }


@EACH
def test_no_doi_that_the_data_does_not_hold(form: str, everything: export.Selected) -> None:
    """Whatever looks like a DOI, anywhere in the file, is that of a study in the data file, and its link is https."""
    known = {doi for record in RECORDED.values() for doi in record.get("doi", [])}
    text = _render(form, everything).decode()
    written = set(re.findall(r"10\.\d{4,9}/[^\s\"},]+", text))
    assert known == written
    assert set(re.findall(r"\S*doi\.org/", text.replace('"', " ").replace("{", " "))) == {"https://doi.org/"}
    for work in _works(form, everything).values():
        assert work.url == (f"https://doi.org/{work.doi}" if work.doi else "")


@EACH
@pytest.mark.parametrize("fields", [{"unchecked": (TERM.doi,)}, {"doi": "doi:10.1/x"}, {"doi": "not seen"}])
def test_a_doi_that_was_not_checked_is_left_out(form: str, fields: dict[str, object]) -> None:
    """Marked unchecked, or no DOI by its form: it is not written, and a note says so."""
    selected = _given(_made("poe1845", **{"doi": "10.1234/raven", **fields}))
    work = _works(form, selected)["poe1845"]
    assert ("", "") == (work.doi, work.url)
    assert "not checked: it is left out" in work.notes
    assert "raven" not in _render(form, selected).decode()


WORDS = {"authors": "authors", "issued": "year", "title": "title", "venue": "venue", "volumePages": "pages"}


@EACH
def test_what_was_not_checked_is_kept_and_marked(form: str, read_back: dict[str, dict[str, Work]]) -> None:
    """Each field that the data file marks is named in a note, no other is, and the field is there all the same."""
    names = {iri: name for name, iri in FIELDS.items()}
    works = read_back[form]
    marked = 0
    for name, record in RECORDED.items():
        expected = {WORDS[names[iri]] for iri in record.get("unchecked", []) if names.get(iri) in WORDS}
        said = re.search(r"unchecked: ([\w, ]+)", works[name].notes)
        assert expected == {word for word in (said[1].split(", ") if said else []) if word in WORDS.values()}
        marked += bool(expected)
    assert 28 == marked
    assert "2014" == works["anderson2014"].year


@EACH
def test_a_selection_has_the_studies_of_its_lines_of_evidence(form: str) -> None:
    """Claim 02-b names no study: exactly the studies of the lines about it are there."""
    lines = records.read_literature(store.from_files()).lines.values()
    claims = records.read(store.from_files()).claims.values()
    iri = next(claim.iri for claim in claims if not claim.studies and any(line.about == claim.iri for line in lines))
    expected = {line.study.removeprefix(f"{BASE}study/") for line in lines if line.about == iri}
    assert 0 < len(expected) < 85
    assert expected == set(_works(form, _select([iri.removeprefix(f"{BASE}claim/")], "one")))


@EACH
def test_a_claim_that_names_a_cohort_has_the_reports_on_it(form: str) -> None:
    """Claim 02-d names the Minnesota study, which is no publication: what is there besides its lines reports on it."""
    lines = records.read_literature(store.from_files()).lines.values()
    of_lines = {line.study.removeprefix(f"{BASE}study/") for line in lines if line.about.endswith("/nine-ways-02-d")}
    reports = {name for name, record in RECORDED.items() if f"{BASE}study/minnesota" in record.get("cohort", [])}
    assert {"sroufe2005book", "puig2013", "carlson1998"} <= reports
    assert of_lines | reports == set(_works(form, _select(["nine-ways-02-d"], "one")))


def test_narrowing_takes_named_studies_lines_reports_and_figures_only() -> None:
    """A made-up literature shows each way in, and that nothing else comes."""
    said = Claim("x:claim", "", "x:a", "x:b", "", "", "", studies=("x:named",))
    studies = {iri: Study(iri, iri, title="T") for iri in ("x:named", "x:lined", "x:other")}
    studies["x:report"] = Study("x:report", "", title="T", cohorts=("x:named",))
    studies["x:no-report"] = Study("x:no-report", "", title="T", cohorts=("x:lined",))
    lines = {
        "x:1": EvidenceLine("x:1", "x:claim", "x:lined", "x:s", estimates=("x:e",)),
        "x:2": EvidenceLine("x:2", "x:claim-2", "x:other", "x:s"),
    }
    narrowed = export.narrowed(Literature(lines, studies), Findings({said.iri: said}, {}))
    assert ({"x:1"}, {"x:named", "x:lined", "x:report"}) == (set(narrowed.lines), set(narrowed.studies))


@EACH
@pytest.mark.parametrize("layer", ["article", "all"])
def test_no_studies_is_told(form: str, layer: str) -> None:
    """The article's layer has no publication, and some claims have no study: no empty file is written."""
    selected = _select(None, "x", "article") if layer == "article" else _given(Study("x:cohort", "a cohort"))
    named = "minnesota" if layer == "article" else "x:cohort"
    with pytest.raises(GraphError, match=f"no authors and no title are recorded of {named}") as raised:
        _render(form, selected)
    assert raised.value.advice


@EACH
def test_references_are_the_same_whatever_the_order(form: str, everything: export.Selected) -> None:
    """Sorted by key, whichever way the studies come."""
    studies = dict(reversed(everything.literature.studies.items()))
    turned = replace(everything, literature=replace(everything.literature, studies=studies))
    assert _render(form, everything) == _render(form, turned)


NASTY = [
    'say "so" & go', "a {b} c", "100 % $5 #1 a_b ~ back\\slash", "é – ü ß Ø ł İ", "“x” ‘y’ …", "Ж 中 ☃ 𝔘",
    "it''s ``x`` -- ---", "Circle of Security: COS-P in the US", "<i>x</i> & &amp;", "a, b and c", "x @ y = z",
    "TY - JOUR", "?` !`", "comma, {X}",
]  # fmt: skip


@EACH
@pytest.mark.parametrize("text", NASTY)
def test_characters_survive(form: str, text: str) -> None:
    """What TeX, RIS or JSON could take for markup comes back from title, venue, design and group author as it was."""
    study = _made("poe1845", title=text, venue=text, design_text=text, authors="Poe EA")
    work = _works(form, _given(study))["poe1845"]
    assert (text, text) == (work.title, work.venue)
    assert f"design: {text}" in work.notes


@EACH
@pytest.mark.parametrize("text", ["a { b", "} a {", "a\nER  - \nTY  - X", "a\x85b\u2028c"])
def test_no_text_breaks_out_of_its_record(form: str, text: str) -> None:
    """Braces that do not pair, and line ends, leave the records beside them whole."""
    works = _works(form, _given(_made("a1"), _made("b1", title=text, venue=text), _made("c1")))
    assert ["a1", "b1", "c1"] == list(works)
    assert ("A title", "A title") == (works["a1"].title, works["c1"].title)


PEOPLE = [
    ("van IJzendoorn MH", ("van", "IJzendoorn", "M. H.")),
    ("de la Cruz J", ("de la", "Cruz", "J.")),
    ("Van der Bruggen CO", ("", "Van der Bruggen", "C. O.")),
    ("Lapsley A-M", ("", "Lapsley", "A.-M.")),
    ("Booth-LaForce C", ("", "Booth-LaForce", "C.")),
    ("Cortes Hidalgo AP", ("", "Cortes Hidalgo", "A. P.")),
    ("Bögels ŚM", ("", "Bögels", "Ś. M.")),
]


@pytest.mark.parametrize(("name", "parts"), PEOPLE, ids=lambda value: value if isinstance(value, str) else "")
def test_a_person_is_read_by_particle_family_and_initials(name: str, parts: tuple[str, str, str]) -> None:
    """In CSL-JSON the three stand apart; BibTeX finds the same surname and initials."""
    selected = _given(_made("x1", authors=name))
    author = json.loads(_render("csl", selected))[0]["author"][0]
    assert parts == (author.get("non-dropping-particle", ""), author["family"], author["given"])
    person = read_pybtex(_render("bib", selected).decode(), "bibtex").entries["x1"].persons["author"][0]
    surname = " ".join((*person.prelast_names, *person.last_names))
    assert (f"{parts[0]} {parts[1]}".strip(), parts[2]) == (
        surname,
        " ".join((*person.first_names, *person.middle_names)),
    )


@EACH
@pytest.mark.parametrize(
    "name", ["NICHD Early Child Care Research Network", "Centre for Sand and Sea", "WHO", "Sea & Sons, Inc."]
)
def test_a_group_is_one_name(form: str, name: str) -> None:
    """An organization is not split into a family name and initials, nor at its "and"."""
    assert [name] == _works(form, _given(_made("x1", authors=name)))["x1"].authors


def test_a_person_with_a_suffix_keeps_it() -> None:
    """Jr stands apart from the initials in each format."""
    selected = _given(_made("x1", authors="King ML Jr"))
    assert "author = {King, Jr, M. L.}" in _render("bib", selected).decode()
    assert "AU  - King, M. L., Jr" in _render("ris", selected).decode()
    assert {"family": "King", "given": "M. L.", "suffix": "Jr"} == json.loads(_render("csl", selected))[0]["author"][0]


def test_pybtex_reads_the_same_bibtex(everything: export.Selected) -> None:
    """A second library finds the same titles, as many authors, and the kinds that the data tells."""
    entries = read_pybtex(_render("bib", everything).decode(), "bibtex").entries
    assert sorted(RECORDED) == list(entries)
    for name, record in RECORDED.items():
        assert record["title"] == [str(Text.from_latex(entries[name].fields["title"]))]
        assert record["authors"][0].count(";") + 1 == len(entries[name].persons["author"])
    kinds = {name: entry.type for name, entry in entries.items() if entry.type != "article"}
    assert {"sroufe2005book": "book", "egeland1997": "inproceedings"} == kinds


def test_capitals_of_a_title_are_kept_by_bibtex_styles(everything: export.Selected) -> None:
    """Styles that lower a title leave the first letter, and what stands in braces: names and abbreviations."""
    text = _render("bib", everything).decode()
    title = "Circle of {Security-Parenting:} a randomized controlled trial in {Head} {Start}"
    assert f"title = {{{title}}}" in text


CSL = {
    *("id", "type", "author", "issued", "title", "container-title", "publisher", "publisher-place"),
    *("volume", "issue", "page", "DOI", "URL", "PMID", "PMCID", "note"),
}


def test_csl_has_names_of_its_schema_only(everything: export.Selected) -> None:
    """csl-data.json allows no others; id and type are there, a year is a number."""
    items = json.loads(_render("csl", everything))
    assert {name for item in items for name in item} == CSL
    assert all(item["id"] and item["type"] in {"article-journal", "book", "paper-conference"} for item in items)
    assert {int} == {type(item["issued"]["date-parts"][0][0]) for item in items}


def test_citeproc_makes_a_bibliography(everything: export.Selected) -> None:
    """A style takes what it needs: names with particle, year, title, journal, volume and pages."""
    source = CiteProcJSON(json.loads(_render("csl", everything)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("vanij1995")]))
    line = str(bibliography.bibliography()[0])
    for said in ("van IJzendoorn, M", "1995", "Attachment, intelligence, and language", "Social Development", "115"):
        assert said in line


@EACH
def test_a_reference_says_where_it_came_from(form: str, everything: export.Selected) -> None:
    """Selection, data version, license and notice: in a comment of BibTeX, in each record of the others."""
    text = _render(form, everything).decode()
    told = [line for line in re.split(r"\n(?=TY  -|  \{)", text) if "everything · CC BY 4.0" in line]
    assert len(told) == {"bib": 1, "ris": 85, "csl": 85}[form]
    if form == "bib":
        comments = bibtexparser.parse_string(text).comments
        assert [text.splitlines()[0]] == [f"@comment{{{comment.comment}}}" for comment in comments]


@EACH
def test_two_studies_of_one_name_keep_both(form: str) -> None:
    """A key is plain and stands once, also for data of others."""
    studies = [replace(_made("x"), iri=iri) for iri in ("https://a.org/poe 1845", "https://b.org/poe 1845")]
    works = _works(form, _given(*studies))
    assert ["poe-1845", "poe-1845-2"] == list(works)


def test_ris_has_no_line_but_tags(everything: export.Selected) -> None:
    """Each line is a tag of RIS, or parts two records; no running numbers."""
    lines = io.StringIO(_render("ris", everything).decode()).read().splitlines()
    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []
    assert 85 == sum(line.startswith("TY  - ") for line in lines) == sum(line.startswith("ER  - ") for line in lines)
