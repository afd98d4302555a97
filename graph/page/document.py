"""The page put together: template, style and scripts in one file, and the policy that lets nothing else run."""

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from gzip import compress
from hashlib import sha256
from json import dumps
from os.path import join
from typing import TYPE_CHECKING, Any

from graph import sentences
from graph.claims import Findings
from graph.page import marks, packing, picture, words
from graph.page.drawn import Pictures
from graph.page.entries import Entries
from graph.page.literature import WIDTH, Evidence, standings
from graph.page.steps import Steps
from graph.resources import ASSETS
from graph.standing import STANDINGS
from graph.views import View
from graph.vocabulary import local_name

if TYPE_CHECKING:
    import networkx as nx

SCRIPTS = ("first.js", "page.js", "panel.js", "reading.js", "explore.js", "saving.js")
CROWDED = 300
"""More concepts than this are more than one picture can show well, and the page says so."""

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def render(
    network: "nx.MultiDiGraph[str]",
    findings: Findings,
    pictures: Pictures,
    title: str = "Findings Graph",
    literature: Mapping[str, Evidence] | None = None,
    citations: Mapping[str, str] | None = None,
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
    entries = Entries(network, findings, literature)
    steps = Steps(entries, pictures)
    library = picture.vis_script() if pictures.explore else ""
    first, *scripts = [_asset(name) for name in SCRIPTS if library or name != "explore.js"]
    style = "\n".join((_asset("page.css"), marks.style()))
    filled: str = _template().render(
        title=title,
        entries=entries,
        steps=steps.sections(),
        chart=steps.chart(),
        network=network.graph,
        filters=_filters(entries),
        pictured=bool(library),
        crowded=len(network) if len(network) > CROWDED else 0,
        views=_view_titles(entries, pictures.explore),
        style=_markup(style),
        data=_markup(as_json(_data(entries, network, findings, pictures, citations or {}))),
        first=_markup(first),
        scripts=[_markup(script) for script in scripts],
        library=_compressed(library),
        license=_markup(picture.vis_license(library) if library else ""),
        policy=policy(style, [first, *scripts, *filter(None, [library])]),
    )
    return filled


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
    return {**packing.packed(*facts, model), "words": spoken, "certainties": certainties}


def policy(style: str, scripts: list[str]) -> str:
    """Give a Content-Security-Policy that allows exactly this style and these scripts, and no request."""
    allowed = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def as_json(data: Any) -> str:
    """Give JSON that can stand inside a script element whatever strings it holds."""
    return dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).translate(_ESCAPES)


def _asset(name: str) -> str:
    with open(join(ASSETS, name), encoding="utf-8") as file:
        return "\n".join(line for line in map(str.strip, file) if line and not line.startswith("// "))


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _compressed(text: str) -> str:
    """Give text as gzip in base64: a third of it, and no work for a browser until it is wanted."""
    return b64encode(compress(text.encode(), 9, mtime=0)).decode()


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # our own files, and JSON that as_json has escaped


def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(ASSETS, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, w=words.WORDS, marks=marks, sentences=sentences, plot_width=WIDTH)
    return environment.get_template("page.html.j2")


def _filters(entries: Entries) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give each filter as its name, its heading and its choices, each a value and words, of those that occur."""
    claims = entries.records
    kinds = {entry.kind: entry.kind_words for entry in entries.concepts()}
    readings = Counter(local_name(claim.reading) for claim in claims)
    certainties = Counter(local_name(claim.certainty) for claim in claims)
    choices = {
        "section": [(str(number), name) for number, name in entries.sections().items()],
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
    titles |= {f"section={number}": name for number, name in entries.sections().items()}
    return [(name, title) for name, title in titles.items() if name in views]
