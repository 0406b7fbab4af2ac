"""Aggregates of rows that wait for their window: ``usage.count``, ``usage.minutes.sum``."""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn

from seg_widgets.definition import (
    Aggregate,
    Aggregation,
    Ago,
    AnyTime,
    Attribute,
    Dates,
    Group,
    Holding,
    Last,
    Tenure,
    Window,
)
from seg_widgets.definition.spelling import text
from seg_widgets.dsl.about import About
from seg_widgets.dsl.advice import NoTruth, UnknownName, advise
from seg_widgets.dsl.metrics import Comparable, Metric
from seg_widgets.dsl.spans import length
from seg_widgets.errors import Problem, suggest

_WHEN = 'Say when: .last(days=30), .ago(31, 60), .between("2024-01-01", "2024-03-31"), .ever(), or .now() for rows that hold today.'


class Unwindowed(NoTruth):
    """An aggregate of rows, before it is said of which days. Its window makes a metric of it."""

    __slots__ = ("_agg", "_column", "_table", "_text", "_via", "_where", "about")
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        table: str,
        agg: Aggregation,
        column: str | None,
        where: Group | None,
        via: str | None,
        about: About,
        written: str,
    ) -> None:
        self._table, self._agg, self._column, self._where, self._via = table, agg, column, where, via
        self.about, self._text = about, written

    def last(
        self,
        *given: Any,
        days: int | None = None,
        weeks: int | None = None,
        months: int | None = None,
        quarters: int | None = None,
        years: int | None = None,
    ) -> Metric:
        """Take the rows of the last days (weeks, months ...), the as-of date being the last of them."""
        n, unit = length("last", given, days=days, weeks=weeks, months=months, quarters=quarters, years=years)
        return self._in(Last(n=n, unit=unit), f"last({unit}={n})")

    def ago(self, a: int, b: int) -> Metric:
        """Take the rows between a and b days ago, both included."""
        return self._in(Ago(a=a, b=b), f"ago({a}, {b})")

    def between(self, start: str | date, end: str | date) -> Metric:
        """Take the rows from one day to another, both included."""
        for day in (start, end):
            if not isinstance(day, str | date):
                advise(
                    "no-day",
                    f"{day!r} is not a day.",
                    'Before a comparison say when; a window is of days: .between("2024-01-01", "2024-03-31").',
                )
        return self._in(Dates(start=start, end=end), f"between({text(str(start))}, {text(str(end))})")

    def ever(self) -> Metric:
        """Take all dated rows up to the as-of date."""
        return self._in(AnyTime(), "ever()")

    def now(self) -> Metric:
        """Take the rows of an interval table that hold on the as-of date."""
        return self._in(Holding(), "now()")

    def _in(self, window: Window, written: str) -> Metric:
        node = Aggregate(table=self._table, agg=self._agg, column=self._column, window=window, where=self._where, via=self._via)
        return Metric(node, self.about, f"{self._text}.{written}")

    def _when(self, *_: Any) -> NoReturn:
        advise("no-window", f"{self._text} does not say of which days.", _WHEN)

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _when
    __truediv__ = __rtruediv__ = __and__ = __rand__ = __or__ = __ror__ = __invert__ = _when

    @property
    def node(self) -> NoReturn:
        """Not there before a window is given; answered with advice."""
        self._when()

    @property
    def condition(self) -> NoReturn:
        """Not there before a window is given; answered with advice."""
        self._when()

    def __getattr__(self, name: str) -> NoReturn:
        if name in _OF_METRICS:
            raise UnknownName(Problem("no-window", f"{self._text} does not say of which days.", "", _WHEN))
        raise UnknownName(Problem("unknown-name", f"{self._text} has no {name!r}.", "", _WHEN))

    def __repr__(self) -> str:
        return self._text


_OF_METRICS = frozenset(name for name in dir(Metric) if not name.startswith("_"))


class Column(Comparable):
    """A column: compared, it is the entity's (or the row's) own; aggregated, it is of many rows."""

    __slots__ = ("_name", "_rows")

    def __init__(self, rows: Any, name: str, about: About, written: str) -> None:
        self._rows, self._name, self.about, self._text = rows, name, about, written

    @property
    def node(self) -> Any:  # type: ignore[override]
        """The column as a metric.

        Raises
        ------
        DefinitionError
            ``filtered-column``: it is a column of filtered rows, which is many values.
        """
        if self._rows._conditions or self._rows._via_column:
            advise(
                "filtered-column",
                f"{self._text} is of several rows.",
                "Aggregate it, such as .sum.last(days=30) or .latest.ever(); put a condition on the row into where(...), "
                "on related entities into any(...).",
            )
        return Attribute(column=self._name)

    def tenure(self, unit: Any = "months") -> Metric:
        """Give the whole calendar months (or years, or days) from the date to the as-of date; missing before it."""
        assert self.node  # a filtered column says what is wrong
        return Metric(
            Tenure(since=self._name, unit=unit),
            self.about,
            f"{self._text}.tenure({'' if unit == 'months' else text(unit)})",
        )

    def _aggregate(self, agg: Aggregation) -> Unwindowed:
        waiting: Unwindowed = self._rows._aggregate(agg, self._name, f"{self._text}.{agg}")
        return waiting

    @property
    def sum(self) -> Unwindowed:
        """The sum over rows; 0 with no rows."""
        return self._aggregate("sum")

    @property
    def mean(self) -> Unwindowed:
        """The mean over rows; missing with no rows."""
        return self._aggregate("mean")

    @property
    def min(self) -> Unwindowed:
        """The least value, or earliest date."""
        return self._aggregate("min")

    @property
    def max(self) -> Unwindowed:
        """The greatest value, or latest date."""
        return self._aggregate("max")

    @property
    def median(self) -> Unwindowed:
        """The median over rows, interpolated."""
        return self._aggregate("median")

    @property
    def distinct(self) -> Unwindowed:
        """The number of different values; 0 with no rows."""
        return self._aggregate("distinct")

    @property
    def first(self) -> Unwindowed:
        """The value of the first row that has one."""
        return self._aggregate("first")

    @property
    def latest(self) -> Unwindowed:
        """The value of the latest row that has one."""
        return self._aggregate("latest")

    def __getattr__(self, name: str) -> NoReturn:
        if name in ("last", "ago", "ever", "now"):
            hint = f"First say what of the rows: {self._text}.sum.{name}(...), or .mean, .min, .max, .median, .distinct, .first, .latest."
        else:
            hint = suggest(name, [n for n in dir(type(self)) if not n.startswith("_")])
        raise UnknownName(Problem("unknown-name", f"{self._text} has no {name!r}.", "", hint))
