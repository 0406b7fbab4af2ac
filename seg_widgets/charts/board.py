"""A board of accounts: a row an account, a column a segment of its users, a cell their share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seg_widgets.charts.canvas import GLYPH, WIDTH, Canvas, clean, percent, rows_of, said, wrapped
from seg_widgets.charts.drawing import Drawing
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

ROW, HEAD = 22.0, 22.0
SHOWN, MOST = 25, 8
STEPS = (0.0, 0.25, 0.5, 0.75)
"""Where a shade begins; above the last a cell is full."""


def board_chart(
    frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False, by: str | None = None
) -> alt.LayerChart:
    """Draw a board: the accounts of most worth (else with most users) and the share of their users in each segment.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.board` gives it; 25 accounts and 8 segments are drawn.
    heading
        With a title and how to read it.
    by
        The column whose largest come first; ``None``: ``worth``, or else ``users``.
    """
    return board_drawing(frame, dark, width, heading, by).chart()


def board_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False, by: str | None = None) -> Drawing:
    """Give the same as a design and its data."""
    segments = list(frame.attrs.get("segments", {}).items())[:MOST]
    if not len(frame) or not segments:
        return said("There are no accounts to show.", width=width, dark=dark)
    by = by or ("worth" if frame["worth"].notna().any() else "users")
    shown = frame.sort_values(by, ascending=False, kind="stable", na_position="last").head(SHOWN)
    c, rows = colours(dark), rows_of(shown)
    room = min(max(len(clean(row["label"])) for row in rows) * GLYPH + 8, width * 0.36)
    users = 44.0
    each = (width - room - users) / len(segments)
    names = [clean(name) for name, _ in segments]
    named = all(len(name) * GLYPH < each - 6 for name in names)
    many = frame.attrs.get("users", "users")
    lines = wrapped(_notes(frame, by), width)
    if not named:  # too narrow for words: columns have numbers
        lines += wrapped(" · ".join(f"{n} {name}" for n, name in enumerate(names, start=1)), width)
    top = 16.0 * len(lines) + 4
    canvas = Canvas(width, top + HEAD + ROW * len(rows), dark=dark)
    canvas.texts([{"x": 0, "y": 8 + 16 * n, "text": line, "colour": c.mute} for n, line in enumerate(lines)], fontSize=11)
    heads = [{"x": room + users + each * (n + 0.5), "y": top + 10, "text": _cut(name, each) if named else str(n + 1), "colour": c.mute}
             for n, name in enumerate(names)]  # fmt: skip
    canvas.texts(heads, align="center", fontSize=11)
    canvas.texts(
        [{"x": room + users - 8, "y": top + 10, "text": _cut(clean(many), users + 8), "colour": c.mute}], align="right", fontSize=11
    )
    labels, counts, cells, words, hits = [], [], [], [], []
    for at, row in enumerate(rows):
        y = top + HEAD + at * ROW
        labels.append({"x": 0, "y": y + ROW / 2, "text": _cut(clean(row["label"]), room - 6), "colour": c.text})
        counts.append({"x": room + users - 8, "y": y + ROW / 2, "text": f"{row['users']:,}", "colour": c.mute})
        for n, (name, (count, share)) in enumerate(segments):
            x, part = room + users + each * n, row[share]
            known = part == part
            ends = {"x": x + 1, "x2": x + each - 1, "y": y + 1, "y2": y + ROW - 1}
            cells.append(ends | {"fill": _shade(part, c) if known else c.soft})
            ink = c.mute if not known or not row[count] else _ink(part, c)
            text = percent(part) if known else "\u2013"
            words.append({"x": x + each / 2, "y": y + ROW / 2, "text": text, "colour": ink})
            hits.append(ends | {"account": clean(row["label"]), "segment": clean(name), "share": f"{row[count]:,} of {row['users']:,}"})
    canvas.texts(labels)
    canvas.texts(counts, align="right", fontSize=11)
    canvas.boxes(cells, fill="fill", radius=3)
    canvas.texts(words, align="center", fontSize=11, limit=each)
    canvas.boxes(hits, tooltip=[("account", "Account"), ("segment", "Segment"), ("share", "Users")])
    return canvas.drawing(
        title="Accounts by their users" if heading else "",
        subtitle="A cell: the share of the account's users who are in the segment." if heading else "",
        description=f"{len(rows)} of {len(frame)} accounts, with the share of their users in {len(segments)} segments.",
    )


def _cut(text: str, room: float) -> str:
    """Shorten a text by whole characters: the chart itself may cut one in two."""
    most = max(int(room / GLYPH), 3)
    return text if len(text) <= most else f"{text[: most - 1]}\u2026"


def _shade(share: float, c: Any) -> str:
    if share <= 0:
        return str(c.soft)
    return str(c.accent_soft if share < STEPS[1] else c.bar if share < STEPS[3] else c.strong)


def _ink(share: float, c: Any) -> str:
    return str(c.soft if share >= STEPS[3] else c.text)


def _notes(frame: pd.DataFrame, by: str) -> str:
    a = frame.attrs
    what = clean(a.get("accounts", "accounts"))
    how = {"worth": "worth most", "users": "with most users"}.get(by, f"with the largest {clean(by)}")
    first = f"The {SHOWN} of {len(frame):,} {what} {how}" if len(frame) > SHOWN else f"{len(frame):,} {what}"
    more = f"; the first {MOST} of {len(a['segments'])} segments" if len(a["segments"]) > MOST else ""
    return f"{first}{more}, as of {a['as_of']}."
