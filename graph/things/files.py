"""All pages as files for any web space, one at a time: each with its data beside it, in the same bytes each time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from pyoxigraph import RdfFormat

from graph import rdf
from graph.ask import Triples
from graph.errors import UsageError
from graph.things import dataset, document, gone, pages, triples
from graph.things.addresses import Linker, in_folder
from graph.things.known import Known
from graph.things.values import Values

INDEX, READING = "index", "reading.html"
MOST_IN_SITEMAP = 50_000
"""As many addresses as the sitemap protocol (https://www.sitemaps.org/protocol.html) allows in one file."""
_FORMS = (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Site:
    """What the files of a site are made of.

    ``base`` is the absolute address it will have, with a slash at its end, empty if that is not known. ``reading``
    holds the page to read, and what stands beside it, by name; ``has_anchors`` tells that the page to read has an
    address for each claim, concept and section.
    """

    known: Known
    base: str = ""
    reading: Mapping[str, bytes] = field(default_factory=dict)
    has_anchors: bool = True


def checked_base(base: str) -> str:
    """Give an absolute address with a slash at its end.

    Raises
    ------
    UsageError
        If it is no address of http or https that a folder may have.
    """
    try:
        parts = urlsplit(base)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        is_good = False
    if not is_good or re.search(r"[^\x21-\x7e]|[<>\"'{}|\\^`]", base):
        raise UsageError(f"'{base}' is no address of a site", advice="--base https://example.org/findings/")
    return base if base.endswith("/") else f"{base}/"


def count(site: Site) -> int:
    """Give the number of pages that have their data beside them."""
    return sum(1 for _ in pages.addresses(site.known)) + len(site.known.addresses.gone)


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give every file: its path in the folder, and its content."""
    yield f"{INDEX}.html", _html(site, INDEX)
    yield from site.reading.items()
    for address in pages.addresses(site.known):
        yield f"{address}.html", _html(site, address)
        yield from _data(address, pages.data(site.known, address))
    yield from _withdrawn(site)
    yield from _whole(site)
    missing = replace(_linker(site, "404"), root=site.base)
    yield "404.html", document.not_found(site.known, missing, with_links=bool(site.base)).encode()
    if site.base:
        yield from _sitemap(site)


def _withdrawn(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give a page for each claim that was withdrawn, so that an address that was cited says what became of it."""
    for iri, address in site.known.addresses.gone.items():
        to = _linker(site, address)
        made = gone.page(iri, Values(site.known, to))
        yield f"{address}.html", document.render(made, site.known, to, site.base).encode()
        yield from _data(address, gone.data(iri, site.known))


def _data(address: str, found: Triples) -> Iterator[tuple[str, bytes]]:
    for suffix, form in _FORMS:
        yield f"{address}.{suffix}", triples.render(found, form)


def _html(site: Site, address: str) -> bytes:
    to = _linker(site, address)
    made = pages.page(site.known, address, to, site.base)
    return document.render(made, site.known, to, site.base).encode()


def _linker(site: Site, address: str) -> Linker:
    to = in_folder(address, READING if READING in site.reading else "")
    return replace(to, has_anchors=site.has_anchors)


def _whole(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give all the data, and what it says of itself."""
    every = rdf.to_triples(site.known.files.quads)
    yield "data.ttl", triples.render(every, RdfFormat.TURTLE)
    yield "data.nt", triples.render(sorted(every, key=str), RdfFormat.N_TRIPLES)
    yield "data.jsonld", triples.render(every, RdfFormat.JSON_LD)
    described = dataset.facts(site.known)
    if site.base:
        described += dataset.distributions(site.base, dataset.DUMPS)
    for suffix, form in _FORMS:
        yield f"void.{suffix}", triples.render(described, form)


def _sitemap(site: Site) -> Iterator[tuple[str, bytes]]:
    """Give the addresses of all pages for search engines; in parts, where they are too many for one file."""
    names = [INDEX, *([READING.removesuffix(".html")] if READING in site.reading else [])]
    addresses = [*names, *pages.addresses(site.known)]
    parts = [addresses[at : at + MOST_IN_SITEMAP] for at in range(0, len(addresses), MOST_IN_SITEMAP)]
    changed = f"<lastmod>{site.known.date}</lastmod>" if _DAY.fullmatch(site.known.date) else ""
    if len(parts) == 1:
        yield "sitemap.xml", _listed("url", (f"{address}.html" for address in parts[0]), site.base, changed)
        return
    for number, part in enumerate(parts, 1):
        yield f"sitemap-{number}.xml", _listed("url", (f"{address}.html" for address in part), site.base, changed)
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield "sitemap.xml", _listed("sitemap", iter(names), site.base, changed)


def _listed(element: str, paths: Iterator[str], base: str, changed: str) -> bytes:
    whole = "urlset" if element == "url" else "sitemapindex"
    entries = "".join(f"<{element}><loc>{escape(base + quote(path))}</loc>{changed}</{element}>\n" for path in paths)
    opening = f'<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}\n{entries}</{whole}>\n'.encode()
