"""What an evaluation says about a segment: frames with documented columns, small whatever the data's size."""

from seg_widgets.analysis.association import associate
from seg_widgets.analysis.board import board, users_of
from seg_widgets.analysis.composition import composition
from seg_widgets.analysis.distribution import distribution
from seg_widgets.analysis.grid import Grid, grid
from seg_widgets.analysis.health import check, health
from seg_widgets.analysis.variability import variability
from seg_widgets.analysis.waterfall import waterfall

__all__ = [
    "Grid",
    "associate",
    "board",
    "check",
    "composition",
    "distribution",
    "grid",
    "health",
    "users_of",
    "variability",
    "waterfall",
]
