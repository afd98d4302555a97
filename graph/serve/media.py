"""Content negotiation: which of the formats that are offered a client takes."""

from typing import Generic, NamedTuple, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

Form = TypeVar("Form", QueryResultsFormat, RdfFormat)


class Offer(NamedTuple, Generic[Form]):
    """A format of rows and truth values, or of triples; ``others`` are names that clients have for it."""

    name: str
    media_type: str
    form: Form
    others: tuple[str, ...] = ()


ROWS = (
    Offer("json", "application/sparql-results+json", QueryResultsFormat.JSON),
    Offer("xml", "application/sparql-results+xml", QueryResultsFormat.XML),
    Offer("csv", "text/csv", QueryResultsFormat.CSV),
    Offer("tsv", "text/tab-separated-values", QueryResultsFormat.TSV),
    Offer("json", "application/json", QueryResultsFormat.JSON),
    Offer("xml", "application/xml", QueryResultsFormat.XML),
)
TRIPLES = (
    Offer("ttl", "text/turtle", RdfFormat.TURTLE, ("turtle",)),
    Offer("nt", "application/n-triples", RdfFormat.N_TRIPLES, ("n-triples", "ntriples")),
    Offer("rdf", "application/rdf+xml", RdfFormat.RDF_XML, ("rdf+xml", "xml")),
    Offer("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("json-ld", "json")),
    Offer("trig", "application/trig", RdfFormat.TRIG),
    Offer("nq", "application/n-quads", RdfFormat.N_QUADS),
    Offer("n3", "text/n3", RdfFormat.N3),
    Offer("jsonld", "application/json", RdfFormat.JSON_LD),
    Offer("rdf", "application/xml", RdfFormat.RDF_XML),
)
HTML = "text/html"


def is_called(offer: Offer[Form], name: str) -> bool:
    """Whether clients mean a format by a name."""
    return name in {offer.name, offer.media_type, *offer.others}


def choose(accept: str, offered: list[str] | tuple[str, ...]) -> str | None:
    """Give the offered media type that a client likes best.

    Parameters
    ----------
    accept : str
        The header ``Accept``; empty means anything.
    offered : sequence of str
        Media types, the server's favourite first: it decides between what the client likes equally.

    Returns
    -------
    str or None
        None if the client takes none of them.
    """
    wanted = _parse(accept)
    if not wanted:
        return offered[0]
    best, highest = None, 0.0
    for media_type in offered:
        quality = _quality(media_type, wanted)
        if quality > highest:
            best, highest = media_type, quality
    return best


def _parse(accept: str) -> dict[str, float]:
    wanted: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                quality = _number(parameter[2:])
        if "/" in name:
            wanted[name] = max(quality, wanted.get(name, 0.0))
    return wanted


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _quality(media_type: str, wanted: dict[str, float]) -> float:
    """Give the weight of the most specific range that covers a media type."""
    for range_ in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if range_ in wanted:
            return wanted[range_]
    return 0.0
