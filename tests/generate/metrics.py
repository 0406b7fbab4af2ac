"""Metrics of a table, by the type they have: those of columns and rows. What is made of other metrics is in ``combined``."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from seg_widgets.schema import row_tables
from seg_widgets.schema.relations import paths
from tests.generate import combined
from tests.generate.at import At, Data
from tests.generate.windows import lengths, windows

COUNTED = ["count", "active_days", "distinct", "active_periods"]
NUMERIC = ["sum", "mean", "min", "max", "median", "quantile", "first", "latest"]
INEXACT = ("mean", "median", "quantile")
"""Means of thirds depend on the order in which they are added."""

QS = [0, 0.25, 0.5, 0.75, 1]
"""Quarters: what is interpolated between quarters is exact, however it is computed."""

Filters = Callable[[At], st.SearchStrategy[Data]]
"""Draws a row filter."""


class Metrics:
    """Draws metrics of a table, as of a day; ``filters`` draws a row filter for a table."""

    def __init__(self, at: At, filters: Filters) -> None:
        self.at, self.filters = at, filters
        self.columns = at.columns

    def families(self) -> list[str]:
        """List the families that the table has metrics of, numbers several times."""
        present = [kind for kind in ("text", "date", "boolean", "list") if self.columns(kind)]
        present = [kind for kind in present for _ in range(1 if kind == "boolean" else 2 if kind == "list" else 3)]
        return [*present, *["number"] * (7 if not self.at.in_filter or self.columns("number") else 1)]

    def draw(self, draw: st.DrawFn, kind: str, depth: int = 1) -> Data:
        """Draw a metric of a family; at depth 0 none that is made of others."""
        choices = [self._attribute] * (3 if self.columns(kind) else 0)
        if kind == "number":
            choices += [self._tenure] if self.columns("date") else []
            choices += [self._days] if self.columns("date") or self.tables() else []
        if kind != "list" and self.tables(kind):
            choices += [self.aggregate] * (4 if kind == "number" else 2)
            choices += [self._change] * (2 if kind == "number" and depth else 0)
        if depth or not choices:
            choices += combined.choices(self, kind, depth)
        return draw(st.sampled_from(choices))(draw, kind, depth)

    def tables(self, kind: str = "number") -> list[str]:
        """Name the tables whose rows give a metric of a family."""
        if self.at.in_filter:
            return []
        tables = row_tables(self.at.schema, self.at.table)
        return [t for t in tables if kind in ("number", "date") or self.columns(kind, t)]

    def _attribute(self, draw: st.DrawFn, kind: str, depth: int) -> Data:
        columns = self.columns(kind)
        if kind == "number" and depth == 0:  # numbers beyond doubles are not divided
            columns = [c for c in columns if not c.startswith("o'clock") and c != "id"] or columns
        return {"kind": "attribute", "column": draw(st.sampled_from(columns))}

    def _tenure(self, draw: st.DrawFn, kind: str, depth: int) -> Data:
        unit = draw(st.sampled_from(["months", "years", "days"]))
        return {"kind": "tenure", "since": draw(st.sampled_from(self.columns("date"))), "unit": unit}

    def _days(self, draw: st.DrawFn, kind: str, depth: int) -> Data:
        options = [self._attribute] if self.columns("date") else []
        options += [self.aggregate] if self.tables("date") else []
        of = draw(st.sampled_from(options))(draw, "date", depth)
        return {"kind": draw(st.sampled_from(["days_since", "days_until"])), "of": of}

    def exact(self, draw: st.DrawFn) -> Data:
        """Draw a number that is the same however it is computed, for means to be taken of it."""
        options = [self._attribute] if self.columns("number") else [self._tenure]
        options += [lambda draw, kind, depth: self.aggregate(draw, kind, depth, leave_out=INEXACT)] * bool(self.tables())
        return draw(st.sampled_from(options))(draw, "number", 0)

    def aggregate(self, draw: st.DrawFn, kind: str, depth: int, last: bool = False, leave_out: tuple[str, ...] = ()) -> Data:
        """Draw an aggregate; ``last``: in a window of the last days."""
        metric = {"kind": "aggregate", **self.source(draw, kind)}
        table = metric["table"]
        metric |= self._what(draw, kind, table, leave_out)
        if last or metric["agg"] == "active_periods":
            metric["window"] = draw(lengths("last"))
        elif draw(st.integers(0, 3)):
            interval = self.at.schema.tables[table].kind == "interval"
            metric["window"] = draw(windows(self.at.as_of, interval, self.columns("date")))
        return metric

    def source(self, draw: st.DrawFn, kind: str = "number") -> Data:
        """Draw where rows come from: a table, perhaps a link, perhaps a filter."""
        table = draw(st.sampled_from(self.tables(kind)))
        links = [way[0].column for way in paths(self.at.schema, table, self.at.table)]
        source: Data = {"table": table}
        if draw(st.integers(0, 3)) == 0:
            source["where"] = draw(self.filters(self.at.rows(table)))
        if len(links) > 1 or draw(st.integers(0, 7)) == 0:
            source["via"] = draw(st.sampled_from(links))
        return source

    def _what(self, draw: st.DrawFn, kind: str, table: str, leave_out: tuple[str, ...]) -> Data:
        if kind == "number":
            numbers = [c for c in self.columns("number", table) if c not in self.at.schema.tables[table].links]
            numeric = [agg for agg in [*NUMERIC, "sum", "sum"] if agg not in leave_out]
            agg = draw(st.sampled_from(COUNTED * 3 + numeric * bool(numbers)))
            if agg == "distinct":
                described = self.at.schema.tables[table].columns
                return {"agg": agg, "column": draw(st.sampled_from(list(described)))}
            if agg in COUNTED:
                return {"agg": agg}
            quantile = {"q": draw(st.sampled_from(QS))} if agg == "quantile" else {}
            return {"agg": agg, "column": draw(st.sampled_from(numbers)), **quantile}
        if kind == "date" and draw(st.booleans()):
            return {"agg": draw(st.sampled_from(["first_day", "last_day"]))}
        aggs = ["first", "latest"] if kind == "boolean" else ["min", "max", "first", "latest"]
        return {"agg": draw(st.sampled_from(aggs)), "column": draw(st.sampled_from(self.columns(kind, table)))}

    def _change(self, draw: st.DrawFn, kind: str, depth: int) -> Data:
        how = draw(st.sampled_from(["relative", "absolute"]))
        rows = self.aggregate(draw, "number", depth, last=True)
        of = combined.around(self, draw, rows) if draw(st.integers(0, 2)) == 0 else rows
        return {"kind": "change", "of": of, "how": how}
