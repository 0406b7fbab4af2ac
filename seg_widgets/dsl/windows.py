"""Of which days: the words that end whatever is said about rows."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Any, Generic, NoReturn, TypeVar

from seg_widgets.definition import Ago, AnyTime, Dates, Holding, Last, Param, Since, Window
from seg_widgets.definition.spelling import text
from seg_widgets.dsl.about import About
from seg_widgets.dsl.advice import NoTruth, UnknownName, advise
from seg_widgets.dsl.spans import length
from seg_widgets.dsl.values import column_of
from seg_widgets.errors import Problem

WHEN = 'Say when: .last(days=30), .ago(31, 60), .between("2024-01-01", "2024-03-31"), .ever(), or .now() for rows that hold today.'

Made = TypeVar("Made")


class Windows(NoTruth, Generic[Made]):
    """Something about rows, before it is said of which days."""

    __slots__ = ("_text", "about")
    __hash__ = None  # type: ignore[assignment]
    _text: str
    about: About

    def last(
        self,
        *given: Any,
        days: int | Param | None = None,
        weeks: int | Param | None = None,
        months: int | Param | None = None,
        quarters: int | Param | None = None,
        years: int | Param | None = None,
    ) -> Made:
        """Take the rows of the last days (weeks, months ...), the as-of date being the last of them."""
        n, unit = length("last", given, days=days, weeks=weeks, months=months, quarters=quarters, years=years)
        return self._in(Last(n=n, unit=unit), f"last({unit}={text(n)})", self.about)

    def first(
        self,
        *given: Any,
        since: Any = None,
        days: int | Param | None = None,
        weeks: int | Param | None = None,
        months: int | Param | None = None,
        quarters: int | Param | None = None,
        years: int | Param | None = None,
    ) -> Made:
        """Take the rows of the first days (weeks, months ...) since a date of the entity, that day being the first of them."""
        n, unit = length("first", given, days=days, weeks=weeks, months=months, quarters=quarters, years=years)
        if since is None:
            advise(
                "no-anchor",
                ".first() does not say since when.",
                f"Write .first({unit}={text(n)}, since=accounts.started_on), or another date of the entity.",
            )
        anchor, about, written = column_of(since, f"since=accounts.started_on in .first({unit}={text(n)}, since=...)")
        return self._in(Since(anchor=anchor, n=n, unit=unit), f"first({unit}={text(n)}, since={written})", self.about.with_(about))

    def ago(self, a: int | Param, b: int | Param) -> Made:
        """Take the rows between a and b days ago, both included."""
        return self._in(Ago(a=a, b=b), f"ago({text(a)}, {text(b)})", self.about)

    def between(self, start: str | date, end: str | date) -> Made:
        """Take the rows from one day to another, both included."""
        for day in (start, end):
            if not isinstance(day, str | date):
                advise(
                    "no-day",
                    f"{day!r} is not a day.",
                    'Before a comparison say when; a window is of days: .between("2024-01-01", "2024-03-31").',
                )
        return self._in(Dates(start=start, end=end), f"between({text(str(start))}, {text(str(end))})", self.about)

    def ever(self) -> Made:
        """Take all dated rows up to the as-of date."""
        return self._in(AnyTime(), "ever()", self.about)

    def now(self) -> Made:
        """Take the rows of an interval table that hold on the as-of date."""
        return self._in(Holding(), "now()", self.about)

    @abstractmethod
    def _in(self, window: Window, written: str, about: About) -> Made: ...

    def _when(self, *_: Any) -> NoReturn:
        advise("no-window", f"{self._text} does not say of which days.", WHEN)

    __lt__ = __le__ = __gt__ = __ge__ = __eq__ = __ne__ = _when
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _when
    __and__ = __rand__ = __or__ = __ror__ = __invert__ = _when

    @property
    def node(self) -> NoReturn:
        """Not there before a window is given; answered with advice."""
        self._when()

    @property
    def condition(self) -> NoReturn:
        """Not there before a window is given; answered with advice."""
        self._when()

    def muted(self) -> NoReturn:
        """Not there before a window is given; answered with advice."""
        self._when()

    def __getattr__(self, name: str) -> NoReturn:
        raise UnknownName(Problem("unknown-name", f"{self._text} has no {name!r}.", "", WHEN))

    def __repr__(self) -> str:
        return self._text
