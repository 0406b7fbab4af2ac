"""Analysis results as Altair charts. Charts take frames, never connections, and need no internet.

altair takes a second to import, so it is imported where a chart is made: importing this package does not.
"""

from seg_widgets.charts.association import association_chart, association_drawing
from seg_widgets.charts.board import board_chart, board_drawing
from seg_widgets.charts.code import altair_code
from seg_widgets.charts.compare import compare_chart, compare_drawing
from seg_widgets.charts.composition import overview_chart, overview_drawing
from seg_widgets.charts.diff import diff_chart, diff_drawing
from seg_widgets.charts.distribution import distribution_chart, distribution_drawing
from seg_widgets.charts.drawing import Drawing
from seg_widgets.charts.findings import findings_chart, findings_drawing
from seg_widgets.charts.grid import grid_chart, grid_drawing
from seg_widgets.charts.hand_over import hand_over_chart, hand_over_drawing
from seg_widgets.charts.health import health_chart, health_drawing
from seg_widgets.charts.movement import movement_chart, movement_drawing
from seg_widgets.charts.overlap import overlap_chart, overlap_drawing
from seg_widgets.charts.portfolio import portfolio_chart, portfolio_drawing
from seg_widgets.charts.sensitivity import sensitivity_chart, sensitivity_drawing
from seg_widgets.charts.static import to_png, to_svg
from seg_widgets.charts.theme import Colours, colours, palette, style_sheet, theme
from seg_widgets.charts.variability import variability_chart, variability_drawing
from seg_widgets.charts.waterfall import waterfall_chart, waterfall_drawing

__all__ = [
    "Colours",
    "Drawing",
    "altair_code",
    "association_chart",
    "association_drawing",
    "board_chart",
    "board_drawing",
    "colours",
    "compare_chart",
    "compare_drawing",
    "diff_chart",
    "diff_drawing",
    "distribution_chart",
    "distribution_drawing",
    "findings_chart",
    "findings_drawing",
    "grid_chart",
    "grid_drawing",
    "hand_over_chart",
    "hand_over_drawing",
    "health_chart",
    "health_drawing",
    "movement_chart",
    "movement_drawing",
    "overlap_chart",
    "overlap_drawing",
    "overview_chart",
    "overview_drawing",
    "palette",
    "portfolio_chart",
    "portfolio_drawing",
    "sensitivity_chart",
    "sensitivity_drawing",
    "style_sheet",
    "theme",
    "to_png",
    "to_svg",
    "variability_chart",
    "variability_drawing",
    "waterfall_chart",
    "waterfall_drawing",
]
