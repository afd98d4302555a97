"""From the word a person types to the one thing it names: by IRI, CURIE, last part, label or synonym."""

from pyoxigraph import Literal

from graph.ask import Ask, is_iri, value, values
from graph.errors import NotFoundError, nearest
from graph.vocabulary import PREFIXES, TERM, expand, local_name, shorten

_THINGS = {
    "concept": "?s a skos:Concept",
    "claim": "?s a f:Claim",
    "study": "?s a f:Study",
    "passage": "?s a f:Passage",
    "gap": "?s a f:Gap",
    "remark": "?s a f:Remark",
}
_PATTERNS = {**_THINGS, "source": "?passage oa:hasSource ?s", "cohort": "?s a f:Cohort"}
_TERMS = {
    "basis": (TERM.Basis,),
    "hedge": (TERM.Doubt, TERM.Limit),
    "reading": (TERM.Reading,),
    "standing": (TERM.Standing,),
}
KINDS = (*_PATTERNS, *_TERMS, "term")
MANY = 20_000
_LABELS = "skos:prefLabel|rdfs:label"


def resolve(ask: Ask, word: str, kind: str) -> str:
    """Find the IRI that a word names.

    Parameters
    ----------
    ask : Ask
        What answers.
    word : str
        ``secure-attachment``, ``concept:secure-attachment``, a full IRI, or a label in any case.
    kind : str
        One of `KINDS`.

    Returns
    -------
    str
        The full IRI.

    Raises
    ------
    NotFoundError
        If nothing of that kind has that name; the message gives the nearest.
    """
    if kind == "term":
        return _term(word)
    if kind in _TERMS:
        return _term_of_kind(ask, word, kind)
    exact = _exact(ask, word, kind)
    if exact:
        return exact
    if _are_many(ask, kind):
        return _by_label(ask, word, kind)
    known = _known(ask, kind)
    wanted = " ".join(word.split()).casefold()
    preferred = _known(ask, kind, _LABELS)
    for named in (preferred, known):  # a concept's own label before another's synonym
        for iri, labels in named.items():
            if wanted in labels or wanted == local_name(iri).casefold():
                return iri
    _refuse_other_kinds(ask, word, kind)
    words = {shown: shown for iri, labels in known.items() for shown in (local_name(iri), *sorted(labels))}
    raise NotFoundError(f"no {kind} '{word}'", advice=nearest(wanted, list(words)) or f"findings search '{word}'")


def find(ask: Ask, word: str) -> tuple[str, str]:
    """Find a concept, claim, study, passage, gap, remark or source by name, in this order: its kind and IRI.

    Raises
    ------
    NotFoundError
        If nothing has that name.
    """
    for kind in (*_THINGS, "source"):
        if exact := _exact(ask, word, kind):
            return kind, exact
    for kind in (*_THINGS, "source"):
        try:
            return kind, resolve(ask, word, kind)
        except NotFoundError:
            continue
    few = [kind for kind in ("concept", "claim", "study") if not _are_many(ask, kind)]
    known = [local_name(iri) for kind in few for iri in _known(ask, kind)]
    labels = [label for kind in few[:1] for found in _known(ask, kind).values() for label in sorted(found)]
    advice = nearest(word.casefold(), known + labels) or f"findings search '{word}'"
    raise NotFoundError(f"nothing is called '{word}'", advice=advice)


def of_kind(ask: Ask, kind: str) -> list[str]:
    """Give the IRI of everything of a kind, in order; of ``term`` the vocabulary."""
    if kind == "term":
        return [PREFIXES["f"] + name for name in TERM]
    pattern = f"{values('class', _TERMS[kind])} ?s a ?class" if kind in _TERMS else _PATTERNS[kind]
    rows = ask.select(f"SELECT DISTINCT ?s {{ {pattern} FILTER(isIRI(?s)) }} ORDER BY ?s").rows
    return [value(term) for (term,) in rows]


def _exact(ask: Ask, word: str, kind: str) -> str:
    """Give the IRI, if a word is one of that kind, or the CURIE or the last part of one; else nothing."""
    for guess in (expand(word), PREFIXES["study" if kind == "cohort" else kind] + word):
        if is_iri(guess) and ask.answer(f"ASK {{ {values('s', [guess])} {_PATTERNS[kind]} }}"):
            return guess
    return ""


def _are_many(ask: Ask, kind: str) -> bool:
    """Whether there are more of a kind than can be gone through for one word."""
    counted = f"SELECT (COUNT(*) AS ?n) {{ SELECT ?s {{ {_PATTERNS[kind]} }} LIMIT {MANY + 1} }}"
    return bool(ask.select(counted).dicts()[0]["n"] > MANY)


def _by_label(ask: Ask, word: str, kind: str) -> str:
    """Find one of many by its label as written, or in small letters, or with a capital: an index knows no other.

    Raises
    ------
    NotFoundError
        If none has it.
    """
    written = " ".join(word.split())
    forms = dict.fromkeys((written, written.casefold(), written[:1].upper() + written[1:]))
    labels = " ".join(f"{Literal(form)} {Literal(form, language='en')}" for form in forms)
    for properties in (*_LABELS.split("|"), *(["dcterms:title"] if kind == "source" else [])):
        labeled = f"VALUES ?label {{ {labels} }} ?s {properties} ?label . {_PATTERNS[kind]}"
        if rows := ask.select(f"SELECT ?s {{ {labeled} }} ORDER BY ?s LIMIT 1").rows:
            return str(value(rows[0][0]))
    _refuse_other_kinds(ask, word, kind)
    raise NotFoundError(f"no {kind} '{word}'", advice=f"findings search '{word}'")


def _known(ask: Ask, kind: str, properties: str = f"{_LABELS}|skos:altLabel") -> dict[str, set[str]]:
    properties += "|dcterms:title" if kind == "source" else ""
    rows = ask.select(
        f"SELECT DISTINCT ?s ?label {{ {_PATTERNS[kind]} OPTIONAL {{ ?s {properties} ?label }} }} ORDER BY ?s ?label"
    ).rows
    known: dict[str, set[str]] = {}
    for subject, label in rows:
        known.setdefault(value(subject), set()).update({str(value(label)).casefold()} if label else set())
    return known


def _refuse_other_kinds(ask: Ask, word: str, kind: str) -> None:
    iri = expand(word)
    for other, pattern in _THINGS.items():
        if is_iri(iri) and ask.answer(f"ASK {{ {values('s', [iri])} {pattern} }}"):
            raise NotFoundError(f"'{word}' is a {other}, not a {kind}", advice=f"name a {kind}; findings search WORD")


def _term_of_kind(ask: Ask, word: str, kind: str) -> str:
    """Find a term by name, and see that the vocabulary has it among those of a kind."""
    iri = _term(word)
    known = of_kind(ask, kind)
    if iri not in known:
        terms = ", ".join(shorten(one).removeprefix("f:") for one in known)
        raise NotFoundError(f"'{word}' is no {kind}", advice=f"one of {terms}" if terms else "")
    return iri


def _term(word: str) -> str:
    name = word.removeprefix("f:").removeprefix(PREFIXES["f"])
    if name in TERM:
        return PREFIXES["f"] + name
    iri = expand(word)
    if "://" in iri and is_iri(iri) and not iri.startswith(PREFIXES["f"]):
        return iri
    by_case = {known.casefold(): known for known in TERM}
    if name.casefold() in by_case:
        return PREFIXES["f"] + by_case[name.casefold()]
    raise NotFoundError(f"no term '{word}' in the vocabulary", advice=nearest(name, list(TERM)) or "findings queries")


def listed(ask: Ask, kind: str) -> list[tuple[str, str]]:
    """Give every name of a kind with its label, for completion; ``anything`` gives concepts, claims and studies."""
    kinds = ("concept", "claim", "study") if kind == "anything" else (kind,)
    return sorted((local_name(iri), min(labels, default="")) for k in kinds for iri, labels in _known(ask, k).items())
