"""The value of a metric, for one row of a table: an entity's, or a row's inside a row filter. ``None`` is missing."""

from __future__ import annotations

from typing import Any

from tests.reference import days, peers
from tests.reference.here import Data, Here
from tests.reference.kinds import read, type_of
from tests.reference.rows import aggregate
from tests.reference.world import World


def value(metric: Data, here: Here) -> Any:
    """Give the metric's value, or ``None``."""
    kind, row, world = metric["kind"], here.row, here.world
    if kind == "attribute":
        return row[metric["column"]]
    if kind == "constant":
        return float(metric["value"])
    if kind == "tenure":
        return _tenure(row[metric["since"]], metric.get("unit", "months"), world)
    if kind in ("days_since", "days_until"):
        moment = value(metric["of"], here)
        if moment is None:
            return None
        since = (world.as_of - world.day(moment)).days  # days since d is D - d, days until d is d - D
        return since if kind == "days_since" else -since
    if kind == "aggregate":
        return aggregate(metric, here)
    if kind == "change":
        return _change(metric, here)
    if kind == "ratio":
        above, below = value(metric["numerator"], here), value(metric["denominator"], here)
        if above is None or below is None or below == 0:  # a missing or zero denominator is missing
            return None
        return float(above) / float(below)
    if kind == "arithmetic":
        return _arithmetic(metric["op"], value(metric["left"], here), value(metric["right"], here))
    if kind == "if_missing":  # a metric may have a value for missing; it is read as the metric's type
        found = value(metric["of"], here)
        return read(metric["value"], type_of(metric["of"], here.tables, world.schema)) if found is None else found
    if kind == "map":
        return _mapped(metric, value(metric["of"], here), here)
    if kind == "ordered":  # the order is the comparison's affair
        return value(metric["of"], here)
    if kind == "outer":  # compared with a metric of the entity it started from, or with an attribute of the row's entity
        return value(metric["of"], here.outside(metric.get("up", 1)))
    if kind == "peers":
        return peers.peers(metric, here, value)
    if kind == "tier":
        return peers.tier(metric, here, value)
    if kind == "lookup":
        return peers.lookup(metric, here)
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


def _change(metric: Data, here: Here) -> Any:
    """The metric in its windows against the same metric in the windows before; what has no window is the same both times."""
    now, before = value(metric["of"], here), value(metric["of"], here.before())
    if now is None or before is None:
        return None
    if metric.get("how", "relative") == "absolute":
        return now - before
    if before == 0:  # the relative change with before missing or 0 is missing
        return None
    return (float(now) - float(before)) / float(before)  # in double precision, not now / before - 1


def _arithmetic(op: str, left: Any, right: Any) -> float | None:
    """Arithmetic with numbers and other metrics, in double precision; missing where a side is."""
    if left is None or right is None:
        return None
    a, b = float(left), float(right)
    return {"+": a + b, "-": a - b, "*": a * b}[op]


def _mapped(metric: Data, found: Any, here: Here) -> Any:
    """A map of values: a value without a pair becomes ``other``, or missing; what is missing stays missing."""
    if found is None:
        return None
    type_ = type_of(metric["of"], here.tables, here.world.schema)
    results = [pair["to"] for pair in metric["pairs"] if read(pair["value"], type_) == found]
    result = results[0] if results else metric.get("other")
    return float(result) if isinstance(result, int | float) else result
