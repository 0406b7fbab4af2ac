"""Generate the demo data: five tables of a made-up software company's customers."""

from __future__ import annotations

import pandas as pd

from .accounts import accounts as draw_accounts
from .contacts import contacts as draw_contacts
from .features import features as draw_features
from .meetings import meetings as draw_meetings
from .oddities import plant
from .tickets import tickets as draw_tickets
from .usage import usage as draw_usage

SMALLEST, LARGEST = 40, 5_000


def frames(accounts: int = 500, seed: int = 7) -> dict[str, pd.DataFrame]:
    """The demo tables, the same on every machine for the same arguments.

    Parameters
    ----------
    accounts : int
        Number of accounts, from 40 (so that what is planted finds room) to 5,000 (all is held in memory at once).
    seed : int
        Any whole number from 0 on.

    Returns
    -------
    dict of DataFrame
        "accounts", "contacts", "usage", "tickets", "meetings"; their columns are described in `schema.WORKSPACE`,
        what is odd in them in `oddities.PLANTED`. Two years of events end with `days.AS_OF`; renewals and planned
        meetings lie after it. Dates are midnights, dates and times are naive datetime64[us] in UTC.

    Raises
    ------
    ValueError
        If `accounts` is out of range or `seed` is negative.
    """
    if not SMALLEST <= accounts <= LARGEST:
        raise ValueError(f"accounts must be from {SMALLEST} to {LARGEST:,}, not {accounts:,}")
    if seed < 0:
        raise ValueError(f"seed must be 0 or more, not {seed}")
    base = draw_accounts(accounts, seed)
    people = draw_contacts(base, seed)
    taken_up = draw_features(base, seed)
    return plant(
        {
            "accounts": base.frame,
            "contacts": people.frame,
            "usage": draw_usage(base, people, taken_up, seed),
            "tickets": draw_tickets(base, taken_up, seed),
            "meetings": draw_meetings(base, seed),
        }
    )
