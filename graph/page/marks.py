"""How kinds, certainty and relations look: shape and line style first, color only beside them."""

from typing import NamedTuple

OTHER = "Other"
MARKS = {
    "Caregiving": "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
    "AttachmentPattern": "M8 1l7 7l-7 7l-7-7z",
    "InnerProcess": "M8 2l7 12h-14z",
    "Capacity": "M2.5 2.5h11v11h-11z",
    "Outcome": "M8 .8l2.1 4.7l5.1.5l-3.8 3.4l1.1 5l-4.5-2.6l-4.5 2.6l1.1-5l-3.8-3.4l5.1-.5z",
    "Stressor": "M1 2h14l-7 12z",
    "BodySystem": "M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z",
    "Context": "M4.5 2h7l3.5 6l-3.5 6h-7l-3.5-6z",
    "LifeStage": "M2 2h12l-4.5 6l4.5 6h-12l4.5-6z",
    OTHER: "M2 6.5h12v3h-12z",
}
"""A filled path a kind, in a square of 16."""

DASHES: dict[str, tuple[int, ...]] = {"Stated": (), "Hedged": (9, 5), "Guessed": (2, 5), "Reported": (12, 4, 2, 4)}
"""How a line is broken, a certainty: nothing, or lengths of stroke and gap in px."""


class End(NamedTuple):
    """How a line ends at the outcome: the name that vis-network has for it, and the same as a path in 52 by 12."""

    vis: str
    path: str


ENDS = {
    "withMore": End("arrow", "M40 1l11 5l-11 5z"),
    "withLess": End("bar", "M46 0h4v12h-4z"),
    "linkedTo": End("circle", "M45 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10z"),
    "notLinkedTo": End("crow", "M38 6l12-6v12z"),
    "partOf": End("diamond", "M37 6l7-5l7 5l-7 5z"),
    "definedAs": End("box", "M41 1h10v10h-10z"),
}


CLASSES = {
    name: f"{letter}{place}"
    for letter, names in (("k", MARKS), ("f", DASHES), ("e", ENDS))
    for place, name in enumerate(names)
}
"""The class of what is of a kind, a certainty or a relation: short, since it stands in a page hundreds of times."""


def look(names: str) -> str:
    """Give the classes of terms, with a space between; a name that is no term stays.

    >>> look("Hedged withLess now")
    'f1 e1 now'
    """
    return " ".join(CLASSES.get(name, name) for name in names.split())


def kind_of(name: str) -> str:
    """Give the kind that has a mark: the same, or `OTHER`."""
    return name if name in MARKS else OTHER


_STROKE = "M1 6H39"


def style() -> str:
    """Give the rules for kinds, certainties and relations: colors, shapes as masks and markers, dashes, ends."""
    kinds = (
        f".{CLASSES[kind]}{{--k:var(--kind-{kind});--t:var(--tint-{kind});--s:url(#mark-{kind});"
        f"--m:{_image(16, path)}}}"
        for kind, path in MARKS.items()
    )
    lines = (
        f".{CLASSES[name]}{{--l:{_image(40, _STROKE, 12, _array(dashes))}}}" + _dashed(CLASSES[name], dashes)
        for name, dashes in DASHES.items()
    )
    ends = (f".{CLASSES[name]}>path,path.{CLASSES[name]}{{marker-end:url(#end-{name})}}" for name in ENDS)
    return "\n".join((*kinds, *lines, *ends))


def _dashed(of: str, dashes: tuple[int, ...]) -> str:
    rule = f".{of} path,path.{of},.{of} line{{stroke-dasharray:{' '.join(map(str, dashes))}}}"
    return rule if dashes else ""


def _array(dashes: tuple[int, ...]) -> str:
    broken = f" stroke-dasharray='{' '.join(map(str, dashes))}'" if dashes else ""
    return f" stroke='%23000' stroke-width='2'{broken}"


def _image(width: int, path: str, height: int = 16, look: str = "") -> str:
    opening = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>"
    return f"url(\"data:image/svg+xml,{opening}<path d='{path}'{look}/></svg>\")"
