"""Readable bins: numbers in round steps, days in days, weeks, months, quarters or years.

Bins cover the bulk of the values; the first and the last also hold what lies beyond, so that one odd value does not
squeeze all others into a single bar.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

EPOCH = date(1970, 1, 1)
DASH, MINUS = "\u2013", "\u2212"
BULK = (0.01, 0.99)
SKEWED = 8.0
"""From which ratio of the 95th percentile to the median on
numbers are cut at 1, 2, 5, 10, 20, 50 ..., not in even steps."""


@dataclass(frozen=True)
class Bins:
    """Adjacent bins.

    Attributes
    ----------
    edges
        One more than there are bins, ascending. A bin holds its lower edge, not its upper. Days count from 1970-01-01.
    below, above
        Whether the first and the last bin also hold values beyond their edge.
    step
        What the edges were made of: ``number``, ``whole``, ``day``, ``week``, ``month``, ``quarter``, ``year``.
    """

    edges: np.ndarray
    below: bool
    above: bool
    step: str

    def place(self, values: np.ndarray) -> np.ndarray:
        """Number the bin of each value, from 0."""
        return np.searchsorted(self.edges[1:-1], values, side="right")

    def labels(self) -> list[str]:
        """Name the bins, as short as may be."""
        last = len(self.edges) - 2
        return [self._label(n, self.below and n == 0, self.above and n == last) for n in range(last + 1)]

    def _label(self, number: int, below: bool, above: bool) -> str:
        low, high = self.edges[number], self.edges[number + 1]
        if self.step in ("day", "week", "month", "quarter", "year"):
            if below and above:
                return "any day"
            if below:
                return f"before {day_name(high, self.step)}"
            name = day_name(low, self.step)
            if self.step == "year" and high - low > 366:
                name += f"{DASH}{day_of(high).year - 1}"
            return f"{name} or later" if above else name
        if below and above:
            return "any"
        if below:
            return f"< {number_name(high)}"
        if above:
            return f"≥ {number_name(low)}"
        if self.step == "whole":
            return number_name(low) if high - low == 1 else f"{number_name(low)}{DASH}{number_name(high - 1)}"
        return f"{number_name(low)} {DASH} {number_name(high)}"


def number_bins(values: np.ndarray, count: int = 10) -> Bins:
    """Cut numbers (finite, at least one) into about ``count`` bins: even, or growing where most are small."""
    least, most = float(values.min()), float(values.max())
    whole = bool(np.all(values == np.rint(values))) and most < 2**53
    if whole and most - least < count + 2:
        return Bins(np.arange(least, most + 2), False, False, "whole")
    low, middle, upper, high = (float(q) for q in np.quantile(values, [BULK[0], 0.5, 0.95, BULK[1]]))
    if high == low:
        low, high = least, most
    if high == low:
        width = abs(low) or 1.0
        return Bins(np.array([low, low + width]), False, False, "number")
    if least >= 0 and high > 0 and upper > SKEWED * max(middle, (high - low) * 1e-6):
        edges = _growing(float(np.quantile(values[values > 0], BULK[0])), high, count, whole)
        if least < edges[0]:
            edges[0] = 0.0  # what is less, nothing above all, has no mark of its own
    else:
        step = nice_step((high - low) / count)
        step = max(step, 1.0) if whole else step
        if (most - least) / step <= count + 3:
            low, high = least, most
        first, last = math.floor(low / step), math.floor(high / step) + 1
        # Multiples, not sums: 0.1 added up three times is not 0.3.
        edges = np.array([float(f"{n * step:.12g}") for n in range(first, last + 1)])
    return Bins(edges, least < edges[0], most >= edges[-1], "whole" if whole else "number")


def _growing(low: float, high: float, count: int, whole: bool) -> np.ndarray:
    """Give edges from the mark at or below ``low`` to the first above ``high``, as many marks a power of ten as fit."""
    bottom, top = math.floor(math.log10(low)), math.floor(math.log10(high)) + 1
    for marks in ((1, 1.5, 2, 3, 5, 7), (1, 2, 5), (1,)):
        series = [float(f"{m * 10.0**k:.12g}") for k in range(bottom, top + 1) for m in marks]
        series = [s for s in series if not whole or s == int(s)]
        first = max(s for s in series if s <= low * (1 + 1e-9))
        last = min(s for s in series if s > high)
        edges = [s for s in series if first <= s <= last]
        if len(edges) <= count + 3:
            break
    return np.array(edges)


def nice_step(step: float) -> float:
    """Round a step up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= step * 0.999)


def day_bins(days: np.ndarray, count: int = 12) -> Bins:
    """Cut days (counted from 1970-01-01) into days, weeks, months, quarters or years: at most about ``count``."""
    least, most = int(days.min()), int(days.max())
    low, high = (int(q) for q in np.quantile(days, BULK))
    fits = most - least < max(1.3 * (high - low), count + 2)
    if fits:
        low, high = least, most
    span = high - low
    if span < count + 2:
        edges, step = list(range(low, high + 2)), "day"
    elif span < 62:
        monday = low - (low + 3) % 7  # 1970-01-01 was a Thursday
        edges, step = list(range(monday, high + 8, 7)), "week"
        edges = edges if edges[-2] <= high else edges[:-1]
    else:
        months, step = next((m, s) for m, s in _MONTHS if span / 30.4 / m < count + 2)
        edges = _starts(low, high, months)
    return Bins(np.array(edges, dtype=float), least < edges[0], most >= edges[-1], step)


_MONTHS = [(1, "month"), (3, "quarter"), *((12 * years, "year") for years in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000))]


def _starts(low: int, high: int, months: int) -> list[int]:
    first = day_of(low)
    number = (first.year * 12 + first.month - 1) // months * months
    found: list[int] = []
    while not found or found[-1] <= high:
        if number // 12 > 9999:  # the calendar ends
            found.append((date.max - EPOCH).days + 1)
            break
        found.append((date(max(number // 12, 1), number % 12 + 1, 1) - EPOCH).days)
        number += months
    return found


def day_of(number: float) -> date:
    """Give a day by its number; the calendar's last where it lies beyond."""
    return EPOCH + timedelta(days=min(max(int(number), (date.min - EPOCH).days), (date.max - EPOCH).days))


def day_name(number: float, step: str) -> str:
    """Name the day, week, month, quarter or year that starts on a day."""
    day = day_of(number)
    match step:
        case "day" | "week":
            return ("week of " if step == "week" else "") + f"{day.day} {_NAMES[day.month - 1]} {day.year}"
        case "month":
            return f"{_NAMES[day.month - 1]} {day.year}"
        case "quarter":
            return f"Q{(day.month + 2) // 3} {day.year}"
    return str(day.year)


_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number_name(value: float) -> str:
    """Write a number with thousands separators; millions and more, and round tens of thousands, with a letter."""
    if 1e4 <= abs(value) < 1e6 and value % 1000 == 0:
        return f"{value / 1000:g} k".replace("-", MINUS)
    for size, letter in ((1e12, " T"), (1e9, " bn"), (1e6, " M")):
        if abs(value) >= size:
            return f"{value / size:.6g}{letter}".replace("-", MINUS)
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if abs(value) >= 1e-4 or value == 0 else f"{value:.3g}"
    return text.replace("-", MINUS)
