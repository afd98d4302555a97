"""Things as words with the address of their page, as every page names them: a claim never without its hedge."""

from collections.abc import Iterable

from graph import figures, sentences
from graph.claims import Claim, Estimate, EvidenceLine, Gap, Remark
from graph.things.addresses import Linker
from graph.things.known import Known
from graph.things.parts import Fact, Group, Value
from graph.things.words import STANCE, WORDS
from graph.vocabulary import local_name, shorten

MOST = 200
"""More than these are not listed under one heading: a page is for reading, and the data has all."""


class Values:
    """What a page of a graph may name.

    Parameters
    ----------
    known : Known
        The graph.
    to : Linker
        How the page links to others.
    """

    def __init__(self, known: Known, to: Linker) -> None:
        self.known, self.to = known, to

    def href(self, iri: str) -> str:
        """Give the link to the page of a thing; to elsewhere only by http or https; nothing if there is none."""
        inside = self.to.page(self.known.addresses[iri])
        return inside or (iri if iri.startswith(("https://", "http://")) and " " not in iri else "")

    def thing(self, iri: str, note: str = "") -> Value:
        """Name anything by its label; what has none, by its short IRI."""
        if iri in self.known.findings.concepts or iri in self.known.findings.labels:
            return Value(self.known.label(iri), self.href(iri), note)
        return Value(shorten(iri), self.href(iri), note)

    def things(self, iris: Iterable[str]) -> tuple[Value, ...]:
        """Name several."""
        return tuple(self.thing(iri) for iri in iris)

    def claim(self, claim: Claim, note: str = "") -> Value:
        """Say a claim in its sentence, with how firmly it is said and what limits it."""
        certainty = local_name(claim.certainty)
        said = "; ".join([sentences.CERTAINTY.get(certainty, certainty), *sentences.limits(claim)])
        text = sentences.claim(claim, self.known.near(claim))
        return Value(text, self.href(claim.iri), "; ".join(filter(None, (note, said))), certainty)

    def claim_at(self, iri: str, note: str = "") -> Value:
        """Say a claim by its IRI; one that lacks a part is named."""
        found = self.known.findings.claims.get(iri)
        return self.claim(found, note) if found else self.thing(iri, note)

    def said(self, one: Claim | Gap | Remark) -> Value:
        """Say a claim, a gap or a remark."""
        if isinstance(one, Claim):
            return self.claim(one)
        text = sentences.gap(one) if isinstance(one, Gap) else sentences.remark(one, self.known.findings)
        return Value(text, self.href(one.iri))

    def line(self, line: EvidenceLine) -> Value:
        """Say a reading by its claim, with its stance, its reason, and what was measured instead."""
        instead = ", ".join(self.known.label(iri) for iri in line.measured)
        parts = (self.stance(line), line.why or "", f"measured {instead} instead" if instead else "")
        claim = self.known.findings.claims.get(line.about)
        text = sentences.claim(claim, self.known.near(claim)) if claim else self.known.label(line.about)
        certainty = local_name(claim.certainty) if claim else ""
        said = sentences.CERTAINTY.get(certainty, certainty)
        return Value(text, self.href(line.iri), "; ".join(filter(None, (*parts, said))), certainty)

    def stance(self, line: EvidenceLine) -> str:
        """Say a stance: "supports it"."""
        return STANCE.get(local_name(line.stance), local_name(line.stance))

    def figure(self, figure: Estimate) -> Value:
        """Say a figure: what was measured, and the figure as reported."""
        parts = (figures.reported(figure), figures.direction(figure), self.known.label(figure.study))
        note = ", ".join(filter(None, parts))
        return Value(figures.subject_matter(figure, self.known.findings), self.href(figure.iri), note)

    def section(self, source: str, number: int) -> Value:
        """Name a section by its number and what its heading claims."""
        address = self.known.addresses.section(source, number)
        return Value(section_title(self.known, source, number), self.to.page(address))


def fact(name: str, values: Iterable[Value | str | None]) -> Fact:
    """Give something recorded; what is empty is left out."""
    found = [value if isinstance(value, Value) else Value(value or "") for value in values]
    return Fact(name, tuple(value for value in found if value.text))


def facts(*found: Fact) -> tuple[Fact, ...]:
    """Leave out what has no value."""
    return tuple(one for one in found if one.values)


def group(heading: str, values: Iterable[Value]) -> Group:
    """Give a group of at most `MOST`."""
    found = tuple(values)
    return Group(heading, found[:MOST], max(0, len(found) - MOST))


def groups(*found: Group) -> tuple[Group, ...]:
    """Leave out what is empty."""
    return tuple(one for one in found if one.values)


def section_title(known: Known, source: str, number: int) -> str:
    """Name a section: by the claim of its heading, if there is one; the first and what follows the last by its part."""
    heading = known.headings.get((source, number))
    name = WORDS["part"].format(number=number)
    if number > 0 and heading:
        return f"{name}: {sentences.claim(heading, known.near(heading))}"
    headed = [n for of, n in known.headings if of == source and n > 0]
    closes = bool(headed) and number > max(headed)
    return WORDS["opening"] if number == 0 else WORDS["closing"] if closes else name
