"""Every thing of a graph as a page and as data, for a server and for a folder of files.

known      everything that is known, ready to be looked up by any of its ends
addresses  where the page of each thing stands
words      the words of these pages, in one place for translation
parts      what a page is made of
values     things as words with the address of their page
claim, concept, study, source, vocabulary, dataset, contents, anything: the pages, by kind
literature what the literature says of a claim, put together for a page
pictures   the picture around a thing
markup     what a page is about in the terms of schema.org
triples    what is known of a thing as triples
pages      which page an address has
document   a page as HTML
folder     all pages as files
"""
