"""Many days answered together are each day's own answer; what is hidden after a day is as if it had not been recorded."""

from __future__ import annotations

import os
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from seg_widgets.definition import Segment
from seg_widgets.plan import hidden_after
from seg_widgets.results import Evaluation, evaluate, evaluate_all
from seg_widgets.workspace import Workspace
from tests.engines.elsewhere import into_postgres, opened
from tests.engines.loaded import workspace
from tests.spec.case import Case
from tests.spec.cases import CASES

SHARE = CASES if os.environ.get("SEG_WIDGETS_ALL_ENGINES") else CASES[7::61]
"""A nightly run takes every case."""


def home_of(case: Case, rows: Any = None) -> Workspace:
    home = workspace(case.rows if rows is None else rows, case.schema, [case.segment, case.known, case.schema.universe])
    home.segments = {name: Segment.load(known) for name, known in case.known.items()}
    return home


def keys(home: Workspace, found: Evaluation) -> tuple[list[Any], ...]:
    return tuple(home.rows_of(found.plan.entity, b.array()).iloc[:, 0].tolist() for b in (found.members, found.unknown, found.in_unknown))


@pytest.mark.parametrize("case", SHARE, ids=str)
def test_many_days_together_are_each_days_own_answer(case: Case) -> None:
    segment, days = Segment.load(case.segment), [case.as_of - timedelta(n) for n in (40, 9, 3, 1, 0)]
    home = home_of(case)
    together = evaluate_all([home.plan(segment, day) for day in days], home.session)
    assert [keys(home, found) for found in together] == [keys(h := home_of(case), h.evaluate(segment, day)) for day in days]


@pytest.mark.parametrize("case", SHARE, ids=str)
def test_hidden_after_a_day_is_as_if_nothing_had_been_recorded_since(case: Case) -> None:
    segment = Segment.load(case.segment)
    home = home_of(case)
    for earlier in (case.as_of - timedelta(2), case.as_of - timedelta(12)):
        gone = home_of(case, recorded_by(case, earlier))
        found = evaluate(hidden_after(home.plan(segment, case.as_of), earlier), home.session)
        assert keys(home, found) == keys(gone, gone.evaluate(segment, case.as_of))


def recorded_by(case: Case, day: date) -> dict[str, list[dict[str, Any]]]:
    """Leave out the rows that are dated later, and the ends that come later."""
    found = {}
    for name, rows in case.rows.items():
        table = case.schema.tables[name]
        if table.kind in ("event", "snapshot", "interval"):
            rows = [r for r in rows if not _later(r.get(table.time or ""), day, case)]
            if table.end:
                rows = [r | ({table.end: None} if _later(r.get(table.end), day, case) else {}) for r in rows]
        found[name] = rows
    return found


def _later(value: Any, day: date, case: Case) -> bool:
    if isinstance(value, datetime):
        value = (value.astimezone(ZoneInfo(case.schema.time_zone)) if value.tzinfo else value).date()
    return isinstance(value, date) and value > day


SCHEMA = {"tables": {
    "firms": {"kind": "entity", "key": "id"},
    "use": {"kind": "event", "time": "at", "links": {"firm": "firms"}, "columns": {"at": {"type": "timestamp_tz"}}},
}, "time_zone": "America/New_York"}  # fmt: skip


def rows_of(seed: int) -> dict[str, list[dict[str, Any]]]:
    draw = random.Random(seed)
    start = datetime(2024, 1, 1, tzinfo=UTC)

    def use() -> dict[str, Any]:
        at = None if draw.random() < 0.05 else start + timedelta(hours=draw.randrange(24 * 90))
        return {
            "firm": draw.choice([None, *range(9)]),
            "at": at,
            "what": draw.choice([None, "a", "b", "c", "é"]),
            "n": draw.choice([None, 1, 2, 3]),
        }

    return {"firms": [{"id": n} for n in range(8)], "use": [use() for _ in range(300)]}


def counting(agg: str, column: str | None, n: int, value: int) -> Segment:
    metric = {"kind": "aggregate", "table": "use", "agg": agg, "window": {"kind": "last", "n": n}} | ({"column": column} if column else {})
    rule = {"kind": "criterion", "metric": metric, "op": ">=", "value": value}
    return Segment.load({"name": "s", "entity": "firms", "where": {"kind": "all", "members": [rule]}})


DAYS = [date(2024, 1, 20) + timedelta(13 * n) for n in range(6)]
SEGMENTS = [
    counting(agg, c, n, v)
    for agg, c in (("active_days", None), ("distinct", "what"), ("distinct", "n"))
    for n in (7, 30)
    for v in (1, 2, 3)
]


def frames(rows: Any) -> dict[str, pd.DataFrame]:
    made = {name: pd.DataFrame(table) for name, table in rows.items()}
    made["use"]["firm"] = made["use"]["firm"].astype("Int64")
    return made


@pytest.mark.parametrize("seed", range(5))
def test_distinct_days_and_values_are_the_same_in_many_ranges_as_in_one(seed: int) -> None:
    home = Workspace.from_frames(frames(rows_of(seed)), SCHEMA, quiet=True)
    before = home.database.statements["read"]
    together = evaluate_all([home.plan(s, day) for s in SEGMENTS for day in DAYS], home.session)
    assert home.database.statements["read"] - before <= 4  # the base, and a scan each
    alone = Workspace.from_frames(frames(rows_of(seed)), SCHEMA, quiet=True)
    for found, (segment, day) in zip(together, [(s, day) for s in SEGMENTS for day in DAYS], strict=True):
        assert keys(home, found) == keys(alone, alone.evaluate(segment, day))


def test_distinct_in_many_ranges_on_postgres(postgres: Any) -> None:
    from seg_widgets.engines.postgres import PostgresWarehouse

    here = Workspace.from_frames(frames(rows_of(1)), SCHEMA, quiet=True)
    warehouse = PostgresWarehouse(postgres)
    there = opened(warehouse, into_postgres(postgres, rows_of(1), here.schema), here.schema)
    for home in (here, there):
        found = evaluate_all([home.plan(s, day) for s in SEGMENTS for day in DAYS], home.session)
        told = [sorted(k) for f in found for k in keys(home, f)]
        if home is here:
            expected = told
    assert told == expected
