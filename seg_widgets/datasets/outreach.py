"""The emails and calls tables: what passes between a CSM and an account beside meetings."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .columns import in_order, pick
from .days import instants, seconds_of_day
from .draws import Array, Draws
from .world import World, occasions

CONTACT_MISSING = 0.06

_OUTCOMES = ("answered", "voicemail", "no answer")
# In good times, and when an account has turned away.
_OUTCOME_SHARES = ((0.72, 0.18, 0.10), (0.22, 0.40, 0.38))


def emails(world: World) -> pd.DataFrame:
    """The emails, in order of time.

    Returns
    -------
    DataFrame
        email_id, account_id, contact_id (missing for shared mailboxes), sent_at, direction ("out" from the CSM, "in"
        from the customer), opened (by whom it was sent to; those that come in all are).
    """
    draws = Draws(world.seed, "emails")
    there = _served(world)
    out, out_day = occasions(there, 1 / 16, draws)
    back, back_day = occasions(np.minimum(world.mood, 1.3) * there, draws.table((0.0, 0.4, 1.0), (0.004, 0.02, 0.09), len(world)), draws)
    account, day = np.concatenate([out, back]), np.concatenate([out_day, back_day])
    comes_in = np.repeat((False, True), (len(out), len(back)))
    count = len(account)

    second = seconds_of_day(draws, count)
    opened = comes_in | (draws.uniform(count) < 0.12 + 0.50 * np.minimum(world.mood_on(account, day), 1.0))
    contact = world.somebody(account, day, draws)
    contact = np.where(draws.exactly(round(CONTACT_MISSING * count), count), -1, contact)
    columns = {
        "account_id": world.ids(account),
        "contact_id": world.contact_ids(contact),
        "sent_at": instants(day, second),
        "direction": pick(("out", "in"), comes_in * 1),
        "opened": opened,
    }
    return in_order(columns, (account, second, day), "email_id", "E")


def calls(world: World) -> pd.DataFrame:
    """The calls of CSMs, in order of time: call_id, account_id, at, minutes (0 where nobody answered), outcome."""
    draws = Draws(world.seed, "calls")
    account, day = occasions(_served(world), draws.table((0.0, 0.3, 0.8, 1.0), (0.0, 0.012, 0.04, 0.08), len(world)), draws)
    count = len(account)
    second = seconds_of_day(draws, count)
    cool = world.mood_on(account, day) < 0.5
    outcome = draws.choice(np.asarray(_OUTCOME_SHARES)[cool * 1], count)
    minutes = np.ceil(draws.table((0.0, 0.5, 0.9, 1.0), (2, 11, 30, 60), count)).astype(np.int64)
    columns = {
        "account_id": world.ids(account),
        "at": instants(day, second),
        "minutes": np.where(outcome == 0, minutes, 0),
        "outcome": pick(_OUTCOMES, outcome),
    }
    return in_order(columns, (account, second, day), "call_id", "L")


def _served(world: World) -> Array:
    """1 on days on which somebody is there to be written to. Two CSMs with too many accounts get to less."""
    there = (world.level > 0) & world.populated[:, None]
    served: Array = there * np.where(world.accounts.owner < 2, 0.6, 1.0)[:, None]
    return served
