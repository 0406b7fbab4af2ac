"""Metrics, and the criteria that comparing them gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NoReturn

from seg_widgets.definition import Aggregate, Change, Criterion, DaysSince, DaysUntil, Op, Ratio, Span
from seg_widgets.definition import Metric as MetricNode
from seg_widgets.definition.spelling import text
from seg_widgets.dsl.about import About
from seg_widgets.dsl.advice import NoTruth, advise
from seg_widgets.dsl.expressions import Expression
from seg_widgets.dsl.spans import length


class Comparable(NoTruth):
    """One value an entity (or a row); comparing it gives a condition.

    Text comparisons take ``ignore_case`` and ``trim``. A missing value meets no comparison; ask with ``is_missing``.
    """

    __slots__ = ("_text", "about")
    __hash__ = None  # type: ignore[assignment]
    node: MetricNode
    about: About
    _text: str

    # -- comparisons with a value or another metric

    def is_(self, value: Any, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it equals the value."""
        return self._call("is_", "is", value, ignore_case=ignore_case, trim=trim)

    def is_not(self, value: Any, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it is there and differs from the value."""
        return self._call("is_not", "is_not", value, ignore_case=ignore_case, trim=trim)

    def is_in(self, values: Iterable[Any], *more: Any, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it is one of the values."""
        return self._call("is_in", "one_of", _several("is_in", values, more), ignore_case=ignore_case, trim=trim)

    def is_not_in(self, values: Iterable[Any], *more: Any, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it is there and none of the values."""
        return self._call("is_not_in", "none_of", _several("is_not_in", values, more), ignore_case=ignore_case, trim=trim)

    def between(self, low: Any, high: Any) -> Expression:
        """Met from the lower value to the upper, both included."""
        low, high = _plain(low), _plain(high)
        return Expression(
            Criterion(metric=self.node, op="between", value=(low, high)),
            self.about,
            f"{self._dotted()}.between({text(low)}, {text(high)})",
        )

    def __eq__(self, other: object) -> Expression:  # type: ignore[override]
        return (self.is_true() if other else self.is_false()) if isinstance(other, bool) else self._sign("==", "is", other)

    def __ne__(self, other: object) -> Expression:  # type: ignore[override]
        return (self.is_false() if other else self.is_true()) if isinstance(other, bool) else self._sign("!=", "is_not", other)

    def __lt__(self, other: Any) -> Expression:
        return self._sign("<", "<", other)

    def __le__(self, other: Any) -> Expression:
        return self._sign("<=", "<=", other)

    def __gt__(self, other: Any) -> Expression:
        return self._sign(">", ">", other)

    def __ge__(self, other: Any) -> Expression:
        return self._sign(">=", ">=", other)

    # -- text

    def contains(self, part: str, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where the text has the part in it."""
        return self._call("contains", "contains", part, ignore_case=ignore_case, trim=trim)

    def starts_with(self, part: str, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where the text starts so."""
        return self._call("starts_with", "starts_with", part, ignore_case=ignore_case, trim=trim)

    def ends_with(self, part: str, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where the text ends so."""
        return self._call("ends_with", "ends_with", part, ignore_case=ignore_case, trim=trim)

    def matches(self, pattern: str, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where the regular expression (RE2) is found in the text."""
        return self._call("matches", "matches", pattern, ignore_case=ignore_case, trim=trim)

    # -- true, false, missing

    def is_true(self) -> Expression:
        """Met where it is true; not where it is missing."""
        return self._call("is_true", "is_true")

    def is_false(self) -> Expression:
        """Met where it is false; not where it is missing."""
        return self._call("is_false", "is_false")

    def is_missing(self, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where there is no value."""
        return self._call("is_missing", "is_missing", ignore_case=ignore_case, trim=trim)

    def is_present(self, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where there is a value."""
        return self._call("is_present", "is_present", ignore_case=ignore_case, trim=trim)

    # -- dates

    def on(self, day: Any) -> Expression:
        """Met on the day."""
        return self._call("on", "is", day)

    def before(self, day: Any) -> Expression:
        """Met before the day."""
        return self._call("before", "<", day)

    def after(self, day: Any) -> Expression:
        """Met after the day."""
        return self._call("after", ">", day)

    def on_or_before(self, day: Any) -> Expression:
        """Met up to the day, it included."""
        return self._call("on_or_before", "<=", day)

    def on_or_after(self, day: Any) -> Expression:
        """Met from the day on."""
        return self._call("on_or_after", ">=", day)

    def same_month(self, day: Any) -> Expression:
        """Met in the calendar month of a day, or of another date."""
        return self._call("same_month", "same_month", day)

    def in_next(
        self,
        *given: Any,
        days: int | None = None,
        weeks: int | None = None,
        months: int | None = None,
        quarters: int | None = None,
        years: int | None = None,
    ) -> Expression:
        """Met from the as-of date to so long after it, both included."""
        return self._span("in_next", given, days=days, weeks=weeks, months=months, quarters=quarters, years=years)

    def within_last(
        self,
        *given: Any,
        days: int | None = None,
        weeks: int | None = None,
        months: int | None = None,
        quarters: int | None = None,
        years: int | None = None,
    ) -> Expression:
        """Met in the last so many days, the as-of date being the last of them."""
        return self._span("within_last", given, days=days, weeks=weeks, months=months, quarters=quarters, years=years)

    def days_since(self) -> Metric:
        """Give the days from the date to the as-of date; negative for a date to come."""
        return self._days(DaysSince, "days_since")

    def days_until(self) -> Metric:
        """Give the days from the as-of date to the date; negative for a date that has passed."""
        return self._days(DaysUntil, "days_until")

    # -- arithmetic

    def __truediv__(self, other: Any) -> Metric:
        if not isinstance(other, Comparable):
            _plain(other)
            advise(
                "no-ratio",
                f"{self!r} is divided by {other!r}.",
                "A ratio is of two metrics; put a number on the other side.",
            )
        return Metric(
            Ratio(numerator=self.node, denominator=other.node),
            self.about.with_(other.about),
            f"{self._dotted()} / {other._dotted()}",
        )

    def _joined(self, other: Any) -> NoReturn:
        advise(
            "not-a-condition",
            f"{self!r} is a value, not a condition.",
            "Compare it with something; beside & and | put each comparison in parentheses: (a > 1) & (b < 2).",
        )

    __and__ = __rand__ = __or__ = __ror__ = _joined

    def __invert__(self) -> NoReturn:
        self._joined(None)

    @property
    def condition(self) -> NoReturn:
        """Not there: a value is no condition. Asked by Segment, and answered with advice."""
        self._joined(None)

    # -- how criteria and their Python are made

    def _dotted(self) -> str:
        return self._text

    def _call(self, method: str, op: Op, *value: Any, ignore_case: bool = False, trim: bool = False) -> Expression:
        words = [text(list(v)) if isinstance(v, tuple) else _text_of(v) for v in value]
        words += [f"{name}=True" for name, on in (("ignore_case", ignore_case), ("trim", trim)) if on]
        return self._criterion(
            op,
            value[0] if value else None,
            f"{self._dotted()}.{method}({', '.join(words)})",
            wants=bool(value),
            ignore_case=ignore_case,
            trim=trim,
        )

    def _sign(self, sign: str, op: Op, value: Any) -> Expression:
        return self._criterion(op, value, f"{self._text} {sign} {_text_of(value)}", atom=False)

    def _criterion(self, op: Op, value: Any, written: str, *, wants: bool = True, atom: bool = True, **options: Any) -> Expression:
        about = self.about
        if isinstance(value, Comparable):
            about, value = about.with_(value.about), value.node
        elif wants:
            value = _plain(value)
        return Expression(Criterion(metric=self.node, op=op, value=value, **options), about, written, atom=atom)

    def _span(self, method: Literal["in_next", "within_last"], given: tuple[Any, ...], **units: int | None) -> Expression:
        n, unit = length(method, given, **units)
        return self._criterion(method, Span(n=n, unit=unit), f"{self._dotted()}.{method}({unit}={n})")

    def _days(self, kind: type[DaysSince] | type[DaysUntil], method: str) -> Metric:
        if self.node.kind not in ("attribute", "aggregate"):
            advise(
                "no-date",
                f"{self!r} is not a date.",
                f"Take .{method}() of a date column, or of .last_day or .first_day.",
            )
        return Metric(kind(of=self.node), self.about, f"{self._dotted()}.{method}()")

    def __repr__(self) -> str:
        return self._text


class Metric(Comparable):
    """A metric that is computed: an aggregate in its window, days since, tenure, a ratio, a change."""

    __slots__ = ("node",)

    def __init__(self, node: MetricNode, about: About, written: str) -> None:
        self.node, self.about, self._text = node, about, written

    def change(self, *, absolute: bool = False) -> Metric:
        """Give the change on the adjacent window before: relative, (now - before) / before, or absolute, now - before."""
        if not isinstance(self.node, Aggregate):
            advise(
                "no-window-before",
                f"{self!r} has no window before it.",
                "A change is of an aggregate of rows: usage.count.last(days=30).change().",
            )
        return Metric(
            Change(of=self.node, how="absolute" if absolute else "relative"),
            self.about,
            f"{self._text}.change({'absolute=True' if absolute else ''})",
        )

    def _dotted(self) -> str:
        return f"({self._text})" if isinstance(self.node, Ratio) else self._text


def _plain(value: Any) -> Any:
    """Refuse what is no value, with advice. What remains is the node's own to judge."""
    if value is None:
        advise("no-value", "None is not a value to compare with.", "Write .is_missing() or .is_present().")
    if isinstance(value, NoTruth):
        getattr(value, "node", None)  # rows without a window have advice of their own
        advise("not-a-value", f"{value!r} is not a value to compare with here.", "Give a number, a text or a day.")
    return value


def _several(method: str, values: Any, more: tuple[Any, ...]) -> tuple[Any, ...]:
    if more or isinstance(values, str | bytes | NoTruth) or not isinstance(values, Iterable):
        advise("no-list", f".{method}() wants a list.", f'Write .{method}(["a", "b"]).')
    # a set has no order of its own: the definition must not depend on the day's
    return tuple(_plain(v) for v in (sorted(values, key=repr) if isinstance(values, set | frozenset) else values))


def _text_of(value: Any) -> str:
    return value._dotted() if isinstance(value, Comparable) else text(value)
