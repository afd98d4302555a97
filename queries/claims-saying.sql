-- The same as claims-saying.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(claim) AS claim, iri(certainty) AS certainty, words(label) AS says
FROM claims
WHERE contains(lower(label), lower($words))
ORDER BY claim
