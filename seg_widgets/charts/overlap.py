"""Overlap: combinations of segments as columns, which segments they are of as dots beneath, each entity counted once (UpSet, Lex 2014)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, percent, rows_of
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import clipped, dots, short
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd


HEIGHT, ROW, COLUMN = 120.0, 24.0, 30.0
MOST = 16


def overlap_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw who is in exactly which segments.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.overlapping.overlap` gives it. As many combinations are drawn as there is room for, the
        largest first; the rest is summed up in words.
    """
    return overlap_drawing(frame, dark, width, heading).chart()


def overlap_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Draw the same as a design and its data."""
    c = colours(dark)
    sizes: dict[str, int] = dict(frame.attrs.get("sizes", {}))
    rows = [r for r in rows_of(frame) if r["segments"]]
    if not sizes or not rows:
        return words_only("Nobody is in any of the segments.", width=width, dark=dark)
    names = sorted(sizes, key=lambda n: -sizes[n])
    figure = max(len(short(v)) for v in sizes.values()) * 7 + 6
    room = min(max(len(clean(n)) for n in names) * GLYPH + 16, width * 0.42 - figure)
    left = room + figure + 12
    count = min(len(rows), MOST, max(int((width - left) // 22), 1))
    step = min((width - left) / count, COLUMN + 14)
    shown, rest = rows[:count], rows[count:]
    top = HEIGHT + 14
    canvas = Canvas(width, top + ROW * len(names) + (22 if rest else 4), dark=dark)
    most = max(r["entities"] for r in shown)
    half = min(step * 0.34, 10.0)
    at = [left + step * (n + 0.5) for n in range(count)]
    canvas.boxes([{"x": left, "x2": width, "y": top + ROW * n, "y2": top + ROW * (n + 1)} for n in range(0, len(names), 2)], fill=c.soft)
    tall = [max((HEIGHT - 18) * r["entities"] / most, 1.5) for r in shown]
    canvas.boxes([{"x": x - half, "x2": x + half, "y": HEIGHT - t, "y2": HEIGHT} for x, t in zip(at, tall, strict=True)], fill=c.strong)
    counts = [
        {"x": x, "y": HEIGHT - t - 8, "text": short(r["entities"]), "colour": c.text} for x, t, r in zip(at, tall, shown, strict=True)
    ]
    canvas.texts(counts, align="center", fontSize=11)
    middles = {name: top + ROW * (n + 0.5) for n, name in enumerate(names)}
    spots, joins = list[Record](), list[Record]()
    for x, r in zip(at, shown, strict=True):
        spots += [{"x": x, "y": y, "fill": c.strong if name in r["segments"] else c.line} for name, y in middles.items()]
        ends = [middles[name] for name in r["segments"]]
        joins += [{"x": x - 1, "x2": x + 1, "y": min(ends), "y2": max(ends)}] if len(ends) > 1 else []
    canvas.boxes(joins, fill=c.strong)
    canvas.boxes(dots(spots, 10), fill="fill", radius=5)
    canvas.texts([{"x": 0, "y": y, "text": clipped(clean(n), room), "colour": c.text} for n, y in middles.items()])
    canvas.texts([{"x": room + figure, "y": y, "text": short(sizes[n]), "colour": c.mute} for n, y in middles.items()], align="right")
    if rest:
        words = f"and {sum(r['entities'] for r in rest):,} more in {len(rest):,} smaller combinations"
        canvas.texts([{"x": left, "y": canvas.height - 8, "text": words, "colour": c.mute}], limit=width - left, fontSize=11)
    tips = []
    for x, r in zip(at, shown, strict=True):
        box = {"x": x - step / 2, "x2": x + step / 2, "y": 0, "y2": canvas.height}
        worth = short(r["worth"]) if r["worth"] == r["worth"] else "not known"
        named = " & ".join(clean(n) for n in r["segments"])
        tips.append(box | {"names": named, "entities": f"{r['entities']:,}", "share": percent(r["share"]), "worth": worth})
    canvas.boxes(tips, tooltip=[("names", "In exactly"), ("entities", "Entities"), ("share", "Of everybody"), ("worth", "Worth")])
    said = f"{len(names)} segments, {len(rows)} combinations; the largest has {most:,}."
    return canvas.drawing(
        title="Who is in which" if heading else "", subtitle="Each column: in exactly the segments with a dot.", description=said
    )
