"""The page to ask from: named questions as forms, an editor, answers with labels and pictures.

YASGUI is its editor where `scripts/workbench` has put it into the assets; elsewhere a text field does the rest.
"""

import gzip
import os
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from graph import names, questions, resources
from graph.page import sketch
from graph.serve import pages, policy
from graph.serve.served import Served
from graph.vocabulary import BASE, PREFIXES

SCRIPTS = ("query.js", "named.js", "plain.js", "mend.js", "tabs.js", "start.js")
COMPLETED = ("term", "concept", "study", "source", "claim", "basis")
"""The kinds whose names the editor completes."""
FOLDER = os.path.join(resources.ASSETS, "workbench")
_SCRIPT, _STYLE, LICENSES = "yasgui.js", "yasgui.css", "LICENSES.txt"
_MEDIA = {_SCRIPT: "text/javascript; charset=utf-8", LICENSES: "text/plain; charset=utf-8"}
_MOST_EXAMPLES = 200


class Editor(NamedTuple):
    """YASGUI: the address of its script and of its licenses on this server, and the digest a browser holds it to."""

    path: str
    integrity: str
    licenses: str


class Part(NamedTuple):
    """A file as it is and compressed, with its media type."""

    content: bytes
    compressed: bytes
    media_type: str


@cache
def find_editor(folder: str = FOLDER) -> Editor | None:
    """Give YASGUI, or None if this installation is without it."""
    if not all(os.path.isfile(os.path.join(folder, name)) for name in (_SCRIPT, _STYLE, LICENSES)):
        return None
    digest = policy.digest(_read(folder, _SCRIPT))
    # With the digest in its address the script can be kept for good, and another version is asked for anew.
    return Editor(f"/workbench/{_SCRIPT}?{quote(digest, safe='')}", digest, f"/workbench/{LICENSES}")


@cache
def part(name: str, folder: str = FOLDER) -> Part | None:
    """Give a file of YASGUI that is served by itself."""
    if name not in _MEDIA or find_editor(folder) is None:
        return None
    content = _read(folder, name).encode()
    return Part(content, gzip.compress(content, 6, mtime=0), _MEDIA[name])


def page(served: Served, folder: str = FOLDER) -> str:
    """Give the page, with YASGUI if the folder has it."""
    asked = [
        question
        for question in questions.list_all()
        if all(parameter.kind != "copy" for parameter in question.parameters)
    ][:_MOST_EXAMPLES]
    data = {
        "base": BASE,
        "prefixes": PREFIXES,
        "kinds": names.KINDS,
        "completed": COMPLETED,
        "questions": [_question(question) for question in asked],
    }
    return pages.render(
        "query.html.j2",
        style=_style(folder),
        script=_script(),
        served=served,
        questions=asked,
        data=data,
        editor=find_editor(folder),
    )


def allowed(folder: str = FOLDER) -> str:
    """Give the Content-Security-Policy of the page."""
    editor = find_editor(folder)
    return policy.hashed(_style(folder), _script(), *([editor.integrity] if editor else []))


def _question(question: questions.Question) -> dict[str, object]:
    return {
        "name": question.name,
        "summary": question.summary,
        "description": question.description,
        "parameters": [parameter._asdict() for parameter in question.parameters],
        "example": question.example,
    }


@cache
def _style(folder: str) -> str:
    styles = [pages.style(), sketch.style()]
    if find_editor(folder):
        styles = [_read(folder, _STYLE), *styles, pages.asset("tabs.css")]
    return "\n".join(styles)


@cache
def _script() -> str:
    return "\n".join(pages.asset(name) for name in SCRIPTS)


def _read(folder: str, name: str) -> str:
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()
