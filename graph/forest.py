"""Figures on the scale of r as a forest plot, SVG or text: a point a figure, a line its interval, no pooled value."""

import math
from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple, Protocol
from xml.sax.saxutils import escape

from graph.effects import Interval, in_words
from graph.errors import visible
from graph.sentences import NOTICE

AXIS = "correlation r, its sign as reported; the direction stands beside it"
OFF_SCALE = "Not on this scale"
_WIDTH, _LEFT, _RIGHT, _TEXT = 960, 400, 700, 16
_LINE, _GAP, _LABEL_CHARACTERS = 15, 13, 62
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.5)


class Plotted(Protocol):
    """What a row has to have: words, a value on the scale of r (or None), N of the figure, and whether it is direct."""

    @property
    def label(self) -> str:
        """The study."""

    @property
    def subject_matter(self) -> str:
        """What was measured against what; empty where there is no figure."""

    @property
    def reported(self) -> str:
        """The value as reported."""

    @property
    def direction(self) -> str:
        """Which way it points."""

    @property
    def common(self) -> Interval | None:
        """On the scale of r."""

    @property
    def weight(self) -> int | None:
        """N of the figure."""

    @property
    def is_direct(self) -> bool | None:
        """Whether the claim itself was measured; None where there is no claim."""


class _Scale(NamedTuple):
    low: float
    high: float
    step: float

    def at(self, value: float, left: float, right: float) -> float:
        return left + (value - self.low) / (self.high - self.low) * (right - left)

    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [round(self.low + i * self.step, 2) + 0.0 for i in range(count + 1)]


def svg(rows: Sequence[Plotted], title: str) -> str:
    """Draw a forest plot as one self-contained SVG image, in the color of the text around it.

    Parameters
    ----------
    rows : sequence of Plotted
        Those without a figure are left out; those without a value on the scale of r are listed below the plot.
    title : str
        What the figures are about.

    Returns
    -------
    str
        SVG: 960 px wide, with title and description for screen readers. A square grows with N where N is known; it
        is open where something other than the claim was measured.
    """
    on, off = _divided(rows)
    scale = _scale(on)
    parts: list[str] = []
    y = 36
    for line in wrap(visible(title), 110) or [""]:
        parts.append(_words(_TEXT, y, line, 'font-size="15" font-weight="bold"'))
        y += 20
    top = y
    y += _GAP
    for row in on:
        drawn, y = _row(row, scale, y)
        parts += drawn
    if on:
        parts += _axis(scale, top, y)
        y += 62
    notes = [*_legend(on), *([f"{OFF_SCALE}:"] if off else []), *(_plain(row) for row in off), NOTICE]
    for note in notes:
        for line in wrap(visible(note), 140):
            parts.append(_words(_TEXT, y, line, 'font-size="12"'))
            y += 17
    return _document(title, _description(on, off), parts, y + 4)


def text(rows: Sequence[Plotted], width: int = 80) -> str:
    """Draw a forest plot in characters.

    Parameters
    ----------
    rows : sequence of Plotted
        As for `svg`.
    width : int
        In characters; 40 at least.

    Returns
    -------
    str
        Each figure in words, and below it its point (■, or □ where something other than the claim was measured) and
        interval against the line of no association; empty if there is no figure.
    """
    on, off = _divided(rows)
    width = max(width, 40)
    scale, columns = _scale(on), width - 4
    lines: list[str] = []
    for row in on:
        lines += [*wrap(_plain(row), width), f"    {_drawn(row, scale, columns)}".rstrip()]
    if on:
        lines += [f"    {_ruler(scale, columns)}", *wrap(f"{AXIS}; ┊ no association", width)]
    if off:
        lines += ["", f"{OFF_SCALE}:", *(part for row in off for part in wrap(_plain(row), width))]
    return "".join(f"{line}\n" for line in lines)


def _divided(rows: Sequence[Plotted]) -> tuple[list[Plotted], list[Plotted]]:
    shown = [row for row in rows if row.subject_matter]
    return [row for row in shown if row.common], [row for row in shown if not row.common]


def _scale(rows: Sequence[Plotted]) -> _Scale:
    values = [0.0, *(v for row in rows for v in (row.common or ()) if v is not None)]
    low, high = min(values), max(values)
    step = next((step for step in _STEPS if (high - low) / step <= 6), _STEPS[-1])
    low, high = math.floor(low / step - 0.2) * step, math.ceil(high / step + 0.2) * step
    return _Scale(max(low, -1.0), min(high, 1.0), step)


def _plain(row: Plotted) -> str:
    parts = (row.reported, row.direction, in_words(row.common) if row.common else "")
    return f"{row.label}, {row.subject_matter}: {', '.join(part for part in parts if part)}"


def _description(on: Sequence[Plotted], off: Sequence[Plotted]) -> str:
    listed = [f"{_plain(row)}." for row in on] + [f"{OFF_SCALE}: {_plain(row)}." for row in off]
    return " ".join(["Forest plot without a pooled value.", *listed])


def _legend(on: Sequence[Plotted]) -> list[str]:
    if not on:
        return ["No figure can be put on the scale of r."]
    kinds = {row.is_direct for row in on}
    shapes = [word for kind, word in ((True, "■ the claim itself"), (False, "□ something else")) if kind in kinds]
    measured = [f"Measured: {', '.join(shapes)}."] if shapes else []
    sized = (
        ["A larger square has a larger N; the smallest have none recorded."] if any(row.weight for row in on) else []
    )
    return [" ".join([*measured, *sized, "A line is the reported interval. No pooled value is drawn."])]


def _row(row: Plotted, scale: _Scale, y: int) -> tuple[list[str], int]:
    left = [row.label, *wrap(visible(row.subject_matter), _LABEL_CHARACTERS)]
    common = row.common or Interval(0.0, None, None)
    right = [row.reported, in_words(common), row.direction]
    lines = max(len(left), len(right))
    middle = y + (lines - 1) * _LINE / 2 - 4
    parts = [
        _words(_TEXT, y + i * _LINE, line, f'font-size="{13 if i == 0 else 12}"' + (' font-weight="bold"' * (i == 0)))
        for i, line in enumerate(left)
    ]
    parts += [_words(_RIGHT + 24, y + i * _LINE, line, 'font-size="12"') for i, line in enumerate(right)]
    return [*parts, *_mark(row, common, scale, middle)], y + lines * _LINE + _GAP


def _mark(row: Plotted, common: Interval, scale: _Scale, middle: float) -> list[str]:
    x = scale.at(common.value, _LEFT, _RIGHT)
    parts = []
    if common.low is not None and common.high is not None:
        low, high = (scale.at(bound, _LEFT, _RIGHT) for bound in (common.low, common.high))
        parts += [_stroke(low, middle, high, middle), *(_stroke(e, middle - 4, e, middle + 4) for e in (low, high))]
    side = 7 if not row.weight else min(7 + 1.6 * math.log10(max(row.weight, 1)), 16)
    fill = 'fill="none" stroke="currentColor" stroke-width="1.5"' if row.is_direct is False else 'fill="currentColor"'
    corner = f'x="{x - side / 2:.1f}" y="{middle - side / 2:.1f}"'
    return [*parts, f'<rect {corner} width="{side:.1f}" height="{side:.1f}" {fill}/>']


def _axis(scale: _Scale, top: int, y: int) -> list[str]:
    null = scale.at(0.0, _LEFT, _RIGHT)
    parts = [_stroke(null, top, null, y, 'stroke-dasharray="4 3"'), _stroke(_LEFT, y, _RIGHT, y)]
    for tick in scale.ticks():
        x = scale.at(tick, _LEFT, _RIGHT)
        parts += [_stroke(x, y, x, y + 5), _words(x, y + 18, f"{tick:g}", 'font-size="12" text-anchor="middle"')]
    middle = (_LEFT + _RIGHT) / 2
    return [*parts, _words(middle, y + 36, f"{AXIS}; 0 = no association", 'font-size="12" text-anchor="middle"')]


def _document(title: str, description: str, parts: Sequence[str], height: int) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="forest-title forest-description" '
        f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" '
        f'font-family="system-ui, sans-serif" style="color-scheme: light dark; color: CanvasText; background: Canvas">'
    )
    named = (
        f'<title id="forest-title">{escape(visible(title))}</title>',
        f'<desc id="forest-description">{escape(visible(description))}</desc>',
    )
    return "\n".join([head, *named, *parts, "</svg>"]) + "\n"


def _words(x: float, y: float, words: str, style: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="currentColor" {style}>{escape(visible(words))}</text>'


def _stroke(x: float, y: float, to_x: float, to_y: float, style: str = "") -> str:
    ends = f'x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}"'
    return f'<line {ends} stroke="currentColor" stroke-width="1.5"{" " + style if style else ""}/>'


def _drawn(row: Plotted, scale: _Scale, columns: int) -> str:
    common = row.common or Interval(0.0, None, None)
    cells = [" "] * columns
    cells[_column(0.0, scale, columns)] = "┊"
    if common.low is not None and common.high is not None:
        low, high = (_column(bound, scale, columns) for bound in (common.low, common.high))
        cells[low : high + 1] = ["├", *"─" * (high - low - 1), "┤"] if high > low else ["│"]
    cells[_column(common.value, scale, columns)] = "□" if row.is_direct is False else "■"
    return "".join(cells)


def _ruler(scale: _Scale, columns: int) -> str:
    cells = [" "] * columns
    for tick in scale.ticks():
        shown = f"{tick:g}"
        start = min(max(_column(tick, scale, columns) - len(shown) // 2, 0), columns - len(shown))
        cells[start : start + len(shown)] = shown
    return "".join(cells).rstrip()


def _column(value: float, scale: _Scale, columns: int) -> int:
    return min(max(round(scale.at(value, 0, columns - 1)), 0), columns - 1)
