"""An entity beside others, in SQL: among its peers, in its tier, against figures to look up."""

from __future__ import annotations

from typing import Protocol

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import ColumnLeaf, Leaf, LookupLeaf, PeersLeaf, TierLeaf
from seg_widgets.sql.dialects import Dialect, column_value
from seg_widgets.sql.expressions import Expressions
from seg_widgets.sql.names import column, table
from seg_widgets.sql.ways import OWNER, present


class Query(Protocol):
    """A query over those whom an entity is compared with."""

    made: Dialect
    expressions: Expressions

    def leaf(self, leaf: Leaf) -> exp.Expr: ...
    def key_of(self, entity: str, alias: str) -> exp.Column: ...
    def select(self, *what: exp.Expr, conditions: bool = True) -> exp.Select: ...


def peers(query: Query, leaf: PeersLeaf) -> exp.Select:
    """Write the statistic of each set of peers: columns ``by_0`` ... and one named as the statistic."""
    made = query.made
    by = [query.leaf(each) for each in leaf.by]
    value = made.double(query.expressions.expr(leaf.of))
    match leaf.stat:
        case "median":
            stat = made.median(value)
        case "mean":
            stat = exp.Avg(this=value)
        case "quantile":
            stat = made.quantile(value, leaf.q or 0.0)
        case _:
            raise UnsupportedError(Problem("unknown-aggregation", f"SQL does not know the statistic {leaf.stat!r}."))
    columns = [exp.alias_(each, f"by_{n}") for n, each in enumerate(by)]
    found = query.select(*columns, exp.alias_(stat, leaf.stat))
    return found.where(*(present(each.copy()) for each in by), copy=False).group_by(*(each.copy() for each in by), copy=False)


def tiers(query: Query, leaf: TierLeaf) -> exp.Select:
    """Write the tier of each entity that has a value: columns ``owner`` and ``tier``."""
    made = query.made
    value = query.expressions.expr(leaf.of)
    having = query.select(exp.alias_(query.key_of(leaf.entity, leaf.entity), OWNER), exp.alias_(value, "figure"))
    having = having.where(present(value.copy()), copy=False)
    rank = exp.Window(this=exp.Rank(), order=exp.Order(expressions=[exp.Ordered(this=column("figure"), nulls_first=False)]))
    above = exp.paren(exp.Mul(this=exp.paren(exp.Sub(this=rank, expression=made.literal(1))), expression=made.literal(leaf.k)))
    share = exp.Div(this=made.double(above), expression=made.double(exp.Window(this=exp.Count(this=exp.Star()))))
    tier = exp.Add(this=made.floor(share), expression=made.literal(1))
    return exp.select(column(OWNER), exp.alias_(tier, "tier")).from_(having.subquery("having_a_figure"))


def lookup(leaf: LookupLeaf, made: Dialect) -> exp.Select:
    """Write the figures to be found: columns ``on_0`` ... and ``figure``."""
    on = [alike(theirs, column_value(theirs, column(theirs.column, leaf.table), made), made) for _, theirs in leaf.on]
    only = exp.EQ(this=exp.Count(this=exp.Star()), expression=made.literal(1))
    value = made.least(column_value(leaf.column, column(leaf.column.column, leaf.table), made), leaf.type)
    figure = exp.alias_(exp.Case(ifs=[exp.If(this=only, true=value)]), "figure")
    columns = [exp.alias_(each, f"on_{n}") for n, each in enumerate(on)]
    fixed = [
        exp.EQ(
            this=alike(theirs, column_value(theirs, column(theirs.column, leaf.table), made), made),
            expression=made.literal(value),
        )
        for theirs, value in leaf.given
    ]
    found = exp.select(*columns, figure).from_(table(leaf.table)).where(*(present(each.copy()) for each in on), *fixed)
    return found.group_by(*(each.copy() for each in on)) if on else found


def alike(leaf: ColumnLeaf, found: exp.Expr, made: Dialect) -> exp.Expr:
    """Ready a value to be found by: dates by their local day."""
    return made.day(found, leaf.type) if leaf.type in ("date", "timestamp", "timestamp_tz") else found
