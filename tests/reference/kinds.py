"""The type of a metric, and the order of its values: what its column says, or the metric itself."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from seg_widgets.schema import Schema

Data = dict[str, Any]
Tables = tuple[str, ...]
"""The table that a metric is of, and those outside, the nearest first."""


def type_of(metric: Data, tables: Tables, schema: Schema) -> str:
    """Give the type of a metric."""
    kind = metric["kind"]
    if kind in ("attribute", "lookup"):
        return _column(metric, tables, schema).type or "text"
    if kind in ("tenure", "days_since", "days_until", "tier"):
        return "integer"
    if kind in ("ratio", "arithmetic", "constant", "peers"):
        return "number"  # in double precision
    if kind == "map":  # all results are numbers, or all are texts
        return "text" if isinstance(metric["pairs"][0]["to"], str) else "number"
    if kind == "outer":
        return type_of(metric["of"], tables[metric.get("up", 1) :], schema)
    if kind == "change" and metric.get("how", "relative") == "relative":
        return "number"
    if kind in ("if_missing", "ordered", "change"):
        return type_of(metric["of"], tables, schema)
    if metric["agg"] in ("count", "active_days", "active_periods", "distinct"):
        return "integer"
    if metric["agg"] in ("first_day", "last_day"):
        return "date"
    if metric["agg"] in ("mean", "median", "quantile"):
        return "number"
    return _column(metric, tables, schema).type or "text"


def order_of(metric: Data, tables: Tables, schema: Schema) -> list[str] | None:
    """Give "an order of categories (Silver < Gold) that comparisons use", lowest first, where there is one."""
    kind = metric["kind"]
    if kind == "ordered":
        return list(metric["order"])
    if kind == "if_missing":
        return order_of(metric["of"], tables, schema)
    if kind == "outer":
        return order_of(metric["of"], tables[metric.get("up", 1) :], schema)
    if kind in ("attribute", "lookup") or (kind == "aggregate" and metric["agg"] in ("first", "latest", "min", "max")):
        order = _column(metric, tables, schema).order
        return None if order is None else list(order)
    return None


def _column(metric: Data, tables: Tables, schema: Schema) -> Any:
    return schema.tables[metric.get("table", tables[0])].columns[metric["column"]]


def read(written: Any, type_: str) -> Any:
    """Read a value of the definition as a type."""
    if type_ == "decimal":  # a number written in the definition means what is written: 0.1 is a tenth
        return Decimal(str(written))
    if type_ == "number":
        return float(written)
    if type_ == "integer":  # a whole number beyond 2^53 may be written as text
        return int(written) if isinstance(written, str) else written
    if type_ in ("date", "timestamp", "timestamp_tz"):
        return datetime.fromisoformat(written).date() if isinstance(written, str) else written
    return written  # a text, true or false
