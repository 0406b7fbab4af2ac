"""The Check panel without a browser: what it finds, its goals, and that large workspaces are checked when asked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels import check
from seg_widgets.widgets.panels.check import CheckPanel, goal_segment, goals_of


class Host:
    answered = None
    refreshed = 0

    def add_rule(self, criterion: dict[str, Any]) -> None: ...
    def set_definition(self, segment: sw.Segment) -> None: ...
    def refresh(self) -> None:
        self.refreshed += 1


def world(size: int = 60) -> sw.Workspace:
    kunden = pd.DataFrame({
        "Nr": range(size), "Größe": range(size), "aktiv": [n % 2 == 0 for n in range(size)], "Start <b>": ["2025-01-05"] * size,
    })  # fmt: skip
    gone = pd.DataFrame({"Nr": range(0, size, 3), "am": ["2026-06-01"] * len(range(0, size, 3))})
    tables = {
        "Kunden": {"kind": "entity", "key": "Nr"},
        "Kündigungen": {"kind": "event", "time": "am", "links": {"Nr": "Kunden"}, "plural": "Kündigungen"},
    }
    return sw.Workspace.from_frames({"Kunden": kunden, "Kündigungen": gone}, {"as_of": "2026-06-30", "tables": tables}, quiet=True)


def answered(ws: sw.Workspace, where: Any) -> Answered:
    segment = sw.Segment("S", where, entity="Kunden")
    return Answered(ws, segment, ws.as_of, ws.evaluate(segment), ws.count(segment))


def test_goals_are_saved_segments_events_days_and_what_is_true():
    ws = world()
    ws.segments["Andere"] = sw.Segment("Andere", ws.Kunden.aktiv.is_true())
    segment = sw.Segment("S", ws.Kunden.aktiv.is_true() & (ws.Kunden["Größe"] > 3))
    goals = dict(goals_of(ws, segment))
    assert goals == {
        "Andere": "segment:Andere",
        "Has Kündigungen": "rows:Kündigungen",
        "Start <b> is past": "day:Start <b>",
        "Aktiv": "true:aktiv",
    }
    counted = {key: ws.count(goal_segment(ws, segment, key)).members for key in goals.values()}
    assert counted == {"segment:Andere": 30, "rows:Kündigungen": 20, "day:Start <b>": 60, "true:aktiv": 30}


def test_it_finds_and_shows_all_three():
    ws, host = world(), Host()
    panel = CheckPanel(host)
    found = panel.find(answered(ws, ws.Kunden["Größe"] < 20))
    assert found.goal == "rows:Kündigungen"  # it speaks of leaving
    assert "Too small: 20 of 60" in found.verdict
    assert found.findings is not None
    panel.show(found)
    assert panel.findings.box.layout.display is None
    host.answered = answered(ws, ws.Kunden["Größe"] < 20)
    said, (page,) = panel.page.made("HTML")
    assert (said["name"], said["mime"]) == ("data-check-2026-06-30.html", "text/html")
    assert "The data behind “S”" in page.decode()
    assert panel.goal.value == "rows:Kündigungen"
    assert host.refreshed == 0  # putting the options there is no choice of the analyst's
    panel.goal.value = ""
    assert host.refreshed == 1
    assert panel.find(answered(ws, ws.Kunden["Größe"] < 20)).goal == ""


@pytest.mark.parametrize("where", ["nobody", "everyone", "no rules"])
def test_odd_segments_are_told_of(where: str):
    ws = world()
    given = {"nobody": ws.Kunden["Größe"] < 0, "everyone": sw.everyone, "no rules": sw.everyone}[where]
    panel = CheckPanel(Host())
    panel.show(panel.find(answered(ws, given)))
    assert ("Too small" in panel.verdict.value) == (where == "nobody")


def test_names_are_written_as_text():
    ws = world()
    ws.segments["<script>"] = sw.Segment("<script>", ws.Kunden["Größe"] < 50)
    found = CheckPanel(Host()).find(answered(ws, ws.Kunden["Größe"] < 49))
    assert "&lt;script&gt;" in found.verdict
    assert "<script>" not in found.verdict


def test_very_many_rows_are_checked_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(check, "MANY_ROWS", 10)
    ws, host = world(), Host()
    panel, answer = CheckPanel(host), answered(ws, ws.Kunden["Größe"] < 40)
    found = panel.find(answer)
    assert found.findings is None
    panel.show(found)
    assert panel.run.layout.display is None
    panel.run.click()
    assert host.refreshed == 1
    assert panel.find(answer).findings is not None


def test_a_cell_of_the_grid_is_made_the_definition():
    from seg_widgets.widgets.panels.grid import GridPanel

    ws, made = world(), []
    answer = answered(ws, ws.Kunden["Größe"] < 40)

    class Taking(Host):
        def set_definition(self, segment: sw.Segment) -> None:
            made.append(segment)

    host = Taking()
    host.answered = answer  # type: ignore[assignment]
    panel = GridPanel(host)
    panel.show(panel.find(answer))
    panel.x.value, panel.y.value = "Größe", "Aktiv"
    found = panel.find(answer)
    panel.show(found)
    assert panel.make.disabled
    panel._on_pick("pick", [{"x_order": 0, "y_order": 0}])
    panel.show(panel.find(answer))  # as when the theme has changed: the cell is still marked
    assert not panel.make.disabled
    panel.make.click()
    cell = found.grid.frame.query("x_order == 0 and y_order == 0").iloc[0]
    assert ws.count(made[0]).members == cell["members"] > 0
    assert made[0].name == "S"
    panel._on_pick("pick", [])
    assert panel.make.disabled
    panel._on_pick("pick", [{"x_order": 0, "y_order": 0}])
    panel.y.value = next(v for _, v in panel.y.options if v not in ("Größe", "Aktiv"))
    panel.show(panel.find(answer))  # another grid, without it
    assert panel.make.disabled


def test_a_grid_of_a_table_with_one_column_says_that_there_is_none():
    from seg_widgets.widgets.panels.grid import GridPanel

    ws = sw.Workspace.from_frames(
        {"k": pd.DataFrame({"id": [1, 2], "n": [1, 1]})}, {"tables": {"k": {"kind": "entity", "key": "id"}}}, quiet=True
    )
    segment = sw.Segment("S", sw.everyone, entity="k")
    panel = GridPanel(Host())
    panel.show(panel.find(Answered(ws, segment, ws.as_of, ws.evaluate(segment), ws.count(segment))))
    assert "not two metrics" in panel.words.value
