"""Compare: an outcome in and out of segments, each with its interval, and the difference in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, MINUS, WIDTH, Canvas, clean, rows_of
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import clipped, dots, short, ticks
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


NONE = "\N{EN DASH}"
ROW = 22.0
MOST = 14
"""So many pairs are drawn; the frame has them all."""


def compare_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw a comparison.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.comparing.compare` gives it.
    """
    return compare_drawing(frame, dark, width, heading).chart()


def compare_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Draw the same as a design and its data."""
    rows = rows_of(frame)
    if not any(r["value"] == r["value"] for r in rows):
        return words_only("Nobody has an outcome to compare.", width=width, dark=dark)
    c, pairs = colours(dark), [(rows[n], rows[n + 1]) for n in range(0, len(rows), 2)][:MOST]
    rate = rows[0]["measure"] == "rate"
    parted = len({r["outcome"] for r in rows}) > 1
    seen = [r[k] for pair in pairs for r in pair for k in ("low", "high", "value") if r[k] == r[k]]
    at = ticks(min(0.0, *seen), max(seen))
    left, right = 92.0, width - 58
    pitch = 2 * ROW + 40
    canvas = Canvas(width, pitch * len(pairs) + 20, dark=dark)

    def x(value: float) -> float:
        return round(left + 4 + (right - left - 8) * (value - at[0]) / ((at[-1] - at[0]) or 1), 2)

    bottom = canvas.height - 20
    canvas.boxes([{"x": round(x(v)), "x2": round(x(v)) + 1, "y": 22, "y2": bottom} for v in at], fill=c.line)
    canvas.texts([{"x": x(v), "y": canvas.height - 9, "text": _figure(v, rate), "colour": c.mute} for v in at], align="center", fontSize=11)
    lines, points, sides, names, figures = list[Record](), list[Record](), list[Record](), list[Record](), list[Record]()
    for number, pair in enumerate(pairs):
        top = pitch * number
        title = clean(pair[0]["segment"]) + (f" · {clean(pair[0]['outcome'])}" if parted else "")
        said, ink = _difference(pair[0], rate)
        fits = len(title) * GLYPH + len(said) * GLYPH + 20 < width
        names.append({"x": 0, "y": top + 10, "text": clipped(title, width * 0.92), "colour": c.text})
        at_y = top + 10 if fits else top + 24 + 2 * ROW + 8
        figures.append({"x": width, "y": at_y, "text": said, "colour": getattr(c, ink)})
        for k, r in enumerate(pair):
            y = top + 24 + ROW * (k + 0.5)
            colour = c.strong if k == 0 else c.mute
            sides.append({"x": left - 10, "y": y, "text": f"{r['group']} · {r['n']:,}", "colour": c.text if k == 0 else c.mute})
            if r["value"] != r["value"]:
                continue
            if r["low"] == r["low"]:
                lines.append({"x": x(r["low"]), "x2": max(x(r["high"]), x(r["low"]) + 1), "y": y - 1.5, "y2": y + 1.5, "fill": colour})
            points.append({"x": x(r["value"]), "y": y, "fill": colour})
            figures.append({"x": width, "y": y, "text": _figure(r["value"], rate, fine=True), "colour": c.text if k == 0 else c.mute})
    canvas.boxes(lines, fill="fill")
    canvas.boxes(dots(points, 9), fill="fill", radius=4.5)
    canvas.texts(names, fontWeight="bold")
    canvas.texts(sides, align="right")
    canvas.texts(figures, align="right")
    _hits(canvas, pairs, pitch, rate)
    title = f"{clean(frame.attrs.get('outcome', 'The outcome'))}: in and out" if heading else ""
    return canvas.drawing(title=title, subtitle="Dot and line: the value and its 95 % interval.", description=f"{len(pairs)} comparisons.")


def _figure(value: float, rate: bool, *, fine: bool = False) -> str:
    if not rate:
        return short(round(value, 2)) if abs(value) < 1e4 else short(value)
    return f"{value:.1%}" if fine else f"{value:.0%}" if round(value * 100, 6).is_integer() else f"{value:.1%}"


def _difference(row: Record, rate: bool) -> tuple[str, str]:
    """Say the difference, and with what ink: certain where its interval leaves 0 out."""
    low, high, value = row["difference_low"], row["difference_high"], row["difference"]
    if value != value:
        return "", "mute"
    unit = 100 if rate else 1
    said = " ".join(f"{'+' if v > 0 else MINUS if v < 0 else ''}{short(round(abs(v) * unit, 1))}" for v in (value,))
    said += " points" if rate else ""
    if low != low:
        return said, "mute"
    edges = [f"{MINUS if v < 0 else ''}{short(round(abs(v) * unit, 1))}" for v in (low, high)]
    certain = low > 0 or high < 0
    return f"{said} ({edges[0]} to {edges[1]})" + ("" if certain else ", may be chance"), "text" if certain else "mute"


def _hits(canvas: Canvas, pairs: list[tuple[Record, Record]], pitch: float, rate: bool) -> None:
    records = []
    for number, pair in enumerate(pairs):
        said, _ = _difference(pair[0], rate)
        for k, r in enumerate(pair):
            top = pitch * number + (0 if k == 0 else 24 + ROW)
            figures = {k2: _figure(r[k2], rate, fine=True) if r[k2] == r[k2] else NONE for k2 in ("value", "low", "high")}
            box = {"x": 0, "x2": canvas.width, "y": top, "y2": top + (24 + ROW if k == 0 else ROW + 16)}
            words = {"name": clean(r["segment"]), "group": r["group"], "outcome": clean(r["outcome"]), "difference": said or NONE}
            records.append(box | words | {"n": f"{r['n']:,}", "missing": f"{r['missing']:,}"} | figures)
    tips = [("name", "Segment"), ("group", "In or out"), ("outcome", "Outcome"), ("value", "Value"), ("low", "From"), ("high", "To"),
            ("n", "Entities"), ("missing", "Missing"), ("difference", "In less out")]  # fmt: skip
    canvas.boxes(records, tooltip=tips)
