"""What is brushed or clicked in a chart becomes the rule that one would have written."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from seg_widgets.widgets.panels.offer import rule_of_brush, rule_of_pick

METRIC = {"kind": "attribute", "column": "x"}
DAY = 86_400_000


def bins(kind: str, edges: list[Any], missing: bool = False) -> pd.DataFrame:
    frame = pd.DataFrame({"kind": kind, "low": edges[:-1], "high": edges[1:]})
    gap = pd.DataFrame({"kind": ["missing"], "low": [np.nan], "high": [np.nan]})
    return pd.concat([frame, gap], ignore_index=True) if missing else frame


NUMBERS = bins("number", [0.0, 100.0, 200.0, 300.0, 400.0], missing=True)
WHOLE = bins("whole", [-0.5, 0.5, 1.5, 2.5, 3.5])
GROWING = bins("number", [0.0, 1.0, 10.0, 100.0, 1000.0])
SMALL = bins("number", [0.0, 0.1, 0.2, 0.3])
MONTHS = bins("date", [pd.Timestamp(2026, month, 1) for month in (1, 2, 3, 4)])
JANUARY = 20_454 * DAY  # 2026-01-01


@pytest.mark.parametrize(("frame", "type_", "drawn", "expected"), [
    (NUMBERS, "number", [103.0, 298.0], ("between", [100, 300])),  # near an edge: the edge
    (NUMBERS, "number", [298.0, 103.0], ("between", [100, 300])),  # drawn from right to left
    (NUMBERS, "number", [143.21, 257.9], ("between", [140, 260])),  # else a tenth of a bin
    (NUMBERS, "integer", [143.21, 257.9], ("between", [140, 260])),
    (NUMBERS, "number", [-40.0, 257.9], ("<=", 260)),  # over the first bar's end: open
    (NUMBERS, "number", [143.21, 500.0], (">=", 140)),
    (NUMBERS, "number", [-1.0, 500.0], ("is_present", None)),
    (WHOLE, "integer", [0.6, 2.4], ("between", [1, 2])),
    (WHOLE, "integer", [0.55, 1.2], ("between", [1, 1])),
    (WHOLE, "integer", [1.45, 9.0], (">=", 2)),
    (GROWING, "number", [2.9, 640.0], ("between", [3, 600])),
    (SMALL, "number", [0.103, 0.257], ("between", [0.1, 0.26])),
    (MONTHS, "date", [JANUARY + 31 * DAY, JANUARY + 59 * DAY], ("between", ["2026-02-01", "2026-02-28"])),
    (MONTHS, "timestamp_tz", [JANUARY + 30.5 * DAY, JANUARY + 60 * DAY], ("between", ["2026-02-01", "2026-02-28"])),
    (MONTHS, "date", [JANUARY + 10.4 * DAY, JANUARY + 20.2 * DAY], ("between", ["2026-01-11", "2026-01-20"])),
    (MONTHS, "date", [JANUARY - 5 * DAY, JANUARY + 14 * DAY], ("<=", "2026-01-14")),
    (MONTHS, "date", [JANUARY + 59 * DAY, JANUARY + 95 * DAY], (">=", "2026-03-01")),
])  # fmt: skip
def test_a_stretch_is_a_rule_with_ends_one_can_read(frame: pd.DataFrame, type_: str, drawn: list[float], expected: tuple[str, Any]):
    made = rule_of_brush(METRIC, drawn, frame, type_)
    assert made is not None
    assert (made["op"], made.get("value")) == expected
    assert made["metric"] == METRIC


def test_where_there_are_no_bars_there_is_no_rule():
    assert rule_of_brush(METRIC, [1, 2], NUMBERS[NUMBERS["kind"] == "missing"], "number") is None
    assert rule_of_brush(METRIC, [1], NUMBERS, "number") is None


@pytest.mark.parametrize(("picked", "expected"), [
    ({"value": "Gold", "kind": "text"}, ("is", "Gold")),
    ({"value": 'a "b" <c>', "kind": "text"}, ("is", 'a "b" <c>')),
    ({"value": "yes", "kind": "boolean"}, ("is_true", None)),
    ({"value": "no", "kind": "boolean"}, ("is_false", None)),
    ({"value": "(missing)", "kind": "missing"}, ("is_missing", None)),
    ({"value": "vip", "kind": "list"}, ("has_any", ["vip"])),
    ({"value": "(3 others)", "kind": "others"}, None),
    ({"value": "0 - 10", "kind": "number"}, None),
])  # fmt: skip
def test_a_click_is_a_rule_of_the_value(picked: dict[str, Any], expected: tuple[str, Any] | None):
    made = rule_of_pick(METRIC, picked)
    assert ((made["op"], made.get("value")) if made is not None else None) == expected
