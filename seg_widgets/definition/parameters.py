"""Parameters: values of a definition that have a name, so that one can turn them without taking the definition apart."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, PlainValidator, Tag, WithJsonSchema

from seg_widgets.definition.base import Node
from seg_widgets.definition.scalars import Scalar
from seg_widgets.wording import Fault


class Param(Node):
    """The value of the segment's parameter of this name."""

    kind: Literal["param"] = "param"
    name: Annotated[str, Field(min_length=1)]


class Parameter(Node):
    """A parameter of a segment, with the value that it has unless another is given.

    Attributes
    ----------
    default
        A value, or several where it is compared with ``one_of``.
    label, description
        What the analyst reads beside it.
    """

    name: Annotated[str, Field(min_length=1)]
    default: Scalar | tuple[Scalar, ...]
    label: str = ""
    description: str = ""


def _which(value: Any) -> str:
    return "param" if isinstance(value, dict | Node) else "number"


def _whole(low: int, high: int) -> Any:
    def whole(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Fault("no-whole-number", f"{value!r} is not a whole number.", f"Give a whole number from {low:,} to {high:,}.")
        if not low <= value <= high:
            raise Fault("out-of-range", f"{value:,} is out of range.", f"Give a whole number from {low:,} to {high:,}.")
        return value

    schema = WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})
    return Annotated[Annotated[int, PlainValidator(whole), schema, Tag("number")] | Annotated[Param, Tag("param")], Discriminator(_which)]


Count = _whole(1, 100_000)
"""A whole number from 1, or a parameter."""

CountFromZero = _whole(0, 100_000)
"""A whole number from 0, or a parameter."""
