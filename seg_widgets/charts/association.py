"""Associations with a goal: a line an effect with its interval, by verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, rows_of, said, wrapped
from seg_widgets.charts.drawing import Drawing
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

LINE, HEAD, AXIS = 22.0, 24.0, 22.0
SHOWN = 30
SHORT = {"nothing to say: a poor choice": "poor choice"}
ROOM = 96.0


def association_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw associations: each effect as a dot on its 95 % interval, coloured by its verdict.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.associate` gives it; the first 30 rows are drawn.
    heading
        With a title and how to read it.
    """
    return association_drawing(frame, dark, width, heading).chart()


def association_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Give the same as a design and its data."""
    if not len(frame):
        return said("There is no dimension to try.", width=width, dark=dark)
    rows, c = rows_of(frame.head(SHOWN)), colours(dark)
    labels = [clean(row["dimension"]) + ("  · no history" if row["leak"] else "") for row in rows]
    wide = width >= 420
    room = min(max(len(label) for label in labels) * GLYPH + 4, width * 0.45) if wide else width - ROOM
    pitch = LINE if wide else 2 * LINE - 4
    left, right = (room + 14, width - ROOM - 10) if wide else (6.0, width - 6)
    notes = wrapped(_notes(frame), width)
    top = 16.0 * len(notes) + 8
    canvas = Canvas(width, top + AXIS + pitch * len(rows), dark=dark)
    canvas.texts([{"x": 0, "y": 8 + 16 * n, "text": line, "colour": c.mute} for n, line in enumerate(notes)], fontSize=11)
    known = [r for r in rows if r["effect"] == r["effect"]]
    low = -1.0 if any(r["effect"] < 0 or r["low"] < -0.02 for r in known) else 0.0

    def across(value: float) -> float:
        return round(left + (right - left) * (min(max(value, low), 1.0) - low) / (1 - low), 2)

    _axis(canvas, across, low, top, c)
    lines: list[dict[str, Any]] = []
    dots: list[dict[str, Any]] = []
    names, verdicts, hits = [], [], []
    for n, (row, label) in enumerate(zip(rows, labels, strict=True)):
        begin = top + AXIS + n * pitch
        middle = begin + (pitch / 2 if wide else pitch - 10)
        words = begin + (pitch / 2 if wide else 10)
        ink = _ink(row["verdict"], c)
        names.append({"x": 0, "y": words, "text": label, "colour": c.text if row["verdict"] == "matters" else c.mute})
        verdicts.append({"x": width - 1, "y": words, "text": SHORT.get(row["verdict"], row["verdict"]), "colour": ink})
        if row["effect"] == row["effect"]:
            at = across(row["effect"])
            ends = {"x": across(row["low"]), "x2": max(across(row["high"]), across(row["low"]) + 1.5)}
            lines.append(ends | {"y": middle - 1.25, "y2": middle + 1.25, "fill": ink})
            dots.append({"x": at - 4, "x2": at + 4, "y": middle - 4, "y2": middle + 4, "fill": ink})
        hits.append({"x": 0, "x2": width, "y": begin, "y2": begin + pitch, "label": label} | _tips(row))
    canvas.boxes(lines, fill="fill", mark={"opacity": 0.6})
    canvas.boxes(dots, fill="fill", radius=4)
    canvas.texts(names, limit=room)
    canvas.texts(verdicts, align="right", fontSize=11)
    titles = {"label": "Dimension", "verdict": "Verdict", "effect": "Effect", "p": "p, corrected", "n": "Entities", "detail": "Goal",
              "leak": "History"}  # fmt: skip
    canvas.boxes(hits, tooltip=list(titles.items()))
    goal = clean(frame.attrs.get("goal", "the goal"))
    return canvas.drawing(
        title=f"What goes with: {goal}" if heading else "",
        subtitle="Dot: how strongly. Line: where it lies, 95 %. Left of 0: less of it goes with the goal." if heading else "",
        description=f"Associations of {len(frame)} dimensions with {goal}.",
    )


def _axis(canvas: Canvas, across: Any, low: float, top: float, c: Colours) -> None:
    marks = [-1.0, -0.5, 0.0, 0.5, 1.0] if low < 0 else [0.0, 0.25, 0.5, 0.75, 1.0]
    canvas.boxes([{"x": across(-0.1), "x2": across(0.1), "y": top + AXIS, "y2": canvas.height}], fill=c.soft)
    rules = [{"x": across(m) - 0.5, "x2": across(m) + 0.5, "y": top + AXIS - 4, "y2": canvas.height} for m in marks]
    canvas.boxes(rules, fill=c.line)
    texts = [{"x": across(m), "y": top + 9, "text": f"{m:g}".replace("-", "\u2212"), "colour": c.mute} for m in marks]
    canvas.texts(texts, align="center", fontSize=11)


def _ink(verdict: str, c: Colours) -> str:
    return {"matters": c.ok, "weak": c.strong, "leaks": c.bad, "too little data": c.warn}.get(verdict, c.mute)


def _tips(row: dict[str, Any]) -> dict[str, str]:
    known = row["effect"] == row["effect"]
    return {
        "verdict": f"{row['verdict']}. {row['note']}",
        "effect": f"{row['measure']} {row['effect']:.2f} ({row['low']:.2f} to {row['high']:.2f})" if known else "not tested",
        "p": f"{row['q']:.2g}" if row["q"] == row["q"] else "-",
        "n": f"{row['n']:,}" + (f", {row['missing']:,} missing left out" if row["missing"] else ""),
        "detail": clean(row["detail"]) or "-",
        "leak": row["leak"] or "as of the day",
    }


def _notes(frame: pd.DataFrame) -> str:
    """Say who was tested, and when."""
    a = frame.attrs
    if not a:
        return ""
    many = clean(a["entities"])
    reached = f", {a['reached']:,} reach the goal" if a["reached"] is not None else ""
    out = "".join(f"; {n:,} left out: {why}" for why, n in a["left_out"].items())
    leak = " The goal has no history: it is as the table has it today." if a["goal_leak"] else ""
    more = f" The first {SHOWN} of {len(frame)} are shown." if len(frame) > SHOWN else ""
    return f"Read on {a['read_on']}, goal on {a['measured_on']}: {a['people']:,} {many}{reached}{out}.{leak}{more}"
