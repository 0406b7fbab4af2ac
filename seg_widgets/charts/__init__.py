"""Analysis results as Altair charts. Charts take frames, never connections, and need no internet.

altair takes a second to import, so it is imported where a chart is made: importing this package does not.
"""

from seg_widgets.charts.association import association_chart
from seg_widgets.charts.composition import overview_chart
from seg_widgets.charts.distribution import distribution_chart
from seg_widgets.charts.static import to_png, to_svg
from seg_widgets.charts.theme import Colours, colours, theme
from seg_widgets.charts.waterfall import waterfall_chart

__all__ = [
    "Colours",
    "association_chart",
    "colours",
    "distribution_chart",
    "overview_chart",
    "theme",
    "to_png",
    "to_svg",
    "waterfall_chart",
]
