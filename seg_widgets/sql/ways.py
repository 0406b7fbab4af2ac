"""From rows to the entity that they are of, and the days that they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlglot import exp

from seg_widgets.plan import Anchored, Days
from seg_widgets.schema import Schema
from seg_widgets.schema.relations import Path
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import column, table

OWNER = "owner"
"""The alias of the key by which a scan is grouped."""


@dataclass
class Way:
    """The tables that lead from rows to their entity: the first, and the others with what each is joined on."""

    first: exp.Expr
    joins: list[tuple[exp.Expr, exp.Expr]] = field(default_factory=list)


class Aliases:
    """Gives each table of a query a name of its own; its own name where that is free."""

    def __init__(self, *taken: str) -> None:
        self.taken = {t.lower() for t in taken}

    def of(self, name: str) -> str:
        """Give a free alias for a table."""
        alias, number = name, 2
        while alias.lower() in self.taken:
            alias, number = f"{name}_{number}", number + 1
        self.taken.add(alias.lower())
        return alias


def owned(
    start: str, path: Path, schema: Schema, made: Dialect, as_of: date | None, aliases: Aliases | None = None
) -> tuple[exp.Column, Way, list[exp.Expr]]:
    """Give the column that holds the entity's key at the end of a path, and the tables to join on the way.

    Parameters
    ----------
    as_of
        The day on which interval rows on the way must exist.

    Returns
    -------
    tuple
        The key's column; the tables to join on the way; the conditions that what lies between exists.
    """
    aliases = aliases or Aliases(start)
    way = Way(table(start))
    exists: list[exp.Expr] = []
    at = start
    for step in path[:-1]:
        target = aliases.of(step.target)
        on = exp.EQ(this=column(step.column, at), expression=column(schema.tables[step.target].key or "", target))
        way.joins.append((table(step.target, target), on))
        if as_of is not None:
            exists += existing(step.target, target, schema, made, as_of)
        at = target
    return column(path[-1].column, at), way, exists


def existing(name: str, alias: str, schema: Schema, made: Dialect, as_of: date) -> list[exp.Expr]:
    """Give the condition that a row exists on a day: of an interval table, that it does not start later."""
    described = schema.tables[name]
    if described.kind != "interval":
        return []
    day = made.day(column(described.time or "", alias), described.columns[described.time or ""].type or "")
    later = exp.GT(this=day, expression=made.literal(as_of))
    return [exp.not_(exp.Coalesce(this=later, expressions=[exp.false()]))]


def present(value: exp.Expr) -> exp.Expr:
    """Write that a value is not missing, as one would by hand."""
    return exp.Is(this=value, expression=exp.Not(this=exp.null()))


def within(day: exp.Expr, days: Days, made: Dialect) -> exp.Expr:
    """Write that a day lies in a range of days."""
    if days.first is None:
        return exp.LTE(this=day, expression=made.literal(days.last))
    if days.first > days.last:
        return exp.false()
    return exp.Between(this=day, low=made.literal(days.first), high=made.literal(days.last))


def hull_of(given: Sequence[Days | Anchored]) -> Days:
    """Give the smallest range that holds all ranges (an empty one holds nothing, and does not count)."""
    ranges = [Days(None, days.last) if isinstance(days, Anchored) else days for days in given]
    full = [r for r in ranges if r.first is None or r.first <= r.last]
    if not full:
        return ranges[0]
    firsts = [r.first for r in full]
    first: date | None = None if None in firsts else min(f for f in firsts if f is not None)
    return Days(first, max(r.last for r in full))
