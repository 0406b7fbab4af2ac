"""Numbers and days that rules are compared with again and again: kept as arrays, where a comparison takes less than a millisecond.

What is compared here is compared exactly as the database does: whole numbers below 2^53 and doubles, which are the same in both.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from seg_widgets.engines.bitmaps import packed
from seg_widgets.plan import Compare

LARGE = 50_000
"""Of fewer entities a statement takes no longer."""

_EXACT = 2**53
_EPOCH = date(1970, 1, 1)

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "is": operator.eq, "is_not": operator.ne,
}  # fmt: skip


@dataclass(frozen=True)
class Numbers:
    """The left side of comparisons, in the entity table's order; ``values`` is ``None`` where it cannot be compared here.

    ``missing`` is a bitmap (:mod:`seg_widgets.engines.bitmaps`), ``None``: nowhere.
    """

    values: np.ndarray | None
    missing: np.ndarray | None = None

    def answer(self, compare: Compare) -> tuple[np.ndarray, np.ndarray | None] | None:
        """Compare: bitmaps of who meets it, and of whom it is unknown. ``None``: that is for the database."""
        if self.values is None:
            return None
        if compare.op == "between":
            assert isinstance(compare.right, tuple)
            low, high = (_literal(v, compare) for v in compare.right)
            if low is None or high is None:
                return None
            met = packed((self.values >= low) & (self.values <= high))
        else:
            literal = _literal(compare.right, compare)
            assert literal is not None
            met = packed(_OPERATORS[compare.op](self.values, literal))
        return (met, None) if self.missing is None else (met & ~self.missing, self.missing)


def comparable(compare: Compare) -> bool:
    """Say whether a comparison is one with a number or a day, such as can be answered here."""
    if compare.family not in ("number", "date") or (compare.op not in _OPERATORS and compare.op != "between"):
        return False
    right = compare.right if isinstance(compare.right, tuple) else (compare.right,)
    return all(_literal(v, compare) is not None for v in right)


def numbers(column: Any) -> Numbers:
    """Take a column of an Arrow table."""
    import pyarrow as pa
    import pyarrow.compute as pc

    array = column.combine_chunks()
    missing = packed(np.asarray(pc.is_null(array).to_numpy(zero_copy_only=False), dtype=bool)) if array.null_count else None
    try:
        if pa.types.is_date32(array.type):
            array = array.cast(pa.int32())
        elif pa.types.is_decimal(array.type):
            if array.type.scale:
                return Numbers(None)
            array = array.cast(pa.int64())  # a sum of whole numbers; an error where it is too large
        elif not (pa.types.is_integer(array.type) or pa.types.is_float64(array.type)):
            return Numbers(None)
    except pa.ArrowInvalid:
        return Numbers(None)
    values = np.asarray(pc.fill_null(array, 0).to_numpy(zero_copy_only=False))
    return Numbers(values, missing) if _exact(values) else Numbers(None)


def _exact(values: np.ndarray) -> bool:
    if values.dtype.kind == "f":
        return not bool(np.isnan(values).any())
    return not len(values) or bool(values.min() >= -_EXACT and values.max() <= _EXACT)


def _literal(value: Any, compare: Compare) -> int | float | None:
    if compare.family == "date":
        return (value - _EPOCH).days if isinstance(value, date) and not isinstance(value, datetime) else None
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return value if plain and abs(value) <= _EXACT else None
