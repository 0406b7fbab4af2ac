"""Days: windows and spans turned into first and last days, once, for every target."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from seg_widgets.definition import Ago, AnyTime, Dates, Holding, Last, Span, Window
from seg_widgets.errors import Problem, UnsupportedError

MONTHS = {"months": 1, "quarters": 3, "years": 12}
DAYS = {"days": 1, "weeks": 7}


@dataclass(frozen=True)
class Days:
    """From one day to another, both included; ``first`` is ``None`` for no beginning. Backwards means: no day at all."""

    first: date | None
    last: date


def add_months(day: date, months: int) -> date:
    """Add calendar months; a day that a shorter month lacks is its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_of(window: Window, as_of: date) -> Days:
    """Give the days of a window, as of a day. (``Holding`` is about a day, not days: its rows start by then.)"""
    match window:
        case AnyTime() | Holding():
            return Days(None, as_of)
        case Last(n=n, unit=unit):
            return Days(_after(_back(as_of, n, unit)), as_of)
        case Ago(a=a, b=b):
            return Days(_shift(as_of, -b), _shift(as_of, -a))
        case Dates(start=start, end=end):
            return Days(start, min(end, as_of))
        case _:
            raise UnsupportedError(Problem("unknown-node", f"The planner does not know the window {type(window).__name__}."))


def day_before(day: date) -> date:
    """Give the day before; the calendar's first has none, and stays."""
    return _shift(day, -1)


def days_before(window: Last, as_of: date) -> Days:
    """Give the days of the adjacent window before: as long, ending where this one starts."""
    return Days(_after(_back(as_of, 2 * window.n, window.unit)), _back(as_of, window.n, window.unit))


def days_ahead(span: Span, as_of: date) -> Days:
    """Give the days from the as-of date to n days (weeks, months ...) after it, both included."""
    return Days(as_of, _back(as_of, -span.n, span.unit))


def days_behind(span: Span, as_of: date) -> Days:
    """Give the last n days (weeks, months ...), the as-of date being the last of them."""
    return Days(_after(_back(as_of, span.n, span.unit)), as_of)


def month_of(day: date) -> Days:
    """Give the first and last day of the month of a day."""
    return Days(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def _back(day: date, n: int, unit: str) -> date:
    try:
        return add_months(day, -n * MONTHS[unit]) if unit in MONTHS else day - timedelta(n * DAYS[unit])
    except (OverflowError, ValueError):  # out of the calendar: as far as it goes
        return date.min if n > 0 else date.max


def _after(day: date) -> date:
    return day if day in (date.min, date.max) else day + timedelta(1)


def _shift(day: date, days: int) -> date:
    return _back(day, -days, "days")
