"""Calendar days: months added with their clamp, local days, and the first and last day of each window."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Days = tuple[date, date]
"""A window: its first and its last day, both included."""

_MONTHS = {"months": 1, "quarters": 3, "years": 12}
_DAYS = {"days": 1, "weeks": 7}


def local_day(value: date | datetime, zone: ZoneInfo) -> date:
    """An aware timestamp is converted; a naive one is taken to be in that zone already."""
    if isinstance(value, datetime):
        return (value.astimezone(zone) if value.tzinfo else value).date()
    return value


def add_days(day: date, n: int) -> date:
    """A day that the calendar does not have (before year 1, after 9999) is the calendar's first or last."""
    ordinal = day.toordinal() + n
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def add_months(day: date, n: int) -> date:
    """A day that a shorter month lacks is its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved(day: date, n: int, unit: str) -> date:
    """``last N weeks`` is the last 7·N days; quarters are 3 months, years 12."""
    return add_days(day, n * _DAYS[unit]) if unit in _DAYS else add_months(day, n * _MONTHS[unit])


def last(as_of: date, n: int, unit: str, back: int = 0) -> Days:
    """``last N days`` is D-N+1 … D; ``last N months`` is the days after D minus N months, up to D.

    ``back``: the window that many windows before. The one before is D-2N+1 … D-N; the days after D minus 2N months, up to D
    minus N months. Every month boundary is counted from D, never chained.
    """
    return add_days(moved(as_of, -(back + 1) * n, unit), 1), moved(as_of, -back * n, unit)


def periods(as_of: date, n: int, unit: str, back: int = 0) -> list[Days]:
    """``active in k of the last n weeks`` (days, months): the n trailing periods that end with D, the latest first."""
    return [last(as_of, 1, unit, number) for number in range(back * n, back * n + n)]


def since(anchor: date, n: int, unit: str, as_of: date) -> Days:
    """``first N days since anchor``: anchor … anchor+N-1. Months likewise: from anchor, before anchor + N months.

    The part of the window after D has not happened.
    """
    return anchor, min(add_days(moved(anchor, n, unit), -1), as_of)


def window(data: dict[str, Any], as_of: date, back: int = 0) -> Days:
    """Give the days of a window that is counted from D, as plain data; whole days, that end with D at the latest."""
    if data["kind"] == "any_time":
        return date.min, as_of
    if data["kind"] == "last":
        return last(as_of, data["n"], data.get("unit", "days"), back)
    if data["kind"] == "ago":  # D-b … D-a, both included
        return add_days(as_of, -data["b"]), add_days(as_of, -data["a"])
    if data["kind"] == "dates":  # both included, cut at D
        return date.fromisoformat(data["start"]), min(date.fromisoformat(data["end"]), as_of)
    raise ValueError(f"not a window of days: {data['kind']!r}")


def whole_months(start: date, as_of: date) -> int:
    """Whole calendar months; a month added to the 31st ends on a shorter month's last day."""
    months = 0
    while add_months(start, months + 1) <= as_of:
        months += 1
    return months
