"""The few values that data and definitions are made of, so that they meet: borders, ties, quotes, big numbers.

Doubles and decimals are multiples of a quarter: their sums are exact, in whatever order.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.reference.days import add_months

BEYOND = 2**53
TEXTS = ["Gold", "gold", " Gold ", "Größe", "GRÖSSE", 'O\'Brien "x"', "100%_a", "select", "C:\\a", "Go", ""]
COMMON = TEXTS[:3]
LOOKED_UP = [*COMMON, "Go", "Größe", "", None, "Gold"]
PATTERNS = ["^G", "old$", "^[Gg]o", "[0-9]+%", "^$", "G.*e", "(O|s)", "ö", r"\d", r"\\a"]

KEYS: dict[str, list[Any]] = {
    "accounts": ["b", "a", "B", 'O\'Brien "x"', "größe 100%", "007", " b "],
    "contacts": [BEYOND + 1, BEYOND, 3, 2, 1, 0, -1],
    "subscriptions": ["s2", "s1", "S1", "it's", "s 1", "0"],
}

NUMBERS: dict[str, list[Any]] = {
    "integer": [0, 1, 1, 2, 2, 3, 5, -1],
    "number": [0.0, 0.25, 0.5, 1.5, 2.0, -2.25],
    "decimal": [Decimal("0"), Decimal("0.25"), Decimal("0.5"), Decimal("1.50"), Decimal("2"), Decimal("-2.25")],
}

LISTS = [["a"], ["a", "b"], [], ["b", None], ["a", "a", "Gold"]]
ELEMENTS = ["a", "a", "b", "b", "Gold", "A", ""]

TIMES = [time(0, 0), time(0, 30), time(12, 0), time(23, 30), time(23, 59, 59)]


def days(as_of: date) -> list[date]:
    """List days at the borders of windows, up to D and, the last six, after it."""
    ago = [0, 0, 1, 6, 7, 13, 14, 27, 28, 29, 30, 31, 59, 60, 61, 365]
    months = [day + timedelta(days=step) for n in (1, 2, 3, 6, 12, 24) for day in [add_months(as_of, -n)] for step in (0, 1)]
    later = [as_of + timedelta(days=n) for n in (1, 7, 8, 30, 31)]
    return [*(as_of - timedelta(days=n) for n in ago * 2), *months, *later, add_months(as_of, 1)]


def moments(as_of: date) -> list[datetime]:
    """List naive timestamps at the borders of days."""
    return [datetime.combine(day, TIMES[i % len(TIMES)]) for i, day in enumerate(days(as_of))] + [
        datetime.combine(as_of, at) for at in TIMES
    ]


def instants(as_of: date, zone: str) -> list[datetime]:
    """List instants at the borders of the zone's days, stored in UTC and, each third, elsewhere."""
    stored = (UTC, UTC, timezone(timedelta(hours=-7)))
    local = [moment.replace(tzinfo=ZoneInfo(zone)) for moment in moments(as_of)]
    # the hours that a change of the clock leaves out, or has twice
    local += [datetime.combine(as_of, time(hour), UTC) for hour in (0, 1)]
    return [moment.astimezone(stored[i % 3]) for i, moment in enumerate(local)]
