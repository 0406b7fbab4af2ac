"""The RavenStack tables, as published: types, links, oddities, time."""

from __future__ import annotations

import time
from functools import partial

import duckdb
import pandas as pd

from seg_widgets.engines.load import check, findings_frame, load, sources_in
from seg_widgets.engines.load.collect import collect
from seg_widgets.engines.load.sql import rows
from seg_widgets.schema.file import read_workspace
from seg_widgets.sql.dialects import DIALECTS
from tests.ravenstack import CONFIG as WORKSPACE
from tests.ravenstack import folder as ravenstack


def test_the_workspace_file_says_everything_but_what_nobody_can_get_wrong() -> None:
    draft = read_workspace(WORKSPACE)
    connection = duckdb.connect()
    found = load(connection, sources_in(ravenstack(), draft), draft)
    assert {t: f.rows for t, f in found.facts.items()} == {
        "accounts": 500, "subscriptions": 5000, "usage": 25000, "tickets": 2000, "churn": 600}  # fmt: skip
    assert connection.execute("SELECT sum(usage_count) FROM usage").fetchall() == [(250525,)]
    assert found.assumptions == []
    assert found.schema.entities() == ["accounts", "subscriptions"]


def test_inference_alone_describes_the_same_tables() -> None:
    given = read_workspace(WORKSPACE)
    found = load(duckdb.connect(), sources_in(ravenstack())).schema
    files = {"usage": "feature_usage", "tickets": "support_tickets", "churn": "churn_events"}
    for name, table in given.tables.items():
        guess = found.tables[files.get(name, name)]
        assert (guess.kind, guess.key, guess.time, guess.end, guess.label) == (
            table.kind, table.key, table.time, table.end, table.label), name  # fmt: skip
        assert {c: files.get(t, t) for c, t in table.links.items()} == guess.links, name
        assert {c: d.type for c, d in table.columns.items()} == {c: d.type for c, d in guess.columns.items()}, name
        assert {c for c, d in table.columns.items() if d.hidden} == {c for c, d in guess.columns.items() if d.hidden}, name


def test_frames_read_by_pandas_have_the_types_of_the_files() -> None:
    draft = read_workspace(WORKSPACE)
    plain = draft.model_copy(update={"tables": {t: d.model_copy(update={"columns": {}}) for t, d in draft.tables.items()}})
    sources = sources_in(ravenstack(), draft)
    of_files = load(duckdb.connect(), sources, plain)
    of_frames = load(duckdb.connect(), {t: pd.read_csv(p) for t, p in sources.items()}, plain)
    assert of_frames.schema == of_files.schema
    assert of_frames.facts == of_files.facts
    assert "usage.usage_date is text and is read as a date (year-month-day)." in of_frames.assumptions


def test_the_data_check_names_what_is_odd() -> None:
    draft = read_workspace(WORKSPACE)
    connection = duckdb.connect()
    found = check(connection, load(connection, sources_in(ravenstack(), draft), draft).schema)
    assert [(f.table, f.column, f.code, f.count) for f in found] == [
        ("subscriptions", "end_date", "missing-values", 4514),
        ("usage", "usage_id", "repeated-key", 21),
        ("usage", "usage_date", "before-start", 19142),
        ("tickets", "submitted_at", "before-start", 1077),
        ("tickets", "satisfaction_score", "missing-values", 825),
        ("churn", "reason_code", "placeholder", 95),  # "unknown"
        ("churn", "feedback_text", "missing-values", 148),
    ]
    assert found[2].message == (
        "19142 of 25000 usage rows (76.6%) are dated before their subscription starts (usage_date before start_date).")  # fmt: skip
    assert found[2].examples[0] == "S-001561: 2023-03-18, starts 2024-12-12"
    assert findings_frame(found).shape == (7, 8)


def test_counting_a_table_is_quick() -> None:
    """The bound is ten times what was measured on two busy cores: it catches a statement a column, not noise."""
    connection = duckdb.connect()
    found = load(connection, {"usage": ravenstack() / "feature_usage.csv"})
    types = {c: f.type for c, f in found.facts["usage"].columns.items()}
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        collect(partial(rows, connection), "usage", types, DIALECTS["duckdb"]("UTC"))
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.45
