"""One comparison: ``True``, ``False``, or ``None`` for unknown, where a missing value takes part."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tests.reference import days
from tests.reference.world import World


class Literal:
    """A value as written in the definition; how it is read depends on what it is compared with."""

    def __init__(self, written: Any) -> None:
        self.written = written


ORDERED = ("<", "<=", ">", ">=", "between")


def compare(criterion: dict[str, Any], left: Any, right: Any, world: World) -> bool | None:
    """Compare a metric's value with an operand.

    ``right`` is a :class:`Literal`, a list of them, a span as plain data, or the value of another metric.
    """
    op = criterion["op"]
    if op == "is_missing":  # asked for by name, and never unknown
        return left is None
    if op == "is_present":
        return left is not None
    if left is None or ("value" in criterion and right is None):
        return None  # a comparison with a missing value is unknown (and not met, whichever way it points)
    if op == "is_true":
        return left is True
    if op == "is_false":
        return left is False
    if op in ("in_next", "within_last"):
        return _near(op, world.day(left), right, world)
    if isinstance(left, list):
        return _list(op, left, right)
    if isinstance(left, str):
        return _text(op, left, right, criterion)
    if isinstance(left, date):  # a timestamp compared with a date compares by its local day
        pairs = [(world.day(left), _day(r, world)) for r in _each(right)]
    else:
        pairs = [_numbers(left, r) for r in _each(right)]
    return _ordered(op, pairs)


def _each(right: Any) -> list[Any]:
    return right if isinstance(right, list) else [right]


def _ordered(op: str, pairs: list[tuple[Any, Any]]) -> bool:
    left, right = pairs[0]
    if op in ("is", "one_of"):
        return any(a == b for a, b in pairs)
    if op in ("is_not", "none_of"):
        return all(a != b for a, b in pairs)
    if op == "between":  # includes both ends
        (low_left, low), (high_left, high) = pairs
        return bool(low <= low_left and high_left <= high)
    if op == "same_month":
        return (left.year, left.month) == (right.year, right.month)
    if op == "<":
        return bool(left < right)
    if op == "<=":
        return bool(left <= right)
    if op == ">":
        return bool(left > right)
    if op == ">=":
        return bool(left >= right)
    raise ValueError(f"no such operator here: {op!r}")


def _list(op: str, left: list[Any], right: list[Literal] | None) -> bool:
    """Has any of, has all of, has none of, is empty. Missing elements are none; texts compare exactly."""
    elements = {element for element in left if element is not None}
    if op == "is_empty":
        return not elements
    asked = [literal.written in elements for literal in right or []]
    if op == "has_any":
        return any(asked)
    if op == "has_all":
        return all(asked)
    if op == "has_none":
        return not any(asked)
    raise ValueError(f"no such operator of lists: {op!r}")


def by_place(criterion: dict[str, Any], left: Any, right: Any, order: list[str]) -> bool | None:
    """Compare texts by an order of categories (Silver < Gold); a value with no place in it is missing."""

    def place(text: Any) -> int | None:
        text = text.written if isinstance(text, Literal) else text
        return order.index(text) if text in order else None

    ranked = [(place(left), place(r)) for r in _each(right)]
    return None if any(None in pair for pair in ranked) else _ordered(criterion["op"], ranked)


def _near(op: str, day: date, span: dict[str, Any], world: World) -> bool:
    n, unit = span["n"], span.get("unit", "days")
    if op == "in_next":  # D <= d <= D+N (months: up to D plus N calendar months)
        return world.as_of <= day <= days.moved(world.as_of, n, unit)
    first, last = days.last(world.as_of, n, unit)  # D-N+1 <= d <= D
    return first <= day <= last


def _day(right: Any, world: World) -> date:
    return world.day(datetime.fromisoformat(right.written) if isinstance(right, Literal) else right)


def _numbers(left: Any, right: Any) -> tuple[Any, Any]:
    """Numbers compare as numbers; integers keep their exact value; decimals are exact where the source is.

    A number written in the definition means what is written: 0.1 against a decimal is a tenth. A decimal against a
    double is compared as a double.
    """
    if isinstance(right, Literal):
        right = Decimal(str(right.written)) if isinstance(right.written, str | float) else right.written
        return (left, float(right)) if isinstance(left, float) and isinstance(right, Decimal) else (left, right)
    if isinstance(left, float) and isinstance(right, Decimal):
        return left, float(right)
    if isinstance(left, Decimal) and isinstance(right, float):
        return float(left), right
    return left, right


def _text(op: str, left: str, right: Any, criterion: dict[str, Any]) -> bool:
    """Text compares exactly; case-insensitive and trimmed comparison are options of the criterion, not defaults."""
    ignore_case, trim = criterion.get("ignore_case", False), criterion.get("trim", False)

    def seen(text: str) -> str:
        text = text.strip(" ") if trim else text
        return text.lower() if ignore_case else text

    others = [r.written if isinstance(r, Literal) else r for r in _each(right)]
    if op == "matches":  # RE2, anywhere in the text; the pattern itself is neither trimmed nor lowered
        searched = pa.array([left.strip(" ") if trim else left])
        return bool(pc.match_substring_regex(searched, others[0], ignore_case=ignore_case)[0].as_py())
    pairs = [(seen(left), seen(other)) for other in others]
    a, b = pairs[0]
    if op == "contains":
        return b in a
    if op == "starts_with":
        return a.startswith(b)
    if op == "ends_with":
        return a.endswith(b)
    return _ordered(op, pairs)
