"""A grid of two metrics as a heatmap: how many are in each cell, and how many of them reach a goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, percent, rows_of, said, wrapped
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

ROW, FOOT, GAP = 44.0, 40.0, 2.0
MOST = 120
"""So many cells are drawn."""


def grid_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw a grid: the darker a cell, the more of it reach the goal; without a goal, the more members it has.

    A click picks a cell: the chart's selection ``pick`` holds ``x_order`` and ``y_order``, which name one row of the frame.

    Parameters
    ----------
    frame
        That of a :class:`seg_widgets.analysis.grid.Grid`.
    heading
        With a title and how to read it.
    """
    return grid_drawing(frame, dark, width, heading).chart()


def grid_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Give the same as a design and its data."""
    rows, c = rows_of(frame), colours(dark)
    if not rows or len(rows) > MOST:
        words = "There is nobody to show." if not rows else f"{len(rows)} cells are too many to draw: cut coarser."
        return said(words, width=width, dark=dark)
    aimed = "goal" in frame.attrs
    columns, lines = (max(row[f"{side}_order"] for row in rows) + 1 for side in "xy")
    names = {n: clean(row["y"]) for row in rows for n in [row["y_order"]]}
    room = min(max(len(name) for name in names.values()) * (GLYPH + 1) + 24, width * 0.3)
    notes = wrapped(_notes(frame), width)
    top = 15.0 * len(notes) + 24
    cell = (width - room) / columns
    canvas = Canvas(width, top + ROW * lines + FOOT, dark=dark)
    texts = [{"x": 0, "y": 7 + 15 * n, "text": line, "colour": c.mute} for n, line in enumerate(notes)]
    canvas.texts(texts, fontSize=11)
    canvas.texts(
        [{"x": 0, "y": top - 10, "text": clean(frame.attrs.get("y", "")) + " ↑", "colour": c.text}], fontWeight="bold", limit=width
    )
    measure = "goal" if aimed else "members"
    most = max([row[measure] for row in rows if row[measure] == row[measure]], default=0) or 1
    labels = (clean(frame.attrs.get("x", "")), clean(frame.attrs.get("y", "")))
    boxes: list[Record] = []
    above: list[Record] = []
    below: list[Record] = []
    picked: list[Record] = []
    hits: list[Record] = []
    for row in rows:
        left, begin = room + row["x_order"] * cell, top + (lines - 1 - row["y_order"]) * ROW
        share = row[measure] / most if row[measure] == row[measure] else 0.0
        ink = c.text if row["members"] else c.mute
        across = {"x": round(left + GAP / 2, 1), "x2": round(left + cell - GAP / 2, 1)}
        place = across | {"y": begin + GAP / 2, "y2": begin + ROW - GAP / 2}
        boxes.append(place | ({"fill": c.strong, "strength": _strength(share)} if row["members"] else {"fill": c.soft, "strength": 1}))
        middle = round(left + cell / 2, 1)
        first, second = _words(row, aimed, cell)
        above.append({"x": middle, "y": begin + (ROW / 2 - 8 if second else ROW / 2), "text": first, "colour": ink})
        below.append({"x": middle, "y": begin + ROW / 2 + 9, "text": second, "colour": ink})
        picked.append(place | {"x_order": row["x_order"], "y_order": row["y_order"]})
        hits.append(place | {"x_order": row["x_order"], "y_order": row["y_order"]} | _tips(row, aimed, *labels))
    canvas.boxes(boxes, fill="fill", radius=3, mark={"fillOpacity": {"expr": "datum.strength"}})
    canvas.boxes(picked, stroke=c.text, radius=3, mark={"strokeWidth": 2}, shown_by="pick")
    canvas.texts(above, align="center", limit=cell - 4)
    canvas.texts(below, align="center", fontSize=10, limit=cell - 2)
    sides = [{"x": room - 8, "y": top + (lines - 0.5 - n) * ROW, "text": name, "colour": c.mute} for n, name in names.items()]
    canvas.texts(sides, align="right", fontSize=11, limit=room - 8)
    feet = {row["x_order"]: clean(row["x"]) for row in rows}
    foot = top + ROW * lines + 12
    narrow = max(len(name) for name in feet.values()) * GLYPH > cell * 2
    if narrow:  # where it begins will do
        feet = {n: name.split(" to under ")[0] for n, name in feet.items()}
    every = max(1, -(-int(max(len(name) for name in feet.values()) * GLYPH) // max(int(cell), 1)))
    every = min(every, 4)
    marks = [{"x": room + (n + 0.5) * cell, "y": foot, "text": name, "colour": c.mute} for n, name in feet.items() if n % every == 0]
    canvas.texts(marks, align="center", fontSize=11, limit=cell * every - 4)
    canvas.texts([{"x": width - 1, "y": foot + 18, "text": clean(frame.attrs.get("x", "")) + " →", "colour": c.text}], align="right",
                 fontWeight="bold", limit=width)  # fmt: skip
    # What columns are called is data, never a title: a title is read as an expression.
    shown = [("across", "Across"), ("up", "Up"), ("members", "Members"), ("worth", "Worth"), *([("goal", "Goal")] if aimed else [])]
    canvas.boxes(hits, tooltip=shown, pick=("pick", ("x_order", "y_order")), mark={"cursor": "pointer"})
    words = f"Grid of {columns} by {lines} cells, {sum(row['members'] for row in rows):,} members."
    return canvas.drawing(title="Grid" if heading else "", description=words)


def _words(row: Record, aimed: bool, cell: float) -> tuple[str, str]:
    number = f"{row['members']:,}"
    if not aimed:
        return number, percent(row["share"]) if row["members"] else ""
    if not row["known"]:
        return ("\u2013", f"{number} in it" if cell >= 70 else number) if row["members"] else ("", "")
    return percent(row["goal"]), f"{row['reached']:,} of {row['known']:,}" if cell >= 60 else f"{row['known']:,}"


def _tips(row: Record, aimed: bool, x: str, y: str) -> dict[str, str]:
    found = {
        "across": f"{x}: {clean(row['x'])}", "up": f"{y}: {clean(row['y'])}", "members": f"{row['members']:,} ({percent(row['share'])})",
        "worth": f"{row['worth']:,.0f}" if row["worth"] == row["worth"] else "-",
    }  # fmt: skip
    if aimed:
        there = row["known"] > 0
        rate = f"{percent(row['goal'])} ({percent(row['low'])} to {percent(row['high'])})" if there else ""
        found["goal"] = f"{rate}, {row['reached']:,} of {row['known']:,}" if there else "nobody to tell of"
    return found


def _notes(frame: pd.DataFrame) -> str:
    a = frame.attrs
    if "goal" not in a:
        return f"As of {a['as_of']}. In each cell: members, and their share of all." if "as_of" in a else ""
    out = "".join(f"; {n:,} left out: {why}" for why, n in a["left_out"].items())
    overall = f"{percent(a['overall'])} of all" if a["overall"] == a["overall"] else "nobody to tell of"
    return f"{clean(a['goal'])} by {a['measured_on']}, cells as of {a['as_of']}: {overall}{out}."


def _strength(share: float) -> float:
    """Say how strongly a cell is coloured: never so much that the words on it cannot be read, on a light page or a dark one."""
    return round(0.08 + 0.37 * share, 3)
