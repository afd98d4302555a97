"""Promises of publishing: other programs accept what is published, and nothing is fetched to make it."""

import hashlib
import json
import socket
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph import export, rdf, resources, store
from graph.commands.export import selected_from
from graph.commands.options import Chosen
from graph.export import compact
from graph.vocabulary import BASE, PREFIXES

Run = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parent.parent
NP = "http://www.nanopub.org/nschema#"
CONTEXT = "https://w3id.org/ro/crate/1.2/context"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks a network fails."""

    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def section() -> export.Selected:
    """The claims of section 6."""
    graph = store.from_files()
    rows = graph.select("SELECT ?c { ?c a f:Claim ; prov:wasDerivedFrom/f:section 6 }").dicts()
    return selected_from(Chosen(graph, [row["c"] for row in rows], "--section 6"))


def _nanopubs(text: bytes) -> dict[str, list[Quad]]:
    """Give the quads of each nanopublication by its address."""
    found: dict[str, list[Quad]] = {}
    for quad in parse(text, format=RdfFormat.TRIG):
        found.setdefault(quad.graph_name.value.partition("#")[0], []).append(quad)
    return found


def _read(quads: list[Quad]) -> Any:
    """Read one nanopublication with the library, as somebody would who was sent it."""
    from nanopub.nanopub import Nanopub

    dataset = rdflib.ConjunctiveGraph()
    dataset.parse(data=(serialize(quads, format=RdfFormat.N_QUADS) or b"").decode(), format="nquads")
    return Nanopub(rdf=dataset)


@pytest.fixture(scope="module")
def published(section: export.Selected) -> bytes:
    """Section 6 as unsigned nanopublications."""
    rendered = export.FORMATS["nanopub"].render(section)
    assert isinstance(rendered, bytes)
    return rendered


def test_each_claim_is_one_nanopublication_that_fits_its_address(published: bytes, section: export.Selected) -> None:
    """The library that reads them anew finds four graphs and a trusty address."""
    found = _nanopubs(published)
    assert len(found) == len(section.findings.claims) > 5
    for address, quads in found.items():
        read = _read(quads)
        assert (read.is_valid, read.has_valid_trusty, read.source_uri) == (True, True, address)
        assert address.startswith(f"{BASE}np/RA")
        assert {quad.graph_name.value.partition("#")[2] for quad in quads} == {
            "Head", "assertion", "provenance", "pubinfo",
        }  # fmt: skip


def test_a_word_changed_is_noticed(published: bytes) -> None:
    """That is what a trusty address is for."""
    quads = next(iter(_nanopubs(published).values()))
    nquads = (serialize(quads, format=RdfFormat.N_QUADS) or b"").replace(b"terms#Stated", b"terms#Guessed")
    with pytest.raises(ValueError, match="not valid"):
        _ = _read(list(parse(nquads, format=RdfFormat.N_QUADS))).has_valid_trusty


def test_assertion_provenance_and_publication_stand_apart(published: bytes, section: export.Selected) -> None:
    """The claim in the one, its sentence and article in the other, license, date and makers in the third."""
    claim = section.findings.claims[f"{PREFIXES['claim']}nine-ways-06-a"]
    (quads,) = [q for q in _nanopubs(published).values() if any(t.subject.value == claim.iri for t in q)]
    parts: dict[str, set[tuple[str, str]]] = {}
    for quad in quads:
        part = parts.setdefault(quad.graph_name.value.partition("#")[2], set())
        part.add((quad.predicate.value, quad.object.value))
    assert (f"{PREFIXES['f']}outcome", claim.outcome) in parts["assertion"]
    assert (f"{PREFIXES['prov']}wasDerivedFrom", claim.passages[0]) in parts["provenance"]
    assert (f"{PREFIXES['oa']}hasSource", f"{PREFIXES['source']}nine-ways") in parts["provenance"]
    assert (f"{PREFIXES['dcterms']}license", "https://creativecommons.org/licenses/by/4.0/") in parts["pubinfo"]
    assert (f"{PREFIXES['dcterms']}created", section.findings.declared("date")) in parts["pubinfo"]
    assert (f"{PREFIXES['dcterms']}creator", f"{PREFIXES['agent']}findings-graph-contributors") in parts["pubinfo"]
    assert (f"{PREFIXES['prov']}wasDerivedFrom", claim.passages[0]) not in parts["assertion"]


def test_a_claim_has_the_same_address_whatever_it_is_selected_with(published: bytes, run: Run) -> None:
    """It names the claim, not the export."""
    other = run("export", "--outcome", "confidence", "--section", "6", "-f", "nanopub")
    assert other.returncode == 0, other.stderr
    both = _nanopubs(published).keys() & _nanopubs(other.stdout.encode()).keys()
    assert len(both) == len(_nanopubs(other.stdout.encode())) > 0


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key of somebody's own."""
    from Crypto.PublicKey import RSA

    path = tmp_path_factory.mktemp("key") / "key.pem"
    path.write_bytes(RSA.generate(2048).export_key("PEM"))
    return path


def test_with_a_key_they_are_signed(key: Path, run: Run) -> None:
    """The library accepts signature and address, and refuses both when something was changed; no key is written out."""
    done = run("export", "--outcome", "confidence", "-f", "nanopub", "--key", str(key))
    assert done.returncode == 0, done.stderr
    for quads in _nanopubs(done.stdout.encode()).values():
        read = _read(quads)
        assert (read.is_valid, read.has_valid_trusty, read.has_valid_signature) == (True, True, True)
    assert "PRIVATE" not in done.stdout
    again = run("export", "--outcome", "confidence", "-f", "nanopub", "--key", str(key))
    assert again.stdout == done.stdout


@pytest.mark.parametrize(
    ("content", "words", "code", "message"),
    [
        (b"no key", ("-f", "nanopub"), 1, "no private RSA key"),
        (None, ("-f", "nanopub"), 4, "no such file"),
        (b"no key", ("-f", "ttl"), 2, "--key goes with -f nanopub"),
    ],
)
def test_a_key_that_will_not_do_is_refused(
    content: bytes | None, words: tuple[str, ...], code: int, message: str, run: Run, tmp_path: Path
) -> None:
    """In words, and nothing is written."""
    path, out = tmp_path / "key.pem", tmp_path / "out.trig"
    if content is not None:
        path.write_bytes(content)
    done = run("export", *words, "-o", str(out), "--key", str(path))
    assert done.returncode == code
    assert message in done.stderr
    assert not out.exists()


def test_without_the_library_the_extra_is_named(section: export.Selected, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install, and no traceback."""
    import sys

    from graph.errors import MissingExtraError

    monkeypatch.setitem(sys.modules, "nanopub", None)
    with pytest.raises(MissingExtraError) as raised:
        export.FORMATS["nanopub"].render(section)
    assert "findings-graph[publish]" in raised.value.advice


@pytest.fixture
def crate(section: export.Selected, tmp_path: Path) -> Path:
    """Section 6 as a crate on disk."""
    export.save(section, str(tmp_path / "crate"), export.FORMATS["rocrate"])
    return tmp_path / "crate"


@pytest.fixture
def validate(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], tuple[int, list[str]]]:
    """A function that gives how many checks of RO-Crate 1.2 were made, and what is required and missing.

    The validator would fetch the context; it is given the one that the rocrate package has.
    """
    import rocrate
    from rdflib.plugins.shared.jsonld import context as rdflib_context
    from rocrate_validator import models, services
    from rocrate_validator.utils.http import HttpRequester

    text = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text("utf-8")
    read = rdflib_context.source_to_json

    class Response:
        def __init__(self) -> None:
            self.status_code, self.ok, self.links = 200, True, dict[str, object]()
            self.text, self.content = text, text.encode()
            self.headers = {"Content-Type": "application/ld+json"}

        def json(self) -> object:
            return json.loads(text)

        def raise_for_status(self) -> None:
            pass

    def from_package(source: object, *more: object, **named: object) -> object:
        return (json.loads(text), None) if source == CONTEXT else read(source, *more, **named)

    monkeypatch.setattr(rdflib_context, "source_to_json", from_package)
    monkeypatch.setattr(HttpRequester, "get", lambda *_, **__: Response(), raising=False)

    def run(folder: Path) -> tuple[int, list[str]]:
        required = models.Severity.REQUIRED
        settings = services.ValidationSettings(
            rocrate_uri=str(folder), profile_identifier="ro-crate-1.2", requirement_severity=required
        )
        result = services.validate(settings)
        return len(result.executed_checks), [issue.message for issue in result.get_issues(required)]

    return run


def test_a_validator_of_crates_has_nothing_to_require(
    crate: Path, validate: Callable[[Path], tuple[int, list[str]]]
) -> None:
    """All that RO-Crate 1.2 requires is there; and the validator does see what is missing."""
    checks, issues = validate(crate)
    assert issues == []
    assert checks > 50
    metadata = crate / "ro-crate-metadata.json"
    said = json.loads(metadata.read_text("utf-8"))
    del next(entity for entity in said["@graph"] if entity["@id"] == "./")["datePublished"]
    metadata.write_text(json.dumps(said), "utf-8")
    assert any("datePublished" in issue for issue in validate(crate)[1])


def test_a_crate_is_read_by_its_own_library_and_its_digests_are_right(crate: Path) -> None:
    """The data set with its license, and each file as it lies there."""
    from rocrate.rocrate import ROCrate

    read = ROCrate(crate)
    assert read.name == "Findings Graph"
    assert read.license["name"] == "CC BY 4.0"
    files = [entity for entity in read.get_entities() if entity.type == "File"]
    assert {file.id for file in files} == {path.name for path in crate.iterdir()} - {"ro-crate-metadata.json"}
    for file in files:
        content = (crate / file.id).read_bytes()
        assert (file["sha256"], file["contentSize"]) == (hashlib.sha256(content).hexdigest(), str(len(content)))


def test_what_is_declared_is_what_is_described(crate: Path, section: export.Selected) -> None:
    """Version and date of the data, not the day on which it was exported."""
    said = json.loads((crate / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
    root = next(entity for entity in said if entity["@id"] == "./")
    assert root["version"] == section.findings.declared("version")
    assert root["datePublished"] == section.findings.declared("date")


def test_void_counts_what_is_there(section: export.Selected) -> None:
    """Triples, and claims by class."""
    rendered = export.FORMATS["void"].render(section)
    assert isinstance(rendered, bytes)
    graph = rdflib.Graph().parse(data=rendered, format="turtle")
    rows = list(
        graph.query(
            "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?all ?claims { ?set void:triples ?all ; "
            f"void:classPartition [ void:class <{PREFIXES['f']}Claim> ; void:entities ?claims ] }}"
        )
    )
    assert [(int(a), int(b)) for a, b in rows] == [(len(section.triples), len(section.findings.claims))]


def test_json_ld_has_its_context_inside_and_says_the_same(section: export.Selected) -> None:
    """Two readers that fetch nothing get what Turtle says, in the words of the context."""
    rendered, turtle = (export.FORMATS[name].render(section) for name in ("jsonld", "ttl"))
    assert isinstance(rendered, bytes)
    assert isinstance(turtle, bytes)
    expected = {*rdf.to_triples(parse(turtle, format=RdfFormat.TURTLE))}
    assert {*rdf.to_triples(parse(rendered, format=RdfFormat.JSON_LD))} == expected
    assert len(rdflib.Graph().parse(data=rendered, format="json-ld")) == len(expected)
    said = json.loads(rendered)
    assert said["@context"] == json.loads(Path(resources.CONTEXT).read_text("utf-8"))["@context"]
    (claim,) = [node for node in said["@graph"] if node["id"] == "claim:nine-ways-06-a"]
    assert (claim["type"], claim["outcome"], claim["relation"]) == ("Claim", "concept:confidence", "f:withMore")


def test_the_context_has_each_prefix_and_each_term() -> None:
    """None was forgotten when the vocabulary grew."""
    said = json.loads(Path(resources.CONTEXT).read_text("utf-8"))["@context"]
    assert said.items() >= {name: iri for name, iri in PREFIXES.items() if name != "eco"}.items()
    named = {entry if isinstance(entry, str) else entry["@id"] for entry in said.values()}
    known = rdf.read(Path(resources.DATA) / "vocabulary.ttl")
    properties = {q.subject.value for q in known if q.object.value == f"{PREFIXES['rdf']}Property"}
    mine = {iri for iri in properties if iri.startswith(PREFIXES["f"])}
    short = {iri.replace(PREFIXES["f"], "f:") for iri in mine}
    missing = {s for s in short if s not in named and s.replace("f:", PREFIXES["f"]) not in named}
    assert mine
    assert missing <= {f"f:{name}" for name in PREFIXES}


@pytest.mark.parametrize("form", ["01", "+5", "0.30", "1.0E0"])
def test_json_ld_keeps_how_a_number_was_written(form: str) -> None:
    """A native number would lose it."""
    kind = "double" if "E" in form else "decimal" if "." in form else "integer"
    text = f'<http://x/s> <http://x/p> "{form}"^^<{PREFIXES["xsd"]}{kind}> .'
    triples = rdf.to_triples(parse(text.encode(), format=RdfFormat.N_TRIPLES))
    assert rdf.to_triples(parse(compact.render(triples), format=RdfFormat.JSON_LD)) == triples


def test_the_citation_file_is_valid() -> None:
    """The reader that archives use accepts CITATION.cff."""
    from cffconvert import Citation

    citation = Citation((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation.validate() is None
    assert store.from_files().version() in citation.as_bibtex() + citation.as_apalike()
