"""The accounts table, drawn from the accounts' stories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import names, trajectories, words
from .columns import pick, with_missing
from .days import NEVER, anniversary, dates
from .draws import Array, Draws
from .trajectories import Stories

SILVER, GOLD, PLATINUM = range(3)
INTERNAL = 6
EDITION_MISSING, ARR_MISSING, SENTIMENT_MISSING = 0.02, 0.03, 0.10

_EDITION_SHARES = (0.36, 0.42, 0.22)
_INDUSTRY_SHARES = (0.22, 0.16, 0.12, 0.14, 0.13, 0.09, 0.08, 0.06)
_REGION_SHARES = (0.38, 0.36, 0.16, 0.10)
# Seats: quantiles by edition, strongly skewed.
_SEATS_P = (0.0, 0.25, 0.5, 0.75, 0.9, 0.98, 1.0)
_SEATS = ((3, 8, 15, 28, 60, 110, 180), (8, 20, 40, 85, 180, 350, 700), (25, 70, 140, 300, 700, 1_800, 3_500))
# Employees by seat: few companies give the product to everyone.
_STAFF_P, _STAFF_BY_SEAT = (0.0, 0.5, 0.9, 1.0), (1.3, 4.0, 18.0, 60.0)
_SEAT_PRICE = (190.0, 340.0, 520.0)
# Days to the two ends of the fiscal year that lie ahead: 31 December 2026 and 31 January 2027.
_YEAR_END = (41, 72)
# Green, Yellow, Red by how far an account has turned away (0, a half, wholly).
_SENTIMENT = ((0.76, 0.20, 0.04), (0.22, 0.48, 0.30), (0.08, 0.34, 0.58))


@dataclass(frozen=True)
class Accounts:
    """What the other tables are drawn from; one entry an account.

    Attributes
    ----------
    story : the hidden trajectories.
    edition : 0 Silver, 1 Gold, 2 Platinum; known even where the table lacks it.
    seats, owner, employees : as in the table; `owner` is a position in `words.OWNERS`.
    paid : USD a year, known even where the table lacks it.
    renews : day of the next renewal, `NEVER` for those that left.
    frame : the accounts table.
    """

    story: Stories
    edition: Array
    seats: Array
    owner: Array
    employees: Array
    paid: Array
    renews: Array
    frame: pd.DataFrame

    def __len__(self) -> int:
        return len(self.frame)


def accounts(count: int, seed: int) -> Accounts:
    """Draw the accounts and their table.

    The columns are account_id, name, edition, industry, region, employees
    (people), seats, arr (USD a year), owner, status, sentiment, started_on, renews_on, churned_on, is_internal. `profile` adds others.
    """
    draws = Draws(seed, "accounts")
    internal = draws.exactly(INTERNAL, count)
    story = trajectories.stories(count, internal, seed)

    edition = np.where(internal, PLATINUM, draws.choice(_EDITION_SHARES, count))
    industry = pick(words.INDUSTRIES, draws.choice(_INDUSTRY_SHARES, count))
    region = pick(words.REGIONS, draws.choice(_REGION_SHARES, count))
    seats = _seats(edition, internal, draws)
    owner = draws.integers(0, len(words.OWNERS) - 1, count)
    renews = _renewals(story, draws)
    unpriced = draws.exactly(_part(ARR_MISSING, count), count)
    employees = np.floor(seats * draws.table(_STAFF_P, _STAFF_BY_SEAT, count)).astype(np.int64)

    unnamed = draws.exactly(_part(EDITION_MISSING, count), count)
    paid = _arr(story, edition, seats, draws)

    frame = pd.DataFrame(
        {
            "account_id": _identifiers(count),
            "name": names.companies(industry, region, internal, Draws(seed, "company names")),
            "edition": with_missing(pick(words.EDITIONS, edition), unnamed),
            "industry": industry,
            "region": region,
            "employees": employees,
            "seats": seats,
            "arr": np.where(unpriced, np.nan, paid),
            "owner": pick(words.OWNERS, owner),
            "status": pick(("customer", "trial", "churned"), np.where(story.churned < NEVER, 2, story.trial * 1)),
            "sentiment": _sentiment(story, draws),
            "started_on": dates(story.started),
            "renews_on": dates(renews),
            "churned_on": dates(story.churned),
            "is_internal": internal,
        }
    )
    return Accounts(story, edition, seats, owner, employees, paid, renews, frame)


def _part(share: float, count: int) -> int:
    return round(share * count)


def _identifiers(count: int) -> list[str]:
    width = max(4, len(str(count)))
    return [f"A-{number:0{width}d}" for number in range(1, count + 1)]


def _seats(edition: Array, internal: Array, draws: Draws) -> Array:
    share = draws.uniform(len(edition))
    by_edition = [np.interp(share, _SEATS_P, quantiles) for quantiles in _SEATS]
    return np.where(internal, 25, np.floor(np.choose(edition, by_edition))).astype(np.int64)


def _arr(story: Stories, edition: Array, seats: Array, draws: Draws) -> Array:
    """USD a year to the cent: price by edition, less for many seats, with what sales gave away; trials pay nothing."""
    price = np.asarray(_SEAT_PRICE)[edition]
    volume = np.interp(seats, (0, 100, 1_000, 4_000), (1.0, 0.9, 0.7, 0.55))
    given = draws.table((0.0, 0.3, 0.8, 1.0), (0.7, 0.9, 1.0, 1.15), len(seats))
    paid = np.round(seats * price * volume * given, 2)
    return np.where(story.trial | story.internal, 0.0, paid)


def _renewals(story: Stories, draws: Draws) -> Array:
    """Days of the next renewal, always ahead; trials end after 30 days, churned accounts have none."""
    # Contracts return on their anniversary or are moved to the end of a fiscal year. A quiet account whose renewal has
    # passed has mostly left, so those that are still here have it ahead: they are more often in the latter.
    share = np.where(story.turned_away() > 0.5, 0.65, 0.30)
    at_year_end = (draws.uniform(len(story)) < share) & (story.started < -120)
    year_end = np.asarray(_YEAR_END)[draws.choice((0.7, 0.3), len(story))]
    found = np.where(at_year_end, year_end, anniversary(story.started))
    found = np.where(story.trial, story.started + 30, found)
    return np.where(story.churned < NEVER, NEVER, found)


def _sentiment(story: Stories, draws: Draws) -> Array:
    """What the CSM says: follows the story, but not always."""
    count = len(story)
    away = np.rint(2 * story.turned_away()).astype(np.int64)
    said = draws.choice(np.asarray(_SENTIMENT)[away], count)
    return with_missing(pick(("Green", "Yellow", "Red"), said), draws.exactly(_part(SENTIMENT_MISSING, count), count))
