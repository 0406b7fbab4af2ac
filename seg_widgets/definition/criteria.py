"""Criteria, groups and related groups: the tree of a segment."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from seg_widgets.definition.base import Node
from seg_widgets.definition.metrics import Metric, Name
from seg_widgets.definition.operators import OPERATORS, Op
from seg_widgets.definition.values import Operand, Span
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
    n: Annotated[int, Field(ge=1, strict=True)] | None = None
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
        return self


Quantifier = Literal["any", "none", "at_least", "at_most", "exactly"]


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
    """

    kind: Literal["related"] = "related"
    table: Name
    quantifier: Quantifier = "any"
    n: Annotated[int, Field(ge=0, strict=True)] | None = None
    via: Name | None = None
    scope: Group | None = None
    where: Annotated[Group | Everyone, Field(discriminator="kind")]
    muted: bool = False

    @model_validator(mode="after")
    def _n_where_needed(self) -> Related:
        counted = self.quantifier in ("at_least", "at_most", "exactly")
        if counted != (self.n is not None):
            raise Fault("n-fits-quantifier", f"{self.quantifier!r} {'wants' if counted else 'takes no'} n.", "", part="n")
        return self


Condition = Annotated[Criterion | Group | Related | Everyone, Field(discriminator="kind")]
