"""Spark's words, and Databricks', which are the same."""

from __future__ import annotations

from typing import ClassVar

from sqlglot import exp

from seg_widgets.plan.nodes import Literal
from seg_widgets.sql.dialects.base import Dialect
from seg_widgets.sql.dialects.regex import java


class Spark(Dialect):
    """Spark 4 (3.5 knows all of it too)."""

    name: ClassVar[str] = "spark"

    def literal(self, value: Literal) -> exp.Expr:
        """Spark puts settings in place of ``${...}`` before it reads a statement, inside texts too: it is kept apart."""
        if isinstance(value, str) and "${" in value:
            first, *rest = value.split("${")
            pieces = [first + "$", *(f"{{{piece}$" for piece in rest[:-1]), f"{{{rest[-1]}"]
            return exp.Concat(expressions=[exp.Literal.string(piece) for piece in pieces])
        return super().literal(value)

    def read(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Spark's NaN is a value, equal to itself and above all others."""
        return exp.Nullif(this=value, expression=exp.cast(exp.Literal.string("NaN"), "double")) if type_ == "number" else value

    def day(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Counted from the epoch, for a cast would go by way of the session's time zone and lose an hour where it has one twice."""
        if type_ == "timestamp_tz":
            epoch = exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "timestamp_ntz", dialect="spark")
            microseconds = exp.Anonymous(this="UNIX_MICROS", expressions=[value])
            moment = exp.Anonymous(this="TIMESTAMPADD", expressions=[exp.var("MICROSECOND"), microseconds, epoch])
            zones = [exp.Literal.string("UTC"), exp.Literal.string(self.time_zone)]
            value = exp.Anonymous(this="CONVERT_TIMEZONE", expressions=[*zones, moment])
        return value if type_ == "date" else exp.cast(value, "date")

    def days_between(self, earlier: exp.Expr, later: exp.Expr) -> exp.Expr:
        return exp.Anonymous(this="DATEDIFF", expressions=[later, earlier])

    def text_op(self, op: str, text: exp.Expr, operand: exp.Expr) -> exp.Expr:
        match op:
            case "contains" | "starts_with" | "ends_with":
                return exp.Anonymous(this=op.replace("_", "").upper(), expressions=[text, operand])
            case "matches":
                pattern = operand.name if isinstance(operand, exp.Literal) else "".join(p.name for p in operand.expressions)
                return exp.RegexpLike(this=text, expression=self.literal(java(pattern)))
            case _:
                return super().text_op(op, text, operand)

    def sum(self, value: exp.Expr, type_: str) -> exp.Expr:
        """A sum of bigint stays bigint and fails where it overflows."""
        return exp.Sum(this=exp.cast(value, "decimal(28, 0)") if type_ == "integer" else value)

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return exp.Anonymous(this="MAX_BY", expressions=[value, _struct(time, value)])

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return exp.Anonymous(this="MIN_BY", expressions=[value, _struct(time, value)])


class Databricks(Spark):
    """Databricks SQL."""

    name: ClassVar[str] = "databricks"


def _struct(*values: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="STRUCT", expressions=[v.copy() for v in values])
