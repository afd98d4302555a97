-- The same as two-wordings.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(one.subject) AS subject, iri(one.outcome) AS outcome,
       iri(one.claim) AS one, iri(one.reading) AS oneReading, iri(one.certainty) AS oneCertainty,
       iri(other.claim) AS other, iri(other.reading) AS otherReading, iri(other.certainty) AS otherCertainty
FROM claims AS one JOIN claims AS other USING (subject, outcome)
WHERE one.iri < other.iri AND (one.reading <> other.reading OR one.certainty <> other.certainty)
ORDER BY subject, outcome, 3, 6
