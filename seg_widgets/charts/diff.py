"""Two definitions as people: who left, stayed and entered; and beneath, by which edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seg_widgets.charts.canvas import GLYPH, MINUS, WIDTH, Canvas, clean, wrapped
from seg_widgets.charts.canvas import said as words_only
from seg_widgets.charts.drawing import Drawing, Record
from seg_widgets.charts.plot import clipped, legend, short
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

ROW, LEGEND, LINE, EDIT = 24.0, 26.0, 16.0, 26.0
MOST = 12
"""So many edits are drawn; the frame has them all."""
LINES = 3
"""An edit takes at most so many lines of words."""

Moves = tuple[int, float]
"""How many moved, and what they are worth."""


def diff_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw the difference of two definitions as people.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.moved.diff` gives it; it is summed up here. 12 edits are drawn, those that move most first.
    heading
        With a title and how to read it.
    """
    return diff_drawing(frame, dark, width, heading).chart()


def diff_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Draw the same as a design and its data."""
    a = frame.attrs
    before, after, stayed = (int(a.get(key, 0)) for key in ("size_before", "size_after", "stayed"))
    if not before and not after:
        return words_only("Nobody is in, before or after.", width=width, dark=dark)
    c = colours(dark)
    every = _by_edit(frame)
    edits = [(words, _lines(words, width), left, entered) for words, left, entered in every[:MOST]]
    top = LEGEND + 2 * ROW + 14
    rest = len(every) - len(edits)
    height = top + sum(len(lines) * LINE + EDIT for _, lines, *_ in edits) + (20 if rest else 0)
    canvas = Canvas(width, height, dark=dark)
    _both(canvas, c, (before, after, stayed), (a.get("worth_before"), a.get("worth_after")))
    most = max((n for _, _, left, entered in edits for n in (left[0], entered[0])), default=0) or 1
    middle, room = round(width / 2), width / 2 - 60
    names, bars, figures, hits = list[Record](), list[Record](), list[Record](), list[Record]()
    y = top
    for words, lines, left, entered in edits:
        names += [{"x": 0, "y": y + LINE * (n + 0.5), "text": line, "colour": c.text} for n, line in enumerate(lines)]
        at = y + len(lines) * LINE
        for (count, _), fill, side, sign in ((left, c.warn, -1, MINUS), (entered, c.strong, 1, "+")):
            end = round(middle + side * room * count / most, 2)
            if count:
                bars.append({"x": min(middle, end), "x2": max(middle, end), "y": at + 3, "y2": at + 15, "fill": fill})
                figures.append({"x": end + side * 6, "y": at + 9, "text": f"{sign}{short(count)}", "colour": c.text, "side": side})
        if not left[0] and not entered[0]:
            figures.append({"x": 0, "y": at + 8, "text": "moves nobody", "colour": c.mute, "side": 1})
        hits.append({"x": 0, "x2": width, "y": y, "y2": at + 18, "edit": clean(words), "entered": _said(entered), "left": _said(left)})
        y = at + EDIT
    canvas.boxes([{"x": middle - 0.5, "x2": middle + 0.5, "y": b["y"] - 2, "y2": b["y2"] + 2} for b in bars], fill=c.line)
    canvas.boxes(bars, fill="fill", radius=2)
    canvas.texts(names)
    for side, align in ((-1, "right"), (1, "left")):
        canvas.texts([{k: v for k, v in f.items() if k != "side"} for f in figures if f["side"] == side], align=align, fontSize=11)
    if rest:
        canvas.texts([{"x": 0, "y": height - 10, "text": f"and {rest} more edits", "colour": c.mute}], fontSize=11)
    canvas.boxes(hits, tooltip=[("edit", "Edit"), ("entered", "Entered"), ("left", "Left")])
    legend(canvas, c, [(c.warn, f"left {before - stayed:,}"), (c.bar, f"stayed {stayed:,}"), (c.strong, f"entered {after - stayed:,}")])
    return canvas.drawing(
        title="What the edits do to people" if heading else "",
        subtitle="Above all of them together; below by edit, who left to the left and who entered to the right." if heading else "",
        description=f"{before:,} before and {after:,} after, {stayed:,} of them both times; {len(every)} edits.",
    )


def _by_edit(frame: pd.DataFrame) -> list[tuple[str, Moves, Moves]]:
    """Give each edit with how many left and entered by it, and what they are worth; those that move most first."""
    from seg_widgets.analysis.moved import flows

    sums = {(r["rule"], r["move"]): (int(r["entities"]), float(r["worth"])) for r in flows(frame).to_dict("records")} if len(frame) else {}
    words = list(dict.fromkeys([*frame.attrs.get("edits", ()), *(rule for rule, _ in sums)]))
    found = [(each, sums.get((each, "left"), (0, 0.0)), sums.get((each, "entered"), (0, 0.0))) for each in words]
    return sorted(found, key=lambda each: -(each[1][0] + each[2][0]))


def _both(canvas: Canvas, c: Colours, sizes: tuple[int, int, int], worth: tuple[float | None, float | None]) -> None:
    """Draw who was in and who is, on one scale: those who stayed stand one above the other."""
    before, after, stayed = sizes
    figures = [f"{short(n)}" + (f" · {short(w)}" if w is not None and w == w else "") for n, w in zip((before, after), worth, strict=True)]
    left, right = 56, round(canvas.width - max(map(len, figures)) * GLYPH - 12)
    whole = before + after - stayed

    def x(count: int) -> float:
        return round(left + (right - left) * count / whole, 2)

    gone = before - stayed
    parts = [(0, gone, 0, c.warn), (gone, before, 0, c.bar), (gone, before, 1, c.bar), (before, whole, 1, c.strong)]
    bars = [{"x": x(a), "x2": max(x(b), x(a) + 1), "y": LEGEND + ROW * row + 3, "y2": LEGEND + ROW * (row + 1) - 3, "fill": fill}
            for a, b, row, fill in parts if b > a]  # fmt: skip
    canvas.boxes(bars, fill="fill", radius=2)
    rows = [LEGEND + ROW * (n + 0.5) for n in range(2)]
    canvas.texts([{"x": 0, "y": y, "text": text, "colour": c.text} for y, text in zip(rows, ("Before", "After"), strict=True)])
    canvas.texts([{"x": canvas.width, "y": y, "text": f, "colour": c.text} for y, f in zip(rows, figures, strict=True)], align="right",
                 fontSize=11)  # fmt: skip


def _lines(words: str, width: float) -> list[str]:
    """Break an edit's words into lines; what goes beyond the last is cut."""
    lines = wrapped(clean(words), width) or [""]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], " ".join(lines[LINES - 1 :])]
    return [clipped(line, width) for line in lines]


def _said(moved: Moves) -> str:
    count, worth = moved
    return f"{count:,}" + (f", worth {short(worth)}" if count and worth == worth else "")
