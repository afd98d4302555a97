"""A Turtle file in its one canonical form, without loss: lexical forms stay, and comments are not dropped unasked."""

from pyoxigraph import RdfFormat

from graph import nameless, rdf
from graph.errors import DataError, Place

SUFFIX = ".ttl"


def formatted(path: str, *, drop_comments: bool = False) -> tuple[bytes, bytes]:
    """Give a file as it is, and as it is in canonical form.

    Parameters
    ----------
    path : str
        A Turtle file. Nodes without a name are named as `graph.nameless` does it.
    drop_comments : bool
        Whether comments may go: they are no triples, so no canonical form can keep them.

    Raises
    ------
    FileError
        If it cannot be read.
    DataError
        If it is no Turtle, or has a comment that may not be dropped.
    """
    if not path.lower().endswith(SUFFIX):
        raise DataError("only Turtle has a canonical form here", Place(path), "findings export -f ttl -o FILE.ttl")
    before = rdf.read_bytes(path)
    quads = rdf.from_bytes(before, RdfFormat.TURTLE, path)
    comment = rdf.first_comment(before, path)
    if comment and not drop_comments:
        advice = "say it as rdfs:comment or skos:note of something; or --drop-comments"
        raise DataError("a comment, which the canonical form cannot keep", comment, advice)
    return before, rdf.canonical(nameless.named_alike(quads))
