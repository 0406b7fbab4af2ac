"""What is counted in a table."""

from __future__ import annotations

import datetime as dt
from functools import partial

import duckdb
import pandas as pd
import pytest

from seg_widgets.engines.load import collect as collecting
from seg_widgets.engines.load import load
from seg_widgets.engines.load.collect import collect
from seg_widgets.engines.load.sql import rows
from seg_widgets.schema.facts import TOP
from seg_widgets.sql.dialects import DIALECTS


class Counting:
    """A connection that keeps the statements it runs."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection, self.statements = connection, []  # type: ignore[var-annotated]

    def execute(self, statement: str) -> duckdb.DuckDBPyConnection:
        self.statements.append(statement)
        return self.connection.execute(statement)


FRAME = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "plan": ["Gold", "Silver", "Gold", None],
        "seats": [5, 5, 7, 9],
        "mrr": [1.5, None, 2.5, 2.5],
        "trial": [True, False, False, False],
        "at": pd.to_datetime(["2024-01-05 10:00", "2024-01-06 00:00", None, "2024-01-07 00:00"]),
        "seen": pd.to_datetime(["2024-01-05 10:00", "2024-01-06 00:00", None, "2024-01-07 00:00"]).tz_localize("Europe/Berlin"),
        "tags": [["x"], ["x"], [], None],
    }
)


def test_facts_say_what_is_in_each_column() -> None:
    facts = load(duckdb.connect(), {"accounts": FRAME}).facts["accounts"]
    assert facts.rows == 4
    found = {c: (f.type, f.missing, f.distinct, f.min, f.max) for c, f in facts.columns.items()}
    assert found == {
        "id": ("text", 0, 4, "a", "d"),
        "plan": ("text", 1, 2, "Gold", "Silver"),
        "seats": ("integer", 0, 3, 5, 9),
        "mrr": ("number", 1, 2, 1.5, 2.5),
        "trial": ("boolean", 0, 2, False, True),
        "at": ("timestamp", 1, 3, dt.datetime(2024, 1, 5, 10), dt.datetime(2024, 1, 7)),
        "seen": (
            "timestamp_tz",
            1,
            3,
            dt.datetime(2024, 1, 5, 9, tzinfo=dt.UTC),
            dt.datetime(2024, 1, 6, 23, tzinfo=dt.UTC),
        ),
        "tags": ("list", 1, 2, None, None),
    }
    assert facts.columns["plan"].values == (("Gold", 2), ("Silver", 1))
    assert facts.columns["seats"].values == ((5, 2), (7, 1), (9, 1))
    assert facts.columns["trial"].values == ((False, 3), (True, 1))
    assert facts.columns["id"].values == (), "of a column of names, none is frequent"
    assert facts.columns["id"].unique
    assert not facts.columns["plan"].unique


def test_frequent_values_are_cut_in_a_settled_order_and_two_hundred_categories_are_all_there() -> None:
    frame = pd.DataFrame({"id": range(1200), "x": [f"v{i % 400:03}" for i in range(1200)], "y": [f"v{i % 200:03}" for i in range(1200)]})
    columns = load(duckdb.connect(), {"t": frame}).facts["t"].columns
    assert columns["x"].values == tuple((f"v{i:03}", 3) for i in range(TOP))
    assert columns["y"].values == tuple((f"v{i:03}", 6) for i in range(200))


def test_a_table_is_counted_in_three_statements_whatever_its_width() -> None:
    connection = duckdb.connect()
    wide = {f"c{i}": ["x", "x", "y"] for i in range(60)}
    load(connection, {"t": pd.DataFrame({"id": [1, 2, 3], **wide})})
    counting = Counting(connection)
    collect(partial(rows, counting), "t", {"id": "integer", **dict.fromkeys(wide, "text")}, DIALECTS["duckdb"]("UTC"))  # type: ignore[arg-type]
    assert len(counting.statements) == 3


def test_a_very_large_table_has_its_distinct_values_estimated_and_says_so(monkeypatch: object) -> None:
    frame = pd.DataFrame({"account_id": range(1000), "x": [i % 7 for i in range(1000)]})
    monkeypatch.setattr(collecting, "LARGE", 999)  # type: ignore[attr-defined]
    found = load(duckdb.connect(), {"accounts": frame})
    assert found.facts["accounts"].columns["x"].approximate
    assert found.facts["accounts"].columns["x"].distinct == 7
    assert found.schema.tables["accounts"].key == "account_id"


def test_a_table_with_no_rows_keeps_its_types_and_is_named() -> None:
    empty = pd.DataFrame({"id": pd.Series([], dtype="int64"), "at": pd.Series([], dtype="datetime64[us]")})
    found = load(duckdb.connect(), {"events": empty, "accounts": pd.DataFrame({"account_id": [1]})})
    assert "events has no rows." in found.assumptions
    assert found.facts["events"].rows == 0
    assert {c: d.type for c, d in found.schema.tables["events"].columns.items()} == {"id": "integer", "at": "timestamp"}


ODD = pd.DataFrame(
    {
        "ü b": [f"k{i}" for i in range(700)],
        'quo"te': pd.Series(["x", None, "", "Zoë", " x"] * 140),
        "counted": pd.Series([3, 3, 11, 2, None] * 140, dtype="Int64"),
        "many": [i % 90 for i in range(700)],
        "v": [1.5, float("nan"), -0.0, 0.0, 2.5] * 140,
        "n": pd.Series([True, False, None, True, True] * 140, dtype="boolean"),
        "seen": pd.to_datetime(["2024-03-30 23:30", None, "2024-03-31 01:00", "2024-10-27 02:30", "2024-01-01 00:00"] * 140).tz_localize(
            "UTC"
        ),
        "day": pd.Series([dt.date(2024, 1, 1), None, dt.date(1999, 12, 31), None, None] * 140),
        "nothing": pd.Series([None] * 700, dtype="float64"),
        "same": ["only"] * 700,
        "tags": [["a", "b"], [], None, ["a"], ["b", "a"]] * 140,
    }
)


def test_a_larger_table_counted_column_by_column_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = duckdb.connect()
    types = {c: f.type for c, f in load(connection, {"t": ODD}).facts["t"].columns.items()}
    found = []
    for small in (10**9, 10):
        monkeypatch.setattr(collecting, "SMALL", small)
        counting = Counting(connection)
        found.append(collect(partial(rows, counting), "t", types, DIALECTS["duckdb"]("Europe/Berlin")))  # type: ignore[arg-type]
    assert len(counting.statements) == 1 + len(types), "the second way was taken"
    assert found[0] == found[1]
    assert found[1].columns['quo"te'].values == (("", 140), (" x", 140), ("Zoë", 140), ("x", 140))
    assert found[1].columns["counted"].values == ((3, 280), (11, 140), (2, 140))
    assert (found[1].columns["many"].distinct, found[1].columns["many"].values) == (90, ())
    assert (found[1].columns["v"].missing, found[1].columns["v"].distinct) == (140, 3)
