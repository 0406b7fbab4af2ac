"""Metrics, and the criteria that comparing them gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NoReturn

from seg_widgets.definition import Aggregate, Change, Criterion, Op, Param, Span
from seg_widgets.definition import Metric as MetricNode
from seg_widgets.definition.spelling import sign_of, text
from seg_widgets.definition.walk import walk
from seg_widgets.dsl.about import About
from seg_widgets.dsl.advice import advise
from seg_widgets.dsl.computing import Computing
from seg_widgets.dsl.expressions import Expression
from seg_widgets.dsl.spans import length
from seg_widgets.dsl.values import plain_value, several


class Comparable(Computing):
    """One value an entity (or a row); comparing it gives a condition.

    Text comparisons take ``ignore_case`` and ``trim``. A missing value meets no comparison; ask with ``is_missing``.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    # -- comparisons with a value or another metric

    def is_(self, value: Any, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it equals the value."""
        return self._call("is_", "is", value, ignore_case=ignore_case, trim=trim)

    def is_not(self, value: Any, *, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it is there and differs from the value."""
        return self._call("is_not", "is_not", value, ignore_case=ignore_case, trim=trim)

    def is_in(self, values: Iterable[Any], *more: Any, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it is one of the values."""
        return self._call("is_in", "one_of", several("is_in", values, more), ignore_case=ignore_case, trim=trim)

    def is_not_in(self, values: Iterable[Any], *more: Any, ignore_case: bool = False, trim: bool = False) -> Expression:
        """Met where it is there and none of the values."""
        return self._call("is_not_in", "none_of", several("is_not_in", values, more), ignore_case=ignore_case, trim=trim)

    def between(self, low: Any, high: Any) -> Expression:
        """Met from the lower value to the upper, both included."""
        low, high = plain_value(low), plain_value(high)
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

    # -- lists

    def has_any(self, values: Iterable[Any], *more: Any) -> Expression:
        """Met where the list has at least one of the values."""
        return self._call("has_any", "has_any", several("has_any", values, more))

    def has_all(self, values: Iterable[Any], *more: Any) -> Expression:
        """Met where the list has every one of the values."""
        return self._call("has_all", "has_all", several("has_all", values, more))

    def has_none(self, values: Iterable[Any], *more: Any) -> Expression:
        """Met where the list is there and has none of the values."""
        return self._call("has_none", "has_none", several("has_none", values, more))

    def is_empty(self) -> Expression:
        """Met where the list is there and has nothing in it."""
        return self._call("is_empty", "is_empty")

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
        days: int | Param | None = None,
        weeks: int | Param | None = None,
        months: int | Param | None = None,
        quarters: int | Param | None = None,
        years: int | Param | None = None,
    ) -> Expression:
        """Met from the as-of date to so long after it, both included."""
        return self._span("in_next", given, days=days, weeks=weeks, months=months, quarters=quarters, years=years)

    def within_last(
        self,
        *given: Any,
        days: int | Param | None = None,
        weeks: int | Param | None = None,
        months: int | Param | None = None,
        quarters: int | Param | None = None,
        years: int | Param | None = None,
    ) -> Expression:
        """Met in the last so many days, the as-of date being the last of them."""
        return self._span("within_last", given, days=days, weeks=weeks, months=months, quarters=quarters, years=years)

    # -- no condition by itself

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

    def _metric(self, node: MetricNode, written: str, about: About | None = None) -> Metric:
        return Metric(node, self.about if about is None else self.about.with_(about), written)

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
            value = plain_value(value)
        return Expression(Criterion(metric=self.node, op=op, value=value, **options), about, written, atom=atom)

    def _span(self, method: Literal["in_next", "within_last"], given: tuple[Any, ...], **units: int | Param | None) -> Expression:
        n, unit = length(method, given, **units)
        return self._criterion(method, Span(n=n, unit=unit), f"{self._dotted()}.{method}({unit}={text(n)})")


class Metric(Comparable):
    """A metric that is computed: an aggregate in its window, days since, tenure, arithmetic, a change."""

    __slots__ = ("node",)

    def __init__(self, node: MetricNode, about: About, written: str) -> None:
        self.node, self.about, self._text = node, about, written

    def change(self, *, absolute: bool = False) -> Metric:
        """Give the change on the adjacent window before: relative, (now - before) / before, or absolute, now - before."""
        if not any(isinstance(node, Aggregate) for _, node in walk(self.node)):
            advise(
                "no-window-before",
                f"{self!r} has no window before it.",
                "A change is of rows in a window: usage.count.last(days=30).change().",
            )
        return Metric(
            Change(of=self.node, how="absolute" if absolute else "relative"),
            self.about,
            f"{self._dotted()}.change({'absolute=True' if absolute else ''})",
        )

    def _dotted(self) -> str:
        return f"({self._text})" if sign_of(self.node) else self._text


def _text_of(value: Any) -> str:
    return value._dotted() if isinstance(value, Comparable) else text(value)
