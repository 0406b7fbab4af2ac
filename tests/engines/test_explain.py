"""What a segment reads, by the engine's own plan: which tables, how often, which columns and days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.engines.spark import SparkWarehouse
from seg_widgets.sql import DIALECTS
from seg_widgets.workspace import Workspace
from tests.engines.elsewhere import into_postgres, opened
from tests.engines.test_one_scan import TWICE
from tests.engines.test_templates import SOME, demo, rows, segments

NEVER_TWICE = {"V05"}
"""Read twice by the statement; Spark sends what it has read to both."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("lake")
    for name in demo().schema.tables:
        demo().frame(name).to_parquet(there / f"{name}.parquet")
    return there


@pytest.fixture(scope="module")
def lake(spark: Any, folder: Path) -> Workspace:
    session = spark.newSession()
    warehouse = SparkWarehouse(session, {name: folder / f"{name}.parquet" for name in demo().schema.tables})
    return opened(warehouse, {name: (name,) for name in demo().schema.tables}, demo().schema)


def table(found: Any, name: str) -> dict[str, Any]:
    [row] = found.tables[found.tables["table"] == name].to_dict("records")
    return dict(row)


def test_spark_scans_each_table_of_every_template_once(lake: Workspace) -> None:
    twice: dict[tuple[str, str], set[str]] = {}
    for template, way in [*TWICE, *(way for way in SOME if way not in TWICE)]:
        for segment in segments(template, way)[:1]:
            read = sw.explain(lake, segment, demo().as_of).tables
            assert read["scans"].min() >= 1
            again = set(read.loc[read["scans"] > 1, "table"])
            if again:
                twice[template, way] = again
    assert twice == {known: tables for known, (tables, _) in TWICE.items() if known[0] not in NEVER_TWICE}


def test_spark_reads_only_the_columns_and_the_days_that_are_asked_for(lake: Workspace) -> None:
    ws = demo()
    segment = sw.Segment("Busy", (ws.usage.where(feature="Reports").count.last(days=30) >= 5) & (ws.usage.count.last(days=60) >= 9),
                         entity="accounts")  # fmt: skip
    found = sw.explain(lake, segment, "2026-11-20")
    usage = table(found, "usage")
    assert (usage["named"], usage["scans"], usage["columns"]) == (1, 1, "contact_id, at, feature")
    assert (usage["first_day"], usage["last_day"]) == (date(2026, 9, 22), date(2026, 11, 20))
    assert "GreaterThanOrEqual(at,2026-09-22" in usage["filters"]
    assert "Scan parquet" in found.plan
    assert "usage_by_accounts" in found.statement
    assert lake.warehouse is not None
    assert lake.warehouse.session.conf.get("spark.sql.adaptive.enabled") == "false"  # as the tests have it  # type: ignore[attr-defined]


def test_duckdb_says_what_it_reads_of_tables_and_of_files(folder: Path) -> None:
    segment = sw.templates["P09"].bind(demo())
    for ws in (demo(), sw.Workspace.from_folder(folder, demo().schema, quiet=True)):
        found = sw.explain(ws, segment.at_home(ws), "2026-11-20")
        assert found.tables[["table", "named", "scans"]].to_numpy().tolist() == [["accounts", 3, 3], ["contacts", 2, 2], ["usage", 2, 2]]
        assert table(found, "usage")["columns"] == "contact_id, at, feature"
        assert pd.isna(table(found, "usage")["first_day"])
        assert "usage" in str(found)


def test_postgresql_says_what_it_reads(postgres: Any) -> None:
    from seg_widgets.engines.postgres import PostgresWarehouse

    ws = opened(PostgresWarehouse(postgres), into_postgres(postgres, rows(), demo().schema), demo().schema)
    found = sw.explain(ws, sw.templates["V05"].bind(demo(), variant="peers"), "2026-11-20")
    usage = table(found, "usage")
    assert (usage["named"], usage["scans"], usage["columns"]) == (1, 1, "contact_id, at, feature")
    assert usage["first_day"] == date(2026, 10, 21)
    assert "Reports" in usage["filters"]


def test_a_plan_that_cannot_be_read_is_shown_as_it_is() -> None:
    class Odd(DIALECTS["duckdb"]):  # type: ignore[name-defined,misc]
        name = "trino"

    ws = sw.datasets.demo()
    ws.session.reading.made = Odd("UTC")
    found = sw.explain(ws, sw.templates["L07"].bind(demo()), "2026-11-20")
    assert found.tables["scans"].isna().all()
    assert found.tables["table"].tolist() == ["contacts", "usage"]
    assert table(found, "usage")["columns"] == "contact_id, at"


def test_spark_leaves_out_partitions_and_row_groups_by_the_days(spark: Any, tmp_path: Path) -> None:
    session = spark.newSession()
    accounts = pd.DataFrame({"account_id": ["A", "B"]})
    days = pd.date_range("2026-04-25", periods=12)
    logins = pd.DataFrame({"account_id": ["A", "B"] * 12, "day": days.repeat(2).strftime("%Y-%m-%d")})
    calls = pd.DataFrame({"account_id": ["A", "B"] * 12, "at": days.repeat(2).tz_localize("UTC") + pd.Timedelta(hours=23)})
    accounts.to_parquet(tmp_path / "accounts.parquet")
    logins.to_parquet(tmp_path / "logins", partition_cols=["day"])
    calls = calls.astype({"at": "datetime64[us, UTC]"}).assign(month=calls["at"].dt.strftime("%Y-%m"))
    calls.to_parquet(tmp_path / "calls", partition_cols=["month"])
    warehouse = SparkWarehouse(session, {"accounts": tmp_path / "accounts.parquet", "logins": tmp_path / "logins",
                                         "calls": tmp_path / "calls"})  # fmt: skip
    tables = {"accounts": {}, "logins": {}, "calls": {"time": "at", "partitions": {"month": "month"}}}
    ws = sw.Workspace.connect(warehouse, {"time_zone": "Europe/Berlin", "as_of": "2026-05-06", "tables": tables}, quiet=True)
    recent = sw.Segment("Recent", (ws.logins.count.last(days=3) >= 3) & (ws.calls.count.last(days=3) == 3))
    found = sw.explain(ws, recent)
    assert "PartitionFilters" in table(found, "logins")["filters"]
    assert "day" in table(found, "logins")["filters"]
    # 4 May in Berlin begins at 22:00 UTC on 3 May: with a day to spare
    partitions, _, pushed = table(found, "calls")["filters"].partition("PushedFilters")
    assert "GreaterThanOrEqual(at,2026-05-0" in pushed
    assert "month" in partitions  # which is said to follow from the time
    assert "2026-05" in partitions
    assert recent.members()["account_id"].tolist() == ["A", "B"]  # the calls of 3, 4 and 5 May, 23:00 UTC
