"""Beyond one machine, what comes to this one are members, aggregates, and metrics of a row an entity: never the tables' rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import seg_widgets as sw
from seg_widgets.engines.spark import SparkWarehouse

ACCOUNTS, EACH, SILENT = 200, 200, 5
CONFIG = {
    "as_of": "2026-05-31",
    "tables": {"accounts": {"kind": "entity", "key": "id"}, "logins": {"kind": "event", "time": "day", "links": {"id": "accounts"}}},
}


class Counting(SparkWarehouse):
    """Counts the rows that come over, by what they were for."""

    def __init__(self, *given: Any) -> None:
        self.came: dict[str, int] = {}
        super().__init__(*given)

    def fetch(self, statement: Any, what: str, made: Any = None) -> Any:
        found = super().fetch(statement, what, made)
        self.came[what] = max(self.came.get(what, 0), found.num_rows)
        return found


@pytest.fixture(scope="module")
def lake(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sw.Workspace]:
    there, session = tmp_path_factory.mktemp("lake"), spark.newSession()
    ids = list(range(ACCOUNTS))
    pq.write_table(pa.table({"id": ids, "plan": ["Gold" if i % 4 == 0 else None if i % 4 == 1 else "Free" for i in ids]}),
                   there / "accounts.parquet")  # fmt: skip
    days = pa.array([20_574 - n % 50 for n in range(ACCOUNTS * EACH)], pa.int32()).cast(pa.date32())  # up to 1 May 2026
    pq.write_table(pa.table({"id": [n % (ACCOUNTS - SILENT) for n in range(ACCOUNTS * EACH)], "day": days}), there / "logins.parquet")
    session.sql(f"CREATE DATABASE beyond LOCATION '{(there / 'made').as_uri()}'")
    session.sql("USE beyond")
    warehouse = Counting(session, {"accounts": there / "accounts.parquet", "logins": there / "logins.parquet"})
    yield sw.Workspace.connect(warehouse, CONFIG, tables=["accounts", "logins"], quiet=True)
    session.sql("DROP DATABASE beyond CASCADE")


@pytest.fixture(autouse=True)
def no_other_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """No frame is pulled out of Spark but through the warehouse's one door, where rows are counted."""
    from pyspark.sql.classic.dataframe import DataFrame

    def refused(self: Any, *_: Any, **__: Any) -> Any:
        raise AssertionError("pulled out of Spark")

    for way in ("toPandas", "toLocalIterator", "take", "head", "first", "tail"):
        monkeypatch.setattr(DataFrame, way, refused)


def came(ws: sw.Workspace) -> dict[str, int]:
    assert isinstance(ws.warehouse, Counting)
    found, ws.warehouse.came = ws.warehouse.came, {}
    return found


def gold(ws: sw.Workspace) -> sw.Segment:
    return sw.Segment("Gold", (ws.accounts.plan == "Gold") & (ws.logins.count.last(days=90) >= 10))


def test_opening_takes_aggregates(lake: sw.Workspace) -> None:
    assert max(came(lake).values()) < ACCOUNTS


def test_members_are_all_that_comes_of_a_finished_segment(lake: sw.Workspace) -> None:
    members = gold(lake).members()
    assert len(members) == 49  # every fourth, but one of the five without a login
    assert came(lake) == {"whole": len(members)}


def test_a_count_is_counted_there(lake: sw.Workspace) -> None:
    counts = gold(lake).count()
    assert (counts.universe, counts.members, counts.unknown) == (ACCOUNTS, 49, 49)
    assert came(lake)["count"] == 1
    unrestricted = lake.evaluate(gold(lake))  # the workbench's way, which takes a row an entity
    assert (unrestricted.universe.count(), unrestricted.members.count(), unrestricted.unknown.count()) == (ACCOUNTS, 49, 49)
    assert came(lake)["read"] == ACCOUNTS


def test_members_become_a_table_without_coming_over(lake: sw.Workspace) -> None:
    expected = len(gold(lake).members())
    came(lake)
    assert sw.write_members(lake, gold(lake), "gold_members", replace=True) == expected
    assert max(came(lake).values()) == 1  # how many were written
