-- The same as claims-about.rq, of the claim table: docs/scale.md says what iri, words and names are.
SELECT iri(claim) AS claim, iri(part) AS part, words(label) AS says
FROM (
  SELECT claim, label, unnest([
    CASE WHEN subject = $concept THEN 'f:subject' END,
    CASE WHEN outcome = $concept THEN 'f:outcome' END,
    CASE WHEN list_contains(age, $concept) THEN 'f:age' END,
    CASE WHEN list_contains(subject_age, $concept) THEN 'f:subjectAge' END,
    CASE WHEN list_contains(condition, $concept) THEN 'f:condition' END,
    CASE WHEN list_contains(comparator, $concept) THEN 'f:comparator' END,
    CASE WHEN list_contains(population, $concept) THEN 'f:population' END,
    CASE WHEN list_contains(mediator, $concept) THEN 'f:mediator' END,
    CASE WHEN list_contains(held_by, $concept) THEN 'f:heldBy' END
  ]) AS part
  FROM claims
)
WHERE part IS NOT NULL
ORDER BY claim, part
