"""The data as it was on the as-of date: what is visible, and which rows reach which."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from seg_widgets.schema import Schema
from tests.reference.days import local_day

Row = dict[str, Any]
Way = tuple[tuple[str, str], ...]
"""Links one after another: (column, the table whose key it holds)."""


class World:
    """The tables of a workspace, as of a day.

    Attributes
    ----------
    rows
        Table -> its visible rows, in the table's order; every column is there, missing is ``None``.
    by_key
        Keyed table -> key -> visible row.
    outside
        The rows that the universe leaves out, by their identity: they are no members and no related entities. Their own rows
        (of event tables) are there, and links lead through them.
    """

    def __init__(self, schema: Schema, rows: dict[str, list[Row]], as_of: date) -> None:
        self.schema = schema
        self.as_of = as_of
        self.zone = ZoneInfo(schema.time_zone)
        self.rows = {name: self._visible(name, rows.get(name, [])) for name in schema.tables}
        self.by_key = {name: self._keyed(name) for name in schema.tables if schema.tables[name].key}
        self.outside: frozenset[int] = frozenset()
        self._reached: dict[tuple[str, str, str | None], dict[Any, list[Row]]] = {}

    def day(self, value: date | datetime) -> date:
        """Days are calendar days in the workspace's time zone."""
        return local_day(value, self.zone)

    def without(self, left_out: Iterable[Row]) -> World:
        """Give the same world with a universe that leaves some rows out."""
        inside = copy(self)
        inside.outside = frozenset(map(id, left_out))
        return inside

    def entities(self, table: str) -> list[Row]:
        """List the rows of a table that exist on D and are in the universe."""
        return [row for row in self.rows[table] if id(row) not in self.outside]

    def _visible(self, name: str, rows: list[Row]) -> list[Row]:
        table = self.schema.tables[name]
        shown = []
        for given in rows:
            row = {column: _plain(given.get(column)) for column in {**table.columns, **given}}
            if table.kind not in ("entity", "lookup"):  # only event, snapshot and interval tables have an end of time
                start = row[table.time]
                if start is not None and self.day(start) > self.as_of:
                    continue  # nothing dated after D is visible
                if table.end and row[table.end] is not None and self.day(row[table.end]) > self.as_of:
                    row[table.end] = None  # an end after D has not happened
            shown.append(row)
        return shown

    def _keyed(self, name: str) -> dict[Any, Row]:
        table = self.schema.tables[name]
        keyed: dict[Any, Row] = {}
        for row in self.rows[name]:
            key = row[table.key]
            if table.kind == "entity" and (key is None or key in keyed):
                raise ValueError(f"a duplicate or missing key in {name}: {key!r}")
            keyed.setdefault(key, row)
        return keyed

    def ways(self, start: str, goal: str, via: str | None = None) -> list[Way]:
        """List the shortest ways from a table to another along links."""
        frontier: list[Way] = [()]
        while frontier:
            found = [way for way in frontier if way and way[-1][1] == goal]
            if found:
                return [way for way in found if via is None or way[0][0] == via]
            frontier = [
                (*way, (column, target))
                for way in frontier
                for column, target in self.schema.tables[way[-1][1] if way else start].links.items()
                if target not in {start, *(table for _, table in way)}
            ]
        return []

    def follow(self, row: Row, way: Way) -> Row | None:
        """Go along links; ``None`` where a link is missing, or names no row that exists on D."""
        for column, target in way:
            if row[column] is None:
                return None
            found = self.by_key[target].get(row[column])
            if found is None:
                return None
            row = found
        return row

    def reaching(self, table: str, goal: str, goal_row: Row, via: str | None = None) -> list[Row]:
        """List the rows of a table that reach a row of another; rows that reach none are left out."""
        key = self.schema.tables[goal].key
        if (table, goal, via) not in self._reached:
            (way,) = self.ways(table, goal, via)
            groups: dict[Any, list[Row]] = {}
            for row in self.rows[table]:
                reached = self.follow(row, way)
                if reached is not None:
                    groups.setdefault(reached[key], []).append(row)
            self._reached[table, goal, via] = groups
        return self._reached[table, goal, via].get(goal_row[key], [])

    def related(self, table: str, entity: str, row: Row, via: str | None = None) -> list[Row]:
        """List the related entities: many where they link to the entity, one at most where the entity links to them."""
        if self.ways(table, entity):
            found = self.reaching(table, entity, row, via)
        else:
            (way,) = self.ways(entity, table, via)
            one = self.follow(row, way)
            found = [] if one is None else [one]
        return [other for other in found if id(other) not in self.outside]


def _plain(value: Any) -> Any:
    """NaN, None, NaT and NULL are one thing: missing. Instants in one zone, so that they compare as instants."""
    if value is None or value != value:
        return None
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC)
    return value
