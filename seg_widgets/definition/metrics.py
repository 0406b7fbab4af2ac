"""Metrics: one value an entity (or a row, inside a row filter), as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from seg_widgets.definition.base import Node
from seg_widgets.definition.parameters import Param
from seg_widgets.definition.scalars import Number, Scalar
from seg_widgets.definition.windows import AnyTime, Last, Window
from seg_widgets.wording import Fault

if TYPE_CHECKING:  # a row filter is a group, and groups know metrics: completed in the package's __init__
    from seg_widgets.definition.criteria import Group

Name = Annotated[str, Field(min_length=1)]

NumberOrParam = Annotated[
    Annotated[Number, Tag("number")] | Annotated[Param, Tag("param")],
    Discriminator(lambda value: "param" if isinstance(value, dict | Node) else "number"),
]

ScalarOrParam = Annotated[
    Annotated[Scalar, Tag("value")] | Annotated[Param, Tag("param")],
    Discriminator(lambda value: "param" if isinstance(value, dict | Node) else "value"),
]

Aggregation = Literal[
    "count", "active_days", "first_day", "last_day",
    "active_periods", "sum", "mean", "min", "max", "median", "quantile", "distinct", "first", "latest",
]  # fmt: skip

OF_ROWS = frozenset({"count", "active_days", "active_periods", "first_day", "last_day"})
"""Aggregations of rows and their days; the others are of a column."""


class Attribute(Node):
    """A column of the table that the criterion is about: the entity's, or the row's inside a row filter."""

    kind: Literal["attribute"] = "attribute"
    column: Name


class Tenure(Node):
    """Whole calendar months (or years, or days) from a date of the entity to the as-of date; missing before it starts."""

    kind: Literal["tenure"] = "tenure"
    since: Name
    unit: Literal["months", "years", "days"] = "months"


class DaysSince(Node):
    """The as-of date minus a date, in days; negative for a date to come."""

    kind: Literal["days_since"] = "days_since"
    of: Annotated[Attribute | Aggregate, Field(discriminator="kind")]


class DaysUntil(Node):
    """A date minus the as-of date, in days; negative for a date that has passed."""

    kind: Literal["days_until"] = "days_until"
    of: Annotated[Attribute | Aggregate, Field(discriminator="kind")]


class Aggregate(Node):
    """An aggregate over an entity's rows of a dated table, in a window, through a row filter.

    ``count`` counts rows, ``active_days`` distinct days, ``active_periods`` those of the n trailing weeks (months ...) of a
    ``last`` window that hold a row; ``first_day``/``last_day`` give the day of the first and last row. The other aggregations
    are of ``column``; ``quantile`` is the one at ``q``, 0 to 1, interpolated linearly.
    """

    kind: Literal["aggregate"] = "aggregate"
    table: Name
    agg: Aggregation
    column: Name | None = None
    q: Annotated[float, Field(ge=0, le=1)] | None = None
    window: Window = AnyTime()
    where: Group | None = None
    via: Name | None = None

    @model_validator(mode="after")
    def _column_where_needed(self) -> Aggregate:
        if self.agg in OF_ROWS and self.column is not None:
            raise Fault(
                "column-not-wanted",
                f"{self.agg!r} is of rows, not of the column {self.column!r}.",
                "Leave the column out.",
            )
        if self.agg not in OF_ROWS and self.column is None:
            raise Fault("column-missing", f"{self.agg!r} wants a column.", "Name the column.")
        if (self.agg == "quantile") != (self.q is not None):
            raise Fault("q-fits-quantile", "'quantile' wants q, from 0 to 1, and only 'quantile' does.", "", part="q")
        if self.agg == "active_periods" and not isinstance(self.window, Last):
            raise Fault(
                "no-periods",
                "Active periods are counted among the last n weeks, months or the like.",
                "Use a 'last' window: its unit is the period.",
                part="window",
            )
        return self


class Change(Node):
    """A metric in its windows against the same metric in the adjacent windows before them.

    ``relative`` is (now - before) / before, missing where before is missing or 0; ``absolute`` is now - before. Every
    aggregate in the metric is taken in the window before; what has no window (an attribute) is the same both times.
    """

    kind: Literal["change"] = "change"
    of: Metric
    how: Literal["relative", "absolute"] = "relative"

    @model_validator(mode="after")
    def _has_a_window_before(self) -> Change:
        if any(isinstance(part, Change) for part in _inside(self.of)):
            raise Fault("change-of-change", "A change is not taken of a change.", "Take it of the metric itself.", part="of")
        aggregates = [part for part in _inside(self.of) if isinstance(part, Aggregate)]
        if not aggregates or not all(isinstance(a.window, Last) for a in aggregates):
            raise Fault(
                "no-window-before",
                "A change wants a window that has one before it: the last n days, weeks or months.",
                "Use a 'last' window.",
                part="of.window" if isinstance(self.of, Aggregate) else "of",
            )
        return self


class Ratio(Node):
    """One metric divided by another; missing where the denominator is missing or 0."""

    kind: Literal["ratio"] = "ratio"
    numerator: Metric
    denominator: Metric


class Constant(Node):
    """A number, where a metric stands: in arithmetic and ratios."""

    kind: Literal["constant"] = "constant"
    value: NumberOrParam


class Arithmetic(Node):
    """Two metrics added, subtracted or multiplied, in double precision; missing where one of them is. (`Ratio` divides.)"""

    kind: Literal["arithmetic"] = "arithmetic"
    op: Literal["+", "-", "*"]
    left: Metric
    right: Metric


class IfMissing(Node):
    """A metric, with a value where it has none."""

    kind: Literal["if_missing"] = "if_missing"
    of: Metric
    value: Scalar


class Mapped(Node):
    """A metric's values, each turned into another; a value without one becomes ``other``, or missing.

    A missing value stays missing. ``to`` are all numbers, or all texts.
    """

    kind: Literal["map"] = "map"
    of: Metric
    pairs: tuple[Pair, ...]
    other: Scalar | None = None

    @model_validator(mode="after")
    def _whole(self) -> Mapped:
        if not self.pairs:
            raise Fault("empty-map", "A map without pairs makes every value missing.", "Give at least one pair.", part="pairs")
        froms = [(isinstance(p.value, str), p.value) for p in self.pairs]
        if len(set(froms)) < len(froms):
            twice = next(p.value for p in self.pairs if froms.count((isinstance(p.value, str), p.value)) > 1)
            raise Fault("mapped-twice", f"{twice!r} is mapped twice.", "Keep one of the two.", part="pairs")
        given = [p.to for p in self.pairs] + ([] if self.other is None else [self.other])
        if len({"text" if isinstance(v, str) else "boolean" if isinstance(v, bool) else "number" for v in given}) > 1:
            raise Fault("mixed-map", "A map gives all numbers or all texts.", "Write all results alike.", part="pairs")
        if any(isinstance(v, bool) for v in given):
            raise Fault("mixed-map", "A map gives numbers or texts, not true or false.", "Map to 1 and 0.", part="pairs")
        return self


class Pair(Node):
    """One value of a map, and what it becomes."""

    value: Scalar
    to: Scalar


class Ordered(Node):
    """A text whose values have an order, lowest first, by which it is compared: Silver < Gold. Others have no place in it."""

    kind: Literal["ordered"] = "ordered"
    of: Metric
    order: tuple[str, ...]

    @model_validator(mode="after")
    def _an_order(self) -> Ordered:
        if len(self.order) < 2 or len(set(self.order)) < len(self.order):
            raise Fault("no-order", "An order names at least two values, each once.", "Give them lowest first.", part="order")
        return self


class Outer(Node):
    """A metric of the entity outside: in a related group of the one it started from, in a row filter of the row's entity.

    ``up`` says how many levels out.
    """

    kind: Literal["outer"] = "outer"
    of: Metric
    up: Annotated[int, Field(ge=1, le=9, strict=True)] = 1


class Peers(Node):
    """The median, mean or a quantile of a metric among the entities that share one or more attributes, itself among them.

    Within the universe. An entity without one of the attributes has no peers, and the metric is missing.
    """

    kind: Literal["peers"] = "peers"
    of: Metric
    by: tuple[Name, ...]
    stat: Literal["median", "mean", "quantile"] = "median"
    q: Annotated[float, Field(ge=0, le=1)] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Peers:
        if not self.by or len(set(self.by)) < len(self.by):
            raise Fault("no-peers", "Peers share at least one attribute, each named once.", "Name an attribute.", part="by")
        if (self.stat == "quantile") != (self.q is not None):
            raise Fault("q-fits-quantile", "'quantile' wants q, from 0 to 1, and only 'quantile' does.", "", part="q")
        return self


class Tier(Node):
    """The quantile tier of a metric among the entities of the universe that have a value: 1, the lowest, to k.

    floor((lowest rank - 1) * k / n) + 1: ties share a tier; a missing value has none.
    """

    kind: Literal["tier"] = "tier"
    of: Metric
    k: Annotated[int, Field(ge=2, le=1000, strict=True)]


class Match(Node):
    """An attribute of the entity, or a value, and the column of a table that must equal it."""

    column: Name
    attribute: Name | None = None
    value: ScalarOrParam | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Match:
        if (self.attribute is None) == (self.value is None):
            raise Fault("no-match", "A column equals an attribute of the entity or a value: one of the two.", "Give one.", part="attribute")
        return self


class Lookup(Node):
    """A column of a table of benchmarks (or other figures), in the row whose columns equal attributes of the entity.

    Missing where no row fits, or several do.
    """

    kind: Literal["lookup"] = "lookup"
    table: Name
    column: Name
    on: tuple[Match, ...]

    @model_validator(mode="after")
    def _whole(self) -> Lookup:
        if not self.on:
            raise Fault("no-lookup", "A lookup says by which attributes the row is found.", "Name at least one.", part="on")
        return self


Metric = Annotated[
    Attribute | Tenure | DaysSince | DaysUntil | Aggregate | Change | Ratio | Constant | Arithmetic | IfMissing | Mapped
    | Ordered | Outer | Peers | Tier | Lookup,
    Field(discriminator="kind"),
]  # fmt: skip


def _inside(metric: Node) -> Iterator[Node]:
    """Give the metrics that a metric is made of, itself first (not what row filters hold)."""
    yield metric
    if isinstance(metric, Aggregate):
        return
    for name in type(metric).model_fields:
        part = getattr(metric, name)
        if isinstance(part, Node):
            yield from _inside(part)
