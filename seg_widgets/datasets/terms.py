"""The contracts table: what an account has signed, term by term, back to its start."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import words
from .columns import in_order, pick
from .days import NEVER, dates, months_before
from .draws import Array, Draws
from .traits import declines
from .trajectories import GROWING
from .world import World

AHEAD = 8
"""Contracts that are signed already and begin with the next renewal."""

_MONTHLY, _ANNUAL, _MULTI_YEAR = range(3)
# A term shorter than this many days is made part of the one after it.
_SHORTEST = 25
_PRICE = (1.0, 1.8, 2.7)


@dataclass(frozen=True)
class Terms:
    """The terms, one entry a term, by account and start; and two entries an account.

    Attributes
    ----------
    account, start, end, edition, seats, arr : of a term; `end` is the day on which it is over.
    kind, months : of an account's contracts: position in `words.CONTRACT_TYPES`, length of a term in months.
    """

    account: Array
    start: Array
    end: Array
    edition: Array
    seats: Array
    arr: Array
    kind: Array
    months: Array

    def seats_on(self, account: Array, day: Array, else_seats: Array) -> Array:
        """Seats in force for accounts on days; `else_seats` where no contract is."""
        if not len(self.account):
            return else_seats
        # Account and day in one number, so that one search finds the term.
        far = 10**7
        at = np.searchsorted(self.account * far + self.start, account * far + day, side="right") - 1
        found: Array = np.where((at >= 0) & (self.account[at] == account), self.seats[at], else_seats)
        return found


def terms(world: World) -> Terms:
    """Draw the terms of all accounts but the trials."""
    base, draws = world.accounts, Draws(world.seed, "contracts")
    story, count = base.story, len(world)
    left = story.churned < NEVER
    end = np.where(left, story.churned, base.renews)
    # Only who renews within a month can have a monthly contract.
    monthly = np.where(left, draws.uniform(count) < 0.15, (base.renews <= 31) & (draws.uniform(count) < 0.7))
    long = draws.uniform(count) < np.where(base.edition == 2, 0.35, 0.15)
    kind = np.where(monthly, _MONTHLY, np.where(long, _MULTI_YEAR, _ANNUAL))
    months = np.select([kind == _MONTHLY, kind == _ANNUAL], [1, 12], np.where(draws.uniform(count) < 0.6, 24, 36))
    shrinks = np.where(story.trajectory == GROWING, 0.80, np.where(declines(base), 1.06, 0.96))
    # Before the first renewal that changed it, some had a lower edition, some of the declining ones a higher one.
    change = draws.uniform(count)
    earlier = np.where((change < 0.22) & (base.edition > 0), -1, 0)
    earlier = np.where(declines(base) & (change > 0.86) & (base.edition < 2), 1, earlier)

    found: list[tuple[Array, ...]] = []
    active, until, back = ~story.trial, end, 0
    while active.any():
        back += 1
        start = np.maximum(months_before(end, months * back), story.started)
        start = np.where(start - story.started < _SHORTEST, story.started, start)
        at = np.flatnonzero(active)
        years = np.minimum((back - 1) * months // 12, 4)
        seats = np.maximum(np.floor(base.seats * _power(shrinks, years)), 3).astype(np.int64)
        edition = base.edition + np.where(years > 0, earlier, 0)
        price = np.asarray(_PRICE)[edition] / np.asarray(_PRICE)[base.edition]
        paid = np.where(years > 0, np.round(base.paid * seats / base.seats * price, 2), base.paid)
        found.append((at, start[at], until[at], edition[at], seats[at], paid[at]))
        until = start
        active = active & (start > story.started)
    account, begin, over, edition, seats, arr = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((begin, account))
    return Terms(account[order], begin[order], over[order], edition[order], seats[order], arr[order], kind, months)


def _power(base: Array, times: Array) -> Array:
    found = np.ones(len(base))
    for step in range(4):
        found = np.where(times > step, found * base, found)
    return found


def contracts(world: World, terms: Terms) -> pd.DataFrame:
    """The contracts: contract_id, account_id, starts_on, ends_on, edition, contract_type, seats, arr (USD a year).

    A churned account's last contract ends on the day it left. A few contracts begin after the as-of day.
    """
    base, draws = world.accounts, Draws(world.seed, "contracts ahead")
    signs = draws.exactly(AHEAD, (base.story.churned == NEVER) & ~base.story.trial & ~base.story.internal)
    ahead = np.flatnonzero(signs)
    seats = np.floor(base.seats[ahead] * 1.2).astype(np.int64)
    account = np.concatenate([terms.account, ahead])
    start = np.concatenate([terms.start, base.renews[ahead]])
    columns = {
        "account_id": world.ids(account),
        "starts_on": dates(start),
        "ends_on": dates(np.concatenate([terms.end, months_before(base.renews[ahead], -terms.months[ahead])])),
        "edition": pick(words.EDITIONS, np.concatenate([terms.edition, base.edition[ahead]])),
        "contract_type": pick(words.CONTRACT_TYPES, terms.kind[account]),
        "seats": np.concatenate([terms.seats, seats]),
        "arr": np.concatenate([terms.arr, np.round(base.paid[ahead] * seats / base.seats[ahead], 2)]),
    }
    return in_order(columns, (start, account), "contract_id", "K")
