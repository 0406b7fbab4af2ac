"""Connecting to tables where they lie: what is inferred, what is run there, what is refused."""

from __future__ import annotations

import datetime
import uuid
from pathlib import Path
from typing import Any

import duckdb
import pytest

import seg_widgets as sw
from seg_widgets.analysis.composition import composition
from seg_widgets.proof import prove
from seg_widgets.workspace import Workspace

ACCOUNTS = [
    (uuid.UUID(int=2), "Bolt", "Gold", 12.5, 3, datetime.date(2024, 1, 5)),
    (uuid.UUID(int=1), "Acme", "Silver", float("nan"), 9, datetime.date(2024, 2, 1)),
    (uuid.UUID(int=3), "Crux", "Gold", None, None, None),
]
LOGINS = [
    (uuid.UUID(int=2), "2024-03-30 23:30:00+00"),
    (uuid.UUID(int=2), "2024-03-01 10:00:00+00"),
    (uuid.UUID(int=1), "2024-03-31 21:59:00+00"),
    (uuid.UUID(int=9), "2024-03-31 10:00:00+00"),
]
TABLES = {
    "accounts": "account_id UUID, name TEXT, plan TEXT, score DOUBLE PRECISION, seats INTEGER, started_on DATE",
    "logins": 'account_id UUID, "at" TIMESTAMP WITH TIME ZONE',
}
CONFIG = {"time_zone": "Europe/Berlin"}


def fill(run: Any, schema: str) -> None:
    run(f"CREATE SCHEMA {schema}")
    for name, columns in TABLES.items():
        run(f"CREATE TABLE {schema}.{name} ({columns})")
    for row in ACCOUNTS:
        values = ", ".join("NULL" if v is None else "'NaN'" if v != v else f"'{v}'" for v in row)
        run(f"INSERT INTO {schema}.accounts VALUES ({values})")
    for row in LOGINS:
        run(f"INSERT INTO {schema}.logins VALUES ('{row[0]}', '{row[1]}')")


@pytest.fixture(params=["postgres", "duckdb"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    """The same tables in PostgreSQL and in a DuckDB file."""
    if request.param == "postgres":
        connection = request.getfixturevalue("postgres")
        connection.execute("DROP SCHEMA IF EXISTS crm CASCADE")
        fill(connection.execute, "crm")
        return Workspace.connect(connection, CONFIG, tables=["crm.accounts", "crm.logins"], quiet=True)
    with duckdb.connect(str(tmp_path / "customers.duckdb")) as made:
        fill(made.execute, "crm")
    return Workspace.from_duckdb(tmp_path / "customers.duckdb", CONFIG, tables=["crm.accounts", "crm.logins"], quiet=True)


def active(home: Workspace) -> sw.Segment:
    return sw.Segment("Active", (home.logins.count.last(days=2) >= 1) & home.accounts.plan.is_in(["Gold", "Silver"]))


def test_tables_are_described_as_frames_are(home: Workspace) -> None:
    accounts = home.schema.tables["accounts"]
    assert (accounts.kind, accounts.key, accounts.label) == ("entity", "account_id", "name")
    assert {c: d.type for c, d in accounts.columns.items()} == {
        "account_id": "text", "name": "text", "plan": "text", "score": "number", "seats": "integer", "started_on": "date",
    }  # fmt: skip
    assert home.schema.tables["logins"].links == {"account_id": "accounts"}
    assert "logins.account_id is taken as a link to accounts: 66.7% of its values are there." in home.assumptions
    facts = home.facts["accounts"].columns
    assert (facts["score"].missing, facts["score"].max) == (2, 12.5)
    assert facts["plan"].values == (("Gold", 2), ("Silver", 1))
    assert facts["account_id"].unique
    latest = home.facts["logins"].columns["at"].max
    assert latest.astimezone(datetime.UTC) == datetime.datetime(2024, 3, 31, 21, 59, tzinfo=datetime.UTC)
    assert home.as_of == datetime.date(2024, 3, 31)  # Berlin's, an hour before midnight


def test_members_come_with_keys_and_labels_in_the_order_of_keys(home: Workspace) -> None:
    found = active(home).members()
    assert found.to_dict("list") == {"account_id": [str(uuid.UUID(int=1)), str(uuid.UUID(int=2))], "name": ["Acme", "Bolt"]}
    counted = active(home).count()
    assert (counted.universe, counted.members) == (3, 2)
    missing = sw.Segment("No score", home.accounts.score.is_missing())
    assert missing.members()["name"].tolist() == ["Acme", "Crux"]


def test_types_are_those_that_the_embedded_database_has(home: Workspace) -> None:
    segment = sw.Segment("All", sw.everyone, entity="accounts")
    there = home.evaluate(segment)
    rows = home.rows_of("accounts", there.members.array(), ["seats", "score", "started_on"])
    frames = {
        "accounts": duckdb.sql("SELECT 1::BIGINT AS seats, 1.0::DOUBLE AS score, DATE '2024-01-01' AS started_on, 'a' AS account_id").df()
    }
    assert rows.dtypes["account_id"] == frames["accounts"].dtypes["account_id"]
    assert rows["seats"].tolist()[:2] == [9, 3]
    assert rows["started_on"].dtype == frames["accounts"].dtypes["started_on"]


def test_nothing_but_answers_comes_over(home: Workspace) -> None:
    assert home.warehouse is not None
    home.warehouse.texts.clear()
    segment = active(home)
    segment.count()
    home.evaluate(segment)
    segment.members()
    run = [(what, " ".join(text.split())) for what, text in home.warehouse.texts]
    # how many; the keys, the attribute, the rows counted by entity; then the finished segment, whole
    assert [what for what, _ in run if what != "as-of"] == ["count", "read", "read", "read", "whole"]
    for what, text in run:
        source = text.rpartition("FROM")[0]
        assert "logins" not in text or "GROUP BY" in text or what == "as-of", text
        assert "*" not in source.replace("COUNT(*)", ""), text
    home.warehouse.texts.clear()
    segment.count()
    sw.Segment("Other", (home.logins.count.last(days=2) >= 2) | home.accounts.plan.is_("Gold")).count()
    assert list(home.warehouse.texts) == []  # an edit of a threshold asks the warehouse nothing


def test_the_statement_is_the_warehouses_own_and_is_proved_there(home: Workspace) -> None:
    segment = active(home)
    text = segment.to_sql()
    assert "crm.logins" in text
    keys = segment.members()["account_id"].tolist()
    assert prove("sql", text, segment, keys, home).same is True
    assert prove("pandas", segment.to_pandas(), segment, keys, home).same is None
    with pytest.raises(sw.UnsupportedError) as refused:
        home.frame("accounts")
    assert refused.value.code == "not-pulled-out"
    assert "source('crm', 'logins')" in segment.to_sql(dbt=True)


def test_what_is_drawn_of_attributes_is_what_is_kept(home: Workspace) -> None:
    there = home.evaluate(active(home))
    frame = composition(there, home.session)
    assert {"plan", "seats"} <= set(frame["attribute"])


def test_the_data_is_checked_there(home: Workspace) -> None:
    found = home.check()
    assert {("missing-values", "accounts", "seats"), ("unknown-link", "logins", "account_id")} <= {
        (row.code, row.table, row.column) for row in found.itertuples()
    }


def test_whether_to_trust_a_segment_is_asked_there(home: Workspace) -> None:
    segment = sw.Segment("Active", (home.logins.count.last(days=2) >= 1) & (home.accounts.seats > 1))
    health = sw.health(home, segment)
    assert health["missing"].tolist() == [0, 1]
    assert health["latest"].tolist() == [datetime.date(2024, 3, 31), None]  # the local day
    assert "1 of 4 logins rows" in health["why"][0]
    reached = sw.associate(home, home.logins.count.last(days=2) >= 1, dimensions=["plan", "started_on"], as_of="2024-03-15")
    assert (reached.attrs["people"], reached.attrs["reached"]) == (3, 2)
    assert reached["missing"].tolist() == [0, 1]
    cells = sw.grid(home, "seats", "plan", x_cuts=[0, 5, None])
    assert cells.frame.query("members > 0")[["x", "y"]].values.tolist() == [
        ["0 to under 5", "Gold"],
        ["5 and more", "Silver"],
        ["(missing)", "Gold"],
    ]
    assert cells.segment("5 and more", "Silver").count(home).members == 1
    assert sw.variability(home, segment, metrics=["seats"])["verdict"].tolist() == ["too small", "too few"]


def test_a_description_that_was_written_connects_again(home: Workspace) -> None:
    again = Workspace.connect(home.warehouse, home.schema, quiet=True)
    assert again.schema == home.schema
    assert again.assumptions == []


@pytest.mark.parametrize(
    ("config", "tables", "code", "words"),
    [
        ({}, ["crm.acounts"], "missing-table", "crm.acounts"),
        ({"tables": {"accounts": {"kind": "entity", "key": "ident"}}}, {"accounts": "crm.accounts"}, "unknown-column", "ident"),
        ({"tables": {"accounts": {"kind": "entity", "key": "plan"}}}, {"accounts": "crm.accounts"}, "duplicate-key", "Gold"),
        ({"tables": {"accounts": {"columns": {"plan": {"type": "date"}}}}}, {"accounts": "crm.accounts"}, "type-mismatch", "date"),
    ],
)
def test_what_does_not_fit_is_named(home: Workspace, config: Any, tables: Any, code: str, words: str) -> None:
    with pytest.raises(sw.DataError if code == "duplicate-key" else sw.WorkspaceError) as refused:
        Workspace.connect(home.warehouse, config, tables=tables, quiet=True)
    assert refused.value.code == code
    assert words in str(refused.value)
    assert refused.value.place
    assert refused.value.hint


def test_a_failed_statement_tells_the_warehouses_words(home: Workspace) -> None:
    with pytest.raises(sw.EngineError) as failed:
        home.keys_of("SELECT nothing FROM nowhere")
    assert failed.value.code == "engine-failed"
    assert "nowhere" in str(failed.value)
    assert active(home).count().members == 2  # and the connection goes on


def test_a_column_of_a_type_without_use_is_left_out(postgres: Any) -> None:
    postgres.execute("DROP SCHEMA IF EXISTS odd CASCADE; CREATE SCHEMA odd")
    postgres.execute(
        "CREATE TYPE odd.grade AS ENUM ('b', 'a'); CREATE TABLE odd.things (id INT, grade odd.grade, seen INTERVAL, price REAL)"
    )
    postgres.execute("INSERT INTO odd.things VALUES (1, 'b', '1 day', 0.1), (2, 'a', NULL, 'NaN')")
    home = Workspace.connect(postgres, tables=["odd.things"], quiet=True)
    assert "things.seen is left out: segments have no use for values of type interval." in home.assumptions
    assert home.count(sw.Segment("x", home.things.grade.is_("no such grade"))).members == 0
    assert home.count(sw.Segment("x", home.things.price.is_missing())).members == 1
    with pytest.raises(sw.WorkspaceError) as refused:
        Workspace.connect(postgres, {"tables": {"things": {"columns": {"seen": {"type": "date"}}}}}, tables={"things": "odd.things"})
    assert refused.value.code == "unusable-column"


@pytest.mark.parametrize(
    ("engine", "code"),
    [
        ("postgresql://127.0.0.1:1/nowhere", "no-server"), ("/no/such/file.duckdb", "missing-file"), (3, "unknown-engine"),
        ("oracle://x", "unknown-engine"),
    ],
)  # fmt: skip
def test_an_engine_that_is_not_there_is_told(engine: Any, code: str) -> None:
    with pytest.raises(sw.EngineError) as refused:
        Workspace.connect(engine)
    assert refused.value.code == code
    assert refused.value.hint


@pytest.mark.parametrize(("package", "engine"), [("psycopg", "postgresql://x/y"), ("pyspark", "spark")])
def test_a_missing_extra_is_told(package: str, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for module in [m for m in sys.modules if m.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    if package == "pyspark":
        monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(sw.EngineError) as refused:
        Workspace.connect(engine)
    assert refused.value.code == "missing-extra"
    assert "pip install" in refused.value.hint


def test_names_that_postgresql_reserves_are_columns(postgres: Any) -> None:
    words = [w for (w,) in postgres.execute("SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T') ORDER BY 1").fetchall()]
    columns = ", ".join(f'"{w}" INT' for w in words)
    postgres.execute(f"DROP TABLE IF EXISTS reserved; CREATE TABLE reserved (id INT, {columns})")
    postgres.execute(f"INSERT INTO reserved SELECT {', '.join(['1'] * (len(words) + 1))}")
    home = Workspace.connect(postgres, {"tables": {"reserved": {"kind": "entity", "key": "id"}}}, quiet=True)
    criteria = [{"kind": "criterion", "metric": {"kind": "attribute", "column": w}, "op": "is", "value": 1} for w in words]
    segment = sw.Segment.load({"name": "x", "entity": "reserved", "where": {"kind": "all", "members": criteria}})
    assert home.members(segment)["id"].tolist() == [1]


def test_a_duckdb_connection_is_read_where_it_is(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE accounts AS SELECT * FROM (VALUES (2, 'NaN'::FLOAT), (1, 0.5)) t(account_id, score)")
        home = Workspace.connect(connection, quiet=True)
        assert sw.Segment("x", home.accounts.score.is_missing()).members()["account_id"].tolist() == [2]
        assert connection.execute("SHOW TABLES").fetchall() == [("accounts",)]  # nothing was made in it


def test_a_duckdb_schema_may_be_called_as_its_file(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "crm.duckdb")) as made:
        made.execute("CREATE SCHEMA crm.crm; CREATE TABLE crm.crm.accounts AS SELECT 1 AS account_id, 2 AS seats")
    home = Workspace.connect(tmp_path / "crm.duckdb", quiet=True)
    assert sw.Segment("x", home.accounts.seats > 1).members()["account_id"].tolist() == [1]
    home.close()
