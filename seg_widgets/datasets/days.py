"""The calendar of the demo data: days as whole numbers, 0 being the as-of day and negative ones before it."""

from __future__ import annotations

from datetime import date

import numpy as np

from .draws import Array, Draws

AS_OF = date(2026, 11, 20)
HISTORY = 730
"""Days of events, ending with the as-of day."""
AHEAD = 60
"""Meetings are booked at most this many days after the as-of day."""
NEVER = 10**6
"""A day that does not come: stands for "not churned"."""

_EPOCH = int(np.datetime64(AS_OF, "D").astype(np.int64))
_DAY = 86_400
# Working hours as seconds of the day: nobody before 7:00 or after 19:30, a dip at noon.
_CLOCK_P = (0.0, 0.1, 0.3, 0.45, 0.55, 0.75, 0.92, 1.0)
_CLOCK = tuple(3_600 * h for h in (7.0, 8.7, 10.0, 11.5, 13.6, 15.2, 17.0, 19.5))


def weekday(day: Array) -> Array:
    """Monday is 0; 1970-01-01 was a Thursday."""
    return (np.asarray(day) + _EPOCH + 3) % 7


def dates(day: Array) -> Array:
    """Midnights as datetime64[us], the unit that pandas 2 and 3 both keep; `NEVER` becomes NaT."""
    day = np.asarray(day, dtype=np.int64)
    found = (day + _EPOCH).astype("datetime64[D]").astype("datetime64[us]")
    return np.where(day >= NEVER, np.datetime64("NaT", "us"), found)


def instants(day: Array, second: Array) -> Array:
    """Timestamps as datetime64[us], from a day and a second of it."""
    seconds = (np.asarray(day, dtype=np.int64) + _EPOCH) * _DAY + second
    return seconds.astype("datetime64[s]").astype("datetime64[us]")


def seconds_of_day(draws: Draws, count: int) -> Array:
    """Whole seconds of the day in working hours."""
    return np.floor(draws.table(_CLOCK_P, _CLOCK, count)).astype(np.int64)


def off_weekend(day: Array, until: int) -> Array:
    """Saturdays and Sundays moved to the next Monday, or to the Friday before where Monday lies after `until`."""
    late = np.maximum(weekday(day) - 4, 0)
    monday = day + np.where(late > 0, 3 - late, 0)
    return np.where(monday > until, day - late, monday)


def anniversary(started: Array) -> Array:
    """The first yearly return of a start after the as-of day (29 February returns on the 28th)."""
    start = (np.asarray(started, dtype=np.int64) + _EPOCH).astype("datetime64[D]")
    month = start.astype("datetime64[M]")
    day_of_month = (start - month.astype("datetime64[D]")).astype(np.int64)
    found = np.full(len(start), NEVER, dtype=np.int64)
    years = 1
    while (found == NEVER).any():
        first = (month + 12 * years).astype("datetime64[D]")
        last = (month + 12 * years + 1).astype("datetime64[D]").astype(np.int64) - 1
        day = np.minimum(first.astype(np.int64) + day_of_month, last) - _EPOCH
        found = np.where((found == NEVER) & (day > 0), day, found)
        years += 1
    return found


def workload(day: Array) -> Array:
    """How much work is done on a day, 1 on a plain weekday; weekends, the turn of the year and August are low."""
    calendar = (np.asarray(day) + _EPOCH).astype("datetime64[D]")
    month = calendar.astype("datetime64[M]")
    month_number = month.astype(np.int64) % 12 + 1
    day_of_month = (calendar - month.astype("datetime64[D]")).astype(np.int64) + 1
    factor = np.where(weekday(day) >= 5, 0.06, 1.0)
    year_end = ((month_number == 12) & (day_of_month >= 23)) | ((month_number == 1) & (day_of_month <= 2))
    return factor * np.where(year_end, 0.25, 1.0) * np.where(month_number == 8, 0.85, 1.0)


def months_before(day: Array, months: Array | int) -> Array:
    """The day so many calendar months earlier; a day that the month lacks is its last one."""
    calendar = (np.asarray(day, dtype=np.int64) + _EPOCH).astype("datetime64[D]")
    month = calendar.astype("datetime64[M]")
    day_of_month = (calendar - month.astype("datetime64[D]")).astype(np.int64)
    goal = month - np.asarray(months, dtype=np.int64)
    last = (goal + 1).astype("datetime64[D]").astype(np.int64) - 1
    found: Array = np.minimum(goal.astype("datetime64[D]").astype(np.int64) + day_of_month, last) - _EPOCH
    return found
