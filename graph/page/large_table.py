"""Every claim as a row of a table that stands beside the page of a large network."""

import csv
import io
from collections.abc import Mapping, Sequence

from graph import cells, sentences
from graph.claims import Claim, Findings
from graph.vocabulary import local_name, shorten

COLUMNS = (
    *("claim", "words", "subject", "subject_label", "relation", "outcome", "outcome_label", "reading", "certainty"),
    *("hedge", "basis", "condition", "section", "paragraph", "sentence", "label", "iri"),
    *("other_sources", "notice"),
)


def table(findings: Findings, others: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> bytes:
    """Give every claim as CSV (RFC 4180, UTF-8), in order of IRI; no cell can run as a formula.

    Parameters
    ----------
    findings : Findings
        The claims and what they refer to.
    others : mapping of str to sequence, optional
        What claims of other sources say of each claim, by IRI: a sentence and the IRI of the other claim, each.

    Returns
    -------
    bytes
        A head of `COLUMNS` and a row a claim. Lists are joined with ``|``.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for _, claim in sorted(findings.claims.items()):
        writer.writerow(map(cells.harmless, _row(claim, findings, (others or {}).get(claim.iri, ()))))
    return text.getvalue().encode()


def _row(claim: Claim, findings: Findings, others: Sequence[tuple[str, str]]) -> list[str]:
    places = ["" if part < 0 else str(part) for part in findings.place(claim)]
    relation, reading, certainty = map(local_name, (claim.relation, claim.reading, claim.certainty))
    return [
        claim.curie,
        sentences.claim(claim, findings),
        shorten(claim.subject),
        findings.label(claim.subject),
        sentences.RELATION.get(relation, relation),
        shorten(claim.outcome),
        findings.label(claim.outcome),
        sentences.READING.get(reading, reading),
        sentences.CERTAINTY.get(certainty, certainty),
        "|".join(map(findings.label, claim.hedges)),
        "|".join(map(findings.label, claim.basis)),
        "|".join(map(findings.label, claim.conditions)),
        *places,
        claim.label,
        claim.iri,
        "|".join(sentence for sentence, _ in others),
        sentences.NOTICE,
    ]
