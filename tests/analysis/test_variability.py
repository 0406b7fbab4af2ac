"""How alike members are: spreads and overlaps worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw

N = 200


def world(**columns: Any) -> sw.Workspace:
    given = {"id": range(N), "n": np.arange(N) * 1.0, "art": ["a", "b", "c", "d"] * (N // 4), "gleich": ["x"] * N} | columns
    return sw.Workspace.from_frames({"Kunden": pd.DataFrame(given)}, {"tables": {"Kunden": {"kind": "entity", "key": "id"}}}, quiet=True)


def rows(ws: sw.Workspace, where: Any, *metrics: Any, **more: Any) -> dict[str, dict[str, Any]]:
    frame = sw.variability(ws, sw.Segment("S", where, entity="Kunden"), metrics=list(metrics), **more)
    return {str(row["name"]).lower(): row for row in frame.to_dict("records")}


def test_those_between_two_neighbouring_numbers_are_alike():
    ws = world()
    row = rows(ws, ws.Kunden.n.between(100, 139), "n")["n"]
    assert (row["members"], row["base"], row["middle"], row["middle_base"]) == (40, 200, "120", "99.5")
    assert (row["spread"], row["spread_base"]) == (19.5, 99.5)  # quartiles of 100..139 and of 0..199
    assert row["ratio"] == pytest.approx(19.5 / 99.5)
    assert row["low"] <= row["ratio"] <= row["high"] < 1
    assert row["verdict"] == "alike"
    # Variance between 40 of mean 119.5 and 160 of mean 94.5, over that of 0..199.
    between = 0.2 * (119.5 - 99.5) ** 2 + 0.8 * (94.5 - 99.5) ** 2
    assert row["explained"] == pytest.approx(between / ((200**2 - 1) / 12))


def test_every_fifth_are_as_mixed_as_everyone():
    ws = world()
    row = rows(ws, ws.Kunden.id.is_in([*range(0, N, 5)]), "n")["n"]
    assert row["verdict"] == "too mixed"
    assert 0.9 < row["ratio"] < 1.1
    assert row["explained"] < 0.001


def test_a_category_varies_by_the_chance_that_two_differ():
    ws = world()
    two = rows(ws, ws.Kunden.art.is_in(["a", "b"]), "art")["art"]
    assert (two["spread"], two["spread_base"]) == (0.5, 0.75)
    assert two["explained"] == pytest.approx(1 - 0.5 / 0.75)  # half within, on both sides
    assert two["verdict"] == "narrower"
    one = rows(ws, ws.Kunden.art == "a", "art")["art"]
    assert (one["ratio"], one["verdict"], one["middle"]) == (0, "alike", "a")


def test_large_values_alone_do_not_make_it_mixed():
    """Customers of a like size rank alike, though the largest differ by millions."""
    ws = world(n=np.exp(np.arange(N) / 10.0))
    assert rows(ws, ws.Kunden.id >= 160, "n")["n"]["ratio"] == pytest.approx(19.5 / 99.5)


@pytest.mark.parametrize(
    ("members", "size", "verdict"),
    [
        (0, "too small", "too few"),
        (1, "too small", "too few"),
        (9, "too small", "too few"),
        (29, "too small", "alike"),
        (30, "large enough", "alike"),
    ],
)
def test_small_segments_are_called_so(members: int, size: str, verdict: str):
    ws = world()
    found = rows(ws, ws.Kunden.id < members, "n")
    assert (found["size"]["verdict"], found["n"]["verdict"]) == (size, verdict)


def test_what_is_the_same_for_everyone_has_no_spread():
    ws = world()
    assert rows(ws, ws.Kunden.id < 50, "gleich")["gleich"]["verdict"] == "no spread"


def test_missing_values_are_counted():
    ws = world(n=[None if i % 2 else float(i) for i in range(N)])
    row = rows(ws, ws.Kunden.id < 40, "n")["n"]
    assert (row["members"], row["missing"], row["base"]) == (20, 20, 100)


@pytest.mark.parametrize(
    ("until", "verdict", "jaccard"),
    [(100, "near-identical", 1), (95, "near-identical", 0.95), (60, "much the same", 0.6), (49, "its own", 0.49)],
)
def test_segments_that_are_the_same_people_are_named(until: int, verdict: str, jaccard: float):
    ws = world()
    ws.segments["Other"] = sw.Segment("Other", ws.Kunden.id < until)
    row = rows(ws, ws.Kunden.id <= 99)["other"]
    assert (row["verdict"], row["jaccard"]) == (verdict, pytest.approx(jaccard))


def test_segments_of_other_entities_are_refused():
    ws = world()
    with pytest.raises(sw.DefinitionError, match="Leute"):
        rows(ws, ws.Kunden.id < 9, others=[sw.Segment("X", sw.everyone, entity="Leute")])


def test_an_interval_of_the_ratio_holds_the_truth_about_as_often_as_it_says():
    draw, missed = np.random.default_rng(2), 0
    for _ in range(60):  # of 40 drawn from everyone the ratio is 1, about
        ws = world(n=draw.permutation(N) * 1.0)
        row = rows(ws, ws.Kunden.id < 40, "n")["n"]
        missed += not row["low"] <= 1 <= row["high"]
        ws.close()
    assert missed <= 10
