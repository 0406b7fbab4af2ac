"""Associations with a goal: a line an effect with its interval, by verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from seg_widgets.charts.canvas import WIDTH, clean, rows_of, said
from seg_widgets.charts.drawing import Drawing
from seg_widgets.charts.forest import Mark, forest
from seg_widgets.charts.theme import Colours, colours

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

SHOWN = 30
SHORT = {"nothing to say: a poor choice": "poor choice"}


def association_chart(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> alt.LayerChart:
    """Draw associations: each effect as a dot on its 95 % interval, coloured by its verdict.

    Parameters
    ----------
    frame
        As :func:`seg_widgets.analysis.associate` gives it; the first 30 rows are drawn.
    heading
        With a title and how to read it.
    """
    return association_drawing(frame, dark, width, heading).chart()


def association_drawing(frame: pd.DataFrame, dark: bool = False, width: float = WIDTH, heading: bool = False) -> Drawing:
    """Give the same as a design and its data."""
    if not len(frame):
        return said("There is no dimension to try.", width=width, dark=dark)
    rows, c = rows_of(frame.head(SHOWN)), colours(dark)
    marks = [
        Mark(
            clean(row["dimension"]) + ("  · no history" if row["leak"] else ""), row["effect"], row["low"], row["high"],
            SHORT.get(str(row["verdict"]), str(row["verdict"])), _ink(row["verdict"], c), _tips(row), row["verdict"] == "matters",
        )
        for row in rows
    ]  # fmt: skip
    signed = any(row["effect"] < 0 or row["low"] < -0.02 for row in rows)
    ticks = (-1.0, -0.5, 0.0, 0.5, 1.0) if signed else (0.0, 0.25, 0.5, 0.75, 1.0)
    tips = [
        ("label", "Dimension"), ("verdict", "Verdict"), ("effect", "Effect"), ("p", "p, corrected"), ("n", "Entities"), ("detail", "Goal"),
        ("leak", "History"),
    ]  # fmt: skip
    canvas = forest(marks, ticks, tips, band=(-0.1, 0.1), notes=_notes(frame), dark=dark, width=width)
    goal = clean(frame.attrs.get("goal", "the goal"))
    return canvas.drawing(
        title=f"What goes with: {goal}" if heading else "",
        subtitle="Dot: how strongly. Line: where it lies, 95 %. Left of 0: less of it goes with the goal." if heading else "",
        description=f"Associations of {len(frame)} dimensions with {goal}.",
    )


def _ink(verdict: str, c: Colours) -> str:
    return {"matters": c.ok, "weak": c.strong, "leaks": c.bad, "too little data": c.warn}.get(verdict, c.mute)


def _tips(row: dict[str, Any]) -> dict[str, str]:
    known = row["effect"] == row["effect"]
    return {
        "verdict": f"{row['verdict']}. {row['note']}",
        "effect": f"{row['measure']} {row['effect']:.2f} ({row['low']:.2f} to {row['high']:.2f})" if known else "not tested",
        "p": f"{row['q']:.2g}" if row["q"] == row["q"] else "-",
        "n": f"{row['n']:,}" + (f", {row['missing']:,} missing left out" if row["missing"] else ""),
        "detail": clean(row["detail"]) or "-",
        "leak": row["leak"] or "as of the day",
    }


def _notes(frame: pd.DataFrame) -> str:
    """Say who was tested, and when."""
    a = frame.attrs
    if not a:
        return ""
    many = clean(a["entities"])
    reached = f", {a['reached']:,} reach the goal" if a["reached"] is not None else ""
    out = "".join(f"; {n:,} left out: {why}" for why, n in a["left_out"].items())
    leak = " The goal has no history: it is as the table has it today." if a["goal_leak"] else ""
    more = f" The first {SHOWN} of {len(frame)} are shown." if len(frame) > SHOWN else ""
    return f"Read on {a['as_of']}, goal on {a['measured_on']}: {a['people']:,} {many}{reached}{out}.{leak}{more}"
