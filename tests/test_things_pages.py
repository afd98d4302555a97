"""Promises of the pages: each kind says all that is known of it, in words, and a claim never without its hedge."""

import re

import pytest
from lxml import html

from graph import cite, sentences, store
from graph.claims import CONTEXTS
from graph.errors import NotFoundError
from graph.page.marks import look
from graph.things import document, pages
from graph.things.addresses import Linker, in_folder
from graph.things.known import Known
from graph.vocabulary import BASE, DATASET, PREFIXES, TERM, local_name

WORDS_OF_CERTAINTY = tuple(sentences.CERTAINTY.values())
EVIL = "</script><script>window.x=1</script><img src=x onerror=window.x=1>\"'`\u2028\u202e&amp;"


@pytest.fixture(scope="module")
def known(shipped: store.FileStore) -> Known:
    """Give the shipped graph as pages are made of it."""
    return Known(shipped)


def text_of(known: Known, address: str) -> str:
    """Give the words of a page, with single spaces."""
    return " ".join(tree_of(known, address).find("body").text_content().split())


def tree_of(known: Known, address: str) -> html.HtmlElement:
    """Give a page as a tree."""
    to = in_folder(address)
    return html.document_fromstring(document.render(pages.page(known, address, to), known, to))


# Claims


@pytest.mark.parametrize("place", range(0, 144, 6))
def test_a_claim_says_everything_that_is_coded_of_it(known: Known, place: int) -> None:
    """Sentence, firmness with its reasons, basis, context, place, standing, and a line to cite by."""
    claim = list(known.findings.claims.values())[place]
    text = text_of(known, known.addresses[claim.iri])
    said = [sentences.claim(claim, known.findings), sentences.firmness(claim), claim.label]
    said += [sentences.basis(claim, known.findings), cite.claim(claim, known.findings), *sentences.limits(claim)]
    said += [sentences.passage(known.findings.passages[iri], known.findings) for iri in claim.passages]
    said += [known.label(iri) for part in CONTEXTS.values() for iri in getattr(claim, part)]
    assert [] == [one for one in said if " ".join(one.split()) not in text]


def test_a_claim_shows_its_evidence_as_the_page_to_read_does(known: Known) -> None:
    """The standing with its reason, each study with its stance, its readings, and a forest plot of three figures."""
    tree = tree_of(known, "claim/nine-ways-10-a")
    part = tree.xpath('//section[@aria-labelledby="literature"]')[0]
    lines = known.lines_about[f"{BASE}claim/nine-ways-10-a"]
    assert "contested: 3 direct votes, 1 in support, 1 against, 1 with reservations." in part.text_content()
    assert {line.name for line in lines} == {a.text_content() for a in part.xpath('.//a[contains(@href, "evidence/")]')}
    assert {line.study for line in lines} == {
        f"{BASE}study/{a.get('href').removeprefix('../study/').removesuffix('.html')}"
        for a in part.xpath('.//a[contains(@href, "study/")]')
    }
    assert part.xpath(".//figure/svg/text")


def test_a_claim_is_drawn_between_its_two_concepts(known: Known) -> None:
    """With the links to their pages, and its line broken as its certainty is."""
    tree = tree_of(known, "claim/nine-ways-09-q")
    assert {"../concept/attachment.html", "../concept/physical-health.html"} <= {
        a.get("href") for a in tree.xpath('//svg//a[contains(@class, "k ")]')
    }
    lines = {a.get("href"): a.get("class").split() for a in tree.xpath('//svg//a[starts-with(@class, "c ")]')}
    assert ["c", *look("Guessed withMore").split()] == lines["../claim/nine-ways-09-q.html"][:3]


def test_no_claim_is_named_without_how_firmly_it_is_said(known: Known) -> None:
    """In the lists of every page, beside its sentence."""
    bare, count = [], 0
    for address in pages.addresses(known):
        if not address.startswith(("concept/", "study/minn", "passage/", "gap/", "section/", "claim/nine-ways-0")):
            continue
        for item in tree_of(known, address).xpath('//ul[@class="said"]/li[a[contains(@href, "claim/")]]'):
            count += 1
            if not any(words in (item.findtext("small/bdi") or "") for words in WORDS_OF_CERTAINTY):
                bare.append((address, item.text_content()))
    assert [] == bare
    assert count > 500


def test_what_is_drawn_from_a_claim_stands_on_its_page(known: Known) -> None:
    """And the claim on the page of what is drawn from it: links lead both ways."""
    guess = known.findings.claims[f"{BASE}claim/nine-ways-09-q"]
    assert guess.premises
    for premise in guess.premises:
        tree = tree_of(known, known.addresses[premise])
        assert tree.xpath('//section[h2="What is drawn from it"]//a[contains(@href, "nine-ways-09-q")]')


# Other kinds


def test_a_concept_lists_every_claim_of_it(known: Known) -> None:
    """Those that start from it, that end in it, and where it is part of the context."""
    for iri in (f"{BASE}concept/secure-attachment", f"{BASE}concept/adolescence"):
        found = {*known.starting[iri], *known.ending[iri], *known.in_context[iri]}
        tree = tree_of(known, known.addresses[iri])
        linked = {a.get("href") for a in tree.xpath('//ul[@class="said"]//a')}
        assert found
        assert {f"../{known.addresses[claim.iri]}.html" for claim in found} <= linked


def test_a_picture_says_how_much_it_leaves_out(known: Known) -> None:
    """Nine on a side can be taken in at once."""
    iri = f"{BASE}concept/secure-attachment"
    tree = tree_of(known, known.addresses[iri])
    lines = tree.xpath('//svg//a[starts-with(@class, "c ")]')
    every = len(known.starting[iri]) + len(known.ending[iri])
    assert 9 <= len(lines) <= 18
    assert f"Of {every} claims {len(lines)} are drawn; all are listed below." in tree.text_content()


def test_a_study_says_how_it_bears_on_each_claim(known: Known) -> None:
    """With stance, reason, what was measured instead, and its figures."""
    for iri, study in list(known.literature.studies.items())[::6]:
        text = text_of(known, known.addresses[iri])
        lines = known.lines_of[iri]
        expected = [line.why for line in lines if line.why] + [study.title or study.label]
        expected += [known.label(concept) for line in lines for concept in line.measured]
        assert [] == [words for words in expected if " ".join(words.split()) not in text]
        figures = tree_of(known, known.addresses[iri]).xpath('//ul[@class="said"]//a[contains(@href, "estimate/")]')
        assert len(known.figures_of[iri]) == len(figures)


def test_a_reading_never_hides_that_something_else_was_measured(known: Known) -> None:
    """Neither in its first sentence nor in its picture."""
    claims = known.findings.claims
    indirect = [line for line in known.literature.lines.values() if line.measured and line.about in claims]
    assert len(indirect) > 20
    for line in indirect[::8]:
        tree = tree_of(known, known.addresses[line.iri])
        instead = known.label(line.measured[0])
        assert instead in tree.xpath('string(//p[starts-with(@class, "lead")][1])')
        drawn = " ".join(tree.xpath('//svg//a[starts-with(@class, "c ")]//text/descendant-or-self::*/text()'))
        assert set(instead.split()) <= set(re.split(r"[\s,]+", drawn))


def test_a_figure_stands_as_it_was_reported(known: Known) -> None:
    """With its digits and its interval, and nothing is converted that is never converted."""
    odds = text_of(known, "estimate/anderson2011-1")
    assert "OR = 1.3 [1.05, 1.62]" in odds
    beta = next(iri for iri, one in known.literature.estimates.items() if one.measure == TERM.Beta)
    assert "never converted" in text_of(known, known.addresses[beta])


def test_a_section_tells_all_that_is_said_in_it_and_leads_on(known: Known) -> None:
    """In order, claims first, with the way to the sections before and after."""
    source = f"{BASE}source/nine-ways"
    for number in known.sections(source):
        tree = tree_of(known, f"section/nine-ways/{number}")
        said = known.chapters[source, number]
        linked = [a.get("href") for a in tree.xpath('//ul[@class="said"]//a')]
        assert [f"../../{known.addresses[one.iri]}.html" for one in said if one.iri in known.findings.claims] == [
            href for href in linked if "/claim/" in href
        ]
        assert {f"../../{known.addresses[one.iri]}.html" for one in said} <= set(linked)
    links = {a.get("href") for a in tree_of(known, "section/nine-ways/2").xpath('//ul[@class="further"]//a')}
    assert {"../../section/nine-ways/1.html", "../../section/nine-ways/3.html"} == links


def test_a_passage_never_holds_the_words(known: Known) -> None:
    """It says so, and gives its place and digest."""
    iri, passage = next(iter(known.findings.passages.items()))
    text = text_of(known, known.addresses[iri])
    assert "never the words" in text
    assert passage.digest
    assert passage.digest in text


def test_every_term_has_its_definition_at_its_anchor(known: Known) -> None:
    """Those of the graph by name, those of elsewhere by their short IRI."""
    tree = tree_of(known, "terms")
    items = {item.get("id"): " ".join(item.text_content().split()) for item in tree.xpath('//ul[@class="terms"]/li')}
    assert {known.addresses[iri].partition("#")[2] for iri in known.terms} == items.keys()
    assert len(items) == len(tree.xpath('//ul[@class="terms"]/li'))
    for iri in known.terms:
        definition = known.values(iri, f"{PREFIXES['skos']}definition")
        assert definition
        assert " ".join(definition[0].split()) in items[known.addresses[iri].partition("#")[2]]


def test_the_contents_list_every_claim_concept_and_study(known: Known) -> None:
    """Concepts by kind, claims by section."""
    tree = tree_of(known, "index")
    linked = {a.get("href") for a in tree.xpath('//ul[@class="said"]//a')}
    listed = (*known.findings.claims, *known.findings.concepts, *known.literature.studies, *known.findings.sources)
    assert {f"{known.addresses[iri]}.html" for iri in listed} <= linked
    headings = [h2.text_content() for h2 in tree.xpath("//h2")]
    assert sum(heading.startswith("Concepts: ") for heading in headings) == 9
    assert sum(heading.startswith("Section ") for heading in headings) == 9
    jumps = [a.get("href") for a in tree.xpath('//ul[@class="jump"]//a')]
    assert {f"#{h2.get('id')}" for h2 in tree.xpath("//h2")} >= set(jumps)
    assert len(jumps) > 20


def test_contents_of_very_many_claims_name_the_sections(known: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the number of claims of each, which stand on the page of the section."""
    monkeypatch.setattr("graph.things.contents.MOST_CLAIMS", 100)
    tree = tree_of(known, "index")
    assert [] == tree.xpath('//a[starts-with(@href, "claim/")]')
    assert 11 == len(tree.xpath('//a[starts-with(@href, "section/")]'))
    assert "17 claims: 17 stated as a fact." in tree.text_content()


def test_the_data_says_how_much_it_is_and_by_whom(known: Known) -> None:
    """With what it declares."""
    text = text_of(known, "dataset")
    assert "144 claims, 249 concepts" in text
    assert all(words in text for words in ("CC BY 4.0", "1.0.0", "2026-11-24", "Findings Graph contributors"))


@pytest.mark.parametrize("path", ["agent/kent-hoffman", "concepts", "source/raising-a-secure-child", "study/ecls-b"])
def test_anything_else_has_a_page_too(known: Known, path: str) -> None:
    """With what is said of it and what refers to it."""
    tree = tree_of(known, path)
    assert 1 == len(tree.xpath("//h1"))
    assert tree.xpath("//dl | //ul[@class='said']")


def test_a_claim_that_lacks_a_part_still_has_a_page(make_store) -> None:
    """With what there is."""
    known = Known(make_store('claim:x a f:Claim ; rdfs:label "Something." ; f:subject concept:y .'))
    text = text_of(known, "claim/x")
    assert "Something." in text
    assert "concept:y" in text


def test_a_reading_of_a_source_as_a_whole_has_a_page(make_store) -> None:
    """It is about no claim."""
    known = Known(
        make_store(
            'evidence:x a f:EvidenceLine ; f:about source:s ; f:study study:y ; f:stance cito:qualifies ; f:why "So." .'
            'source:s dcterms:title "A talk" . study:y a f:Study ; rdfs:label "Why 2000" .'
        )
    )
    text = text_of(known, "evidence/x")
    assert "Why 2000 qualifies it: A talk" in text
    assert "The claim is" not in text


# Every page


def test_every_page_has_what_a_page_needs(known: Known) -> None:
    """A language, one heading, a title, a policy, a canonical address that is the IRI, and its data beside it."""
    for address in [*pages.addresses(known)][::9]:
        tree = tree_of(known, address)
        assert "en" == tree.get("lang")
        assert 1 == len(tree.xpath("//h1"))
        assert tree.xpath("string(//title)").strip()
        assert "default-src 'none'" in tree.xpath("string(//meta[@http-equiv]/@content)")
        iri = known.addresses.iris.get(address, "")
        assert ([iri] if iri else []) == [a for a in tree.xpath("//link[@rel='canonical']/@href") if "terms" not in a]
        name = address.rpartition("/")[2]
        alternate = {link.get("type"): link.get("href") for link in tree.xpath("//link[@rel='alternate']")}
        assert {"text/turtle", "application/ld+json"} == alternate.keys()
        assert all(href.rpartition("/")[2].startswith(f"{name}.") for href in alternate.values())
        assert tree.xpath("//nav[@class='way']//a")
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_server_and_folder_say_the_same(known: Known) -> None:
    """But for where links lead, and the ways that only one of them has."""
    for address in ("claim/nine-ways-08-a", "concept/anxiety", "section/nine-ways/3"):
        served = document.render(pages.page(known, address, Linker()), known, Linker())
        left, right = html.document_fromstring(served).xpath("//main")[0], tree_of(known, address).xpath("//main")[0]
        for tree in (left, right):
            for data in tree.xpath('.//ul[@class="inline"]'):
                data.getparent().remove(data)
        assert left.text_content().split() == right.text_content().split()


def test_what_is_not_there_is_told_with_the_nearest(known: Known) -> None:
    """Of things and of sections."""
    with pytest.raises(NotFoundError, match=r"(?s)concept:anxeity.*anxiety"):
        pages.find(known, "concept/anxeity")
    with pytest.raises(NotFoundError, match=r"(?s)section/nine-ways/12.*section/nine-ways/1"):
        pages.find(known, "section/nine-ways/12")


@pytest.mark.parametrize("to", [Linker(), in_folder("a/b")], ids=["served", "in a folder"])
def test_nothing_that_the_data_says_becomes_markup(make_store, to: Linker) -> None:
    """Hostile text in every field stays text; links of other schemes are none."""
    known = Known(make_store(hostile()))
    count = 0
    for address in pages.addresses(known):
        if address == "terms":
            continue
        text = document.render(pages.page(known, address, to), known, to)
        tree = html.document_fromstring(text)
        assert ["application/ld+json"] == [script.get("type") for script in tree.xpath("//script")]
        assert [] == tree.xpath("//img | //*[@onerror]")
        assert [] == [
            a for a in tree.xpath("//@href | //@src") if a.strip().lower().startswith(("javascript:", "data:t"))
        ]
        count += "window.x=1" in tree.text_content()
    assert count >= 9


def hostile() -> str:
    """Give data of every kind in which a hostile text stands wherever one can."""
    evil = EVIL.replace("\\", "\\\\").replace('"', '\\"')
    said = f'"{evil}"@en'
    return f"""
    concept:a a skos:Concept ; skos:prefLabel {said} ; skos:altLabel {said} ; skos:scopeNote {said} ; f:phrase {said} ;
      f:moreLabel {said} ; skos:exactMatch <javascript:alert(1)> ; rdfs:seeAlso <javascript:alert(2)> .
    concept:b a skos:Concept ; skos:prefLabel {said} ; skos:definition {said} .
    claim:c a f:Claim ; rdfs:label {said} ; f:subject concept:a ; f:outcome concept:b ; f:relation f:withMore ;
      f:reading f:Causal ; f:certainty f:Stated ; f:condition concept:b ; f:basis concept:a ; f:hedge concept:b ;
      cito:isSupportedBy study:s ; prov:wasDerivedFrom passage:p ; f:premise claim:c ; f:heldBy concept:a .
    passage:p a f:Passage ; oa:hasSource source:o ; f:section 1 ; f:paragraph 2 ; f:sentence 3 ; schema:sha256 {said} .
    source:o dcterms:title {said} ; dcterms:creator agent:x ; dcterms:modified {said} ;
      schema:url <javascript:alert(3)> .
    agent:x a schema:Person ; rdfs:label {said} .
    study:s a f:Study ; rdfs:label {said} ; dcterms:title {said} ; f:authors {said} ; f:venue {said} ; f:doi {said} ;
      f:finding {said} ; f:designText {said} ; f:populationText {said} ; f:volumePages {said} ; dcterms:issued {said} .
    evidence:e a f:EvidenceLine ; f:about claim:c ; f:study study:s ; f:stance cito:supports ; f:why {said} ;
      f:estimate estimate:m ; f:measured concept:a ; f:differsIn f:outcome ; prov:wasAttributedTo agent:x .
    estimate:m a f:Estimate ; f:study study:s ; f:exposure concept:a ; f:result concept:b ; f:measure f:R ;
      rdf:value 0.2 ; f:subgroup {said} ; f:adjustment {said} ; skos:note {said} ; rdfs:label {said} .
    gap:g a f:Gap ; rdfs:label {said} ; f:about claim:c ; prov:wasDerivedFrom passage:p ; f:lacks concept:a .
    remark:r a f:Remark ; rdfs:label {said} ; f:about concept:a ; prov:wasDerivedFrom passage:p ;
      f:certainty concept:b .
    <{DATASET}> a schema:Dataset ; dcterms:title {said} ; schema:version {said} ; dcterms:license {said} .
    <https://example.org/other> a <https://example.org/Class> ; rdfs:label {said} ; rdfs:comment {said} .
    """


def test_a_name_of_odd_letters_is_found_again(make_store) -> None:
    """On a server by its IRI, too."""
    known = Known(
        make_store('<https://w3id.org/findings-graph/concept/ä%20b> a skos:Concept ; skos:prefLabel "x"@en .')
    )
    address = pages.find(known, "concept/ä%20b")
    assert address.startswith("other/")
    assert "x" in text_of(known, address)
    assert local_name(known.addresses.iris[address]) == "ä%20b"
