"""What the data check found: a line a finding, with how many rows of its table it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, percent, rows_of
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import clipped, legend, short
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

ROW, LEGEND = 34.0, 24.0
WIDE = 7.6
"""A character of a wide font: whatever stands beside a name must not touch it, whichever font a page has."""
MOST = 12
"""So many findings are drawn; the frame has them all."""


def findings_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw the findings of the data check, the gravest first.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.check` gives it; the first 12 findings are drawn.
    heading
        With a title and how to read it.
    """
    return findings_drawing(frame, dark, width, heading).chart()


def findings_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Draw the same as a design and its data."""
    if not len(frame):
        return words_only("The data check found nothing.", width=width, dark=dark)
    c, rows = colours(dark), rows_of(frame.head(MOST))
    rest = len(frame) - len(rows)
    canvas = Canvas(width, LEGEND + ROW * len(rows) + (20 if rest else 0), dark=dark)
    figures = [f"{short(r['count'])} · {percent(r['share'])}" if r["share"] == r["share"] else short(r["count"]) for r in rows]
    longest = max(len(str(r["code"])) for r in rows)
    room = width - max(map(len, figures)) * GLYPH - 12 - longest * GLYPH - 16
    places = [clipped(clean(f"{r['table']}: {r['column']}" if r["column"] else r["table"]), room) for r in rows]
    beside = min(max(map(len, places)) * WIDE + 16, room + 16)
    names, kinds, said, grounds, bars, hits = (list[Record]() for _ in range(6))
    for n, (r, place, figure) in enumerate(zip(rows, places, figures, strict=True)):
        y = LEGEND + n * ROW
        kind = str(r["code"]).replace("-", " ")
        names.append({"x": 0, "y": y + 10, "text": place, "colour": c.text})
        kinds.append({"x": beside, "y": y + 10, "text": kind, "colour": c.mute})
        said.append({"x": width, "y": y + 10, "text": figure, "colour": c.text})
        grounds.append({"x": 0, "x2": width, "y": y + 20, "y2": y + 24})
        if r["share"] == r["share"] and r["share"] > 0:
            end = round(max(width * min(r["share"], 1.0), 2.0), 2)
            bars.append({"x": 0, "x2": end, "y": y + 20, "y2": y + 24, "fill": c.warn if r["severity"] == "warning" else c.strong})
        hits.append({"x": 0, "x2": width, "y": y, "y2": y + ROW, "message": clean(r["message"]), "severity": r["severity"]})
    canvas.boxes(grounds, fill=c.line, radius=2)
    canvas.boxes(bars, fill="fill", radius=2)
    canvas.texts(names)
    canvas.texts(kinds, fontSize=11)
    canvas.texts(said, align="right", fontSize=11)
    canvas.boxes(hits, tooltip=[("message", "Found"), ("severity", "Severity")])
    legend(canvas, c, [(c.warn, "can change who is in a segment"), (c.strong, "good to know")])
    if rest:
        canvas.texts([{"x": 0, "y": canvas.height - 10, "text": f"and {rest:,} more", "colour": c.mute}], fontSize=11)
    grave = int((frame["severity"] == "warning").sum())
    return canvas.drawing(
        title="What the data check found" if heading else "",
        subtitle="Rows of the table that a finding is about, and their share." if heading else "",
        description=f"{len(frame)} findings; {grave} of them can change who is in a segment.",
    )
