"""The charts of movement, overlap, comparison and sweeps: valid, small, at their width, whatever segments are called."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from seg_widgets.analysis.comparing import COLUMNS as COMPARE
from seg_widgets.analysis.movement import COLUMNS as MOVEMENT
from seg_widgets.analysis.overlapping import PORTFOLIO
from seg_widgets.analysis.sensitivity import COLUMNS as SWEEP
from seg_widgets.charts import (
    compare_chart,
    diff_chart,
    findings_chart,
    hand_over_chart,
    movement_chart,
    overlap_chart,
    portfolio_chart,
    sensitivity_chart,
    to_png,
    to_svg,
)
from seg_widgets.charts.plot import apart, short, ticks
from tests.charts.frames import WEIRD

NAN = float("nan")


def movement_frame(names: list[str], days: int = 13, worth: bool = True) -> pd.DataFrame:
    at = pd.date_range("2025-11-30", periods=days, freq="ME")
    rows = [
        (name, day, 500, 100 + 20 * n + d, 0.2, 3, 1e6 * (d + 1) if worth else NAN, 7 if d else 0, d, 90, 1e5, 2e4, d == 0, 1)
        for n, name in enumerate(names)
        for d, day in enumerate(at)
    ]
    return pd.DataFrame(rows, columns=list(MOVEMENT))


def overlap_frame(names: list[str], combinations: int) -> pd.DataFrame:
    made = [tuple(name for n, name in enumerate(names) if code >> n & 1) for code in range(1, combinations + 1)]
    rows = [(c, len(c), 1000 // (n + 1), 0.1, NAN) for n, c in enumerate(made)] + [((), 0, 5, 0.01, NAN)]
    frame = pd.DataFrame(rows, columns=["segments", "size", "entities", "share", "worth"])
    frame.attrs = {"sizes": {name: 2000 - n for n, name in enumerate(names)}}
    return frame


def compare_frame(names: list[str], measure: str = "rate", n: int = 40) -> pd.DataFrame:
    value = (0.3, 0.2, 0.4) if measure == "rate" else (-1200.5, -3000.0, 90_000.0)
    value = value if n else (NAN,) * 3
    rows = [
        (name, group, "Churned", measure, n, 2, *value, *((0.1, -0.02, 0.2) if group == "in" and n else (NAN,) * 3))
        for name in names
        for group in ("in", "out")
    ]
    frame = pd.DataFrame(rows, columns=list(COMPARE))
    frame.attrs = {"outcome": WEIRD[0]}
    return frame


def diff_frame(edits: list[str], moving: int = 30, worth: float = NAN) -> pd.DataFrame:
    rows = [(n, f"k{n}", "left" if n % 3 else "entered", edits[n % len(edits)], worth) for n in range(moving)]
    frame = pd.DataFrame(rows, columns=["key", "label", "move", "rule", "worth"])
    gone = int((frame["move"] == "left").sum())
    sizes = {"size_before": gone + 10, "size_after": moving - gone + 10, "stayed": 10}
    frame.attrs = sizes | {"edits": [*edits, "added: one that moves nobody"], "worth_before": worth, "worth_after": worth}
    return frame


def portfolio_frame(names: list[str], universe: int = 1000) -> pd.DataFrame:
    rows = [
        (name, "segment", 30 * n, 0.03 * n, NAN, 10 * n, 20 * n, 15 * n, NAN, "Nobody is in it." * (not n)) for n, name in enumerate(names)
    ]
    covered = min(15 * sum(range(len(names))), universe)
    rows += [("(any of them)", "covered", covered, 0.5, 1e6, 3, 4, covered, 1e6, "")]
    rows += [("(none of them)", "gap", universe - covered, 0.5, 1e6, 0, 0, universe - covered, 1e6, "")]
    frame = pd.DataFrame(rows, columns=list(PORTFOLIO))
    frame.attrs = {"universe": universe}
    return frame


def owners_frame(owners: list[str], since: str = "2026-10-20", worth: float = 10.0) -> pd.DataFrame:
    rows = [(o, 30 - n % 30, 10 - n % 10, 20 - n % 20, n % 3, worth * n) for n, o in enumerate(owners)]
    frame = pd.DataFrame(rows, columns=["owner", "members", "entered", "stayed", "left", "worth"])
    frame.attrs = {"since": since}
    return frame


def findings_frame(count: int, names: list[str] = WEIRD) -> pd.DataFrame:
    places = [(names[n % len(names)], names[-1] if n % 2 else "") for n in range(count)]
    rows = [("info" if n > 1 else "warning", *place, "missing-values", n + 1, n / count, "said", "") for n, place in enumerate(places)]
    return pd.DataFrame(rows, columns=["severity", "table", "column", "code", "count", "share", "message", "examples"])


def sweep_frame(kind: str, values: list[Any], worth: float = 5e6, label: str = WEIRD[0]) -> pd.DataFrame:
    rows = [(v, str(v), float(n), n == 1, 100 + n, 0.1, 2, worth, n, 0) for n, v in enumerate(values)]
    frame = pd.DataFrame(rows, columns=list(SWEEP))
    frame.attrs = {"kind": kind, "label": label, "current": "x"}
    return frame


CASES: dict[str, Callable[[bool, float], Any]] = {
    "movement": lambda d, w: movement_chart(movement_frame(["Gold"]), d, w, True),
    "movement, worth": lambda d, w: movement_chart(movement_frame(["Gold"]), d, w, of="worth"),
    "movement, no worth": lambda d, w: movement_chart(movement_frame(["Gold"], worth=False), d, w, of="worth"),
    "movement, odd names": lambda d, w: movement_chart(movement_frame(WEIRD), d, w, True),
    "movement, one day": lambda d, w: movement_chart(movement_frame(["Gold"], 1), d, w),
    "movement, many": lambda d, w: movement_chart(movement_frame([f"s{n}" for n in range(40)]), d, w),
    "movement, nothing": lambda d, w: movement_chart(movement_frame([]), d, w),
    "overlap": lambda d, w: overlap_chart(overlap_frame(list("abc"), 7), d, w, True),
    "overlap, odd names": lambda d, w: overlap_chart(overlap_frame(WEIRD, 60), d, w),
    "overlap, one": lambda d, w: overlap_chart(overlap_frame(["a"], 1), d, w),
    "overlap, nobody": lambda d, w: overlap_chart(overlap_frame(["a"], 0), d, w),
    "compare": lambda d, w: compare_chart(compare_frame(["Gold", "Steady"]), d, w, True),
    "compare, means": lambda d, w: compare_chart(compare_frame(["Gold"], "mean"), d, w),
    "compare, odd names": lambda d, w: compare_chart(compare_frame(WEIRD), d, w),
    "compare, nobody": lambda d, w: compare_chart(compare_frame(["Gold"], n=0), d, w),
    "findings": lambda d, w: findings_chart(findings_frame(4, ["accounts", "edition"]), d, w, True),
    "findings, odd names": lambda d, w: findings_chart(findings_frame(60), d, w),
    "findings, none": lambda d, w: findings_chart(findings_frame(0), d, w),
    "diff": lambda d, w: diff_chart(diff_frame(["a → b", "c → d"], worth=5e6), d, w, True),
    "diff, odd names": lambda d, w: diff_chart(diff_frame(WEIRD), d, w),
    "diff, many edits": lambda d, w: diff_chart(diff_frame([f"removed: {n} " + "long words " * 30 for n in range(40)], 100_000), d, w),
    "diff, moves nobody": lambda d, w: diff_chart(diff_frame(["a"], 0), d, w),
    "portfolio": lambda d, w: portfolio_chart(portfolio_frame(["Gold", "Steady"]), d, w, True),
    "portfolio, odd names": lambda d, w: portfolio_chart(portfolio_frame(WEIRD), d, w),
    "portfolio, many": lambda d, w: portfolio_chart(portfolio_frame([f"s{n}" for n in range(50)], 10**9), d, w),
    "portfolio, no rows": lambda d, w: portfolio_chart(portfolio_frame(["Gold"], 0), d, w),
    "hand-over": lambda d, w: hand_over_chart(owners_frame(["Ada", "Bo", ""]), d, w, True),
    "hand-over, first one": lambda d, w: hand_over_chart(owners_frame(["Ada", "Bo"], "", NAN), d, w, True),
    "hand-over, odd names": lambda d, w: hand_over_chart(owners_frame(WEIRD), d, w),
    "hand-over, many": lambda d, w: hand_over_chart(owners_frame([f"p{n}" for n in range(4000)], worth=1e6), d, w),
    "hand-over, nobody": lambda d, w: hand_over_chart(owners_frame([]), d, w),
    "sweep": lambda d, w: sensitivity_chart(sweep_frame("number", list(range(25))), d, w, True),
    "sweep, no worth": lambda d, w: sensitivity_chart(sweep_frame("date", ["2026-01-01", "2026-02-01"], NAN), d, w),
    "sweep, texts": lambda d, w: sensitivity_chart(sweep_frame("text", WEIRD), d, w),
    "sweep, nothing": lambda d, w: sensitivity_chart(sweep_frame("number", []), d, w),
}


@pytest.mark.parametrize("name", CASES)
def test_a_chart_is_a_valid_spec_and_draws_at_its_width(name: str):
    for dark, width in ((False, 520), (True, 340)):
        chart = CASES[name](dark, width)
        assert len(json.dumps(chart.to_dict())) < 100_000  # altair checks it against the schema
        drawn = to_png(chart, scale=1)
        assert abs(struct.unpack(">I", drawn[16:20])[0] - width) <= 6


def test_figures_are_written_out():
    drawn = to_svg(movement_chart(movement_frame(["Gold"], 3)))
    for figure in ("102", "+7", "\N{MINUS SIGN}2", "entered", "left"):
        assert f">{figure}<" in drawn
    drawn = to_svg(portfolio_chart(portfolio_frame(["Gold", "Steady"])))
    assert all(f">{words}<" in drawn for words in ("30 · 3.0%", "985 · 50%", "In none: the gap"))
    drawn = to_svg(hand_over_chart(owners_frame([*(f"p{n}" for n in range(17)), ""])))  # 17 owners: 15 and two others
    assert all(f">{words}<" in drawn for words in ("30 · 0", "16 · 140", "2 other owners", "29 · 310", "No owner", "13 · 170"))
    drawn = to_svg(diff_chart(diff_frame(["a → b", "c → d"])))  # of 30: every third enters; edits take turns
    assert all(f">{words}<" in drawn for words in ("left 20", "stayed 10", "entered 10", "+5", "\N{MINUS SIGN}10", "moves nobody"))
    assert "points (" in to_svg(compare_chart(compare_frame(["Gold"])))


TICKS = [
    (0, 200, [0, 50, 100, 150, 200]), (0, 7, [0, 2, 4, 6, 8]), (0, 0, [0, 0.25, 0.5, 0.75, 1]), (-3, 3, [-4, -2, 0, 2, 4]),
]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "expected"), TICKS)
def test_ticks_are_round(low: float, high: float, expected: list[float]):
    assert ticks(low, high) == expected


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (9999, "9,999"), (12_500, "12.5K"), (3_100_000, "3.1M"), (0.25, "0.25"), (-2e9, "-2B")]
)
def test_figures_are_short(value: float, words: str):
    assert short(value) == words


def test_labels_are_kept_apart_and_inside():
    assert apart([10, 12, 11], 14, 0, 100) == [10, 38, 24]
    assert apart([95, 99], 14, 0, 100) == [86, 100]
