"""How alike members are: the spread of each metric among them over that of everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seg_widgets.charts.canvas import WIDTH, clean, percent, rows_of, said
from seg_widgets.charts.drawing import Drawing
from seg_widgets.charts.forest import Mark, forest, known
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

SHOWN = 30


def variability_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw spreads: 1 is everyone's; left of it members are more alike.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.variability` gives it; the first 30 metrics are drawn.
    heading
        With a title and how to read it.
    """
    return variability_drawing(frame, dark, width, heading).chart()


def variability_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Give the same as a design and its data."""
    rows, c = rows_of(frame[frame["about"] == "metric"].head(SHOWN)), colours(dark)
    if not rows:
        return said("There is no metric to compare.", width=width, dark=dark)
    marks = [
        Mark(clean(row["name"]), row["ratio"], row["low"], row["high"], row["verdict"], _ink(row["verdict"], c), _tips(row), True)
        for row in rows
    ]
    most = max([row["high"] for row in rows if known(row["high"])], default=1.0)
    ticks = (0.0, 0.5, 1.0, 1.5, 2.0) if most > 1.5 else (0.0, 0.5, 1.0, 1.5)
    tips = [
        ("label", "Metric"), ("verdict", "Verdict"), ("middle", "Middle"), ("spread", "Spread"), ("explained", "Explained by who is in"),
        ("n", "Members"),
    ]  # fmt: skip
    notes = "Spread among the members over everyone's, which is 1. The farther left, the more alike they are."
    canvas = forest(marks, ticks, tips, band=(0.9, 1.1), notes=notes, dark=dark, width=width)
    return canvas.drawing(
        title="How alike the members are" if heading else "",
        description=f"The spread of {len(rows)} metrics among the members over everyone's.",
    )


def _ink(verdict: str, c: Colours) -> str:
    return {"alike": c.ok, "narrower": c.strong, "too mixed": c.bad}.get(verdict, c.mute)


def _tips(row: dict[str, Any]) -> dict[str, str]:
    there = known(row["ratio"])
    return {
        "verdict": f"{row['verdict']}. {clean(row['note'])}",
        "middle": f"{clean(row['middle'])}, everyone {clean(row['middle_base'])}" if row["middle"] else "-",
        "spread": f"{row['ratio']:.2f} of everyone's ({row['low']:.2f} to {row['high']:.2f})" if there else "-",
        "explained": percent(row["explained"]) if there else "-",
        "n": f"{row['members']:,}" + (f", {row['missing']:,} without a value" if row["missing"] else ""),
    }
