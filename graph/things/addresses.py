"""Where the page of each thing stands: one path on a server and in a folder of files, safe as a name of a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from graph import writing
from graph.vocabulary import BASE, local_name, shorten

FORMS = ("html", "ttl", "nt", "rdf", "jsonld", "trig", "nq", "n3")
TERMS = f"{BASE}terms"
OTHER, SECTION, UNKNOWN = "other", "section", "unknown"
_OWN_NAMES = {"index", "reading", "404", "contents", "data", "void", "sitemap", "sparql", "questions", "health"}
_OWN_FOLDERS = {OTHER, SECTION, "questions", ".well-known"}


class Addresses:
    """The path of every thing that has a page, without a suffix: ``claim/nine-ways-02-d``.

    An IRI of the graph keeps its own path. One of elsewhere, or one whose path is no plain name of a file, stands
    under ``other/`` by its last part and a digest. No two paths differ only in the case of letters.

    Parameters
    ----------
    iris : iterable of str
        The things.
    terms : iterable of str
        The terms of the vocabulary: they stand on one page, each at an anchor of its own.
    chapters : iterable of (str, int)
        The source and number of each section that has a page; the source is empty where it is not known.
    gone : iterable of str
        What was withdrawn: it has an address, and is not among the things.
    """

    def __init__(
        self,
        iris: Iterable[str],
        terms: Iterable[str] = (),
        chapters: Iterable[tuple[str, int]] = (),
        gone: Iterable[str] = (),
    ) -> None:
        taken: set[str] = set()
        self.paths = {iri: _placed(iri, taken) for iri in sorted(iris)}
        self.iris = {path: iri for iri, path in self.paths.items()}
        self.gone = {iri: _placed(iri, taken) for iri in sorted(gone)}
        self.terms = {iri: f"terms#{_anchor(iri)}" for iri in terms}
        self.chapters: dict[tuple[str, int], str] = {}
        self.sections: dict[str, tuple[str, int]] = {}
        names: dict[str, str] = {}
        for source, number in sorted(chapter for chapter in chapters if chapter[1] >= 0):
            if source not in names:
                names[source] = _source_name(source, names.values())
            path = f"{SECTION}/{names[source]}/{number}"
            self.chapters[source, number], self.sections[path] = path, (source, number)

    def __getitem__(self, iri: str) -> str:
        """Give the path of a thing, for a term with its anchor; empty if it has no page."""
        return self.terms.get(iri) or self.paths.get(iri) or self.gone.get(iri, "")

    def section(self, source: str, number: int) -> str:
        """Give the path of a section: ``section/nine-ways/2``; empty where nothing is said in one."""
        return self.chapters.get((source, number), "")

    def section_at(self, path: str) -> tuple[str, int] | None:
        """Give source and number of the section that a path is of."""
        return self.sections.get(path)


@dataclass(frozen=True)
class Linker:
    """How a page links to others.

    ``root`` leads from the page to the root: ``/`` on a server, ``../`` for each folder in files. ``suffix`` ends the
    name of a page, ``start`` names the page that lists all, ``reading`` the one to read, if there is
    one, which has an address for each claim if it ``has_anchors``.
    """

    root: str = "/"
    suffix: str = ""
    start: str = "contents"
    reading: str = ""
    has_anchors: bool = True

    @property
    def is_served(self) -> bool:
        """Whether a server answers, which gives more formats and questions."""
        return not self.suffix

    def page(self, address: str) -> str:
        """Give the link to the page at an address; nothing for no address."""
        path, mark, anchor = address.partition("#")
        return f"{self.root}{quote(path)}{self.suffix}{mark}{quote(anchor, safe=':')}" if address else ""

    def file(self, path: str) -> str:
        """Give the link to a file."""
        return f"{self.root}{quote(path)}"


def in_folder(path: str, reading: str = "") -> Linker:
    """Give the links of a page in a folder of files: relative, so that they hold wherever the folder is put."""
    return Linker("../" * path.count("/"), ".html", "index", reading)


def _placed(iri: str, taken: set[str]) -> str:
    path = iri.removeprefix(BASE) if iri.startswith(BASE) else ""
    if not _is_plain(path) or path.casefold() in taken:
        path = f"{OTHER}/{_hashed(iri)}"
    taken.add(path.casefold())
    return path


def _is_plain(path: str) -> bool:
    folder, slash, name = path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    if not name or writing.plain_name(name) != name or (stem and suffix in FORMS):
        return False
    if not slash:
        return name not in _OWN_NAMES
    return writing.plain_name(folder) == folder and folder not in _OWN_FOLDERS and "." not in folder


def _source_name(source: str, taken: Iterable[str]) -> str:
    name = local_name(source) if source else UNKNOWN
    is_free = name.casefold() not in {other.casefold() for other in taken}
    return name if writing.plain_name(name) == name and is_free else _hashed(source)


def _hashed(iri: str) -> str:
    stem = writing.plain_name(local_name(iri)).replace(".", "-")
    return f"{stem}-{sha256(iri.encode()).hexdigest()[:12]}"


def _anchor(iri: str) -> str:
    return iri.removeprefix(f"{TERMS}#") if iri.startswith(f"{TERMS}#") else shorten(iri)
