"""The sections as steps of reading, and everything at once: what the template draws."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph import sentences
from graph.claims import Claim
from graph.page import focus
from graph.page.drawn import Chart, Line, Pictures, Sheet, chart, sheet
from graph.page.entries import Entries
from graph.page.words import WORDS
from graph.vocabulary import expand, local_name, shorten


@dataclass(frozen=True)
class Step:
    """A section as a step of reading: its name, its claim in the heading, questions for a class, and its pictures."""

    number: int
    name: str
    title: str
    questions: tuple[str, ...]
    summary: str
    sheets: tuple[Sheet, ...]

    @property
    def is_numbered(self) -> bool:
        """Whether its name is its number: not the opening, nor the closing."""
        return self.name == str(self.number)


class Steps:
    """The pictures of a page, with the words that go with them.

    Parameters
    ----------
    entries : Entries
        What the page says.
    pictures : Pictures
        What there is to be seen.
    """

    def __init__(self, entries: Entries, pictures: Pictures) -> None:
        self._entries = entries
        self._pictures = pictures
        self._claims = {claim.curie: claim for claim in entries.records}
        self._concepts = {shorten(iri): iri for claim in entries.records for iri in (claim.subject, claim.outcome)}
        self._said = {claim.iri: sentences.claim(claim, entries.findings) for claim in entries.records}

    def sections(self) -> list[Step]:
        """Give the sections in order."""
        found: dict[int, list[Claim]] = {}
        for claim in self._entries.records:
            found.setdefault(self._place(claim)[0], []).append(claim)
        found.pop(-1, None)
        headings = {n: c for n, claims in found.items() for c in reversed(claims) if n and self._place(c)[1] == 0}
        asked = focus.questions(found, headings, self._said, self._entries.literature)
        return [self._step(n, found[n], asked[n], headings) for n in sorted(found)]

    def chart(self) -> Chart | None:
        """Give everything at once."""
        if not self._pictures.overview:
            return None
        ends = {name: (shorten(claim.subject), shorten(claim.outcome)) for name, claim in self._claims.items()}
        return chart(self._pictures.overview, ends, self._line, self._node, _kind_words)

    def _step(
        self, number: int, claims: Sequence[Claim], asked: tuple[str, ...], headings: Mapping[int, Claim]
    ) -> Step:
        drawn = tuple(sheet(one, self._line, self._node) for one in self._pictures.sheets.get(number, ()))
        name = _name(number, headings)
        if number in headings:
            title = self._said[headings[number].iri]
        else:
            titles = {WORDS["opening"]: "section_opening", WORDS["closing"]: "section_closing"}
            title = WORDS[titles.get(name, "part")].format(number=number)
        return Step(number, name, title, asked, _summary(claims), drawn)

    def _place(self, claim: Claim) -> tuple[int, int, int]:
        return self._entries.findings.place(claim)

    def _line(self, name: str) -> Line:
        claim = self._claims[name]
        return Line(
            self._entries.claim_href(claim.iri), local_name(claim.certainty), local_name(claim.relation), "", ""
        )  # fmt: skip

    def _node(self, name: str) -> tuple[str, str]:
        iri = self._concepts[name]
        return self._entries.concept_href(iri), self._entries.kind(iri)


def _name(number: int, headings: Mapping[int, Claim]) -> str:
    """Name a section by its number, apart from what comes before the first and after the last that has a heading."""
    if number == 0:
        return WORDS["opening"]
    return WORDS["closing"] if headings and number > max(headings) else str(number)


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
