"""Operands: a value as it is written, read as the type of the metric that it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from seg_widgets.errors import Problem
from seg_widgets.schema import family


def a_kind(kind: str) -> str:
    """Name a family with its article."""
    return {"text": "text", "boolean": "a true/false value"}.get(kind, f"a {kind}")


def value_problems(value: object, type_: str, place: str) -> Iterator[Problem]:
    """Say why a value cannot be compared with a metric of a type."""
    try:
        typed_value(value, type_)
    except ValueError as error:
        yield Problem("value-does-not-fit", f"{error}", place, _LIKE[family(type_)])


_LIKE = {
    "number": "Write a number, such as 30.",
    "text": "Write a text, in quotes.",
    "date": "Write a day as YYYY-MM-DD.",
    "boolean": "Use 'is true' or 'is false'.",
    "list": "",
}


def typed_value(value: object, type_: str) -> int | float | Decimal | str | date | bool:
    """Read an operand as the type of the metric it is compared with.

    Raises
    ------
    ValueError
        It does not fit.
    """
    kind = family(type_)
    if kind == "text" and isinstance(value, str):
        return value
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind == "number" and not isinstance(value, bool):
        if isinstance(value, float) and type_ == "decimal":
            return Decimal(repr(value))  # what is written is meant: 0.1 is a tenth
        if isinstance(value, int | float):
            return value
        if type_ == "decimal" and isinstance(value, str):
            try:
                return Decimal(value)
            except InvalidOperation:
                pass
        if type_ == "integer" and isinstance(value, str) and _BIG.fullmatch(value):
            return int(value)
    if kind == "date" and isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a day.") from None
        if moment.tzinfo is None:
            return moment.date()
        raise ValueError(f"{value!r} is an instant, not a day.")
    raise ValueError(f"{value!r} is not {a_kind(kind)}.")


_BIG = re.compile(r"-?\d{16,}")  # beyond 2^53 a browser can only hold a whole number as text


def pattern_problems(pattern: str, place: str) -> Iterator[Problem]:
    """Say why a pattern is not a regular expression."""
    # RE2 itself says whether a pattern is RE2's; pyarrow carries it. Imported here: it is slow to load, patterns are rare.
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        pc.match_substring_regex(pa.array([""]), pattern=pattern)
    except pa.ArrowInvalid as error:
        yield Problem(
            "invalid-pattern",
            f"{pattern!r} is not a regular expression: {str(error).split(': ', 1)[-1]}.",
            place,
            "RE2 syntax: no look-around and no back-references.",
        )
