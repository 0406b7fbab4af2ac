"""A portfolio of segments: how many are in each, how many of them are left when each is assigned once, what is covered, and the gap."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, percent, rows_of
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import clipped, legend, short
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

ROW, LEGEND, GAP = 22.0, 24.0, 10.0
MOST = 25
"""So many segments are drawn; the frame has them all."""
NAMES = {"covered": "In any of them", "gap": "In none: the gap"}


def portfolio_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw a portfolio: a bar a segment, in the order of priority, against the whole universe.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.overlapping.portfolio` gives it. The first 25 segments are drawn, and what all of them cover.
    heading
        With a title and how to read it.
    """
    return portfolio_drawing(frame, dark, width, heading).chart()


def portfolio_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Draw the same as a design and its data."""
    universe = int(frame.attrs.get("universe", 0))
    every = rows_of(frame)
    segments = [r for r in every if r["kind"] == "segment"]
    if not universe or not segments:
        return words_only("There is nobody to be in a segment.", width=width, dark=dark)
    c = colours(dark)
    rows = segments[:MOST] + [r for r in every if r["kind"] != "segment"]
    names = [NAMES.get(r["kind"], clean(r["segment"])) for r in rows]
    figures = [f"{short(r['members'])} · {percent(r['share'])}" for r in rows]
    right = round(width - max(map(len, figures)) * GLYPH - 14)
    left = math.ceil(min(max(max(map(len, names)) * GLYPH, 60), width * 0.36) + 10)
    rest = len(segments) - MOST
    top = LEGEND + (18 if rest > 0 else 0)
    canvas = Canvas(width, top + ROW * len(rows) + GAP + 6, dark=dark)
    labels, said, bars, hits, grounds = list[Record](), list[Record](), list[Record](), list[Record](), list[Record]()
    for n, (r, name, figure) in enumerate(zip(rows, names, figures, strict=True)):
        total = r["kind"] != "segment"
        y = top + n * ROW + (GAP if total else 0)
        grounds.append({"x": left, "x2": right, "y": y + 6, "y2": y + ROW - 6})
        end = {"members": left, "assigned": left}
        for key, fill in (("members", c.bar), ("assigned", c.warn if r["kind"] == "gap" else c.strong)):
            if r[key]:
                end[key] = round(left + max((right - left) * r[key] / universe, 1.5), 2)
                bars.append({"x": left, "x2": end[key], "y": y + 4, "y2": y + ROW - 4, "fill": fill})
        labels.append({"x": 0, "y": y + ROW / 2, "text": clipped(name, left - 10), "colour": c.text})
        said.append({"x": width, "y": y + ROW / 2, "text": figure, "colour": c.text if r["members"] else c.mute})
        hits.append({"x": 0, "x2": width, "y": y, "y2": y + ROW, "name": name} | _tip(r))
    canvas.boxes(grounds, fill=c.soft)
    canvas.boxes(bars, fill="fill", radius=2)
    canvas.texts(labels)
    canvas.texts(said, align="right", fontSize=11)
    tips = [("name", "Segment"), ("members", "Members"), ("share", "Of everybody"), ("only", "In no other"), ("assigned", "If each once"),
            ("worth", "Worth"), ("note", "Note")]  # fmt: skip
    canvas.boxes(hits, tooltip=tips)
    legend(canvas, c, [(c.strong, "goes to it, if each once"), (c.bar, "goes to one before it"), (c.warn, "in none")])
    if rest > 0:
        words = f"The first {MOST} of {len(segments)} segments; below them all {len(segments)}."
        canvas.texts([{"x": 0, "y": LEGEND + 6, "text": words, "colour": c.mute}], fontSize=11)
    gap = every[-1]
    return canvas.drawing(
        title="What the segments cover" if heading else "",
        subtitle="In order of priority. Dark: who goes to the segment if everybody is assigned once." if heading else "",
        description=f"{len(segments)} segments of {universe:,}; {gap['members']:,} are in none.",
    )


def _tip(row: Record) -> Record:
    known = row["worth"] == row["worth"]
    return {
        "members": f"{row['members']:,}", "share": percent(row["share"]), "only": f"{row['only_here']:,}",
        "assigned": f"{row['assigned']:,}", "worth": short(row["worth"]) if known else "not known", "note": clean(row["note"]) or "\u2013",
    }  # fmt: skip
