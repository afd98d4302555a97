"""Rows as people read them: a term with its label beside it, and a table for a notebook."""

from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.errors import visible
from graph.vocabulary import shorten

Term = NamedNode | BlankNode | Literal
MOST = 60
"""A notebook shows no more rows than these, and says so."""
_NUMBERS = {"integer", "decimal", "double", "float", "int", "long", "gYear"}


def plain(term: Term | None) -> str:
    """Give the text of a term, as it is."""
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def labelled(term: Term | None, labels: Mapping[str, str]) -> str:
    """Give a term for people: an IRI by its label, with its CURIE where more than one thing may have that label.

    >>> labelled(NamedNode("https://w3id.org/findings-graph/concept/anxiety"), {})
    'concept:anxiety'
    """
    if not isinstance(term, NamedNode):
        return visible(plain(term))
    short = shorten(term.value)
    label = labels.get(term.value)
    if label is None or short.startswith("claim:"):
        return visible(short)
    return visible(label if short.startswith(("f:", "eco:")) else f"{label} ({short})")


def to_html(
    variables: Sequence[str], rows: Sequence[Sequence[Term | None]], count: int, labels: Mapping[str, str]
) -> str:
    """Give rows as an HTML table; every text in it is escaped.

    Parameters
    ----------
    variables : sequence of str
        The heads of the columns.
    rows : sequence of rows
        Those that are shown.
    count : int
        How many there are in all; the table says how many of them it shows.
    labels : mapping of str to str
        Words for IRIs.
    """
    heads = "".join(f'<th scope="col" style="text-align:left">{_text(name)}</th>' for name in variables)
    body = "\n".join(f"<tr>{''.join(_cell(term, labels) for term in row)}</tr>" for row in rows)
    said = f"{len(rows)} of {count} rows" if len(rows) < count else f"{count} {'row' if count == 1 else 'rows'}"
    more = "; .rows has all of them" if len(rows) < count else ""
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n<p>{said}{more}</p>"


def _cell(term: Term | None, labels: Mapping[str, str]) -> str:
    is_number = isinstance(term, Literal) and term.datatype.value.rsplit("#", 1)[-1] in _NUMBERS
    title = f' title="{_text(term.value)}"' if isinstance(term, NamedNode) else ""
    side = "right" if is_number else "left"
    return f'<td style="text-align:{side}"{title}><bdi>{_text(labelled(term, labels))}</bdi></td>'


def _text(text: str) -> str:
    from html import escape

    return escape(visible(text))
