"""A segmentation as one statement: who is in which part, or how many are; no entity passes through whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from seg_widgets.plan import ColumnLeaf, Expr, NodePlan, Plan
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import Names, column, identifier
from seg_widgets.sql.query import EntityQuery
from seg_widgets.sql.shared import Shared
from seg_widgets.sql.statement import with_parts


@dataclass(frozen=True)
class Parting:
    """A dimension of a segmentation, cut.

    Attributes
    ----------
    words
        What its slices are called.
    trees
        Whom each holds. An entity is in the first that it meets; in none of them, it is in no part.
    overlap
        An entity is in each that it meets, as where the elements of a list are told apart.
    """

    words: tuple[str, ...]
    trees: tuple[NodePlan, ...]
    overlap: bool = False


def parted(plan: Plan, by: Sequence[Parting], names: Sequence[str], schema: Schema, made: Dialect, also: Sequence[str] = ()) -> exp.Select:
    """Write the statement that gives the members of all parts.

    Parameters
    ----------
    plan
        What the segmentation is of.
    names
        What the columns of the dimensions are called.
    also
        Further columns of the entity to give beside the key.

    Returns
    -------
    Select
        One row a member and part: the entity's key under its name, ``also``, and ``names``, the words of the slice it is in.
    """
    own = [schema.tables[plan.entity].key or "", *also]
    found, places = _placed(plan, by, own, schema, made, lambda parting, n: made.literal(parting.words[n]))
    columns: list[exp.Expr] = [column(name, "found") for name in own]
    columns += [exp.alias_(column(place, "found"), identifier(name)) for place, name in zip(places, names, strict=True)]
    known = [exp.Is(this=column(place, "found"), expression=exp.Not(this=exp.null())) for place in places]
    return exp.select(*columns).from_(found).where(*known)


def part_counts(plan: Plan, by: Sequence[Parting], schema: Schema, made: Dialect, worth: ColumnLeaf | None = None) -> exp.Select:
    """Write the statement that counts the parts.

    Parameters
    ----------
    worth
        What an entity is worth, to be added up.

    Returns
    -------
    Select
        One row a part that has members, and one for each combination with NULL, who are in no part: for each dimension the place of
        its slice, then ``members`` and, with ``worth``, ``inside`` (in double precision, NULL of nothing).
    """
    own = [worth.column] if worth is not None else []
    found, places = _placed(plan, by, own, schema, made, lambda _, n: made.literal(n))
    columns: list[exp.Expr] = [column(place, "found") for place in places]
    columns.append(exp.alias_(exp.Count(this=exp.Star()), "members"))
    if worth is not None:
        value = made.double(made.read(column(worth.column, "found"), worth.type))
        columns.append(exp.alias_(exp.Sum(this=value), "inside"))
    return exp.select(*columns).from_(found).group_by(*(column(place, "found") for place in places))


def different(entity: str, of: Expr, most: int, as_of: date, schema: Schema, made: Dialect) -> exp.Select:
    """Write the statement that gives the values of an expression, in one column ``v``: without missing ones, of lists those of their
    elements, in no order; no more than ``most``."""
    shared = Shared(schema, made, as_of, {})
    query = EntityQuery(entity, [], shared, values=[of], everyone=True)
    value = query.expressions.expr(of)
    if isinstance(of, ColumnLeaf) and of.type == "list":
        value = exp.Explode(this=value)
    inner = with_parts(query.select(exp.alias_(value, "v")), shared).subquery("found")
    there = exp.Is(this=column("v", "found"), expression=exp.Not(this=exp.null()))
    return exp.select(column("v", "found")).distinct().from_(inner).where(there).limit(most)


def _placed(
    plan: Plan, by: Sequence[Parting], own: Sequence[str], schema: Schema, made: Dialect, said: Callable[[Parting, int], exp.Expr]
) -> tuple[exp.Subquery, list[str]]:
    """Write who is in what the segmentation is of, with columns of their own and, for each dimension, what is said of their slice."""
    shared = Shared(schema, made, plan.as_of, plan.universe)
    query = EntityQuery(plan.entity, [plan.tree, *(tree for parting in by for tree in parting.trees)], shared)
    names = Names(set(own))
    places = [names.new(f"part {number}") for number in range(len(by))]
    columns: list[exp.Expr] = [column(name, plan.entity) for name in own]
    joined: list[exp.Expr] = []
    inside = [query.conditions.condition(plan.tree)]
    for parting, place in zip(by, places, strict=True):
        met = [query.conditions.condition(tree) for tree in parting.trees]
        if not parting.overlap:
            ifs = [exp.If(this=condition, true=said(parting, n)) for n, condition in enumerate(met)]
            columns.append(exp.alias_(exp.Case(ifs=ifs), place))
            continue
        listed = f"slices_of_{place}"
        joined.append(exp.values([(n,) for n in range(len(met))], alias=listed, columns=["n"]))
        number = column("n", listed)
        each = [exp.EQ(this=number, expression=made.literal(n)) for n in range(len(met))]
        columns.append(exp.alias_(exp.Case(ifs=[exp.If(this=at.copy(), true=said(parting, n)) for n, at in enumerate(each)]), place))
        inside.append(exp.Case(ifs=[exp.If(this=at.copy(), true=condition) for at, condition in zip(each, met, strict=True)]))
    found = query.select(*columns, conditions=False)
    for values in joined:
        found = found.join(values, join_type="cross", copy=False)
    return with_parts(found.where(*inside, copy=False), shared).subquery("found"), places
