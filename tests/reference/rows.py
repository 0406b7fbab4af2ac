"""An entity's rows of a table, in a window and through a filter, and what is made of them."""

from __future__ import annotations

from math import floor
from typing import Any

from tests.reference import days
from tests.reference.here import Data, Here
from tests.reference.world import Row

ANY_TIME: Data = {"kind": "any_time"}


def rows_of(source: Data, window: Data, here: Here) -> list[Row] | None:
    """List the rows that reach the entity, lie in the window, and pass the filter.

    ``source`` names the ``table``, perhaps ``via`` a link and ``where``. ``None``: the window starts with a date of the entity
    that is missing, so there is no such window.
    """
    name, world = source["table"], here.world
    about = world.schema.tables[name]
    span = None if window["kind"] == "holding" else _days(window, here)
    if span is None and window["kind"] != "holding":
        return None
    kept = []
    for row in world.reaching(name, here.table, here.row, source.get("via")):
        if row[about.time] is None:
            continue  # rows whose timestamp is missing are outside every window; any time leaves them out too
        day = world.day(row[about.time])
        if span is None:
            # holds on D where start <= D and the end is missing or after D (an end after D reads as missing here)
            inside = about.kind == "interval" and day <= world.as_of and (not about.end or row[about.end] is None)
        else:
            inside = span[0] <= day <= span[1]
        if inside and passes(source.get("where"), name, row, here):
            kept.append(row)
    return kept


def passes(where: Data | None, table: str, row: Row, here: Here) -> bool:
    """Say whether a row passes a filter: a whole group over its columns, two-valued, with its entity outside."""
    return where is None or here.meets(where, here.within(table, row))


def _days(window: Data, here: Here) -> days.Days | None:
    if window["kind"] != "since":
        return days.window(window, here.world.as_of, here.back)
    anchor = here.row[window["anchor"]]
    if anchor is None:
        return None
    return days.since(here.world.day(anchor), window["n"], window.get("unit", "days"), here.world.as_of)


def aggregate(metric: Data, here: Here) -> Any:
    """No rows: count, sum, distinct count and active periods are 0; everything else is missing."""
    window = metric.get("window", ANY_TIME)
    rows, world, agg = rows_of(metric, window, here), here.world, metric["agg"]
    if rows is None:
        return None
    time = world.schema.tables[metric["table"]].time
    if agg == "count":
        return len(rows)  # identical rows are rows and count
    dates = {world.day(row[time]) for row in rows}
    if agg == "active_days":
        return len(dates)
    if agg == "active_periods":  # a period is active if it holds at least one row
        spans = days.periods(world.as_of, window["n"], window.get("unit", "days"), here.back)
        return sum(any(first <= day <= last for day in dates) for first, last in spans)
    if agg == "first_day":
        return min(dates, default=None)
    if agg == "last_day":
        return max(dates, default=None)
    dated = [(row[time], row[metric["column"]]) for row in rows if row[metric["column"]] is not None]
    values = [v for _, v in dated]  # aggregates skip missing values
    if agg == "sum":
        return sum(values)  # a sum of nothing is 0
    if agg == "distinct":
        return len(set(values))  # distinct counts leave missing out
    if not values:
        return None
    if agg == "min":
        return min(values)
    if agg == "max":
        return max(values)
    if agg == "latest":  # the latest row that has a value; among rows of the same moment the larger value
        return max(dated)[1]
    if agg == "first":  # likewise, the smaller
        return min(dated)[1]
    return statistic(agg, values, metric.get("q"))


def statistic(name: str, values: list[Any], q: float | None) -> float | None:
    """Give the mean, the median or a quantile, in double precision. A mean of nothing is missing."""
    if not values:
        return None
    if name == "mean":
        return float(sum(values)) / len(values)
    if name == "median":
        return _quantile(values, 0.5)
    if name == "quantile" and q is not None:
        return _quantile(values, q)
    raise ValueError(f"no such aggregation: {name!r}")


def _quantile(values: list[Any], q: float) -> float:
    """Quantiles interpolate linearly: between the two values beside the place ``q`` of the way from the least to the largest."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * q
    below = floor(place)
    low, high = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return low + (high - low) * (place - below)
