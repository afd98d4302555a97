"""Nanopublications: each claim a small publication of its own, with a trusty URI that its content makes and checks.

After the nanopublication guidelines (https://nanopub.net/guidelines/working_draft/) and trusty URIs
(https://doi.org/10.1007/978-3-319-07443-6_27). Hashing, signing and checking are the library's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.claims import Claim
from graph.errors import DataError, MissingExtraError, Place
from graph.export import provenance
from graph.export.selected import Selected
from graph.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    import rdflib

NANOPUBS = f"{BASE}np/"
_NP = "http://www.nanopub.org/nschema#"
_NPX = "http://purl.org/nanopub/x/"
_DCTERMS, _PROV, _RDFS = PREFIXES["dcterms"], PREFIXES["prov"], PREFIXES["rdfs"]
_TYPE = NamedNode(f"{PREFIXES['rdf']}type")
_HEAD, _ASSERTION, _PROVENANCE, _PUBINFO = (
    NamedNode(NANOPUBS + name) for name in ("Head", "assertion", "provenance", "pubinfo")
)
_IT = NamedNode(NANOPUBS)
_DERIVED = NamedNode(f"{_PROV}wasDerivedFrom")
_CHANGES = {f"{_PROV}invalidatedAtTime", f"{_PROV}wasRevisionOf"}
_SOURCE_PARTS = {_TYPE.value, _DERIVED.value, *(f"{_DCTERMS}{name}" for name in ("title", "creator", "publisher"))}


def nanopublications(selected: Selected) -> bytes:
    """Give TriG with four graphs a claim: head, assertion, provenance and publication info.

    The library reads nothing of any network here: it is given the graphs, never an address. Without a key they are
    unsigned.

    Raises
    ------
    MissingExtraError
        If the nanopub library is not installed.
    DataError
        If a key is given and is no RSA key, or the library refuses a nanopublication.
    """
    profile = _profile(selected.key) if selected.key else None
    about: dict[str, list[Triple]] = defaultdict(list)
    for triple in selected.triples:
        if isinstance(triple.subject, NamedNode):
            about[triple.subject.value].append(triple)
    quads: list[Quad] = []
    for iri, claim in sorted(selected.findings.claims.items()):
        if about[iri]:
            quads += _published([*_head(), *_graphs(claim, about, selected)], profile, claim)
    prefixes = {**_used(quads), "np": _NP, "npx": _NPX}
    body = serialize(sorted(quads, key=_order), format=RdfFormat.TRIG, prefixes=prefixes) or b""
    # A remark, and no triple: the same claim has the same address, whatever it was selected with.
    origin = " ".join(provenance.line(selected).split())
    return f"# {origin}\n".encode() + body


def _head() -> Iterator[Quad]:
    yield Quad(_IT, _TYPE, NamedNode(f"{_NP}Nanopublication"), _HEAD)
    for name, graph in (("Assertion", _ASSERTION), ("Provenance", _PROVENANCE), ("PublicationInfo", _PUBINFO)):
        yield Quad(_IT, NamedNode(f"{_NP}has{name}"), graph, _HEAD)


def _graphs(claim: Claim, about: dict[str, list[Triple]], selected: Selected) -> Iterator[Quad]:
    """Give what is asserted, where it was read, and who published it."""
    for triple in about[claim.iri]:
        if triple.predicate == _DERIVED:
            yield Quad(_ASSERTION, _DERIVED, triple.object, _PROVENANCE)
        elif triple.predicate.value in _CHANGES:
            yield _in(_PUBINFO, triple)
        else:
            yield _in(_ASSERTION, triple)
    for passage in claim.passages:
        yield from (_in(_PROVENANCE, triple) for triple in about[passage])
        found = selected.findings.passages.get(passage)
        of_source = about[found.source] if found and found.source else []
        yield from (_in(_PROVENANCE, triple) for triple in of_source if triple.predicate.value in _SOURCE_PARTS)
    yield from _publication(claim, selected)


def _in(graph: NamedNode, triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _publication(claim: Claim, selected: Selected) -> Iterator[Quad]:
    def said(predicate: str, thing: NamedNode | Literal) -> Quad:
        return Quad(_IT, NamedNode(predicate), thing, _PUBINFO)

    yield said(f"{_RDFS}label", Literal(claim.label, language="en"))
    yield said(f"{_NPX}introduces", NamedNode(claim.iri))
    for dataset in selected.findings.datasets_of(claim):
        if dataset.iri:
            yield said(f"{_DCTERMS}isPartOf", NamedNode(dataset.iri))
        if dataset.version:
            yield said(f"{PREFIXES['schema']}version", Literal(dataset.version))
        if dataset.date:
            yield said(f"{_DCTERMS}created", Literal(dataset.date, datatype=NamedNode(f"{PREFIXES['xsd']}date")))
        if dataset.license.startswith(("http://", "https://")):
            yield said(f"{_DCTERMS}license", NamedNode(dataset.license))
        for maker, name in zip(dataset.makers, dataset.creators, strict=False):
            agent = NamedNode(maker) if maker.startswith(("http://", "https://")) else Literal(maker)
            yield said(f"{_DCTERMS}creator", agent)
            yield Quad(_ASSERTION, NamedNode(f"{_PROV}wasAttributedTo"), agent, _PROVENANCE)
            if isinstance(agent, NamedNode):
                yield Quad(agent, NamedNode(f"{_RDFS}label"), Literal(name), _PUBINFO)


def _published(quads: Iterable[Quad], profile: Any, claim: Claim) -> Iterable[Quad]:
    """Give a nanopublication its trusty URI, signed if there is a profile, and check it, all by the library."""
    library = _library()
    dataset = _to_rdflib(quads)
    if profile:
        import rdflib

        pubinfo = dataset.get_context(rdflib.URIRef(_PUBINFO.value))
        made = library.sign.add_signature(dataset, profile, rdflib.Namespace(NANOPUBS), pubinfo)
    else:
        listed = library.utils.get_quads(dataset)
        code = library.hasher.make_hash(listed, baseuri=NANOPUBS, hashstr=" ")
        made = library.sign.replace_trusty_in_graph(code, NANOPUBS, dataset)
    try:
        checked = library.Nanopub(rdf=made)
        sound = checked.is_valid and checked.has_valid_trusty and (not profile or checked.has_valid_signature)
    except ValueError as error:
        raise DataError(f"no nanopublication of {claim.curie}: {error}", advice="findings check") from error
    if not sound:
        raise DataError(f"no nanopublication of {claim.curie}: it does not fit its own address")
    return _from_rdflib(made)


class _Library:
    """The parts of the library that are used, none of which asks a network for anything."""

    def __init__(self) -> None:
        from nanopub import sign_utils
        from nanopub.nanopub import Nanopub
        from nanopub.trustyuri.rdf import RdfHasher, RdfUtils

        self.Nanopub: Any = Nanopub
        self.sign: Any = sign_utils
        self.hasher: Any = RdfHasher
        self.utils: Any = RdfUtils


def _library() -> _Library:
    try:
        return _Library()
    except ImportError as error:
        raise MissingExtraError("nanopub", "publish", "a nanopublication") from error


def _profile(key: bytes) -> Any:
    """Give the library the user's own key; nobody is named as its owner but the key itself."""
    _library()
    from Crypto.PublicKey import RSA
    from nanopub.profile import Profile, format_key

    try:
        found = RSA.import_key(key)
        if not found.has_private():
            raise ValueError("a public key")
    except (ValueError, IndexError, TypeError) as error:
        raise DataError("no private RSA key", Place("--key"), "openssl genrsa -out key.pem 2048 makes one") from error
    return Profile("", "", private_key=format_key(found.export_key("PEM", pkcs=8).decode()))


def _to_rdflib(quads: Iterable[Quad]) -> "rdflib.ConjunctiveGraph":
    import rdflib

    nquads = serialize(list(quads), format=RdfFormat.N_QUADS) or b""
    dataset = rdflib.ConjunctiveGraph()
    dataset.parse(data=nquads.decode(), format="nquads")
    return dataset


def _from_rdflib(dataset: "rdflib.ConjunctiveGraph") -> list[Quad]:
    from pyoxigraph import parse

    return list(parse(dataset.serialize(format="nquads").encode(), format=RdfFormat.N_QUADS))


def _order(quad: Quad) -> tuple[str, ...]:
    graph = str(quad.graph_name)
    address, _, name = graph.partition("#")
    place = ("Head>", "assertion>", "provenance>", "pubinfo>").index(name)
    return address, str(place), str(quad.subject), str(quad.predicate), str(quad.object)


def _used(quads: list[Quad]) -> dict[str, str]:
    text = "\n".join(map(str, quads))
    return {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
