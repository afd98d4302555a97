"""A value in a cell to a term of RDF and back. `encode` gives only what `decode` turns into the same term again."""

import re
from functools import cache

from pyoxigraph import Literal, NamedNode

from graph.errors import nearest
from graph.naming import is_plain
from graph.sheets import columns
from graph.sheets.columns import Column, Sheet
from graph.sheets.directory import Directory, folded
from graph.vocabulary import PREFIXES, TERM, expand, local_name, shorten

_XSD = PREFIXES["xsd"]
_LEXICAL = {
    columns.INTEGER: (re.compile(r"[+-]?\d+"), "a whole number"),
    columns.DECIMAL: (re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"), "a number such as 13 or 0.5"),
    columns.BOOLEAN: (re.compile(r"true|false|1|0"), "true or false"),
}
_DATES = {"date": r"-?\d{4}-\d\d-\d\d", "gYearMonth": r"-?\d{4}-\d\d", "gYear": r"-?\d{4}"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_YES = {"yes": "true", "no": "false", "x": "true"}
_EXCEL_EPOCH = (1899, 12, 30)
_DAYS = range(20_000, 80_000)
_HAZARDS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_DOI = re.compile(r"(?:doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
LONGEST = 30_000


class ValueFaultError(ValueError):
    """A value that cannot stand in its column; `cure` says what could."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(what)
        self.what, self.cure = what, cure


def decode(column: Column, word: str, names: Directory, language: str = columns.LANGUAGE) -> Literal | NamedNode:
    """Turn one value of a cell into a term.

    Parameters
    ----------
    column : Column
        What the value stands below.
    word : str
        The value, without white space around it.
    names : Directory
        What can be named.
    language : str
        Of text.

    Raises
    ------
    ValueFaultError
        If the value is none for this column.
    """
    if column.kind == columns.TEXT:
        return Literal(word, language=language)
    if column.kind in {columns.NAME, columns.WORD, columns.PROPERTY, columns.IRI}:
        return NamedNode(_node(column, word, names))
    if column.kind == columns.STRING:
        return _string(column, word)
    return _date(word) if column.kind == columns.DATE else _typed(column, word)


def _node(column: Column, word: str, names: Directory) -> str:
    if column.kind == columns.NAME:
        return _named(column, word, names)
    if column.kind == columns.WORD:
        return _chosen(column, word)
    return _property(word) if column.kind == columns.PROPERTY else iri(word)


def encode(column: Column, term: object, names: Directory, language: str = columns.LANGUAGE) -> str | None:
    """Give the word for a term in a column, or None if no word there would give exactly that term again."""
    word = _word(column, term, names)
    if not word or word != word.strip() or _HAZARDS.search(word) or len(word) > LONGEST:
        return None
    if column.is_split and "|" in word:
        return None
    try:
        return word if decode(column, word, names, language) == term else None
    except ValueError:
        return None


def row_iri(sheet: Sheet, word: str) -> str:
    """Give the IRI of a row by the word in its first column: a plain name, or an IRI.

    Raises
    ------
    ValueFaultError
        If it is neither.
    """
    return sheet.namespace + word if is_plain(word) else iri(word)


def iri(word: str) -> str:
    """Read an IRI, in full or with a prefix of the project; a DOI that is no link is met with the link.

    Raises
    ------
    ValueFaultError
        If it is none.
    """
    if doi := _DOI.fullmatch(word):
        raise ValueFaultError("a DOI that is no link", f"https://doi.org/{doi[1]}")
    found = expand(word.removeprefix("<").removesuffix(">"))
    scheme, colon, rest = found.partition(":")
    if not colon or not rest or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        raise ValueFaultError("no address", "write it in full: https://…")
    try:
        return str(NamedNode(found).value)
    except ValueError as error:
        raise ValueFaultError("no valid IRI", "take out spaces and signs such as < > { }") from error


@cache
def vocabulary() -> dict[str, tuple[str, str]]:
    """Give label and definition of every term of the shipped vocabulary, by IRI."""
    import os

    from graph import rdf, resources

    label, definition = f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}definition"
    found: dict[str, dict[str, str]] = {}
    for quad in rdf.read(os.path.join(resources.DATA, "vocabulary.ttl")):
        if quad.predicate.value in {label, definition} and isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject.value, {})[quad.predicate.value] = str(quad.object.value)  # type: ignore[union-attr]
    return {iri: (said.get(label, local_name(iri)), said.get(definition, "")) for iri, said in found.items()}


def term_label(iri: str) -> str:
    """Give the label of a term of the vocabulary, or its last part."""
    return vocabulary().get(iri, (local_name(iri), ""))[0]


def type_word(iri: str) -> str:
    """Give the word for a class: ``article``."""
    return local_name(iri).lower()


def as_date(number: str) -> str:
    """Give the day that Excel stores as a number, as an ISO date, or nothing."""
    import datetime

    whole = re.fullmatch(r"(\d{5})(?:\.0+)?", number)
    if not whole or int(whole[1]) not in _DAYS:
        return ""
    return (datetime.date(*_EXCEL_EPOCH) + datetime.timedelta(days=int(whole[1]))).isoformat()


def _word(column: Column, term: object, names: Directory) -> str:
    if isinstance(term, Literal):
        return term.value
    if not isinstance(term, NamedNode):
        return ""
    if column.kind == columns.NAME:
        return names.word(column.sheet, term.value) if names.has(column.sheet, term.value) else ""
    if column.kind == columns.WORD:
        return term_label(term.value)
    if column.kind == columns.PROPERTY:
        return term_label(term.value) if term.value.startswith(PREFIXES["f"]) else shorten(term.value)
    return shorten(term.value)


def _string(column: Column, word: str) -> Literal:
    if column.header == "sha256" and not _DIGEST.fullmatch(word):
        raise ValueFaultError("no digest: 64 hexadecimal digits in lower case", "findings passages COPY gives it")
    return Literal(word)


def _named(column: Column, word: str, names: Directory) -> str:
    found = names.find(column.sheet, word)
    if len(found) == 1:
        return found[0]
    kind = columns.SHEETS[column.sheet].key
    if found:
        raise ValueFaultError(f"{len(found)} things are called that", f"write one of {', '.join(map(shorten, found))}")
    near = names.near(column.sheet, word)
    row = f"add a row to the sheet {column.sheet}, or name the graph that has it: --data FILE.ttl"
    raise ValueFaultError(f"no {kind} of that name", f"{near}; or {row}" if near else row)


@cache
def _choices(choices: tuple[str, ...]) -> dict[str, str]:
    words: dict[str, str] = {}
    for found in choices:
        label = term_label(found)
        words |= dict.fromkeys(map(folded, (label, local_name(found), shorten(found), found)), found)
    return words


def _chosen(column: Column, word: str) -> str:
    known = _choices(column.choices)
    if folded(word) in known:
        return known[folded(word)]
    labels = [term_label(found) for found in column.choices]
    near = nearest(folded(word), labels)
    raise ValueFaultError(f"no {column.header}", "; ".join(filter(None, (near, f"one of {', '.join(labels)}"))))


@cache
def _properties() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in TERM:
        term = PREFIXES["f"] + name
        if name[0].islower():
            found |= dict.fromkeys((folded(term_label(term)), folded(name), folded(f"f:{name}")), term)
    return found


def _property(word: str) -> str:
    if folded(word) in _properties():
        return _properties()[folded(word)]
    if word.partition(":")[0] in PREFIXES or "://" in word:
        return iri(word)
    raise ValueFaultError("no property", nearest(folded(word), list(_properties())) or "relation, subject, age, …")


def _typed(column: Column, word: str) -> Literal:
    pattern, described = _LEXICAL[column.kind]
    text = _YES.get(word.lower(), word.lower()) if column.kind == columns.BOOLEAN else word
    if not pattern.fullmatch(text):
        raise ValueFaultError(f"not {described}", f"write {described}")
    return Literal(text, datatype=NamedNode(_XSD + column.kind))


def _date(word: str) -> Literal:
    for name, pattern in _DATES.items():
        if re.fullmatch(pattern, word):
            _refuse_impossible(name, word)
            return Literal(word, datatype=NamedNode(_XSD + name))
    if day := as_date(word):
        raise ValueFaultError("the number by which Excel stores a day", f"format the cell as text and write {day}")
    raise ValueFaultError("no date", "write 2019-09-21, 2019-09 or 2019")


def _refuse_impossible(name: str, word: str) -> None:
    import datetime

    padded = {"date": word, "gYearMonth": f"{word}-01", "gYear": f"{word}-01-01"}[name]
    try:
        datetime.date.fromisoformat(padded.lstrip("-"))
    except ValueError as error:
        raise ValueFaultError("no day of the calendar", "write 2019-09-21, 2019-09 or 2019") from error
