"""What is withdrawn, set apart from what stands, before anything is asked."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from pyoxigraph import NamedNode, Quad

from graph.vocabulary import PREFIXES, TERM

_TYPE = NamedNode(f"{PREFIXES['rdf']}type")
_CLAIM = NamedNode(TERM.Claim)
_LINE = NamedNode(TERM.EvidenceLine)
_ABOUT = NamedNode(TERM.about)
INVALIDATED = f"{PREFIXES['prov']}invalidatedAtTime"
_INVALIDATED = NamedNode(INVALIDATED)
_REVISION = NamedNode(f"{PREFIXES['prov']}wasRevisionOf")


def split(files: Mapping[str, list[Quad]]) -> tuple[dict[str, list[Quad]], list[Quad]]:
    """Set apart what is said of withdrawn claims.

    Parameters
    ----------
    files : mapping of str to list of Quad
        What each file holds, by its name.

    Returns
    -------
    tuple of dict and list
        What stands, by file, and what does not: all that is said of a claim with ``prov:invalidatedAtTime``, each link
        to it, and the lines of evidence about nothing else. That a claim revises a withdrawn one still stands.
    """
    dated = {quad.subject for found in files.values() for quad in found if quad.predicate == _INVALIDATED}
    if not dated:
        return dict(files), []
    quads = [quad for found in files.values() for quad in found]
    gone = {quad.subject for quad in quads if quad.subject in dated and _is_a(quad, _CLAIM)}
    lines = _lines_about(gone, quads)
    stands = {name: [q for q in found if not _is_withdrawn(q, gone, lines)] for name, found in files.items()}
    return stands, [quad for quad in quads if _is_withdrawn(quad, gone, lines)]


def _lines_about(gone: AbstractSet[object], quads: list[Quad]) -> AbstractSet[object]:
    """Give the lines of evidence that are about withdrawn claims alone."""
    lines = {quad.subject for quad in quads if _is_a(quad, _LINE)}
    about = [(quad.subject, quad.object) for quad in quads if quad.predicate == _ABOUT and quad.subject in lines]
    return {line for line, claim in about if claim in gone} - {line for line, claim in about if claim not in gone}


def _is_withdrawn(quad: Quad, gone: AbstractSet[object], lines: AbstractSet[object]) -> bool:
    if quad.subject in gone or quad.subject in lines:
        return True
    return quad.object in gone and quad.predicate != _REVISION


def _is_a(quad: Quad, kind: NamedNode) -> bool:
    return quad.predicate == _TYPE and quad.object == kind
