"""The page of a claim that was withdrawn: that it was, when, and what took its place; not what it said."""

from pyoxigraph import Triple

from graph.ask import Triples
from graph.things.known import Known
from graph.things.parts import Thing, Value
from graph.things.values import Values, group, groups
from graph.things.words import FORMATS, WORDS
from graph.vocabulary import local_name


def page(iri: str, values: Values) -> Thing:
    """Make the page."""
    known, to = values.known, values.to
    address = known.addresses[iri]
    instead = group(WORDS["instead"], map(values.claim, known.replacing[iri]))
    title = WORDS["gone"].format(name=local_name(iri))
    return Thing(
        address,
        title,
        WORDS["claim"],
        iri,
        local_name(iri),
        crumbs=(Value(WORDS["contents"], to.page(to.start)), Value(title)),
        lead=(Value(WORDS["gone_on"].format(date=date(iri, known))),),
        groups=groups(instead),
        notes=() if instead.values else (WORDS["gone_for_good"],),
        forms=tuple((words, to.file(f"{address}.{suffix}")) for suffix, words in FORMATS),
    )


def data(iri: str, known: Known) -> Triples:
    """Give the day, and what takes its place."""
    return sorted({known.withdrawn[iri], *known.referring.get(iri, ())}, key=str)


def date(iri: str, known: Known) -> str:
    """Give the day on which a claim was withdrawn."""
    return _text(known.withdrawn[iri])


def _text(triple: Triple) -> str:
    return str(getattr(triple.object, "value", triple.object))
