"""Effect sizes on one scale, the correlation r: what is converted, by which formula, and what is never converted.

Source of the formulas: Borenstein, Hedges, Higgins and Rothstein, Introduction to Meta-Analysis (2009), chapter 7
(https://doi.org/10.1002/9780470743386.ch7); the step from an odds ratio to d is Hasselblad and Hedges's.
"""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

ASSUMPTIONS = (
    "d and g to r: r = d / sqrt(d^2 + 4), two groups of equal size assumed; it does not hold for sub-patterns of "
    "insecurity, whose groups are far from equal: of those only r is put on the scale. Odds ratio to d: "
    "d = ln(OR) * sqrt(3) / pi, a logistic outcome assumed. Bounds of an interval are converted like the value. "
    "Betas, cross-lagged r, kappas, proportions and shares of variance are never converted."
)
SOURCE = (
    "Borenstein, Hedges, Higgins and Rothstein 2009, Introduction to Meta-Analysis, chapter 7, "
    "https://doi.org/10.1002/9780470743386.ch7"
)


class Interval(NamedTuple):
    """A value with the bounds of its interval, where they were reported."""

    value: float
    low: float | None
    high: float | None


def d_to_r(d: float) -> float:
    """Turn a standardized mean difference into a correlation, groups of equal size assumed.

    >>> round(d_to_r(0.31), 3)
    0.153
    """
    return d / math.sqrt(d * d + 4)


def r_to_d(r: float) -> float:
    """Turn a correlation into a standardized mean difference, groups of equal size assumed.

    >>> round(r_to_d(d_to_r(0.5)), 6)
    0.5
    """
    return 2 * r / math.sqrt(1 - r * r)


def odds_ratio_to_d(odds_ratio: float) -> float:
    """Turn an odds ratio into a standardized mean difference, a logistic outcome assumed.

    >>> odds_ratio_to_d(1.0)
    0.0
    """
    return math.log(odds_ratio) * math.sqrt(3) / math.pi


_TO_R: dict[str, Callable[[float], float]] = {
    "R": lambda r: r,
    "D": d_to_r,
    "G": d_to_r,
    "OddsRatio": lambda ratio: d_to_r(odds_ratio_to_d(ratio)),
}


def on_common_scale(measure: str, reported: Interval) -> Interval | None:
    """Put a reported figure on the scale of r.

    Parameters
    ----------
    measure : str
        Name of the measure: ``R``, ``D``, ``G``, ``OddsRatio`` or another.
    reported : Interval
        As reported.

    Returns
    -------
    Interval or None
        None for a measure that is never converted.
    """
    convert = _TO_R.get(measure)
    if convert is None:
        return None
    low, high = (None if bound is None else convert(bound) for bound in (reported.low, reported.high))
    return Interval(convert(reported.value), low, high)


def in_words(common: Interval) -> str:
    """Say a correlation to two places, with its interval where there is one.

    >>> in_words(Interval(0.153, 0.114, 0.196))
    'r = 0.15 [0.11, 0.20]'
    """
    value, low, high = (None if part is None else f"{round(part, 2) + 0.0:.2f}" for part in common)
    return f"r = {value}" if low is None or high is None else f"r = {value} [{low}, {high}]"


def fisher_z(common: Interval, size: int | None, level: int | None = None) -> tuple[float, float] | None:
    """Give Fisher's z of a correlation, and its sampling variance, for pooling.

    Parameters
    ----------
    common : Interval
        On the scale of r.
    size : int or None
        N, in people: the variance is 1 / (N - 3) where no interval was reported.
    level : int, optional
        Level of the interval, per cent; 95 if not given.

    Returns
    -------
    tuple of float or None
        None if neither an interval nor a size of more than three gives a variance, or r is 1 or -1.
    """
    if abs(common.value) >= 1:
        return None
    bounds = (common.low, common.high)
    if common.low is not None and common.high is not None and -1 < common.low < common.high < 1:
        quantile = NormalDist().inv_cdf(0.5 + (level or 95) / 200)
        return math.atanh(common.value), ((math.atanh(common.high) - math.atanh(common.low)) / (2 * quantile)) ** 2
    if bounds == (None, None) and size is not None and size > 3:
        return math.atanh(common.value), 1 / (size - 3)
    return None
