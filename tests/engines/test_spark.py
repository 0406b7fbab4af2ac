"""Spark gives the answers of the spec cases and of generated definitions: a share of them, and all in a nightly run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

import seg_widgets as sw
from seg_widgets.definition import Segment
from seg_widgets.engines.spark import SparkWarehouse
from seg_widgets.engines.work import Work
from seg_widgets.workspace import Workspace
from tests.engines.agreement import World, agree, sampled, worlds
from tests.engines.elsewhere import into_spark, opened, ordered
from tests.engines.loaded import answers, looked_at
from tests.engines.test_work import stopped_after
from tests.spec.case import Case
from tests.spec.cases import CASES

ALL = bool(os.environ.get("SEG_WIDGETS_ALL_ENGINES"))
"""A nightly run takes every case."""

EXAMPLES = int(os.environ.get("SEG_WIDGETS_EXAMPLES", "2"))
SHARE = CASES if ALL else CASES[3::16]


@pytest.fixture(scope="module")
def warehouse(spark: Any) -> SparkWarehouse:
    return SparkWarehouse(spark)


@pytest.mark.parametrize("case", SHARE, ids=str)
def test_the_session_and_the_statement_give_the_answer_worked_out_by_hand(case: Case, warehouse: SparkWarehouse) -> None:
    schema = looked_at(case.schema, case.rows, case.segment)
    home, segment = opened(warehouse, into_spark(warehouse.session, case.rows, schema), schema), Segment.load(case.segment)
    home.segments = {name: Segment.load(known) for name, known in case.known.items()}
    assert home.members(segment, case.as_of).iloc[:, 0].tolist() == list(ordered(case.members))
    counted = home.count(segment, case.as_of)
    assert (counted.members, counted.unknown, counted.in_unknown) == tuple(map(len, (case.members, case.unknown, case.in_unknown)))
    assert answers(home, segment, case.as_of) == tuple(map(ordered, (case.members, case.unknown, case.in_unknown)))


@sampled(EXAMPLES)
@given(worlds(4))
def test_it_agrees_with_the_reference_on_generated_definitions(warehouse: SparkWarehouse, world: World) -> None:
    agree(opened(warehouse, into_spark(warehouse.session, world.rows, world.schema), world.schema), world)


def test_folders_of_parquet_and_csv_are_connected(spark: Any, tmp_path: Path) -> None:
    pq.write_table(pa.table({"account_id": [2, 1, 3], "name": ["b", "a", "c"], "score": pa.array([0.5, float("nan"), 1], pa.float32())}),
                   tmp_path / "accounts.parquet")  # fmt: skip
    (tmp_path / "logins").mkdir()
    (tmp_path / "logins" / "part.csv").write_text("account_id,login_on\n1,2024-03-30\n1,2024-03-31\n2,2024-01-01\n", encoding="utf-8")
    there = SparkWarehouse(spark, {"accounts": tmp_path / "accounts.parquet", "logins": tmp_path / "logins"})
    home = Workspace.connect(there, tables=["accounts", "logins"], quiet=True)
    assert home.schema.tables["logins"].links == {"account_id": "accounts"}
    assert home.facts["accounts"].columns["score"].missing == 1
    segment = sw.Segment("Back", (home.logins.count.last(days=2) >= 2) | home.accounts.score.is_missing())
    assert segment.members().to_dict("list") == {"account_id": [1], "name": ["a"]}
    assert segment.count().members == 1
    health = sw.health(home, segment)
    assert health["missing"].tolist() == [0, 0]
    assert health["latest"].astype(str).tolist()[0] == "2024-03-31"
    assert sw.grid(home, "score", "name", x_cuts=[0, 0.75, None]).frame["members"].sum() == 3
    with pytest.raises(sw.EngineError) as failed:
        home.keys_of("SELECT nothing FROM nowhere")
    assert failed.value.code == "engine-failed"
    with pytest.raises(sw.EngineError) as absent:
        SparkWarehouse(spark, {"x": tmp_path / "absent"})
    assert absent.value.place == "tables.x"


def test_a_statement_that_runs_is_interrupted_and_the_session_goes_on(warehouse: SparkWarehouse) -> None:
    endless = "SELECT sum(hash(id, id + 1)) FROM range(4000000000000)"
    assert stopped_after(Work(), 2, lambda: warehouse.rows(endless, "read")) < 60
    assert warehouse.rows("SELECT 42", "read") == [(42,)]
