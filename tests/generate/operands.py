"""What metrics are compared with: values near those that they have."""

from __future__ import annotations

from typing import Any

from seg_widgets.schema import Schema
from tests.generate import values
from tests.generate.at import At, Data
from tests.generate.rows import known_values
from tests.reference.kinds import type_of


def operands(at: At, metric: Data, kind: str) -> list[Any]:
    """List values near those that the metric has."""
    if kind == "list":
        return values.ELEMENTS
    if kind == "date":
        days = [day.isoformat() for day in values.days(at.as_of)]
        return [*days, *(f"{day} 12:00:00" for day in days[:3])]
    if metric["kind"] in ("if_missing", "ordered"):
        return operands(at, metric["of"], kind)
    if metric["kind"] == "outer":
        return operands(at.outside(metric.get("up", 1)), metric["of"], kind)
    if kind == "text":
        keys = [key for keys in values.KEYS.values() for key in keys[:2] if isinstance(key, str)]
        of = at.schema.tables[metric.get("table", at.table)]
        return [*values.COMMON * 3, *values.TEXTS, "old", "G", *(keys if metric.get("column") in (of.key, *of.links) else [])]
    return _numbers(at, metric)


def _numbers(at: At, metric: Data) -> list[Any]:
    kind = metric["kind"]
    if kind in ("attribute", "lookup") or (kind == "aggregate" and "column" in metric and metric["agg"] != "distinct"):
        return _of_column(at.schema, metric.get("table", at.table), metric, type_of(metric, at.tables, at.schema), at)
    if kind in ("tenure", "days_since", "days_until"):
        in_days = kind != "tenure" or metric["unit"] == "days"
        return [-1, 0, 1, 7, 29, 30, 31, 60, 90.5] if in_days else [0, 1, 2, 3, 6, 11, 12, 24]
    if kind in ("ratio", "change"):
        return [-1, -0.5, 0, 0.25, 0.5, 1, 2]
    if kind in ("arithmetic", "constant", "map"):
        return [-1, 0, 0.5, 1, 2, 3, 10]
    if kind == "peers":
        return [0, 0.25, 0.5, 1, 1.5, 2]
    return [0, 1, 1, 2, 3]


def _of_column(schema: Schema, table: str, metric: Data, type_: str, at: At) -> list[Any]:
    of = schema.tables[table]
    known = known_values(schema, of, metric["column"], at.as_of)
    if of.columns[metric["column"]].type == "decimal":  # written as text or as a number; means and medians are doubles
        texts = [str(v) for v in known] if type_ == "decimal" else []
        return [*(float(v) for v in known), *texts]
    if values.BEYOND in known or metric.get("column") == "id":
        return [values.BEYOND + 1, values.BEYOND, str(values.BEYOND + 1), 1, 0] if type_ == "integer" else [values.BEYOND, 1, 0]
    return known
