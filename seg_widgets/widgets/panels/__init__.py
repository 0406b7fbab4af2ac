"""The panels around the rules."""

from __future__ import annotations

from collections.abc import Callable

from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.code import CodePanel
from seg_widgets.widgets.panels.distribution import DistributionPanel
from seg_widgets.widgets.panels.members import MembersPanel
from seg_widgets.widgets.panels.overview import OverviewPanel
from seg_widgets.widgets.panels.waterfall import WaterfallPanel

SIDE: tuple[Callable[[Host], Panel], ...] = (OverviewPanel, WaterfallPanel, DistributionPanel)
"""Beside the rules, in the order of their tabs."""

BOTTOM: tuple[Callable[[Host], Panel], ...] = (MembersPanel, CodePanel)
"""Below the rules."""

__all__ = ["BOTTOM", "SIDE", "CodePanel", "DistributionPanel", "Host", "MembersPanel", "OverviewPanel", "Panel", "WaterfallPanel"]
