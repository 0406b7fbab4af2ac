"""Aggregates in pandas: the rows in the window that pass the filter, grouped by the entity's key."""

from __future__ import annotations

from dataclasses import dataclass, replace

from seg_widgets.code.pandas_.rows import RowPicks, filter_words
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import KINDS, OBJECTS, Body, Frame, Value
from seg_widgets.code.pandas_.writing import Names, chained, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, Anchored, ColumnLeaf
from seg_widgets.plan.calendar import MONTHS


class Aggregates:
    """Writes aggregates, each an assignment of its own."""

    def __init__(self, tables: Tables, rows: RowPicks, names: Names, body: Body) -> None:
        self.tables, self.rows, self.names, self.body = tables, rows, names, body

    def write(self, leaf: AggregateLeaf, frame: Frame) -> Value:
        """Write the aggregate for every entity of a frame, and give its name."""
        anchor = f"{self.tables.leaf(leaf.days.anchor)}.notna()" if isinstance(leaf.days, Anchored) else ""
        grouped = _Grouped(
            name=self.names.new(*self._names(leaf)),
            rows=self.rows.of(leaf.rows, leaf.days),
            owner=quoted(self.rows.owner(leaf.rows)),
            index=f"{frame.name}.index",
            only=anchor,
        )
        made = self._of_rows(leaf, grouped) if leaf.column is None else self._of_column(leaf, leaf.column, grouped)
        if anchor and made.present:  # without a date there are no such days: what was 0 is missing
            made = replace(made, kind="number" if made.kind == "count" else made.kind, present=False)
        return made

    def _of_rows(self, leaf: AggregateLeaf, of: _Grouped) -> Value:
        day = f"[{quoted(self.tables.day(leaf.rows.table))}]"
        match leaf.agg:
            case "count":
                self.body.lines += of.chain(f"{of.by}.size()", missing="0")
                return Value(of.name, "count", True)
            case "active_days":
                self.body.lines += of.chain(f"{of.by}{day}.nunique()", missing="0")
                return Value(of.name, "count", True)
            case "active_periods" if leaf.unit in MONTHS or leaf.unit == "weeks":
                ago = f"(AS_OF - {of.rows}{day}).dt.days // 7"
                if leaf.unit != "weeks":
                    ago, months = f"{self.body.use('months_ago')}({of.rows}{day})", MONTHS[leaf.unit]
                    ago += f" // {months}" if months > 1 else ""
                periods = f"({ago})" if "//" in ago else ago
                self.body.lines += of.chain(f".groupby({of.rows}[{of.owner}]).nunique()", rows=periods, missing="0")
                return Value(of.name, "count", True)
            case "active_periods" if leaf.unit == "days":
                self.body.lines += of.chain(f"{of.by}{day}.nunique()", missing="0")
                return Value(of.name, "count", True)
            case "first_day" | "last_day":
                self.body.lines += of.chain(f"{of.by}{day}.{'min' if leaf.agg == 'first_day' else 'max'}()")
                return Value(of.name, "day")
            case _:
                raise _unknown(leaf)

    def _of_column(self, leaf: AggregateLeaf, leaf_column: ColumnLeaf, of: _Grouped) -> Value:
        table, kind = leaf.rows.table, KINDS[leaf_column.type]
        label = self.tables.column(table, leaf_column.column, not_after=leaf_column.not_after is not None)
        column = f"[{quoted(label)}]"
        present = f"{of.rows}[{of.rows}{column}.notna()]"
        present_objects = present if kind in OBJECTS else of.rows  # pandas passes over missing numbers and days itself
        na = "pd.NA" if kind in OBJECTS else ""
        made = Value(of.name, "number")
        match leaf.agg:
            case "sum":
                made = Value(of.name, kind, True)
                zero = "Decimal(0)" if kind == "decimal" else "0"
                lines = of.chain(f"{of.by}{column}.sum()", rows=present_objects, missing=zero)
            case "distinct":
                made = Value(of.name, "count", True)
                exact = quoted(self.tables.moment(table, leaf_column.column))
                lines = of.chain(f"{of.by}[{exact}].nunique()", missing="0")
            case "mean" if kind == "number":
                lines = of.chain(f"{of.by}{column}.mean()")
            case "mean":
                lines = of.chain(rows=f"{self.body.use('exact_mean')}({present}{of.by}{column})")
            case "median" | "quantile":
                values = f"{of.rows}{column}" if kind == "number" else f"{self.body.use('number')}({of.rows}{column})"
                at = quoted(leaf.q) if leaf.agg == "quantile" else ""
                lines = of.chain(f".groupby({of.rows}[{of.owner}]).{leaf.agg}({at})", rows=values)
            case "min" | "max":
                made = Value(of.name, kind)
                lines = of.chain(f"{of.by}{column}.{leaf.agg}()", rows=present_objects, missing=na)
            case "latest" | "first":
                made = Value(of.name, kind)
                order = list(dict.fromkeys([self.tables.moment(table, leaf.rows.time), label]))
                sort = f".sort_values([{', '.join(map(quoted, order))}])"
                pick = "last" if leaf.agg == "latest" else "first"
                lines = of.chain(sort, f"{of.by}{column}.{pick}()", rows=present, missing=na)
            case _:
                raise _unknown(leaf)
        self.body.lines += lines
        return made

    def _names(self, leaf: AggregateLeaf) -> tuple[str, ...]:
        """Give words for the name of an aggregate, the shortest first."""
        of = self.rows.words(leaf.rows, leaf.days)
        if leaf.column is None:
            what = {
                "count": "number of",
                "active_days": "active days",
                "active_periods": f"active {leaf.unit}",
                "first_day": "first day of",
                "last_day": "last day of",
            }
            return (" ".join([what.get(leaf.agg, leaf.agg), *of]),)
        agg = {"sum": "total", "quantile": f"p{(leaf.q or 0) * 100:g}"}.get(leaf.agg, leaf.agg)
        column = [agg, leaf.column.column]
        return " ".join([*column, *filter_words(leaf.rows.where), *self.rows.window_words(leaf.rows, leaf.days)]), " ".join([*column, *of])


@dataclass(frozen=True)
class _Grouped:
    """Rows on their way to a name: grouped by the owner's key, brought into the order of the entities.

    ``only``: Python for the entities that have a value at all; empty for all of them.
    """

    name: str
    rows: str
    owner: str
    index: str
    only: str = ""

    @property
    def by(self) -> str:
        return f".groupby({self.owner})"

    def chain(self, *calls: str, rows: str = "", missing: str = "") -> list[str]:
        """Write the assignment; ``missing`` is what an entity without rows has, where that is a value."""
        fill = f", fill_value={missing}" if missing else ""
        # without a value for no rows those without a date are missing already
        only = f".where({self.only}{', pd.NA' if missing == 'Decimal(0)' else ''})" if self.only and missing not in ("", "pd.NA") else ""
        return chained(self.name, rows or self.rows, *calls, f".reindex({self.index}{fill})", *([only] if only else []))


def _unknown(leaf: AggregateLeaf) -> UnsupportedError:
    return UnsupportedError(Problem("unknown-aggregation", f"pandas does not know the aggregation {leaf.agg!r}."))
