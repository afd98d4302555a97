"""Random-effects pooling of independent effects, by statsmodels; and why effects may not be pooled."""

from collections.abc import Sequence
from typing import NamedTuple

from graph.errors import MissingExtraError


class Pooled(NamedTuple):
    """A pooled effect with its 95 % interval, the variance between studies (tau²) and its share (I², per cent)."""

    value: float
    low: float
    high: float
    tau2: float = 0.0
    i2: float = 0.0


def random_effects(effects: Sequence[float], variances: Sequence[float]) -> Pooled:
    """Pool effects of independent studies that share exposure, outcome and age (DerSimonian and Laird).

    Parameters
    ----------
    effects, variances : sequence of float
        One a study, on a scale whose sampling is near normal (Fisher's z, ln odds ratio, d).

    Returns
    -------
    Pooled
        On the scale of the effects.

    Raises
    ------
    ValueError
        If there are fewer than two effects, or not a positive variance to each.
    MissingExtraError
        If statsmodels is not installed.

    References
    ----------
    DerSimonian R, Laird N. Meta-analysis in clinical trials. Controlled Clinical Trials 1986;7:177-188.
    https://doi.org/10.1016/0197-2456(86)90046-2
    """
    if len(effects) < 2:
        raise ValueError("nothing to pool: fewer than two effects")
    if len(effects) != len(variances) or min(variances) <= 0:
        raise ValueError("cannot pool: each effect needs a variance above zero")
    try:
        from numpy import asarray, errstate
        from statsmodels.stats.meta_analysis import combine_effects
    except ImportError as error:
        raise MissingExtraError("statsmodels", "evidence", "pooling") from error
    with errstate(all="ignore"):
        result = combine_effects(asarray(effects, float), asarray(variances, float), method_re="dl", use_t=False)
        frame = result.summary_frame()
    is_spread = result.tau2 > 0  # statsmodels weights by a tau² below 0; DerSimonian and Laird take it as 0
    summary = frame.loc["random effect" if is_spread else "fixed effect"]
    value, low, high = (float(summary[name]) for name in ("eff", "ci_low", "ci_upp"))
    return (
        Pooled(value, low, high, float(result.tau2), 100 * float(result.i2)) if is_spread else Pooled(value, low, high)
    )
