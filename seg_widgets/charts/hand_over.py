"""A hand-over: to whom it goes, a bar an owner."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, percent, rows_of
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import clipped, legend, short
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

ROW, LEGEND, GAP = 22.0, 24.0, 10.0
MOST = 15
"""So many owners are drawn; the frame has them all."""
NOBODY, OTHERS = "No owner", "other owners"


def hand_over_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw to whom a hand-over goes: a bar an owner, in it who is new since the last one, and behind it who has left.

    Parameters
    ----------
    frame
        As :attr:`seg_widgets.handover.HandOver.owners` gives it. The first 15 owners are drawn, the others in one bar.
    heading
        With a title and how to read it.
    """
    return hand_over_drawing(frame, dark, width, heading).chart()


def hand_over_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Draw the same as a design and its data."""
    rows = _rows(rows_of(frame))
    if not rows:
        return words_only("There is nobody to hand over.", width=width, dark=dark)
    c, since = colours(dark), str(frame.attrs.get("since", ""))
    names = [r["name"] for r in rows]
    figures = [_figure(r) for r in rows]
    right = round(width - max(map(len, figures)) * GLYPH - 14)
    left = math.ceil(min(max(max(map(len, names)) * GLYPH, 60), width * 0.36) + 10)
    most = max(r["members"] + r["left"] for r in rows) or 1
    canvas = Canvas(width, LEGEND + ROW * len(rows) + (GAP if rows[-1]["apart"] else 0) + 4, dark=dark)
    labels, said, bars, hits = list[Record](), list[Record](), list[Record](), list[Record]()
    y = LEGEND
    for n, (r, figure) in enumerate(zip(rows, figures, strict=True)):
        y += GAP if r["apart"] and n and not rows[n - 1]["apart"] else 0
        at = 0
        for count, fill in _parts(r, since, c):
            x, x2 = (round(left + (right - left) * v / most, 2) for v in (at, at + count))
            bars.append({"x": x, "x2": max(x2, x + 1.5), "y": y + 4, "y2": y + ROW - 4, "fill": fill})
            at += count
        labels.append({"x": 0, "y": y + ROW / 2, "text": clipped(r["name"], left - 10), "colour": c.mute if r["apart"] else c.text})
        said.append({"x": width, "y": y + ROW / 2, "text": figure, "colour": c.text})
        hits.append({"x": 0, "x2": width, "y": y, "y2": y + ROW} | _tip(r, bool(since)))
        y += ROW
    canvas.boxes(bars, fill="fill", radius=2)
    canvas.texts(labels)
    canvas.texts(said, align="right", fontSize=11)
    if any("·" in figure for figure in figures):
        canvas.texts([{"x": width, "y": 10, "text": "members · worth", "colour": c.mute}], align="right", fontSize=11)
    tips = [
        ("name", "Owner"),
        ("members", "Members"),
        ("share", "Of all members"),
        ("entered", "Entered"),
        ("left", "Left"),
        ("worth", "Worth"),
    ]
    canvas.boxes(hits, tooltip=tips)
    known = [(c.strong, "entered"), (c.bar, "stayed"), (c.warn, "left")] if since else [(c.strong, "members")]
    legend(canvas, c, known)
    total = sum(r["members"] for r in rows)
    owners = sum(name != "" for name in frame["owner"].astype(str))
    return canvas.drawing(
        title="To whom it goes" if heading else "",
        subtitle=(f"Members by their owner, since {since}." if since else "Members by their owner.") if heading else "",
        description=f"{total:,} members; {owners:,} owners.",
    )


def _rows(every: list[Record]) -> list[Record]:
    """Give the rows to draw: owners, then all others as one, then those without an owner."""
    total = sum(int(r["members"]) for r in every)
    owned, nobody = ([r for r in every if bool(str(r["owner"])) == has] for has in (True, False))
    shown, rest = owned[:MOST], owned[MOST:]
    rows = [r | {"name": clean(str(r["owner"])) or "(blank)", "apart": False} for r in shown]
    if rest:
        summed = {key: sum(r[key] for r in rest) for key in ("members", "entered", "stayed", "left", "worth")}
        rows.append(summed | {"name": f"{len(rest):,} {OTHERS if len(rest) > 1 else 'other owner'}", "apart": True})
    rows += [r | {"name": NOBODY, "apart": True} for r in nobody]
    return [r | {"share": r["members"] / total if total else 0.0} for r in rows]


def _parts(row: Record, since: str, c: Colours) -> list[tuple[int, str]]:
    parts = [(row["stayed"], c.bar), (row["entered"], c.strong), (row["left"], c.warn)] if since else [(row["members"], c.strong)]
    return [(int(count), fill) for count, fill in parts if count]


def _figure(row: Record) -> str:
    worth = f" · {short(row['worth'])}" if row["worth"] == row["worth"] and row["members"] else ""
    return f"{short(row['members'])}{worth}"


def _tip(row: Record, compared: bool) -> Record:
    worth = row["worth"]
    return {
        "name": row["name"], "members": f"{row['members']:,}", "share": percent(row["share"]),
        "entered": f"{row['entered']:,}" if compared else "\u2013", "left": f"{row['left']:,}" if compared else "\u2013",
        "worth": short(worth) if worth == worth else "not known",
    }  # fmt: skip
