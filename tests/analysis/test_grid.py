"""A grid of two metrics: cells counted by hand, cuts, and the segments that cells make."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw

ROWS = [  # n, art, worth, left on
    (1, "a", 10, None), (2, "a", 20, "2026-05-01"), (3, "b", 30, None), (4, "b", 40, "2026-01-01"),
    (5, "a", 50, "2026-06-01"), (6, "b", 60, "2026-06-02"), (7, None, 70, None), (None, "b", 80, None),
]  # fmt: skip


def world() -> sw.Workspace:
    kunden = pd.DataFrame([(f"K{n}", *row[:3]) for n, row in enumerate(ROWS)], columns=["Nr", "n", "Art 'x'", "Wert"])
    gone = pd.DataFrame([(f"K{n}", row[3]) for n, row in enumerate(ROWS) if row[3]], columns=["Nr", "am"])
    described: dict[str, Any] = {
        "tables": {
            "Kunden": {"kind": "entity", "key": "Nr", "columns": {"n": {"type": "integer"}}},
            "weg": {"kind": "event", "time": "am", "links": {"Nr": "Kunden"}},
        },
        "value": {"table": "Kunden", "column": "Wert"},
        "as_of": "2026-06-30",
    }  # fmt: skip
    return sw.Workspace.from_frames({"Kunden": kunden, "weg": gone}, described, quiet=True)


def cells(found: Any, *columns: str) -> dict[tuple[str, str], tuple[Any, ...]]:
    return {(r["x"], r["y"]): tuple(r[c] for c in columns) for r in found.frame.to_dict("records")}


def test_cells_hold_who_is_in_both_slices_the_missing_among_them():
    found = sw.grid(world(), "n", "Art 'x'", x_cuts=[0, 4, None])
    assert cells(found, "members", "worth") == {
        ("0 to under 4", "a"): (2, 30), ("0 to under 4", "b"): (1, 30), ("0 to under 4", "(missing)"): (0, 0),
        ("4 and more", "a"): (1, 50), ("4 and more", "b"): (2, 100), ("4 and more", "(missing)"): (1, 70),
        ("(missing)", "a"): (0, 0), ("(missing)", "b"): (1, 80), ("(missing)", "(missing)"): (0, 0),
    }  # fmt: skip
    assert found.frame["share"].sum() == pytest.approx(1)


def test_goals_are_measured_later_and_those_who_had_reached_it_are_left_out():
    ws = world()
    left = sw.Segment("Left", ws.weg.count.ever() >= 1, entity="Kunden")
    found = sw.grid(ws, "n", "Art 'x'", x_cuts=[0, 4, None], goal=left, as_of="2026-03-31")
    told = cells(found, "members", "known", "reached")
    assert told["0 to under 4", "a"] == (2, 2, 1)
    assert told["4 and more", "b"] == (2, 1, 1)  # one had left in January
    assert found.frame.attrs["left_out"] == {"reached it before": 1}
    row = found.frame.query("x_order == 0 and y_order == 0").iloc[0]
    # Wilson's interval of 1 in 2: centre 1/2, half 1.96 * sqrt(0.125 + 1.96 ** 2 / 16) / (2 + 1.96 ** 2) * 2.
    assert (row["goal"], row["low"], row["high"]) == (0.5, pytest.approx(0.0945, abs=1e-3), pytest.approx(0.9055, abs=1e-3))
    with pytest.raises(sw.DefinitionError) as error:
        sw.grid(ws, "n", "Art 'x'", goal=left, as_of="2026-06-30")
    assert error.value.code == "goal-not-after"


@pytest.mark.parametrize(
    ("cuts", "words"),
    [
        (2, ["under 4", "4 and more"]),
        ({"step": 3}, ["under 3", "3 to under 6", "6 and more"]),
        ("values", ["1", "2", "3", "4", "5", "6", "7"]),
        ([2, 5], ["2 to 5"]),
        (None, ["under 3", "3 to under 4", "4 to under 6", "6 and more"]),  # quartiles 2.5, 4, 5.5
    ],
)
def test_cuts(cuts: Any, words: list[str]):
    found = sw.grid(world(), "n", "Art 'x'", x_cuts=cuts)
    assert [s.words for s in found.x] == [*words, "(missing)"]


@pytest.mark.parametrize(
    ("x", "y", "members"),
    [
        ("4 and more", "b", ["K3", "K5"]),
        (["0 to under 4", "4 and more"], ["a", "b"], ["K0", "K1", "K2", "K3", "K4", "K5"]),
        (["0 to under 4", "(missing)"], "b", ["K2", "K7"]),
        ("4 and more", "(missing)", ["K6"]),
    ],
)
def test_cells_and_blocks_are_plain_segments(x: Any, y: Any, members: list[str]):
    ws = world()
    found = sw.grid(ws, "n", "Art 'x'", x_cuts=[0, 4, None])
    segment = found.segment(x, y)
    assert ws.members(segment)["Nr"].tolist() == members
    again: dict[str, Any] = {}
    exec(segment.to_python(ws), {"sw": sw, "ws": ws}, again)
    assert ws.members(next(v for v in again.values() if isinstance(v, sw.Segment)))["Nr"].tolist() == members
    assert sw.read_yaml(segment.to_yaml()) == segment


def test_neighbouring_bands_are_one_range():
    found = sw.grid(world(), "n", "Art 'x'", x_cuts=[0, 3, 5, None])
    where = found.segment(["3 to under 5", "0 to under 3"], ["a", "b"]).where
    assert [m.op for m in where.members] == [">=", "<", "one_of"]  # type: ignore[union-attr]


def test_only_members_of_a_segment_are_in_the_grid():
    ws = world()
    some = sw.Segment("Some", ws.Kunden.Wert >= 40)
    found = sw.grid(ws, "n", "Art 'x'", x_cuts=[0, 4, None], among=some)
    assert found.frame["members"].sum() == 5
    assert ws.members(found.segment("4 and more", "b"))["Nr"].tolist() == ["K3", "K5"]
    assert found.split.segment == some


@pytest.mark.parametrize(
    ("x", "cuts", "code"),
    [
        ("n", "halves", "no-cuts"),
        ("Art 'x'", 3, "no-cuts"),
        ("n", [3, 1], "backwards"),
        ("n", True, "no-cuts"),
        ("m", None, "unknown-column"),
    ],
)
def test_what_cannot_be_cut_is_refused(x: str, cuts: Any, code: str):
    with pytest.raises(sw.SegmentError) as error:
        sw.grid(world(), x, "Wert", x_cuts=cuts)
    assert error.value.code == code


def test_a_cell_that_is_not_there_is_refused():
    with pytest.raises(sw.DefinitionError, match="4 and more") as error:
        sw.grid(world(), "n", "Art 'x'", x_cuts=[0, 4, None]).segment("4 and mor", "a")
    assert error.value.code == "unknown-cell"


def test_nobody_makes_an_empty_grid():
    ws = world()
    found = sw.grid(ws, "n", "Art 'x'", x_cuts=[0, 4, None], among=sw.Segment("None", ws.Kunden.Wert < 0))
    assert found.frame["members"].sum() == 0


def test_days_and_large_numbers_close_together_are_cut_where_their_quantiles_are():
    days = pd.to_datetime("2026-07-01") + pd.to_timedelta(range(90), unit="D")
    frame = pd.DataFrame({"Nr": range(90), "bis": days, "Umsatz": [1_000_000 + n for n in range(90)]})
    ws = sw.Workspace.from_frames({"Kunden": frame}, {"tables": {"Kunden": {"kind": "entity", "key": "Nr"}}}, quiet=True)
    found = sw.grid(ws, ws.Kunden.bis, "Umsatz", x_cuts=3, y_cuts=3).frame
    by_day = found.groupby("x", sort=False)["members"].sum().to_dict()
    assert by_day == {"under 2026-07-31": 30, "2026-07-31 to under 2026-08-30": 30, "2026-08-30 and more": 30}
    sums = found.groupby("y", sort=False)["members"].sum()
    assert len(sums) == 3
    assert sums.between(28, 32).all()
