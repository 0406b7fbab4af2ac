"""Metrics made of other metrics, in pandas: constants, arithmetic, ratios, changes, values for missing, maps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from seg_widgets.code.pandas_.numbers import fitting
from seg_widgets.code.pandas_.rows import filter_words
from seg_widgets.code.pandas_.values import OBJECTS, Body, Frame, Value
from seg_widgets.code.pandas_.writing import WIDTH, Names, called, chained, quoted
from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import (
    AggregateLeaf,
    ArithmeticExpr,
    ChangeExpr,
    ColumnLeaf,
    ConstantExpr,
    DaysExpr,
    Expr,
    IfMissingExpr,
    LookupLeaf,
    MapExpr,
    OuterExpr,
    PeersLeaf,
    RatioExpr,
    TenureExpr,
    TierLeaf,
)

_SAID = {"+": "plus", "-": "minus", "*": "times"}


class Computed:
    """Writes metrics that are made of others.

    Parameters
    ----------
    expr
        Writes any metric over a frame.
    """

    def __init__(self, names: Names, body: Body, expr: Callable[[Expr, Frame], Value]) -> None:
        self.names, self.body, self.expr = names, body, expr
        self._when = ""  # what is worked out for an earlier time says so

    def _name(self, node: Expr, frame: Frame) -> str:
        return self.names.new(f"{words(node)}{self._when}", f"{words(node)} of {frame.table}{self._when}")

    def constant(self, node: ConstantExpr, frame: Frame) -> Value:
        """Write a number for every row."""
        return Value(f"pd.Series({quoted(float(node.value))}, index={frame.name}.index)", "number", True)

    def arithmetic(self, node: ArithmeticExpr, frame: Frame) -> Value:
        """Write a sum, a difference or a product, in floating point."""
        if node.op not in _SAID:
            raise UnsupportedError(Problem("unknown-node", f"pandas does not know the arithmetic {node.op!r}."))
        both = isinstance(node.left, ConstantExpr) and isinstance(node.right, ConstantExpr)
        left = self.constant(node.left, frame).code if both and isinstance(node.left, ConstantExpr) else self._side(node.left, frame)
        code = f"{left} {node.op} {self._side(node.right, frame)}"
        if not frame.entity:
            return Value(f"({code})", "number")
        name = self._name(node, frame)
        self.body.lines += chained(name, code)
        return Value(name, "number")

    def ratio(self, node: RatioExpr, frame: Frame) -> Value:
        """Write a division."""
        below = node.denominator
        if isinstance(below, ConstantExpr) and below.value != 0 and not isinstance(node.numerator, ConstantExpr):
            code = f"{self._side(node.numerator, frame)} / {quoted(float(below.value))}"
            if not frame.entity:
                return Value(f"({code})", "number")
            name = self._name(node, frame)
            self.body.lines += chained(name, code)
            return Value(name, "number")
        sides = [self.expr(side, frame).code for side in (node.numerator, below)]
        function = self.body.use("ratio")
        if not frame.entity:
            return Value(f"{function}({', '.join(sides)})", "number")
        name = self._name(node, frame)
        self.body.lines += called(name, function, *sides)
        return Value(name, "number")

    def change(self, node: ChangeExpr, frame: Frame) -> Value:
        """Write the difference from before, or that difference divided by what was before."""
        now, around = self.expr(node.now, frame), self._when
        self._when = " before"
        before = self.expr(node.before, frame)
        self._when = around
        what = now.code if now.code.isidentifier() else words(node.now)
        name = self.names.new(f"change of {what}", f"{'relative' if node.relative else 'absolute'} change of {what}")
        less = f"{now.code} - {before.code}"
        if not node.relative:
            self.body.lines += chained(name, less)
            return replace(now, code=name, present=now.present and before.present)
        if now.kind in ("integer", "decimal"):  # the difference itself is taken in floating point
            less = f"{self.body.use('number')}({now.code}) - {self.body.use('number')}({before.code})"
        self.body.lines += called(name, self.body.use("ratio"), less, before.code)
        return Value(name, "number")

    def if_missing(self, node: IfMissingExpr, frame: Frame) -> Value:
        """Fill in a value where there is none."""
        of = self.expr(node.of, frame)
        if of.present:
            return of
        value = node.value
        if of.kind == "number" and isinstance(value, int | float | Decimal):
            value = float(value)
        if of.kind == "integer" and not list(fitting([value], "integer")):  # no whole number that pandas can hold
            return Value(f"{self.body.use('decimal')}({of.code}).fillna({quoted(Decimal(repr(value)))})", "decimal", True)
        return Value(f"{of.code}.fillna({quoted(value)})", of.kind, True)

    def mapped(self, node: MapExpr, frame: Frame) -> Value:
        """Turn values into others."""
        of = self.expr(node.of, frame)
        pairs: dict[str, str] = {}
        for value, to in node.pairs:
            for held in fitting([value], of.kind):
                pairs.setdefault(quoted(held), quoted(to))
        kind = "text" if node.type == "text" else "number"
        values = f"{of.code}.astype(object)" if of.kind in ("integer", "boolean") else of.code
        name = self._name(node, frame)
        rest = ""
        if node.other is not None:
            rest = f".fillna({quoted(node.other)})"
            rest += "" if of.present else f".where({of.code}.notna(){', pd.NA' if kind in OBJECTS else ''})"
        start, end = f"    {name} = {self.body.use(kind)}({values}.map(", f")){rest}"
        line = f"{start}{{{', '.join(f'{a}: {b}' for a, b in pairs.items())}}}{end}"
        broken = [f"{start}{{", *(f"        {a}: {b}," for a, b in pairs.items()), f"    }}{end}"]
        self.body.lines += [line] if len(line) <= WIDTH else broken
        return Value(name, kind, node.other is not None and of.present)

    def _side(self, node: Expr, frame: Frame) -> str:
        """Write a side of a calculation in floating point: a constant as the number that it is."""
        if isinstance(node, ConstantExpr):
            return quoted(float(node.value))
        value = self.expr(node, frame)
        return value.code if value.kind in ("number", "count") else f"{self.body.use('number')}({value.code})"


def words(node: Expr) -> str:
    """Give words for what a metric is."""
    match node:
        case ColumnLeaf(column=column):
            return column
        case AggregateLeaf(agg=agg, column=column, rows=rows):
            return " ".join([agg, *filter_words(rows.where), column.column if column is not None else rows.table])
        case ConstantExpr(value=value):
            return f"{value:g}"
        case ArithmeticExpr():
            return f"{words(node.left)} {_SAID.get(node.op, node.op)} {words(node.right)}"
        case RatioExpr():
            return f"{words(node.numerator)} by {words(node.denominator)}"
        case MapExpr():
            return f"{'place' if node.type == 'integer' else 'value'} of {words(node.of)}"
        case TenureExpr():
            return f"{node.unit} since {node.since.column}"
        case DaysExpr():
            return f"days {'since' if node.since else 'until'} {words(node.of)}"
        case ChangeExpr():
            return f"change of {words(node.now)}"
        case IfMissingExpr():
            return words(node.of)
        case OuterExpr():
            return f"outer {words(node.of)}"
        case PeersLeaf():
            return f"{node.stat} {words(node.of)} of peers"
        case TierLeaf():
            return f"tier of {words(node.of)}"
        case LookupLeaf():
            return f"{node.column.column} of {node.table}"
        case _:
            return "it"
