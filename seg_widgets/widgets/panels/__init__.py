"""The panels around the rules."""

from __future__ import annotations

from collections.abc import Callable

from seg_widgets.widgets.panels.base import Host, Panel
from seg_widgets.widgets.panels.board import BoardPanel
from seg_widgets.widgets.panels.check import CheckPanel
from seg_widgets.widgets.panels.code import CodePanel
from seg_widgets.widgets.panels.compare import ComparePanel
from seg_widgets.widgets.panels.distribution import DistributionPanel
from seg_widgets.widgets.panels.edits import EditsPanel
from seg_widgets.widgets.panels.grid import GridPanel
from seg_widgets.widgets.panels.guide import GuidePanel
from seg_widgets.widgets.panels.hand_over import HandOverPanel
from seg_widgets.widgets.panels.library import LibraryPanel
from seg_widgets.widgets.panels.members import MembersPanel
from seg_widgets.widgets.panels.movement import MovementPanel
from seg_widgets.widgets.panels.overlap import OverlapPanel
from seg_widgets.widgets.panels.overview import OverviewPanel
from seg_widgets.widgets.panels.portfolio import PortfolioPanel
from seg_widgets.widgets.panels.sensitivity import SensitivityPanel
from seg_widgets.widgets.panels.waterfall import WaterfallPanel
from seg_widgets.widgets.panels.why import WhyPanel

SIDE: tuple[Callable[[Host], Panel], ...] = (
    OverviewPanel,
    WaterfallPanel,
    DistributionPanel,
    MovementPanel,
    EditsPanel,
    OverlapPanel,
    PortfolioPanel,
    ComparePanel,
    SensitivityPanel,
    GuidePanel,
)
"""Beside the rules, in the order of their tabs."""

BOTTOM: tuple[Callable[[Host], Panel], ...] = (
    MembersPanel,
    WhyPanel,
    CheckPanel,
    GridPanel,
    BoardPanel,
    CodePanel,
    HandOverPanel,
    LibraryPanel,
)
"""Below the rules."""

__all__ = [
    "BOTTOM",
    "SIDE",
    "BoardPanel",
    "CheckPanel",
    "CodePanel",
    "ComparePanel",
    "DistributionPanel",
    "EditsPanel",
    "GridPanel",
    "GuidePanel",
    "HandOverPanel",
    "Host",
    "LibraryPanel",
    "MembersPanel",
    "MovementPanel",
    "OverlapPanel",
    "OverviewPanel",
    "Panel",
    "PortfolioPanel",
    "SensitivityPanel",
    "WaterfallPanel",
    "WhyPanel",
]
