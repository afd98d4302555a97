"""Claims in sentences, as Markdown: by section, each with how firm it is, what it rests on and where it stands."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from graph import sentences
from graph.cite import license_name, licenses
from graph.claims import Claim, Findings, Gap, Remark
from graph.export import provenance
from graph.export.selected import Selected

_SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~]|^[-+=]")


def markdown(selected: Selected) -> bytes:
    """Give the claims in sentences, then gaps and remarks, then the provenance."""
    findings = selected.findings
    lines = [f"# {_title(findings)}: {_code(selected.description)}", ""]
    for chapter, claims in groupby(sorted(findings.claims.values(), key=findings.order), key=findings.chapter):
        lines += [f"## {_heading(chapter, findings)}", ""]
        lines += [line for claim in claims for line in _claim(claim, findings)] + [""]
    lines += _others("Said to be unknown", findings.gaps.values(), findings)
    lines += _others("Remarks", findings.remarks.values(), findings)
    return "\n".join([*lines, *_provenance(selected), ""]).encode()


def _claim(claim: Claim, findings: Findings) -> Iterable[str]:
    yield f"- **{_plain(sentences.claim(claim, findings))}** (`{claim.curie}`)"
    said = (sentences.firmness(claim), sentences.basis(claim, findings), *sentences.links(claim, findings))
    yield from (f"  - {_plain(sentence)}" for sentence in (*said, *_places(claim, findings)))


def _others(heading: str, said: Iterable[Gap | Remark], findings: Findings) -> list[str]:
    lines = []
    for one in sorted(said, key=findings.order):
        sentence = sentences.gap(one) if isinstance(one, Gap) else sentences.remark(one, findings)
        lines.append(f"- {_plain(sentence)} (`{one.curie}`)")
        lines += [f"  - {_plain(place)}" for place in _places(one, findings)]
    return [f"## {heading}", "", *lines, ""] if lines else []


def _places(said: Claim | Gap | Remark, findings: Findings) -> Iterable[str]:
    passages = [findings.passages[iri] for iri in said.passages if iri in findings.passages]
    return [f"It stands in {sentences.passage(passage, findings)}." for passage in passages]


def _provenance(selected: Selected) -> list[str]:
    parts = [_plain(provenance.editions(selected)), f"selection: {_code(selected.description)}"]
    plain = [replace(dataset, title=_plain(dataset.title or dataset.iri)) for dataset in selected.findings.datasets]
    if known := licenses(plain, _license):
        parts.append(f"license: {'; '.join(known)}")
    return ["---", "", sentences.NOTICE, "", f"{'; '.join(filter(None, parts))}."]


def _title(findings: Findings) -> str:
    return _plain(findings.declared("title")) or "Claims"


def _license(text: str) -> str:
    name = license_name(text)
    return f"[{name}]({text})" if name != text else _plain(text)


def _heading(chapter: tuple[str, int], findings: Findings) -> str:
    source, section = chapter
    words = {-1: "Elsewhere", 0: "Title and introduction"}.get(section, f"Section {section}")
    return _plain(sentences.of_source(words, source, findings))


def _plain(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))


def _code(text: str) -> str:
    line = " ".join(text.split()).replace("`", "'")
    return f"`{line}`"
