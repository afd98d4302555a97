"""The pages of a source, of a section and of a passage; and of what is said in one beside claims: gaps and remarks."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph import cite, sentences
from graph.claims import Claim, Gap, Passage, Remark, Source
from graph.things import markup, pictures
from graph.things.claim import grounds, places, sections
from graph.things.parts import Fact, Group, Thing, Value
from graph.things.values import Values, fact, facts, group, groups, section_title
from graph.things.words import WORDS
from graph.vocabulary import local_name


def page(found: Source, values: Values) -> Thing:
    """Make the page of a source."""
    known = values.known
    numbers = known.sections(found.iri)
    named = {iri for number in numbers for one in _claims(known.chapters[found.iri, number]) for iri in one.studies}
    return Thing(
        known.addresses[found.iri],
        found.title,
        WORDS["source"],
        found.iri,
        found.name,
        facts=facts(
            fact(WORDS["creators"], values.things(found.creators)),
            fact(WORDS["publisher"], values.things([found.publisher] if found.publisher else [])),
            fact(WORDS["published"], [found.issued]),
            fact(WORDS["date"], [found.modified]),
            fact(WORDS["reviewed"], [_reviewed(found, values)]),
            fact(WORDS["derived_from"], values.things(found.derived_from)),
            fact(WORDS["population"], values.things(found.populations)),
            fact(WORDS["read_here"], [values.thing(found.url)] if found.url else []),
        ),
        groups=groups(
            group(WORDS["sections"], (_section_line(found.iri, number, values) for number in numbers)),
            group(WORDS["no_section"], map(values.said, known.chapters.get((found.iri, -1), []))),
            group(WORDS["studies_named"], values.things(sorted(named))),
        ),
        cite=cite.article(known.findings, [found.iri]),
        markup=markup.source(found, known),
    )


def section(source: str, number: int, values: Values) -> Thing:
    """Make the page of a section: its picture, its claims, and what else is said there, in order."""
    known = values.known
    said = known.chapters[source, number]
    claims = _claims(said)
    title = section_title(known, source, number)
    drawn = pictures.section(claims, title, values)
    others = [one for one in said if not isinstance(one, Claim)]
    known_numbers = known.sections(source)
    at = known_numbers.index(number)
    near = [(WORDS["previous"], n) for n in known_numbers[max(0, at - 1) : at]]
    near += [(WORDS["next"], n) for n in known_numbers[at + 1 : at + 2]]
    return Thing(
        known.addresses.section(source, number),
        title,
        WORDS["section"],
        lead=(Value(summary(claims)),) if claims else (),
        picture=drawn,
        notes=() if drawn or not claims else (WORDS["picture_too_large"],),
        groups=groups(
            Group(WORDS["claims"], tuple(map(values.claim, claims))),
            Group(WORDS["remarks"], tuple(map(values.said, others))),
        ),
        further=tuple(
            Value(words.format(name=values.section(source, n).text), values.section(source, n).href)
            for words, n in near
        ),
        cite=cite.article(known.findings, [source]),
        markup=markup.section(source, number, title, known),
    )


def passage(found: Passage, values: Values) -> Thing:
    """Make the page of a passage: where it stands, and what was read in it."""
    known = values.known
    place = sentences.passage(found, known.findings)
    title = f"{place[:1].upper()}{place[1:]}"
    number = found.section if found.section is not None else -1
    return Thing(
        known.addresses[found.iri],
        title,
        WORDS["passage"],
        found.iri,
        found.name,
        lead=(Value(WORDS["passage_say"]),),
        facts=facts(
            fact(WORDS["source"], values.things([found.source] if found.source else [])),
            fact(WORDS["section"], [values.section(found.source or "", number)] if number >= 0 else []),
            fact(WORDS["digest"], [found.digest]),
        ),
        groups=groups(group(WORDS["claims_from"], map(values.said, known.from_passage[found.iri]))),
        cite=cite.article(known.findings, [found.source or ""]),
        markup=markup.thing(found.iri, title, WORDS["passage"], known),
    )


def gap(found: Gap, values: Values) -> Thing:
    """Make the page of a gap: what is said to be unknown."""
    lacks = [Value(sentences.LACK.get(local_name(iri), local_name(iri)), values.href(iri)) for iri in found.lacks]
    return _beside(found, WORDS["gap"], found.label, [fact(WORDS["lacks"], lacks)], WORDS["left_open"], values)


def remark(found: Remark, values: Values) -> Thing:
    """Make the page of a remark: what is said of one concept alone."""
    certainty = local_name(found.certainty or "")
    said = sentences.CERTAINTY.get(certainty, certainty)
    firm = [Value(said, values.href(found.certainty or ""), certainty=certainty)] if found.certainty else []
    rests = fact(WORDS["basis"], grounds(found.basis, values))
    return _beside(found, WORDS["remark"], found.label, [fact(WORDS["certainty"], firm), rests], WORDS["about"], values)


def summary(claims: Sequence[Claim]) -> str:
    """Count claims by how firmly they are said."""
    counted = Counter(local_name(claim.certainty) for claim in claims)
    names = [
        *(name for name in sentences.CERTAINTY if name in counted),
        *sorted(counted.keys() - {*sentences.CERTAINTY}),
    ]
    parts = [
        WORDS["counted"].format(count=counted[name], certainty=sentences.CERTAINTY.get(name, name)) for name in names
    ]
    return WORDS["claims_counted"].format(count=len(claims), parts=", ".join(parts))


def _beside(found: Gap | Remark, kind: str, title: str, more: list[Fact], heading: str, values: Values) -> Thing:
    known = values.known
    where = fact(WORDS["place"], [*places(found.passages, values), *sections(found.passages, values)])
    text = sentences.gap(found) if isinstance(found, Gap) else sentences.remark(found, known.findings)
    return Thing(
        known.addresses[found.iri],
        title,
        kind,
        found.iri,
        found.name,
        lead=(Value(text.replace(title, "").strip()),) if text != title else (),
        facts=facts(*more, where),
        groups=groups(group(heading, map(values.claim_at, found.about))),
        cite=cite.dataset(known.findings),
        markup=markup.thing(found.iri, title, kind, known),
    )


def _claims(said: Iterable[Claim | Gap | Remark]) -> list[Claim]:
    return [one for one in said if isinstance(one, Claim)]


def _section_line(source: str, number: int, values: Values) -> Value:
    named = values.section(source, number)
    claims = _claims(values.known.chapters[source, number])
    return named._replace(note=summary(claims) if claims else "")


def _reviewed(found: Source, values: Values) -> str:
    by = ", ".join(values.known.label(iri) for iri in found.reviewers)
    return " by ".join(filter(None, (found.reviewed, by)))
