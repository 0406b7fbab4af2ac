"""The data behind each rule: how many lack it, how fresh it is, how far back it goes, worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.analysis.health import rule_notes

DAY = "2026-06-30"


def world(**more: pd.DataFrame) -> sw.Workspace:
    """Twenty customers, ten of which have a contact; visits on each day of June, one entity's each."""
    kunden = pd.DataFrame({
        "Nr": range(20), "Größe": [None, *range(19)], "Rest": [1.0] * 5 + [None] * 15, "ok": [True] * 20,
        "Land": ["N/A"] * 3 + ["DE"] * 17,
    })  # fmt: skip
    visits = pd.DataFrame({"Nr": [n % 20 for n in range(30)], "am": [f"2026-06-{n:02d}" for n in range(1, 31)], "Minuten": 5})
    leute = pd.DataFrame({"id": range(12), "Nr": [n % 10 for n in range(12)], "Rolle": ["Chef"] * 6 + [None] * 6})
    tables = {"Kunden": kunden, "Besuche": visits, "Leute": leute} | more
    described: dict[str, Any] = {
        "Kunden": {"kind": "entity", "key": "Nr", "columns": {"Größe": {"type": "integer"}}},
        "Besuche": {"kind": "event", "time": "am", "links": {"Nr": "Kunden"}},
        "Leute": {"kind": "entity", "key": "id", "links": {"Nr": "Kunden"}},
    }
    return sw.Workspace.from_frames(tables, {"as_of": DAY, "tables": described}, quiet=True)


def row(ws: sw.Workspace, where: Any, as_of: str = DAY) -> dict[str, Any]:
    frame = sw.health(ws, sw.Segment("S", where, entity="Kunden"), as_of=as_of)
    return dict(frame.iloc[0])


def test_a_rule_says_how_many_lack_it():
    ws = world()
    one, many = row(ws, ws["Kunden"]["Größe"] > 3), row(ws, ws["Kunden"].Rest > 0)
    assert (one["missing"], one["entities"], one["share_missing"], one["verdict"]) == (1, 20, 0.05, "careful")
    assert (many["missing"], many["verdict"], many["why"]) == (15, "unsafe", "75% lack it (15 of 20)")
    assert row(ws, ws["Kunden"].ok.is_true())["verdict"] == "safe"
    assert row(ws, ws["Kunden"].Rest.is_missing())["verdict"] == "safe"  # it asks for just this


def test_plain_columns_have_no_history_and_rows_have():
    ws = world()
    assert not row(ws, ws["Kunden"].ok.is_true())["history"]
    found = row(ws, ws["Besuche"].count.last(days=10) >= 1)
    assert found["history"]
    assert (found["latest"], found["first"], found["reaches_back"]) == (dt.date(2026, 6, 30), dt.date(2026, 6, 1), dt.date(2026, 6, 21))
    assert (found["age_days"], found["verdict"], found["why"]) == (0, "safe", "Complete, latest row of the day")


@pytest.mark.parametrize(
    ("days", "as_of", "verdict", "why"),
    [
        (30, DAY, "safe", "Complete"),
        (31, DAY, "careful", "The rows of Besuche begin on 2026-06-01, the window on 2026-05-31"),
        (10, "2026-07-10", "unsafe", "The latest row of Besuche is of 2026-06-30, before the window begins (2026-07-01)"),
        (11, "2026-07-10", "safe", "Complete, latest row 10 days old"),
        (10, "2026-05-01", "unsafe", "Besuche has no rows up to 2026-05-01"),
    ],
)
def test_windows_are_held_against_the_days_that_there_are(days: int, as_of: str, verdict: str, why: str):
    ws = world()
    found = row(ws, ws["Besuche"].count.last(days=days) >= 1, as_of)
    assert found["verdict"] == verdict
    assert found["why"].startswith(why)


def test_rows_that_are_odd_are_told_at_the_rules_that_read_them():
    visits = pd.DataFrame({"Nr": [*range(20), 77, 78, 79], "am": [f"2026-06-{n:02d}" for n in range(8, 31)], "Minuten": 5})
    ws = world(Besuche=visits)
    found = row(ws, ws["Besuche"].count.last(days=10) >= 1)
    assert found["verdict"] == "unsafe"  # three of 23 belong to nobody
    assert "3 of 23 Besuche rows" in found["why"]
    assert "N/A" in row(ws, ws["Kunden"].Land == "DE")["why"]
    assert "N/A" not in row(ws, ws["Kunden"].ok.is_true())["why"]


def test_rules_of_related_entities_follow_and_are_of_them():
    ws = world()
    some = ws["Leute"].any(ws["Leute"].Rolle == "Chef")
    frame = sw.health(ws, sw.Segment("S", some & ws["Kunden"].ok.is_true()))
    assert list(frame["place"]) == ["where.members.0", "where.members.0.where.members.0", "where.members.1"]
    assert list(frame["entity"]) == ["Kunden", "Leute", "Kunden"]
    assert list(frame["missing"]) == [10, 6, 0]  # ten customers without anybody; six people without a role


def test_muted_rules_are_left_out_and_groups_are_not_rules():
    ws = world()
    k = ws["Kunden"]
    segment = sw.Segment("S", sw.any_of(k.ok.is_true(), k.Rest > 0) & (k["Größe"] > 3).muted())
    assert list(sw.health(ws, segment)["place"]) == ["where.members.0.members.0", "where.members.0.members.1"]


def test_notes_are_for_what_is_not_plainly_safe():
    ws = world()
    segment = sw.Segment("S", (ws["Kunden"].Rest > 0) & ws["Kunden"].ok.is_true() & (ws["Besuche"].count.last(days=10) >= 1))
    assert rule_notes(ws, segment) == {
        "where.members.0": {"note": "75% lack it (15 of 20)", "severity": "bad"},
        "where.members.1": {"note": "No history: as it is today, on every day.", "severity": "info"},
    }


def test_an_empty_table_has_a_health_too():
    ws = world(Besuche=pd.DataFrame({"Nr": pd.Series(dtype="int64"), "am": pd.Series(dtype="datetime64[ns]")}))
    found = row(ws, ws["Besuche"].count.last(days=10) >= 1)
    assert (found["verdict"], found["latest"]) == ("unsafe", None)


def test_the_check_is_a_frame():
    found = sw.check(world())
    assert {"severity", "table", "column", "code", "count", "share", "message", "examples"} == set(found.columns)
    assert ("placeholder", "Land", 3) in set(zip(found["code"], found["column"], found["count"], strict=True))
