"""Metrics in pandas: one Series by the entity's key (or by row, inside a row filter), each worked out once and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import Atom, Names, Test, called, chained, joined, picked, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import (
    AggregateLeaf,
    ChangeExpr,
    ColumnLeaf,
    Compare,
    DaysExpr,
    Expr,
    GroupPlan,
    RatioExpr,
    TenureExpr,
)

KINDS = {
    "integer": "integer",
    "decimal": "decimal",
    "number": "number",
    "text": "text",
    "date": "day",
    "timestamp": "day",
    "timestamp_tz": "day",
    "boolean": "boolean",
    "list": "list",
}
OBJECTS = frozenset({"decimal", "text"})
"""Kinds kept as Python objects, with ``pd.NA`` for missing: pandas aggregates them when nothing is missing."""


@dataclass(frozen=True)
class Value:
    """Python for a Series.

    Attributes
    ----------
    kind
        ``integer`` (Int64), ``count`` (int64), ``number`` (float64), ``decimal`` and ``text`` (objects), ``day``
        (datetime64), ``boolean`` (nullable) or ``list``.
    present
        Never missing.
    """

    code: str
    kind: str
    present: bool = False

    @property
    def nullable(self) -> bool:
        """Say whether a comparison gives missing where the value is."""
        return self.kind == "integer" and not self.present


@dataclass(frozen=True)
class Frame:
    """The frame whose rows are judged: an entity's, or a dated table's inside a row filter."""

    table: str
    name: str
    entity: bool


class Metrics:
    """Writes metrics, and keeps the lines that work them out.

    Parameters
    ----------
    condition
        Writes a row filter over a frame.
    """

    def __init__(
        self, tables: Tables, windows: Windows, names: Names, condition: Callable[[GroupPlan, Frame], Test]
    ) -> None:
        self.tables, self.windows, self.names, self.condition = tables, windows, names, condition
        self.lines: list[str] = []
        self.functions: set[str] = set()
        self._rows: dict[object, str] = {}
        self._made: dict[Expr, Value] = {}

    def use(self, function: str) -> str:
        """Note that the script needs a function of the kit."""
        self.functions.add(function)
        return function

    def expr(self, node: Expr, frame: Frame) -> Value:
        """Write an expression over a frame."""
        match node:
            case ColumnLeaf():
                return self.column(node, frame)
            case AggregateLeaf() if frame.entity:
                return self._once(node, lambda: self._aggregate(node, frame))
            case TenureExpr():
                return self._tenure(node, frame)
            case DaysExpr():
                day = self.expr(node.of, frame).code
                return Value(f"(AS_OF - {day}).dt.days" if node.since else f"({day} - AS_OF).dt.days", "number")
            case ChangeExpr():
                return self._once(node, lambda: self._change(node, frame))
            case RatioExpr() if frame.entity:
                return self._once(node, lambda: self._ratio(node, frame))
            case RatioExpr():
                return Value(f"{self.use('ratio')}({', '.join(self._sides(node, frame))})", "number")
            case _:
                raise UnsupportedError(
                    Problem("unknown-node", f"pandas does not know the expression {type(node).__name__} here.")
                )

    def _once(self, node: Expr, make: Callable[[], Value]) -> Value:
        if node not in self._made:
            self._made[node] = make()
        return self._made[node]

    def column(self, leaf: ColumnLeaf, frame: Frame) -> Value:
        """Write a column of a frame."""
        if leaf.table != frame.table:
            raise UnsupportedError(
                Problem("unknown-node", f"pandas does not know a column of {leaf.table!r} among {frame.table!r}.")
            )
        label = self.tables.column(leaf.table, leaf.column, not_after=leaf.not_after is not None)
        return Value(f"{frame.name}[{quoted(label)}]", KINDS[leaf.type])

    def _tenure(self, node: TenureExpr, frame: Frame) -> Value:
        since = self.column(node.since, frame).code
        match node.unit:
            case "months":
                code = f"{self.use('whole_months')}({since})"
            case "years":
                code = f"({self.use('whole_months')}({since}) // 12)"
            case "days":
                code = f"(AS_OF - {since}).dt.days.where({since} <= AS_OF)"
            case _:
                raise UnsupportedError(Problem("unknown-node", f"pandas does not know a tenure in {node.unit!r}."))
        return Value(code, "number")

    def _change(self, node: ChangeExpr, frame: Frame) -> Value:
        now, before = self.expr(node.now, frame), self.expr(node.before, frame)
        name = self.names.new(
            f"change of {now.code}", f"{'relative' if node.relative else 'absolute'} change of {now.code}"
        )
        if not node.relative:
            self.lines += chained(name, f"{now.code} - {before.code}")
            return replace(now, code=name, present=now.present and before.present)
        less = f"{now.code} - {before.code}"
        if now.kind in ("integer", "decimal"):  # the difference itself is taken in floating point
            less = f"{self.use('number')}({now.code}) - {self.use('number')}({before.code})"
        self.lines += called(name, self.use("ratio"), less, before.code)
        return Value(name, "number")

    def _ratio(self, node: RatioExpr, frame: Frame) -> Value:
        sides = self._sides(node, frame)
        name = self.names.new(f"{_words(node.numerator)} by {_words(node.denominator)}")
        self.lines += called(name, self.use("ratio"), *sides)
        return Value(name, "number")

    def _sides(self, node: RatioExpr, frame: Frame) -> list[str]:
        return [self.expr(side, frame).code for side in (node.numerator, node.denominator)]

    def _aggregate(self, leaf: AggregateLeaf, frame: Frame) -> Value:
        rows, table = self.rows(leaf), leaf.rows.table
        owner, index = quoted(self.tables.reach(table, leaf.rows.path)), f"{frame.name}.index"
        name = self.names.new(*self._names(leaf))
        by = f".groupby({owner})"
        zero, missing = f".reindex({index}, fill_value=0)", f".reindex({index})"
        if leaf.agg in ("count", "active_days", "first_day", "last_day"):
            assert leaf.column is None
            day = f"[{quoted(self.tables.day(table))}]"
            calls, made = {
                "count": ([f"{by}.size()", zero], Value(name, "count", True)),
                "active_days": ([f"{by}{day}.nunique()", zero], Value(name, "count", True)),
                "first_day": ([f"{by}{day}.min()", missing], Value(name, "day")),
                "last_day": ([f"{by}{day}.max()", missing], Value(name, "day")),
            }[leaf.agg]
            self.lines += chained(name, rows, *calls)
            return made
        if leaf.column is None:
            raise UnsupportedError(
                Problem("unknown-aggregation", f"pandas does not know the aggregation {leaf.agg!r}.")
            )
        kind, label = (
            KINDS[leaf.column.type],
            self.tables.column(table, leaf.column.column, not_after=leaf.column.not_after is not None),
        )
        if kind in OBJECTS:
            missing = f".reindex({index}, fill_value=pd.NA)"
            zero = zero if leaf.agg == "distinct" else f".reindex({index}, fill_value=Decimal(0))"
        column = f"[{quoted(label)}]"
        with_value = f"{rows}[{rows}{column}.notna()]"
        match leaf.agg:
            case "sum":
                made = Value(name, kind, True)
                self.lines += chained(name, with_value if kind in OBJECTS else rows, f"{by}{column}.sum()", zero)
            case "distinct":
                made = Value(name, "count", True)
                exact = quoted(self.tables.moment(table, leaf.column.column))
                self.lines += chained(name, rows, f"{by}[{exact}].nunique()", zero)
            case "mean" if kind == "number":
                made = Value(name, "number")
                self.lines += chained(name, rows, f"{by}{column}.mean()", missing)
            case "mean":  # an exact sum, divided once
                made = Value(name, "number")
                self.lines += chained(name, f"{self.use('exact_mean')}({with_value}{by}{column})", f".reindex({index})")
            case "median":
                made = Value(name, "number")
                values = f"{self.use('number')}({rows}{column})" if kind != "number" else f"{rows}{column}"
                self.lines += chained(name, values, f".groupby({rows}[{owner}]).median()", f".reindex({index})")
            case "min" | "max":
                made = Value(name, kind)
                self.lines += chained(
                    name, with_value if kind in OBJECTS else rows, f"{by}{column}.{leaf.agg}()", missing
                )
            case "latest" | "first":
                made = Value(name, kind)
                order = list(dict.fromkeys([self.tables.moment(table, leaf.rows.time), label]))
                sort = f".sort_values([{', '.join(map(quoted, order))}])"
                pick = "last" if leaf.agg == "latest" else "first"
                self.lines += chained(name, with_value, sort, f"{by}{column}.{pick}()", missing)
            case _:
                raise UnsupportedError(
                    Problem("unknown-aggregation", f"pandas does not know the aggregation {leaf.agg!r}.")
                )
        return made

    def rows(self, leaf: AggregateLeaf) -> str:
        """Give the name of the rows that an aggregate is of; rows in the same days that pass the same filter are picked once."""
        rows = leaf.rows
        same = (rows.table, rows.where, rows.holds_on, rows.end, leaf.days)
        if same not in self._rows:
            frame = Frame(rows.table, self.tables.rows[rows.table], entity=False)
            tests = self._inside(leaf, frame.name)
            if rows.where is not None:
                tests.append(self.condition(rows.where, frame))
            self._rows[same] = frame.name
            if tests:
                name = self._rows[same] = self.names.new(" ".join(self._row_words(leaf)))
                self.lines += picked(name, frame.name, joined("&", tests))
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


def _words(node: Expr) -> str:
    match node:
        case ColumnLeaf(column=column):
            return column
        case AggregateLeaf(agg=agg, column=column, rows=rows):
            return " ".join([agg, *filter_words(rows.where), column.column if column is not None else rows.table])
        case _:
            return "it"
