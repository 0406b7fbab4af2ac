"""Numbers as written against numbers as stored: exact, whichever of the two can say more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeGuard

from seg_widgets.code.pandas_.writing import quoted

if TYPE_CHECKING:
    from seg_widgets.code.pandas_.values import Value

_LARGEST = 2**63 - 1
_WHOLE = frozenset({"integer", "count"})


@dataclass(frozen=True)
class Fitted:
    """A value made ready for a comparison.

    Attributes
    ----------
    value
        Python for it.
    always, never
        The comparison is met by every value that is present, or by none: no such integer can be stored.
    exactly
        Compare as Python's numbers: the column cannot hold the value.
    """

    value: str = ""
    always: bool = False
    never: bool = False
    exactly: bool = False

    @property
    def plain(self) -> bool:
        """Say whether there is nothing to mind."""
        return not (self.always or self.never or self.exactly)


def fitted(left: Value, sign: str, value: object) -> Fitted:
    """Make a value ready to be compared with a column by a sign."""
    if not _is_number(value):
        return Fitted(quoted(value))
    if left.kind in _WHOLE:
        written = _written(value)
        if not _whole(written):
            return Fitted(quoted(float(written)))
        if abs(int(written)) > _LARGEST:
            above = written > 0
            met = sign == "!=" or (sign in ("<", "<=") if above else sign in (">", ">="))
            return Fitted(always=met, never=not met)
        return Fitted(quoted(int(written)))
    if left.kind == "number":
        if _held(value):
            return Fitted(_floating(value))
        return Fitted(quoted(value), exactly=True)
    return Fitted(quoted(_written(value)))


def fitting(values: Iterable[object], kind: str) -> Iterable[object]:
    """Give those of several values that a column of a kind can hold, as it holds them."""
    for value in values:
        yield from _as_held(value, kind) if _is_number(value) else (value,)


def _as_held(value: int | float | Decimal, kind: str) -> Iterable[int | float | Decimal]:
    written = _written(value)
    if kind in _WHOLE:
        return (int(written),) if _whole(written) and abs(int(written)) <= _LARGEST else ()
    if kind == "number":
        return () if not _held(value) else (value,) if -(2**53) < value < 2**53 else (float(value),)
    return (written,)


def _is_number(value: object) -> TypeGuard[int | float | Decimal]:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _written(value: int | float | Decimal) -> int | Decimal:
    """Take a number for what is written: 0.1 is a tenth."""
    return Decimal(repr(value)) if isinstance(value, float) else value


def _whole(value: int | Decimal) -> bool:
    return value == value // 1 if isinstance(value, int) else value == value.to_integral_value()


def _held(value: int | float | Decimal) -> bool:
    """Say whether a double holds the value exactly."""
    try:
        return isinstance(value, float) or float(value) == value
    except OverflowError:
        return False


def _floating(value: int | float | Decimal) -> str:
    return quoted(float(value)) if isinstance(value, Decimal) or abs(value) >= 2**53 else quoted(value)
