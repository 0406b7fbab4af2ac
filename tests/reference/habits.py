"""Conditions on an entity's rows: habits, every row, sequences. ``None``: unknown, for the window has no anchor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.reference import days
from tests.reference.here import Data, Here
from tests.reference.rows import ANY_TIME, passes, rows_of
from tests.reference.world import Row


def habit(condition: Data, here: Here) -> bool:
    """Say what an entity began, stopped or took up again."""
    window, world = condition["window"], here.world
    time = world.schema.tables[condition["table"]].time
    dates = [world.day(row[time]) for row in rows_of(condition, ANY_TIME, here) or []]
    first, last = days.window(window, world.as_of)
    if condition["kind"] == "first_ever":  # the first row that passes the filter lies in the window
        return bool(dates) and first <= min(dates) <= last
    start, end = days.window(window, world.as_of, back=1)
    now = any(first <= day <= last for day in dates)
    before = any(start <= day <= end for day in dates)
    if condition["kind"] == "stopped":  # rows in the window before, none in the window
        return before and not now
    # resumed: rows in the window, none in the window before it, some earlier still
    return now and not before and any(day < start for day in dates)


def every_row(condition: Data, here: Here) -> bool | None:
    """``every row has ...`` over a table's rows wants at least one row."""
    rows = rows_of(condition, condition.get("window", ANY_TIME), here)
    if rows is None:
        return None
    return bool(rows) and all(passes(condition["has"], condition["table"], row, here) for row in rows)


def sequence(condition: Data, here: Here) -> bool | None:
    """Look for a chain of rows, each strictly later than the one before and at most N days after it, by trying all of them.

    A step may ask that no row of C lies between. Rows of the same moment are not in order.
    """
    window = condition.get("window", ANY_TIME)
    steps = condition["steps"]
    moments = _Moments(steps, here)
    chains: list[list[Row]] = []
    for step in steps:
        rows = rows_of(step, window, here)
        if rows is None:
            return None
        between = step.get("without")
        barred = [] if between is None else rows_of(between, window, here) or []
        if step is steps[0]:
            chains = [[row] for row in rows]
            continue
        chains = [
            [*chain, row]
            for chain in chains
            for row in rows
            if moments.follows(steps[len(chain) - 1], chain[-1], step, row)
            and not any(
                moments.of(steps[len(chain) - 1], chain[-1]) < moments.of(between, other) < moments.of(step, row) for other in barred
            )
        ]
    return bool(chains)


class _Moments:
    """By what rows are put in order.

    By the instant where all tables hold instants; by local time where they hold timestamps; by the day where one of the tables
    holds dates.
    """

    def __init__(self, steps: list[Data], here: Here) -> None:
        self.world = here.world
        sources = [*steps, *(step["without"] for step in steps if "without" in step)]
        types = {self._table(source).columns[self._table(source).time].type for source in sources}
        self.by = "day" if "date" in types else "instant" if types == {"timestamp_tz"} else "local time"

    def _table(self, source: Data) -> Any:
        return self.world.schema.tables[source["table"]]

    def of(self, source: Data, row: Row) -> Any:
        moment = row[self._table(source).time]
        if self.by == "day":
            return self.world.day(moment)
        if self.by == "local time" and moment.tzinfo is not None:
            return moment.astimezone(self.world.zone).replace(tzinfo=None, fold=0)
        assert isinstance(moment, datetime)
        return moment

    def follows(self, before: Data, row: Row, step: Data, later: Row) -> bool:
        """Strictly later, at most N calendar days on."""
        days_on = self.world.day(later[self._table(step).time]) - self.world.day(row[self._table(before).time])
        return bool(self.of(before, row) < self.of(step, later)) and days_on.days <= step["within"]
