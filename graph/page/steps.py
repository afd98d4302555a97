"""The sections as steps of reading, and everything at once: what the template draws."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph import sentences
from graph.claims import Claim, Gap, Remark
from graph.page import focus
from graph.page.drawn import Chart, Line, Pictures, Sheet, chart, sheet
from graph.page.entries import Entries
from graph.page.words import WORDS
from graph.vocabulary import expand, local_name, shorten

_TITLES = {"opening": "section_opening", "closing": "section_closing", "part": "part"}


@dataclass(frozen=True)
class Step:
    """A section as a step of reading.

    ``name`` is its address; ``number`` what stands on its button; ``source`` the title of its source, if there are
    several; then come the claim in its heading, questions for a class, its claims in numbers, and its pictures. A
    section without claims has what is said in it instead: gaps and remarks.
    """

    name: str
    number: str
    source: str
    title: str
    questions: tuple[str, ...]
    summary: str
    sheets: tuple[Sheet, ...]
    said: tuple[str, ...] = ()

    @property
    def is_numbered(self) -> bool:
        """Whether it is known by its number: not the opening, nor the closing."""
        return self.number.isdigit()


class Steps:
    """The pictures of a page, with the words that go with them.

    Parameters
    ----------
    entries : Entries
        What the page says.
    pictures : Pictures
        What there is to be seen.
    is_whole : bool
        Whether all sections are shown, those without a claim, too.
    """

    def __init__(self, entries: Entries, pictures: Pictures, *, is_whole: bool = False) -> None:
        self._entries = entries
        self._is_whole = is_whole
        self._pictures = pictures
        self._claims = {claim.curie: claim for claim in entries.records}
        self._concepts = {shorten(iri): iri for claim in entries.records for iri in (claim.subject, claim.outcome)}
        self._said = {claim.iri: sentences.claim(claim, entries.findings) for claim in entries.records}

    def sections(self) -> list[Step]:
        """Give the sections in order."""
        findings = self._entries.findings
        found: dict[str, list[Claim]] = {}
        for claim in self._entries.records:
            found.setdefault(findings.section(claim), []).append(claim)
        found.pop("", None)
        headings = {name: heading for name, claims in found.items() if (heading := self._heading(claims))}
        asked = focus.questions(found, headings, self._said, self._entries.literature)
        last = dict(self._chapter(heading) for heading in headings.values())
        steps = {name: self._step(name, found[name], asked[name], headings.get(name), last) for name in found}
        beside = self._beside(steps) if self._is_whole else {}
        order = sorted([*self._entries.records, *(one for said in beside.values() for one in said)], key=findings.order)
        names = dict.fromkeys(filter(None, map(findings.section, order)))
        return [steps.get(name) or self._quiet_step(name, beside[name]) for name in names]

    def _beside(self, steps: Mapping[str, Step]) -> dict[str, list[Gap | Remark]]:
        """Give what is said in sections that have no claim."""
        findings = self._entries.findings
        found: dict[str, list[Gap | Remark]] = {}
        everything: list[Gap | Remark] = [*findings.gaps.values(), *findings.remarks.values()]
        for one in everything:
            if (name := findings.section(one)) and name not in steps:
                found.setdefault(name, []).append(one)
        return found

    def _quiet_step(self, name: str, said: Sequence[Gap | Remark]) -> Step:
        findings = self._entries.findings
        number = findings.place(said[0])[0]
        called, title = (str(number), WORDS["part"]) if number else (WORDS["opening"], WORDS["section_opening"])
        texts = (sentences.gap(one) if isinstance(one, Gap) else sentences.remark(one, findings) for one in said)
        return Step(name, called, self._entries.source(said[0]), title.format(number=number), (), "", (), tuple(texts))

    def chart(self) -> Chart | None:
        """Give everything at once."""
        if not self._pictures.overview:
            return None
        ends = {name: (shorten(claim.subject), shorten(claim.outcome)) for name, claim in self._claims.items()}
        return chart(self._pictures.overview, ends, self._line, self._node, _kind_words)

    def _step(
        self,
        name: str,
        claims: Sequence[Claim],
        asked: tuple[str, ...],
        heading: Claim | None,
        last: Mapping[str, int],
    ) -> Step:
        """Give one step; `last` is the last section with a heading, by source: what comes after it is the closing."""
        drawn = tuple(sheet(one, self._line, self._node) for one in self._pictures.sheets.get(name, ()))
        source, number = self._chapter(claims[0])
        place = "opening" if number == 0 else "closing" if number > last.get(source, number) else "part"
        title = self._said[heading.iri] if heading else WORDS[_TITLES[place]].format(number=number)
        called = str(number) if place == "part" else WORDS[place]
        return Step(name, called, self._entries.source(claims[0]), title, asked, _summary(claims), drawn)

    def _heading(self, claims: Sequence[Claim]) -> Claim | None:
        """Give the claim that stands in the heading of a section: the first of them, not that of the whole source."""
        found = (claim for claim in claims if self._chapter(claim)[1] and self._entries.findings.place(claim)[1] == 0)
        return next(found, None)

    def _chapter(self, claim: Claim) -> tuple[str, int]:
        return self._entries.findings.chapter(claim)

    def _line(self, name: str) -> Line:
        claim = self._claims[name]
        return Line(
            self._entries.claim_href(claim.iri), local_name(claim.certainty), local_name(claim.relation), "", ""
        )  # fmt: skip

    def _node(self, name: str) -> tuple[str, str]:
        iri = self._concepts[name]
        return self._entries.concept_href(iri), self._entries.kind(iri)


def _summary(claims: Sequence[Claim]) -> str:
    counted = Counter(local_name(claim.certainty) for claim in claims)
    known = [name for name in sentences.CERTAINTY if name in counted]
    parts = [
        WORDS["counted"].format(count=counted[name], certainty=sentences.CERTAINTY.get(name, name))
        for name in [*known, *sorted(counted.keys() - set(known))]
    ]
    return WORDS["claims_counted"].format(count=len(claims), parts=", ".join(parts))


def _kind_words(name: str) -> str:
    kind = local_name(expand(name)) if name else ""
    words = sentences.KIND.get(kind, kind) or WORDS["other_kind"]
    return f"{words[:1].upper()}{words[1:]}"
