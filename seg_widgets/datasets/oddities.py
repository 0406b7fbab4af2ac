"""What is wrong on purpose in the first five tables, and where: for a data check to find."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from .accounts import ARR_MISSING, EDITION_MISSING, INTERNAL, SENTIMENT_MISSING
from .contacts import NEWSLETTER_MISSING, WITHOUT_CONTACTS, WITHOUT_DECISION_MAKER
from .tickets import FEATURE_MISSING, SATISFACTION_MISSING
from .usage import MINUTES_MISSING

ORPHAN_CONTACTS, ORPHAN_USAGE, MISSING_TIMES, REPEATED_IDS = 3, 9, 12, 25


class Planted(NamedTuple):
    """One kind of oddity.

    Attributes
    ----------
    table, column : where to look.
    rows : how many rows, whatever the size of the data; None if it grows with it.
    share : the share of `of`, rounded to whole rows (half to even); None if the number is fixed.
    of : what the share is taken of: the table before anything was planted in it.
    note : what it is and where it lies.
    """

    table: str
    column: str
    rows: int | None
    share: float | None
    of: str | None
    note: str


CORE: Mapping[str, Planted] = MappingProxyType(
    {
        "internal accounts": Planted(
            "accounts", "is_internal", INTERNAL, None, None,
            "Our own test accounts: steady, Platinum, 25 seats, no revenue, never churned."),
        "missing edition": Planted(
            "accounts", "edition", None, EDITION_MISSING, "accounts", "Drawn from all accounts."),
        "missing arr": Planted(
            "accounts", "arr", None, ARR_MISSING, "accounts", "Drawn from all accounts; trials have 0, not missing."),
        "missing sentiment": Planted(
            "accounts", "sentiment", None, SENTIMENT_MISSING, "accounts", "Drawn from all accounts."),
        "accounts without contacts": Planted(
            "contacts", "account_id", None, WITHOUT_CONTACTS, "accounts", "No contact, so no usage either."),
        "accounts without decision maker": Planted(
            "contacts", "role", None, WITHOUT_DECISION_MAKER, "accounts",
            "Have contacts but no Decision Maker; those without contacts come on top."),
        "missing newsletter": Planted(
            "contacts", "newsletter", None, NEWSLETTER_MISSING, "contacts", "Drawn from all contacts but the orphans."),
        "orphan contacts": Planted(
            "contacts", "account_id", ORPHAN_CONTACTS, None, None,
            "The last three rows, of accounts X-0001 to X-0003, which do not exist. They never log in."),
        "orphan usage": Planted(
            "usage", "contact_id", ORPHAN_USAGE, None, None,
            "Spread evenly over the rows, all of contact X-00001, who does not exist."),
        "usage without time": Planted(
            "usage", "at", MISSING_TIMES, None, None, "Spread evenly over the rows; the id says when they came."),
        "repeated usage ids": Planted(
            "usage", "usage_id", REPEATED_IDS, None, None,
            "The last 25 rows repeat 25 earlier ones, spread evenly, in every column."),
        "missing minutes": Planted(
            "usage", "minutes", None, MINUTES_MISSING, "usage", "Drawn from all usage but the repeated rows."),
        "tickets without feature": Planted(
            "tickets", "feature", None, FEATURE_MISSING, "tickets", "Drawn from all tickets."),
        "tickets without satisfaction": Planted(
            "tickets", "satisfaction", None, SATISFACTION_MISSING, "tickets",
            "All open tickets, and as many of the closed ones as it takes."),
    }
)  # fmt: skip


def plant(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with orphans, rows without a time and repeated rows put in."""
    return {**tables, "contacts": plant_contacts(tables["contacts"]), "usage": _usage(tables["usage"])}


def plant_contacts(contacts: pd.DataFrame) -> pd.DataFrame:
    """The contacts with orphans as their last rows."""
    first = len(contacts) + 1
    orphans = contacts.iloc[:ORPHAN_CONTACTS].assign(
        contact_id=[f"C-{first + k:05d}" for k in range(ORPHAN_CONTACTS)],
        account_id=[f"X-{k + 1:04d}" for k in range(ORPHAN_CONTACTS)],
        name=["Lost Contact", "Former Customer", "Merged Record"],
        role="User",
        email=[f"unknown{k + 1}@nowhere.example" for k in range(ORPHAN_CONTACTS)],
        newsletter=pd.array([False] * ORPHAN_CONTACTS, dtype="boolean"),
    )
    return pd.concat([contacts, orphans], ignore_index=True)


def _usage(usage: pd.DataFrame) -> pd.DataFrame:
    # The three kinds lie at different fractions of the table, so that no row is odd in two ways.
    changed = usage.copy()
    changed.loc[spread(len(usage), ORPHAN_USAGE, 1), "contact_id"] = "X-00001"
    changed.loc[spread(len(usage), MISSING_TIMES, 2), "at"] = pd.NaT
    repeated = changed.iloc[spread(len(usage), REPEATED_IDS, 3)]
    return pd.concat([changed, repeated], ignore_index=True)


def spread(rows: int, count: int, third: int) -> list[int]:
    """Evenly spread positions; positions of a different `third` (1, 2, 3) never meet."""
    step = rows // (count + 1)
    return [int(3 * ((k * step) // 3) + third - 1) for k in np.arange(1, count + 1)]
