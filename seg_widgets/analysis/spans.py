"""The days on which a table has rows: the first, the last, and how many."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlglot import exp

from seg_widgets.engines import Session
from seg_widgets.sql import column, table


class Span(NamedTuple):
    """The first and the last day with rows, and how many days have some."""

    first: date | None
    last: date | None
    days: int

    @property
    def gap(self) -> float:
        """The usual number of days from one with rows to the next."""
        return (self.last - self.first).days / (self.days - 1) if self.first and self.last and self.days > 1 else 0.0


_SPANS: WeakKeyDictionary[Session, dict[tuple[str, date], Span]] = WeakKeyDictionary()


def span_of(session: Session, name: str, as_of: date) -> Span:
    """Give a table's days, not after one; kept, as every edit asks for them."""
    kept = _SPANS.setdefault(session, {})
    if (name, as_of) not in kept:
        described, made = session.schema.tables[name], session.reading.made
        time = described.time or ""
        day = made.day(column(time), described.columns[time].type or "date")
        query = exp.select(exp.alias_(exp.Min(this=day), "a"), exp.alias_(exp.Max(this=day.copy()), "b"))
        query = query.select(exp.alias_(exp.Count(this=exp.Distinct(expressions=[day.copy()])), "c")).from_(table(name))
        query = query.where(exp.LTE(this=day.copy(), expression=made.literal(as_of)))
        (kept[name, as_of],) = [Span(_day(a), _day(b), int(c)) for a, b, c in session.reading.rows(query, "health")]
    return kept[name, as_of]


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(str(value)[:10])
