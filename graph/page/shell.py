"""What every page is made of: our style and scripts, escaped data, a policy that lets nothing else run, a template."""

import re
from base64 import b64encode
from collections.abc import Sequence
from gzip import compress
from hashlib import sha256
from json import dumps
from os.path import join
from typing import Any

from graph import cite, sentences
from graph.claims import Findings
from graph.errors import DataError
from graph.page import marks, words
from graph.resources import ASSETS

_BEFORE_TAG = re.compile(r"\s*\n\s*<")
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def asset(name: str) -> str:
    """Read a style or script of ours, without indentation and comment lines."""
    with open(join(ASSETS, name), encoding="utf-8") as file:
        return "\n".join(line for line in map(str.strip, file) if line and not line.startswith("// "))


def small_style(text: str) -> str:
    """Give a style that says the same in fewer signs."""
    from rcssmin import cssmin

    return str(cssmin(text))


def small_script(text: str) -> str:
    """Give a script that does the same in fewer signs."""
    from rjsmin import jsmin

    return str(jsmin(text))


def small_page(text: str) -> str:
    """Give HTML without the line breaks before tags: what stands in a line parts words, a line break only tags."""
    return _BEFORE_TAG.sub("<", text)


def policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """Give a Content-Security-Policy that allows exactly these styles and these scripts, and no request."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def as_json(data: Any) -> str:
    """Give JSON that can stand inside a script element whatever strings it holds."""
    return dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).translate(_ESCAPES)


def as_script(text: str) -> str:
    """Give a script that is not ours back, if it can stand inside a script element.

    Raises
    ------
    DataError
        If it would end the element.
    """
    if "</script" in text.lower() or "<!--" in text:
        raise DataError("the vis-network of this pyvis cannot stand inside a page", advice="pip install pyvis==0.3.2")
    return text


def compressed(text: str) -> str:
    """Give text as gzip in base64: a third of it, and no work for a browser until it is wanted."""
    return b64encode(compress(text.encode(), 9, mtime=0)).decode()


def markup(text: str) -> Any:
    """Say of a text that it is markup: for our own files, and for JSON that `as_json` has escaped."""
    from markupsafe import Markup

    return Markup(text)


def license_of(findings: Findings) -> str:
    """Say under what license the claims may be used, as the data declares it; nothing if it does not."""
    declared = "; ".join(cite.licenses(findings.datasets))
    return words.WORDS["license"].format(license=declared) if declared else ""


def template(name: str, **named: Any) -> Any:
    """Open a template that escapes whatever is put into it, with the words and marks of the page and `named`."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(ASSETS, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update({"words": words, "w": words.WORDS, "marks": marks, "sentences": sentences} | named)
    environment.filters |= {"thousands": "{:,}".format, "look": marks.look}
    return environment.get_template(name)


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
