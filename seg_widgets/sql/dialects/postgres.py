"""PostgreSQL's words."""

from __future__ import annotations

from typing import ClassVar

from sqlglot import exp

from seg_widgets.sql.dialects.base import Dialect
from seg_widgets.sql.dialects.regex import posix

# Told by: SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T')
_RESERVED = """
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
    concurrently constraint create cross current_catalog current_date current_role current_schema current_time
    current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full
    grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime
    localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right
    select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using
    variadic verbose when where window with
"""


class Postgres(Dialect):
    """PostgreSQL 12 and later, built with ICU (as all packages of it are)."""

    name: ClassVar[str] = "postgres"
    reserved: ClassVar[frozenset[str]] = frozenset(_RESERVED.split())

    def read(self, value: exp.Expr, type_: str) -> exp.Expr:
        """PostgreSQL's NaN is a value, equal to itself and above all others, in doubles and in decimals."""
        if type_ not in ("number", "decimal"):
            return value
        nan = exp.cast(exp.Literal.string("NaN"), "double" if type_ == "number" else "decimal")
        return exp.Nullif(this=value, expression=nan)

    def days_between(self, earlier: exp.Expr, later: exp.Expr) -> exp.Expr:
        return exp.paren(exp.Sub(this=later, expression=earlier))

    def text_op(self, op: str, text: exp.Expr, operand: exp.Expr) -> exp.Expr:
        match op:
            case "contains":
                return exp.GT(this=exp.Anonymous(this="STRPOS", expressions=[text, operand]), expression=exp.Literal.number(0))
            case "ends_with":
                return exp.EQ(this=exp.Right(this=text, expression=exp.Length(this=operand.copy())), expression=operand)
            case "matches":
                pattern = posix(operand.name)
                # Whose capital a letter is, the collation says; what is a digit or a word is spelled out in the pattern.
                collated = _collate(text, "und-x-icu") if pattern.startswith("(?i") else text
                return exp.RegexpLike(this=collated, expression=exp.Literal.string(pattern))
            case _:
                return super().text_op(op, text, operand)

    def lower(self, text: exp.Expr) -> exp.Expr:
        """A database in the C locale lowers ASCII only; ICU knows all letters. What comes of it compares by code point."""
        return _collate(exp.Lower(this=_collate(text, "und-x-icu")), "C")

    def least(self, value: exp.Expr, type_: str) -> exp.Expr:
        return exp.LogicalAnd(this=value) if type_ == "boolean" else exp.Min(this=_ordered(value, type_))

    def greatest(self, value: exp.Expr, type_: str) -> exp.Expr:
        return exp.LogicalOr(this=value) if type_ == "boolean" else exp.Max(this=_ordered(value, type_))

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return _first(value, time, type_, desc=True)

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        return _first(value, time, type_, desc=False)

    def filtered(self, aggregate: exp.Expr, condition: exp.Expr | None) -> exp.Expr:
        if isinstance(aggregate, exp.Bracket) and condition is not None:
            listed = super().filtered(aggregate.this.this, condition)
            return exp.Bracket(this=exp.paren(listed), expressions=aggregate.expressions, offset=1)
        return super().filtered(aggregate, condition)

    def median(self, value: exp.Expr) -> exp.Expr:
        return self.quantile(value, 0.5)

    def quantile(self, value: exp.Expr, q: float) -> exp.Expr:
        order = exp.Order(expressions=[exp.Ordered(this=self.double(value))])
        return exp.WithinGroup(this=exp.PercentileCont(this=self.literal(q)), expression=order)

    def list_has(self, found: exp.Expr, values: list[exp.Expr], *, every: bool) -> exp.Expr:
        return (exp.ArrayContainsAll if every else exp.ArrayOverlaps)(this=found, expression=exp.Array(expressions=values))

    def list_is_empty(self, found: exp.Expr) -> exp.Expr:
        there = exp.Anonymous(this="ARRAY_REMOVE", expressions=[found, exp.null()])
        return exp.EQ(this=exp.Anonymous(this="CARDINALITY", expressions=[there]), expression=self.literal(0))


def _collate(text: exp.Expr, collation: str) -> exp.Expr:
    return exp.Collate(this=text, expression=exp.to_identifier(collation, quoted=True))


def _ordered(value: exp.Expr, type_: str) -> exp.Expr:
    """Texts are put in order by code point, whatever order the database was made with."""
    return _collate(value.copy(), "C") if type_ == "text" else value.copy()


def _first(value: exp.Expr, time: exp.Expr, type_: str, *, desc: bool) -> exp.Expr:
    keys = [exp.Ordered(this=k, desc=desc, nulls_first=desc) for k in (time.copy(), _ordered(value, type_))]
    listed = exp.ArrayAgg(this=exp.Order(this=value, expressions=keys))
    return exp.Bracket(this=exp.paren(listed), expressions=[exp.Literal.number(1)], offset=1)
