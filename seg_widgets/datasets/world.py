"""Everything hidden that the tables are drawn from, in one place, and how their rows are spread over time and people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .accounts import Accounts
from .accounts import accounts as draw_accounts
from .contacts import PRIMARY_CONTACT, Contacts
from .contacts import contacts as draw_contacts
from .days import HISTORY, off_weekend
from .draws import Array, Draws
from .features import Features
from .features import features as draw_features
from .traits import Traits
from .traits import traits as draw_traits
from .trajectories import levels


@dataclass(frozen=True)
class World:
    """The accounts with their stories and traits, and their contacts."""

    seed: int
    accounts: Accounts
    contacts: Contacts
    features: Features
    traits: Traits

    def __len__(self) -> int:
        return len(self.accounts)

    @cached_property
    def level(self) -> Array:
        """Engagement by account and day of the history: `trajectories.levels`."""
        return levels(self.accounts.story)

    @cached_property
    def mood(self) -> Array:
        """Engagement in relation to the account's own strength: about 1 in good times, 0 when it has turned away."""
        return self.level / self.accounts.story.strength[:, None]

    def mood_on(self, account: Array, day: Array) -> Array:
        """The mood of accounts on days of the history."""
        found: Array = self.mood[account, np.clip(day + HISTORY - 1, 0, HISTORY - 1)]
        return found

    def ids(self, account: Array) -> Array:
        """Account ids at positions."""
        found: Array = self.accounts.frame["account_id"].to_numpy(dtype=object)[account]
        return found

    def contact_ids(self, contact: Array) -> Array:
        """Contact ids at positions; -1 gives a missing one."""
        found: Array = self.contacts.frame["contact_id"].to_numpy(dtype=object)[np.maximum(contact, 0)]
        found[contact < 0] = None
        return found

    @cached_property
    def populated(self) -> Array:
        """Which accounts have contacts."""
        return np.bincount(self.contacts.account, minlength=len(self)) > 0

    def somebody(self, account: Array, day: Array, draws: Draws) -> Array:
        """Position of a contact of each account (-1 where it has none): anyone who is there on that day, else the primary one."""
        number = np.bincount(self.contacts.account, minlength=len(self))
        first = np.cumsum(number) - number
        chosen = first[account] + np.floor(draws.uniform(len(account)) * number[account]).astype(np.int64)
        chosen = np.minimum(chosen, len(self.contacts.account) - 1)
        chosen = np.where(self.contacts.created[chosen] <= day, chosen, self.primary[account])
        return np.where(self.populated[account], chosen, -1)

    @cached_property
    def primary(self) -> Array:
        """Position of each account's primary contact, who is there from the start; -1 where it has none."""
        found = np.full(len(self), -1)
        at = np.flatnonzero(self.contacts.role == PRIMARY_CONTACT)
        found[self.contacts.account[at]] = at
        return found


def draw_world(accounts: int, seed: int, crowd: int | None = None) -> World:
    """Draw what is hidden; `crowd` is the number of contacts, if it is to be a certain one."""
    base = draw_accounts(accounts, seed)
    return World(seed, base, draw_contacts(base, seed, crowd), draw_features(base, seed), draw_traits(base, seed))


def occasions(weight: Array, rate: Array | float, draws: Draws) -> tuple[Array, Array]:
    """Account and day of rows that come as often as the weights say; none at weekends.

    Parameters
    ----------
    weight : (accounts, HISTORY)
        How likely each day is; 1 is a plain one, 0 one without rows.
    rate : rows on a plain day, one number or one an account.
    """
    # Running sums, as they are added up in the same order everywhere.
    running = np.cumsum(weight, axis=1)
    total = running[:, -1]
    number = draws.counts(total * rate)
    number = np.where(total > 0, number, 0)
    account = np.repeat(np.arange(len(weight)), number)
    goal = draws.uniform(len(account)) * total[account]
    # One search for all: each account's sums are put above those of the accounts before it.
    above = np.arange(len(weight)) * (1.0 + 2.0 * np.max(total, initial=0.0))
    place = np.searchsorted((running + above[:, None]).ravel(), goal + above[account], side="right")
    column = np.clip(place - account * HISTORY, 0, HISTORY - 1)
    day = column + 1 - HISTORY
    # A Monday may lie before the account's first day or after its last; such rows stay where they are.
    moved = off_weekend(day, 0)
    there = weight[account, np.clip(moved + HISTORY - 1, 0, HISTORY - 1)] > 0
    return account, np.where(there, moved, day)
