"""Plain values of a definition, as JSON can hold them: dates and decimals as text."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from seg_widgets.wording import Fault


def _scalar(value: Any) -> bool | int | float | str:
    """Take a value as JSON can hold it: dates and decimals as text (the column's type says how to read it)."""
    if value is None:
        raise Fault("no-value", "A value is still to be given.", "Give a value; ask for missing ones with 'is missing'.")
    if hasattr(value, "item") and not isinstance(value, str):  # numpy's and pandas' scalars
        value = value.item()
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != value.min.time() or value.tzinfo else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise Fault("not-a-value", f"{value} is not a value to compare with.", "Ask for missing values with 'is missing'.")
    if isinstance(value, bool | int | float | str):
        return value
    raise Fault(
        "not-a-value",
        f"A {type(value).__name__} is not a value to compare with.",
        "Use a text, a number, a date or true/false.",
    )


def _number(value: Any) -> int | float:
    number = _scalar(value)
    if isinstance(number, bool | str):
        raise Fault("no-number", f"{number!r} is not a number.", "Give a number.")
    return number


Scalar = Annotated[
    bool | int | float | str,
    PlainValidator(_scalar),
    WithJsonSchema({"anyOf": [{"type": t} for t in ("boolean", "integer", "number", "string")]}),
]

Number = Annotated[int | float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
