"""SPARQL text: prefixes supplied, hazards refused by name, faults told with line and column."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from graph.errors import Place, QueryError, nearest
from graph.vocabulary import PREFIXES, TERM

DEEPEST = 100
LONGEST = 2000
_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"' r"|'(?:[^'\\\n]|\\.)*'" r"|<[^<>\"{}|^`\x00-\x20]*>|#[^\n\r]*|\\.",
    re.DOTALL,
)  # fmt: skip
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*)\s*:", re.IGNORECASE)
_USED = re.compile(r"(?<![\w?$:.-])([A-Za-z][\w.-]*|):(?=[\w%\\-]|\s|[)}\].;,]|$)")
_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s+[\w.-]*\s*:\s*|BASE\s*))*\s*(\w+)", re.IGNORECASE)
# Compiled, and kept by `re`, when they are wanted: most queries want none of them.
_NAMES = r"[?$]\w+|(?<=:)\w[\w-]*"
_TERMS = r"(?<![\w?$:.-])f:([A-Za-z]\w*)"
_SPACE = r"(?:\s|#[^\n\r]*[\n\r])*"
_FROM = rf"(?i){_SPACE}(NAMED)?{_SPACE}(?:<([^<>\s]*)>|([^\s{{]*))"
_SERVICE = rf"(?i){_SPACE}(?:SILENT)?{_SPACE}<([^<>\s]*)>"
_OPERATORS = r"(?i)[+*/!|^&=<-]|\b(?:UNION|OPTIONAL|FILTER|BIND|MINUS|GRAPH|VALUES|EXISTS|IN|AS)\b"
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_FORMS = ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE")
_CLAUSES = (
    *("WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "VALUES", "GRAPH", "FROM", "DISTINCT", "REDUCED"),
    *("GROUP BY", "ORDER BY", "HAVING", "LIMIT", "OFFSET", "EXISTS", "NOT EXISTS", "COUNT", "PREFIX"),
)


@lru_cache(maxsize=4)
def skeleton(query: str) -> str:
    """Blank out strings, IRIs and comments, keeping every position: what is left can be searched for keywords."""
    return _QUOTED.sub(_blank, query)


def with_prefixes(query: str) -> str:
    """Declare the known prefixes that a query uses and does not declare, on its first line: line numbers stay."""
    return _missing(skeleton(query)) + query


@lru_cache(maxsize=16)
def _missing(bare: str) -> str:
    missing = {p for p in _USED.findall(bare) if p in PREFIXES} - set(_DECLARED.findall(bare))
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in sorted(missing))


def is_ordered(query: str) -> bool:
    """Whether the query says in which order its rows come."""
    return _has(query, "ORDER") and re.search(r"\bORDER\s+BY\b", skeleton(query), re.IGNORECASE) is not None


def form(query: str) -> str:
    """Give the form of a query in capitals: SELECT, CONSTRUCT, ASK or DESCRIBE; nothing if it has none."""
    found = _PROLOGUE.match(skeleton(query))
    return found[1].upper() if found else ""


def uses_named_graphs(query: str) -> bool:
    """Whether the query asks for a graph other than the default one."""
    return _has(query, "GRAPH|FROM") and _has(_keywords(query), "GRAPH|FROM")


def unknown_terms(query: str) -> list[str]:
    """List the names after ``f:`` that the vocabulary does not have, unless the query declares that prefix itself.

    >>> unknown_terms('SELECT ?c { ?c f:certanty f:Guessed . FILTER(?x != "f:Gessed") }')
    ['certanty']
    """
    bare = skeleton(query)
    if "f" in _DECLARED.findall(bare):
        return []
    return [name for name in dict.fromkeys(re.findall(_TERMS, bare)) if name not in TERM]


def dataset(query: str) -> list[tuple[bool, str]]:
    """Give (is it NAMED, IRI) of each ``FROM <…>``; one with a prefix has no IRI here and comes as written."""
    found = []
    for clause in re.finditer(r"FROM", _keywords(query), re.IGNORECASE) if _has(query, "FROM") else ():
        named, iri, short = re.compile(_FROM).match(query, clause.end()).groups()  # type: ignore[union-attr]  # it matches all
        found.append((bool(named), iri if iri is not None else short))
    return found


def is_steady(query: str) -> bool:
    """Whether the same query has the same answer next time: it asks neither for the time, nor chance, nor others."""
    unsteady = "NOW|RAND|UUID|SERVICE"
    return not (_has(query, unsteady) and _has(_keywords(query), unsteady))


def may_be_hazardous(query: str) -> bool:
    """Whether `refuse_hazards` must look at a query, updates aside: at a glance, and rather once too often.

    >>> may_be_hazardous("SELECT * { ?s ?p ?o }"), may_be_hazardous("SELECT * { Service <urn:x> { ?s ?p ?o } }")
    (False, True)
    """
    return len(query) > LONGEST or sum(map(query.count, "{([")) > DEEPEST or _has(query, "SERVICE")


def refuse_hazards(query: str, name: str = "query", services: Collection[str] = ()) -> None:
    """Refuse what an answer must never depend on.

    Parameters
    ----------
    query : str
        SPARQL text.
    name : str
        The file that messages speak of.
    services : collection of str
        The addresses that SERVICE may ask; none, unless somebody allowed them.

    Raises
    ------
    QueryError
        If the text is an update, calls SERVICE, is empty, is nested deeper than `DEEPEST`, or has more than `LONGEST`
        operators.
    """
    bare = skeleton(query)
    form = _PROLOGUE.match(bare)
    if form is None:
        raise QueryError("an empty query", Place(name), f"begin with {', '.join(_FORMS)}")
    if form[1].upper() in _UPDATES:
        raise QueryError(
            f"{form[1].upper()} is an update; the graph is read-only here",
            _place(query, name, form.start(1)),
            "change the data files and run findings check",
        )
    services_asked = re.finditer(r"SERVICE", _keywords(query), re.IGNORECASE) if _has(query, "SERVICE") else ()
    for service in services_asked:  # engines need no space before it
        asked = re.compile(_SERVICE).match(query, service.end())
        if asked and asked[1] in services:
            continue
        raise QueryError(
            "SERVICE asks another server; no network is used here",
            _place(query, name, service.start()),
            f"only {', '.join(sorted(services))} may be asked"
            if services
            else "ask that server by itself and join the rows",
        )
    if sum(map(bare.count, "{([")) <= DEEPEST:
        brackets: Iterable[re.Match[str]] = ()
    else:
        brackets = re.finditer(r"[{}()\[\]]", bare)
    depth = 0
    for bracket in brackets:
        depth += 1 if bracket[0] in "{([" else -1
        if depth > DEEPEST:
            raise QueryError(f"nested deeper than {DEEPEST}", _place(query, name, bracket.start()), "flatten the query")
    if len(query) > LONGEST:
        _refuse_long(query, name)


def _refuse_long(query: str, name: str) -> None:
    """Refuse what an engine would take for deep nesting: very many operators or parts in a row crash it."""
    for count, operator in enumerate(re.finditer(_OPERATORS, _keywords(query)), 1):
        if count > LONGEST:
            raise QueryError(
                f"more than {LONGEST} operators or parts", _place(query, name, operator.start()), "split the query"
            )


def _has(text: str, words: str) -> bool:
    """Whether one of the words, joined by ``|`` and of ASCII letters, stands anywhere in a text, in any case."""
    folded = text.casefold()
    return any(word in folded for word in words.casefold().split("|"))


@lru_cache(maxsize=4)
def _keywords(query: str) -> str:
    """Blank out names too, so that no part of one is taken for a keyword."""
    return re.sub(_NAMES, _blank, skeleton(query))


def _blank(found: re.Match[str]) -> str:
    text = found[0]
    return re.sub(r"[^\n]", " ", text) if "\n" in text else " " * len(text)


def located(error: SyntaxError, query: str, name: str = "query") -> QueryError:
    """Turn an engine's refusal into what, where and what next.

    Parameters
    ----------
    error : SyntaxError
        What pyoxigraph raised for ``with_prefixes(query)``.
    query : str
        The text as the person wrote it.
    name : str
        The file that messages speak of.
    """
    bare = skeleton(query)
    declared = set(_DECLARED.findall(bare)) | set(PREFIXES)
    for used in _USED.finditer(bare):
        if used[1] not in declared:
            advice = nearest(used[1], list(PREFIXES)) or f"begin the query with PREFIX {used[1]}: <…>"
            return QueryError(f"prefix '{used[1]}:' is not declared", _place(query, name, used.start()), advice)
    at = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if at is None:
        return QueryError(str(error), Place(name))
    line, column = int(at[1]), int(at[2])
    if line == 1:
        column = max(1, column - (len(with_prefixes(query)) - len(query)))
    exact = not re.fullmatch(r"expected (?:one of )?[A-Z_]+(?:, [A-Z_]+)*", at[3])
    place = (None if exact else _by_rdflib(query, name)) or _at(query, name, line, column)
    return _error(at[3], bare, place, exact=exact)


def _error(expected: str, bare: str, place: Place, *, exact: bool) -> QueryError:
    rest = place.source[(place.column or 1) - 1 :].strip()
    found = re.match(r"[?$]?\w+|\S", rest)
    at_end = place.column == len(place.source)
    what = f"unexpected '{found[0]}'" if found else "the query ends too early"
    if found and at_end:
        opening = "incomplete before" if found[0] in "}])" else "the query ends too early, after"
        what = f"{opening} '{found[0]}'"
    elif found and not exact and not found[0].isalpha():
        what = f"cannot be read from '{found[0]}' on"
    opened, closed = bare.count("{"), bare.count("}")
    first = _PROLOGUE.match(bare)
    if opened != closed:
        return QueryError(what, place, f"braces do not match: {opened} {{ and {closed} }}")
    if first and first[1].upper() not in _FORMS:
        return QueryError(what, place, nearest(first[1].upper(), _FORMS) or f"begin with {', '.join(_FORMS)}")
    if "The SELECT contains a variable that is unbound" in expected:
        what = "SELECT has a variable that GROUP BY does not allow"
    if "IRI parsing failed" in expected:
        what, place = "not a valid IRI", place._replace(column=place.source.rfind("<", 0, place.column) + 1)
    word = found[0].upper() if found and found[0].isalpha() else ""
    near = nearest(word, _CLAUSES, 1) if word and word not in " ".join(_CLAUSES).split() else ""
    return QueryError(what, place, near or "each pattern is: subject predicate object .")


def _by_rdflib(query: str, name: str) -> Place | None:
    """Give the place by rdflib's parser: where pyoxigraph expected a keyword, its own place is too far on."""
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parseQuery(query.replace("\t", " "))
    except ParseBaseException as error:
        return _place(query, name, error.loc)
    except (RecursionError, TypeError, ValueError, ArithmeticError):  # its parser computes with what it reads
        return None
    return None


def _at(query: str, name: str, line: int, column: int) -> Place:
    """Give the place of a fault; one at the end of a line is that of the last character before it."""
    lines = query.split("\n")[:line]
    if len(lines) == line and lines[-1][column - 1 :].strip():
        return Place(name, line, column, lines[-1])
    lines[-1] = lines[-1][: column - 1]
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    source = lines[-1].rstrip()
    return Place(name, len(lines), max(1, len(source)), source)


def _place(query: str, name: str, offset: int) -> Place:
    line = query.count("\n", 0, offset) + 1
    start = query.rfind("\n", 0, offset) + 1
    return Place(name, line, offset - start + 1, query.split("\n")[line - 1])
