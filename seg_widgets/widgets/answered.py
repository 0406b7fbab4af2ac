"""What the panels show: a whole definition with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seg_widgets.definition import Segment
from seg_widgets.results import Counts, Evaluation
from seg_widgets.workspace import Workspace

SIDE = 420
"""Pixels for a chart beside the rules, until the browser says how many there are."""


@dataclass(frozen=True)
class Opened:
    """What there is before a first answer."""

    workspace: Workspace
    as_of: date


@dataclass(frozen=True)
class Answered:
    """A whole definition with its answer; how the host looks (dark or light) and how many pixels wide a panel is."""

    workspace: Workspace
    segment: Segment
    as_of: date
    evaluation: Evaluation
    counts: Counts
    dark: bool = False
    width: int = SIDE
