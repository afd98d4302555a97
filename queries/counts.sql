-- The same as counts.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(reading) AS reading, iri(certainty) AS certainty, iri(one) AS basis, count(*) AS claims
FROM claims, unnest(basis) AS each(one)
GROUP BY ALL
ORDER BY claims DESC, reading, certainty, 3
