"""The order that a text's values have, where they have one: Silver < Gold."""

from __future__ import annotations

from seg_widgets.definition.base import Node
from seg_widgets.definition.metrics import Aggregate, Attribute, IfMissing, Lookup, Ordered, Outer
from seg_widgets.schema import Schema

Order = tuple[str, ...]


def order_of(metric: Node, table: str, schema: Schema, outer: tuple[str, ...] = ()) -> Order | None:
    """Give the order by which a metric's values compare, lowest first: its own, or that of its column.

    Parameters
    ----------
    table, outer
        The table that the metric is of; those outside, the nearest first.
    """
    match metric:
        case Ordered():
            return metric.order
        case Attribute():
            return _column(table, metric.column, schema)
        case Aggregate(agg="first" | "latest" | "min" | "max", column=str() as column):
            return _column(metric.table, column, schema)
        case Lookup():
            return _column(metric.table, metric.column, schema)
        case IfMissing():
            return order_of(metric.of, table, schema, outer)
        case Outer() if metric.up <= len(outer):
            return order_of(metric.of, outer[metric.up - 1], schema, outer[metric.up :])
        case _:
            return None


def _column(table: str, name: str, schema: Schema) -> Order | None:
    described = schema.tables.get(table)
    column = described.columns.get(name) if described is not None else None
    return column.order if column is not None else None
