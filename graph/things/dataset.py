"""The data of itself: its page, and its description in VoID and DCAT."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from graph import cite, description
from graph.ask import Triples
from graph.claims import DataSet
from graph.things import markup
from graph.things.addresses import Linker
from graph.things.anything import recorded
from graph.things.known import Known
from graph.things.parts import Thing, Value
from graph.things.values import Values, group, groups
from graph.things.words import WORDS
from graph.vocabulary import DATASET, PREFIXES

DUMPS = (
    ("data.ttl", "Turtle", "text/turtle"),
    ("data.nt", "N-Triples", "application/n-triples"),
    ("data.jsonld", "JSON-LD", "application/ld+json"),
)
SERVED_DUMPS = (*DUMPS[:2], ("data.rdf", "RDF/XML", "application/rdf+xml"), DUMPS[2])
_DCAT = "http://www.w3.org/ns/dcat#"
_TYPE = NamedNode(f"{PREFIXES['rdf']}type")


def page(iri: str, values: Values, base: str = "") -> Thing:
    """Make the page of a data set: how much there is, under what license, where all of it can be had."""
    known, to = values.known, values.to
    found = next((d for d in known.findings.datasets if d.iri == iri), DataSet(iri))
    downloads = [Value(words, to.file(name), media_type) for name, words, media_type in dumps(to)]
    described = [Value("VoID and DCAT", to.file("void" if to.is_served else "void.ttl"), "the data of itself")]
    files = [(f"{base}{name}", form) for name, _, form in dumps(to)] if base else []
    return Thing(
        known.addresses[iri] or "dataset",
        found.title or known.label(iri),
        WORDS["dataset"],
        iri,
        found.name,
        lead=(Value(f"{', '.join(f'{count} {words}' for count, words in _counts(known))}."),),
        facts=recorded(iri, values),
        groups=groups(group(WORDS["downloads"], [*downloads, *described])),
        cite=cite.dataset(known.findings),
        markup=markup.dataset(found, known, files),
    )


def dumps(to: Linker) -> tuple[tuple[str, str, str], ...]:
    """Give the files that hold all of the data: name, words, media type."""
    return SERVED_DUMPS if to.is_served else DUMPS


def facts(known: Known) -> Triples:
    """Describe the data by itself, in VoID and DCAT: what the files say of it, and what can be counted."""
    it = NamedNode(DATASET)
    return [
        *known.about.get(DATASET, ()),
        Triple(it, _TYPE, _dcat("Dataset")),
        *description.counted(it, known.files.quads),
    ]


def distributions(root: str, files: Iterable[tuple[str, str, str]]) -> Triples:
    """Describe where all of the data can be had.

    Parameters
    ----------
    root : str
        The absolute address that the names of files are put after.
    files : iterable of tuple of str
        Name, words and media type of each.
    """
    it, found = NamedNode(DATASET), []
    for name, _, media_type in files:
        one = NamedNode(f"{root}{name}")
        found += [
            Triple(it, _dcat("distribution"), one),
            Triple(it, description.void("dataDump"), one),
            Triple(one, _TYPE, _dcat("Distribution")),
            Triple(one, _dcat("downloadURL"), one),
            Triple(one, _dcat("mediaType"), Literal(media_type)),
        ]
    return found


def _counts(known: Known) -> Iterable[tuple[int, str]]:
    findings, literature = known.findings, known.literature
    counted = (
        (findings.claims, "claims"), (findings.concepts, "concepts"), (findings.passages, "passages"),
        (literature.studies, "studies"), (literature.lines, "readings of studies"), (literature.estimates, "figures"),
    )  # fmt: skip
    return [(len(found), words) for found, words in counted if found]


def _dcat(name: str) -> NamedNode:
    return NamedNode(_DCAT + name)
