"""The distribution of what has no scale: categories, yes and no, elements of lists; a row a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import Canvas, clean, percent, rows_of
from seg_widgets.charts.composition import figures_room, legend
from seg_widgets.charts.drawing import Drawing
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import pandas as pd

ROWS = ("text", "boolean", "list", "others")
LINE, LEGEND, GAP = 18.0, 26.0, 10.0


def rows_drawing(frame: pd.DataFrame, dark: bool, width: float) -> Drawing:
    """Draw a row a value: the members' share over everyone's; a click picks it."""
    c, rows = colours(dark), rows_of(frame)
    total = {side: int(frame.attrs.get(side, frame[side].sum())) for side in ("members", "base")}
    labels = [clean(row["value"]) or "(empty)" for row in rows]
    room = min(max(max(map(len, labels)) * 6.8, width * 0.2), width * 0.5)
    canvas = Canvas(width, LEGEND + LINE * len(rows) + GAP, dark=dark)
    left, right = room + 10, width - figures_room(total["members"])
    most = max(max(r["share_members"], r["share_base"]) for r in rows) or 1.0
    names, figures, wide, narrow, hits = ([] for _ in range(5))  # type: ignore[var-annotated]
    for n, (row, label) in enumerate(zip(rows, labels, strict=True)):
        y = LEGEND + n * LINE
        middle, known = y + LINE / 2, row["kind"] not in ("missing", "others")
        names.append({"x": 0, "y": middle, "text": label, "colour": c.text if known else c.mute})
        said = f"{row['members']:,} · {percent(row['share_members'])}" if total["members"] else ""
        figures.append({"x": width, "y": middle, "text": said, "colour": c.text if row["members"] else c.mute})
        for into, share, half in ((wide, row["share_base"], 6.0), (narrow, row["share_members"], 2.5)):
            if share:
                end = left + max((right - left) * share / most, 1.5)
                into.append({"x": left, "x2": round(end, 2), "y": middle - half, "y2": middle + half})
        hits.append({key: row[key] for key in ("attribute", "value", "kind")} | {
            "x": 0, "x2": width, "y": y, "y2": y + LINE, "shown": label,
            "of_members": f"{row['members']:,} of {total['members']:,} ({percent(row['share_members'])})",
            "of_base": f"{row['base']:,} of {total['base']:,} ({percent(row['share_base'])})",
        })  # fmt: skip
    against = "Others" if "against" in frame.attrs else "Everyone"
    canvas.boxes(hits, fill=c.accent_soft, radius=4, shown_by="pick")
    canvas.texts(names, limit=room)
    canvas.boxes(wide, fill=c.bar)
    canvas.boxes(narrow, fill=c.strong)
    canvas.texts(figures, align="right", fontSize=11)
    tips = [("shown", "Value"), ("of_members", "Members"), ("of_base", against)]
    canvas.boxes(hits, tooltip=tips, pick=("pick", ("attribute", "value", "kind")), mark={"cursor": "pointer"})
    legend(canvas, total["members"], against)
    label = clean(rows[0]["label"])
    return canvas.drawing(description=f"{label}: {total['members']:,} members against {total['base']:,}, by {len(rows)} values.")
