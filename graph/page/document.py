"""The page put together: what it says, what is seen on it, and its style and scripts in one file."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph import sentences
from graph.claims import Findings
from graph.page import marks, packing, picture, shell, words
from graph.page.drawn import Pictures
from graph.page.entries import Entries
from graph.page.literature import WIDTH, Evidence, standings
from graph.page.steps import Steps
from graph.standing import STANDINGS
from graph.views import View
from graph.vocabulary import local_name

if TYPE_CHECKING:
    import networkx as nx

SCRIPTS = ("page.js", "panel.js", "reading.js", "explore.js", "saving.js")
EXPLORE = "explore.js"
CROWDED = 300
"""More concepts than this are more than one picture can show well, and the page says so."""


def render(
    network: "nx.MultiDiGraph[str]",
    findings: Findings,
    pictures: Pictures,
    title: str = "Findings Graph",
    literature: Mapping[str, Evidence] | None = None,
    citations: Mapping[str, str] | None = None,
    others: Mapping[str, tuple[tuple[str, str], ...]] | None = None,
) -> str:
    """Give a network as one self-contained HTML page.

    Parameters
    ----------
    network : networkx.MultiDiGraph
        Its edges are the claims that are shown.
    findings : Findings
        The claims and what they refer to.
    pictures : Pictures
        What is to be seen; where there is nothing to explore, the page has no such pane and no library.
    title : str
        The heading of the page.
    literature : mapping of str to Evidence, optional
        What the literature says of each claim, by IRI, as `graph.commands.page.of_literature` makes it. Without it, or
        where it is empty, the page says that the literature is left out.
    citations : mapping of str to str, optional
        A line to cite each claim by, by IRI.
    others : mapping of str to tuple, optional
        What claims of other sources say of each claim, by IRI: a sentence and the IRI of the other claim, each.

    Returns
    -------
    str
        HTML that asks nothing of any server. The same input gives the same text.

    Examples
    --------
    >>> from graph import network, page, records, store
    >>> findings = records.read(store.from_files())
    >>> claims = network.from_findings(findings)
    >>> page.render(claims, findings, page.Pictures()).startswith("<!DOCTYPE html>")
    True
    """
    entries = Entries(network, findings, literature, others)
    is_whole = str(network.graph.get("selection", "")).startswith("everything")
    steps = Steps(entries, pictures, is_whole=is_whole)
    data = shell.as_json(_data(entries, network, findings, pictures, citations or {}))
    said = {
        "title": title,
        "entries": entries,
        "steps": steps.sections(),
        "chart": steps.chart(),
        "network": network.graph,
        "license": shell.license_of(findings),
        "filters": _filters(entries),
        "crowded": len(network) if len(network) > CROWDED else 0,
        "views": _view_titles(entries, pictures.explore),
    }
    template = shell.template("page.html.j2", plot_width=WIDTH)
    return shell.small_page(template.render(said | _parts(data, bool(pictures.explore))))


def _parts(data: str, explore: bool) -> dict[str, Any]:
    """Give style, scripts, data and library, and the policy that allows them; what can wait is packed."""
    style = "\n".join((shell.asset("palette.css"), shell.asset("page.css"), marks.style()))
    styles = [shell.small_style(part) for part in (style, shell.asset("scripted.css"))]
    later = "\n".join(shell.asset(name) for name in SCRIPTS if explore or name != EXPLORE)
    scripts = [shell.small_script(part) for part in (shell.asset("first.js"), later)]
    scripts += [picture.vis_script()] if explore else []
    waiting = dict(zip(("data", "style", "script", "library"), (data, *styles[1:], *scripts[1:]), strict=False))
    return {
        "pictured": explore,
        "style": shell.markup(styles[0]),
        "first": shell.markup(scripts[0]),
        "packed": {name: shell.compressed(text) for name, text in waiting.items()},
        "library_license": shell.markup(picture.vis_license(waiting["library"]) if explore else ""),
        "policy": shell.markup(shell.policy(styles, scripts)),
    }


def _data(
    entries: Entries,
    network: "nx.MultiDiGraph[str]",
    findings: Findings,
    pictures: Pictures,
    citations: Mapping[str, str],
) -> dict[str, Any]:
    """Give what the scripts need beside the words that stand in the document."""
    explored = pictures.explore
    model = picture.model(network, findings, explored) | {"marks": marks.MARKS} if explored else None
    spoken = {name: text for name, text in words.WORDS.items() if name in words.SPOKEN_BY_SCRIPT}
    certainties = [[name, sentences.CERTAINTY[name]] for name in sentences.CERTAINTY]
    facts = entries.claim_facts(citations), entries.concept_facts()
    return {**packing.packed(*facts, model), "words": spoken, "certainties": certainties, "looks": marks.CLASSES}


def _filters(entries: Entries) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give each filter as its name, its heading and its choices, each a value and words, of those that occur."""
    claims = entries.records
    kinds = {entry.kind: entry.kind_words for entry in entries.concepts()}
    readings = Counter(local_name(claim.reading) for claim in claims)
    certainties = Counter(local_name(claim.certainty) for claim in claims)
    choices = {
        "section": list(entries.sections().items()),
        "kind": [(kind, _kind_words(kind, kinds)) for kind in marks.MARKS if kind in kinds],
        "certainty": [(name, sentences.CERTAINTY.get(name, name)) for name in _known_first(marks.DASHES, certainties)],
        "reading": [(name, sentences.READING.get(name, name)) for name in _known_first(sentences.READING, readings)],
    }
    if entries.literature:
        choices["literature"] = [(name, name) for name in standings(entries.literature, STANDINGS)]
    return [(name, words.WORDS[name], offered) for name, offered in choices.items()]


def _known_first(order: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    return [*(name for name in order if name in found), *sorted(set(found) - set(order))]


def _kind_words(kind: str, kinds: Mapping[str, str]) -> str:
    return words.WORDS["other_kind"] if kind == marks.OTHER else kinds[kind]


def _view_titles(entries: Entries, views: Mapping[str, View]) -> list[tuple[str, str]]:
    """Give the pictures to explore: everything, then the sections."""
    titles = {"all": words.WORDS["all_view"]}
    titles |= {f"section={name}": said for name, said in entries.sections().items()}
    return [(name, title) for name, title in titles.items() if name in views]
