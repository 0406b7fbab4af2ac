"""The workbench: ipywidgets around the rule editor."""

from seg_widgets.widgets.builder import SegmentBuilder

__all__ = ["SegmentBuilder"]
