"""Names of tables, columns and files may hold anything; so may keys."""

from __future__ import annotations

import uuid
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from seg_widgets.engines.load import check, load
from seg_widgets.schema.file import parse, to_yaml, workspace_of

NASTY = ["plain", "two words", 'quo"te', "it's", "semi;colon", "per%cent", "back\\slash", "line\nbreak", "ünï ☃", "select", "a.b", "1st",
         "on", "rowid", "row", "c0", "--x", "$1 ?", "{x}", "texts"]  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("kind", ["frame", "csv", "parquet"])
def test_any_name_is_only_a_name(tmp_path: Path, name: str, kind: str) -> None:
    frame = pd.DataFrame({f"key {name}": ["a", "b"], name: ["2024-01-05", "2024-01-06"], "n": [1, 2]})
    rows = pd.DataFrame({"k": ["a", "a", "z"], name: pd.to_datetime(["2024-01-01", None, "2024-02-01"])})
    sources: dict[str, object] = {name: frame, f"rows of {name}": rows}
    if kind != "frame":
        for i, (t, f) in enumerate([(name, frame), (f"rows of {name}", rows)]):
            file = tmp_path / f"it's {i} {name.replace('/', '')}.{kind}"
            f.to_csv(file, index=False) if kind == "csv" else f.to_parquet(file)
            sources[t] = file
    tables = {
        name: {"kind": "entity", "key": f"key {name}", "columns": {name: {"type": "date"}}},
        f"rows of {name}": {"kind": "event", "time": name, "links": {"k": name}},
    }
    connection = duckdb.connect()
    found = load(connection, sources, workspace_of({"tables": tables}))
    # A header's line break comes back as it was; blanks at its ends do not matter.
    assert list(found.schema.tables[name].columns) == [f"key {name}", name, "n"]
    assert found.schema.tables[name].columns[name].type == "date"
    assert [(f.code, f.count) for f in check(connection, found.schema) if f.severity == "warning"] == [
        ("missing-time", 1), ("unknown-link", 1)]  # fmt: skip
    assert workspace_of(parse(to_yaml(found.schema))).dump() == found.schema.dump()


@pytest.mark.parametrize("again", ["csv", "parquet"])
def test_loading_again_replaces_what_was_there(tmp_path: Path, again: str) -> None:
    connection = duckdb.connect()
    load(connection, {"t": pd.DataFrame({"id": [1, 2]})})
    pd.DataFrame({"id": [7]}).to_csv(tmp_path / "t.csv", index=False)
    pd.DataFrame({"id": [7]}).to_parquet(tmp_path / "t.parquet")
    load(connection, {"t": tmp_path / f"t.{again}"})
    assert connection.execute("SELECT id FROM t").fetchall() == [(7,)]
    load(connection, {"t": pd.DataFrame({"id": [3]})})
    assert connection.execute("SELECT id FROM t").fetchall() == [(3,)]


KEYS: dict[str, tuple[list[object], str]] = {
    "texts": (["a", "b"], "text"),
    "integers": ([1, 2**60], "integer"),
    "UUIDs": ([uuid.UUID(int=1), uuid.UUID(int=2)], "text"),
    "texts with leading zeros": (["01", "1"], "text"),
}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("kind", ["frame", "csv", "parquet"])
def test_keys_are_texts_integers_or_uuids(tmp_path: Path, name: str, kind: str) -> None:
    keys, type_ = KEYS[name]
    frame = pd.DataFrame({"account_id": pd.Series(keys, dtype=object)})
    source: object = frame
    if kind == "csv":
        frame.to_csv(tmp_path / "accounts.csv", index=False)
        source = tmp_path / "accounts.csv"
    elif kind == "parquet":
        source = tmp_path / "accounts.parquet"
        connection = duckdb.connect()
        made = connection.from_df(frame.astype(str)) if name == "UUIDs" else connection.from_df(frame.infer_objects())
        made.project("account_id::UUID AS account_id" if name == "UUIDs" else "*").write_parquet(str(source))
    connection = duckdb.connect()
    found = load(connection, {"accounts": source})
    assert found.schema.tables["accounts"].key == "account_id"
    assert found.schema.tables["accounts"].columns["account_id"].type == type_
    got = [r[0] for r in connection.execute("SELECT account_id FROM accounts").fetchall()]
    assert got == [str(k) if isinstance(k, uuid.UUID) else k for k in keys]
