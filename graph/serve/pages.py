"""Pages to read, from templates, with one style and one script that the browser knows by their digests."""

import os
from functools import cache

from graph import questions, resources
from graph.serve import policy
from graph.serve.served import Served

_MOST_EXAMPLES = 100


def render(template: str, **values: object) -> str:
    """Fill a template of the assets; every value is escaped."""
    from jinja2 import Environment, FileSystemLoader

    loader = FileSystemLoader(resources.ASSETS)
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(template).render({"style": asset("serve.css")} | values)


def editor(served: Served) -> str:
    """Give the page to ask from, with the named questions as examples."""
    examples = [
        {"name": question.name, "summary": question.summary, "query": question.text}
        for question in questions.list_all()
        if all(parameter.kind != "copy" for parameter in question.parameters)
    ]
    script = asset("query.js")
    return render("query.html.j2", served=served, examples=examples[:_MOST_EXAMPLES], script=script)


def allowed(*, with_script: bool = False) -> str:
    """Give the Content-Security-Policy of a page."""
    return policy.hashed(asset("serve.css"), asset("query.js") if with_script else "")


@cache
def asset(name: str) -> str:
    """Give the text of an asset."""
    with open(os.path.join(resources.ASSETS, name), encoding="utf-8") as file:
        return file.read()
