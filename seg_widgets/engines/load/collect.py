"""Counts what inference, the picker and the data check need to know of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlglot import exp

from seg_widgets.engines.load.sql import Ask, call, cast, column, name, present, table
from seg_widgets.schema.facts import FEW, TOP, ColumnFacts, TableFacts
from seg_widgets.schema.types import ColumnType, family
from seg_widgets.sql.dialects import Dialect

LARGE = 5_000_000
"""Tables of more rows have their distinct values estimated."""
SMALL = 50_000
"""Tables of at most so many rows are counted in one statement; of larger ones each column is grouped by itself, which reads and
holds that column alone. An engine beyond one machine would send every row once for each column to count them: it estimates."""

LISTED = 1_000
"""Of a column that is estimated to have more values, none is frequent enough to be offered first."""

Contained = Callable[[str, str, str, str], float]
"""Table, column, other table, its column -> the share of the column's different values that the other column has."""


def collect(ask: Ask, table_name: str, types: Mapping[str, ColumnType], made: Dialect) -> TableFacts:
    """Count a table's rows and what is in its columns: one statement, and one more for the frequent values; or one a column.

    Parameters
    ----------
    ask
        Where the table is.
    made
        What is spoken there.
    """
    source = table(table_name)
    here = made.name == "duckdb"
    size = ask(exp.select(exp.Count(this=exp.Star()).as_("n")).from_(source.copy()))[0][0] if here or made.one_scan else 0
    if here and SMALL < size <= LARGE and not made.located:
        return TableFacts(size, {c: _grouped(ask, table_name, c, type_, size, made) for c, type_ in types.items()})
    large = size > (SMALL if made.one_scan else LARGE)
    wanted: list[exp.Expr] = [exp.Count(this=exp.Star())]
    for c, type_ in types.items():
        wanted.extend(_counts(made.read(column(c), type_), type_, large, made))
    # A name each, as what comes over from a warehouse is told apart by it.
    first, *flat = ask(exp.select(*(exp.alias_(w, f"n{i}") for i, w in enumerate(wanted))).from_(source.copy()))[0]
    counted: dict[str, ColumnFacts] = {}
    for i, (c, type_) in enumerate(types.items()):
        there, distinct, low, high = flat[4 * i : 4 * i + 4]
        if type_ == "timestamp_tz" and here:
            low, high = _instant(low), _instant(high)
        counted[c] = ColumnFacts(type_, first, first - there, distinct, low, high, approximate=large)
    frequent = _frequent(ask, source, counted)
    done = {c: _with(f, frequent[c]) if c in frequent else f for c, f in counted.items()}
    return TableFacts(first, done)


def _grouped(ask: Ask, table_name: str, c: str, type_: ColumnType, size: int, made: Dialect) -> ColumnFacts:
    """Count a column by grouping its rows by value, once: all that is said of it follows from the groups."""
    groups, of, times = f"{table_name} counted", exp.column("v"), exp.column("n")
    inner = (
        exp.select(exp.alias_(made.read(column(c), type_), "v"), exp.alias_(exp.Count(this=exp.Star()), "n"))
        .from_(table(table_name))
        .where(present(column(c)))
        .group_by(made.read(column(c), type_))
    )
    ends = _counts(of, type_, False, made)[2:]
    wanted = [exp.Count(this=of.copy()), exp.Sum(this=times.copy()), *ends]
    listed = type_ in ("text", "boolean", "integer")
    if listed:
        shown = exp.alias_(cast(of, "VARCHAR"), "t")
        top = exp.select(shown, times.copy()).from_(table(groups)).where(present(of))
        top = top.order_by(exp.Ordered(this=times.copy(), desc=True), exp.column("t")).limit(TOP)
        pairs = [call("LIST", exp.column(part)) for part in ("t", "n")]
        wanted += [exp.select(pair).from_(top.subquery("f")).subquery() for pair in pairs]
    query = exp.select(*wanted).from_(table(groups)).with_(name(groups), as_=inner, materialized=True)
    distinct, there, low, high, *most = ask(query)[0]
    if type_ == "timestamp_tz":
        low, high = _instant(low), _instant(high)
    facts = ColumnFacts(type_, size, size - int(there or 0), distinct, low, high)
    return _with(facts, _sorted(type_, zip(*most, strict=True))) if most and most[0] and _worth_listing(facts) else facts


def _counts(of: exp.Expr, type_: ColumnType, large: bool, made: Dialect) -> list[exp.Expr]:
    distinct = call("APPROX_COUNT_DISTINCT", of) if large else exp.Count(this=exp.Distinct(expressions=[of.copy()]))
    if type_ == "list":
        return [exp.Count(this=of.copy()), distinct, exp.null(), exp.null()]
    ends = [made.least(of.copy(), type_), made.greatest(of.copy(), type_)]
    if type_ == "timestamp_tz" and made.name == "duckdb":
        # As a number: fetching an instant takes pytz, which pandas 3 no longer brings along.
        ends = [call("EPOCH_US", end) for end in ends]
    return [exp.Count(this=of.copy()), distinct, *ends]


def _frequent(ask: Ask, source: exp.Expr, counted: Mapping[str, ColumnFacts]) -> dict[str, list[tuple[Any, int]]]:
    asked = [c for c, f in counted.items() if _worth_listing(f)]
    if not asked:
        return {}
    parts: list[exp.Expr] = []
    for i, c in enumerate(asked):
        shown, times = cast(column(c), "VARCHAR"), exp.Count(this=exp.Star())
        part = (
            exp.select(exp.alias_(exp.Literal.number(i), "c"), exp.alias_(shown, "v"), exp.alias_(times, "n"))
            .from_(source.copy())
            .where(present(column(c)))
            .group_by(shown.copy())
            .order_by(exp.Ordered(this=exp.column("n"), desc=True), exp.column("v"))
            .limit(TOP)
        )
        parts.append(exp.select("*").from_(part.subquery(name(f"p{i}"))))
    union = parts[0] if len(parts) == 1 else exp.union(*parts, distinct=False)
    found: dict[str, list[tuple[str, int]]] = {c: [] for c in asked}
    for i, value, times in ask(union):
        found[asked[i]].append((value, times))
    return {c: _sorted(counted[c].type, values) for c, values in found.items()}


def _sorted(kind: ColumnType, shown: Iterable[tuple[str, int]]) -> list[tuple[Any, int]]:
    """Read values that were fetched as texts; put the most frequent first."""
    values = [(v == "true" if kind == "boolean" else int(v) if kind == "integer" else v, times) for v, times in shown]
    return sorted(values, key=lambda pair: (-pair[1], str(pair[0])))


def _worth_listing(facts: ColumnFacts) -> bool:
    if facts.approximate and facts.distinct > LISTED:
        return False
    if facts.type == "text":
        return 0 < facts.distinct < facts.present or facts.present == 1
    return facts.type == "boolean" or (facts.type == "integer" and 0 < facts.distinct <= FEW)


def _with(facts: ColumnFacts, values: list[tuple[Any, int]]) -> ColumnFacts:
    return ColumnFacts(facts.type, facts.rows, facts.missing, facts.distinct, facts.min, facts.max, tuple(values), facts.approximate)


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def contained(ask: Ask, facts: Mapping[str, TableFacts]) -> Contained:
    """Give a function that says which share of a column's different values another column has; 0 where types differ."""

    def share(table_name: str, column_name: str, other: str, key: str) -> float:
        mine, theirs = facts[table_name].columns[column_name], facts[other].columns[key]
        if family(mine.type) != family(theirs.type) or not mine.present:
            return 0.0
        values = exp.select(exp.alias_(column(column_name), "v")).distinct().from_(table(table_name)).where(present(column(column_name)))
        keys = exp.select(column(key)).from_(table(other)).where(present(column(key)))
        query = exp.select(exp.Count(this=exp.Star())).from_(values.subquery("v"))
        total = mine.distinct if not mine.approximate else ask(query.copy())[0][0]
        known = ask(query.where(exp.In(this=exp.column("v", table="v"), query=keys.subquery())))[0][0]
        return known / total if total else 0.0

    return share
