"""One scan of a dated table: the aggregates that share its rows, one row an entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from seg_widgets.plan import AggregateLeaf, Anchored, ColumnLeaf, Days, Rows
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import column, identifier
from seg_widgets.sql.reader import Lying, RowReader
from seg_widgets.sql.ways import OWNER, hull_of, present, within

DISTINCT = ("active_days", "distinct")


MANY = 3
"""From so many ranges of days on, distinct days or values are counted in two steps."""


def scan(
    rows: Rows,
    leaves: Sequence[AggregateLeaf],
    names: Sequence[str],
    schema: Schema,
    made: Dialect,
    lying: Lying | None = None,
    *,
    bits: bool = False,
    way: str | None = None,
) -> exp.Select:
    """Write the scan.

    Parameters
    ----------
    rows
        The table, the way to the entity, the filter.
    leaves, names
        The aggregates and the names of their columns.
    lying
        Where the rows are, if not in their table.
    bits
        Count distinct days as the bits of a row of days, which the embedded DuckDB does at a third of the cost; what is written for
        others to read counts them in words.
    way
        A table that leads from what rows link to, to the entity's place: columns ``key`` and ``place``. ``None``: by the tables on the
        way, to its key.

    Returns
    -------
    Select
        Columns ``owner`` (the entity's key, never missing, or its place) and ``names``.
    """
    read = RowReader(rows, schema, made, lying, bits=bits, way=way)
    hull = None if rows.holds_on is not None else hull_of([leaf.days for leaf in leaves])
    columns = [exp.alias_(read.aggregate(leaf, hull), identifier(name)) for leaf, name in zip(leaves, names, strict=True)]
    query, owner = read.select(columns, hull, outside=any(isinstance(leaf.days, Anchored) for leaf in leaves))
    if bits and isinstance(leaves[0].days, Anchored) and all(leaf.days == leaves[0].days for leaf in leaves):
        query = query.where(read.within(leaves[0].days), copy=False)  # who has no row in them needs no group
    return query.group_by(owner.copy(), copy=False)


def scan_distinct(
    rows: Rows,
    leaves: Sequence[AggregateLeaf],
    names: Sequence[str],
    schema: Schema,
    made: Dialect,
    lying: Lying | None = None,
    *,
    way: str | None = None,
) -> exp.Select:
    """Write a scan that counts distinct days, or distinct values of one column, in many ranges of days.

    First a row for each owner and day (or value, with a mark for each range that it occurs in); then these are counted. An engine
    that keeps a set for each of forty ranges takes ten times as long.

    Parameters and what it returns are those of :func:`scan`; all leaves are of one aggregation and column, in plain days.
    """
    read = RowReader(rows, schema, made, lying, way=way, bits=way is not None)
    ranges = [leaf.days for leaf in leaves if isinstance(leaf.days, Days)]
    hull, of = hull_of(ranges), leaves[0].column
    value = read.counted(of) if of is not None else read.day()
    columns: list[exp.Expr] = [exp.alias_(value, "counted")]
    if of is None:
        found = column("counted", "once")
        counts = [made.filtered(exp.Count(this=exp.Star()), within(found.copy(), days, made)) for days in ranges]
    elif len(ranges) == 1:
        counts = [exp.Count(this=exp.Star())]
    else:
        marks = [exp.Case(ifs=[exp.If(this=read.within(days), true=made.literal(1))]) for days in ranges]
        columns += [exp.alias_(exp.Max(this=mark), f"in_{number}") for number, mark in enumerate(marks)]
        counts = [exp.Count(this=column(f"in_{number}", "once")) for number in range(len(marks))]
    query, owner = read.select(columns, hull)
    query = query.where(present(value.copy()), copy=False).group_by(owner.copy(), value.copy(), copy=False)
    counted = [exp.alias_(count, identifier(name)) for count, name in zip(counts, names, strict=True)]
    outer = exp.select(column(OWNER, "once"), *counted, copy=False).from_(query.subquery("once"), copy=False)
    return outer.group_by(column(OWNER, "once"), copy=False)


def by_count(leaves: Sequence[AggregateLeaf], at_least: Mapping[str, int] | None = None) -> list[list[AggregateLeaf]]:
    """Part leaves of the same rows into what is read by one scan: those for :func:`scan_distinct`, and the others.

    Parameters
    ----------
    at_least
        Aggregation -> from so many ranges on it is counted apart; left out, :data:`MANY`.
    """
    alike: dict[tuple[str, ColumnLeaf | None], list[AggregateLeaf]] = {}
    for leaf in leaves:
        if leaf.agg in DISTINCT and leaf.rows.holds_on is None and isinstance(leaf.days, Days):
            alike.setdefault((leaf.agg, leaf.column), []).append(leaf)
    many = [batch for (agg, _), batch in alike.items() if len(batch) >= (at_least or {}).get(agg, MANY)]
    apart = {leaf for batch in many for leaf in batch}
    others = [leaf for leaf in leaves if leaf not in apart]
    return [*([others] if others else []), *many]
