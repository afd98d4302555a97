"""What follows from claims by rule, in graphs of its own: shortcuts, standings, comparisons of sources."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Any

from pyoxigraph import NamedNode, Quad

from graph import standing
from graph.across import PARTS, Comparison
from graph.ask import Ask, value
from graph.claims import Claim, EvidenceLine, Study
from graph.errors import LimitError, QueryError
from graph.vocabulary import ACROSS, BASE, PREFIXES, READINGS, SHORTCUTS, STANDINGS_GRAPH, TERM, local_name

SHORTCUT_RULE = """
CONSTRUCT { ?s ?r ?o } WHERE {
  {
    SELECT ?claim WHERE {
      VALUES ?firm { f:Stated f:Hedged }
      ?claim f:certainty ?firm .
      MINUS { ?claim f:condition ?any }
      MINUS { ?claim f:age|f:population|f:comparator|f:alternativeTo|f:cutOff|prov:invalidatedAtTime ?any }
      MINUS { ?claim f:hedge f:CanHappen }
      MINUS { ?other cito:disputes ?claim }
    }
  }
  ?claim a f:Claim ; f:subject ?s ; f:relation ?r ; f:outcome ?o .
}
"""
MOST_COMPARED = 20_000
"""Claims that are held against each other two by two: the pairs grow faster than the claims."""
_NEEDED = ("f:subject", "f:relation", "f:outcome", "f:certainty", "rdfs:label")
_BROKEN = " UNION ".join(
    [
        "{ ?claim f:reading ?any MINUS { ?claim a f:Claim } }",
        *(f"{{ ?claim a f:Claim MINUS {{ ?claim {needed} ?any }} }}" for needed in _NEEDED),
    ]
)


def quads(ask: Ask) -> Iterator[Quad]:
    """Give all that is derived.

    Parameters
    ----------
    ask : Ask
        What knows the claims.
    """
    yield from shortcuts(ask)
    yield from standings(ask)
    yield from comparisons(ask)


def shortcuts(ask: Ask) -> Iterator[Quad]:
    """Give a plain triple of subject, relation and outcome for each claim that loses no meaning by it."""
    graph = NamedNode(SHORTCUTS)
    for triple in ask.construct(SHORTCUT_RULE):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def standings(ask: Ask) -> Iterator[Quad]:
    """Give the standing of each whole claim, as `graph.standing` works it out; definitions have none."""
    graph, has = NamedNode(STANDINGS_GRAPH), NamedNode(TERM.standing)
    lines, studies = _lines(ask), _studies(ask)
    broken = {value(claim) for (claim,) in ask.select(f"SELECT DISTINCT ?claim {{ {_BROKEN} }}").rows}
    terms = {standing.NONE: None} | {n: NamedNode(getattr(TERM, _term(n))) for n in standing.STANDINGS[:-1]}
    for reading in READINGS:
        without = standing.of_claim(_bare("", reading), (), {}).name  # most claims of a large graph have no line
        for iri in _all(ask, f"f:reading f:{reading}") - broken:
            cast_on = lines.get(iri)
            name = standing.of_claim(_bare(iri, reading), cast_on, studies).name if cast_on else without
            if (term := terms[name]) is not None:
                yield Quad(NamedNode(iri), has, term, graph)


def comparisons(ask: Ask) -> Iterator[Quad]:
    """Hold claims of different sources against each other, as `graph.across` does; of one source there is nothing.

    Nor is there of more than `MOST_COMPARED` claims: `refuse_uncompared` says so to whoever asks for them.
    """
    if not has_sources(ask) or not is_comparable(ask):
        return
    from graph import across, records

    graph = NamedNode(ACROSS)
    for found in across.compare(records.read(ask), records.read_literature(ask).estimates.values()):
        node = NamedNode(f"{BASE}comparison/{sha256(f'{found.one} {found.other}'.encode()).hexdigest()[:16]}")
        said = [("about", found.one), ("about", found.other), ("accord", getattr(TERM, found.accord))]
        said += [("differsIn", getattr(TERM, name)) for name in found.differs_in]
        said += [("independence", getattr(TERM, found.independence))] if found.independence else []
        said += [("repeating", found.repeating)] if found.repeating else []
        yield Quad(node, NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(TERM.Comparison), graph)
        for name, thing in said:
            yield Quad(node, NamedNode(getattr(TERM, name)), NamedNode(thing), graph)


def refuse_uncompared(ask: Ask, query: str) -> None:
    """Refuse a query for comparisons where none were made because there are too many claims.

    Raises
    ------
    LimitError
        Rather than no rows, which would say that no source agrees with another.
    """
    if ACROSS in query and not is_comparable(ask) and has_sources(ask):
        raise LimitError(
            f"{claims(ask)} claims are too many to hold each against the others: at most {MOST_COMPARED}",
            advice="findings show CLAIM compares one, and findings export --about CONCEPT -o PART.ttl takes a part",
        )


def has_sources(ask: Ask) -> bool:
    """Whether there are several sources to hold against each other."""
    return len(ask.select("SELECT DISTINCT ?source { ?passage oa:hasSource ?source } LIMIT 2").rows) > 1


def is_comparable(ask: Ask) -> bool:
    """Whether there are few enough claims to hold each against those of other sources."""
    return claims(ask) <= MOST_COMPARED


def claims(ask: Ask) -> int:
    """Count the claims."""
    return int(ask.select("SELECT (COUNT(?c) AS ?n) { ?c a f:Claim }").dicts()[0]["n"])


def has_comparisons(ask: Ask) -> bool:
    """Whether comparisons of sources were derived before, and stand in the graph of them."""
    try:
        return is_comparable(ask) and bool(ask.answer(f"ASK {{ GRAPH <{ACROSS}> {{ ?comparison f:accord ?accord }} }}"))
    except QueryError:  # of an endpoint that has no such graph
        return False


def recorded(ask: Ask, claims: Collection[str] | None = None) -> list[Comparison]:
    """Give the comparisons that stand in the graph of them, where it was derived before, in order of IRI.

    Parameters
    ----------
    ask : Ask
        What knows them; of files that were only read it is worked out.
    claims : collection of str, optional
        The claims wanted; all if not given.
    """
    from graph import lookup

    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for block in [""] if claims is None else lookup.blocks(claims, "claim"):
        wanted = "?comparison f:about ?claim ." if block else ""
        query = f"SELECT DISTINCT ?comparison ?p ?o {{ {block} GRAPH <{ACROSS}> {{ {wanted} ?comparison ?p ?o }} }}"
        for comparison, predicate, thing in ask.select(query).rows:
            said[value(comparison)][local_name(value(predicate))].append(value(thing))
    return sorted(_comparison(parts) for parts in said.values() if _is_whole(parts))


def _is_whole(parts: Mapping[str, list[str]]) -> bool:
    return len(set(parts["about"])) == 2 and bool(parts["accord"])


def _comparison(parts: Mapping[str, list[str]]) -> Comparison:
    one, other = sorted(set(parts["about"]))
    order = {name: place for place, name in enumerate(PARTS)}
    differing = sorted(map(local_name, parts.get("differsIn", ())), key=lambda name: order.get(name, len(order)))
    independence = next(map(local_name, parts.get("independence", ())), "")
    repeating = next(iter(parts.get("repeating", ())), "")
    return Comparison(one, other, local_name(parts["accord"][0]), tuple(differing), independence, repeating)


def _term(name: str) -> str:
    return name.title().replace(" ", "")


def _bare(iri: str, reading: str) -> Claim:
    """Make a claim of what a standing depends on: its reading alone."""
    return Claim(iri, label="", subject="", outcome="", relation="", reading=reading, certainty="")


def _lines(ask: Ask) -> dict[str, list[EvidenceLine]]:
    """Give the lines of evidence about each claim, each with what a standing depends on."""
    about, study, differs = _first(ask, "f:about"), _first(ask, "f:study"), _every(ask, "f:differsIn")
    whole = about.keys() & study.keys() - _all(ask, "f:stance ?any MINUS { ?s a f:EvidenceLine }")
    found: dict[str, list[EvidenceLine]] = defaultdict(list)
    for stance in standing.STANCES:
        for iri in sorted(_all(ask, f"f:stance cito:{stance}") & whole):
            line = EvidenceLine(iri, about[iri], study[iri], stance, differs_in=tuple(differs.get(iri, ())))
            found[line.about].append(line)
    return found


def _studies(ask: Ask) -> dict[str, Study]:
    designs, cohorts, seen = _every(ask, "f:design"), _every(ask, "f:cohort"), _first(ask, "f:resultSeen")
    return {
        iri: Study(
            iri, "", designs=(*designs.get(iri, ()),), cohorts=(*cohorts.get(iri, ()),),
            result_seen=seen.get(iri) is not False,
        )
        for iri in _all(ask, "a f:Study")
    }  # fmt: skip


def _all(ask: Ask, pattern: str) -> set[str]:
    """Give the subjects of a pattern of one property and value, which an engine gives twice as fast as pairs."""
    return {value(iri) for (iri,) in ask.select(f"SELECT ?s {{ ?s {pattern} FILTER(isIRI(?s)) }}").rows}


def _every(ask: Ask, predicate: str) -> dict[str, list[Any]]:
    """Give the values of a property by subject, whatever that is: a join would cost an engine more than we do."""
    found: dict[str, list[Any]] = defaultdict(list)
    for subject, thing in ask.select(f"SELECT ?s ?o {{ ?s {predicate} ?o FILTER(isIRI(?s)) }}").rows:
        found[value(subject)].append(value(thing))
    return found


def _first(ask: Ask, predicate: str) -> dict[str, Any]:
    return {iri: things[0] if len(things) == 1 else min(things) for iri, things in _every(ask, predicate).items()}
