"""Members as a table: made where the tables are, replaced only if asked for, never in place of what is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

import seg_widgets as sw
from seg_widgets.engines.spark import SparkWarehouse

ACCOUNTS = pd.DataFrame({"id": [1, 2, 3], "Name": ["A", 'Say "hi"', None], "seats": [5, 50, 500], "owner": ["x", None, "y"]})
DAY = date(2026, 5, 1)
EXPECTED = [(2, 'Say "hi"', None, DAY), (3, None, "y", DAY)]
CONFIG = {"as_of": DAY, "tables": {"accounts": {"kind": "entity", "key": "id", "label": "Name"}}}


def written(ws: sw.Workspace, ask: Callable[[str], list[tuple[Any, ...]]], quote: str, also: dict[str, Any]) -> None:
    large = sw.Segment("Large", ws.accounts.seats >= 50)
    sql = f"SELECT id, {quote}Name{quote}, owner, as_of FROM {quote}große Kunden{quote} ORDER BY id"
    assert sw.write_members(ws, large, ["große Kunden"], **also) == 2
    assert ask(sql) == EXPECTED
    with pytest.raises(sw.EngineError) as error:
        sw.write_members(ws, large, ["große Kunden"], **also)
    assert error.value.code == "table-exists"
    assert (
        sw.write_members(ws, sw.Segment("All", sw.everyone, entity="accounts"), ["große Kunden"], "2026-04-01", replace=True, **also) == 3
    )
    assert {row[-1] for row in ask(sql)} == {date(2026, 4, 1)}
    with pytest.raises(sw.EngineError) as error:
        sw.write_members(ws, large, "no_such_place.t" if not also else "accounts.x.y.z", replace=True, **also)
    assert error.value.code == "engine-failed"


def never_in_place_of_what_is_read(ws: sw.Workspace) -> None:
    with pytest.raises(sw.EngineError, match="itself reads") as error:
        sw.write_members(ws, sw.Segment("All", sw.everyone, entity="accounts"), "accounts", replace=True)
    assert error.value.code == "table-exists"


def test_in_postgres(postgres: Any) -> None:
    postgres.execute("DROP SCHEMA IF EXISTS writing CASCADE; CREATE SCHEMA writing; SET search_path TO writing")
    try:
        postgres.execute('CREATE TABLE accounts (id bigint, "Name" text, seats bigint, owner text)')
        postgres.execute("""INSERT INTO accounts VALUES (1, 'A', 5, 'x'), (2, 'Say "hi"', 50, NULL), (3, NULL, 500, 'y')""")
        ws = sw.Workspace.connect(postgres, CONFIG, quiet=True)
        written(ws, lambda sql: postgres.execute(sql).fetchall(), '"', {})
        never_in_place_of_what_is_read(ws)
        assert postgres.execute("SELECT count(*) FROM accounts").fetchall() == [(3,)]
        assert "read" not in [what for what, _ in ws.warehouse.texts if what == "read"]  # type: ignore[union-attr]  # no member came over
    finally:
        postgres.execute("SET search_path TO public; DROP SCHEMA writing CASCADE")


def test_in_a_duckdb_connection() -> None:
    connection = duckdb.connect()
    connection.register("frame", ACCOUNTS)
    connection.execute("CREATE TABLE accounts AS SELECT * FROM frame")
    ws = sw.Workspace.connect(connection, CONFIG, quiet=True)
    written(ws, lambda sql: connection.execute(sql).fetchall(), '"', {})
    never_in_place_of_what_is_read(ws)


@pytest.mark.parametrize("source", ["frames", "file"])
def test_in_a_duckdb_file(source: str, tmp_path: Path) -> None:
    if source == "frames":
        ws = sw.Workspace.from_frames({"accounts": ACCOUNTS}, CONFIG, quiet=True)
    else:
        with duckdb.connect(str(tmp_path / "in.duckdb")) as made:
            made.register("frame", ACCOUNTS)
            made.execute("CREATE TABLE accounts AS SELECT * FROM frame")
        ws = sw.Workspace.from_duckdb(tmp_path / "in.duckdb", CONFIG, quiet=True)
    with pytest.raises(sw.UnsupportedError) as error:
        sw.write_members(ws, sw.Segment("All", sw.everyone, entity="accounts"), "t")
    assert error.value.code == "no-database"

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as found:
            return found.execute(sql).fetchall()

    written(ws, ask, '"', {"database": tmp_path / "out.duckdb"})
    sw.write_members(ws, sw.Segment("All", sw.everyone, entity="accounts"), "playbooks.t", database=tmp_path / "out.duckdb")
    assert ask("SELECT count(*) FROM playbooks.t") == [(3,)]


def test_in_spark(spark: Any, tmp_path: Path) -> None:
    spark = spark.newSession()  # temporary views of other tests would hide the table
    spark.sql(f"CREATE DATABASE writing LOCATION '{tmp_path.as_uri()}'")
    spark.sql("USE writing")
    try:
        rows = [(1, "A", 5, "x"), (2, 'Say "hi"', 50, None), (3, None, 500, "y")]
        spark.createDataFrame(rows, "id bigint, Name string, seats bigint, owner string").write.saveAsTable("accounts")
        ws = sw.Workspace.connect(SparkWarehouse(spark), CONFIG, tables=["accounts"], quiet=True)
        large = sw.Segment("Large", ws.accounts.seats >= 50)
        assert sw.write_members(ws, large, "grosse_kunden") == 2
        found = spark.sql("SELECT id, Name, owner, as_of FROM grosse_kunden ORDER BY id").collect()
        assert [tuple(row) for row in found] == EXPECTED
        with pytest.raises(sw.EngineError, match="already"):
            sw.write_members(ws, large, "grosse_kunden")
        assert sw.write_members(ws, sw.Segment("All", sw.everyone, entity="accounts"), "grosse_kunden", replace=True) == 3
        never_in_place_of_what_is_read(ws)
        assert {t.tableName for t in spark.sql("SHOW TABLES IN writing").collect() if not t.isTemporary} == {"accounts", "grosse_kunden"}
    finally:
        spark.sql("USE default")
        spark.sql("DROP DATABASE writing CASCADE")
