"""The distribution of one metric, the members over everyone, with a brush."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from seg_widgets.charts.canvas import WIDTH, clean, finished, percent, rows_of, said
from seg_widgets.charts.drawing import Drawing, Record, design
from seg_widgets.charts.rows import ROWS, rows_drawing
from seg_widgets.charts.theme import colours

if TYPE_CHECKING:
    import altair as alt


def distribution_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, height: float = 140) -> alt.LayerChart:
    """Draw how a metric is spread: for each bin or value the members' share over everyone's.

    Numbers and days: a histogram. A stretch drawn over it is the chart's selection ``brush``, ``{"value": [low, high]}``: numbers, or
    milliseconds in UTC since 1970 for days. Bins of whole numbers reach from half to half: the whole numbers in the stretch are
    meant. A bar where no number is known, categories, yes and no, elements of lists: a row each; a click picks it, and the selection
    ``pick`` holds its ``attribute``, ``value`` and ``kind``.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.distribution` gives it.
    width
        In pixels, axes included.
    height
        In pixels, of a histogram's bars.
    """
    return distribution_drawing(frame, dark, width, height).chart()


def distribution_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, height: float = 140) -> Drawing:
    """Give the same as a design and its data."""
    rows = rows_of(frame)
    bins = [row for row in rows if row["kind"] != "missing"]
    if not bins:
        return said("Nobody has a value.", width=width, dark=dark)
    if bins[0]["kind"] in ROWS:
        return rows_drawing(frame, dark, width)
    kind, label = bins[0]["kind"], clean(bins[0]["label"])
    against = "Others" if "against" in frame.attrs else "Everyone"
    most = max(max(r["share_members"], r["share_base"]) for r in bins) or 1.0
    total = {side: int(frame[side].sum()) for side in ("members", "base")}
    records = [_record(row, most, total) for row in bins]
    axis, scale, words = _axis(kind, label, records, width), _scale(kind, records), _missing(rows, total)
    key = ("distribution", dark, kind, against, words, repr(axis), repr(scale))
    made = design(key, lambda: _designed(kind, against, axis, scale, words, dark=dark))
    description = f"{label}: {total['members']:,} members against {total['base']:,}."
    return Drawing(made, {"bins": records}, width, height, description)


def _designed(kind: str, against: str, axis: dict[str, Any], scale: dict[str, Any], words: str, *, dark: bool) -> alt.LayerChart:
    import altair as alt

    c = colours(dark)
    # No domains: they are the data's, the first bin's start to the last one's end. One said for days draws warnings.
    across, up = alt.Scale(**scale, nice=False), alt.Scale(nice=False, zero=True)
    shares = alt.Axis(title=None, format="~%", tickCount=3, domain=False, ticks=False, grid=True)
    letter = "T" if kind == "date" else "Q"
    sides = alt.Scale(domain=["Members", against], range=[c.strong, c.bar])
    shown = alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square", symbolSize=90, offset=6)

    def boxes(start: str, end: str, field: str) -> dict[str, Any]:
        return {
            "x": alt.X(f"{start}:{letter}", scale=across, axis=alt.Axis(**axis)), "x2": alt.X2(end),
            "y": alt.Y(f"{field}:Q", scale=up, axis=shares), "y2": alt.Y2Datum(0),
        }  # fmt: skip

    def bars(side: str, start: str, end: str, field: str) -> Any:
        fill = alt.Fill("side:N", scale=sides, legend=shown)
        chart = alt.Chart(alt.NamedData("bins")).transform_calculate(side=f"'{side}'")  # the rows of both are sent once
        return chart.mark_rect(aria=False).encode(**boxes(start, end, field), fill=fill)

    drawn = alt.BrushConfig(fill=c.accent, fillOpacity=0.14, stroke=c.accent, strokeOpacity=0.8)
    brush = alt.selection_interval(name="brush", encodings=["x"], mark=drawn)
    tips = [alt.Tooltip(f"{f}:N", title=t) for f, t in (("range", "Range"), ("members", "Members"), ("base", against))]
    clear = alt.Chart(alt.NamedData("bins")).mark_rect(fill="transparent", cursor="crosshair")
    made = alt.layer(
        bars(against, "from", "to", "share_base"),
        bars("Members", "inner", "outer", "share_members"),
        clear.encode(**boxes("value", "end", "top"), tooltip=tips, description=alt.Description("spoken:N")).add_params(brush),
    )
    made = made.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    if words:
        made = made.properties(title=alt.TitleParams(
            words, orient="bottom", fontSize=11, fontWeight="normal", color=c.mute, offset=8,
        ))  # fmt: skip
    return finished(made, dark=dark)


def _record(row: Record, most: float, total: dict[str, int]) -> Record:
    low, high = (_number(row[end]) for end in ("low", "high"))
    size = high - low
    return {
        "value": low, "end": high,
        "from": low + 0.03 * size, "to": high - 0.03 * size, "inner": low + 0.25 * size, "outer": high - 0.25 * size,
        "share_members": row["share_members"], "share_base": row["share_base"], "top": most, "range": row["value"],
        "members": f"{row['members']:,} of {total['members']:,} ({percent(row['share_members'])})",
        "base": f"{row['base']:,} of {total['base']:,} ({percent(row['share_base'])})",
        "spoken": f"{row['value']}: {row['members']:,} of {total['members']:,} members, {row['base']:,} of {total['base']:,} in all",
    }  # fmt: skip


def _number(bound: Any) -> float:
    """Give a bound as the axis wants it: a number, or milliseconds since 1970 in UTC."""
    return float(bound.timestamp() * 1000) if isinstance(bound, pd.Timestamp) else float(bound)


def _axis(kind: str, label: str, records: list[Record], width: float) -> dict[str, Any]:
    axis = {
        "title": label,
        "grid": False,
        "labelOverlap": True,
        "labelFlush": True,
        "tickCount": max(int(width / 90), 2),
    }
    if kind == "date":
        days = (records[-1]["end"] - records[0]["value"]) / 86_400_000
        return axis | {"format": "%Y" if days > 3000 else "%b %Y" if days > 60 else "%-d %b %Y"}
    # Beyond a million thousands separators would crowd the axis: 1,200,000 as 1.2M.
    if _growing(records):
        marks = [r["value"] + (0.5 if kind == "whole" else 0) for r in records]
        axis |= {
            "values": [m for m in marks if f"{m:.0e}"[0] in "0125"],
            "labelOverlap": "greedy",
            "labelSeparation": 8,
        }
    large = max(abs(records[0]["value"]), abs(records[-1]["end"])) >= 1e6
    return axis | {"format": "~s" if large else ",~f"} | ({"tickMinStep": 1} if kind == "whole" else {})


def _growing(records: list[Record]) -> bool:
    """Say whether the bins grow; those of one width differ by rounding only."""
    sizes: list[float] = [r["end"] - r["value"] for r in records]
    return max(sizes) > 2 * min(sizes)


def _scale(kind: str, records: list[Record]) -> dict[str, Any]:
    if kind == "date":
        return {"type": "utc"}
    if not _growing(records):
        return {"type": "linear", "zero": False}
    # Growing bins look alike on a scale that is linear up to the end of the first and logarithmic beyond.
    return {"type": "symlog", "constant": records[0]["end"], "zero": False}


def _missing(rows: list[Record], total: dict[str, int]) -> str:
    found = [row for row in rows if row["kind"] == "missing"]
    words = "" if total["members"] else "Nobody is in the segment. "
    if not found:
        return words.strip()
    members = f"{percent(found[0]['share_members'])} of the members, " if total["members"] else ""
    return f"{words}No value: {members}{percent(found[0]['share_base'])} of everyone."
