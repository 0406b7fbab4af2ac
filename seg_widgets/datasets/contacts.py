"""The contacts table: who works with the product at an account, and how often they do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import names, words
from .accounts import Accounts
from .columns import nullable_booleans, pick, shared_out
from .days import dates
from .draws import Array, Draws
from .trajectories import NEVER_ADOPTED

DECISION_MAKER, EXECUTIVE_SPONSOR, PRIMARY_CONTACT, USER = range(4)
WITHOUT_CONTACTS, WITHOUT_DECISION_MAKER, NEWSLETTER_MISSING = 0.02, 0.04, 0.04

# Never logs in, hardly ever, now and then, weekly, daily: shares by role.
_HABITS = (
    (0.18, 0.34, 0.34, 0.12, 0.02),
    (0.30, 0.36, 0.24, 0.08, 0.02),
    (0.04, 0.10, 0.37, 0.33, 0.16),
    (0.09, 0.18, 0.38, 0.26, 0.09),
)
# Active days on a plain weekday at full engagement. The daily ones are above 1 because they skip few days.
_PACE = (0.0, 0.022, 0.065, 0.19, 1.15)


@dataclass(frozen=True)
class Contacts:
    """What usage is drawn from; one entry a contact.

    Attributes
    ----------
    account : position of the contact's account.
    role : position in `words.ROLES`.
    created : day of creation.
    pace : active days on a plain weekday at full engagement.
    frame : the contacts table.
    """

    account: Array
    role: Array
    created: Array
    pace: Array
    frame: pd.DataFrame


def contacts(accounts: Accounts, seed: int, crowd: int | None = None) -> Contacts:
    """Draw the contacts: contact_id, account_id, name, role, email, created_on, newsletter.

    Parameters
    ----------
    crowd : int, optional
        How many contacts there are to be in all; left out, as many as the accounts' sizes suggest.
    """
    draws = Draws(seed, "contacts")
    account, role = _roles(accounts, draws, crowd)
    count = len(account)
    started, last = accounts.story.started[account], accounts.story.last[account]

    # The primary contact is there from the start, half of the others too; the rest come with time.
    joins = np.floor(draws.uniform(count) * np.minimum(last - started, 500)).astype(np.int64)
    from_start = (role == PRIMARY_CONTACT) | (draws.uniform(count) < 0.5)
    created = started + np.where(from_start, 0, joins)

    habit = draws.choice(np.asarray(_HABITS)[role], count)
    # Where nobody took to the product, half of the decision makers and sponsors never looked at it.
    idle = (accounts.story.trajectory[account] == NEVER_ADOPTED) & (draws.uniform(count) < 0.5)
    pace = np.where(idle, 0.0, np.asarray(_PACE)[habit])

    person = names.people(count, draws)
    subscribed = draws.uniform(count) < 0.45
    unasked = draws.exactly(round(NEWSLETTER_MISSING * count), count)
    company = accounts.frame["name"].to_numpy(dtype=object)[account]
    frame = pd.DataFrame(
        {
            "contact_id": [f"C-{number:05d}" for number in range(1, count + 1)],
            "account_id": accounts.frame["account_id"].to_numpy(dtype=object)[account],
            "name": [f"{given} {family}" for given, family in person],
            "role": pick(words.ROLES, role),
            "email": names.emails(person, company),
            "created_on": dates(created),
            "newsletter": nullable_booleans(subscribed, unasked),
        }
    )
    return Contacts(account, role, created, pace, frame)


def _roles(accounts: Accounts, draws: Draws, crowd: int | None) -> tuple[Array, Array]:
    """Position of the account and role of each contact, in the order of the accounts."""
    count = len(accounts)
    empty = draws.exactly(round(WITHOUT_CONTACTS * count), count)
    undecided = draws.exactly(round(WITHOUT_DECISION_MAKER * count), ~empty)
    users = np.minimum(draws.counts(np.interp(accounts.seats, (3, 40, 300, 3_500), (0.7, 1.5, 3.0, 6.0))), 12)
    numbers = np.stack(
        [
            np.where(undecided, 0, 1 + (draws.uniform(count) < 0.12)),
            (draws.uniform(count) < 0.40) * 1,
            np.ones(count, dtype=np.int64),
            users,
        ],
        axis=1,
    )
    numbers[empty] = 0
    if crowd is not None:
        numbers[:, USER] = shared_out(numbers[:, USER], crowd - int(numbers[:, :USER].sum()), ~empty, draws)
    role = np.repeat(np.tile(np.arange(4), count), numbers.ravel())
    return np.repeat(np.arange(count), numbers.sum(axis=1)), role
