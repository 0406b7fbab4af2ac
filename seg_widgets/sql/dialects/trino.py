"""Trino's words."""

from __future__ import annotations

from typing import ClassVar

from sqlglot import exp

from seg_widgets.sql.dialects.base import Dialect
from seg_widgets.sql.dialects.regex import java


class Trino(Dialect):
    """Trino, and Athena's engine 3."""

    name: ClassVar[str] = "trino"
    one_scan: ClassVar[bool] = True

    def read(self, value: exp.Expr, type_: str) -> exp.Expr:
        if type_ != "number":
            return value
        return exp.Case(ifs=[exp.If(this=exp.not_(self._call("IS_NAN", value.copy())), true=value)])

    def moment(self, value: exp.Expr, type_: str, how: str) -> exp.Expr:
        found = super().moment(value, type_, how)
        return exp.cast(found, "timestamp") if how == "time" and type_ == "timestamp_tz" else found

    def start_of_day(self, day: exp.Expr, type_: str) -> exp.Expr:
        start = exp.cast(day, "timestamp")
        return self._call("WITH_TIMEZONE", start, exp.Literal.string(self.time_zone)) if type_ == "timestamp_tz" else start

    def days_between(self, earlier: exp.Expr, later: exp.Expr) -> exp.Expr:
        return self._call("DATE_DIFF", exp.Literal.string("day"), earlier, later)

    def add_days(self, day: exp.Expr, n: int) -> exp.Expr:
        return self._call("DATE_ADD", exp.Literal.string("day"), self.literal(n), day)

    def add_months(self, day: exp.Expr, n: int) -> exp.Expr:
        return self._call("DATE_ADD", exp.Literal.string("month"), self.literal(n), day)

    def list_has(self, found: exp.Expr, values: list[exp.Expr], *, every: bool) -> exp.Expr:
        listed = exp.Array(expressions=values)
        if every:
            return self.list_is_empty(self._call("ARRAY_EXCEPT", listed, found))
        return exp.GT(this=self._call("CARDINALITY", self._call("ARRAY_INTERSECT", found, listed)), expression=self.literal(0))

    def list_is_empty(self, found: exp.Expr) -> exp.Expr:
        present = exp.Lambda(this=exp.not_(exp.Is(this=exp.column("x"), expression=exp.null())), expressions=[exp.to_identifier("x")])
        return exp.EQ(this=self._call("CARDINALITY", self._call("FILTER", found, present)), expression=self.literal(0))

    def text_op(self, op: str, text: exp.Expr, operand: exp.Expr) -> exp.Expr:
        match op:
            case "contains":
                return exp.GT(this=self._call("STRPOS", text, operand), expression=self.literal(0))
            case "ends_with":
                # From the end; of a text that is shorter, nothing.
                tail = self._call("SUBSTR", text, exp.Neg(this=exp.Length(this=operand.copy())))
                return exp.EQ(this=tail, expression=operand)
            case "matches":
                return exp.RegexpLike(this=text, expression=exp.Literal.string(java(operand.name, flags=False)))
            case _:
                return super().text_op(op, text, operand)

    def sum(self, value: exp.Expr, type_: str) -> exp.Expr:
        """A sum of bigint fails where it overflows."""
        return exp.Sum(this=exp.cast(value, "decimal(38, 0)") if type_ == "integer" else value)

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return self._call("MAX_BY", value, self._call("ROW", time.copy(), value.copy()))

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return self._call("MIN_BY", value, self._call("ROW", time.copy(), value.copy()))

    def median(self, value: exp.Expr) -> exp.Expr:
        return self.quantile(value, 0.5)

    def quantile(self, value: exp.Expr, q: float) -> exp.Expr:
        """``APPROX_PERCENTILE`` is approximate: read off a list in order."""
        double = self.double(value)
        listed = exp.ArrayAgg(this=exp.Order(this=double, expressions=[exp.Ordered(this=double.copy(), nulls_first=False)]))
        at = exp.Mul(
            this=exp.paren(exp.Sub(this=exp.Count(this=double.copy()), expression=self.literal(1))), expression=self.double(self.literal(q))
        )
        below, above = (
            self._call("ELEMENT_AT", listed.copy(), self._place(kind(this=exp.paren(at.copy())))) for kind in (exp.Floor, exp.Ceil)
        )
        part = exp.paren(exp.Sub(this=at.copy(), expression=exp.Floor(this=exp.paren(at.copy()))))
        return exp.Add(this=below, expression=exp.Mul(this=exp.paren(exp.Sub(this=above, expression=below.copy())), expression=part))

    def filtered(self, aggregate: exp.Expr, condition: exp.Expr | None) -> exp.Expr:
        """A quantile is made of several aggregates; each of them takes the condition."""
        if condition is None or not isinstance(aggregate, exp.Add):
            return super().filtered(aggregate, condition)
        return aggregate.transform(
            lambda node: (
                exp.Filter(this=node.copy(), expression=exp.Where(this=condition.copy()))
                if isinstance(node, exp.ArrayAgg | exp.Count) and not isinstance(node.parent, exp.Filter)
                else node
            )
        )

    def _place(self, at: exp.Expr) -> exp.Expr:
        """Count from one, also where there is no value: the place 0 is an error there."""
        return self._call("GREATEST", exp.Add(this=exp.cast(at, "bigint"), expression=self.literal(1)), self.literal(1))

    def _call(self, name: str, *arguments: exp.Expr) -> exp.Expr:
        return exp.Anonymous(this=name, expressions=list(arguments))
