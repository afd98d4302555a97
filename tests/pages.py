"""A page as it is with scripts on, for tests that parse it."""

from urllib.parse import quote

from lxml import html

_PLACES = "//*[starts-with(@id, 'claim=') or starts-with(@id, 'concept=')]"


def parsed(text: str) -> html.HtmlElement:
    """Parse a page, and give its links the addresses to share, as its script does."""
    document = html.document_fromstring(text)
    addresses = {}
    for place in document.xpath(_PLACES):
        kind, _, name = place.get("id").partition("=")
        (short,) = place.xpath("th/a/@id | a/@id")
        addresses[f"#{short}"] = f"#{kind}={quote(name, safe='')}"
    for link in document.xpath("//a[@href]"):
        link.set("href", addresses.get(link.get("href"), link.get("href")))
    return document
