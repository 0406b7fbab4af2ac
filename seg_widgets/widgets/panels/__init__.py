"""The panels around the rules."""

from seg_widgets.widgets.panels.base import Panel
from seg_widgets.widgets.panels.code import CodePanel
from seg_widgets.widgets.panels.members import MembersPanel
from seg_widgets.widgets.panels.overview import OverviewPanel
from seg_widgets.widgets.panels.waterfall import WaterfallPanel

__all__ = ["CodePanel", "MembersPanel", "OverviewPanel", "Panel", "WaterfallPanel"]
