"""Effects against figures worked out by other means, and that a 95 % interval holds the truth about as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from seg_widgets.analysis.strength import of_groups, of_order, of_ranks, of_table


def test_rank_biserial_is_wins_less_losses_of_all_pairs():
    values, yes = np.array([5.0, 3, 8, 1, 3, 9]), np.array([True, True, True, False, False, False])
    pairs = [int(a > b) - int(a < b) for a in values[yes] for b in values[~yes]]
    found = of_ranks(values, yes)
    assert found.effect == pytest.approx(sum(pairs) / 9)
    assert found.low <= found.effect <= found.high
    assert of_ranks(-values, yes).effect == pytest.approx(-found.effect)


def test_groups_that_do_not_overlap_have_an_interval_as_wide_as_they_are_small():
    few, many = (of_ranks(np.arange(2.0 * n), np.arange(2 * n) >= n) for n in (5, 500))
    assert few.effect == many.effect == 1
    # Five of five right: with 95 % at least 47.8 % (Clopper and Pearson), so at least -0.043.
    assert few.low == pytest.approx(2 * 0.4782 - 1, abs=1e-3)
    assert many.low > 0.97


def test_cramers_v_of_a_table():
    # Chi-squared of this table is 10 (n = 40, 1 degree of freedom): phi squared 0.25, less 1/39, over 1 - 1/39.
    found = of_table(np.array([[15, 5], [5, 15]]))
    assert found.effect == pytest.approx(((0.25 - 1 / 40) / (1 - 1 / 39)) ** 0.5, abs=1e-9)
    assert found.p == pytest.approx(0.001565, abs=1e-6)  # tables of chi-squared
    assert 0 < found.low < found.effect < found.high < 1


def test_a_table_of_nothing_has_no_effect():
    found = of_table(np.array([[20, 20], [30, 30]]))
    assert (found.effect, found.low) == (0, 0)
    assert found.p == 1


def test_rare_values_are_tested_by_drawing_tables():
    # Fisher's exact p of this table is 1/4 (by hand: 3 of 4 rows, one of them yes).
    assert of_table(np.array([[1, 0], [0, 3]])).p == pytest.approx(0.25, abs=0.05)


def test_spearman_is_one_of_any_rising_order():
    found = of_order(np.arange(10.0), np.arange(10.0) ** 3)
    assert found.effect == pytest.approx(1)
    assert of_order(np.arange(10.0), -(np.arange(10.0))).effect == pytest.approx(-1)


def test_rank_eta_of_groups_that_are_apart_is_near_one():
    values, codes = np.arange(90.0), np.repeat([0, 1, 2], 30)
    # H of three runs of ranks is 79.1 (12 / (90 * 91) * 30 * (15.5^2 + 45.5^2 + 75.5^2) - 3 * 91); less 2, over 87.
    assert of_groups(values, codes, 3).effect == pytest.approx(((79.1209 - 2) / 87) ** 0.5, abs=1e-4)


@pytest.mark.parametrize("which", ["table", "ranks", "order", "groups"])
def test_intervals_hold_the_truth_about_as_often_as_they_say(which: str):
    """Two hundred draws of a known effect: an interval of 95 % misses about ten, and more than twenty-five by hardly any chance."""
    draw, truth, missed = np.random.default_rng(5), 0.0, 0
    for _ in range(200):
        if which == "table":  # rates 0.2 and 0.5, halves: V is the correlation of the two
            side = draw.random(300) < 0.5
            hit = draw.random(300) < np.where(side, 0.5, 0.2)
            table = np.array([[np.sum(~side & ~hit), np.sum(~side & hit)], [np.sum(side & ~hit), np.sum(side & hit)]])
            found, truth = of_table(table), 0.15 / (0.35 * 0.65) ** 0.5
        elif which == "ranks":  # normal, one standard deviation apart: 76.02 % of pairs
            yes = draw.random(120) < 0.25
            found, truth = of_ranks(draw.normal(size=120) + yes, yes), 2 * 0.76025 - 1
        elif which == "order":  # a bivariate normal of correlation 0.5: rho is 6 / pi * asin(0.25)
            one = draw.normal(size=150)
            found, truth = of_order(one, 0.5 * one + 0.75**0.5 * draw.normal(size=150)), 0.4826
        else:
            found, truth = of_groups(draw.normal(size=150), draw.integers(0, 4, 150), 4), 0.0
        missed += not found.low - 1e-9 <= truth <= found.high + 1e-9
    assert missed <= 25
