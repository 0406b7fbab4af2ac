"""The waterfall: a row a rule, who remains after it, and whom it alone holds back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seg_widgets.charts.canvas import GLYPH, MINUS, WIDTH, Canvas, clean, rows_of, said, wrapped
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

LEAST = 1.5
"""Pixels that a bar of at least one entity has, so that one in a million is seen."""

DIGIT = 7.0
"""How wide a figure may be, in pixels at 12 px and in the wider of the usual fonts: figures are never cut short."""


def waterfall_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw a waterfall.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.waterfall` gives it.
    width
        In pixels. Where the labels do not fit beside the bars they stand above them.
    heading
        With a title, how to read it, and a last line that says whether a rule is odd; for where no panel says so.
    """
    return waterfall_drawing(frame, dark, width, heading).chart()


def waterfall_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Give the same as a design and its data."""
    if len(frame) < 2:
        return said("There are no rules yet.", width=width, dark=dark)
    c, rows = colours(dark), rows_of(frame)
    labels = [clean(row["label"]) or "(no name)" for row in rows]
    changes = [_change(row, c) for row in rows[1:]]
    count = max(len(f"{row['after']:,}") for row in rows) * DIGIT + 4
    changed = max(len(change["text"]) for change in changes) * DIGIT + 4
    widest = max(len(label) for label in labels) * GLYPH
    beside = width - widest - count - changed >= 0.32 * width
    layout = _Beside(width, count, changed, widest) if beside else _Above(width, count, changed)
    kind, universe = str(rows[1]["kind"]), max(int(rows[0]["after"]), 1)
    verdict, fine = _verdict(rows)
    last = wrapped(verdict, width) if heading else []
    canvas = Canvas(width, layout.pitch * len(rows) + (10 + 16 * len(last) if last else 0), dark=dark)
    canvas.boxes([layout.bar(n, 0, max(r["before"], r["after"]), universe) for n, r in enumerate(rows) if n], fill=c.soft)
    solid = [
        layout.bar(n, 0, r["after"], universe) | {"fill": c.strong if n == len(rows) - 1 else c.bar}
        for n, r in enumerate(rows)
        if r["after"]
    ]
    canvas.boxes(solid, fill="fill")
    if kind != "at_least":  # who meets just enough of the rules is no stretch of the bar
        ends = [(n, *_alone(r)) for n, r in enumerate(rows) if n and r["alone"]]
        outlines = [layout.bar(n, low, high, universe) for n, low, high in ends]
        canvas.boxes(outlines, fill=c.soft, stroke=c.bar, mark={"strokeWidth": 1.5})
    names = [layout.label(n) | {"text": label, "colour": c.mute} for n, label in enumerate(labels)]
    canvas.texts(names, limit=layout.room)
    canvas.texts([layout.count(n) | {"text": f"{r['after']:,}", "colour": c.text} for n, r in enumerate(rows)], align="right")
    canvas.texts([layout.change(n) | change for n, change in enumerate(changes, 1)], limit=layout.changed)
    if last:
        top = layout.pitch * len(rows) + 16
        lines = [{"x": 0, "y": top + 16 * n, "text": line, "colour": c.ok if fine else c.warn} for n, line in enumerate(last)]
        canvas.texts(lines, limit=width)
    _hits(canvas, layout, rows, labels)
    description = f"Waterfall: of {rows[0]['after']:,}, {rows[-1]['after']:,} are in after {len(rows) - 1} rules."
    return canvas.drawing(
        title="What each rule " + ("takes out" if kind in ("all", "none") else "brings in") if heading else "",
        subtitle=_HOW_TO_READ[kind],
        description=description,
    )


_HOLDS = "Solid: who remains, in this order. Outline: whom it alone holds back (drop it and these come in)."
_HOW_TO_READ = {
    "all": _HOLDS,
    "none": _HOLDS,
    "any": "Bar: who is in, in this order. Outline: the part it alone brings (drop it and these go).",
    "at_least": "Solid: who meets enough of the rules so far. Alone: who would go without the rule.",
}


class _Beside:
    """Labels left of the bars, figures right of them: a line a rule."""

    pitch, height = 32.0, 16.0

    def __init__(self, width: float, count: float, changed: float, widest: float) -> None:
        self.room = max(widest, 60.0)
        self.left, self.right = self.room + 12, width - count - changed - 18
        self.counted, self.changed = self.right + 8 + count, changed

    def bar(self, row: int, low: float, high: float, universe: int) -> Record:
        top = self.middle(row) - self.height / 2
        return _span(self.left, self.right, low, high, universe) | {"y": top, "y2": top + self.height}

    def middle(self, row: int) -> float:
        return row * self.pitch + self.pitch / 2

    def label(self, row: int) -> Record:
        return {"x": 0, "y": self.middle(row)}

    def count(self, row: int) -> Record:
        return {"x": self.counted, "y": self.middle(row)}

    def change(self, row: int) -> Record:
        return {"x": self.counted + 10, "y": self.middle(row)}


class _Above(_Beside):
    """Labels above the bars: for sentences, and for little room."""

    pitch, height = 40.0, 12.0

    def __init__(self, width: float, count: float, changed: float) -> None:
        super().__init__(width, count, changed, 0.0)
        self.room, self.left = width, 0.0

    def middle(self, row: int) -> float:
        return row * self.pitch + 26

    def label(self, row: int) -> Record:
        return {"x": 0, "y": row * self.pitch + 9}


def _span(left: float, right: float, low: float, high: float, universe: int) -> Record:
    x, x2 = (left + (right - left) * v / universe for v in (low, high))
    return {"x": round(x, 2), "x2": round(max(x2, x + LEAST if high > low else x2), 2)}


def _alone(row: dict[str, Any]) -> tuple[int, int]:
    """Give the stretch of those whom only this rule holds back, or brings in: part of the step it makes."""
    after, alone = row["after"], row["alone"]
    return (after - alone, after) if row["kind"] == "any" else (after, after + alone)


_WORDS = {"nobody": "met by nobody", "everyone": "met by everyone", "contradictory": "nobody left"}


def _change(row: dict[str, Any], c: Colours) -> Record:
    sign, size = (MINUS, row["removed"]) if row["kind"] in ("all", "none") else ("+", row["added"])
    step = f"{sign}{size:,}" if size else "0"
    if not row["verdict"]:
        return {"text": f"{step} · alone {row['alone']:,}", "colour": c.mute}
    words = _WORDS.get(row["verdict"], row["verdict"])
    empties = (row["kind"], row["verdict"]) in (("all", "nobody"), ("none", "everyone")) or row["verdict"] == "contradictory"
    return {
        "text": words if row["verdict"] in ("nobody", "everyone") else f"{step} · {words}",
        "colour": c.bad if empties else c.warn,
    }


def _verdict(rows: list[dict[str, Any]]) -> tuple[str, bool]:
    odd = [row for row in rows if row["verdict"]]
    if not odd:
        return "No rule is dead or redundant.", True
    more = f" And {len(odd) - 1} more." if len(odd) > 1 else ""
    return f"{clean(odd[0]['label'])}: {odd[0]['note']}{more}", False


def _hits(canvas: Canvas, layout: _Beside, rows: list[dict[str, Any]], labels: list[str]) -> None:
    """Lay a clear box over each row, so that its tooltip shows anywhere on it: the whole label among it."""
    records = []
    for n, row in enumerate(rows):
        top = n * layout.pitch
        box = {"x": 0, "x2": canvas.width, "y": top, "y2": top + layout.pitch}
        figures = {k: f"{row[k]:,}" for k in ("met", "unknown", "before", "after", "alone")}
        change = row["removed"] if row["kind"] in ("all", "none") else row["added"]
        records.append(box | {"label": labels[n], "change": f"{change:,}", "note": row["note"] or "nothing odd"} | figures)
    kind = rows[1]["kind"]
    takes = kind in ("all", "none")
    tips = [
        ("label", "Rule"), ("met", "Meet it, asked alone"), ("unknown", "Unknown"), ("before", "Before it"),
        ("after", "After it"), ("change", "Takes out" if takes else "Brings in"),
        ("alone", "Alone holds back" if takes else "Alone brings"), ("note", "Verdict"),
    ]  # fmt: skip
    of_universe = [("label", "All"), ("after", "Entities")]
    for part, shown in ((records[:1], of_universe), (records[1:], tips)):
        canvas.boxes(part, tooltip=shown)
