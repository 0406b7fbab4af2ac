"""Days said from the as-of date, as the segment says them: a script with another ``AS_OF`` still means the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from seg_widgets.code.pandas_.writing import quoted
from seg_widgets.definition import Aggregate, Ago, Change, Criterion, Dates, Group, Habit, Last, Segment, Span
from seg_widgets.definition.walk import unmuted, walk
from seg_widgets.plan.calendar import Days, day_before, days_ahead, days_before, days_behind, days_of

_MONTHS = {"months": 1, "quarters": 3, "years": 12}
_DAYS = {"days": 1, "weeks": 7}


@dataclass(frozen=True)
class Saying:
    """How a range of days is said.

    Attributes
    ----------
    words
        For a name: ``last 30 days``.
    low, high
        Python for its ends; no low end: all days up to the high one.
    after
        The first day is the one after ``low``.
    meaning
        The same for two ways to say the same days on every as-of date.
    """

    words: str
    low: str
    high: str
    after: bool
    meaning: tuple[object, ...]


class Windows:
    """Finds the saying for days of a plan. Days that two windows share by chance only are said as dates."""

    def __init__(self, segment: Segment, as_of: date, universe: Iterable[Group] = ()) -> None:
        self.as_of = as_of
        self.fixed = False  # days that should move with the as-of date were said as dates
        self.found: dict[Days, dict[tuple[object, ...], Saying]] = {}
        for group in (segment.where, *universe):
            for _, node in walk(unmuted(group) or group):
                match node:
                    case Change(of=of):
                        for _, inner in walk(of):
                            if isinstance(inner, Aggregate) and isinstance(inner.window, Last):
                                self._before(inner.window)
                    case Habit():
                        self._habit(node)
                    case Last():
                        words = f"last {node.n} {node.unit}"
                        self._add(days_of(node, as_of), self._back(words, node, 1, 0), words)
                    case Ago(a=int() as a, b=int() as b):
                        self._add(days_of(node, as_of), self._ago(a, b))
                    case Dates(start=start, end=end):
                        self._add(days_of(node, as_of), self._dates(Days(start, end)))
                    case Criterion(op="in_next", value=Span() as span):
                        self._add(days_ahead(span, as_of), self._ahead(span))
                    case Criterion(op="within_last", value=Span() as span):
                        self._add(days_behind(span, as_of), self._back("", span, 1, 0))
                    case Criterion(op="between", value=(str() as low, str() as high)):
                        days = _days(low, high)
                        if days is not None:
                            self._add(days, self._dates(days))

    def _before(self, window: Last) -> None:
        words = f"{window.n} {window.unit} before"
        self._add(days_before(window, self.as_of), self._back(words, window, 2, 1), words)

    def _habit(self, habit: Habit) -> None:
        """Say the days before the window, and those before it and its neighbour."""
        window = habit.window
        first = days_of(window, self.as_of).first
        if habit.kind != "first_ever" and isinstance(window, Last):
            self._before(window)
            first = days_before(window, self.as_of).first
        if first is None or habit.kind == "stopped":
            return
        earlier = Days(None, day_before(first))
        match window:
            case Last():
                months, n = _length(window)
                times = 1 if habit.kind == "first_ever" else 2
                words, end = f"more than {times * window.n} {window.unit} ago", self._moved(-times * n, months)
                meaning: tuple[object, ...] = ("until", months, times * n)
            case Ago(b=int() as b):
                words, end, meaning = f"more than {b} days ago", self._moved(-b - 1, False), ("until", False, b + 1)
            case _:
                words, end, meaning = f"before {first.isoformat()}", quoted(earlier.last), ("until", earlier.last)
        self._add(earlier, Saying(words, "", end, False, meaning) if end else None, words)

    def of(self, days: Days) -> Saying:
        """Say a range of days."""
        sayings = self.found.get(days, {})
        if len(sayings) == 1:
            return next(iter(sayings.values()))
        self.fixed = True
        return self._dates(days)

    def between(self, days: Days) -> str:
        """Write the arguments of ``Series.between`` for a range of days."""
        saying = self.of(days)
        return f"{saying.low}, {saying.high}" + (', inclusive="right"' if saying.after else "")

    def _add(self, days: Days, saying: Saying | None, words: str = "") -> None:
        saying = saying or replace(self._dates(days), words=words)
        known = self.found.setdefault(days, {})
        if saying.meaning not in known or not known[saying.meaning].words:
            known[saying.meaning] = saying

    def _dates(self, days: Days) -> Saying:
        low, high = quoted(days.first) if days.first is not None else "", quoted(days.last)
        since = f"{days.first.isoformat()} to" if days.first is not None else "until"
        return Saying(f"{since} {days.last.isoformat()}", low, high, False, ("dates", low, high))

    def _back(self, words: str, length: Last | Span, low: int, high: int) -> Saying | None:
        months, n = _length(length)
        ends = self._moved(-low * n, months), self._moved(-high * n, months)
        meaning = ("months" if months else "days", low * n, high * n)
        return Saying(words, ends[0], ends[1], True, meaning) if ends[0] and ends[1] else None

    def _ago(self, a: int, b: int) -> Saying | None:
        ends = self._moved(-b, False), self._moved(-a, False)
        return Saying(f"{a} to {b} days ago", ends[0], ends[1], False, ("days", b + 1, a)) if ends[0] and ends[1] else None

    def _ahead(self, span: Span) -> Saying | None:
        months, n = _length(span)
        end = self._moved(n, months)
        return Saying("", "AS_OF", end, False, ("ahead", months, n)) if end else None

    def _moved(self, n: int, months: bool) -> str:
        """Write the as-of date plus n months or days; nothing where that is beyond pandas' reckoning in nanoseconds."""
        if n == 0:
            return "AS_OF"
        if not 1700 < self.as_of.year + n / (12 if months else 365) < 2240:
            return ""
        length = f"pd.DateOffset(months={abs(n)})" if months else f"pd.Timedelta(days={abs(n)})"
        return f"AS_OF {'-' if n < 0 else '+'} {length}"


def _length(length: Last | Span) -> tuple[bool, int]:
    months = length.unit in _MONTHS
    return months, length.n * (_MONTHS if months else _DAYS)[length.unit]


def _days(low: str, high: str) -> Days | None:
    try:
        return Days(date.fromisoformat(low[:10]), date.fromisoformat(high[:10]))
    except ValueError:
        return None
