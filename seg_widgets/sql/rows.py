"""One scan of a dated table: the aggregates that share its rows, one row an entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeGuard

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, Anchored, ColumnLeaf, Days, Leaf, OuterExpr, Rows, reach
from seg_widgets.plan.calendar import DAYS, MONTHS
from seg_widgets.schema import Schema
from seg_widgets.schema.relations import Path
from seg_widgets.sql.conditions import Conditions
from seg_widgets.sql.dialects import Dialect, column_value
from seg_widgets.sql.expressions import Expressions
from seg_widgets.sql.names import column, identifier, table

OWNER = "owner"
"""The alias of the key by which a scan is grouped."""


@dataclass(frozen=True)
class Lying:
    """Where rows lie that were read before: a table with the owner, the day, and some of the rows' own columns.

    Attributes
    ----------
    name
        The table.
    owner, day
        Its columns with the owner and the local day.
    stands_for
        A column of the rows -> another that is equal where it is equal, and so has as many distinct values.
    """

    name: str
    owner: str
    day: str
    stands_for: Mapping[str, str] = field(default_factory=dict)


def scan(
    rows: Rows,
    leaves: Sequence[AggregateLeaf],
    names: Sequence[str],
    schema: Schema,
    made: Dialect,
    lying: Lying | None = None,
    *,
    bits: bool = False,
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

    Returns
    -------
    Select
        Columns ``owner`` (the entity's key, never missing) and ``names``.
    """
    read = RowReader(rows, schema, made, lying, bits=bits)
    hull = None if rows.holds_on is not None else hull_of([leaf.days for leaf in leaves])
    columns = [exp.alias_(read.aggregate(leaf, hull), identifier(name)) for leaf, name in zip(leaves, names, strict=True)]
    query, owner = read.select(columns, hull, outside=any(isinstance(leaf.days, Anchored) for leaf in leaves))
    return query.group_by(owner.copy(), copy=False)


DISTINCT = ("active_days", "distinct")
MANY = 3
"""From so many ranges of days on, distinct days or values are counted in two steps."""


def scan_distinct(
    rows: Rows, leaves: Sequence[AggregateLeaf], names: Sequence[str], schema: Schema, made: Dialect, lying: Lying | None = None
) -> exp.Select:
    """Write a scan that counts distinct days, or distinct values of one column, in many ranges of days.

    First a row for each owner and day (or value, with a mark for each range that it occurs in); then these are counted. An engine
    that keeps a set for each of forty ranges takes ten times as long.

    Parameters and what it returns are those of :func:`scan`; all leaves are of one aggregation and column, in plain days.
    """
    read = RowReader(rows, schema, made, lying)
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


EAGER = frozenset({"count", "first_day", "last_day", "min", "max"})
"""Aggregates that are of the whole what they are of the parts' aggregates."""


def scan_led(rows: Rows, leaves: Sequence[AggregateLeaf], names: Sequence[str], schema: Schema, made: Dialect, way: str) -> exp.Select:
    """Write a scan of :data:`EAGER` aggregates of rows that reach their owner by way of others: first by what they link to.

    A million contacts are led to their accounts, and not their hundred million uses.

    Parameters
    ----------
    way
        A table that leads from what rows link to, to their owner: columns ``key`` and ``place``.

    Returns
    -------
    Select
        As of :func:`scan`; ``owner`` is the way's ``place``.
    """
    read = RowReader(rows, schema, made)
    hull = hull_of([leaf.days for leaf in leaves])
    link = column(rows.path[0].column, rows.table)
    inside = [within(read.day(), hull, made), *([read.conditions.condition(rows.where)] if rows.where is not None else [])]
    columns = [exp.alias_(read.aggregate(leaf, hull), identifier(name)) for leaf, name in zip(leaves, names, strict=True)]
    query = exp.select(exp.alias_(link, "link"), *columns, copy=False).from_(table(rows.table), copy=False)
    query = query.where(*inside, copy=False).group_by(link.copy(), copy=False)
    whole = [exp.alias_(_of_parts(leaf, column(name, "part"), made), identifier(name)) for leaf, name in zip(leaves, names, strict=True)]
    owner = column("place", "way")
    outer = exp.select(exp.alias_(owner, OWNER), *whole, copy=False).from_(query.subquery("part"), copy=False)
    on = exp.EQ(this=column("link", "part"), expression=column("key", "way"))
    return outer.join(table(way, "way"), on=on, copy=False).group_by(owner.copy(), copy=False)


def _of_parts(leaf: AggregateLeaf, part: exp.Expr, made: Dialect) -> exp.Expr:
    of = leaf.column.type if leaf.column is not None else "date"
    match leaf.agg:
        case "count":
            return exp.Sum(this=part)
        case "first_day" | "min":
            return made.least(part, of)
        case "last_day" | "max":
            return made.greatest(part, of)
        case _:
            raise UnsupportedError(Problem("unknown-aggregation", f"{leaf.agg!r} is not made of its parts."))


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


BITS = 1_100
"""So many days at most are counted as bits: 138 bytes an entity."""


def _few(days: Days | Anchored) -> TypeGuard[Days]:
    return isinstance(days, Days) and days.first is not None and 0 <= (days.last - days.first).days < BITS


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


class RowReader:
    """Reads the columns of a table's rows, and attributes of the entity that the rows are of."""

    def __init__(self, rows: Rows, schema: Schema, made: Dialect, lying: Lying | None = None, *, bits: bool = False) -> None:
        self.rows, self.schema, self.made, self.lying, self.bits = rows, schema, made, lying, bits
        self.aliases = Aliases(rows.table)
        for step in rows.path[:-1]:  # as `owned` will call them
            self.aliases.of(step.target)
        self.entity = self.aliases.of(rows.entity)
        self.conditions = Conditions(Expressions(made, self.leaf, self.outer))

    def select(self, columns: Sequence[exp.Expr], hull: Days | None, *, outside: bool = False) -> tuple[exp.Select, exp.Column]:
        """Select from the rows, on their way to the entity; give the query and the owner's column.

        Parameters
        ----------
        hull
            The days that rows may lie in; ``None``: those that hold.
        outside
            The entity's own attributes are asked for, beside those in the row filter.
        """
        rows = self.rows
        inside = [self.holding(self.day())] if rows.holds_on is not None else []
        if hull is not None:
            inside += self.in_days(hull)
        if rows.where is not None:
            inside.append(self.conditions.condition(rows.where))
        if self.lying is not None:
            query = exp.select(exp.alias_(column(self.lying.owner, rows.table), OWNER), *columns, copy=False)
            query = query.from_(table(self.lying.name, rows.table), copy=False)
            return (query.where(*inside, copy=False) if inside else query), column(self.lying.owner, rows.table)
        return self.select_where(columns, inside, outside=outside or reach(rows.where) > 0)

    def select_where(self, columns: Sequence[exp.Expr], inside: list[exp.Expr], *, outside: bool) -> tuple[exp.Select, exp.Column]:
        """Select from the rows that meet conditions, on their way to the entity; ``outside``: beside its own attributes."""
        rows, schema = self.rows, self.schema
        owner, way, exists = owned(rows.table, rows.path, schema, self.made, rows.through)
        query = exp.select(exp.alias_(owner, OWNER), *columns, copy=False).from_(way.first, copy=False)
        for joined, on in way.joins:
            query = query.join(joined, on=on, copy=False)
        if outside:
            key = column(schema.tables[rows.entity].key or "", self.entity)
            query = query.join(table(rows.entity, self.entity), on=exp.EQ(this=key, expression=owner.copy()), copy=False)
        return query.where(*inside, *exists, present(owner.copy()), copy=False), owner

    def in_days(self, hull: Days) -> list[exp.Expr]:
        """Write that a row lies in the days that are read."""
        return [within(self.day(), hull, self.made)]

    def leaf(self, leaf: Leaf) -> exp.Expr:
        assert isinstance(leaf, ColumnLeaf)  # a row filter is about the row's own columns
        return column_value(leaf, column(leaf.column, leaf.table), self.made)

    def outer(self, node: OuterExpr) -> exp.Expr:
        assert isinstance(node.of, ColumnLeaf)  # and about attributes of its entity
        return self.attribute(node.of)

    def attribute(self, leaf: ColumnLeaf) -> exp.Expr:
        """Read an attribute of the entity."""
        return column_value(leaf, column(leaf.column, self.entity), self.made)

    def moment(self, how: str) -> exp.Expr:
        """Read what the rows are put in order by."""
        return self.made.moment(*self.raw(self.rows.time), how)

    def raw(self, name: str) -> tuple[exp.Column, str]:
        type_ = self.schema.tables[self.rows.table].columns[name].type
        assert type_ is not None
        return column(name, self.rows.table), type_

    def counted(self, leaf: ColumnLeaf) -> exp.Expr:
        """Read a column whose distinct values are counted."""
        other = self.lying.stands_for.get(leaf.column) if self.lying is not None else None
        return self.leaf(leaf) if other is None else column(other, leaf.table)

    def day(self) -> exp.Expr:
        if self.lying is not None:
            return column(self.lying.day, self.rows.table)
        return self.made.day(*self.raw(self.rows.time))

    def holding(self, day: exp.Expr) -> exp.Expr:
        assert self.rows.holds_on is not None
        on = self.made.literal(self.rows.holds_on)
        started = exp.LTE(this=day, expression=on)
        if self.rows.end is None:
            return started
        end = self.made.day(*self.raw(self.rows.end))
        return exp.and_(started, exp.or_(exp.Is(this=end, expression=exp.null()), exp.GT(this=end.copy(), expression=on.copy())))

    def aggregate(self, leaf: AggregateLeaf, hull: Days | None, also: Sequence[exp.Expr] = ()) -> exp.Expr:
        """Aggregate the rows in the leaf's days, those that meet ``also`` alone; no row lies outside of ``hull``."""
        made = self.made
        conditions = [self.within(leaf.days)] if hull is not None and leaf.days != hull else []
        conditions += also
        read = self.counted if leaf.agg == "distinct" else self.leaf
        value = read(leaf.column) if leaf.column is not None else exp.null()
        of = leaf.column.type if leaf.column is not None else ""
        match leaf.agg:
            case "count":
                aggregate: exp.Expr = exp.Count(this=exp.Star())
            case "active_days" if self.bits and not also and _few(leaf.days):
                return self.bits_of_days(leaf.days)
            case "active_days":
                aggregate = exp.Count(this=exp.Distinct(expressions=[self.day()]))
            case "active_periods":
                aggregate = exp.Count(this=exp.Distinct(expressions=[self.period(leaf)]))
            case "quantile" if leaf.q is not None:
                aggregate = made.quantile(value, leaf.q)
            case "distinct":
                aggregate = exp.Count(this=exp.Distinct(expressions=[value]))
            case "first_day":
                aggregate = exp.Min(this=self.day())
            case "last_day":
                aggregate = exp.Max(this=self.day())
            case "sum":
                aggregate = made.sum(value, of)
            case "mean":
                aggregate = exp.Avg(this=made.double(value))
            case "median":
                aggregate = made.median(value)
            case "min":
                aggregate = made.least(value, of)
            case "max":
                aggregate = made.greatest(value, of)
            case "latest" | "first":
                aggregate = (made.last_by if leaf.agg == "latest" else made.first_by)(value, self.raw(self.rows.time)[0], of)
                conditions.append(present(value.copy()))
            case _:
                raise UnsupportedError(Problem("unknown-aggregation", f"SQL does not know the aggregation {leaf.agg!r}."))
        return made.filtered(aggregate, exp.and_(*conditions, copy=False) if conditions else None)

    def bits_of_days(self, days: Days) -> exp.Expr:
        """Count the days that occur: one bit for each day of the range, set where there is a row."""
        first = days.first or days.last
        number = exp.Sub(this=self.day(), expression=self.made.literal(first))
        length = (days.last - first).days
        bits = exp.Anonymous(this="BITSTRING_AGG", expressions=[number, exp.Literal.number(0), exp.Literal.number(length)])
        return exp.Anonymous(this="BIT_COUNT", expressions=[self.made.filtered(bits, self.within(days))])

    def within(self, days: Days | Anchored) -> exp.Expr:
        """Write that the row lies in the days; they may be counted from a date of the entity."""
        made, day = self.made, self.day()
        if isinstance(days, Days):
            return within(day, days, made)
        anchor = made.day(self.attribute(days.anchor), days.anchor.type)
        if days.unit in MONTHS:
            end = made.add_months(anchor.copy(), days.n * MONTHS[days.unit])
        else:
            end = made.add_days(anchor.copy(), days.n * DAYS[days.unit])
        return exp.and_(exp.GTE(this=day, expression=anchor), exp.LT(this=day.copy(), expression=end), copy=False)

    def period(self, leaf: AggregateLeaf) -> exp.Expr:
        """Number the period that the row lies in, counted back from the last day: 0 is the one that ends with it.

        A day belongs to the months before the boundary in its own month where it lies after that boundary.
        """
        made, day, unit = self.made, self.day(), leaf.unit or ""
        last = leaf.counted_from or leaf.days.last
        if unit in DAYS:
            number, length = made.days_between(day, made.literal(last)), DAYS[unit]
        else:
            index = exp.Add(
                this=exp.Mul(this=made.year(day), expression=made.literal(12)),
                expression=made.month(day.copy()),
            )
            after = exp.GT(this=made.day_of_month(day.copy()), expression=made.literal(last.day))
            number = exp.Sub(
                this=exp.Sub(this=made.literal(last.year * 12 + last.month), expression=exp.paren(index)),
                expression=exp.Case(ifs=[exp.If(this=after, true=made.literal(1))], default=made.literal(0)),
            )
            length = MONTHS[unit]
        if length == 1:
            return number
        return made.floor(exp.Div(this=made.double(exp.paren(number)), expression=exp.Literal.number(f"{length}.0")))
