"""Movement: sizes, who moved, by what cause and which rule, against a small history worked out by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.analysis.movement import month_ends

BOOK: dict[str, Any] = {
    "as_of": "2026-03-31",
    "tables": {
        "Kunden": {"kind": "entity", "key": "nr", "label": "Firma"},
        "log": {"kind": "event", "time": "am", "links": {"nr": "Kunden"}},
    },
    "value": {"table": "Kunden", "column": "Wert €"},
}
# Uses by day. In the last 10 days before 02-28: quiet 1 (02-25), fades 2, wakes 0, steady 1. Before 03-31: see below.
USES = {
    1: ["2026-02-25"],  # quiet: nothing since, so the clock takes it out
    2: ["2026-02-20", "2026-02-26"],
    3: ["2026-03-30"],  # wakes: new data bring it in
    4: ["2026-02-22", "2026-03-25"],  # steady
    5: [],
}


@pytest.fixture(scope="module")
def ws() -> sw.Workspace:
    kunden = pd.DataFrame({
        "nr": [1, 2, 3, 4, 5], "Firma": ["quiet", "fades", "wakes", "steady", None], "Wert €": [1.0, 2.0, 4.0, 8.0, None],
        "Art": ["a", "a", "b", "b", None], "endet": pd.to_datetime(["2026-04-15", "2026-03-20", None, "2026-05-01", None]),
    })  # fmt: skip
    log = pd.DataFrame([(nr, pd.Timestamp(day)) for nr, days in USES.items() for day in days], columns=["nr", "am"])
    return sw.Workspace.from_frames({"Kunden": kunden, "log": log}, BOOK, quiet=True)


def active(ws: sw.Workspace, n: int = 1, days: int = 10) -> sw.Segment:
    return sw.Segment("active", ws["log"].count.last(days=days) >= n, entity="Kunden")


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(r) for r in frame[list(columns)].itertuples(index=False, name=None)]


def test_sizes_and_what_came_and_went(ws: sw.Workspace):
    frame = sw.movement(ws, active(ws), ["2026-03-31", "2026-02-28", "2026-02-28"])
    # 02-19 to 02-28: 1, 2, 4; 03-22 to 03-31: 3, 4
    told = rows(frame, "segment", "universe", "members", "worth", "entered", "left", "stayed", "worth_entered", "worth_left")
    assert told == [("active", 5, 3, 11.0, 0, 0, 3, 0.0, 0.0), ("active", 5, 2, 12.0, 1, 2, 1, 4.0, 3.0)]
    assert list(frame.day.dt.strftime("%Y-%m-%d")) == ["2026-02-28", "2026-03-31"]


def test_a_day_before_the_data_begins_is_marked(ws: sw.Workspace):
    assert list(sw.movement(ws, active(ws), ["2026-02-19", "2026-02-20"]).before_data) == [True, False]


def test_the_last_months_end_with_the_as_of_date():
    assert month_ends(date(2026, 3, 31), 3) == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert month_ends(date(2026, 3, 15), 2) == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 15)]
    assert month_ends(date(2024, 3, 1), 1) == [date(2024, 2, 29), date(2024, 3, 1)]


def test_the_default_is_twelve_months(ws: sw.Workspace):
    frame = sw.movement(ws, active(ws))
    assert len(frame) == 12
    assert frame.day.iloc[0] == pd.Timestamp("2025-04-30")


@pytest.mark.parametrize("days", [[], 0, -1, True, 3.5])
def test_no_days_are_refused(ws: sw.Workspace, days: Any):
    with pytest.raises(sw.DefinitionError) as caught:
        sw.movement(ws, active(ws), days)
    assert caught.value.code == "no-days"


def test_no_segments_are_refused(ws: sw.Workspace):
    for given, code in ((None, "no-segments"), ([], "no-segments"), ("actve", "unknown-segment")):
        with pytest.raises(sw.DefinitionError) as caught:
            sw.movement(ws, given)
        assert caught.value.code == code


def test_the_cause_is_the_clock_or_new_data(ws: sw.Workspace):
    frame = sw.moved(ws, active(ws), "2026-02-28")
    assert rows(frame, "key", "label", "from", "to", "move", "cause", "value_before", "value_after", "worth") == [
        (1, "quiet", "in", "out", "left", "clock", "1", "0", 1.0),
        (2, "fades", "in", "out", "left", "clock", "2", "0", 2.0),
        (3, "wakes", "out", "in", "entered", "data", "0", "1", 4.0),
    ]
    assert set(frame.rule) == {"number of log in the last 10 days is at least 1"}
    assert {k: frame.attrs[k] for k in ("size_before", "size_after", "stayed")} == {"size_before": 3, "size_after": 2, "stayed": 1}


def test_the_cause_is_an_edit(ws: sw.Workspace):
    frame = sw.moved(ws, active(ws, days=3), "2026-02-28", before=active(ws))
    # by the old definition 1 and 2 leave, 3 enters, 4 stays; the new one then takes 4 out (03-25 is no more in the last 3 days)
    assert rows(frame, "key", "cause") == [(1, "clock"), (2, "clock"), (3, "data"), (4, "edit")]
    assert frame.rule[3] == "number of log in the last 10 days is at least 1 → number of log in the last 3 days is at least 1"
    assert (frame.value_before[3], frame.value_after[3]) == ("1", "0")


def test_a_day_that_comes_nearer_is_the_clock(ws: sw.Workspace):
    segment = sw.Segment("soon", ws["Kunden"]["endet"].in_next(days=20))
    frame = sw.moved(ws, segment, "2026-03-20")
    # 03-20 + 20 is 04-09: only 2 (ends 03-20). 03-31 + 20 is 04-20: only 1.
    assert rows(frame, "key", "move", "cause", "value_after") == [(1, "entered", "clock", "2026-04-15"), (2, "left", "clock", "2026-03-20")]


def test_the_rule_that_flipped_is_the_one_that_decides(ws: sw.Workspace):
    used, kind = ws["log"].count.last(days=10) >= 1, ws["Kunden"]["Art"].is_("a")
    frame = sw.moved(ws, sw.Segment("s", kind & used), "2026-02-28")
    assert rows(frame, "key", "place", "rules") == [(1, "where.members.1", 1), (2, "where.members.1", 1)]


def test_moves_between_parts(ws: sw.Workspace):
    split = sw.split(ws["Kunden"], sw.bands(ws["log"].count.last(days=10), [0, 1, 2, None]), name="use")
    frame = sw.moved(ws, split, "2026-02-28")
    # 02-28: 1 one, 2 two, 3 none, 4 one, 5 none. 03-31: 1 none, 2 none, 3 one, 4 one, 5 none
    assert rows(frame, "key", "from", "to", "move", "cause") == [
        (1, "1 to under 2", "0 to under 1", "moved", "clock"),
        (2, "2 and more", "0 to under 1", "moved", "clock"),
        (3, "0 to under 1", "1 to under 2", "moved", "data"),
    ]
    order = sw.priority(active(ws, 2).model_copy(update={"name": "often"}), active(ws), name="p")
    told = sw.moved(ws, order, "2026-02-28")
    assert rows(told, "key", "from", "to") == [
        (1, "active", "(none of them)"), (2, "often", "(none of them)"), (3, "(none of them)", "active"),
    ]  # fmt: skip


def test_flows_add_up(ws: sw.Workspace):
    frame = sw.flows(sw.moved(ws, active(ws), "2026-02-28"))
    assert rows(frame, "move", "cause", "entities", "worth") == [("left", "clock", 2, 3.0), ("entered", "data", 1, 4.0)]
    assert len(sw.flows(sw.moved(ws, active(ws), "2026-03-31"))) == 0


def test_a_definitions_difference_is_people(ws: sw.Workspace):
    art, used = ws["Kunden"]["Art"], ws["log"].count.last(days=10) >= 1
    old, new = sw.Segment("s", art.is_("a") & used), sw.Segment("s", art.is_("b") & used)
    frame = sw.diff(ws, old, new, "2026-02-28")
    assert rows(frame, "key", "move", "rule", "value_before") == [
        (1, "left", "Art is a → Art is b", "a"), (2, "left", "Art is a → Art is b", "a"), (4, "entered", "Art is a → Art is b", "b"),
    ]  # fmt: skip
    assert frame.attrs["edits"] == ["Art is a → Art is b"]
    assert [frame.attrs[f"worth_{word}"] for word in ("before", "after", "stayed")] == [3.0, 8.0, 0.0]  # 1 + 2 out, 8 in
    assert rows(sw.flows(frame), "move", "rule", "entities", "worth") == [
        ("left", "Art is a → Art is b", 2, 3.0), ("entered", "Art is a → Art is b", 1, 8.0),
    ]  # fmt: skip
    fewer = sw.diff(ws, old, sw.Segment("s", art.is_("a")), "2026-03-31")
    assert rows(fewer, "key", "move", "rule") == [
        (n, "entered", "removed: number of log in the last 10 days is at least 1") for n in (1, 2)
    ]
    either = sw.diff(ws, old, sw.Segment("s", art.is_("a") | used), "2026-02-28")
    assert rows(either, "key", "move", "rule") == [(4, "entered", "the groups differ")]


def test_days_backwards_and_other_entities_are_refused(ws: sw.Workspace):
    with pytest.raises(sw.DefinitionError) as caught:
        sw.moved(ws, active(ws), "2026-03-31", "2026-02-28")
    assert caught.value.code == "days-backwards"


def test_rules_without_history_are_marked(ws: sw.Workspace):
    segment = sw.Segment(
        "s", sw.all_of(ws["Kunden"]["Art"].is_("a"), ws["log"].count.last(days=10) >= 1, ws["Kunden"]["endet"].in_next(days=9))
    )
    frame = sw.without_history(ws, segment)
    assert rows(frame, "place", "columns", "dated") == [
        ("where.members.0", "Kunden.Art", False), ("where.members.2", "Kunden.endet", True),
    ]  # fmt: skip
    assert set(sw.movement(ws, segment, 2).without_history) == {2}
