"""Pages that are filled for a browser: their template, style and script, and what a browser may run on them."""

import os
from functools import cache

from graph import resources
from graph.serve import policy
from graph.things import document


def render(template: str, **values: object) -> str:
    """Fill a template of the assets; every value is escaped."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(resources.ASSETS)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render({"style": style()} | values)


def allowed() -> str:
    """Give the Content-Security-Policy of the page of a thing."""
    return policy.hashed(document.style())


def style() -> str:
    """Give the style of what the server says itself."""
    return f"{asset('palette.css')}{asset('serve.css')}"


@cache
def asset(name: str) -> str:
    """Give the text of an asset."""
    with open(os.path.join(resources.ASSETS, name), encoding="utf-8") as file:
        return file.read()
