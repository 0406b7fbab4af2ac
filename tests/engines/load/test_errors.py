"""Bad input is answered with its code, its place and a hint, and several faults at once."""

# ruff: noqa: E501  a case is a line of a table

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from seg_widgets.engines.load import load, sources_in
from seg_widgets.errors import DataError, DefinitionError, SegmentError
from seg_widgets.schema.file import workspace_of
from seg_widgets.workspace import Workspace

ACCOUNTS = "id,name,started,arr\nA1,Acme,2024-01-05,10\nA2,Bolt,2024-02-01,20\nA3,Crux,2024-03-01,30\n"
USAGE = "account_id,at,uses\nA1,2024-05-01,3\nA2,2024-05-02,4\n"
ENTITY: dict[str, Any] = {"kind": "entity", "key": "id"}
EVENT: dict[str, Any] = {"kind": "event", "time": "at", "links": {"account_id": "accounts"}}


def fault(folder: Path, files: dict[str, str | bytes], tables: dict[str, Any], **rest: Any) -> SegmentError:
    """Load files under a workspace that does not fit them, and give the error."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    draft = workspace_of({"tables": tables, **rest})
    connection = duckdb.connect()
    with pytest.raises(SegmentError) as caught:
        load(connection, sources_in(folder, draft), draft)
    left = connection.execute("select table_name from duckdb_tables() where temporary").fetchall()
    assert left == [], "what was staged is let go of"
    return caught.value


A = {"accounts.csv": ACCOUNTS}
AU = {"accounts.csv": ACCOUNTS, "usage.csv": USAGE}
BOTH = {"accounts": ENTITY, "usage": EVENT}

# name: files, tables, code, place, words of the message, words of the hint
CASES: dict[str, tuple[dict[str, str | bytes], dict[str, Any], str, str, str, str]] = {
    "a missing file": (A, {"accounts": {**ENTITY, "source": "acounts.csv"}}, "missing-file", "tables.accounts.source", "'acounts.csv'", "'accounts.csv'"),
    "a missing file by name": (A, {"accounts": ENTITY, "acount": EVENT}, "missing-file", "tables.acount.source", "'acount.csv'", "'accounts.csv'"),
    "a key that is not there": (A, {"accounts": {"kind": "entity", "key": "ID_"}}, "unknown-column", "tables.accounts.key", "no column 'ID_'", "Did you mean 'id'"),
    "a time that is not there": (AU, {**BOTH, "usage": {**EVENT, "time": "att"}}, "unknown-column", "tables.usage.time", "usage.csv has no column 'att'", "'at'"),
    "an end that is not there": (AU, {**BOTH, "usage": {**EVENT, "kind": "interval", "end": "till"}}, "unknown-column", "tables.usage.end", "'till'", "'at'"),
    "a label that is not there": (A, {"accounts": {**ENTITY, "label": "nmae"}}, "unknown-column", "tables.accounts.label", "'nmae'", "'name'"),
    "a link that is not there": (AU, {**BOTH, "usage": {**EVENT, "links": {"account": "accounts"}}}, "unknown-column", "tables.usage.links.account", "'account'", "'account_id'"),
    "a column that is not there": (A, {"accounts": {**ENTITY, "columns": {"Name": {}}}}, "unknown-column", "tables.accounts.columns.Name", "'Name'", "'name'"),
    "a repeated key": ({"accounts.csv": "id,n\nA,1\nB,2\nA,3\nB,4\nB,5\nC,6\nC,7\nD,8\nD,9\n"}, {"accounts": ENTITY}, "duplicate-key", "accounts, column 'id'", "4 keys are repeated in 'id': 'B' (3 times), 'A' (2 times), 'C' (2 times) and others", "take the repeated rows out"),
    "a missing key": ({"accounts.csv": "id,n\nA,1\n,2\nB,3\n,4\n"}, {"accounts": ENTITY}, "missing-key", "accounts, column 'id'", "2 of 4 rows have no 'id', such as (-, 2), (-, 4)", "Give each row a key"),
    "a repeated key of an interval": ({**A, "subs.csv": "id,s,e\n1,2024-01-01,\n1,2024-01-01,\n"}, {"accounts": ENTITY, "subs": {"kind": "interval", "key": "id", "time": "s", "end": "e"}}, "duplicate-key", "subs, column 'id'", "1 key is", "row of subs"),
    "a key of dates": (A, {"accounts": {"kind": "entity", "key": "started"}}, "not-a-key", "tables.accounts.key", "dates", "another column"),
    "a date that does not parse": ({**A, "usage.csv": "account_id,at\nA1,2024-05-01\nA1,\"2024-05-02\"\nA2,31.02.2024\nA2,soon\n"}, {"accounts": ENTITY, "usage": {**EVENT, "columns": {"at": {"type": "date"}}}}, "does-not-parse", "usage.csv, column 'at', row 3 (line 4)", "'31.02.2024' is not a date (2 values do not fit)", "such as 2024-12-31"),
    "the line of a value after a line break in quotes": ({"accounts.csv": "id,note,n\nA,\"two\nlines\",1\n\nB,x,many\n"}, {"accounts": {**ENTITY, "columns": {"n": {"type": "integer"}}}}, "does-not-parse", "accounts.csv, column 'n', row 2 (line 5)", "'many' is not an integer", "12"),
    "a fraction as an integer": ({"accounts.csv": "id,n\nA,1.5\n"}, {"accounts": {**ENTITY, "columns": {"n": {"type": "integer"}}}}, "does-not-parse", "accounts.csv, column 'n', row 1 (line 2)", "'1.5' is not an integer", "type text"),
    "a truth that is none": ({"accounts.csv": "id,n\nA,yes\nB,perhaps\n"}, {"accounts": {**ENTITY, "columns": {"n": {"type": "boolean"}}}}, "does-not-parse", "accounts.csv, column 'n', row 2 (line 3)", "'perhaps' is not true or false", "true"),
    "a time without a zone": ({"accounts.csv": "id,n\nA,2024-01-01 10:00\n"}, {"accounts": {**ENTITY, "columns": {"n": {"type": "timestamp_tz"}}}}, "does-not-parse", "accounts.csv, column 'n', row 1 (line 2)", "a time with a zone", "2024-12-31T18:30:00Z"),
    "a time of day as a date": ({"accounts.csv": "id,n\nA,2024-01-01 10:00\n"}, {"accounts": {**ENTITY, "columns": {"n": {"type": "date"}}}}, "does-not-parse", "accounts.csv, column 'n', row 1 (line 2)", "not a date", "2024-12-31"),
    "a time that is a text": ({**A, "usage.csv": "account_id,at\nA1,morning\n"}, BOTH, "not-a-time", "tables.usage.time", "'at' holds texts, not dates or times", "give one the type date"),
    "a time that is a number": ({**A, "usage.csv": "account_id,at,day\nA1,7,2024-01-01\n"}, BOTH, "not-a-time", "tables.usage.time", "integers", "'day'"),
    "a link of another type": ({"accounts.csv": "id\n1\n2\n", "usage.csv": "account_id,at\nA1,2024-01-01\n"}, BOTH, "link-type", "tables.usage.links.account_id", "holds texts, but the key 'id' of 'accounts' holds integers", "the type integer"),
    "a link to a table that is not there": (AU, {**BOTH, "usage": {**EVENT, "links": {"account_id": "account"}}}, "unknown-table", "tables.usage.links.account_id", "'account'", "'accounts'"),
    "a link to a log": (AU, {"accounts": ENTITY, "usage": EVENT, "more": {**EVENT, "source": "usage.csv", "links": {"account_id": "usage"}}}, "no-key", "tables.more.links.account_id", "table of event rows", "Name the key"),
    "a log without dates": ({**A, "usage.csv": "account_id,n\nA1,1\n"}, {"accounts": ENTITY, "usage": {"kind": "event"}}, "no-time", "tables.usage.time", "holds dates or times", "type date"),
    "an entity without a key": ({"accounts.csv": "name,n\nA,1\nA,1\n"}, {"accounts": {"kind": "entity"}}, "no-key", "tables.accounts.key", "No column identifies", "'name'"),
    "an empty file": ({"accounts.csv": ""}, {"accounts": ENTITY}, "empty-file", "accounts.csv", "empty", "header"),
    "a file of blank lines": ({"accounts.csv": "\ufeff\n \n"}, {"accounts": ENTITY}, "empty-file", "accounts.csv", "empty", "header"),
    "a file without a header": ({"accounts.csv": "A1,2024-01-05,10.5\n"}, {"accounts": ENTITY}, "no-header", "accounts.csv, line 1", "'2024-01-05', '10.5'", "column names"),
    "a column twice": ({"accounts.csv": "id,Name,name\nA,1,2\n"}, {"accounts": ENTITY}, "repeated-column", "accounts.csv, column 'name'", "Columns 2 and 3", "capital"),
    "a column without a name": ({"accounts.csv": ",id\n0,A\n"}, {"accounts": ENTITY}, "unnamed-column", "accounts.csv, line 1", "Column 1", "index=False"),
    "a row that is too long": ({"accounts.csv": "id,n\nA,1\nB,2,3\n"}, {"accounts": ENTITY}, "not-a-csv", "accounts.csv, line 3", "3 cells where the header has 2", "quotes"),
    "a title above the header": ({"accounts.csv": "Accounts\nid,n\nA,1\n"}, {"accounts": ENTITY}, "not-a-csv", "accounts.csv, line 2", "2 cells where the header has 1", "quotes"),
    "another encoding": ({"accounts.csv": "id,n\nA,é\n".encode("latin-1")}, {"accounts": ENTITY}, "not-utf8", "accounts.csv", "UTF-8", "encoding"),
    "another kind of file": ({"accounts.ods": b"PK"}, {"accounts": {**ENTITY, "source": "accounts.ods"}}, "unknown-format", "accounts.ods", "'.ods'", "pandas"),
    "a workbook that is none": ({"accounts.xlsx": b"PK"}, {"accounts": {**ENTITY, "source": "accounts.xlsx"}}, "not-a-workbook", "accounts.xlsx", "not a workbook", ".xlsx"),
    "a parquet file that is none": ({"accounts.parquet": b"PAR?"}, {"accounts": ENTITY}, "not-a-parquet", "accounts.parquet", "cannot be read", ""),
    "a worth that is not there": (A, {"accounts": ENTITY}, "unknown-column", "value.column", "'revenue'", "accounts.csv"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_bad_input_names_its_place(tmp_path: Path, name: str) -> None:
    files, tables, code, place, message, hint = CASES[name]
    rest = {"value": {"table": "accounts", "column": "revenue"}} if name == "a worth that is not there" else {}
    error = fault(tmp_path, files, tables, **rest)
    assert (error.code, error.place) == (code, place)
    assert message in error.problems[0].message
    assert hint in error.hint


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    tables = {"accounts": {**ENTITY, "label": "nmae"}, "usage": {**EVENT, "time": "when"}}
    error = fault(tmp_path, AU, tables)
    assert [p.place for p in error.problems] == ["tables.accounts.label", "tables.usage.time"]
    broken = {"accounts.csv": "id,a,b\nA,x,y\n", "usage.csv": USAGE}
    typed = {"accounts": {**ENTITY, "columns": {"a": {"type": "date"}, "b": {"type": "number"}}}, "usage": EVENT}
    assert [p.place for p in fault(tmp_path, broken, typed).problems] == [
        "accounts.csv, column 'a', row 1 (line 2)", "accounts.csv, column 'b', row 1 (line 2)"]  # fmt: skip


@pytest.mark.parametrize("at", ["raven", "ravenstak", "away/off"])
def test_a_missing_folder_names_its_neighbours(tmp_path: Path, at: str) -> None:
    (tmp_path / "ravenstack").mkdir()
    with pytest.raises(SegmentError) as caught:
        sources_in(tmp_path / at)
    assert caught.value.code == "missing-folder"
    assert ("'ravenstack'" in caught.value.hint) == ("/" not in at)


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x")
    with pytest.raises(SegmentError, match="no tables"):
        sources_in(tmp_path)


def test_a_folder_of_spreadsheets_says_what_to_do_with_them(tmp_path: Path) -> None:
    (tmp_path / "accounts.ods").write_bytes(b"PK")
    with pytest.raises(SegmentError) as caught:
        sources_in(tmp_path)
    assert "Save accounts.ods as xlsx or csv" in caught.value.hint


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("id\n1\n")
    with pytest.raises(SegmentError, match=r"'accounts\.csv' is a file"):
        sources_in(tmp_path / "accounts.csv")


def test_tables_that_described_ones_link_to_are_there_too(tmp_path: Path) -> None:
    for t in ("accounts", "contacts", "notes"):
        (tmp_path / f"{t}.csv").write_text("id,account\n1,1\n")
    described = workspace_of({"tables": {"contacts": {"key": "id", "links": {"account": "accounts"}}}})
    assert list(sources_in(tmp_path, described)) == ["contacts", "accounts"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SegmentError) as caught:
        load(duckdb.connect(), {"accounts": tmp_path / "acc.csv"})
    assert caught.value.code == "missing-file"


FRAMES: dict[str, tuple[Callable[[], Any], str, str]] = {
    "mixed types": (lambda: pd.DataFrame({"id": [1, "b", 3]}), "mixed-types", "accounts, column 'id', row 2"),
    "times with and without a zone": (
        lambda: pd.DataFrame({"id": ["a", "b"], "t": pd.Series([pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-01", tz="UTC")], dtype=object)}),
        "mixed-types", "accounts, column 't', row 1"),
    "a column twice": (lambda: pd.DataFrame([[1, 2]], columns=["id", "ID"]), "repeated-column", "accounts"),
    "the key in the index": (lambda: pd.DataFrame({"id": ["a"], "n": [1]}).set_index("id"), "unknown-column", "tables.accounts.key"),
    "a duration as the key": (lambda: pd.DataFrame({"id": pd.to_timedelta([1, 2], unit="s")}), "unusable-column", "tables.accounts.key"),
    "not a table": (lambda: {"id": [1]}, "unknown-format", "accounts"),
    "no columns": (lambda: pd.DataFrame(), "no-columns", "accounts"),
    "a repeated UUID": (lambda: pd.DataFrame({"id": [uuid.UUID(int=1)] * 2}), "duplicate-key", "accounts, column 'id'"),
}  # fmt: skip


@pytest.mark.parametrize("name", FRAMES)
def test_bad_frames_name_their_place(name: str) -> None:
    make, code, place = FRAMES[name]
    with pytest.raises(SegmentError) as caught:
        load(duckdb.connect(), {"accounts": make()}, workspace_of({"tables": {"accounts": ENTITY}}))
    assert (caught.value.code, caught.value.place) == (code, place)
    assert caught.value.hint


@pytest.mark.parametrize("given", [{}, [pd.DataFrame({"id": [1]})], {"": pd.DataFrame({"id": [1]})}])
def test_no_tables_and_tables_without_a_name_are_told(given: Any) -> None:
    with pytest.raises(DataError, match=r"no table|no name"):
        Workspace.from_frames(given, quiet=True)


def test_an_index_with_a_name_is_not_lost_without_a_word() -> None:
    frame = pd.DataFrame({"account_id": [1, 2], "n": [3, 4]}, index=pd.Index(["a", "b"], name="code"))
    said = load(duckdb.connect(), {"accounts": frame}).assumptions
    assert said[0] == "accounts.code is left out: it is the index, not a column. Give frame.reset_index() to have it."


def test_no_day_is_not_an_as_of_date() -> None:
    ws = Workspace.from_frames({"accounts": pd.DataFrame({"id": [1]})}, quiet=True)
    with pytest.raises(DefinitionError, match="is not a day"):
        ws.day(pd.NaT)


def test_a_table_without_data_and_names_that_differ_in_capitals_only() -> None:
    frame = pd.DataFrame({"id": [1]})
    with pytest.raises(SegmentError) as caught:
        load(duckdb.connect(), {"Accounts": frame, "accounts": frame}, workspace_of({"tables": {"acounts": ENTITY}}))
    assert [p.code for p in caught.value.problems] == ["missing-table", "repeated-table"]
