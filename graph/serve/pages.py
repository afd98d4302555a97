"""Pages to read, from templates, with one style and one script that the browser knows by their digests."""

import os
from functools import cache

from graph import resources
from graph.serve import policy


def render(template: str, **values: object) -> str:
    """Fill a template of the assets; every value is escaped."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(resources.ASSETS)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render({"style": asset("serve.css")} | values)


@cache
def asset(name: str) -> str:
    """Give the text of an asset."""
    with open(os.path.join(resources.ASSETS, name), encoding="utf-8") as file:
        return file.read()


def allowed() -> str:
    """Give the Content-Security-Policy of a page without a script."""
    return policy.hashed(asset("serve.css"))
