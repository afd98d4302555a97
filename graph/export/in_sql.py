"""The text of a claim in CSV, TSV and GraphML as SQL: a large table is written by the engine that reads it.

It is the text that `graph.export.tables` and `graph.export.graphml` make of a row, byte for byte. What is seldom needed
stands behind a cheap question: most cells begin with a letter and have no sign that must be escaped.
"""

from collections.abc import Iterable

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_NOT_XML = r"[^\t\n\r\x{20}-\x{d7ff}\x{e000}-\x{fffd}\x{10000}-\x{10ffff}]"
_PLAIN = r"[ !#-%''-;=?-~\x{80}-\x{d7ff}\x{e000}-\x{fffd}\x{10000}-\x{10ffff}]*"
_LINE = "replace(replace(text, chr(13) || chr(10), chr(10)), chr(13), chr(10))"


def _replaced(text: str, signs: Iterable[tuple[str, str]]) -> str:
    for sign, instead in signs:
        text = f"replace({text}, {sign}, '{instead}')"
    return text


_XML = (
    ("'&'", "&amp;"),
    ("'>'", "&gt;"),
    ("'<'", "&lt;"),
    ("chr(34)", "&quot;"),
    ("chr(10)", "&#10;"),
    ("chr(9)", "&#9;"),
)
_TSV = (("chr(92)", r"\\"), ("chr(9)", r"\t"), ("chr(10)", r"\n"), ("chr(13)", r"\r"))
MACROS = f"""
CREATE OR REPLACE MACRO harmless(text) AS CASE
  WHEN text >= 'A' THEN text
  WHEN text[1] IN ('=', '+', '-', '@', chr(9), chr(13)) AND NOT regexp_full_match(text, '{_NUMBER}') THEN '''' || text
  ELSE text END;
CREATE OR REPLACE MACRO csv_cell(text) AS CASE
  WHEN contains(text, ',') OR contains(text, '"') OR contains(text, chr(10)) OR contains(text, chr(13))
  THEN '"' || replace(text, '"', '""') || '"'
  ELSE coalesce(text, '') END;
CREATE OR REPLACE MACRO tsv_cell(text) AS CASE
  WHEN regexp_matches(text, '[\\\\\\t\\n\\r]') THEN {_replaced("text", _TSV)}
  ELSE coalesce(text, '') END;
CREATE OR REPLACE MACRO xml_text(text) AS CASE
  WHEN regexp_full_match(text, '{_PLAIN}') THEN text
  ELSE {_replaced(f"regexp_replace({_LINE}, '{_NOT_XML}', chr(65533), 'g')", _XML)} END;
"""
"""How a text becomes a cell. They are given columns: what they are given is worked out whenever it is named in them."""


def csv_lines(columns: Iterable[str], rest: str) -> str:
    """Ask for the lines of CSV: the cells of some columns, then what is the same in every line."""
    named = list(columns)
    cells = " || ',' || ".join(f"csv_cell({name})" for name in named)
    harmless = ", ".join(f"harmless({name}) AS {name}" for name in named)
    return f"SELECT {cells} || {quoted(rest)} FROM (SELECT {harmless} FROM written)"


def tsv_lines(columns: Iterable[str], rest: str) -> str:
    """Ask for the lines of TSV, as `csv_lines` does."""
    cells = " || chr(9) || ".join(f"tsv_cell({name})" for name in columns)
    return f"SELECT {cells} || {quoted(rest)} FROM written"


def graphml_edges(columns: Iterable[str]) -> str:
    """Ask for the edges of GraphML, each with the data of some columns that it has."""
    ends = " || ' ' || ".join(
        f"""'{name}="' || xml_text({column}) || '"'"""
        for name, column in (("source", "subject"), ("target", "outcome"), ("id", "claim"))
    )
    data = " || ".join(map(_data, columns))
    return f"SELECT '    <edge ' || {ends} || '>' || chr(10) || {data} || '    </edge>' || chr(10) FROM written"


def _data(name: str) -> str:
    element = f"""'      <data key="e_{name}">' || xml_text({name}) || '</data>' || chr(10)"""
    return f"CASE WHEN {name} <> '' THEN {element} ELSE '' END"


def quoted(text: str) -> str:
    """Give a text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"
