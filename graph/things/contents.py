"""The page that lists everything: claims by section, concepts by kind, studies, sources and the rest."""

from graph import cite, sentences
from graph.claims import Claim, Gap, Remark
from graph.things import markup
from graph.things.dataset import dumps
from graph.things.known import Known
from graph.things.parts import Group, Thing, Value
from graph.things.source import summary
from graph.things.values import Values, groups
from graph.things.words import CLASSES, WORDS
from graph.vocabulary import DATASET, local_name

MOST_CLAIMS = 2000
"""Where there are more claims, sections are named with their number of claims, and list them on their own pages."""
UNTITLED = "Findings"


def page(values: Values, base: str = "") -> Thing:
    """Make the page."""
    known, to = values.known, values.to
    title = known.findings.declared("title") or UNTITLED
    sets = known.findings.datasets
    files = [(f"{base}{name}", form) for name, _, form in dumps(to)] if base else []
    return Thing(
        to.start,
        WORDS["contents_title"].format(title=title),
        WORDS["contents"],
        name=f"{WORDS['version']} {known.version}" if known.version else "",
        groups=groups(*_sections(values), *_concepts(values), *_rest(values)),
        cite=cite.dataset(known.findings),
        markup=markup.dataset(sets[0], known, files) if sets else {},
    )


def _sections(values: Values) -> list[Group]:
    known = values.known
    lists_all = len(known.findings.claims) <= MOST_CLAIMS
    found = []
    for source, number in sorted(known.chapters):
        claims = [one for one in known.chapters[source, number] if isinstance(one, Claim)]
        named = values.section(source, number) if number >= 0 else Value(WORDS["no_section"])
        if not values.known.findings.is_of_one_source and source:
            named = named._replace(note=known.label(source))
        if lists_all:
            heading = sentences.of_source(named.text, source, known.findings)
            found.append(Group(heading, tuple(map(values.claim, claims)), anchor=named.href))
        else:
            found.append(Group("", (named._replace(note=summary(claims)),)))
    if lists_all:
        return found
    return [Group(WORDS["sections"], tuple(value for one in found for value in one.values))]


def _concepts(values: Values) -> list[Group]:
    known = values.known
    kinds: dict[str, list[Value]] = {}
    for iri, thing in sorted(known.findings.concepts.items(), key=lambda item: (item[1].label.casefold(), item[0])):
        kinds.setdefault(local_name(thing.kind or ""), []).append(Value(thing.label, values.href(iri)))
    order = [*(kind for kind in sentences.KIND if kind in kinds), *sorted(kinds.keys() - {*sentences.KIND})]
    return [Group(f"{WORDS['concepts']}: {_kind(kind)}", tuple(kinds[kind])) for kind in order]


def _kind(kind: str) -> str:
    return sentences.KIND.get(kind, kind) or "no kind given"


def _rest(values: Values) -> list[Group]:
    known = values.known
    studies = sorted(known.literature.studies.items(), key=lambda item: (item[1].label.casefold(), item[0]))
    named = [Value(study.label, values.href(iri), study.title or "") for iri, study in studies]
    rest = {"studies": named, "sources": [*values.things(sorted(known.findings.sources))]}
    listed = {*known.findings.claims, *known.findings.concepts, *known.literature.studies, *known.findings.sources}
    unlisted = [iri for iri in known.addresses.paths if iri not in listed and not _is_minor(iri, known)]
    others = tuple(values.thing(iri) for iri in unlisted if iri != DATASET)
    said: list[Gap | Remark] = [*known.findings.gaps.values(), *known.findings.remarks.values()]
    return [
        Group(WORDS["studies"], tuple(rest["studies"])),
        Group(WORDS["sources"], tuple(rest["sources"])),
        Group(f"{WORDS['gaps']}, {WORDS['remarks'].lower()}", tuple(map(values.said, said))),
        Group(CLASSES["other"], others),
    ]


def _is_minor(iri: str, known: Known) -> bool:
    """Whether a thing is reached from others and would be no help in a list: a passage, a figure, a reading."""
    found = known.findings, known.literature
    minor = (found[0].passages, found[0].gaps, found[0].remarks, found[1].lines, found[1].estimates)
    return any(iri in these for these in minor)
