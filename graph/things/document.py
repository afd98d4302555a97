"""A page as HTML: one template, one style that the policy knows by its digest, no script, no request."""

from functools import cache
from typing import Any

from graph.page import marks, shell
from graph.page.literature import WIDTH
from graph.things import markup, vocabulary
from graph.things.addresses import Linker
from graph.things.known import Known
from graph.things.parts import Thing
from graph.things.values import Values
from graph.things.words import DIRECTION, LANGUAGE, WORDS
from graph.vocabulary import BASE


@cache
def style() -> str:
    """Give the style of every page."""
    return "\n".join((shell.asset("palette.css"), shell.asset("site.css"), marks.style()))


@cache
def _template(name: str) -> Any:
    return shell.template(name, plot_width=WIDTH, t=WORDS, language=LANGUAGE, direction=DIRECTION)


def render(made: Thing, known: Known, to: Linker, base: str = "") -> str:
    """Give a page as HTML.

    Parameters
    ----------
    made : Thing
        What stands on it.
    known : Known
        The graph.
    to : Linker
        How it links to others.
    base : str
        The absolute address of the site, if it is known: what has no IRI is then told by its address there.

    Returns
    -------
    str
        It runs nothing and asks for nothing. The same input gives the same text.
    """
    described = markup.document(made.markup, _absolute(made, to, base))
    text: str = _template("thing.html.j2").render(
        it=made,
        to=to,
        canonical=made.iri or (f"{base}{made.path}{to.suffix}" if base else ""),
        classes=vocabulary.classes(Values(known, to)) if made.path == "terms" else (),
        markup=shell.markup(shell.as_json(described)),
        style=shell.markup(style()),
        policy=shell.policy([style()], ()),
        description=_description(made),
        **_always(known),
    )
    return text


def not_found(known: Known, to: Linker, *, with_links: bool) -> str:
    """Give the page for addresses that lead nowhere; without an absolute address of the site it has no links."""
    made = Thing("404", WORDS["not_found"], "", notes=(WORDS["not_found_say"],))
    text: str = _template("thing.html.j2").render(
        it=made, to=to if with_links else None, canonical="", classes=(), markup="", style=shell.markup(style()),
        policy=shell.policy([style()], ()), description=WORDS["not_found"], **_always(known),
    )  # fmt: skip
    return text


def _always(known: Known) -> dict[str, str]:
    """Give what stands on every page."""
    return {
        "dataset": known.addresses[known.datasets[0]] if known.datasets else "",
        "edition": _edition(known),
        "license": shell.license_of(known.findings),
    }


def _absolute(made: Thing, to: Linker, base: str) -> list[tuple[str, str]]:
    """Give the way to a page with absolute addresses: of the site if known, else of the graph."""
    root = base or BASE
    found = []
    for crumb in made.crumbs:
        path = crumb.href.removeprefix(to.root) if crumb.href else ""
        is_start = path == f"{to.start}{to.suffix}"
        if not base:
            path = "" if is_start else path.removesuffix(to.suffix)
        found.append((crumb.text, f"{root}{path}" if crumb.href else ""))
    return found


def _description(made: Thing) -> str:
    said = " ".join(value.text for value in made.lead)
    return f"{made.title} {said}".strip() if said else f"{made.kind}: {made.title}"


def _edition(known: Known) -> str:
    title = known.findings.declared("title") or "Findings"
    version = f", {WORDS['version'].lower()} {known.version}" if known.version else ""
    return f"{title}{version}{f' of {known.date}' if known.date else ''}."
