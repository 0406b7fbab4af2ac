"""What a metric is compared with: a value, several values, a span of time, or another metric."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, PlainValidator, Tag, WithJsonSchema

from seg_widgets.definition.base import Node
from seg_widgets.definition.metrics import Metric
from seg_widgets.definition.windows import Count, Unit
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


Scalar = Annotated[
    bool | int | float | str,
    PlainValidator(_scalar),
    WithJsonSchema({"anyOf": [{"type": t} for t in ("boolean", "integer", "number", "string")]}),
]


class Span(Node):
    """A length of time: n days, weeks, months, quarters or years."""

    kind: Literal["span"] = "span"
    n: Count
    unit: Unit = "days"


def _which(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "values"
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    if isinstance(value, dict | Node):
        return "span" if kind == "span" else "metric"
    return "value"


Operand = Annotated[
    Annotated[Scalar, Tag("value")]
    | Annotated[tuple[Scalar, ...], Tag("values")]
    | Annotated[Span, Tag("span")]
    | Annotated[Metric, Tag("metric")],
    Discriminator(_which),
]
