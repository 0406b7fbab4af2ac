"""Related groups in SQL: what is counted of the related entities, and what follows from the numbers."""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from seg_widgets.plan import RelatedPlan
from seg_widgets.sql.conditions import Conditions
from seg_widgets.sql.dialects import Dialect

Number = Callable[[str], "exp.Expr"]
"""Gives a number by its name, 0 where there are no related entities."""


def numbers(related: RelatedPlan, conditions: Conditions, *, kleene: bool) -> dict[str, exp.Expr]:
    """Write what is counted, by name, of the related entities that exist.

    ``n`` is how many are in scope and meet the condition. With a share, ``scope`` is how many are in scope. For Kleene's
    logic: ``yes`` and ``maybe`` surely or perhaps meet both; with a share also ``sure`` (surely in scope), ``spoiling``
    (perhaps in scope, and not surely met), ``top`` and ``perhaps`` (perhaps in scope, perhaps met).
    """
    made = conditions.expressions.made
    true = exp.true()
    scope = conditions.condition(related.scope) if related.scope is not None else true.copy()
    where = conditions.condition(related.where)
    found = {"n": _how_many(_both(scope, where), made)}
    if related.share is not None:
        found["scope"] = _how_many(scope.copy(), made)
    if not kleene:
        return found
    in_scope = conditions.kleene(related.scope) if related.scope is not None else true.copy()
    met = conditions.kleene(related.where)
    both = exp.paren(_both(in_scope, met))
    found["yes"] = _how_many(both, made)
    found["maybe"] = _how_many(_unknown(both.copy()), made)
    if related.share is not None:
        perhaps_met = exp.Coalesce(this=met.copy(), expressions=[true.copy()])
        not_surely = exp.not_(exp.Coalesce(this=met.copy(), expressions=[exp.false()]))
        found["sure"] = _how_many(in_scope.copy(), made)
        found["spoiling"] = _how_many(_both(_unknown(in_scope.copy()), not_surely), made)
        found["top"] = _how_many(exp.Coalesce(this=both.copy(), expressions=[true.copy()]), made)
        found["perhaps"] = _how_many(_both(_unknown(in_scope.copy()), perhaps_met), made)
    return found


def met(related: RelatedPlan, number: Number, made: Dialect) -> exp.Expr:
    """Write whether the group is met, from its numbers."""
    if related.share is not None:
        return _share(number("n"), number("scope"), related.share, made)
    n = number("n")
    if related.high is None:
        return exp.GTE(this=n, expression=made.literal(related.low))
    if related.low == related.high:
        return exp.EQ(this=n, expression=made.literal(related.low))
    return exp.LTE(this=n, expression=made.literal(related.high))


def kleene(related: RelatedPlan, number: Number, made: Dialect) -> exp.Expr:
    """Write the group's answer in Kleene's logic: true, false, or NULL for unknown."""
    if related.share is not None:
        surely = _share(number("yes"), exp.paren(exp.Add(this=number("sure"), expression=number("spoiling"))), related.share, made)
        surely = exp.and_(exp.GTE(this=number("sure"), expression=made.literal(1)), surely)
        bottom = exp.paren(exp.Add(this=number("sure"), expression=number("perhaps")))
        possibly = _share(number("top"), bottom, related.share, made)
    else:
        most = exp.paren(exp.Add(this=number("yes"), expression=number("maybe")))
        surely = exp.GTE(this=number("yes"), expression=made.literal(related.low))
        possibly = exp.GTE(this=most, expression=made.literal(related.low))
        if related.high is not None:
            surely = exp.and_(surely, exp.LTE(this=most.copy(), expression=made.literal(related.high)))
            possibly = exp.and_(possibly, exp.LTE(this=number("yes"), expression=made.literal(related.high)))
    return exp.Case(ifs=[exp.If(this=surely, true=exp.true()), exp.If(this=exp.not_(exp.paren(possibly)), true=exp.false())])


def _share(part: exp.Expr, whole: exp.Expr, share: float, made: Dialect) -> exp.Expr:
    enough = exp.GTE(this=exp.Div(this=made.double(part), expression=made.double(whole)), expression=made.double(made.literal(share)))
    some = exp.GTE(this=whole.copy(), expression=made.literal(1))
    return exp.Case(ifs=[exp.If(this=some, true=enough)], default=exp.false())


def _both(a: exp.Expr, b: exp.Expr) -> exp.Expr:
    if isinstance(a, exp.Boolean) and a.this:
        return b.copy()
    return exp.and_(a.copy(), b.copy())


def _unknown(condition: exp.Expr) -> exp.Expr:
    return exp.Is(this=exp.paren(condition), expression=exp.null())


def _how_many(condition: exp.Expr, made: Dialect) -> exp.Expr:
    if isinstance(condition, exp.Boolean) and condition.this:
        return exp.Count(this=exp.Star())
    return exp.Count(this=exp.Case(ifs=[exp.If(this=condition, true=made.literal(1))]))
