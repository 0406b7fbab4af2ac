"""Snowflake's words."""

from __future__ import annotations

from typing import ClassVar

from sqlglot import exp

from seg_widgets.sql.dialects.base import Dialect
from seg_widgets.sql.dialects.conditional import conditional

_TYPES = {"integer": "decimal(38, 0)", "decimal": "decimal(38, 10)", "number": "double", "text": "varchar", "boolean": "boolean"}


class Snowflake(Dialect):
    """Snowflake. Instants are ``TIMESTAMP_TZ`` or ``TIMESTAMP_LTZ``, naive times ``TIMESTAMP_NTZ``."""

    name: ClassVar[str] = "snowflake"
    one_scan: ClassVar[bool] = True

    def read(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Snowflake's NaN is a value, equal to itself and above all others."""
        return exp.Nullif(this=value, expression=exp.cast(exp.Literal.string("NaN"), "double")) if type_ == "number" else value

    def day(self, value: exp.Expr, type_: str) -> exp.Expr:
        if type_ == "timestamp_tz":
            value = self._local(value)
        return value if type_ == "date" else exp.cast(value, "date")

    def moment(self, value: exp.Expr, type_: str, how: str) -> exp.Expr:
        if how == "time" and type_ == "timestamp_tz":
            return exp.cast(self._local(value), "timestamp_ntz", dialect="snowflake")
        return super().moment(value, type_, how)

    def start_of_day(self, day: exp.Expr, type_: str) -> exp.Expr:
        if type_ != "timestamp_tz":
            return exp.cast(day, "timestamp_ntz", dialect="snowflake")
        parts = [exp.Anonymous(this=part, expressions=[day.copy()]) for part in ("YEAR", "MONTH", "DAY")]
        clock = [exp.Literal.number(0)] * 4
        zone = exp.Literal.string(self.time_zone)
        return exp.Anonymous(this="TIMESTAMP_TZ_FROM_PARTS", expressions=[*parts, *(c.copy() for c in clock), zone])

    def add_days(self, day: exp.Expr, n: int) -> exp.Expr:
        return exp.cast(exp.Anonymous(this="DATEADD", expressions=[exp.var("DAY"), self.literal(n), day]), "date")

    def add_months(self, day: exp.Expr, n: int) -> exp.Expr:
        """``ADD_MONTHS`` would go on from a month's last day to a month's last day."""
        return exp.cast(exp.Anonymous(this="DATEADD", expressions=[exp.var("MONTH"), self.literal(n), day]), "date")

    def list_has(self, found: exp.Expr, values: list[exp.Expr], *, every: bool) -> exp.Expr:
        listed = exp.Anonymous(this="ARRAY_CONSTRUCT", expressions=values)
        if not every:
            return exp.Anonymous(this="ARRAYS_OVERLAP", expressions=[found, listed])
        return self.list_is_empty(exp.Anonymous(this="ARRAY_EXCEPT", expressions=[listed, found]))

    def list_is_empty(self, found: exp.Expr) -> exp.Expr:
        there = exp.Anonymous(this="ARRAY_COMPACT", expressions=[found])
        return exp.EQ(this=exp.Anonymous(this="ARRAY_SIZE", expressions=[there]), expression=self.literal(0))

    def text_op(self, op: str, text: exp.Expr, operand: exp.Expr) -> exp.Expr:
        match op:
            case "contains" | "starts_with" | "ends_with":
                return exp.Anonymous(this=op.replace("_", "").upper(), expressions=[text, operand])
            case "matches":
                # REGEXP_LIKE wants the whole text to match; its own flavour is near RE2's.
                pattern, flags = operand.name, "c"
                if pattern.startswith("(?i)"):
                    pattern, flags = pattern[4:], "i"
                options = [exp.Literal.number(n) for n in (1, 1, 0)]
                found = [text, exp.Literal.string(pattern), *options, exp.Literal.string(flags)]
                return exp.GT(this=exp.Anonymous(this="REGEXP_INSTR", expressions=found), expression=self.literal(0))
            case _:
                return super().text_op(op, text, operand)

    def filtered(self, aggregate: exp.Expr, condition: exp.Expr | None) -> exp.Expr:
        return aggregate if condition is None else conditional(aggregate, condition)

    def least(self, value: exp.Expr, type_: str) -> exp.Expr:
        return exp.LogicalAnd(this=value) if type_ == "boolean" else super().least(value, type_)

    def greatest(self, value: exp.Expr, type_: str) -> exp.Expr:
        return exp.LogicalOr(this=value) if type_ == "boolean" else super().greatest(value, type_)

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return _first(value, time, type_, desc=True)

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return _first(value, time, type_, desc=False)

    def quantile(self, value: exp.Expr, q: float) -> exp.Expr:
        order = exp.Order(expressions=[exp.Ordered(this=self.double(value), nulls_first=False)])
        return exp.WithinGroup(this=exp.PercentileCont(this=self.literal(q)), expression=order)

    def _local(self, value: exp.Expr) -> exp.Expr:
        return exp.Anonymous(this="CONVERT_TIMEZONE", expressions=[exp.Literal.string(self.time_zone), value])


def _first(value: exp.Expr, time: exp.Expr, type_: str, *, desc: bool) -> exp.Expr:
    """What comes out of a list is a VARIANT: it is cast to what it was."""
    keys = [exp.Ordered(this=k.copy(), desc=desc, nulls_first=desc) for k in (time, value)]
    listed = exp.WithinGroup(this=exp.ArrayAgg(this=value.copy()), expression=exp.Order(expressions=keys))
    one = exp.Anonymous(this="GET", expressions=[listed, exp.Literal.number(0)])
    kept = {"timestamp": "timestamp_ntz", "timestamp_tz": "timestamp_tz", "list": "array"}.get(type_, _TYPES.get(type_, type_))
    return exp.cast(one, kept, dialect="snowflake")
