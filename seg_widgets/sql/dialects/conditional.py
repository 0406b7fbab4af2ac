"""Aggregates of some rows, for engines without FILTER: what is aggregated is made missing in the other rows."""

from __future__ import annotations

from sqlglot import exp


def conditional(aggregate: exp.Expr, condition: exp.Expr) -> exp.Expr:
    """Aggregate only the rows that meet a condition; every aggregate leaves missing values out."""
    made = aggregate.copy()
    if isinstance(made, exp.Count):
        distinct = made.this if isinstance(made.this, exp.Distinct) else None
        if distinct is not None:
            distinct.set("expressions", [_where(condition, distinct.expressions[0])])
        else:
            made.set("this", _where(condition, exp.Literal.number(1) if isinstance(made.this, exp.Star) else made.this))
        return made
    listed = list(made.find_all(exp.ArrayAgg))
    for each in listed:
        at: exp.Expr = each
        while isinstance(at.this, exp.IgnoreNulls | exp.Order | exp.Limit):
            at = at.this
        at.set("this", _where(condition, at.this))
    if listed:
        for counted in made.find_all(exp.Count):
            counted.set("this", _where(condition, counted.this))
        return made
    if isinstance(made, exp.WithinGroup):
        ordered = made.expression.expressions[0]
        ordered.set("this", _where(condition, ordered.this))
        return made
    made.set("this", _where(condition, made.this))
    return made


def _where(condition: exp.Expr, value: exp.Expr) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=condition.copy(), true=value.copy())])
