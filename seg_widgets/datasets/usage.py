"""The usage table: who used which feature, when and for how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import words
from .accounts import Accounts
from .columns import pick, shared_out
from .contacts import Contacts
from .days import HISTORY, instants, seconds_of_day, workload
from .draws import Array, Draws
from .features import Features
from .trajectories import levels

MINUTES_MISSING = 0.004

# Minutes of one use, times a factor by feature.
_MINUTES_P = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.0)
_MINUTES = (0.5, 3.0, 7.0, 12.0, 19.0, 34.0, 60.0, 120.0)
_MINUTES_BY_FEATURE = (1.0, 1.4, 0.9, 0.4, 1.2, 0.5, 0.6, 0.7)
# Contacts a time: a block of contacts by days fits the processor's memory.
_BLOCK = 1_000


@dataclass(frozen=True)
class UsageRows:
    """The rows in order of time, as numbers.

    Attributes
    ----------
    contact : position of the contact.
    at : time.
    feature : position in `words.FEATURES`.
    minutes : a few are NaN.
    actions : whole numbers.
    """

    contact: Array
    at: Array
    feature: Array
    minutes: Array
    actions: Array

    def __len__(self) -> int:
        return len(self.contact)


def usage(accounts: Accounts, contacts: Contacts, features: Features, seed: int) -> pd.DataFrame:
    """Draw the usage rows, in order of time, with ids from 1.

    Returns
    -------
    DataFrame
        usage_id, contact_id, at (naive, UTC), feature, minutes (float, a few missing), actions (count).
    """
    rows = usage_rows(accounts, contacts, features, seed)
    return pd.DataFrame(
        {
            "usage_id": np.arange(1, len(rows) + 1, dtype=np.int64),
            "contact_id": contacts.frame["contact_id"].to_numpy(dtype=object)[rows.contact],
            "at": rows.at,
            "feature": pick(words.FEATURES, rows.feature),
            "minutes": rows.minutes,
            "actions": rows.actions,
        }
    )


def usage_rows(accounts: Accounts, contacts: Contacts, features: Features, seed: int, number: int | None = None) -> UsageRows:
    """Draw the usage rows as numbers.

    Parameters
    ----------
    number : int, optional
        How many rows there are to be; left out, as many as the stories suggest.
    """
    draws = Draws(seed, "usage")
    contact, day = _active_days(accounts, contacts, draws)
    # One to four features are used on an active day.
    repeats = 1 + np.searchsorted((0.87, 0.975, 0.995), draws.uniform(len(contact)), side="right")
    if number is not None:
        repeats = _as_many(repeats, contact, number, Draws(seed, "number of uses"))
    contact, day = np.repeat(contact, repeats), np.repeat(day, repeats)
    count = len(contact)

    second = seconds_of_day(draws, count)
    feature = draws.choice(features.weights(contacts.account[contact], day), count)
    minutes = draws.table(_MINUTES_P, _MINUTES, count) * np.asarray(_MINUTES_BY_FEATURE)[feature]
    minutes = np.round(np.maximum(minutes, 0.1), 1)
    actions = 1 + np.floor(minutes * draws.table((0.0, 0.5, 1.0), (0.1, 0.6, 2.5), count)).astype(np.int64)
    missing = draws.exactly(round(MINUTES_MISSING * count), count)

    # By day, second and contact: one number for all three is sorted in half the time.
    order = np.argsort(((day + HISTORY) * 86_400 + second) * len(contacts.account) + contact, kind="stable")
    minutes[missing] = np.nan
    return UsageRows(contact[order], instants(day, second)[order], feature[order], minutes[order], actions[order])


def _as_many(repeats: Array, contact: Array, number: int, draws: Draws) -> Array:
    """Uses on each active day, so that they add up to a number."""
    share = number / max(int(repeats.sum()), 1)
    kept = np.ones(len(repeats), dtype=bool)
    if share < 1:
        # Half of the thinning takes people away, half takes days: those that are left still have a rhythm.
        person = draws.uniform(int(contact.max(initial=0)) + 1)
        kept = person[contact] < np.sqrt(share)
        # By chance too few may be left.
        kept |= int(kept.sum()) * int(repeats.max(initial=1)) < number
    return shared_out(np.where(kept, repeats, 0), number, kept, draws)


def _active_days(accounts: Accounts, contacts: Contacts, draws: Draws) -> tuple[Array, Array]:
    """Position of the contact and day of each active day.

    Active days come where a running sum of the pace passes a whole number. That keeps people to a rhythm of their own,
    as work does; independent draws a day would make every small account look as if it were falling or rising.
    """
    day = np.arange(1 - HISTORY, 1)
    by_account = levels(accounts.story) * workload(day)
    phase = draws.uniform(len(contacts.account))
    found = []
    for start in range(0, len(phase), _BLOCK):
        block = slice(start, start + _BLOCK)
        level = by_account[contacts.account[block]] * contacts.pace[block, None]
        level[day < contacts.created[block, None]] = 0.0
        chance = draws.uniform(level.shape)
        # 3 u² has the mean 1: most days are below the pace, some far above.
        running = np.floor(np.cumsum(level * (3.0 * chance * chance), axis=1) + phase[block, None])
        contact, column = np.nonzero(np.diff(running, axis=1, prepend=np.zeros((len(level), 1))) > 0)
        found.append((start + contact, day[column]))
    contacts_found, days_found = zip(*found, strict=True)
    return np.concatenate(contacts_found), np.concatenate(days_found)
