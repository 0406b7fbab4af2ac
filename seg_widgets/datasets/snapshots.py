"""The licences and health tables: how an account stood, week by week and month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .columns import nullable_integers, pick, with_missing
from .days import HISTORY, NEVER, dates, months_before
from .draws import Array, Draws
from .terms import Terms
from .trajectories import GROWING
from .world import World

USED_MISSING, SENTIMENT_MISSING = 0.01, 0.06
STALE, STALE_FOR = 4, 90
"""Accounts whose licences were last counted that many days before the as-of day, or longer ago."""

# Score from which on health is Yellow, Green.
_YELLOW, _GREEN = 40, 65


def licences(world: World, terms: Terms) -> pd.DataFrame:
    """The licences: account_id, day (each Friday, the as-of day among them), seats (bought), used (may be missing)."""
    base, traits, draws = world.accounts, world.traits, Draws(world.seed, "licences")
    account, day = _times(world, np.arange(1 - HISTORY + (HISTORY - 1) % 7, 1, 7))
    count = len(account)

    seats = terms.seats_on(account, day, base.seats[account])
    # A growing account is at its height now; what is in use never falls back to nothing while it stays.
    height = np.where(base.story.trajectory == GROWING, 1.4, 1.0)[account]
    share = traits.used[account] * np.minimum(world.mood_on(account, day) / height, 1.0)
    share = np.where(day >= traits.rollout[account], share * traits.leap[account], share)
    used = np.rint(seats * share * (0.97 + 0.06 * draws.uniform(count))).astype(np.int64)
    used = np.clip(used, 0, np.ceil(seats * 1.15).astype(np.int64))

    old = (base.story.churned == NEVER) & ~base.story.internal & (base.story.started < -3 * STALE_FOR)
    stale = draws.exactly(STALE, old)
    kept = ~(stale[account] & (day > -STALE_FOR))
    account, day, seats, used = account[kept], day[kept], seats[kept], used[kept]
    missing = draws.exactly(round(USED_MISSING * len(used)), len(used))
    return pd.DataFrame(
        {
            "account_id": world.ids(account),
            "day": dates(day),
            "seats": seats,
            "used": nullable_integers(used, missing),
        }
    )


def health(world: World) -> pd.DataFrame:
    """The health: account_id, day (the 20th of each month), score (0 to 100), sentiment (may be missing)."""
    traits, draws = world.traits, Draws(world.seed, "health")
    account, day = _times(world, months_before(np.zeros(24, dtype=np.int64), np.arange(24)[::-1]))
    count = len(account)
    # People differ in what they report, so an account is a little high or low for good.
    lean = draws.uniform(len(world))[account]
    mood = np.minimum(world.mood_on(account, day), 1.2)
    score = 12 + 48 * mood + 14 * lean + 14 * draws.uniform(count) + 4 * traits.fit[account]
    score = np.clip(np.rint(score), 0, 100).astype(np.int64)
    said = np.digitize(score, (_YELLOW, _GREEN))
    missing = draws.exactly(round(SENTIMENT_MISSING * count), count)
    return pd.DataFrame(
        {
            "account_id": world.ids(account),
            "day": dates(day),
            "score": score,
            "sentiment": with_missing(pick(("Red", "Yellow", "Green"), said), missing),
        }
    )


def _times(world: World, day: Array) -> tuple[Array, Array]:
    """Account and day of each state: by day, then account, while the account is there."""
    story = world.accounts.story
    row, account = np.nonzero((day[:, None] >= story.first) & (day[:, None] <= story.last))
    return account, day[row]
