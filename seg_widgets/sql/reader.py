"""Reads what aggregates ask for of the rows of a dated table: where they lie, on their way to their entity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeGuard

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, Anchored, ColumnLeaf, Days, Leaf, OuterExpr, Rows, reach
from seg_widgets.plan.calendar import DAYS, MONTHS
from seg_widgets.schema import Schema
from seg_widgets.sql.conditions import Conditions
from seg_widgets.sql.dialects import Dialect, column_value
from seg_widgets.sql.expressions import Expressions
from seg_widgets.sql.names import column, identifier, table
from seg_widgets.sql.partitions import in_partitions
from seg_widgets.sql.ways import OWNER, Aliases, owned, present, within

WORD = 127
"""So many days are the bits of a 128-bit number with a sign; more are a longer row of bits, which takes half as long again."""

BITS = 1_100
"""So many days at most are counted as bits: 138 bytes an entity."""


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
    beside
        What has the owner's attributes, where they are asked for; its first column is the owner.
    """

    name: str
    owner: str
    day: str
    stands_for: Mapping[str, str] = field(default_factory=dict)
    beside: exp.Select | None = None


class RowReader:
    """Reads the columns of a table's rows, and attributes of the entity that the rows are of."""

    def __init__(
        self, rows: Rows, schema: Schema, made: Dialect, lying: Lying | None = None, *, bits: bool = False, way: str | None = None
    ) -> None:
        self.rows, self.schema, self.made, self.lying, self.bits, self.way = rows, schema, made, lying, bits, way
        self.aliases = Aliases(rows.table)
        for step in rows.path[:-1]:  # as `owned` will call them
            self.aliases.of(step.target)
        self.entity = self.aliases.of(rows.entity)
        self.led = self.aliases.of("way")
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
            if outside and self.lying.beside is not None:
                place = self.lying.beside.selects[0].alias
                on = exp.EQ(this=column(place, self.entity), expression=column(self.lying.owner, rows.table))
                query = query.join(self.lying.beside.subquery(identifier(self.entity)), on=on, copy=False)
            return (query.where(*inside, copy=False) if inside else query), column(self.lying.owner, rows.table)
        return self.select_where(columns, inside, outside=outside or reach(rows.where) > 0)

    def select_where(self, columns: Sequence[exp.Expr], inside: list[exp.Expr], *, outside: bool) -> tuple[exp.Select, exp.Column]:
        """Select from the rows that meet conditions, on their way to the entity; ``outside``: beside its own attributes."""
        rows, schema = self.rows, self.schema
        if self.way is not None:
            link = exp.EQ(this=column(rows.path[0].column, rows.table), expression=column("key", self.led))
            query = exp.select(exp.alias_(column("place", self.led), OWNER), *columns, copy=False).from_(table(rows.table), copy=False)
            query = query.join(table(self.way, self.led), on=link, copy=False)
            return (query.where(*inside, copy=False) if inside else query), column("place", self.led)
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
        found, (time, type_) = [within(self.day(), hull, self.made)], self.raw(self.rows.time)
        if self.lying is not None or (hull.first is not None and hull.first > hull.last):
            return found
        found = [*in_partitions(self.rows.table, self.schema.tables[self.rows.table], self.rows.time, hull, self.made), *found]
        if not self.bits or type_ != "timestamp" or hull.last == date.max:
            return [*self.made.around(time, type_, hull.first, hull.last), *found]
        # In the session a column is compared as it is, which spares what files' statistics tell to be of other days.
        ends: list[exp.Expr] = [exp.LT(this=time, expression=self._midnight(hull.last + timedelta(days=1)))]
        if hull.first is not None:
            ends.insert(0, exp.GTE(this=time.copy(), expression=self._midnight(hull.first)))
        return [*found[:-1], *ends]

    def _midnight(self, day: date) -> exp.Expr:
        return exp.cast(self.made.literal(day), "timestamp")

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
        if self.way is not None and len(self.rows.path) > 1 and leaf.column == self.rows.path[0].column:
            return column("rowid", self.led)
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
            case "active_days" if self.bits and few(leaf.days):
                return bit_count(self.bits_of_days(leaf.days, also))
            case "active_days" if self.bits and isinstance(leaf.days, Anchored) and _most(leaf.days) < WORD:
                return bit_count(self.bits_since(leaf.days, also))
            case "active_periods" if self.bits and (found := self.bits_of_periods(leaf, also)) is not None:
                return bit_count(found)
            case "active_days" | "active_periods":
                counted, number, size = self.counted_days(leaf)
                return made.how_many_different(counted, number, size, exp.and_(*conditions, copy=False) if conditions else None)
            case "quantile" if leaf.q is not None:
                aggregate = made.quantile(value, leaf.q)
            case "distinct":
                aggregate = exp.Count(this=exp.Distinct(expressions=[value]))
            case "first_day" | "last_day":
                return self.end(leaf, conditions)
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

    def end(self, leaf: AggregateLeaf, conditions: Sequence[exp.Expr]) -> exp.Expr:
        """Write the first or the last day; in the session the day of the first or the last moment, which is a day less to make a row."""
        made, kind = self.made, exp.Min if leaf.agg == "first_day" else exp.Max
        time, type_ = self.raw(self.rows.time)
        by_moment = self.lying is None and self.bits and type_ == "timestamp"
        found = made.filtered(kind(this=time if by_moment else self.day()), exp.and_(*conditions, copy=False) if conditions else None)
        return made.day(found, type_) if by_moment else found

    @staticmethod
    def few_periods(leaf: AggregateLeaf) -> bool:
        """Say whether periods can be counted as bits of a number."""
        days, unit, from_ = leaf.days, leaf.unit or "", leaf.counted_from or leaf.days.last
        if not isinstance(days, Days) or days.first is None or days.first > days.last:
            return False
        return period_of(days.first, from_, unit) - period_of(days.last, from_, unit) < WORD

    def bits_of_periods(self, leaf: AggregateLeaf, also: Sequence[exp.Expr] = ()) -> exp.Expr | None:
        """Give the periods that occur as bits of a number; ``None`` where there are too many."""
        if not self.few_periods(leaf) or not isinstance(leaf.days, Days):
            return None
        low = period_of(leaf.days.last, leaf.counted_from or leaf.days.last, leaf.unit or "")
        number = exp.Sub(this=exp.cast(self.period(leaf), "int"), expression=exp.Literal.number(low))
        return self._bits(number, [self.within(leaf.days), *also])

    def bits_since(self, days: Anchored, also: Sequence[exp.Expr] = ()) -> exp.Expr:
        """Give the days that occur since a date of the entity: one bit for each."""
        anchor = self.made.day(self.attribute(days.anchor), days.anchor.type)
        return self._bits(exp.Sub(this=self.day(), expression=anchor), [self.within(days), *also])

    def _bits(self, number: exp.Expr, inside: Sequence[exp.Expr]) -> exp.Expr:
        one = exp.cast(exp.Literal.number(1), "hugeint", dialect="duckdb")
        bit: exp.Expr = exp.BitwiseLeftShift(this=one, expression=exp.paren(number))
        if inside:  # Not a filter, which is applied after a day outside of the range was shifted out of the number.
            bit = exp.Case(ifs=[exp.If(this=exp.and_(*inside, copy=False), true=bit)])
        return exp.Anonymous(this="BIT_OR", expressions=[bit])

    def bits_of_days(self, days: Days, also: Sequence[exp.Expr] = (), within: Days | None = None) -> exp.Expr:
        """Give the days that occur: one bit for each day of the range, set where there is a row; no row lies outside of ``within``."""
        first = days.first or days.last
        number = exp.Sub(this=self.day(), expression=self.made.literal(first))
        length = (days.last - first).days
        inside = [*([] if days == within else [self.within(days)]), *also]
        if length < WORD:
            return self._bits(number, inside)
        bits = exp.Anonymous(this="BITSTRING_AGG", expressions=[number, exp.Literal.number(0), exp.Literal.number(length)])
        return self.made.filtered(bits, exp.and_(*inside, copy=False) if inside else None)

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

    def counted_days(self, leaf: AggregateLeaf) -> tuple[exp.Expr, exp.Expr, int | None]:
        """Give the days or periods whose number is wanted, each as a number from 0, and how many there can be (``None``: any)."""
        made, days = self.made, leaf.days
        if isinstance(days, Anchored):
            number, size = made.days_between(made.day(self.attribute(days.anchor), days.anchor.type), self.day()), _most(days)
        else:
            number, first = made.days_between(self.day(), made.literal(days.last)), days.first
            size = (days.last - first).days + 1 if first is not None else 0
        if leaf.agg == "active_days":
            return self.day(), number, size if size > 0 else None
        period, unit = self.period(leaf), leaf.unit or ""
        if size <= 0 or isinstance(days, Anchored):
            return period, period.copy(), None
        size += ((leaf.counted_from or days.last) - days.last).days  # the window before is counted from the same day
        return period, period.copy(), (size - 1) // DAYS[unit] + 1 if unit in DAYS else (size - 1) // (28 * MONTHS[unit]) + 2

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


def period_of(day: date, last: date, unit: str) -> int:
    """Number the period that a day lies in, as :meth:`RowReader.period` does."""
    if unit in DAYS:
        return (last - day).days // DAYS[unit]
    months = (last.year * 12 + last.month) - (day.year * 12 + day.month) - (day.day > last.day)
    return months // MONTHS[unit]


def _most(days: Anchored) -> int:
    """Give how many days there can be since a date."""
    return days.n * (31 * MONTHS[days.unit] if days.unit in MONTHS else DAYS[days.unit])


def bit_count(bits: exp.Expr) -> exp.Expr:
    """Count the bits that are set."""
    return exp.Anonymous(this="BIT_COUNT", expressions=[bits])


def days_of(bits: exp.Expr, days: Days, of: Days) -> exp.Expr:
    """Leave of the bits of a range's days those of a range within it."""
    if days == of or days.first is None or of.first is None:
        return bits
    low, length = (days.first - of.first).days, (days.last - days.first).days + 1
    mask = exp.cast(exp.Literal.number(((1 << length) - 1) << low), "hugeint", dialect="duckdb")
    return exp.BitwiseAnd(this=bits, expression=mask)


def few(days: Days | Anchored) -> TypeGuard[Days]:
    """Say whether days are so few that they are counted as bits."""
    return isinstance(days, Days) and days.first is not None and 0 <= (days.last - days.first).days < BITS
