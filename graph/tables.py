"""Rows of an answer as text: csv, tsv, json and xml for programs, a table and md for people."""

import re
from collections.abc import Callable, Mapping
from types import SimpleNamespace

from pyoxigraph import BlankNode, Literal, NamedNode

from graph import cells, rows
from graph.ask import Solutions, Term
from graph.errors import visible
from graph.vocabulary import PREFIXES, shorten

_XSD_STRING = f"{PREFIXES['xsd']}string"
_RESULTS = "http://www.w3.org/2005/sparql-results#"
_MD_SPECIAL = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)|\|")  # a backslash before a letter stands for itself
Labels = Mapping[str, str]


def to_csv(solutions: Solutions, labels: Labels) -> str:
    """SPARQL CSV; a cell that a spreadsheet would run gets a leading apostrophe."""
    import csv

    lines: list[str] = []
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")  # so that it quotes both
    writer.writerow(solutions.variables)
    writer.writerows([cells.harmless(rows.plain(term)) for term in row] for row in solutions.rows)
    return "".join(line.removesuffix("\r\n") + "\n" for line in lines)


def to_tsv(solutions: Solutions, labels: Labels) -> str:
    """SPARQL TSV: terms in full, nothing lost."""
    lines = ["\t".join(f"?{name}" for name in solutions.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in solutions.rows]
    return "\n".join(lines) + "\n"


def to_json(solutions: Solutions, labels: Labels) -> str:
    """SPARQL 1.1 results in JSON."""
    import json

    bindings = [
        {name: _json(term) for name, term in zip(solutions.variables, row, strict=True) if term is not None}
        for row in solutions.rows
    ]
    head = {"vars": list(solutions.variables)}
    return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1) + "\n"


def to_xml(solutions: Solutions, labels: Labels) -> str:
    """SPARQL results in XML."""
    from xml.etree import ElementTree

    root = ElementTree.Element("sparql", xmlns=_RESULTS)
    head = ElementTree.SubElement(root, "head")
    for name in solutions.variables:
        ElementTree.SubElement(head, "variable", name=name)
    results = ElementTree.SubElement(root, "results")
    for row in solutions.rows:
        result = ElementTree.SubElement(results, "result")
        for name, term in zip(solutions.variables, row, strict=True):
            if term is not None:
                _xml(ElementTree.SubElement(result, "binding", name=name), term)
    ElementTree.indent(root, " ")
    return '<?xml version="1.0"?>\n' + ElementTree.tostring(root, encoding="unicode").replace("\r", "&#13;") + "\n"


def to_md(solutions: Solutions, labels: Labels) -> str:
    """A Markdown table, labels beside IRIs."""
    lines = [_md_row(solutions.variables), _md_row(["---"] * len(solutions.variables))]
    lines += [_md_row([rows.labelled(term, labels) for term in row]) for row in solutions.rows]
    return "\n".join(lines) + "\n"


def to_table(solutions: Solutions, labels: Labels) -> str:
    """A table for a terminal, labels beside IRIs, colors only where the terminal wants them."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    filled = [i for i in range(len(solutions.variables)) if any(row[i] is not None for row in solutions.rows)]
    shown = filled or list(range(len(solutions.variables)))
    table = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for i in shown:
        table.add_column(solutions.variables[i], overflow="fold", no_wrap=_is_claims(solutions, i))
    for row in solutions.rows:
        table.add_row(*[_cell(row[i], labels) for i in shown])
    console = Console(highlight=False, markup=False)
    with console.capture() as captured:
        console.print(table)
    count = len(solutions.rows)
    empty = [name for i, name in enumerate(solutions.variables) if i not in shown]
    left_out = f"; without values: {', '.join(empty)}" if empty else ""
    return f"{captured.get()}{count} {'row' if count == 1 else 'rows'}{left_out}\n"


def truth(answer: bool, form: str) -> str:
    """The answer to an ASK: SPARQL results in JSON or XML, the word alone in any other form."""
    word = str(answer).lower()
    if form == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if form == "xml":
        return f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}"><head/><boolean>{word}</boolean></sparql>\n'
    return f"{word}\n"


def _is_claims(solutions: Solutions, column: int) -> bool:
    found = [row[column] for row in solutions.rows]
    return all(isinstance(term, NamedNode) and term.value.startswith(PREFIXES["claim"]) for term in found if term)


FORMATS: dict[str, Callable[[Solutions, Labels], str]] = {
    "table": to_table,
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
    "md": to_md,
}


def _json(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD_STRING:
        found["datatype"] = term.datatype.value
    return found


def _xml(binding, term: Term) -> None:  # type: ignore[no-untyped-def]  # an ElementTree.Element, imported where used
    from xml.etree import ElementTree

    found = _json(term)
    attributes = {"xml:lang": term.language} if isinstance(term, Literal) and term.language else {}
    if "datatype" in found:
        attributes["datatype"] = found["datatype"]
    ElementTree.SubElement(binding, found["type"], attributes).text = _xml_text(found["value"])


def _xml_text(text: str) -> str:
    return "".join(c if c in "\t\n\r" or (ord(c) >= 0x20 and c not in "\ufffe\uffff") else "\ufffd" for c in text)


def _md_row(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(_MD_SPECIAL.sub(r"\\\g<0>", cell.replace("\n", " ")) for cell in cells) + " |"


def _cell(term: Term | None, labels: Labels):  # type: ignore[no-untyped-def]  # rich.text.Text, imported where used
    from rich.text import Text

    shown = rows.labelled(term, labels)
    short = visible(shorten(term.value)) if isinstance(term, NamedNode) else ""
    if short and shown.endswith(f" ({short})"):
        return Text.assemble(shown.removesuffix(f"({short})"), (short, "dim"))
    return Text(shown)
