"""The family of a metric's type, as far as it is known: what decides between "less than" and "before"."""

from __future__ import annotations

from seg_widgets.definition import Metric
from seg_widgets.definition.check import type_of
from seg_widgets.errors import Problem
from seg_widgets.schema import Family, Schema, family


def family_of(metric: Metric, table: str, schema: Schema | None, outer: tuple[str, ...] = ()) -> Family | None:
    """Give the family of a metric's type; ``None`` without a schema, or where the metric does not fit it.

    Parameters
    ----------
    table, outer
        The table that the metric is of; those outside, the nearest first.
    """
    if schema is None or not {table, *outer} <= set(schema.tables):
        return None
    faults: list[Problem] = []
    type_ = type_of(metric, table, schema, "", faults, outer=outer)
    return family(type_) if type_ is not None else None
