-- The same as outcomes-by-certainty.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(outcome) AS outcome, iri(certainty) AS certainty, count(*) AS claims
FROM claims
GROUP BY ALL
ORDER BY outcome, certainty
