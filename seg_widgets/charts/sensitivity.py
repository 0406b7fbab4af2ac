"""Sensitivity: how a segment's size, and what it is worth, follow one thing in it; where it stands is marked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, rows_of
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import Plot, clipped, dots, left_of, short, ticks
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


HEIGHT = 130.0


def sensitivity_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw a sweep.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.sensitivity.sensitivity` gives it. Numbers and days are a line, texts a bar each.
    """
    return sensitivity_drawing(frame, dark, width, heading).chart()


def sensitivity_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Draw the same as a design and its data."""
    c, rows = colours(dark), rows_of(frame)
    if not rows:
        return words_only("There is nothing to sweep.", width=width, dark=dark)
    draw = _bars if frame.attrs.get("kind") == "text" else _lines
    canvas = draw(rows, c, width, dark=dark)
    now = next((r for r in rows if r["current"]), rows[0])
    said = f"{clean(frame.attrs.get('label', ''))}: {now['members']:,} at {now['words']}, from {rows[0]['words']} to {rows[-1]['words']}."
    return canvas.drawing(
        title="What if it were another" if heading else "", subtitle=clean(frame.attrs.get("label", "")), description=said
    )


def _lines(rows: list[Record], c: Colours, width: float, *, dark: bool) -> Canvas:
    valued = any(r["worth"] == r["worth"] for r in rows)
    canvas = Canvas(width, (HEIGHT + 34) * (2 if valued else 1) + 16, dark=dark)
    low, high = rows[0]["at"], rows[-1]["at"]
    scales = {"members": ticks(0, max(float(r["members"]) for r in rows), whole=True)}
    if valued:
        scales["worth"] = ticks(0, max(float(r["worth"]) for r in rows))
    left = max(left_of(at) for at in scales.values())
    right = width - 12
    spots = [round(left + 8 + (right - left - 16) * ((r["at"] - low) / (high - low) if high > low else 0.5), 2) for r in rows]
    for number, (of, at) in enumerate(scales.items()):
        top = number * (HEIGHT + 34) + 18
        plot = Plot(left, right, top, top + HEIGHT - 8, at[0], at[-1])
        canvas.texts([{"x": 0, "y": top - 12, "text": "Members" if of == "members" else "Worth", "colour": c.mute}], fontSize=11)
        plot.grid(canvas, c, at)
        _current(canvas, c, rows, spots, plot, of)
        canvas.lines([{"line": of, "x": x, "y": plot.y(float(r[of])), "colour": c.strong} for x, r in zip(spots, rows, strict=True)])
    _axis(canvas, c, rows, spots, canvas.height - 8)
    _hits(canvas, rows, spots, left, right)
    return canvas


def _current(canvas: Canvas, c: Colours, rows: list[Record], spots: list[float], plot: Plot, of: str) -> None:
    """Mark where the segment stands: a line down, a dot, the figure."""
    here = [(x, r) for x, r in zip(spots, rows, strict=True) if r["current"]]
    canvas.boxes([{"x": x - 0.5, "x2": x + 0.5, "y": plot.top, "y2": plot.bottom} for x, _ in here], fill=c.mute)
    canvas.boxes(dots([{"x": x, "y": plot.y(float(r[of]))} for x, r in here], 9), fill=c.strong, radius=4.5)
    near_end = [x > (plot.left + plot.right) / 2 for x, _ in here]
    high = [plot.y(float(r[of])) < plot.top + 16 for _, r in here]
    for side, align in ((False, "left"), (True, "right")):
        texts = [
            {"x": x + (-8 if end else 8), "y": plot.y(float(r[of])) + (12 if up else -10), "text": short(float(r[of])), "colour": c.text}
            for (x, r), end, up in zip(here, near_end, high, strict=True) if end == side
        ]  # fmt: skip
        canvas.texts(texts, align=align, fontWeight="bold")


def _axis(canvas: Canvas, c: Colours, rows: list[Record], spots: list[float], y: float) -> None:
    """Write values under the line where there is room; the current one always."""
    order = sorted(range(len(rows)), key=lambda n: (not rows[n]["current"], n not in (0, len(rows) - 1), n))
    taken: list[tuple[float, float]] = []
    texts = []
    for n in order:
        half = len(str(rows[n]["words"])) * 3.4 + 6
        middle = min(max(spots[n], half - 6), canvas.width - half + 6)
        if all(middle + half < low or middle - half > high for low, high in taken):
            taken.append((middle - half, middle + half))
            texts.append({"x": middle, "y": y, "text": clean(rows[n]["words"]), "colour": c.text if rows[n]["current"] else c.mute})
    canvas.texts(texts, align="center", fontSize=11)


def _bars(rows: list[Record], c: Colours, width: float, *, dark: bool) -> Canvas:
    names = [clean(r["words"]) or "(empty)" for r in rows]
    room = min(max(len(n) for n in names) * GLYPH + 10, width * 0.4)
    most = max(max(r["members"] for r in rows), 1)
    canvas = Canvas(width, 24.0 * len(rows) + 4, dark=dark)
    right = width - 64
    boxes = [{"x": room, "x2": room + max((right - room) * r["members"] / most, 1.5 if r["members"] else 0), "y": 24.0 * n + 4,
              "y2": 24.0 * n + 20, "fill": c.strong if r["current"] else c.bar} for n, r in enumerate(rows)]  # fmt: skip
    canvas.boxes(boxes, fill="fill")
    texts = [
        {"x": 0, "y": 24.0 * n + 12, "text": clipped(name, room - 6), "colour": c.text if r["current"] else c.mute}
        for n, (name, r) in enumerate(zip(names, rows, strict=True))
    ]
    canvas.texts(texts)
    canvas.texts(
        [{"x": b["x2"] + 6, "y": b["y"] + 8, "text": f"{r['members']:,}", "colour": c.text} for b, r in zip(boxes, rows, strict=True)]
    )
    canvas.boxes([_tip(r) | {"x": 0, "x2": width, "y": 24.0 * n, "y2": 24.0 * n + 24} for n, r in enumerate(rows)], tooltip=TIPS)
    return canvas


TIPS = [("words", "Value"), ("members", "In"), ("unknown", "Unknown"), ("entered", "Enter"), ("left", "Leave"), ("worth", "Worth")]


def _tip(row: Record) -> Record:
    figures = {k: f"{row[k]:,}" for k in ("members", "unknown", "entered", "left")}
    return figures | {"words": clean(row["words"]), "worth": short(row["worth"]) if row["worth"] == row["worth"] else "not known"}


def _hits(canvas: Canvas, rows: list[Record], spots: list[float], left: float, right: float) -> None:
    edges = [left, *((a + b) / 2 for a, b in pairwise(spots)), right]
    records = [_tip(r) | {"x": edges[n], "x2": edges[n + 1], "y": 0, "y2": canvas.height} for n, r in enumerate(rows)]
    canvas.boxes(records, tooltip=TIPS)
