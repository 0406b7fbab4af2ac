"""The health of the data behind each rule: how complete, how fresh, and whether it is safe to use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, percent, rows_of, said, wrapped
from seg_widgets.charts.drawing import Drawing
from seg_widgets.charts.plot import clipped
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

HEAD, LINE, SAID, GAP = 18.0, 18.0, 15.0, 12.0
SHOWN = 40
LINES = 3
"""A rule takes at most so many lines of words: names are broken by about how wide they are, for Vega's own limit measures with a font
that the page may not have."""


def health_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw the health of rules: a bar of how many have the metric, its verdict, and the first reason.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.health` gives it; the first 40 rows are drawn.
    heading
        With a title.
    """
    return health_drawing(frame, dark, width, heading).chart()


def health_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Give the same as a design and its data."""
    if not len(frame):
        return said("There are no rules yet.", width=width, dark=dark)
    rows, c = rows_of(frame.head(SHOWN)), colours(dark)
    verdict, figure = 60.0, 92.0
    labels = [clean(row["rule"]) for row in rows]
    wide = width >= 480
    room = min(max(len(label) for label in labels) * GLYPH + 4, width * 0.5) if wide else width - verdict - 6
    broken = [_lines(label, room) for label in labels]
    left, right = (room + 12, width - figure - verdict) if wide else (0.0, width - figure)
    reasons = [wrapped(clean(row["why"]).split("; ")[0], width)[:2] if row["verdict"] != "safe" else [] for row in rows]
    above = [SAID * (len(lines) - 1) + (LINE if wide else 2 * LINE) for lines in broken]
    heights = [high + SAID * len(lines) + GAP for high, lines in zip(above, reasons, strict=True)]
    canvas = Canvas(width, HEAD + sum(heights), dark=dark)
    titles = [(left, "left", "Have it"), (right + figure - 6, "right", "Latest row")]
    for x, align, text in titles:
        canvas.texts([{"x": x, "y": 7, "text": text, "colour": c.mute}], align=align, fontSize=11)
    tracks, bars = [], []
    names, verdicts, figures, said_lines, hits = [], [], [], [], []
    top = HEAD
    for row, label, words, high, lines_of, height in zip(rows, labels, broken, above, reasons, heights, strict=True):
        ink = _ink(row["verdict"], c)
        bar = top + (LINE / 2 if wide else high - LINE / 2)
        names += [{"x": 0, "y": top + LINE / 2 + SAID * n, "text": line, "colour": c.text} for n, line in enumerate(words)]
        verdicts.append({"x": width - 1, "y": top + LINE / 2, "text": row["verdict"], "colour": ink})
        box = {"x": left, "y": bar - 4, "y2": bar + 4}
        tracks.append(box | {"x2": right})
        have = 1 - row["share_missing"]
        if have > 0 and row["entities"]:
            bars.append(box | {"x2": round(left + max((right - left) * have, 1.5), 2), "fill": c.bar if row["verdict"] == "safe" else ink})
        latest = "as it is today" if row["latest"] is None else row["latest"].isoformat()
        figures.append({"x": right + figure - 6, "y": bar, "text": latest, "colour": c.mute})
        lines = [top + high + SAID * (n + 0.5) for n in range(len(lines_of))]
        said_lines += [{"x": 0, "y": y, "text": text, "colour": c.mute} for y, text in zip(lines, lines_of, strict=True)]
        hits.append({"x": 0, "x2": width, "y": top, "y2": top + height, "rule": label} | _tips(row))
        top += height
    canvas.boxes(tracks, fill=c.soft)
    canvas.boxes(bars, fill="fill")
    canvas.texts(names)
    canvas.texts(figures, align="right", fontSize=11)
    canvas.texts(verdicts, align="right", fontSize=11)
    canvas.texts(said_lines, fontSize=11, limit=width)
    tips = [("rule", "Rule"), ("have", "Have it"), ("fresh", "Days"), ("history", "History"), ("why", "Verdict")]
    canvas.boxes(hits, tooltip=tips)
    return canvas.drawing(
        title="The data behind each rule" if heading else "",
        subtitle="How many have a value, how fresh it is, and whether it is safe to use." if heading else "",
        description=f"The health of the data behind {len(frame)} rules.",
    )


def _lines(label: str, room: float) -> list[str]:
    """Break a rule's words into lines; what goes beyond the last is cut."""
    lines = wrapped(label, room) or [""]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], " ".join(lines[LINES - 1 :])]
    return [clipped(line, room) for line in lines]


def _ink(verdict: str, c: Colours) -> str:
    return {"unsafe": c.bad, "careful": c.warn}.get(verdict, c.ok)


def _tips(row: dict[str, Any]) -> dict[str, str]:
    days = "no days" if row["latest"] is None else f"{row['first']} to {row['latest']}"
    back = f", the window from {row['reaches_back']}" if row["reaches_back"] is not None else ""
    have = row["entities"] - row["missing"]
    return {
        "have": f"{have:,} of {row['entities']:,} ({percent(1 - row['share_missing'])})",
        "fresh": days + back,
        "history": "as of any day" if row["history"] else "none: as it is today",
        "why": f"{row['verdict']}. {clean(row['why'])}",
    }
