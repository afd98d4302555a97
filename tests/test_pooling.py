"""Promises of pooling: the numbers of a published meta-analysis, and a refusal where there is nothing to pool."""

import math
import sys

import pytest

from graph.errors import MissingExtraError
from graph.pooling import random_effects

# Colditz et al. 1994, JAMA 271:698-702, as in metafor's dat.bcg: tuberculosis yes and no, vaccinated, then not.
BCG = (
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
)  # fmt: skip


def _log_risk_ratios() -> tuple[list[float], list[float]]:
    effects = [math.log((a / (a + b)) / (c / (c + d))) for a, b, c, d in BCG]
    variances = [1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in BCG]
    return effects, variances


def test_the_bcg_trials_are_pooled_as_published() -> None:
    """metafor, rma(method="DL") on dat.bcg: log risk ratio -0.7141, SE 0.1787, tau² 0.3088, I² 92.12 %."""
    pooled = random_effects(*_log_risk_ratios())
    assert -0.7141 == pytest.approx(pooled.value, abs=5e-5)
    assert 0.1787 == pytest.approx((pooled.high - pooled.low) / (2 * 1.959964), abs=5e-5)
    assert 0.3088 == pytest.approx(pooled.tau2, abs=5e-5)
    assert 92.12 == pytest.approx(pooled.i2, abs=5e-3)


def test_effects_that_agree_have_no_variance_between_them() -> None:
    """tau² and I² are 0, never below; the variance of the mean of two is half theirs."""
    pooled = random_effects([0.3, 0.3], [0.01, 0.01])
    assert (0.3, 0.0, 0.0) == pytest.approx((pooled.value, pooled.tau2, pooled.i2))
    assert 0.3 - 1.959964 * math.sqrt(0.005) == pytest.approx(pooled.low)


def test_a_negative_variance_between_effects_is_none() -> None:
    """Q = 0.0625 + 0.1875 is below its one degree of freedom; of the weights 1 and 1/3, mean 0.25 and SE √0.75."""
    pooled = random_effects([0.0, 1.0], [1.0, 3.0])
    assert (0.25, 0.0, 0.0) == pytest.approx((pooled.value, pooled.tau2, pooled.i2))
    assert 0.25 + 1.959964 * math.sqrt(0.75) == pytest.approx(pooled.high)


@pytest.mark.parametrize(
    ("effects", "variances"),
    [([], []), ([0.3], [0.01]), ([0.3, 0.2], [0.01]), ([0.3, 0.2], [0.01, 0.0])],
    ids=["none", "one", "a variance missing", "no variance"],
)
def test_what_cannot_be_pooled_is_refused(effects: list[float], variances: list[float]) -> None:
    """One study is not a meta-analysis."""
    with pytest.raises(ValueError, match="pool"):
        random_effects(effects, variances)


def test_without_statsmodels_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra has a name."""
    monkeypatch.setitem(sys.modules, "statsmodels.stats.meta_analysis", None)
    with pytest.raises(MissingExtraError, match=r"findings-graph\[evidence\]"):
        random_effects([0.3, 0.2], [0.01, 0.01])
