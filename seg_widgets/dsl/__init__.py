"""The fluent Python that an analyst writes. Thin: every word of it builds a node of the definition."""

from seg_widgets.dsl.advice import UnknownName
from seg_widgets.dsl.expressions import Expression, all_of, any_of, at_least_of, everyone, none_of
from seg_widgets.dsl.metrics import Comparable, Metric
from seg_widgets.dsl.rows import Column, Unwindowed
from seg_widgets.dsl.tables import TableHandle, table

__all__ = [
    "Column", "Comparable", "Expression", "Metric", "TableHandle", "UnknownName", "Unwindowed", "all_of", "any_of", "at_least_of",
    "everyone", "none_of", "table",
]  # fmt: skip
