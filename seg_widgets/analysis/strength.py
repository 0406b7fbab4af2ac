"""How strongly two columns go together: an effect from 0 (nothing) to 1 or -1, its 95 % interval and a test.

All statistics are scipy's or statsmodels'. Every effect is on the scale of a correlation, so that they can be put in one list.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass

import numpy as np

SURE = 0.95
"""Of the intervals."""
DRAWN = 2000
"""So many tables are drawn where a chi-squared test would not hold."""


@dataclass(frozen=True)
class Strength:
    """A measured association: the measure's name, the effect, its interval, the p-value of "there is none"."""

    measure: str
    effect: float
    low: float
    high: float
    p: float


def of_ranks(values: np.ndarray, yes: np.ndarray) -> Strength:
    """Hold numbers of two groups against each other.

    The rank-biserial correlation: how much likelier a random one of ``yes`` is above a random other one than below (Cureton 1956).
    The interval is that of Brunner and Munzel's estimate (2000), by :func:`statsmodels.stats.nonparametric.rank_compare_2indep`,
    on the scale of the logit so that it stays within -1 and 1; the test is Mann and Whitney's, by :mod:`scipy.stats`.
    """
    from scipy.stats import mannwhitneyu
    from statsmodels.stats.nonparametric import rank_compare_2indep
    from statsmodels.stats.proportion import proportion_confint

    inside, outside = values[yes], values[~yes]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # groups that do not overlap have no variance
        found = rank_compare_2indep(inside, outside)
        p = float(mannwhitneyu(inside, outside).pvalue)
        above = float(found.prob1)
        spread = float(np.sqrt(found.var / found.nobs)) if np.isfinite(found.var) else 0.0
    if spread > 0 and 0 < above < 1:
        from scipy.stats import norm

        half = norm.isf((1 - SURE) / 2) * spread / (above * (1 - above))
        logit = math.log(above / (1 - above))
        low, high = (1 / (1 + math.exp(-min(max(end, -700), 700))) for end in (logit - half, logit + half))
    else:  # as many right guesses as the smaller group has members, all of them right (Clopper and Pearson)
        least = min(len(inside), len(outside))
        low, high = (float(end) for end in proportion_confint(round(above * least), least, alpha=1 - SURE, method="beta"))
    return Strength("rank-biserial", 2 * above - 1, 2 * low - 1, 2 * high - 1, p)


def of_order(values: np.ndarray, others: np.ndarray) -> Strength:
    """Hold numbers against numbers.

    Spearman's rho, tested by scipy; the interval is Fisher's with the variance of Bonett and Wright (2000).
    """
    from scipy.stats import norm, spearmanr

    found = spearmanr(values, others)
    rho = float(found.statistic)
    half = norm.isf((1 - SURE) / 2) * math.sqrt((1 + rho**2 / 2) / max(len(values) - 3, 1))
    at = math.atanh(min(max(rho, -1 + 1e-12), 1 - 1e-12))
    return Strength("Spearman's rho", rho, math.tanh(at - half), math.tanh(at + half), float(found.pvalue))


def of_groups(values: np.ndarray, codes: np.ndarray, groups: int) -> Strength:
    """Hold numbers of several groups against each other.

    The root of the part of the ranks' variance that lies between the groups, less what chance would bring (eta squared of
    Kruskal and Wallis' H: Tomczak and Tomczak 2014); the test is theirs, the interval that of a noncentral chi-squared H.
    """
    from scipy.stats import kruskal

    n, free = len(values), groups - 1
    found = kruskal(*(values[codes == g] for g in range(groups)))
    h, p = float(found.statistic), float(found.pvalue)
    effect, low, high = (math.sqrt(min(max(e, 0.0) / max(n - groups, 1), 1.0)) for e in (h - free, *_beyond(h, free)))
    return Strength("rank eta", effect, low, high, p)


def of_table(table: np.ndarray, draw: int = 0) -> Strength:
    """Hold two categories against each other, by the table of their counts.

    Cramér's V less its bias (Bergsma 2013), its interval by inverting the noncentral chi-squared distribution (Smithson 2003);
    Pearson's test by scipy. Where too few are expected in the cells (Cochran 1954) the p-value is that of tables drawn with the
    same margins (:data:`scipy.stats.random_table`), from a fixed seed.
    """
    from scipy.stats import chi2, chi2_contingency, random_table

    rows, columns = table.shape
    n, free = int(table.sum()), (rows - 1) * (columns - 1)
    statistic, p, _, expected = chi2_contingency(table, correction=False)
    statistic, p = float(statistic), float(p)
    if expected.min() < 1 or (expected < 5).mean() > 0.2:
        drawn = random_table(table.sum(axis=1), table.sum(axis=0)).rvs(DRAWN, random_state=np.random.default_rng(draw))
        statistics = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
        p = float((1 + (statistics >= statistic * (1 - 1e-9)).sum()) / (DRAWN + 1))
        statistic = min(statistic, float(chi2.isf(p, free))) if p > 2 / DRAWN else statistic
    least = min(k - (k - 1) ** 2 / max(n - 1, 1) for k in (rows, columns)) - 1
    ends = (statistic - free, *_beyond(statistic, free))
    effect, low, high = (math.sqrt(min(max(e, 0.0) / max(n * least, 1e-12), 1.0)) for e in ends)
    return Strength("Cramér's V", effect, low, high, p)


def _beyond(statistic: float, free: int) -> tuple[float, float]:
    """Give the noncentralities between which a chi-squared statistic is usual: 95 % of the time."""
    from scipy.optimize import brentq
    from scipy.stats import ncx2

    def end(chance: float) -> float:
        def off(noncentral: float) -> float:
            return float(ncx2.cdf(statistic, free, noncentral)) - chance

        most = 4 * (statistic + free) + 40
        return 0.0 if off(1e-9) <= 0 else float(brentq(off, 1e-9, most)) if off(most) < 0 else most

    tail = (1 - SURE) / 2
    return end(1 - tail), end(tail)
