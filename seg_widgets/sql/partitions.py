"""Partitions that follow from the time of a row: those that can hold none of the days that are read are left out.

What a partition's column says of the time is declared in the workspace, and held against the rows when it is opened
(:mod:`seg_widgets.engines.load.partitions`).
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlglot import exp

from seg_widgets.plan import Days
from seg_widgets.schema import PARTITION_SLACK, Table
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import column

_ALONE = {"year": 4, "month": 7, "day": 10}
"""Parts that say a date down to them -> so many characters of it, as it is written."""
_INSIDE = ("month_of_year", "day_of_month")


def in_partitions(name: str, described: Table, time: str, hull: Days, made: Dialect) -> list[exp.Expr]:
    """Write conditions on the partitions of a table that hold for every row whose local day, by ``time``, lies in a range.

    Only the table's own time is what partitions follow from. Of instants a day is spared at each end, as the partitions may be those
    of another zone.
    """
    if not described.partitions or time != described.time or (hull.first is not None and hull.first > hull.last):
        return []
    slack = timedelta(days=PARTITION_SLACK if described.columns[time].type == "timestamp_tz" else 0)
    first = hull.first - slack if hull.first is not None and hull.first - date.min > slack else None
    last = hull.last + slack if hull.last.year < date.max.year else None
    found: list[exp.Expr] = []
    for day, one, strict in ((first, exp.GTE, exp.GT), (last, exp.LTE, exp.LT)):
        if day is None:
            continue
        by_unit: dict[str, str] = {unit: column_name for column_name, unit in described.partitions.items()}
        for unit, c in by_unit.items():
            if unit in _ALONE:
                found.append(one(this=column(c, name), expression=_end(day, unit, described.columns[c].type, one is exp.LTE, made)))
        parts = [unit for unit in _INSIDE if unit in by_unit]
        if parts:
            found.append(_within_year(["year", *parts], by_unit, day, strict, one, name, described, made))
    return found


def _end(day: date, unit: str, type_: str | None, upper: bool, made: Dialect) -> exp.Expr:
    """Write the part of the time that a day lies in; as a date, the part's first or last day."""
    if type_ == "date":
        if upper:
            return made.literal({"year": day.replace(month=12, day=31), "month": _next_month(day) - timedelta(days=1), "day": day}[unit])
        return made.literal({"year": day.replace(month=1, day=1), "month": day.replace(day=1), "day": day}[unit])
    words = day.isoformat()[: _ALONE[unit]]
    return made.literal(int(words.replace("-", "")) if type_ == "integer" else words)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _within_year(
    units: list[str], by_unit: dict[str, str], day: date, strict: type[exp.Binary], one: type[exp.Binary], name: str, described: Table,
    made: Dialect,
) -> exp.Expr:  # fmt: skip
    """Write that a year, a month of it and perhaps a day of that come before or after a day: ``y > 2026 OR y = 2026 AND m >= 11``."""
    numbers = {"year": day.year, "month_of_year": day.month, "day_of_month": day.day}
    widths = {"year": 4}
    unit, *inner = units
    c, number = by_unit[unit], numbers[unit]
    value = made.literal(number if described.columns[c].type == "integer" else f"{number:0{widths.get(unit, 2)}d}")
    if not inner:
        return one(this=column(c, name), expression=value)
    deeper = _within_year(inner, by_unit, day, strict, one, name, described, made)
    beyond = strict(this=column(c, name), expression=value)
    return exp.paren(exp.or_(beyond, exp.and_(exp.EQ(this=column(c, name), expression=value.copy()), deeper)))
