"""What every sentence is put together with."""

import re
from collections.abc import Iterable

from graph.claims import Findings
from graph.vocabulary import local_name

_DATED = re.compile(r"(?:the\b|about\b|around\b|\d{4}(?!s)|\w+ \d{4}(?!s)|\d+ \w+ \d{4}(?!s))", re.IGNORECASE)


def quoted(iri: str, findings: Findings) -> str:
    """Quote a claim by its label, with its name after it."""
    label = findings.labels.get(iri)
    return f'"{label.rstrip(".")}" ({local_name(iri)})' if label else local_name(iri)


def listed(words: Iterable[str]) -> str:
    """List words with commas and an "and"."""
    items = list(words)
    return items[0] if len(items) == 1 else " and ".join((", ".join(items[:-1]), items[-1])) if items else ""


def capital(sentence: str) -> str:
    """Begin with a capital."""
    return sentence[:1].upper() + sentence[1:]


def time(words: str) -> str:
    """Give a time as it stands after "in": a decade or a part of something with its article."""
    return words if _DATED.match(words) else f"the {words}"


def spaced(name: str) -> str:
    """Give a name in camel case as words."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
