"""Metrics in pandas: a Series by the entity's key (or by row, inside a row filter), each worked out once and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from seg_widgets.code.pandas_.aggregates import Aggregates, filter_words
from seg_widgets.code.pandas_.tables import Tables
from seg_widgets.code.pandas_.values import KINDS, Body, Frame, Value
from seg_widgets.code.pandas_.windows import Windows
from seg_widgets.code.pandas_.writing import Names, Test, called, chained, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, ChangeExpr, ColumnLeaf, DaysExpr, Expr, GroupPlan, RatioExpr, TenureExpr


class Metrics:
    """Writes metrics, and keeps the lines that work them out.

    Parameters
    ----------
    condition
        Writes a row filter over a frame.
    """

    def __init__(self, tables: Tables, windows: Windows, names: Names, condition: Callable[[GroupPlan, Frame], Test]) -> None:
        self.tables, self.names, self.body = tables, names, Body()
        self.aggregates = Aggregates(tables, windows, names, self.body, condition)
        self._made: dict[Expr, Value] = {}

    def expr(self, node: Expr, frame: Frame) -> Value:
        """Write an expression over a frame."""
        match node:
            case ColumnLeaf():
                return self.column(node, frame)
            case AggregateLeaf() if frame.entity:
                return self._once(node, lambda: self.aggregates.write(node, frame))
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
                return Value(f"{self.body.use('ratio')}({', '.join(self._sides(node, frame))})", "number")
            case _:
                raise UnsupportedError(Problem("unknown-node", f"pandas does not know the expression {type(node).__name__} here."))

    def _once(self, node: Expr, make: Callable[[], Value]) -> Value:
        if node not in self._made:
            self._made[node] = make()
        return self._made[node]

    def column(self, leaf: ColumnLeaf, frame: Frame) -> Value:
        """Write a column of a frame."""
        if leaf.table != frame.table:
            raise UnsupportedError(Problem("unknown-node", f"pandas does not know a column of {leaf.table!r} among {frame.table!r}."))
        label = self.tables.column(leaf.table, leaf.column, not_after=leaf.not_after is not None)
        return Value(f"{frame.name}[{quoted(label)}]", KINDS[leaf.type])

    def _tenure(self, node: TenureExpr, frame: Frame) -> Value:
        since = self.column(node.since, frame).code
        match node.unit:
            case "months":
                code = f"{self.body.use('whole_months')}({since})"
            case "years":
                code = f"({self.body.use('whole_months')}({since}) // 12)"
            case "days":
                code = f"(AS_OF - {since}).dt.days.where({since} <= AS_OF)"
            case _:
                raise UnsupportedError(Problem("unknown-node", f"pandas does not know a tenure in {node.unit!r}."))
        return Value(code, "number")

    def _change(self, node: ChangeExpr, frame: Frame) -> Value:
        now, before = self.expr(node.now, frame), self.expr(node.before, frame)
        name = self.names.new(f"change of {now.code}", f"{'relative' if node.relative else 'absolute'} change of {now.code}")
        if not node.relative:
            self.body.lines += chained(name, f"{now.code} - {before.code}")
            return replace(now, code=name, present=now.present and before.present)
        less = f"{now.code} - {before.code}"
        if now.kind in ("integer", "decimal"):  # the difference itself is taken in floating point
            less = f"{self.body.use('number')}({now.code}) - {self.body.use('number')}({before.code})"
        self.body.lines += called(name, self.body.use("ratio"), less, before.code)
        return Value(name, "number")

    def _ratio(self, node: RatioExpr, frame: Frame) -> Value:
        sides = self._sides(node, frame)
        name = self.names.new(f"{_words(node.numerator)} by {_words(node.denominator)}")
        self.body.lines += called(name, self.body.use("ratio"), *sides)
        return Value(name, "number")

    def _sides(self, node: RatioExpr, frame: Frame) -> list[str]:
        return [self.expr(side, frame).code for side in (node.numerator, node.denominator)]


def _words(node: Expr) -> str:
    match node:
        case ColumnLeaf(column=column):
            return column
        case AggregateLeaf(agg=agg, column=column, rows=rows):
            return " ".join([agg, *filter_words(rows.where), column.column if column is not None else rows.table])
        case _:
            return "it"
