"""Metrics of a table, by the type they have."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from seg_widgets.schema import Schema, family, row_tables
from seg_widgets.schema.relations import paths
from tests.generate import values

Data = dict[str, Any]

COUNTED = ["count", "active_days", "distinct"]
NUMERIC = ["sum", "mean", "min", "max", "median", "first", "latest"]
UNITS = ["days", "weeks", "months", "quarters", "years"]
LENGTHS = {
    "days": [30, 30, 1, 7, 14, 28, 31, 60, 365],
    "weeks": [4, 1, 2, 8],
    "months": [1, 2, 3, 6],
    "quarters": [1, 2],
    "years": [1, 2],
}


@st.composite
def lengths(draw: st.DrawFn, kind: str) -> Data:
    """A ``last`` window, or a span."""
    unit = draw(st.sampled_from(UNITS))
    return {"kind": kind, "n": draw(st.sampled_from(LENGTHS[unit])), "unit": unit}


@st.composite
def windows(draw: st.DrawFn, as_of: Any, interval: bool) -> Data:
    """A window; ``holding`` only where rows hold."""
    kind = draw(st.sampled_from(["last", "any_time", "last", "ago", "dates", "any_time", *["holding"] * 4 * interval]))
    if kind == "last":
        return draw(lengths("last"))
    if kind == "ago":
        a, b = sorted([draw(st.sampled_from([0, 1, 6, 7, 29, 30])), draw(st.sampled_from([30, 60, 29, 7, 366]))])
        return {"kind": "ago", "a": a, "b": b}
    if kind == "dates":
        start, end = sorted(draw(st.lists(st.sampled_from(values.days(as_of)), min_size=2, max_size=2)))
        return {"kind": "dates", "start": start.isoformat(), "end": end.isoformat()}
    return {"kind": kind}


class Metrics:
    """Draws metrics of a table, as of a day; ``filters`` draws a row filter for a table."""

    def __init__(self, schema: Schema, table: str, as_of: Any, filters: Any, in_filter: bool = False) -> None:
        self.schema, self.table, self.as_of, self.filters, self.in_filter = schema, table, as_of, filters, in_filter

    def columns(self, kind: str, table: str | None = None) -> list[str]:
        """Name the columns of a family."""
        described = self.schema.tables[table or self.table].columns
        return [name for name, column in described.items() if family(column.type or "text") == kind]

    def families(self) -> list[str]:
        """List the families that the table has metrics of, numbers several times."""
        present = [kind for kind in ("text", "date", "boolean", "list") if self.columns(kind)]
        present = [kind for kind in present for _ in range(1 if kind in ("list", "boolean") else 3)]
        return [*present, *["number"] * (6 if not self.in_filter or self.columns("number") else 1)]

    def draw(self, draw: st.DrawFn, kind: str, depth: int = 1) -> Data:
        """Draw a metric of a family."""
        choices = [self._attribute] * (2 if self.columns(kind) else 0)
        if kind == "number":
            choices += [self._tenure] if self.columns("date") else []
            choices += [self._days] if self.columns("date") or self._tables() else []
            choices += [self._ratio] if depth and (self.columns("number") or not self.in_filter) else []
        if kind != "list" and self._tables(kind):
            choices += [self._aggregate] * (4 if kind == "number" else 2)
            choices += [self._change] * 2 if kind == "number" else []
        return draw(st.sampled_from(choices))(draw, kind, depth)

    def _tables(self, kind: str = "number") -> list[str]:
        """Name the tables whose rows give a metric of a family."""
        if self.in_filter:
            return []
        tables = row_tables(self.schema, self.table)
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
        options += [self._aggregate] if self._tables("date") else []
        of = draw(st.sampled_from(options))(draw, "date", depth)
        return {"kind": draw(st.sampled_from(["days_since", "days_until"])), "of": of}

    def _ratio(self, draw: st.DrawFn, kind: str, depth: int) -> Data:
        return {"kind": "ratio", "numerator": self.draw(draw, "number", 0), "denominator": self.draw(draw, "number", 0)}

    def _aggregate(self, draw: st.DrawFn, kind: str, depth: int, last: bool = False) -> Data:
        table = draw(st.sampled_from(self._tables(kind)))
        links = [way[0].column for way in paths(self.schema, table, self.table)]
        described = self.schema.tables[table]
        metric = {"kind": "aggregate", "table": table, **self._what(draw, kind, table)}
        if last:
            metric["window"] = draw(lengths("last"))
        elif draw(st.integers(0, 3)):
            metric["window"] = draw(windows(self.as_of, described.kind == "interval"))
        if draw(st.integers(0, 3)) == 0:
            metric["where"] = draw(self.filters(table))
        if len(links) > 1 or draw(st.integers(0, 7)) == 0:
            metric["via"] = draw(st.sampled_from(links))
        return metric

    def _what(self, draw: st.DrawFn, kind: str, table: str) -> Data:
        if kind == "number":
            numbers = [c for c in self.columns("number", table) if c not in self.schema.tables[table].links]
            agg = draw(st.sampled_from(COUNTED * 3 + (NUMERIC + ["sum"] * 2) * bool(numbers)))
            if agg == "distinct":
                described = self.schema.tables[table].columns
                return {"agg": agg, "column": draw(st.sampled_from(list(described)))}
            return {"agg": agg} if agg in COUNTED else {"agg": agg, "column": draw(st.sampled_from(numbers))}
        if kind == "date" and draw(st.booleans()):
            return {"agg": draw(st.sampled_from(["first_day", "last_day"]))}
        aggs = ["first", "latest"] if kind == "boolean" else ["min", "max", "first", "latest"]
        return {"agg": draw(st.sampled_from(aggs)), "column": draw(st.sampled_from(self.columns(kind, table)))}

    def _change(self, draw: st.DrawFn, kind: str, depth: int) -> Data:
        how = draw(st.sampled_from(["relative", "absolute"]))
        return {"kind": "change", "of": self._aggregate(draw, "number", depth, last=True), "how": how}
