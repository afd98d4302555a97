-- The same as conditional-claims.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(claim) AS claim, iri(one) AS condition, words(label) AS says,
       list_contains(read_in, 'f:condition') AS implied
FROM claims, unnest(condition) AS each(one)
ORDER BY claim, 2
