"""What else is true of each account, beside its story; hidden like it, and drawn from it where it should show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .accounts import Accounts
from .days import NEVER
from .draws import Array, Draws
from .trajectories import FADING, GROWING, NEVER_ADOPTED, QUIET, STEADY

# Poor, Fair, Good: of those that stay with it, of those that turned away, of those that left.
_FIT = ((0.12, 0.34, 0.54), (0.46, 0.36, 0.18), (0.66, 0.26, 0.08))
# Low, Medium, High: growing ones, others.
_GROWTH = ((0.15, 0.35, 0.50), (0.38, 0.40, 0.22))
# Onboarding: how many times the planned days it took, of those that stay and of those that do not.
_PACE_P = (0.0, 0.3, 0.7, 0.9, 1.0)
_PACE = ((0.6, 0.8, 1.0, 1.25, 2.0), (0.9, 1.2, 1.7, 2.3, 3.2))
_STUCK = (0.04, 0.30)
# Licences: the share in use once an account is settled.
_USED_P, _USED = (0.0, 0.1, 0.4, 0.7, 1.0), (0.10, 0.28, 0.60, 0.85, 1.02)


@dataclass(frozen=True)
class Traits:
    """One entry an account.

    Attributes
    ----------
    troubled : whether it has turned away by more than half, or left. What is planted as telling of churn is drawn from it.
    fit, growth : positions in `words.FITS` and `words.GRADES`.
    onboarding : days that an onboarding step takes, as a multiple of the plan.
    stuck : the number of the onboarding step that is never done, 99 for none.
    grudge : its people use the product and are cross all the same, about the price.
    pilot, freemium : what kind of trial it is; neither is a plain one.
    used : share of the licences in use once settled.
    rollout, leap : a day on which many more people were given a licence (`NEVER` for most), and how many times as many.
    """

    troubled: Array
    fit: Array
    growth: Array
    onboarding: Array
    stuck: Array
    grudge: Array
    pilot: Array
    freemium: Array
    used: Array
    rollout: Array
    leap: Array


def traits(accounts: Accounts, seed: int) -> Traits:
    """Draw the traits of each account."""
    draws = Draws(seed, "traits")
    story, count = accounts.story, len(accounts)
    left = story.churned < NEVER
    troubled = (story.turned_away() > 0.5) | left
    growing = story.trajectory == GROWING
    kind = np.where(left, 2, troubled * 1)

    fit = draws.choice(np.asarray(_FIT)[kind], count)
    growth = draws.choice(np.asarray(_GROWTH)[np.where(growing, 0, 1)], count)
    share = draws.uniform(count)
    onboarding = np.where(troubled, np.interp(share, _PACE_P, _PACE[1]), np.interp(share, _PACE_P, _PACE[0]))
    stuck = np.where(draws.uniform(count) < np.asarray(_STUCK)[troubled * 1], draws.integers(3, 6, count), 99)
    stuck = np.where(story.internal, 99, stuck)
    grudge = ~troubled & (draws.uniform(count) < 0.12)

    part = draws.uniform(count)
    pilot = story.trial & (part < 0.55)
    freemium = story.trial & (part >= 0.75)

    used = draws.table(_USED_P, _USED, count)
    used = np.where(story.trajectory == NEVER_ADOPTED, 0.3 * used, used)
    rolls_out = np.isin(story.trajectory, (GROWING, STEADY)) & ~left & (draws.uniform(count) < 0.14)
    rollout = np.where(rolls_out, -draws.integers(2, 26, count), NEVER)
    # Most can only grow from where there is room left.
    used = np.where(rolls_out, 0.55 * used, used)
    leap = draws.table((0.0, 0.5, 1.0), (1.35, 1.6, 2.1), count)
    return Traits(troubled, fit, growth, onboarding, stuck, grudge, pilot, freemium, used, rollout, leap)


def declines(accounts: Accounts) -> Array:
    """Which accounts are fading or have gone quiet."""
    found: Array = np.isin(accounts.story.trajectory, (FADING, QUIET))
    return found
