"""Folders that follow from the time: those without a day of the window are not read, and no row is lost by it."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from sqlglot import exp

import seg_widgets as sw
from seg_widgets.plan import Days
from seg_widgets.schema import Column, Table
from seg_widgets.sql import DIALECTS
from seg_widgets.sql.partitions import in_partitions
from tests.engines.test_explain import table

FORMS = {  # column, its type, what it holds of the day d in DuckDB
    "year as a number": [("y", "integer", "year", "year(d)")],
    "year as a text": [("y", "text", "year", "strftime(d, '%Y')")],
    "month as a text": [("m", "text", "month", "strftime(d, '%Y-%m')")],
    "month as a number": [("m", "integer", "month", "year(d) * 100 + month(d)")],
    "month as its first day": [("m", "date", "month", "date_trunc('month', d)::DATE")],
    "month as its last day": [("m", "date", "month", "last_day(d)")],
    "year as some day of it": [("y", "date", "year", "make_date(year(d), 7, 1)")],
    "day as a date": [("k", "date", "day", "d")],
    "day as a number": [("k", "integer", "day", "strftime(d, '%Y%m%d')::INT")],
    "year and month of it": [("y", "integer", "year", "year(d)"), ("m", "integer", "month_of_year", "month(d)")],
    "year, month and day, as texts": [("y", "text", "year", "strftime(d, '%Y')"), ("m", "text", "month_of_year", "strftime(d, '%m')"),
                                      ("k", "text", "day_of_month", "strftime(d, '%d')")],
    "year and month as a date, and day": [("y", "integer", "year", "year(d)"), ("m", "integer", "month_of_year", "month(d)"),
                                          ("k", "integer", "day_of_month", "day(d)"), ("w", "text", "month", "strftime(d, '%Y-%m')")],
}  # fmt: skip
WIDEST = {"year": 366, "month": 31, "day": 1, "day_of_month": 1, "month_of_year": 31}


@pytest.mark.parametrize("form", FORMS)
def test_no_day_of_a_range_is_left_out_and_few_others_are_read(form: str) -> None:
    columns = FORMS[form]
    connection, draw = duckdb.connect(), random.Random(form)
    held = ", ".join(f"{what} AS {name}" for name, _, _, what in columns)
    connection.execute(f"CREATE TABLE t AS SELECT d, {held} FROM (SELECT DATE '2023-01-01' + i::INT AS d FROM range(1200) r(i))")
    described = Table(kind="event", time="d", partitions={name: unit for name, _, unit, _ in columns},
                      columns={"d": Column(type="date"), **{name: Column(type=type_) for name, type_, _, _ in columns}})  # fmt: skip
    made, finest = DIALECTS["duckdb"]("UTC"), min(WIDEST[unit] for _, _, unit, _ in columns)
    for _ in range(60):
        first = date(2023, 1, 1) + timedelta(days=draw.randrange(1200))
        hull = Days(first if draw.random() < 0.8 else None, first + timedelta(days=draw.choice([0, 1, 29, 30, 400])))
        kept = exp.select("d").from_("t").where(*in_partitions("t", described, "d", hull, made))
        days = {d for (d,) in connection.execute(kept.sql(dialect="duckdb")).fetchall()}
        wanted = {
            d for n in range(1200) if (d := date(2023, 1, 1) + timedelta(days=n)) <= hull.last and (hull.first is None or d >= hull.first)
        }
        assert days >= wanted, hull
        assert len(days) <= len(wanted) + 2 * (finest - 1), hull


def test_only_the_tables_own_time_leaves_partitions_out() -> None:
    described = Table(kind="interval", time="a", end="b", partitions={"m": "month"},
                      columns={"a": Column(type="timestamp_tz"), "b": Column(type="date"), "m": Column(type="text")})  # fmt: skip
    made, days = DIALECTS["duckdb"]("UTC"), Days(date(2026, 5, 1), date(2026, 5, 31))
    assert in_partitions("t", described, "b", days, made) == []
    # of instants a day is spared: the folders may be those of another zone
    assert [c.sql() for c in in_partitions("t", described, "a", days, made)] == ["t.m >= '2026-04'", "t.m <= '2026-06'"]
    assert in_partitions("t", described, "a", Days(date(2026, 5, 2), date(2026, 5, 1)), made) == []
    assert [c.sql() for c in in_partitions("t", described, "a", Days(None, date.max), made)] == []


CONFIG = {
    "time_zone": "Asia/Tokyo",
    "as_of": "2026-05-12",
    "tables": {
        "accounts": {"kind": "entity", "key": "id"},
        "calls": {"kind": "event", "time": "at", "links": {"id": "accounts"}, "partitions": {"month": "month"}},
        "logins": {"kind": "event", "time": "on", "links": {"id": "accounts"}, "partitions": {"year": "year", "month": "month_of_year"}},
    },
}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("lake")
    pd.DataFrame({"id": [1, 2]}).to_parquet(there / "accounts.parquet")
    at = pd.date_range("2025-05-01 15:30", periods=376, freq="D", tz="UTC").repeat(2)  # half past midnight in Tokyo, of the next day
    calls = pd.DataFrame({"id": [1, 2] * 376, "at": at.as_unit("us"), "month": at.strftime("%Y-%m")})  # by UTC
    calls.to_parquet(there / "calls", partition_cols=["month"])
    days = pd.date_range("2025-05-01", periods=377).repeat(2)
    logins = pd.DataFrame({"id": [1, 2] * 377, "on": days.date, "year": days.year, "month": days.month})
    logins.to_parquet(there / "logins", partition_cols=["year", "month"])
    return there


def recent(ws: Any) -> sw.Segment:
    # In Tokyo the first call of May is of 30 April in UTC: in the folder of April
    return sw.Segment("Recent", (ws.calls.count.last(days=12) == 12) & (ws.logins.count.last(months=2) == 61))


def test_folders_are_left_out_in_duckdb(lake: Path) -> None:
    ws = sw.Workspace.from_folder(lake, CONFIG, quiet=True, cache=False)
    assert recent(ws).members()["id"].tolist() == [1, 2]
    found = sw.explain(ws, recent(ws))
    assert sorted(re.findall(r'"Scanning Files": "(\d+)/(\d+)"', found.plan)) == [("2", "13"), ("3", "13")]
    assert "PartitionFilters" in table(found, "calls")["filters"]
    assert ws.schema.tables["calls"].columns["month"].hidden
    again = sw.Workspace.from_folder(lake, ws.to_yaml(lake / "again.yaml") and lake / "again.yaml", quiet=True, cache=False)
    assert again.schema == ws.schema
    (lake / "again.yaml").unlink()


@pytest.mark.parametrize(
    ("partitions", "code", "words"),
    [
        ({"day": "day"}, "partition-differs", "lie between 2026-05-01 and 2026-05-02"),
        ({"odd": "month"}, "partition-differs", "which is no month"),
        ({"share": "month"}, "partition-differs", "values of type number"),
        ({"date": "year", "of": "month_of_year"}, "partition-differs", "values of type date"),
        ({"nowhere": "month"}, "unknown-column", "no column 'nowhere'"),
    ],
)
def test_what_does_not_follow_from_the_time_is_refused(partitions: dict[str, str], code: str, words: str) -> None:
    accounts = pd.DataFrame({"id": [1]})
    calls = pd.DataFrame({"id": [1, 1], "at": pd.to_datetime(["2026-05-01", "2026-05-02"]), "day": ["2026-05-01", "2026-05-01"],
                          "odd": ["2026-5", "2026-5"], "share": [0.5, 1.5], "date": [date(2026, 5, 1)] * 2, "of": [5, 5]})  # fmt: skip
    tables = {"accounts": {"kind": "entity", "key": "id"},
              "calls": {"kind": "event", "time": "at", "links": {"id": "accounts"}, "partitions": partitions}}  # fmt: skip
    with pytest.raises(sw.WorkspaceError, match=words) as error:
        sw.Workspace.from_frames({"accounts": accounts, "calls": calls}, {"tables": tables}, quiet=True)
    assert (error.value.code, error.value.place) == (code, f"tables.calls.partitions.{next(iter(partitions))}")


@pytest.mark.parametrize("partitions", [{"m": "month_of_year"}, {"a": "month", "b": "month"}, {"y": "year", "d": "day_of_month"}])
def test_parts_that_say_no_day_are_refused(partitions: dict[str, str]) -> None:
    with pytest.raises(sw.WorkspaceError, match="partition"):
        sw.Workspace.from_frames({"accounts": pd.DataFrame({"id": [1]})}, {"tables": {"accounts": {"partitions": partitions}}}, quiet=True)
