"""Criteria, groups and related groups: the tree of a segment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from seg_widgets.definition.base import Node
from seg_widgets.definition.metrics import Metric, Name
from seg_widgets.definition.operators import OPERATORS, Op
from seg_widgets.definition.parameters import CountFromZero, Param
from seg_widgets.definition.scalars import Scalar
from seg_widgets.definition.values import Operand, Span
from seg_widgets.definition.windows import Ago, AnyTime, Dates, Last, Window
from seg_widgets.wording import Fault


class Criterion(Node):
    """A metric compared with something.

    ``ignore_case`` and ``trim`` are for text. A muted criterion is as if it were not there.
    """

    kind: Literal["criterion"] = "criterion"
    metric: Metric
    op: Op
    value: Operand | None = None
    ignore_case: bool = False
    trim: bool = False
    muted: bool = False

    @model_validator(mode="after")
    def _operand_fits(self) -> Criterion:
        wants, value, op = OPERATORS[self.op].wants, self.value, self.op
        if wants == "nothing":
            if value is not None:
                raise Fault(
                    "operand-not-wanted",
                    f"{op!r} stands alone; it is given {value!r}.",
                    "Leave the value out.",
                    part="value",
                )
            return self
        if value is None:
            raise Fault("no-value", f"{op!r} wants something to compare with.", "Give a value.", part="value")
        if isinstance(value, Param) and wants in ("value", "value_or_metric", "values"):
            return self  # what it stands for is checked when it is put in
        if wants == "values":
            if not isinstance(value, tuple):
                raise Fault("no-list", f"{op!r} wants a list of values.", "Give a list, if only of one.", part="value")
            if not value:
                raise Fault(
                    "empty-list",
                    f"{op!r} has no values: it would never, or always, be met.",
                    "Give at least one value.",
                    part="value",
                )
        elif wants == "range":
            if not isinstance(value, tuple) or len(value) != 2:
                raise Fault(
                    "no-range",
                    f"{op!r} wants two values, the lower and the upper.",
                    "Give [lower, upper].",
                    part="value",
                )
            low, high = value
            if _backwards(low, high):
                raise Fault(
                    "backwards",
                    f"Between {low!r} and {high!r} runs backwards.",
                    "Give the lower value first.",
                    part="value",
                )
        elif wants == "span":
            if not isinstance(value, Span):
                raise Fault(
                    "no-span",
                    f"{op!r} wants a length of time, such as 30 days.",
                    "Give {kind: span, n: 30, unit: days}.",
                    part="value",
                )
        elif isinstance(value, tuple | Span) or (wants == "value" and isinstance(value, Node)):
            raise Fault("no-value", f"{op!r} wants one value.", "Give one value.", part="value")
        return self


def _backwards(low: object, high: object) -> bool:
    """Say so of numbers; texts (days, decimals) are read by the check, which knows the column's type."""
    return isinstance(low, int | float) and isinstance(high, int | float) and low > high


class Everyone(Node):
    """Met by every entity. The only way to say so: an empty group is an error."""

    kind: Literal["everyone"] = "everyone"
    muted: bool = False


class Group(Node):
    """All of, any of, none of, or at least n of its members."""

    kind: Literal["all", "any", "none", "at_least"]
    n: CountFromZero | None = None
    members: tuple[Condition, ...]
    muted: bool = False

    @model_validator(mode="after")
    def _not_empty(self) -> Group:
        if not self.members:
            raise Fault(
                "empty-group",
                "A group with no criteria is met by no one and by everyone: it has no meaning.",
                "Add a criterion, or use 'everyone'.",
                part="members",
            )
        if (self.kind == "at_least") != (self.n is not None):
            raise Fault("n-fits-at-least", "'at_least' wants n, and only 'at_least' does.", "", part="n")
        if self.n == 0:
            raise Fault("out-of-range", "At least 0 of them is met by everyone.", "Give 1 or more.", part="n")
        return self


Quantifier = Literal["any", "none", "at_least", "at_most", "exactly", "share", "every"]


class Related(Node):
    """A condition on related entities, with a quantifier: how many of those in scope must meet it.

    Attributes
    ----------
    table
        The related entity's table: an account's contacts, a contact's account.
    via
        The link's column, where there are several.
    scope
        Which related entities are looked at; ``None``: all of them.
    where
        What is asked of them.
    n, share
        The number of ``at_least``, ``at_most`` and ``exactly``; the least share (0 to 1) of ``share``. ``share`` and ``every``
        want at least one in scope.
    """

    kind: Literal["related"] = "related"
    table: Name
    quantifier: Quantifier = "any"
    n: CountFromZero | None = None
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    via: Name | None = None
    scope: Group | None = None
    where: Annotated[Group | Everyone, Field(discriminator="kind")]
    muted: bool = False

    @model_validator(mode="after")
    def _n_where_needed(self) -> Related:
        counted = self.quantifier in ("at_least", "at_most", "exactly")
        if counted != (self.n is not None):
            raise Fault("n-fits-quantifier", f"{self.quantifier!r} {'wants' if counted else 'takes no'} n.", "", part="n")
        if (self.quantifier == "share") != (self.share is not None):
            raise Fault("share-fits-quantifier", "'share' wants a share above 0, up to 1, and only 'share' does.", "", part="share")
        return self


class Habit(Node):
    """What an entity began, stopped or took up again, by its rows of a dated table.

    ``first_ever``: the first row that passes the filter lies in the window. ``stopped``: rows in the window before, none in
    the window. ``resumed``: rows in the window, none in the window before it, some earlier still.
    """

    kind: Literal["first_ever", "stopped", "resumed"]
    table: Name
    window: Window
    where: Group | None = None
    via: Name | None = None
    muted: bool = False

    @model_validator(mode="after")
    def _window_fits(self) -> Habit:
        if self.kind == "first_ever":
            if not isinstance(self.window, Last | Ago | Dates):
                raise Fault(
                    "window-does-not-fit",
                    "A first row ever is looked for in certain days.",
                    "Use a window of the last days, of days ago, or between two dates.",
                    part="window",
                )
        elif not isinstance(self.window, Last):
            raise Fault(
                "no-window-before",
                f"{self.kind!r} wants a window that has one before it: the last n days, weeks or months.",
                "Use a 'last' window.",
                part="window",
            )
        return self


class EveryRow(Node):
    """Every row of a dated table, in the window and through the filter, meets ``has``; and there is at least one."""

    kind: Literal["every_row"] = "every_row"
    table: Name
    window: Window = AnyTime()
    where: Group | None = None
    has: Group
    via: Name | None = None
    muted: bool = False


class Step(Node):
    """One step of a sequence: a row of a table that passes a filter.

    Attributes
    ----------
    within
        At most so many calendar days after the step before; required of every step but the first.
    without
        Between the step before and this one lies no such row.
    """

    table: Name
    where: Group | None = None
    via: Name | None = None
    within: CountFromZero | None = None
    without: Between | None = None


class Between(Node):
    """Rows that must not lie between two steps."""

    table: Name
    where: Group | None = None
    via: Name | None = None


class Sequence(Node):
    """A chain of rows, each strictly later than the one before, and at most ``within`` days after it. Rows of the same moment
    are not in order.

    All rows of the chain lie in the window. A table with dates orders by days: its rows of one day are of the same moment,
    and so are then those of the tables beside it.
    """

    kind: Literal["sequence"] = "sequence"
    steps: tuple[Step, ...]
    window: Window = AnyTime()
    muted: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Sequence:
        if len(self.steps) < 2:
            raise Fault("no-sequence", "A sequence has at least two steps.", "Add a step.", part="steps")
        if self.steps[0].within is not None or self.steps[0].without is not None:
            raise Fault("no-step-before", "The first step has none before it.", "Take 'within' and 'without' out.", part="steps.0")
        for number, step in enumerate(self.steps[1:], 1):
            if step.within is None:
                raise Fault(
                    "no-within",
                    "Each later step says within how many days it follows.",
                    "Give within, in days.",
                    part=f"steps.{number}.within",
                )
        return self


class Listed(Node):
    """Entities named by hand: a static list of keys."""

    kind: Literal["listed"] = "listed"
    keys: tuple[Scalar, ...]
    name: str = ""
    muted: bool = False

    @model_validator(mode="after")
    def _not_empty(self) -> Listed:
        if not self.keys:
            raise Fault("empty-list", "A list without keys is met by no one.", "Give at least one key.", part="keys")
        return self


class InSegment(Node):
    """Met by the members of another segment of the same entity, named by its name."""

    kind: Literal["segment"] = "segment"
    name: Name
    muted: bool = False


Condition = Annotated[
    Criterion | Group | Related | Everyone | Habit | EveryRow | Sequence | Listed | InSegment,
    Field(discriminator="kind"),
]
