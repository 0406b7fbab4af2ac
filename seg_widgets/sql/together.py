"""One scan of a dated table for several row filters: what each is about stands beside its aggregates.

An engine that holds more than one machine's rows pays for what it reads. It reads a table's rows once, those that any of the
filters asks for, and each aggregate takes its own: ``COUNT(*) FILTER (WHERE feature = 'Reports')``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from seg_widgets.plan import AggregateLeaf, Anchored, Compare, Days, GroupPlan, Leaf, Literal, Rows, reach
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import identifier, words_of
from seg_widgets.sql.reader import RowReader
from seg_widgets.sql.rows import scan
from seg_widgets.sql.shared import by_rows
from seg_widgets.sql.ways import hull_of

Filters = Mapping[Rows, Sequence[AggregateLeaf]]
"""Rows that differ in their filter alone, with the aggregates of each."""


def together(wanted: Sequence[Leaf]) -> list[dict[Rows, list[AggregateLeaf]]]:
    """Put aggregates together that one scan can give: of a table on one way to one entity, whatever the filter."""
    found: dict[Rows, dict[Rows, list[AggregateLeaf]]] = {}
    for rows, batch in by_rows(wanted).items():
        found.setdefault(replace(rows, where=None, end=None, holds_on=None), {})[rows] = batch
    return list(found.values())


def scan_together(
    filters: Filters, names: Mapping[AggregateLeaf, str], schema: Schema, made: Dialect, *, bits: bool = False, way: str | None = None
) -> exp.Select:
    """Write the scan.

    Parameters
    ----------
    names
        The names of the columns.
    bits, way
        As of :func:`~seg_widgets.sql.rows.scan`.

    Returns
    -------
    Select
        Columns ``owner`` (the entity's key, never missing) and ``names``.
    """
    if len(filters) == 1:
        [(rows, batch)] = filters.items()
        return scan(rows, batch, [names[leaf] for leaf in batch], schema, made, bits=bits, way=way)
    readers = {rows: RowReader(rows, schema, made, bits=bits, way=way) for rows in filters}
    hulls = {rows: hull_of_batch(rows, batch) for rows, batch in filters.items()}
    hull = hull_of(list(hulls.values()))
    of_each = {rows: own(reader) for rows, reader in readers.items()}
    columns = [
        exp.alias_(readers[rows].aggregate(leaf, hull if rows.holds_on is None else None, copies(of_each[rows])), identifier(names[leaf]))
        for rows, batch in filters.items()
        for leaf in batch
    ]
    read = next(iter(readers.values()))
    outside = any(reach(rows.where) > 0 for rows in filters)
    outside = outside or any(isinstance(leaf.days, Anchored) for batch in filters.values() for leaf in batch)
    query, owner = read.select_where(columns, asked_for(readers, hulls, hull), outside=outside)
    return query.group_by(owner.copy(), copy=False)


def asked_for(readers: Mapping[Rows, RowReader], hulls: Mapping[Rows, Days], hull: Days) -> list[exp.Expr]:
    """Write that a row is asked for by one of several filters: what none of them asks for is not read.

    Parameters
    ----------
    hulls, hull
        The days that each filter's aggregates ask for, and those of all.
    """
    asked = [own(read) + ([read.within(hulls[rows])] if hulls[rows] != hull else []) for rows, read in readers.items()]
    inside = next(iter(readers.values())).in_days(hull)
    if all(asked):
        inside.append(exp.or_(*(exp.and_(*conditions, copy=False) for conditions in asked), copy=False))
    return inside


def hull_of_batch(rows: Rows, batch: Sequence[AggregateLeaf]) -> Days:
    """Give the days that aggregates of the same rows ask for."""
    return hull_of([leaf.days for leaf in batch]) if rows.holds_on is None else Days(None, rows.holds_on)


def own(read: RowReader) -> list[exp.Expr]:
    """Write what a filter asks of a row, beside its day."""
    holding = [read.holding(read.day())] if read.rows.holds_on is not None else []
    return holding + ([read.conditions.condition(read.rows.where)] if read.rows.where is not None else [])


def copies(conditions: Sequence[exp.Expr]) -> list[exp.Expr]:
    """Copy conditions: an expression stands in one place."""
    return [condition.copy() for condition in conditions]


def words_with_filter(leaf: AggregateLeaf, several: bool) -> str:
    """Describe an aggregate for its column's name, its filter too where its scan has several: ``count automations to 20261120``."""
    if not several or leaf.rows.where is None:
        return words_of(leaf)
    what, _, days = words_of(leaf).partition(" ")
    filtered = " ".join(str(value) for value in _values(leaf.rows.where))[:24]
    return " ".join(part for part in (what, filtered, days) if part)


def _values(where: GroupPlan) -> list[Literal]:
    found: list[Literal] = []
    for member in where.members:
        if isinstance(member, GroupPlan):
            found += _values(member)
        elif isinstance(member, Compare):
            right = member.right if isinstance(member.right, tuple) else (member.right,)
            found += [value for value in right if isinstance(value, int | float | str)]
    return found
