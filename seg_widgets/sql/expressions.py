"""Expressions and comparisons in SQL. A comparison is SQL's: true, false or NULL, and NULL is exactly "unknown"."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import (
    AggregateLeaf,
    ArithmeticExpr,
    ChangeExpr,
    ColumnLeaf,
    Compare,
    ConstantExpr,
    DaysExpr,
    Expr,
    IfMissingExpr,
    Leaf,
    Literal,
    LookupLeaf,
    MapExpr,
    OuterExpr,
    PeersLeaf,
    RatioExpr,
    SequenceLeaf,
    TenureExpr,
    TierLeaf,
)
from seg_widgets.sql.dialects import Dialect

LeafSql = Callable[[Leaf], "exp.Expr"]
OuterSql = Callable[[OuterExpr], "exp.Expr"]

_COMPARE: dict[str, type[exp.Binary]] = {
    "is": exp.EQ, "is_not": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
_ARITHMETIC: dict[str, type[exp.Binary]] = {"+": exp.Add, "-": exp.Sub, "*": exp.Mul}
_ZERO_WITHOUT_ROWS = frozenset({"count", "sum", "distinct", "active_days", "active_periods"})


def zero_without_rows(leaf: AggregateLeaf) -> bool:
    """Say whether no rows make the aggregate 0, not missing."""
    return leaf.agg in _ZERO_WITHOUT_ROWS


class Expressions:
    """Writes expressions and comparisons over leaves that somebody else knows where to find.

    Parameters
    ----------
    made
        The dialect.
    leaf
        Gives the SQL of a leaf.
    outer
        Gives the SQL of an expression of an entity outside; ``None`` where there is none.
    """

    def __init__(self, made: Dialect, leaf: LeafSql, outer: OuterSql | None = None) -> None:
        self.made, self.leaf, self.outer = made, leaf, outer

    def expr(self, node: Expr) -> exp.Expr:
        """Write an expression of a metric."""
        made = self.made
        match node:
            case ColumnLeaf() | AggregateLeaf() | SequenceLeaf() | PeersLeaf() | TierLeaf() | LookupLeaf():
                return self.leaf(node)
            case ConstantExpr():
                return made.literal(node.value)
            case ArithmeticExpr():
                sides = (self.double(node.left), self.double(node.right))
                return exp.paren(_ARITHMETIC[node.op](this=sides[0], expression=sides[1]))
            case IfMissingExpr():
                return exp.Coalesce(this=self.expr(node.of), expressions=[made.typed(node.value, node.type)])
            case MapExpr():
                return self.mapped(node)
            case OuterExpr() if self.outer is not None:
                return self.outer(node)
            case TenureExpr():
                return self.tenure(node)
            case DaysExpr():
                day, as_of = made.day(self.leaf(node.of), node.of.type), made.literal(node.as_of)
                return made.days_between(day, as_of) if node.since else made.days_between(as_of, day)
            case ChangeExpr():
                now, before = self.expr(node.now), self.expr(node.before)
                change = exp.paren(exp.Sub(this=now, expression=before))
                if not node.relative:
                    return change
                return _over(change if _is_double(node.now) else made.double(change), self.double(node.before))
            case RatioExpr():
                return _over(self.double(node.numerator), self.double(node.denominator))
            case _:
                raise UnsupportedError(Problem("unknown-node", f"SQL does not know the expression {type(node).__name__}."))

    def double(self, node: Expr) -> exp.Expr:
        """Write an expression in double precision."""
        written = self.expr(node)
        return exp.paren(written) if _is_double(node) else self.made.double(written)

    def mapped(self, node: MapExpr) -> exp.Expr:
        """Write a map of values: a case for each; what is missing meets none of them, and is kept from the other."""
        made, of = self.made, self.expr(node.of)
        ifs = [
            exp.If(this=exp.EQ(this=of.copy(), expression=made.literal(value)), true=made.typed(to, node.type)) for value, to in node.pairs
        ]
        if node.other is not None:
            known = exp.Is(this=of.copy(), expression=exp.Not(this=exp.null()))
            ifs.append(exp.If(this=known, true=made.typed(node.other, node.type)))
        return exp.Case(ifs=ifs)

    def tenure(self, node: TenureExpr) -> exp.Expr:
        """Write whole calendar months: the months between, less one where the day of the month is still to come.

        A month added to the 31st ends on a shorter month's last day, so on a month's last day none is still to come.
        """
        made, as_of = self.made, node.as_of
        since = made.day(self.leaf(node.since), node.since.type)
        if node.unit == "days":
            length: exp.Expr = made.days_between(since, made.literal(as_of))
        else:
            index = as_of.year * 12 + as_of.month
            length = exp.Sub(
                this=exp.Sub(
                    this=made.literal(index),
                    expression=exp.paren(exp.Mul(this=made.year(since.copy()), expression=made.literal(12))),
                ),
                expression=made.month(since.copy()),
            )
            if as_of.day < calendar.monthrange(as_of.year, as_of.month)[1]:
                later = exp.GT(this=made.day_of_month(since.copy()), expression=made.literal(as_of.day))
                length = exp.Sub(
                    this=length,
                    expression=exp.Case(ifs=[exp.If(this=later, true=made.literal(1))], default=made.literal(0)),
                )
            if node.unit == "years":
                length = exp.cast(exp.Floor(this=exp.Div(this=exp.paren(length), expression=exp.Literal.number("12.0"))), "bigint")
        started = exp.LTE(this=since.copy(), expression=made.literal(as_of))
        return exp.Case(ifs=[exp.If(this=started, true=length)])

    def compare(self, node: Compare) -> exp.Expr:
        """Write a comparison: true, false or, where something is missing, NULL."""
        op, made = node.op, self.made
        bare = self.expr(node.left)
        if op in ("is_missing", "is_present"):
            null = exp.Is(this=bare, expression=exp.null())
            return null if op == "is_missing" else exp.not_(null)
        if op == "is_true":
            return bare
        if op == "is_false":
            return exp.not_(bare)
        left = self.side(bare, node.left, node)
        if op in ("has_any", "has_all", "has_none"):
            assert isinstance(node.right, tuple)
            elements = [self.value(v, node) for v in dict.fromkeys(node.right)]
            found = made.list_has(left, elements, every=op == "has_all")
            return exp.not_(found) if op == "has_none" else found
        if op == "is_empty":
            return made.list_is_empty(left)
        if op in ("one_of", "none_of"):
            assert isinstance(node.right, tuple)
            values = exp.In(this=left, expressions=[self.value(v, node) for v in dict.fromkeys(node.right)])
            return values if op == "one_of" else exp.not_(values)
        if op == "between":
            assert isinstance(node.right, tuple)
            low, high = (self.value(v, node) for v in node.right)
            return exp.Between(this=left, low=low, high=high)
        if isinstance(node.right, bool | int | float | Decimal | str | date):
            right = self.value(node.right, node)
        else:
            assert node.right is not None
            assert not isinstance(node.right, tuple)
            right = self.side(self.expr(node.right), node.right, node)
        if op in _COMPARE:
            return _COMPARE[op](this=left, expression=right)
        if op == "same_month":
            months = [
                exp.Add(this=exp.Mul(this=made.year(d), expression=made.literal(12)), expression=made.month(d.copy()))
                for d in (left, right)
            ]
            return exp.EQ(this=months[0], expression=months[1])
        return made.text_op(op, left, right)

    def side(self, written: exp.Expr, node: Expr, compare: Compare) -> exp.Expr:
        """Ready a side for the comparison: dates by local day, texts trimmed or in lower case where asked."""
        if compare.family == "date":
            return self.made.day(written, type_of(node))
        return self.spelled(written, compare)

    def value(self, value: Literal, compare: Compare) -> exp.Expr:
        """Ready a value for the comparison."""
        if isinstance(value, str) and compare.trim and compare.op != "matches":
            value = value.strip(" ")
        if isinstance(value, str) and compare.ignore_case and compare.op != "matches":
            return self.made.lower(self.made.literal(value))
        if isinstance(value, str) and compare.ignore_case:
            return self.made.literal(f"(?i){value}")
        return self.made.literal(value)

    def spelled(self, text: exp.Expr, compare: Compare) -> exp.Expr:
        """Apply a text comparison's options."""
        if compare.trim:
            text = self.made.trim(text)
        return self.made.lower(text) if compare.ignore_case and compare.op != "matches" else text


def _over(numerator: exp.Expr, denominator: exp.Expr) -> exp.Expr:
    return exp.Div(this=numerator, expression=exp.Nullif(this=denominator, expression=exp.Literal.number("0.0")))


def _is_double(node: Expr) -> bool:
    """Say whether an expression is in double precision as it is written."""
    match node:
        case RatioExpr() | ArithmeticExpr():
            return True
        case ChangeExpr():
            return node.relative or _is_double(node.now)
        case _:
            return False


def type_of(node: Expr) -> str:
    """Give the type of an expression of the date family."""
    if isinstance(node, OuterExpr):
        return type_of(node.of)
    assert isinstance(node, ColumnLeaf | AggregateLeaf | IfMissingExpr | LookupLeaf)  # the only ones
    return node.type
