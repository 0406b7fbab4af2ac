"""BigQuery's words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from seg_widgets.plan import Literal
from seg_widgets.sql.dialects.base import Dialect
from seg_widgets.sql.dialects.conditional import conditional


class BigQuery(Dialect):
    """BigQuery. Instants are ``TIMESTAMP``, naive times ``DATETIME``; a list is never missing there, but empty."""

    name: ClassVar[str] = "bigquery"
    one_scan: ClassVar[bool] = True
    reserved: ClassVar[frozenset[str]] = frozenset(["at", "hash", "rows", "window", "qualify", "contains", "lookup", "proto", "within"])

    def literal(self, value: Literal) -> exp.Expr:
        """A number with a point is a double there; a decimal's is spelled out."""
        if isinstance(value, Decimal) and not isinstance(value, bool | date):
            return exp.cast(exp.Literal.string(str(value)), "bignumeric", dialect="bigquery")
        return super().literal(value)

    def read(self, value: exp.Expr, type_: str) -> exp.Expr:
        if type_ != "number":
            return value
        nan = exp.Anonymous(this="IS_NAN", expressions=[value.copy()])
        return exp.Case(ifs=[exp.If(this=exp.not_(nan), true=value)])

    def day(self, value: exp.Expr, type_: str) -> exp.Expr:
        if type_ == "timestamp_tz":
            return exp.Anonymous(this="DATE", expressions=[value, exp.Literal.string(self.time_zone)])
        return super().day(value, type_)

    def moment(self, value: exp.Expr, type_: str, how: str) -> exp.Expr:
        if how == "time" and type_ == "timestamp_tz":
            return exp.Anonymous(this="DATETIME", expressions=[value, exp.Literal.string(self.time_zone)])
        return super().moment(value, type_, how)

    def start_of_day(self, day: exp.Expr, type_: str) -> exp.Expr:
        if type_ == "timestamp_tz":
            return exp.Anonymous(this="TIMESTAMP", expressions=[day, exp.Literal.string(self.time_zone)])
        return exp.cast(day, "datetime", dialect="bigquery")

    def add_days(self, day: exp.Expr, n: int) -> exp.Expr:
        return exp.DateAdd(this=day, expression=self.literal(n), unit=exp.var("DAY"))

    def add_months(self, day: exp.Expr, n: int) -> exp.Expr:
        return exp.DateAdd(this=day, expression=self.literal(n), unit=exp.var("MONTH"))

    def list_has(self, found: exp.Expr, values: list[exp.Expr], *, every: bool) -> exp.Expr:
        parts = [exp.In(this=value, unnest=exp.Unnest(expressions=[found.copy()])) for value in values]
        present = exp.not_(exp.Is(this=found.copy(), expression=exp.null()))
        return exp.Case(ifs=[exp.If(this=present, true=(exp.and_ if every else exp.or_)(*parts))])

    def list_is_empty(self, found: exp.Expr) -> exp.Expr:
        return exp.EQ(this=exp.Anonymous(this="ARRAY_LENGTH", expressions=[found]), expression=self.literal(0))

    def text_op(self, op: str, text: exp.Expr, operand: exp.Expr) -> exp.Expr:
        match op:
            case "contains":
                return exp.GT(this=exp.Anonymous(this="STRPOS", expressions=[text, operand]), expression=self.literal(0))
            case "ends_with":
                return exp.Anonymous(this="ENDS_WITH", expressions=[text, operand])
            case "matches":
                return exp.Anonymous(this="REGEXP_CONTAINS", expressions=[text, operand])
            case _:
                return super().text_op(op, text, operand)

    def filtered(self, aggregate: exp.Expr, condition: exp.Expr | None) -> exp.Expr:
        return aggregate if condition is None else conditional(aggregate, condition)

    def sum(self, value: exp.Expr, type_: str) -> exp.Expr:
        """A sum of integers fails where it overflows."""
        return exp.Sum(this=exp.cast(value, "numeric", dialect="bigquery") if type_ == "integer" else value)

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return _first(value, time, desc=True)

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return _first(value, time, desc=False)

    def median(self, value: exp.Expr) -> exp.Expr:
        return self.quantile(value, 0.5)

    def quantile(self, value: exp.Expr, q: float) -> exp.Expr:
        """``PERCENTILE_CONT`` is a window there, and ``APPROX_QUANTILES`` is approximate: read off a list in order."""
        double = self.double(value)
        order = exp.Order(this=exp.IgnoreNulls(this=double), expressions=[exp.Ordered(this=double.copy(), nulls_first=True)])
        listed = exp.ArrayAgg(this=order)
        at = exp.paren(exp.Mul(this=exp.paren(exp.Sub(this=exp.Count(this=double.copy()), expression=self.literal(1))),
                               expression=self.literal(q)))  # fmt: skip
        low, high = (exp.cast(kind(this=at.copy()), "bigint") for kind in (exp.Floor, exp.Ceil))
        below, above = (_item(listed.copy(), place) for place in (low, high))
        part = exp.paren(exp.Sub(this=at.copy(), expression=exp.Floor(this=at.copy())))
        step = exp.paren(exp.Sub(this=above, expression=below.copy()))
        return exp.Add(this=below, expression=exp.Mul(this=step, expression=part))


def _item(listed: exp.Expr, place: exp.Expr) -> exp.Expr:
    return exp.Bracket(this=listed, expressions=[place], offset=0, safe=True)


def _first(value: exp.Expr, time: exp.Expr, *, desc: bool) -> exp.Expr:
    keys = [exp.Ordered(this=k.copy(), desc=desc, nulls_first=not desc) for k in (time, value)]
    order = exp.Order(this=exp.IgnoreNulls(this=value.copy()), expressions=keys)
    listed = exp.ArrayAgg(this=exp.Limit(this=order, expression=exp.Literal.number(1)))
    return _item(listed, exp.Literal.number(0))
