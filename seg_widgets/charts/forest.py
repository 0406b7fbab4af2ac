"""A line a thing: its name, a dot on an interval, and a verdict. What charts of effects and of ratios are drawn by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from seg_widgets.charts.canvas import GLYPH, Canvas, wrapped
from seg_widgets.charts.drawing import Record
from seg_widgets.charts.theme import colours

LINE, AXIS = 22.0, 22.0
WIDE = 480.0
"""From which width on the name stands beside the line, not above it."""
ROOM = 96.0


@dataclass(frozen=True)
class Mark:
    """One thing. ``value``, ``low``, ``high`` are NaN where there is no figure; ``tips`` are the fields of its tooltip."""

    label: str
    value: float
    low: float
    high: float
    verdict: str
    ink: str
    tips: Record
    strong: bool = False


def forest(
    marks: Sequence[Mark],
    ticks: Sequence[float],
    tips: Sequence[tuple[str, str]],
    *,
    band: tuple[float, float],
    notes: str,
    dark: bool,
    width: float,
    tick: Callable[[float], str] = lambda v: f"{v:g}".replace("-", "\u2212"),
) -> Canvas:
    """Draw things on one scale.

    Parameters
    ----------
    ticks
        The scale, from its first to its last; figures beyond are drawn at its ends.
    band
        A ground behind the figures that tell nothing.
    notes
        What stands above.
    """
    c, low, most = colours(dark), ticks[0], ticks[-1]
    wide = width >= WIDE
    room = min(max(len(mark.label) for mark in marks) * GLYPH + 4, width * 0.45) if wide else width - ROOM
    pitch = LINE if wide else 2 * LINE - 4
    left, right = (room + 14, width - ROOM - 10) if wide else (6.0, width - 6)
    lines = wrapped(notes, width)
    top = 16.0 * len(lines) + (8 if lines else 0)
    canvas = Canvas(width, top + AXIS + pitch * len(marks), dark=dark)

    def across(value: float) -> float:
        return round(left + (right - left) * (min(max(value, low), most) - low) / (most - low), 2)

    canvas.texts([{"x": 0, "y": 8 + 16 * n, "text": line, "colour": c.mute} for n, line in enumerate(lines)], fontSize=11)
    canvas.boxes([{"x": across(band[0]), "x2": across(band[1]), "y": top + AXIS, "y2": canvas.height}], fill=c.soft)
    rules = [{"x": across(t) - 0.5, "x2": across(t) + 0.5, "y": top + AXIS - 4, "y2": canvas.height} for t in ticks]
    canvas.boxes(rules, fill=c.line)
    canvas.texts([{"x": across(t), "y": top + 9, "text": tick(t), "colour": c.mute} for t in ticks], align="center", fontSize=11)
    spans: list[Record] = []
    dots: list[Record] = []
    names: list[Record] = []
    verdicts: list[Record] = []
    hits: list[Record] = []
    for n, mark in enumerate(marks):
        begin = top + AXIS + n * pitch
        middle, words = (begin + pitch / 2,) * 2 if wide else (begin + pitch - 10, begin + 10)
        names.append({"x": 0, "y": words, "text": mark.label, "colour": c.text if mark.strong else c.mute})
        verdicts.append({"x": width - 1, "y": words, "text": mark.verdict, "colour": mark.ink})
        if mark.value == mark.value:
            at, ends = across(mark.value), (across(mark.low), across(mark.high))
            spans.append({"x": ends[0], "x2": max(ends[1], ends[0] + 1.5), "y": middle - 1.25, "y2": middle + 1.25, "fill": mark.ink})
            dots.append({"x": at - 4, "x2": at + 4, "y": middle - 4, "y2": middle + 4, "fill": mark.ink})
        hits.append({"x": 0, "x2": width, "y": begin, "y2": begin + pitch, "label": mark.label} | mark.tips)
    canvas.boxes(spans, fill="fill", mark={"opacity": 0.6})
    canvas.boxes(dots, fill="fill", radius=4)
    canvas.texts(names, limit=room)
    canvas.texts(verdicts, align="right", fontSize=11)
    canvas.boxes(hits, tooltip=[*tips])
    return canvas


def known(value: Any) -> bool:
    """Say whether a figure is there."""
    return bool(value == value)
