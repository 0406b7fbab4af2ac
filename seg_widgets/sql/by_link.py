"""One scan of a dated table, whatever the row filters and windows: rows are aggregated by what they link to.

Those that reach their entity by way of others are then led to it: a million contacts, and not their hundred million uses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlglot import exp

from seg_widgets.errors import Problem, UnsupportedError
from seg_widgets.plan import AggregateLeaf, ColumnLeaf, Days, Literal
from seg_widgets.schema import Schema
from seg_widgets.sql.dialects import Dialect
from seg_widgets.sql.names import column, identifier, table
from seg_widgets.sql.reader import WORD, RowReader, bit_count, days_of, few
from seg_widgets.sql.together import Filters, asked_for, copies, hull_of_batch, own
from seg_widgets.sql.ways import OWNER, Aliases, hull_of, owned, present

OF_PARTS = frozenset({"count", "sum", "mean", "min", "max", "first_day", "last_day", "active_days", "active_periods", "distinct"})
"""Aggregates of the whole that can be had of the parts' aggregates."""

CODED = 61
"""Of a column with at most so many values the different ones are counted as the bits of a 64-bit number, and one for any other value."""

OTHER = -1
"""What a count of different values is where there was one that was not known."""

Values = Mapping[ColumnLeaf, Sequence[Literal]]
"""The columns whose values are few and known."""


def of_parts(leaf: AggregateLeaf, values: Values) -> bool:
    """Say whether an aggregate over an entity's rows can be had of the aggregates over what its rows link to."""
    days = leaf.days
    if leaf.rows.holds_on is not None or not isinstance(days, Days) or (days.first is not None and days.first > days.last):
        return False
    if leaf.agg not in OF_PARTS:
        return _whole_at_once(leaf)
    match leaf.agg:
        case "active_days":
            return few(days)
        case "active_periods":
            return RowReader.few_periods(leaf)
        case "min" | "max":  # numbers and days, whose order is plain
            return _whole_at_once(leaf) or leaf.type not in ("text", "list")
        case "distinct":
            return _in_parts(leaf) or leaf.column in values
        case _:
            return True


def scan_by_link(filters: Filters, names: Mapping[AggregateLeaf, str], schema: Schema, made: Dialect, *, values: Values) -> exp.Select:
    """Write the scan; two, of the same rows, where some aggregates are of all days and others of the days of windows.

    Parameters
    ----------
    filters
        Rows that differ in their filter alone, with the aggregates of each: such as :func:`of_parts` says yes to.
    names
        The names of the columns.
    values
        The columns whose values are few and known. A row with another value makes the count :data:`OTHER`.

    Returns
    -------
    Select
        Columns ``owner`` (the entity's key, never missing) and ``names``.
    """
    rows = next(iter(filters))
    wholes: dict[str, exp.Expr] = {}
    scans: list[exp.Select] = []
    aliases = Aliases(*schema.tables)
    parts = [aliases.of("part"), aliases.of("part")]
    # The scan of all days comes first: all that is in the other is in it, too.
    for ever in (True, False):
        batch = {r: found for r, leaves in filters.items() if (found := [leaf for leaf in leaves if is_ever(leaf) == ever])}
        if batch:
            scans.append(_by_link(batch, names, schema, made, values, parts[len(scans)], wholes))
    joins: list[tuple[exp.Expr, exp.Expr]] = []
    owner = column("link", parts[0])
    if len(rows.path) > 1:
        first = rows.path[0].target
        owner, way, _ = owned(first, rows.path[1:], schema, made, None, Aliases(first, *parts))
        key = column(schema.tables[first].key or "", first)
        joins = [(way.first, exp.EQ(this=column("link", parts[0]), expression=key)), *way.joins]
    columns = [exp.alias_(wholes[names[leaf]], identifier(names[leaf])) for leaves in filters.values() for leaf in leaves]
    query = exp.select(exp.alias_(owner, OWNER), *columns, copy=False).from_(scans[0].subquery(identifier(parts[0])), copy=False)
    for joined, on in joins:
        query = query.join(joined, on=on, copy=False)
    for part, scan in list(zip(parts, scans, strict=False))[1:]:
        on = exp.EQ(this=column("link", part), expression=column("link", parts[0]))
        query = query.join(scan.subquery(identifier(part)), on=on, join_type="left", copy=False)
    return query.where(present(owner.copy()), copy=False).group_by(owner.copy(), copy=False)


def is_ever(leaf: AggregateLeaf) -> bool:
    """Say whether an aggregate is of all days up to the last."""
    return isinstance(leaf.days, Days) and leaf.days.first is None


def holds_all(ever: Sequence[AggregateLeaf], others: Sequence[AggregateLeaf]) -> bool:
    """Say whether all that others link to is among what a scan of all days gives."""
    lasts = [leaf.days.last for leaf in ever if leaf.rows.where is None]
    return bool(lasts) and all(max(lasts) >= leaf.days.last for leaf in others)


def _by_link(
    filters: Filters,
    names: Mapping[AggregateLeaf, str],
    schema: Schema,
    made: Dialect,
    values: Values,
    part: str,
    wholes: dict[str, exp.Expr],
) -> exp.Select:
    """Write the aggregates by what rows link to; add what they are of the whole to ``wholes``."""
    readers = {rows: RowReader(rows, schema, made, bits=True) for rows in filters}
    hulls = {rows: hull_of_batch(rows, batch) for rows, batch in filters.items()}
    hull = hull_of(list(hulls.values()))
    read = next(iter(readers.values()))
    one = len(filters) == 1  # then its filter is that of the scan
    named: dict[exp.Expr, str] = {}
    for rows, batch in filters.items():
        parts = _Parts(readers[rows], hull, [] if one else own(readers[rows]), values, hull_of_bits(batch))
        for leaf in batch:
            found = [column(named.setdefault(expr, f"p{len(named)}"), part) for expr in parts.of(leaf)]
            wholes[names[leaf]] = parts.whole(leaf, found)
    link = column(read.rows.path[0].column, read.rows.table)
    query = exp.select(exp.alias_(link, "link"), *(exp.alias_(expr, name) for expr, name in named.items()), copy=False)
    inside = [*read.in_days(hull), *own(read)] if one else asked_for(readers, hulls, hull)
    return query.from_(table(read.rows.table), copy=False).where(*inside, copy=False).group_by(link.copy(), copy=False)


def hull_of_bits(batch: Sequence[AggregateLeaf]) -> Days | None:
    """Give the days that are enough for all counts of active days, if they can be the bits of one number."""
    ranges = [leaf.days for leaf in batch if leaf.agg == "active_days"]
    hull = hull_of(ranges) if ranges else None
    return hull if hull is not None and hull.first is not None and (hull.last - hull.first).days < WORD else None


class _Parts:
    """Writes what of an aggregate is had of the rows of one link."""

    def __init__(self, read: RowReader, hull: Days, asked: Sequence[exp.Expr], values: Values, bits: Days | None) -> None:
        self.read, self.hull, self.asked, self.values, self.bits = read, hull, asked, values, bits

    def of(self, leaf: AggregateLeaf) -> list[exp.Expr]:
        read, made, days = self.read, self.read.made, leaf.days
        assert isinstance(days, Days)
        match leaf.agg:
            case "active_days":
                return [read.bits_of_days(self.bits or days, copies(self.asked), within=self.hull)]
            case "active_periods":
                bits = read.bits_of_periods(leaf, copies(self.asked))
                assert bits is not None
                return [bits]
            case "mean" if leaf.column is not None and not _whole_at_once(leaf):
                value = made.double(read.leaf(leaf.column))
                return [self._filtered(leaf, exp.Sum(this=value)), self._filtered(leaf, exp.Count(this=value.copy()))]
            case "distinct" if _in_parts(leaf):
                return [self._filtered(leaf, exp.Count(this=exp.Star()))]
            case "distinct" if leaf.column is not None:
                return [self._filtered(leaf, _bit_or(_coded(read, leaf.column, self.values)))]
            case _:
                return [read.aggregate(leaf, self.hull, copies(self.asked))]

    def whole(self, leaf: AggregateLeaf, parts: Sequence[exp.Expr]) -> exp.Expr:
        """Write what an aggregate is of its parts."""
        made, part, of = self.read.made, parts[0], leaf.column.type if leaf.column is not None else "date"
        if _whole_at_once(leaf) and leaf.agg not in ("active_days", "active_periods", "distinct"):
            return exp.AnyValue(this=part)
        match leaf.agg:
            case "count":
                return exp.cast(exp.Sum(this=part), "bigint")
            case "sum":
                return made.sum(part, of)
            case "mean":
                count = exp.Nullif(this=exp.Sum(this=parts[1]), expression=exp.Literal.number(0))
                return exp.Div(this=exp.Sum(this=part), expression=count)
            case "first_day" | "min":
                return made.least(part, of)
            case "last_day" | "max":
                return made.greatest(part, of)
            case "active_days" if self.bits is not None and isinstance(leaf.days, Days):
                return bit_count(days_of(_bit_or(part), leaf.days, self.bits))
            case "active_days" | "active_periods":
                return bit_count(_bit_or(part))
            case "distinct" if _in_parts(leaf):
                return made.filtered(exp.Count(this=exp.Star()), exp.GT(this=part, expression=exp.Literal.number(0)))
            case "distinct":
                other = exp.GTE(this=_bit_or(part), expression=exp.Literal.number(1 << CODED))
                return exp.Case(ifs=[exp.If(this=other, true=exp.Literal.number(OTHER))], default=bit_count(_bit_or(part.copy())))
            case _:
                raise UnsupportedError(Problem("unknown-aggregation", f"{leaf.agg!r} is not made of its parts."))

    def _filtered(self, leaf: AggregateLeaf, aggregate: exp.Expr) -> exp.Expr:
        inside = ([self.read.within(leaf.days)] if leaf.days != self.hull else []) + copies(self.asked)
        return self.read.made.filtered(aggregate, exp.and_(*inside, copy=False) if inside else None)


def _bit_or(bits: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this="BIT_OR", expressions=[bits])


def _coded(read: RowReader, of: ColumnLeaf, values: Values) -> exp.Expr:
    """Write a value's own bit; that of any other value, should one have come since they were counted, is the last."""
    value, made = read.leaf(of), read.made
    known = [exp.If(this=made.literal(v), true=exp.Literal.number(1 << number)) for number, v in enumerate(values[of])]
    missing = exp.Is(this=value.copy(), expression=exp.null())
    other = exp.Case(ifs=[exp.If(this=exp.not_(missing), true=exp.Literal.number(1 << CODED))])
    return exp.cast(exp.Case(this=value, ifs=known, default=other), "bigint")


def _whole_at_once(leaf: AggregateLeaf) -> bool:
    """Say whether rows link to their entity itself: a part is then the whole."""
    return len(leaf.rows.path) == 1


def _in_parts(leaf: AggregateLeaf) -> bool:
    """Say whether what is counted is what rows link to."""
    return leaf.column is not None and leaf.column.column == leaf.rows.path[0].column
