"""Expressions and comparisons in SQL: the one place where the language meets SQL's own three-valued logic.

A comparison is SQL's: true, false or NULL, and NULL is exactly "unknown". Groups are two-valued: a NULL is not met, which
only ``none of`` has to say aloud, because only there a NULL would be carried through a NOT.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import (
    AggregateLeaf,
    ChangeExpr,
    ColumnLeaf,
    Compare,
    DaysExpr,
    EveryonePlan,
    Expr,
    GroupPlan,
    Leaf,
    NodePlan,
    RatioExpr,
    RelatedPlan,
    TenureExpr,
)
from seg_widgets.sql.dialects import Dialect

LeafSql = Callable[[Leaf], "exp.Expr"]
RelatedSql = Callable[[RelatedPlan], "exp.Expr"]

_COMPARE: dict[str, type[exp.Binary]] = {
    "is": exp.EQ, "is_not": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
_ZERO_WITHOUT_ROWS = frozenset({"count", "sum", "distinct", "active_days"})


def zero_without_rows(leaf: AggregateLeaf) -> bool:
    """Say whether no rows make the aggregate 0, not missing."""
    return leaf.agg in _ZERO_WITHOUT_ROWS


class Expressions:
    """Writes expressions and conditions over leaves that somebody else knows where to find.

    Parameters
    ----------
    made
        The dialect.
    leaf
        Gives the SQL of a leaf.
    related
        Gives the SQL of a related group's number of related entities; ``None`` where there can be none (row filters).
    """

    def __init__(self, made: Dialect, leaf: LeafSql, related: RelatedSql | None = None) -> None:
        self.made, self.leaf, self.related = made, leaf, related

    def expr(self, node: Expr) -> exp.Expr:
        """Write an expression of a metric."""
        made = self.made
        match node:
            case ColumnLeaf() | AggregateLeaf():
                return self.leaf(node)
            case TenureExpr():
                return self.tenure(node)
            case DaysExpr():
                day, as_of = made.day(self.leaf(node.of), node.of.type), made.literal(node.as_of)
                return made.days_between(day, as_of) if node.since else made.days_between(as_of, day)
            case ChangeExpr():
                now, before = self.leaf(node.now), self.leaf(node.before)
                change = exp.Sub(this=now, expression=before)
                return _over(made, exp.paren(change), before.copy()) if node.relative else exp.paren(change)
            case RatioExpr():
                return _over(made, self.expr(node.numerator), self.expr(node.denominator))
            case _:
                raise UnsupportedError(Problem("unknown-node", f"SQL does not know the expression {type(node).__name__}."))

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
            return self.made.day(written, _type(node))
        return self.spelled(written, compare)

    def value(self, value: int | float | Decimal | str | date | bool, compare: Compare) -> exp.Expr:
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

    def condition(self, node: NodePlan) -> exp.Expr:
        """Write a condition that is true exactly where the node is met (elsewhere false or NULL)."""
        match node:
            case Compare():
                return self.compare(node)
            case EveryonePlan():
                return exp.true()
            case GroupPlan():
                return self.group(node)
            case RelatedPlan() if self.related is not None:
                return self.related(node)
            case _:
                raise UnsupportedError(Problem("unknown-node", f"SQL does not know the node {type(node).__name__} here."))

    def group(self, node: GroupPlan) -> exp.Expr:
        """Write a group of conditions."""
        members = [self.condition(m) for m in node.members]
        match node.kind:
            case "all":
                return _joined(exp.and_, members)
            case "any":
                return _joined(exp.or_, members)
            case "none":
                return exp.not_(exp.Coalesce(this=_joined(exp.or_, members), expressions=[exp.false()]))
            case "at_least":
                ones = [exp.Case(ifs=[exp.If(this=m, true=self.made.literal(1))], default=self.made.literal(0)) for m in members]
                total: exp.Expr = ones[0]
                for one in ones[1:]:
                    total = exp.Add(this=total, expression=one)
                return exp.GTE(this=total, expression=self.made.literal(node.n or 0))
            case _:
                raise UnsupportedError(Problem("unknown-node", f"SQL does not know the group {node.kind!r}."))


def _joined(how: Callable[..., exp.Expr], members: list[exp.Expr]) -> exp.Expr:
    return exp.paren(how(*members, copy=False)) if len(members) > 1 else members[0]


def _over(made: Dialect, numerator: exp.Expr, denominator: exp.Expr) -> exp.Expr:
    safe = exp.Nullif(this=made.double(denominator), expression=exp.Literal.number("0.0"))
    return exp.Div(this=made.double(numerator), expression=safe)


def _type(node: Expr) -> str:
    assert isinstance(node, ColumnLeaf | AggregateLeaf)  # the only expressions of the date family
    return node.type
