"""What an XLSX file is before it is opened: its true size, its parts, and which of its cells are merged."""

import re
import zipfile
from xml.etree import ElementTree

from graph.errors import FileError, LimitError, Place

LARGEST = 512 * 1024**2
MOST_PARTS = 2_000
_HEAD = 4096
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([^"]{1,40})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OLD = b"\xd0\xcf\x11\xe0"
_PIECE = 1 << 20


def refuse_hazards(path: str) -> None:
    """Refuse what would cost too much or do harm when opened.

    Raises
    ------
    FileError
        If it cannot be read, is no XLSX, or has declarations of entities.
    LimitError
        If it unpacks to more than `LARGEST` bytes or `MOST_PARTS` parts.
    """
    place = Place(path)
    try:
        with open(path, "rb") as file:
            head = file.read(4)
        if head == _OLD:
            raise FileError("an old .xls file, or one with a password", place, "save it as .xlsx, without a password")
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
                size = f"more than {LARGEST // 1024**2} MB or {MOST_PARTS} parts"
                raise LimitError(f"it unpacks to {size}", place, "save the sheets as CSV, or split them")
            if "xl/workbook.xml" not in archive.namelist():
                raise FileError("no XLSX workbook", place, "save it as .xlsx, or as CSV")
            for part in parts:
                _refuse_entities(archive, part, place)
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else (error.strerror or str(error)).lower()
        raise FileError(reason, place, "check the path") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise FileError("no XLSX file, or a broken one", place, "save it as .xlsx again, or as CSV") from error


def merged_cells(path: str) -> dict[str, list[str]]:
    """Give the ranges of merged cells by the title of their sheet; the file has passed `refuse_hazards`."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for title, part in _sheets(archive).items():
            if part in archive.namelist() and (ranges := _merged_in(archive, part)):
                found[title] = ranges
    return found


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo, place: Place) -> None:
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(part) as stream:
        head = stream.read(_HEAD)
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", head.replace(b"\0", b""), re.IGNORECASE):
        raise FileError("XML with a DOCTYPE (entities) is not accepted", place, "save it as .xlsx again, or as CSV")


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the part of each sheet, by its title."""
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in archive.namelist():
        return {}
    targets = {
        found.get("Id"): found.get("Target", "") for found in ElementTree.fromstring(archive.read(relations)).iter()
    }
    parts = {}
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if node.tag.endswith("}sheet") and (target := targets.get(node.get(_RELATION))):
            parts[node.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _merged_in(archive: zipfile.ZipFile, part: str) -> list[str]:
    ranges: list[str] = []
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            ranges += [found.decode("ascii", "replace") for found in _MERGED.findall(text)]
            rest = text[text.rfind(b"<") :][-200:] if b"<" in text else b""
    return list(dict.fromkeys(ranges))
