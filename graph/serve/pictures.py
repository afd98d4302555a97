"""The claims of an answer as a picture: found in its rows or triples, laid out and drawn like the page's own."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, Triple

from graph import layout, network, phrases, records, store
from graph.ask import Term, value, values
from graph.claims import Claim, Findings
from graph.page import marks, shell, sketch
from graph.serve import pages, policy
from graph.serve.refusal import RefusedError
from graph.serve.served import Served
from graph.things.addresses import Linker
from graph.vocabulary import PREFIXES, RELATIONS

MOST_CLAIMS, MOST_TOGETHER = 300, 16
"""More in one piece take seconds to lay out, and are hard to read."""
_RELATIONS = {PREFIXES["f"] + name for name in RELATIONS}


def named_in(terms: Iterable[Term | None]) -> set[str]:
    """Give the IRIs among terms."""
    return {term.value for term in terms if isinstance(term, NamedNode)}


def of_rows(files: store.FileStore, rows: Iterable[Iterable[Term | None]]) -> list[str]:
    """Give the claims that rows name, in any column."""
    return _claims(files, named_in(term for row in rows for term in row))


def of_triples(files: store.FileStore, triples: Collection[Triple]) -> list[str]:
    """Give the claims that triples name, and those that relate two concepts as a triple does."""
    nodes = named_in(node for triple in triples for node in (triple.subject, triple.object))  # type: ignore[misc]
    related = {t for t in triples if t.predicate.value in _RELATIONS and isinstance(t.object, NamedNode)}
    found = _claims(files, nodes)
    if related:
        pairs = " ".join(f"({t.subject} {t.predicate} {t.object})" for t in related if isinstance(t.subject, NamedNode))
        asked = f"VALUES (?s ?r ?o) {{ {pairs} }} ?claim a f:Claim ; f:subject ?s ; f:relation ?r ; f:outcome ?o"
        found += [value(claim) for (claim,) in files.select(f"SELECT DISTINCT ?claim {{ {asked} }}").rows]
    return sorted(set(found))


def _claims(files: store.FileStore, iris: Collection[str]) -> list[str]:
    if not iris:
        return []
    rows = files.select(f"SELECT DISTINCT ?claim {{ {values('claim', iris)} ?claim a f:Claim }} ORDER BY ?claim").rows
    return [value(claim) for (claim,) in rows]


def page(served: Served, iris: Collection[str]) -> str:
    """Draw claims, each with its hedge, and say them in words.

    Raises
    ------
    RefusedError
        If there is no claim, or too many.
    """
    if not iris:
        raise RefusedError(400, "no claim is in this answer", "let the rows have a column of claims, as ?claim")
    if len(iris) > MOST_CLAIMS:
        raise RefusedError(413, f"{len(iris)} claims are too many for a picture", f"at most {MOST_CLAIMS}: add LIMIT")
    findings = records.read(served.files, iris)
    if not findings.claims:
        raise RefusedError(400, "these claims lack a necessary part", "findings check says which")
    parts = _parts(findings, lambda iri: Linker().page(served.known.addresses[iri]))
    ends = {iri for claim in findings.claims.values() for iri in (claim.subject, claim.outcome)}
    present = {sketch.kind(iri, findings) for iri in ends}
    drawn: str = shell.template("picture.html.j2").render(
        style=style(),
        counted=_counted(len(findings.claims)),
        parts=parts,
        kinds=[kind for kind in marks.MARKS if kind in present],
        left_out=_left_out(len(iris) - len(findings.claims)),
        served=served,
    )
    return drawn


def allowed() -> str:
    """Give the Content-Security-Policy of such a page."""
    return policy.hashed(style())


@cache
def style() -> str:
    """Give the style of such a page."""
    return pages.style() + sketch.style()


def _parts(findings: Findings, href: Callable[[str], str]) -> list[sketch.Part]:
    """Draw all claims together or, where too much hangs together, a section or a run of claims at a time."""
    made = network.from_findings(findings)
    words = {claim.curie: phrases.lines(claim) for claim in findings.claims.values()}
    every = sorted(findings.claims.values(), key=lambda claim: (findings.place(claim), claim.iri))
    edges: list[Any] = list(made.edges(keys=True))
    parts = []
    for name, claims in _groups(every, findings):
        keys = {claim.curie for claim in claims}
        drawn = layout.sheets(made.edge_subgraph(edge for edge in edges if edge[2] in keys), words)
        parts.append(sketch.part(name, drawn, claims, findings, href))
    return parts


def _groups(claims: list[Claim], findings: Findings) -> Iterator[tuple[str, list[Claim]]]:
    if _is_readable(claims):
        yield _counted(len(claims)), claims
        return
    by_section: dict[int, list[Claim]] = {}
    for claim in claims:
        by_section.setdefault(findings.place(claim)[0], []).append(claim)
    for number, found in by_section.items():
        place = f"Section {number}" if number > 0 else "Before the first section" if number == 0 else "Of no section"
        if _is_readable(found):
            yield f"{place}: {_counted(len(found))}", found
            continue
        for start in range(0, len(found), MOST_TOGETHER):
            run = found[start : start + MOST_TOGETHER]
            yield f"{place}, from the {start + 1}. claim: {_counted(len(run))}", run


def _is_readable(claims: Collection[Claim]) -> bool:
    """Whether no more than `MOST_TOGETHER` claims hang together by their concepts."""
    import networkx as nx

    ends: nx.MultiGraph[str] = nx.MultiGraph((claim.subject, claim.outcome) for claim in claims)
    return all(ends.subgraph(piece).size() <= MOST_TOGETHER for piece in nx.connected_components(ends))


def _counted(count: int) -> str:
    return f"{count} claim{'s' * (count != 1)}"


def _left_out(count: int) -> str:
    return (
        f"{_counted(count)} of the answer that lack a necessary part are left out; findings check says which."
        if count
        else ""
    )
