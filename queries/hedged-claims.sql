-- The same as hedged-claims.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(claim) AS claim, iri(certainty) AS certainty, iri(one) AS hedge,
       CASE WHEN one IN ('f:Modal', 'f:OpenGuess', 'f:Supposition') THEN 'doubt' ELSE 'limit' END AS sort,
       words(label) AS says
FROM claims, unnest(hedge) AS each(one)
WHERE $hedge IS NULL OR one = $hedge
ORDER BY claim, hedge
