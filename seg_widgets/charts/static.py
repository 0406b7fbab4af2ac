"""Charts as pictures, made offline by vl-convert: for reports, and where no widget runs."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Any


def to_svg(chart: Any) -> str:
    """Draw a chart as SVG text."""
    made = StringIO()
    chart.save(made, format="svg")
    return made.getvalue()


def to_png(chart: Any, *, scale: float = 2.0, background: str | None = None) -> bytes:
    """Draw a chart as PNG.

    Parameters
    ----------
    scale
        Pixels a unit of the chart's width; 2 is sharp on most screens.
    background
        A colour behind the chart; ``None``: transparent.
    """
    made = BytesIO()
    shown = chart.properties(background=background) if background is not None else chart
    shown.save(made, format="png", scale_factor=scale)
    return made.getvalue()
