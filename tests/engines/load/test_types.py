"""What values become: from texts in a file, from frames of any dtype, from Parquet."""

# ruff: noqa: E501  a case is a line of a table

from __future__ import annotations

import datetime as dt
import decimal
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import seg_widgets as sw
from seg_widgets.engines.load import Loaded, load
from seg_widgets.schema import TYPES
from seg_widgets.schema.file import workspace_of


def loaded(source: Any, declared: str | None = None, zone: str = "UTC") -> tuple[Loaded, str, list[Any]]:
    """Load one table with the columns id and x; give the type of x and its values, instants as text."""
    columns = {"x": {"type": declared}} if declared else {}
    draft = workspace_of({"time_zone": zone, "tables": {"t": {"kind": "entity", "key": "id", "columns": columns}}})
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Kathmandu'").fetchall()
    found = load(connection, {"t": source}, draft)
    type_ = found.schema.tables["t"].columns["x"].type
    assert type_ is not None
    shown = "strftime(timezone('UTC', x), '%Y-%m-%d %H:%M')" if type_ == "timestamp_tz" else "x"
    values = [r[0] for r in connection.execute(f"SELECT {shown} FROM t ORDER BY id").fetchall()]
    return found, type_, values


D, T = dt.date, dt.datetime
# texts of the column (divided by "|"), type inferred, values
TEXTS: dict[str, tuple[str, str, list[Any]]] = {
    "integers": ("1|-2|0", "integer", [1, -2, 0]),
    "integers above 2^53": ("9007199254740993|1", "integer", [9007199254740993, 1]),
    "too long for an integer": ("99999999999999999999|1", "text", ["99999999999999999999", "1"]),
    "leading zeros": ("00123|00124", "text", ["00123", "00124"]),
    "one leading zero": ("1|2|3|4|05", "text", ["1", "2", "3", "4", "05"]),
    "phone numbers": ("+4930|+4940", "text", ["+4930", "+4940"]),
    "numbers": ("1|2.5|-.5|1e3", "number", [1.0, 2.5, -0.5, 1000.0]),
    "numbers and words for missing": ("1|NA|n|3".replace("n|", "NaN|"), "integer", [1, None, None, 3]),
    "thousands": ('"1,000"|2', "text", ["1,000", "2"]),
    "blanks around": (" 1 | 2", "integer", [1, 2]),
    "NA among texts is a text": ("NA|US", "text", ["NA", "US"]),
    "truths": ("true|False|TRUE|", "boolean", [True, False, True, None]),
    "yes and no stay words": ("yes|no", "text", ["yes", "no"]),
    "dates": ("2024-01-05||2024-02-29", "date", [D(2024, 1, 5), None, D(2024, 2, 29)]),
    "dates with slashes": ("2024/01/05|2024/2/9", "date", [D(2024, 1, 5), D(2024, 2, 9)]),
    "a day that is not": ("2023-02-29|2024-01-01", "text", ["2023-02-29", "2024-01-01"]),
    "German dates": ("31.12.2024|1.2.2024", "date", [D(2024, 12, 31), D(2024, 2, 1)]),
    "day first": ("31/12/2024|01/02/2024", "date", [D(2024, 12, 31), D(2024, 2, 1)]),
    "month first": ("12/31/2024|01/02/2024", "date", [D(2024, 12, 31), D(2024, 1, 2)]),
    "day or month first": ("01/02/2024|03/04/2024", "text", ["01/02/2024", "03/04/2024"]),
    "times": ("2024-01-05 10:30:00|2024-01-06T00:00", "timestamp", [T(2024, 1, 5, 10, 30), T(2024, 1, 6)]),
    "times and dates": ("2024-01-05 10:30|2024-01-06", "timestamp", [T(2024, 1, 5, 10, 30), T(2024, 1, 6)]),
    "midnights": ("2024-01-05 00:00:00|2024-01-06T00:00:00", "date", [D(2024, 1, 5), D(2024, 1, 6)]),
    "instants": ("2024-01-05T10:30:00Z|2024-01-05 10:30+02:00|2024-01-05T10:30:00.5+0530|2024-01-05 10:30:00 UTC", "timestamp_tz",
                 ["2024-01-05 10:30", "2024-01-05 08:30", "2024-01-05 05:00", "2024-01-05 10:30"]),
    "some with a zone": ("2024-01-05T10:30:00Z|2024-01-05T10:30:00", "text", ["2024-01-05T10:30:00Z", "2024-01-05T10:30:00"]),
    "nothing": ("|", "text", [None, None]),
    "words": ('a|"b ""c"""|"d\ne"', "text", ["a", 'b "c"', "d\ne"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_csv_column_has_the_type_that_all_its_values_fit(tmp_path: Path, name: str) -> None:
    texts, type_, values = TEXTS[name]
    file = tmp_path / "t.csv"
    file.write_text("id,x\n" + "".join(f"{i:02},{t}\n" for i, t in enumerate(texts.split("|"), start=1)))
    _, found, got = loaded(file)
    assert (found, got) == (type_, values)


# declared type, texts, values
DECLARED: dict[str, tuple[str, str, list[Any]]] = {
    "text": ("text", "1|002", ["1", "002"]),
    "integer with points": ("integer", "1.0|2", [1, 2]),
    "integer with zeros": ("integer", "007|08", [7, 8]),
    "number": ("number", "1|1e3", [1.0, 1000.0]),
    "decimal": ("decimal", "0.10|12345678901234567890.125", [decimal.Decimal("0.100"), decimal.Decimal("12345678901234567890.125")]),
    "boolean of words": ("boolean", "yes|No|ja|0|t", [True, False, True, False, True]),
    "date either way": ("date", "01/02/2024|03/04/2024", [D(2024, 2, 1), D(2024, 4, 3)]),
    "timestamp of dates": ("timestamp", "2024-01-05|2024-01-06", [T(2024, 1, 5), T(2024, 1, 6)]),
    "list": ("list", '"[a, b]"|[]', [["a", "b"], []]),
}  # fmt: skip


@pytest.mark.parametrize("name", DECLARED)
def test_a_declared_type_reads_what_fits_it(tmp_path: Path, name: str) -> None:
    type_, texts, values = DECLARED[name]
    file = tmp_path / "t.csv"
    file.write_text("id,x\n" + "".join(f"{i:02},{t}\n" for i, t in enumerate(texts.split("|"), start=1)))
    _, found, got = loaded(file, type_)
    assert (found, got) == (type_, values)


def test_every_type_can_be_declared() -> None:
    assert {type_ for type_, _, _ in DECLARED.values()} | {"timestamp_tz"} == set(TYPES)


FILES: dict[str, tuple[str, bytes, list[Any]]] = {
    "semicolons and decimal commas": ("t.csv", b'id;x\n1;"1.234,5"\n2;0,25\n', [1234.5, 0.25]),
    "tabs": ("t.tsv", b"id\tx\n1\t2,5\n2\ta;b\n", ["2,5", "a;b"]),
    "a byte order mark": ("t.csv", "\ufeffid,x\n1,é\n".encode(), ["é"]),
    "lines as on Windows": ("t.csv", b'id,x\r\n1,"a\r\nb"\r\n2,c\r\n', ["a\r\nb", "c"]),
    "empty lines": ("t.csv", b"id,x\n1,a\n\n2,b\n", ["a", "b"]),
    "no line break at the end": ("t.csv", b"id,x\n1,a", ["a"]),
    "apostrophes": ("t.csv", b"id,x\n1,it's\n2,don't\n", ["it's", "don't"]),
    "a header and no rows": ("t.csv", b"id,x\n", []),
}


@pytest.mark.parametrize("name", FILES)
def test_csv_files_of_every_kind(tmp_path: Path, name: str) -> None:
    file, content, values = FILES[name]
    (tmp_path / file).write_bytes(content)
    assert loaded(tmp_path / file)[2] == values


def test_a_late_value_decides_the_type(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("id,x\n" + "".join(f"{i},{i}\n" for i in range(30_000)) + "30000,about 5\n")
    found, type_, values = loaded(file)
    assert type_ == "text"
    assert len(values) == 30_001
    assert found.assumptions == [
        "t.x stays text: it looks like an integer, but 1 value is not, the first 'about 5' in row 30001 (line 30002)."
    ]


NEARLY = {
    # texts -> the type, how many are taken as missing
    "2024-01-01|2024-01-02|2024-01-03|2024-01-04|unknown": ("date", 1),
    "01.02.2024|02.02.2024|31.02.2024|03.02.2024|04.02.2024|05.02.2024|soon": ("text", 0),  # too many
    "01.02.2024|02.02.2024|31.02.2024|03.02.2024|04.02.2024": ("date", 1),
    "2024-01-01 10:00|2024-01-02 10:00|2024-01-03 10:00|2024-01-04 10:00|?": ("timestamp", 1),
    "01/02/2024|02/03/2024|03/04/2024|04/05/2024|tbd": ("text", 0),  # the day, or the month, first?
    "1|2|3|4|n.a.": ("integer", 1),
    "1.5|2|3|4|5|6|7|8|TBD|-": ("number", 2),
    "1|2|3|4|A5": ("text", 0),  # perhaps a key
    "1|2|tbd": ("text", 0),
}


@pytest.mark.parametrize(("texts", "found"), NEARLY.items())
def test_a_few_values_that_are_none_do_not_make_a_column_text(tmp_path: Path, texts: str, found: tuple[str, int]) -> None:
    file = tmp_path / "t.csv"
    file.write_text("id,x\n" + "".join(f"{i:02},{t}\n" for i, t in enumerate(texts.split("|"), start=1)))
    load, type_, values = loaded(file)
    assert (type_, sum(v is None for v in values)) == found
    assert [(f.code, f.column, f.count, f.severity) for f in load.unread] == (
        [("unreadable-value", "x", found[1], "warning")] if found[1] else []
    )
    assert any("t.x" in line for line in load.assumptions) >= bool(found[1])


def test_a_value_that_is_taken_as_missing_is_named_with_its_row_and_is_missing_in_the_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t.csv").write_text("id,x\n" + "".join(f"{i},2024-01-0{i}\n" for i in range(1, 9)) + "9,unknown\n")
    ws = sw.Workspace.from_folder(tmp_path, {"tables": {"t": {"kind": "entity", "key": "id"}}}, quiet=True)
    words = "1 value is not a date and is taken as missing, the first 'unknown' in row 9 (line 10)."
    assert f"t.x is read as a date: {words}" in ws.assumptions
    (found,) = ws.check().query("code == 'unreadable-value'").to_dict("records")
    assert (found["message"], found["examples"], found["count"]) == (words, "unknown", 1)
    late = sw.Segment("Late", ws.t.x.on_or_after("2024-01-05"))
    assert (ws.count(late).members, ws.count(late).unknown) == (4, 1)
    assert "unknown" in late.to_pandas()
    names: dict[str, Any] = {"__name__": "script"}
    exec(late.to_pandas(), names)
    assert names["members"](names["load"](tmp_path)).tolist() == [5, 6, 7, 8]


nan = float("nan")
S = pd.Series
# Series, type, values
SERIES: dict[str, tuple[Callable[[], Any], str, list[Any]]] = {
    "object strings": (lambda: S(["a", None, nan], dtype=object), "text", ["a", None, None]),
    "str dtype": (lambda: S(["a", None, ""], dtype="string"), "text", ["a", None, ""]),
    "floats with NaN": (lambda: S([1.5, nan, float("inf")]), "number", [1.5, None, float("inf")]),
    "float32": (lambda: S([1.5, nan], dtype="float32"), "number", [1.5, None]),
    "Float64 with a NaN inside": (lambda: S(pd.arrays.FloatingArray(np.array([1.0, nan]), np.array([False, False]))), "number", [1.0, None]),
    "Arrow doubles with a NaN inside": (lambda: S(pd.arrays.ArrowExtensionArray(pa.array([1.0, nan], from_pandas=False))), "number", [1.0, None]),
    "Int64": (lambda: S([1, None, 2**60 + 1], dtype="Int64"), "integer", [1, None, 2**60 + 1]),
    "uint64": (lambda: S([1, 2**64 - 1], dtype="uint64"), "integer", [1, 2**64 - 1]),
    "int8": (lambda: S([1, -2], dtype="int8"), "integer", [1, -2]),
    "bool": (lambda: S([True, False]), "boolean", [True, False]),
    "boolean": (lambda: S([True, None], dtype="boolean"), "boolean", [True, None]),
    "object booleans": (lambda: S([True, None], dtype=object), "boolean", [True, None]),
    "category of texts": (lambda: S(["b", None, "a"], dtype="category"), "text", ["b", None, "a"]),
    "category of integers": (lambda: S([2, 1, 2], dtype="category"), "integer", [2, 1, 2]),
    "datetime64[ns]": (lambda: S(pd.to_datetime(["2024-01-05 10:30", None])).astype("datetime64[ns]"), "timestamp", [T(2024, 1, 5, 10, 30), None]),
    "datetime64[us]": (lambda: S(pd.to_datetime(["2024-01-05 10:30:00.000001"])).astype("datetime64[us]"), "timestamp", [T(2024, 1, 5, 10, 30, 0, 1)]),
    "datetime64[s]": (lambda: S(pd.to_datetime(["2024-01-05 10:30"])).astype("datetime64[s]"), "timestamp", [T(2024, 1, 5, 10, 30)]),
    "midnights": (lambda: S(pd.to_datetime(["2024-01-05", None])), "date", [D(2024, 1, 5), None]),
    "with a zone": (lambda: S(pd.to_datetime(["2024-01-05 00:30"]).tz_localize("Europe/Berlin")), "timestamp_tz", ["2024-01-04 23:30"]),
    "dates": (lambda: S([D(2024, 1, 5), None, pd.NaT], dtype=object), "date", [D(2024, 1, 5), None, None]),
    "dates and times": (lambda: S([D(2024, 1, 5), T(2024, 1, 5, 3)], dtype=object), "timestamp", [T(2024, 1, 5), T(2024, 1, 5, 3)]),
    "Timestamps": (lambda: S([pd.Timestamp("2024-01-05 03:00"), pd.NaT], dtype=object), "timestamp", [T(2024, 1, 5, 3), None]),
    "decimals": (lambda: S([decimal.Decimal("0.10"), None, decimal.Decimal("NaN")], dtype=object), "decimal", [decimal.Decimal("0.10"), None, None]),
    "UUIDs": (lambda: S([uuid.UUID(int=1), None], dtype=object), "text", [str(uuid.UUID(int=1)), None]),
    "lists": (lambda: S([["a", "b"], None, []], dtype=object), "list", [["a", "b"], None, []]),
    "NA among objects": (lambda: S([1, pd.NA, None], dtype=object), "integer", [1, None, None]),
    "nothing": (lambda: S([None, nan], dtype=object), "text", [None, None]),
    "texts that are dates": (lambda: S(["2024-01-05", None, "2024-01-06"], dtype=object), "date", [D(2024, 1, 5), None, D(2024, 1, 6)]),
    "texts that are digits": (lambda: S(["1", "2"], dtype=object), "text", ["1", "2"]),
}  # fmt: skip


@pytest.mark.parametrize("name", SERIES)
def test_a_frame_column_has_the_type_of_its_values(name: str) -> None:
    make, type_, values = SERIES[name]
    series = make()
    frame = pd.DataFrame({"id": range(len(series)), "x": series})
    frame.index = pd.Index([5] * len(series))
    _, found, got = loaded(frame)
    assert (found, got) == (type_, values)


def test_a_declared_timestamp_of_midnights_stays_one_and_an_inferred_date_is_told() -> None:
    frame = pd.DataFrame({"id": [1], "x": pd.to_datetime(["2024-01-05"])})
    assert loaded(frame, "timestamp")[1:] == ("timestamp", [T(2024, 1, 5)])
    assert "t.x is taken as a date: each of its times is midnight." in loaded(frame)[0].assumptions


# series, declared, time zone, values
CONVERTED: dict[str, tuple[Callable[[], Any], str, str, list[Any]]] = {
    "whole floats as integers": (lambda: S([1.0, nan]), "integer", "UTC", [1, None]),
    "integers as text": (lambda: S([1, 2]), "text", "UTC", ["1", "2"]),
    "integers as truths": (lambda: S([1, 0]), "boolean", "UTC", [True, False]),
    "local times as instants": (lambda: S(pd.to_datetime(["2024-07-05 01:00"])), "timestamp_tz", "Europe/Berlin", ["2024-07-04 23:00"]),
    "instants as local times": (lambda: S(pd.to_datetime(["2024-07-04 23:00"]).tz_localize("UTC")), "timestamp", "Europe/Berlin", [T(2024, 7, 5, 1)]),
    "local midnights as dates": (lambda: S(pd.to_datetime(["2024-07-04 22:00"]).tz_localize("UTC")), "date", "Europe/Berlin", [D(2024, 7, 5)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CONVERTED)
def test_a_frame_column_takes_its_declared_type(name: str) -> None:
    make, type_, zone, values = CONVERTED[name]
    series = make()
    assert loaded(pd.DataFrame({"id": range(len(series)), "x": series}), type_, zone)[1:] == (type_, values)


class Other:
    """A frame of another library, which all hand their columns over as Arrow."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, schema: Any = None) -> Any:
        return self.table.__arrow_c_stream__(schema)


@pytest.mark.parametrize("make", [lambda table: table, Other])
def test_arrow_tables_and_frames_of_other_libraries_are_taken(make: Callable[[pa.Table], Any]) -> None:
    arrow = pa.table({"id": [1, 2], "x": pa.array([1.0, nan], from_pandas=False)})
    assert loaded(make(arrow))[1:] == ("number", [1.0, None])


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("writer", ["pyarrow", "duckdb"])
def test_nan_in_parquet_is_missing_in_every_question(tmp_path: Path, dtype: str, writer: str) -> None:
    # No infinity among the values: the file's statistics then say 1 to 4, and NaN is none of their business.
    x = np.array([1.0, nan, 3.0, 4.0] * 5000, dtype=dtype)
    written = pa.table({"id": np.arange(20000), "g": np.arange(20000) % 4, "x": pa.array(x, from_pandas=False)})
    file = tmp_path / "t.parquet"
    if writer == "pyarrow":
        pq.write_table(written, file)
    else:
        duckdb.execute("COPY (SELECT * FROM written) TO '" + str(file) + "'").fetchall()
    connection = duckdb.connect()
    found = load(connection, {"t": file}, workspace_of({"tables": {"t": {"kind": "entity", "key": "id"}}}))
    assert (found.facts["t"].columns["x"].missing, found.facts["t"].columns["x"].max) == (5000, 4.0)
    questions = {
        "SELECT count(*) FROM t WHERE x IS NULL": 5000,
        "SELECT count(*) FROM t WHERE isnan(x)": 0,
        "SELECT count(*) FROM t WHERE x > 2": 10000,
        "SELECT count(*) FROM t WHERE NOT (x <= 2)": 10000,
        "SELECT count(*) FILTER (WHERE x > 2) FROM t": 10000,
        "SELECT sum(x) FROM t": 40000.0,
        "SELECT count(*) FROM t WHERE g = 1 AND x IS NOT NULL": 0,
    }
    assert {q: connection.execute(q).fetchall()[0][0] for q in questions} == questions
    assert connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall() == [("t",)]


def test_instants_in_nanoseconds_as_pandas_writes_them_are_instants(tmp_path: Path) -> None:
    x = pd.to_datetime(["2024-03-31 22:30", None]).tz_localize("UTC").astype("datetime64[ns, UTC]")
    file = tmp_path / "t.parquet"
    pd.DataFrame({"id": [1, 2], "x": x}).to_parquet(file)
    assert loaded(file)[1:] == ("timestamp_tz", ["2024-03-31 22:30", None])


def test_a_folder_of_parquet_files_is_one_table(tmp_path: Path) -> None:
    folder = tmp_path / 'it\'s a "folder"'
    (folder / "year=2024").mkdir(parents=True)
    pq.write_table(pa.table({"id": [1, 2], "x": [T(2024, 1, 5), None]}), folder / "year=2024" / "a.parquet")
    pq.write_table(pa.table({"id": [3], "x": [T(2024, 1, 6)], "y": [True]}), folder / "year=2024" / "b.parquet")
    found, type_, values = loaded(folder)
    assert (type_, values) == ("timestamp", [T(2024, 1, 5), None, T(2024, 1, 6)])
    assert {c: d.type for c, d in found.schema.tables["t"].columns.items()} == {
        "id": "integer", "x": "timestamp", "y": "boolean", "year": "integer"}  # fmt: skip


def test_columns_that_segments_have_no_use_for_are_left_out_and_named() -> None:
    frame = pd.DataFrame({"id": [1, 2], "x": [1, 2], "waited": pd.to_timedelta([1, 2], unit="s"), "raw": [b"a", b"b"]})
    found = loaded(frame)[0]
    assert list(found.schema.tables["t"].columns) == ["id", "x"]
    assert [a for a in found.assumptions if "left out" in a] == [
        "t.waited is left out: segments have no use for values of type INTERVAL.",
        "t.raw is left out: segments have no use for values of type BLOB.",
    ]


@pytest.mark.parametrize("kind", ["csv", "parquet", "frame"])
@pytest.mark.parametrize("given", [True, False])
def test_a_column_without_values_has_the_type_of_its_part(tmp_path: Path, kind: str, given: bool) -> None:
    accounts = pd.DataFrame({"account_id": [1, 2]})
    frame = pd.DataFrame(
        {
            "account_id": [None, None] if given else [1, 2],
            "start_date": ["2024-01-05", "2024-01-06"],
            "end_date": [None, None],
        }
    )
    frame["start_date"] = pd.to_datetime(frame["start_date"])
    source: Any = frame
    if kind != "frame":
        source = tmp_path / f"subscriptions.{kind}"
        frame.to_csv(source, index=False) if kind == "csv" else frame.to_parquet(source)
    table = {"kind": "interval", "time": "start_date", "end": "end_date", "links": {"account_id": "accounts"}}
    draft = workspace_of({"tables": {"subscriptions": table} if given else {}})
    connection = duckdb.connect()
    found = load(connection, {"accounts": accounts, "subscriptions": source}, draft)
    columns = found.schema.tables["subscriptions"].columns
    assert columns["end_date"].type == found.facts["subscriptions"].columns["end_date"].type == "date"
    assert columns["account_id"].type == "integer"
    types = dict(connection.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'subscriptions'").fetchall())
    assert types["end_date"] == "DATE"
    assert not [a for a in found.assumptions if "end_date is taken as text" in a]
