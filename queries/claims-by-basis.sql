-- The same as claims-by-basis.rq, of the claim table: docs/scale.md says what iri, words and names are.
-- The labels are those of data/vocabulary.ttl: the table has words of its own for them.
WITH known(term, label) AS (VALUES
  ('eco:0000033', 'traceable reference'), ('eco:0000034', 'no traceable reference'),
  ('eco:0006185', 'author''s inference'), ('f:ByDefinition', 'by definition'), ('f:ClaimedKnown', 'claimed known'),
  ('f:ClaimedObvious', 'claimed obvious'), ('f:ConventionalWisdom', 'conventional wisdom'),
  ('f:ExpertAgreement', 'expert agreement'), ('f:PopularBelief', 'popular belief'),
  ('f:UnnamedResearch', 'unnamed research'))
SELECT iri(one) AS basis, words(known.label) AS basisLabel, iri(claim) AS claim, iri(certainty) AS certainty,
       iri(named) AS study, words(claims.label) AS says
FROM claims, unnest(basis) AS each(one)
LEFT JOIN known ON known.term = one
LEFT JOIN unnest(claims.study) AS studied(named) ON true
WHERE $basis IS NULL OR one = $basis
ORDER BY basis, claim, study NULLS FIRST
