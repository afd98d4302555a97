"""A selection as rows that flow: one a concept, one a claim, from what is held in memory or from what is too large."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph import attributes, parts, records, sentences, several
from graph.ask import Ask
from graph.claims import Claim, DataSet, Findings, datasets_on
from graph.export import provenance
from graph.export.selected import Selected
from graph.vocabulary import expand, local_name, shorten

Row = Mapping[str, Any]
Tell = Callable[[int, int], None]
_TOLD = 2_000

_WORDS = {
    "relation": sentences.RELATION,
    "reading": sentences.READING,
    "certainty": sentences.CERTAINTY,
    "hedge": sentences.HEDGE,
    "basis": sentences.BASIS,
    "read_in": sentences.PROPERTY,
    "kind": sentences.KIND,
}
_CLAIM_TERMS = ("relation", "outcome", "reading", "certainty", "hedge", "basis")
_QUALIFIERS = ("population", "age", "subject_age", "condition", "comparator", "mediator")
_LINKS = (
    *("weaker_than", "premise", "explains", "alternative_to", "restates", "disputes"),
    *("study", "held_by", "read_in", "revises"),
)
_REFERENCES = ("subject", *_CLAIM_TERMS, *_QUALIFIERS, *_LINKS)
LISTS = ("hedge", "basis", *_QUALIFIERS, *_LINKS, "passage")
"""Columns of which each cell is a list, joined with ``|``; so are their labels."""
CLAIM_COLUMNS = (
    *("claim", "iri", "label", "words"),
    *(column for name in _REFERENCES for column in (name, f"{name}_label")),
    *("cut_off", "withdrawn", "section", "paragraph", "sentence", "passage", "passage_label"),
)
_NODE_REFERENCES = ("kind", "valence", "broader", "opposite")
NODE_COLUMNS = (
    *("concept", "iri", "label", "synonyms"),
    *(column for name in _NODE_REFERENCES for column in (name, f"{name}_label")),
)


@dataclass(frozen=True)
class Flow:
    """What formats of rows are made from.

    Parameters
    ----------
    about : mapping of str to str
        Where it came from, as `provenance.provenance` says.
    datasets : tuple of DataSet
        What the data says of itself.
    counts : mapping of str to int
        How many ``concepts`` and ``claims`` flowed so far: all of them when both came to their end.
    concepts, claims : callable
        Give the rows, once for each time they are called: by the names of `NODE_COLUMNS` and `CLAIM_COLUMNS`, what is
        not given left out. A claim has ``in_source`` where there are several sources, and ``source`` with all of its
        own, joined.
    written : callable, optional
        Gives what macros and a SELECT in SQL make of the claims, as `graph.claim_table.ClaimTable.texts` does; where it
        is there, it is quicker than the rows.
    """

    about: Mapping[str, str]
    datasets: tuple[DataSet, ...]
    counts: Mapping[str, int]
    concepts: Callable[[], Iterable[Row]]
    claims: Callable[[], Iterable[Row]]
    written: Callable[[str, str], Iterable[list[str]]] | None = None


def of_selected(selected: Selected) -> Flow:
    """Let flow what is held in memory."""
    counts = {"concepts": selected.network.number_of_nodes(), "claims": len(selected.findings.claims)}
    return Flow(
        provenance.provenance(selected),
        selected.findings.datasets,
        counts,
        lambda: node_rows(selected),
        lambda: claim_rows(selected),
    )


def of_store(
    ask: Ask,
    iris: list[str] | None,
    description: str,
    forms: str = "",
    tell: Tell | None = None,
    processes: int = 1,
) -> Flow:
    """Let flow a selection that is read part by part, as often as its rows are asked for.

    Parameters
    ----------
    ask : Ask
        What answers.
    iris : list of str, optional
        The claims; all of them if None.
    description : str
        What was selected, in words.
    forms : str
        What is to be said of the form of numbers and dates.
    tell : callable, optional
        Is told how many claims were read, and of how many.
    processes : int
        How many share the reading; more than one needs an `ask` that can be pickled, as that of a loaded folder can.
    """
    whole = parts.survey(ask, iris)
    said = Findings({}, {}, datasets=whole.datasets)

    counts = {"concepts": 0, "claims": 0}

    def claims() -> Iterator[Row]:
        counts["claims"] = 0
        slices = list(parts.slices(whole.claims))
        is_worth_it = len(slices) > 2 * processes
        done = 0
        made = several.mapped(_Rows(parts.Reader(ask, whole)), slices, processes if is_worth_it else 1)
        for some, rows in zip(slices, made, strict=True):
            counts["claims"] += len(rows)
            yield from rows
            done += len(some)
            if tell:
                tell(done, len(whole.claims))

    return Flow(
        provenance.of_findings(said, description, forms),
        whole.datasets,
        counts,
        lambda: _concepts(ask, whole.concepts, counts),
        claims,
    )


class _Rows:
    """The rows of some claims of a selection: work that another process can do."""

    def __init__(self, reader: parts.Reader) -> None:
        self._reader = reader

    def __call__(self, iris: list[str]) -> list[Row]:
        part = self._reader.read(iris)
        claims = sorted(part.claims.values(), key=lambda claim: claim.curie)
        return [claim_row(claim.curie, _ends(claim) | attributes.edge(claim, part), part) for claim in claims]


class Rows(Protocol):
    """What has the rows of claims ready: `graph.claim_table.ClaimTable`."""

    def rows(self, iris: Collection[str] | None = None) -> Iterable[Row]:
        """Give the rows of some claims, or of all, in order of CURIE."""

    def texts(self, macros: str, select: str) -> Iterable[list[str]]:
        """Give what SQL makes of each row, many at a time."""

    def named(self, column: str, iris: Collection[str] | None = None) -> list[str]:
        """Give every CURIE that stands in a column of them."""


def of_table(
    ask: Ask, table: Rows, iris: list[str] | None, description: str, forms: str = "", tell: Tell | None = None
) -> Flow:
    """Let flow a selection of which the rows are ready: the same as `of_store` gives.

    Parameters
    ----------
    ask : Ask
        What knows the concepts.
    table : Rows
        What has the rows of claims.
    iris, description, forms, tell
        As `of_store` has them; ``tell`` is told how many were read, of none.
    """
    ends = {expand(curie) for end in ("subject", "outcome") for curie in table.named(end, iris)}
    datasets = records.read_datasets(ask)
    is_of_one = False
    if iris is not None:
        sources = {expand(curie) for curie in table.named("source", iris)}
        datasets, is_of_one = datasets_on(datasets, sources), len(sources) <= 1
    counts = {"concepts": 0, "claims": 0}

    def claims() -> Iterator[Row]:
        counts["claims"] = 0
        for row in table.rows(iris):
            counts["claims"] += 1
            if tell and not counts["claims"] % _TOLD:
                tell(counts["claims"], 0)
            yield {name: cell for name, cell in row.items() if name != "in_source"} if is_of_one else row

    def written(macros: str, select: str) -> Iterator[list[str]]:
        counts["claims"] = 0
        for some in table.texts(macros, select):
            counts["claims"] += len(some)
            if tell:
                tell(counts["claims"], 0)
            yield some

    return Flow(
        provenance.of_findings(Findings({}, {}, datasets=datasets), description, forms),
        datasets,
        counts,
        lambda: _concepts(ask, sorted(ends, key=shorten), counts),
        claims,
        written if iris is None else None,
    )


def node_rows(selected: Selected) -> Iterator[Row]:
    """Give one row a concept of the network."""
    for node, known in selected.network.nodes(data=True):
        yield _node_row(node, known, selected.findings)


def claim_rows(selected: Selected) -> Iterator[Row]:
    """Give one row a claim, in order of CURIE; lists are joined with ``|``."""
    for subject, outcome, key, known in sorted(selected.network.edges(keys=True, data=True), key=lambda edge: edge[2]):
        yield claim_row(key, {"subject": subject, "outcome": outcome, **known}, selected.findings)


def claim_row(curie: str, known: Mapping[str, Any], findings: Findings) -> Row:
    """Give the row of a claim: what its edge has, its sentence, and labels."""
    row = {"claim": curie, **known}
    claim = findings.claims.get(known.get("iri", ""))
    places = [findings.passages[iri] for iri in (claim.passages if claim else ()) if iri in findings.passages]
    row["words"] = sentences.claim(claim, findings) if claim else None
    row["passage_label"] = "|".join(sentences.passage(place, findings) for place in places)
    row["source"] = "|".join(sorted({shorten(place.source) for place in places if place.source}))
    return {**row, **_labels(row, _REFERENCES, findings)}


def _concepts(ask: Ask, iris: list[str], counts: dict[str, int]) -> Iterator[Row]:
    counts["concepts"] = 0
    for some, findings in parts.read_concepts(ask, iris):
        counts["concepts"] += len(some)
        yield from (_node_row(shorten(iri), attributes.node(iri, findings), findings) for iri in some)


def _ends(claim: Claim) -> dict[str, Any]:
    return {"subject": shorten(claim.subject), "outcome": shorten(claim.outcome)}


def _node_row(curie: str, known: Mapping[str, Any], findings: Findings) -> Row:
    return {"concept": curie, **known, **_labels(known, _NODE_REFERENCES, findings)}


def _labels(row: Row, names: Iterable[str], findings: Findings) -> dict[str, str]:
    return {f"{name}_label": _label(name, row[name], findings) for name in names if row.get(name)}


def _label(name: str, curies: str, findings: Findings) -> str:
    words = _WORDS.get(name, {})
    iris = [expand(curie) for curie in curies.split("|")]
    return "|".join(words.get(local_name(iri)) or findings.label(iri) for iri in iris)
