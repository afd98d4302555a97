"""One line to cite by: for the article, a claim, the data set and a study. DOIs are links, and only checked ones."""

import re
from collections.abc import Callable, Collection, Iterable

from graph import publications, sentences
from graph.claims import Claim, DataSet, Findings, Source, Study

_CREATIVE_COMMONS = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/([0-9.]+)/?")
_ZERO = re.compile(r"https?://creativecommons\.org/publicdomain/zero/([0-9.]+)/?")


def article(findings: Findings, iris: Collection[str] | None = None) -> str:
    """Cite the articles that claims were read in, or some of them, in order of IRI; nothing if none is known."""
    sources = [source for iri, source in findings.sources.items() if iris is None or iri in iris]
    return " ".join(_source(source, source.title, findings) for source in sources)


def claim(said: Claim, findings: Findings) -> str:
    """Cite a claim, in the curator's words, with the data set that holds it and the sentence that it was read in.

    Parameters
    ----------
    said : Claim
        The claim.
    findings : Findings
        What it refers to, and what the data says of itself.
    """
    passages = [findings.passages[iri] for iri in said.passages if iri in findings.passages]
    read_in = [
        _source(source, sentences.passage(place, findings), findings)
        for place in passages
        if (source := findings.sources.get(place.source or ""))
    ]
    held = findings.datasets_of(said)
    edition = _joined(map(_edition, held))
    parts = [_makers(held), f"Claim {said.name}:", _stopped(said.label), _stopped(edition and f"In {edition}")]
    parts += [_stopped(_licenses(held)), *(f"Read in: {place}" for place in read_in), said.iri]
    return " ".join(filter(None, parts))


def dataset(findings: Findings) -> str:
    """Cite the data sets that were read, as they describe themselves; nothing if none does.

    >>> mine = DataSet("https://example.org/mine", "My claims", "2", creators=("Jane Doe",), date="2026-05-01")
    >>> dataset(Findings({}, {}, datasets=(mine,)))
    'Jane Doe (2026). My claims, version 2 of 2026-05-01 [data set]. https://example.org/mine'
    """
    return " ".join(
        " ".join(filter(None, (_makers([d]), f"{_edition(d)} [data set].".lstrip(), _stopped(_licenses([d])), d.iri)))
        for d in findings.datasets
    )


def license_name(license_iri: str) -> str:
    """Give the short name of a Creative Commons license, or what was given.

    >>> license_name("https://creativecommons.org/licenses/by-sa/4.0/"), license_name("All rights reserved")
    ('CC BY-SA 4.0', 'All rights reserved')
    """
    if found := _CREATIVE_COMMONS.fullmatch(license_iri):
        return f"CC {found[1].upper()} {found[2]}"
    if found := _ZERO.fullmatch(license_iri):
        return f"CC0 {found[1]}"
    return license_iri


def licenses(datasets: Iterable[DataSet], name: Callable[[str], str] = license_name) -> list[str]:
    """Give the license of some data sets; of each by its title where they differ, and of none that declares none.

    >>> licensed, mine = DataSet("x:a", "Hers", license="CC0"), DataSet("x:b", "Mine")
    >>> licenses([licensed]), licenses([mine]), licenses([licensed, mine])
    (['CC0'], [], ['CC0 (Hers)', 'no license declared (Mine)'])
    """
    known = list(datasets)
    given = {dataset.license for dataset in known}
    if len(given) < 2:
        return [name(iri) for iri in given if iri]
    told = (f"{name(d.license) if d.license else 'no license declared'} ({d.title or d.iri})" for d in known)
    return [*dict.fromkeys(told)]


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


def _makers(datasets: Iterable[DataSet]) -> str:
    known = list(datasets)
    names = ", ".join(dict.fromkeys(name for dataset in known for name in dataset.creators))
    year = max((dataset.date for dataset in known), default="")[:4]
    return f"{names} ({year})." if names and year else _stopped(names)


def _edition(dataset: DataSet) -> str:
    version = f"version {dataset.version}" if dataset.version else ""
    dated = f" of {dataset.date}" if dataset.date else ""
    return (", ".join(filter(None, (dataset.title, version))) + dated).strip()


def _licenses(datasets: Iterable[DataSet]) -> str:
    return _joined(licenses(datasets))


def _joined(texts: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(filter(None, texts)))


def _stopped(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
