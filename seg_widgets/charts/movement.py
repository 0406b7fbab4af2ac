"""Movement over days: lines of size, and under one segment's line who entered and who left."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from seg_widgets.charts.canvas import GLYPH, MINUS, WIDTH, Canvas, clean, rows_of
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import Plot, apart, clipped, dots, left_of, short, ticks
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


NONE = "\N{EN DASH}"
HEIGHT, BARS = 170.0, 74.0
INKS = 6
MOST = 2 * INKS
"""So many lines can be told apart; of more segments the largest are drawn."""


def movement_chart(
    frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False, of: str = "members"
) -> alt.LayerChart:
    """Draw how segments grow and shrink.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.movement.movement` gives it. Of one segment who entered and left is drawn too.
    of
        ``members`` or ``worth``.
    """
    return movement_drawing(frame, dark, width, heading, of).chart()


def movement_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False, of: str = "members") -> Drawing:
    """Draw the same as a design and its data."""
    if not len(frame):
        return words_only("There is nothing to follow yet.", width=width, dark=dark)
    c = colours(dark)
    names = list(dict.fromkeys(frame["segment"]))
    last = frame.groupby("segment", sort=False)[of].last()
    shown = [n for n in names if n in set(last.fillna(0).sort_values(ascending=False, kind="stable").index[:MOST])]
    single = len(shown) == 1
    rows = [r for r in rows_of(frame) if r["segment"] in shown]
    days = sorted({r["day"] for r in rows})
    values = [float(r[of]) for r in rows if r[of] == r[of]]
    at = ticks(0, max(values, default=1) or 1, whole=of == "members")
    room = 54.0 if single else min(max(len(clean(n)) for n in shown) * GLYPH + 48, width * 0.36)
    plot = Plot(left_of(at), width - room, 8, HEIGHT, at[0], at[-1])
    spots = {day: round(float(x), 2) for day, x in zip(days, _across(days, plot.left + 8, plot.right - 8), strict=True)}
    canvas = Canvas(width, HEIGHT + 22 + (BARS + 14 if single else 0), dark=dark)
    plot.grid(canvas, c, at)
    ink = dict(zip(shown, _inks(c, len(shown)), strict=True))
    points = [{"line": str(shown.index(r["segment"])), "x": spots[r["day"]], "y": plot.y(float(r[of])), "colour": ink[r["segment"]],
               "fill": ink[r["segment"]]} for r in rows if r[of] == r[of]]  # fmt: skip
    for again, dash in ((False, [1, 0]), (True, [5, 3])):  # colours that come a second time are dashed
        drawn = [p for p in points if (int(p["line"]) >= INKS) == again]
        canvas.lines([{k: p[k] for k in ("line", "x", "y", "colour")} for p in drawn], strokeDash=dash)
    canvas.boxes(dots([{k: p[k] for k in ("x", "y", "fill")} for p in points], 6), fill="fill", radius=3)
    _ends(canvas, c, plot, rows, shown, ink, of, width, single=single)
    if single:
        _bars(canvas, c, rows, spots, plot, of)
    _months(canvas, c, days, spots, HEIGHT + 12)
    _hits(canvas, rows, days, spots, shown, of, single=single)
    subtitle = "Line: how many are in. Bars: who entered and who left since the day before." if single else "How many are in each segment."
    said = f"{clean(shown[0]) if single else f'{len(shown)} segments'} on {len(days)} days, from {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}."
    return canvas.drawing(title="Movement" if heading else "", subtitle=subtitle, description=said)


def _across(days: list[Any], left: float, right: float) -> np.ndarray:
    at = np.array([d.toordinal() for d in days], dtype=float)
    span = at[-1] - at[0]
    return left + (at - at[0]) / span * (right - left) if span else np.array([(left + right) / 2])


def _inks(c: Colours, count: int) -> list[str]:
    wheel = [c.strong, c.ok, c.warn, c.bad, c.text, c.mute]
    return [wheel[n % INKS] for n in range(count)]


def _ends(
    canvas: Canvas,
    c: Colours,
    plot: Plot,
    rows: list[Record],
    shown: list[str],
    ink: dict[str, str],
    of: str,
    width: float,
    *,
    single: bool,
) -> None:
    """Write each line's last figure, and its name, at its end."""
    ends = [next(r for r in reversed(rows) if r["segment"] == name) for name in shown]
    places = apart([plot.y(float(r[of])) if r[of] == r[of] else plot.bottom for r in ends], 14, plot.top, plot.bottom)
    figures = [short(float(r[of])) if r[of] == r[of] else "" for r in ends]
    words = figures if single else [clipped(f"{f} {clean(n)}", width - plot.right) for f, n in zip(figures, shown, strict=True)]
    ends_at = [{"x": plot.right, "y": y, "text": w, "colour": ink[n]} for y, w, n in zip(places, words, shown, strict=True)]
    canvas.texts(ends_at, fontWeight="bold" if single else "normal")


def _bars(canvas: Canvas, c: Colours, rows: list[Record], spots: dict[Any, float], plot: Plot, of: str) -> None:
    names = ("entered", "left") if of == "members" else ("worth_entered", "worth_left")
    top, middle, bottom = HEIGHT + 30, HEIGHT + 30 + BARS / 2, HEIGHT + 30 + BARS
    most = max((float(r[n]) for r in rows for n in names if r[n] == r[n]), default=0) or 1
    half = min(9.0, _step(spots) * 0.45)
    reach = (bottom - top) / 2 - 12
    boxes, texts = [], []
    for row in rows[1:]:
        for name, sign, fill, mark in zip(names, (-1, 1), (c.ok, c.bad), ("+", MINUS), strict=True):
            size = float(row[name]) if row[name] == row[name] else 0.0
            if not size:
                continue
            x, edge = spots[row["day"]], middle + sign * max(reach * size / most, 1.5)
            boxes.append({"x": x - half, "x2": x + half, "y": min(middle, edge), "y2": max(middle, edge), "fill": fill})
            texts.append({"x": x, "y": edge + sign * 7, "text": f"{mark}{short(size)}", "colour": c.mute})
    canvas.boxes([{"x": plot.left, "x2": plot.right, "y": middle, "y2": middle + 1}], fill=c.line)
    canvas.boxes(boxes, fill="fill")
    if half >= 6:
        canvas.texts(texts, align="center", fontSize=10)
    sides = [("entered", middle - reach / 2, c.ok), ("left", middle + reach / 2, c.bad)]
    canvas.texts([{"x": plot.right + 4, "y": y, "text": word, "colour": ink} for word, y, ink in sides], fontSize=11)


def _step(spots: dict[Any, float]) -> float:
    """Give the least step from one day to the next, in pixels."""
    return min((b - a for a, b in pairwise(spots.values())), default=40.0)


def _months(canvas: Canvas, c: Colours, days: list[Any], spots: dict[Any, float], y: float) -> None:
    """Write the days under the line, as many as there is room for, the last one always."""
    texts: list[Record] = []
    free = float("inf")
    for day in reversed(days):
        if spots[day] + 19 > free:
            continue
        month_end = (day + np.timedelta64(1, "D")).day == 1
        word = f"{day:%b}" + (f" '{day:%y}" if day.month == 1 or day is days[0] else "") if month_end else f"{day:%b %d}"
        texts.append({"x": spots[day], "y": y, "text": word, "colour": c.mute})
        free = spots[day] - 19
    canvas.texts(texts, align="center", fontSize=11)


def _hits(canvas: Canvas, rows: list[Record], days: list[Any], spots: dict[Any, float], shown: list[str], of: str, *, single: bool) -> None:
    """Lay a clear box over each day, with what there is to say of it."""
    step = _step(spots)
    records = []
    for day in days:
        here = [r for r in rows if r["day"] == day]
        box = {"x": spots[day] - step / 2, "x2": spots[day] + step / 2, "y": 0, "y2": canvas.height, "day": f"{day:%Y-%m-%d}"}
        if single:
            r = here[0]
            note = "before the data begins" if r["before_data"] else ""
            figures = {k: f"{r[k]:,}" for k in ("members", "universe", "unknown", "entered", "left", "stayed")}
            records.append(box | figures | {"worth": short(r["worth"]) if r["worth"] == r["worth"] else "not known", "note": note})
        else:
            words = "; ".join(f"{clean(r['segment'])} {short(float(r[of])) if r[of] == r[of] else NONE}" for r in here)
            records.append(box | {"words": words})
    single_tips = [("day", "Day"), ("members", "In"), ("universe", "Of"), ("unknown", "Unknown"), ("worth", "Worth today"),
                   ("entered", "Entered"), ("left", "Left"), ("stayed", "Stayed"), ("note", "Note")]  # fmt: skip
    canvas.boxes(records, tooltip=single_tips if single else [("day", "Day"), ("words", "In")])
