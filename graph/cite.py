"""One line to cite by: for the article, a claim, the data set and a study. DOIs are links, and only checked ones."""

from graph import publications, sentences
from graph.claims import Claim, Findings, Source, Study
from graph.vocabulary import DATASET

_MAKERS, _TITLE, _LICENSE = "Findings Graph contributors", "Findings Graph", "CC BY 4.0"


def article(findings: Findings) -> str:
    """Cite the articles that claims were read in, in order of IRI; nothing if none is known."""
    return " ".join(_source(source, source.title, findings) for source in findings.sources.values())


def claim(said: Claim, findings: Findings, version: str, date: str) -> str:
    """Cite a claim, in the curator's words, with the data set that holds it and the sentence that it was read in.

    Parameters
    ----------
    said : Claim
        The claim.
    findings : Findings
        What it refers to.
    version, date : str
        Version and date (ISO) of the data; empty if not known.
    """
    passages = [findings.passages[iri] for iri in said.passages if iri in findings.passages]
    read_in = [
        _source(source, sentences.passage(place, findings), findings)
        for place in passages
        if (source := findings.sources.get(place.source or ""))
    ]
    parts = [_makers(date), f"Claim {said.name}:", _stopped(said.label), f"In {_edition(version, date)}."]
    return " ".join([*parts, f"{_LICENSE}.", *(f"Read in: {place}" for place in read_in), said.iri])


def dataset(version: str, date: str) -> str:
    """Cite the data set.

    >>> dataset("1.0.0", "2026-11-24").partition(" https:")[0]
    'Findings Graph contributors (2026). Findings Graph, version 1.0.0 of 2026-11-24 [data set]. CC BY 4.0.'
    """
    return f"{_makers(date)} {_edition(version, date)} [data set]. {_LICENSE}. {DATASET}"


def study(found: Study) -> str:
    """Cite the publication of a study, with the link of its DOI; what was not checked is said in brackets.

    A study that is no publication is cited by its label alone.
    """
    if not publications.is_publication(found):
        return _stopped(found.label)
    work = publications.from_study(found)
    names = [*map(str, work.authors), *(["et al."] if work.is_abridged else [])]
    parts = [f"{', '.join(names)} ({work.year or 'n.d.'}).".lstrip(), _stopped(work.title)]
    pages = "" if work.kind == "book" else found.volume_pages
    parts.append(_stopped(", ".join(filter(None, (found.venue, pages)))))
    doubts = ", ".join(publications.unchecked(found))
    return " ".join(filter(None, (*parts, work.url, f"[unchecked: {doubts}]" if doubts else "")))


def _source(source: Source, words: str, findings: Findings) -> str:
    creators = ", ".join(map(findings.label, source.creators))
    publisher = findings.label(source.publisher) if source.publisher else ""
    dates = (("", source.issued), ("last modified ", source.modified), ("reviewed ", source.reviewed))
    published = ", ".join(filter(None, (publisher, *(f"{said}{date}" for said, date in dates if date))))
    return " ".join(filter(None, (_stopped(creators), _stopped(words), _stopped(published), source.url)))


def _makers(date: str) -> str:
    return f"{_MAKERS} ({date[:4]})." if date else f"{_MAKERS}."


def _edition(version: str, date: str) -> str:
    return _TITLE + (f", version {version}" if version else "") + (f" of {date}" if date else "")


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
