"""What a segment means: frozen, validated nodes. Knows no pandas, no SQL, no widget."""

from seg_widgets.definition import criteria as _criteria
from seg_widgets.definition import metrics as _metrics
from seg_widgets.definition.base import Node
from seg_widgets.definition.criteria import (
    Between,
    Condition,
    Criterion,
    Everyone,
    EveryRow,
    Group,
    Habit,
    InSegment,
    Listed,
    Quantifier,
    Related,
    Sequence,
    Step,
)
from seg_widgets.definition.metrics import (
    OF_ROWS,
    Aggregate,
    Aggregation,
    Arithmetic,
    Attribute,
    Change,
    Constant,
    DaysSince,
    DaysUntil,
    IfMissing,
    Lookup,
    Mapped,
    Match,
    Metric,
    Ordered,
    Outer,
    Pair,
    Peers,
    Ratio,
    Tenure,
    Tier,
)
from seg_widgets.definition.operators import OPERATORS, ORDERED_OPS, Op, Operator, fitting
from seg_widgets.definition.parameters import Param, Parameter
from seg_widgets.definition.resolve import Known, references, resolved
from seg_widgets.definition.segment import Segment, export, exporter
from seg_widgets.definition.segmentation import Bands, By, Part, Priority, Segmentation, Split, load_segmentation
from seg_widgets.definition.upgrades import FORMAT
from seg_widgets.definition.values import Span
from seg_widgets.definition.windows import Ago, AnyTime, Dates, Holding, Last, Since, Unit, Window

# Metrics hold row filters, which are groups, which hold metrics: complete the circle now that all are there.
_names = vars(_metrics) | vars(_criteria)
for _node in _names.values():
    if isinstance(_node, type) and issubclass(_node, Node):
        _node.model_rebuild(force=True, _types_namespace=_names)
for _node in (Segment, By, Bands, Split, Priority):
    _node.model_rebuild(force=True, _types_namespace=_names | {"Segment": Segment, "By": By, "Bands": Bands})

__all__ = [
    "FORMAT", "OF_ROWS", "OPERATORS", "ORDERED_OPS", "Aggregate", "Aggregation", "Ago", "AnyTime", "Arithmetic", "Attribute",
    "Bands", "Between", "By", "Change", "Condition", "Constant", "Criterion", "Dates", "DaysSince", "DaysUntil", "EveryRow",
    "Everyone", "Group", "Habit", "Holding", "IfMissing", "InSegment", "Known", "Last", "Listed", "Lookup", "Mapped", "Match",
    "Metric", "Op", "Operator", "Ordered", "Outer", "Pair", "Param", "Parameter", "Part", "Peers", "Priority", "Quantifier",
    "Ratio", "Related", "Segment", "Segmentation", "Sequence", "Since", "Span", "Split", "Step", "Tenure", "Tier", "Unit",
    "Window", "export", "exporter", "fitting", "load_segmentation", "references", "resolved",
]  # fmt: skip
