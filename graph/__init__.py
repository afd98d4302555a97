"""Findings of research articles as a graph: what is claimed, how firmly, where, and by whose study.

Data goes one way: claims.ttl → `store` → `queries` / `subgraph` → `network` → `page` / `export`. Nothing is
imported here, so that each module loads alone: ``from graph import store``.

store      what answers SPARQL: files in memory
queries    the named questions: list, describe, bind
subgraph   the claims around a concept, between two, of a study, of a section
network    claims as a `networkx.MultiDiGraph`: nodes are concepts, edges are claims
layout     where the concepts of a network stand in a picture
page       a network as one self-contained HTML page
export     a selection in a file format
things     every IRI as a page and as data, for a server and for a folder of files
explain    a concept, a claim, a study or a section in plain sentences
tables     rows of an answer as text
shapes     problems of a graph, each with the place and the cure
passages   the sentences of a reader's own copy
search     claims, concepts and studies by their words
notebook   a part of a graph as Jupyter shows it
sheets     claims as sheets that curators fill in, and back
formatting Turtle in its one canonical form
difference what two versions of a graph differ in, in words
merging    graphs put together
verifying  whether a copy has the passages of a graph
claim_table the claims as a table on disk, for counting, ranking and searching

Below them: `rivals`, `records`, `parts`, `attributes`, `lookup`, `sentences`, `questions`, `convert`; `claims`,
`views`, `names`, `sparql`, `rdf`, `writing`, `folders`, `bounded`, `cells`, `naming`, `places`, `constraints`; `ask`,
`rows`, `vocabulary`, `resources`, `errors`.
"""
