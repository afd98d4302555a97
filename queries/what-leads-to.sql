-- The same as what-leads-to.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(claim) AS claim, iri(subject) AS subject, iri(relation) AS relation, iri(reading) AS reading,
       iri(certainty) AS certainty, names(hedge) AS hedges, words(label) AS says
FROM claims
WHERE outcome = $concept
ORDER BY claim
