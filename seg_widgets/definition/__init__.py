"""What a segment means: frozen, validated nodes. Knows no pandas, no SQL, no widget."""

from seg_widgets.definition import metrics as _metrics
from seg_widgets.definition.criteria import Condition, Criterion, Everyone, Group, Quantifier, Related
from seg_widgets.definition.metrics import (
    OF_ROWS,
    Aggregate,
    Aggregation,
    Attribute,
    Change,
    DaysSince,
    DaysUntil,
    Metric,
    Ratio,
    Tenure,
)
from seg_widgets.definition.operators import OPERATORS, Op, Operator, fitting
from seg_widgets.definition.segment import FORMAT, Segment, export, exporter
from seg_widgets.definition.values import Span
from seg_widgets.definition.windows import Ago, AnyTime, Dates, Holding, Last, Unit, Window

# Metrics hold row filters, which are groups, which hold metrics: complete the circle now that all are there.
_names = vars(_metrics) | {"Group": Group, "Condition": Condition}
for _node in (Aggregate, DaysSince, DaysUntil, Change, Ratio, Criterion, Group, Related, Segment):
    _node.model_rebuild(force=True, _types_namespace=_names | {"Criterion": Criterion, "Related": Related, "Everyone": Everyone})

__all__ = [
    "FORMAT", "OF_ROWS", "OPERATORS", "Aggregate", "Aggregation", "Ago", "AnyTime", "Attribute", "Change", "Condition",
    "Criterion", "Dates", "DaysSince", "DaysUntil", "Everyone", "Group", "Holding", "Last", "Metric", "Op", "Operator",
    "Quantifier", "Ratio", "Related", "Segment", "Span", "Tenure", "Unit", "Window", "export", "exporter", "fitting",
]  # fmt: skip
