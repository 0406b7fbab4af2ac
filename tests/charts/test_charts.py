"""Every chart is a valid spec, draws offline, stays small, and keeps the analyst's words out of its field names."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from typing import Any

import pytest

from seg_widgets.charts import (
    association_chart,
    board_chart,
    distribution_chart,
    grid_chart,
    health_chart,
    overview_chart,
    to_png,
    to_svg,
    variability_chart,
    waterfall_chart,
)
from tests.charts.frames import WEIRD, board_frame, composition_frame, distribution_frame, growing_frame, waterfall_frame
from tests.charts.trust_frames import association_frame, grid_frame, health_frame, variability_frame

ODD = WEIRD[0]
CASES: dict[str, Callable[[bool, float], Any]] = {
    "waterfall": lambda d, w: waterfall_chart(waterfall_frame(5), d, w, heading=True),
    "waterfall, one rule": lambda d, w: waterfall_chart(waterfall_frame(1), d, w),
    "waterfall, thirty rules": lambda d, w: waterfall_chart(waterfall_frame(30, 2_000_000), d, w),
    "waterfall, odd labels": lambda d, w: waterfall_chart(waterfall_frame(6, labels=WEIRD), d, w, heading=True),
    "waterfall, nobody at all": lambda d, w: waterfall_chart(waterfall_frame(3, 0), d, w),
    "waterfall, no rules": lambda d, w: waterfall_chart(waterfall_frame(0), d, w),
    "waterfall, any": lambda d, w: waterfall_chart(waterfall_frame(4, kind="any"), d, w, heading=True),
    "waterfall, at least": lambda d, w: waterfall_chart(waterfall_frame(4, kind="at_least"), d, w),
    "waterfall, odd rules": lambda d, w: waterfall_chart(
        waterfall_frame(4, verdict="redundant"), d, w, heading=True
    ),
    "overview": lambda d, w: overview_chart(composition_frame(["plan", "region", "size"], list("abcd")), d, w),
    "overview, odd words": lambda d, w: overview_chart(composition_frame(WEIRD, WEIRD), d, w),
    "overview, empty segment": lambda d, w: overview_chart(composition_frame(["plan"], ["a"], 0), d, w),
    "overview, nobody at all": lambda d, w: overview_chart(composition_frame(["plan"], ["a"], 0, 0), d, w),
    "overview, no attribute": lambda d, w: overview_chart(composition_frame([], []), d, w),
    "distribution": lambda d, w: distribution_chart(distribution_frame(), d, w),
    "distribution, growing": lambda d, w: distribution_chart(growing_frame(), d, w),
    "distribution, days": lambda d, w: distribution_chart(distribution_frame("date"), d, w),
    "distribution, one bin": lambda d, w: distribution_chart(distribution_frame("whole", 1, ODD), d, w),
    "distribution, empty segment": lambda d, w: distribution_chart(distribution_frame(members=0), d, w),
    "distribution, no values": lambda d, w: distribution_chart(distribution_frame(bins=0), d, w),
    "association": lambda d, w: association_chart(association_frame([f"Days since the {n}th" for n in range(60)]), d, w, heading=True),
    "association, odd words": lambda d, w: association_chart(association_frame(WEIRD, ODD), d, w),
    "association, nothing to try": lambda d, w: association_chart(association_frame([]), d, w),
    "board": lambda d, w: board_chart(board_frame(60, [f"Segment {n}" for n in range(12)]), d, w, heading=True),
    "board, odd words": lambda d, w: board_chart(board_frame(3, WEIRD), d, w, heading=True),
    "board, no accounts": lambda d, w: board_chart(board_frame(0, ["A"]), d, w),
    "health": lambda d, w: health_chart(health_frame([f"Number of rows is {n}" for n in range(60)]), d, w, heading=True),
    "health, odd words": lambda d, w: health_chart(health_frame(WEIRD), d, w),
    "variability": lambda d, w: variability_chart(variability_frame([f"Metric {n}" for n in range(40)]), d, w, heading=True),
    "variability, odd words": lambda d, w: variability_chart(variability_frame(WEIRD), d, w),
    "variability, nothing": lambda d, w: variability_chart(variability_frame([]), d, w),
    "grid": lambda d, w: grid_chart(grid_frame(["under 5", "5 and more"], list("abc"), "Churned"), d, w, heading=True),
    "grid, many": lambda d, w: grid_chart(grid_frame([f"{n} to under {n + 1}" for n in range(20)], list("abcdef")), d, w),
    "grid, too many": lambda d, w: grid_chart(grid_frame([str(n) for n in range(50)], list("abcdefghij")), d, w),
    "grid, odd words": lambda d, w: grid_chart(grid_frame(WEIRD, WEIRD, ODD), d, w),
    "grid, nothing": lambda d, w: grid_chart(grid_frame([], []), d, w),
    "health, no rules": lambda d, w: health_chart(health_frame([]), d, w),
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a chart went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", CASES)
def test_a_chart_is_a_valid_spec_and_draws_at_its_width(name: str):
    for dark, width in ((False, 520), (True, 340)):
        chart = CASES[name](dark, width)
        spec = chart.to_dict()  # altair checks it against the schema
        assert len(json.dumps(spec)) < 100_000
        drawn = to_png(chart, scale=1)
        assert drawn.startswith(b"\x89PNG")
        assert abs(struct.unpack(">I", drawn[16:20])[0] - width) <= 6


@pytest.mark.parametrize(
    "name",
    [
        "waterfall, odd labels",
        "overview, odd words",
        "distribution, one bin",
        "association, odd words",
        "board, odd words",
        "health, odd words",
    ],
)
def test_the_analysts_words_are_data_and_never_field_names(name: str):
    spec = CASES[name](False, 520).to_dict()
    spec.pop("datasets", None)
    fields = set(_fields(spec))
    assert fields
    assert all(field.replace("_", "").isalnum() for field in fields)


def _fields(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["field"]] if isinstance(node.get("field"), str) else []
        return own + [f for key, part in node.items() if key not in ("values", "data") for f in _fields(part)]
    return [f for part in node for f in _fields(part)] if isinstance(node, list) else []


def test_figures_have_thousands_separators_and_a_minus():
    drawn = to_svg(waterfall_chart(waterfall_frame(2, 3_000_000)))
    for figure in ("3,000,000", "2,000,000", "\u22121,000,000 · alone 500,000"):
        assert figure in drawn


def test_what_a_rule_brings_in_has_a_plus():
    assert "+1,666 · alone 833" in to_svg(waterfall_chart(waterfall_frame(2, kind="any")))


def test_an_odd_rule_is_said_beside_it_and_below():
    drawn = to_svg(waterfall_chart(waterfall_frame(1, verdict="redundant"), heading=True))
    assert "redundant" in drawn
    assert "Edition: Is odd." in drawn
    assert "No rule is dead or redundant." in to_svg(waterfall_chart(waterfall_frame(1), heading=True))


def test_a_bar_of_one_in_a_million_is_seen():
    frame = waterfall_frame(1, 1_000_000)
    frame.loc[1, ["after", "removed", "alone"]] = [1, 999_999, 0]
    spec = waterfall_chart(frame).to_dict()
    boxes = [row for rows in spec["datasets"].values() for row in rows if row.get("fill")]
    assert min(box["x2"] - box["x"] for box in boxes) >= 1.5


def test_long_labels_are_whole_in_the_tooltip():
    spec = waterfall_chart(waterfall_frame(1, labels=["y" * 300])).to_dict()
    assert any(row.get("label") == "y" * 300 for rows in spec["datasets"].values() for row in rows)


def test_a_pick_names_one_row_of_the_frame():
    frame = composition_frame(WEIRD[:3], WEIRD)
    spec = overview_chart(frame).to_dict()
    (pick,) = spec["params"]
    assert (pick["name"], pick["select"]["type"]) == ("pick", "point")
    assert pick["select"]["fields"] == ["attribute", "value", "kind"]
    picked = {(r["attribute"], r["value"], r["kind"]) for rows in spec["datasets"].values() for r in rows if "kind" in r}
    assert picked == {tuple(row) for row in frame[["attribute", "value", "kind"]].itertuples(index=False, name=None)}


@pytest.mark.parametrize("kind", ["number", "whole", "date"])
def test_a_brush_is_over_the_metric(kind: str):
    spec = distribution_chart(distribution_frame(kind)).to_dict()
    (brush,) = spec["params"]
    assert (brush["name"], brush["select"]["type"], brush["select"]["encodings"]) == ("brush", "interval", ["x"])
    assert spec["layer"][-1]["encoding"]["x"]["field"] == "value"


def test_days_are_drawn_in_utc_so_that_no_browser_moves_them():
    spec = distribution_chart(distribution_frame("date")).to_dict()
    assert spec["layer"][0]["encoding"]["x"]["scale"]["type"] == "utc"
    starts = [row["value"] for rows in spec["datasets"].values() for row in rows]
    assert min(starts) == 1767225600000  # 2026-01-01T00:00Z


def test_pictures_can_have_a_background():
    assert to_png(waterfall_chart(waterfall_frame(1)), background="#111418") != to_png(waterfall_chart(waterfall_frame(1)))
