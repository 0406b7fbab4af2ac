"""Columns and tables may be called what the database reserves, whichever versions of it and of sqlglot there are."""

from __future__ import annotations

import duckdb
import pandas as pd

import seg_widgets as sw
from seg_widgets.definition import Segment
from seg_widgets.sql.names import identifier

RESERVED = [
    word
    for word, category in duckdb.execute("SELECT keyword_name, keyword_category FROM duckdb_keywords() ORDER BY 1").fetchall()
    if category in ("reserved", "type_function")
]


def run(workspace: sw.Workspace, members: list[object]) -> list[int]:
    made = {"format": 1, "name": "Reserved", "entity": "things", "where": {"kind": "all", "members": members}}
    segment = Segment.load(made)
    keys = [k for (k,) in workspace.database.rows(workspace.export(segment, "sql"), "whole")]
    assert keys == workspace.members(segment)["id"].tolist()
    return keys


def test_every_reserved_word_is_a_column() -> None:
    assert {"primary", "at"} <= set(RESERVED)
    assert [word for word in RESERVED if not identifier(word).args["quoted"]] == []
    ws = sw.Workspace.from_frames({"things": pd.DataFrame({"id": [1, 2]} | {w: [1, 0] for w in RESERVED})}, quiet=True)
    metrics = [{"kind": "attribute", "column": word} for word in RESERVED]
    assert run(ws, [{"kind": "criterion", "metric": m, "op": ">=", "value": 1} for m in metrics]) == [1]


def test_a_table_of_rows_has_reserved_names() -> None:
    things = pd.DataFrame({"id": [1, 2]})
    for word in ("only", "primary", "at", "do", "order"):
        rows = pd.DataFrame({"by": [1, 1, 2], "at": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-01-02"]), "primary": [1, 2, 3]})
        tables = {"things": {"kind": "entity", "key": "id"}, word: {"kind": "event", "time": "at", "links": {"by": "things"}}}
        ws = sw.Workspace.from_frames({"things": things, word: rows}, {"tables": tables}, quiet=True)
        latest = {"kind": "aggregate", "table": word, "agg": "latest", "column": "primary"}
        counted = {"kind": "aggregate", "table": word, "agg": "count", "window": {"kind": "last", "n": 7}}
        assert run(ws, [{"kind": "criterion", "metric": m, "op": "is", "value": 2} for m in (latest, counted)]) == [1]
