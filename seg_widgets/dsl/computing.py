"""What is made of a metric: arithmetic, a value for missing, a map, an order, peers and tiers, days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from seg_widgets.definition import (
    Arithmetic,
    Constant,
    DaysSince,
    DaysUntil,
    IfMissing,
    Mapped,
    Ordered,
    Pair,
    Peers,
    Ratio,
    Tier,
)
from seg_widgets.definition import Metric as MetricNode
from seg_widgets.definition.spelling import text, wants_parentheses
from seg_widgets.dsl.about import About, together
from seg_widgets.dsl.advice import NoTruth, advise
from seg_widgets.dsl.values import column_of, plain_value

if TYPE_CHECKING:
    from seg_widgets.dsl.metrics import Metric


class Computing(NoTruth):
    """One value an entity (or a row), as far as other values are computed from it."""

    __slots__ = ("_text", "about")
    __array_ufunc__ = None  # so that numpy's numbers leave arithmetic to us
    node: MetricNode
    about: About
    _text: str

    # -- arithmetic: with numbers, parameters and other metrics

    def __add__(self, other: Any) -> Metric:
        return self._calculated("+", other)

    def __radd__(self, other: Any) -> Metric:
        return self._calculated("+", other, swapped=True)

    def __sub__(self, other: Any) -> Metric:
        return self._calculated("-", other)

    def __rsub__(self, other: Any) -> Metric:
        return self._calculated("-", other, swapped=True)

    def __mul__(self, other: Any) -> Metric:
        return self._calculated("*", other)

    def __rmul__(self, other: Any) -> Metric:
        return self._calculated("*", other, swapped=True)

    def __truediv__(self, other: Any) -> Metric:
        return self._calculated("/", other)

    def __rtruediv__(self, other: Any) -> Metric:
        return self._calculated("/", other, swapped=True)

    def __neg__(self) -> Metric:
        return self._calculated("*", -1, swapped=True)

    def _calculated(self, sign: Any, other: Any, *, swapped: bool = False) -> Metric:
        node, about, written = _side(other)
        sides = ((node, written), (self.node, self._text)) if swapped else ((self.node, self._text), (node, written))
        (left, left_text), (right, right_text) = sides
        left_text = f"({left_text})" if wants_parentheses(left, sign, right=False) else left_text
        right_text = f"({right_text})" if wants_parentheses(right, sign, right=True) else right_text
        made = Ratio(numerator=left, denominator=right) if sign == "/" else Arithmetic(op=sign, left=left, right=right)
        return self._metric(made, f"{left_text} {sign} {right_text}", about)

    # -- other values for it

    def if_missing(self, value: Any) -> Metric:
        """Give the metric, with a value where it has none."""
        value = plain_value(value)
        return self._metric(IfMissing(of=self.node, value=value), f"{self._dotted()}.if_missing({text(value)})")

    def map(self, values: Mapping[Any, Any], *, other: Any = None) -> Metric:
        """Turn each value into another; the others become ``other``, or missing. A missing value stays missing."""
        if not isinstance(values, Mapping):
            advise("no-map", f"{self!r}.map() wants a mapping.", 'Write .map({"Silver": 1, "Gold": 2}, other=0).')
        pairs = tuple(Pair(value=plain_value(v), to=plain_value(to)) for v, to in values.items())
        words = text({p.value: p.to for p in pairs}) + ("" if other is None else f", other={text(other)}")
        return self._metric(Mapped(of=self.node, pairs=pairs, other=other), f"{self._dotted()}.map({words})")

    def in_order(self, order: Iterable[str], *more: Any) -> Metric:
        """Give a text with an order of its values, lowest first, by which ``< <= > >=`` and ``between`` compare it."""
        if more or not isinstance(order, list | tuple):  # a set has no order
            advise("no-list", ".in_order() wants a list, lowest first.", 'Write .in_order(["Silver", "Gold"]).')
        order = tuple(plain_value(value) for value in order)
        return self._metric(Ordered(of=self.node, order=order), f"{self._dotted()}.in_order({text(order)})")

    # -- beside others

    def peer_median(self, *by: Any) -> Metric:
        """Give the median of it among the entities that share the columns, itself among them."""
        return self._among("median", by)

    def peer_mean(self, *by: Any) -> Metric:
        """Give the mean of it among the entities that share the columns, itself among them."""
        return self._among("mean", by)

    def peer_quantile(self, q: float, *by: Any) -> Metric:
        """Give the quantile (0 to 1) of it among the entities that share the columns, itself among them."""
        if isinstance(q, bool) or not isinstance(q, int | float):
            advise("no-number", ".peer_quantile() wants a number first.", "Write .peer_quantile(0.9, accounts.industry).")
        return self._among("quantile", by, q=float(q))

    def _among(self, stat: Any, by: tuple[Any, ...], q: float | None = None) -> Metric:
        columns = [column_of(b, f".peer_{stat}({'' if q is None else f'{q}, '}accounts.industry)") for b in by]
        words = ([] if q is None else [text(q)]) + [written for _, _, written in columns]
        node = Peers(of=self.node, by=tuple(name for name, _, _ in columns), stat=stat, q=q)
        return self._metric(node, f"{self._dotted()}.peer_{stat}({', '.join(words)})", together(about for _, about, _ in columns))

    def tier(self, k: int) -> Metric:
        """Give its quantile tier among all that have a value: 1, the lowest, to k."""
        return self._metric(Tier(of=self.node, k=k), f"{self._dotted()}.tier({k})")

    # -- of dates

    def days_since(self) -> Metric:
        """Give the days from the date to the as-of date; negative for a date to come."""
        return self._days(DaysSince, "days_since")

    def days_until(self) -> Metric:
        """Give the days from the as-of date to the date; negative for a date that has passed."""
        return self._days(DaysUntil, "days_until")

    def _days(self, kind: type[DaysSince] | type[DaysUntil], method: str) -> Metric:
        if self.node.kind not in ("attribute", "aggregate"):
            advise(
                "no-date",
                f"{self!r} is not a date.",
                f"Take .{method}() of a date column, or of .last_day or .first_day.",
            )
        return self._metric(kind(of=self.node), f"{self._dotted()}.{method}()")

    # -- how it is made

    def _metric(self, node: MetricNode, written: str, about: About | None = None) -> Metric:
        raise NotImplementedError

    def _dotted(self) -> str:
        """Write it so that a dot can follow."""
        return self._text

    def __repr__(self) -> str:
        return self._text


def _side(thing: Any) -> tuple[MetricNode, About, str]:
    """Take one side of a calculation: a metric, a number or a parameter."""
    if isinstance(thing, Computing):
        return thing.node, thing.about, thing._text
    value = plain_value(thing)
    constant = Constant(value=value)
    return constant, About(), text(constant.value)
