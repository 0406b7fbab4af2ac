"""Rows of dated tables in pandas: those in a range of days that pass a filter, picked once and named."""

from __future__ import annotations

from collections.abc import Callable

from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import Body, Frame
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import Atom, Names, Test, chained, joined, picked, quoted
from seg_widgets.plan import Anchored, ColumnLeaf, Compare, Days, GroupPlan, Rows, reach
from seg_widgets.plan.calendar import MONTHS

_DAYS = {"days": 1, "weeks": 7}


class RowPicks:
    """Writes the rows that aggregates and sequences are of.

    Parameters
    ----------
    condition
        Writes a row filter over a frame.
    """

    def __init__(self, tables: Tables, windows: Windows, names: Names, body: Body, condition: Callable[[GroupPlan, Frame], Test]) -> None:
        self.tables, self.windows, self.names, self.body, self.condition = tables, windows, names, body, condition
        self._picked: dict[object, str] = {}
        self._since: dict[object, str] = {}

    def of(self, rows: Rows, days: Days | Anchored) -> str:
        """Give the name of the rows. The same days and filter are picked once."""
        outward = rows.where is not None and reach(rows.where) > 0
        owner = (rows.entity, rows.path) if outward or isinstance(days, Anchored) else None
        same = (rows.table, rows.where, rows.holds_on, rows.end, days, owner)
        if same not in self._picked:
            name = self.tables.rows(rows.table)
            tests = self._inside(rows, days, name)
            if rows.where is not None:
                outside = ((rows.entity, self._owner(rows, name)),) if outward else ()
                tests.append(self.condition(rows.where, Frame(rows.table, name, False, "", outside)))
            self._picked[same] = name
            if tests:
                chosen = self._picked[same] = self.names.new(" ".join(self.words(rows, days)))
                self.body.lines += picked(chosen, name, joined("&", tests))
        return self._picked[same]

    def owner(self, rows: Rows) -> str:
        """Give the label of the column that holds the key of the rows' entity."""
        return self.tables.reach(rows.table, rows.path)

    def words(self, rows: Rows, days: Days | Anchored) -> list[str]:
        """Give words for the rows."""
        return [*filter_words(rows.where), rows.table, *self.window_words(rows, days)]

    def window_words(self, rows: Rows, days: Days | Anchored) -> list[str]:
        """Give words for the range of days."""
        if rows.holds_on is not None:
            return ["now"]
        if isinstance(days, Anchored):
            return [f"first {days.n} {days.unit} since {days.anchor.column}"]
        return [self.windows.of(days).words] if not self._all(days) else []

    def _all(self, days: Days) -> bool:
        """Say whether the days are all those up to the as-of date."""
        return days.first is None and days.last == self.windows.as_of

    def _owner(self, rows: Rows, frame: str) -> str:
        return f"{frame}[{quoted(self.owner(rows))}]"

    def _inside(self, rows: Rows, days: Days | Anchored, frame: str) -> list[Test]:
        if rows.holds_on is not None:
            if rows.end is None:
                return []
            end = self.tables.column(rows.table, rows.end)
            return [Atom(f"~({frame}[{quoted(end)}] <= AS_OF)")]
        day = f"{frame}[{quoted(self.tables.day(rows.table))}]"
        if isinstance(days, Anchored):
            return [self._anchored(rows, days, frame, day)]
        if self._all(days):
            return []
        saying = self.windows.of(days)
        if days.first is None:
            return [Atom(f"{day} <= {saying.high}", loose=True)]
        if saying.high == "AS_OF":  # no row is later than that
            return [Atom(f"{day} {'>' if saying.after else '>='} {saying.low}", loose=True)]
        return [Atom(f"{day}.between({self.windows.between(days)})")]

    def _anchored(self, rows: Rows, days: Anchored, frame: str, day: str) -> Test:
        """Count the days from the entity's own date; no row is later than the as-of date."""
        anchor = f"follow({self._owner(rows, frame)}, {self.tables.leaf(days.anchor)})"
        by_days = days.unit not in MONTHS
        same = (rows.table, rows.entity, rows.path, days.anchor, by_days)
        if same not in self._since:
            what = f"days since {days.anchor.column}" if by_days else f"{days.anchor.column} of {rows.table}"
            name = self._since[same] = self.names.new(what, f"{rows.table} {what}")
            self.body.lines += chained(name, f"({day} - {anchor})", ".dt.days") if by_days else chained(name, anchor)
        name = self._since[same]
        if by_days:
            return Atom(f"{name}.between(0, {days.n * _DAYS[days.unit] - 1})")
        end = f"{name} + pd.DateOffset(months={days.n * MONTHS[days.unit]})"
        return Atom(f'{day}.between({name}, {end}, inclusive="left")')


def filter_words(where: GroupPlan | None) -> list[str]:
    """Give words for rows that pass a filter: the text that one column must be, where it is as simple as that."""
    match where:
        case None:
            return []
        case GroupPlan("all", (Compare(ColumnLeaf(), "is", str() as value),)):
            return [value]
        case GroupPlan("all", (Compare(ColumnLeaf(column=column), "is_true", _),)):
            return [column]
        case _:
            return ["matching"]
