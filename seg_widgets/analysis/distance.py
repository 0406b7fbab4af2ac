"""How far a value is from meeting a comparison, or from no longer meeting it: numbers and days, by whole arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from seg_widgets.plan import Compare

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Distance:
    """How far values are from turning a comparison.

    Attributes
    ----------
    now
        The values: numbers, or days from 1970-01-01; NaN where missing.
    target
        The nearest value that turns the comparison; NaN where there is none, or the value is missing.
    beyond
        Not 0 where the target itself does not turn it, but whatever lies just below (-1) or above (1) does.
    whole
        Every value is a whole number, and so is a target.
    spread
        The 10th to 90th percentile range of the values, so that distances of different metrics can be ordered; at least tiny.
    """

    now: np.ndarray
    target: np.ndarray
    beyond: np.ndarray
    whole: bool
    spread: float

    @property
    def amount(self) -> np.ndarray:
        """How much a value has to change, 0 or more."""
        return np.asarray(np.abs(self.target - self.now))


@dataclass(frozen=True)
class _Stretch:
    low: Any
    high: Any
    low_open: bool = False
    high_open: bool = False


def as_numbers(values: Any) -> np.ndarray:
    """Give numbers as doubles, days as days from 1970-01-01; NaN where missing."""
    masked = np.ma.asarray(values)
    if masked.dtype.kind == "M":
        days = masked.filled(np.datetime64("NaT")).astype("datetime64[D]")
        return np.where(np.isnat(days), np.nan, days.astype(np.int64).astype(float))
    if masked.dtype.kind == "O":
        masked = np.ma.masked_array([np.nan if v is None else float(v) for v in masked.filled(None)])
    return np.asarray(np.ma.filled(masked.astype(float), np.nan))


def measurable(compare: Compare) -> bool:
    """Say whether a comparison is one whose distance can be told."""
    return compare.family in ("number", "date") and compare.op in _STRETCHES


def distances(compare: Compare, left: np.ndarray, right: Any, met: np.ndarray, *, among: np.ndarray | None = None) -> Distance:
    """Tell how far values are from turning a comparison: from meeting it, or (where ``met``) from no longer meeting it.

    Parameters
    ----------
    left, right
        Both sides, as the session gives them; ``right`` only where a metric stands there.
    met
        Who meets it now.
    among
        The values whose spread is taken; left out: ``left``.
    """
    now = as_numbers(left)
    other = as_numbers(right) if right is not None else None
    seen = as_numbers(among) if among is not None else now
    known = seen[np.isfinite(seen)]
    whole = compare.type == "integer" or compare.family == "date" or bool((known == np.floor(known)).all())
    wanted = _STRETCHES[compare.op](_bounds(compare.right, other))
    target, beyond = np.full(now.shape, np.nan), np.zeros(now.shape, dtype=np.int8)
    for stretches, where in ((wanted, ~met), (_around(wanted), met)):
        found = [_nearest(now, s, whole) for s in stretches]
        if not found:
            continue
        targets = np.vstack([np.broadcast_to(t, now.shape) for t, _ in found])
        gaps = np.where(np.isnan(targets), np.inf, np.abs(targets - now))
        best = gaps.argmin(axis=0)
        chosen = np.where(np.isinf(gaps.min(axis=0)), np.nan, np.take_along_axis(targets, best[None], 0)[0])
        opened = np.take_along_axis(np.vstack([np.broadcast_to(b, now.shape) for _, b in found]), best[None], 0)[0]
        target, beyond = np.where(where, chosen, target), np.where(where, opened, beyond)
    return Distance(now, np.where(np.isnan(now), np.nan, target), beyond, whole, spread_of(seen))


def spread_of(values: np.ndarray) -> float:
    """Give the range from the 10th to the 90th percentile; of few different values their whole range, else 1."""
    known = values[np.isfinite(values)]
    if not len(known):
        return 1.0
    low, high = np.quantile(known, [0.1, 0.9])
    return float(high - low) or float(known.max() - known.min()) or 1.0


def _nearest(now: np.ndarray, stretch: _Stretch, whole: bool) -> tuple[np.ndarray, np.ndarray]:
    low, high = np.asarray(stretch.low, dtype=float), np.asarray(stretch.high, dtype=float)
    if whole:
        low = np.where(np.isinf(low), low, np.floor(low) + 1 if stretch.low_open else np.ceil(low))
        high = np.where(np.isinf(high), high, np.ceil(high) - 1 if stretch.high_open else np.floor(high))
    target = np.where(low <= high, np.clip(now, low, high), np.nan)
    beyond = np.where((target == low) & stretch.low_open, 1, np.where((target == high) & stretch.high_open, -1, 0))
    return target, beyond * (not whole)


def _around(stretches: list[_Stretch]) -> list[_Stretch]:
    """Give what lies between and around stretches, which are in order."""
    found, low, low_open = [], np.asarray(-np.inf), False
    for s in stretches:
        found.append(_Stretch(low, s.low, low_open, not s.low_open))
        low, low_open = s.high, not s.high_open
    return [s for s in [*found, _Stretch(low, np.inf, low_open)] if not (np.all(s.low == -np.inf) and np.all(s.high == -np.inf))]


def number_of(value: Any) -> float:
    """Give a literal of a plan as a number, a day as days from 1970-01-01."""
    return float((value - EPOCH).days) if isinstance(value, date) else float(value)


def _bounds(right: Any, other: np.ndarray | None) -> list[Any]:
    if other is not None:
        return [other]
    if isinstance(right, tuple):
        return [number_of(v) for v in right]
    return [number_of(right)] if isinstance(right, int | float | Decimal | date) else []


_INF = np.inf
_STRETCHES: dict[str, Any] = {
    "<": lambda b: [_Stretch(-_INF, b[0], high_open=True)],
    "<=": lambda b: [_Stretch(-_INF, b[0])],
    ">": lambda b: [_Stretch(b[0], _INF, low_open=True)],
    ">=": lambda b: [_Stretch(b[0], _INF)],
    "between": lambda b: [_Stretch(b[0], b[1])],
    "is": lambda b: [_Stretch(b[0], b[0])],
    "is_not": lambda b: _around([_Stretch(b[0], b[0])]),
    "one_of": lambda b: [_Stretch(x, x) for x in sorted(b)],
    "none_of": lambda b: _around([_Stretch(x, x) for x in sorted(b)]),
}
