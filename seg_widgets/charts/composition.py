"""The overview: the members against everyone, a small multiple of bars an attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import MINUS, WIDTH, Canvas, clean, percent, rows_of, said
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

LINE, HEAD, GAP, BETWEEN = 18.0, 26.0, 14.0, 28.0
LEGEND = 26.0
TWO_COLUMNS = 440.0
"""From which width on there are two columns."""


def overview_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH) -> alt.LayerChart:
    """Draw a composition: for each value the members' share over everyone's.

    A click on a value picks it: the chart's selection ``pick`` holds ``attribute``, ``value`` and ``kind``, which name
    one row of the frame.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.composition` gives it.
    """
    return overview_drawing(frame, dark, width).chart()


def overview_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH) -> Drawing:
    """Give the same as a design and its data."""
    if not len(frame):
        return said("There is no attribute to compare.", width=width, dark=dark)
    by: dict[str, list[Record]] = {}
    for row in rows_of(frame):
        by.setdefault(row["attribute"], []).append(row)
    blocks = list(by.values())
    members, base = (sum(row[side] for row in blocks[0]) for side in ("members", "base"))
    if base == 0:
        return said("There is nobody to compare.", width=width, dark=dark)
    columns = 2 if width >= TWO_COLUMNS and len(blocks) > 1 else 1
    each = (width - BETWEEN * (columns - 1)) / columns
    placed, height = _placed(blocks, columns, each)
    return _draw(placed, members, base, each, Canvas(width, height, dark=dark))


def _placed(blocks: list[list[Record]], columns: int, each: float) -> tuple[list[tuple[float, float, list[Record]]], float]:
    """Put each block, in rank order, into the column that is shorter so far."""
    ends = [LEGEND] * columns
    placed = []
    for rows in blocks:
        at = ends.index(min(ends))
        placed.append((at * (each + BETWEEN), ends[at], rows))
        ends[at] += HEAD + LINE * len(rows) + GAP
    return placed, max(ends) - GAP


def _draw(placed: list[tuple[float, float, list[Record]]], members: int, base: int, each: float, canvas: Canvas) -> Drawing:
    c = colours(canvas.dark)
    longest = max(len(clean(row["value"])) for _, _, rows in placed for row in rows)
    room, figure = min(max(longest * 6.8, each * 0.25), each * 0.47), 40.0
    left, right = room + 10, each - figure
    titles, labels, figures, wide, narrow, hits = ([] for _ in range(6))  # type: ignore[var-annotated]
    for x, top, rows in placed:
        mark = "  · in the rules" if rows[0]["in_rules"] else ""
        titles.append({"x": x, "y": top + HEAD / 2, "text": clean(rows[0]["label"]) + mark, "colour": c.text})
        most = max(max(r["share_members"], r["share_base"]) for r in rows) or 1.0
        for n, row in enumerate(rows):
            y = top + HEAD + n * LINE
            middle, known = y + LINE / 2, row["kind"] not in ("missing", "others")
            label = clean(row["value"]) or "(empty)"
            labels.append({"x": x, "y": middle, "text": label, "colour": c.text if known else c.mute})
            figures.append(
                {
                    "x": x + each,
                    "y": middle,
                    "text": percent(row["share_members"]) if members else "",
                    "colour": c.text if row["members"] else c.mute,
                }
            )
            for into, share, half in ((wide, row["share_base"], 6.0), (narrow, row["share_members"], 2.5)):
                if share:
                    end = x + left + max((right - left) * share / most, 1.5)
                    into.append({"x": x + left, "x2": round(end, 2), "y": middle - half, "y2": middle + half})
            named = {key: row[key] for key in ("attribute", "value", "kind")}
            hits.append(named | {
                "x": x, "x2": x + each, "y": y, "y2": y + LINE, "name": clean(row["label"]), "shown": label,
                "of_members": f"{row['members']:,} of {members:,} ({percent(row['share_members'])})",
                "of_base": f"{row['base']:,} of {base:,} ({percent(row['share_base'])})",
                "points": f"{row['difference'] * 100:+.1f} points".replace("-", MINUS),
            })  # fmt: skip
    canvas.boxes(hits, fill=c.accent_soft, radius=4, shown_by="pick")
    canvas.texts(titles, limit=each, fontWeight="bold")
    canvas.texts(labels, limit=room, fontSize=11)
    canvas.boxes(wide, fill=c.bar)
    canvas.boxes(narrow, fill=c.strong)
    canvas.texts(figures, align="right", fontSize=11)
    tips = [
        ("name", "Attribute"),
        ("shown", "Value"),
        ("of_members", "Members"),
        ("of_base", "Everyone"),
        ("points", "Difference"),
    ]
    canvas.boxes(hits, tooltip=tips, pick=("pick", ("attribute", "value", "kind")), mark={"cursor": "pointer"})
    legend(canvas, members)
    return canvas.drawing(description=f"Composition of {members:,} members against {base:,}, by {len(placed)} attributes.")


def figures_room(members: int) -> float:
    """Give the pixels that a count and its share take at the end of a row."""
    return len(f"{members:,}") * 7.0 + 48


def legend(canvas: Canvas, members: int, against: str = "Everyone") -> None:
    """Say what the two bars are, on the canvas's first line."""
    c = colours(canvas.dark)
    canvas.boxes([{"x": 0, "x2": 14, "y": 5.5, "y2": 10.5}], fill=c.strong)
    canvas.boxes([{"x": 84, "x2": 98, "y": 2, "y2": 14}], fill=c.bar)
    words = [(20.0, "Members"), (104.0, against)]
    if not members:
        words.append((172.0, "Nobody is in the segment."))
    canvas.texts([{"x": x, "y": 8, "text": text, "colour": c.mute} for x, text in words], fontSize=11)
