"""The meetings table: what CSMs and accounts agreed on, and whether it took place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .accounts import Accounts
from .columns import pick
from .days import AHEAD, HISTORY, NEVER, instants, off_weekend
from .draws import Array, Draws
from .trajectories import NEVER_ADOPTED

_QBR, _CHECK_IN, _TRAINING, _KICKOFF = range(4)
_KINDS = ("QBR", "Check-in", "Training", "Kickoff")
_MINUTES = (60, 30, 90, 60)
_STATUSES = ("held", "cancelled", "no-show", "planned")
# Held, cancelled, no-show: in good times, and once an account has turned away.
_KEPT = ((0.86, 0.10, 0.04), (0.22, 0.50, 0.28))
# By edition: the share of accounts with a review each quarter, and the days between check-ins.
_REVIEWED, _CHECK_IN_DAYS = (0.12, 0.60, 0.92), (112, 120, 95)


def meetings(accounts: Accounts, seed: int) -> pd.DataFrame:
    """Draw the meetings, in order of time.

    Returns
    -------
    DataFrame
        meeting_id, account_id, starts_at (up to 60 days ahead), kind, status ("planned" is ahead, and only that),
        minutes (booked).
    """
    draws = Draws(seed, "meetings")
    account, day, kind = _slots(accounts, draws)
    day = off_weekend(day, AHEAD)
    story = accounts.story
    inside = (day >= np.maximum(story.first, 1 - HISTORY)[account]) & (day <= _booked_until(accounts, draws)[account])
    account, day, kind = account[inside], day[inside], kind[inside]

    count = len(account)
    away = (day >= story.turned[account]) | ((story.trajectory[account] == NEVER_ADOPTED) & (day > story.started[account] + 60))
    status = np.where(day > 0, 3, draws.choice(np.asarray(_KEPT)[away * 1], count))
    half_hour = draws.integers(16, 33, count)
    frame = pd.DataFrame(
        {
            "account_id": accounts.frame["account_id"].to_numpy(dtype=object)[account],
            "starts_at": instants(day, half_hour * 1_800),
            "kind": pick(_KINDS, kind),
            "status": pick(_STATUSES, status),
            "minutes": np.asarray(_MINUTES, dtype=np.int64)[kind],
        }
    )
    frame = frame.iloc[np.lexsort((kind, account, half_hour, day))].reset_index(drop=True)
    frame.insert(0, "meeting_id", [f"M-{number:05d}" for number in range(1, count + 1)])
    return frame


def _booked_until(accounts: Accounts, draws: Draws) -> Array:
    """The last day for which an account has a meeting booked."""
    story, count = accounts.story, len(accounts)
    until: Array = np.where(story.churned < NEVER, story.churned - 1, AHEAD)
    # Nobody goes on booking meetings that are not kept.
    until = np.minimum(until, story.turned + draws.integers(20, 120, count))
    until = np.where(
        story.trajectory == NEVER_ADOPTED,
        np.minimum(until, story.started + draws.integers(90, 300, count)),
        until,
    )
    # Some accounts are simply let slip, whatever their health; two CSMs have too many accounts and do so more often.
    slips = draws.uniform(count) < np.where(accounts.owner < 2, 0.25, 0.06)
    until = np.where(slips, np.minimum(until, -draws.integers(100, 330, count)), until)
    return until


def _slots(accounts: Accounts, draws: Draws) -> tuple[Array, Array, Array]:
    """Account, day and kind of every meeting that a healthy account would have."""
    story, count = accounts.story, len(accounts)
    everyone = np.arange(count)
    reviewed = draws.uniform(count) < np.asarray(_REVIEWED)[accounts.edition]
    period = np.asarray(_CHECK_IN_DAYS)[accounts.edition] * draws.table((0.0, 0.5, 1.0), (0.6, 1.0, 1.7), count)

    reviews = _series(everyone[reviewed], story.started[reviewed], np.full(int(reviewed.sum()), 91.0), draws)
    check_ins = _series(everyone, story.started, period, draws)
    trained = np.repeat(everyone, draws.counts(np.full(count, 1.6)))
    training_day = story.started[trained] + draws.integers(10, 90, len(trained))
    kickoff_day = story.started + draws.integers(1, 12, count)

    account = np.concatenate([reviews[0], check_ins[0], trained, everyone])
    day = np.concatenate([reviews[1], check_ins[1], training_day, kickoff_day])
    sizes = (len(reviews[0]), len(check_ins[0]), len(trained), count)
    return account, day, np.repeat((_QBR, _CHECK_IN, _TRAINING, _KICKOFF), sizes)


def _series(account: Array, started: Array, period: Array, draws: Draws) -> tuple[Array, Array]:
    """Meetings every `period` days from the start, each up to ten days early or late."""
    slots = np.floor((AHEAD - started) / period).astype(np.int64)
    which = np.repeat(np.arange(len(account)), slots)
    number = 1 + np.arange(len(which)) - np.repeat(np.cumsum(slots) - slots, slots)
    day = started[which] + np.floor(number * period[which]).astype(np.int64) + draws.integers(-10, 10, len(which))
    return account[which], day
