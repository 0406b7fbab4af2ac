"""Aggregates of rows that wait for their window: ``usage.count``, ``usage.minutes.sum``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from seg_widgets.definition import Aggregate, Aggregation, Attribute, Group, Lookup, Match, Tenure, Window
from seg_widgets.definition.spelling import plain, text
from seg_widgets.dsl.about import About, together
from seg_widgets.dsl.advice import MEANT, NoTruth, UnknownName, advise
from seg_widgets.dsl.metrics import Comparable, Metric
from seg_widgets.dsl.values import column_of
from seg_widgets.dsl.windows import WHEN, Windows
from seg_widgets.errors import Problem, suggest


class Unwindowed(Windows[Metric]):
    """An aggregate of rows, before it is said of which days. Its window makes a metric of it."""

    __slots__ = ("_agg", "_column", "_q", "_table", "_via", "_where")

    def __init__(
        self,
        table: str,
        agg: Aggregation,
        column: str | None,
        where: Group | None,
        via: str | None,
        about: About,
        written: str,
        q: float | None = None,
    ) -> None:
        self._q = q
        self._table, self._agg, self._column, self._where, self._via = table, agg, column, where, via
        self.about, self._text = about, written

    def _in(self, window: Window, written: str, about: About) -> Metric:
        node = Aggregate(table=self._table, agg=self._agg, column=self._column, q=self._q, window=window, where=self._where, via=self._via)
        return Metric(node, about, f"{self._text}.{written}")

    def __call__(self, *_: Any, **__: Any) -> NoReturn:
        """Not a method; answered with advice."""
        advise("not-a-method", f"{self._text} takes no parentheses.", f"Write {self._text}.last(days=30), or the like.")

    def __getattr__(self, name: str) -> NoReturn:
        if name in _OF_METRICS:
            self._no_window()
        super().__getattr__(name)

    def _no_window(self) -> NoReturn:
        raise UnknownName(Problem("no-window", f"{self._text} does not say of which days.", "", WHEN))


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

    def lookup(self, /, *on: Mapping[str, Any], **more: Any) -> Metric:
        """Look the column up in the one row whose columns equal columns of the entity; missing where not exactly one fits.

        Parameters
        ----------
        on, more
            Column of this table = column of the entity, or a value: ``benchmarks.uses.lookup(industry=accounts.industry,
            feature="Dashboards")``. A mapping for names that are no keywords.
        """
        assert self.node  # a filtered column says what is wrong
        example = f"{self._text}.lookup(industry=accounts.industry)"
        pairs = [pair for mapping in on for pair in _items(mapping, example)] + list(more.items())
        matches, abouts, written = [], [], []
        for column, given in pairs:
            if isinstance(given, NoTruth):
                name, about, words = column_of(given, example)
                matches.append(Match(column=column, attribute=name))
                abouts.append(about)
            else:
                matches.append(Match(column=column, value=given))
                words = text(given)
            written.append((column, words))
        table: str = self._rows._name
        node = Lookup(table=table, column=self._name, on=tuple(matches))
        about = together([About(schema=self.about.schema, home=self.about.home), *abouts])
        short = all(plain(c) for c, _ in written) and len({c for c, _ in written}) == len(written)
        said = [f"{c}={w}" if short else f"{{{text(c)}: {w}}}" for c, w in written]
        return Metric(node, about, f"{self._text}.lookup({', '.join(said)})")

    def quantile(self, q: float) -> Unwindowed:
        """Give a quantile over rows, 0 to 1, interpolated; missing with no rows."""
        if isinstance(q, bool) or not isinstance(q, int | float):
            advise("no-number", f"{self._text}.quantile() wants a number.", f"Write {self._text}.quantile(0.9).last(days=30).")
        waiting: Unwindowed = self._rows._aggregate("quantile", self._name, f"{self._text}.quantile({text(float(q))})", float(q))
        return waiting

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
        if name in ("last", "ago", "ever", "now", "between"):
            hint = f"First say what of the rows: {self._text}.sum.{name}(...), or .mean, .min, .max, .median, .distinct, .first, .latest."
        else:
            hint = suggest(name, [n for n in dir(type(self)) if not n.startswith("_")])
            hint = f"Did you mean {MEANT[name]!r}?" if name in MEANT else hint
        raise UnknownName(Problem("unknown-name", f"{self._text} has no {name!r}.", "", hint))


def _items(mapping: Any, example: str) -> list[tuple[str, Any]]:
    if not isinstance(mapping, Mapping):
        advise("no-map", f"{mapping!r} does not say which column it equals.", f"Write {example}.")
    return list(mapping.items())
