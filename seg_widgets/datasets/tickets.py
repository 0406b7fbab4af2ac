"""The tickets table: what an account asked of support."""

from __future__ import annotations

import numpy as np
import pandas as pd

from . import words
from .accounts import Accounts
from .columns import nullable_integers, pick, with_missing
from .days import AS_OF, NEVER, instants, off_weekend, seconds_of_day
from .draws import Array, Draws
from .features import Features
from .trajectories import FADING, NEVER_ADOPTED

FEATURE_MISSING, SATISFACTION_MISSING, FORGOTTEN = 0.20, 0.45, 0.015

_PRIORITIES, _KINDS = ("low", "normal", "high", "urgent"), ("bug", "question", "request")
_PRIORITY_SHARES = (0.22, 0.50, 0.21, 0.07)
# Hours until a ticket is closed: quantiles, times a factor by priority.
_HOURS_P, _HOURS = (0.0, 0.2, 0.5, 0.8, 0.95, 1.0), (0.3, 3.0, 20.0, 80.0, 240.0, 900.0)
_HOURS_BY_PRIORITY = (1.8, 1.0, 0.6, 0.25)
_SCORES = ((0.03, 0.06, 0.15, 0.36, 0.40), (0.20, 0.26, 0.26, 0.18, 0.10))


def tickets(accounts: Accounts, features: Features, seed: int) -> pd.DataFrame:
    """Draw the tickets, in order of opening.

    Returns
    -------
    DataFrame
        ticket_id, account_id, opened_at, closed_at (missing while open), priority, kind, feature (may be missing),
        satisfaction (1 to 5, mostly missing; never there while a ticket is open).
    """
    draws = Draws(seed, "tickets")
    account, day, in_trouble = _openings(accounts, draws)
    count = len(account)
    second = seconds_of_day(draws, count)
    opened = instants(day, second)

    priority = draws.choice(_PRIORITY_SHARES, count)
    priority = np.minimum(priority + (in_trouble & (draws.uniform(count) < 0.35)), 3)
    kind = draws.choice(np.where(in_trouble[:, None], (0.60, 0.22, 0.18), (0.28, 0.47, 0.25)), count)
    feature = draws.choice(features.weights(account, day), count)

    hours = draws.table(_HOURS_P, _HOURS, count) * np.asarray(_HOURS_BY_PRIORITY)[priority]
    closed = opened + np.floor(hours * 3_600).astype(np.int64).astype("timedelta64[s]")
    # The day that is not over yet has seen nothing after its last working hour.
    still_open = closed >= np.datetime64(AS_OF, "us") + np.timedelta64(20, "h")
    still_open |= draws.uniform(count) < FORGOTTEN
    score = 1 + draws.choice(np.asarray(_SCORES)[in_trouble * 1], count)
    answers = count - round(SATISFACTION_MISSING * count)
    unscored = ~draws.exactly(answers, ~still_open)

    frame = pd.DataFrame(
        {
            "account_id": accounts.frame["account_id"].to_numpy(dtype=object)[account],
            "opened_at": opened,
            "closed_at": np.where(still_open, np.datetime64("NaT", "us"), closed.astype("datetime64[us]")),
            "priority": pick(_PRIORITIES, priority),
            "kind": pick(_KINDS, kind),
            "feature": with_missing(pick(words.FEATURES, feature), draws.exactly(round(FEATURE_MISSING * count), count)),
            "satisfaction": nullable_integers(score, unscored),
        }
    )
    frame = frame.iloc[np.lexsort((account, second, day))].reset_index(drop=True)
    frame.insert(0, "ticket_id", [f"T-{number:05d}" for number in range(1, count + 1)])
    return frame


def _openings(accounts: Accounts, draws: Draws) -> tuple[Array, Array, Array]:
    """Account, day and whether the account was in trouble, of each ticket."""
    story = accounts.story
    life = story.last - story.first + 1
    turns = story.turned < NEVER
    # Most of what drives an account away is heard by support before; once quiet, it asks for nothing.
    calm_end = np.where(turns, np.minimum(story.turned + story.span, story.last), story.last)
    calm_days = np.maximum(calm_end - story.first + 1, 1)
    pace = np.interp(accounts.seats, (3, 50, 400, 3_500), (0.006, 0.010, 0.015, 0.025))
    pace = np.where(story.trajectory == NEVER_ADOPTED, pace * 0.4, pace)
    plain = draws.counts(0.9 * pace * calm_days + 0.2)
    trouble = np.where(turns, draws.counts(np.where(story.trajectory == FADING, 4.5, 3.5)), 0)
    trouble = np.where(life > 30, trouble, 0)

    calm = np.repeat(np.arange(len(story)), plain)
    vexed = np.repeat(np.arange(len(story)), trouble)
    calm_day = story.first[calm] + np.floor(draws.uniform(len(calm)) * calm_days[calm]).astype(np.int64)
    vexed_day = story.turned[vexed] + draws.integers(-45, 20, len(vexed))
    account = np.concatenate([calm, vexed])
    day = np.clip(np.concatenate([calm_day, vexed_day]), story.first[account], story.last[account])
    day = off_weekend(day, 0)
    day = np.clip(day, story.first[account], story.last[account])
    return account, day, np.repeat((False, True), (len(calm), len(vexed)))
