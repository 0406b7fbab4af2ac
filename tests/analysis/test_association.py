"""Associations with a goal: who is tested, what is refused, what is found of what is planted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.analysis.association import COLUMNS, POOR, VERDICTS
from tests.analysis import power

DAYS = {"as_of": "2026-01-31", "measured_on": "2026-06-30"}


def world(size: int = 200, **columns: Any) -> sw.Workspace:
    """Customers with integer keys, half of which leave in spring; ``Größe`` tells of it, ``Zufall`` does not."""
    draw = np.random.default_rng(3)
    leaves = np.arange(size) % 2 == 0
    table = pd.DataFrame({
        "Kunden Nr": np.arange(size),
        "Größe": np.where(leaves, "klein", "groß"),
        "Zufall": draw.choice(["a", "b", "c"], size),
        "Wert": leaves * 1.0 + draw.normal(size=size),
    }).assign(**columns)  # fmt: skip
    gone = pd.DataFrame({"Kunden Nr": np.flatnonzero(leaves), "am": "2026-04-01", "Grund": "x"})
    gone.loc[:4, "am"] = "2025-12-01"  # five had left before
    # Whoever leaves comes once more in June, to say goodbye; customer 1 has come before.
    seen = pd.DataFrame(
        {"Kunden Nr": [1, *np.flatnonzero(leaves)], "am": ["2026-01-01", *["2026-06-15"] * int(leaves.sum())], "Minuten": 1}
    )
    tables = {"Kunden": table, "Abgänge": gone, "Besuche": seen}
    described: dict[str, Any] = {
        "Kunden": {"kind": "entity", "key": "Kunden Nr"},
        "Abgänge": {"kind": "event", "time": "am", "links": {"Kunden Nr": "Kunden"}},
        "Besuche": {"kind": "event", "time": "am", "links": {"Kunden Nr": "Kunden"}},
    }
    return sw.Workspace.from_frames(tables, {"tables": described}, quiet=True)


def left(ws: sw.Workspace) -> sw.Segment:
    return sw.Segment("Left", ws["Abgänge"].count.ever() >= 1)


def found(ws: sw.Workspace, *dimensions: Any, **more: Any) -> pd.DataFrame:
    frame = sw.associate(ws, left(ws), dimensions=list(dimensions), **(DAYS | more))
    assert list(frame.columns) == list(COLUMNS)
    assert set(frame["verdict"]) <= set(VERDICTS)
    return frame.set_index("dimension")


def test_who_reached_the_goal_before_is_left_out_and_counted():
    frame = found(world(), "Zufall")
    assert frame.attrs["left_out"] == {"reached it before": 5}
    assert (frame.attrs["people"], frame.attrs["reached"]) == (195, 95)
    kept = found(world(), "Zufall", keep_reached=True)
    assert (kept.attrs["people"], kept.attrs["reached"], kept.attrs["left_out"]) == (200, 100, {})


def test_what_tells_matters_and_what_does_not_is_a_poor_choice():
    frame = found(world(400), "Wert", "Zufall")
    assert frame.loc["Wert", "verdict"] == "matters"
    assert 0.3 < frame.loc["Wert", "effect"] < 0.7
    assert frame.loc["Zufall", "verdict"] == POOR


def test_a_plain_column_that_tells_all_is_not_believed():
    frame = found(world(), "Größe")
    assert (frame.loc["Größe", "verdict"], frame.loc["Größe", "leak"]) == ("leaks", "no history: may leak")


def test_days_after_the_one_it_is_read_on_leak():
    ws = world(stopped=np.where(np.arange(200) % 2 == 0, "2026-04-01", None))
    assert found(ws, "stopped").iloc[0]["verdict"] == "leaks"


def test_behaviour_is_read_as_of_its_day_and_does_not_leak():
    """The visits of June tell all of who leaves, and are not there to be read in January."""
    ws = world()
    visits = ws["Besuche"].count.ever()
    now, later = (found(ws, visits, **days).iloc[0] for days in ({}, {"as_of": "2026-06-20", "keep_reached": True}))
    assert (now["leak"], now["n"], now["verdict"]) == ("", 195, POOR)
    assert abs(now["effect"]) < 0.05
    assert later["effect"] > 0.9


@pytest.mark.parametrize("days", [("2026-06-30", "2026-06-30"), ("2026-07-01", "2026-06-30")])
def test_a_goal_that_is_not_measured_later_is_refused(days: tuple[str, str]):
    with pytest.raises(sw.DefinitionError, match="not after") as error:
        found(world(), "Wert", as_of=days[0], measured_on=days[1])
    assert error.value.code == "goal-not-after"


def test_missing_values_are_left_out_and_counted():
    frame = found(world(Wert=[None if n % 10 == 1 else n for n in range(200)]), "Wert")
    assert (frame.loc["Wert", "n"], frame.loc["Wert", "missing"]) == (175, 20)


@pytest.mark.parametrize(
    ("size", "values", "verdict", "note"),
    [
        (0, [], "too little data", "Only 0 have a value."),
        (1, [1.0], "too little data", "Everyone has the same value."),
        (24, range(24), "too little data", "Only 19 have a value."),
        (200, [7] * 200, POOR, "Everyone has the same value."),
        (200, [None] * 200, "too little data", "Nobody has a value."),
    ],
)
def test_too_little_is_said(size: int, values: Any, verdict: str, note: str):
    if size < 2:
        ws = world(max(size, 1), Wert=list(values) or [1.0])
        among = sw.Segment("None", ws["Kunden"]["Kunden Nr"] < size)
        frame = found(ws, "Wert", among=among)
        assert frame["verdict"].iloc[0] != "matters"
        return
    frame = found(world(size, Wert=pd.array(list(values), dtype="Float64")), "Wert")
    assert (frame["verdict"].iloc[0], frame["note"].iloc[0]) == (verdict, note)


def test_a_dimension_whose_rows_begin_later_is_no_poor_choice():
    ws = sw.datasets.demo(200)
    churned = sw.Segment("Churned", ws.churns.count.ever() >= 1, entity="accounts")
    first = ws.facts["usage"].columns["at"].min.date()
    early = first - timedelta(days=1)
    uses = ws.usage.count.last(days=90)  # none of anybody, as nothing was recorded yet
    silent = sw.Segment("Silent", uses == 0, entity="accounts")
    frame = sw.associate(ws, churned, dimensions=[uses, silent, "region"], as_of=early)
    told = frame.set_index("dimension")
    for label in (frame["dimension"][frame["dimension"].str.startswith("Number")].iloc[0], "Silent"):
        note = f"Its rows begin on {first}, after {early}, on which it is read."
        assert (told.loc[label, "verdict"], told.loc[label, "note"]) == ("too little data", note)
    assert "begin" not in told.loc["Region", "note"]
    with pytest.raises(sw.DefinitionError, match=f"Its rows begin on {first}"):
        sw.grid(ws, ws.usage.minutes.mean.last(days=30), "seats", goal=churned, as_of=early)


def test_only_some_may_be_asked():
    ws = world()
    frame = found(ws, "Wert", among=sw.Segment("First", ws["Kunden"]["Kunden Nr"] < 100))
    assert frame.attrs["left_out"] == {"not among them": 100, "reached it before": 5}


def test_goals_that_are_numbers_and_categories_are_told_too():
    ws = world(400)
    for goal, measure in (("Wert", "rank-biserial"), ("Zufall", "Cramér's V")):
        frame = sw.associate(ws, goal, dimensions=["Größe"], entity="Kunden", **DAYS)
        assert frame["measure"].iloc[0] == measure
        assert frame.attrs["goal_leak"]


def test_more_than_chance_is_asked_of_many():
    """Of eighty columns of noise none is found in most draws; without the correction about four would be."""
    draw = np.random.default_rng(8)
    ws = world(300, **{f"x{n}": draw.normal(size=300) for n in range(80)})
    frame = found(ws, *(f"x{n}" for n in range(80)))
    assert (frame["p"] < 0.05).sum() > 0
    assert not frame["verdict"].isin(["matters", "weak"]).any()


@pytest.mark.parametrize(
    ("given", "code"),
    [("Wrt", "unknown-column"), (7, "not-a-dimension"), ("viele", "not-a-dimension")],
)
def test_what_is_no_dimension_is_refused(given: Any, code: str):
    ws = world(viele=[["a"]] * 200)
    with pytest.raises(sw.SegmentError) as error:
        found(ws, given)
    assert error.value.code == code


def test_of_the_demo_data_what_is_planted_is_found_and_noise_is_not():
    """A small share of ``python -m tests.analysis.power``: the strongest truths, in two worlds."""
    frame = power.verdicts(800, [11, 12])
    rates = power.rates(frame)["found"]
    assert rates["planted"]["product fit"] == 1
    assert rates["planted"].mean() > 0.3
    assert frame[frame["group"] == "noise"]["verdict"].isin(["matters", "weak"]).sum() <= 1
