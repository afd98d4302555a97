-- The same as cut-off.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(claim) AS claim, iri(one) AS passage, words(label) AS says
FROM claims, unnest(passage) AS each(one)
WHERE cut_off
ORDER BY claim
