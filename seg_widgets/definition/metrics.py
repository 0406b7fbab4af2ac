"""Metrics: one value an entity (or a row, inside a row filter), as of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from seg_widgets.definition.base import Node
from seg_widgets.definition.windows import AnyTime, Last, Window
from seg_widgets.wording import Fault

if TYPE_CHECKING:  # a row filter is a group, and groups know metrics: completed in the package's __init__
    from seg_widgets.definition.criteria import Group

Name = Annotated[str, Field(min_length=1)]

Aggregation = Literal[
    "count", "active_days", "first_day", "last_day",
    "sum", "mean", "min", "max", "median", "distinct", "first", "latest",
]  # fmt: skip

OF_ROWS = frozenset({"count", "active_days", "first_day", "last_day"})
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

    ``count`` counts rows, ``active_days`` distinct days, ``first_day``/``last_day`` give the day of the first and last row;
    the other aggregations are of ``column``.
    """

    kind: Literal["aggregate"] = "aggregate"
    table: Name
    agg: Aggregation
    column: Name | None = None
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
        return self


class Change(Node):
    """A metric in its window against the same metric in the adjacent window before it.

    ``relative`` is (now - before) / before, missing where before is missing or 0; ``absolute`` is now - before.
    """

    kind: Literal["change"] = "change"
    of: Aggregate
    how: Literal["relative", "absolute"] = "relative"

    @model_validator(mode="after")
    def _has_a_window_before(self) -> Change:
        if not isinstance(self.of.window, Last):
            raise Fault(
                "no-window-before",
                "A change wants a window that has one before it: the last n days, weeks or months.",
                "Use a 'last' window.",
                part="of.window",
            )
        return self


class Ratio(Node):
    """One metric divided by another; missing where the denominator is missing or 0."""

    kind: Literal["ratio"] = "ratio"
    numerator: Metric
    denominator: Metric


Metric = Annotated[
    Attribute | Tenure | DaysSince | DaysUntil | Aggregate | Change | Ratio,
    Field(discriminator="kind"),
]
