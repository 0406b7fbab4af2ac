"""Rows that are read once for many metrics, and windows that are answered in memory."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.engines.daysums import DaySums
from seg_widgets.plan import Days

LAST = date(2026, 6, 30)


def workspace(rows: int = 400, **columns: Any) -> sw.Workspace:
    """Three accounts, nine contacts, and uses of theirs over a year."""
    random = np.random.default_rng(7)
    uses = pd.DataFrame({
        "use": range(rows),
        "who": random.integers(0, 11, rows),  # two of them nobody
        "at": pd.Timestamp("2025-07-01") + pd.to_timedelta(random.integers(0, 365 * 24 * 60, rows), unit="min"),
        "kind": random.choice(["a", "b"], rows),
        "points": random.integers(-5, 9, rows),
        **columns,
    })  # fmt: skip
    frames = {
        "firm": pd.DataFrame({"id": [1, 2, 3]}),
        "person": pd.DataFrame({"pid": range(9), "firm": [1, 1, 1, 2, 2, 2, 2, None, None]}).astype({"firm": "Int64"}),
        "usage": uses,
    }
    tables = {
        "firm": {"kind": "entity", "key": "id"},
        "person": {"kind": "entity", "key": "pid", "links": {"firm": "firm"}},
        "usage": {"kind": "event", "key": "use", "time": "at", "links": {"who": "person"}},
    }
    return sw.Workspace.from_frames(frames, {"as_of": LAST.isoformat(), "tables": tables}, quiet=True)


def metrics(ws: sw.Workspace, days: int) -> dict[str, Any]:
    """Metrics over the same rows, in a window."""
    u = ws.usage
    return {
        "count": u.count.last(days=days),
        "active": u.active_days.last(days=days),
        "points": u.points.sum.last(days=days),
        "people": u.who.distinct.last(days=days),
        "kinds": u.kind.distinct.last(days=days),
        "most": u.points.max.last(days=days),
        "b": u.where(kind="b").count.last(days=days),
    }


def by_hand(ws: sw.Workspace, name: str, days: int) -> list[Any]:
    """Work a metric out with pandas, for each firm."""
    uses = ws.database.frame("SELECT usage.*, person.firm FROM usage JOIN person ON who = pid WHERE firm IS NOT NULL", "test")
    first = pd.Timestamp(LAST - timedelta(days=days - 1))
    inside = uses[(uses["at"] >= first) & (uses["at"] < pd.Timestamp(LAST + timedelta(days=1)))]
    groups = [inside[inside.firm == firm] for firm in (1, 2, 3)]
    match name:
        case "count":
            return [len(g) for g in groups]
        case "active":
            return [g["at"].dt.normalize().nunique() for g in groups]
        case "points":
            return [g.points.sum() for g in groups]
        case "people":
            return [g.who.nunique() for g in groups]
        case "kinds":
            return [g.kind.nunique() for g in groups]
        case "most":
            return [g.points.max() if len(g) else None for g in groups]
        case _:
            return [(g.kind == "b").sum() for g in groups]


def read(ws: sw.Workspace, metric: Any, entity: str = "firm") -> list[Any]:
    """Give a metric's values as the session keeps them."""
    from seg_widgets.plan import leaves

    plan = ws.plan(sw.Segment("m", metric >= 0, entity=entity))
    (leaf,) = leaves(plan.tree)
    return [None if value is np.ma.masked else value for value in ws.session.values(entity, [leaf])[leaf]]


WINDOWS = (30, 45, 7, 1, 90, 364, 33)


@pytest.mark.parametrize("name", ["count", "active", "points", "people", "kinds", "most", "b"])
def test_every_window_has_the_value_worked_out_by_hand_whichever_way_it_is_read(name: str) -> None:
    ws = workspace()
    for days in WINDOWS:  # the first from the table, the second from prepared rows, the others in memory where that can be
        assert read(ws, metrics(ws, days)[name]) == by_hand(ws, name, days), days
    statements = ws.database.statements
    in_memory = statements["windows"] if name != "most" else statements["again"] - 1
    assert in_memory == len(WINDOWS) - 2, dict(statements)


def test_a_table_is_read_once_for_many_metrics() -> None:
    ws = workspace()
    segment = sw.Segment("m", sw.all_of(*(metric >= 0 for metric in metrics(ws, 30).values())), entity="firm")
    ws.count(segment)
    assert ws.database.statements["read"] == 2  # the keys, and the rows
    values = {name: read(ws, metric) for name, metric in metrics(ws, 30).items()}
    assert values == {name: by_hand(ws, name, 30) for name in values}


def test_a_column_that_was_not_prepared_is_fetched_with_those_that_were() -> None:
    ws = workspace(minutes=np.arange(400) / 8, owner="x")
    kinds = (ws.usage.kind.distinct.last(days=30) >= 0) & (ws.usage.where(kind="b").count.last(days=30) >= 0)
    ws.count(sw.Segment("m", kinds, entity="firm"))
    assert not ws.session._prepared
    ws.session.prepare_ahead()
    (ready,) = ws.session._prepared.values()
    assert ready.columns == {"kind"}
    read(ws, ws.usage.minutes.sum.last(days=30))
    (ready,) = ws.session._prepared.values()
    assert ready.columns == {"kind", "minutes"}


def test_nothing_is_prepared_that_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    ws = workspace()
    monkeypatch.setattr(type(ws.database), "memory_limit", lambda _: 1000)
    ws.count(sw.Segment("m", sw.all_of(*(metric >= 0 for metric in metrics(ws, 30).values())), entity="firm"))
    assert not ws.session._prepared
    assert {name: read(ws, metric) for name, metric in metrics(ws, 30).items()} == {name: by_hand(ws, name, 30) for name in metrics(ws, 30)}


def test_filters_that_differ_share_a_scan_of_a_table_that_is_not_prepared() -> None:
    ws = workspace()
    u = ws.usage
    asked = {"count": u.count.last(days=30), "b": u.where(kind="b").count.last(days=30)}
    ws.count(sw.Segment("m", sw.all_of(*(metric >= 0 for metric in asked.values())), entity="firm"))
    assert ws.database.statements["read"] == 2  # the keys, and the rows
    assert not ws.session._prepared
    assert {name: read(ws, metric) for name, metric in asked.items()} == {name: by_hand(ws, name, 30) for name in asked}


def test_days_since_a_date_of_the_entity_are_read_together() -> None:
    """Firms begin on different days, one on none."""
    days = pd.date_range("2026-01-01", "2026-03-31")
    frames = {
        "firm": pd.DataFrame({"id": [1, 2, 3], "place": pd.to_datetime(["2026-01-31", "2026-02-10", None]).date}),
        "usage": pd.DataFrame({"use": range(3 * len(days)), "id": np.repeat([1, 2, 3], len(days)), "at": np.tile(days, 3)}),
    }
    tables = {
        "firm": {"kind": "entity", "key": "id"},
        "usage": {"kind": "event", "key": "use", "time": "at", "links": {"id": "firm"}},
    }
    ws = sw.Workspace.from_frames(frames, {"as_of": "2026-03-31", "tables": tables}, quiet=True)
    u, begun = ws.usage, ws.firm.place
    month, ten = u.count.first(months=1, since=begun), u.active_days.first(days=10, since=begun)
    ws.count(sw.Segment("m", (month >= 0) & (ten >= 0), entity="firm"))
    assert ws.database.statements["read"] == 3  # the keys, the dates, the rows
    # From the 31st of January to the day before the 28th of February; from the 10th of February to the 9th of March.
    expected = {"month": [28, 28, None], "ten": [10, 10, None]}
    assert {"month": read(ws, month), "ten": read(ws, ten)} == expected
    ws.session.prepare_from = 1
    again = {"month": u.count.first(months=1, since=begun), "ten": u.active_days.first(days=11, since=begun)}
    assert [read(ws, metric) for metric in again.values()] == [[28, 28, None], [11, 11, None]]
    assert ws.session._prepared


def test_the_day_is_that_of_the_workspace_and_no_row_near_midnight_is_lost() -> None:
    """Rows every hour around both ends of a window, in a zone far from UTC."""
    hours = pd.date_range("2026-06-28", "2026-07-02", freq="h", tz="UTC")
    frames = {"firm": pd.DataFrame({"id": [1]}), "usage": pd.DataFrame({"use": range(len(hours)), "id": 1, "at": hours})}
    config = {
        "as_of": "2026-06-30",
        "time_zone": "Pacific/Auckland",
        "tables": {
            "firm": {"kind": "entity", "key": "id"},
            "usage": {"kind": "event", "key": "use", "time": "at", "links": {"id": "firm"}},
        },
    }
    ws = sw.Workspace.from_frames(frames, config, quiet=True)
    ws.session.prepare_from = 1
    local = hours.tz_convert("Pacific/Auckland").date
    for days in (1, 2):
        expected = sum(LAST - timedelta(days=days - 1) <= day <= LAST for day in local)
        assert read(ws, ws.usage.count.last(days=days)) == [expected]
        assert expected == 24 * days


@pytest.mark.parametrize("size", [1, 3, 200])
@pytest.mark.parametrize("weighted", [False, True])
def test_sums_by_day_are_the_sums_of_their_cells(size: int, weighted: bool) -> None:
    random = np.random.default_rng(size)
    day = np.sort(random.integers(0, 70, 500))
    owner, value = random.integers(0, size, 500).astype(np.int32), random.integers(-9, 9, 500)
    first = date(2026, 1, 1)
    sums = DaySums(first, day, owner, value if weighted else None, size, whole=True)
    for low in range(-3, 73, 4):
        for high in range(low - 1, 75, 3):
            inside = (day >= low) & (day <= high)
            expected = [int((value if weighted else np.ones(500))[inside & (owner == n)].sum()) for n in range(size)] if size < 9 else None
            found = sums.within(Days(first + timedelta(days=low), first + timedelta(days=high)))
            assert found.sum() == (value[inside].sum() if weighted else inside.sum())
            if expected is not None:
                assert found.tolist() == expected
    assert sums.within(Days(None, first + timedelta(days=80))).sum() == (value.sum() if weighted else 500)


def test_rows_are_read_once_for_entities_on_the_way_to_each_other() -> None:
    """People are on the way from uses to firms; two people have no firm, and two of those who use it are nobody."""
    from seg_widgets.results import evaluate_all

    ws = workspace()
    u = ws.usage
    asked = {"count": u.count.last(days=30), "people": u.who.distinct.last(days=90), "b": u.where(kind="b").count.last(days=30)}
    of_people = {"count": u.count.last(days=30), "ever": u.count.ever()}
    segments = [
        sw.Segment("firms", sw.all_of(*(metric >= 0 for metric in asked.values())), entity="firm"),
        sw.Segment("people", sw.all_of(*(metric >= 0 for metric in of_people.values())), entity="person"),
    ]
    evaluate_all([ws.plan(segment) for segment in segments], ws.session)
    assert ws.database.statements["read"] == 3  # the keys of both, and the rows
    days = {"count": 30, "people": 90, "b": 30}
    assert {name: read(ws, metric) for name, metric in asked.items()} == {name: by_hand(ws, name, days[name]) for name in asked}
    uses = ws.database.frame("SELECT * FROM usage", "test")
    late = uses[uses["at"] >= pd.Timestamp(LAST - timedelta(days=29))]
    assert read(ws, of_people["count"], "person") == [(late.who == person).sum() for person in range(9)]
    assert read(ws, of_people["ever"], "person") == [(uses.who == person).sum() for person in range(9)]
