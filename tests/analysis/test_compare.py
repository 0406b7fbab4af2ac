"""Comparison, overlap, portfolio, sensitivity and rules, worked out by hand; intervals against the published formulas."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from scipy import stats

import seg_widgets as sw

BOOK: dict[str, Any] = {
    "as_of": "2026-03-31",
    "tables": {
        "t": {"kind": "entity", "key": "nr", "columns": {"Stufe": {"order": ["S", "M", "L"]}}},
        "log": {"kind": "event", "time": "am", "links": {"nr": "t"}},
    },
    "value": {"table": "t", "column": "Wert"},
}


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    t = pd.DataFrame({
        "nr": range(1, 11), "a": [True] * 6 + [False] * 4, "b": [True] * 3 + [False] * 3 + [True] * 2 + [False, None],
        "ok": [True, True, True, False, False, None, False, False, True, False], "x": [1.0, 2, 3, 4, 5, None, 10, 20, 30, 40],
        "Stufe": [*"SSMMMLLL", None, "S"], "Wert": [1.0, 2, 4, 8, 16, 32, 64, None, 256, 512],
        "tag": pd.to_datetime(["2026-01-01"] * 5 + ["2026-02-01"] * 5),
    })  # fmt: skip
    t["b"], t["ok"] = t["b"].astype("boolean"), t["ok"].astype("boolean")
    log = pd.DataFrame({"nr": [1, 1, 2, 3], "am": pd.to_datetime(["2026-03-30", "2026-03-01", "2026-03-20", "2026-02-01"])})
    return sw.Workspace.from_frames({"t": t, "log": log}, BOOK, quiet=True)


def of(ws: sw.Workspace, name: str, condition: Any) -> sw.Segment:
    return sw.Segment(name, condition, entity="t")


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [
        tuple(None if isinstance(v, float) and v != v else v for v in r) for r in frame[list(columns)].itertuples(index=False, name=None)
    ]


def wilson(k: int, n: int) -> tuple[float, float]:
    z = stats.norm.ppf(0.975)
    middle, half = (k / n + z * z / (2 * n)), z * math.sqrt(k / n * (1 - k / n) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def test_rates_have_wilsons_interval_and_differences_newcombes(ws: sw.Workspace):
    frame = sw.compare(ws, of(ws, "A", ws.t.a.is_true()), ws.t.ok.is_true())
    assert rows(frame, "segment", "group", "measure", "n", "missing", "value") == [
        ("A", "in", "rate", 6, 0, 0.5),
        ("A", "out", "rate", 4, 0, 0.25),
    ]
    (l1, u1), (l2, u2) = wilson(3, 6), wilson(1, 4)
    assert (frame.low[0], frame.high[0], frame.low[1], frame.high[1]) == pytest.approx((l1, u1, l2, u2), abs=1e-9)
    low = 0.25 - math.sqrt((0.5 - l1) ** 2 + (u2 - 0.25) ** 2)
    high = 0.25 + math.sqrt((u1 - 0.5) ** 2 + (0.25 - l2) ** 2)
    assert (frame.difference[0], frame.difference_low[0], frame.difference_high[0]) == pytest.approx((0.25, low, high), abs=1e-9)
    assert frame.attrs["unknown"] == 1


def test_who_is_unknown_may_be_left_out(ws: sw.Workspace):
    frame = sw.compare(ws, of(ws, "A", ws.t.a.is_true()), ws.t.ok.is_true(), leave_out_unknown=True)
    assert rows(frame, "n", "missing", "value") == [(5, 1, 0.6), (4, 0, 0.25)]


def test_means_have_students_interval_and_differences_welchs(ws: sw.Workspace):
    frame = sw.compare(ws, of(ws, "A", ws.t.a.is_true()), "x")
    inside, outside = [1.0, 2, 3, 4, 5], [10.0, 20, 30, 40]
    assert rows(frame, "n", "missing", "value") == [(5, 1, 3.0), (4, 0, 25.0)]
    half = stats.t.ppf(0.975, 4) * math.sqrt(2.5 / 5)
    assert (frame.low[0], frame.high[0]) == pytest.approx((3 - half, 3 + half))
    welch = stats.ttest_ind(inside, outside, equal_var=False).confidence_interval(0.95)
    assert (frame.difference[0], frame.difference_low[0], frame.difference_high[0]) == pytest.approx((-22, welch.low, welch.high))


def test_a_category_is_a_rate_for_each_value(ws: sw.Workspace):
    frame = sw.compare(ws, of(ws, "A", ws.t.a.is_true()), "Stufe")
    assert rows(frame, "outcome", "group", "n", "missing", "value") == [
        ("Stufe: S", "in", 6, 0, 2 / 6), ("Stufe: S", "out", 3, 1, 1 / 3), ("Stufe: M", "in", 6, 0, 3 / 6), ("Stufe: M", "out", 3, 1, 0.0),
        ("Stufe: L", "in", 6, 0, 1 / 6), ("Stufe: L", "out", 3, 1, 2 / 3),
    ]  # fmt: skip


def test_an_outcome_may_be_measured_later_but_not_before(ws: sw.Workspace):
    used = of(ws, "used", ws.log.count.last(days=31) >= 1)
    frame = sw.compare(ws, used, used, "2026-02-15", measured_on="2026-03-31")
    assert rows(frame, "group", "n", "value") == [("in", 1, 0.0), ("out", 9, 2 / 9)]  # 3 used it in February; 1 and 2 in March
    with pytest.raises(sw.DefinitionError) as caught:
        sw.compare(ws, used, used, "2026-02-15", measured_on="2026-02-14")
    assert caught.value.code == "measured-before"
    with pytest.raises(sw.UnsupportedError) as refused:
        sw.compare(ws, used, "tag")
    assert refused.value.code == "no-comparison"


@pytest.mark.parametrize("op", ["nobody", "everyone", "one"])
def test_few_or_none_have_no_interval(ws: sw.Workspace, op: str):
    nr = ws.t.nr
    condition = {"nobody": nr > 99, "everyone": nr > 0, "one": nr <= 1}[op]
    frame = sw.compare(ws, of(ws, op, condition), "x")
    assert list(frame.n) == {"nobody": [0, 9], "everyone": [9, 0], "one": [1, 8]}[op]
    assert math.isnan(frame.difference_low[0])


def test_combinations_count_everybody_once(ws: sw.Workspace):
    a, b, c = of(ws, "A", ws.t.a.is_true()), of(ws, "B", ws.t.b.is_true()), of(ws, "C", ws.t.nr <= 2)
    frame = sw.overlap(ws, [a, b, c])
    assert rows(frame, "segments", "size", "entities", "worth") == [
        (("A",), 1, 3, 56.0), (("B",), 1, 2, 64.0), (("A", "B", "C"), 3, 2, 3.0), (("A", "B"), 2, 1, 4.0), ((), 0, 2, 768.0),
    ]  # fmt: skip
    assert frame.entities.sum() == 10
    assert frame.attrs["sizes"] == {"A": 6, "B": 5, "C": 2}
    pairs = sw.overlap_pairs(ws, [a, b, c])
    assert rows(pairs, "a", "b", "both", "only_a", "only_b", "relation") == [
        ("B", "C", 2, 3, 0, "b within a"), ("A", "B", 3, 3, 2, ""), ("A", "C", 2, 4, 0, "b within a"),
    ]  # fmt: skip
    assert pairs.jaccard.tolist() == pytest.approx([2 / 5, 3 / 8, 2 / 6])


def test_a_portfolio_assigns_everybody_once_in_order(ws: sw.Workspace):
    a, b, c = of(ws, "A", ws.t.a.is_true()), of(ws, "B", ws.t.b.is_true()), of(ws, "C", ws.t.nr <= 2)
    frame = sw.portfolio(ws, [a, b, c])
    assert rows(frame, "segment", "kind", "members", "only_here", "elsewhere", "assigned", "assigned_worth") == [
        ("A", "segment", 6, 3, 3, 6, 63.0), ("B", "segment", 5, 2, 3, 2, 64.0), ("C", "segment", 2, 0, 2, 0, 0.0),
        ("(any of them)", "covered", 8, 5, 3, 8, 127.0), ("(none of them)", "gap", 2, 0, 0, 2, 768.0),
    ]  # fmt: skip
    assert list(frame.note) == ["", "", "All of its members go to segments before it.", "", ""]
    twice = sw.portfolio(ws, {"one": a, "two": a})
    assert list(twice.note[:2]) == ["The same members as “two”.", "The same members as “one”."]


def test_a_threshold_sweeps_over_what_occurs(ws: sw.Workspace):
    segment = of(ws, "s", ws.t.nr <= 4)
    frame = sw.sensitivity(ws, segment, "where.members.0", values=[1, 4, 8])
    assert rows(frame, "value", "current", "members", "worth", "entered", "left") == [
        (1, False, 1, 1.0, 0, 3), (4, True, 4, 15.0, 0, 0), (8, False, 8, 127.0, 4, 0),
    ]  # fmt: skip
    by_itself = sw.sensitivity(ws, segment)
    assert by_itself.value.is_monotonic_increasing
    assert by_itself.members.tolist() == by_itself.value.tolist()  # nr counts from 1


def test_windows_parameters_days_and_orders_sweep(ws: sw.Workspace):
    window = of(ws, "s", ws.log.count.last(days=5) >= 1)
    frame = sw.sensitivity(ws, window, "where.members.0.metric.window.n", values=[1, 12, 60])
    assert rows(frame, "value", "members") == [(1, 0), (5, 1), (12, 2), (60, 3)]
    turned = sw.Segment("p", ws.t.nr <= sw.param("most"), entity="t", parameters={"most": 3})
    assert rows(sw.sensitivity(ws, turned, "most", values=[2, 3]), "members", "current") == [(2, False), (3, True)]
    days = sw.sensitivity(ws, of(ws, "s", ws.t.tag >= "2026-01-15"), values=["2026-01-01", "2026-02-02"])
    assert rows(days, "value", "members") == [("2026-01-01", 10), ("2026-01-15", 5), ("2026-02-02", 0)]
    order = sw.sensitivity(ws, of(ws, "s", ws.t.Stufe >= "M"))
    assert rows(order, "words", "members", "current") == [("S", 9, False), ("M", 6, True), ("L", 3, False)]


def test_what_cannot_sweep_is_refused(ws: sw.Workspace):
    with pytest.raises(sw.DefinitionError) as caught:
        sw.sensitivity(ws, of(ws, "s", ws.t.a.is_true()))
    assert caught.value.code == "nothing-to-sweep"
    with pytest.raises(sw.DefinitionError) as nowhere:
        sw.sensitivity(ws, of(ws, "s", ws.t.nr <= 4), "where.members.7")
    assert nowhere.value.code == "no-such-place"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (lambda t: [t.nr <= 4, t.nr <= 6], [("implies", "where.members.0", "where.members.1"), ("redundant", "where.members.1", "")]),
        (lambda t: [t.nr <= 4, t.nr >= 6], [("contradictory", "where.members.0", "where.members.1")]),
        (lambda t: [t.nr <= 6, t.a.is_true()], [("equivalent", "where.members.0", "where.members.1"),
                                                ("redundant", "where.members.0", ""), ("redundant", "where.members.1", "")]),
        (lambda t: [t.nr <= 4, t.nr <= 4, t.nr > 2], [("same", "where.members.0", "where.members.1"), ("redundant", "where.members.0", ""),
                                                      ("redundant", "where.members.1", "")]),
        (lambda t: [t.nr > 99, t.nr > 0], [("nobody", "where.members.0", ""), ("everyone", "where.members.1", "")]),
        (lambda t: [t.nr <= 4, t.b.is_true()], []),
        (lambda t: [sw.any_of(t.nr <= 4, t.nr >= 6), t.b.is_true()], []),
    ],
)  # fmt: skip
def test_rules_that_do_nothing_or_contradict(ws: sw.Workspace, conditions: Any, expected: list[tuple[str, ...]]):
    frame = sw.rules(ws, of(ws, "s", sw.all_of(*conditions(ws.t))))
    assert rows(frame, "finding", "place", "other_place") == expected


def test_one_row_no_worth_and_nobody():
    ws = sw.Workspace.from_frames({"ö b": pd.DataFrame({"id": ["x"], "n": [5]})}, quiet=True)
    few, none = sw.Segment("few", ws["ö b"].n > 1), sw.Segment("none", ws["ö b"].n > 9)
    assert sw.overlap(ws, [few, none]).entities.tolist() == [1]
    assert sw.overlap(ws, [few, none]).worth.isna().all()
    assert sw.portfolio(ws, [few, none]).note[1] == "Nobody is in it."
    assert sw.sensitivity(ws, none).members.tolist()[-1] == 0
    assert len(sw.moved(ws, few, "2026-01-01", "2026-02-01")) == 0
    assert len(sw.movement(ws, few, 3)) >= 3
