-- The same as most-claimed.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(subject) AS subject, iri(outcome) AS outcome, count(*) AS claims,
       count(*) FILTER (certainty = 'f:Stated') AS stated
FROM claims
GROUP BY ALL
ORDER BY claims DESC, subject, outcome
LIMIT 20
