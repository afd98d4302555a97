"""Places in the document: a name for each claim and concept in its address, and a short one that links lead to."""

from base64 import b32encode
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from graph.vocabulary import local_name, shorten

_FEWEST = 3
"""Signs of a short name: with some hundred places most are told apart by so many."""


def unique_names(iris: Iterable[str]) -> dict[str, str]:
    """Give each IRI a name of its own: the last part, or the CURIE if another has that already."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for iri in sorted(iris):
        name = local_name(iri) if local_name(iri) not in taken else shorten(iri)
        names[iri] = name
        taken.add(name)
    return names


def short_names(places: Iterable[str]) -> dict[str, str]:
    """Give each place a short name of its own: capitals and digits, as many of its digest as tell it from the others.

    A link stands in a page a thousand times, so its length counts; made of the place itself, it is the same in the
    next version of a page, or unknown there, but never another's.
    """
    digests = {place: b32encode(sha256(place.encode("utf-8", "replace")).digest()).decode() for place in places}
    length = _FEWEST
    names = {place: digest[:length] for place, digest in digests.items()}
    while shared := {name for name, count in Counter(names.values()).items() if count > 1}:
        length += 1
        names |= {place: digests[place][:length] for place, name in names.items() if name in shared}
    return names
