"""Parts of splits and orders of priority, written to a table and counted where the tables are: no entity comes over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

import seg_widgets as sw
from seg_widgets.definition import Segmentation
from seg_widgets.engines.spark import SparkWarehouse
from tests.definition.test_segmentation import NAMES, cases

ACCOUNTS = [  # as in tests/definition/test_segmentation.py, and one that the universe leaves out
    ("a", "Gold", 0.0, True, ["x"]),
    ("b", "Silver", 10.0, False, ["x", "y"]),
    ("c", "Gold", 100.0, None, []),
    ("d", None, 50.0, True, None),
    ("e", "Platinum", None, False, ["y"]),
    ("f", "Silver", 9.99, True, []),
    ("gone", "Brass", 7.0, True, ["z"]),
]
CALLS = [("a", 1, "in"), ("a", 2, "in"), ("b", 1, "in"), ("c", 1, "${out}"), ("gone", 1, "in")]
CONFIG = {
    "as_of": "2026-05-31",
    "tables": {
        "accounts": {"kind": "entity", "key": "id", "columns": {"edition": {"order": ["Silver", "Gold", "Platinum"]}}},
        "calls": {"kind": "event", "time": "day", "links": {"id": "accounts"}},
    },
    "universe": {
        "accounts": {
            "kind": "none",
            "members": [{"kind": "criterion", "metric": {"kind": "attribute", "column": "id"}, "op": "is", "value": "gone"}],
        }
    },
    "value": {"table": "accounts", "column": "arr"},
}
Ask = Callable[[str], list[tuple[Any, ...]]]
Engine = tuple[sw.Workspace, Ask, str]
FEW = ("by the latest text, with signs", "in order of priority", "by the elements of a list, which overlap", "a grid")
"""Those that Spark, which takes seconds over each, is asked at each change."""


@pytest.fixture(scope="module")
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    name = request.param
    if name == "duckdb":
        connection = duckdb.connect()
        connection.execute("CREATE TABLE accounts (id VARCHAR, edition VARCHAR, arr DOUBLE, vip BOOLEAN, tags VARCHAR[])")
        connection.execute("CREATE TABLE calls (id VARCHAR, day DATE, direction VARCHAR)")
        connection.executemany("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)", ACCOUNTS)
        connection.executemany("INSERT INTO calls VALUES (?, DATE '2026-05-01' + ?::INT, ?)", CALLS)
        yield sw.Workspace.connect(connection, CONFIG, quiet=True), lambda sql: connection.execute(sql).fetchall(), '"'
    elif name == "postgres":
        connection = request.getfixturevalue("postgres")
        connection.execute("DROP SCHEMA IF EXISTS parting CASCADE; CREATE SCHEMA parting; SET search_path TO parting")
        connection.execute("CREATE TABLE accounts (id text, edition text, arr double precision, vip boolean, tags text[])")
        connection.execute("CREATE TABLE calls (id text, day date, direction text)")
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO accounts VALUES (%s, %s, %s, %s, %s)", ACCOUNTS)
            cursor.executemany("INSERT INTO calls VALUES (%s, DATE '2026-05-01' + %s::int, %s)", CALLS)
        yield sw.Workspace.connect(connection, CONFIG, quiet=True), lambda sql: connection.execute(sql).fetchall(), '"'
        connection.execute("SET search_path TO public; DROP SCHEMA parting CASCADE")
    else:
        session = request.getfixturevalue("spark").newSession()
        there = request.getfixturevalue("tmp_path_factory").mktemp("parting")
        session.sql(f"CREATE DATABASE parting LOCATION '{there.as_uri()}'")
        session.sql("USE parting")
        session.createDataFrame(ACCOUNTS, "id string, edition string, arr double, vip boolean, tags array<string>").createOrReplaceTempView(
            "accounts"
        )
        days = [(key, date(2026, 5, 1 + n), way) for key, n, way in CALLS]
        session.createDataFrame(days, "id string, day date, direction string").createOrReplaceTempView("calls")
        ws = sw.Workspace.connect(SparkWarehouse(session), CONFIG, tables=["accounts", "calls"], quiet=True)
        yield ws, lambda sql: [tuple(row) for row in session.sql(sql).collect()], "`"
        session.sql("DROP DATABASE parting CASCADE")


def further(ws: sw.Workspace) -> dict[str, tuple[Segmentation, dict[str, str]]]:
    accounts, calls = ws.accounts, ws.calls
    called = sw.Segment("Called", calls.count.last(days=90) >= 1, entity="accounts")
    return {
        "by what is counted of events": (sw.split(accounts, calls.count.last(days=90), name="calls"), {"0": "def", "1": "bc", "2": "a"}),
        "by a figure that is computed": (
            sw.split(called, sw.by_value(calls.count.last(days=90) * 1000, "thousands"), name="thousands"),
            {"1,000": "bc", "2,000": "a"},
        ),
        "by the latest text, with signs": (
            sw.split(accounts, calls.direction.latest.last(days=90), name="ways"),
            {"${out}": "c", "in": "ab", "(missing)": "def"},
        ),
        "two lists": (
            sw.split(accounts, accounts.tags, sw.by_value(accounts.tags, "again"), name="twice"),
            {"x / x": "ab", "x / y": "b", "y / x": "b", "y / y": "be", "(empty) / (empty)": "cf", "(missing) / (missing)": "d"},
        ),
        "bands that leave some out": (sw.split(accounts, sw.bands(accounts.arr, [9, 11]), name="few"), {"9 to 11": "bf", "(missing)": "e"}),
        "of nobody": (sw.split(sw.Segment("Nobody", accounts.arr > 1000), accounts.vip, name="none"), {}),
    }


@pytest.mark.parametrize("engine", ["duckdb", "postgres", "spark"], indirect=True)
def test_parts_are_written_and_counted_without_reading_an_entity(engine: Engine) -> None:
    ws, ask, quote = engine
    known = {**cases(ws), **further(ws)}
    assert set(NAMES) < set(known)
    assert ws.warehouse is not None
    if quote == "`" and not os.environ.get("SEG_WIDGETS_ALL_ENGINES"):
        known = {name: known[name] for name in FEW}
    for name, (segmentation, expected) in known.items():
        table = segmentation.table(ws)
        names = [c for c in table.columns if c not in ("members", "share", "worth")]
        counted = {" / ".join(words): n for *words, n in table[[*names, "members"]].itertuples(index=False)}
        assert list(counted.items()) == [(part, len(who)) for part, who in expected.items()], name
        assert sw.write_members(ws, segmentation, "parts", replace=True) == sum(map(len, expected.values())), name
        columns = ", ".join(f"{quote}{c}{quote}" for c in ("id", *names, "as_of"))
        rows = ask(f"SELECT {columns} FROM parts")
        assert {row[-1] for row in rows} <= {date(2026, 5, 31)}
        found: dict[str, str] = dict.fromkeys(expected, "")
        for key, *words, _ in sorted(rows):
            found[" / ".join(words)] += key
        assert found == expected, name
    assert [" / ".join(part.values) for part in segmentation.parts(ws)] == list(expected)
    assert ws.warehouse.statements["read"] == 0  # what the workbench would have had to come over


@pytest.mark.parametrize("engine", ["duckdb", "postgres", "spark"], indirect=True)
def test_worth_and_shares_are_those_of_the_tables_here(engine: Engine) -> None:
    ws, _, _ = engine
    table = sw.split(ws.accounts, ws.accounts.edition, name="editions").table()
    assert table["worth"].tolist() == pytest.approx([19.99, 100.0, 0.0, 50.0])
    assert table["share"].tolist() == pytest.approx([2 / 6, 2 / 6, 1 / 6, 1 / 6])
    tags = sw.split(ws.accounts, ws.accounts.tags, name="tags").table()
    assert tags["share"].tolist() == pytest.approx([2 / 6, 2 / 6, 2 / 6, 1 / 6])  # they overlap: the whole is still six


@pytest.mark.parametrize("engine", ["duckdb", "postgres", "spark"], indirect=True)
def test_a_table_that_is_there_is_replaced_only_if_asked(engine: Engine) -> None:
    ws, ask, _ = engine
    accounts = ws.accounts
    first = sw.priority(sw.Segment("Gold", accounts.edition == "Gold"), sw.Segment("Paying", accounts.arr > 0), name="who first")
    assert sw.write_members(ws, first, "calling") == 6
    with pytest.raises(sw.EngineError) as error:
        sw.write_members(ws, sw.split(accounts, accounts.vip, name="vips"), "calling")
    assert error.value.code == "table-exists"
    assert ask("SELECT count(*) FROM calling WHERE segment = 'Paying'") == [(3,)]
    assert sw.write_members(ws, sw.split(accounts, accounts.tags, name="tags"), "calling", replace=True) == 7
    with pytest.raises(sw.EngineError, match="itself reads"):
        sw.write_members(ws, first, "accounts", replace=True)
    with pytest.raises(sw.DefinitionError) as unfit:
        sw.write_members(ws, sw.split(sw.Segment("Odd", accounts.arr > 0), sw.by_value(accounts.id, "x"), name="ids"), "t", "2026-02-30")
    assert unfit.value.code == "not-a-day"


def test_names_of_columns_differ_whatever_their_capitals_and_fit() -> None:
    connection = duckdb.connect()
    connection.execute("""CREATE TABLE accounts AS SELECT 'a' AS "Id", 1 AS seats, 'x' AS as_of""")
    ws = sw.Workspace.connect(connection, {"tables": {"accounts": {"kind": "entity", "key": "Id", "label": "as_of"}}}, quiet=True)
    seats, long = ws.accounts.seats, "ä" * 40
    by = [sw.by_value(seats, "ID"), sw.by_value(seats, long), sw.by_value(seats, long)]
    assert sw.write_members(ws, sw.split(ws.accounts, *by, name="odd"), "t", "2026-05-31") == 1
    found = connection.execute("SELECT * FROM t")
    names = [name for name, *_ in found.description]
    assert names == ["Id", "as_of", "ID (2)", "ä" * 31, f"{'ä' * 29} (2)", "evaluated_as_of"]
    assert found.fetchall() == [("a", "x", "1", "1", "1", date(2026, 5, 31))]


def test_of_frames_into_a_file(tmp_path: Any) -> None:
    ws = sw.datasets.demo()
    bands = sw.split(ws.accounts, sw.bands(ws.usage.active_days.last(days=30), [0, 5, 15, None]), name="Activity")
    expected = dict(zip(bands.table().iloc[:, 0], bands.table()["members"], strict=True))
    assert sw.write_members(ws, bands, "activity", database=tmp_path / "out.duckdb") == sum(expected.values())
    with duckdb.connect(str(tmp_path / "out.duckdb")) as out:
        column = bands.table().columns[0]
        assert dict(out.execute(f'SELECT "{column}", count(*) FROM activity GROUP BY 1').fetchall()) == expected


def test_more_values_than_anyone_reads_are_refused_before_they_come_over() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE accounts AS SELECT i AS id, i AS n FROM range(2000) t(i)")
    ws = sw.Workspace.connect(connection, {"tables": {"accounts": {"kind": "entity", "key": "id"}}}, quiet=True)
    with pytest.raises(sw.DefinitionError) as error:
        sw.write_members(ws, sw.split(ws.accounts, ws.accounts.n, name="n"), "t")
    assert (error.value.code, error.value.place) == ("too-many-parts", "by.0")
    assert ws.warehouse is not None
    assert "LIMIT 501" in ws.warehouse.texts[-1][1]
