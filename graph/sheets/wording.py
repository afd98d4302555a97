"""What rules say, in the words that stand above columns and in their lists, where they speak of RDF."""

import re
from functools import cache

from graph.sheets import values
from graph.sheets.columns import SHEETS
from graph.vocabulary import expand

_CURIE = re.compile(r"(?<![\w/-])[a-z]+:[A-Za-z0-9]+(?![\w-])")
_TYPED = re.compile(r'"([^"]*)"\^\^xsd:\w+')


def in_words(text: str, sheet: str = "") -> str:
    """Give a text with properties as headers, terms as the words of lists, and classes as what a row is.

    Parameters
    ----------
    text : str
        What is wrong, or what to try.
    sheet : str
        The sheet that it is about: a property may have another header in another one.

    >>> in_words("take f:heldBy out, or set f:certainty to f:Reported", "claims")
    'take "held by" out, or set "certainty" to "reported"'
    """
    known = _words(sheet)
    plain = _TYPED.sub(r"\1", text)
    return _CURIE.sub(lambda found: f'"{known[iri]}"' if (iri := expand(found[0])) in known else found[0], plain)


@cache
def _words(sheet: str) -> dict[str, str]:
    ordered = sorted(SHEETS.values(), key=lambda found: found.name == sheet)
    known = {iri: found.key for found in ordered for iri in found.types}
    for found in ordered:
        for column in found.columns:
            known |= {iri: values.term_label(iri) for iri in column.choices}
            if column.iri:
                known[column.iri] = column.header
    return known
