"""The use_cases, benefits, churns and benchmarks tables: what customers want, what they got, why they left."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import words
from .columns import in_order, pick, with_missing
from .days import NEVER, dates, instants, seconds_of_day
from .draws import Array, Draws
from .world import World

REASON_MISSING = 0.08
BENCHMARKS_LEFT_OUT = 2

# Shares by reason of those that left; what a poor fit adds to a missing feature is by hand.
_REASON_SHARES = ((0.34, 0.26, 0.10, 0.12, 0.18), (0.24, 0.14, 0.06, 0.40, 0.16))
_ACHIEVED = (0.78, 0.22)
# Uses a month of a typical account, in the order of words.FEATURES.
_TYPICAL = (4.0, 1.6, 2.4, 1.0, 0.6, 0.9, 0.7, 0.8)


def intentions(world: World) -> Array:
    """What each account wants to do: an (accounts, use cases) mask."""
    draws = Draws(world.seed, "intentions")
    # A few want more than their edition gives; most bought the one they need.
    lowest = np.asarray([words.EDITIONS.index(edition) for _, edition, _ in words.USE_CASES])
    within = lowest <= world.accounts.edition[:, None]
    found: Array = draws.uniform(within.shape) < np.where(within, 0.34, 0.10)
    return found


def use_cases(world: World, wanted: Array) -> pd.DataFrame:
    """The use cases: use_case_id, account_id, use_case, source, required_edition, required_feature; by account."""
    draws = Draws(world.seed, "use cases")
    account, case = np.nonzero(wanted)
    said = draws.uniform(len(account)) < 0.6
    names, editions, features = zip(*words.USE_CASES, strict=True)
    columns = {
        "account_id": world.ids(account),
        "use_case": pick(names, case),
        "source": pick(("CSM", "self-reported"), said * 1),
        "required_edition": pick(editions, case),
        "required_feature": pick(features, case),
    }
    return in_order(columns, (case, account), "use_case_id", "U")


def benefits(world: World) -> pd.DataFrame:
    """The benefits: benefit_id, account_id, benefit, bought_on (the start), achieved_on (missing if not yet); by account."""
    draws = Draws(world.seed, "benefits")
    story, troubled = world.accounts.story, world.traits.troubled
    account, benefit = np.nonzero(draws.uniform((len(world), len(words.BENEFITS))) < 0.42)
    count = len(account)
    achieves = draws.uniform(count) < np.asarray(_ACHIEVED)[troubled[account] * 1]
    wait = np.floor(draws.table((0.0, 0.3, 0.6, 0.9, 1.0), (25, 75, 150, 330, 700), count)).astype(np.int64)
    achieved = np.where(achieves, story.started[account] + wait, NEVER)
    achieved = np.where(achieved <= story.last[account], achieved, NEVER)
    columns = {
        "account_id": world.ids(account),
        "benefit": pick(words.BENEFITS, benefit),
        "bought_on": dates(story.started[account]),
        "achieved_on": dates(achieved),
    }
    return in_order(columns, (benefit, account), "benefit_id", "B")


def churns(world: World) -> pd.DataFrame:
    """Who left, in order of time: account_id, at (on the day of accounts.churned_on), reason (may be missing), arr_lost (USD a year)."""
    draws = Draws(world.seed, "churns")
    base = world.accounts
    account = np.flatnonzero(base.story.churned < NEVER)
    count = len(account)
    day = base.story.churned[account]
    second = seconds_of_day(draws, count)
    reason = draws.choice(np.asarray(_REASON_SHARES)[(world.traits.fit[account] == 0) * 1], count)
    missing = draws.exactly(round(REASON_MISSING * count), count)
    columns = {
        "account_id": world.ids(account),
        "at": instants(day, second),
        "reason": with_missing(pick(words.CHURN_REASONS, reason), missing),
        "arr_lost": base.paid[account],
    }
    return in_order(columns, (account, second, day))


def benchmarks(world: World) -> pd.DataFrame:
    """What is usual in an industry: industry, feature, uses_per_month (of an account), active_users (share of the seats)."""
    draws = Draws(world.seed, "benchmarks")
    industry, feature = np.divmod(np.arange(len(words.INDUSTRIES) * len(words.FEATURES)), len(words.FEATURES))
    count = len(industry)
    frame = pd.DataFrame(
        {
            "industry": pick(words.INDUSTRIES, industry),
            "feature": pick(words.FEATURES, feature),
            "uses_per_month": np.round(np.asarray(_TYPICAL)[feature] * (0.7 + 0.6 * draws.uniform(count)), 1),
            "active_users": np.round(0.3 + 0.4 * draws.uniform(len(words.INDUSTRIES))[industry], 2),
        }
    )
    left_out = draws.exactly(BENCHMARKS_LEFT_OUT, count)
    return frame[~left_out].reset_index(drop=True)
