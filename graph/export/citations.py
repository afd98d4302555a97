"""The studies of a selection as references: BibTeX, RIS and CSL-JSON.

Exactly the publications of `Selected.literature`, in order of citation key, which is the last part of the study's IRI.
Where an export came from stands in a ``@comment`` of BibTeX; RIS and CSL-JSON have no room but in the records, so there
it is the last note of each (``N1``, ``note``), which reference managers keep and styles do not print.
"""

import json
import re
from collections.abc import Container
from typing import Any

from graph import publications
from graph.errors import GraphError
from graph.export import provenance
from graph.export.selected import Selected
from graph.publications import Author, Publication
from graph.vocabulary import local_name

_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_:.+/-]+")
_BIBTEX_TYPES = {"article": "article", "book": "book", "paper": "inproceedings"}
_RIS_TYPES = {"article": "JOUR", "book": "BOOK", "paper": "CPAPER"}
_CSL_TYPES = {"article": "article-journal", "book": "book", "paper": "paper-conference"}
_TEX = {**{mark: f"\\{mark}" for mark in "&%$#_"}, "~": "{\\textasciitilde}", "^": "{\\textasciicircum}"}
_TEX |= {"\\": "{\\textbackslash}"}
_BRACES = {"{": "\\{", "}": "\\}"}
# BibTeX counts braces, escaped or not, so where they do not pair they are written by name.
_LONE_BRACES = {"{": "{\\textbraceleft}", "}": "{\\textbraceright}"}
_LIGATURE = re.compile(r"([-`'?!])(?=[-`'])")
_SHOWN = 3
_BARE = str.maketrans("{}@", "()*")


def bibtex(selected: Selected) -> bytes:
    """Give BibTeX in UTF-8: what TeX would take for markup escaped, capitals of titles kept by braces.

    ``annote`` holds the notes, which styles do not print; ``doi`` and ``url`` stand as they are.

    Raises
    ------
    GraphError
        If the selection has no study.
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, ExplicitComment, Field

    works = _works(selected)
    comment = " ".join(provenance.line(selected).split()).translate(_BARE)
    entries = [
        Entry(_BIBTEX_TYPES[work.kind], key, [Field(name, text) for name, text in _bibtex(work).items() if text])
        for key, work in works.items()
    ]
    return write_string(Library([ExplicitComment(comment), *entries])).encode()


def ris(selected: Selected) -> bytes:
    """Give RIS in UTF-8: PMID as accession number (``AN``), PMCID as ``C2``, each note as ``N1``.

    Raises
    ------
    GraphError
        If the selection has no study.
    """
    import rispy

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            """Leave out the running number, which is no RIS."""
            return ""

    origin = provenance.line(selected)
    records = [_ris(key, work, origin) for key, work in _works(selected).items()]
    return str(rispy.dumps(records, implementation=Writer)).encode()


def csl_json(selected: Selected) -> bytes:
    """Give CSL-JSON, for Zotero, pandoc and citeproc; notes are lines of ``note``.

    "And others" is the literal name "others", as pandoc reads and writes it: the schema has no other way.

    Raises
    ------
    GraphError
        If the selection has no study.
    """
    origin = provenance.line(selected)
    items = [_csl(key, work, origin) for key, work in _works(selected).items()]
    return (json.dumps(items, ensure_ascii=False, indent=2) + "\n").encode()


def _works(selected: Selected) -> dict[str, Publication]:
    works: dict[str, Publication] = {}
    for _, study in sorted(selected.literature.studies.items()):
        if publications.is_publication(study):
            works[_key(study.name, works)] = publications.from_study(study)
    if not works:
        raise _nothing_to_cite(selected)
    return dict(sorted(works.items()))


def _nothing_to_cite(selected: Selected) -> GraphError:
    """Say why there is no reference: a study that is only named has neither authors nor a title."""
    named = {iri for claim in selected.findings.claims.values() for iri in claim.studies}
    names = sorted(local_name(iri) for iri in named | selected.literature.studies.keys())
    if not names:
        return GraphError("no studies in this selection", advice="widen the selection")
    shown = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    what = f"no publication in this selection: no authors and no title are recorded of {shown}"
    return GraphError(what, advice="record them (f:authors, dcterms:title), or widen the selection")


def _key(name: str, taken: Container[str]) -> str:
    plain = _NOT_IN_KEY.sub("-", name)
    keys = (plain, *(f"{plain}-{count}" for count in range(2, 1000)))
    return next(key for key in keys if key not in taken)


def _bibtex(work: Publication) -> dict[str, str]:
    names = [*map(_bibtex_name, work.authors), *(["others"] if work.is_abridged else [])]
    venue = {"paper": "booktitle"}.get(work.kind, "journal")
    texts = {venue: work.venue, "publisher": work.publisher, "address": work.place, "volume": work.volume}
    return {
        "author": " and ".join(names),
        "title": _bibtex_title(work.title),
        "year": work.year,
        **{name: _tex(text) for name, text in texts.items()},
        "number": _tex(work.issue),
        "pages": work.pages.replace("-", "--"),
        "doi": work.doi,
        "url": work.url,
        "pmid": work.pmid,
        "pmcid": work.pmcid,
        "annote": _tex(" | ".join(work.notes)),
    }


def _bibtex_name(author: Author) -> str:
    surname = _tex(author.surname)
    if author.is_group or "," in surname or " and " in f" {surname} ".casefold():
        surname = f"{{{surname}}}"
    return ", ".join(filter(None, (surname, author.suffix, author.given)))


def _bibtex_title(title: str) -> str:
    words = _tex(title).split(" ")
    kept = (any(letter.isupper() for letter in (word if at else word[1:])) for at, word in enumerate(words))
    return " ".join(f"{{{word}}}" if keep else word for word, keep in zip(words, kept, strict=True))


def _tex(text: str) -> str:
    marks = str.maketrans({**_TEX, **(_BRACES if _is_paired(text) else _LONE_BRACES)})
    return _LIGATURE.sub(r"\1{}", text.translate(marks))


def _is_paired(text: str) -> bool:
    depth = 0
    for mark in text:
        depth += (mark == "{") - (mark == "}")
        if depth < 0:
            return False
    return depth == 0


def _ris(key: str, work: Publication, origin: str) -> dict[str, Any]:
    first, _, last = work.pages.partition("-")
    record = {
        "type_of_reference": _RIS_TYPES[work.kind],
        "id": key,
        "authors": [*map(_ris_name, work.authors), *(["et al."] if work.is_abridged else [])],
        "year": work.year,
        "title": work.title,
        "secondary_title": work.venue,
        "publisher": work.publisher,
        "place_published": work.place,
        "volume": work.volume,
        "number": work.issue,
        "start_page": first,
        "end_page": last,
        "doi": work.doi,
        "urls": [work.url] if work.url else [],
        "accession_number": work.pmid,
        "custom2": work.pmcid,
        "notes": [*work.notes, " ".join(origin.split())],
    }
    return {name: value for name, value in record.items() if value}


def _ris_name(author: Author) -> str:
    return ", ".join(filter(None, (author.surname, author.given, author.suffix)))


def _csl(key: str, work: Publication, origin: str) -> dict[str, Any]:
    item = {
        "id": key,
        "type": _CSL_TYPES[work.kind],
        "author": [*map(_csl_name, work.authors), *([{"literal": "others"}] if work.is_abridged else [])],
        "issued": {"date-parts": [[int(work.year)]]} if work.year else {},
        "title": work.title,
        "container-title": work.venue,
        "publisher": work.publisher,
        "publisher-place": work.place,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.pages,
        "DOI": work.doi,
        "URL": work.url,
        "PMID": work.pmid,
        "PMCID": work.pmcid,
        "note": "\n".join([*work.notes, " ".join(origin.split())]),
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(author: Author) -> dict[str, str]:
    if author.is_group:
        return {"literal": author.family}
    parts = {"non-dropping-particle": author.particle, "family": author.family, "given": author.given}
    return {name: part for name, part in {**parts, "suffix": author.suffix}.items() if part}
