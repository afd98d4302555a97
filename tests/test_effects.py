"""Promises of the common scale: published conversions, nothing converted that must not be, no sign flipped."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from graph import effects
from graph.effects import Interval
from graph.vocabulary import MEASURES

D = some.floats(-5, 5)


@pytest.mark.parametrize(
    ("d", "r"),
    [
        pytest.param(0.31, 0.153, id="Fearon 2010: insecurity and externalizing problems"),
        pytest.param(0.39, 0.19, id="Groh 2014's d = 0.39, restated by Groh 2017 and Nivison 2023 as r = .19"),
        pytest.param(0.15, 0.07, id="Groh 2012's d = 0.15, restated as r = -.07 of security"),
        pytest.param(1.1547, 0.500, id="Borenstein 2009, chapter 7: d 1.1547, r 0.5000"),
        pytest.param(-0.72, -0.34, id="effectsize, Converting Between r, d, and Odds Ratios"),
    ],
)
def test_d_becomes_the_published_r(d: float, r: float) -> None:
    """Groups of equal size assumed."""
    assert r == pytest.approx(effects.d_to_r(d), abs=6e-3 if len(str(abs(r))) == 4 else 6e-4)  # two places, or three


@pytest.mark.parametrize(
    ("odds_ratio", "d"),
    [
        pytest.param(math.exp(0.9069), 0.5000, id="Borenstein 2009, chapter 7: log odds ratio 0.9069, d 0.5000"),
        pytest.param(1.5, 0.2235, id="ln 1.5 = 0.405465, times 0.551329"),
        pytest.param(1.0, 0.0, id="no association"),
    ],
)
def test_an_odds_ratio_becomes_the_published_d(odds_ratio: float, d: float) -> None:
    """Hasselblad and Hedges: ln(OR) times the square root of 3 over pi."""
    assert d == pytest.approx(effects.odds_ratio_to_d(odds_ratio), abs=5e-5)


def test_an_odds_ratio_of_one_and_a_half_is_an_r_of_a_ninth() -> None:
    """Holt-Lunstad 2010, OR = 1.5 [1.42, 1.59]: d 0.2235, r 0.2235 / 2.0125 = 0.111."""
    common = effects.on_common_scale("OddsRatio", Interval(1.5, 1.42, 1.59))
    assert common is not None
    assert 0.111 == pytest.approx(common.value, abs=5e-4)
    assert common.low is not None
    assert common.high is not None
    assert 0 < common.low < common.value < common.high


@given(D)
def test_d_and_r_are_two_ways_to_say_one_thing(d: float) -> None:
    """There and back."""
    assert d == pytest.approx(effects.r_to_d(effects.d_to_r(d)), abs=1e-9)


@given(D, D)
def test_a_conversion_keeps_order_and_sign(one: float, other: float) -> None:
    """A larger d is no smaller r, and a negative d is a negative r of less than 1."""
    assert (one <= other) == (effects.d_to_r(one) <= effects.d_to_r(other)) or math.isclose(one, other, abs_tol=1e-12)
    assert math.copysign(1, one) == math.copysign(1, effects.d_to_r(one))
    assert abs(effects.d_to_r(one)) < 1


@pytest.mark.parametrize("value", [-0.154, 0.0, 0.679])
def test_an_r_stays_as_it_is(value: float) -> None:
    """Its bounds too, and bounds that were not reported are not made up."""
    assert Interval(value, None, None) == effects.on_common_scale("R", Interval(value, None, None))
    assert Interval(value, -0.9, 0.9) == effects.on_common_scale("R", Interval(value, -0.9, 0.9))


def test_hedges_g_is_converted_like_d() -> None:
    """Yaholkoski 2016, g = 0.65: 0.65 / 2.103 = 0.309."""
    common = effects.on_common_scale("G", Interval(0.65, None, None))
    assert common is not None
    assert 0.309 == pytest.approx(common.value, abs=5e-4)


@pytest.mark.parametrize("measure", sorted(set(MEASURES) - {"R", "D", "G", "OddsRatio"}))
def test_some_measures_are_never_converted(measure: str) -> None:
    """Betas, cross-lagged r, kappas, proportions, shares of variance: no formula holds."""
    assert effects.on_common_scale(measure, Interval(0.2, 0.1, 0.3)) is None


def test_an_unknown_measure_is_not_converted() -> None:
    """Rather nothing than something wrong."""
    assert effects.on_common_scale("HazardRatio", Interval(1.2, None, None)) is None


def test_the_assumptions_name_every_formula_and_its_limits() -> None:
    """Whoever reads a converted figure can judge it."""
    for part in ("d^2 + 4", "equal size", "sub-patterns", "sqrt(3) / pi", "never converted"):
        assert part in effects.ASSUMPTIONS
    assert "https://doi.org/10.1002/9780470743386" in effects.SOURCE


def test_the_variance_of_z_comes_from_n() -> None:
    """Fisher: 1 / (N - 3); z of r = 0.5 is 0.5493."""
    pair = effects.fisher_z(Interval(0.5, None, None), 103)
    assert (0.5493, 0.01) == pytest.approx(pair, abs=5e-5)


def test_the_variance_of_z_comes_from_the_interval_first() -> None:
    """SE 0.1 about z 0.5493: 95 % from tanh(0.3533) to tanh(0.7453), 90 % from tanh(0.3848) to tanh(0.7138)."""
    wide, narrow = (
        Interval(0.5, math.tanh(0.3533), math.tanh(0.7453)),
        Interval(0.5, math.tanh(0.3848), math.tanh(0.7138)),
    )
    assert (0.5493, 0.01) == pytest.approx(effects.fisher_z(wide, 9999), abs=5e-5)
    assert (0.5493, 0.01) == pytest.approx(effects.fisher_z(narrow, None, 90), abs=5e-5)


@pytest.mark.parametrize(
    ("common", "size"),
    [
        (Interval(0.5, None, None), None),
        (Interval(0.5, None, None), 3),
        (Interval(1.0, None, None), 100),
        (Interval(0.5, 0.6, None), 100),
    ],
    ids=["nothing", "too few people", "r of 1", "half an interval"],
)
def test_there_may_be_no_variance(common: Interval, size: int | None) -> None:
    """Then a figure is not pooled."""
    assert effects.fisher_z(common, size) is None
