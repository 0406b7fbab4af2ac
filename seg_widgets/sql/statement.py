"""The whole segment as one readable statement: what a colleague would run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlglot import exp

from seg_widgets.plan import ColumnLeaf, GroupPlan, Leaf, Plan, RelatedPlan
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import column, identifier
from seg_widgets.sql.query import EntityQuery
from seg_widgets.sql.shared import Shared, Universe
from seg_widgets.sql.ways import OWNER


def statement(plan: Plan, schema: Schema, made: Dialect, also: Sequence[str] = ()) -> exp.Select:
    """Write the statement that gives the keys of the members, in one column named as the entity's key.

    Parameters
    ----------
    also
        Further columns of the entity to give beside the key.
    """
    shared = Shared(schema, made, plan.as_of, plan.universe)
    query = EntityQuery(plan.entity, [plan.tree], shared)
    return with_parts(query.select(*(column(c, plan.entity) for c in (schema.tables[plan.entity].key or "", *also))), shared)


def figures(entity: str, wanted: Sequence[Leaf], names: Sequence[str], as_of: date, schema: Schema, made: Dialect) -> exp.Select:
    """Write a statement that gives leaves as columns ``names``, beside the entity's key as ``owner``: all rows, in no order."""
    shared = Shared(schema, made, as_of, {})
    query = EntityQuery(entity, [], shared, values=wanted, everyone=True)
    columns = [exp.alias_(query.leaf(leaf), identifier(name)) for leaf, name in zip(wanted, names, strict=True)]
    key = exp.alias_(column(schema.tables[entity].key or "", entity), OWNER)
    return with_parts(query.select(key, *columns), shared)


def how_many(plan: Plan, schema: Schema, made: Dialect, worth: ColumnLeaf | None = None) -> exp.Select:
    """Write a statement that counts a segment, in one row.

    Parameters
    ----------
    worth
        What an entity is worth, to be added up.

    Returns
    -------
    Select
        Columns ``universe``, ``members``, ``unknown`` (not in, but Kleene's answer is unknown), ``in_unknown`` (in, and unknown); with
        ``worth`` also ``inside`` and ``total`` (in double precision, NULL of nothing) and ``without``, those without a value.
    """
    shared = Shared(schema, made, plan.as_of, plan.universe)
    query = EntityQuery(plan.entity, [plan.tree], shared, values=[worth] if worth is not None else [], kleene=True)
    met = exp.Coalesce(this=query.conditions.condition(plan.tree), expressions=[exp.false()])
    unknown = exp.Is(this=exp.paren(query.conditions.kleene(plan.tree)), expression=exp.null())

    def counted(condition: exp.Expr, value: exp.Expr | None = None) -> exp.Expr:
        return exp.Case(ifs=[exp.If(this=condition.copy(), true=(value or made.literal(1)).copy())])

    figures: dict[str, exp.Expr] = {
        "universe": exp.Count(this=exp.Star()),
        "members": exp.Count(this=counted(met)),
        "unknown": exp.Count(this=counted(exp.and_(exp.not_(met.copy()), unknown.copy()))),
        "in_unknown": exp.Count(this=counted(exp.and_(met.copy(), unknown.copy()))),
    }
    if worth is not None:
        value = made.double(query.leaf(worth))
        figures |= {"inside": exp.Sum(this=counted(met, value)), "total": exp.Sum(this=value.copy())}
        figures["without"] = exp.Count(this=counted(exp.Is(this=value.copy(), expression=exp.null())))
    return with_parts(query.select(*(exp.alias_(sql, name) for name, sql in figures.items()), conditions=False), shared)


def pair_numbers(related: RelatedPlan, as_of: date, universe: Universe, schema: Schema, made: Dialect) -> exp.Select:
    """Write a statement that answers a related group which compares with the entity outside, entity by entity.

    Returns
    -------
    Select
        Columns ``owner``, ``met`` (Boolean) and ``kleene`` (Boolean or NULL for unknown).
    """
    shared = Shared(schema, made, as_of, universe)
    query = EntityQuery(related.entity, [GroupPlan("all", (related,))], shared, everyone=True, kleene=True)
    key = exp.alias_(column(schema.tables[related.entity].key or "", related.entity), OWNER)
    met = exp.alias_(query.conditions.condition(related), "met")
    kleene = exp.alias_(query.conditions.kleene(related), "kleene")
    return with_parts(query.select(key, met, kleene, conditions=False), shared)


def with_parts(found: exp.Select, shared: Shared) -> exp.Select:
    """Put the named parts of a statement before it."""
    for name, part in shared.parts:
        found = found.with_(identifier(name), as_=part, copy=False)
    return found
