"""Runs the first data check (:mod:`seg_widgets.schema.datacheck`) over the tables of a connection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
from sqlglot import exp

from seg_widgets.engines.load.check_values import Values
from seg_widgets.engines.load.sql import Ask, absent, case, cast, column, count_if, name, present, rows, table, text
from seg_widgets.schema.datacheck import CODES, Finding, start_column
from seg_widgets.schema.model import Schema, Table, is_entity
from seg_widgets.schema.types import family
from seg_widgets.sql.dialects import DIALECTS, Dialect

_EXAMPLES = 3


def check(there: Ask | duckdb.DuckDBPyConnection, schema: Schema, as_of: date | None = None, made: Dialect | None = None) -> list[Finding]:
    """Name what is odd in the tables.

    Parameters
    ----------
    there
        Where the tables are: a connection with those that ``load`` made, or what runs a query in a warehouse.
    as_of
        The day after which rows are named as lying ahead; ``None``: the schema's, or else today in its time zone.
    made
        What is spoken there; ``None``: DuckDB's words.

    Returns
    -------
    list of Finding
        By table in the schema's order, within a table the gravest first.
    """
    day = as_of or schema.as_of or datetime.now(ZoneInfo(schema.time_zone)).date()
    ask: Ask = partial(rows, there) if isinstance(there, duckdb.DuckDBPyConnection) else there
    found: list[Finding] = []
    for t in schema.tables:
        one = list(_Check(ask, made or DIALECTS["duckdb"](schema.time_zone), schema, t, day).all())
        found.extend(sorted(one, key=lambda f: CODES.index(f.code)))
    return found


@dataclass(frozen=True)
class _Check:
    ask: Ask
    made: Dialect
    schema: Schema
    name: str
    as_of: date

    @property
    def described(self) -> Table:
        return self.schema.tables[self.name]

    def all(self) -> Iterator[Finding]:
        total = int(self._rows(exp.select(exp.Count(this=exp.Star())))[0][0])
        if not total:
            yield Finding("empty-table", self.name, "", 0, 0, f"{self.name} has no rows.", "warning")
            return
        yield from self._columns(total)
        yield from self._repeated(total)
        yield from self._links(total)
        yield from self._times(total)
        yield from Values(self.ask, self.made, self.schema, self.name, self.as_of).all(total)

    def _rows(self, query: exp.Select, source: exp.Expr | None = None) -> list[tuple[Any, ...]]:
        return self.ask(query.from_(source or table(self.name)))

    def _columns(self, total: int) -> Iterator[Finding]:
        columns = self.described.columns
        wanted: list[exp.Expr] = []
        for c, d in columns.items():
            value = self.made.read(column(c), d.type or "text")
            low, high = self.made.least(value, d.type or "text"), self.made.greatest(value.copy(), d.type or "text")
            wanted.append(exp.Count(this=value.copy()))
            wanted.append(exp.false() if d.type == "list" else exp.EQ(this=low, expression=high))
            wanted.append(exp.null() if d.type == "list" else cast(low, "VARCHAR"))
        flat = self._rows(exp.select(*wanted))[0]
        for i, c in enumerate(columns):
            there, same, value = flat[3 * i : 3 * i + 3]
            missing = total - int(there)
            if missing:
                yield self._missing(c, missing, total)
            if there and total > 1 and same:
                also = "" if not missing else " where there is one"
                yield Finding("constant-column", self.name, c, int(there), total,
                              f"{self.name}.{c} has one value only{also}: {value!r}.", "info", (str(value),))  # fmt: skip

    def _missing(self, c: str, missing: int, total: int) -> Finding:
        t = self.described
        rows_ = f"{missing} of {total} {self.name} rows ({_percent(missing, total)})"
        code, severity, said = "missing-values", "info", f"{rows_} have no {c}."
        if c == t.key and not is_entity(t):
            code, severity, said = "missing-key", "warning", f"{rows_} have no {c}, which is to identify them."
        elif c == t.time:
            code, severity, said = "missing-time", "warning", f"{rows_} have no {c}: they are outside every window."
        elif c in t.links:
            code, severity, said = (
                "missing-link",
                "warning",
                f"{rows_} have no {c}: they belong to no row of {t.links[c]}.",
            )
        elif c == t.end:
            said = f"{rows_} have no {c}: they still hold."
        return Finding(code, self.name, c, missing, total, said, severity)  # type: ignore[arg-type]

    def _repeated(self, total: int) -> Iterator[Finding]:
        key = self.described.key
        if key is not None and not is_entity(self.described):
            keys, extra, examples = self._groups([key])
            if extra:
                said = f"{_several(keys, f'{key} is', f'{key}s are')} repeated in {self.name} ({extra} rows more than {key}s)."
                yield Finding("repeated-key", self.name, key, extra, total, said, "warning", examples)
        _, extra, examples = self._groups(list(self.described.columns))
        if extra:
            said = f"{_several(extra, 'row', 'rows')} of {self.name} {'repeats' if extra == 1 else 'repeat'} another row in every column."
            yield Finding("repeated-row", self.name, "", extra, total, said, "warning", examples)

    def _groups(self, columns: list[str]) -> tuple[int, int, tuple[str, ...]]:
        """Give how many groups of equal rows there are, how many rows they have beyond the first, and examples."""
        n = exp.Count(this=exp.Star())
        shown = [exp.alias_(cast(column(c), "VARCHAR"), f"c{i}", quoted=True) for i, c in enumerate(columns[:3])]
        inner = exp.select(*shown, exp.alias_(n, "n")).from_(table(self.name)).group_by(*(column(c) for c in columns))
        if len(columns) == 1:
            inner = inner.where(present(column(columns[0])))
        inner = inner.having(exp.GT(this=n.copy(), expression=exp.Literal.number(1)))
        # Both in one statement: the groups are few, and are made once.
        totals = [exp.Window(this=exp.Sum(this=exp.column("n"))),
                  exp.Window(this=exp.Count(this=exp.Star()))]  # fmt: skip
        names_ = [column(f"c{i}") for i in range(len(shown))]
        query = exp.select(*names_, exp.column("n"), *totals).from_(inner.subquery("g")).order_by(
            exp.Ordered(this=exp.column("n"), desc=True), *(c.copy() for c in names_)).limit(_EXAMPLES)  # fmt: skip
        found = self.ask(query)
        if not found:
            return 0, 0, ()
        all_rows, groups = int(found[0][-2]), int(found[0][-1])
        some = [f"{_joined(r[:-3])} ({r[-3]} times)" for r in found]
        return groups, all_rows - groups, tuple(some)

    def _links(self, total: int) -> Iterator[Finding]:
        for c, target in self.described.links.items():
            their_key = self.schema.tables[target].key
            if their_key is None:
                continue
            mine, theirs = exp.column(name(c), table=name("t")), exp.column(name(their_key), table=name("o"))
            query = (
                exp.select(cast(mine, "VARCHAR"), exp.alias_(exp.Count(this=exp.Star()), "n"))
                .from_(exp.alias_(table(self.name), "t", table=True, quoted=True))
                .join(
                    exp.alias_(table(target), "o", table=True, quoted=True),
                    on=exp.EQ(this=mine.copy(), expression=theirs),
                    join_type="left",
                )
                .where(exp.and_(present(mine), absent(theirs)))
                .group_by(mine.copy())
            )
            found = sorted(((str(v), int(n)) for v, n in self.ask(query)), key=lambda p: (-p[1], p[0]))
            count = sum(n for _, n in found)
            if count:
                said = (f"{count} of {total} {self.name} rows ({_percent(count, total)}) have a {c} that is not in {target}: "
                        f"they belong to no {self.schema.tables[target].singular or target}.")  # fmt: skip
                yield Finding("unknown-link", self.name, c, count, total, said, "warning", tuple(v for v, _ in found[:_EXAMPLES]))
            yield from self._before_start(c, target, their_key, total)

    def _before_start(self, c: str, target: str, their_key: str, total: int) -> Iterator[Finding]:
        parent = self.schema.tables[target]
        start, time = start_column(target, parent), self.described.time
        if start is None or time is None:
            return
        mine = self._day(self.name, time, "t")
        begun = self._day(target, start, "o")
        link = exp.EQ(this=exp.column(name(c), table=name("t")), expression=exp.column(name(their_key), table=name("o")))
        of = exp.column(name(c), table=name("t"))
        said_of = [cast(of, "VARCHAR"), cast(mine, "VARCHAR"), cast(begun, "VARCHAR")]
        query = (
            exp.select(*said_of, exp.Window(this=exp.Count(this=exp.Star())))
            .from_(exp.alias_(table(self.name), "t", table=True, quoted=True))
            .join(exp.alias_(table(target), "o", table=True, quoted=True), on=link)
            .where(exp.LT(this=mine.copy(), expression=begun.copy()))
            .order_by(*(e.copy() for e in said_of))
            .limit(_EXAMPLES)
        )
        found = self.ask(query)
        if found:
            count = int(found[0][-1])
            whose = parent.singular or target
            said = (f"{count} of {total} {self.name} rows ({_percent(count, total)}) are dated before their {whose} starts "
                    f"({time} before {start}).")  # fmt: skip
            some = tuple(f"{own}: {at}, starts {begun_}" for own, at, begun_, _ in found)
            yield Finding("before-start", self.name, time, count, total, said, "warning", some)

    def _times(self, total: int) -> Iterator[Finding]:
        t = self.described
        if t.time is None:
            return
        day = self._day(self.name, t.time)
        ahead = exp.GT(this=day, expression=cast(text(self.as_of.isoformat()), "DATE"))
        count, last = self._rows(exp.select(count_if(ahead), cast(exp.Max(this=day.copy()), "VARCHAR")))[0]
        if count:
            said = f"{count} of {total} {self.name} rows are dated after {self.as_of}: they do not exist for that day."
            yield Finding("after-as-of", self.name, t.time, int(count), total, said, "info", (str(last),))
        if t.end is None or family(t.columns[t.end].type or "text") != "date":
            return
        start, end = column(t.time), column(t.end)
        if t.columns[t.time].type != t.columns[t.end].type:
            start, end = day, self._day(self.name, t.end)  # type: ignore[assignment]
        wrong = exp.LT(this=end.copy(), expression=start.copy())
        first = exp.Min(this=case(wrong, cast(start, "VARCHAR")))
        count, some = self._rows(exp.select(count_if(wrong), first))[0]
        if count:
            said = f"{count} of {total} {self.name} rows end before they start ({t.end} before {t.time})."
            yield Finding("end-before-start", self.name, t.end, int(count), total, said, "warning", (f"starts {some}",))

    def _day(self, of: str, c: str, alias: str | None = None) -> exp.Expr:
        """Give the local day of a time."""
        value: exp.Expr = exp.column(name(c), table=name(alias)) if alias else column(c)
        return self.made.day(value, self.schema.tables[of].columns[c].type or "date")


def _percent(count: int, total: int) -> str:
    share = 100 * count / total
    return f"{share:.1f}%" if 0.05 <= share <= 99.95 else f"{share:.2g}%" if share < 50 else "nearly all" if count < total else "100%"


def _several(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _joined(values: tuple[object, ...]) -> str:
    return ", ".join("-" if v is None else str(v) for v in values)


__all__ = ["Finding", "check"]
