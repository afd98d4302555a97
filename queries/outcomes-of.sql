-- The same as outcomes-of.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(claim) AS claim, iri(outcome) AS outcome, iri(relation) AS relation, iri(reading) AS reading,
       iri(certainty) AS certainty, names(hedge) AS hedges, words(label) AS says
FROM claims
WHERE subject = $concept
ORDER BY claim
