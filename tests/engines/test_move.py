"""One definition and one workspace.yaml go unchanged from frames to a folder, to Spark over the same folder, to PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.engines.spark import SparkWarehouse

ACCOUNTS = pd.DataFrame({
    "account_id": [f"A{n}" for n in range(30)],
    "plan": ["Gold", "Silver", None] * 10,
    "seats": [n * 3 for n in range(30)],
})  # fmt: skip
LOGINS = pd.DataFrame({
    "account_id": [f"A{n % 25}" for n in range(400)],
    "at": pd.Timestamp("2026-05-20 08:00") - pd.to_timedelta([n * 7 % 90 for n in range(400)], unit="D"),
    "feature": ["Reports" if n % 3 else "Exports" for n in range(400)],
})  # fmt: skip
WORKSPACE = """\
format: 1
as_of: 2026-05-20
time_zone: Europe/Berlin
tables:
  accounts: {kind: entity, key: account_id, columns: {plan: {order: [Silver, Gold]}}}
  logins: {kind: event, time: at, links: {account_id: accounts}}
"""
SEGMENT = """\
format: 2
name: Wide use
entity: accounts
parameters:
- {name: days, default: 60}
where:
  kind: all
  members:
  - kind: criterion
    metric: {kind: attribute, column: plan}
    op: '>='
    value: Silver
  - kind: criterion
    metric: {kind: aggregate, table: logins, agg: active_days, window: {kind: last, n: {kind: param, name: days}}}
    op: '>='
    value: 5
  - kind: criterion
    metric:
      kind: aggregate
      table: logins
      agg: count
      where:
        kind: all
        members:
        - {kind: criterion, metric: {kind: attribute, column: feature}, op: is, value: Reports}
    op: '>='
    value: 8
"""


def expected() -> list[str]:
    """Work the members out by hand."""
    recent = LOGINS[LOGINS["at"] > pd.Timestamp("2026-03-22")]
    days = recent.groupby("account_id")["at"].nunique()
    reports = LOGINS[LOGINS["feature"] == "Reports"].groupby("account_id").size()
    ids = ACCOUNTS.loc[ACCOUNTS["plan"].notna(), "account_id"]
    return sorted(i for i in ids if days.get(i, 0) >= 5 and reports.get(i, 0) >= 8)


def test_the_same_definition_and_workspace_run_on_each(spark: Any, postgres: Any, tmp_path: Path) -> None:
    described = tmp_path / "workspace.yaml"
    described.write_text(WORKSPACE, encoding="utf-8")
    for name, frame in {"accounts": ACCOUNTS, "logins": LOGINS}.items():
        frame.astype({c: "datetime64[us]" for c in frame if frame[c].dtype.kind == "M"}).to_parquet(tmp_path / f"{name}.parquet")
    postgres.execute("DROP SCHEMA IF EXISTS crm CASCADE; CREATE SCHEMA crm; SET search_path TO crm")
    try:
        postgres.execute("CREATE TABLE accounts (account_id text, plan text, seats bigint)")
        postgres.execute("CREATE TABLE logins (account_id text, at timestamp, feature text)")
        for name, frame in {"accounts": ACCOUNTS, "logins": LOGINS}.items():
            with postgres.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
                for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
                    copy.write_row(row)
        folders = {name: tmp_path / f"{name}.parquet" for name in ("accounts", "logins")}
        homes = {
            "frames": sw.Workspace.from_frames({"accounts": ACCOUNTS, "logins": LOGINS}, described, quiet=True),
            "folder": sw.Workspace.from_folder(tmp_path, quiet=True),
            "spark": sw.Workspace.connect(SparkWarehouse(spark.newSession(), folders), described, quiet=True),
            "postgres": sw.Workspace.connect(postgres, described, quiet=True),
        }
        segment = sw.read_yaml(SEGMENT)
        assert isinstance(segment, sw.Segment)
        assert 3 < len(expected()) < 20
        for name, ws in homes.items():
            members = ws.members(segment)["account_id"].tolist()
            assert sorted(members) == expected(), name
            counts = ws.count(segment)
            assert (counts.members, counts.universe) == (len(expected()), 30), name
            assert segment.to_yaml() == sw.read_yaml(SEGMENT).to_yaml()
    finally:
        postgres.execute("SET search_path TO public; DROP SCHEMA crm CASCADE")


def test_a_workbook_beside_spark_is_refused_with_what_to_do_and_that_works(spark: Any, tmp_path: Path) -> None:
    session = spark.newSession()
    ACCOUNTS.to_parquet(tmp_path / "accounts.parquet")
    pd.DataFrame({"account_id": ["A3", "A4", "A99"], "wave": [1, 2, 1]}).to_excel(tmp_path / "plan.xlsx", sheet_name="visits", index=False)
    with pytest.raises(sw.EngineError) as refused:
        SparkWarehouse(session, {"visits": tmp_path / "plan.xlsx"})
    assert "from_excel('plan.xlsx')" in refused.value.problems[0].hint
    book = sw.Workspace.from_excel(tmp_path / "plan.xlsx", quiet=True)
    book.frame("visits").to_parquet(tmp_path / "visits.parquet")
    described = {
        "as_of": "2026-05-20",
        "tables": {
            "accounts": {"kind": "entity", "key": "account_id"},
            "visits": {"kind": "entity", "key": "account_id", "links": {"account_id": "accounts"}},
        },
    }
    warehouse = SparkWarehouse(session, {name: tmp_path / f"{name}.parquet" for name in ("accounts", "visits")})
    ws = sw.Workspace.connect(warehouse, described, tables=["accounts", "visits"], quiet=True)
    visited = sw.Segment("Visited first", ws.visits.any(ws.visits.wave == 1), entity="accounts")
    assert visited.members()["account_id"].tolist() == ["A3"]
