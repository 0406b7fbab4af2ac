"""The embedded database: a fault of DuckDB's optimiser is gone round, every other error is told."""

from __future__ import annotations

import pytest

from seg_widgets.engines import Database
from seg_widgets.errors import EngineError

ALWAYS_NULL = "CASE WHEN amount = 2 THEN 'low' WHEN amount = 0.5 THEN 'low' END = ''"


def test_a_case_that_the_statistics_show_to_be_null_is_answered() -> None:
    database = Database()
    database.run("CREATE TABLE t (k VARCHAR, amount DECIMAL(3, 2))", "make")
    database.run("INSERT INTO t VALUES ('a', -2.25), ('b', 0)", "make")
    found = database.rows(f"SELECT k, count(*) FROM t WHERE NOT COALESCE(({ALWAYS_NULL} OR k = 'a'), FALSE) GROUP BY k", "read")
    assert found == [("b", 1)]
    ((disabled,),) = database.rows("SELECT current_setting('disabled_optimizers')", "read")
    assert disabled == ""


def test_an_error_of_the_engine_is_told_in_its_words() -> None:
    with pytest.raises(EngineError, match="DuckDB says"):
        Database().rows("SELECT nothing FROM nowhere", "read")
