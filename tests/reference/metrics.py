"""The value of a metric, for one row of a table: an entity's, or a row's inside a row filter. ``None`` is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.reference import days
from tests.reference.world import Row, World

Filter = Callable[[dict[str, Any], str, Row], bool]
"""Says whether a row of a table meets a group, two-valued: (group, table, row)."""


def value(metric: dict[str, Any], table: str, row: Row, world: World, meets: Filter) -> Any:
    """Give the metric's value, or ``None``."""
    kind = metric["kind"]
    if kind == "attribute":
        return row[metric["column"]]
    if kind == "tenure":
        return _tenure(row[metric["since"]], metric.get("unit", "months"), world)
    if kind in ("days_since", "days_until"):
        moment = value(metric["of"], table, row, world, meets)
        if moment is None:
            return None
        since = (world.as_of - world.day(moment)).days  # days since d is D - d, days until d is d - D
        return since if kind == "days_since" else -since
    if kind == "aggregate":
        return _aggregate(metric, _rows_in(metric, None, table, row, world, meets), world)
    if kind == "change":
        return _change(metric, table, row, world, meets)
    if kind == "ratio":
        above = value(metric["numerator"], table, row, world, meets)
        below = value(metric["denominator"], table, row, world, meets)
        if above is None or below is None or below == 0:  # a missing or zero denominator is missing
            return None
        return float(above) / float(below)
    raise ValueError(f"no such metric: {kind!r}")


def _tenure(moment: Any, unit: str, world: World) -> int | None:
    """Whole calendar months from the start to D; year 1 is 0-11. A start after D has no tenure: it is missing."""
    if moment is None or world.day(moment) > world.as_of:
        return None
    start = world.day(moment)
    if unit == "days":
        return (world.as_of - start).days
    months = days.whole_months(start, world.as_of)
    return months if unit == "months" else months // 12


def _change(metric: dict[str, Any], table: str, row: Row, world: World, meets: Filter) -> Any:
    """The window against the adjacent window before it."""
    of, window = metric["of"], metric["of"]["window"]
    n, unit = window["n"], window.get("unit", "days")
    now, before = (
        _aggregate(of, _rows_in(of, which(world.as_of, n, unit), table, row, world, meets), world) for which in (days.last, days.before)
    )
    if now is None or before is None:
        return None
    if metric.get("how", "relative") == "absolute":
        return now - before
    if before == 0:  # the relative change with before missing or 0 is missing
        return None
    return (float(now) - float(before)) / float(before)  # in double precision, not now / before - 1


def _rows_in(metric: dict[str, Any], span: days.Days | None, table: str, row: Row, world: World, meets: Filter) -> list[Row]:
    """List the rows that reach the entity, lie in the window, and pass the filter."""
    name = metric["table"]
    about = world.schema.tables[name]
    window = metric.get("window", {"kind": "any_time"})
    kept = []
    for candidate in world.reaching(name, table, row, metric.get("via")):
        if candidate[about.time] is None:
            continue  # rows whose timestamp is missing are outside every window; any time leaves them out too
        day = world.day(candidate[about.time])
        if window["kind"] == "holding":
            # holds on D where start <= D and the end is missing or after D (an end after D reads as missing here)
            inside = about.kind == "interval" and day <= world.as_of and (not about.end or candidate[about.end] is None)
        else:
            first, last = span or days.window(window, world.as_of)
            inside = first <= day <= last
        if inside and ("where" not in metric or meets(metric["where"], name, candidate)):
            kept.append(candidate)
    return kept


def _aggregate(metric: dict[str, Any], rows: list[Row], world: World) -> Any:
    """No rows: count, sum, distinct count and active days are 0; everything else is missing."""
    agg, time = metric["agg"], world.schema.tables[metric["table"]].time
    if agg == "count":
        return len(rows)  # identical rows are rows and count
    if agg == "active_days":
        return len({world.day(row[time]) for row in rows})
    if agg == "first_day":
        return min((world.day(row[time]) for row in rows), default=None)
    if agg == "last_day":
        return max((world.day(row[time]) for row in rows), default=None)
    dated = [(row[time], row[metric["column"]]) for row in rows if row[metric["column"]] is not None]
    values = [v for _, v in dated]  # aggregates skip missing values
    if agg == "sum":
        return sum(values)  # a sum of nothing is 0
    if agg == "distinct":
        return len(set(values))  # distinct counts leave missing out
    if not values:
        return None
    if agg == "mean":
        return float(sum(values)) / len(values)
    if agg == "median":
        return _median(values)
    if agg == "min":
        return min(values)
    if agg == "max":
        return max(values)
    if agg == "latest":  # the latest row that has a value; among rows of the same moment the larger value
        return max(dated)[1]
    if agg == "first":  # likewise, the smaller
        return min(dated)[1]
    raise ValueError(f"no such aggregation: {agg!r}")


def _median(values: list[Any]) -> float:
    """Quantiles interpolate linearly."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (float(ordered[middle - 1]) + float(ordered[middle])) / 2
