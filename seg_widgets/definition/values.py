"""What a metric is compared with: a value, several values, a span of time, a parameter, or another metric."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from seg_widgets.definition.base import Node
from seg_widgets.definition.metrics import Metric
from seg_widgets.definition.parameters import Count, Param
from seg_widgets.definition.scalars import Scalar
from seg_widgets.definition.windows import Unit


class Span(Node):
    """A length of time: n days, weeks, months, quarters or years."""

    kind: Literal["span"] = "span"
    n: Count
    unit: Unit = "days"


def _which(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "values"
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    if isinstance(value, dict | Node):
        return str(kind) if kind in ("span", "param") else "metric"
    return "value"


Operand = Annotated[
    Annotated[Scalar, Tag("value")]
    | Annotated[
        tuple[Annotated[Annotated[Scalar, Tag("value")] | Annotated[Param, Tag("param")], Discriminator(_which)], ...], Tag("values")
    ]
    | Annotated[Span, Tag("span")]
    | Annotated[Param, Tag("param")]
    | Annotated[Metric, Tag("metric")],
    Discriminator(_which),
]
