"""The first data check: each finding with its count, its examples and words, and none where nothing is odd."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pandas as pd
import pytest

from seg_widgets.engines.load import Finding, check, findings_frame, load
from seg_widgets.schema.datacheck import CODES
from seg_widgets.schema.file import workspace_of

ACCOUNTS = pd.DataFrame({"id": ["a", "b", "c"], "signup_date": pd.to_datetime(["2024-01-10", "2024-02-10", None]), "n": [1, 2, 3]})


def event(rows: list[tuple[Any, ...]], **more: Any) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    frame = pd.DataFrame(rows, columns=["key", "account", "at", *([] if len(rows[0]) == 3 else ["end"])])
    for c in frame.columns[2:]:
        frame[c] = pd.to_datetime(frame[c])
    return {"accounts": ACCOUNTS, "t": frame}, {
        "accounts": {"kind": "entity", "key": "id", "label": None, "columns": {"signup_date": {"type": "date"}}},
        "t": {
            "kind": "event",
            "key": "key",
            "time": "at",
            "links": {"account": "accounts"},
            "singular": "use",
            "label": None,
            **more,
        },
    }


def findings(
    made: tuple[dict[str, pd.DataFrame], dict[str, Any]], as_of: dt.date = dt.date(2024, 12, 31), zone: str = "UTC"
) -> list[Finding]:
    connection = duckdb.connect()
    loaded = load(connection, made[0], workspace_of({"time_zone": zone, "tables": made[1]}))
    return [f for f in check(connection, loaded.schema, as_of) if f.table == "t"]


FINE = [("1", "a", "2024-03-01"), ("2", "b", "2024-03-02"), ("3", "c", "2024-01-01")]

# rows, how the table differs -> code, column, count, examples, message
CASES: dict[str, tuple[list[tuple[Any, ...]], dict[str, Any], tuple[str, str, int, tuple[str, ...], str]]] = {
    "a repeated key": ([*FINE, ("2", "a", "2024-04-01"), ("2", "a", "2024-04-02")], {},
        ("repeated-key", "key", 2, ("2 (3 times)",), "1 key is repeated in t (2 rows more than keys).")),
    "a key that is missing": ([*FINE, (None, "a", "2024-04-01")], {},
        ("missing-key", "key", 1, (), "1 of 4 t rows (25.0%) have no key, which is to identify them.")),
    "a row without a time": ([*FINE, ("4", "a", None)], {},
        ("missing-time", "at", 1, (), "1 of 4 t rows (25.0%) have no at: they are outside every window.")),
    "a row of nobody": ([*FINE, ("4", None, "2024-04-01")], {},
        ("missing-link", "account", 1, (), "1 of 4 t rows (25.0%) have no account: they belong to no row of accounts.")),
    "a row of somebody unknown": ([*FINE, ("4", "z", "2024-04-01"), ("5", "y", "2024-04-01"), ("6", "z", "2024-04-02")], {},
        ("unknown-link", "account", 3, ("z", "y"),
         "3 of 6 t rows (50.0%) have a account that is not in accounts: they belong to no account.")),
    "a row before its account": ([*FINE, ("4", "a", "2024-01-09"), ("5", "a", "2024-01-10")], {},
        ("before-start", "at", 1, ("a: 2024-01-09, starts 2024-01-10",),
         "1 of 5 t rows (20.0%) are dated before their account starts (at before signup_date).")),
    "a row that lies ahead": ([*FINE, ("4", "a", "2025-01-01"), ("5", "a", "2024-12-31")], {},
        ("after-as-of", "at", 1, ("2025-01-01",), "1 of 5 t rows are dated after 2024-12-31: they do not exist for that day.")),
    "an end before its start": ([(*r, None) for r in FINE] + [("4", "a", "2024-04-02", "2024-04-01"),
                                                            ("5", "a", "2024-04-02", "2024-04-02")],
        {"kind": "interval", "end": "end"}, ("end-before-start", "end", 1, ("starts 2024-04-02",),
         "1 of 5 t rows end before they start (end before at).")),
    "a constant": ([(f"k{i}", "a", f"2024-03-0{i}") for i in range(1, 5)], {},
        ("constant-column", "account", 4, ("a",), "t.account has one value only: 'a'.")),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_odd_thing_is_found_and_said(name: str) -> None:
    rows, differs, (code, column, count, examples, message) = CASES[name]
    found = [f for f in findings(event(rows, **differs)) if f.code == code]
    assert [(f.column, f.count, f.examples, f.message) for f in found] == [(column, count, examples, message)]


def test_where_nothing_is_odd_nothing_is_found() -> None:
    assert findings(event(FINE)) == []


def test_whole_rows_that_repeat_are_found_missing_values_among_them() -> None:
    rows = [*FINE, ("4", None, "2024-04-01"), ("4", None, "2024-04-01"), ("4", None, "2024-04-01")]
    found = [f for f in findings(event(rows)) if f.code == "repeated-row"]
    assert [(f.count, f.examples, f.message) for f in found] == [
        (2, ("4, -, 2024-04-01 (3 times)",), "2 rows of t repeat another row in every column.")]  # fmt: skip


def test_a_contract_s_start_is_no_beginning_of_its_account() -> None:
    frames, tables = event([("1", "a", "2020-01-01"), ("2", "b", "2020-01-02")])
    frames["accounts"] = frames["accounts"].rename(columns={"signup_date": "contract_start"})
    tables["accounts"]["columns"] = {}
    assert [f.code for f in findings((frames, tables))] == []


def test_days_are_those_of_the_time_zone() -> None:
    frames, tables = event([("1", "a", "2024-03-01"), ("2", "b", "2024-03-02")])
    frames["t"]["at"] = pd.to_datetime(["2024-01-09 23:30", "2024-12-31 23:30"]).tz_localize("UTC")
    assert [f.code for f in findings((frames, tables))] == ["before-start"]
    assert [f.code for f in findings((frames, tables), zone="Europe/Berlin")] == ["after-as-of"]


def test_a_table_without_rows_is_named_once() -> None:
    frames, tables = event(FINE)
    frames["t"] = frames["t"].head(0)
    assert [(f.code, f.count, f.share) for f in findings((frames, tables))] == [("empty-table", 0, 0.0)]


def test_findings_come_by_table_the_gravest_first_and_every_code_is_tried() -> None:
    tried = {case[2][0] for case in CASES.values()} | {"repeated-row", "empty-table", "missing-values", "stale-table", "stale"}
    tried |= {"unreadable-value"}  # is found while a file is read: test_types
    tried |= {finding[0] for _, found in OF_VALUES.values() for finding in found}
    assert tried == set(CODES)
    found = findings(event([*FINE, ("3", "z", None), ("3", None, "2030-01-01")]))
    assert [f.code for f in found] == sorted((f.code for f in found), key=CODES.index)
    frame = findings_frame(found)
    assert list(frame.columns) == ["severity", "table", "column", "code", "count", "share", "message", "examples"]
    assert len(frame) == len(found)
    assert findings_frame([]).empty


AT = [f"2024-{m:02d}-15" for m in range(1, 11)]


def values(**columns: list[Any]) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """Check a table of events beside nothing else, on 1 November 2024."""
    size = len(next(iter(columns.values())))
    frame = pd.DataFrame({"at": pd.to_datetime([AT[n % 10] for n in range(size)])} | columns)
    made = {"accounts": ACCOUNTS, "t": frame}, {
        "accounts": {"kind": "entity", "key": "id", "label": None},
        "t": {"kind": "event", "time": "at", "links": {}, "label": None},
    }  # fmt: skip
    kept = {"placeholder", "out-of-range", "wrong-order", "stale-table", "stale"}
    return [(f.code, f.column, f.count, f.examples) for f in findings(made, dt.date(2024, 11, 1)) if f.code in kept]


OF_VALUES: dict[str, tuple[dict[str, list[Any]], list[tuple[str, str, int, tuple[str, ...]]]]] = {
    "words for nothing": ({"plan": ["Gold", " n/a ", "N/A", "Silver", "Unbekannt", "n/a"]},
        [("placeholder", "plan", 4, (" n/a ", "N/A", "Unbekannt"))]),
    "words that only look like it": ({"plan": ["Nationale", "Not so good", "NA", "x-y"]}, []),
    "a day for nothing": ({"seen": ["1900-01-01", "2024-01-05", "9999-12-31", None]}, [("placeholder", "seen", 2, ("1900-01-01",))]),
    "a day that cannot be": ({"seen": ["1024-01-05", "2024-01-05", "2224-01-05"]}, [("out-of-range", "seen", 2, ("1024-01-05",))]),
    "a number for nothing, below all others": ({"seats": [5, 7, -1, -1, 0, 12]}, [("placeholder", "seats", 2, ("-1",))]),
    "a number for nothing, far above all others": ({"seats": [5, 7, 999, 12]}, [("placeholder", "seats", 1, ("999",))]),
    "nines among other large numbers": ({"seats": [5, 900, 999, 1200]}, []),
    "negative numbers among others": ({"change": [-1, -2, 3, -9]}, []),
    "one negative number in many": ({"seats": [-3, *range(1, 200)]}, [("out-of-range", "seats", 1, ("-3",))]),
    "a percentage above 100 in many": ({"used_pct": [140, *(n % 100 for n in range(200))]}, [("out-of-range", "used_pct", 1, ("140",))]),
    "done before it was begun": ({"started_on": ["2024-01-05", "2024-01-05", None], "done_on": ["2024-01-04", "2024-01-05", None]},
        [("wrong-order", "done_on", 1, ("2024-01-04",))]),
    "done and never begun": ({"started_on": ["2024-01-05", None], "done_on": ["2024-01-06", "2024-01-05"]},
        [("wrong-order", "started_on", 1, ())]),
    "nothing but missing values": ({"plan": [None, None, "a"], "seats": [None, 1, 2]}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", OF_VALUES)
def test_odd_values_are_found(name: str) -> None:
    columns, expected = OF_VALUES[name]
    assert values(**columns) == expected


def test_a_table_in_which_nothing_new_comes_is_named() -> None:
    rows = [(str(n), "a", f"2024-03-{n:02d}") for n in range(1, 21)]
    found = findings(event(rows), dt.date(2024, 4, 25))
    assert [(f.code, f.examples) for f in found if f.code == "stale-table"] == [("stale-table", ("2024-03-20",))]
    assert not [f for f in findings(event(rows), dt.date(2024, 4, 10)) if f.code == "stale-table"]


def test_states_that_are_older_than_the_others_are_counted() -> None:
    rows = [
        ("1", "a", "2024-03-01"),
        ("2", "b", "2024-06-20"),
        ("3", "c", "2024-03-02"),
        ("4", "c", "2024-06-30"),
        ("5", "z", "2024-01-01"),
    ]
    found = findings(event(rows, kind="snapshot"), dt.date(2024, 6, 30))
    assert [(f.count, f.total, f.examples) for f in found if f.code == "stale"] == [(1, 3, ("oldest 2024-03-01",))]
