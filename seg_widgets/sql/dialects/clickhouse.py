"""ClickHouse's words."""

from __future__ import annotations

from typing import ClassVar

from sqlglot import exp

from seg_widgets.plan import Literal
from seg_widgets.sql.dialects.base import Dialect


class ClickHouse(Dialect):
    """ClickHouse. Settings at the statement's end make joins and aggregates give NULL where there is nothing."""

    name: ClassVar[str] = "clickhouse"
    one_scan: ClassVar[bool] = True
    normalized: ClassVar[str | bool] = False  # the names of its functions are case-sensitive

    def literal(self, value: Literal) -> exp.Expr:
        made = super().literal(value)
        return self._date(made.this) if isinstance(made, exp.Cast) else made

    def read(self, value: exp.Expr, type_: str) -> exp.Expr:
        if type_ != "number":
            return value
        return exp.Case(ifs=[exp.If(this=exp.not_(exp.Anonymous(this="isNaN", expressions=[value.copy()])), true=value)])

    def day(self, value: exp.Expr, type_: str) -> exp.Expr:
        if type_ == "timestamp_tz":
            return self._call("toDate32", value, exp.Literal.string(self.time_zone))
        return value if type_ == "date" else self._date(value)

    def days_between(self, earlier: exp.Expr, later: exp.Expr) -> exp.Expr:
        return self._call("dateDiff", exp.Literal.string("day"), earlier, later)

    def moment(self, value: exp.Expr, type_: str, how: str) -> exp.Expr:
        if how == "time" and type_ == "timestamp_tz":
            text = self._call("toString", value, exp.Literal.string(self.time_zone))
            return self._call("toDateTime64", text, exp.Literal.number(6), exp.Literal.string("UTC"))
        return super().moment(value, type_, how)

    def start_of_day(self, day: exp.Expr, type_: str) -> exp.Expr:
        zone = self.time_zone if type_ == "timestamp_tz" else "UTC"
        return self._call("toDateTime64", self._call("toString", day), exp.Literal.number(6), exp.Literal.string(zone))

    def add_days(self, day: exp.Expr, n: int) -> exp.Expr:
        return self._call("addDays", day, self.literal(n))

    def add_months(self, day: exp.Expr, n: int) -> exp.Expr:
        return self._call("addMonths", day, self.literal(n))

    def list_has(self, found: exp.Expr, values: list[exp.Expr], *, every: bool) -> exp.Expr:
        return self._call("hasAll" if every else "hasAny", found, exp.Array(expressions=values))

    def list_is_empty(self, found: exp.Expr) -> exp.Expr:
        present = exp.Lambda(this=exp.not_(exp.Is(this=exp.column("x"), expression=exp.null())), expressions=[exp.to_identifier("x")])
        return exp.EQ(this=self._call("arrayCount", present, found), expression=self.literal(0))

    def text_op(self, op: str, text: exp.Expr, operand: exp.Expr) -> exp.Expr:
        match op:
            case "contains":
                return exp.GT(this=self._call("position", text, operand), expression=self.literal(0))
            case "starts_with":
                return self._call("startsWith", text, operand)
            case "ends_with":
                return self._call("endsWith", text, operand)
            case "matches":
                return self._call("match", text, operand)
            case _:
                return super().text_op(op, text, operand)

    def lower(self, text: exp.Expr) -> exp.Expr:
        return self._call("lowerUTF8", text)

    def trim(self, text: exp.Expr) -> exp.Expr:
        return self._call("trimBoth", text)

    def sum(self, value: exp.Expr, type_: str) -> exp.Expr:
        """A sum of Int64 runs over in silence."""
        return exp.Sum(this=exp.cast(value, "decimal(38, 0)") if type_ == "integer" else value)

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return self._call("argMax", value, exp.Tuple(expressions=[time.copy(), value.copy()]))

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return self._call("argMin", value, exp.Tuple(expressions=[time.copy(), value.copy()]))

    def median(self, value: exp.Expr) -> exp.Expr:
        return self.quantile(value, 0.5)

    def quantile(self, value: exp.Expr, q: float) -> exp.Expr:
        return exp.ParameterizedAgg(this="quantileExactInclusive", expressions=[self.literal(q)], params=[self.double(value)])

    def finished(self, statement: exp.Expr) -> exp.Expr:
        statement = super().finished(statement).copy()
        asked = ("join_use_nulls", "aggregate_functions_null_for_empty")
        settings = [exp.EQ(this=exp.var(name), expression=exp.Literal.number(1)) for name in asked]
        statement.set("settings", settings)
        return statement

    def _date(self, value: exp.Expr) -> exp.Expr:
        """A Date begins in 1970; a Date32 in 1900."""
        return self._call("toDate32", value)

    def _call(self, name: str, *arguments: exp.Expr) -> exp.Expr:
        return exp.Anonymous(this=name, expressions=list(arguments))
