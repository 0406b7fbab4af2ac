"""An entity beside others: among its peers, in its tier, against a table of benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from tests.reference.here import Data, Here
from tests.reference.rows import statistic
from tests.reference.world import World

Value = Callable[[Data, Here], Any]


def peers(metric: Data, here: Here, value: Value) -> float | None:
    """The median, mean, or a percentile of the entities that share one or more attributes, itself among them, within the universe.

    An entity without the attribute has no peers and the comparison is missing.
    """
    shared = [here.row[name] for name in metric["by"]]
    if None in shared:
        return None
    alike = [other for other in here.world.entities(here.table) if [other[name] for name in metric["by"]] == shared]
    values = [value(metric["of"], here.beside(other)) for other in alike]
    return statistic(metric.get("stat", "median"), [float(v) for v in values if v is not None], metric.get("q"))


def tier(metric: Data, here: Here, value: Value) -> int | None:
    """Tier = floor((lowest rank - 1) · k / n) + 1 among the n entities of the universe that have a value.

    So ties share a tier; a missing value has no tier.
    """
    own = value(metric["of"], here.beside(here.row))
    if own is None:
        return None
    values = [value(metric["of"], here.beside(other)) for other in here.world.entities(here.table)]
    ranked = sorted(v for v in values if v is not None)
    return int(ranked.index(own) * metric["k"] // len(ranked)) + 1  # the place of the first that is equal: its lowest rank - 1


def lookup(metric: Data, here: Here) -> Any:
    """Against a table of benchmarks the analyst gives: a column of the one row that fits; missing where none or several do."""
    found = [
        row
        for row in here.world.rows[metric["table"]]
        if all(_equal(_wanted(match, row[match["column"]], here), row[match["column"]], here.world) for match in metric["on"])
    ]
    return found[0][metric["column"]] if len(found) == 1 else None


def _wanted(match: Data, beside: Any, here: Here) -> Any:
    """Give what a column must equal: an attribute of the entity, or a value, read as the column's own."""
    if "attribute" in match:
        return here.row[match["attribute"]]
    value = match["value"]
    if isinstance(beside, date) and isinstance(value, str):
        return date.fromisoformat(value[:10])
    return type(beside)(str(value)) if isinstance(beside, Decimal | int) and not isinstance(beside, bool) else value


def _equal(a: Any, b: Any, world: World) -> bool:
    """A missing value equals nothing; dates are equal by their local days."""
    if a is None or b is None:
        return False
    return bool(world.day(a) == world.day(b)) if hasattr(a, "year") else bool(a == b)
