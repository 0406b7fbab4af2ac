"""The fluent Python that an analyst writes. Thin: every word of it builds a node of the definition."""

from seg_widgets.dsl.advice import UnknownName
from seg_widgets.dsl.expressions import Expression, all_of, any_of, at_least_of, everyone, none_of
from seg_widgets.dsl.habits import Chain, Waiting
from seg_widgets.dsl.metrics import Comparable, Metric
from seg_widgets.dsl.naming import in_segment, listed, number, outer, param
from seg_widgets.dsl.rows import Column, Unwindowed
from seg_widgets.dsl.splits import bands, by_value, priority, split
from seg_widgets.dsl.tables import TableHandle, table

__all__ = [
    "Chain", "Column", "Comparable", "Expression", "Metric", "TableHandle", "UnknownName", "Unwindowed", "Waiting", "all_of", "any_of",
    "at_least_of", "bands", "by_value", "everyone", "in_segment", "listed", "none_of", "number", "outer", "param", "priority", "split",
    "table",
]  # fmt: skip
