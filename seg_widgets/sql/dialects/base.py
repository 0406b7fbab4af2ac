"""The primitives of a dialect, as DuckDB says them. Nothing else in the builder knows a dialect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import ColumnLeaf, Literal
from seg_widgets.sql.names import identifier


class Dialect:
    """DuckDB's primitives; another dialect overrides what it says differently.

    Parameters
    ----------
    time_zone
        The zone in which days are taken.
    located
        Table -> what is selected from in its place: where it lies in the engine, or a query that reads it.
    """

    name: ClassVar[str] = "duckdb"
    reserved: ClassVar[frozenset[str]] = frozenset()
    """Names to be quoted beside those that are quoted everywhere."""
    normalized: ClassVar[str | bool] = "upper"
    """How the names of functions are written."""
    one_scan: ClassVar[bool] = False
    """Rows of a table are read once for all filters, as reading them is what costs; else once for each filter."""

    def __init__(self, time_zone: str, located: Mapping[str, exp.Expr] | None = None) -> None:
        self.time_zone = time_zone
        self.located = dict(located or {})

    def literal(self, value: Literal) -> exp.Expr:
        """Write a value of a plan."""
        if isinstance(value, bool):
            return exp.Boolean(this=value)
        if isinstance(value, int | float | Decimal):
            number = exp.Literal.number(repr(abs(value)) if isinstance(value, float) else str(abs(value)))
            return exp.Neg(this=number) if value < 0 else number
        if isinstance(value, date):
            return exp.cast(exp.Literal.string(value.isoformat()), "date")
        return exp.Literal.string(value)

    def read(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Read a column: where the engine takes NaN for a value, it is made missing."""
        return value

    def day(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Give the local day of a date, a naive timestamp or an instant."""
        if type_ == "timestamp_tz":
            value = exp.AtTimeZone(this=value, zone=exp.Literal.string(self.time_zone))
        return value if type_ == "date" else exp.cast(value, "date")

    def days_between(self, earlier: exp.Expr, later: exp.Expr) -> exp.Expr:
        """Count the days from one day to another."""
        return exp.DateDiff(this=later, expression=earlier, unit=exp.var("DAY"))

    def year(self, day: exp.Expr) -> exp.Expr:
        """Give the year of a day."""
        return exp.Extract(this=exp.var("YEAR"), expression=day)

    def month(self, day: exp.Expr) -> exp.Expr:
        """Give the month of a day, 1 to 12."""
        return exp.Extract(this=exp.var("MONTH"), expression=day)

    def day_of_month(self, day: exp.Expr) -> exp.Expr:
        """Give the day of the month, 1 to 31."""
        return exp.Extract(this=exp.var("DAY"), expression=day)

    def add_days(self, day: exp.Expr, n: int) -> exp.Expr:
        """Add calendar days to a day; a day."""
        return exp.Add(this=day, expression=self.literal(n))

    def add_months(self, day: exp.Expr, n: int) -> exp.Expr:
        """Add calendar months to a day, a day that a shorter month lacks being its last; a day."""
        return exp.cast(exp.Add(this=day, expression=exp.Interval(this=exp.Literal.string(str(n)), unit=exp.var("MONTH"))), "date")

    def moment(self, value: exp.Expr, type_: str, how: str) -> exp.Expr:
        """Give what rows are put in order by: the ``instant``, the local ``time`` or the local ``day``."""
        if how == "day":
            return self.day(value, type_)
        if how == "time" and type_ == "timestamp_tz":
            return exp.AtTimeZone(this=value, zone=exp.Literal.string(self.time_zone))
        return value

    def floor(self, value: exp.Expr) -> exp.Expr:
        """Give the whole number at or below a number in double precision."""
        return exp.cast(exp.Floor(this=value), "bigint")

    def typed(self, value: Literal, type_: str) -> exp.Expr:
        """Write a value as one of a type, where it stands beside others of that type (in a CASE, a COALESCE)."""
        if type_ == "number":
            return self.double(self.literal(value))
        if type_ in ("timestamp", "timestamp_tz"):
            return self.start_of_day(self.literal(value), type_)
        return self.literal(value)

    def start_of_day(self, day: exp.Expr, type_: str) -> exp.Expr:
        """Give a local day's first moment, as a naive timestamp or an instant."""
        start = exp.cast(day, "timestamp")
        return exp.AtTimeZone(this=start, zone=exp.Literal.string(self.time_zone)) if type_ == "timestamp_tz" else start

    def list_has(self, found: exp.Expr, values: list[exp.Expr], *, every: bool) -> exp.Expr:
        """Say whether a list has any of the values, or every one; NULL of a missing list."""
        return exp.func("LIST_HAS_ALL" if every else "LIST_HAS_ANY", found, exp.Array(expressions=values))

    def list_is_empty(self, found: exp.Expr) -> exp.Expr:
        """Say whether a list has no element that is there; NULL of a missing list."""
        return exp.EQ(this=exp.func("LIST_COUNT", found), expression=self.literal(0))

    def double(self, value: exp.Expr) -> exp.Expr:
        """Take a number in double precision."""
        return exp.cast(value, "double")

    def text_op(self, op: str, text: exp.Expr, operand: exp.Expr) -> exp.Expr:
        """Compare texts: ``contains``, ``starts_with``, ``ends_with`` or ``matches``."""
        match op:
            case "contains":
                return exp.func("CONTAINS", text, operand)
            case "starts_with":
                return exp.StartsWith(this=text, expression=operand)
            case "ends_with":
                return exp.func("ENDS_WITH", text, operand)
            case "matches":
                return exp.RegexpLike(this=text, expression=operand)
            case _:
                raise UnsupportedError(Problem("unknown-operator", f"{self.name} does not know the operator {op!r}."))

    def lower(self, text: exp.Expr) -> exp.Expr:
        """Take a text in lower case."""
        return exp.Lower(this=text)

    def trim(self, text: exp.Expr) -> exp.Expr:
        """Take the spaces off both ends of a text."""
        return exp.Trim(this=text, expression=exp.Literal.string(" "))

    def filtered(self, aggregate: exp.Expr, condition: exp.Expr | None) -> exp.Expr:
        """Aggregate only the rows that meet a condition."""
        if condition is None:
            return aggregate
        return exp.Filter(this=aggregate, expression=exp.Where(this=condition))

    def around(self, value: exp.Expr, type_: str, first: date | None, last: date) -> list[exp.Expr]:
        """Give further conditions that hold for all values on certain local days, where the engine reads less of its files by them."""
        return []

    def how_many_different(self, value: exp.Expr, number: exp.Expr, size: int | None, condition: exp.Expr | None) -> exp.Expr:
        """Count the different values of the rows that meet a condition; each has a number from 0 to below ``size``, if that is known."""
        return self.filtered(exp.Count(this=exp.Distinct(expressions=[value])), condition)

    def sum(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Add up; integers must not overflow."""
        return exp.Sum(this=value)

    def least(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Give the least value: of texts by code point, false before true."""
        return exp.Min(this=value)

    def greatest(self, value: exp.Expr, type_: str) -> exp.Expr:
        """Give the greatest value: of texts by code point, false before true."""
        return exp.Max(this=value)

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        """Give the value of the latest row; of the same moment the larger. The value is not missing in any row."""
        return exp.ArgMax(this=value, expression=exp.Tuple(expressions=[time.copy(), value.copy()]))

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        """Give the value of the first row; of the same moment the smaller. The value is not missing in any row."""
        return exp.ArgMin(this=value, expression=exp.Tuple(expressions=[time.copy(), value.copy()]))

    def median(self, value: exp.Expr) -> exp.Expr:
        """Give the median, interpolated linearly, in double precision."""
        return exp.Median(this=self.double(value))

    def quantile(self, value: exp.Expr, q: float) -> exp.Expr:
        """Give the quantile at q, interpolated linearly, in double precision."""
        return exp.func("QUANTILE_CONT", self.double(value), self.literal(q))

    def text(self, statement: exp.Expr) -> str:
        """Write a statement."""
        return self.finished(statement).sql(dialect=self.name, pretty=True, normalize_functions=self.normalized)

    def finished(self, statement: exp.Expr) -> exp.Expr:
        """Put the tables where they lie, and quote a name in every place or in none: there are engines where it matters."""
        if not self.located and self.name == "duckdb":
            return statement
        statement = statement.copy()
        for found in list(statement.find_all(exp.Table)):
            if found.name in self.located and not found.args.get("db"):
                there = self.located[found.name].copy()
                quoted = (found.args["alias"] if found.alias else found).this.args.get("quoted")
                there.set("alias", exp.TableAlias(this=exp.to_identifier(found.alias_or_name, quoted=quoted)))
                found.replace(there)
        for name in statement.find_all(exp.Identifier):
            name.set("quoted", name.name.lower() in self.reserved or identifier(name.name).quoted)
        return statement


def column_value(leaf: ColumnLeaf, found: exp.Expr, made: Dialect) -> exp.Expr:
    """Read a column: an end of an interval that has not happened by the as-of date is missing."""
    found = made.read(found, leaf.type)
    if leaf.not_after is None:
        return found
    happened = exp.LTE(this=made.day(found.copy(), leaf.type), expression=made.literal(leaf.not_after))
    return exp.Case(ifs=[exp.If(this=happened, true=found)])
