"""What files say of things: the values of each property, by file and by name."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from graph.errors import DataError, Place
from graph.vocabulary import PREFIXES, TERM, local_name, shorten

Node: TypeAlias = NamedNode | Literal
Values: TypeAlias = Mapping[str, set[Node]]
Said: TypeAlias = Mapping[str, Mapping[str, Values]]
Files: TypeAlias = Mapping[str, list[Quad]]

_SKOS, _RDFS, _DCTERMS, _SCHEMA = (PREFIXES[name] for name in ("skos", "rdfs", "dcterms", "schema"))
TYPE = f"{PREFIXES['rdf']}type"
PREFERRED, SYNONYM, LABEL, TITLE = f"{_SKOS}prefLabel", f"{_SKOS}altLabel", f"{_RDFS}label", f"{_DCTERMS}title"
WORDS = (PREFERRED, SYNONYM, LABEL, TITLE)
IDENTIFIERS = (f"{_SKOS}exactMatch", TERM.doi, f"{_DCTERMS}identifier", f"{_SCHEMA}url", f"{_SCHEMA}sameAs")
_FIXED = {TERM.Claim, TERM.Passage, TERM.Gap, TERM.Remark, TERM.EvidenceLine, TERM.Estimate}
_SINGLE = {
    PREFERRED, LABEL, TITLE, TERM.kind, TERM.valence, TERM.plural, TERM.phrase, TERM.moreLabel, TERM.lessLabel,
    TERM.fromAge, TERM.toAge, TERM.years, TERM.doi, f"{_DCTERMS}issued", f"{_DCTERMS}modified", f"{_SCHEMA}version",
    f"{_DCTERMS}license",
}  # fmt: skip


def described(files: Files) -> Said:
    """Give what each file says.

    Raises
    ------
    DataError
        If something has no name.
    """
    said: dict[str, dict[str, dict[str, set[Node]]]] = {}
    for name, quads in files.items():
        things: dict[str, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                raise DataError("a node without a name", Place(name), "give it an IRI: findings check tells where")
            things[quad.subject.value][quad.predicate.value].add(quad.object)
        said[name] = things
    return said


def clashing(one: Values, other: Values) -> list[str]:
    """Give the properties of which two descriptions of one thing cannot both be right.

    Of a claim and all that is read from a text, whatever differs; of other things, what can be said once in a language.
    """
    types = {node.value for node in (*one.get(TYPE, ()), *other.get(TYPE, ()))}
    if types & _FIXED:
        return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
    both = [name for name in one if name in other and name in _SINGLE]
    return sorted(name for name in both if _by_language(one[name], other[name]))


def language(node: Node) -> str:
    """Give the language of a text, or nothing."""
    return (node.language or "") if isinstance(node, Literal) else ""


def _by_language(one: set[Node], other: set[Node]) -> bool:
    """Tell whether two sets of values differ in a language that both have."""
    tags = {language(node) for node in one} & {language(node) for node in other}
    return any({n for n in one if language(n) == tag} != {n for n in other if language(n) == tag} for tag in tags)


def word(iri: str) -> str:
    """Give the name of a property in a message."""
    return local_name(iri)


def shown(node: Node) -> str:
    """Show a value in a message."""
    return shorten(node.value) if isinstance(node, NamedNode) else str(node)
