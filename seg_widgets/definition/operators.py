"""The operators: each defined once, with the types it fits and the operand it wants. Every target goes through this table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from seg_widgets.schema.types import Family

Op = Literal[
    "is", "is_not", "one_of", "none_of", "<", "<=", ">", ">=", "between",
    "contains", "starts_with", "ends_with", "matches",
    "in_next", "within_last", "same_month", "is_true", "is_false", "has_any", "has_all", "has_none", "is_empty",
    "is_missing", "is_present",
]  # fmt: skip

Wants = Literal["nothing", "value", "value_or_metric", "values", "range", "span"]


@dataclass(frozen=True)
class Operator:
    """An operator.

    Attributes
    ----------
    name
        As in a definition.
    families
        The families of types that it fits.
    wants
        What stands on its right.
    words
        How it reads, by family where it differs; the key ``""`` for all others.
    """

    name: Op
    families: tuple[Family, ...]
    wants: Wants
    words: dict[str, str]


_ALL: tuple[Family, ...] = ("number", "text", "date", "boolean", "list")
_ORDERED: tuple[Family, ...] = ("number", "date")

OPERATORS: dict[str, Operator] = {
    o.name: o
    for o in (
        Operator("is", ("number", "text", "date"), "value_or_metric", {"": "is", "date": "is on"}),
        Operator("is_not", ("number", "text", "date"), "value_or_metric", {"": "is not", "date": "is not on"}),
        Operator("one_of", ("number", "text", "date"), "values", {"": "is one of"}),
        Operator("none_of", ("number", "text", "date"), "values", {"": "is none of"}),
        Operator("<", _ORDERED, "value_or_metric", {"": "less than", "date": "before"}),
        Operator("<=", _ORDERED, "value_or_metric", {"": "at most", "date": "on or before"}),
        Operator(">", _ORDERED, "value_or_metric", {"": "more than", "date": "after"}),
        Operator(">=", _ORDERED, "value_or_metric", {"": "at least", "date": "on or after"}),
        Operator("between", _ORDERED, "range", {"": "between"}),
        Operator("contains", ("text",), "value", {"": "contains"}),
        Operator("starts_with", ("text",), "value", {"": "starts with"}),
        Operator("ends_with", ("text",), "value", {"": "ends with"}),
        Operator("matches", ("text",), "value", {"": "matches the pattern"}),
        Operator("in_next", ("date",), "span", {"": "in the next"}),
        Operator("within_last", ("date",), "span", {"": "within the last"}),
        Operator("same_month", ("date",), "value_or_metric", {"": "in the same month as"}),
        Operator("is_true", ("boolean",), "nothing", {"": "is true"}),
        Operator("is_false", ("boolean",), "nothing", {"": "is false"}),
        Operator("has_any", ("list",), "values", {"": "has any of"}),
        Operator("has_all", ("list",), "values", {"": "has all of"}),
        Operator("has_none", ("list",), "values", {"": "has none of"}),
        Operator("is_empty", ("list",), "nothing", {"": "is empty"}),
        Operator("is_missing", _ALL, "nothing", {"": "is missing"}),
        Operator("is_present", _ALL, "nothing", {"": "is present"}),
    )
}
assert set(OPERATORS) == set(get_args(Op))


ORDERED_OPS: tuple[str, ...] = ("<", "<=", ">", ">=", "between")
"""What also fits a text that has an order (Silver < Gold)."""


def fitting(family: Family) -> list[str]:
    """Name the operators that fit a family of types."""
    return [name for name, operator in OPERATORS.items() if family in operator.families]
