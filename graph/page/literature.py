"""What the literature says of a claim, as a page takes it: words and numbers, and the forest plot as coordinates."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.effects import Interval
from graph.errors import visible

WIDTH, _ROW, _MARK, _AXIS = 300, 34, 23, 24
_MARGIN, _LABEL = 10, 26
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.5)


class Figure(NamedTuple):
    """A figure of a study: in words as reported and, where it can be converted, on the scale of r with its N."""

    words: str
    common: Interval | None = None
    in_r: str = ""
    weight: int | None = None


class Bearing(NamedTuple):
    """How a study bears on a claim.

    ``stance`` and ``directness`` are words; ``counts`` tells whether it has a vote; ``is_direct`` whether the claim
    itself was measured.
    """

    study: str
    doi: str
    design: str
    stance: str
    directness: str
    is_direct: bool
    counts: bool
    why: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def url(self) -> str:
        """Where the study is; empty unless the DOI is one."""
        return f"https://doi.org/{self.doi}" if self.doi.startswith("10.") and "/" in self.doi else ""


class Evidence(NamedTuple):
    """The standing of a claim in a word and in a sentence, the studies that bear on it, and why nothing is pooled."""

    standing: str
    explained: str
    studies: tuple[Bearing, ...] = ()
    pooling: str = ""


class Row(NamedTuple):
    """A line of a forest plot: the study, the value, and how far down the words stand."""

    label: str
    value: str
    y: int


@dataclass(frozen=True)
class Plot:
    """A forest plot, 300 px wide: rows of words, and everything else as four paths.

    ``axis`` is the scale with its ticks, ``null`` the line of no association, ``intervals`` the reported bounds,
    ``direct`` the points where the claim itself was measured, ``indirect`` those where something else was.
    """

    height: int
    rows: tuple[Row, ...]
    ticks: tuple[tuple[str, int], ...]
    axis: str
    null: str
    intervals: str
    direct: str
    indirect: str
    lowest: str
    highest: str


def plot(evidence: Evidence) -> Plot | None:
    """Place the figures of a claim that are on the scale of r; None if there are none."""
    found = [(study, figure, figure.common) for study in evidence.studies for figure in study.figures if figure.common]
    if not found:
        return None
    values = [common for *_, common in found]
    low, high, step = _scale(values)

    def at(value: float) -> int:
        return round(_MARGIN + (min(max(value, low), high) - low) / (high - low) * (WIDTH - 2 * _MARGIN))

    squares: dict[bool, list[str]] = {True: [], False: []}
    for i, (study, figure, common) in enumerate(found):
        squares[study.is_direct].append(_square(at(common.value), i * _ROW + _MARK, figure.weight))
    bottom = len(found) * _ROW
    ticks = [round(low + i * step, 2) + 0.0 for i in range(round((high - low) / step) + 1)]
    return Plot(
        bottom + _AXIS,
        tuple(
            Row(_short(study.study), visible(figure.in_r), i * _ROW + 12) for i, (study, figure, _) in enumerate(found)
        ),
        tuple((f"{tick:g}", at(tick)) for tick in ticks),
        f"M{_MARGIN} {bottom}H{WIDTH - _MARGIN}" + "".join(f"M{at(tick)} {bottom}v4" for tick in ticks),
        "".join(f"M{at(0.0)} {i * _ROW + _MARK - 7}v18" for i in range(len(found))),
        "".join(_interval(common, at, i * _ROW + _MARK) for i, common in enumerate(values)),
        "".join(squares[True]),
        "".join(squares[False]),
        f"{min(common.value for common in values):.2f}",
        f"{max(common.value for common in values):.2f}",
    )


def standings(literature: Mapping[str, Evidence], order: Sequence[str]) -> list[str]:
    """Name the standings that occur, in the order given."""
    found = {evidence.standing for evidence in literature.values()}
    return [*(name for name in order if name in found), *sorted(found - set(order))]


def _scale(values: Sequence[Interval]) -> tuple[float, float, float]:
    known = [0.0, *(part for common in values for part in common if part is not None)]
    low, high = min(known), max(known)
    step = next((step for step in _STEPS if (high - low) / step <= 5), _STEPS[-1])
    low, high = math.floor(low / step - 0.1) * step, math.ceil(high / step + 0.1) * step
    return max(low, -1.0), min(high, 1.0), step


def _interval(common: Interval, at: Callable[[float], int], y: int) -> str:
    if common.low is None or common.high is None:
        return ""
    low, high = at(common.low), at(common.high)
    return f"M{low} {y - 3}v6m0-3H{high}m0-3v6"


def _square(x: int, y: int, weight: int | None) -> str:
    half = 3 if not weight else min(3 + round(math.log10(max(weight, 1)) * 0.6), 7)
    return f"M{x - half} {y - half}h{2 * half}v{2 * half}h-{2 * half}z"


def _short(label: str) -> str:
    plain = visible(label)
    return plain if len(plain) <= _LABEL else f"{plain[: _LABEL - 1].rstrip()}…"
