"""Every panel over odd workspaces: it shows something, or says in a sentence why it has nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.charts.plot import ticks
from seg_widgets.results import counts
from seg_widgets.schema.words import spoken
from seg_widgets.widgets.answered import Answered
from seg_widgets.widgets.panels import (
    BOTTOM,
    SIDE,
    ComparePanel,
    GridPanel,
    MembersPanel,
    MovementPanel,
    OverlapPanel,
    Panel,
    SensitivityPanel,
    WhyPanel,
)
from seg_widgets.widgets.panels.tables import table, wrapping
from tests.odd import CASES, NOW


class Host:
    """A workbench without one: it shows at once."""

    def __init__(self, ws: sw.Workspace, segment: sw.Segment) -> None:
        self.workspace = ws
        evaluation = ws.evaluate(segment)
        self.answered = Answered(ws, segment, ws.as_of, evaluation, counts(evaluation, ws.session))
        self.panel: Panel | None = None
        self.opened: sw.Segment | None = None

    def refresh(self) -> None:
        if self.panel is not None:
            self.panel.update(self.answered)

    def add_rule(self, criterion: dict[str, Any]) -> None: ...
    def set_definition(self, segment: sw.Segment) -> None: ...


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[sw.Workspace, sw.Segment]:
    return CASES[request.param]()


@pytest.mark.parametrize("kind", [*SIDE, *BOTTOM], ids=lambda kind: str(kind.__name__))
def test_a_panel_shows_or_says_why_not(kind: Any, case: tuple[sw.Workspace, sw.Segment]) -> None:
    host = Host(*case)
    host.panel = panel = kind(host)
    host.refresh()
    assert "failed" not in panel.note.value
    assert panel.body.layout.display is None, panel.note.value


def shown(kind: Any, ws: sw.Workspace, segment: sw.Segment) -> Any:
    host = Host(ws, segment)
    host.panel = panel = kind(host)
    host.refresh()
    return panel


def test_figures_of_a_worth_that_is_not_there_are_not_offered() -> None:
    ws, segment = CASES["a school"]()
    ws.segments["other"] = CASES["a school, a flag"]()[1].model_copy(update={"name": "other"})
    assert "Worth" not in shown(OverlapPanel, ws, segment).tables.value
    movement = shown(MovementPanel, ws, segment)
    assert "Worth" not in movement.moves.value
    assert movement.of.layout.display == "none"


def test_a_grid_that_cannot_be_has_no_controls() -> None:
    panel = shown(GridPanel, *CASES["one row"]())
    assert "not two metrics" in panel.words.value
    assert [part.layout.display for part in (panel.body.children[0], panel.chart.box, panel.make)] == ["none"] * 3


def test_outcomes_that_are_likely_come_first_and_plans_are_none() -> None:
    day = pd.to_datetime([NOW] * 4)
    frame = pd.DataFrame({
        "id": [1, 2, 3, 4],
        "seats": [1, 2, 3, 4],
        "renewal date": day + pd.to_timedelta([-40, 20, 90, 10], unit="D"),
        "churned on": [day[0], None, None, day[0] - pd.Timedelta(days=9)],
        "signed": day - pd.to_timedelta([9, 8, 7, 6], unit="D"),
    })  # fmt: skip
    ws = sw.Workspace.from_frames({"t": frame}, {"as_of": NOW, "tables": {"t": {"kind": "entity", "key": "id"}}}, quiet=True)
    ws.segments["saved"] = sw.Segment("saved", ws.t.seats > 3)
    panel = shown(ComparePanel, ws, sw.Segment("s", ws.t.seats > 1))
    assert list(panel.outcome.options) == [
        ("Churned on is past", "column:churned on"),
        ("in “saved”", "segment:saved"),
        ("Seats", "column:seats"),
    ]


def test_sensitivity_says_who_would_enter_and_who_leave() -> None:
    said = shown(SensitivityPanel, *CASES["three rows"]()).said.value
    assert "2 are in" in said  # 6 and 7 of 5, 6, 7
    assert "1 would leave, 1 in all." in said
    assert "0 would" not in said


@pytest.mark.parametrize("name", ["a school", "three rows"])
def test_a_member_that_is_clicked_is_looked_at(name: str) -> None:
    ws, segment = CASES[name]()
    builder = sw.SegmentBuilder(ws, segment)
    bottom = builder.sides.panels["sw-bottom"]
    members = next(panel for panel in bottom if isinstance(panel, MembersPanel))
    why = next(panel for panel in bottom if isinstance(panel, WhyPanel))
    key = segment.members(ws).iloc[1, 0]
    for _ in range(2):  # also when it is clicked a second time
        builder.sides.tabs[1].selected_index = bottom.index(members)
        members.table.selected_rows = [1]
        assert builder.sides.tabs[1].selected_index == bottom.index(why)
        assert why.pick.value == key
        assert f"{key} is in" in why.rules.value


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([("a", 1, None), ("b", 2, None)], ["Who", "How many"]),
        ([("a", 1, float("nan")), ("b", 2, "")], ["Who", "How many"]),
        ([("a", 1, wrapping(""))], ["Who", "How many"]),
        ([("a", None, None), ("b", None, 0)], ["Who", "How many", "Worth"]),  # nought is something, and only Worth may go
        ([], ["Who", "How many"]),
    ],
)
def test_a_column_in_which_nothing_is_goes(rows: list[Any], left: list[str]) -> None:
    made = table([("Who", False), ("How many", True), ("Worth", True)], rows, label="t", optional=("Worth",))
    assert [title for title in ("Who", "How many", "Worth") if f">{title}<" in made] == left


@pytest.mark.parametrize(
    ("high", "expected"), [(1, [0, 1]), (2, [0, 1, 2]), (3, [0, 1, 2, 3]), (9, [0, 3, 6, 9]), (40, [0, 10, 20, 30, 40])]
)
def test_what_is_counted_has_whole_ticks(high: float, expected: list[float]) -> None:
    assert ticks(0, high, whole=True) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Schüler & Eltern", ("Schüler & Eltern", "Schüler & Eltern")),
        ("support_tickets", ("support ticket", "support tickets")),
        ("Customer Accounts", ("customer account", "customer accounts")),
        ("Kunden", ("Kunde", "Kunden")),
        ("tbl_Verträge", ("Vertrag", "Verträge")),
        ("kunden", ("kunde", "kunden")),
    ],
)
def test_a_table_named_for_people_is_called_so(name: str, expected: tuple[str, str]) -> None:
    assert spoken(name) == expected
