"""Pictures of some claims for a page that has addresses of its own: what a server draws of an answer."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from graph import sentences
from graph.claims import Claim, Findings
from graph.drawings import Drawing
from graph.page import marks, shell
from graph.page.drawn import Line, Sheet, sheet
from graph.vocabulary import expand, local_name


class Said(NamedTuple):
    """A claim in one sentence, with its address and how firmly it is made."""

    href: str
    text: str
    firmness: str


class Part(NamedTuple):
    """Some claims: what they are, the pictures of them (none, if no readable one could be drawn), and all in words."""

    name: str
    sheets: tuple[Sheet, ...]
    claims: tuple[Said, ...]

    @property
    def concepts(self) -> int:
        """How many concepts are in the pictures."""
        return sum(len(one.nodes) for one in self.sheets)


def part(
    name: str, drawings: Iterable[Drawing], claims: Sequence[Claim], findings: Findings, href: Callable[[str], str]
) -> Part:
    """Give claims as pictures and in words.

    Parameters
    ----------
    name : str
        What they are.
    drawings : iterable of Drawing
        As `graph.layout.sheets` makes them of these claims.
    claims : sequence of Claim
        The claims, in order.
    findings : Findings
        What they refer to.
    href : callable
        Gives the address of an IRI.
    """
    by_name = {claim.curie: claim for claim in claims}

    def line(curie: str) -> Line:
        claim = by_name[curie]
        return Line(href(claim.iri), local_name(claim.certainty), local_name(claim.relation), "", "")

    def node(curie: str) -> tuple[str, str]:
        iri = expand(curie)
        return href(iri), kind(iri, findings)

    drawn = tuple(sheet(drawing, line, node) for drawing in drawings)
    said = (Said(href(c.iri), sentences.claim(c, findings), sentences.firmness(c)) for c in claims)
    return Part(name, drawn, tuple(said))


def kind(iri: str, findings: Findings) -> str:
    """Give the kind of a concept that has a mark."""
    concept = findings.concepts.get(iri)
    return marks.kind_of(local_name(concept.kind or "") if concept else "")


def style() -> str:
    """Give the style of the pictures, for a page that has the palette."""
    return "\n".join((marks.style(), shell.asset("sketch.css")))
