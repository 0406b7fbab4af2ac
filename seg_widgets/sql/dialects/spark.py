"""Spark's words, and Databricks', which are the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from sqlglot import exp

from seg_widgets.plan import Literal
from seg_widgets.sql.dialects.base import Dialect
from seg_widgets.sql.dialects.regex import java

WORD, WORDS = 64, 6
"""Bits of a whole number, and how many of these stand for a set of days: a year's."""


class Spark(Dialect):
    """Spark 4 (3.5 knows all of it too)."""

    name: ClassVar[str] = "spark"
    one_scan: ClassVar[bool] = True

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
        if type_ == "timestamp_tz":
            value = self._local(value)
        return value if type_ == "date" else exp.cast(value, "date")

    def moment(self, value: exp.Expr, type_: str, how: str) -> exp.Expr:
        return self._local(value) if how == "time" and type_ == "timestamp_tz" else super().moment(value, type_, how)

    def start_of_day(self, day: exp.Expr, type_: str) -> exp.Expr:
        start = exp.cast(day, "timestamp_ntz", dialect="spark")
        if type_ != "timestamp_tz":
            return start
        zones = [exp.Literal.string(self.time_zone), exp.Literal.string("UTC")]
        there = exp.Anonymous(this="CONVERT_TIMEZONE", expressions=[*zones, start])
        microseconds = exp.Anonymous(this="TIMESTAMPDIFF", expressions=[exp.var("MICROSECOND"), _epoch(), there])
        return exp.Anonymous(this="TIMESTAMP_MICROS", expressions=[microseconds])

    def _local(self, value: exp.Expr) -> exp.Expr:
        """Counted from the epoch, for a cast would go by way of the session's time zone and lose an hour where it has one twice."""
        microseconds = exp.Anonymous(this="UNIX_MICROS", expressions=[value])
        moment = exp.Anonymous(this="TIMESTAMPADD", expressions=[exp.var("MICROSECOND"), microseconds, _epoch()])
        zones = [exp.Literal.string("UTC"), exp.Literal.string(self.time_zone)]
        return exp.Anonymous(this="CONVERT_TIMEZONE", expressions=[*zones, moment])

    def add_days(self, day: exp.Expr, n: int) -> exp.Expr:
        return exp.Anonymous(this="DATE_ADD", expressions=[day, self.literal(n)])

    def add_months(self, day: exp.Expr, n: int) -> exp.Expr:
        return exp.Anonymous(this="ADD_MONTHS", expressions=[day, self.literal(n)])

    def list_has(self, found: exp.Expr, values: list[exp.Expr], *, every: bool) -> exp.Expr:
        """Not by ``ARRAYS_OVERLAP``, which does not know the answer where an element is missing."""
        listed = exp.Array(expressions=values)
        if every:
            return self.list_is_empty(exp.Anonymous(this="ARRAY_EXCEPT", expressions=[listed, found]))
        return exp.not_(self.list_is_empty(exp.Anonymous(this="ARRAY_INTERSECT", expressions=[found, listed])))

    def list_is_empty(self, found: exp.Expr) -> exp.Expr:
        there = exp.Anonymous(this="ARRAY_COMPACT", expressions=[found])
        return exp.EQ(this=exp.Anonymous(this="ARRAY_SIZE", expressions=[there]), expression=self.literal(0))

    def quantile(self, value: exp.Expr, q: float) -> exp.Expr:
        return exp.Anonymous(this="PERCENTILE", expressions=[self.double(value), self.double(self.literal(q))])

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

    def around(self, value: exp.Expr, type_: str, first: date | None, last: date) -> list[exp.Expr]:
        """The local day of an instant is computed, and no file is left out by it; by the instant itself, with a day to spare, it is."""
        if type_ != "timestamp_tz":
            return []

        def instant(day: date) -> exp.Expr:
            return exp.cast(exp.Literal.string(f"{day} 00:00:00+00:00"), "timestamp", dialect="spark")

        found: list[exp.Expr] = [exp.LT(this=value.copy(), expression=instant(last + timedelta(days=2)))]
        if first is not None:
            found.insert(0, exp.GTE(this=value.copy(), expression=instant(first - timedelta(days=1))))
        return found

    def how_many_different(self, value: exp.Expr, number: exp.Expr, size: int | None, condition: exp.Expr | None) -> exp.Expr:
        """As bits of whole numbers: for each ``COUNT(DISTINCT)`` Spark would make every row once more, and send it round."""
        if size is None or size > WORD * WORDS:
            return super().how_many_different(value, number, size, condition)
        bit = exp.Anonymous(this="SHIFTLEFT", expressions=[exp.cast(self.literal(1), "bigint"), exp.cast(number, "int")])
        counts: list[exp.Expr] = []
        for first in range(0, size, WORD):
            conditions = [condition.copy()] if condition is not None else []
            if size > WORD:
                last = min(first + WORD, size) - 1
                conditions.append(exp.Between(this=number.copy(), low=self.literal(first), high=self.literal(last)))
            bits = exp.Anonymous(this="BIT_OR", expressions=[bit.copy()])
            counted = exp.Anonymous(this="BIT_COUNT", expressions=[self.filtered(bits, exp.and_(*conditions) if conditions else None)])
            counts.append(exp.Coalesce(this=counted, expressions=[self.literal(0)]))
        total = counts[0]
        for count in counts[1:]:
            total = exp.Add(this=total, expression=count)
        return total

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


def _epoch() -> exp.Expr:
    return exp.cast(exp.Literal.string("1970-01-01 00:00:00"), "timestamp_ntz", dialect="spark")


def _struct(*values: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="STRUCT", expressions=[v.copy() for v in values])
