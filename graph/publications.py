"""A study as a publication: its authors by name, year, venue, volume and pages, and a DOI that was checked.

Nothing is guessed: what does not parse is kept as it was recorded, in a note.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from graph.claims import Study
from graph.vocabulary import PREFIXES, TERM

_VOLUME = re.compile(r"(?P<volume>\d+)(?:\((?P<issue>[^()]+)\))?(?::(?P<pages>\w+(?:-\w+)?))?")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_YEAR = re.compile(r"\d{4}")
_OTHERS = {"et al", "et al.", "and colleagues", "and others"}
_SUFFIXES = {"Jr", "Sr", "2nd", "3rd"}
_MOST_INITIALS = 5
_UNCHECKED = {
    TERM.authors: "authors",
    f"{PREFIXES['dcterms']}issued": "year",
    f"{PREFIXES['dcterms']}title": "title",
    TERM.venue: "venue",
    TERM.volumePages: "volume, issue, pages",
    f"{PREFIXES['fabio']}hasPubMedId": "PMID",
    f"{PREFIXES['fabio']}hasPubMedCentralId": "PMCID",
    TERM.designText: "design",
}


@dataclass(frozen=True)
class Author:
    """A person by family name and initials, or a group, which has no initials.

    >>> author("van IJzendoorn MH")
    Author(family='IJzendoorn', initials='MH', particle='van', suffix='')
    >>> author("NICHD Early Child Care Research Network").is_group
    True
    """

    family: str
    initials: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def is_group(self) -> bool:
        """Whether it is an organization."""
        return not self.initials

    @property
    def given(self) -> str:
        """The initials with their points.

        >>> Author("Lapsley", "A-M").given
        'A.-M.'
        """
        return "-".join(" ".join(f"{letter}." for letter in part) for part in self.initials.split("-") if part)

    @property
    def surname(self) -> str:
        """The family name with its particle."""
        return f"{self.particle} {self.family}".strip()

    def __str__(self) -> str:
        """As in the data: ``van IJzendoorn MH``."""
        return " ".join(filter(None, (self.surname, self.initials, self.suffix)))


@dataclass(frozen=True)
class Publication:
    """What is known of a publication; an empty string is what is not known.

    `kind` is "article", "book" or "paper" (read at a conference). `is_abridged` tells that not all authors are named.
    `notes` hold the design, what was not checked, and what did not parse.
    """

    name: str
    kind: str
    authors: tuple[Author, ...]
    is_abridged: bool
    year: str
    title: str
    venue: str
    publisher: str
    place: str
    volume: str
    issue: str
    pages: str
    doi: str
    pmid: str
    pmcid: str
    notes: tuple[str, ...]

    @property
    def url(self) -> str:
        """The https link of the DOI, or nothing."""
        return f"https://doi.org/{quote(self.doi, safe='/:().-_')}" if self.doi else ""


def is_publication(study: Study) -> bool:
    """Tell whether a study has authors or a title: a cohort or a study that is merely named has neither."""
    return bool(study.authors or study.title)


def from_study(study: Study) -> Publication:
    """Read a study's record as a publication.

    A book is what has "book" for its pages, a paper what its design calls a conference paper; all else is an article.
    A DOI that is marked unchecked, or is none by its form, is left out and a note says so.
    """
    names = [name for name in map(_line, (study.authors or "").split(";")) if name]
    persons = [name for name in names if name.casefold() not in _OTHERS]
    found = _VOLUME.fullmatch(_line(study.volume_pages))
    volume = found.groupdict("") if found else dict.fromkeys(("volume", "issue", "pages"), "")
    kind, venue = _kind(study), _line(study.venue)
    publisher, _, place = venue.rpartition(", ") if ", " in venue else (venue, "", "")
    year = _line(study.issued)
    return Publication(
        study.name,
        kind,
        tuple(author(name) for name in persons),
        len(persons) < len(names),
        year[:4] if _YEAR.match(year) else "",
        _line(study.title),
        "" if kind == "book" else venue,
        publisher if kind == "book" else "",
        place if kind == "book" else "",
        **volume,
        doi=_doi(study),
        pmid=_line(study.pmid),
        pmcid=_line(study.pmcid),
        notes=tuple(_notes(study, is_abridged=len(persons) < len(names), is_parsed=bool(found) or kind == "book")),
    )


def author(name: str) -> Author:
    """Read a name as the data writes it: family name, then initials; without initials it is a group.

    Lower-case words before the family name are its particle; "Van der Bruggen" is a family name as a whole.
    """
    words = name.split()
    suffix = words.pop() if len(words) > 2 and words[-1] in _SUFFIXES else ""
    if len(words) < 2 or not _are_initials(words[-1]):
        return Author(name)
    initials = words.pop()
    first = next((at for at, word in enumerate(words) if not word[0].islower()), len(words) - 1)
    return Author(" ".join(words[first:]), initials, " ".join(words[:first]), suffix)


def unchecked(study: Study) -> tuple[str, ...]:
    """Name the fields of the publication that were not seen in the record it was checked against."""
    return tuple(words for iri, words in _UNCHECKED.items() if iri in study.unchecked)


def _are_initials(word: str) -> bool:
    letters = word.replace("-", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= _MOST_INITIALS


def _kind(study: Study) -> str:
    if _line(study.volume_pages) == "book":
        return "book"
    return "paper" if _line(study.design_text).startswith("conference paper") else "article"


def _doi(study: Study) -> str:
    doi = _line(study.doi)
    return doi if _DOI.fullmatch(doi) and TERM.doi not in study.unchecked else ""


def _notes(study: Study, *, is_abridged: bool, is_parsed: bool) -> Iterable[str]:
    if study.design_text:
        yield f"design: {_line(study.design_text)}"
    if study.volume_pages and not is_parsed:
        yield f"volume and pages as recorded: {_line(study.volume_pages)}"
    if is_abridged:
        yield f"authors as recorded: {_line(study.authors)}"
    if study.issued and not _YEAR.fullmatch(_line(study.issued)):
        yield f"issued: {_line(study.issued)}"
    if fields := unchecked(study):
        yield f"unchecked: {', '.join(fields)}"
    if study.doi and not _doi(study):
        yield "a DOI is recorded that was not checked: it is left out"
    if not study.result_seen:
        yield "the result of this study was not seen"


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
