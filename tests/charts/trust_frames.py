"""Frames of the analyses that say whether a segmentation is to be trusted, made by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from seg_widgets.analysis.association import COLUMNS as ASSOCIATION
from seg_widgets.analysis.association import VERDICTS
from seg_widgets.analysis.grid import COLUMNS as GRID
from seg_widgets.analysis.health import COLUMNS as HEALTH
from seg_widgets.analysis.safety import VERDICTS as HEALTHS
from seg_widgets.analysis.variability import COLUMNS as VARIABILITY


def association_frame(labels: list[str], goal: str = "Churned") -> pd.DataFrame:
    """Give dimensions, one of each verdict in turn; every fifth could not be tested."""
    nan = float("nan")
    rows = []
    for n, label in enumerate(labels):
        effect = ((n % 7) - 3) / 4
        figures = ("rank-biserial", effect, max(effect - 0.2, -1), min(effect + 0.2, 1), 0.01, 0.02) if n % 5 < 4 else ("", *(nan,) * 5)
        leak = "no history: may leak" if n % 2 else ""
        rows.append((label, "number", VERDICTS[n % 5], *figures, 100, n, f"{label} 5%", leak, "A note."))
    frame = pd.DataFrame(rows, columns=list(ASSOCIATION))
    frame.attrs = {
        "goal": goal, "entity": "accounts", "entities": "accounts", "as_of": "2026-01-31", "measured_on": "2026-06-30", "people": 100,
        "reached": 20, "unknown": 0, "left_out": {"not there yet": 7}, "goal_leak": "",
    }  # fmt: skip
    return frame


def health_frame(labels: list[str]) -> pd.DataFrame:
    """Give rules, one of each verdict in turn; every second reads plain columns."""
    rows = []
    for n, label in enumerate(labels):
        days = (None, float("nan"), None, None) if n % 2 else (dt.date(2026, 6, 20), 10.0, dt.date(2025, 1, 1), dt.date(2026, 6, 1))
        rows.append(
            ("where", label, "accounts", 100, n % 100, n % 100 / 100, "usage", *days, n % 2 == 0, HEALTHS[n % 3], f"{label} lacks; b")
        )
    return pd.DataFrame(rows, columns=list(HEALTH))


def variability_frame(labels: list[str]) -> pd.DataFrame:
    """Give metrics, the fourth of each four without a figure."""
    nan = float("nan")
    rows = []
    for n, label in enumerate(labels):
        figures = (1.0, 2.0, n / 10, n / 20, n / 8, 0.1) if n % 4 < 3 else (nan,) * 6
        verdict = ("alike", "narrower", "too mixed", "too few")[n % 4]
        rows.append(("metric", label, 50, 500, n, label, "7", *figures, nan, verdict, f"A note of {label}."))
    return pd.DataFrame(rows, columns=list(VARIABILITY))


def grid_frame(x: list[str], y: list[str], goal: str = "") -> pd.DataFrame:
    """Give a grid; the first cell is empty."""
    nan = float("nan")
    rows = []
    for i, across in enumerate(x):
        for j, up in enumerate(y):
            n = i * len(y) + j
            told = (n, n // 2, n // 2 / n, 0.1, 0.9) if goal and n else (0, 0, nan, nan, nan)
            rows.append((across, up, i, j, n, n / 100, nan, *told))
    frame = pd.DataFrame(rows, columns=list(GRID))
    frame.attrs = {"x": x[0] if x else "x", "y": y[0] if y else "y", "as_of": "2026-01-31"}
    if goal:
        frame.attrs |= {"goal": goal, "measured_on": "2026-06-30", "left_out": {"not there yet": 7}, "overall": 0.5}
    return frame
