"""Aggregates in pandas: the rows in the window that pass the filter, grouped by the entity's key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import KINDS, OBJECTS, Body, Frame, Value
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import Atom, Names, Test, chained, joined, picked, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Compare, GroupPlan


class Aggregates:
    """Writes aggregates, each an assignment of its own.

    Parameters
    ----------
    condition
        Writes a row filter over a frame.
    """

    def __init__(self, tables: Tables, windows: Windows, names: Names, body: Body, condition: Callable[[GroupPlan, Frame], Test]) -> None:
        self.tables, self.windows, self.names, self.body, self.condition = tables, windows, names, body, condition
        self._rows: dict[object, str] = {}

    def write(self, leaf: AggregateLeaf, frame: Frame) -> Value:
        """Write the aggregate for every entity of a frame, and give its name."""
        grouped = _Grouped(
            name=self.names.new(*self._names(leaf)),
            rows=self.rows(leaf),
            owner=quoted(self.tables.reach(leaf.rows.table, leaf.rows.path)),
            index=f"{frame.name}.index",
        )
        return self._of_rows(leaf, grouped) if leaf.column is None else self._of_column(leaf, leaf.column, grouped)

    def _of_rows(self, leaf: AggregateLeaf, of: _Grouped) -> Value:
        day = f"[{quoted(self.tables.day(leaf.rows.table))}]"
        match leaf.agg:
            case "count":
                self.body.lines += of.chain(f"{of.by}.size()", missing="0")
                return Value(of.name, "count", True)
            case "active_days":
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
            case "median":
                values = f"{of.rows}{column}" if kind == "number" else f"{self.body.use('number')}({of.rows}{column})"
                lines = of.chain(f".groupby({of.rows}[{of.owner}]).median()", rows=values)
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

    def rows(self, leaf: AggregateLeaf) -> str:
        """Give the name of the rows that an aggregate is of. The same days and filter are picked once."""
        rows = leaf.rows
        same = (rows.table, rows.where, rows.holds_on, rows.end, leaf.days)
        if same not in self._rows:
            frame = Frame(rows.table, self.tables.rows(rows.table), entity=False)
            tests = self._inside(leaf, frame.name)
            if rows.where is not None:
                tests.append(self.condition(rows.where, frame))
            self._rows[same] = frame.name
            if tests:
                name = self._rows[same] = self.names.new(" ".join(self._row_words(leaf)))
                self.body.lines += picked(name, frame.name, joined("&", tests))
        return self._rows[same]

    def _inside(self, leaf: AggregateLeaf, frame: str) -> list[Test]:
        rows = leaf.rows
        if rows.holds_on is not None:
            if rows.end is None:
                return []
            end = self.tables.column(rows.table, rows.end)
            return [Atom(f"~({frame}[{quoted(end)}] <= AS_OF)")]
        if leaf.days.first is None:
            return []
        day, saying = f"{frame}[{quoted(self.tables.day(rows.table))}]", self.windows.of(leaf.days)
        if saying.high == "AS_OF":  # no row is later than that
            return [Atom(f"{day} {'>' if saying.after else '>='} {saying.low}", loose=True)]
        return [Atom(f"{day}.between({self.windows.between(leaf.days)})")]

    def _row_words(self, leaf: AggregateLeaf) -> list[str]:
        return [*filter_words(leaf.rows.where), leaf.rows.table, *self._window_words(leaf)]

    def _window_words(self, leaf: AggregateLeaf) -> list[str]:
        if leaf.rows.holds_on is not None:
            return ["now"]
        return [self.windows.of(leaf.days).words] if leaf.days.first is not None else []

    def _names(self, leaf: AggregateLeaf) -> tuple[str, ...]:
        """Give words for the name of an aggregate, the shortest first."""
        of = self._row_words(leaf)
        if leaf.column is None:
            what = {
                "count": "number of",
                "active_days": "active days",
                "first_day": "first day of",
                "last_day": "last day of",
            }
            return (" ".join([what.get(leaf.agg, leaf.agg), *of]),)
        agg = "total" if leaf.agg == "sum" else leaf.agg
        column = [agg, leaf.column.column]
        return " ".join([*column, *filter_words(leaf.rows.where), *self._window_words(leaf)]), " ".join([*column, *of])


@dataclass(frozen=True)
class _Grouped:
    """Rows on their way to a name: grouped by the owner's key, brought into the order of the entities."""

    name: str
    rows: str
    owner: str
    index: str

    @property
    def by(self) -> str:
        return f".groupby({self.owner})"

    def chain(self, *calls: str, rows: str = "", missing: str = "") -> list[str]:
        """Write the assignment; ``missing`` is what an entity without rows has, where that is a value."""
        fill = f", fill_value={missing}" if missing else ""
        return chained(self.name, rows or self.rows, *calls, f".reindex({self.index}{fill})")


def _unknown(leaf: AggregateLeaf) -> UnsupportedError:
    return UnsupportedError(Problem("unknown-aggregation", f"pandas does not know the aggregation {leaf.agg!r}."))


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
