"""The embedded DuckDB's own words: what is written for nobody to read may say a thing as it is quickest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

from seg_widgets.sql import Dialect

Types = Callable[[str], Mapping[str, str]]
"""Gives DuckDB's types of a table's columns."""

_HALF, _WHOLE = 2**63, 2**64
_EARLIEST = -(2**63) + 1

_PACKED = "packed"


class Embedded(Dialect):
    """DuckDB as a session asks it.

    The latest whole number is the largest pair of moment and number, and such a pair is one number of 128 bits: the moment above, the
    number below. Its maximum takes half as long as that of pairs.

    Parameters
    ----------
    types
        Of the tables that rows are read from.
    """

    def __init__(self, time_zone: str, types: Types) -> None:
        super().__init__(time_zone)
        self._types = types

    def last_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        packed = self._packed(value, time, type_)
        return super().last_by(value, time, type_) if packed is None else _unpacked(exp.Max(this=packed))

    def first_by(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr:
        packed = self._packed(value, time, type_)
        return super().first_by(value, time, type_) if packed is None else _unpacked(exp.Min(this=packed))

    def filtered(self, aggregate: exp.Expr, condition: exp.Expr | None) -> exp.Expr:
        if condition is None or _PACKED not in aggregate.meta:
            return super().filtered(aggregate, condition)
        found = aggregate.find(exp.Max, exp.Min)
        assert found is not None
        found.replace(super().filtered(found.copy(), condition))
        return aggregate

    def _packed(self, value: exp.Expr, time: exp.Expr, type_: str) -> exp.Expr | None:
        """Write a moment and a whole number as one; ``None`` where they are wider than 64 bits, or something else."""
        if type_ != "integer" or not isinstance(value, exp.Column) or not isinstance(time, exp.Column):
            return None
        types = self._types(value.table)
        if types.get(value.name) != "BIGINT":
            return None
        match types.get(time.name):
            case "DATE":
                day = exp.cast(exp.Literal.string("1970-01-01"), "date")
                moment: exp.Expr = exp.paren(exp.Sub(this=time.copy(), expression=day))
            case "TIMESTAMP" | "TIMESTAMP WITH TIME ZONE":
                # Of the infinite moments the first alone is on a day that is asked for.
                micros = exp.Anonymous(this="EPOCH_US", expressions=[time.copy()])
                moment = exp.Coalesce(this=micros, expressions=[exp.Literal.number(_EARLIEST)])
            case _:
                return None
        above = exp.Mul(this=_wide(moment), expression=exp.Literal.number(_WHOLE))
        return exp.Add(this=above, expression=value.copy())


def _wide(value: exp.Expr) -> exp.Expr:
    return exp.cast(value, "hugeint", dialect="duckdb")


def _unpacked(packed: exp.Expr) -> exp.Expr:
    """Take the number out of the pair: the lower 64 bits, of which the first is the sign."""
    moved = exp.paren(exp.Add(this=packed, expression=_wide(exp.Literal.number(_HALF))))
    lower = exp.paren(exp.BitwiseAnd(this=moved, expression=_wide(exp.Literal.number(_WHOLE - 1))))
    found = exp.cast(exp.paren(exp.Sub(this=lower, expression=_wide(exp.Literal.number(_HALF)))), "bigint", dialect="duckdb")
    found.meta[_PACKED] = True
    return found
