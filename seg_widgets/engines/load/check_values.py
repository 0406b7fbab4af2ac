"""The part of the data check that looks at values: what stands for a missing value, what is out of range, what is out of date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlglot import exp

from seg_widgets.engines.load.sql import Ask, absent, case, cast, column, count_if, present, table
from seg_widgets.schema.datacheck import PLACEHOLDER_DAYS, PLACEHOLDER_NUMBERS, PLACEHOLDER_WORDS, Finding, date_pairs, is_percent
from seg_widgets.schema.model import Schema, Table, is_entity
from seg_widgets.schema.types import family
from seg_widgets.sql.dialects import Dialect

EXAMPLES = 3
FIRST_DAY = date(1900, 1, 2)
YEARS_AHEAD = 30
FEW = 0.01
"""Fewer negative numbers than this share are out of range: where there are more, they mean something."""
STALE_DAYS = 90
QUIET_DAYS = 30
"""A table that had rows on at least ten days is out of date when nothing came for so long, and for six times its usual gap."""


@dataclass(frozen=True)
class Values:
    """Checks the values of one table."""

    ask: Ask
    made: Dialect
    schema: Schema
    name: str
    as_of: date

    @property
    def described(self) -> Table:
        return self.schema.tables[self.name]

    def all(self, total: int) -> Iterator[Finding]:
        """Name what is odd, in a table that has rows."""
        yield from self._texts(total)
        yield from self._numbers(total)
        yield from self._days(total)
        yield from self._order(total)
        yield from self._quiet(total)
        yield from self._stale()

    def _columns(self, kind: str) -> list[str]:
        apart = {self.described.key, *self.described.links}
        return [c for c, d in self.described.columns.items() if c not in apart and d.type is not None and family(d.type) == kind]

    def _select(self, wanted: list[exp.Expr]) -> list[Any]:
        """Ask for aggregates of the table, each under a name of its own: what comes over from a warehouse is told apart by it."""
        if not wanted:
            return []
        named = [exp.alias_(w, f"n{number}") for number, w in enumerate(wanted)]
        return list(self.ask(exp.select(*named).from_(table(self.name)))[0])

    def _value(self, c: str) -> exp.Expr:
        return self.made.read(column(c), self.described.columns[c].type or "text")

    def _placeholder(self, c: str, count: int, total: int, examples: tuple[str, ...]) -> Finding:
        shown = " or ".join(repr(e) for e in examples)
        said = f"{count} of {total} {self.name} rows have {shown} as {c}: it stands for a missing value, but counts as a value."
        return Finding("placeholder", self.name, c, count, total, said, "warning", examples)

    def _texts(self, total: int) -> Iterator[Finding]:
        columns = self._columns("text")
        words = [exp.Literal.string(w) for w in sorted(PLACEHOLDER_WORDS)]
        met = {c: exp.In(this=self.made.lower(self.made.trim(column(c))), expressions=[w.copy() for w in words]) for c in columns}
        counts = self._select([count_if(met[c]) for c in columns])
        for c, count in zip(columns, counts, strict=True):
            if count:
                yield self._placeholder(c, int(count), total, self._frequent(column(c), met[c]))

    def _frequent(self, value: exp.Expr, condition: exp.Expr) -> tuple[str, ...]:
        """Give the most frequent values that meet a condition."""
        query = exp.select(exp.alias_(cast(value, "VARCHAR"), "v"), exp.alias_(exp.Count(this=exp.Star()), "n"))
        query = query.from_(table(self.name)).where(condition.copy()).group_by(value.copy())
        found = sorted(self.ask(query), key=lambda row: (-int(row[1]), str(row[0])))
        return tuple(str(v) for v, _ in found[:EXAMPLES])

    def _numbers(self, total: int) -> Iterator[Finding]:
        columns = self._columns("number")
        wanted: list[exp.Expr] = []
        for c in columns:
            value = self._value(c)
            odd = exp.In(this=value.copy(), expressions=[self.made.literal(n) for n in PLACEHOLDER_NUMBERS])
            other = case(exp.Not(this=odd.copy()), value)
            negative = exp.LT(this=value.copy(), expression=exp.Literal.number(0))
            wanted += [
                count_if(odd), exp.Min(this=other), exp.Max(this=other.copy()), count_if(negative), exp.Count(this=value.copy()),
                count_if(exp.GT(this=value.copy(), expression=exp.Literal.number(100))),
            ]  # fmt: skip
        flat = self._select(wanted)
        for number, c in enumerate(columns):
            odd_count, low, high, negative_count, there, above = flat[6 * number : 6 * number + 6]
            taken = 0
            if odd_count and low is not None:
                for n in PLACEHOLDER_NUMBERS:
                    if (n < 0 <= low) or (n > 0 and n >= 10 * high > 0):
                        same = exp.EQ(this=self._value(c), expression=self.made.literal(n))
                        count = int(self._select([count_if(same)])[0])
                        if count:
                            taken += count if n < 0 else 0
                            yield self._placeholder(c, count, total, (str(n),))
            rest = int(negative_count) - taken
            if 0 < rest < FEW * int(there):
                said = f"{rest} of {total} {self.name} rows have a {c} below 0, where the others do not."
                yield Finding("out-of-range", self.name, c, rest, total, said, "info", (str(low),))
            if above and is_percent(c, self.described.columns[c]) and 0 < int(above) < FEW * int(there):
                said = f"{above} of {total} {self.name} rows have a {c} above 100."
                yield Finding("out-of-range", self.name, c, int(above), total, said, "info", (str(high),))

    def _days(self, total: int) -> Iterator[Finding]:
        columns = self._columns("date")
        wanted: list[exp.Expr] = []
        known = [self.made.literal(day) for day in PLACEHOLDER_DAYS]
        last = self.made.literal(date(min(self.as_of.year + YEARS_AHEAD, 9999), 12, 31))
        for c in columns:
            day = self.made.day(column(c), self.described.columns[c].type or "date")
            odd = exp.In(this=day.copy(), expressions=[k.copy() for k in known])
            early = exp.LT(this=day.copy(), expression=self.made.literal(FIRST_DAY))
            beyond = exp.and_(exp.or_(early, exp.GT(this=day.copy(), expression=last.copy())), exp.Not(this=odd.copy()))
            wanted += [
                count_if(odd), cast(exp.Min(this=case(odd, day)), "VARCHAR"),
                count_if(beyond), cast(exp.Min(this=case(beyond, day)), "VARCHAR"),
            ]  # fmt: skip
        flat = self._select(wanted)
        for number, c in enumerate(columns):
            odd_count, odd_day, count, some = flat[4 * number : 4 * number + 4]
            if odd_count:
                yield self._placeholder(c, int(odd_count), total, (str(odd_day),))
            if count:
                said = f"{count} of {total} {self.name} rows have a {c} that no calendar of customers holds, such as {some}."
                yield Finding("out-of-range", self.name, c, int(count), total, said, "warning", (str(some),))

    def _order(self, total: int) -> Iterator[Finding]:
        """Name dates of one row that are the wrong way round."""
        for start, end in date_pairs(self.name, self.described):
            days = [self.made.day(column(c), self.described.columns[c].type or "date") for c in (start, end)]
            wrong = exp.LT(this=days[1], expression=days[0])
            lone = exp.and_(present(column(end)), absent(column(start)))
            count, some, alone = self._select([count_if(wrong), cast(exp.Min(this=case(wrong, days[1])), "VARCHAR"), count_if(lone)])
            if count:
                said = f"{count} of {total} {self.name} rows have {end} before {start}."
                yield Finding("wrong-order", self.name, end, int(count), total, said, "warning", (str(some),))
            if alone:
                said = f"{alone} of {total} {self.name} rows have {end}, but no {start}."
                yield Finding("wrong-order", self.name, start, int(alone), total, said, "warning")

    def _quiet(self, total: int) -> Iterator[Finding]:
        """Name a table in which nothing new has come for long."""
        t = self.described
        if t.kind not in ("event", "snapshot") or t.time is None:
            return
        day = self.made.day(column(t.time), t.columns[t.time].type or "date")
        seen = case(exp.LTE(this=day.copy(), expression=self.made.literal(self.as_of)), day)
        distinct, first, last = self._select([
            exp.Count(this=exp.Distinct(expressions=[seen.copy()])), cast(exp.Min(this=seen), "VARCHAR"),
            cast(exp.Max(this=seen.copy()), "VARCHAR"),
        ])  # fmt: skip
        if int(distinct) < 10:
            return
        first, last = date.fromisoformat(str(first)[:10]), date.fromisoformat(str(last)[:10])
        quiet, usual = (self.as_of - last).days, (last - first).days / (int(distinct) - 1)
        if quiet > max(QUIET_DAYS, 6 * usual):
            said = (
                f"The latest {self.name} row is of {last}, {quiet} days before {self.as_of}; usually there is one every {usual:.0f} days."
            )
            yield Finding("stale-table", self.name, t.time, total, total, said, "warning", (str(last),))

    def _stale(self) -> Iterator[Finding]:
        """Name entities whose state was last taken long before that of the others."""
        t = self.described
        if t.kind != "snapshot" or t.time is None:
            return
        for c, target in t.links.items():
            if not is_entity(self.schema.tables[target]):
                continue
            day = self.made.day(column(t.time), t.columns[t.time].type or "date")
            seen = exp.LTE(this=day.copy(), expression=self.made.literal(self.as_of))
            each = exp.select(exp.alias_(column(c), "k"), exp.alias_(exp.Max(this=day), "latest")).from_(table(self.name))
            known = exp.select(column(self.schema.tables[target].key or "")).from_(table(target))
            each = each.where(exp.and_(seen, exp.In(this=column(c), query=known.subquery()))).group_by(column(c))
            before = exp.LTE(this=exp.column("latest"), expression=self.made.literal(self.as_of - timedelta(days=STALE_DAYS)))
            query = exp.select(
                exp.alias_(exp.Count(this=exp.Star()), "n"), exp.alias_(count_if(before), "m"),
                exp.alias_(cast(exp.Min(this=case(before, exp.column("latest"))), "VARCHAR"), "oldest"),
            ).from_(each.subquery("each_one"))  # fmt: skip
            n, count, oldest = self.ask(query)[0]
            if count:
                said = (f"{count} of {n} {self.schema.tables[target].plural or target} have no {self.name} row of the last {STALE_DAYS} "
                        f"days: their latest state is older.")  # fmt: skip
                yield Finding("stale", self.name, c, int(count), int(n), said, "info", (f"oldest {oldest}",))
